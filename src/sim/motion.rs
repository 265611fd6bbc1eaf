//! One step of everybody's movement, in parallel over the frozen now: wish
//! and speed, then contact, then walls and portals.
//!
//! Wishes are written to columns of their own, in the order of the grid. Once all are
//! known each body is brought to where contact, walls and portals let it; only who
//! passes a portal is left to [`super::Simulation`], in the order of ids.

use std::cell::RefCell;
use std::sync::{Mutex, PoisonError};

use arrayvec::ArrayVec;
use rayon::prelude::*;

use crate::base::Vec2;
use crate::base::lanes::{Level, Simd, dispatch};
use crate::base::parallel::CHUNK;
use crate::world::{PortalIndex, World};

use super::around::Around;
use super::body::Body;
use super::confine::{at_most, walls_for, within_walls};
use super::contact::{Places, PlacesMut, Reach};
use super::crowd::Crowd;
use super::goal::{Now, effort_here, goal_now, wanted_speed};
use super::grid::{ABSENT, Grid};
use super::incidents::Area;
use super::joints::Joints;
use super::locomotion::{Gait, Model, Relaxed, Situation, TOGETHER, Together, Walker};
use super::mind::{Activity, Mind};
use super::neighbours;
use super::observe::State;
use super::queue::Queue;
use super::seats::{Marks, Reader, Seat, Seated, Seats};
use super::turns::Turns;
use super::ways::Ways;

/// Time between two looks for one's way, at which one then keeps walking \[s\]
/// (assumption: a reaction time; a quarter of a metre at most speeds).
pub(super) const WAY_LOOK_S: f64 = 0.2;

/// What everyone reads.
pub(crate) struct Scene<'a> {
    pub(crate) world: &'a World,
    pub(crate) ways: &'a Ways,
    pub(crate) crowd: &'a Crowd,
    pub(crate) queues: &'a [Queue],
    /// Whose body was written.
    pub(crate) marks: Marks<'a>,
    pub(crate) minds: &'a Seated<Mind>,
    pub(crate) joints: &'a Joints,
    /// Areas that visitors keep out of.
    pub(crate) areas: &'a [Area],
    pub(crate) grid: &'a Grid,
    pub(crate) model: Model<'a>,
    /// The instructions of the machine.
    pub(crate) level: Level,
    pub(crate) dt: f64,
    pub(crate) t_s: f64,
    /// When who stands in the midst of a press looks up.
    pub(crate) pressed_turns: Turns,
    /// When who walks looks for the way.
    pub(crate) way_turns: Turns,
    /// What is done of each relaxation between two looks: of those who look in every
    /// step, and of those in the midst of a press.
    pub(crate) relaxed: [Relaxed; 2],
    /// No portal further away than this matters to anybody in a step but through
    /// contact \[m\].
    pub(crate) portal_sight_m: f64,
}

impl Scene<'_> {
    /// Whether neither wall nor portal is near enough to a body to matter in this
    /// step.
    #[inline(always)]
    fn is_open(&self, body: &Body) -> bool {
        let cell = &self.world.cells[body.cell.at()];
        !cell.has_walls_near(body.position)
            && (self.joints).none_near(body.cell, body.position, self.portal_sight_m)
    }

    /// Whether somebody stands by intent, was not moved in the last step, and is as
    /// the grid has noted; never wrongly true.
    #[inline(always)]
    pub(super) fn is_still(&self, slot: usize) -> bool {
        let written = || (self.marks).is_written(self.grid.seat[slot], Reader::Grid);
        self.grid.at_rest[slot] && !written()
    }
}

/// Somebody in a step.
#[derive(Clone, Copy)]
pub(super) struct Who<'a> {
    pub(super) id: u32,
    pub(super) body: &'a Body,
    pub(super) mind: &'a Mind,
}

/// How a body leaves a step.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moved {
    /// Where it is, as seen from its old cell \[m\].
    pub(crate) position: Vec2,
    pub(crate) end: End,
}

/// What a move ends with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum End {
    /// In the cell where it began.
    Inside,
    /// Where it began: a body had to be put back.
    PutBack,
    /// At a portal that is to be passed, to its right or to its left.
    Passes(PortalIndex, bool),
}

impl Moved {
    /// Somebody whom nothing stops on the way to a target.
    fn freely(start: Vec2, target: Vec2) -> Self {
        Self::stays(at_most(start, target))
    }

    /// Somebody who is still where they were.
    pub(super) fn stays(position: Vec2) -> Self {
        Self {
            position,
            end: End::Inside,
        }
    }
}

/// What a step changes of a body that walks, but for its place and present radius.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stride {
    heading: Vec2,
    goal: Vec2,
    speed: f64,
    slow_s: f64,
    pressed: bool,
}

// Of everybody inside it is kept until the step is over.
const _: () = assert!(size_of::<Stride>() == 56);

impl Stride {
    /// Of somebody who goes on so, towards a goal.
    #[inline(always)]
    fn new(gait: &Gait, goal: Vec2) -> Self {
        Self {
            heading: gait.heading,
            goal,
            speed: gait.speed,
            slow_s: gait.slow_s,
            pressed: gait.pressed,
        }
    }

    /// The body that takes it.
    fn taken_by(&self, body: &Body) -> Body {
        Body {
            heading: self.heading,
            goal: self.goal,
            speed: self.speed,
            slow_s: self.slow_s,
            pressed: self.pressed,
            ..*body
        }
    }
}

thread_local! {
    /// Room for what is near some people. It takes 50 kB, more than a portion of people
    /// should write before their turn.
    static AROUND: RefCell<[Around; TOGETHER]> =
        const { RefCell::new([const { Around::new() }; TOGETHER]) };
}

/// First pass: everybody's next stride and target, in grid order; what is left
/// in `strides` for those who stand still means nothing.
pub(crate) fn wishes(
    scene: &Scene<'_>,
    bodies: &Seats<Body>,
    strides: &mut Vec<Stride>,
    places: &mut Places,
) {
    let people = scene.grid.id.len();
    strides.resize(people, Stride::new(&Gait::of(&Body::ABSENT), Vec2::ZERO));
    let reach = (strides.par_chunks_mut(CHUNK), places.par_chunks_mut(people))
        .into_par_iter()
        // Small portions, so that nobody waits for who has the last.
        .with_max_len(2)
        .enumerate()
        .map(|(chunk, (strides, mut places))| {
            let first = chunk * CHUNK;
            AROUND.with_borrow_mut(|around| {
                dispatch!(scene.level, simd => {
                    wishes_from(simd, (scene, bodies), first, strides, &mut places, around)
                })
            })
        })
        .reduce(Reach::default, Reach::or);
    places.prepare(scene, bodies, reach);
}

/// As [`wishes`], of those from a slot on.
#[inline(always)]
fn wishes_from<S: Simd>(
    simd: S,
    (scene, bodies): (&Scene<'_>, &Seats<Body>),
    first: usize,
    strides: &mut [Stride],
    places: &mut PlacesMut<'_>,
    around: &mut [Around; TOGETHER],
) -> Reach {
    let slots = first..first + strides.len();
    // A loop: what collects knows nothing of the instructions of the machine.
    let mut awake = ArrayVec::<u32, CHUNK>::new();
    for slot in slots.clone() {
        if !scene.is_still(slot) {
            awake.push(slot as u32);
        }
    }
    places.keep_all(slots.clone(), scene.grid);
    let mut reach = match awake.len() < slots.len() {
        true => Reach::standing(scene.grid.largest_rho),
        false => Reach::default(),
    };
    fetch_bodies(scene, bodies, awake.chunks(TOGETHER).take(2).flatten());
    for (number, together) in awake.chunks(TOGETHER).enumerate() {
        let mut ahead = awake.chunks(TOGETHER).skip(number + 1);
        fetch_fields(scene, bodies, ahead.next().unwrap_or_default());
        fetch_bodies(scene, bodies, ahead.next().unwrap_or_default());
        let mut looking = Together::new();
        for &slot in together {
            let slot = slot as usize;
            let offset = slot - first;
            let seat = scene.grid.seat[slot];
            let body = &bodies[seat];
            let who = Who {
                id: scene.grid.id[slot],
                body,
                mind: &scene.minds[seat],
            };
            let open = scene.is_open(body);
            let goal = match body.walking {
                true => goal_now(scene, who, open),
                false => Now::Stands,
            };
            let (speed, step) = match goal {
                Now::Looks(goal) => {
                    looking.push(Looking {
                        offset,
                        who,
                        open,
                        goal,
                    });
                    continue;
                }
                Now::Stands => (body.speed, Vec2::ZERO),
                Now::Stops => (0.0, Vec2::ZERO),
                Now::WalksOn => (body.speed, body.heading * (body.speed * scene.dt)),
            };
            let gait = Gait {
                speed,
                ..Gait::of(body)
            };
            strides[offset] = Stride::new(&gait, body.goal);
            let target = (body.position + step, body.rho);
            places.set(offset, body.cell, target, (open, 0.0), scene.grid);
            reach = reach.or(Reach::of(body, target));
        }
        let gaits = wish(simd, (scene, bodies), first, &looking, around);
        for (looking, (gait, off)) in looking.iter().zip(&gaits) {
            let &Looking {
                offset,
                who: Who { body, .. },
                open,
                goal,
            } = looking;
            strides[offset] = Stride::new(gait, goal);
            let step = gait.heading * (gait.speed * scene.dt);
            let target = (body.position + step, gait.rho);
            places.set(offset, body.cell, target, (open, *off), scene.grid);
            reach = reach.or(Reach::of(body, target));
        }
    }
    reach
}

/// Asks the processor for bodies and minds of people who will soon look round.
#[inline(always)]
fn fetch_bodies<'a>(
    scene: &Scene<'_>,
    bodies: &Seats<Body>,
    slots: impl IntoIterator<Item = &'a u32>,
) {
    for &slot in slots {
        let seat = scene.grid.seat[slot as usize];
        bodies.fetch(seat);
        scene.minds.fetch_first(seat);
    }
}

/// Asks the processor for the fields that those follow who look round next.
#[inline(always)]
fn fetch_fields(scene: &Scene<'_>, bodies: &Seats<Body>, slots: &[u32]) {
    let Grid { id, seat, .. } = scene.grid;
    for &slot in slots {
        let slot = slot as usize;
        if !scene.way_turns.has(id[slot]) {
            continue;
        }
        let body = &bodies[seat[slot]];
        if let Some(field) = scene.minds[seat[slot]].field
            && body.walking
        {
            scene.ways.field(field).fetch(body.cell, body.position);
            scene.crowd.fetch(scene.world, body, field);
        }
    }
}

/// Somebody who chooses heading and speed, by the offset in a part of the grid.
#[derive(Clone, Copy)]
struct Looking<'a> {
    offset: usize,
    who: Who<'a>,
    open: bool,
    goal: Vec2,
}

/// What happened in a step.
#[derive(Clone, Copy, Default)]
pub(crate) struct Done {
    /// People put back where they were, at a wall.
    pub(crate) put_back: u64,
    /// Locomotion updates.
    pub(crate) steps: u64,
}

impl Done {
    fn and(self, other: Self) -> Self {
        Self {
            put_back: self.put_back + other.put_back,
            steps: self.steps + other.steps,
        }
    }
}

/// Somebody who passes a portal.
#[derive(Clone, Copy)]
pub(crate) struct Passing {
    pub(crate) id: u32,
    /// The body after the step, as seen from its old cell.
    pub(crate) body: Body,
    /// The portal, and whether it is passed to its right.
    pub(crate) through: (PortalIndex, bool),
}

/// Second and third pass: contact among all targets, then walls and portals. Bodies go
/// where these let them; who passes a portal is left where they are, and added to
/// `passing` in no order that means anything.
pub(crate) fn settle(
    scene: &Scene<'_>,
    strides: &[Stride],
    places: &Places,
    bodies: &mut Seats<Body>,
    passing: &mut Vec<Passing>,
) -> Done {
    let passing = Mutex::new(passing);
    // Nobody reads another's body here: seat by seat, which is nearly the order of the
    // grid, all can be written.
    bodies
        .par_chunks_mut(CHUNK)
        .enumerate()
        .with_max_len(2)
        .map(|(chunk, (ids, bodies))| {
            let pass = |who: Passing| {
                let mut passing = passing.lock().unwrap_or_else(PoisonError::into_inner);
                passing.push(who);
            };
            dispatch!(scene.level, simd => {
                let some = (chunk * CHUNK, ids, bodies);
                settle_some(simd, scene, (strides, places), some, &pass)
            })
        })
        .reduce(Done::default, Done::and)
}

/// As [`settle`], of some, from a seat on.
#[inline(always)]
fn settle_some<S: Simd>(
    simd: S,
    scene: &Scene<'_>,
    (strides, places): (&[Stride], &Places),
    (first, ids, bodies): (usize, &[u32], &mut [Body]),
    pass: &impl Fn(Passing),
) -> Done {
    let (grid, mut done) = (scene.grid, Done::default());
    for (at, (&id, body)) in ids.iter().zip(bodies).enumerate() {
        let seat = Seat::number(first + at);
        let slot = grid.slot_of(seat);
        if slot == ABSENT {
            continue;
        }
        let slot = slot as usize;
        let is_still = scene.is_still(slot);
        if is_still && !places.may_push(slot) {
            continue;
        }
        let (mut target, rho) = places.target(slot, grid);
        if scene.model.projects_contact(body) {
            target += places.push(simd, scene, slot, body);
        }
        let moved = if places.is_open(slot) {
            Moved::freely(body.position, target)
        } else {
            let mind = &scene.minds[seat];
            within_walls(scene, Who { id, body, mind }, (target, rho))
        };
        let rests = body.at_rest && !body.walking && moved.position == body.position;
        let is_as_noted = is_still && moved.position == grid.at(slot);
        if let End::Passes(portal, to_right) = moved.end {
            pass(Passing {
                id,
                body: body_after(body, &strides[slot], &moved, rho),
                through: (portal, to_right),
            });
        } else if !(rests || is_as_noted) {
            done.put_back += u64::from(moved.end == End::PutBack && body.walking);
            let next = body_after(body, &strides[slot], &moved, rho);
            done.steps += body.settle(next, scene.dt);
            scene.marks.write(seat);
        }
    }
    done
}

/// A body where the step has brought it, with the radius it has there; who does not
/// wish to walk has no stride.
#[inline(always)]
fn body_after(body: &Body, stride: &Stride, moved: &Moved, rho: f64) -> Body {
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

/// How people go on who wish to walk, and how far everybody else is known to be off, from
/// body to body \[m\].
#[inline(always)]
fn wish<S: Simd>(
    simd: S,
    (scene, bodies): (&Scene<'_>, &Seats<Body>),
    first: usize,
    looking: &Together<Looking<'_>>,
    around: &mut [Around; TOGETHER],
) -> Together<(Gait, f64)> {
    let sight = scene.model.wall_sight_m();
    for (looking, around) in looking.iter().zip(&mut *around) {
        let &Looking {
            offset,
            who,
            open,
            goal,
        } = looking;
        let slot = first + offset;
        neighbours::gather(simd, (scene, bodies), (slot, open), who.body, goal, around);
        around.walls.clear();
        if !open {
            walls_for(scene, who, sight, &mut around.walls);
        }
    }
    let mut walkers = Together::new();
    for (&Looking { who, goal, .. }, around) in looking.iter().zip(&*around) {
        let Who { id, body, .. } = who;
        let effort = effort_here(&scene.world.cells[body.cell.at()], body, goal);
        walkers.push(Walker {
            body,
            at: Situation {
                goal,
                free_speed: wanted_speed(body) * effort,
                ease: effort.min(1.0),
                neighbours: around.people.as_slice(),
                columns: &around.columns,
                walls: around.walls.as_slice(),
                anchored_s: scene.t_s - body.anchored_at_s,
                id,
                t_s: scene.t_s,
            },
            relaxed: &scene.relaxed[usize::from(body.pressed)],
        });
    }
    let mut next = scene.model.walk(simd, &walkers, scene.grid.largest_rho);
    for (i, (Walker { at, .. }, (next, _))) in walkers.iter().zip(&mut next).enumerate() {
        let mind = looking[i].who.mind;
        let hurries = mind.activity == Activity::Going && mind.duty == State::Responding;
        if hurries || matches!(mind.activity, Activity::Brought(_)) {
            // People make room for who responds: contact moves them aside.
            let makes_way = scene.world.scenario.parameters.staff.right_of_way_m_s;
            next.speed = next.speed.max(makes_way.min(at.free_speed));
        }
    }
    next
}
