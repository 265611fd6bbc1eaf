//! How people learn of the alarm and where to go: from loudspeakers, from staff
//! near and in sight, from neighbours who have begun to leave.

use std::sync::Arc;

use crate::base::parallel::ordered_map;
use crate::base::random::{Purpose, Stream};
use crate::model::{Equipment, Power};
use crate::world::{CellIndex, ExitIndex, Side, Spot};

use super::super::Simulation;
use super::super::mind::{Activity, Alarm};
use super::super::observe::{EventKind, Site};
use super::{apart, carries, may};

impl Simulation {
    /// Whether the alarm is heard where somebody is: within range of a
    /// loudspeaker, or everywhere where the document places none.
    pub(in super::super) fn is_in_earshot(&self, id: u32) -> bool {
        let speakers = &self.world.scenario.staff.loudspeakers;
        let at = self.whereabouts(id);
        speakers.is_empty() || speakers.iter().any(|speaker| self.world.hears(speaker, at))
    }

    /// How long a unit takes to confirm the alarm \[s\].
    pub(super) fn confirms_in(&self, unit: usize) -> f64 {
        let mut stream = Stream::with_part(self.seed, Purpose::Duty, unit as u64, u64::MAX);
        let time = self.world.scenario.parameters.staff.confirm_s;
        time.sample(&mut stream).max(0.0)
    }

    /// How somebody learns of the alarm that concerns them from `from_s` on, and
    /// whether the announcement tells them their exit.
    pub(in super::super) fn hear_alarm(&mut self, id: u32, from_s: f64) -> Alarm {
        let decider = self.decider(id);
        if self.is_in_earshot(id) {
            let directs = self.world.scenario.parameters.staff.announcement_directs;
            let mut stream = Stream::new(self.seed, Purpose::Knowing, decider.into());
            if stream.unit() < directs {
                self.minds[id as usize].guided = true;
            }
            return Alarm::Told(from_s);
        }
        let mut stream = Stream::with_part(self.seed, Purpose::Knowing, decider.into(), 1);
        let time = self.world.scenario.parameters.staff.unheard_s;
        Alarm::Unheard(from_s, from_s + time.sample(&mut stream).max(0.0))
    }

    /// Somebody whom nobody has told of the alarm looks and listens round.
    pub(in super::super) fn look_for_alarm(&mut self, id: u32) {
        let Alarm::Unheard(from_s, at_last_s) = self.minds[id as usize].alarm else {
            return;
        };
        let now = self.t_s();
        if from_s > now {
            return;
        }
        let company = self.companions_near(id).any(|other| {
            let alarm = self.minds[other as usize].alarm;
            other != id && matches!(alarm, Alarm::Starts(_) | Alarm::Acting)
        });
        if at_last_s <= now || company || self.sees_others_leave(id) {
            self.minds[id as usize].alarm = Alarm::Told(now);
        } else if self.is_in_earshot(id) {
            let alarm = self.hear_alarm(id, now);
            self.minds[id as usize].alarm = alarm;
        }
    }

    fn sees_others_leave(&self, id: u32) -> bool {
        let staffing = &self.world.scenario.parameters.staff;
        let at = self.whereabouts(id);
        let mut leaving = 0.0;
        self.each_near(at.cell, at.at, staffing.neighbours_m, |other| {
            let mind = &self.minds[other as usize];
            let leaves = mind.alarm == Alarm::Acting && mind.activity == Activity::Leaving;
            leaving += f64::from(u8::from(leaves));
        });
        leaving >= staffing.neighbours_leaving
    }

    /// Staff who know of the alarm tell everybody near and in sight, and where to
    /// go if they may guide.
    pub(super) fn tell_and_guide(&mut self) {
        if self.evacuation.alarm_s.is_none() {
            return;
        }
        let (now, world) = (self.t_s(), Arc::clone(&self.world));
        let staff: Vec<(u32, usize)> = (self.staff_inside())
            .map(|id| (id, self.member(id).unit as usize))
            .collect();
        // Found beforehand, side by side: telling makes those who can learn something
        // fewer, never more.
        let learns = ordered_map(&self.grid.id, |&id| self.can_learn(id));
        let audiences = ordered_map(&staff, |&(id, unit)| {
            let staffing = &world.scenario.parameters.staff;
            let range = if carries(&world.scenario, unit, Equipment::Megaphone) {
                staffing.megaphone_m
            } else {
                staffing.voice_m
            };
            self.people_round(id, range, &learns)
        });
        for ((id, unit), audience) in staff.into_iter().zip(audiences) {
            if self.team.units[unit]
                .knows_s
                .is_none_or(|since_s| since_s > now)
            {
                continue;
            }
            let guides = may(&world.scenario, unit, Power::Guide);
            for other in audience {
                if self.is_visitor(other) {
                    self.tell_visitor(id, other, guides);
                } else {
                    self.tell_unit(id, other);
                }
            }
        }
    }

    /// Whether there is something that staff could tell somebody.
    fn can_learn(&self, id: u32) -> bool {
        if self.is_visitor(id) {
            self.has_not_heard(id) || self.needs_guiding(id)
        } else {
            self.team.units[self.member(id).unit as usize]
                .knows_s
                .is_none()
        }
    }

    /// Whether an alarm concerns a visitor by now that nobody has told them of.
    fn has_not_heard(&self, visitor: u32) -> bool {
        let alarm = self.minds[visitor as usize].alarm;
        matches!(alarm, Alarm::Unheard(from_s, _) if from_s <= self.t_s())
    }

    /// Whether a visitor has to leave and nobody has told them where to.
    fn needs_guiding(&self, visitor: u32) -> bool {
        let mind = &self.minds[visitor as usize];
        !mind.guided && mind.must_leave && mind.alarm != Alarm::None
    }

    /// Of those who can learn something, noted by slot, everybody within range in the
    /// cell somebody is in and in those next to it, in order of id.
    fn people_round(&self, id: u32, range: f64, learns: &[bool]) -> Vec<u32> {
        let at = self.whereabouts(id);
        let mut cells: Vec<CellIndex> = vec![at.cell];
        for &portal in &self.world.cell(at.cell).portals {
            let portal = self.world.portal(portal);
            if let Some(Side::Cell(behind)) = portal.behind(at.cell)
                && portal.line.distance(at.at) < range
            {
                cells.push(behind);
            }
        }
        cells.sort_unstable();
        cells.dedup();
        let mut people = Vec::new();
        for cell in cells {
            let slots = self.grid.rows(cell, at.at, range).flatten();
            for slot in slots.filter(|&slot| learns[slot]) {
                let other = self.grid.id[slot];
                let there = self.whereabouts(other);
                if apart(&self.world, at.cell, at.at, there.cell, there.at) < range {
                    people.push(other);
                }
            }
        }
        people.sort_unstable();
        people
    }

    fn tell_unit(&mut self, id: u32, other: u32) {
        let unit = self.member(other).unit as usize;
        if self.team.units[unit].knows_s.is_none() && self.in_sight(id, other) {
            self.team.units[unit].knows_s = Some(self.t_s() + self.confirms_in(unit));
        }
    }

    fn in_sight(&self, id: u32, other: u32) -> bool {
        self.world
            .sees(self.whereabouts(id), self.whereabouts(other))
    }

    fn tell_visitor(&mut self, id: u32, visitor: u32, guides: bool) {
        let unheard = self.has_not_heard(visitor);
        let lost = guides && self.needs_guiding(visitor);
        if !(unheard || lost) || !self.in_sight(id, visitor) {
            return;
        }
        if unheard {
            self.minds[visitor as usize].alarm = Alarm::Told(self.t_s());
        }
        if lost {
            // Those who came together hear it together.
            let mut group: Vec<u32> = self.companions_near(visitor).collect();
            if group.is_empty() {
                group.push(visitor);
            }
            for one in group {
                if self.needs_guiding(one) {
                    self.guide(id, one);
                }
            }
        }
    }

    /// A member of staff tells a visitor where to go: the way the plan gives their
    /// zone; where it gives none, the exit the member sees, or whatever is best.
    fn guide(&mut self, id: u32, visitor: u32) {
        let unit = self.member(id).unit;
        let cell = self.bodies[visitor as usize].cell;
        self.tell(
            EventKind::Guided,
            Some(visitor),
            Site::Cell(cell),
            f64::from(unit),
        );
        let world = Arc::clone(&self.world);
        let plan = self.evacuation.plan.map(|plan| &world.scenario.plans[plan]);
        let routed = plan.is_some_and(|plan| self.has_route(visitor, plan));
        self.minds[visitor as usize].guided = true;
        if !routed {
            match self.exit_in_sight(self.whereabouts(id), id) {
                Some(exit) => self.minds[visitor as usize].pointed_to = Some(exit),
                None => self.minds[visitor as usize].knows_exits = true,
            }
        }
        let mind = &self.minds[visitor as usize];
        if mind.alarm == Alarm::Acting && mind.activity == Activity::Leaving {
            if let Some(plan) = plan.filter(|_| routed) {
                self.take_route(visitor, plan);
            }
            self.choose_exit(visitor);
        }
    }

    /// The nearest exit a member sees.
    fn exit_in_sight(&self, at: Spot, id: u32) -> Option<ExitIndex> {
        let seen = self
            .ways
            .usable_exits()
            .filter(|&exit| self.sees_exit(id, exit));
        seen.min_by(|&a, &b| {
            let distance = |exit| self.distance_to(exit, at.at);
            distance(a).total_cmp(&distance(b)).then(a.cmp(&b))
        })
    }
}
