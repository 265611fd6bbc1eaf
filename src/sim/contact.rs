//! Contact: overlaps of the targets of a step are projected out.

use std::ops::Range;

use rayon::prelude::*;

use crate::base::{Segment, Vec2};
use crate::world::Side;

use super::body::Body;
use super::motion::Scene;

/// Where everybody wants to be after the step, in grid order.
pub(super) struct Places {
    x: Vec<f64>,
    y: Vec<f64>,
    rho: Vec<f64>,
    /// No two bodies further apart than this beyond a radius, before the step,
    /// touch after it \[m\].
    beyond: f64,
    /// Whom contact may move; empty for all. Contact moved nobody at rest in the
    /// last step, so it moves them only if somebody within reach has moved.
    touched: Vec<bool>,
}

impl Places {
    pub(super) fn of(scene: &Scene<'_>, targets: &[Body]) -> Self {
        let grid = scene.grid;
        let mut places = Self {
            x: Vec::with_capacity(targets.len()),
            y: Vec::with_capacity(targets.len()),
            rho: Vec::with_capacity(targets.len()),
            beyond: 0.0,
            touched: Vec::new(),
        };
        let (mut largest_rho, mut farthest): (f64, f64) = (0.0, 0.0);
        for (slot, body) in targets.iter().enumerate() {
            let was = Vec2::new(grid.x[slot], grid.y[slot]);
            farthest = farthest.max((body.position - was).length_squared());
            largest_rho = largest_rho.max(body.rho);
            places.x.push(body.position.x);
            places.y.push(body.position.y);
            places.rho.push(body.rho);
        }
        places.beyond = largest_rho + 2.0 * farthest.sqrt();
        let at_rest = grid.at_rest.iter().filter(|at_rest| **at_rest).count();
        // Where most move it costs less to look at everybody.
        if 2 * at_rest > targets.len() {
            places.touch(scene, largest_rho);
        }
        places
    }

    /// Marks whom those who are not at rest may touch, themselves included.
    fn touch(&mut self, scene: &Scene<'_>, largest_rho: f64) {
        let grid = scene.grid;
        let reach = largest_rho + self.beyond;
        self.touched = vec![false; grid.id.len()];
        for slot in 0..grid.id.len() {
            let body = &scene.bodies[grid.id[slot] as usize];
            if body.at_rest && !body.walking {
                continue;
            }
            let mut touch = |range: Range<usize>| self.touched[range].fill(true);
            grid.rows(body.cell, body.position, reach, &mut touch);
            for joint in scene.joints.of(body.cell) {
                let line = scene.world.portals[joint.portal.at()].line;
                if let Side::Cell(behind) = joint.behind
                    && line.distance(body.position) <= reach
                {
                    grid.rows(behind, body.position + joint.shift, reach, &mut touch);
                }
            }
        }
    }

    /// How far contact pushes a target: overlaps are projected out, half
    /// each, in one Jacobi pass; the sum of corrections over the square root of
    /// their number.
    pub(super) fn push(&self, scene: &Scene<'_>, slot: usize) -> Vec2 {
        let grid = scene.grid;
        let old = &scene.bodies[grid.id[slot] as usize];
        let (p, rho) = (Vec2::new(self.x[slot], self.y[slot]), self.rho[slot]);
        let mut sum = Vec2::ZERO;
        let mut count = 0_u32;
        let mut push = |other: usize, q: Vec2, other_rho: f64| {
            let l = rho + other_rho;
            let offset = p - q;
            let squared = offset.length_squared();
            if squared < l * l && other != slot {
                let distance = squared.sqrt();
                // Two at one point part along an axis both agree on.
                let direction = if distance > 1e-6 {
                    offset * (1.0 / distance)
                } else if slot < other {
                    Vec2::new(1.0, 0.0)
                } else {
                    Vec2::new(-1.0, 0.0)
                };
                sum += direction * (0.5 * (l - distance));
                count += 1;
            }
        };
        let reach = rho + self.beyond;
        if !self.touched.is_empty() && !self.touched[slot] {
            return Vec2::ZERO;
        }
        grid.rows(old.cell, old.position, reach, |range| {
            let places = self.x[range.clone()].iter().zip(&self.y[range.clone()]);
            let people = places.zip(&self.rho[range.clone()]).zip(range);
            for (((&x, &y), &rho), other) in people {
                push(other, Vec2::new(x, y), rho);
            }
        });
        for joint in scene.joints.of(old.cell) {
            let Side::Cell(behind) = joint.behind else {
                continue;
            };
            let line = scene.world.portals[joint.portal.at()].line;
            if line.distance(old.position) > reach {
                continue;
            }
            grid.rows(behind, old.position + joint.shift, reach, |range| {
                for other in range {
                    let was = Vec2::new(grid.x[other], grid.y[other]) - joint.shift;
                    if Segment::new(old.position, was).crossing(line).is_some() {
                        let target = Vec2::new(self.x[other], self.y[other]);
                        push(other, target - joint.shift, self.rho[other]);
                    }
                }
            });
        }
        if count > 1 {
            sum = sum * (1.0 / f64::from(count).sqrt());
        }
        sum
    }
}

/// Pairs deeper in each other than 20 % of a body, in the present grid.
pub(super) fn overlaps(scene: &Scene<'_>) -> u64 {
    let grid = scene.grid;
    (0..grid.id.len())
        .into_par_iter()
        .map(|slot| {
            let p = Vec2::new(grid.x[slot], grid.y[slot]);
            let cell = scene.bodies[grid.id[slot] as usize].cell;
            let mut count = 0_u64;
            let reach = 0.8 * (grid.rho[slot] + grid.largest_rho);
            grid.rows(cell, p, reach, |range| {
                for other in range {
                    if other > slot {
                        let l = grid.rho[slot] + grid.rho[other];
                        let distance = p.distance(Vec2::new(grid.x[other], grid.y[other]));
                        count += u64::from(distance < 0.8 * l);
                    }
                }
            });
            count
        })
        .sum()
}
