//! Whom a person sees: the neighbours that the model heeds.
//!
//! This is where a step spends most of its time. A rectangle that holds
//! whatever the model can heed picks the buckets; whoever stands in them is
//! sifted without a branch, and only those who remain are looked at closely.

use crate::base::{Segment, Vec2};
use crate::world::Side;

use super::around::{Few, MOST_NEIGHBOURS, SIFTED};
use super::body::Body;
use super::grid::Grid;
use super::locomotion::Neighbour;
use super::motion::Scene;

/// Everyone the model heeds within the cut-off, in the same cell or seen
/// through a portal. `slots` is room to work in.
pub(super) fn gather(
    scene: &Scene<'_>,
    slot: usize,
    body: &Body,
    goal: Vec2,
    slots: &mut [u32; SIFTED],
    near: &mut Few<Neighbour, MOST_NEIGHBOURS>,
) {
    let grid = scene.grid;
    let cutoff = scene.model.cutoff_m();
    let p = body.position;
    let matters = |other: usize, offset: Vec2, rho: f64| {
        (other != slot)
            & (offset.length_squared() <= cutoff * cutoff)
            & scene.model.heeds(body, goal, offset, rho)
    };
    let (low, high) = scene.model.heeded_within(body, goal, grid.largest_rho);
    for mut rest in grid.rows_between(body.cell, p + low, p + high) {
        while !rest.is_empty() {
            let some = rest.start..rest.end.min(rest.start + SIFTED);
            rest.start = some.end;
            let mut count = 0;
            let places = grid.x[some.clone()].iter().zip(&grid.y[some.clone()]);
            let people = places.zip(&grid.rho[some.clone()]).zip(some);
            for (((&x, &y), &rho), other) in people {
                let offset = Vec2::new(x - p.x, y - p.y);
                slots[count] = other as u32;
                count += usize::from(matters(other, offset, rho));
            }
            for &other in &slots[..count] {
                let other = other as usize;
                let offset = Vec2::new(grid.x[other] - p.x, grid.y[other] - p.y);
                near.push_nearest(seen(grid, other, offset));
            }
        }
    }
    for joint in scene.joints.near(body.cell, p, cutoff) {
        let Side::Cell(behind) = joint.behind else {
            continue;
        };
        let line = scene.world.portals[joint.portal.at()].line;
        if line.distance(p) > cutoff {
            continue;
        }
        for other in grid.rows(behind, p + joint.shift, cutoff).flatten() {
            let q = Vec2::new(grid.x[other], grid.y[other]) - joint.shift;
            if matters(other, q - p, grid.rho[other]) && Segment::new(p, q).crossing(line).is_some()
            {
                near.push_nearest(seen(grid, other, q - p));
            }
        }
    }
}

fn seen(grid: &Grid, slot: usize, offset: Vec2) -> Neighbour {
    Neighbour::new(offset, grid.rho[slot], grid.seen[slot])
}
