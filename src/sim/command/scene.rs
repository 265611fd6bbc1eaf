//! On the scene: who was sent comes, works, and goes back; the chain of the
//! command post's book goes on.

use crate::model::{IncidentKind, PostKind, Power, ResourceKind};
use crate::world::Spot;

use super::super::Simulation;
use super::super::incidents::Stage;
use super::super::observe::EventKind;
use super::{BACK, Message, What};

/// A truck that has been sent is waited for so long before the town's service is
/// called \[s\].
const TRUCK_WAIT_S: f64 = 600.0;
/// Who brings somebody away keeps so near to them \[m\].
const BESIDE_M: f64 = 1.2;
/// Who has been sent and has come goes on to where it is now, looked at so often
/// \[s\].
const FOLLOWS_S: u64 = 5;

impl Simulation {
    /// A second of dealing with incidents.
    pub(super) fn attend(&mut self) {
        self.send_more();
        self.hold_inflow();
        for number in 0..self.cases.len() {
            if self.cases[number].book.closed_s.is_some() {
                continue;
            }
            let there = self.on_scene(number);
            self.follow(number, &there);
            if let Some(&first) = there.first()
                && self.cases[number].book.attended_s.is_none()
            {
                self.cases[number].book.attended_s = Some(self.t_s());
                self.tell_case(EventKind::IncidentAttended, Some(first), number);
            }
            if self.cases[number].settled_s.is_none() && !there.is_empty() {
                self.work_on(number, &there);
            }
            self.calm_down(number, &there);
            self.keep_book(number, &there);
        }
    }

    /// Who has come to where an incident was goes on to where it is. If it is over,
    /// they have found that out.
    fn follow(&mut self, number: usize, there: &[u32]) {
        let follows = (self.t_s().round() as u64).is_multiple_of(FOLLOWS_S);
        for id in self.team.on_task(number).collect::<Vec<u32>>() {
            let called = self.cases[number].book.called.contains(&id);
            let fetches = self.team.is_driver(id) && !self.team.drives(id);
            if !follows || called || fetches || there.contains(&id) || !self.has_come(id) {
                continue;
            }
            if self.cases[number].settled_s.is_some() {
                if self.cases[number].book.attended_s.is_none() {
                    self.cases[number].book.attended_s = Some(self.t_s());
                    self.tell_case(EventKind::IncidentAttended, Some(id), number);
                }
            } else if self.cases[number].stage == Stage::There && !self.team.is_driver(id) {
                self.set_out(number, id);
            }
        }
    }

    /// Members sent to an incident who are there.
    pub(in super::super) fn on_scene(&self, number: usize) -> Vec<u32> {
        let case = &self.cases[number];
        let near = self.world.scenario.parameters.command.at_scene_m;
        let reach = near + case.radius(self.t_s());
        let sheet = self.world.cell(case.spot.cell).sheet;
        let members = self.team.on_task(number);
        members
            .filter(|&id| {
                let at = self.whereabouts(id);
                self.active.binary_search(&id).is_ok()
                    && !case.book.called.contains(&id)
                    && self.world.cell(at.cell).sheet == sheet
                    && at.at.distance(case.spot.at) <= reach
            })
            .collect()
    }

    /// Those on the scene work; when it is done the incident is over, or somebody
    /// is brought away.
    fn work_on(&mut self, number: usize, there: &[u32]) {
        let needs = self.needs(number);
        let kind = self.cases[number].kind.clone();
        if let Stage::Bringing(to) = self.cases[number].stage {
            let patient = self.cases[number].patient;
            if patient.is_none_or(|id| self.has_been_brought(id, to.cell)) {
                self.settle(number);
            }
            return;
        }
        if matches!(kind, IncidentKind::Fire { .. }) {
            if !self.can_put_out(number, there) {
                // A truck that is still on the way may bring what it takes.
                let now = self.t_s();
                let book = &self.cases[number].book;
                let in_time = book.dispatched_s.is_none_or(|t| now < t + TRUCK_WAIT_S);
                let waits = in_time
                    && (self.team.on_task(number))
                        .any(|id| self.team.is_driver(id) && !there.contains(&id));
                let asked = book.assigned || !self.post.present;
                if asked && !waits && self.cases[number].book.called.is_empty() {
                    self.call_service(number);
                }
                return;
            }
        } else if there.len() < needs.people && !matches!(kind, IncidentKind::Medical { .. }) {
            return;
        }
        self.cases[number].worked_s += 1.0;
        let Some(takes_s) = self.work_s(number) else {
            return;
        };
        // A casualty is treated by one and carried by two.
        if self.cases[number].worked_s < takes_s
            || there.len() < needs.people.min(2) && kind_carries(&kind)
        {
            return;
        }
        match self.destination(number) {
            Some(to) => self.bring_away(number, to),
            None => self.settle(number),
        }
    }

    /// How long an incident takes those on the scene \[s\]; none if it does not end
    /// by what they do.
    fn work_s(&self, number: usize) -> Option<f64> {
        let response = self.world.scenario.parameters.response;
        let time = match self.cases[number].kind {
            IncidentKind::Fire { .. } => response.extinguish_s,
            IncidentKind::Medical { critical: true } => response.critical_s,
            IncidentKind::Medical { .. } => response.treat_s,
            IncidentKind::Fall => response.help_up_s,
            IncidentKind::BlockedPath { .. } => response.clear_path_s,
            IncidentKind::SuspiciousObject { .. } => response.inspect_s,
            IncidentKind::LostPerson => return Some(0.0),
            IncidentKind::CrushWarning | IncidentKind::GateFailure { .. } => return None,
        };
        Some(self.drawn_for(number, super::super::incidents::WORK, time))
    }

    /// Where somebody is brought: the critical to a medical post, the lost to an
    /// information post; none if there is none, or nobody to be brought.
    fn destination(&self, number: usize) -> Option<Spot> {
        let case = &self.cases[number];
        case.patient?;
        let wanted = match case.kind {
            IncidentKind::Medical { critical: true } => PostKind::Medical,
            IncidentKind::LostPerson => PostKind::Information,
            _ => return None,
        };
        let posts = self.world.scenario.staff.posts.iter();
        let mut spots: Vec<(f64, Spot)> = (posts.filter(|post| post.kind == wanted))
            .filter_map(|post| {
                let spot = self.world.spot(post.cell.as_ref()?, post.position?)?;
                let target = crate::world::route::Target::Spot(spot);
                Some((self.network_time(case.spot, target)?, spot))
            })
            .collect();
        if wanted == PostKind::Medical {
            // Where an ambulance can come, if it can to any.
            let reached = |spot: Spot| !self.vehicles_for(ResourceKind::Ambulance, spot).is_empty();
            if spots.iter().any(|(_, spot)| reached(*spot)) {
                spots.retain(|(_, spot)| reached(*spot));
            }
        }
        let nearest = spots.into_iter().min_by(|a, b| a.0.total_cmp(&b.0));
        nearest.map(|(_, spot)| spot)
    }

    fn bring_away(&mut self, number: usize, to: Spot) {
        let Some(patient) = self.cases[number].patient else {
            return;
        };
        if !self.bring(patient, to) {
            self.settle(number);
            return;
        }
        self.cases[number].stage = Stage::Bringing(to);
        self.keep_beside(number, patient);
    }

    /// Those on the task keep beside whom they bring away.
    pub(in super::super) fn keep_beside(&mut self, number: usize, patient: u32) {
        let at = self.whereabouts(patient);
        for member in self.team.on_task(number).collect::<Vec<u32>>() {
            let here = self.whereabouts(member);
            let inside = self.active.binary_search(&member).is_ok();
            let beside = here.cell == at.cell && here.at.distance(at.at) <= BESIDE_M;
            if inside && !beside && !self.cases[number].book.called.contains(&member) {
                self.accompany(member, at);
            }
        }
    }

    /// A crush warning is over when the post's picture says so.
    fn calm_down(&mut self, number: usize, there: &[u32]) {
        let case = &self.cases[number];
        if case.kind != IncidentKind::CrushWarning || case.settled_s.is_some() {
            return;
        }
        let judges = (self.t_s().round() as u64).is_multiple_of(super::seeing::JUDGES_S);
        let spot = case.spot;
        // Who has no radio tells nobody.
        let radio = |id: &&u32| self.radio_of(self.team.unit_of(**id)).is_some();
        if let Some(&id) = there.iter().find(radio)
            && judges
        {
            let by = self.team.unit_of(id) as u64;
            let estimate = self.density_round(spot) * self.estimate_error(by);
            self.cases[number].estimate_per_m2 = Some(estimate);
        }
        let calm = self.world.scenario.parameters.command.calm_per_m2;
        let estimate = self.cases[number].estimate_per_m2;
        // As long as nobody has looked it counts as pressed.
        if estimate.is_none_or(|estimate| estimate >= calm) {
            return;
        }
        self.settle(number);
        let nobody = self.team.on_task(number).next().is_none();
        let book = &mut self.cases[number].book;
        if nobody && book.reported_s.is_some() && book.dispatched_s.is_none() {
            // The command post takes its own warning back.
            book.closed_s = Some(self.tick as f64 * self.dt);
            self.tell_case(EventKind::IncidentClosed, None, number);
        }
    }

    /// The chain in the command post's book goes on; who has dealt with it goes
    /// back, and says so.
    fn keep_book(&mut self, number: usize, there: &[u32]) {
        let now = self.t_s();
        let needs = self.needs(number);
        let settled = self.cases[number].settled_s.is_some();
        let book = &self.cases[number].book;
        let attended = book.attended_s.is_some();
        let enough = there.len() >= needs.people || settled && attended;
        if book.dispatched_s.is_some() && book.on_scene_s.is_none() && enough {
            self.cases[number].book.on_scene_s = Some(now);
            self.tell_case(EventKind::IncidentOnScene, None, number);
        }
        if !settled {
            return;
        }
        let book = &self.cases[number].book;
        if book.on_scene_s.is_some() && book.resolved_s.is_none() {
            self.cases[number].book.resolved_s = Some(now);
            self.tell_case(EventKind::IncidentResolved, None, number);
        }
        // Those on the way still come and find it over.
        if !attended || self.team.on_task(number).next().is_none() {
            return;
        }
        let members: Vec<u32> = self.team.on_task(number).collect();
        self.report_back(number, &members);
        for member in members {
            self.team.set_task(member, None);
            self.go_back(member);
        }
    }

    fn report_back(&mut self, number: usize, members: &[u32]) {
        let now = self.t_s();
        if !self.post.present || self.cases[number].book.told_back {
            return;
        }
        let units = members.iter().map(|&id| self.team.unit_of(id));
        let channel = units.filter_map(|unit| self.radio_of(unit)).next();
        let wait = self.world.scenario.parameters.command.call_s;
        let at_s = match channel {
            Some(_) => now,
            None => now + self.drawn_for(number, super::part::NOTICE + u64::from(BACK), wait),
        };
        self.cases[number].book.told_back = true;
        self.post.post(
            at_s,
            Message {
                case: number as u32,
                what: What::Back,
                from: BACK,
                channel,
            },
        );
    }

    /// The command post has heard that it is over.
    pub(super) fn close(&mut self, number: usize) {
        let now = self.t_s();
        if self.cases[number].book.closed_s.is_some() {
            return;
        }
        // What it hears of only now it books all the same.
        if self.cases[number].book.dispatched_s.is_none() {
            self.cases[number].book.dispatched_s = Some(now);
            self.tell_case(EventKind::IncidentDispatched, None, number);
        }
        if self.cases[number].book.on_scene_s.is_none() {
            self.cases[number].book.on_scene_s = Some(now);
            self.tell_case(EventKind::IncidentOnScene, None, number);
        }
        if self.cases[number].book.resolved_s.is_none() {
            self.cases[number].book.resolved_s = Some(now);
            self.tell_case(EventKind::IncidentResolved, None, number);
        }
        self.cases[number].book.closed_s = Some(now);
        self.tell_case(EventKind::IncidentClosed, None, number);
    }

    /// A lost person has been found, by a member or on a camera's picture: who
    /// found them takes them along, or somebody is sent.
    pub(super) fn find(&mut self, number: usize, by: Option<u32>) {
        if self.cases[number].book.found {
            return;
        }
        self.cases[number].book.found = true;
        if let Some(member) = by
            && self.team.task_of(member).is_none()
            && self.is_available(member, Power::Guide, number)
            && self.engage(number, member)
        {
            self.tell_case(EventKind::IncidentDispatched, Some(member), number);
            return;
        }
        self.assign(number);
    }
}

/// Whether an incident of this kind may end with somebody being carried.
fn kind_carries(kind: &IncidentKind) -> bool {
    matches!(kind, IncidentKind::Medical { critical: true })
}
