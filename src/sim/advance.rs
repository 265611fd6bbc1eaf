//! Everybody moved on by a step: the passes of [`super::motion`], and what they
//! found taken over.

use rayon::prelude::*;

use crate::base::parallel::CHUNK;

use super::body::Body;
use super::confine;
use super::contact;
use super::grid::ABSENT;
use super::locomotion::{Model, Relaxed};
use super::motion::{self, End, Moved, Scene, Stride};
use super::observe::{EventKind, Site};
use super::seats::Reader;
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
            self.take_over(dt);
        }
    }

    /// Wishes, contact and walls for a time `dt`; in the first part of a step
    /// looks for overlaps once a second.
    fn move_for(&mut self, dt: f64, first: bool) {
        let model = Model::of(&self.world.scenario.parameters);
        let csx = &self.world.scenario.parameters.csx;
        let pressed_steps = steps_in(model.look_every_s(), dt);
        let scene = Scene {
            world: &self.world,
            ways: &self.ways,
            crowd: &self.crowd,
            queues: &self.queues,
            bodies: &self.bodies,
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
            t_s: self.t_s(),
        };
        motion::wishes(&scene, &mut self.strides, &mut self.places);
        motion::settle(&scene, &self.places, &mut self.moved);
        if first && self.tick.is_multiple_of(steps_in(1.0, self.dt)) {
            let pairs = contact::overlaps(&scene);
            if pairs > 0 {
                self.tell(EventKind::Overlaps, None, Site::None, pairs as f64);
            }
        }
    }

    /// Takes the moves over; passages of portals in the order of ids.
    fn take_over(&mut self, dt: f64) {
        let (moved, strides, grid) = (&self.moved, &self.strides, &self.grid);
        let places = &self.places;
        let slots = grid.slots();
        let (bodies, written) = self.bodies.par_iter_mut();
        let done = bodies
            .with_min_len(CHUNK)
            .map(|(id, body)| (id, body, slots[id as usize]))
            .filter(|(_, _, slot)| *slot != ABSENT)
            .fold(Done::default, |mut done, (id, body, slot)| {
                let slot = slot as usize;
                let moved = &moved[slot];
                let is_noted = grid.at_rest[slot] && !written.is_written(id, Reader::Grid);
                let passes = moved.crossing().is_some();
                if is_noted && !passes && moved.position == grid.at(slot) {
                    return done;
                }
                let rests = body.at_rest && !body.walking && moved.position == body.position;
                if !passes && !rests {
                    done.put_back += u64::from(moved.end == End::PutBack && body.walking);
                    let (_, rho) = places.target(slot);
                    let next = next_body(body, &strides[slot], moved, rho);
                    done.steps += settle_body(body, next, dt);
                    written.write(id);
                }
                done
            })
            .reduce(Done::default, Done::and);
        self.put_back += done.put_back;
        self.agent_steps += done.steps;
        let mut crossing = std::mem::take(&mut self.crossing);
        crossing.clear();
        let slots = (self.moved.iter().enumerate()).filter(|(_, moved)| moved.crossing().is_some());
        crossing.extend(slots.map(|(slot, _)| slot as u32));
        let ids = &self.grid.id;
        crossing.sort_unstable_by_key(|&slot| ids[slot as usize]);
        for &slot in &crossing {
            let slot = slot as usize;
            let (id, moved) = (self.grid.id[slot], self.moved[slot]);
            let (_, rho) = self.places.target(slot);
            let next = next_body(&self.bodies[id as usize], &self.strides[slot], &moved, rho);
            if let Some((portal, to_right)) = moved.crossing() {
                self.pass(id, next, (portal, to_right), dt);
            }
        }
        self.crossing = crossing;
    }

    /// Writes a body's state after a time `dt`.
    pub(super) fn settle_body(&mut self, id: u32, next: Body, dt: f64) {
        self.agent_steps += settle_body(&mut self.bodies[id as usize], next, dt);
    }
}

/// What happened in a step.
#[derive(Clone, Copy, Default)]
struct Done {
    /// People put back where they were, at a wall.
    put_back: u64,
    /// Locomotion updates.
    steps: u64,
}

impl Done {
    fn and(self, other: Self) -> Self {
        Self {
            put_back: self.put_back + other.put_back,
            steps: self.steps + other.steps,
        }
    }
}

/// A body where the step has brought it, with the radius it has there; who does not
/// wish to walk has no stride.
fn next_body(body: &Body, stride: &Stride, moved: &Moved, rho: f64) -> Body {
    let next = if body.walking {
        stride.taken_by(body)
    } else {
        *body
    };
    Body {
        position: moved.position,
        rho,
        ..next
    }
}

/// Writes a body's state after a time `dt`, with its timer of being blocked;
/// gives the number of locomotion updates this was.
fn settle_body(body: &mut Body, mut next: Body, dt: f64) -> u64 {
    next.at_rest = !next.walking && next.position == body.position;
    if next.at_rest && body.at_rest {
        return 0;
    }
    if next.walking {
        let moved = next.position.distance(body.position) / dt;
        next.blocked_s = if moved < 0.05 {
            body.blocked_s + dt
        } else if moved > 0.2 {
            0.0
        } else {
            body.blocked_s
        };
    }
    *body = next;
    u64::from(next.walking)
}
