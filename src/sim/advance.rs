//! Everybody moved on by a step: the passes of [`super::motion`], and who passes
//! portals.

use super::body::Body;
use super::confine;
use super::contact;
use super::locomotion::{Model, Relaxed};
use super::motion::{self, Scene};
use super::observe::{EventKind, Site};
use super::turns::Turns;
use super::{Simulation, steps_in};

impl Simulation {
    /// Everybody's movement, in as many parts as the model needs: between two
    /// of them nobody decides anything.
    pub(super) fn move_everyone(&mut self) {
        let parts = Model::of(&self.world.scenario.parameters).substeps();
        let dt = self.dt / f64::from(parts);
        for part in 0..parts {
            if part > 0 {
                self.grid.rebuild(&self.active, &self.bodies);
            }
            self.move_for(dt, part == 0);
            self.ways.recover(dt);
            self.pass_portals(dt);
        }
    }

    /// Wishes, contact and walls for a time `dt`; in the first part of a step
    /// looks for overlaps once a second.
    fn move_for(&mut self, dt: f64, first: bool) {
        let model = Model::of(&self.world.scenario.parameters);
        let csx = &self.world.scenario.parameters.csx;
        let pressed_steps = steps_in(model.look_every_s(), dt);
        let t_s = self.t_s();
        let (bodies, marks) = self.bodies.apart();
        let scene = Scene {
            world: &self.world,
            ways: &self.ways,
            crowd: &self.crowd,
            queues: &self.queues,
            marks,
            minds: &self.minds,
            joints: &self.joints,
            areas: &self.areas,
            grid: &self.grid,
            model,
            level: self.level,
            pressed_turns: Turns::of(self.tick, pressed_steps),
            relaxed: [1, pressed_steps].map(|steps| Relaxed::after(dt * steps as f64, csx)),
            portal_sight_m: confine::portal_sight_m(model, self.grid.largest_rho),
            way_turns: Turns::of(self.tick, steps_in(motion::WAY_LOOK_S, self.dt)),
            dt,
            t_s,
        };
        let overlaps = match first && self.tick.is_multiple_of(steps_in(1.0, self.dt)) {
            true => contact::overlaps(&scene, bodies),
            false => 0,
        };
        motion::wishes(&scene, bodies, &mut self.strides, &mut self.places);
        self.passing.clear();
        let (strides, places) = (&self.strides, &self.places);
        let done = motion::settle(&scene, strides, places, bodies, &mut self.passing);
        self.put_back += done.put_back;
        self.agent_steps += done.steps;
        if overlaps > 0 {
            self.tell(EventKind::Overlaps, None, Site::None, overlaps as f64);
        }
    }

    /// Lets people through portals, in the order of ids.
    fn pass_portals(&mut self, dt: f64) {
        let mut passing = std::mem::take(&mut self.passing);
        passing.sort_unstable_by_key(|who| who.id);
        for who in &passing {
            self.pass(who.id, who.body, who.through, dt);
        }
        self.passing = passing;
    }

    /// Writes a body's state after a time `dt`.
    pub(super) fn settle_body(&mut self, id: u32, next: Body, dt: f64) {
        self.agent_steps += self.bodies[id as usize].settle(next, dt);
    }
}
