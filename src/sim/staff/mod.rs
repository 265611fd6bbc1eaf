//! Staff as people in the crowd: units at posts, on rounds and on the way, who
//! work gates, keep paths, and tell visitors what they know.
//!
//! Nothing here is a factor on a result. A lane is open because a crew stands at
//! it, an order for a gate is carried out when somebody with the power has come to
//! it, a visitor takes the plan's exit because staff stood near enough to say so.

mod duty;
mod gates;
mod helping;
mod orders;
mod tasks;
mod telling;
mod walk;

pub(super) use walk::way_on;

use std::ops::Range;
use std::sync::Arc;

use crate::base::Vec2;
use crate::base::random::{Purpose, Stream};
use crate::model::{Equipment, Power, ResourceKind, Scenario, Station};
use crate::world::network::Network;
use crate::world::route::Target;
use crate::world::{CellIndex, PortalIndex, Spot, World};

use orders::GateWork;

use super::Simulation;
use super::mind::Activity;
use super::observe::{Site, State};
use super::place::Placer;

/// Members of a unit stand at least so far apart \[m\].
const APART_M: f64 = 0.6;
/// Who keeps which path is looked at so often \[s\]: each change has all ways
/// found anew.
const KEEPERS_LOOK_S: f64 = 15.0;
/// A metre away from a wall counts as so many away from where they are to stand.
const OFF_WALL: f64 = 3.0;

/// All staff of a run.
pub(crate) struct Team {
    /// Whether the document says anything of staff: if not, gates have their
    /// lanes, orders are carried out at once, and everybody is told.
    pub(crate) described: bool,
    /// Units, in the order of the document.
    units: Vec<UnitState>,
    /// Members; the first has the id after the last visitor's.
    members: Vec<Member>,
    /// Distances between portals.
    network: Option<Network>,
    /// Orders for gates that wait for people or are being carried out.
    gate_work: Vec<GateWork>,
    /// Id of the first member.
    first: u32,
    /// Vehicles and where they stand.
    vehicles: Vec<(ResourceKind, Option<Spot>)>,
}

/// A unit in action.
struct UnitState {
    /// Where it is meant to be now.
    station: Station,
    /// Whether the desk has sent it there since the last alarm.
    sent: bool,
    /// Ids of its members.
    members: Range<u32>,
    /// From when on it acts on the alarm [s from the start]; none while it knows
    /// of none.
    knows_s: Option<f64>,
    /// Whether its shift has begun and not ended.
    on_shift: bool,
    /// The unit that takes its post over, if there is one.
    relief: Option<usize>,
    /// Stops of its round so far.
    stops: u32,
    /// When it goes on from the stop it is at; infinite on the way [s from the
    /// start].
    goes_on_s: f64,
    /// Whether as many stand at the post as the unit needs.
    at_post: bool,
}

/// A member of staff in action.
struct Member {
    /// Index of the unit.
    unit: u32,
    /// Where they belong.
    post: Option<Spot>,
    /// Portals still to pass, the next first.
    route: Vec<(PortalIndex, bool)>,
    /// Where they are bound for.
    target: Option<Target>,
    /// What they are shown as once they are there.
    then: State,
    /// Where they were when they last had come on, and when [s from the start].
    came_on: (Vec2, f64),
    /// The gate they were sent to, an index of the gates of the document.
    sent_to: Option<u16>,
    /// The visitor they help to leave.
    helps: Option<u32>,
    /// The incident they were called to.
    task: Option<usize>,
    /// The vehicle they go to or drive.
    drive: Option<tasks::Drive>,
}

impl Team {
    /// The staff of a scenario; `units` has the unit of every member, in order.
    pub(crate) fn new(world: &World, units: &[u32], visitors: u32) -> Self {
        let staff = &world.scenario.staff;
        let first = |unit: u32| visitors + units.partition_point(|u| *u < unit) as u32;
        Self {
            described: staff.is_described(),
            units: (0..staff.units.len() as u32)
                .map(|unit| UnitState {
                    station: staff.units[unit as usize].station.clone(),
                    sent: false,
                    members: first(unit)..first(unit + 1),
                    knows_s: None,
                    on_shift: false,
                    relief: duty::relief(&world.scenario, unit as usize),
                    stops: 0,
                    goes_on_s: f64::INFINITY,
                    at_post: false,
                })
                .collect(),
            members: units
                .iter()
                .map(|&unit| Member {
                    unit,
                    post: None,
                    route: Vec::new(),
                    target: None,
                    then: State::OnPost,
                    came_on: (Vec2::ZERO, 0.0),
                    sent_to: None,
                    helps: None,
                    task: None,
                    drive: None,
                })
                .collect(),
            network: (!units.is_empty()).then(|| Network::new(world)),
            gate_work: Vec::new(),
            first: visitors,
            vehicles: tasks::vehicles(world),
        }
    }
}

/// Whether the role of a unit has a power.
fn may(scenario: &Scenario, unit: usize, power: Power) -> bool {
    let staff = &scenario.staff;
    staff.may(staff.units[unit].role, power)
}

/// Whether a unit carries something.
fn carries(scenario: &Scenario, unit: usize, equipment: Equipment) -> bool {
    scenario.staff.units[unit].equipment.contains(&equipment)
}

impl Simulation {
    /// Everything staff do in a step.
    pub(super) fn lead_staff(&mut self) {
        if self.team.units.is_empty() {
            return;
        }
        self.walk_staff();
        if self.tick.is_multiple_of(super::steps_in(1.0, self.dt)) {
            self.change_shifts();
            if self.evacuation.alarm_s.is_some() {
                self.alert_staff();
            }
            self.take_plan_up();
            self.keep_posts();
            self.go_rounds();
            self.man_gates();
            self.carry_out_orders();
            self.drive_off();
            if self.evacuation.alarm_s.is_some() {
                self.help_assisted();
            }
        }
        if self
            .tick
            .is_multiple_of(super::steps_in(KEEPERS_LOOK_S, self.dt))
        {
            self.keep_paths();
        }
        let period = self.world.scenario.parameters.wayfinding.reconsider_s;
        if self.tick.is_multiple_of(super::steps_in(period, self.dt)) {
            self.tell_and_guide();
        }
    }

    /// Puts those who are on duty at the start where they belong.
    pub(super) fn place_staff(&mut self, placer: &mut Placer<'_>) {
        for unit in 0..self.team.units.len() {
            if !duty::is_on_shift(&self.world.scenario, unit, self.start_s) {
                continue;
            }
            self.team.units[unit].on_shift = true;
            let posts = self.posts_of(unit);
            for (number, (id, post)) in (self.team.units[unit].members.clone())
                .zip(posts)
                .enumerate()
            {
                let (unit_key, part) = (unit as u64, number as u64);
                let mut stream = Stream::with_part(self.seed, Purpose::Staff, unit_key, part);
                let radius = self.bodies[id as usize].radius;
                let Some(post) = post else { continue };
                if let Some(p) = placer.near(post.cell, post.at, radius, &mut stream) {
                    self.member_mut(id).post = Some(Spot::new(post.cell, p));
                    self.enter(id, post.cell, p, Site::None);
                    self.stand(id, self.state_at_post(unit));
                }
            }
            self.begin_round(unit);
            self.team.units[unit].at_post = self.is_manned(unit);
        }
        self.man_gates();
        // What holds from the start is no change.
        self.events
            .retain(|event| event.kind != super::EventKind::LanesChanged);
    }

    /// Where each member of a unit belongs at its present station.
    fn posts_of(&self, unit: usize) -> Vec<Option<Spot>> {
        let world = Arc::clone(&self.world);
        let state = &self.team.units[unit];
        let center = match &state.station {
            Station::At { cell, position } => world.spot(cell, *position),
            Station::Patrol { route, .. } => self.stop(unit, route, state.stops),
        };
        let count = state.members.len();
        match center {
            Some(center) => places_round(&world, center, count)
                .into_iter()
                .map(Some)
                .collect(),
            None => vec![None; count],
        }
    }

    /// The stop of a round: a spot drawn in its cell.
    fn stop(&self, unit: usize, route: &[String], number: u32) -> Option<Spot> {
        let name = route.get(number as usize % route.len().max(1))?;
        let cell = self.world.cell_named(name)?;
        let mut stream =
            Stream::with_part(self.seed, Purpose::Duty, unit as u64, u64::from(number));
        let at = self.world.cell(cell).random_spot(&mut stream, None)?;
        Some(Spot::new(cell, at))
    }

    fn member(&self, id: u32) -> &Member {
        &self.team.members[id as usize - self.population.visitors.len()]
    }

    fn member_mut(&mut self, id: u32) -> &mut Member {
        let visitors = self.population.visitors.len();
        &mut self.team.members[id as usize - visitors]
    }

    /// Ids of the members who are inside.
    pub(super) fn staff_inside(&self) -> impl Iterator<Item = u32> + '_ {
        let first = self.population.visitors.len() as u32;
        let from = self.active.partition_point(|&id| id < first);
        self.active[from..].iter().copied()
    }

    /// Where somebody is.
    pub(super) fn whereabouts(&self, id: u32) -> Spot {
        let body = &self.bodies[id as usize];
        Spot::new(body.cell, body.position)
    }

    /// Whether a member stands where they belong.
    fn is_at_post(&self, id: u32) -> bool {
        self.minds[id as usize].activity == Activity::Post && self.active.binary_search(&id).is_ok()
    }

    /// Whether as many of a unit stand at their post as it needs.
    fn is_manned(&self, unit: usize) -> bool {
        let needs = self.world.scenario.staff.units[unit].minimum.unwrap_or(1);
        let there = self.team.units[unit].members.clone();
        let there = there.filter(|&id| self.is_at_post(id) && !self.is_called_away(id));
        there.count() as u32 >= needs
    }
}

/// Where so many stand round a point: on a lattice, near the point and near walls,
/// so that on a path they line its side and leave the middle to others.
fn places_round(world: &World, center: Spot, count: usize) -> Vec<Spot> {
    places(world, center, count, OFF_WALL)
}

/// Where so many stand beside a point: it, and the nearest of the lattice round it.
fn places_beside(world: &World, center: Spot, count: usize) -> Vec<Spot> {
    places(world, center, count, 0.0)
}

fn places(world: &World, center: Spot, count: usize, off_wall: f64) -> Vec<Spot> {
    let cell = world.cell(center.cell);
    // Room for four times as many, so that walls may take three quarters.
    let reach = (2.0 * (count as f64).sqrt()).ceil() as i32 + 1;
    let mut places: Vec<(f64, Vec2)> = Vec::new();
    for row in -reach..=reach {
        for column in -reach..=reach {
            let at = center.at + Vec2::new(f64::from(column), f64::from(row)) * APART_M;
            if cell.is_free(at) && cell.sees(center.at, at) {
                places.push((at.distance(center.at) + off_wall * cell.to_wall(at), at));
            }
        }
    }
    places.sort_by(|a, b| {
        (a.0.total_cmp(&b.0))
            .then(a.1.y.total_cmp(&b.1.y))
            .then(a.1.x.total_cmp(&b.1.x))
    });
    let mut spots: Vec<Spot> = places
        .into_iter()
        .take(count)
        .map(|(_, at)| Spot::new(center.cell, at))
        .collect();
    // Where there is no room they press round the point itself.
    spots.resize(count, center);
    spots
}

/// Distance between two spots on one sheet as the crow flies \[m\]; infinite
/// between sheets.
fn apart(world: &World, a: CellIndex, p: Vec2, b: CellIndex, q: Vec2) -> f64 {
    if world.cell(a).sheet == world.cell(b).sheet {
        p.distance(q)
    } else {
        f64::INFINITY
    }
}
