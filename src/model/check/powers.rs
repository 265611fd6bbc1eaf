//! The strength of each role, and who may do what.

use super::context::Checker;
use crate::base::Vec2;
use crate::model::GateState;
use crate::model::limits;
use crate::model::problem::Problem;
use crate::model::staff::{Power, Role, Task};

pub(super) fn check(checker: &mut Checker) {
    let staff = &checker.scenario.staff;
    let mut seen = Vec::new();
    for (i, strength) in staff.strength.iter().enumerate() {
        let path = format!("staff.strength[{i}]");
        if strength.count > 0 {
            checker.count(format_args!("{path}.count"), strength.count, limits::UNIT);
        }
        check_role_once(checker, format!("{path}.role"), strength.role, &mut seen);
    }
    seen.clear();
    for (i, powers) in staff.powers.iter().enumerate() {
        let place = format!("staff.powers[{i}].role");
        check_role_once(checker, place, powers.role, &mut seen);
    }
    for (i, unit) in staff.units.iter().enumerate() {
        let Some(power) = needed(&unit.task) else {
            continue;
        };
        if !staff.may(unit.role, power) {
            let problem = Problem::error("no-power", format!("staff.units[{i}].task"))
                .with("id", &unit.id)
                .with("role", unit.role.key())
                .with("power", power.key().replace('_', "-"));
            checker.report(problem);
        }
    }
    check_orders(checker);
}

/// Orders of plans for gates and paths need people with the power to hold a line.
fn check_orders(checker: &mut Checker) {
    let staff = &checker.scenario.staff;
    if !staff.is_described() {
        return;
    }
    let able: u32 = (staff.units.iter())
        .filter(|unit| staff.may(unit.role, Power::Hold))
        .map(|unit| unit.count)
        .sum();
    let plans = checker.scenario.plans.clone();
    for (i, plan) in plans.iter().enumerate() {
        let own = plan.gates.iter().enumerate();
        let own = own.map(|(j, order)| (format!("plans[{i}].gates[{j}]"), order.clone()));
        let of_rules = plan.rules.iter().enumerate().flat_map(|(j, rule)| {
            let orders = rule.orders.iter().enumerate();
            orders.filter_map(move |(n, order)| {
                Some((
                    format!("plans[{i}].rules[{j}].orders[{n}]"),
                    order.for_gate()?,
                ))
            })
        });
        for (place, order) in own.chain(of_rules) {
            let mut gates = checker.scenario.venue.gates.iter();
            let clearing = gates
                .find(|gate| gate.id == order.gate)
                .and_then(|gate| gate.emergency)
                .filter(|_| order.clear);
            let width = gates_width(checker, &order.gate);
            let by_one_m = checker.scenario.parameters.staff.held_by_one_m;
            let holding = match order.state {
                Some(GateState::Held) => (width / by_one_m - 1e-9).ceil().max(1.0) as u32,
                _ => 1,
            };
            let needed = clearing.map_or(holding, |clearing| clearing.people.max(holding));
            if able < needed {
                let problem = Problem::warning("order-without-people", place)
                    .with("plan", &plan.id)
                    .with("what", &order.gate)
                    .with("needed", needed)
                    .with("able", able);
                checker.report(problem);
            }
        }
        for (j, rule) in plan.one_way.iter().enumerate().filter(|_| able == 0) {
            let problem =
                Problem::warning("order-without-people", format!("plans[{i}].one_way[{j}]"))
                    .with("plan", &plan.id)
                    .with("what", &rule.path)
                    .with("needed", 1)
                    .with("able", able);
            checker.report(problem);
        }
    }
}

/// Clear width of a gate by day \[m\]; 0 if there is none of that name.
fn gates_width(checker: &Checker, id: &str) -> f64 {
    let gate = checker
        .scenario
        .venue
        .gates
        .iter()
        .find(|gate| gate.id == id);
    gate.map_or(0.0, |gate| {
        let (a, b) = gate.line;
        let long: Vec2 = Vec2::new(b.0 - a.0, b.1 - a.1);
        gate.width.unwrap_or(long.length())
    })
}

fn check_role_once(checker: &mut Checker, place: String, role: Role, seen: &mut Vec<Role>) {
    if seen.contains(&role) {
        checker.report(Problem::error("role-twice", place).with("role", role.key()));
    } else {
        seen.push(role);
    }
}

/// What a task asks for; none for what everyone may do.
fn needed(task: &Task) -> Option<Power> {
    match task {
        Task::Search(_) => Some(Power::Search),
        Task::Hold(_) => Some(Power::Hold),
        Task::Guide => Some(Power::Guide),
        Task::Treat => Some(Power::Treat),
        Task::Extinguish => Some(Power::Extinguish),
        Task::DirectTraffic => Some(Power::DirectTraffic),
        Task::Watch | Task::Lead | Task::Help | Task::Clean => None,
    }
}
