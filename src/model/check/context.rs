//! What all checks share: the scenario, its ids, and the list of problems.

use std::collections::BTreeMap;
use std::fmt::{self, Display};

use super::shape::Shapes;
use crate::model::kind::{Kind, Thing, things};
use crate::model::limits::{self, Range};
use crate::model::nearest::nearest;
use crate::model::problem::Problem;
use crate::model::{Point, Scenario};

/// What a reference may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Sheet,
    Place,
    Path,
    /// A place or a path.
    Cell,
    Gate,
    Exit,
    /// A place, a path or an exit.
    CellOrExit,
    AssemblyPoint,
    Zone,
    Profile,
    Unit,
    Incident,
    Plan,
}

impl Wanted {
    fn accepts(self, kind: Kind) -> bool {
        match self {
            Self::Sheet => kind == Kind::Sheet,
            Self::Place => kind == Kind::Place,
            Self::Path => kind == Kind::Path,
            Self::Cell => matches!(kind, Kind::Place | Kind::Path),
            Self::Gate => kind == Kind::Gate,
            Self::Exit => kind == Kind::Exit,
            Self::CellOrExit => matches!(kind, Kind::Place | Kind::Path | Kind::Exit),
            Self::AssemblyPoint => kind == Kind::AssemblyPoint,
            Self::Zone => kind == Kind::Zone,
            Self::Profile => kind == Kind::Profile,
            Self::Unit => kind == Kind::Unit,
            Self::Incident => kind == Kind::Incident,
            Self::Plan => kind == Kind::Plan,
        }
    }

    /// The name by which the catalogue knows what is wanted.
    fn key(self) -> &'static str {
        match self {
            Self::Sheet => "sheet",
            Self::Place => "place",
            Self::Path => "path",
            Self::Cell => "cell",
            Self::Gate => "gate",
            Self::Exit => "exit",
            Self::CellOrExit => "cell-or-exit",
            Self::AssemblyPoint => "assembly-point",
            Self::Zone => "zone",
            Self::Profile => "profile",
            Self::Unit => "unit",
            Self::Incident => "incident",
            Self::Plan => "plan",
        }
    }
}

/// How many unknown references are compared with all ids to find what they
/// may have meant; beyond, a file of nothing but slips would take minutes.
const MOST_COMPARISONS: usize = 2_000_000;

/// The checks at work.
pub(super) struct Checker<'s> {
    pub(super) scenario: &'s Scenario,
    pub(super) shapes: Shapes,
    ids: BTreeMap<&'s str, Thing>,
    comparisons: usize,
    problems: Vec<Problem>,
}

impl<'s> Checker<'s> {
    pub(super) fn new(scenario: &'s Scenario) -> Self {
        let mut ids = BTreeMap::new();
        for (thing, id) in things(scenario) {
            ids.entry(id).or_insert(thing);
        }
        Self {
            scenario,
            shapes: Shapes::of(&scenario.venue),
            ids,
            comparisons: 0,
            problems: Vec::new(),
        }
    }

    pub(super) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    pub(super) fn report(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// The first thing of an id.
    pub(super) fn thing(&self, id: &str) -> Option<Thing> {
        self.ids.get(id).copied()
    }

    /// The index of the thing an id names, if it is of this kind.
    pub(super) fn find(&self, kind: Kind, id: &str) -> Option<usize> {
        let thing = self.thing(id)?;
        (thing.kind == kind).then_some(thing.index)
    }

    /// What a reference names; reports a name of nothing and of the wrong
    /// kind of thing.
    pub(super) fn reference(
        &mut self,
        place: impl Display,
        id: &str,
        wanted: Wanted,
    ) -> Option<Thing> {
        if let Some(thing) = self.thing(id) {
            if wanted.accepts(thing.kind) {
                return Some(thing);
            }
            let problem = Problem::error("wrong-reference", place.to_string())
                .with("id", short(id))
                .with("kind", thing.kind.key())
                .with("wanted", wanted.key());
            self.report(problem);
            return None;
        }
        let near = self.near(id, wanted);
        let problem = Problem::error("unknown-reference", place.to_string())
            .with("id", short(id))
            .with("wanted", wanted.key())
            .with("hint", if near.is_empty() { "none" } else { "near" })
            .with("near", near);
        self.report(problem);
        None
    }

    fn near(&mut self, id: &str, wanted: Wanted) -> String {
        if self.comparisons + self.ids.len() > MOST_COMPARISONS {
            return String::new();
        }
        self.comparisons += self.ids.len();
        let fitting = self
            .ids
            .iter()
            .filter(|(_, thing)| wanted.accepts(thing.kind))
            .map(|(id, _)| *id);
        nearest(id, fitting).join(", ")
    }

    /// Reports a number that is not finite or out of its range; whether it is
    /// sound.
    pub(super) fn number(&mut self, place: impl Display, value: f64, range: Range) -> bool {
        if range.contains(value) {
            return true;
        }
        let problem = if value.is_finite() {
            let missed = if value < range.min {
                range.min
            } else {
                range.max
            };
            Problem::error("number-out-of-range", place.to_string())
                .with("value", Tidy(value).beside(missed))
                .with("min", Tidy(range.min))
                .with("max", Tidy(range.max))
        } else {
            Problem::error("number-not-finite", place.to_string())
        };
        self.report(problem);
        false
    }

    /// As [`Checker::number`], for a count.
    pub(super) fn count(&mut self, place: impl Display, value: u32, range: Range) -> bool {
        self.number(place, f64::from(value), range)
    }

    /// As [`Checker::number`], for both coordinates of a point.
    pub(super) fn point(&mut self, place: impl Display, point: Point) -> bool {
        self.number(format_args!("{place}[0]"), point.0, limits::COORDINATE)
            & self.number(format_args!("{place}[1]"), point.1, limits::COORDINATE)
    }

    /// Both ends of a line.
    pub(super) fn line(&mut self, place: impl Display, line: (Point, Point)) -> bool {
        self.point(format_args!("{place}[0]"), line.0)
            & self.point(format_args!("{place}[1]"), line.1)
    }

    /// Reports a list that is too long; whether it is not.
    pub(super) fn list(&mut self, place: impl Display, length: usize, most: usize) -> bool {
        if length <= most {
            return true;
        }
        let problem = Problem::error("list-too-long", place.to_string())
            .with("count", length)
            .with("limit", most);
        self.report(problem);
        false
    }
}

/// The first characters of a text, for a message.
pub(super) fn short(text: &str) -> String {
    match text.char_indices().nth(limits::ID_LENGTH) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A number as a person would write it: at most three decimals, powers of
/// ten where it is very large or very small.
pub(super) struct Tidy(pub(super) f64);

impl Tidy {
    /// The number beside a limit it misses: with all its digits where at
    /// most three decimals make the two look the same.
    pub(super) fn beside(self, limit: f64) -> String {
        let tidy = self.to_string();
        if tidy == Tidy(limit).to_string() {
            self.0.to_string()
        } else {
            tidy
        }
    }
}

impl Display for Tidy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.abs();
        if size >= 1e9 || (size > 0.0 && size < 1e-3) {
            return write!(f, "{:e}", self.0);
        }
        let rounded = format!("{:.3}", self.0);
        f.write_str(rounded.trim_end_matches('0').trim_end_matches('.'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_write_them() {
        let written = [0.1 + 0.2, 5.0, -12.3456, 1e300, 2e-5, 100.0].map(|n| Tidy(n).to_string());
        assert_eq!(written, ["0.3", "5", "-12.346", "1e300", "2e-5", "100"]);
    }

    #[test]
    fn numbers_differ_from_the_limit_they_miss() {
        let written = [0.6004, 0.7, 0.61234].map(|n| Tidy(n).beside(0.6));
        assert_eq!(written, ["0.6004", "0.7", "0.612"]);
    }
}
