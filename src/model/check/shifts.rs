//! Units against the head-count of their role, and their shifts against the
//! day.

use super::context::Checker;
use crate::model::limits;
use crate::model::problem::Problem;
use crate::model::staff::{Role, Unit};
use crate::model::time::Time;

pub(super) fn check(checker: &mut Checker) {
    for (i, unit) in checker.scenario.staff.units.iter().enumerate() {
        check_shift(checker, &format!("staff.units[{i}]"), unit);
    }
    // Nobody has said how many there are: nothing to compare with.
    if !checker.scenario.staff.strength.is_empty() {
        for role in Role::ALL {
            check_strength(checker, role);
        }
    }
}

/// The shift of a unit; the whole day where it is not given.
fn shift(unit: &Unit) -> (f64, f64) {
    let start = unit.from.map_or(limits::TIME.min, Time::seconds);
    let end = unit.until.map_or(limits::TIME.max, Time::seconds);
    (start, end)
}

fn check_shift(checker: &mut Checker, path: &str, unit: &Unit) {
    let mut is_sound = true;
    for (name, time) in [("from", unit.from), ("until", unit.until)] {
        if let Some(time) = time {
            is_sound &= checker.time(&format!("{path}.{name}"), time);
        }
    }
    if !is_sound {
        return;
    }
    let (start, end) = shift(unit);
    if end <= start {
        let name = if unit.until.is_some() {
            "until"
        } else {
            "from"
        };
        let problem = Problem::error("shift-ends-before-it-starts", format!("{path}.{name}"))
            .with("id", &unit.id)
            .with("start", Time(start))
            .with("end", Time(end));
        checker.report(problem);
        return;
    }
    let run = &checker.scenario.run;
    if end <= run.start.seconds() || start >= run.end.seconds() {
        let name = if end <= run.start.seconds() {
            "until"
        } else {
            "from"
        };
        let problem = Problem::warning("shift-outside-run", format!("{path}.{name}"))
            .with("id", &unit.id)
            .with("start", Time(start))
            .with("end", Time(end))
            .with("run_start", run.start)
            .with("run_end", run.end);
        checker.report(problem);
    }
}

/// The units of a role against its head-count: each by itself, and all that
/// are on duty at the same time together.
fn check_strength(checker: &mut Checker, role: Role) {
    let staff = &checker.scenario.staff;
    let strength = staff.strength.iter().find(|entry| entry.role == role);
    let count = strength.map_or(0, |entry| entry.count);
    let mut alone_too_large = false;
    let mut events: Vec<(f64, bool, usize)> = Vec::new();
    for (i, unit) in staff.units.iter().enumerate() {
        if unit.role != role {
            continue;
        }
        if unit.count > count {
            alone_too_large = true;
            let problem =
                Problem::error("unit-larger-than-role", format!("staff.units[{i}].count"))
                    .with("id", &unit.id)
                    .with("count", unit.count)
                    .with("role", role.key())
                    .with("strength", count);
            checker.report(problem);
        }
        let (start, end) = shift(unit);
        if start < end {
            events.push((start, true, i));
            events.push((end, false, i));
        }
    }
    if alone_too_large {
        return;
    }
    // A shift that ends when the next begins frees its people first.
    events.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut on_duty = 0_u64;
    for (time, begins, i) in events {
        let people = u64::from(staff.units[i].count);
        if !begins {
            on_duty -= people;
            continue;
        }
        on_duty += people;
        if on_duty > u64::from(count) {
            let problem = Problem::error("role-overdrawn", format!("staff.units[{i}].count"))
                .with("role", role.key())
                .with("needed", on_duty)
                .with("strength", count)
                .with("time", Time(time));
            checker.report(problem);
            return;
        }
    }
}
