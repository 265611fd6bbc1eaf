//! One step of everybody's movement, in parallel over the frozen now: wish
//! and speed, then contact, then walls and portals.
//!
//! The three passes write columns of their own, in the order of the grid;
//! [`super::Simulation`] takes them over in the order of ids.

use rayon::prelude::*;

use crate::base::lanes::{Level, Simd, dispatch};
use crate::base::parallel::CHUNK;
use crate::base::{Vec2, math};
use crate::model::Surface;
use crate::world::{Cell, PortalIndex, Spot, World};

use super::around::Around;
use super::body::Body;
use super::confine::{at_most, walls_for, within_walls};
use super::contact::{Places, PlacesMut, Reach};
use super::crowd::Crowd;
use super::grid::Grid;
use super::incidents::Area;
use super::joints::Joints;
use super::locomotion::{Model, Situation};
use super::mind::{Activity, Mind};
use super::neighbours;
use super::observe::State;
use super::queue::Queue;
use super::seats::{Reader, Seated};
use super::staff::way_on;
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
    pub(crate) bodies: &'a Seated<Body>,
    pub(crate) minds: &'a Seated<Mind>,
    pub(crate) joints: &'a Joints,
    /// Areas that visitors keep out of.
    pub(crate) areas: &'a [Area],
    pub(crate) grid: &'a Grid,
    pub(crate) model: Model<'a>,
    /// The instructions of the machine.
    pub(crate) level: Level,
    pub(crate) dt: f64,
    pub(crate) tick: u64,
    pub(crate) t_s: f64,
    /// Steps between two looks of who stands in the midst of a press.
    pub(crate) pressed_steps: u64,
    /// Steps between two looks for the way of who walks.
    pub(crate) way_steps: u64,
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
        let written = || (self.bodies.marks()).is_written(self.grid.id[slot], Reader::Grid);
        self.grid.at_rest[slot] && !written()
    }

    /// Every how many steps somebody looks up and chooses heading and speed.
    fn steps_between_looks(&self, body: &Body) -> u64 {
        if body.pressed { self.pressed_steps } else { 1 }
    }
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

    /// The portal that is to be passed, and whether to its right.
    #[inline]
    pub(crate) fn crossing(&self) -> Option<(PortalIndex, bool)> {
        match self.end {
            End::Passes(portal, to_right) => Some((portal, to_right)),
            End::Inside | End::PutBack => None,
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

// Of everybody inside, both are kept until the step is over.
const _: () = assert!(size_of::<Moved>() == 24 && size_of::<Stride>() == 56);

impl Stride {
    fn of(next: &Body) -> Self {
        Self {
            heading: next.heading,
            goal: next.goal,
            speed: next.speed,
            slow_s: next.slow_s,
            pressed: next.pressed,
        }
    }

    /// The body that takes it.
    pub(crate) fn taken_by(&self, body: &Body) -> Body {
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

/// First pass: everybody's next stride and target, in grid order; what is left
/// in `strides` for those who do not wish to walk means nothing.
pub(crate) fn wishes(scene: &Scene<'_>, strides: &mut Vec<Stride>, places: &mut Places) {
    let people = scene.grid.id.len();
    strides.resize(people, Stride::of(&Body::ABSENT));
    let reach = (strides.par_chunks_mut(CHUNK), places.par_chunks_mut(people))
        .into_par_iter()
        .enumerate()
        .map(|(chunk, (strides, mut places))| {
            // Once a chunk, not once a person: they are large.
            let mut around = Around::new();
            let first = chunk * CHUNK;
            dispatch!(scene.level, simd => {
                wishes_from(simd, scene, first, strides, &mut places, &mut around)
            })
        })
        .reduce(Reach::default, Reach::or);
    places.prepare(scene, reach);
}

/// As [`wishes`], of those from a slot on.
#[inline(always)]
fn wishes_from<S: Simd>(
    simd: S,
    scene: &Scene<'_>,
    first: usize,
    strides: &mut [Stride],
    places: &mut PlacesMut<'_>,
    around: &mut Around,
) -> Reach {
    let mut reach = Reach::default();
    for (offset, stride) in strides.iter_mut().enumerate() {
        let slot = first + offset;
        if scene.is_still(slot) {
            places.keep(offset, slot, scene.grid);
            reach = reach.or(Reach::standing(scene.grid.rho[slot]));
            continue;
        }
        let body = &scene.bodies[scene.grid.id[slot] as usize];
        let open = scene.is_open(body);
        if body.walking {
            let next = wish(simd, scene, slot, open, around);
            *stride = Stride::of(&next);
            places.set(offset, &next, open, scene.grid);
            reach = reach.or(Reach::of(&next, body.position));
        } else {
            places.set(offset, body, open, scene.grid);
            reach = reach.or(Reach::of(body, body.position));
        }
    }
    reach
}

/// Second and third pass: contact among all targets, then walls and portals.
pub(crate) fn settle(scene: &Scene<'_>, places: &Places, out: &mut Vec<Moved>) {
    let filler = Moved::stays(Vec2::ZERO);
    out.resize(scene.grid.id.len(), filler);
    out.par_chunks_mut(CHUNK)
        .enumerate()
        .for_each(|(chunk, moved)| {
            let first = chunk * CHUNK;
            dispatch!(scene.level, simd => settle_from(simd, scene, places, first, moved));
        });
}

/// As [`settle`], of those from a slot on.
#[inline(always)]
fn settle_from<S: Simd>(
    simd: S,
    scene: &Scene<'_>,
    places: &Places,
    first: usize,
    moved: &mut [Moved],
) {
    for (offset, next) in moved.iter_mut().enumerate() {
        let slot = first + offset;
        let (mut target, rho) = places.target(slot);
        if !places.may_push(slot) && scene.is_still(slot) {
            *next = Moved::stays(target);
            continue;
        }
        let id = scene.grid.id[slot];
        let old = &scene.bodies[id as usize];
        if scene.model.projects_contact(old) {
            target += places.push(simd, scene, slot, old);
        }
        *next = if places.is_open(slot) {
            Moved::freely(old.position, target)
        } else {
            within_walls(scene, id, old, (target, rho))
        };
    }
}

/// The next heading, speed and target of somebody who wishes to walk.
#[inline(always)]
fn wish<S: Simd>(simd: S, scene: &Scene<'_>, slot: usize, open: bool, around: &mut Around) -> Body {
    let id = scene.grid.id[slot];
    let body = &scene.bodies[id as usize];
    let steps = scene.steps_between_looks(body);
    if !(scene.tick + u64::from(id)).is_multiple_of(steps) {
        let mut next = *body;
        next.position += next.heading * (next.speed * scene.dt);
        return next;
    }
    let goal = goal_direction(scene, id, body, open);
    if goal == Vec2::ZERO {
        let mut still = *body;
        still.speed = 0.0;
        return still;
    }
    let cell = &scene.world.cells[body.cell.at()];
    neighbours::gather(simd, scene, (slot, open), body, goal, around);
    around.walls.clear();
    if !open {
        let sight = scene.model.wall_sight_m();
        walls_for(scene, id, body, sight, &mut around.walls);
    }
    let effort = effort_here(cell, body, goal);
    let situation = Situation {
        goal,
        free_speed: wanted_speed(body) * effort,
        ease: effort.min(1.0),
        neighbours: around.people.as_slice(),
        columns: &around.columns,
        walls: around.walls.as_slice(),
        anchored_s: scene.t_s - body.anchored_at_s,
        id,
        t_s: scene.t_s,
    };
    let since = scene.dt * steps as f64;
    let mut next = scene.model.walk(simd, body, &situation, since);
    let mind = &scene.minds[id as usize];
    let hurries = mind.activity == Activity::Going && mind.duty == State::Responding;
    if hurries || matches!(mind.activity, Activity::Brought(_)) {
        // People make room for who responds: contact moves them aside.
        let makes_way = scene.world.scenario.parameters.staff.right_of_way_m_s;
        next.speed = next.speed.max(makes_way.min(situation.free_speed));
    }
    next.goal = goal;
    next.position = body.position + next.heading * (next.speed * scene.dt);
    next
}

/// The unit vector in which a person wants to go: the quickest way in the
/// crowd where they follow a field.
#[inline(always)]
fn goal_direction(scene: &Scene<'_>, id: u32, body: &Body, open: bool) -> Vec2 {
    let mind = &scene.minds[id as usize];
    let looks = (scene.tick + u64::from(id)).is_multiple_of(scene.way_steps);
    if !looks && keeps_way(body, mind) {
        return body.goal;
    }
    let way = shortest_way(scene, id, body, open);
    let mut way = match mind.field {
        Some(field) if follows_field(mind) => scene.crowd.bend(scene.world, body, field, way),
        _ => way,
    };
    // Staff, and whom they carry, go in where others keep out.
    let with_staff = matches!(
        mind.activity,
        Activity::Going | Activity::Post | Activity::Brought(_)
    );
    if !with_staff {
        let cell = &scene.world.cells[body.cell.at()];
        for area in scene.areas {
            way = area.keep_out(body.cell, cell, body.position, way);
        }
    }
    way
}

/// Whether somebody walks on as they went until they next look for their way.
/// Who waits in a line, goes round, stands or has but set out looks at once, and
/// so does who looks up rarely.
fn keeps_way(body: &Body, mind: &Mind) -> bool {
    let roams = mind.queue.is_some() || matches!(mind.activity, Activity::Round(_));
    body.speed > 0.0 && !body.pressed && !roams
}

/// Whether somebody goes where their field leads, not to a place in a line or
/// to a spot of their own.
fn follows_field(mind: &Mind) -> bool {
    let own = matches!(
        mind.activity,
        Activity::Round(_) | Activity::Settling | Activity::Brought(_)
    );
    mind.queue.is_none() && !own
}

/// The unit vector in which a person would go if nobody were in the way.
#[inline(always)]
pub(super) fn shortest_way(scene: &Scene<'_>, id: u32, body: &Body, open: bool) -> Vec2 {
    let mind = &scene.minds[id as usize];
    if let Some(queue) = mind.queue {
        let queue = &scene.queues[usize::from(queue)];
        return match mind.lane.and_then(|lane| queue.desk(lane)) {
            Some((cell, desk)) if cell == body.cell => {
                scene.world.cells[cell.at()].heading_to(body.position, desk)
            }
            _ => queue.direction(body.cell, body.position),
        };
    }
    match (mind.activity, mind.field) {
        (Activity::Round(way), _) => way,
        (Activity::Going, _) => way_on(scene.world, Spot::new(body.cell, body.position), mind),
        (Activity::Settling, _) => {
            scene.world.cells[body.cell.at()].heading_to(body.position, mind.spot)
        }
        (Activity::Brought(cell), _) if cell == body.cell => {
            scene.world.cells[cell.at()].heading_to(body.position, mind.spot)
        }
        (_, Some(field)) => {
            let field = scene.ways.field(field);
            field.direction_in(body.cell, body.position, open)
        }
        _ => Vec2::ZERO,
    }
}

/// Free speed on the level, as far as the group lets one [m/s].
fn wanted_speed(body: &Body) -> f64 {
    body.free_speed.min(body.pace)
}

/// Free speed along the plan here, as far as the group lets one [m/s].
pub(crate) fn speed_here(cell: &Cell, body: &Body, goal: Vec2) -> f64 {
    wanted_speed(body) * effort_here(cell, body, goal)
}

/// Free speed along the plan here over that on the level: stairs by the
/// person's own factors, slopes by Tobler's function scaled to the level
/// speed (REFERENCE, section 4), and less on the plan than along the incline.
fn effort_here(cell: &Cell, body: &Body, goal: Vec2) -> f64 {
    let grade = cell.gradient(body.position).dot(goal);
    if grade.abs() < 1e-3 {
        return 1.0;
    }
    let along = 1.0 / (1.0 + grade * grade).sqrt();
    let factor = match cell.surface {
        Surface::Stairs { .. } if grade > 0.0 => f64::from(body.stairs.0),
        Surface::Stairs { .. } => f64::from(body.stairs.1),
        Surface::Level | Surface::Slope => math::exp(-3.5 * ((grade + 0.05).abs() - 0.05)),
    };
    factor * along
}
