//! The observer that computes the numbers of a run.
//!
//! It sees what is recorded and nothing else, so that the numbers of a replay
//! are those of the run. Its memory does not grow with the length of the run,
//! but for the curve of people inside and the waits at gates.
//!
//! How the numbers are meant, where `metrics.json` leaves it open:
//!
//! * **Who must leave.** After an alarm, those whom it concerns: who was
//!   inside or came in and is shown as unaware, alerted, evacuating, assisted
//!   or hurt, or set out. A plan that tells people to stay does not concern
//!   them; who was sent to a shelter is done when there. A run is `complete`
//!   if nobody whom the alarm concerns is left; without an alarm, if everyone
//!   planned has come and gone. A run that was cut short is `incomplete`.
//! * **All clear**: when the last of those left or reached their shelter.
//!   `t50_s` and `t95_s` look at those inside at the alarm, whether it
//!   concerned them or not, and only at leaving: the moment at which at least
//!   that share of them had left.
//! * **A zone is clear** when no visitor stands in it any more, for good, as
//!   far as frames show; who stays or shelters there keeps it from being
//!   clear, and a zone that people pass through on their way out is clear when
//!   the last has passed.
//! * **Time inside after the alarm** adds up everyone's, also of those who
//!   came in after it, to the last moment seen.
//! * **Waits** are those of people who queued and passed; people who queue
//!   are counted every ten seconds. The 95th percentile is the value below or
//!   at which 95 % of the waits lie (nearest rank).
//! * **Flow** counts passages in both directions in the 60 s up to each of
//!   them; a run of less than a minute has none.
//! * **Stuck** and **spawn waits** count persons, however often it befell
//!   them.

mod evacuation;
mod gates;
#[cfg(test)]
mod incident_tests;
mod incidents;
mod orders;
mod person;
mod response;
mod rules;
mod staff;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use self::evacuation::Evacuating;
use self::gates::GateMeter;
use self::incidents::IncidentMeter;
use self::orders::DeskMeter;
use self::person::PersonNow;
use self::response::ResponseMeter;
use self::rules::RuleMeter;
use self::staff::StaffMeter;
use super::density::DensityMeter;
use super::metrics::{
    IncidentFigures, Integrity, Metrics, Outcome, People, Performance, StaffFigures, is_implausible,
};
use crate::model::Trigger;
use crate::sim::{Event, EventKind, Frame, Observer, Roster, Sample, SampleKind, Site, State};
use crate::world::World;

/// Which run it is, for the head of `metrics.json`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunLabel {
    /// Plan.
    pub plan: Option<String>,
    /// Seed.
    pub seed: u64,
    /// Model.
    pub model: String,
    /// Time step \[s\].
    pub dt_s: f64,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// By itself.
    Finished,
    /// It was interrupted, or its recording has lost its tail.
    CutShort,
}

/// Computes the numbers of a run; see [the module](self).
pub struct Meter {
    world: Arc<World>,
    label: RunLabel,
    density: DensityMeter,
    people: Vec<PersonNow>,
    planned: u32,
    entered: u32,
    left: u32,
    /// Last count of those who find no room.
    waiting_outside: u32,
    /// Time and people inside, every ten seconds.
    curve: Vec<(f64, u32)>,
    evacuating: Evacuating,
    gates: Vec<GateMeter>,
    staff: StaffMeter,
    incidents: IncidentMeter,
    response: ResponseMeter,
    rules: RuleMeter,
    desk: DeskMeter,
    integrity: Integrity,
    /// Last moment seen \[ms\].
    now_ms: i64,
}

impl Meter {
    /// A meter for a run in a world.
    #[must_use]
    pub fn new(world: Arc<World>, label: RunLabel) -> Self {
        Self {
            density: DensityMeter::new(&world),
            evacuating: Evacuating::new(&world),
            gates: vec![GateMeter::default(); world.gates.len()],
            world,
            label,
            people: Vec::new(),
            planned: 0,
            entered: 0,
            left: 0,
            waiting_outside: 0,
            curve: Vec::new(),
            staff: StaffMeter::default(),
            incidents: IncidentMeter::default(),
            response: ResponseMeter::default(),
            rules: RuleMeter::default(),
            desk: DeskMeter::default(),
            integrity: Integrity::default(),
            now_ms: 0,
        }
    }

    /// Density, pressure and occupancy so far, for the report's map.
    #[must_use]
    pub fn density(&self) -> &DensityMeter {
        &self.density
    }

    /// People inside every ten seconds so far, also on a day without an
    /// alarm: (time from the start \[s\], visitors).
    #[must_use]
    pub fn curve(&self) -> &[(f64, u32)] {
        &self.curve
    }

    /// Last moment seen [ms from the start].
    #[must_use]
    pub fn now_ms(&self) -> i64 {
        self.now_ms
    }

    /// The numbers so far. `performance` is none for a replay.
    #[must_use]
    pub fn metrics(&self, ending: Ending, performance: Option<Performance>) -> Metrics {
        let crowding = self.density.crowding();
        let implausible = is_implausible(
            crowding.max_density_per_m2,
            self.integrity.overlaps,
            self.entered,
        );
        let incidents = self.incident_figures();
        Metrics {
            schema: 1,
            scenario: self.world.scenario.name.clone(),
            plan: self.label.plan.clone(),
            seed: self.label.seed,
            model: self.label.model.clone(),
            dt_s: self.label.dt_s,
            outcome: self.outcome(ending),
            people: People {
                planned: self.planned,
                entered: self.entered,
                left: self.left,
                inside: self.entered - self.left,
                waiting_outside: self
                    .waiting_outside
                    .min(self.planned.saturating_sub(self.entered)),
            },
            evacuation: self.evacuating.figures(
                &self.world,
                self.now_ms,
                &self.curve,
                !self.is_anybody_concerned(),
            ),
            crowding,
            gates: self
                .world
                .gates
                .iter()
                .zip(&self.gates)
                .map(|(site, gate)| gate.figures(&site.id, self.now_ms))
                .collect(),
            staff: self.staff_figures(&incidents),
            incidents,
            integrity: Integrity {
                implausible,
                ..self.integrity
            },
            performance,
            rules: self.rules.figures(&self.world, self.label.plan.as_deref()),
            orders_given: self.desk.figures(&self.world),
        }
    }

    fn is_anybody_concerned(&self) -> bool {
        self.people
            .iter()
            .any(|person| person.visitor && person.inside && person.is_concerned())
    }

    fn outcome(&self, ending: Ending) -> Outcome {
        let done = if self.evacuating.alarm_ms().is_some() {
            !self.is_anybody_concerned()
        } else {
            self.left == self.planned
        };
        if done && ending == Ending::Finished {
            Outcome::Complete
        } else {
            Outcome::Incomplete
        }
    }

    /// The incidents of the run. Where no staff are described nobody answers, and only
    /// the report of the one that set the plan going is known, by the plan's chain.
    fn incident_figures(&self) -> Vec<IncidentFigures> {
        let scenario = &self.world.scenario;
        let mut figures = self.incidents.figures(&self.world);
        let mut plans = scenario.plans.iter();
        let plan = plans.find(|plan| Some(&plan.id) == self.label.plan.as_ref());
        if let Some(Trigger::Incident(id)) = plan.map(|plan| &plan.trigger)
            && !scenario.staff.is_described()
            && let Some(trigger) = figures.iter_mut().find(|it| it.id == *id)
        {
            trigger.reported_s = self.evacuating.reported_s();
        }
        figures
    }

    /// What staff did, and how incidents were answered.
    fn staff_figures(&self, incidents: &[IncidentFigures]) -> StaffFigures {
        let mut figures = self.staff.figures(&self.world, self.now_ms);
        let now_s = seconds(self.now_ms);
        self.response
            .fill(&self.world, incidents, now_s, &mut figures);
        figures
    }

    fn event(&mut self, event: &Event) {
        self.now_ms = self.now_ms.max(event.t_ms);
        match (event.kind, event.site) {
            (EventKind::GatePassed, Site::Gate(gate)) => {
                if let Some(gate) = self.gates.get_mut(gate.at()) {
                    gate.pass(event.t_ms, event.value);
                }
            }
            (EventKind::Broadcast, _) => self.raise_alarm(event.t_ms),
            (EventKind::Overlaps, _) => self.integrity.overlaps += event.value as u64,
            (EventKind::WallCorrections, _) => {
                self.integrity.wall_corrections += event.value as u64;
            }
            _ => {}
        }
        self.staff.event(event);
        let subject = event
            .subject
            .and_then(|subject| self.people.get(subject as usize));
        let unit = subject.and_then(|person| person.unit);
        self.incidents.event(event, unit);
        self.response.event(event);
        self.rules.event(event);
        self.desk.event(event, unit);
        self.evacuating.link(event.kind, event.t_ms);
        if let Some(subject) = event.subject {
            self.befall(subject, event);
        }
    }

    /// The alarm: whoever is inside now is whom the evacuation is about.
    fn raise_alarm(&mut self, t_ms: i64) {
        if self.evacuating.alarm_ms().is_some() {
            return;
        }
        let inside = self.entered - self.left;
        for person in &mut self.people {
            person.at_alarm = person.visitor && person.inside;
        }
        self.evacuating.raise(t_ms, inside);
    }

    /// Something befalls somebody.
    fn befall(&mut self, subject: u32, event: &Event) {
        let Some(person) = self.people.get_mut(subject as usize) else {
            return;
        };
        match event.kind {
            EventKind::Entered if person.visitor && !person.inside => {
                person.inside = true;
                self.entered += 1;
                self.evacuating.inside(event.t_ms, self.entered - self.left);
            }
            EventKind::Left if person.visitor && person.inside => {
                let concerned = person.is_concerned();
                let at_alarm = person.at_alarm;
                person.inside = false;
                person.on_the_way = false;
                self.left += 1;
                self.evacuating.inside(event.t_ms, self.entered - self.left);
                self.evacuating.leave(event.t_ms, at_alarm, concerned);
            }
            EventKind::MovementStarted => person.on_the_way = true,
            EventKind::Sheltered => {
                person.on_the_way = false;
                person.state = State::Staying as u8;
                self.evacuating.shelter(event.t_ms);
            }
            EventKind::Stuck if person.visitor && !person.stuck => {
                person.stuck = true;
                self.integrity.stuck += 1;
            }
            EventKind::CrowdWait if person.visitor && !person.waited_in_crowd => {
                person.waited_in_crowd = true;
                self.integrity.crowd_waits += 1;
            }
            EventKind::TurnedBack if !person.turned_back => {
                person.turned_back = true;
                self.integrity.turned_back += 1;
            }
            EventKind::SpawnWait if !person.waited => {
                person.waited = true;
                self.integrity.spawn_waits += 1;
            }
            _ => {}
        }
    }

    fn sample(&mut self, sample: &Sample) {
        self.now_ms = self.now_ms.max(sample.t_ms);
        // Counts of people are whole and far below the limit of the type.
        let count = sample.value as u32;
        match (sample.kind, sample.site) {
            (SampleKind::Inside, _) => self.curve.push((seconds(sample.t_ms), count)),
            (SampleKind::WaitingOutside, _) => self.waiting_outside = count,
            (SampleKind::Queue, Site::Gate(gate)) => {
                if let Some(gate) = self.gates.get_mut(gate.at()) {
                    gate.queue(count);
                }
            }
            _ => {}
        }
    }
}

impl Observer for Meter {
    fn start(&mut self, roster: &Roster) {
        self.planned = roster.visitors() as u32;
        self.people = roster.people.iter().map(PersonNow::of).collect();
    }

    fn events(&mut self, events: &[Event]) {
        for event in events {
            self.event(event);
        }
    }

    fn samples(&mut self, samples: &[Sample]) {
        for sample in samples {
            self.sample(sample);
        }
    }

    fn frame(&mut self, frame: &Frame<'_>) {
        self.now_ms = self.now_ms.max(frame.t_ms);
        self.density.frame(frame);
        self.evacuating.begin_frame();
        self.response.begin_frame(frame.t_ms);
        for at in 0..frame.id.len() {
            if let Some(person) = self.people.get_mut(frame.id[at] as usize) {
                person.state = frame.state[at];
                if person.visitor && person.inside {
                    self.evacuating.seen_in(frame.cell[at]);
                } else if let Some(unit) = person.unit {
                    self.response.seen(unit, person.state);
                }
            }
        }
        self.evacuating.end_frame(frame.t_ms);
    }
}

/// Milliseconds as seconds.
fn seconds(t_ms: i64) -> f64 {
    t_ms as f64 / 1e3
}
