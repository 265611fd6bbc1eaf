//! Gates need people: lanes their crews, paths that are kept their keepers.

use std::sync::Arc;

use crate::base::Segment;
use crate::model::{Power, Task, Unstaffed};
use crate::world::closures;
use crate::world::{CellIndex, GateIndex, PortalIndex, Side, Spot};

use super::super::Simulation;
use super::super::observe::{EventKind, Site};
use super::duty::PUSHED_OFF_M;
use super::may;

impl Simulation {
    /// Opens as many lanes at every gate as there are crews at it, and shuts or
    /// frees those that nobody works.
    pub(super) fn man_gates(&mut self) {
        if !self.team.described {
            return;
        }
        let now = self.t_s();
        for index in 0..self.queues.len() {
            let queue = &self.queues[index];
            let (gate, crew) = (queue.gate, queue.service.crew as usize);
            let searchers = self.searchers(gate);
            let crews = searchers.checked_div(crew).unwrap_or(usize::MAX);
            let works = queue.line.lanes().saturating_sub(self.failed_lanes(gate));
            let lanes = crews.min(works);
            let was = queue.line.open();
            self.queues[index].line.set_open(lanes, now);
            let open = self.queues[index].line.open();
            if open != was {
                self.tell(EventKind::LanesChanged, None, Site::Gate(gate), open as f64);
                if !self.queues[index].checks() {
                    for customer in self.queues[index].line.release() {
                        self.let_go(customer.id);
                    }
                }
            }
        }
        self.shut_unmanned();
    }

    /// Staff who search people at a gate now.
    fn searchers(&self, gate: GateIndex) -> usize {
        let world = Arc::clone(&self.world);
        let name = &world.gates[gate.at()].id;
        let at_gate = self.at_gate(gate, Power::Search);
        let of_gate = at_gate.into_iter().filter(|&id| {
            let unit = &world.scenario.staff.units[self.member(id).unit as usize];
            matches!(&unit.task, Task::Search(own) if own == name)
        });
        of_gate.count()
    }

    /// Members with a power who stand at a gate, in order of id.
    pub(super) fn at_gate(&self, gate: GateIndex, power: Power) -> Vec<u32> {
        let site = &self.world.gates[gate.at()];
        let portal = self.world.portal(site.portal);
        let line = site.emergency_line.unwrap_or(portal.line);
        let reach = self.world.scenario.parameters.staff.at_gate_m;
        let near = |&id: &u32| {
            let unit = self.member(id).unit as usize;
            may(&self.world.scenario, unit, power)
                && self.works_by(id, line, [portal.left, portal.right], reach)
        };
        self.staff_inside().filter(near).collect()
    }

    /// Whether a member belongs within reach of a line between two cells, in one
    /// of them, and is there: up to a push off their post further.
    fn works_by(&self, id: u32, line: Segment, sides: [Side; 2], reach: f64) -> bool {
        let near = |spot: Spot, reach: f64| {
            sides.contains(&Side::Cell(spot.cell)) && line.distance(spot.at) <= reach
        };
        near(self.whereabouts(id), reach + PUSHED_OFF_M)
            && self.member(id).post.is_some_and(|post| near(post, reach))
    }

    /// Gates that are shut without staff are shut while nobody is there. Who
    /// stands at one when the alarm comes leaves it open; whoever opens or clears
    /// it later does as well.
    fn shut_unmanned(&mut self) {
        for index in 0..self.world.gates.len() {
            let gate = GateIndex(index as u16);
            let document = &self.world.scenario.venue.gates[index];
            if document.unstaffed != Unstaffed::Closed {
                continue;
            }
            let unmanned = match document.lanes {
                Some(_) => self
                    .queues
                    .iter()
                    .all(|q| q.gate != gate || q.line.open() == 0),
                None => self.at_gate(gate, Power::Hold).is_empty(),
            };
            let mut setting = self.ways.now.gates[index];
            let stays_open = self.evacuation.alarm_s.is_some() && !setting.unmanned;
            if setting.unmanned != unmanned && !stays_open {
                setting.unmanned = unmanned;
                self.ways.set_gate(gate, setting);
                self.prepare_gate();
            }
        }
    }

    /// Keeps shut or one-way what the plan wants so of paths: at those ends at
    /// which somebody with the power to hold a line stands and knows of it.
    pub(in super::super) fn keep_paths(&mut self) {
        if !self.team.described {
            return;
        }
        let now = self.t_s();
        let world = Arc::clone(&self.world);
        let reach = world.scenario.parameters.staff.keeps_m;
        let keepers: Vec<u32> = self
            .staff_inside()
            .filter(|&id| {
                let unit = self.member(id).unit as usize;
                let knows = self.team.units[unit]
                    .knows_s
                    .is_some_and(|since_s| since_s <= now);
                knows && may(&world.scenario, unit, Power::Hold)
            })
            .collect();
        let mut unkept: Vec<PortalIndex> = Vec::new();
        let mut changed: Vec<(CellIndex, bool)> = Vec::new();
        for &(path, direction) in &self.ways.now.one_way {
            for &index in &world.cell(path).portals {
                if !closures::is_ruled(&world, path, index, direction) {
                    continue;
                }
                let portal = world.portal(index);
                let sides = [portal.left, portal.right];
                let kept = keepers
                    .iter()
                    .any(|&id| self.works_by(id, portal.line, sides, reach));
                if !kept {
                    unkept.push(index);
                }
                if kept == self.ways.now.unkept.contains(&index) {
                    changed.push((path, kept));
                }
            }
        }
        if changed.is_empty() {
            return;
        }
        unkept.sort_unstable();
        unkept.dedup();
        for (path, kept) in changed {
            let value = f64::from(u8::from(kept));
            self.tell(EventKind::PathKept, None, Site::Cell(path), value);
        }
        self.ways.set_unkept(unkept);
        self.prepare_gate();
    }
}
