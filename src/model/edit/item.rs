//! Things with an id: put, removed, moved in their list.

use serde::{Deserialize, Serialize};

use super::error::EditError;
use crate::model::kind::{Kind, Thing, things};
use crate::model::scenario::Scenario;
use crate::model::{
    Arrivals, AssemblyPoint, Barrier, Camera, Exit, Gate, Incident, Loudspeaker, Obstacle, Opening,
    Path, Place, Plan, Post, Profile, ProgrammeItem, Resource, Sheet, Unit, Zone,
};

/// Calls a macro with the kinds of things and the lists they stand in.
macro_rules! for_each_kind {
    ($scenario:ident, $do:ident) => {
        $do! {
            Sheet: $scenario.venue.sheets;
            Place: $scenario.venue.places;
            Path: $scenario.venue.paths;
            Opening: $scenario.venue.openings;
            Gate: $scenario.venue.gates;
            Obstacle: $scenario.venue.obstacles;
            Barrier: $scenario.venue.barriers;
            Exit: $scenario.venue.exits;
            AssemblyPoint: $scenario.venue.assembly_points;
            Zone: $scenario.venue.zones;
            Profile: $scenario.visitors.profiles;
            Arrivals: $scenario.visitors.arrivals;
            ProgrammeItem: $scenario.visitors.programme;
            Unit: $scenario.staff.units;
            Post: $scenario.staff.posts;
            Resource: $scenario.staff.resources;
            Camera: $scenario.staff.cameras;
            Loudspeaker: $scenario.staff.loudspeakers;
            Incident: $scenario.incidents;
            Plan: $scenario.plans;
        }
    };
}

/// A thing with an id, of any kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Item {
    /// A storey.
    Sheet(Sheet),
    /// A place.
    Place(Place),
    /// A path.
    Path(Path),
    /// An opening.
    Opening(Opening),
    /// A gate.
    Gate(Gate),
    /// An obstacle.
    Obstacle(Obstacle),
    /// A barrier.
    Barrier(Barrier),
    /// An exit.
    Exit(Exit),
    /// An assembly point.
    AssemblyPoint(AssemblyPoint),
    /// A zone.
    Zone(Zone),
    /// A kind of visitor.
    Profile(Profile),
    /// A stream of arrivals.
    Arrivals(Arrivals),
    /// An item of the programme.
    ProgrammeItem(ProgrammeItem),
    /// A unit of staff.
    Unit(Unit),
    /// A fixed post.
    Post(Post),
    /// A resource.
    Resource(Resource),
    /// A camera.
    Camera(Camera),
    /// A loudspeaker.
    Loudspeaker(Loudspeaker),
    /// An incident.
    Incident(Incident),
    /// A plan.
    Plan(Plan),
}

impl Item {
    /// What it is, and its id.
    #[must_use]
    pub fn kind_and_id(&self) -> (Kind, &str) {
        macro_rules! one {
            ($($kind:ident: $list:expr;)*) => {
                match self {$(
                    Self::$kind(thing) => (Kind::$kind, &thing.id),
                )*}
            };
        }
        for_each_kind!(scenario, one)
    }
}

/// Where the thing of a kind and id stands in its list.
pub(super) fn position(scenario: &Scenario, kind: Kind, id: &str) -> Result<usize, EditError> {
    things(scenario)
        .into_iter()
        .find(|(thing, other)| thing.kind == kind && *other == id)
        .map(|(thing, _)| thing.index)
        .ok_or_else(|| EditError::unknown(scenario, kind, id))
}

/// The first thing of an id.
pub(super) fn find(scenario: &Scenario, id: &str) -> Option<Thing> {
    let all = things(scenario);
    all.into_iter()
        .find(|(_, other)| *other == id)
        .map(|(thing, _)| thing)
}

/// Adds a thing, or replaces the one of its kind and id.
pub(super) fn put(scenario: &mut Scenario, item: &Item) -> Result<(), EditError> {
    macro_rules! put_one {
        ($($kind:ident: $list:expr;)*) => {
            match item {$(
                Item::$kind(thing) => {
                    if thing.id.is_empty() {
                        return Err(EditError::empty_id());
                    }
                    match find(scenario, &thing.id) {
                        Some(Thing { kind: Kind::$kind, index }) => $list[index] = thing.clone(),
                        Some(other) => return Err(EditError::taken(other.kind, &thing.id)),
                        None => $list.push(thing.clone()),
                    }
                }
            )*}
        };
    }
    for_each_kind!(scenario, put_one);
    Ok(())
}

/// Removes a thing.
pub(super) fn remove(scenario: &mut Scenario, kind: Kind, id: &str) -> Result<(), EditError> {
    let index = position(scenario, kind, id)?;
    macro_rules! remove_one {
        ($($kind:ident: $list:expr;)*) => {
            match kind {$(
                Kind::$kind => drop($list.remove(index)),
            )*}
        };
    }
    for_each_kind!(scenario, remove_one);
    Ok(())
}

/// Moves a thing before another of its kind, or to the end.
pub(super) fn reorder(
    scenario: &mut Scenario,
    kind: Kind,
    id: &str,
    before: Option<&str>,
) -> Result<(), EditError> {
    let from = position(scenario, kind, id)?;
    let target = before
        .map(|other| position(scenario, kind, other))
        .transpose()?;
    macro_rules! move_one {
        ($($kind:ident: $list:expr;)*) => {
            match kind {$(
                Kind::$kind => {
                    let thing = $list.remove(from);
                    let to = match target {
                        Some(to) if to > from => to - 1,
                        Some(to) => to,
                        None => $list.len(),
                    };
                    $list.insert(to, thing);
                }
            )*}
        };
    }
    for_each_kind!(scenario, move_one);
    Ok(())
}

/// Gives a thing another id.
pub(super) fn set_id(scenario: &mut Scenario, thing: Thing, id: &str) {
    let Thing { kind, index } = thing;
    macro_rules! rename_one {
        ($($kind:ident: $list:expr;)*) => {
            match kind {$(
                Kind::$kind => id.clone_into(&mut $list[index].id),
            )*}
        };
    }
    for_each_kind!(scenario, rename_one);
}
