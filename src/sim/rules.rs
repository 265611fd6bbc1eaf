//! Rules of the plan in force: what the command post knows of their
//! conditions, and what it then decides and orders.
//!
//! Densities and people in places are estimated, every ten seconds, with an
//! error; people inside and in lines are counted, at the same times; the time of
//! day and reports of incidents are known at once. A rule that is met is decided
//! after its delay, and its orders go the way of the plan's own.

use std::sync::Arc;

use crate::base::random::{Purpose, Stream};
use crate::model::{Condition, GateOrder, IncidentSort, Level, Order, Plan, Rule, RuleOrder};

use super::incidents::Case;
use super::mind::{Activity, Alarm};
use super::observe::{EventKind, Site};
use super::{Simulation, steps_in};

/// Time between two looks at what is estimated or counted \[s\]; as often as
/// series are sampled.
const LOOK_S: f64 = 10.0;
/// Parts of a rule's key from here on are its delays.
const DELAYS: u64 = 1 << 40;

/// The rules of a run.
#[derive(Default)]
pub(crate) struct Rules {
    /// The plan whose rules they are.
    plan: Option<usize>,
    /// How far each is, in the order of the plan.
    states: Vec<State>,
    /// What has been met or decided and is still to come, soonest last.
    agenda: Vec<(f64, Due)>,
}

/// How far a rule is.
struct State {
    /// The rule that must have been decided before.
    after: Option<usize>,
    /// Whether its condition was true at the last look, so that it cannot come
    /// true anew now.
    held: bool,
    /// How often it was met and decided.
    met: u32,
    decided: u32,
    /// How often the rule before it had been decided when it was met last.
    followed: u32,
    /// How many incidents of its sort were known when it was met last.
    answered: usize,
}

/// Something rules have set going.
enum Due {
    /// A rule is decided.
    Decision(usize),
    /// An order of a rule for a gate is given.
    Gate(usize, GateOrder),
}

impl Rules {
    /// A plan takes over: what rules of another have set going is forgotten.
    fn adopt(&mut self, index: usize, plan: &Plan) {
        self.plan = Some(index);
        self.agenda.clear();
        let position = |id: &String| plan.rules.iter().position(|rule| rule.id == *id);
        let state = |rule: &Rule| State {
            // A name of nothing is refused by the checks; such a rule waits for
            // ever.
            after: (rule.after.as_ref()).map(|id| position(id).unwrap_or(usize::MAX)),
            // Below means that it falls below: not that nobody has come yet.
            held: matches!(rule.when.level(), Some(Level::Below(_))),
            met: 0,
            decided: 0,
            followed: 0,
            answered: 0,
        };
        self.states = plan.rules.iter().map(state).collect();
    }

    fn add(&mut self, at_s: f64, due: Due) {
        // Equal times keep the order in which they were added.
        let position = self.agenda.partition_point(|(t, _)| *t > at_s);
        self.agenda.insert(position, (at_s, due));
    }

    fn due(&mut self, now_s: f64) -> Option<Due> {
        if self.agenda.last()?.0 > now_s + 1e-9 {
            return None;
        }
        self.agenda.pop().map(|(_, due)| due)
    }

    /// Whether nothing that was set going is still to come.
    pub(super) fn is_over(&self) -> bool {
        self.agenda.is_empty()
    }

    /// How often the rule that stands before another has been decided; none if it
    /// has not been since the other was met last.
    fn leave_of(&self, index: usize) -> Option<u32> {
        let state = &self.states[index];
        let Some(before) = state.after else {
            return Some(0);
        };
        let decided = self.states.get(before)?.decided;
        (decided > state.followed).then_some(decided)
    }
}

impl Simulation {
    /// Looks at the rules of the plan in force, and does what they have set
    /// going.
    pub(super) fn follow_rules(&mut self) {
        let Some(plan) = self.evacuation.plan else {
            return;
        };
        let world = Arc::clone(&self.world);
        let plans = &world.scenario.plans;
        if self.rules.plan != Some(plan) {
            self.rules.adopt(plan, &plans[plan]);
        }
        let looks = self.tick.is_multiple_of(steps_in(LOOK_S, self.dt));
        for (index, rule) in plans[plan].rules.iter().enumerate() {
            self.look_at_rule(index, rule, looks);
        }
        while let Some(due) = self.rules.due(self.t_s()) {
            match due {
                Due::Gate(rule, order) => self.give_gate_order(order, -1.0 - rule as f64),
                Due::Decision(index) => {
                    self.decide_rule(index, &plans[plan].rules[index]);
                    // What is left belongs to a plan that is no longer in force,
                    // or will be looked at in the next step.
                    if self.evacuation.plan != Some(plan) {
                        return;
                    }
                }
            }
        }
    }

    /// Meets a rule if its condition has come true; `looks`: whether it is time to
    /// estimate and count.
    fn look_at_rule(&mut self, index: usize, rule: &Rule, looks: bool) {
        let state = &self.rules.states[index];
        // Once is enough, and one decision at a time.
        if state.met > state.decided || state.met > 0 && !rule.repeat {
            return;
        }
        let Some(followed) = self.rules.leave_of(index) else {
            self.rules.states[index].held = false;
            return;
        };
        let Some(is_true) = self.is_condition_true(index, rule, looks) else {
            return;
        };
        let state = &mut self.rules.states[index];
        let anew = is_true && !state.held;
        state.held = is_true;
        if !anew {
            return;
        }
        state.met += 1;
        state.followed = followed;
        let part = DELAYS + u64::from(state.met);
        if let Condition::Incident(sort) = rule.when {
            // Each report is something new.
            state.held = false;
            self.rules.states[index].answered = self.incidents_known(sort);
        }
        self.tell(EventKind::RuleMet, None, Site::None, index as f64);
        let delay_s = rule.delay_s.sample(&mut self.rule_stream(index, part));
        let at_s = self.t_s() + delay_s.max(0.0);
        self.rules.add(at_s, Due::Decision(index));
    }

    /// Whether a condition is true as far as the command post knows; none if now is
    /// no time to look.
    fn is_condition_true(&self, index: usize, rule: &Rule, looks: bool) -> Option<bool> {
        match &rule.when {
            Condition::At(time) => Some(time.seconds() <= self.start_s + self.t_s() + 1e-9),
            Condition::Incident(sort) => {
                Some(self.incidents_known(*sort) > self.rules.states[index].answered)
            }
            Condition::Density { .. }
            | Condition::Occupancy { .. }
            | Condition::Queue { .. }
            | Condition::Inside { .. } => {
                let level = rule.when.level().filter(|_| looks)?;
                Some(level.is_met(self.value_known(index, &rule.when)?))
            }
        }
    }

    /// What the command post takes a value to be; none for what the document does
    /// not have.
    pub(super) fn value_known(&self, index: usize, condition: &Condition) -> Option<f64> {
        let world = &self.world;
        match condition {
            Condition::Density { cell, .. } => {
                let area_m2 = world.cells[world.cell_named(cell)?.at()].area_m2;
                Some(self.estimate(index, self.visitors_in(cell)? / area_m2))
            }
            Condition::Occupancy { place, .. } => {
                let places = &world.scenario.venue.places;
                let document = places.iter().find(|other| other.id == *place)?;
                let share = self.visitors_in(place)? / f64::from(document.capacity?);
                Some(self.estimate(index, share))
            }
            Condition::Queue { gate, .. } => {
                let gate = world.gate_named(gate)?;
                let of_gate = self.queues.iter().filter(|queue| queue.gate == gate);
                Some(of_gate.map(|queue| queue.line.len()).sum::<usize>() as f64)
            }
            Condition::Inside { .. } => Some(f64::from(self.entered - self.left)),
            Condition::Incident(_) | Condition::At(_) => None,
        }
    }

    /// How many incidents of a sort the command post has been told of; where there
    /// are no staff, how many have begun.
    fn incidents_known(&self, sort: IncidentSort) -> usize {
        let told = |case: &&Case| case.book.reported_s.is_some() || !self.team.is_described();
        let cases = self.cases.iter().filter(told);
        cases
            .filter(|case| IncidentSort::of(&case.kind) == sort)
            .count()
    }

    fn visitors_in(&self, cell: &str) -> Option<f64> {
        let cell = self.world.cell_named(cell)?;
        let there = |id: &&u32| self.is_visitor(**id) && self.bodies[**id as usize].cell == cell;
        Some(self.active.iter().filter(there).count() as f64)
    }

    /// A value as those who look after a rule estimate it: who sees too many sees too
    /// many always. Normal round the truth, never below 0.
    fn estimate(&self, rule: usize, truth: f64) -> f64 {
        let error = self.world.scenario.parameters.command.estimate_error;
        let mut stream = self.rule_stream(rule, 0);
        (truth * (1.0 + error * stream.normal())).max(0.0)
    }

    /// What is drawn for a rule of the plan in force.
    fn rule_stream(&self, rule: usize, part: u64) -> Stream {
        let plan = self.evacuation.plan.unwrap_or_default() as u64;
        let key = plan << 32 | rule as u64;
        Stream::with_part(self.seed, Purpose::Rule, key, part)
    }

    /// A rule has been decided: its orders are given. Another plan takes over
    /// first, so that it does not take back what is ordered with it.
    fn decide_rule(&mut self, index: usize, rule: &Rule) {
        self.rules.states[index].decided += 1;
        self.tell(EventKind::RuleDecided, None, Site::None, index as f64);
        let world = Arc::clone(&self.world);
        for order in &rule.orders {
            if let RuleOrder::Escalate(id) = order
                && let Some(next) = world.scenario.plans.iter().position(|p| p.id == *id)
            {
                self.hand_over(next);
                self.rules.adopt(next, &world.scenario.plans[next]);
            }
        }
        let now = self.t_s();
        for order in &rule.orders {
            if let RuleOrder::First(order) = order {
                self.order_before_alarm(order);
            } else if let Some(order) = order.for_gate() {
                let at_s = now + order.after_s;
                self.rules.add(at_s, Due::Gate(index, order));
            }
        }
    }

    /// An order that else comes with an alarm, for all those whom no alarm makes
    /// do something else.
    fn order_before_alarm(&mut self, order: &Order) {
        match order {
            Order::StopShow => self.show_stopped = true,
            Order::StopIngress => self.stop_ingress(),
            Order::TurnBack => {
                for id in self.active.clone() {
                    let mind = &self.minds[id as usize];
                    let unaware = matches!(mind.alarm, Alarm::None | Alarm::Unheard(..));
                    let bound = matches!(mind.activity, Activity::Heading(_));
                    if self.is_visitor(id) && unaware && bound {
                        self.go_home(id);
                    }
                }
            }
        }
    }
}
