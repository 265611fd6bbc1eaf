//! Questions to the world and its cells.

use std::sync::Arc;

use crate::base::geometry::Bounds;
use crate::base::random::Stream;
use crate::base::{Segment, Vec2};
use crate::model::Mobility;

use super::navigation::{CellNav, inset_m};
use super::{Cell, CellIndex, Portal, PortalIndex, Side, Wall, World};

/// Distance that random spots keep from walls \[m\].
pub const SPOT_CLEARANCE_M: f64 = 0.3;

/// Share of the width of a narrow path that random spots keep from walls.
const NARROW_SHARE: f64 = 0.4;

/// Draws for a random spot before there seems to be none.
const SPOT_TRIES: usize = 4_000;

impl World {
    /// A cell.
    #[must_use]
    #[inline]
    pub fn cell(&self, index: CellIndex) -> &Cell {
        &self.cells[index.at()]
    }

    /// A portal.
    #[must_use]
    #[inline]
    pub fn portal(&self, index: PortalIndex) -> &Portal {
        &self.portals[index.at()]
    }

    /// The cell of a sheet that holds `p`; the first in the order of the
    /// document if several do.
    #[must_use]
    pub fn locate(&self, sheet: i8, p: Vec2) -> Option<CellIndex> {
        self.cells
            .iter()
            .position(|cell| cell.sheet == sheet && cell.contains(p))
            .map(|index| CellIndex(index as u16))
    }
}

impl Cell {
    /// Whether `p` is in the walkable space, or at most a centimetre outside
    /// it: edges that two cells share may be drawn a centimetre apart.
    #[must_use]
    #[inline]
    pub fn contains(&self, p: Vec2) -> bool {
        self.space.outline.contains(p)
    }

    /// Calls for every wall within `range` of `p` \[m\], in a fixed order:
    /// walls of this cell, and those of its neighbours within a metre of a
    /// portal and beyond it. Portals are no walls. Quick for a range of up to
    /// [`super::WALL_REACH_M`]; larger ones look at all walls of the cell.
    #[inline]
    pub fn walls_near(&self, p: Vec2, range: f64, call: &mut impl FnMut(Wall)) {
        self.space.walls.each_near(p, range, call);
    }

    /// Whether a wall may stand within [`super::WALL_SIGHT_M`] of `p`; true
    /// more often than needed, never wrongly false.
    #[must_use]
    #[inline]
    pub fn has_walls_near(&self, p: Vec2) -> bool {
        self.space.walls.any_near(p)
    }

    /// All walls of this cell alone, without its neighbours'.
    #[must_use]
    pub fn walls(&self) -> &[Wall] {
        &self.space.walls.all[..self.own_walls]
    }

    /// Whether a barrier of the cell stands between two points of it. People on
    /// either side of one neither touch nor give way to each other. Cells
    /// without barriers answer at once.
    #[must_use]
    #[inline]
    pub fn has_barrier_between(&self, a: Vec2, b: Vec2) -> bool {
        let way = Segment::new(a, b);
        self.barriers
            .iter()
            .any(|line| way.crossing(*line).is_some())
    }

    /// Gradient of the surface at `p`: rise per metre of plan, pointing
    /// uphill along the centre line; zero on places.
    #[must_use]
    #[inline]
    pub fn gradient(&self, p: Vec2) -> Vec2 {
        self.ground.gradient(p)
    }

    /// Elevation at `p` \[m\].
    #[must_use]
    pub fn elevation(&self, p: Vec2) -> f64 {
        self.ground.elevation(p)
    }

    /// Whether one point of the cell sees another: no wall, barrier or edge
    /// of the cell lies between them.
    #[must_use]
    pub fn sees(&self, a: Vec2, b: Vec2) -> bool {
        self.space.sees(a, b)
    }

    /// How far west and east the walkable space reaches between two northings
    /// \[m\]; none if there is nothing of it.
    #[must_use]
    pub fn extent(&self, south: f64, north: f64) -> Option<(f64, f64)> {
        let mut extent: Option<(f64, f64)> = None;
        for edge in self.space.outline.edges() {
            let (low, high) = if edge.a.y <= edge.b.y {
                (edge.a, edge.b)
            } else {
                (edge.b, edge.a)
            };
            if high.y < south || low.y > north {
                continue;
            }
            let at = |y: f64| {
                let share = (y.clamp(low.y, high.y) - low.y) / (high.y - low.y);
                low.x + share * (high.x - low.x)
            };
            let ends = if high.y > low.y {
                [at(south), at(north)]
            } else {
                [low.x, high.x]
            };
            for x in ends {
                let (west, east) = extent.unwrap_or((x, x));
                extent = Some((west.min(x), east.max(x)));
            }
        }
        extent
    }

    /// Unit vector to walk on foot from one point of the cell to another
    /// inside it: straight if there is room, else to the first bend of the
    /// shortest way round obstacles and corners. Zero if there is no way
    /// inside the cell, and for equal points.
    #[must_use]
    pub fn heading_to(&self, from: Vec2, to: Vec2) -> Vec2 {
        self.feet().heading(self, from, to)
    }

    /// The first bend of the shortest way on foot from one point of the cell to
    /// another inside it; the other point itself where the way is straight. None
    /// if there is no way inside the cell.
    #[must_use]
    pub fn bend_to(&self, from: Vec2, to: Vec2) -> Option<Vec2> {
        self.feet().next(self, from, to)
    }

    /// A point drawn uniformly from those that are at least
    /// [`SPOT_CLEARANCE_M`] from every wall (in a path under 0.75 m wide, 0.4 of its width), in the
    /// whole cell or in a box;
    /// none if there seems to be no such point.
    #[must_use]
    pub fn random_spot(&self, stream: &mut Stream, within: Option<Bounds>) -> Option<Vec2> {
        let raster = &self.space.raster;
        let half = 0.5 * raster.spacing;
        for _ in 0..SPOT_TRIES {
            let p = match within {
                Some(bounds) => {
                    let low = Vec2::new(
                        bounds.min.x.max(self.bounds.min.x),
                        bounds.min.y.max(self.bounds.min.y),
                    );
                    let high = Vec2::new(
                        bounds.max.x.min(self.bounds.max.x),
                        bounds.max.y.min(self.bounds.max.y),
                    );
                    let x = stream.uniform(low.x, high.x);
                    Vec2::new(x, stream.uniform(low.y, high.y))
                }
                None if raster.len() == 0 => return None,
                // Squares round the nodes cover all that is far from walls.
                None => {
                    let node = raster.position(stream.below(raster.len()));
                    let dx = stream.uniform(-half, half);
                    node + Vec2::new(dx, stream.uniform(-half, half))
                }
            };
            if self.is_free(p) && within.is_none_or(|b| b.contains(p)) {
                return Some(p);
            }
        }
        None
    }

    /// Distance from a point to the nearest wall, at most
    /// [`super::WALL_REACH_M`] \[m\].
    #[must_use]
    pub fn to_wall(&self, p: Vec2) -> f64 {
        self.space.walls.distance(p)
    }

    /// Whether a point has [`SPOT_CLEARANCE_M`] to every wall; in a course too
    /// narrow for that, near its middle.
    #[must_use]
    pub fn is_free(&self, p: Vec2) -> bool {
        let narrow = |width: f64| SPOT_CLEARANCE_M.min(NARROW_SHARE * width);
        let clearance = self.width_m.map_or(SPOT_CLEARANCE_M, narrow);
        self.contains(p) && self.space.walls.distance(p) >= clearance
    }

    /// Where people on foot can be.
    pub(super) fn feet(&self) -> &Arc<CellNav> {
        self.ways.get_or_init(|| {
            let inset = inset_m(Mobility::Feet);
            Arc::new(CellNav::new(&self.space, &self.walkable, inset))
        })
    }
}

impl Portal {
    /// Whether a cell lies on either side.
    #[must_use]
    #[inline]
    pub fn touches(&self, cell: CellIndex) -> bool {
        self.left == Side::Cell(cell) || self.right == Side::Cell(cell)
    }

    /// What lies on the other side, seen from a cell; for the ends of a
    /// periodic path the cell itself. None if the cell is on neither side.
    #[must_use]
    pub fn behind(&self, cell: CellIndex) -> Option<Side> {
        if self.left == Side::Cell(cell) {
            Some(self.right)
        } else if self.right == Side::Cell(cell) {
            Some(self.left)
        } else {
            None
        }
    }

    /// The line with a side of the portal on its left.
    #[must_use]
    pub fn line_from(&self, side: Side) -> Segment {
        if side == self.left {
            self.line
        } else {
            Segment::new(self.line.b, self.line.a)
        }
    }
}
