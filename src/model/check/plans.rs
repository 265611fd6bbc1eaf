//! Plans: what sets them going, in which order, by which exits, and what
//! follows.

use super::context::{Checker, Tidy, Wanted};
use super::distributions::Bound;
use super::shares::Shares;
use super::{rules, staff, visitors};
use crate::model::incident::Occurrence;
use crate::model::kind::Kind;
use crate::model::limits;
use crate::model::plan::{Action, Area, GateOrder, Phase, Plan, Trigger, ZoneExits};
use crate::model::problem::Problem;
use crate::model::venue::ExitUse;

pub(super) fn check(checker: &mut Checker) {
    for (i, plan) in checker.scenario.plans.iter().enumerate() {
        let path = format!("plans[{i}]");
        check_trigger(checker, &path, &plan.trigger);
        check_chain(checker, &path, plan);
        check_phases(checker, &path, &plan.phases);
        for (k, order) in plan.gates.iter().enumerate() {
            check_gate_order(checker, &format!("{path}.gates[{k}]"), order);
        }
        check_one_way(checker, &path, plan);
        check_routes(checker, &path, plan);
        check_staff(checker, &path, plan);
        rules::check(checker, &path, plan);
        if let Some(escalation) = &plan.escalation {
            let place = format!("{path}.escalation");
            let after = format_args!("{place}.after_s");
            checker.number(after, escalation.after_s, limits::DURATION);
            checker.reference(format_args!("{place}.plan"), &escalation.plan, Wanted::Plan);
        }
        if let Some(flow) = plan.assumed_flow_per_min {
            let place = format_args!("{path}.assumed_flow_per_min");
            checker.number(place, flow, limits::ASSUMED_FLOW_PER_MIN);
        }
    }
}

fn check_trigger(checker: &mut Checker, path: &str, trigger: &Trigger) {
    let place = format!("{path}.trigger[0]");
    match trigger {
        Trigger::Never => {}
        Trigger::At(time) => {
            let end = checker.scenario.run.end;
            if checker.time(&place, *time) && *time >= end {
                let problem = Problem::warning("trigger-after-the-end", place)
                    .with("time", time)
                    .with("end", end);
                checker.report(problem);
            }
        }
        Trigger::Incident(id) => {
            let Some(thing) = checker.reference(&place, id, Wanted::Incident) else {
                return;
            };
            let incident = &checker.scenario.incidents[thing.index];
            if matches!(incident.occurrence, Occurrence::Drawn { .. }) {
                checker.report(Problem::error("trigger-by-chance", place).with("id", id));
            }
        }
    }
}

fn check_chain(checker: &mut Checker, path: &str, plan: &Plan) {
    let chain = &plan.chain;
    for (name, time) in [
        ("detection_s", &chain.detection_s),
        ("report_s", &chain.report_s),
        ("verification_s", &chain.verification_s),
        ("decision_s", &chain.decision_s),
        ("broadcast_s", &chain.broadcast_s),
    ] {
        let place = format!("{path}.chain.{name}");
        checker.distribution(&place, time, limits::DURATION, Bound::Mean);
    }
}

fn check_phases(checker: &mut Checker, path: &str, phases: &[Phase]) {
    let mut latest = 0.0;
    for (k, phase) in phases.iter().enumerate() {
        let path = format!("{path}.phases[{k}]");
        let place = format!("{path}.after_s");
        if checker.number(&place, phase.after_s, limits::DURATION) {
            if phase.after_s < latest {
                let problem = Problem::error("phases-out-of-order", place)
                    .with("after", phase.after_s)
                    .with("latest", latest);
                checker.report(problem);
            }
            latest = f64::max(latest, phase.after_s);
        }
        for (n, area) in phase.areas.iter().enumerate() {
            check_area(checker, &format!("{path}.areas[{n}]"), area);
        }
        if let Action::MoveTo(cell) = &phase.action {
            checker.reference(format_args!("{path}.action[0]"), cell, Wanted::Cell);
        }
    }
}

fn check_area(checker: &mut Checker, path: &str, area: &Area) {
    match area {
        Area::Zone(zone) => {
            checker.reference(format_args!("{path}[0]"), zone, Wanted::Zone);
        }
        Area::Cell(cell) => {
            checker.reference(format_args!("{path}[0]"), cell, Wanted::Cell);
        }
        Area::Circle {
            cell,
            center,
            radius_m,
        } => {
            checker.reference(format_args!("{path}.cell"), cell, Wanted::Cell);
            checker.point(format_args!("{path}.center"), *center);
            let place = format_args!("{path}.radius_m");
            checker.number(place, *radius_m, limits::INCIDENT_RADIUS);
        }
    }
}

pub(super) fn check_gate_order(checker: &mut Checker, path: &str, order: &GateOrder) {
    checker.number(
        format_args!("{path}.after_s"),
        order.after_s,
        limits::DURATION,
    );
    let gate = checker.reference(format_args!("{path}.gate"), &order.gate, Wanted::Gate);
    if order.state.is_none() && order.direction.is_none() && !order.clear {
        let problem = Problem::warning("order-without-effect", path);
        checker.report(problem.with("gate", &order.gate));
    }
    let clearable = gate.is_none_or(|thing| {
        let gate = &checker.scenario.venue.gates[thing.index];
        gate.emergency.is_some()
    });
    if order.clear && !clearable {
        let problem = Problem::error("gate-cannot-be-cleared", format!("{path}.clear"));
        checker.report(problem.with("gate", &order.gate));
    }
}

fn check_one_way(checker: &mut Checker, path: &str, plan: &Plan) {
    let mut seen = Vec::new();
    for (k, order) in plan.one_way.iter().enumerate() {
        let place = format!("{path}.one_way[{k}].path");
        let Some(thing) = checker.reference(&place, &order.path, Wanted::Path) else {
            continue;
        };
        if seen.contains(&thing.index) {
            let problem = Problem::error("ordered-twice", place);
            checker.report(problem.with("id", &order.path));
        } else if seen.len() < 1000 {
            seen.push(thing.index);
        }
    }
}

fn check_routes(checker: &mut Checker, path: &str, plan: &Plan) {
    let mut seen = Vec::new();
    for (k, route) in plan.routes.iter().enumerate() {
        let path = format!("{path}.routes[{k}]");
        let place = format!("{path}.zone");
        if let Some(thing) = checker.reference(&place, &route.zone, Wanted::Zone) {
            if seen.contains(&thing.index) {
                let problem = Problem::error("ordered-twice", place);
                checker.report(problem.with("id", &route.zone));
            } else if seen.len() < 1000 {
                seen.push(thing.index);
            }
        }
        check_route(checker, &path, route);
        check_detours(checker, &path, route);
    }
}

/// The exits of a zone: some way out, shares that add up.
fn check_route(checker: &mut Checker, path: &str, route: &ZoneExits) {
    let place = format!("{path}.exits");
    let mut leads_out = false;
    let mut all_known = true;
    for (k, (exit, share)) in route.exits.iter().enumerate() {
        let at = format!("{place}[{k}][0]");
        let Some(thing) = checker.reference(&at, exit, Wanted::Exit) else {
            all_known = false;
            continue;
        };
        let usage = checker.scenario.venue.exits[thing.index].usage;
        leads_out |= *share > 0.0 && usage != ExitUse::EntranceOnly;
    }
    if all_known && !leads_out {
        let problem = Problem::error("zone-without-exit", place);
        checker.report(problem.with("zone", &route.zone));
        return;
    }
    for (k, (exit, share)) in route.exits.iter().enumerate() {
        if *share > 0.0 && checker.find(Kind::Exit, exit).is_some() {
            visitors::check_way_out(checker, &format!("{place}[{k}][0]"), exit);
        }
    }
    let shares = route.exits.iter().map(|(_, share)| *share);
    checker.shares(&place, "[1]", Shares::Exits, shares);
}

/// Shares sent round a cell: together at most 1, the rest goes as it likes.
fn check_detours(checker: &mut Checker, path: &str, route: &ZoneExits) {
    let place = format!("{path}.detours");
    let (mut sum, mut is_sound) = (0.0, true);
    for (k, detour) in route.detours.iter().enumerate() {
        let at = format!("{place}[{k}]");
        checker.reference(format_args!("{at}.avoid"), &detour.avoid, Wanted::Cell);
        is_sound &= checker.number(format_args!("{at}.share"), detour.share, limits::SHARE);
        sum += detour.share;
    }
    if is_sound && sum > 1.0 + limits::SHARE_TOLERANCE {
        let problem = Problem::error("detours-over-all", place)
            .with("zone", &route.zone)
            .with("sum", Tidy(sum));
        checker.report(problem);
    }
}

fn check_staff(checker: &mut Checker, path: &str, plan: &Plan) {
    let mut seen = Vec::new();
    for (k, order) in plan.staff.iter().enumerate() {
        let path = format!("{path}.staff[{k}]");
        let place = format!("{path}.unit");
        if let Some(thing) = checker.reference(&place, &order.unit, Wanted::Unit) {
            if seen.contains(&thing.index) {
                let problem = Problem::error("ordered-twice", place);
                checker.report(problem.with("id", &order.unit));
            } else if seen.len() < 1000 {
                seen.push(thing.index);
            }
        }
        staff::check_station(checker, &format!("{path}.to"), &order.to);
    }
}
