//! Measuring runs the way experiments with people are measured.
//!
//! Flow through a line from the count over time (N–t), density as number
//! over area and by Voronoi cells, speed over a window of frames. The
//! definitions are those of PedPy, against which `tests/peers` checks them
//! on the same trajectories.

pub mod density;
pub mod flow;
pub mod speed;
pub mod voronoi;

pub use density::{Area, classical_density, mean_density};
pub use flow::{Crossing, crossings, middle_flow_per_s};
pub use speed::{Pace, mean_speed_in, paces, speed_between};
pub use voronoi::{Walkable, voronoi_density};
