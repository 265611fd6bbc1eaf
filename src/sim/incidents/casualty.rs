//! Those whom an incident befalls: they lie where they are, or are lost, and are
//! brought somewhere.

use crate::model::Mobility;
use crate::world::{Goal, Spot};

use super::super::Simulation;
use super::super::mind::{Activity, Alarm};

impl Simulation {
    /// Somebody lies down where they are and does nothing until helped.
    pub(in super::super) fn lay_down(&mut self, id: u32) {
        self.give_up_plans(id);
        self.minds[id as usize].activity = Activity::Lying;
    }

    /// Somebody no longer knows where the others are and stays where they are;
    /// they leave if they learn of an alarm.
    pub(super) fn lose(&mut self, id: u32) {
        self.give_up_plans(id);
        self.minds[id as usize].activity = Activity::Lost;
    }

    fn give_up_plans(&mut self, id: u32) {
        self.quit_line(id);
        let body = &mut self.bodies[id as usize];
        body.walking = false;
        body.speed = 0.0;
        let position = body.position;
        let mind = &mut self.minds[id as usize];
        mind.spot = position;
        mind.field = None;
        mind.ticket = None;
        mind.waits_for_help = false;
        mind.helper = None;
    }

    /// Somebody is brought to a spot: by the way wheelchairs take if one leads
    /// there, else by that of others. False if none does.
    pub(in super::super) fn bring(&mut self, id: u32, to: Spot) -> bool {
        let body = self.bodies[id as usize];
        let goal = Goal::Cell(to.cell);
        let way = [Mobility::Wheels, Mobility::Feet].map(|mobility| {
            let field = self.ways.field_to(goal, mobility, None);
            let time_s = self.ways.field(field).time(body.cell, body.position);
            (field, time_s)
        });
        let Some(&(field, _)) = way
            .iter()
            .find(|(_, time_s)| body.cell == to.cell || time_s.is_finite())
        else {
            return false;
        };
        let carrying = self.world.scenario.parameters.response.carrying_m_s;
        let body = &mut self.bodies[id as usize];
        body.walking = true;
        body.free_speed = carrying;
        body.pace = f64::INFINITY;
        let mind = &mut self.minds[id as usize];
        mind.activity = Activity::Brought(to.cell);
        mind.field = Some(field);
        mind.spot = to.at;
        self.restart_anchor(id);
        true
    }

    /// Somebody is well again, or with their own again, and takes up what they
    /// would do now.
    pub(super) fn get_up(&mut self, id: u32) {
        if self.is_well(id) {
            return;
        }
        let visitor = self.population.visitors[id as usize];
        let body = &mut self.bodies[id as usize];
        body.walking = false;
        body.speed = 0.0;
        body.free_speed = visitor.free_speed;
        let position = body.position;
        let mind = &mut self.minds[id as usize];
        mind.activity = Activity::Staying;
        mind.spot = position;
        mind.field = None;
        self.restart_anchor(id);
        if self.minds[id as usize].alarm == Alarm::Acting {
            self.act_on_alarm(id);
        } else if !self.show_stopped {
            self.begin_programme(id);
        }
    }
}
