//! From ids of the document to indices of the world.

use super::{CellIndex, ExitIndex, GateIndex, World, ZoneIndex};

impl World {
    /// The place or path of an id.
    #[must_use]
    pub fn cell_named(&self, id: &str) -> Option<CellIndex> {
        position(self.cells.iter().map(|cell| cell.id.as_str()), id).map(CellIndex)
    }

    /// Whether a cell is a place, not a path.
    #[must_use]
    pub fn is_place(&self, cell: CellIndex) -> bool {
        cell.at() < self.scenario.venue.places.len()
    }

    /// The gate of an id.
    #[must_use]
    pub fn gate_named(&self, id: &str) -> Option<GateIndex> {
        position(self.gates.iter().map(|gate| gate.id.as_str()), id).map(GateIndex)
    }

    /// The exit of an id.
    #[must_use]
    pub fn exit_named(&self, id: &str) -> Option<ExitIndex> {
        position(self.exits.iter().map(|exit| exit.id.as_str()), id).map(ExitIndex)
    }

    /// The zone of an id.
    #[must_use]
    pub fn zone_named(&self, id: &str) -> Option<ZoneIndex> {
        position(
            self.scenario
                .venue
                .zones
                .iter()
                .map(|zone| zone.id.as_str()),
            id,
        )
        .map(ZoneIndex)
    }
}

fn position<'a>(mut ids: impl Iterator<Item = &'a str>, id: &str) -> Option<u16> {
    ids.position(|candidate| candidate == id)
        .and_then(|index| u16::try_from(index).ok())
}

impl super::Portal {
    /// What lies behind the portal for whoever passes it to the right, or to
    /// the left.
    #[must_use]
    pub fn passed(&self, to_right: bool) -> super::Side {
        if to_right { self.right } else { self.left }
    }
}
