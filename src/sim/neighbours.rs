//! Whom a person sees: the neighbours that the model heeds.
//!
//! This is where a step spends most of its time. A rectangle that holds
//! whatever the model can heed picks the buckets; whoever stands in them is
//! sifted roughly, many at a time, and only those who remain are looked at
//! closely.

use crate::base::{Segment, Vec2};
use crate::world::Side;

use super::around::{Few, MOST_NEIGHBOURS, SIFTED};
use super::body::Body;
use super::grid::Grid;
use super::locomotion::Neighbour;
use super::motion::Scene;

/// Everyone the model heeds within the cut-off, in the same cell or seen
/// through a portal. `marks` is room to work in.
pub(super) fn gather(
    scene: &Scene<'_>,
    slot: usize,
    body: &Body,
    goal: Vec2,
    marks: &mut [u32; SIFTED],
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
    let rough = (grid.rough_place(body.cell, p), grid.rough_m);
    let sieve = scene.model.sieve(body, goal, rough);
    for mut rest in grid.rows_between(body.cell, p + low, p + high) {
        while !rest.is_empty() {
            let some = rest.start..rest.end.min(rest.start + SIFTED);
            rest.start = some.end;
            let marks = &mut marks[..some.len()];
            match &sieve {
                Some(sieve) => sieve.mark(grid.rough(some.clone()), marks),
                None => marks.fill(1),
            }
            // Marks give way to the slots of those who are left.
            let mut count = 0;
            for (at, other) in some.enumerate() {
                let stays = marks[at] as usize;
                marks[count] = other as u32;
                count += stays;
            }
            for &other in &marks[..count] {
                let other = other as usize;
                let offset = Vec2::new(grid.x[other] - p.x, grid.y[other] - p.y);
                if matters(other, offset, grid.rho[other]) {
                    near.push_nearest(seen(grid, other, offset));
                }
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
