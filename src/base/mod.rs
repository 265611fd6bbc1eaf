//! The ground floor: mathematics with the same bits on every machine, plane
//! geometry, keyed random streams, deterministic parallel helpers and the
//! catalogue of texts. Knows nothing of the rooms above.

pub mod fetch;
pub mod geometry;
pub mod lanes;
pub mod math;
pub mod parallel;
pub mod random;
pub mod text;

pub use geometry::{Segment, Vec2};
