//! Variants on other ground than the scenario's: compiled before the first run, and asked
//! what only geometry shows, as `muster check` asks the scenario.

use std::sync::Arc;

use super::{BatchError, Matrix};
use crate::model::{Problem, Scenario, Severity};
use crate::world::{World, capacity, check};

/// Most kinds of ground that are looked at; on others a variant is compiled when its turn
/// comes.
const MOST: usize = 200;

/// Errors of the ground, told of the first variant that stands on it. A study may mean
/// them, such as by an exit that is lost: they keep nothing from running.
///
/// # Errors
/// If a variant does not compile.
pub fn errors(matrix: &Matrix) -> Result<Vec<(usize, Problem)>, BatchError> {
    let mut seen = vec![(*matrix.scenario).clone()];
    let mut found = Vec::new();
    for variant in 0..matrix.variants.len() {
        let Ok(scenario) = matrix.scenario_of(variant) else {
            continue;
        };
        if seen.iter().any(|known| is_alike(known, &scenario)) {
            continue;
        }
        if seen.len() > MOST {
            break;
        }
        seen.push(scenario.clone());
        let world = World::compile(Arc::new(scenario)).map_err(|problems| BatchError::Variant {
            id: matrix.variants[variant].id.clone(),
            problems,
        })?;
        let problems = check::check(&world, &capacity::table(&world)).into_iter();
        let errors = problems.filter(|problem| problem.severity == Severity::Error);
        found.extend(errors.map(|problem| (variant, problem)));
    }
    Ok(found)
}

/// Whether geometry shows nothing of a scenario that it does not show of another: all that
/// stands somewhere stands where it does there.
fn is_alike(known: &Scenario, own: &Scenario) -> bool {
    let (a, b) = (&known.staff, &own.staff);
    let stands = |unit: &crate::model::Unit| {
        let mut units = a.units.iter();
        units.any(|other| other.id == unit.id && other.station == unit.station)
    };
    // Whose units are cut has no orders for them: what is left stands where it did.
    let plans = |scenario: &Scenario| {
        let mut plans = scenario.plans.clone();
        plans.iter_mut().for_each(|plan| plan.staff.clear());
        plans
    };
    let orders = |scenario: &Scenario| {
        let plans = scenario.plans.iter().enumerate();
        let orders =
            plans.flat_map(|(at, plan)| plan.staff.iter().map(move |one| (at, one.clone())));
        orders.collect::<Vec<_>>()
    };
    let ordered = orders(known);
    known.venue == own.venue
        && plans(known) == plans(own)
        && orders(own).iter().all(|order| ordered.contains(order))
        && known.incidents == own.incidents
        && (&a.posts, &a.resources) == (&b.posts, &b.resources)
        && (&a.cameras, &a.loudspeakers) == (&b.cameras, &b.loudspeakers)
        && b.units.iter().all(stands)
}
