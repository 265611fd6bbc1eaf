//! The checks: every problem of meaning in a scenario, never only the first.
//!
//! What can be seen in the document itself is checked here: ids and
//! references, numbers and their limits, shapes, widths and slopes, shares,
//! times and plans. What needs the compiled venue (who can reach an exit,
//! what lies outside walkable space, capacities) is checked by the world,
//! with the same [`Problem`] and the same catalogue of sentences.
//! Every code is listed with its sentences in `problems.ftl`.

mod context;
mod crossings;
mod distributions;
mod gates;
mod ids;
mod incidents;
mod orders;
mod paths;
mod plans;
mod powers;
mod programme;
mod rings;
mod rules;
mod run;
mod shape;
mod shares;
mod shifts;
mod staff;
mod stairs;
mod venue;
mod visitors;

use super::file::{self, SpanIndex};
use super::problem::{Problem, Severity};
use super::scenario::Scenario;
use crate::base::text;
use context::Checker;

pub use orders::of_orders;

/// All problems of a scenario that can be seen without compiling it, but for
/// the warnings it sets aside, in the order of the document.
#[must_use]
pub fn check(scenario: &Scenario) -> Vec<Problem> {
    let mut problems = find(scenario);
    // The canonical text has every value in the document's order.
    if !problems.is_empty()
        && let Ok(spans) = SpanIndex::scan(&file::write(scenario))
    {
        problems.sort_by_cached_key(|problem| {
            let place = spans.place(&problem.place);
            (place, problem.severity, problem.code)
        });
    }
    problems
}

/// All problems that can be seen without compiling a scenario, in the order in
/// which they are found.
#[must_use]
pub fn find(scenario: &Scenario) -> Vec<Problem> {
    let mut checker = Checker::new(scenario);
    ids::check(&mut checker);
    venue::check(&mut checker);
    gates::check(&mut checker);
    paths::check(&mut checker);
    visitors::check(&mut checker);
    programme::check(&mut checker);
    staff::check(&mut checker);
    powers::check(&mut checker);
    shifts::check(&mut checker);
    incidents::check(&mut checker);
    plans::check(&mut checker);
    rings::check(&mut checker);
    run::check(&mut checker);
    without_ignored(scenario, checker.into_problems())
}

/// The problems without those warnings a scenario sets aside. The checks of
/// the world go through this as well.
#[must_use]
pub fn without_ignored(scenario: &Scenario, problems: Vec<Problem>) -> Vec<Problem> {
    let ignored = |problem: &Problem| {
        problem.severity == Severity::Warning
            && scenario
                .ignored_warnings
                .iter()
                .any(|code| code == problem.code)
    };
    problems.into_iter().filter(|p| !ignored(p)).collect()
}

/// Whether something can be an id.
#[must_use]
pub fn is_sound_id(id: &str) -> bool {
    ids::is_sound(id)
}

/// Whether there is a problem of this code, here or in the world.
#[must_use]
pub fn is_code(code: &str) -> bool {
    text::has(&format!("problem-{code}"))
}

/// The codes of all warnings, here and in the world: what a scenario may set
/// aside.
pub const WARNINGS: [&str; 23] = [
    "cell-in-no-zone",
    "cell-in-two-zones",
    "dead-end",
    "exit-lost",
    "flight-too-long",
    "incident-after-the-end",
    "incident-never-drawn",
    "landing-too-short",
    "narrow-cut",
    "no-way-for-wheels",
    "order-without-effect",
    "order-without-people",
    "programme-over-capacity",
    "rule-never-met",
    "rule-without-orders",
    "search-without-lanes",
    "shift-outside-run",
    "slope-above-rule",
    "slope-hard-for-wheels",
    "trigger-after-the-end",
    "unknown-code",
    "zone-without-leader",
    "zone-without-staff",
];
