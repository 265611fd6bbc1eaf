//! Orders for gates: somebody with the power has to be there, or come.

use std::sync::Arc;

use crate::model::{Equipment, GateOrder, GateState, Power, Task};
use crate::world::route::Target;
use crate::world::{GateIndex, Side, Spot};

use super::super::Simulation;
use super::super::evacuation::{self, Step};
use super::super::mind::Activity;
use super::super::observe::{EventKind, Site, State};
use super::{carries, may, places_round};

/// Who is sent to a gate stands so far from it \[m\].
const FROM_GATE_M: f64 = 2.0;
/// … and at least so far within the reach in which staff work it \[m\].
const WITHIN_M: f64 = 0.5;

/// An order for a gate on its way.
pub(super) struct GateWork {
    order: GateOrder,
    gate: GateIndex,
    /// When it was given [s from the start].
    given_s: f64,
    /// How many people it needs.
    people: usize,
    /// If it is about holding people one way only: to the right of the portal, to its
    /// left, or no more.
    hold: Option<Option<bool>>,
}

impl Simulation {
    /// The plan gives an order for a gate.
    pub(in super::super) fn order_gate(&mut self, index: usize) {
        let Some(plan) = self.evacuation.plan else {
            return;
        };
        let order = self.world.scenario.plans[plan].gates[index].clone();
        self.give_gate_order(order, index as f64);
    }

    /// An order for a gate is given; `number` is what is recorded of it.
    pub(in super::super) fn give_gate_order(&mut self, order: GateOrder, number: f64) {
        let Some(gate) = self.world.gate_named(&order.gate) else {
            return;
        };
        if !self.team.described {
            self.do_to_gate(&order, gate, None);
            return;
        }
        self.tell(EventKind::OrderGiven, None, Site::Gate(gate), number);
        self.wait_for_people(order, gate, None);
    }

    /// People who would pass a gate one way are to be held at it, or no more.
    pub(in super::super) fn order_hold(
        &mut self,
        gate: GateIndex,
        hold: Option<bool>,
        number: f64,
    ) {
        let order = GateOrder {
            gate: self.world.gates[gate.at()].id.clone(),
            after_s: 0.0,
            state: None,
            direction: None,
            clear: false,
        };
        self.team
            .gate_work
            .retain(|work| work.gate != gate || work.hold.is_none());
        if self.ways.now.gates[gate.at()].holds == hold {
            self.release(gate);
            return;
        }
        self.tell(EventKind::OrderGiven, None, Site::Gate(gate), number);
        self.wait_for_people(order, gate, Some(hold));
    }

    /// Puts an order on the list of those that wait for people.
    fn wait_for_people(&mut self, order: GateOrder, gate: GateIndex, hold: Option<Option<bool>>) {
        if order.state.is_some() {
            // What the gate shall be now is no longer what it should have been.
            self.team.gate_work.retain_mut(|work| {
                if work.gate == gate {
                    work.order.state = None;
                }
                let order = &work.order;
                let left = order.state.is_some() || order.direction.is_some() || order.clear;
                left || work.hold.is_some()
            });
        }
        let holds = order.state == Some(GateState::Held) || matches!(hold, Some(Some(_)));
        let people = self.people_for(&order, gate, holds);
        self.team.gate_work.push(GateWork {
            given_s: self.t_s(),
            people,
            hold,
            order,
            gate,
        });
        self.carry_out_orders();
    }

    /// How many people an order takes: one, as many as hold a line across the
    /// gate, or as many as the document says clear it.
    fn people_for(&self, order: &GateOrder, gate: GateIndex, holds: bool) -> usize {
        let document = &self.world.scenario.venue.gates[gate.at()];
        let by_one_m = self.world.scenario.parameters.staff.held_by_one_m;
        let width = self
            .world
            .portal(self.world.gates[gate.at()].portal)
            .line
            .length();
        let holding = if holds {
            (width / by_one_m - 1e-9).ceil().max(1.0) as usize
        } else {
            1
        };
        let clearing = document.emergency.filter(|_| order.clear);
        holding.max(clearing.map_or(0, |clearing| clearing.people as usize))
    }

    /// Every order for whose gate enough people are there is carried out; for
    /// others those who are nearest are sent.
    pub(super) fn carry_out_orders(&mut self) {
        let now = self.t_s();
        let mut left = Vec::new();
        for work in std::mem::take(&mut self.team.gate_work) {
            let there = self.at_gate(work.gate, Power::Hold);
            let ready = there.iter().filter(|&&id| self.knows(id)).count();
            if ready >= work.people {
                let waited_s = now - work.given_s;
                self.tell(
                    EventKind::OrderCarriedOut,
                    None,
                    Site::Gate(work.gate),
                    waited_s,
                );
                self.do_to_gate(&work.order, work.gate, work.hold);
                if !work.order.clear {
                    self.release(work.gate);
                }
                continue;
            }
            // Who is there and has only not confirmed the alarm need not be sent
            // for, nor those who are on the way.
            let aware = there.iter().filter(|&&id| self.has_heard(id)).count();
            let sent = |&id: &u32| self.member(id).sent_to == Some(work.gate.0);
            let coming = self.staff_inside().filter(sent);
            let coming = coming.filter(|id| !there.contains(id)).count();
            let missing = work.people.saturating_sub(aware + coming);
            if missing > 0 {
                self.send_to_gate(work.gate, missing, &there);
            }
            left.push(work);
        }
        self.team.gate_work = left;
    }

    /// A plan takes over from another: what that one ordered and nobody has done
    /// yet is not done any more.
    pub(in super::super) fn forget_orders(&mut self) {
        self.team.gate_work.clear();
        for (ordered, gate) in self.holds_ordered.iter_mut().zip(&self.ways.now.gates) {
            *ordered = gate.holds;
        }
        for gate in 0..self.world.gates.len() {
            self.release(GateIndex(gate as u16));
        }
    }

    /// Those who were sent to a gate go back where they belong, unless they hold it.
    pub(in super::super) fn release(&mut self, gate: GateIndex) {
        let setting = self.ways.now.gates[gate.at()];
        if setting.state == GateState::Held || setting.holds.is_some() {
            return;
        }
        for id in self.staff_inside().collect::<Vec<u32>>() {
            if self.member(id).sent_to != Some(gate.0) {
                continue;
            }
            self.go_back(id);
        }
    }

    /// Whether a member acts on orders: knows of the alarm and has confirmed it, or,
    /// before there is one, has a radio to hear them by.
    fn knows(&self, id: u32) -> bool {
        let unit = self.member(id).unit as usize;
        if self.evacuation.alarm_s.is_none() {
            return carries(&self.world.scenario, unit, Equipment::Radio);
        }
        let since_s = self.team.units[unit].knows_s;
        since_s.is_some_and(|since_s| since_s <= self.t_s())
    }

    /// Whether a member has heard of the alarm, confirmed or not; before there is
    /// one, of an order.
    fn has_heard(&self, id: u32) -> bool {
        if self.evacuation.alarm_s.is_none() {
            return self.knows(id);
        }
        self.team.units[self.member(id).unit as usize]
            .knows_s
            .is_some()
    }

    /// Sends up to so many members with the power to a gate, those who are there
    /// soonest by the network. Who works another gate, or has been moved by the
    /// plan or the desk, is left where they are.
    fn send_to_gate(&mut self, gate: GateIndex, people: usize, there: &[u32]) {
        let world = Arc::clone(&self.world);
        let name = &world.gates[gate.at()].id;
        let moved = self
            .evacuation
            .plan
            .map(|plan| &world.scenario.plans[plan].staff);
        let sides = self.spots_at(gate);
        let mut able: Vec<(f64, u32, Spot)> = Vec::new();
        for id in self.staff_inside().collect::<Vec<u32>>() {
            let number = self.member(id).unit as usize;
            let unit = &world.scenario.staff.units[number];
            let bound = match &unit.task {
                Task::Search(own) | Task::Hold(own) => own != name,
                _ => false,
            } || moved.is_some_and(|moves| moves.iter().any(|m| m.unit == unit.id))
                || self.team.units[number].sent;
            let free = !self.is_called_away(id)
                && self.minds[id as usize].activity == Activity::Post
                && self.knows(id)
                && !there.contains(&id);
            if bound || !free || !may(&world.scenario, number, Power::Hold) {
                continue;
            }
            let from = self.whereabouts(id);
            let by_side = sides
                .iter()
                .filter_map(|&spot| Some((self.network_time(from, Target::Spot(spot))?, id, spot)));
            able.extend(by_side.min_by(|a, b| a.0.total_cmp(&b.0)));
        }
        able.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        able.truncate(people);
        for side in sides {
            let of_side: Vec<u32> = (able.iter())
                .filter(|(_, _, spot)| *spot == side)
                .map(|(_, id, _)| *id)
                .collect();
            let posts = self.posts_by_gate(gate, side, of_side.len());
            for (id, post) in of_side.into_iter().zip(posts) {
                if self.send(id, Target::Spot(post), State::Working, true) {
                    let member = self.member_mut(id);
                    member.sent_to = Some(gate.0);
                    member.post = Some(post);
                }
            }
        }
    }

    /// Where so many stand who were sent to a gate, all within reach of it.
    fn posts_by_gate(&self, gate: GateIndex, side: Spot, people: usize) -> Vec<Spot> {
        let line = self.world.portal(self.world.gates[gate.at()].portal).line;
        let reach = self.world.scenario.parameters.staff.at_gate_m - WITHIN_M;
        let mut posts = places_round(&self.world, side, people);
        for post in &mut posts {
            if line.distance(post.at) > reach {
                *post = side;
            }
        }
        posts
    }

    /// A spot beside a gate on each side of it that is inside.
    fn spots_at(&self, gate: GateIndex) -> Vec<Spot> {
        let site = &self.world.gates[gate.at()];
        let portal = self.world.portal(site.portal);
        let left = (portal.line.b - portal.line.a).left().normalized();
        let sides = [(portal.left, left), (portal.right, -left)];
        let spot = |(side, away): (Side, crate::base::Vec2)| {
            let Side::Cell(cell) = side else { return None };
            let middle = portal.line.midpoint();
            let far = middle + away * FROM_GATE_M;
            let near = middle + away * 0.5;
            let contains = |p| self.world.cell(cell).contains(p);
            [far, near]
                .into_iter()
                .find(|&p| contains(p))
                .map(|p| Spot::new(cell, p))
        };
        sides.into_iter().filter_map(spot).collect()
    }

    /// What an order says is done to its gate.
    fn do_to_gate(&mut self, order: &GateOrder, gate: GateIndex, hold: Option<Option<bool>>) {
        let mut now = self.ways.now.gates[gate.at()];
        now.unmanned &= !(order.clear || order.state == Some(GateState::Open));
        if let Some(state) = order.state {
            now.state = state;
            let code = evacuation::gate_code(state);
            self.tell(EventKind::GateChanged, None, Site::Gate(gate), code);
        }
        if let Some(hold) = hold {
            now.holds = hold;
            let state = hold.map_or(now.state, |_| GateState::Held);
            let code = evacuation::gate_code(state);
            self.tell(EventKind::GateChanged, None, Site::Gate(gate), code);
        }
        if let Some(direction) = order.direction {
            now.direction = direction;
            self.tell(EventKind::GateChanged, None, Site::Gate(gate), 4.0);
        }
        self.ways.set_gate(gate, now);
        self.prepare_gate();
        if order.clear
            && let Some(emergency) = &self.world.scenario.venue.gates[gate.at()].emergency
        {
            let at = self.t_s() + emergency.time_s;
            self.evacuation.later(at, Step::Cleared(gate));
        }
    }
}
