//! Density and crowd pressure of a run.
//!
//! **Density** at a point is the number of people within 1 m of it, visitors
//! and staff, over the ground within 1 m of it that can be walked on; beside a
//! wall the circle is not counted whole. Sample points lie half a metre apart
//! on all walkable ground (further apart, by doubling, only where a venue has
//! more than 1 km² of it). People and ground count if they are in the point's
//! own cell, or in view of it straight through a portal: never through a wall
//! between cells, nor from one sheet to another. A gate counts as open space
//! whatever its state, and the strips beside it that open only in an emergency
//! as wall. Points with less than 0.5 m² of ground are left out.
//!
//! Frames are evaluated at most once a second. The **greatest density** is
//! the greatest that lasted ten seconds, that is, was reached at every
//! evaluation of ten seconds at the same point; its time is the end of the
//! first such ten seconds.
//!
//! **Time above 4 /m²** adds up, for everyone inside, the seconds at whose end
//! the density at the sample point of their cell nearest to them was above
//! 4 /m².
//!
//! **Crowd pressure** is ρ·Var(v) (Helbing, Johansson, Al-Abideen 2007, "The
//! dynamics of crowd disasters", Physical Review E 75, 046109): the density at
//! a point times the mean square deviation of the velocities of those within
//! 1 m from their mean, velocities being the way since the frame before over
//! its time. It is taken only where the density is above 4 /m²: the paper's
//! threshold of 0.02 /s² was found in crowds denser than that, and among
//! people who walk freely different speeds make large numbers that mean
//! nothing. Where it never was so dense there is no pressure to tell.

mod area;
mod lattice;
mod meter;
mod pressure;
mod spots;
#[cfg(test)]
mod tests;

pub use meter::DensityMeter;
pub use pressure::{PressurePoint, PressureProbe};

use self::lattice::Spot;
use crate::base::Vec2;
use crate::sim::{Frame, State};
use crate::world::CellIndex;

/// How long a density must last to count \[ms\].
const LASTING_MS: i64 = 10_000;

/// Most people in a cell at a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PeakOccupancy {
    /// How many.
    pub people: u32,
    /// The first time there were so many, since the start of the run \[ms\].
    pub t_ms: i64,
}

/// The greatest density that lasted, where people were.
#[derive(Clone, Debug, PartialEq)]
pub struct DensityMap {
    /// Distance between sample points \[m\].
    pub spacing_m: f64,
    /// The points where anybody ever stayed ten seconds, cell by cell, row by
    /// row from the south, from west to east.
    pub points: Vec<MapPoint>,
}

/// A point of a density map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapPoint {
    /// Its cell.
    pub cell: CellIndex,
    /// East \[m\].
    pub x_m: f64,
    /// North \[m\].
    pub y_m: f64,
    /// Greatest density that lasted ten seconds [1/m²].
    pub max_per_m2: f64,
}

/// The moment at which the greatest density had lasted ten seconds, with
/// everyone inside then; all lists have the same length.
#[derive(Clone, Debug, PartialEq)]
pub struct DensestMoment {
    /// The density [1/m²].
    pub density_per_m2: f64,
    /// The cell where it was.
    pub cell: CellIndex,
    /// The sample point where it was \[m\].
    pub at: Vec2,
    /// When, since the start of the run \[ms\].
    pub t_ms: i64,
    /// Number of the frame.
    pub frame: u32,
    /// East \[mm\].
    pub x_mm: Vec<i32>,
    /// North \[mm\].
    pub y_mm: Vec<i32>,
    /// Sheet.
    pub sheet: Vec<i8>,
    /// Cell, an index into the world's cells.
    pub cell_of: Vec<u16>,
    /// State, a number of [`crate::sim::State`].
    pub state: Vec<u8>,
}

impl DensestMoment {
    fn of(frame: &Frame<'_>, spot: Spot, density_per_m2: f64) -> Self {
        Self {
            density_per_m2,
            cell: spot.cell,
            at: Vec2::new(f64::from(spot.x_mm), f64::from(spot.y_mm)) * 1e-3,
            t_ms: frame.t_ms,
            frame: frame.number,
            x_mm: of_inside(frame, frame.x_mm),
            y_mm: of_inside(frame, frame.y_mm),
            sheet: of_inside(frame, frame.sheet),
            cell_of: of_inside(frame, frame.cell),
            state: of_inside(frame, frame.state),
        }
    }
}

/// A column of a frame, without those who have left.
fn of_inside<T: Copy>(frame: &Frame<'_>, column: &[T]) -> Vec<T> {
    let rows = column.iter().zip(frame.state);
    rows.filter(|(_, state)| State::is_inside(**state))
        .map(|(value, _)| *value)
        .collect()
}
