//! Incidents: how each begins, what it does to the world and to people, and
//! when it is over. Who sees them and who is sent is [`super::command`]'s.
//!
//! An incident goes on whether anybody answers or not: a fire grows, somebody who
//! has fallen lies there, a path stays blocked.

mod agenda;
mod areas;
mod casualty;
mod course;
mod fire;

pub(super) use agenda::{Due, agenda};
pub(super) use areas::Area;
pub(super) use course::part::WORK;

use std::sync::Arc;

use crate::base::Vec2;
use crate::base::random::{Purpose, Stream};
use crate::model::{Distribution, IncidentKind, IncidentSort};
use crate::world::Spot;

use super::Simulation;
use super::observe::{EventKind, Site};

/// An incident of the run, from its beginning on. Times in seconds from the start
/// of the run.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    /// What it is.
    pub(super) kind: IncidentKind,
    /// Where. It goes with who is hurt or lost.
    pub(super) spot: Spot,
    /// Whom it befell.
    pub(super) patient: Option<u32>,
    /// Its index in the document; none if it came of what others did or saw.
    pub(super) document: Option<u32>,
    /// How many incidents orders from the desk had brought about before it, if one has.
    pub(super) ordered: Option<u32>,
    /// Key of what is drawn for it: the same under every plan.
    pub(super) key: u64,
    /// When it began.
    pub(super) began_s: f64,
    /// When it was over, whether anybody knows or not.
    pub(super) settled_s: Option<f64>,
    /// What the command post knows and has done.
    pub(super) book: Book,
    /// How far those who answer have come.
    pub(super) stage: Stage,
    /// How long enough of them have been at work \[s\].
    pub(super) worked_s: f64,
    /// Density there as last estimated, of a crush warning [1/m²]; none if nobody has
    /// looked.
    pub(super) estimate_per_m2: Option<f64>,
    /// When the town's service ends its work, once it has been called.
    pub(super) service_ends_s: Option<f64>,
}

/// An incident as the command post's book has it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Book {
    /// Units and others who have seen it and have made a report: see
    /// [`super::command`].
    pub(super) seen_by: Vec<u32>,
    /// When it was first seen.
    pub(super) seen_s: Option<f64>,
    /// When the first report came in.
    pub(super) reported_s: Option<f64>,
    /// When a dispatcher had taken it up.
    pub(super) accepted_s: Option<f64>,
    /// When the first were sent.
    pub(super) dispatched_s: Option<f64>,
    /// When somebody who may deal with it first was there, sent or not.
    pub(super) attended_s: Option<f64>,
    /// When enough of those who were sent were there.
    pub(super) on_scene_s: Option<f64>,
    /// When they had dealt with it.
    pub(super) resolved_s: Option<f64>,
    /// When the command post had been told so.
    pub(super) closed_s: Option<f64>,
    /// Members called but not told yet: the order waits for the channel.
    pub(super) called: Vec<u32>,
    /// Whether a dispatcher has decided whom to send.
    pub(super) assigned: bool,
    /// Whether those who dealt with it have begun to say so.
    pub(super) told_back: bool,
    /// Whether a lost person has been found.
    pub(super) found: bool,
    /// Whether all with a radio have the description of a lost person.
    pub(super) described: bool,
}

/// How far those who answer an incident have come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Stage {
    /// It is to be dealt with where it is.
    There,
    /// Who is hurt or was lost is brought to this spot.
    Bringing(Spot),
}

/// Bit of the keys of what others raise, so that they differ from the document's.
const RAISED: u64 = 1 << 63;
/// Bit of the keys of what the desk ordered, likewise.
const ORDERED: u64 = 1 << 61;
/// Less ground says nothing of how dense a crowd is \[m²\].
const LEAST_GROUND_M2: f64 = 4.0;

impl Case {
    fn new(kind: IncidentKind, spot: Spot, now_s: f64, key: u64) -> Self {
        Self {
            key,
            kind,
            spot,
            patient: None,
            document: None,
            ordered: None,
            began_s: now_s,
            settled_s: None,
            book: Book::default(),
            stage: Stage::There,
            worked_s: 0.0,
            estimate_per_m2: None,
            service_ends_s: None,
        }
    }

    /// Radius of the area it makes unsafe at a time \[m\].
    pub(super) fn radius(&self, now_s: f64) -> f64 {
        match self.kind {
            IncidentKind::Fire {
                radius_m,
                growth_m_per_s,
                ..
            } => radius_m + growth_m_per_s * (now_s - self.began_s).max(0.0),
            IncidentKind::SuspiciousObject { radius_m } => radius_m,
            _ => 0.0,
        }
    }
}

impl Simulation {
    /// Incidents whose time has come begin.
    pub(super) fn begin_incidents(&mut self) {
        while let Some(due) = self
            .incidents_due
            .pop_if(|due| due.at_s <= self.tick as f64 * self.dt + 1e-9)
        {
            let world = Arc::clone(&self.world);
            let incident = &world.scenario.incidents[due.index as usize];
            let Some((spot, patient)) = self.scene(&due, &incident.occurrence, &incident.kind)
            else {
                // Nobody is there whom it could befall.
                continue;
            };
            let key = u64::from(due.index) << 20 | u64::from(due.number);
            let mut case = Case::new(incident.kind.clone(), spot, self.t_s(), key);
            (case.document, case.patient) = (Some(due.index), patient);
            self.begin(case, f64::from(due.index));
        }
    }

    /// Something happens that is not in the document: a crush warning, somebody
    /// hurt by another incident.
    pub(super) fn raise(&mut self, kind: IncidentKind, spot: Spot, patient: Option<u32>) -> usize {
        let sort: u32 = match kind {
            IncidentKind::Medical { .. } => 1,
            IncidentKind::Fall => 2,
            _ => 0,
        };
        let number = self.world.scenario.incidents.len() as f64 + f64::from(sort);
        // By whom it befell, or where, and how many of its sort came of others there
        // before: what else has happened meanwhile must not count.
        let before = (self.cases.iter())
            .filter(|case| case.document.is_none() && case.ordered.is_none())
            .filter(|case| std::mem::discriminant(&case.kind) == std::mem::discriminant(&kind))
            .filter(|case| match patient {
                Some(_) => case.patient == patient,
                None => case.spot.cell == spot.cell,
            })
            .count() as u64;
        let entity = patient.map_or_else(|| u64::from(spot.cell.0), u64::from);
        let key = RAISED | u64::from(sort) << 60 | before << 32 | entity;
        let mut case = Case::new(kind, spot, self.t_s(), key);
        case.patient = patient;
        self.begin(case, number)
    }

    /// Something happens at a spot because the desk has it happen, as a scripted
    /// incident does; `ordered`: how many did so before.
    pub(super) fn happen(&mut self, kind: &IncidentKind, spot: Spot, ordered: u32) {
        let (spot, patient) = self.scene_at(spot, kind);
        let key = ORDERED | u64::from(ordered);
        let mut case = Case::new(kind.clone(), spot, self.t_s(), key);
        (case.ordered, case.patient) = (Some(ordered), patient);
        let documents = self.world.scenario.incidents.len();
        let number = IncidentSort::of(kind).number_ordered(documents);
        self.begin(case, number as f64);
    }

    fn begin(&mut self, case: Case, value: f64) -> usize {
        let number = self.cases.len();
        self.tell(
            EventKind::IncidentStarted,
            None,
            Site::Cell(case.spot.cell),
            value,
        );
        if let Some(patient) = case.patient {
            match case.kind {
                IncidentKind::LostPerson => self.lose(patient),
                _ => self.lay_down(patient),
            }
        }
        self.cases.push(case);
        self.take_effect(number);
        number
    }

    /// An incident is over.
    pub(super) fn settle(&mut self, number: usize) {
        if self.cases[number].settled_s.is_some() {
            return;
        }
        self.cases[number].settled_s = Some(self.t_s());
        self.tell_case(EventKind::IncidentSettled, None, number);
        if let Some(patient) = self.cases[number].patient {
            match self.cases[number].kind {
                IncidentKind::Medical { critical: true } => self.await_transport(number, patient),
                _ => self.get_up(patient),
            }
        }
        self.take_effect(number);
    }

    /// Records something of an incident.
    pub(super) fn tell_case(&mut self, kind: EventKind, subject: Option<u32>, number: usize) {
        let site = Site::Cell(self.cases[number].spot.cell);
        self.tell(kind, subject, site, number as f64);
    }

    /// Incidents that are not over.
    pub(super) fn open_cases(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.cases.len()).filter(|&number| self.cases[number].settled_s.is_none())
    }

    /// A time drawn for an incident \[s\]; `part` says for what.
    pub(super) fn drawn_for(&self, number: usize, part: u64, time: Distribution) -> f64 {
        let mut stream =
            Stream::with_part(self.seed, Purpose::Command, self.cases[number].key, part);
        time.sample(&mut stream).max(0.0)
    }

    /// People for each square metre that one can stand on, round a spot within 3 m in
    /// its cell, those at the spot counted [1/m²].
    pub(super) fn density_round(&self, spot: Spot) -> f64 {
        const RANGE_M: f64 = 3.0;
        let cell = self.world.cell(spot.cell);
        let mut ground_m2 = 0.0;
        for row in -3..=3 {
            for column in -3..=3 {
                let off = Vec2::new(f64::from(column), f64::from(row));
                if off.length() <= RANGE_M && cell.contains(spot.at + off) {
                    ground_m2 += 1.0;
                }
            }
        }
        let mut count = 0.0;
        self.each_near(spot.cell, spot.at, RANGE_M, |_| count += 1.0);
        count / f64::max(ground_m2, LEAST_GROUND_M2)
    }
}
