//! What somebody wants to do in a step: where to, and how fast they would go there.

use crate::base::{Vec2, math};
use crate::model::Surface;
use crate::world::{Cell, Spot};

use super::body::Body;
use super::mind::{Activity, Mind};
use super::motion::{Scene, Who};
use super::staff::way_on;

/// What somebody does in a step.
pub(super) enum Now {
    /// They stand, as they wish.
    Stands,
    /// They wish to walk, and have nowhere to go.
    Stops,
    /// They walk on as they did, in the midst of a press.
    WalksOn,
    /// They choose heading and speed, with this goal direction; a unit vector.
    Looks(Vec2),
}

/// What somebody does who wishes to walk.
#[inline(always)]
pub(super) fn goal_now(scene: &Scene<'_>, who: Who<'_>, open: bool) -> Now {
    if who.body.pressed && !scene.pressed_turns.has(who.id) {
        return Now::WalksOn;
    }
    match goal_direction(scene, who, open) {
        Vec2::ZERO => Now::Stops,
        goal => Now::Looks(goal),
    }
}

/// The unit vector in which a person wants to go: the quickest way in the
/// crowd where they follow a field.
#[inline(always)]
fn goal_direction(scene: &Scene<'_>, who: Who<'_>, open: bool) -> Vec2 {
    let Who { id, body, mind } = who;
    if !scene.way_turns.has(id) && keeps_way(body, mind) {
        return body.goal;
    }
    let way = shortest_way(scene, who, open);
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
#[inline]
fn keeps_way(body: &Body, mind: &Mind) -> bool {
    let roams = mind.queue.is_some() || matches!(mind.activity, Activity::Round(_));
    body.speed > 0.0 && !body.pressed && !roams
}

/// Whether somebody goes where their field leads, not to a place in a line or
/// to a spot of their own.
#[inline]
fn follows_field(mind: &Mind) -> bool {
    let own = matches!(
        mind.activity,
        Activity::Round(_) | Activity::Settling | Activity::Brought(_)
    );
    mind.queue.is_none() && !own
}

/// The unit vector in which a person would go if nobody were in the way.
#[inline(always)]
pub(super) fn shortest_way(scene: &Scene<'_>, who: Who<'_>, open: bool) -> Vec2 {
    let Who { body, mind, .. } = who;
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
#[inline]
pub(super) fn wanted_speed(body: &Body) -> f64 {
    body.free_speed.min(body.pace)
}

/// Free speed along the plan here, as far as the group lets one [m/s].
#[inline]
pub(crate) fn speed_here(cell: &Cell, body: &Body, goal: Vec2) -> f64 {
    wanted_speed(body) * effort_here(cell, body, goal)
}

/// Free speed along the plan here over that on the level: stairs by the
/// person's own factors, slopes by Tobler's function scaled to the level
/// speed (REFERENCE, section 4), and less on the plan than along the incline.
#[inline]
pub(super) fn effort_here(cell: &Cell, body: &Body, goal: Vec2) -> f64 {
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
