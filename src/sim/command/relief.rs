//! Crush warnings and gates: who would come into a press is held before it, and what
//! is shut there is opened.

use crate::model::{GateOrder, GateState, IncidentKind};
use crate::world::{CellIndex, GateIndex, Side};

use super::super::Simulation;

/// Orders for gates that come of crush warnings are recorded with this number.
const OF_WARNINGS: f64 = -1_000_000.0;

impl Simulation {
    /// Gates of a crowded cell that are shut are ordered open, once.
    pub(super) fn open_relief(&mut self, number: usize) {
        let cell = self.cases[number].spot.cell;
        for gate in self.gates_of(cell) {
            let shut = self.ways.now.gates[gate.at()].state == GateState::Closed;
            if !shut || self.relieved.contains(&(number, gate)) {
                continue;
            }
            self.relieved.push((number, gate));
            let order = GateOrder {
                gate: self.world.gates[gate.at()].id.clone(),
                after_s: 0.0,
                state: Some(GateState::Open),
                direction: None,
                clear: false,
            };
            self.give_gate_order(order, OF_WARNINGS);
        }
    }

    /// Before an alarm people are held at gates by which more come into a crowded
    /// cell than leave it, as long as a warning that the command post deals with is
    /// open there. In an evacuation holding those who leave would make it worse.
    pub(super) fn hold_inflow(&mut self) {
        for index in 0..self.world.gates.len() {
            let gate = GateIndex(index as u16);
            let wanted = self.inflow_to_hold(gate);
            if wanted != self.holds_ordered[index] {
                self.holds_ordered[index] = wanted;
                self.order_hold(gate, wanted, OF_WARNINGS);
            }
        }
    }

    /// The direction in which people are to be held at a gate.
    fn inflow_to_hold(&self, gate: GateIndex) -> Option<bool> {
        if self.evacuation.alarm_s.is_some() {
            return None;
        }
        let ordered = self.holds_ordered[gate.at()];
        let [to_right, to_left] = self.passages[gate.at()];
        self.open_cases().find_map(|number| {
            let case = &self.cases[number];
            let warns = case.kind == IncidentKind::CrushWarning && case.book.assigned;
            let inward = self.leads_into(gate, case.spot.cell).filter(|_| warns)?;
            let more_come = if inward {
                to_right > to_left
            } else {
                to_left > to_right
            };
            // Once they are held nobody comes any more.
            (ordered == Some(inward) || more_come).then_some(inward)
        })
    }

    fn gates_of(&self, cell: CellIndex) -> Vec<GateIndex> {
        let gates = (0..self.world.gates.len() as u16).map(GateIndex);
        gates
            .filter(|&gate| self.leads_into(gate, cell).is_some())
            .collect()
    }

    /// Whether one comes into a cell to the right of a gate's portal, or to its left;
    /// none if the gate is not of that cell.
    fn leads_into(&self, gate: GateIndex, cell: CellIndex) -> Option<bool> {
        let portal = self.world.portal(self.world.gates[gate.at()].portal);
        let into_right = portal.right == Side::Cell(cell);
        (into_right || portal.left == Side::Cell(cell)).then_some(into_right)
    }
}
