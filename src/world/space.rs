//! What a cell and the fields across it share: the lattice, walls, sight.

use crate::base::{Segment, Vec2};

use super::outline::Outline;
use super::raster::Raster;
use super::sight::{FAR_M, Sight};
use super::walls::Walls;

/// Nodes of the lattice, walls, and boundary of a cell.
#[derive(Debug)]
pub(super) struct Space {
    pub(super) raster: Raster,
    pub(super) walls: Walls,
    pub(super) outline: Outline,
    /// The boundary, portals included, and barriers.
    pub(super) sight: Sight,
    /// Distance from every node to the nearest wall, at most [`FAR_M`] \[m\].
    pub(super) wall_distance: Vec<f32>,
}

impl Space {
    /// Builds the space inside `edges`; `lines` are barriers.
    pub(super) fn new(
        edges: Vec<Segment>,
        lines: impl Iterator<Item = Segment>,
        walls: Walls,
        spacing: f64,
    ) -> Self {
        let raster = Raster::new(&edges, spacing);
        let wall_distance = raster.distances(&walls.segments, FAR_M);
        let mut opaque = edges.clone();
        opaque.extend(lines);
        Self {
            sight: Sight::new(&raster, opaque),
            outline: Outline::new(edges),
            wall_distance,
            raster,
            walls,
        }
    }

    /// Whether nothing stands between two points of the cell. Points up to a
    /// centimetre outside count as inside.
    pub(super) fn sees(&self, a: Vec2, b: Vec2) -> bool {
        let margin = (b - a).normalized() * f64::min(0.015, 0.5 * a.distance(b));
        self.sight.clear(&self.raster, a + margin, b - margin)
    }
}
