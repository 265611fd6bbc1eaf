//! What a scenario compiles to: cells and portals, walls, the path-and-gate
//! network and navigation fields. Immutable and shared by every replication.
//!
//! **Cells.** A place is its polygon. A path is its centre line buffered to
//! its width (less the sterile lane at its right-hand edge) with mitred
//! joints; at an end that joins something the two side lines are lengthened
//! or cut until they meet the boundary of what it joins: of a place, of the
//! side of another path, or, where two paths meet end to end, the mitre
//! between them. Cells are separate worlds: that two of them overlap on the
//! plan means nothing, one passes only through portals.
//!
//! **Portals** are found in this order, and what an earlier rule has taken a
//! later one does not touch: gates; exits; declared openings; path ends;
//! edges that two places of one sheet share (within a centimetre), unless
//! one is `closed_to` the other.
//! * A gate stands on the common boundary of its two cells, whether that is
//!   otherwise open or not, or on an exit's line. It closes the rest of the
//!   stretch it stands on: beside the gates of a path's end, of an exit or of
//!   a shared edge there is wall, unless an opening is declared there.
//! * Where its clear width is less than its line, the middle is the gate and
//!   the rest is wall. What is cleared away in an emergency are portals and
//!   walls of their own that bear the gate's index ([`GateSite`], [`Wall`]).
//! * Gates, exits and openings may be drawn up to 0.1 m off the boundary.
//! * The beginning of a periodic path lies behind its end: each of the two
//!   has a portal with a [`Portal::shift`], the inside on its left.
//!
//! **Walls** are what is left of the boundary, the outlines of obstacles, and
//! barriers. **Walkable space** is the shape less the obstacles.

mod buckets;
pub mod capacity;
mod cell;
pub mod check;
pub mod closures;
mod compile;
pub mod coverage;
mod field;
mod ground;
mod inset;
mod names;
mod navigation;
pub mod network;
mod outline;
mod raster;
mod ring;
pub mod route;
mod sight;
mod space;
mod spot;
mod walls;

#[cfg(test)]
mod tests;

use std::sync::{Arc, OnceLock};

use geo::MultiPolygon;

use crate::base::geometry::Bounds;
use crate::base::{Segment, Vec2};
use crate::model::{Direction, Mobility, Scenario, Surface};

use field::Fields;
use ground::Ground;
use navigation::CellNav;
use space::Space;

pub(crate) use buckets::Buckets;
pub use cell::SPOT_CLEARANCE_M;
pub use field::{Coarse, Delay, Field, FreeWay};
pub use spot::Spot;
pub use walls::{WALL_REACH_M, WALL_SIGHT_M, Wall};

/// A compiled scenario.
pub struct World {
    /// What it was compiled from.
    pub scenario: Arc<Scenario>,
    /// Places in the order of the document, then paths.
    pub cells: Vec<Cell>,
    /// Where cells open into each other or out of the world.
    pub portals: Vec<Portal>,
    /// Gates, in the order of the document.
    pub gates: Vec<GateSite>,
    /// Exits, in the order of the document.
    pub exits: Vec<ExitSite>,
    fields: Arc<Fields>,
}

/// A place or path: walkable space with walls round it.
pub struct Cell {
    /// Id in the document.
    pub id: String,
    /// Name shown to people.
    pub name: String,
    /// Index of its sheet.
    pub sheet: i8,
    /// What one walks on; places are level.
    pub surface: Surface,
    /// Whether it is a path of the document.
    pub is_path: bool,
    /// Walkable space: the drawn shape less obstacles (barriers have no
    /// area).
    pub walkable: MultiPolygon<f64>,
    /// Walkable area \[m²\].
    pub area_m2: f64,
    /// Box round the walkable space.
    pub bounds: Bounds,
    /// Portals on its boundary, in order.
    pub portals: Vec<PortalIndex>,
    /// Zone it belongs to, the first that names it.
    pub zone: Option<ZoneIndex>,
    /// Clear width of a path \[m\]; none for a place.
    pub width_m: Option<f64>,
    /// Portals at the beginning and at the end of a path; none for a place.
    pub ends: Option<[Vec<PortalIndex>; 2]>,
    /// Barriers: lines without area that nobody crosses; also among the walls.
    pub barriers: Vec<Segment>,
    ground: Ground,
    space: Arc<Space>,
    /// Where people on foot can be, once somebody has asked.
    ways: OnceLock<Arc<CellNav>>,
    /// The lattice for ways that mind the crowd, once somebody has asked.
    coarse: OnceLock<Coarse>,
    /// How many of the walls are this cell's; the rest belong to neighbours.
    own_walls: usize,
}

/// What lies behind one side of a portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// A cell.
    Cell(CellIndex),
    /// Out of the world.
    Exit(ExitIndex),
}

/// A line where two cells, or a cell and the outside, open into each other.
/// Gates never lie on part of a portal: where a gate stands the portal is cut,
/// so that each portal has one gate or none.
pub struct Portal {
    /// The line. `left` lies to the left of a → b.
    pub line: Segment,
    /// What lies to the left of the line.
    pub left: Side,
    /// What lies to the right of the line.
    pub right: Side,
    /// The gate that stands on it.
    pub gate: Option<GateIndex>,
    /// Added to the position of whoever passes from left to right, and taken
    /// off the other way; zero but at the ends of a periodic path.
    pub shift: Vec2,
    /// Whether it is part of what a gate opens only when it is cleared for
    /// an emergency: until then a wall stands on it.
    pub emergency: bool,
}

/// A gate in the world.
pub struct GateSite {
    /// Id in the document.
    pub id: String,
    /// Its portal by day.
    pub portal: PortalIndex,
    /// Whether the document's `from` is the portal's left side (also of its
    /// emergency portals).
    pub from_is_left: bool,
    /// Its line when it is cleared for an emergency; it holds the line of
    /// its portal. None if it cannot be cleared.
    pub emergency_line: Option<Segment>,
    /// The strips beside its portal that open when it is cleared. Walls with
    /// the gate's index stand on them until then.
    pub emergency_portals: Vec<PortalIndex>,
}

/// An exit in the world.
pub struct ExitSite {
    /// Id in the document.
    pub id: String,
    /// The cell it leads out of.
    pub cell: CellIndex,
    /// Its portals; several if gates or corners divide its line.
    pub portals: Vec<PortalIndex>,
}

/// Where people walk to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Goal {
    /// Out by an exit: the whole line attracts.
    Exit(ExitIndex),
    /// Into a cell, by any of its portals.
    Cell(CellIndex),
    /// To a gate's line, from either side.
    Gate(GateIndex),
}

/// Which way each portal may be used, as far as wayfinding is concerned; a
/// held gate counts as open, because people wait there. `Both` everywhere but
/// where a gate is closed or one-way, a path is one-way or closed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Closures {
    /// One entry a portal: `Forward` is from left to right; none is shut.
    pub passage: Vec<Option<Direction>>,
}

/// Names a navigation field.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldKey {
    /// Where to.
    pub goal: Goal,
    /// Past what.
    pub closures: Arc<Closures>,
    /// For whom.
    pub mobility: Mobility,
}

/// Index of a cell (place or path): places in the order of the document,
/// then paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellIndex(pub u16);

/// Index of a gate, in the order of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GateIndex(pub u16);

/// Index of an exit, in the order of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExitIndex(pub u16);

/// Index of a zone, in the order of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ZoneIndex(pub u16);

/// Index of a portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PortalIndex(pub u32);

impl CellIndex {
    /// The index as a subscript.
    #[must_use]
    pub fn at(self) -> usize {
        usize::from(self.0)
    }
}

impl GateIndex {
    /// The index as a subscript.
    #[must_use]
    pub fn at(self) -> usize {
        usize::from(self.0)
    }
}

impl ExitIndex {
    /// The index as a subscript.
    #[must_use]
    pub fn at(self) -> usize {
        usize::from(self.0)
    }
}

impl ZoneIndex {
    /// The index as a subscript.
    #[must_use]
    pub fn at(self) -> usize {
        usize::from(self.0)
    }
}

impl PortalIndex {
    /// The index as a subscript.
    #[must_use]
    pub fn at(self) -> usize {
        self.0 as usize
    }
}
