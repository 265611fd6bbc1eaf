//! Takes the ground from a compiled world.

use geo::{LineString, MultiPolygon};

use super::input::{CellShape, ExitShape, Gap, GateShape, VenueDrawing};
use crate::base::Vec2;
use crate::model::{Scenario, Venue};
use crate::world::{Cell, Side, World};

impl VenueDrawing {
    /// The ground of a compiled world.
    #[must_use]
    pub fn of(world: &World) -> Self {
        let venue = &world.scenario.venue;
        Self {
            sheets: sheet_names(venue),
            cells: world.cells.iter().map(|cell| shape(cell, venue)).collect(),
            gaps: gaps(world),
            gates: gates(world),
            exits: exits(world),
        }
    }

    /// Index of the sheet a cell lies on, by its id; the first if there is no
    /// such cell.
    #[must_use]
    pub fn sheet_of(&self, cell: &str) -> i8 {
        self.cell(cell).map_or(0, |cell| cell.sheet)
    }

    /// The cell of an id.
    #[must_use]
    pub fn cell(&self, id: &str) -> Option<&CellShape> {
        self.cells.iter().find(|cell| cell.id == id)
    }
}

/// The name of a thing as people know it: its own name, or its id.
pub(super) fn shown<'a>(name: &'a str, id: &'a str) -> &'a str {
    if name.trim().is_empty() { id } else { name }
}

/// The name of anything in the document that a metric may refer to.
pub(crate) fn name_of<'a>(scenario: &'a Scenario, id: &'a str) -> &'a str {
    let venue = &scenario.venue;
    let places = venue.places.iter().map(|p| (&p.id, &p.name));
    let paths = venue.paths.iter().map(|p| (&p.id, &p.name));
    let gates = venue.gates.iter().map(|g| (&g.id, &g.name));
    let exits = venue.exits.iter().map(|e| (&e.id, &e.name));
    let zones = venue.zones.iter().map(|z| (&z.id, &z.name));
    let points = venue.assembly_points.iter().map(|a| (&a.id, &a.name));
    let incidents = scenario.incidents.iter().map(|i| (&i.id, &i.name));
    let units = scenario.staff.units.iter().map(|u| (&u.id, &u.name));
    let posts = scenario.staff.posts.iter().map(|p| (&p.id, &p.name));
    places
        .chain(paths)
        .chain(gates)
        .chain(exits)
        .chain(zones)
        .chain(points)
        .chain(incidents)
        .chain(units)
        .chain(posts)
        .find(|(other, _)| *other == id)
        .map_or(id, |(_, name)| shown(name, id))
}

fn sheet_names(venue: &Venue) -> Vec<String> {
    if venue.sheets.is_empty() {
        return vec![String::new()];
    }
    venue
        .sheets
        .iter()
        .map(|sheet| shown(&sheet.name, &sheet.id).to_owned())
        .collect()
}

fn shape(cell: &Cell, venue: &Venue) -> CellShape {
    let path = venue.paths.iter().find(|path| path.id == cell.id);
    let place = venue.places.iter().find(|place| place.id == cell.id);
    let line: Vec<(Vec2, f64)> = path.map_or_else(Vec::new, |path| {
        path.line
            .iter()
            .map(|&(x, y, z)| (Vec2::new(x, y), z))
            .collect()
    });
    let z_m = match (place, line.is_empty()) {
        (Some(place), _) => place.z,
        (None, false) => line.iter().map(|(_, z)| z).sum::<f64>() / line.len() as f64,
        (None, true) => 0.0,
    };
    CellShape {
        id: cell.id.clone(),
        name: shown(&cell.name, &cell.id).to_owned(),
        sheet: cell.sheet,
        polygons: rings(&cell.walkable),
        area_m2: cell.area_m2,
        surface: cell.surface,
        line,
        width_m: path.map_or(0.0, |path| path.width),
        z_m,
    }
}

fn rings(shape: &MultiPolygon<f64>) -> Vec<Vec<Vec<Vec2>>> {
    let ring = |line: &LineString<f64>| -> Vec<Vec2> {
        line.0
            .iter()
            .map(|point| Vec2::new(point.x, point.y))
            .collect()
    };
    shape
        .0
        .iter()
        .map(|polygon| {
            std::iter::once(ring(polygon.exterior()))
                .chain(polygon.interiors().iter().map(ring))
                .collect()
        })
        .collect()
}

fn side_sheet(world: &World, side: Side) -> i8 {
    match side {
        Side::Cell(cell) => world.cells[cell.at()].sheet,
        Side::Exit(exit) => world.cells[world.exits[exit.at()].cell.at()].sheet,
    }
}

fn gaps(world: &World) -> Vec<Gap> {
    world
        .portals
        .iter()
        .filter(|portal| portal.gate.is_none())
        .filter(|portal| matches!((portal.left, portal.right), (Side::Cell(_), Side::Cell(_))))
        .map(|portal| Gap {
            line: (portal.line.a, portal.line.b),
            sheet: side_sheet(world, portal.left),
        })
        .collect()
}

fn gates(world: &World) -> Vec<GateShape> {
    let documents = &world.scenario.venue.gates;
    world
        .gates
        .iter()
        .zip(documents)
        .map(|(site, gate)| {
            let portal = &world.portals[site.portal.at()];
            GateShape {
                id: site.id.clone(),
                name: shown(&gate.name, &gate.id).to_owned(),
                line: (portal.line.a, portal.line.b),
                sheet: side_sheet(world, portal.left),
                width_m: gate.width.unwrap_or_else(|| portal.line.length()),
                state: gate.state,
                direction: gate.direction,
            }
        })
        .collect()
}

fn exits(world: &World) -> Vec<ExitShape> {
    let documents = &world.scenario.venue.exits;
    world
        .exits
        .iter()
        .zip(documents)
        .map(|(site, exit)| {
            let line = (Vec2::from(exit.line.0), Vec2::from(exit.line.1));
            ExitShape {
                id: site.id.clone(),
                name: shown(&exit.name, &exit.id).to_owned(),
                line,
                outward: outward(world, site, line),
                sheet: world.cells[site.cell.at()].sheet,
            }
        })
        .collect()
}

/// The normal of an exit's line that points away from its cell.
fn outward(world: &World, site: &crate::world::ExitSite, line: (Vec2, Vec2)) -> Vec2 {
    let left = (line.1 - line.0).normalized().left();
    let Some(portal) = site
        .portals
        .first()
        .map(|portal| &world.portals[portal.at()])
    else {
        return left;
    };
    let to_exit = (portal.line.b - portal.line.a).normalized().left();
    if matches!(portal.left, Side::Exit(_)) {
        to_exit
    } else {
        -to_exit
    }
}
