//! The walls of a cell, indexed for exact contact.

use crate::base::geometry::Bounds;
use crate::base::{Segment, Vec2};

use super::GateIndex;
use super::buckets::Buckets;

/// Distance up to which a bucket lists walls \[m\].
pub const WALL_REACH_M: f64 = 1.0;

/// Distance within which [`super::Cell::has_walls_near`] looks \[m\].
pub const WALL_SIGHT_M: f64 = 0.6;

/// A straight piece of wall.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wall {
    /// Where it stands.
    pub segment: Segment,
    /// The gate that opens it when it is cleared for an emergency; none for
    /// a wall that stays.
    pub gate: Option<GateIndex>,
}

/// Walls by buckets of a metre.
#[derive(Debug)]
pub(super) struct Walls {
    pub(super) all: Vec<Wall>,
    pub(super) segments: Vec<Segment>,
    grid: Buckets,
    /// Fine buckets: whether a wall may be within [`WALL_SIGHT_M`].
    near: Buckets,
}

impl Walls {
    /// Indexes walls for points within `bounds`.
    pub(super) fn new(all: Vec<Wall>, bounds: Bounds) -> Self {
        let segments: Vec<Segment> = all.iter().map(|w| w.segment).collect();
        let bounds = bounds.grown(1.0);
        Self {
            grid: Buckets::new(bounds, 1.0, WALL_REACH_M, &segments),
            near: Buckets::new(bounds, 0.25, WALL_SIGHT_M, &segments),
            segments,
            all,
        }
    }

    /// Whether a wall may be within [`WALL_SIGHT_M`] of `p`; never wrongly
    /// false.
    #[inline]
    pub(super) fn any_near(&self, p: Vec2) -> bool {
        self.near.any_near(p)
    }

    /// Calls for every wall within `range` of `p` \[m\], in a fixed order.
    #[inline]
    pub(super) fn each_near(&self, p: Vec2, range: f64, call: &mut impl FnMut(Wall)) {
        if range <= WALL_REACH_M {
            let squared = range * range;
            for &index in self.grid.near(p) {
                let wall = self.all[index as usize];
                if (wall.segment.nearest_point(p) - p).length_squared() <= squared {
                    call(wall);
                }
            }
        } else {
            for &wall in &self.all {
                if wall.segment.distance(p) <= range {
                    call(wall);
                }
            }
        }
    }

    /// Distance from `p` to the nearest wall within [`WALL_REACH_M`], or that
    /// reach if there is none \[m\].
    pub(super) fn distance(&self, p: Vec2) -> f64 {
        let mut least = WALL_REACH_M;
        for &index in self.grid.near(p) {
            least = least.min(self.segments[index as usize].distance(p));
        }
        least
    }

    /// Whether a wall crosses the straight line from `a` to `b`, which must
    /// be no longer than a metre.
    #[inline]
    pub(super) fn block(&self, a: Vec2, b: Vec2) -> bool {
        let line = Segment::new(a, b);
        self.grid
            .near(line.midpoint())
            .iter()
            .any(|&index| line.crossing(self.segments[index as usize]).is_some())
    }
}
