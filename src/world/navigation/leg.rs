//! What it costs to walk straight from one point of a cell to another.

use crate::base::math::exp_fast;
use crate::base::{Segment, Vec2};
use crate::model::{Scenario, Surface};

use super::super::Cell;
use super::super::ground::Ground;
use super::super::sight::{FREE_M, STRETCH_M};
use super::place::CellNav;

/// What the cost of a way counts besides its length.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in super::super) struct Terms {
    /// Distance to walls that people keep if there is room \[m\].
    pub(in super::super) clearance_m: f64,
    /// By how much a way right along a wall counts as slower; 0 for none.
    pub(in super::super) clearance_weight: f64,
    /// Whether slopes and stairs slow people down.
    pub(in super::super) slopes: bool,
}

impl Terms {
    /// As the scenario has it.
    pub(in super::super) fn of(scenario: &Scenario) -> Self {
        let wayfinding = scenario.parameters.wayfinding;
        Self {
            clearance_m: wayfinding.clearance_m,
            clearance_weight: wayfinding.clearance_weight,
            slopes: true,
        }
    }

    /// Whether clearance counts.
    pub(in super::super) fn weighted(&self) -> bool {
        self.clearance_weight > 0.0 && self.clearance_m > 0.0
    }
}

/// A straight walk.
#[derive(Clone, Copy, Debug, Default)]
pub(in super::super) struct Leg {
    /// Time with the extra for clearance, by which ways are chosen \[s\].
    pub(in super::super) cost: f64,
    /// Time at 1 m/s on the level \[s\].
    pub(in super::super) time: f64,
}

/// Longest stretch over which clearance is taken as constant where it counts
/// \[m\].
const CLEARANCE_STEP_M: f64 = 0.25;

/// Longest stretch over which the grade is taken as constant on a bent or
/// uneven line \[m\].
const GRADE_STEP_M: f64 = 2.0;

impl CellNav {
    /// The walk from one point of the space to another, or none if something
    /// stands between them.
    pub(in super::super) fn leg(
        &self,
        cell: &Cell,
        terms: &Terms,
        from: Vec2,
        to: Vec2,
    ) -> Option<Leg> {
        let raster = &cell.space.raster;
        let course = match &cell.ground {
            Ground::Line(course) if terms.slopes => Some(course),
            _ => None,
        };
        if course.is_none() && !terms.weighted() {
            let length = from.distance(to);
            return self.sight.clear(raster, from, to).then_some(Leg {
                cost: length,
                time: length,
            });
        }
        let grade_step = match course {
            None => f64::INFINITY,
            Some(course) if course.pieces.len() == 1 => f64::INFINITY,
            Some(_) => GRADE_STEP_M,
        };
        let length = from.distance(to);
        let along = (to - from).normalized();
        let mut leg = Leg::default();
        let mut height = course.map_or(0.0, |_| cell.ground.elevation(from));
        let mut t = 0.0;
        while t < length {
            let p = from + along * t;
            let nearest = raster.nearest(p);
            let free = nearest.map_or(0.0, |(slot, off)| self.sight.distance(slot) - off);
            let mut step = if free > FREE_M { free } else { STRETCH_M };
            if terms.weighted() {
                let room = nearest.map_or(0.0, |(slot, off)| {
                    f64::from(cell.space.wall_distance[slot]) - off - terms.clearance_m
                });
                step = step.min(room.max(CLEARANCE_STEP_M));
            }
            step = step.min(grade_step).min(length - t);
            let q = p + along * step;
            if free <= FREE_M && self.sight.blocks(Segment::new(p, q)) {
                return None;
            }
            let mut time = step;
            if course.is_some() {
                let next = cell.ground.elevation(q);
                time *= slowness(cell.surface, (next - height) / step.max(1e-9));
                height = next;
            }
            leg.time += time;
            leg.cost += time * crowding(cell, terms, p + along * (0.5 * step));
            t += step.max(1e-6);
        }
        Some(leg)
    }
}

/// How much slower a way counts at `p` because a wall is near.
fn crowding(cell: &Cell, terms: &Terms, p: Vec2) -> f64 {
    if !terms.weighted() {
        return 1.0;
    }
    let distance = cell
        .space
        .raster
        .nearest(p)
        .map_or(0.0, |(slot, _)| f64::from(cell.space.wall_distance[slot]));
    1.0 + terms.clearance_weight * (1.0 - distance / terms.clearance_m).max(0.0)
}

/// Time for a metre of plan over time for a metre on the level. The way along
/// the incline is longer than on the plan; on stairs speed falls to 0.69
/// downwards and 0.61 upwards (REFERENCE, section 4), on slopes by Tobler's
/// function scaled to the level.
pub(super) fn slowness(surface: Surface, grade: f64) -> f64 {
    if grade.abs() < 1e-3 {
        return 1.0;
    }
    let incline = (1.0 + grade * grade).sqrt();
    let factor = match surface {
        Surface::Stairs { .. } if grade > 0.0 => 1.0 / 0.61,
        Surface::Stairs { .. } => 1.0 / 0.69,
        Surface::Level | Surface::Slope => {
            let exponent = 3.5 * ((grade + 0.05).abs() - 0.05);
            if exponent > 0.0 {
                1.0 / exp_fast(-exponent)
            } else {
                exp_fast(exponent)
            }
        }
    };
    incline * factor
}
