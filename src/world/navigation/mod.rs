//! The space people of one kind can walk in, and the graph over it that
//! fields are computed on.
//!
//! Every cell has a polygon where the middle of a body can be
//! ([`super::inset`]), a lattice of nodes in it, and *extra* nodes where
//! shortest ways bend: the polygon's reflex corners, and samples along the
//! portals, no further apart than lattice nodes, which join the cells. Where
//! a passage is so narrow that the lattice misses it, points along its sides
//! (*rails*) carry the way through.

mod graph;
mod heading;
mod leg;
mod place;

pub(super) use graph::Nav;
pub(super) use leg::{Leg, Terms, slowness};
pub(super) use place::{CellNav, OUTSIDE};

use crate::model::Mobility;

/// Distance a body of a mobility class keeps from walls [m]: half the
/// narrowest passage it takes, 0.4 m on feet and 0.7 m on wheels.
pub(super) fn inset_m(mobility: Mobility) -> f64 {
    match mobility {
        Mobility::Feet => 0.2,
        Mobility::Wheels => 0.35,
    }
}
