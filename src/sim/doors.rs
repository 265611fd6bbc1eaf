//! Coming in, passing portals, being checked at gates, and leaving.

use crate::base::Vec2;
use crate::base::random::{Purpose, Stream};
use crate::world::{CellIndex, ExitIndex, PortalIndex, Side};

use super::Simulation;
use super::body::Body;
use super::evacuation;
use super::mind::{Activity, Alarm, Mind};
use super::observe::{EventKind, Site};
use super::people::Origin;
use super::service::{Customer, Turn};

/// How far inside an entrance people appear \[m\].
const INSET_M: f64 = 0.45;
/// Spots tried along an entrance in a step.
const SPOTS_TRIED: u64 = 4;
/// Ticks between two looks at one's rank in a line.
const RANK_TICKS: u64 = 10;
/// Room beyond the bodies themselves for somebody to come in \[m\].
const ENTRY_GAP_M: f64 = 0.15;

impl Simulation {
    /// Brings in whoever is due and finds room.
    pub(super) fn admit_arrivals(&mut self) {
        let now = self.t_s();
        if self.ingress_stopped {
            return;
        }
        while let Some(&(t, id)) = self.due.last() {
            if t > now + 1e-9 {
                break;
            }
            self.due.pop();
            self.minds[id as usize].activity = Activity::AtDoor;
            if !self.join_outside(id) {
                self.at_door.push(id);
            }
        }
        if self.at_door.is_empty() {
            return;
        }
        let mut waiting = std::mem::take(&mut self.at_door);
        let mut full: Vec<bool> = vec![false; self.world.exits.len()];
        let mut newcomers: Vec<(CellIndex, Vec2)> = Vec::new();
        waiting.retain(|&id| {
            let Origin::Arrives { entrance, .. } = self.population.visitors[id as usize].origin
            else {
                return false;
            };
            // The first one without room keeps those behind waiting.
            if full[entrance.at()] {
                return true;
            }
            let Some((cell, p)) = self.room_at(entrance, id, &newcomers) else {
                full[entrance.at()] = true;
                let mind = &mut self.minds[id as usize];
                if !mind.reported_stuck {
                    mind.reported_stuck = true;
                    self.tell(EventKind::SpawnWait, Some(id), Site::Exit(entrance), 1.0);
                }
                return true;
            };
            newcomers.push((cell, p));
            self.enter(id, cell, p, Site::Exit(entrance));
            false
        });
        self.at_door = waiting;
    }

    /// A free spot just inside an entrance.
    pub(super) fn room_at(
        &self,
        entrance: ExitIndex,
        id: u32,
        newcomers: &[(CellIndex, Vec2)],
    ) -> Option<(CellIndex, Vec2)> {
        let site = &self.world.exits[entrance.at()];
        let cell = site.cell;
        let radius = self.bodies[id as usize].radius;
        let range = 2.0 * radius + ENTRY_GAP_M;
        for attempt in 0..SPOTS_TRIED {
            let mut stream = Stream::with_part(
                self.seed,
                Purpose::Spot,
                u64::from(id),
                self.tick * SPOTS_TRIED + attempt,
            );
            let portal = site.portals[stream.below(site.portals.len())];
            let line = self.world.portals[portal.at()].line;
            let to_right = self.world.portals[portal.at()].right == Side::Cell(cell);
            let inward =
                (line.b - line.a).left().normalized() * if to_right { -INSET_M } else { INSET_M };
            let margin = (0.4 / line.length().max(0.8)).min(0.5);
            let p = line.a.lerp(line.b, stream.uniform(margin, 1.0 - margin)) + inward;
            let taken = newcomers
                .iter()
                .any(|(c, q)| *c == cell && q.distance(p) < range);
            if self.world.cells[cell.at()].contains(p) && !taken && !self.is_crowded(cell, p, range)
            {
                return Some((cell, p));
            }
        }
        None
    }

    /// Somebody is inside from now on.
    pub(super) fn enter(&mut self, id: u32, cell: CellIndex, p: Vec2, site: Site) {
        let now = self.t_s();
        let body = &mut self.bodies[id as usize];
        body.cell = cell;
        body.position = p;
        body.walking = true;
        body.anchored_at_s = now;
        let mind = &mut self.minds[id as usize];
        mind.anchor = p;
        mind.reported_stuck = false;
        mind.reported_waiting = false;
        if let Err(position) = self.active.binary_search(&id) {
            self.active.insert(position, id);
        }
        if self.is_visitor(id) {
            self.entered += 1;
            self.tell(EventKind::Entered, Some(id), site, 0.0);
            self.begin_programme(id);
            if self.evacuation.alarm_s.is_some() {
                self.instruct(id, now);
            }
        }
    }

    /// Takes over a body that passes a portal, unless the portal's flow cap
    /// is used up: then it stays where it was.
    pub(super) fn pass(
        &mut self,
        id: u32,
        mut next: Body,
        (portal, to_right): (PortalIndex, bool),
        dt: f64,
    ) {
        let old = self.bodies[id as usize];
        if !self.ways.take(portal, to_right) {
            next.position = old.position;
            self.settle_body(id, next, dt);
            return;
        }
        let (behind, shift) = {
            let p = &self.world.portals[portal.at()];
            if to_right {
                (p.right, p.shift)
            } else {
                (p.left, -p.shift)
            }
        };
        if let Some(gate) = self.world.portals[portal.at()].gate {
            let mind = &self.minds[id as usize];
            let waited = if mind.ticket == Some(gate) {
                self.t_s() - mind.joined_s
            } else {
                0.0
            };
            self.minds[id as usize].ticket = None;
            if self.is_visitor(id) {
                self.tell(EventKind::GatePassed, Some(id), Site::Gate(gate), waited);
                self.passages[gate.at()][usize::from(!to_right)] += 1.0;
            }
        }
        next.position += shift;
        match behind {
            Side::Cell(cell) => {
                self.settle_body(id, next, dt);
                self.bodies[id as usize].cell = cell;
                if self.world.is_place(old.cell) {
                    self.minds[id as usize].came_from = Some(old.cell);
                }
                let line = self.world.portals[portal.at()].line;
                let left = (line.b - line.a).left();
                self.go_on(id, if to_right { -left } else { left });
            }
            Side::Exit(exit) => {
                self.agent_steps += 1;
                if !self.is_visitor(id) {
                    self.dismiss(id);
                    return;
                }
                self.note_assembled(id, next, exit);
                self.leave(id, exit);
            }
        }
    }

    /// Notes whom the alarm sent to an exit with an assembly point behind it.
    fn note_assembled(&mut self, id: u32, body: Body, exit: ExitIndex) {
        let mind = &self.minds[id as usize];
        let evacuates = mind.must_leave && mind.alarm == Alarm::Acting;
        let exits = &self.world.scenario.venue.exits;
        if evacuates && exits[exit.at()].assembly.is_some() {
            self.assembled.push((id, body));
        }
    }

    /// Somebody is outside from now on.
    pub(super) fn leave(&mut self, id: u32, exit: ExitIndex) {
        if let Ok(position) = self.active.binary_search(&id) {
            self.active.remove(position);
        }
        self.minds[id as usize] = Mind {
            activity: Activity::Gone,
            ..Mind::AWAY
        };
        self.left += 1;
        self.tell(EventKind::Left, Some(id), Site::Exit(exit), 0.0);
    }

    /// Serves the lines of gates and tells everyone their lane or rank.
    pub(super) fn serve_queues(&mut self) {
        let now = self.t_s();
        for index in 0..self.queues.len() {
            let mut turns = Vec::new();
            self.queues[index]
                .line
                .advance(now, |turn| turns.push(turn));
            for turn in turns {
                match turn {
                    Turn::Begins(customer) => {
                        self.minds[customer.id as usize].lane = customer.lane;
                    }
                    Turn::Done(customer) => self.let_through(index, customer, now),
                }
            }
            if self.tick.is_multiple_of(RANK_TICKS) {
                let waiting = self.queues[index].line.customers();
                for (rank, customer) in waiting.filter(|c| c.lane.is_none()).enumerate() {
                    self.minds[customer.id as usize].rank = rank as u32;
                }
            }
        }
    }

    /// Somebody has been checked and may pass the gate.
    fn let_through(&mut self, index: usize, customer: Customer, now: f64) {
        let gate = self.queues[index].gate;
        let mind = &mut self.minds[customer.id as usize];
        mind.queue = None;
        mind.lane = None;
        (mind.ticket, mind.joined_s) = (Some(gate), customer.joined_s);
        if mind.activity == Activity::AtDoor {
            // Checked outside: the ticket was used there.
            mind.ticket = None;
            self.at_door.push(customer.id);
            let waited = now - customer.joined_s;
            self.tell(
                EventKind::GatePassed,
                Some(customer.id),
                Site::Gate(gate),
                waited,
            );
        } else {
            self.bodies[customer.id as usize].walking = true;
        }
    }

    /// Joins the line of a gate; the draw of the service time belongs to the
    /// visitor and the gate.
    pub(super) fn join(&mut self, id: u32, index: usize, joined_s: f64) {
        let service_s = self.service_time(id, index);
        let queue = &mut self.queues[index];
        self.minds[id as usize].rank = queue.line.waiting() as u32;
        self.minds[id as usize].queue = Some(index as u16);
        queue.line.join(id, joined_s, service_s);
        let gate = queue.gate;
        self.tell(EventKind::QueueJoined, Some(id), Site::Gate(gate), 0.0);
    }

    /// How long a visitor takes at a gate \[s\].
    pub(super) fn service_time(&self, id: u32, index: usize) -> f64 {
        let queue = &self.queues[index];
        let part = 2 * u64::from(queue.gate.0) + u64::from(queue.to_right);
        let mut stream = Stream::with_part(self.seed, Purpose::Service, u64::from(id), part);
        queue.service.time_s.sample(&mut stream).max(0.0)
    }

    /// Joins the line outside an entrance, if its gate checks people there.
    fn join_outside(&mut self, id: u32) -> bool {
        let Origin::Arrives { entrance, .. } = self.population.visitors[id as usize].origin else {
            return false;
        };
        let portals = &self.world.exits[entrance.at()].portals;
        let found = self.queues.iter().position(|queue| {
            queue.outside
                && queue.checks()
                && portals.contains(&self.world.gates[queue.gate.at()].portal)
        });
        if let Some(index) = found {
            self.join(id, index, self.t_s());
        }
        found.is_some()
    }

    /// Nobody is checked any more; whoever stood in line walks on.
    pub(super) fn end_checks(&mut self) {
        for index in 0..self.queues.len() {
            for customer in self.queues[index].line.suspend() {
                self.let_go(customer.id);
            }
        }
    }

    /// Somebody who stood in a line walks on without having been checked.
    pub(super) fn let_go(&mut self, id: u32) {
        let mind = &mut self.minds[id as usize];
        mind.queue = None;
        mind.lane = None;
        if mind.activity == Activity::AtDoor {
            self.at_door.push(id);
        } else {
            self.bodies[id as usize].walking = true;
        }
    }

    /// Tells a visitor what the plan says of where they are; `now` is the
    /// time of the alarm, or of coming in after it.
    pub(super) fn instruct(&mut self, id: u32, now: f64) {
        let world = std::sync::Arc::clone(&self.world);
        let Some(plan) = self.evacuation.plan.map(|plan| &world.scenario.plans[plan]) else {
            return;
        };
        let body = &self.bodies[id as usize];
        let phase = evacuation::phase_for(&world, plan, body.cell, body.position);
        let mind = &mut self.minds[id as usize];
        if mind.must_leave && mind.alarm == Alarm::Acting {
            return;
        }
        let Some(phase) = phase else {
            return;
        };
        let (after_s, action) = evacuation::instruction(plan, phase);
        // What another plan had them told of the way holds no more; that there is
        // an alarm does.
        let before = mind.alarm;
        mind.guided = false;
        mind.pointed_to = None;
        mind.phase = phase as u16;
        mind.zone = world.cells[body.cell.at()].zone;
        mind.must_leave = action == crate::model::Action::Leave;
        if action == crate::model::Action::Stay {
            mind.alarm = Alarm::None;
            return;
        }
        let turns_back = evacuation::orders(plan, &crate::model::Order::TurnBack)
            && matches!(mind.activity, Activity::Heading(_))
            && mind.must_leave;
        let mut alarm = match (before, self.hear_alarm(id, now + after_s)) {
            (Alarm::Told(_) | Alarm::Starts(_) | Alarm::Acting, _) => Alarm::Told(now + after_s),
            (Alarm::Unheard(_, at_last_s), Alarm::Unheard(from_s, later_s)) => {
                Alarm::Unheard(from_s, later_s.min(at_last_s.max(from_s)))
            }
            (_, heard) => heard,
        };
        if turns_back && matches!(alarm, Alarm::Told(_)) {
            alarm = Alarm::Starts(now);
            self.tell(EventKind::Alerted, Some(id), Site::None, 0.0);
        }
        self.minds[id as usize].alarm = alarm;
    }
}
