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
        let mut grade = Grade::new(cell, course.is_some(), from, along, length, grade_step);
        let mut t = 0.0;
        while t < length {
            let p = from + along * t;
            let nearest = raster.nearest(p);
            let free = nearest.map_or(0.0, |(slot, off)| self.sight.distance(slot) - off);
            let mut step = if free > FREE_M { free } else { STRETCH_M };
            let mut room = f64::INFINITY;
            if terms.weighted() {
                room = nearest.map_or(0.0, |(slot, off)| {
                    f64::from(cell.space.wall_distance[slot]) - off - terms.clearance_m
                });
                step = step.min(room.max(CLEARANCE_STEP_M));
            }
            step = step.min(grade.until - t).min(length - t);
            let q = p + along * step;
            if free <= FREE_M && self.sight.blocks(Segment::new(p, q)) {
                return None;
            }
            let time = step * grade.slowness;
            leg.time += time;
            leg.cost += if room >= step {
                time
            } else {
                time * crowding(cell, terms, p + along * (0.5 * step))
            };
            t += step.max(1e-6);
            if t >= grade.until && t < length {
                grade.go_on(cell, from, along, length);
            }
        }
        Some(leg)
    }
}

/// The grade on a stretch of a straight walk.
struct Grade {
    /// Where the stretch ends, from the start of the walk \[m\].
    until: f64,
    /// Time for a metre on it \[s\].
    slowness: f64,
    /// Length of a stretch \[m\].
    step: f64,
    /// Elevation at its end \[m\].
    height: f64,
}

impl Grade {
    /// On the first stretch of a walk; without end where slopes do not count.
    fn new(cell: &Cell, counts: bool, from: Vec2, along: Vec2, length: f64, step: f64) -> Self {
        let mut grade = Self {
            until: f64::INFINITY,
            slowness: 1.0,
            step,
            height: 0.0,
        };
        if counts {
            grade.until = 0.0;
            grade.height = cell.ground.elevation(from);
            grade.go_on(cell, from, along, length);
        }
        grade
    }

    /// On to the next stretch.
    fn go_on(&mut self, cell: &Cell, from: Vec2, along: Vec2, length: f64) {
        let end = (self.until + self.step).min(length);
        let next = cell.ground.elevation(from + along * end);
        let rise = (next - self.height) / (end - self.until).max(1e-9);
        self.slowness = slowness(cell.surface, rise);
        (self.until, self.height) = (end, next);
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
pub(in super::super) fn slowness(surface: Surface, grade: f64) -> f64 {
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
