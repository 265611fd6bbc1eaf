//! Rules of plans: what their conditions name and compare, and whether they can
//! ever be met.

use super::context::{Checker, Tidy, Wanted, short};
use super::distributions::Bound;
use super::ids::is_sound;
use super::plans::check_gate_order;
use crate::model::incident::IncidentKind;
use crate::model::limits::{self, Range};
use crate::model::plan::Plan;
use crate::model::problem::Problem;
use crate::model::rule::{Condition, IncidentSort, Level, Rule, RuleOrder};

/// No crowd was ever measured denser [1/m²] (Helbing, Johansson and Al-Abideen
/// 2007).
const DENSEST_PER_M2: f64 = 10.0;
/// An estimate so many standard deviations above the truth does not come.
const SURE_SD: f64 = 4.0;

pub(super) fn check(checker: &mut Checker, path: &str, plan: &Plan) {
    for (k, rule) in plan.rules.iter().enumerate() {
        let at = format!("{path}.rules[{k}]");
        check_id(checker, path, &plan.rules, k);
        check_condition(checker, &format!("{at}.when"), rule);
        check_after(checker, &format!("{at}.after"), &plan.rules, k);
        let place = format!("{at}.delay_s");
        checker.distribution(&place, &rule.delay_s, limits::DURATION, Bound::Mean);
        if rule.orders.is_empty() {
            let problem = Problem::warning("rule-without-orders", at.as_str());
            checker.report(problem.with("id", short(&rule.id)));
        }
        for (n, order) in rule.orders.iter().enumerate() {
            let place = format!("{at}.orders[{n}]");
            if let Some(order) = order.for_gate() {
                check_gate_order(checker, &place, &order);
            } else if let RuleOrder::Escalate(id) = order {
                checker.reference(format_args!("{place}[0]"), id, Wanted::Plan);
            }
        }
    }
}

/// Ids are unique in their plan.
fn check_id(checker: &mut Checker, path: &str, rules: &[Rule], k: usize) {
    let id = &rules[k].id;
    let place = format!("{path}.rules[{k}].id");
    if id.is_empty() {
        checker.report(Problem::error("empty-id", place));
        return;
    }
    if !is_sound(id) {
        let problem = Problem::error("odd-id", place.as_str())
            .with("id", short(id))
            .with("limit", limits::ID_LENGTH);
        checker.report(problem);
    }
    // As elsewhere, a list of nothing but rules is not compared to its end.
    let earlier = rules[..k.min(1000)].iter().position(|rule| rule.id == *id);
    if let Some(first) = earlier {
        let problem = Problem::error("duplicate-id", place)
            .with("id", short(id))
            .with("first", format!("{path}.rules[{first}]"));
        checker.report(problem);
    }
}

/// The rule that must have been decided before: there is one, and it does not
/// itself wait for this one.
fn check_after(checker: &mut Checker, place: &str, rules: &[Rule], k: usize) {
    let before = |rule: &Rule| {
        let id = rule.after.as_ref()?;
        rules.iter().position(|other| other.id == *id)
    };
    let Some(id) = &rules[k].after else { return };
    let Some(mut at) = before(&rules[k]) else {
        let problem = Problem::error("rule-after-unknown", place);
        checker.report(problem.with("id", short(id)));
        return;
    };
    for _ in 0..rules.len().min(1000) {
        if at == k {
            never(checker, place, &rules[k], "after");
            return;
        }
        match before(&rules[at]) {
            Some(next) => at = next,
            None => return,
        }
    }
}

/// Reports that a rule can never be met, and why.
fn never(checker: &mut Checker, place: &str, rule: &Rule, why: &'static str) {
    let problem = Problem::warning("rule-never-met", place)
        .with("id", short(&rule.id))
        .with("why", why);
    checker.report(problem);
}

fn check_condition(checker: &mut Checker, path: &str, rule: &Rule) {
    match &rule.when {
        Condition::Density { cell, .. } => {
            checker.reference(format_args!("{path}.cell"), cell, Wanted::Cell);
            if let Some(Level::AtLeast(least)) =
                check_level(checker, path, rule, limits::RULE_DENSITY)
                && least > DENSEST_PER_M2
            {
                never(checker, &format!("{path}.at_least"), rule, "density");
            }
        }
        Condition::Occupancy { place, .. } => {
            let level = check_level(checker, path, rule, limits::RULE_OCCUPANCY);
            check_occupancy(checker, path, rule, place, level);
        }
        Condition::Queue { gate, .. } => {
            let thing = checker.reference(format_args!("{path}.gate"), gate, Wanted::Gate);
            let level = check_level(checker, path, rule, limits::RULE_PEOPLE);
            let has_lanes = thing.is_none_or(|thing| {
                let gate = &checker.scenario.venue.gates[thing.index];
                gate.lanes.is_some()
            });
            if has_lanes {
                check_people(checker, path, rule, level, 1.0);
            } else {
                never(checker, &format!("{path}.gate"), rule, "lanes");
            }
        }
        Condition::Inside { .. } => {
            let level = check_level(checker, path, rule, limits::RULE_PEOPLE);
            check_people(checker, path, rule, level, 1.0);
        }
        Condition::Incident(sort) => {
            if !may_happen(checker, *sort) {
                never(checker, &format!("{path}[0]"), rule, "incident");
            }
        }
        Condition::At(time) => {
            let end = checker.scenario.run.end;
            let place = format!("{path}[0]");
            if checker.time(&place, *time) && *time >= end {
                never(checker, &place, rule, "time");
            }
        }
    }
}

/// The level of a condition, if it gives exactly one and a sound one.
fn check_level(checker: &mut Checker, path: &str, rule: &Rule, range: Range) -> Option<Level> {
    let Some(level) = rule.when.level() else {
        let problem = Problem::error("rule-level", path);
        checker.report(problem.with("id", short(&rule.id)));
        return None;
    };
    let (name, value) = match level {
        Level::AtLeast(value) => ("at_least", value),
        Level::Below(value) => ("below", value),
    };
    checker
        .number(format_args!("{path}.{name}"), value, range)
        .then_some(level)
}

/// A share of a capacity: somebody has said what that is, and it can be reached.
fn check_occupancy(
    checker: &mut Checker,
    path: &str,
    rule: &Rule,
    place: &str,
    level: Option<Level>,
) {
    let at = format!("{path}.place");
    let Some(thing) = checker.reference(&at, place, Wanted::Place) else {
        return;
    };
    let capacity = checker.scenario.venue.places[thing.index].capacity;
    // Nothing is a share of 0 either.
    let Some(capacity) = capacity.filter(|capacity| *capacity > 0) else {
        let problem = Problem::error("occupancy-without-capacity", at);
        checker.report(problem.with("id", place));
        return;
    };
    check_people(checker, path, rule, level, f64::from(capacity));
}

/// Reports a rule that waits for more people than come: `whole` people make a
/// value of 1. What is estimated may be taken for more than it is.
fn check_people(checker: &mut Checker, path: &str, rule: &Rule, level: Option<Level>, whole: f64) {
    let Some(Level::AtLeast(least)) = level else {
        return;
    };
    let visitors = &checker.scenario.visitors;
    let present = visitors.present.iter().map(|crowd| crowd.count);
    let arriving = visitors.arrivals.iter().map(|stream| stream.count);
    let planned: f64 = present.chain(arriving).map(f64::from).sum();
    let error = match rule.when {
        Condition::Occupancy { .. } => checker.scenario.parameters.command.estimate_error,
        _ => 0.0,
    };
    if least * whole > planned * (1.0 + SURE_SD * error) {
        let problem = Problem::warning("rule-never-met", format!("{path}.at_least"))
            .with("id", short(&rule.id))
            .with("why", "people")
            .with("people", Tidy((least * whole).ceil()))
            .with("planned", planned);
        checker.report(problem);
    }
}

/// Whether an incident of a sort may happen: the document has one, or another that
/// leads to it, or it is what staff or cameras see of the crowd.
fn may_happen(checker: &Checker, sort: IncidentSort) -> bool {
    let scenario = checker.scenario;
    let staff = &scenario.staff;
    let seen =
        sort == IncidentSort::CrushWarning && !(staff.units.is_empty() && staff.cameras.is_empty());
    let mut incidents = scenario.incidents.iter();
    seen || incidents.any(|incident| match incident.kind {
        // A bottle that bursts hurts people.
        IncidentKind::Fire {
            gas_bottle: true, ..
        } => matches!(sort, IncidentSort::Fire | IncidentSort::Medical),
        _ => IncidentSort::of(&incident.kind) == sort,
    })
}
