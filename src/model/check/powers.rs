//! The strength of each role, and who may do what.

use super::context::Checker;
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
        if !may(checker, unit.role, power) {
            let problem = Problem::error("no-power", format!("staff.units[{i}].task"))
                .with("id", &unit.id)
                .with("role", unit.role.key())
                .with("power", key(power));
            checker.report(problem);
        }
    }
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

fn may(checker: &Checker, role: Role, power: Power) -> bool {
    let powers = &checker.scenario.staff.powers;
    powers
        .iter()
        .any(|entry| entry.role == role && entry.may.contains(&power))
}

/// The name by which the catalogue knows a power.
fn key(power: Power) -> &'static str {
    match power {
        Power::Search => "search",
        Power::Hold => "hold",
        Power::Guide => "guide",
        Power::Treat => "treat",
        Power::Extinguish => "extinguish",
        Power::DirectTraffic => "direct-traffic",
    }
}
