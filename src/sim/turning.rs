//! Turning back: who cannot get on against a crowd goes with it.
//!
//! Where two crowds meet in a narrow way both may stop for good: each waits
//! for room that only the other could make. People then turn round with the
//! many (assumption; no experiment we know of measures it). Who has not come on
//! for a while looks at everybody near, through openings too: if
//! clearly more come towards them than go their way, they give up where they
//! are bound for. Who
//! was leaving takes the exit of those who come; who was on the way to a place
//! stays in the one they are in, or goes back to the one they came from, until
//! their stay or the item of the programme ends. The many see the same crowd and go on.

use std::collections::BTreeMap;

use crate::world::Goal;

use super::Simulation;
use super::mind::{Activity, Alarm};
use super::observe::{EventKind, Site};

/// Who has not come on by so much walking time counts as held up \[s\]: at 30 s,
/// slower than 0.1 m/s.
const COME_ON_S: f64 = 3.0;
/// Time until they look again if those who come are not the more \[s\].
const LOOK_AGAIN_S: f64 = 10.0;
/// Most of those near somebody that are looked at.
const LOOKED_AT: usize = 64;
/// So many times as many must come towards one as go one's way: else both
/// crowds would turn where they meet.
const MAJORITY: f64 = 1.5;

impl Simulation {
    /// Gives up where somebody is bound for who cannot get on against a crowd,
    /// and those of their group who stand by them do the same.
    pub(super) fn turn_back(&mut self, id: u32) {
        if !self.is_held_up(id) {
            return;
        }
        let given_up = self.minds[id as usize].goal();
        let Some(goal) = self.goal_of_turning(id) else {
            self.minds[id as usize].came_on.1 += LOOK_AGAIN_S;
            return;
        };
        let mut turning = vec![id];
        turning.extend(self.companions_near(id).filter(|&other| {
            let theirs = &self.minds[other as usize];
            let goes_along = theirs.goal() == given_up && theirs.queue.is_none();
            other != id && goes_along && !self.is_told_where(other)
        }));
        for id in turning {
            self.turn_to(id, goal);
        }
    }

    /// Whether the document or the plan in force says where somebody goes.
    pub(super) fn is_told_where(&self, id: u32) -> bool {
        let mind = &self.minds[id as usize];
        match mind.activity {
            Activity::Heading(_) => mind.alarm == Alarm::Acting,
            _ => self.is_told_exit(id),
        }
    }

    fn turn_to(&mut self, id: u32, goal: Goal) {
        let now = self.t_s();
        let mind = &mut self.minds[id as usize];
        mind.came_on = (f64::INFINITY, now);
        // They look for the way there at once.
        mind.field = None;
        let (site, value) = match goal {
            Goal::Exit(exit) => {
                mind.given_up = mind.exit.replace(exit);
                (Site::Exit(exit), f64::from(exit.0))
            }
            Goal::Cell(place) => {
                mind.activity = Activity::Heading(place);
                (Site::Cell(place), f64::from(place.0))
            }
            Goal::Gate(_) => return,
        };
        self.restart_anchor(id);
        self.tell(EventKind::TurnedBack, Some(id), site, value);
    }

    /// Whether somebody has hardly come nearer to where they are bound for, for
    /// long enough.
    fn is_held_up(&mut self, id: u32) -> bool {
        let (now, after_s) = (
            self.t_s(),
            self.world.scenario.parameters.wayfinding.turn_back_s,
        );
        let (body, mind) = (&self.bodies[id as usize], &mut self.minds[id as usize]);
        let Some(field) = mind.field.filter(|_| mind.goal().is_some()) else {
            return false;
        };
        let to_go = self.ways.field(field).time(body.cell, body.position);
        let waits = !body.walking || mind.queue.is_some();
        if waits || to_go < mind.came_on.0 - COME_ON_S {
            mind.came_on = (to_go, now);
        }
        after_s > 0.0 && now - mind.came_on.1 >= after_s
    }

    /// Where somebody goes instead who is held up, if clearly more come towards
    /// them than go their way.
    fn goal_of_turning(&self, id: u32) -> Option<Goal> {
        let mind = &self.minds[id as usize];
        let (with, against) = self.with_and_against(id)?;
        let coming: usize = against.iter().map(|(_, n)| n).sum();
        if coming == 0 || (coming as f64) < MAJORITY * with as f64 {
            return None;
        }
        if let Activity::Heading(place) = mind.activity {
            let here = self.bodies[id as usize].cell;
            let stays = self.world.is_place(here).then_some(here);
            let back = stays.or(mind.came_from);
            return back.filter(|back| *back != place).map(Goal::Cell);
        }
        let exits = against.iter().filter_map(|(goal, n)| match goal {
            Goal::Exit(exit) if Some(*exit) != mind.exit => Some((*exit, *n)),
            _ => None,
        });
        // Of two that are as many the first.
        let most = exits.rev().max_by_key(|(_, n)| *n)?;
        Some(Goal::Exit(most.0))
    }

    /// How many near somebody go their way, and how many come towards them, by
    /// what those are bound for, in order.
    fn with_and_against(&self, id: u32) -> Option<(usize, Vec<(Goal, usize)>)> {
        let sight = self.world.scenario.parameters.wayfinding.turn_back_m;
        let (body, mind) = (&self.bodies[id as usize], &self.minds[id as usize]);
        let mut others = Vec::new();
        self.each_place_near(body, sight, |cell, p| {
            self.each_near(cell, p, sight, |other| {
                let theirs = &self.bodies[other as usize];
                if other != id && theirs.walking && self.minds[other as usize].goal().is_some() {
                    others.push(other);
                }
            });
        });
        // Two openings may lead to where they are.
        others.sort_unstable();
        others.dedup();
        let own = self.ways.field(mind.field?);
        let to_go = own.time(body.cell, body.position);
        let mut with = 0;
        let mut against: BTreeMap<Goal, usize> = BTreeMap::new();
        // Of many every so manieth stands for those round them.
        let each = others.len().div_ceil(LOOKED_AT).max(1);
        for &other in others.iter().step_by(each) {
            let (other, theirs) = (&self.bodies[other as usize], &self.minds[other as usize]);
            let (Some(goal), Some(field)) = (theirs.goal(), theirs.field) else {
                continue;
            };
            // Whether they come to where one is on their own way, and one to
            // where they are on one's own: both, and they come towards one.
            let field = self.ways.field(field);
            let comes =
                field.time(other.cell, other.position) > field.time(body.cell, body.position);
            let ahead = own.time(other.cell, other.position) < to_go;
            if ahead && comes {
                *against.entry(goal).or_default() += each;
            } else if ahead || comes {
                with += each;
            }
        }
        Some((with, against.into_iter().collect()))
    }
}
