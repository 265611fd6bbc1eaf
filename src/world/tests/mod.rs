//! Tests of the world; venues are written as RON, as planners write them.

mod capacity;
mod closures;
mod compile;
mod coverage;
mod crowd;
mod fields;
mod jianshan;
mod maze;
mod routes;

use std::sync::Arc;

use crate::model::{Problem, Scenario, Venue};

use super::navigation::{Nav, Terms};
use super::{CellIndex, Field, Goal, World};
use crate::base::Vec2;
use crate::model::Mobility;

/// A scenario with this venue and nothing else.
fn scenario(venue: &str) -> Arc<Scenario> {
    let venue: Venue = ron::from_str(venue).unwrap();
    Arc::new(Scenario {
        venue,
        ..ron::from_str("(format: 1, name: \"test\")").unwrap()
    })
}

fn compile(venue: &str) -> Result<World, Vec<Problem>> {
    World::compile(scenario(venue))
}

fn world(venue: &str) -> World {
    compile(venue).unwrap_or_else(|problems| panic!("{problems:?}"))
}

const fn v(x: f64, y: f64) -> Vec2 {
    Vec2::new(x, y)
}

/// Pure geometry: no slopes, no clearance.
const PLAIN: Terms = Terms {
    clearance_m: 0.0,
    clearance_weight: 0.0,
    slopes: false,
};

/// A field of pure geometry, everything open.
fn plain_field(world: &World, goal: Goal, mobility: Mobility) -> Field {
    let nav = Nav::new(&world.cells, &world.portals, mobility, PLAIN);
    world.compute_field(&nav, goal, &world.open_closures())
}

/// Corners turned about the origin, as RON.
fn turned(corners: &[(f64, f64)], angle: f64) -> String {
    let (sin, cos) = (crate::base::math::sin(angle), crate::base::math::cos(angle));
    let points: Vec<String> = corners
        .iter()
        .map(|(x, y)| format!("({:.9}, {:.9})", x * cos - y * sin, x * sin + y * cos))
        .collect();
    points.join(", ")
}

fn turn(p: Vec2, angle: f64) -> Vec2 {
    let (sin, cos) = (crate::base::math::sin(angle), crate::base::math::cos(angle));
    v(p.x * cos - p.y * sin, p.x * sin + p.y * cos)
}

/// Walks along a field in steps of 0.1 m from a point of a cell, through
/// portals. Gives the length walked when the goal is reached, and the
/// nearest it came to a wall's far side: none if it crossed one or stood
/// still.
fn walk_along(world: &World, field: &Field, start: CellIndex, from: Vec2) -> Option<f64> {
    walk_until(world, field, start, from, |_| true, |_, _| false)
}

/// As [`walk_along`], or until something holds of where one is, past the walls
/// that stand.
fn walk_until(
    world: &World,
    field: &Field,
    start: CellIndex,
    from: Vec2,
    stands: impl Fn(super::Wall) -> bool,
    arrived: impl Fn(CellIndex, Vec2) -> bool,
) -> Option<f64> {
    let (mut cell, mut p) = (start, from);
    let limit = 3.0 * field.time(cell, p) + 20.0;
    let mut walked = 0.0;
    while walked < limit {
        if arrived(cell, p) {
            return Some(walked);
        }
        let way = field.direction(cell, p);
        if way == Vec2::ZERO {
            return (field.time(cell, p) == 0.0).then_some(walked);
        }
        let q = p + way * 0.1;
        walked += 0.1;
        let track = crate::base::Segment::new(p, q);
        let mut hit = false;
        world.cell(cell).walls_near(p, 0.5, &mut |wall| {
            hit |= stands(wall) && track.crossing(wall.segment).is_some();
        });
        if hit {
            println!("from {from:?}: a wall between {p:?} and {q:?} after {walked} m");
            return None;
        }
        let crossed = world.cell(cell).portals.iter().find(|&&portal| {
            let portal = world.portal(portal);
            let line = portal.line_from(super::Side::Cell(cell));
            line.side(p) >= 0.0 && line.side(q) < 0.0 && track.crossing(line).is_some()
        });
        p = q;
        if let Some(&portal) = crossed {
            match world.portal(portal).behind(cell)? {
                super::Side::Cell(next) => cell = next,
                super::Side::Exit(_) => return Some(walked),
            }
        }
    }
    println!("from {from:?}: still at {p:?} after {walked} m");
    None
}
