//! Units that the desk sends somewhere: told over their channel or by telephone, they
//! go there and stay, or deal with the incident that is there.

use std::sync::Arc;

use crate::base::random::{Purpose, Stream};
use crate::model::orders::Destination;
use crate::model::{Distribution, IncidentKind};
use crate::world::Spot;

use super::super::Simulation;
use super::super::desk::Errand;
use super::super::mind::Activity;
use super::super::observe::EventKind;
use super::{CALLER, Message, What, part};

/// Bit of the keys of what is drawn for errands, so that they differ from those of
/// incidents.
const ERRAND: u64 = 1 << 60;

impl Simulation {
    /// A unit is told where to go: over its channel, else by telephone; at once where
    /// there is no command post.
    pub(in super::super) fn send_errand(&mut self, errand: Errand) {
        let number = self.desk.errands.len() as u32;
        let channel = self.radio_of(errand.unit);
        self.desk.errands.push(errand);
        if !self.post.present {
            self.go_on_errand(number);
            return;
        }
        let at_s = match channel {
            Some(_) => self.t_s(),
            None => {
                let call_s = self.world.scenario.parameters.command.call_s;
                self.t_s() + self.drawn_for_errand(number, part::NOTICE, call_s)
            }
        };
        self.post.post(
            at_s,
            Message {
                case: 0,
                what: What::Go(number),
                from: CALLER,
                channel,
            },
        );
    }

    /// A time drawn for an errand \[s\]; `part` says for what.
    pub(super) fn drawn_for_errand(&self, number: u32, part: u64, time: Distribution) -> f64 {
        let key = ERRAND | u64::from(number);
        let mut stream = Stream::with_part(self.seed, Purpose::Command, key, part);
        time.sample(&mut stream).max(0.0)
    }

    /// A unit has heard where to go.
    pub(super) fn go_on_errand(&mut self, number: u32) {
        let world = Arc::clone(&self.world);
        let Errand { unit, to } = self.desk.errands[number as usize].clone();
        match to {
            Destination::Point { cell, position } => {
                if let Some(spot) = world.spot(&cell, position) {
                    self.post_unit(unit, spot);
                }
            }
            Destination::Place(id) => {
                let key = ERRAND | u64::from(number);
                let mut stream = Stream::new(self.seed, Purpose::Duty, key);
                let cell = world.cell_named(&id);
                let at = cell.and_then(|cell| world.cell(cell).random_spot(&mut stream, None));
                if let Some((cell, at)) = cell.zip(at) {
                    self.post_unit(unit, Spot::new(cell, at));
                }
            }
            Destination::Incident(id) => {
                if let Some(case) = self.open_case_of(&id) {
                    self.send_to_case(unit, case);
                }
            }
        }
    }

    /// All of a unit deal with an incident, if that is theirs to do and it has been
    /// found; else they go to where it is and stay there.
    fn send_to_case(&mut self, unit: usize, number: usize) {
        let world = Arc::clone(&self.world);
        let staff = &world.scenario.staff;
        let case = &self.cases[number];
        let sought = case.kind == IncidentKind::LostPerson && !case.book.found;
        if sought || !staff.may(staff.units[unit].role, self.needs(number).power) {
            let spot = case.spot;
            self.post_unit(unit, spot);
            return;
        }
        for member in self.team.members_of(unit) {
            let before = self.team.task_of(member);
            if before == Some(number) || !self.may_be_sent(member) {
                continue;
            }
            if let Some(other) = before {
                self.tell_case(EventKind::MemberRecalled, Some(member), other);
            }
            if self.engage(number, member) {
                self.tell_case(EventKind::IncidentDispatched, Some(member), number);
                let now = self.t_s();
                self.cases[number].book.dispatched_s.get_or_insert(now);
            } else if before.is_some() {
                self.go_back(member);
            }
        }
    }

    /// Whether a member can leave what they are about: is inside, not bound to a gate
    /// or to somebody, and in no vehicle.
    fn may_be_sent(&self, member: u32) -> bool {
        let mind = &self.minds[member as usize];
        self.active.binary_search(&member).is_ok()
            && matches!(mind.activity, Activity::Post | Activity::Going)
            && mind.exit.is_none()
            && !self.team.is_bound(member)
            && !self.team.is_driver(member)
    }
}
