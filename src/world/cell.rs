//! Questions to the world and its cells.

use crate::base::{Segment, Vec2};

use super::{Cell, CellIndex, Portal, PortalIndex, Side, Wall, World};

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
        self.outline.contains(p)
    }

    /// Calls for every wall within `range` of `p` [m], in a fixed order:
    /// walls of this cell, and those of its neighbours within a metre of a
    /// portal and beyond it. Portals are no walls. Quick for a range of up to
    /// [`super::WALL_REACH_M`]; larger ones look at all walls of the cell.
    #[inline]
    pub fn walls_near(&self, p: Vec2, range: f64, call: &mut impl FnMut(&Wall)) {
        self.walls.each_near(p, range, call);
    }

    /// Whether a wall may stand within [`super::WALL_SIGHT_M`] of `p`; true
    /// more often than needed, never wrongly false.
    #[must_use]
    #[inline]
    pub fn has_walls_near(&self, p: Vec2) -> bool {
        self.walls.any_near(p)
    }

    /// All walls of this cell alone, without its neighbours'.
    #[must_use]
    pub fn walls(&self) -> &[Wall] {
        &self.walls.all[..self.own_walls]
    }

    /// Gradient of the surface at `p`: rise per metre of plan, pointing
    /// uphill along the centre line; zero on places.
    #[must_use]
    #[inline]
    pub fn gradient(&self, p: Vec2) -> Vec2 {
        self.ground.gradient(p)
    }

    /// Elevation at `p` [m].
    #[must_use]
    pub fn elevation(&self, p: Vec2) -> f64 {
        self.ground.elevation(p)
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
    pub fn beyond(&self, cell: CellIndex) -> Option<Side> {
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
