//! What people decide: where the programme sends them, what the alarm makes
//! them do. Which exit they take is in [`super::exits`].

use crate::base::Vec2;
use crate::base::random::{Purpose, Stream};
use crate::model::visitors::defaults;
use crate::model::{Action, Order};
use crate::world::{CellIndex, Goal, Side};

use super::evacuation::{self, Step};
use super::grid::FETCHED_AHEAD;
use super::mind::{Activity, Alarm};
use super::observe::{EventKind, Site};
use super::people;
use super::programme;
use super::queue::Queue;
use super::{Simulation, steps_in};

/// Time between two looks for the end of a line \[s\].
pub(super) const QUEUE_LOOK_S: f64 = 0.2;

impl Simulation {
    /// Whatever the plan has on its agenda by now.
    pub(super) fn follow_plan(&mut self) {
        while let Some(step) = self.evacuation.due(self.t_s()) {
            match step {
                Step::Link(kind) => {
                    self.tell(kind, None, Site::None, 0.0);
                    if kind == EventKind::Broadcast
                        && let Some(plan) = self.evacuation.plan
                    {
                        self.raise_alarm(plan);
                    }
                }
                Step::Phase(index) => {
                    self.tell(EventKind::PhaseStarted, None, Site::None, index as f64);
                }
                Step::Gate(index) => self.order_gate(index),
                Step::Cleared(gate) => {
                    let mut now = self.ways.now.gates[gate.at()];
                    now.cleared = true;
                    self.ways.set_gate(gate, now);
                    self.prepare_gate();
                    self.tell(EventKind::GateChanged, None, Site::Gate(gate), 3.0);
                    self.release(gate);
                }
                // Escalation is for what has not been settled.
                Step::Escalate(_) if self.is_trigger_resolved() => {}
                Step::Escalate(plan) => self.hand_over(plan),
            }
        }
    }

    /// Another plan takes over. If there is no alarm yet it has been decided by
    /// that, and what stands between is the time to tell everybody.
    pub(super) fn hand_over(&mut self, plan: usize) {
        self.tell(EventKind::Escalated, None, Site::None, plan as f64);
        if self.evacuation.alarm_s.is_some() {
            self.raise_alarm(plan);
            return;
        }
        self.tell(EventKind::Decided, None, Site::None, 0.0);
        self.forget_orders();
        let now = self.t_s();
        let world = std::sync::Arc::clone(&self.world);
        self.evacuation
            .take_over(&world.scenario, plan, self.seed, now);
    }

    /// Nobody comes in any more.
    pub(super) fn stop_ingress(&mut self) {
        self.ingress_stopped = true;
        for id in std::mem::take(&mut self.at_door) {
            self.minds[id as usize].activity = Activity::Away;
        }
    }

    /// The alarm of a plan: checks end, first orders are given, everybody
    /// inside is told what the phases say of them.
    fn raise_alarm(&mut self, plan: usize) {
        let world = std::sync::Arc::clone(&self.world);
        let document = &world.scenario.plans[plan];
        let now = self.t_s();
        let takes_over = self.evacuation.alarm_s.is_some();
        self.evacuation.begin(&world.scenario, plan, now);
        self.ways.adopt(document);
        self.forget_errands();
        // What rules of this very plan ordered before the alarm still holds.
        if takes_over {
            self.forget_orders();
        }
        self.alert_staff();
        self.keep_paths();
        // Whom nobody tells the plan's way looks at all exits they know.
        self.prepare_alarm(!document.routes.is_empty() && !self.team.described);
        self.end_checks();
        if evacuation::orders(document, &Order::StopShow) {
            self.show_stopped = true;
        }
        if evacuation::orders(document, &Order::StopIngress) {
            self.stop_ingress();
        }
        for position in 0..self.active.len() {
            let id = self.active[position];
            if self.is_visitor(id) {
                self.instruct(id, now);
            }
        }
        self.give_routes_out(plan);
    }

    /// Everybody's decisions of this tick.
    pub(super) fn decide(&mut self) {
        let wayfinding = &self.world.scenario.parameters.wayfinding;
        let period = steps_in(wayfinding.reconsider_s, self.dt);
        let queue_period = steps_in(QUEUE_LOOK_S, self.dt);
        if self.tick.is_multiple_of(steps_in(1.0, self.dt)) {
            self.measure_exit_queues();
        }
        let checking = self.is_checking();
        let mut due = std::mem::take(&mut self.deciding);
        let (ids, is_due) = (&self.grid.id, &self.is_due);
        due.clear();
        due.extend((ids.iter().zip(is_due)).filter_map(|(&id, &is_due)| is_due.then_some(id)));
        self.foresee_exits(&due, period);
        due.sort_unstable();
        for (at, &id) in due.iter().enumerate() {
            // They are sorted by id, and scattered over memory.
            if let Some(&next) = due.get(at + FETCHED_AHEAD) {
                let seat = self.bodies.seating().of(next);
                self.bodies.fetch_first(seat);
                self.minds.fetch(seat);
            }
            if self.is_cared_for(id) {
                continue;
            }
            self.heed_alarm(id);
            let turn = self.tick + u64::from(id);
            if turn.is_multiple_of(period) || self.has_lost_way(id) {
                self.reconsider(id);
            }
            self.arrive(id);
            if checking && turn.is_multiple_of(queue_period) {
                self.look_for_queue(id);
            }
            self.stand_in_line(id);
        }
        self.deciding = due;
        self.forget_foresight();
        self.keep_groups_together();
    }

    /// Whether somebody lies there or is carried, and decides nothing.
    fn is_cared_for(&self, id: u32) -> bool {
        matches!(
            self.minds[id as usize].activity,
            Activity::Lying | Activity::Brought(_)
        )
    }

    pub(super) fn is_time(&self, at: f64) -> bool {
        at <= self.t_s() + 1e-9
    }

    pub(super) fn has_lost_way(&self, id: u32) -> bool {
        let mind = &self.minds[id as usize];
        let bound = matches!(mind.activity, Activity::Heading(_) | Activity::Leaving);
        bound && mind.field.is_none()
    }

    /// Being told, waiting out the pre-movement time, starting.
    fn heed_alarm(&mut self, id: u32) {
        let now = self.t_s();
        match self.minds[id as usize].alarm {
            Alarm::Unheard(_, at) if self.is_time(at) => self.look_for_alarm(id),
            Alarm::Told(at) if self.is_time(at) => {
                let visitor = &self.population.visitors[id as usize];
                let decider = self.decider(id);
                let mut stream = Stream::new(self.seed, Purpose::PreMovement, decider.into());
                let wait = match people::profile(&self.world.scenario, visitor) {
                    Some(profile) => profile.pre_movement.sample(&mut stream),
                    None => defaults::pre_movement().sample(&mut stream),
                };
                self.minds[id as usize].alarm = Alarm::Starts(now + wait.max(0.0));
                self.tell(EventKind::Alerted, Some(id), Site::None, 0.0);
            }
            Alarm::Starts(at) if self.is_time(at) => {
                self.minds[id as usize].alarm = Alarm::Acting;
                self.act_on_alarm(id);
            }
            _ => {}
        }
    }

    pub(super) fn act_on_alarm(&mut self, id: u32) {
        if self.minds[id as usize].must_leave && self.has_to_wait_for_help(id) {
            self.wait_for_help(id);
            return;
        }
        let cell = self.bodies[id as usize].cell;
        self.tell(EventKind::MovementStarted, Some(id), Site::Cell(cell), 0.0);
        let world = std::sync::Arc::clone(&self.world);
        let Some(plan) = self.evacuation.plan.map(|plan| &world.scenario.plans[plan]) else {
            return;
        };
        let (_, action) = evacuation::instruction(plan, usize::from(self.minds[id as usize].phase));
        self.bodies[id as usize].walking = true;
        self.restart_anchor(id);
        match action {
            Action::MoveTo(place) => {
                if let Some(place) = world.cell_named(&place) {
                    self.head_for(id, place);
                }
            }
            Action::Leave => {
                self.minds[id as usize].activity = Activity::Leaving;
                self.minds[id as usize].exit = None;
                if self.is_guided(id) {
                    self.take_route(id, plan);
                }
                self.choose_exit(id);
            }
            Action::Stay => {}
        }
    }

    /// Somebody stays where they are until a helper has come.
    fn wait_for_help(&mut self, id: u32) {
        self.quit_line(id);
        let body = &mut self.bodies[id as usize];
        body.walking = false;
        body.speed = 0.0;
        let position = body.position;
        let now = self.t_s();
        let mind = &mut self.minds[id as usize];
        mind.spot_since_s = now;
        mind.waits_for_help = true;
        mind.activity = Activity::Staying;
        mind.spot = position;
        mind.field = None;
    }

    /// Looks at one's situation again: programme, departure, exit, field.
    fn reconsider(&mut self, id: u32) {
        self.look_for_alarm(id);
        let mind = self.minds[id as usize];
        let free = !matches!(
            mind.activity,
            Activity::Leaving | Activity::Round(_) | Activity::Lost
        );
        // Who has not heard of the alarm goes on with their day.
        let unaware = matches!(mind.alarm, Alarm::None | Alarm::Unheard(..));
        if unaware && free {
            self.follow_programme(id);
        }
        match self.minds[id as usize].activity {
            Activity::Leaving => self.choose_exit(id),
            Activity::Heading(_) => {
                if !self.is_told_where(id) {
                    self.turn_back(id);
                }
                if let Activity::Heading(place) = self.minds[id as usize].activity {
                    self.head_for(id, place);
                }
            }
            _ => {}
        }
    }

    /// What a visitor means to do on coming in.
    pub(super) fn begin_programme(&mut self, id: u32) {
        self.minds[id as usize].item = u16::MAX;
        self.follow_programme(id);
    }

    fn follow_programme(&mut self, id: u32) {
        let world = std::sync::Arc::clone(&self.world);
        let visitor = self.population.visitors[id as usize];
        let time_s = self.start_s + self.t_s();
        if visitor.leaves_s <= time_s {
            self.go_home(id);
            return;
        }
        if self.show_stopped && self.minds[id as usize].item != u16::MAX {
            return;
        }
        let item = programme::item_at(&world.scenario, self.seed, visitor.leader, time_s);
        let item = item.map_or(u16::MAX - 1, |item| item as u16);
        let mind = &self.minds[id as usize];
        let goes_on = mind.item == item;
        // Whom a plan told to stay does not go on round the stalls.
        let told = mind.phase != u16::MAX;
        if goes_on && (told || time_s < mind.stays_until_s) {
            return;
        }
        let stay = programme::stay_at(&world, self.seed, visitor.leader, time_s);
        let mind = &mut self.minds[id as usize];
        mind.item = item;
        mind.stay = stay.map_or(0, |stay| stay.number);
        mind.stays_until_s = stay.map_or(f64::INFINITY, |stay| stay.until_s);
        self.quit_line(id);
        let body = &self.bodies[id as usize];
        let place = stay.map_or(body.cell, |stay| stay.place);
        let stays = body.cell == place && self.minds[id as usize].activity == Activity::Staying;
        // Who goes on to the same place takes another spot there.
        if goes_on || !stays {
            self.head_for(id, place);
        }
    }

    /// Sets out for the exit one came in by.
    pub(super) fn go_home(&mut self, id: u32) {
        self.quit_line(id);
        self.bodies[id as usize].walking = true;
        self.minds[id as usize].activity = Activity::Leaving;
        self.minds[id as usize].exit = self.own_exit(id);
        // How they came on before, by another field, says nothing now.
        self.minds[id as usize].field = None;
        self.minds[id as usize].came_on = (f64::INFINITY, self.t_s());
        self.restart_anchor(id);
    }

    /// Sets out for a place, or for a spot in it if already there.
    pub(super) fn head_for(&mut self, id: u32, place: CellIndex) {
        let body = self.bodies[id as usize];
        if body.cell == place {
            self.settle_in(id);
            return;
        }
        let avoid = self.minds[id as usize].avoid;
        let field = self
            .ways
            .field_to(Goal::Cell(place), self.mobility(id), avoid);
        let reachable = self
            .ways
            .field(field)
            .time(body.cell, body.position)
            .is_finite();
        let now = self.t_s();
        let mind = &mut self.minds[id as usize];
        mind.field = Some(field);
        if reachable {
            let sets_out = !matches!(mind.activity, Activity::Heading(_));
            if mind.activity != Activity::Heading(place) {
                mind.activity = Activity::Heading(place);
                mind.came_on = (f64::INFINITY, now);
            }
            if sets_out {
                self.restart_anchor(id);
            }
            if self.minds[id as usize].queue.is_none() {
                self.bodies[id as usize].walking = true;
            }
        } else {
            // No way there for them: they stay where they are.
            mind.activity = Activity::Staying;
            mind.spot = body.position;
            self.bodies[id as usize].walking = false;
            self.bodies[id as usize].speed = 0.0;
        }
    }

    /// Joins the line of a gate one has come to and must be checked at.
    fn look_for_queue(&mut self, id: u32) {
        let mind = self.minds[id as usize];
        if mind.queue.is_some() || mind.ticket.is_some() || !self.bodies[id as usize].walking {
            return;
        }
        let Some(field) = mind.field else { return };
        if !matches!(mind.activity, Activity::Heading(_) | Activity::Leaving) {
            return;
        }
        let body = self.bodies[id as usize];
        for index in 0..self.queues.len() {
            let queue = &self.queues[index];
            if queue.outside || !queue.checks() || self.is_far_from(queue, body.position) {
                continue;
            }
            let distance = queue.distance(body.cell, body.position);
            if !distance.is_finite() || !queue.is_at_tail(distance) {
                continue;
            }
            let field = self.ways.field(field);
            let by_field = field.time(body.cell, body.position);
            let same_exit = match self.world.portals[self.world.gates[queue.gate.at()].portal.at()]
                .passed(queue.to_right)
            {
                Side::Exit(exit) => mind.activity == Activity::Leaving && mind.exit == Some(exit),
                Side::Cell(_) => true,
            };
            if same_exit && queue.is_on_way(distance, by_field, field) {
                self.join(id, index, self.t_s());
                return;
            }
        }
    }

    /// Whether a point is surely farther from a gate than the end of its line.
    fn is_far_from(&self, queue: &Queue, p: Vec2) -> bool {
        let portal = self.world.gates[queue.gate.at()].portal;
        let straight_m = self.world.portals[portal.at()].line.distance(p);
        !queue.is_at_tail(self.ways.least_time(straight_m))
    }

    /// Gives one's place in a line up, to go elsewhere.
    pub(super) fn quit_line(&mut self, id: u32) {
        if let Some(queue) = self.minds[id as usize].queue.take() {
            self.minds[id as usize].lane = None;
            self.queues[usize::from(queue)].line.leave(id);
        }
    }

    /// Walks up as the line moves, and to the desk when a lane is free; stands
    /// still in between.
    fn stand_in_line(&mut self, id: u32) {
        let mind = self.minds[id as usize];
        let Some(queue) = mind.queue else { return };
        let body = &mut self.bodies[id as usize];
        let queue = &self.queues[usize::from(queue)];
        body.walking = match mind.lane {
            Some(lane) => !queue.is_at_desk(lane, body.cell, body.position),
            None => {
                let distance = queue.distance(body.cell, body.position);
                !queue.is_placed(mind.rank as usize, distance)
            }
        };
        if !body.walking {
            body.speed = 0.0;
        }
    }

    /// Forgets how long somebody has not moved: they did not wish to.
    pub(super) fn restart_anchor(&mut self, id: u32) {
        let now = self.t_s();
        let body = &mut self.bodies[id as usize];
        body.anchored_at_s = now;
        let mind = &mut self.minds[id as usize];
        mind.anchor = body.position;
        mind.reported_stuck = false;
        mind.reported_waiting = false;
    }
}
