//! Lines of sight inside a cell: sphere tracing over a lattice of distances,
//! with exact tests where the distance is small.

use crate::base::geometry::Bounds;
use crate::base::{Segment, Vec2};

use super::buckets::Buckets;
use super::raster::Raster;

/// Distances are known up to this \[m\].
pub(super) const FAR_M: f64 = 4.0;

/// Longest stretch that is compared with the edges at once \[m\].
pub(super) const STRETCH_M: f64 = 0.5;

/// Free distance from which on no edge need be looked at \[m\].
pub(super) const FREE_M: f64 = 0.3;

/// What nobody sees through: the boundary of a space.
#[derive(Debug)]
pub(super) struct Sight {
    pub(super) edges: Vec<Segment>,
    grid: Buckets,
    /// Distance from every node of the cell's lattice to the nearest edge
    /// \[m\]; of nodes outside the space it means nothing.
    distance: Vec<f32>,
}

impl Sight {
    pub(super) fn new(raster: &Raster, edges: Vec<Segment>) -> Self {
        let bounds = Bounds::of(edges.iter().flat_map(|e| [e.a, e.b])).grown(1.0);
        Self {
            grid: Buckets::new(bounds, 1.0, 0.5 * STRETCH_M + 0.05, &edges),
            distance: raster.distances(&edges, FAR_M),
            edges,
        }
    }

    /// Distance from a node to the nearest edge, at most [`FAR_M`] \[m\].
    #[inline]
    pub(super) fn distance(&self, slot: usize) -> f64 {
        f64::from(self.distance[slot])
    }

    /// A distance within which `p` has no edge; 0 if unknown.
    #[inline]
    pub(super) fn free(&self, raster: &Raster, p: Vec2) -> f64 {
        raster
            .nearest(p)
            .map_or(0.0, |(slot, off)| f64::from(self.distance[slot]) - off)
    }

    /// Whether an edge meets a stretch no longer than [`STRETCH_M`].
    #[inline]
    pub(super) fn blocks(&self, stretch: Segment) -> bool {
        self.grid
            .near(stretch.midpoint())
            .iter()
            .any(|&edge| stretch.crossing(self.edges[edge as usize]).is_some())
    }

    /// Whether no edge lies between two points of the space.
    pub(super) fn clear(&self, raster: &Raster, from: Vec2, to: Vec2) -> bool {
        let length = from.distance(to);
        let along = (to - from).normalized();
        let mut t = 0.0;
        while t < length {
            let p = from + along * t;
            let free = self.free(raster, p);
            if free > FREE_M {
                t += free;
            } else {
                let step = STRETCH_M.min(length - t);
                if self.blocks(Segment::new(p, p + along * step)) {
                    return false;
                }
                t += step;
            }
        }
        true
    }
}
