//! Crowd pressure at one moment, for whoever shows it.
//!
//! The same numbers as the metrics' greatest pressure is taken from: see [the
//! module](super).

use super::DensityMeter;
use crate::base::Vec2;
use crate::sim::Frame;
use crate::world::{CellIndex, World};

/// The pressure at a sample point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PressurePoint {
    /// Its cell.
    pub cell: CellIndex,
    /// Where it is \[m\].
    pub at: Vec2,
    /// Density times variance of velocity [1/s²].
    pub per_s2: f64,
}

/// Measures pressure at moments in any order.
pub struct PressureProbe {
    meter: DensityMeter,
}

impl PressureProbe {
    /// A probe for a world.
    #[must_use]
    pub fn new(world: &World) -> Self {
        let meter = DensityMeter::new(world);
        Self { meter }
    }

    /// Distance between sample points \[m\].
    #[must_use]
    pub fn spacing_m(&self) -> f64 {
        self.meter.spacing_m()
    }

    /// The pressure at a frame, velocities being those since the frame before,
    /// at every sample point with more than 4 /m²; cell by cell, row by row
    /// from the south, from west to east.
    #[must_use]
    pub fn at(&mut self, before: &Frame<'_>, frame: &Frame<'_>) -> Vec<PressurePoint> {
        let found = self.meter.pressures_at(before, frame).into_iter();
        found
            .map(|(spot, per_s2)| PressurePoint {
                cell: spot.cell,
                at: Vec2::new(f64::from(spot.x_mm), f64::from(spot.y_mm)) * 1e-3,
                per_s2,
            })
            .collect()
    }
}
