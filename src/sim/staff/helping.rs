//! Visitors who need a helper to leave: one of those they came with, else a member
//! of staff, who is away from their post meanwhile.

use std::num::NonZeroU32;

use crate::model::{Equipment, Power};
use crate::world::Spot;
use crate::world::route::Target;

use super::super::Simulation;
use super::super::mind::Activity;
use super::super::observe::{EventKind, Site, State};

/// Who waits for help and is seen by nobody calls the command post after \[s\].
const CALLS_S: f64 = 120.0;
/// A helper is with somebody within \[m\].
const WITH_M: f64 = 2.0;
/// A helper follows somebody who has gone so far \[m\].
const BEHIND_M: f64 = 1.0;

impl Simulation {
    /// Whether somebody who now wants to leave has to wait for a member of staff to
    /// help them: nobody they came with is near who could. Documents without staff
    /// leave helpers out.
    pub(in super::super) fn has_to_wait_for_help(&self, id: u32) -> bool {
        let visitors = &self.population.visitors;
        if !visitors[id as usize].assisted || !self.team.described {
            return false;
        }
        let alone = !self.companions_near(id).any(|other| {
            let inside = self.active.binary_search(&other).is_ok();
            other != id && inside && !visitors[other as usize].assisted && self.is_well(other)
        });
        alone && self.minds[id as usize].helper.is_none()
    }

    /// A second of helping: who waits for help gets the nearest of those staff who
    /// know of the alarm, see them or are told by radio, and are free; helpers keep
    /// beside them until they are out.
    pub(super) fn help_assisted(&mut self) {
        for position in 0..self.active.len() {
            let id = self.active[position];
            if !self.is_visitor(id) {
                break;
            }
            if self.minds[id as usize].waits_for_help && self.minds[id as usize].helper.is_none() {
                self.find_helper(id);
            }
        }
        for member in self.staff_inside().collect::<Vec<u32>>() {
            if let Some(visitor) = self.member(member).helps {
                self.stay_beside(member, visitor);
            }
        }
    }

    fn find_helper(&mut self, visitor: u32) {
        let at = self.whereabouts(visitor);
        let sight_m = self.world.scenario.parameters.command.sight_m;
        // Whom nobody sees calls at last.
        let waits_s = self.t_s() - self.minds[visitor as usize].spot_since_s;
        let calls = self.post.is_present() && waits_s >= CALLS_S;
        let radio = |member: u32| {
            let unit = self.member(member).unit as usize;
            super::carries(&self.world.scenario, unit, Equipment::Radio)
        };
        let mut able: Vec<(f64, u32)> = Vec::new();
        for member in self.staff_inside() {
            let here = self.whereabouts(member);
            let distance = super::apart(&self.world, here.cell, here.at, at.cell, at.at);
            if !distance.is_finite() || !self.is_free_to_help(member) {
                continue;
            }
            let sees = distance <= sight_m && self.world.sees(here, at);
            if sees || calls && radio(member) {
                able.push((distance, member));
            }
        }
        able.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        // The nearest to whom a way leads.
        let Some(&(_, member)) = able.iter().find(|(_, member)| self.go_beside(*member, at)) else {
            return;
        };
        self.member_mut(member).helps = Some(visitor);
        self.minds[visitor as usize].helper = NonZeroU32::new(member);
        self.tell(
            EventKind::HelperSent,
            Some(visitor),
            Site::Cell(at.cell),
            f64::from(self.member(member).unit),
        );
    }

    /// Whoever knows of the alarm helps, but for those who hold or work a gate,
    /// treat, or have been called elsewhere.
    fn is_free_to_help(&self, member: u32) -> bool {
        use crate::model::Task;
        let unit = self.member(member).unit as usize;
        let scenario = &self.world.scenario;
        let knows = self.team.units[unit]
            .knows_s
            .is_some_and(|since_s| since_s <= self.t_s());
        let bound = matches!(
            scenario.staff.units[unit].task,
            Task::Search(_) | Task::Hold(_) | Task::Treat | Task::Extinguish
        );
        let guides = super::may(scenario, unit, Power::Guide);
        knows
            && guides
            && !bound
            && !self.is_called_away(member)
            && self.minds[member as usize].activity == Activity::Post
    }

    fn go_beside(&mut self, member: u32, at: Spot) -> bool {
        let goes = self.send(member, Target::Spot(at), State::Working, true);
        if goes {
            self.member_mut(member).post = Some(at);
        }
        goes
    }

    fn stay_beside(&mut self, member: u32, visitor: u32) {
        let inside = self.active.binary_search(&visitor).is_ok();
        if !inside || self.minds[visitor as usize].helper != NonZeroU32::new(member) {
            self.member_mut(member).helps = None;
            self.go_back(member);
            return;
        }
        let (here, at) = (self.whereabouts(member), self.whereabouts(visitor));
        let distance = super::apart(&self.world, here.cell, here.at, at.cell, at.at);
        if self.minds[visitor as usize].waits_for_help && distance <= WITH_M {
            self.minds[visitor as usize].waits_for_help = false;
            self.act_on_alarm(visitor);
        }
        let moved = (self.member(member).post)
            .is_none_or(|post| post.cell != at.cell || post.at.distance(at.at) > BEHIND_M);
        let waits = self.minds[visitor as usize].waits_for_help;
        if moved && !self.go_beside(member, at) && waits {
            // The way has been shut: somebody else has to come.
            self.member_mut(member).helps = None;
            self.minds[visitor as usize].helper = None;
            self.go_back(member);
        }
    }
}
