//! Whom a person sees: the neighbours that the model heeds.
//!
//! This is where a step spends most of its time. A rectangle that holds
//! whatever the model can heed picks the buckets; whoever stands in them is
//! sifted eight or sixteen at a time, and only those who remain are looked at
//! closely.

use crate::base::lanes::{Lanes, Simd, Singles, WideLanes, all, compacts, is_wide};
use crate::base::{Segment, Vec2};
use crate::world::Side;

use super::around::Around;
use super::body::Body;
use super::grid::{Grid, Seen};
use super::locomotion::{Model, Neighbour, Sieve};
use super::motion::Scene;
use super::seats::Seats;

/// Everyone the model heeds within the cut-off, in the same cell or seen
/// through a portal.
///
/// On open ground nobody is seen through portals.
#[inline(always)]
pub(super) fn gather<S: Simd>(
    simd: S,
    (scene, bodies): (&Scene<'_>, &Seats<Body>),
    (slot, open): (usize, bool),
    body: &Body,
    goal: Vec2,
    around: &mut Around,
) {
    around.people.clear();
    around.columns.clear();
    match scene.model {
        Model::Csx(csx) if is_wide(simd) => {
            let sieve = Sieve::<WideLanes<S>>::new(simd, body, goal, csx);
            in_columns(simd, scene, (slot, open), body, goal, &sieve, around);
            around.columns.end(simd);
        }
        Model::Csx(csx) => {
            let sieve = Sieve::<Lanes<S>>::new(simd, body, goal, csx);
            in_columns(simd, scene, (slot, open), body, goal, &sieve, around);
            around.columns.end(simd);
        }
        Model::Csm(_) | Model::Avm(_) | Model::Sfm(_) => {
            one_by_one((scene, bodies), (slot, open), body, goal, around);
        }
    }
}

/// For the model that sifts and reads columns.
#[inline(always)]
fn in_columns<S: Simd, F: Singles<S>>(
    simd: S,
    scene: &Scene<'_>,
    (slot, open): (usize, bool),
    body: &Body,
    goal: Vec2,
    sieve: &Sieve<F>,
    around: &mut Around,
) {
    let grid = scene.grid;
    let p = body.position;
    let (low, high) = scene.model.heeded_within(body, goal, grid.largest_rho);
    let [east, north] = grid.rough_place(body.cell, p);
    let at = [F::splat(simd, east), F::splat(simd, north)];
    let columns = &mut around.columns;
    for row in grid.rows_between(body.cell, p + low, p + high) {
        let mut first = row.start;
        while first < row.end {
            let [x, y, rho] = grid.several::<S, F>(simd, first);
            let offset = [x - at[0], y - at[1]];
            let meant = (1 << (row.end - first).min(F::LEN)) - 1;
            let myself = slot.wrapping_sub(first);
            let others = if myself < F::LEN { !(1 << myself) } else { !0 };
            let mut heeded = sieve.heeds(offset, rho) & meant & others;
            if compacts(simd) && columns.has_room(F::LEN) {
                if heeded != 0 {
                    let seen = grid.seen(simd, first);
                    columns.push_several(simd, heeded, [offset[0], offset[1], rho], seen);
                }
                first += F::LEN;
                continue;
            }
            let [x, y] = offset;
            while heeded != 0 {
                let number = heeded.trailing_zeros() as usize;
                heeded &= heeded - 1;
                let offset = [x[number], y[number]];
                columns.push_nearest(offset, rho[number], grid.glance(first + number));
            }
            first += F::LEN;
        }
    }
    if open {
        return;
    }
    each_behind_portals(scene, body, |other, offset| {
        let rho = grid.rho[other];
        let at = [all(simd, offset.x), all(simd, offset.y)];
        if sieve.heeds(at, all(simd, rho)) != 0 {
            let offset = [offset.x as f32, offset.y as f32];
            columns.push_nearest(offset, rho as f32, grid.glance(other));
        }
    });
}

/// For models that heed everybody within the cut-off.
fn one_by_one(
    (scene, bodies): (&Scene<'_>, &Seats<Body>),
    (slot, open): (usize, bool),
    body: &Body,
    goal: Vec2,
    around: &mut Around,
) {
    let grid = scene.grid;
    let cutoff = scene.model.cutoff_m();
    let p = body.position;
    let (low, high) = scene.model.heeded_within(body, goal, grid.largest_rho);
    let people = &mut around.people;
    for other in grid.rows_between(body.cell, p + low, p + high).flatten() {
        let offset = grid.at(other) - p;
        if other != slot && offset.length_squared() <= cutoff * cutoff {
            people.push_nearest(seen(scene.grid, bodies, other, offset));
        }
    }
    if open {
        return;
    }
    each_behind_portals(scene, body, |other, offset| {
        people.push_nearest(seen(scene.grid, bodies, other, offset));
    });
}

/// Calls for everybody within the cut-off who is seen through a portal, with
/// the slot and the offset.
fn each_behind_portals(scene: &Scene<'_>, body: &Body, mut call: impl FnMut(usize, Vec2)) {
    let (grid, cutoff, p) = (scene.grid, scene.model.cutoff_m(), body.position);
    for joint in scene.joints.near(body.cell, p, cutoff) {
        let Side::Cell(behind) = joint.behind else {
            continue;
        };
        let line = scene.world.portals[joint.portal.at()].line;
        if line.distance(p) > cutoff {
            continue;
        }
        for other in grid.rows(behind, p + joint.shift, cutoff).flatten() {
            let q = grid.at(other) - joint.shift;
            let near = (q - p).length_squared() <= cutoff * cutoff;
            if near && Segment::new(p, q).crossing(line).is_some() {
                call(other, q - p);
            }
        }
    }
}

fn seen(grid: &Grid, bodies: &Seats<Body>, slot: usize, offset: Vec2) -> Neighbour {
    let body = &bodies[grid.seat[slot]];
    Neighbour::new(offset, grid.rho[slot], Seen::of(body))
}
