//! Orders from the desk: given live or by a list, each taken at the beginning of
//! the step it is stamped with, in their order. From there on they go the way of the
//! plan's and the command post's own orders.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::model::orders::{DeskOrder, Destination, Given, Steps};
use crate::model::{GateOrder, GateState, IncidentKind, Point};
use crate::world::{GateIndex, Spot};

use super::Simulation;
use super::evacuation;
use super::incidents::Case;
use super::observe::{EventKind, Site};

/// Orders for gates that come from the desk are recorded with this number.
const OF_DESK: f64 = -2_000_000.0;

/// What an event of the kind [`EventKind::Ordered`] says was ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ordered {
    /// A gate is to be in a state; place: the gate.
    Gate(GateState),
    /// A unit is to go somewhere; place: where; subject: its first member.
    Sent,
    /// Something goes wrong; place: where.
    Incident,
    /// The evacuation starts by a plan, an index into the document's.
    Evacuation(usize),
}

impl Ordered {
    /// The value of the event.
    #[must_use]
    pub fn value(self) -> f64 {
        match self {
            Self::Gate(state) => evacuation::gate_code(state),
            Self::Sent => 3.0,
            Self::Incident => 4.0,
            Self::Evacuation(plan) => 5.0 + plan as f64,
        }
    }

    /// What the value of the event means.
    #[must_use]
    pub fn of(value: f64) -> Self {
        match value as usize {
            0 => Self::Gate(GateState::Open),
            1 => Self::Gate(GateState::Held),
            2 => Self::Gate(GateState::Closed),
            3 => Self::Sent,
            4 => Self::Incident,
            plan => Self::Evacuation(plan - 5),
        }
    }
}

/// A unit that is told to go somewhere.
#[derive(Clone, Debug)]
pub(super) struct Errand {
    /// Index of the unit.
    pub(super) unit: usize,
    pub(super) to: Destination,
}

/// The orders of a run.
#[derive(Default)]
pub(super) struct Desk {
    /// Still to be taken, each with its step.
    waiting: VecDeque<(u64, Given)>,
    /// Taken, in this order.
    taken: Vec<Given>,
    /// Ids of the incidents that orders have brought about, in this order.
    incidents: Vec<String>,
    /// Units sent so far; messages to them name these by index.
    pub(super) errands: Vec<Errand>,
}

impl Desk {
    /// A list of orders, none before the one before it.
    pub(super) fn new(orders: &[Given], steps: Steps) -> Self {
        let waiting = orders.iter();
        Self {
            waiting: waiting
                .map(|given| (steps.tick(given.t_s), given.clone()))
                .collect(),
            ..Self::default()
        }
    }

    fn due(&mut self, tick: u64) -> Option<Given> {
        let (at, _) = self.waiting.front()?;
        if *at > tick {
            return None;
        }
        self.waiting.pop_front().map(|(_, given)| given)
    }
}

impl Simulation {
    /// Gives an order, which is taken at the beginning of the next step; gives it
    /// with its stamp. What it names and the scenario does not have is not looked
    /// for: [`crate::model::check::of_orders`] and [`crate::world::check::of_orders`]
    /// tell beforehand.
    pub fn give_order(&mut self, order: DeskOrder) -> Given {
        let tick = self.tick + 1;
        let t_s = self.desk_steps().stamp(tick);
        let given = Given { t_s, order };
        let place = self.desk.waiting.partition_point(|(at, _)| *at <= tick);
        self.desk.waiting.insert(place, (tick, given.clone()));
        given
    }

    /// The orders taken so far: a run with this list gives the same bytes.
    #[must_use]
    pub fn orders_taken(&self) -> &[Given] {
        &self.desk.taken
    }

    /// The steps that times of orders are held against.
    #[must_use]
    pub fn desk_steps(&self) -> Steps {
        Steps {
            dt_s: self.dt,
            until_s: self.until_s,
        }
    }

    /// Takes the orders of this step.
    pub(super) fn take_orders(&mut self) {
        while let Some(given) = self.desk.due(self.tick) {
            self.take_order(&given.order);
            self.desk.taken.push(given);
        }
    }

    fn take_order(&mut self, order: &DeskOrder) {
        match order {
            DeskOrder::Gate { gate, state } => {
                if let Some(gate) = self.world.gate_named(gate) {
                    self.order_gate_state(gate, *state);
                }
            }
            DeskOrder::Send { unit, to } => {
                let units = &self.world.scenario.staff.units;
                if let Some(unit) = units.iter().position(|it| it.id == *unit) {
                    let to = to.clone();
                    self.order_unit(Errand { unit, to });
                }
            }
            DeskOrder::Evacuate { plan } => self.order_evacuation(plan.as_deref()),
            DeskOrder::Incident {
                id,
                kind,
                cell,
                position,
            } => self.order_incident(id, kind, cell, *position),
        }
    }

    fn order_gate_state(&mut self, gate: GateIndex, state: GateState) {
        let value = Ordered::Gate(state).value();
        self.tell(EventKind::Ordered, None, Site::Gate(gate), value);
        let order = GateOrder {
            gate: self.world.gates[gate.at()].id.clone(),
            after_s: 0.0,
            state: Some(state),
            direction: None,
            clear: false,
        };
        if state == GateState::Open && self.holds_ordered[gate.at()].is_some() {
            // Whom a crush warning has held there one way is let go as well.
            self.order_hold(gate, None, OF_DESK);
        }
        self.give_gate_order(order, OF_DESK);
    }

    fn order_unit(&mut self, errand: Errand) {
        let site = match &errand.to {
            Destination::Place(cell) | Destination::Point { cell, .. } => {
                self.world.cell_named(cell).map(Site::Cell)
            }
            Destination::Incident(id) => {
                (self.open_case_of(id)).map(|number| Site::Cell(self.cases[number].spot.cell))
            }
        };
        let first = self.team.members_of(errand.unit).next();
        let site = site.unwrap_or(Site::None);
        self.tell(EventKind::Ordered, first, site, Ordered::Sent.value());
        self.send_errand(errand);
    }

    /// The latest incident of an id, of the document or of an order, that has begun and
    /// that the command post has not closed.
    pub(super) fn open_case_of(&self, id: &str) -> Option<usize> {
        let documents = &self.world.scenario.incidents;
        let is_it = |case: &Case| match (case.document, case.ordered) {
            (Some(document), _) => documents[document as usize].id == id,
            (None, Some(ordered)) => self.desk.incidents[ordered as usize] == id,
            (None, None) => false,
        };
        let open = |case: &Case| case.book.closed_s.is_none() && is_it(case);
        self.cases.iter().rposition(open)
    }

    /// The evacuation is decided at the desk: what stands between is the time to tell
    /// everybody. Nothing changes if it has been decided already.
    fn order_evacuation(&mut self, plan: Option<&str>) {
        let world = Arc::clone(&self.world);
        let plans = &world.scenario.plans;
        let wanted = match plan {
            Some(id) => plans.iter().position(|plan| plan.id == id),
            None => self.evacuation.plan,
        };
        let Some(wanted) = wanted else { return };
        let value = Ordered::Evacuation(wanted).value();
        self.tell(EventKind::Ordered, None, Site::None, value);
        if self.evacuation.plan != Some(wanted) {
            self.hand_over(wanted);
        } else if !self.evacuation.is_decided() {
            self.tell(EventKind::Decided, None, Site::None, 0.0);
            let now = self.t_s();
            self.evacuation
                .take_over(&world.scenario, wanted, self.seed, now);
        }
    }

    fn order_incident(&mut self, id: &str, kind: &IncidentKind, cell: &str, position: Point) {
        let Some(cell) = self.world.cell_named(cell) else {
            return;
        };
        let value = Ordered::Incident.value();
        self.tell(EventKind::Ordered, None, Site::Cell(cell), value);
        let number = self.desk.incidents.len() as u32;
        self.desk.incidents.push(id.to_owned());
        self.happen(kind, Spot::new(cell, position.into()), number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_ordered_is_read_back_from_the_value() {
        for ordered in [
            Ordered::Gate(GateState::Open),
            Ordered::Gate(GateState::Held),
            Ordered::Gate(GateState::Closed),
            Ordered::Sent,
            Ordered::Incident,
            Ordered::Evacuation(0),
            Ordered::Evacuation(7),
        ] {
            assert_eq!(Ordered::of(ordered.value()), ordered);
        }
    }
}
