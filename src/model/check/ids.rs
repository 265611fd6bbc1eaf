//! Ids: unique in the whole file, not empty, without odd characters.

use super::context::{Checker, short};
use crate::model::kind::{Kind, things};
use crate::model::limits;
use crate::model::problem::Problem;

pub(super) fn check(checker: &mut Checker) {
    for (thing, id) in things(checker.scenario) {
        let place = format!("{}.id", thing.path());
        if id.is_empty() {
            checker.report(Problem::error("empty-id", place));
            continue;
        }
        if !is_sound(id) {
            let problem = Problem::error("odd-id", place.as_str())
                .with("id", short(id))
                .with("limit", limits::ID_LENGTH);
            checker.report(problem);
        }
        let first = checker.thing(id).unwrap_or(thing);
        if first != thing {
            let problem = Problem::error("duplicate-id", place)
                .with("id", short(id))
                .with("first", first.path());
            checker.report(problem);
        }
    }
    check_counts(checker);
}

/// Lists that are longer than the world can number.
fn check_counts(checker: &mut Checker) {
    let mut counts = [0; Kind::ALL.len()];
    for (thing, _) in things(checker.scenario) {
        counts[thing.kind as usize] += 1;
    }
    for kind in Kind::ALL {
        let most = match kind {
            Kind::Sheet => limits::SHEETS,
            Kind::Place | Kind::Path | Kind::Gate | Kind::Exit | Kind::Zone => limits::CELLS,
            _ => limits::LIST,
        };
        checker.list(kind.list(), counts[kind as usize], most);
    }
    let (places, paths) = (counts[Kind::Place as usize], counts[Kind::Path as usize]);
    if places <= limits::CELLS && paths <= limits::CELLS {
        checker.list(Kind::Path.list(), places + paths, limits::CELLS);
    }
}

/// Letters of any language, digits, `-`, `_` and `.`, beginning with a letter
/// or digit, not too long.
pub(super) fn is_sound(id: &str) -> bool {
    id.chars().count() <= limits::ID_LENGTH
        && id.starts_with(char::is_alphanumeric)
        && id.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c))
}
