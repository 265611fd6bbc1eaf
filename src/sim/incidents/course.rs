//! How incidents go on, second by second, and what they do to the world.

use crate::base::random::{Purpose, Stream};
use crate::model::IncidentKind;
use crate::world::{CellIndex, PortalIndex, Spot};

use super::super::Simulation;
use super::super::mind::Activity;
use super::super::observe::EventKind;
use super::Stage;

/// Flow through what a blocked path leaves open, for each metre of it [1/m/s]
/// (SFPE, greatest specific flow of corridors).
const FLOW_PER_M_S: f64 = 1.3;
/// Less than this lets nobody pass \[m\].
const LEAST_WIDTH_M: f64 = 0.5;
/// The way of who is carried is looked for anew so often \[s\].
const WAY_S: u64 = 10;
/// A passage of a gate counts as one of late for about so long \[s\].
const FADES_S: f64 = 60.0;
/// Who is this near to somebody who lies there may fall over them \[m\].
const FALLS_WITHIN_M: f64 = 1.5;
/// Parts of the key of draws for incidents.
pub(in super::super) mod part {
    pub(in super::super::super) const BOTTLE: u64 = 1;
    pub(in super::super::super) const LIES: u64 = 2;
    pub(in super::super::super) const WORK: u64 = 3;
    pub(in super::super::super) const SERVICE: u64 = 4;
    pub(in super::super::super) const SERVICE_WORKS: u64 = 5;
    /// Whether somebody falls, by the second.
    pub(in super::super::super) const FALLS: u64 = 6 << 40;
}

impl Simulation {
    /// What goes on in a second.
    pub(in super::super) fn run_incidents(&mut self) {
        let now = self.t_s();
        for way in self.passages.iter_mut().flatten() {
            *way *= 1.0 - 1.0 / FADES_S;
        }
        for number in self.open_cases().collect::<Vec<usize>>() {
            if let Some(patient) = self.cases[number].patient
                && self.active.binary_search(&patient).is_ok()
            {
                self.cases[number].spot = self.whereabouts(patient);
            }
            match self.cases[number].kind.clone() {
                IncidentKind::Fire { gas_bottle, .. } => self.burn(number, gas_bottle),
                IncidentKind::Fall => self.lie(number),
                IncidentKind::LostPerson => {
                    // Who leaves with all others is lost no more.
                    let lost = |id: u32| {
                        let activity = self.minds[id as usize].activity;
                        matches!(activity, Activity::Lost | Activity::Brought(_))
                    };
                    if self.cases[number].patient.is_some_and(|id| !lost(id)) {
                        self.settle(number);
                    }
                }
                IncidentKind::GateFailure { duration_s, .. }
                    if now >= self.cases[number].began_s + duration_s =>
                {
                    self.settle(number);
                }
                _ => {}
            }
            self.carry(number);
        }
        if !self.cases.is_empty() {
            self.keep_areas();
        }
    }

    /// Who is brought somewhere moves as long as somebody is with them, by the way
    /// that is open now.
    fn carry(&mut self, number: usize) {
        let case = &self.cases[number];
        let (Some(patient), Stage::Bringing(to)) = (case.patient, case.stage) else {
            return;
        };
        if !matches!(self.minds[patient as usize].activity, Activity::Brought(_)) {
            return;
        }
        let there = self.on_scene(number);
        let with = !there.is_empty();
        self.keep_beside(number, patient);
        if with && (self.t_s().round() as u64).is_multiple_of(WAY_S) {
            self.bring(patient, to);
        }
        let body = &mut self.bodies[patient as usize];
        body.walking = with;
        if !with {
            body.speed = 0.0;
        }
    }

    /// What an incident does to ways and gates when it begins, and no longer when
    /// it is over.
    pub(super) fn take_effect(&mut self, number: usize) {
        match self.cases[number].kind.clone() {
            IncidentKind::BlockedPath { .. } => self.narrow_paths(),
            IncidentKind::GateFailure { .. } => self.fail_lanes(),
            _ => {}
        }
    }

    /// Somebody who has fallen: others fall over them in a dense crowd; whom
    /// nobody helps gets up at last.
    fn lie(&mut self, number: usize) {
        let response = self.world.scenario.parameters.response;
        let now = self.t_s();
        let case = &self.cases[number];
        let alone = self.on_scene(number).is_empty();
        let (spot, began_s) = (case.spot, case.began_s);
        if alone && now >= began_s + self.drawn_for(number, part::LIES, response.lies_s) {
            self.settle(number);
            return;
        }
        if self.density_round(spot) < response.falls_from_per_m2 {
            return;
        }
        let (key, second) = (self.cases[number].key, self.t_s().round() as u64);
        let mut stream = Stream::with_part(self.seed, Purpose::Command, key, part::FALLS + second);
        if stream.unit() >= response.falls_per_s {
            return;
        }
        let mut near: Vec<u32> = Vec::new();
        self.each_near(spot.cell, spot.at, FALLS_WITHIN_M, |id| near.push(id));
        near.retain(|&id| self.is_well(id) && self.bodies[id as usize].walking);
        near.sort_unstable();
        if let Some(&id) = near.get(stream.below(near.len())) {
            self.tell_case(EventKind::IncidentWorse, Some(id), number);
            self.raise(IncidentKind::Fall, self.whereabouts(id), Some(id));
        }
    }

    /// Paths on which something lies: fewer get past, or nobody. It acts at that
    /// end of the path to which it is nearest.
    fn narrow_paths(&mut self) {
        let mut narrow: Vec<(PortalIndex, f64)> = Vec::new();
        for number in self.open_cases() {
            let case = &self.cases[number];
            if let IncidentKind::BlockedPath { width_left } = case.kind
                && let Some(portal) = self.end_nearest(case.spot)
            {
                narrow.push((portal, width_left));
            }
        }
        narrow.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        narrow.dedup_by_key(|(portal, _)| *portal);
        self.shut_paths = (narrow.iter())
            .filter(|(_, width)| *width < LEAST_WIDTH_M)
            .map(|(portal, _)| *portal)
            .collect();
        let capped: Vec<(PortalIndex, f64)> = (narrow.into_iter())
            .filter(|(_, width)| *width >= LEAST_WIDTH_M)
            .map(|(portal, width)| (portal, width * FLOW_PER_M_S))
            .collect();
        self.ways.set_narrowed(&capped);
    }

    /// The end of a path that is nearest to a spot in it; none in a place.
    fn end_nearest(&self, spot: Spot) -> Option<PortalIndex> {
        let cell = self.world.cell(spot.cell);
        if !cell.is_path {
            return None;
        }
        let distance = |portal: PortalIndex| self.world.portal(portal).line.distance(spot.at);
        (cell.portals.iter().copied())
            .min_by(|&a, &b| distance(a).total_cmp(&distance(b)).then(a.cmp(&b)))
    }

    /// Lanes that have failed take nobody. Where staff work the gates, how many
    /// are open is theirs to say.
    fn fail_lanes(&mut self) {
        if self.team.is_described() {
            return;
        }
        let now = self.t_s();
        for index in 0..self.queues.len() {
            let failed = self.failed_lanes(self.queues[index].gate);
            let lanes = self.queues[index].line.lanes().saturating_sub(failed);
            self.queues[index].line.set_open(lanes, now);
        }
    }

    /// How many lanes of a gate have failed.
    pub(in super::super) fn failed_lanes(&self, gate: crate::world::GateIndex) -> usize {
        let id = &self.world.gates[gate.at()].id;
        (self.open_cases())
            .map(|number| match &self.cases[number].kind {
                IncidentKind::GateFailure {
                    gate: own, lanes, ..
                } if own == id => *lanes as usize,
                _ => 0,
            })
            .sum()
    }

    /// Somebody who was brought where they belong has come there.
    pub(in super::super) fn has_been_brought(&self, id: u32, to: CellIndex) -> bool {
        let (body, mind) = (&self.bodies[id as usize], &self.minds[id as usize]);
        let there = body.cell == to && body.position.distance(mind.spot) < 3.0;
        there || !matches!(mind.activity, Activity::Brought(_))
    }
}
