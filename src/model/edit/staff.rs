//! More or fewer staff, and what a role is and may.

use super::MOST_STAFF;
use super::error::EditError;
use crate::model::problem::Problem;
use crate::model::scenario::Scenario;
use crate::model::staff::{Power, Powers, Role, RoleCount, Unit};

/// Brings the units of some roles (all, if empty) to a total head-count; the
/// rules are told at [`super::Edit::ScaleStaff`].
pub(super) fn scale(scenario: &mut Scenario, roles: &[Role], total: u32) -> Result<(), EditError> {
    let meant = |unit: &Unit| roles.is_empty() || roles.contains(&unit.role);
    if total > MOST_STAFF {
        return Err(EditError::new(
            Problem::error("edit-too-many-staff", "staff.units")
                .with("total", total)
                .with("limit", MOST_STAFF),
        ));
    }
    let units = &mut scenario.staff.units;
    // Where each unit meant stands, in the order in which posts are filled.
    let mut order: Vec<usize> = (0..units.len()).filter(|i| meant(&units[*i])).collect();
    order.sort_by_key(|i| (units[*i].tier, *i));
    let people: u64 = order.iter().map(|i| u64::from(units[*i].count)).sum();
    let total = u64::from(total);
    if total < people {
        cut(units, &order, people - total);
    } else if total > people {
        if order.is_empty() {
            return Err(EditError::new(
                Problem::error("edit-no-units", "staff.units").with("total", total),
            ));
        }
        grow(units, &order, total - people);
    }
    let touched: Vec<Role> = Role::ALL
        .into_iter()
        .filter(|role| roles.is_empty() || roles.contains(role))
        .collect();
    remove_empty(scenario, meant);
    for role in touched {
        let of_role = scenario.staff.units.iter().filter(|unit| unit.role == role);
        let count = of_role.map(|unit| unit.count).sum();
        let stated = scenario.staff.strength.iter_mut();
        for strength in stated.filter(|strength| strength.role == role) {
            strength.count = count;
        }
    }
    Ok(())
}

/// Takes people away, from the last post to be filled on; a unit below its
/// minimum gives all.
fn cut(units: &mut [Unit], order: &[usize], excess: u64) {
    let mut excess = excess;
    for &i in order.iter().rev() {
        if excess == 0 {
            return;
        }
        let unit = &mut units[i];
        let taken = u64::from(unit.count).min(excess);
        let left = unit.count - taken as u32;
        let left = if left < unit.minimum.unwrap_or(1) {
            0
        } else {
            left
        };
        excess = excess.saturating_sub(u64::from(unit.count - left));
        unit.count = left;
    }
}

/// Adds people one by one, in the order in which posts are filled.
fn grow(units: &mut [Unit], order: &[usize], missing: u64) {
    let (each, rest) = (missing / order.len() as u64, missing % order.len() as u64);
    for (rank, &i) in order.iter().enumerate() {
        let more = each + u64::from((rank as u64) < rest);
        // The total is at most MOST_STAFF, hence within u32.
        units[i].count += more as u32;
    }
}

/// Removes units without people, and what plans say about them.
fn remove_empty(scenario: &mut Scenario, meant: impl Fn(&Unit) -> bool) {
    let empty = |unit: &Unit| unit.count == 0 && meant(unit);
    let gone: Vec<String> = scenario
        .staff
        .units
        .iter()
        .filter(|unit| empty(unit))
        .map(|unit| unit.id.clone())
        .collect();
    scenario.staff.units.retain(|unit| !empty(unit));
    for plan in &mut scenario.plans {
        plan.staff.retain(|order| !gone.contains(&order.unit));
    }
}

pub(super) fn set_strength(scenario: &mut Scenario, role: Role, count: Option<u32>) {
    let strength = &mut scenario.staff.strength;
    let at = strength.iter().position(|entry| entry.role == role);
    match (at, count) {
        (Some(at), Some(count)) => strength[at].count = count,
        (Some(at), None) => drop(strength.remove(at)),
        (None, Some(count)) => strength.push(RoleCount { role, count }),
        (None, None) => {}
    }
}

pub(super) fn set_powers(scenario: &mut Scenario, role: Role, may: &[Power]) {
    let powers = &mut scenario.staff.powers;
    match powers.iter_mut().find(|entry| entry.role == role) {
        Some(entry) => may.clone_into(&mut entry.may),
        None => powers.push(Powers {
            role,
            may: may.to_vec(),
        }),
    }
}
