//! Contact: overlaps of the targets of a step are projected out.

use std::ops::Range;
use std::sync::atomic::{AtomicU8, Ordering};

use fearless_simd::prelude::*;
use rayon::prelude::*;

use crate::base::lanes::{LANES, Lanes, Simd, all, three};
use crate::base::parallel::CHUNK;
use crate::base::{Segment, Vec2};
use crate::world::{CellIndex, Side};

use super::body::Body;
use super::grid::Grid;
use super::motion::Scene;
use super::seats::Seats;

/// Where everybody wants to be after the step, in grid order.
#[derive(Default)]
pub(super) struct Places {
    targets: Vec<Target>,
    /// Who is still where the grid has them: their targets mean nothing.
    kept: Vec<bool>,
    /// Place and radius again for a first look, as the grid's rough places are.
    rough: [Vec<f32>; 3],
    reach: Reach,
    /// Whom contact may move; empty for all. Contact moved nobody at rest in the
    /// last step, so it moves them only if somebody within reach has moved. Whoever
    /// moves says so of all round them, whichever thread they are on.
    touched: Vec<AtomicU8>,
}

/// Where somebody wants to be after the step.
#[derive(Clone, Copy, Default)]
struct Target {
    place: Vec2,
    rho: f64,
    /// How far everybody else is known to be off before the step, from body to body
    /// \[m\].
    off: f32,
    /// Whether it is known that neither wall nor portal is near enough to matter in this
    /// step.
    open: bool,
}

/// The places of a chunk of people.
pub(super) struct PlacesMut<'a> {
    targets: &'a mut [Target],
    kept: &'a mut [bool],
    rough: [&'a mut [f32]; 3],
}

impl PlacesMut<'_> {
    #[inline(always)]
    pub(super) fn set(
        &mut self,
        at: usize,
        cell: CellIndex,
        (place, rho): (Vec2, f64),
        (open, off): (bool, f64),
        grid: &Grid,
    ) {
        self.targets[at] = Target {
            place,
            rho,
            off: off as f32,
            open,
        };
        self.kept[at] = false;
        let [east, north] = grid.rough_place(cell, place);
        let [x, y, radius] = &mut self.rough;
        (x[at], y[at], radius[at]) = (east, north, rho as f32);
    }

    /// Everybody is still where the grid has them, until more is said.
    #[inline(always)]
    pub(super) fn keep_all(&mut self, slots: Range<usize>, grid: &Grid) {
        self.kept.fill(true);
        for (rough, seen) in self.rough.iter_mut().zip(grid.rough()) {
            rough.copy_from_slice(&seen[slots.clone()]);
        }
    }
}

/// How near two people must have been before a step to touch after it.
#[derive(Clone, Copy, Default)]
pub(super) struct Reach {
    /// The largest radius \[m\].
    rho: f64,
    /// The square of the longest step \[m²\].
    step_squared: f64,
    /// The most by which a radius grows \[m\].
    growth: f64,
}

impl Reach {
    /// Somebody who wants to a place, with the radius there.
    #[inline]
    pub(super) fn of(was: &Body, (p, rho): (Vec2, f64)) -> Self {
        Self {
            rho,
            step_squared: (p - was.position).length_squared(),
            growth: rho - was.rho,
        }
    }

    /// Somebody who stands.
    #[inline]
    pub(super) fn standing(rho: f64) -> Self {
        Self {
            rho,
            step_squared: 0.0,
            growth: 0.0,
        }
    }

    /// The farther of both.
    #[inline]
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            rho: self.rho.max(other.rho),
            step_squared: self.step_squared.max(other.step_squared),
            growth: self.growth.max(other.growth),
        }
    }

    /// The most by which a gap shrinks through the other's step and both radii growing;
    /// one's own step comes on top \[m\].
    fn nearer(self) -> f64 {
        self.step_squared.sqrt() + 2.0 * self.growth.max(0.0)
    }

    /// No two bodies further apart than this beyond a radius, before the step,
    /// touch after it \[m\].
    fn beyond(self) -> f64 {
        self.rho + 2.0 * self.step_squared.sqrt()
    }

    /// Nobody touches a target who was further from it than this beyond its
    /// radius \[m\].
    fn beyond_target(self) -> f64 {
        self.rho + self.step_squared.sqrt() + 1e-9
    }
}

impl Places {
    /// Room for so many people, chunk by chunk.
    pub(super) fn par_chunks_mut(
        &mut self,
        people: usize,
    ) -> impl IndexedParallelIterator<Item = PlacesMut<'_>> {
        self.targets.resize(people, Target::default());
        self.kept.resize(people, true);
        for column in &mut self.rough {
            // Eight can be read from the last.
            column.resize(people + LANES, 0.0);
        }
        let rough = self.rough.each_mut().map(|column| &mut column[..people]);
        let [x, y, rho] = rough.map(|column| column.par_chunks_mut(CHUNK));
        let (targets, kept) = (&mut self.targets, &mut self.kept);
        let exact = (targets.par_chunks_mut(CHUNK), kept.par_chunks_mut(CHUNK));
        let chunks = (exact.0, exact.1, x, y, rho).into_par_iter();
        chunks.map(|(targets, kept, x, y, rho)| PlacesMut {
            targets,
            kept,
            rough: [x, y, rho],
        })
    }

    /// Where somebody wants to be, and the radius there \[m\].
    #[inline]
    pub(super) fn target(&self, slot: usize, grid: &Grid) -> (Vec2, f64) {
        if self.kept[slot] {
            return (grid.at(slot), grid.rho[slot]);
        }
        let target = &self.targets[slot];
        (target.place, target.rho)
    }

    /// Whether neither wall nor portal is known to be near enough to somebody to
    /// matter in this step; of who is still where they were nobody has asked.
    #[inline]
    pub(super) fn is_open(&self, slot: usize) -> bool {
        self.targets[slot].open && !self.kept[slot]
    }

    /// Finds whom contact may move, once all places are known.
    pub(super) fn prepare(&mut self, scene: &Scene<'_>, bodies: &Seats<Body>, reach: Reach) {
        self.reach = reach;
        self.touched.clear();
        let at_rest = scene.grid.at_rest.iter().filter(|at_rest| **at_rest);
        // Where most move it costs less to look at everybody.
        if 2 * at_rest.count() > scene.grid.id.len() {
            self.touch(scene, bodies);
        }
    }

    /// Marks whom those who are not at rest may touch, themselves included.
    fn touch(&mut self, scene: &Scene<'_>, bodies: &Seats<Body>) {
        let grid = scene.grid;
        let reach = self.reach.rho + self.reach.beyond();
        (self.touched).resize_with(grid.id.len(), || AtomicU8::new(0));
        let touched = &self.touched;
        let touch = |slots: Range<usize>| {
            for touched in &touched[slots] {
                touched.store(1, Ordering::Relaxed);
            }
        };
        (0..grid.id.len())
            .into_par_iter()
            .with_min_len(CHUNK)
            .filter(|&slot| !scene.is_still(slot))
            .map(|slot| &bodies[grid.seat[slot]])
            .filter(|body| body.walking || !body.at_rest)
            .for_each(|body| {
                grid.rows(body.cell, body.position, reach).for_each(touch);
                for joint in scene.joints.near(body.cell, body.position, reach) {
                    let line = scene.world.portals[joint.portal.at()].line;
                    if let Side::Cell(behind) = joint.behind
                        && line.distance(body.position) <= reach
                    {
                        let rows = grid.rows(behind, body.position + joint.shift, reach);
                        rows.for_each(touch);
                    }
                }
            });
    }

    /// Whether contact may move somebody.
    #[inline]
    pub(super) fn may_push(&self, slot: usize) -> bool {
        self.touched.is_empty() || self.touched[slot].load(Ordering::Relaxed) != 0
    }

    /// Whether everybody was so far off that after a step nobody can be touched.
    #[inline(always)]
    fn touches_nobody(&self, slot: usize, step: Vec2, place: [f32; 2]) -> bool {
        if self.kept[slot] {
            return false;
        }
        let left = f64::from(self.targets[slot].off) - self.reach.nearer() - slack_m(place);
        left > 0.0 && left * left > step.length_squared()
    }

    /// How far contact pushes a target: overlaps are projected out, half
    /// each, in one Jacobi pass; the sum of corrections over the square root of
    /// their number.
    #[inline(always)]
    pub(super) fn push<S: Simd>(
        &self,
        simd: S,
        scene: &Scene<'_>,
        slot: usize,
        old: &Body,
    ) -> Vec2 {
        if !self.may_push(slot) {
            return Vec2::ZERO;
        }
        let grid = scene.grid;
        let (p, _) = self.target(slot, grid);
        if self.touches_nobody(slot, p - old.position, grid.rough_place(old.cell, p)) {
            #[cfg(test)]
            assert_eq!(self.push_by_all(simd, scene, slot, old), Vec2::ZERO);
            return Vec2::ZERO;
        }
        self.push_by_all(simd, scene, slot, old)
    }

    /// As [`Places::push`], whoever may be near.
    #[inline(always)]
    fn push_by_all<S: Simd>(&self, simd: S, scene: &Scene<'_>, slot: usize, old: &Body) -> Vec2 {
        let grid = scene.grid;
        let (p, rho) = self.target(slot, grid);
        let mut pushes = Pushes {
            slot,
            p,
            rho,
            sum: Vec2::ZERO,
            count: 0,
        };
        let reach = pushes.rho + self.reach.beyond_target();
        let place = grid.rough_place(old.cell, pushes.p);
        for range in grid.rows(old.cell, pushes.p, reach) {
            self.each_touching(simd, grid, range, place, &mut pushes);
        }
        let reach = pushes.rho + self.reach.beyond();
        if self.is_open(slot) && reach <= scene.joints.reach_m() {
            return pushes.sum();
        }
        for joint in scene.joints.near(old.cell, old.position, reach) {
            let Side::Cell(behind) = joint.behind else {
                continue;
            };
            let line = scene.world.portals[joint.portal.at()].line;
            if line.distance(old.position) > reach {
                continue;
            }
            for other in grid
                .rows(behind, old.position + joint.shift, reach)
                .flatten()
            {
                let was = grid.at(other) - joint.shift;
                if Segment::new(old.position, was).crossing(line).is_some() {
                    self.add(other, grid, joint.shift, &mut pushes);
                }
            }
        }
        pushes.sum()
    }

    /// Adds the pushes of some people of the same cell. Most touch nobody: they
    /// are passed over eight at a time, by rough places.
    #[inline(always)]
    fn each_touching<S: Simd>(
        &self,
        simd: S,
        grid: &Grid,
        slots: Range<usize>,
        place: [f32; 2],
        pushes: &mut Pushes,
    ) {
        let own: Lanes<S> =
            all::<S, Lanes<S>>(simd, pushes.rho) + all::<S, Lanes<S>>(simd, slack_m(place));
        let at = [Lanes::splat(simd, place[0]), Lanes::splat(simd, place[1])];
        let mut first = slots.start;
        while first < slots.end {
            let [x, y, rho]: [Lanes<S>; 3] = three(simd, &self.rough, first);
            let ([x, y], l) = ([x - at[0], y - at[1]], rho + own);
            let meant = (1 << (slots.end - first).min(LANES)) - 1;
            let mut touching = (x * x + y * y).simd_lt(l * l).to_bitmask() & meant;
            while touching != 0 {
                let other = first + touching.trailing_zeros() as usize;
                touching &= touching - 1;
                self.add(other, grid, Vec2::ZERO, pushes);
            }
            first += LANES;
        }
    }

    /// Adds the push of somebody, seen at `shift` from where they are.
    #[inline]
    fn add(&self, other: usize, grid: &Grid, shift: Vec2, pushes: &mut Pushes) {
        let (target, rho) = self.target(other, grid);
        pushes.add(other, target - shift, rho);
    }
}

/// More than the distance of two rough places may be off \[m\].
#[inline(always)]
fn slack_m(place: [f32; 2]) -> f64 {
    let far = f64::from(place[0].abs() + place[1].abs());
    1e-4 + 8.0 * f64::from(f32::EPSILON) * far
}

/// What pushes a target.
struct Pushes {
    slot: usize,
    p: Vec2,
    rho: f64,
    sum: Vec2,
    count: u32,
}

impl Pushes {
    /// All of them, over the square root of their number.
    #[inline]
    fn sum(&self) -> Vec2 {
        if self.count > 1 {
            self.sum * (1.0 / f64::from(self.count).sqrt())
        } else {
            self.sum
        }
    }

    #[inline]
    fn add(&mut self, other: usize, q: Vec2, other_rho: f64) {
        let l = self.rho + other_rho;
        let offset = self.p - q;
        let squared = offset.length_squared();
        if squared < l * l && other != self.slot {
            let distance = squared.sqrt();
            // Two at one point part along an axis both agree on.
            let direction = if distance > 1e-6 {
                offset * (1.0 / distance)
            } else if self.slot < other {
                Vec2::new(1.0, 0.0)
            } else {
                Vec2::new(-1.0, 0.0)
            };
            self.sum += direction * (0.5 * (l - distance));
            self.count += 1;
        }
    }
}

/// Pairs deeper in each other than 20 % of a body, in the present grid.
pub(super) fn overlaps(scene: &Scene<'_>, bodies: &Seats<Body>) -> u64 {
    let grid = scene.grid;
    (0..grid.id.len())
        .into_par_iter()
        .map(|slot| {
            let p = grid.at(slot);
            let cell = bodies[grid.seat[slot]].cell;
            let mut count = 0_u64;
            let reach = 0.8 * (grid.rho[slot] + grid.largest_rho);
            for other in grid.rows(cell, p, reach).flatten() {
                if other > slot {
                    let l = grid.rho[slot] + grid.rho[other];
                    let distance = p.distance(grid.at(other));
                    count += u64::from(distance < 0.8 * l);
                }
            }
            count
        })
        .sum()
}
