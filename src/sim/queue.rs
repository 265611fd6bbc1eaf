//! Queues before gates that check people: who stands in line, and where.
//!
//! A line fills the space before its gate in the order of walking distance,
//! at the density at which people stand in queues: whoever has rank n stands
//! where n others fit between them and the gate. A longer line reaches
//! further back, round corners and along roads.
//!
//! Whom a lane has taken walks up to that lane's desk, right before the gate,
//! and the line begins a step behind the desks: so whoever is done has nobody
//! in the way, and whoever is called has room to walk to their desk.

use std::sync::Arc;

use crate::base::{Segment, Vec2};
use crate::model::{Direction, Mobility, Service, Unstaffed};
use crate::world::{CellIndex, Closures, Field, FieldKey, GateIndex, Goal, Side, World};

use super::service::ServiceLine;

/// Ranks for which standing room is prepared; whoever has a higher one
/// stands where the last of these does.
const RANKS: usize = 20_000;
/// How close to the end of the line one joins it [s of walking at 1 m/s].
const JOIN_REACH: f64 = 1.5;
/// How far before the gate a desk is \[m\].
const DESK_M: f64 = 0.45;
/// Where the line begins: room for somebody to pass behind the desks [s of
/// walking at 1 m/s].
const FRONT: f64 = DESK_M + 0.75;
/// Whoever is this near their desk stands at it \[m\].
const AT_DESK_M: f64 = 0.2;
/// How much nearer than their place people may stand [s at 1 m/s].
const SLACK: f64 = 0.15;

/// A gate's line in one direction.
pub(crate) struct Queue {
    /// The gate.
    pub(crate) gate: GateIndex,
    /// Whether people pass from the portal's left to its right.
    pub(crate) to_right: bool,
    /// The service.
    pub(crate) service: Service,
    /// The lanes.
    pub(crate) line: ServiceLine,
    /// Whether people queue outside the world: the gate stands on an
    /// entrance.
    pub(crate) outside: bool,
    /// What the gate is when no lane has a crew.
    unstaffed: Unstaffed,
    /// A point just behind the gate and the cell it is in; none outside.
    pub(crate) behind: Option<(CellIndex, Vec2)>,
    /// Walking time to the gate.
    field: Option<Arc<Field>>,
    /// Where each lane serves people; none outside the world.
    desks: Vec<(CellIndex, Vec2)>,
    /// Where each rank stands, front first.
    spots: Vec<Spot>,
    /// Half the gate's width and a little: how much longer the way through
    /// the gate may look than the way one wants [s at 1 m/s].
    slack: f64,
}

/// Standing room of one rank.
#[derive(Clone, Copy, Debug)]
struct Spot {
    distance: f64,
    cell: CellIndex,
    position: Vec2,
}

impl Queue {
    /// The lines of every gate that checks people.
    pub(crate) fn all(world: &World) -> Vec<Self> {
        let mut queues = Vec::new();
        for (index, gate) in world.scenario.venue.gates.iter().enumerate() {
            let Some(lanes) = gate.lanes else { continue };
            let site = &world.gates[index];
            for (service, forward) in [(lanes.forward, true), (lanes.backward, false)] {
                if let Some(service) = service {
                    let to_right = forward == site.from_is_left;
                    queues.push(Self::new(
                        world,
                        GateIndex(index as u16),
                        to_right,
                        service,
                        lanes.count,
                    ));
                }
            }
        }
        queues
    }

    fn new(world: &World, gate: GateIndex, to_right: bool, service: Service, lanes: u32) -> Self {
        let portal = &world.portals[world.gates[gate.at()].portal.at()];
        let (before, after) = if to_right {
            (portal.left, portal.right)
        } else {
            (portal.right, portal.left)
        };
        let inward =
            (portal.line.b - portal.line.a).left().normalized() * if to_right { -0.4 } else { 0.4 };
        let behind = match after {
            Side::Cell(cell) => Some((cell, portal.line.midpoint() + inward)),
            Side::Exit(_) => None,
        };
        let outside = matches!(before, Side::Exit(_));
        let field = (!outside).then(|| world.field(&approach(world, gate, to_right, after)));
        let spots = field
            .as_ref()
            .map_or_else(Vec::new, |field| standing_room(world, field, after));
        let desks = match before {
            Side::Cell(cell) => desks(portal.line, inward.normalized(), lanes)
                .map(|desk| (cell, desk))
                .collect(),
            Side::Exit(_) => Vec::new(),
        };
        Self {
            gate,
            to_right,
            service,
            line: ServiceLine::new(lanes as usize),
            unstaffed: world.scenario.venue.gates[gate.at()].unstaffed,
            outside,
            behind,
            field,
            desks,
            spots,
            slack: 0.5 * portal.line.length() + 3.0,
        }
    }

    /// Whether people are checked: not after an alarm, and not without a crew
    /// where everyone then passes freely.
    pub(crate) fn checks(&self) -> bool {
        let staffed = self.line.open() > 0 || self.unstaffed == Unstaffed::Closed;
        staffed && !self.line.is_suspended()
    }

    /// Walking time from a point to the gate [s at 1 m/s]; infinite if the
    /// point is not before it: whoever has passed must not join again.
    pub(crate) fn distance(&self, cell: CellIndex, p: Vec2) -> f64 {
        if self.behind.is_some_and(|(behind, _)| behind == cell) {
            return f64::INFINITY;
        }
        self.field
            .as_ref()
            .map_or(f64::INFINITY, |field| field.time(cell, p))
    }

    /// The way to the gate.
    pub(crate) fn direction(&self, cell: CellIndex, p: Vec2) -> Vec2 {
        self.field
            .as_ref()
            .map_or(Vec2::ZERO, |field| field.direction(cell, p))
    }

    /// Where a lane serves people.
    pub(crate) fn desk(&self, lane: u16) -> Option<(CellIndex, Vec2)> {
        self.desks.get(usize::from(lane)).copied()
    }

    /// Whether somebody whom a lane has taken stands at its desk.
    pub(crate) fn is_at_desk(&self, lane: u16, cell: CellIndex, p: Vec2) -> bool {
        self.desk(lane)
            .is_none_or(|(at, desk)| cell == at && desk.distance(p) <= AT_DESK_M)
    }

    /// Whether a rank has reached its place at this distance.
    pub(crate) fn is_placed(&self, rank: usize, distance: f64) -> bool {
        distance <= self.reach(rank) + SLACK
    }

    /// Whether somebody at a distance has come to the end of the line.
    pub(crate) fn is_at_tail(&self, distance: f64) -> bool {
        distance <= self.tail(self.line.waiting())
    }

    /// How far from the gate one joins a line in which so many wait [s of
    /// walking at 1 m/s].
    pub(crate) fn tail(&self, waiting: usize) -> f64 {
        if self.outside {
            0.0
        } else {
            self.reach(waiting) + JOIN_REACH
        }
    }

    /// Whether the way from a point by another field leads through the gate:
    /// to the gate and on from behind it is as quick as that field says, and
    /// behind it one has come nearer. Who has just come out by it has not.
    pub(crate) fn is_on_way(&self, distance: f64, by_field: f64, field: &Field) -> bool {
        match self.behind {
            Some((cell, p)) => {
                let behind = field.time(cell, p);
                let as_quick = distance + behind - by_field <= self.slack;
                by_field.is_finite() && behind < by_field && as_quick
            }
            // Behind the gate is outside: whoever makes for this exit.
            None => by_field.is_finite() && distance - by_field <= self.slack,
        }
    }

    /// Where the n-th of those who wait stands.
    pub(crate) fn spot(&self, rank: usize) -> Option<(CellIndex, Vec2)> {
        let spot = self.spots.get(rank).or(self.spots.last())?;
        Some((spot.cell, spot.position))
    }

    /// Walking time from a rank's place to the gate [s at 1 m/s].
    pub(crate) fn reach(&self, rank: usize) -> f64 {
        self.spots
            .get(rank)
            .or(self.spots.last())
            .map_or(0.0, |spot| spot.distance)
    }
}

/// The field that leads through one gate and no other way into what lies
/// behind it.
fn approach(world: &World, gate: GateIndex, to_right: bool, after: Side) -> FieldKey {
    let portal = world.gates[gate.at()].portal;
    let mut passage = vec![Some(Direction::Both); world.portals.len()];
    let (goal, others) = match after {
        Side::Cell(cell) => (Goal::Cell(cell), &world.cells[cell.at()].portals),
        Side::Exit(exit) => (Goal::Exit(exit), &world.exits[exit.at()].portals),
    };
    for other in others {
        passage[other.at()] = None;
    }
    passage[portal.at()] = Some(if to_right {
        Direction::Forward
    } else {
        Direction::Backward
    });
    FieldKey {
        goal,
        closures: Arc::new(Closures { passage }),
        mobility: Mobility::Feet,
    }
}

/// A desk for each lane along the line of a gate, in its order.
fn desks(line: Segment, inward: Vec2, lanes: u32) -> impl Iterator<Item = Vec2> {
    (0..lanes).map(move |lane| {
        let share = (f64::from(lane) + 0.5) / f64::from(lanes);
        line.a.lerp(line.b, share) - inward * DESK_M
    })
}

/// Standing places before a gate, behind its desks, nearest first.
fn standing_room(world: &World, field: &Field, after: Side) -> Vec<Spot> {
    let density = world.scenario.parameters.wayfinding.queue_density_per_m2;
    let spacing = 1.0 / density.max(0.1).sqrt();
    let mut spots = Vec::new();
    for (index, cell) in world.cells.iter().enumerate() {
        let index = CellIndex(index as u16);
        if after == Side::Cell(index) {
            continue;
        }
        let size = cell.bounds.size();
        let columns = (size.x / spacing) as usize + 1;
        let rows = (size.y / spacing) as usize + 1;
        for row in 0..rows {
            for column in 0..columns {
                let offset = Vec2::new(
                    (column as f64 + 0.5) * spacing,
                    (row as f64 + 0.5) * spacing,
                );
                let position = cell.bounds.min + offset;
                if !cell.contains(position) {
                    continue;
                }
                let distance = field.time(index, position);
                if distance.is_finite() && distance >= FRONT {
                    spots.push(Spot {
                        distance,
                        cell: index,
                        position,
                    });
                }
            }
        }
    }
    spots.sort_by(|a, b| {
        a.distance
            .total_cmp(&b.distance)
            .then(a.cell.cmp(&b.cell))
            .then(a.position.y.total_cmp(&b.position.y))
            .then(a.position.x.total_cmp(&b.position.x))
    });
    spots.truncate(RANKS);
    spots
}
