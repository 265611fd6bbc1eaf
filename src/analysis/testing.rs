//! Hand-made worlds and frames for the tests of analysis.

use std::sync::Arc;

use geo::{Coord, LineString, MultiPolygon, Polygon};

use crate::base::geometry::Bounds;
use crate::base::{Segment, Vec2};
use crate::model::{Scenario, Surface};
use crate::sim::Frame;
use crate::world::{
    Cell, CellIndex, ExitIndex, ExitSite, Portal, PortalIndex, Side, World, ZoneIndex,
};

/// A scenario from RON, `format` and `name` added.
pub(super) fn scenario(text: &str) -> Scenario {
    ron::from_str(&format!("(format: 1, name: \"test\", {text})")).unwrap()
}

/// A rectangular cell from one corner to the other.
pub(super) fn room(id: &str, (x0, y0, x1, y1): (f64, f64, f64, f64)) -> Cell {
    let corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)];
    let ring: Vec<Coord<f64>> = corners.map(|(x, y)| Coord { x, y }).to_vec();
    Cell {
        id: id.to_owned(),
        name: id.to_owned(),
        sheet: 0,
        surface: Surface::Level,
        is_path: false,
        walkable: MultiPolygon(vec![Polygon::new(LineString(ring), Vec::new())]),
        area_m2: (x1 - x0) * (y1 - y0),
        bounds: Bounds::of(corners.map(Vec2::from)),
        portals: Vec::new(),
        zone: None,
    }
}

/// A world of these cells, all walled in.
pub(super) fn world(scenario: Scenario, cells: Vec<Cell>) -> World {
    World {
        scenario: Arc::new(scenario),
        cells,
        portals: Vec::new(),
        gates: Vec::new(),
        exits: Vec::new(),
    }
}

/// Opens a portal between two cells, `left` to the left of a → b.
pub(super) fn open(world: &mut World, a: (f64, f64), b: (f64, f64), left: u16, right: u16) {
    let portal = PortalIndex(world.portals.len() as u32);
    world.portals.push(Portal {
        line: Segment::new(a.into(), b.into()),
        left: Side::Cell(CellIndex(left)),
        right: Side::Cell(CellIndex(right)),
        gate: None,
        shift: Vec2::ZERO,
    });
    for cell in [left, right] {
        let portals = &mut world.cells[usize::from(cell)].portals;
        if !portals.contains(&portal) {
            portals.push(portal);
        }
    }
}

/// Adds an exit out of a cell.
pub(super) fn exit(world: &mut World, id: &str, cell: u16) {
    world.exits.push(ExitSite {
        id: id.to_owned(),
        cell: CellIndex(cell),
        portals: Vec::new(),
    });
    assert!(world.exits.len() <= usize::from(ExitIndex(u16::MAX).0));
}

/// Puts a cell into a zone.
pub(super) fn in_zone(world: &mut World, cell: usize, zone: u16) {
    world.cells[cell].zone = Some(ZoneIndex(zone));
}

/// A frame that keeps its rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Scene {
    pub number: u32,
    pub t_ms: i64,
    id: Vec<u32>,
    x_mm: Vec<i32>,
    y_mm: Vec<i32>,
    sheet: Vec<i8>,
    cell: Vec<u16>,
    state: Vec<u8>,
}

impl Scene {
    /// A frame with nobody in it.
    pub(super) fn empty(number: u32, t_ms: i64) -> Self {
        Self {
            number,
            t_ms,
            ..Self::default()
        }
    }

    /// Adds a person; ids must rise.
    pub(super) fn person(&mut self, id: u32, cell: u16, x: f64, y: f64) {
        self.id.push(id);
        self.x_mm.push((x * 1e3).round() as i32);
        self.y_mm.push((y * 1e3).round() as i32);
        self.sheet.push(0);
        self.cell.push(cell);
        self.state.push(0);
    }

    /// As an observer sees it.
    pub(super) fn frame(&self) -> Frame<'_> {
        Frame {
            number: self.number,
            t_ms: self.t_ms,
            id: &self.id,
            x_mm: &self.x_mm,
            y_mm: &self.y_mm,
            sheet: &self.sheet,
            cell: &self.cell,
            state: &self.state,
        }
    }
}
