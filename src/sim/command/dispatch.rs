//! Whom the command post sends: who is free, may deal with it, and should be there
//! first by what the post knows of posts and crowds.

use std::sync::Arc;

use crate::base::math;
use crate::model::{Equipment, IncidentKind, Power, ResourceKind, Task};
use crate::world::route::Target;
use crate::world::{CellIndex, Spot};

use super::super::Simulation;
use super::super::mind::Activity;
use super::super::observe::{EventKind, Site};
use super::{Message, What};

/// One person for so many metres of the edge of what is cordoned off (assumption).
const CORDON_M: f64 = 10.0;
/// Pedestrians hardly move at this density [1/m²], and slow down with it so fast
/// [1/m²] (Weidmann 1993).
const JAM_PER_M2: f64 = 5.4;
const SLOWING_PER_M2: f64 = 1.913;
/// Who drives a vehicle stands so near to it \[m\].
const TO_VEHICLE_M: f64 = 100.0;
/// Whether too few have been sent is looked at so often \[s\].
const SHORT_LOOK_S: u64 = 10;

/// What it takes to deal with an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Needs {
    /// What those who deal with it must be allowed to do.
    pub(super) power: Power,
    /// How many of them.
    pub(super) people: usize,
}

/// Somebody who could be sent.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    member: u32,
    /// How long it should take them by what the post knows \[s\].
    expected_s: f64,
    /// How long as things are \[s\].
    true_s: f64,
}

impl Simulation {
    /// What an incident takes.
    pub(super) fn needs(&self, number: usize) -> Needs {
        let case = &self.cases[number];
        let (power, people) = match case.kind {
            IncidentKind::Fire { .. } => (Power::Extinguish, 2),
            IncidentKind::Medical { critical } => (Power::Treat, if critical { 2 } else { 1 }),
            IncidentKind::Fall => (Power::Treat, 1),
            IncidentKind::LostPerson => (Power::Guide, 1),
            IncidentKind::CrushWarning | IncidentKind::BlockedPath { .. } => (Power::Hold, 2),
            IncidentKind::GateFailure { .. } => (Power::Hold, 1),
            IncidentKind::SuspiciousObject { radius_m } => {
                let edge = std::f64::consts::TAU * radius_m;
                (Power::Hold, (edge / CORDON_M).ceil().max(2.0) as usize)
            }
        };
        Needs { power, people }
    }

    /// How grave an incident is; who deals with a less grave one may be taken from
    /// it.
    fn gravity(&self, number: usize) -> u32 {
        match self.cases[number].kind {
            IncidentKind::Medical { critical: true } => 5,
            IncidentKind::Fire { .. } | IncidentKind::CrushWarning => 4,
            IncidentKind::SuspiciousObject { .. } | IncidentKind::Fall => 3,
            IncidentKind::Medical { .. } => 2,
            _ => 1,
        }
    }

    /// A dispatcher sends whom an incident takes and who is not there or on the
    /// way already.
    pub(super) fn assign(&mut self, number: usize) {
        // What is over but has not been told of is answered all the same.
        let book = &self.cases[number].book;
        if book.closed_s.is_some() || book.told_back {
            return;
        }
        self.cases[number].book.assigned = true;
        if self.cases[number].kind == IncidentKind::LostPerson && !self.cases[number].book.found {
            if self.cases[number].book.called.is_empty() && !self.cases[number].book.described {
                self.describe(number);
            }
            return;
        }
        let open = self.cases[number].settled_s.is_none();
        if self.cases[number].kind == IncidentKind::CrushWarning && open {
            self.open_relief(number);
        }
        let needs = self.needs(number);
        let fire = matches!(self.cases[number].kind, IncidentKind::Fire { .. });
        if fire && !self.team.on_task(number).any(|id| self.team.is_driver(id)) {
            self.send_truck(number, needs.power);
        }
        let coming = self.team.on_task(number).count();
        for _ in coming..needs.people {
            let Some(candidate) = self.choose(number, needs.power) else {
                if fire && self.team.on_task(number).next().is_none() {
                    self.call_service(number);
                }
                return;
            };
            self.order(number, candidate.member);
        }
        if coming >= needs.people && self.cases[number].book.called.is_empty() {
            // Those who saw it have gone of themselves.
            self.note_dispatch(number);
        }
    }

    /// A mini fire truck is sent with one who may put out fires, if there is one.
    fn send_truck(&mut self, number: usize, power: Power) {
        let to = self.cases[number].spot;
        let Some((driver, vehicle)) =
            self.driver_for(ResourceKind::MiniFireTruck, power, to, number)
        else {
            return;
        };
        self.reserve(driver, vehicle, to);
        self.order(number, driver);
    }

    /// Who should be with a vehicle of a kind at a spot first, and with which: on
    /// foot to the vehicle, by what the post knows, and on in it. Ties by id.
    pub(super) fn driver_for(
        &self,
        kind: ResourceKind,
        power: Power,
        to: Spot,
        number: usize,
    ) -> Option<(u32, usize)> {
        let world = &self.world;
        let driving = world.scenario.parameters.response.driving_m_s;
        let picture = |cell: CellIndex| self.post.picture[cell.at()];
        let mut best: Option<(f64, u32, usize)> = None;
        for (vehicle, stands, drive_s) in self.vehicles_for(kind, to) {
            for member in self.staff_inside() {
                let unit = &world.scenario.staff.units[self.team.unit_of(member)];
                let free = self.team.task_of(member).is_none()
                    && unit.equipment.contains(&Equipment::Radio)
                    && self.is_available(member, power, number);
                let known = self.team.post_of(member);
                let known = known.unwrap_or_else(|| self.whereabouts(member));
                if !free || known.at.distance(stands.at) > TO_VEHICLE_M {
                    continue;
                }
                let Some(walk_s) = self.travel_s(known, stands, &picture) else {
                    continue;
                };
                let time_s = walk_s + drive_s / driving;
                if best.is_none_or(|(least, _, _)| time_s < least) {
                    best = Some((time_s, member, vehicle));
                }
            }
        }
        best.map(|(_, member, vehicle)| (member, vehicle))
    }

    /// Those with a radio are given the description of a lost person.
    fn describe(&mut self, number: usize) {
        let now = self.t_s();
        // The channel it goes over first stands for all.
        self.cases[number].book.called.push(super::CAMERA);
        self.post.post(
            now,
            Message {
                case: number as u32,
                what: What::Description,
                from: super::CAMERA,
                channel: Some(0),
            },
        );
    }

    /// An order goes out over the radio.
    fn order(&mut self, number: usize, member: u32) {
        let now = self.t_s();
        let unit = self.team.unit_of(member);
        if let Some(other) = self.team.task_of(member) {
            self.tell_case(EventKind::MemberRecalled, Some(member), other);
        }
        self.team.set_task(member, Some(number));
        self.cases[number].book.called.push(member);
        self.post.post(
            now,
            Message {
                case: number as u32,
                what: What::Order(member),
                from: member,
                channel: self.radio_of(unit),
            },
        );
    }

    /// A message that goes out has been heard.
    pub(super) fn hear_order(&mut self, message: u32) {
        let Message { case, what, .. } = self.post.messages[message as usize];
        let number = case as usize;
        match what {
            What::Description => {
                self.cases[number].book.called.clear();
                self.cases[number].book.described = true;
                // Cameras look for them, too; sent are those who could hear it.
                let hears = |id| self.radio_of(self.team.unit_of(id)).is_some();
                if self.staff_inside().any(hears) {
                    self.note_dispatch(number);
                }
            }
            What::Order(member) => {
                self.cases[number].book.called.retain(|&id| id != member);
                let inside = self.active.binary_search(&member).is_ok();
                if self.team.task_of(member) != Some(number) || !inside {
                    return;
                }
                if self.team.drives(member) {
                    // Taken from another incident.
                    self.dismount(member);
                }
                if self.engage(number, member) {
                    self.tell_case(EventKind::IncidentDispatched, Some(member), number);
                    self.cases[number]
                        .book
                        .dispatched_s
                        .get_or_insert(self.tick as f64 * self.dt);
                } else {
                    self.go_back(member);
                }
            }
            What::Fetch(member) => self.set_out_to_fetch(member),
            What::Go(errand) => self.go_on_errand(errand),
            What::Report | What::Back => {}
        }
    }

    fn note_dispatch(&mut self, number: usize) {
        if self.cases[number].book.dispatched_s.is_some() {
            return;
        }
        self.cases[number].book.dispatched_s = Some(self.t_s());
        let members: Vec<u32> = self.team.on_task(number).collect();
        if members.is_empty() {
            self.tell_case(EventKind::IncidentDispatched, None, number);
        }
        for member in members {
            self.tell_case(EventKind::IncidentDispatched, Some(member), number);
        }
    }

    /// Whether more are wanted for incidents that have been taken up is looked at
    /// now and then.
    pub(super) fn send_more(&mut self) {
        let second = self.t_s().round() as u64;
        if !self.post.present || !second.is_multiple_of(SHORT_LOOK_S) {
            return;
        }
        for number in self.open_cases().collect::<Vec<usize>>() {
            let case = &self.cases[number];
            let handled = case.book.assigned && case.book.called.is_empty();
            if handled && case.service_ends_s.is_none() && self.has_been_heard(number) {
                self.assign(number);
            }
        }
    }

    /// Whether a dispatcher has heard a report of it to its end.
    fn has_been_heard(&self, number: usize) -> bool {
        let waiting = self
            .post
            .desk
            .customers()
            .any(|customer| self.post.messages[customer.id as usize].case as usize == number);
        !waiting
    }

    /// Who has seen an incident, may deal with it, is free and near goes to it of
    /// themselves; without a command post from wherever they see it.
    pub(super) fn go_at_once(&mut self, number: usize) {
        let needs = self.needs(number);
        let command = self.world.scenario.parameters.command;
        let within = match self.post.present {
            true => command.acts_within_m,
            false => command.sight_m,
        };
        let spot = self.cases[number].spot;
        for member in self.staff_inside().collect::<Vec<u32>>() {
            if self.team.on_task(number).count() >= needs.people {
                return;
            }
            let unit = self.team.unit_of(member) as u32;
            let at = self.whereabouts(member);
            let may = self.cases[number].book.seen_by.contains(&unit)
                && at.at.distance(spot.at) <= within
                && self.team.task_of(member).is_none()
                && self.is_available(member, needs.power, number)
                && self.world.sees(at, spot);
            if may {
                self.engage(number, member);
            }
        }
    }

    /// A member who is free goes to an incident. False if no way leads there.
    pub(super) fn engage(&mut self, number: usize, member: u32) -> bool {
        self.team.set_task(member, Some(number));
        let goes = self.set_out(number, member);
        if !goes {
            self.team.set_task(member, None);
        }
        goes
    }

    /// Whether somebody could be sent: inside, allowed to, and free or busy with
    /// something less grave. Who works a gate is left there for what is not grave.
    pub(super) fn is_available(&self, member: u32, power: Power, number: usize) -> bool {
        let scenario = &self.world.scenario;
        let unit = &scenario.staff.units[self.team.unit_of(member)];
        let grave = self.gravity(number);
        let free = match self.team.task_of(member) {
            Some(other) => other != number && self.gravity(other) < grave,
            None => !self.team.is_bound(member),
        };
        let bound = matches!(unit.task, Task::Search(_) | Task::Hold(_)) && grave < 3;
        let there = self.active.binary_search(&member).is_ok()
            && matches!(
                self.minds[member as usize].activity,
                Activity::Post | Activity::Going
            )
            && self.minds[member as usize].exit.is_none();
        free && there && !bound && scenario.staff.may(unit.role, power)
    }

    /// The one who should be there first by what the post knows; ties by id. How
    /// much sooner another would have been there is recorded.
    fn choose(&mut self, number: usize, power: Power) -> Option<Candidate> {
        let world = Arc::clone(&self.world);
        let to = self.cases[number].spot;
        let mut people = vec![0.0; world.cells.len()];
        for &id in &self.active {
            people[self.bodies[id as usize].cell.at()] += 1.0;
        }
        let truth = |cell: CellIndex| people[cell.at()] / world.cell(cell).area_m2.max(1.0);
        let picture = |cell: CellIndex| self.post.picture[cell.at()];
        let mut candidates: Vec<Candidate> = Vec::new();
        for member in self.staff_inside() {
            let unit = &world.scenario.staff.units[self.team.unit_of(member)];
            if !unit.equipment.contains(&Equipment::Radio)
                || !self.is_available(member, power, number)
            {
                continue;
            }
            // The post knows where people ought to be, not where they are.
            let (here, known) = (self.whereabouts(member), self.team.post_of(member));
            let expected = self.travel_s(known.unwrap_or(here), to, &picture);
            let real = self.travel_s(here, to, &truth);
            if let (Some(expected_s), Some(true_s)) = (expected, real) {
                candidates.push(Candidate {
                    member,
                    expected_s,
                    true_s,
                });
            }
        }
        // Who is free goes before who would have to be called off.
        let key = |c: &Candidate| (self.team.task_of(c.member).is_some(), c.expected_s);
        let chosen = *candidates.iter().min_by(|a, b| {
            let (a_key, b_key) = (key(a), key(b));
            (a_key.0.cmp(&b_key.0))
                .then(a_key.1.total_cmp(&b_key.1))
                .then(a.member.cmp(&b.member))
        })?;
        let called_off = self.team.task_of(chosen.member).is_some();
        let best = (candidates.iter())
            .filter(|c| self.team.task_of(c.member).is_some() == called_off)
            .map(|c| c.true_s)
            .fold(f64::INFINITY, f64::min);
        self.tell(
            EventKind::DispatchRegret,
            Some(chosen.member),
            Site::Cell(to.cell),
            chosen.true_s - best,
        );
        Some(chosen)
    }

    /// Time on the network from spot to spot at the speed of who responds, slower
    /// where the crowd is dense \[s\].
    fn travel_s(&self, from: Spot, to: Spot, density: &impl Fn(CellIndex) -> f64) -> Option<f64> {
        let way = self.staff_way(from, Target::Spot(to))?;
        let staffing = &self.world.scenario.parameters.staff;
        // How much of the way lies in each cell, by the portals passed.
        let (mut cell, mut at) = (from.cell, from.at);
        let mut stretches: Vec<(CellIndex, f64)> = Vec::new();
        for &(portal, to_right) in &way.portals {
            let portal = self.world.portal(portal);
            let middle = portal.line.midpoint();
            stretches.push((cell, at.distance(middle)));
            if let crate::world::Side::Cell(behind) = portal.passed(to_right) {
                cell = behind;
            }
            at = middle
                + if to_right {
                    portal.shift
                } else {
                    -portal.shift
                };
        }
        stretches.push((to.cell, at.distance(to.at)));
        let length: f64 = stretches.iter().map(|(_, length)| length).sum();
        if length <= 0.0 {
            return Some(way.leg.time_s / staffing.responding_m_s);
        }
        let floor = staffing.right_of_way_m_s.max(0.05) / staffing.responding_m_s;
        let slower: f64 = (stretches.iter())
            .map(|&(cell, part)| part / length / speed_share(density(cell)).max(floor))
            .sum();
        Some(way.leg.time_s / staffing.responding_m_s * slower)
    }
}

/// Speed in a crowd over free speed (Weidmann 1993).
fn speed_share(density_per_m2: f64) -> f64 {
    if density_per_m2 <= 1e-6 {
        return 1.0;
    }
    let exponent = -SLOWING_PER_M2 * (1.0 / density_per_m2 - 1.0 / JAM_PER_M2);
    (1.0 - math::exp(exponent)).clamp(0.0, 1.0)
}
