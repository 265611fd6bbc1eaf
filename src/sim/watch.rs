//! Watching over the simulation itself: who is stuck, who had to be put
//! back inside the walls, and whether the promises hold.

use std::collections::BTreeSet;

use crate::base::Vec2;
use crate::base::parallel::ordered_map;
use crate::world::{CellIndex, Side};

use super::body::Body;
use super::observe::{EventKind, Site};
use super::{Simulation, steps_in};

/// Stuck: wished to walk and moved less than this \[m\] …
const STUCK_DISTANCE_M: f64 = 0.5;
/// … in this time \[s\], and in no queue …
const STUCK_TIME_S: f64 = 60.0;
/// … or in this time \[s\], queue or not.
const QUEUED_TIME_S: f64 = 300.0;
/// Who came so far in this time gets on \[s\].
const GETS_ON_S: f64 = 10.0;
/// One queues behind a fellow who stands within this distance ahead \[m\].
const BEHIND_M: f64 = 1.0;
/// Cosine between two goals above which people queue for the same thing.
const FELLOW_COSINE: f64 = 0.3;

impl Simulation {
    /// Once a second looks for people who are stuck and counts corrections;
    /// in builds with debug assertions checks the promises every step.
    pub(super) fn watch(&mut self) {
        debug_assert_eq!(self.verify(), Ok(()));
        if !self.tick.is_multiple_of(steps_in(1.0, self.dt)) {
            return;
        }
        let now = self.t_s();
        let mut waiting = Vec::new();
        for &id in &self.active {
            // Neither the grid nor decisions look at what is noted here.
            let body = self.bodies.quietly(id as usize);
            let mind = self.minds.quietly(id as usize);
            let waits = !body.walking || mind.queue.is_some();
            if waits || body.position.distance(mind.anchor) >= STUCK_DISTANCE_M {
                body.anchored_at_s = now;
                mind.anchor = body.position;
                mind.reported_stuck = false;
                mind.reported_waiting = false;
            } else if now - body.anchored_at_s >= STUCK_TIME_S && !mind.reported_stuck {
                waiting.push(id);
            }
        }
        if !waiting.is_empty() {
            self.judge_waiting(&waiting);
        }
        if self.put_back > 0 {
            let count = std::mem::take(&mut self.put_back);
            self.tell(EventKind::WallCorrections, None, Site::None, count as f64);
        }
    }

    /// Tells of those who have not come on for a minute: who stands behind
    /// others in a crowd that gets on waits in it, everybody else is stuck.
    fn judge_waiting(&mut self, waiting: &[u32]) {
        let now = self.t_s();
        // Once a minute each: in a queue that hardly moves the chain of those
        // who get on breaks now and then.
        let mut turn = waiting.to_vec();
        turn.retain(|&id| (now - self.bodies[id as usize].anchored_at_s) % STUCK_TIME_S < 1.0);
        let queues = ordered_map(&turn, |&id| self.is_queueing(id));
        for (&id, queues) in turn.iter().zip(queues) {
            let anchored_s = now - self.bodies[id as usize].anchored_at_s;
            let mind = &mut self.minds[id as usize];
            let kind = if !queues || anchored_s >= QUEUED_TIME_S {
                mind.reported_stuck = true;
                EventKind::Stuck
            } else if !mind.reported_waiting {
                mind.reported_waiting = true;
                EventKind::CrowdWait
            } else {
                continue;
            };
            let cell = self.bodies[id as usize].cell;
            self.tell(kind, Some(id), Site::Cell(cell), 0.0);
        }
    }

    /// Whether somebody gets on, or stands in a row of people, each right behind
    /// one who wants the same way, with somebody at its head who gets on: nobody
    /// queues behind somebody who is stuck.
    fn is_queueing(&self, id: u32) -> bool {
        let mut row = vec![id];
        let mut seen = BTreeSet::from([id]);
        while let Some(id) = row.pop() {
            if self.gets_on(id) {
                return true;
            }
            self.each_ahead(id, |ahead| {
                if seen.insert(ahead) {
                    row.push(ahead);
                }
            });
        }
        false
    }

    fn gets_on(&self, id: u32) -> bool {
        let body = &self.bodies[id as usize];
        body.walking && self.t_s() - body.anchored_at_s < GETS_ON_S
    }

    /// Calls for everybody right behind whom a walker stands who want the same
    /// way, through openings too.
    fn each_ahead(&self, id: u32, mut call: impl FnMut(u32)) {
        let body = &self.bodies[id as usize];
        if !body.walking {
            return;
        }
        self.each_place_near(body, BEHIND_M, |cell, p| {
            self.each_near(cell, p, BEHIND_M, |other| {
                let ahead = &self.bodies[other as usize];
                let before = (ahead.position - p).dot(body.goal) > 0.0;
                if before && body.goal.dot(ahead.goal) > FELLOW_COSINE {
                    call(other);
                }
            });
        });
    }

    /// Where a body is, in its own cell and in those that open within `range`.
    pub(super) fn each_place_near(
        &self,
        body: &Body,
        range: f64,
        mut call: impl FnMut(CellIndex, Vec2),
    ) {
        call(body.cell, body.position);
        for joint in self.joints.near(body.cell, body.position, range) {
            let line = self.world.portals[joint.portal.at()].line;
            if let Side::Cell(behind) = joint.behind
                && line.distance(body.position) < range
            {
                call(behind, body.position + joint.shift);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::RunSpec;
    use super::super::tests::neck;
    use super::*;
    use crate::world::World;

    /// What is told of the second of three in a file who go east half a metre
    /// apart, when each has not come on for so long \[s\].
    fn told(since_s: [f64; 3]) -> Option<EventKind> {
        let world = World::compile(Arc::new(neck(1.2, 3))).expect("it is sound");
        let mut simulation = Simulation::new(Arc::new(world), &RunSpec::default()).expect("a plan");
        simulation.tick = 6_000;
        let now = simulation.t_s();
        for (place, since_s) in since_s.into_iter().enumerate() {
            let body = &mut simulation.bodies[place];
            body.walking = true;
            body.goal = Vec2::new(1.0, 0.0);
            body.position = Vec2::new(9.0 - 0.5 * place as f64, 4.0);
            body.anchored_at_s = now - since_s;
        }
        let active = simulation.active.clone();
        simulation.grid.rebuild(&active, &simulation.bodies);
        simulation.judge_waiting(&[1]);
        of_waiting(&simulation).first().copied()
    }

    fn of_waiting(simulation: &Simulation) -> Vec<EventKind> {
        let kinds = simulation.events.iter().map(|event| event.kind);
        kinds
            .filter(|kind| matches!(kind, EventKind::Stuck | EventKind::CrowdWait))
            .collect()
    }

    #[test]
    fn who_stands_behind_others_that_get_on_queues_and_everybody_else_is_stuck() {
        assert_eq!(told([2.0, 60.5, 60.5]), Some(EventKind::CrowdWait));
        // The head does not get on, and whoever does is behind.
        assert_eq!(told([60.5, 60.5, 60.5]), Some(EventKind::Stuck));
        assert_eq!(told([60.5, 60.5, 2.0]), Some(EventKind::Stuck));
        // Five minutes are too long even in a queue.
        assert_eq!(told([2.0, 300.0, 60.5]), Some(EventKind::Stuck));
    }

    #[test]
    fn each_is_told_of_once() {
        let world = World::compile(Arc::new(neck(1.2, 1))).expect("it is sound");
        let mut simulation = Simulation::new(Arc::new(world), &RunSpec::default()).expect("a plan");
        simulation.tick = 6_000;
        simulation.bodies[0].walking = true;
        simulation.bodies[0].anchored_at_s = 0.0;
        simulation.minds[0].anchor = simulation.bodies[0].position;
        let active = simulation.active.clone();
        simulation.grid.rebuild(&active, &simulation.bodies);
        simulation.watch();
        simulation.watch();
        assert_eq!(of_waiting(&simulation), [EventKind::Stuck]);
    }
}
