//! Which exit people take.
//!
//! One rule: among those a person knows — the way in, what is
//! in sight, what the plan said — the least of walking time plus what will be
//! left by then of the queue seen before it, which looks a little shorter
//! where others are seen to go; looked at again every few seconds, staggered
//! by id, and changed only for a clear gain.

use crate::base::Vec2;
use crate::base::lanes::dispatch;
use crate::model::{Mobility, Plan};
use crate::world::{CellIndex, ExitIndex, Field, Goal};

use super::Simulation;
use super::mind::{Activity, Alarm};
use super::observe::{EventKind, Site};
use super::people::Origin;
use super::ways::Ways;

/// Specific flow that people expect of an exit [1/m/s] (SFPE's maximum).
const EXPECTED_FLOW_PER_M_S: f64 = 1.3;
/// People this near an exit that is theirs stand in its queue \[m\].
const EXIT_QUEUE_M: f64 = 12.0;
/// How far one sees others leave \[m\] (assumption).
const OTHERS_SEEN_M: f64 = 10.0;
/// A field that is wanted and not there yet.
pub(super) struct Missing((Goal, Mobility, Option<CellIndex>));

impl Missing {
    fn find(self, ways: &mut Ways) {
        let (goal, mobility, avoid) = self.0;
        ways.field_to(goal, mobility, avoid);
    }
}

impl Simulation {
    /// Chooses among the known exits and sets the field to the choice.
    pub(super) fn choose_exit(&mut self, id: u32) {
        let mind = self.minds[id as usize];
        let assigned = self.pointed_exit(id).or(self.assigned_exit(id));
        let told = self.is_told_exit(id);
        let mut chosen = mind.exit.or(assigned);
        if let Some(exit) = self.pointed_exit(id) {
            chosen = Some(exit);
        }
        if !told {
            self.turn_back(id);
            // A group leaves by one exit.
            chosen = match self.group_exit(id) {
                Some(exit) => Some(exit),
                None => self.best_exit(id),
            };
        }
        let Some(exit) = chosen else { return };
        let mut field = self
            .ways
            .field_to(Goal::Exit(exit), self.mobility(id), mind.avoid);
        let body = self.bodies[id as usize];
        if !self
            .ways
            .field(field)
            .time(body.cell, body.position)
            .is_finite()
        {
            // The way the plan gave is no way for this person: without the
            // detour, then by any exit.
            field = self
                .ways
                .field_to(Goal::Exit(exit), self.mobility(id), None);
            self.minds[id as usize].avoid = None;
            if !self
                .ways
                .field(field)
                .time(body.cell, body.position)
                .is_finite()
            {
                let Some(other) = self.nearest_exit(id) else {
                    self.minds[id as usize].field = Some(field);
                    return;
                };
                chosen = Some(other);
                field = self
                    .ways
                    .field_to(Goal::Exit(other), self.mobility(id), None);
            }
        }
        if chosen != mind.exit
            && let Some(exit) = chosen
        {
            self.tell(
                EventKind::ExitChosen,
                Some(id),
                Site::Exit(exit),
                f64::from(exit.0),
            );
        }
        let now = self.t_s();
        let mind = &mut self.minds[id as usize];
        if chosen != mind.exit {
            mind.came_on = (f64::INFINITY, now);
        }
        mind.exit = chosen;
        mind.field = Some(field);
    }

    /// Whether the document or the plan in force says which exit somebody takes.
    pub(super) fn is_told_exit(&self, id: u32) -> bool {
        let routed = self.minds[id as usize].exit.is_some() && self.is_routed(id);
        routed || self.pointed_exit(id).or(self.assigned_exit(id)).is_some()
    }

    /// The exit staff pointed somebody to.
    fn pointed_exit(&self, id: u32) -> Option<ExitIndex> {
        self.minds[id as usize]
            .pointed_to
            .filter(|_| !self.is_routed(id))
    }

    /// Whether somebody knows what the plan says of their zone: staff told them,
    /// or the document has no staff and leaves aside how people learn of it.
    pub(super) fn is_guided(&self, id: u32) -> bool {
        self.minds[id as usize].guided || !self.team.described
    }

    /// The exit the document gives somebody present at the start, where the
    /// plan gives none.
    fn assigned_exit(&self, id: u32) -> Option<ExitIndex> {
        match self.population.visitors[id as usize].origin {
            Origin::Present { exit, .. } if !self.is_routed(id) => exit,
            _ => None,
        }
    }

    /// Whether the plan in force gives the zone of a person its exits.
    fn is_routed(&self, id: u32) -> bool {
        let acts = self.minds[id as usize].alarm == Alarm::Acting;
        let plan = self.evacuation.plan.filter(|_| acts && self.is_guided(id));
        plan.is_some_and(|plan| self.has_route(id, &self.world.scenario.plans[plan]))
    }

    /// Whether a plan gives the zone of a person its exits.
    pub(super) fn has_route(&self, id: u32, plan: &Plan) -> bool {
        let Some(zone) = self.minds[id as usize].zone else {
            return false;
        };
        let name = &self.world.scenario.venue.zones[zone.at()].id;
        plan.routes.iter().any(|route| route.zone == *name)
    }

    /// The exit somebody finds best.
    fn best_exit(&mut self, id: u32) -> Option<ExitIndex> {
        if let Some(exit) = self.foreseen_exit(id) {
            return exit;
        }
        let mut others = std::mem::take(&mut self.others);
        others.resize(self.world.exits.len(), 0);
        let exit = loop {
            match self.find_exit(id, &mut others) {
                Ok(exit) => break exit,
                Err(missing) => missing.find(&mut self.ways),
            }
        };
        self.others = others;
        exit
    }

    /// As [`Simulation::best_exit`], from fields that are there, with room to count
    /// how many make for each exit.
    ///
    /// # Errors
    /// If a field is missing, which.
    pub(super) fn find_exit(
        &self,
        id: u32,
        others: &mut [u32],
    ) -> Result<Option<ExitIndex>, Missing> {
        let mind = &self.minds[id as usize];
        let (current, own) = (mind.exit, self.own_exit(id));
        let knows_all = own.is_none() || mind.knows_exits;
        self.count_others(id, others);
        let others_seen = others.iter().sum();
        let candidate = |exit: ExitIndex| {
            let counts = self.ways.is_usable(exit) && mind.given_up != Some(exit);
            counts.then(|| self.invitation(others[exit.at()], others_seen))
        };
        let mut chosen = None;
        // What the next has to cost less than.
        let mut limit = f64::INFINITY;
        if let Some(exit) = current
            && let Some(invitation) = candidate(exit)
            && let Some(cost) = self.cost_below(limit, (id, exit), invitation, || true)?
        {
            let gain = self.world.scenario.parameters.wayfinding.gain;
            (chosen, limit) = (current, cost * (1.0 - gain));
        }
        for exit in (0..self.world.exits.len() as u16).map(ExitIndex) {
            let Some(invitation) = candidate(exit).filter(|_| current != Some(exit)) else {
                continue;
            };
            let known = || knows_all || own == Some(exit) || self.sees_exit(id, exit);
            if let Some(cost) = self.cost_below(limit, (id, exit), invitation, known)? {
                (chosen, limit) = (Some(exit), cost);
            }
        }
        // If nothing one knows leads out: look at every exit.
        match chosen {
            None => self.find_nearest_exit(id),
            chosen => Ok(chosen),
        }
    }

    /// The exit of least walking time, whether known or not.
    fn nearest_exit(&mut self, id: u32) -> Option<ExitIndex> {
        loop {
            match self.find_nearest_exit(id) {
                Ok(exit) => return exit,
                Err(missing) => missing.find(&mut self.ways),
            }
        }
    }

    fn find_nearest_exit(&self, id: u32) -> Result<Option<ExitIndex>, Missing> {
        let body = &self.bodies[id as usize];
        let mut best: Option<(f64, ExitIndex)> = None;
        for exit in (0..self.world.exits.len() as u16).map(ExitIndex) {
            if !self.ways.is_usable(exit) {
                continue;
            }
            let field = self.field_there((Goal::Exit(exit), body.mobility, None))?;
            let time = field.time(body.cell, body.position);
            if time.is_finite() && best.is_none_or(|(least, _)| time < least) {
                best = Some((time, exit));
            }
        }
        Ok(best.map(|(_, exit)| exit))
    }

    /// A field that has been asked for before.
    fn field_there(&self, wanted: (Goal, Mobility, Option<CellIndex>)) -> Result<&Field, Missing> {
        let number = self.ways.number_of(wanted).ok_or(Missing(wanted))?;
        Ok(self.ways.field(number))
    }

    /// What the way by an exit costs somebody, if less than `limit` and if they
    /// know it \[s\]: walking time plus, if the exit is seen, the time of what will
    /// be left by then of the queue before it, all of it times what the way looks
    /// like. Who passes before one gets there costs nothing.
    ///
    /// Fields and sight are looked at only as far as they can matter.
    fn cost_below(
        &self,
        limit: f64,
        (id, exit): (u32, ExitIndex),
        invitation: f64,
        known: impl Fn() -> bool,
    ) -> Result<Option<f64>, Missing> {
        let body = &self.bodies[id as usize];
        let least = self.least_time(exit, body.position) / body.free_speed;
        if least * invitation >= limit || !known() {
            return Ok(None);
        }
        let avoid = self.minds[id as usize].avoid;
        let field = self.field_there((Goal::Exit(exit), body.mobility, avoid))?;
        let walk = field.time(body.cell, body.position) / body.free_speed;
        if walk * invitation >= limit {
            return Ok(None);
        }
        let width: f64 = self.world.exits[exit.at()]
            .portals
            .iter()
            .map(|portal| self.world.portals[portal.at()].line.length())
            .sum();
        let weight = self.world.scenario.parameters.wayfinding.queue_weight;
        let queue =
            self.queue_ahead(exit, body.position) / (width * EXPECTED_FLOW_PER_M_S).max(0.1);
        let mut cost = walk;
        if queue > walk && self.sees_exit(id, exit) {
            cost += weight * (queue - walk);
        }
        let cost = cost * invitation;
        Ok((cost < limit).then_some(cost))
    }

    /// No way to an exit takes less for a person who walks 1 m/s on the level \[s\].
    pub(super) fn least_time(&self, exit: ExitIndex, p: Vec2) -> f64 {
        self.ways.least_time(self.distance_to(exit, p))
    }

    /// How many people seen leaving make for each exit, as things were when the
    /// step began.
    fn count_others(&self, id: u32, others: &mut [u32]) {
        others.fill(0);
        let body = &self.bodies[id as usize];
        let seat = self.bodies.seating().of(id);
        let here = (seat, body.cell, body.position);
        dispatch!(self.level, simd => {
            self.grid.count_leaving(simd, here, OTHERS_SEEN_M, others);
        });
    }

    /// What the way by an exit looks like to which some of all others seen go,
    /// over what it is: less where others go. One's own judgement weighs as much
    /// as one of them.
    fn invitation(&self, others: u32, all: u32) -> f64 {
        let following = self.world.scenario.parameters.wayfinding.following;
        1.0 - following * f64::from(others) / (f64::from(all) + 1.0)
    }

    pub(super) fn sees_exit(&self, id: u32, exit: ExitIndex) -> bool {
        let body = &self.bodies[id as usize];
        let site = &self.world.exits[exit.at()];
        let sight = self.world.scenario.parameters.wayfinding.sight_m;
        site.cell == body.cell
            && site.portals.iter().any(|portal| {
                let line = self.world.portals[portal.at()].line;
                let middle = line.midpoint();
                let inside = middle + (body.position - middle).normalized() * 0.3;
                middle.distance(body.position) <= sight
                    && self.world.cells[body.cell.at()].sees(body.position, inside)
            })
    }

    /// How many people stand before an exit nearer to it than a point: who is
    /// behind one costs no time.
    fn queue_ahead(&self, exit: ExitIndex, p: Vec2) -> f64 {
        let distance = self.distance_to(exit, p);
        let queue = &self.exit_queues[exit.at()];
        queue.partition_point(|other| *other < distance) as f64
    }

    /// Distance to the line of an exit \[m\].
    pub(super) fn distance_to(&self, exit: ExitIndex, p: Vec2) -> f64 {
        let portals = self.world.exits[exit.at()].portals.iter();
        let lines = portals.map(|portal| self.world.portals[portal.at()].line.distance(p));
        lines.fold(f64::INFINITY, f64::min)
    }

    /// Notes how far from each exit those stand who want to leave by it.
    pub(super) fn measure_exit_queues(&mut self) {
        let mut queues = std::mem::take(&mut self.exit_queues);
        queues.iter_mut().for_each(Vec::clear);
        for &id in &self.active {
            let mind = &self.minds[id as usize];
            let (Activity::Leaving, Some(exit)) = (mind.activity, mind.exit) else {
                continue;
            };
            let body = &self.bodies[id as usize];
            let distance = self.distance_to(exit, body.position);
            if self.world.exits[exit.at()].cell == body.cell && distance < EXIT_QUEUE_M {
                queues[exit.at()].push(distance);
            }
        }
        for queue in &mut queues {
            queue.sort_by(f64::total_cmp);
        }
        self.exit_queues = queues;
    }
}
