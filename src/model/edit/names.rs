//! Another id for a thing, wherever the document names it.

use super::error::EditError;
use super::item;
use crate::model::Id;
use crate::model::incident::{IncidentKind, Occurrence};
use crate::model::plan::{Action, Area, Plan, Trigger};
use crate::model::rule::{Condition, RuleOrder};
use crate::model::scenario::Scenario;
use crate::model::staff::{Staff, Station, Task};
use crate::model::venue::Venue;
use crate::model::visitors::Visitors;

/// Renames a thing and every reference to it.
pub(super) fn rename(scenario: &mut Scenario, from: &str, to: &str) -> Result<(), EditError> {
    let Some(thing) = item::find(scenario, from) else {
        return Err(EditError::unknown_anywhere(scenario, from));
    };
    if to.is_empty() {
        return Err(EditError::empty_id());
    }
    if from == to {
        return Ok(());
    }
    if let Some(other) = item::find(scenario, to) {
        return Err(EditError::taken(other.kind, to));
    }
    item::set_id(scenario, thing, to);
    // Ids are unique in the whole file: every reference of this name means
    // this thing, whatever it is.
    for_each_reference(scenario, &mut |id| {
        if id == from {
            to.clone_into(id);
        }
    });
    Ok(())
}

/// Calls `visit` with every reference of the document.
fn for_each_reference(scenario: &mut Scenario, visit: &mut impl FnMut(&mut Id)) {
    of_venue(&mut scenario.venue, visit);
    of_visitors(&mut scenario.visitors, visit);
    of_staff(&mut scenario.staff, visit);
    for incident in &mut scenario.incidents {
        if let IncidentKind::GateFailure { gate, .. } = &mut incident.kind {
            visit(gate);
        }
        match &mut incident.occurrence {
            Occurrence::Scripted { cell, .. } => visit(cell),
            Occurrence::Drawn { cells, .. } => cells.iter_mut().for_each(&mut *visit),
        }
    }
    for plan in &mut scenario.plans {
        of_plan(plan, visit);
    }
    scenario.run.plan.iter_mut().for_each(visit);
}

fn of_venue(venue: &mut Venue, visit: &mut impl FnMut(&mut Id)) {
    for place in &mut venue.places {
        visit(&mut place.sheet);
        place.closed_to.iter_mut().for_each(&mut *visit);
    }
    for path in &mut venue.paths {
        visit(&mut path.sheet);
        path.from.iter_mut().for_each(&mut *visit);
        path.to.iter_mut().for_each(&mut *visit);
    }
    for opening in &mut venue.openings {
        visit(&mut opening.between.0);
        visit(&mut opening.between.1);
    }
    for gate in &mut venue.gates {
        visit(&mut gate.from);
        visit(&mut gate.to);
    }
    for obstacle in &mut venue.obstacles {
        visit(&mut obstacle.on);
    }
    for barrier in &mut venue.barriers {
        visit(&mut barrier.on);
    }
    for exit in &mut venue.exits {
        visit(&mut exit.cell);
        exit.assembly.iter_mut().for_each(&mut *visit);
    }
    for zone in &mut venue.zones {
        zone.cells.iter_mut().for_each(&mut *visit);
    }
}

fn of_visitors(visitors: &mut Visitors, visit: &mut impl FnMut(&mut Id)) {
    for crowd in &mut visitors.present {
        visit(&mut crowd.place);
        crowd.profile.iter_mut().for_each(&mut *visit);
        crowd.exit.iter_mut().for_each(&mut *visit);
    }
    for arrivals in &mut visitors.arrivals {
        for share in &mut arrivals.entrances {
            visit(&mut share.entrance);
        }
        arrivals.profile.iter_mut().for_each(&mut *visit);
    }
    for item in &mut visitors.programme {
        for share in &mut item.places {
            visit(&mut share.place);
        }
    }
}

fn of_station(station: &mut Station, visit: &mut impl FnMut(&mut Id)) {
    match station {
        Station::At { cell, .. } => visit(cell),
        Station::Patrol { route, .. } => route.iter_mut().for_each(visit),
    }
}

fn of_staff(staff: &mut Staff, visit: &mut impl FnMut(&mut Id)) {
    for unit in &mut staff.units {
        of_station(&mut unit.station, visit);
        if let Task::Search(gate) | Task::Hold(gate) = &mut unit.task {
            visit(gate);
        }
        unit.zone.iter_mut().for_each(&mut *visit);
    }
    for post in &mut staff.posts {
        post.cell.iter_mut().for_each(&mut *visit);
    }
    for resource in &mut staff.resources {
        visit(&mut resource.cell);
    }
    for camera in &mut staff.cameras {
        visit(&mut camera.cell);
    }
    for loudspeaker in &mut staff.loudspeakers {
        visit(&mut loudspeaker.cell);
    }
}

fn of_plan(plan: &mut Plan, visit: &mut impl FnMut(&mut Id)) {
    if let Trigger::Incident(incident) = &mut plan.trigger {
        visit(incident);
    }
    for phase in &mut plan.phases {
        for area in &mut phase.areas {
            match area {
                Area::Zone(id) | Area::Cell(id) | Area::Circle { cell: id, .. } => visit(id),
            }
        }
        if let Action::MoveTo(cell) = &mut phase.action {
            visit(cell);
        }
    }
    for order in &mut plan.gates {
        visit(&mut order.gate);
    }
    for order in &mut plan.one_way {
        visit(&mut order.path);
    }
    for route in &mut plan.routes {
        visit(&mut route.zone);
        for (exit, _) in &mut route.exits {
            visit(exit);
        }
        for detour in &mut route.detours {
            visit(&mut detour.avoid);
        }
    }
    for order in &mut plan.staff {
        visit(&mut order.unit);
        of_station(&mut order.to, visit);
    }
    if let Some(escalation) = &mut plan.escalation {
        visit(&mut escalation.plan);
    }
    for rule in &mut plan.rules {
        match &mut rule.when {
            Condition::Density { cell: id, .. }
            | Condition::Occupancy { place: id, .. }
            | Condition::Queue { gate: id, .. } => visit(id),
            Condition::Inside { .. } | Condition::Incident(_) | Condition::At(_) => {}
        }
        for order in &mut rule.orders {
            match order {
                RuleOrder::Gate { gate: id, .. } | RuleOrder::Escalate(id) => visit(id),
                RuleOrder::First(_) => {}
            }
        }
    }
}
