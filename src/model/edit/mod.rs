//! Edits: one vocabulary of changes to a scenario.
//!
//! The editor's actions, a study's variants and the difference between two
//! versions are all lists of [`Edit`]s. [`apply`] is pure: it gives a changed
//! copy, or an [`EditError`] that says why there is none. Whether the changed
//! scenario makes sense is for the checks to say: an edit may remove what
//! others still name, and the checks then name those others.

mod error;
mod item;
mod names;
mod parameter;
mod staff;
mod visitors;

use serde::{Deserialize, Serialize};

pub use error::EditError;
pub use item::Item;

use super::kind::Kind;
use super::parameters::{Locomotion, RuleSet};
use super::scenario::{Geo, Run, Scenario};
use super::staff::{Power, Role};
use super::venue::GateState;
use super::visitors::{Crowd, Departure, GroupSize};
use super::{Id, limits};

/// A change to a scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Edit {
    /// Adds a thing at the end of its list, or replaces the thing of the same
    /// kind that has its id.
    Put(Box<Item>),
    /// Removes a thing. What names it stays as it is; the checks will tell.
    Remove {
        /// What it is.
        kind: Kind,
        /// Its id.
        id: Id,
    },
    /// Moves a thing in its list: before another of its kind, or to the end.
    /// Order matters for the programme, for plans (the first is the default)
    /// and for the order in which staff are cut.
    Move {
        /// What it is.
        kind: Kind,
        /// Its id.
        id: Id,
        /// The thing before which it shall stand; the end if not given.
        #[serde(default)]
        before: Option<Id>,
    },
    /// Gives a thing another id, wherever the document names it.
    Rename {
        /// The id it has.
        from: Id,
        /// The id it gets; must be free.
        to: Id,
    },
    /// Multiplies the number of visitors, present and arriving. The total is
    /// rounded once, and the rounding spread over the counts.
    ScaleVisitors {
        /// The factor, 0 or more.
        factor: f64,
    },
    /// Changes the head-count of some roles, all units together, to a total.
    ///
    /// Cut are the lowest tier first (desirable, then critical, then
    /// mandatory), within a tier the last in the document first. A unit that
    /// would fall below its minimum is removed, and with it what plans say
    /// about it; up to that minimum less one people are then in reserve.
    /// Growing adds one person to each unit in turn, mandatory first, in the
    /// order of the document, until the total is reached. The strength of
    /// each role becomes what its units have, if it was stated.
    ScaleStaff {
        /// The roles; all if empty.
        roles: Vec<Role>,
        /// People in all units of these roles together.
        total: u32,
    },
    /// Sets the state of a gate at the start.
    SetGateState {
        /// The gate.
        gate: Id,
        /// Its state.
        state: GateState,
    },
    /// Sets any number by its path: fields by name, entries of lists by id or
    /// position, as in `parameters.csx.time_gap_s`,
    /// `visitors.profiles[adult].share`, `venue.gates[main-gate].lanes.count`
    /// or `staff.units[0].count`. Times are seconds since midnight.
    SetParameter {
        /// The path.
        path: String,
        /// The number; a whole one for counts.
        value: f64,
    },
    /// Sets the event's name.
    SetName(String),
    /// Sets its description.
    SetDescription(String),
    /// Sets what is assumed rather than known.
    SetAssumptions(Vec<String>),
    /// Sets where the origin lies on the globe.
    SetGeo(Option<Geo>),
    /// Sets how a run goes.
    SetRun(Run),
    /// Sets the model that moves people.
    SetModel(Locomotion),
    /// Sets which flows gates and stairs are held to.
    SetRules(RuleSet),
    /// Sets sizes of groups.
    SetGroups(Vec<GroupSize>),
    /// Sets who is there from the start.
    SetPresent(Vec<Crowd>),
    /// Sets when people leave by themselves.
    SetDepartures(Vec<Departure>),
    /// Sets how many there are of a role; none: nobody has said.
    SetStrength {
        /// The role.
        role: Role,
        /// Head-count.
        count: Option<u32>,
    },
    /// Sets what a role may do.
    SetPowers {
        /// The role.
        role: Role,
        /// What it may do; nothing if empty.
        may: Vec<Power>,
    },
    /// Sets which warnings are set aside.
    SetIgnoredWarnings(Vec<String>),
}

/// The scenario after a change; the one given stays as it is.
///
/// # Errors
/// If the edit names something that is not there, or cannot be carried out.
pub fn apply(scenario: &Scenario, edit: &Edit) -> Result<Scenario, EditError> {
    if let Edit::SetParameter { path, value } = edit {
        return parameter::set(scenario, path, *value);
    }
    let mut changed = scenario.clone();
    match edit {
        Edit::Put(item) => item::put(&mut changed, item)?,
        Edit::Remove { kind, id } => item::remove(&mut changed, *kind, id)?,
        Edit::Move { kind, id, before } => {
            item::reorder(&mut changed, *kind, id, before.as_deref())?;
        }
        Edit::Rename { from, to } => names::rename(&mut changed, from, to)?,
        Edit::ScaleVisitors { factor } => visitors::scale(&mut changed, *factor)?,
        Edit::ScaleStaff { roles, total } => staff::scale(&mut changed, roles, *total)?,
        Edit::SetGateState { gate, state } => {
            let index = item::position(&changed, Kind::Gate, gate)?;
            changed.venue.gates[index].state = *state;
        }
        Edit::SetParameter { .. } => {}
        Edit::SetName(name) => changed.name.clone_from(name),
        Edit::SetDescription(text) => changed.description.clone_from(text),
        Edit::SetAssumptions(list) => changed.assumptions.clone_from(list),
        Edit::SetGeo(geo) => changed.geo = *geo,
        Edit::SetRun(run) => changed.run.clone_from(run),
        Edit::SetModel(model) => changed.parameters.model = *model,
        Edit::SetRules(rules) => changed.parameters.rules = *rules,
        Edit::SetGroups(groups) => changed.visitors.groups.clone_from(groups),
        Edit::SetPresent(present) => changed.visitors.present.clone_from(present),
        Edit::SetDepartures(list) => changed.visitors.departures.clone_from(list),
        Edit::SetStrength { role, count } => staff::set_strength(&mut changed, *role, *count),
        Edit::SetPowers { role, may } => staff::set_powers(&mut changed, *role, may),
        Edit::SetIgnoredWarnings(codes) => changed.ignored_warnings.clone_from(codes),
    }
    Ok(changed)
}

/// The scenario after a list of changes, each made on what the one before
/// left.
///
/// # Errors
/// The first error, with the position of its edit in the list.
pub fn apply_all(scenario: &Scenario, edits: &[Edit]) -> Result<Scenario, (usize, EditError)> {
    let mut changed = scenario.clone();
    for (index, edit) in edits.iter().enumerate() {
        changed = apply(&changed, edit).map_err(|error| (index, error))?;
    }
    Ok(changed)
}

/// The number at a path, as [`Edit::SetParameter`] would set it; none if there is
/// none. A time of day is its seconds.
#[must_use]
pub fn number_at(scenario: &Scenario, path: &str) -> Option<f64> {
    parameter::get(scenario, path)
}

/// Most staff a scenario may have in all.
const MOST_STAFF: u32 = limits::UNIT.max as u32;

#[cfg(test)]
mod tests;
