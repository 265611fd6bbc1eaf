//! Members of staff who are called to an incident: they leave their post, go there
//! on foot or in a vehicle, and come back.

use std::f64::consts::TAU;

use crate::base::{Vec2, math};
use crate::model::ResourceKind;
use crate::world::route::{Passage, Route, Target};
use crate::world::{CellIndex, PortalIndex, Spot};

use super::super::Simulation;
use super::super::observe::State;
use super::super::ways::Ways;
use super::{Member, Team, places_beside};

/// Radius with which a vehicle takes up room \[m\]: it is as wide as twice that; its
/// length is not simulated.
const VEHICLE_RADIUS_M: f64 = 0.6;
/// Narrowest opening a vehicle passes \[m\].
const VEHICLE_OPENING_M: f64 = 2.0;
/// Who deals with an area stands so far outside its edge \[m\]; a smaller one is
/// no area to them.
const AT_EDGE_M: f64 = 1.0;
/// Who is this near to a vehicle is at it \[m\].
const AT_VEHICLE_M: f64 = super::walk::NEAR_M;

/// A vehicle somebody goes to, or drives.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drive {
    vehicle: usize,
    /// Whether they have been told, and whether they are in it.
    told: bool,
    mounted: bool,
    /// Where to drive to.
    to: Spot,
}

impl Drive {
    /// The vehicle that is gone with its driver.
    pub(super) fn gone_with(self) -> Option<usize> {
        self.mounted.then_some(self.vehicle)
    }
}

/// Where vehicles may go: level and sloping places and paths for vehicles, through
/// openings that are wide enough and not shut.
pub(super) struct VehiclePassage<'a> {
    pub(super) ways: &'a Ways,
    pub(super) world: &'a crate::world::World,
}

impl Passage for VehiclePassage<'_> {
    fn portal(&self, portal: PortalIndex, _: bool) -> bool {
        let wide = self.world.portal(portal).line.length() >= VEHICLE_OPENING_M;
        wide && self.ways.lets_staff_through(portal)
    }

    fn cell(&self, cell: CellIndex) -> bool {
        let cell = self.world.cell(cell);
        if !cell.is_path {
            return true;
        }
        let paths = &self.world.scenario.venue.paths;
        let drawn = paths.iter().find(|path| path.id == cell.id);
        drawn.is_some_and(|path| path.vehicles)
    }
}

impl Team {
    /// Whether the document says anything of staff.
    pub(in super::super) fn is_described(&self) -> bool {
        self.described
    }

    fn member(&self, id: u32) -> &Member {
        &self.members[(id - self.first) as usize]
    }

    /// Members of a unit.
    pub(in super::super) fn members_of(&self, unit: usize) -> std::ops::Range<u32> {
        self.units[unit].members.clone()
    }

    /// The unit of a member.
    pub(in super::super) fn unit_of(&self, id: u32) -> usize {
        self.member(id).unit as usize
    }

    /// The incident a member has been called to.
    pub(in super::super) fn task_of(&self, id: u32) -> Option<usize> {
        self.member(id).task
    }

    /// Calls a member to an incident, or off it.
    pub(in super::super) fn set_task(&mut self, id: u32, task: Option<usize>) {
        self.members[(id - self.first) as usize].task = task;
    }

    /// Members who have been called to an incident.
    pub(in super::super) fn on_task(&self, number: usize) -> impl Iterator<Item = u32> + '_ {
        let members = self.members.iter().zip(self.first..);
        members
            .filter(move |(member, _)| member.task == Some(number))
            .map(|(_, id)| id)
    }

    /// Whether a member is bound to a gate, to somebody they help, or to somebody they
    /// fetch.
    pub(in super::super) fn is_bound(&self, id: u32) -> bool {
        let member = self.member(id);
        let fetches = member.drive.is_some() && member.task.is_none();
        member.sent_to.is_some() || member.helps.is_some() || fetches
    }

    /// Where a member belongs.
    pub(in super::super) fn post_of(&self, id: u32) -> Option<Spot> {
        self.member(id).post
    }

    /// The vehicle a member is to drive.
    pub(in super::super) fn vehicle_of(&self, id: u32) -> Option<usize> {
        self.member(id).drive.map(|drive| drive.vehicle)
    }

    /// Whether a member is to drive a vehicle, or does.
    pub(in super::super) fn is_driver(&self, id: u32) -> bool {
        self.member(id).drive.is_some()
    }

    /// Whether a member drives a vehicle.
    pub(in super::super) fn drives(&self, id: u32) -> bool {
        self.member(id).drive.is_some_and(|drive| drive.mounted)
    }
}

impl Simulation {
    /// A member who is inside, the first of a unit.
    pub(in super::super) fn first_inside(&self, unit: usize) -> Option<u32> {
        let mut members = self.team.units[unit].members.clone();
        members.find(|id| self.active.binary_search(id).is_ok())
    }

    /// Whether a member is elsewhere on somebody's order.
    pub(super) fn is_called_away(&self, id: u32) -> bool {
        let member = self.member(id);
        member.sent_to.is_some()
            || member.task.is_some()
            || member.helps.is_some()
            || member.drive.is_some()
    }

    /// A member sets out for the incident they have been called to: to the vehicle
    /// they are to drive, if there is one. False if no way leads there.
    pub(in super::super) fn set_out(&mut self, number: usize, id: u32) -> bool {
        if let Some(drive) = self.member(id).drive {
            return self.go_to_vehicle(id, drive.vehicle);
        }
        let spot = self.place_at(number, id);
        self.go_to(id, spot, State::Working)
    }

    /// A member hurries to a spot, which becomes their post. False if no way leads
    /// there: then nothing changes.
    fn go_to(&mut self, id: u32, spot: Spot, then: State) -> bool {
        let goes = self.send(id, Target::Spot(spot), then, true);
        if goes {
            self.member_mut(id).post = Some(spot);
        }
        goes
    }

    /// Where a member stands at an incident: beside it, at the edge of an area.
    fn place_at(&self, number: usize, id: u32) -> Spot {
        let case = &self.cases[number];
        let before = self
            .team
            .on_task(number)
            .filter(|&other| other < id)
            .count();
        let radius = case.radius(self.t_s());
        if radius < AT_EDGE_M {
            let places = places_beside(&self.world, case.spot, before + 2);
            return places.last().copied().unwrap_or(case.spot);
        }
        let from = self.whereabouts(id).at - case.spot.at;
        let first = math::atan2(from.y, from.x);
        let cell = self.world.cell(case.spot.cell);
        // From where they come on, turn by turn until there is room.
        let turns = (0..16).map(|turn| f64::from(turn + 5 * before as i32) * TAU / 16.0);
        let places = turns.map(|turn| {
            let way = Vec2::new(math::cos(first + turn), math::sin(first + turn));
            case.spot.at + way * (radius + AT_EDGE_M)
        });
        let free = places.into_iter().find(|&place| cell.is_free(place));
        free.map_or(case.spot, |at| Spot::new(case.spot.cell, at))
    }

    /// Whether a member has come to where they were sent.
    pub(in super::super) fn has_come(&self, id: u32) -> bool {
        self.is_at_post(id)
    }

    /// Vehicles of a kind that nobody has taken and that can drive to a spot: their
    /// number, where they stand, and driving time at 1 m/s \[s\].
    pub(in super::super) fn vehicles_for(
        &self,
        kind: ResourceKind,
        to: Spot,
    ) -> Vec<(usize, Spot, f64)> {
        let vehicles = self.team.vehicles.iter().enumerate();
        let free = vehicles.filter(|(number, (own, _))| {
            let taken = |member: &Member| member.drive.is_some_and(|d| d.vehicle == *number);
            *own == kind && !self.team.members.iter().any(taken)
        });
        free.filter_map(|(number, (_, stands))| {
            let stands = (*stands)?;
            let way = self.vehicle_way(stands, Target::Spot(to))?;
            Some((number, stands, way.leg.time_s))
        })
        .collect()
    }

    /// A member leaves the venue and does not come back.
    pub(in super::super) fn leave_post_for_good(&mut self, id: u32) {
        self.member_mut(id).post = None;
    }

    /// A member is to drive a vehicle to a spot.
    pub(in super::super) fn reserve(&mut self, id: u32, vehicle: usize, to: Spot) {
        self.member_mut(id).drive = Some(Drive {
            vehicle,
            told: false,
            mounted: false,
            to,
        });
    }

    /// A member goes to the vehicle they are to drive.
    pub(in super::super) fn go_to_vehicle(&mut self, id: u32, vehicle: usize) -> bool {
        let Some(stands) = self.team.vehicles[vehicle].1 else {
            return false;
        };
        if let Some(drive) = &mut self.member_mut(id).drive {
            drive.told = true;
        }
        self.go_to(id, stands, State::Responding)
    }

    pub(in super::super) fn vehicle_way(&self, from: Spot, to: Target) -> Option<Route> {
        let passage = VehiclePassage {
            ways: &self.ways,
            world: &self.world,
        };
        let network = self.team.network.as_ref()?;
        network.route(&self.world, &passage, from, to)
    }

    /// Who has come to their vehicle drives off.
    pub(super) fn drive_off(&mut self) {
        for id in self.staff_inside().collect::<Vec<u32>>() {
            let Some(drive) = self
                .member(id)
                .drive
                .filter(|drive| drive.told && !drive.mounted)
            else {
                continue;
            };
            let Some(stands) = self.team.vehicles[drive.vehicle].1 else {
                continue;
            };
            let here = self.whereabouts(id);
            if here.cell != stands.cell || here.at.distance(stands.at) > AT_VEHICLE_M {
                continue;
            }
            let drive = Drive {
                mounted: true,
                ..drive
            };
            let member = self.member_mut(id);
            member.drive = Some(drive);
            member.post = Some(drive.to);
            let body = &mut self.bodies[id as usize];
            (body.radius, body.rho) = (VEHICLE_RADIUS_M, VEHICLE_RADIUS_M);
            if !self.send(id, Target::Spot(drive.to), State::Working, true) {
                self.team.set_task(id, None);
                self.go_back(id);
                continue;
            }
            let speed = self.world.scenario.parameters.response.driving_m_s;
            self.bodies[id as usize].free_speed = speed;
        }
    }

    /// A driver leaves the vehicle where it is.
    pub(in super::super) fn dismount(&mut self, id: u32) {
        let here = self.whereabouts(id);
        let Some(drive) = self.member_mut(id).drive.take() else {
            return;
        };
        if drive.mounted {
            self.team.vehicles[drive.vehicle].1 = Some(here);
            let radius = super::super::body::Body::ABSENT.radius;
            let body = &mut self.bodies[id as usize];
            (body.radius, body.rho) = (radius, radius);
        }
    }

    /// A member keeps up with somebody who is now at a spot.
    pub(in super::super) fn accompany(&mut self, id: u32, at: Spot) {
        self.go_to(id, at, State::Working);
    }

    /// A member goes back where they belong.
    pub(in super::super) fn go_back(&mut self, id: u32) {
        self.dismount(id);
        let unit = self.member(id).unit as usize;
        let number = (id - self.team.units[unit].members.start) as usize;
        let post = self.posts_of(unit)[number];
        let member = self.member_mut(id);
        member.sent_to = None;
        member.post = post;
        if let Some(post) = post {
            let then = self.state_at_post(unit);
            self.send(id, Target::Spot(post), then, false);
        }
    }
}

/// The vehicles of a document and where they stand.
pub(super) fn vehicles(world: &crate::world::World) -> Vec<(ResourceKind, Option<Spot>)> {
    let resources = world.scenario.staff.resources.iter();
    let drives = |kind| matches!(kind, ResourceKind::MiniFireTruck | ResourceKind::Ambulance);
    resources
        .filter(|resource| drives(resource.kind))
        .map(|resource| {
            let spot = world.spot(&resource.cell, resource.position);
            (resource.kind, spot)
        })
        .collect()
}
