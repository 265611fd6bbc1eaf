//! A plan in action: from the incident over the alarm to phases and gates.

use crate::base::Vec2;
use crate::base::random::{Purpose, Stream};
use crate::model::incident::Occurrence;
use crate::model::{Action, Area, GateState, Order, Plan, Scenario, Trigger};
use crate::world::{CellIndex, GateIndex, World};

use super::observe::EventKind;

/// Something a plan does at a time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Step {
    /// One link of the chain from the incident to the alarm.
    Link(EventKind),
    /// A phase of the plan begins.
    Phase(usize),
    /// A gate order of the plan takes effect.
    Gate(usize),
    /// The lanes of a gate are gone.
    Cleared(GateIndex),
    /// Another plan takes over.
    Escalate(usize),
}

/// The plan of a run and what is still to be done.
pub(crate) struct Evacuation {
    /// Index of the plan; none on a day without one.
    pub(crate) plan: Option<usize>,
    /// Time of the alarm, once it was broadcast \[s\].
    pub(crate) alarm_s: Option<f64>,
    /// Steps still to come, soonest last.
    agenda: Vec<(f64, Step)>,
    /// The incident whose report to the command post the rest of the chain waits
    /// for, and how long verification, decision and broadcast then take \[s\].
    awaits: Option<(u32, [f64; 3])>,
}

impl Evacuation {
    /// The agenda of a plan. `start_s` is the time of day at which the run
    /// starts; what should have happened before happens at the start. Where a
    /// command post takes reports (`watched`), an incident is detected and reported
    /// when it is, not after the times of the document.
    pub(crate) fn new(
        scenario: &Scenario,
        plan: Option<usize>,
        seed: u64,
        start_s: f64,
        watched: bool,
    ) -> Self {
        let mut this = Self {
            plan,
            alarm_s: None,
            agenda: Vec::new(),
            awaits: None,
        };
        let Some(plan) = plan.and_then(|index| scenario.plans.get(index)) else {
            return this;
        };
        let ignition = match &plan.trigger {
            Trigger::Never => return this,
            Trigger::At(time) => time.seconds() - start_s,
            Trigger::Incident(id) => {
                let Some(time) = scripted_time(scenario, id) else {
                    return this;
                };
                time - start_s
            }
        };
        let mut stream = Stream::new(seed, Purpose::Alarm, 0);
        let mut t = ignition;
        this.add(t, Step::Link(EventKind::Ignition));
        let chain = &plan.chain;
        let times = [
            chain.detection_s,
            chain.report_s,
            chain.verification_s,
            chain.decision_s,
            chain.broadcast_s,
        ]
        .map(|part| part.sample(&mut stream).max(0.0));
        if let Some(incident) = trigger(scenario, plan).filter(|_| watched && ignition >= 0.0) {
            this.awaits = Some((incident, [times[2], times[3], times[4]]));
            return this;
        }
        let links = [
            EventKind::Detected,
            EventKind::Reported,
            EventKind::Verified,
            EventKind::Decided,
            EventKind::Broadcast,
        ];
        for (time_s, kind) in times.into_iter().zip(links) {
            t += time_s;
            this.add(t, Step::Link(kind));
        }
        this
    }

    /// Whether the chain waits for somebody to see or report an incident.
    pub(crate) fn awaits(&self, incident: Option<u32>) -> bool {
        self.awaits.is_some() && self.awaits.map(|(own, _)| own) == incident
    }

    /// The incident has been reported: the rest of the chain takes its time.
    pub(crate) fn report(&mut self, now_s: f64) {
        let Some((_, times)) = self.awaits.take() else {
            return;
        };
        let links = [
            EventKind::Verified,
            EventKind::Decided,
            EventKind::Broadcast,
        ];
        let mut t = now_s;
        for (time_s, kind) in times.into_iter().zip(links) {
            t += time_s;
            self.add(t, Step::Link(kind));
        }
    }

    fn add(&mut self, at_s: f64, step: Step) {
        // Equal times keep the order in which they were added.
        let at_s = at_s.max(0.0);
        let position = self.agenda.partition_point(|(t, _)| *t > at_s);
        self.agenda.insert(position, (at_s, step));
    }

    /// Takes the next step due by `now_s`.
    pub(crate) fn due(&mut self, now_s: f64) -> Option<Step> {
        if self.agenda.last()?.0 > now_s + 1e-9 {
            return None;
        }
        self.agenda.pop().map(|(_, step)| step)
    }

    /// Whether nothing is left to be done.
    pub(crate) fn is_over(&self) -> bool {
        self.agenda.is_empty()
    }

    /// Whether the alarm has been given or is being given: there is nothing left to
    /// decide.
    pub(crate) fn is_decided(&self) -> bool {
        let awaits = |kind| (self.agenda.iter()).any(|(_, step)| *step == Step::Link(kind));
        let told = awaits(EventKind::Broadcast) && !awaits(EventKind::Decided);
        self.alarm_s.is_some() || told
    }

    /// Adds a further step.
    pub(crate) fn later(&mut self, at_s: f64, step: Step) {
        self.add(at_s, step);
    }

    /// A plan has been decided before there was an alarm: its alarm comes after the
    /// last link of its chain, the others have been gone through.
    pub(crate) fn take_over(&mut self, scenario: &Scenario, plan: usize, seed: u64, now_s: f64) {
        self.plan = Some(plan);
        self.forget();
        let mut stream = Stream::with_part(seed, Purpose::Alarm, 0, 1 + plan as u64);
        let told_s = scenario.plans[plan].chain.broadcast_s.sample(&mut stream);
        self.add(now_s + told_s.max(0.0), Step::Link(EventKind::Broadcast));
    }

    /// Nothing of what was still to come does any more, but lanes that are being
    /// taken away are gone when they are.
    fn forget(&mut self) {
        self.awaits = None;
        let goes_on = |step: &Step| matches!(step, Step::Cleared(_));
        self.agenda.retain(|(_, step)| goes_on(step));
    }

    /// Puts the phases, gates and escalation of a plan on the agenda, from
    /// the moment it is broadcast.
    pub(crate) fn begin(&mut self, scenario: &Scenario, plan: usize, now_s: f64) {
        self.plan = Some(plan);
        self.alarm_s.get_or_insert(now_s);
        self.forget();
        let document = &scenario.plans[plan];
        for (index, phase) in document.phases.iter().enumerate() {
            self.add(now_s + phase.after_s, Step::Phase(index));
        }
        for (index, order) in document.gates.iter().enumerate() {
            self.add(now_s + order.after_s, Step::Gate(index));
        }
        if let Some(escalation) = &document.escalation
            && let Some(next) = scenario.plans.iter().position(|p| p.id == escalation.plan)
        {
            self.add(now_s + escalation.after_s, Step::Escalate(next));
        }
    }
}

/// The incident that sets a plan going, an index into the document's.
pub(crate) fn trigger(scenario: &Scenario, plan: &Plan) -> Option<u32> {
    let Trigger::Incident(id) = &plan.trigger else {
        return None;
    };
    let position = scenario.incidents.iter().position(|i| i.id == *id)?;
    Some(position as u32)
}

/// Time of day of a scripted incident \[s\].
fn scripted_time(scenario: &Scenario, id: &str) -> Option<f64> {
    let incident = scenario
        .incidents
        .iter()
        .find(|incident| incident.id == id)?;
    match &incident.occurrence {
        Occurrence::Scripted { at, .. } => Some(at.seconds()),
        Occurrence::Drawn { .. } => None,
    }
}

/// Whether a plan gives an order.
pub(crate) fn orders(plan: &Plan, order: &Order) -> bool {
    plan.first_orders.contains(order)
}

/// The phase that speaks to somebody at a point: the first that names it. A
/// plan without phases tells everyone to leave, as phase 0.
pub(crate) fn phase_for(world: &World, plan: &Plan, cell: CellIndex, p: Vec2) -> Option<usize> {
    if plan.phases.is_empty() {
        return Some(0);
    }
    plan.phases.iter().position(|phase| {
        phase.areas.is_empty() || phase.areas.iter().any(|area| is_in(world, area, cell, p))
    })
}

/// When and what a phase tells: seconds after the alarm, and the action.
pub(crate) fn instruction(plan: &Plan, phase: usize) -> (f64, Action) {
    plan.phases
        .get(phase)
        .map_or((0.0, Action::Leave), |phase| {
            (phase.after_s, phase.action.clone())
        })
}

fn is_in(world: &World, area: &Area, cell: CellIndex, p: Vec2) -> bool {
    match area {
        Area::Zone(id) => world
            .scenario
            .venue
            .zones
            .iter()
            .any(|zone| zone.id == *id && zone.cells.contains(&world.cells[cell.at()].id)),
        Area::Cell(id) => world.cells[cell.at()].id == *id,
        Area::Circle {
            cell: id,
            center,
            radius_m,
        } => world.cells[cell.at()].id == *id && p.distance((*center).into()) <= *radius_m,
    }
}

/// The number by which a gate's state is recorded.
pub(crate) fn gate_code(state: GateState) -> f64 {
    match state {
        GateState::Open => 0.0,
        GateState::Held => 1.0,
        GateState::Closed => 2.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Chain, Distribution, Escalation, Phase, Time};

    fn scenario() -> Scenario {
        let plan = |id: &str, escalation| Plan {
            id: id.into(),
            name: String::new(),
            trigger: Trigger::At(Time(100.0)),
            chain: Chain {
                decision_s: Distribution::Constant(30.0),
                ..Chain::default()
            },
            first_orders: Vec::new(),
            phases: vec![Phase {
                after_s: 60.0,
                areas: Vec::new(),
                action: Action::Leave,
            }],
            gates: Vec::new(),
            one_way: Vec::new(),
            routes: Vec::new(),
            staff: Vec::new(),
            escalation,
            rules: Vec::new(),
            assumed_flow_per_min: None,
        };
        let escalation = Escalation {
            after_s: 90.0,
            plan: "all".into(),
        };
        Scenario {
            format: 1,
            name: "test".into(),
            description: String::new(),
            assumptions: Vec::new(),
            geo: None,
            venue: Default::default(),
            visitors: Default::default(),
            staff: Default::default(),
            incidents: Vec::new(),
            plans: vec![plan("part", Some(escalation)), plan("all", None)],
            parameters: Default::default(),
            run: Default::default(),
            ignored_warnings: Vec::new(),
        }
    }

    #[test]
    fn the_chain_runs_in_order_and_ends_in_the_alarm() {
        let scenario = scenario();
        let mut evacuation = Evacuation::new(&scenario, Some(0), 1, 40.0, false);
        let mut seen = Vec::new();
        for t in 0..200 {
            while let Some(step) = evacuation.due(f64::from(t)) {
                seen.push((t, step));
            }
        }
        use EventKind::{Broadcast, Decided, Detected, Ignition, Reported, Verified};
        let expected: Vec<(i32, Step)> = [
            (60, Ignition),
            (60, Detected),
            (60, Reported),
            (60, Verified),
            (90, Decided),
            (90, Broadcast),
        ]
        .map(|(t, kind)| (t, Step::Link(kind)))
        .to_vec();
        assert_eq!(seen, expected);
    }

    #[test]
    fn an_escalation_replaces_what_is_left_of_the_first_plan() {
        let scenario = scenario();
        let mut evacuation = Evacuation::new(&scenario, Some(0), 1, 0.0, false);
        evacuation.begin(&scenario, 0, 0.0);
        assert_eq!(evacuation.due(60.0), Some(Step::Phase(0)));
        assert_eq!(evacuation.due(89.0), None);
        assert_eq!(evacuation.due(90.0), Some(Step::Escalate(1)));
        evacuation.later(95.0, Step::Cleared(GateIndex(0)));
        evacuation.begin(&scenario, 1, 90.0);
        // Whoever takes lanes away goes on with it.
        assert_eq!(evacuation.due(95.0), Some(Step::Cleared(GateIndex(0))));
        assert_eq!(
            evacuation.alarm_s,
            Some(0.0),
            "the alarm stays the first one"
        );
        assert_eq!(evacuation.due(150.0), Some(Step::Phase(0)));
        assert!(evacuation.is_over());
    }
}
