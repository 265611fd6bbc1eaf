//! Turning back: who cannot get on against a crowd goes with it.
//!
//! Where two crowds meet in a narrow way both may stop for good: each waits
//! for room that only the other could make. People then turn round with the
//! many (assumption; no experiment we know of measures it). Who has not come on
//! for a while looks at everybody within a few metres, through openings too:
//! if more come towards them than make for their own exit, they give that exit
//! up and take the one of those who come. The many see the same crowd and stay.

use crate::base::Vec2;
use crate::world::{CellIndex, ExitIndex};

use super::Simulation;
use super::mind::Activity;
use super::observe::{EventKind, Site};

/// Who has not come on by so much walking time counts as held up \[s\]: at 30 s,
/// slower than 0.1 m/s.
const COME_ON_S: f64 = 3.0;
/// Time until they look again if those who come are not the more \[s\].
const LOOK_AGAIN_S: f64 = 10.0;
/// Most of those who may come towards somebody that are looked at.
const LOOKED_AT: usize = 64;

impl Simulation {
    /// Gives up the exit of somebody who cannot get on against a crowd, and of
    /// those of their group who stand by them, for that of the crowd.
    pub(super) fn turn_back(&mut self, id: u32) {
        if !self.is_held_up(id) {
            return;
        }
        let Some(exit) = self.exit_of_those_against(id) else {
            self.minds[id as usize].came_on.1 += LOOK_AGAIN_S;
            return;
        };
        let (now, given_up) = (self.t_s(), self.minds[id as usize].exit);
        let mut turning = vec![id];
        turning.extend(self.companions_near(id).filter(|&other| {
            let mind = &self.minds[other as usize];
            let goes_along = mind.activity == Activity::Leaving && mind.exit == given_up;
            other != id && goes_along && !self.is_told_exit(other)
        }));
        for id in turning {
            let mind = &mut self.minds[id as usize];
            mind.given_up = given_up;
            mind.exit = Some(exit);
            mind.came_on = (f64::INFINITY, now);
            // They look for the way there at once.
            mind.field = None;
            self.restart_anchor(id);
            self.tell(
                EventKind::TurnedBack,
                Some(id),
                Site::Exit(exit),
                f64::from(exit.0),
            );
        }
    }

    /// Whether somebody has hardly come nearer to their exit for long enough.
    fn is_held_up(&mut self, id: u32) -> bool {
        let (now, after_s) = (
            self.t_s(),
            self.world.scenario.parameters.wayfinding.turn_back_s,
        );
        let (body, mind) = (&self.bodies[id as usize], &mut self.minds[id as usize]);
        let Some(field) = mind.field.filter(|_| mind.exit.is_some()) else {
            return false;
        };
        let to_go = self.ways.field(field).time(body.cell, body.position);
        let waits = !body.walking || mind.queue.is_some();
        if waits || to_go < mind.came_on.0 - COME_ON_S {
            mind.came_on = (to_go, now);
        }
        after_s > 0.0 && now - mind.came_on.1 >= after_s
    }

    /// The exit that most of those make for who come towards somebody, if they
    /// are more than make for the same exit.
    fn exit_of_those_against(&self, id: u32) -> Option<ExitIndex> {
        let rule = &self.world.scenario.parameters.wayfinding;
        let (body, mind) = (&self.bodies[id as usize], &self.minds[id as usize]);
        let mut with = 0;
        let mut others: Vec<(u32, CellIndex, Vec2)> = Vec::new();
        self.each_place_near(body, rule.turn_back_m, |cell, p| {
            self.each_near(cell, p, rule.turn_back_m, |other| {
                let theirs = &self.minds[other as usize];
                if theirs.activity != Activity::Leaving {
                    return;
                }
                if theirs.exit == mind.exit {
                    with += 1;
                } else {
                    others.push((other, cell, p));
                }
            });
        });
        let own = self.ways.field(mind.field?);
        let to_go = own.time(body.cell, body.position);
        let mut against = vec![0; self.world.exits.len()];
        // Of many every so manieth stands for those round them.
        let each = others.len().div_ceil(LOOKED_AT);
        for &(other, cell, p) in others.iter().step_by(each.max(1)) {
            let (other, theirs) = (&self.bodies[other as usize], &self.minds[other as usize]);
            let (Some(exit), Some(field)) = (theirs.exit, theirs.field) else {
                continue;
            };
            // Either comes to where the other is on the way to their own exit.
            let field = self.ways.field(field);
            let comes = field.time(other.cell, other.position) > field.time(cell, p);
            if other.walking && comes && own.time(other.cell, other.position) < to_go {
                against[exit.at()] += each;
            }
        }
        if against.iter().sum::<usize>() <= with {
            return None;
        }
        // Of two that are as many the first.
        let most = against.iter().enumerate().rev().max_by_key(|(_, n)| **n)?;
        Some(ExitIndex(most.0 as u16))
    }
}
