//! From the document to the world: shapes, portals, walls, ground.
//!
//! What comes out is complete or not at all: every problem found on the way
//! is reported, and with one of them there is no world.

mod band;
mod cap;
mod enclose;
mod openings;
mod shapes;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::Vec2;
use crate::model::{Problem, Scenario};

use super::{
    CellIndex, ExitIndex, ExitSite, GateIndex, GateSite, Portal, PortalIndex, Side, World,
};
use openings::{Draft, Openings};
use shapes::Shape;

/// Longest side of the box round a cell \[m\].
const LARGEST_CELL_M: f64 = 5_000.0;

impl World {
    /// Compiles a scenario.
    ///
    /// # Errors
    /// All problems that keep its venue from becoming a world: references to
    /// cells that do not exist, polygons and lines without sense, path ends
    /// that do not reach what they lead to, gates, exits and openings that
    /// are off the boundary they should be on.
    pub fn compile(scenario: Arc<Scenario>) -> Result<Self, Vec<Problem>> {
        let mut problems = references(&scenario);
        if !problems.is_empty() {
            return Err(problems);
        }
        let ids = cell_ids(&scenario);
        let sheets = sheets(&scenario, &mut problems);
        let shapes = shapes::shapes(&scenario, &ids, &mut problems);
        enclose::check_obstacles(&scenario, &mut problems);
        if !problems.is_empty() {
            return Err(problems);
        }
        let openings = openings::openings(&scenario, &ids, &shapes, &sheets, &mut problems);
        if !problems.is_empty() {
            return Err(problems);
        }
        let portals: Vec<Portal> = openings.drafts.iter().map(portal).collect();
        let cells = enclose::cells(&scenario, &shapes, &sheets, &portals, &mut problems);
        let gates = gate_sites(&scenario, &openings, &mut problems);
        let exits = exit_sites(&scenario, &ids, &portals);
        drop(ids);
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Self {
            scenario,
            cells,
            portals,
            gates,
            exits,
            fields: Arc::default(),
        })
    }
}

/// Index of every cell by id: places, then paths.
fn cell_ids(scenario: &Scenario) -> BTreeMap<&str, usize> {
    let places = scenario.venue.places.iter().map(|p| p.id.as_str());
    let paths = scenario.venue.paths.iter().map(|p| p.id.as_str());
    places
        .chain(paths)
        .enumerate()
        .map(|(i, id)| (id, i))
        .collect()
}

/// References between parts of the venue that lead nowhere, and counts beyond
/// what indices hold.
fn references(scenario: &Scenario) -> Vec<Problem> {
    let venue = &scenario.venue;
    let ids = cell_ids(scenario);
    let exits: Vec<&str> = venue.exits.iter().map(|e| e.id.as_str()).collect();
    let mut problems = Vec::new();
    let limit = usize::from(u16::MAX);
    for (what, count) in [
        ("venue.places", venue.places.len() + venue.paths.len()),
        ("venue.gates", venue.gates.len()),
        ("venue.exits", venue.exits.len()),
    ] {
        if count > limit {
            problems.push(Problem::error("too-many", what).with("limit", limit));
        }
    }
    let mut wants = |place: String, id: &str, wanted: &str, known: bool| {
        if !known {
            problems.push(unknown_reference(place, id, wanted));
        }
    };
    for (index, path) in venue.paths.iter().enumerate() {
        for (field, id) in [("from", &path.from), ("to", &path.to)] {
            if let Some(id) = id {
                let known = ids.contains_key(id.as_str());
                wants(format!("venue.paths[{index}].{field}"), id, "cell", known);
            }
        }
    }
    for (index, opening) in venue.openings.iter().enumerate() {
        for id in [&opening.between.0, &opening.between.1] {
            let known = ids.contains_key(id.as_str());
            let place = format!("venue.openings[{index}].between");
            wants(place, id, "cell", known);
        }
    }
    for (index, gate) in venue.gates.iter().enumerate() {
        for (field, id) in [("from", &gate.from), ("to", &gate.to)] {
            let known = ids.contains_key(id.as_str()) || exits.contains(&id.as_str());
            let place = format!("venue.gates[{index}].{field}");
            wants(place, id, "cell-or-exit", known);
        }
    }
    let on = |id: &str| ids.contains_key(id);
    for (index, exit) in venue.exits.iter().enumerate() {
        let place = format!("venue.exits[{index}].cell");
        wants(place, &exit.cell, "cell", on(&exit.cell));
    }
    for (index, obstacle) in venue.obstacles.iter().enumerate() {
        let place = format!("venue.obstacles[{index}].on");
        wants(place, &obstacle.on, "cell", on(&obstacle.on));
    }
    for (index, barrier) in venue.barriers.iter().enumerate() {
        let place = format!("venue.barriers[{index}].on");
        wants(place, &barrier.on, "cell", on(&barrier.on));
    }
    problems
}

/// A reference to nothing. The checks of the document find these first, and
/// with them what may have been meant.
fn unknown_reference(place: String, id: &str, wanted: &str) -> Problem {
    Problem::error("unknown-reference", place)
        .with("id", id)
        .with("wanted", wanted)
        .with("hint", "none")
        .with("near", "")
}

/// Sheet of every cell.
fn sheets(scenario: &Scenario, problems: &mut Vec<Problem>) -> Vec<i8> {
    let venue = &scenario.venue;
    if venue.sheets.len() > i8::MAX as usize {
        problems.push(Problem::error("too-many", "venue.sheets").with("limit", i8::MAX));
        return vec![0; venue.places.len() + venue.paths.len()];
    }
    let mut sheet = |place: String, id: &str| {
        if venue.is_first_sheet(id) {
            return 0;
        }
        let index = venue.sheets.iter().position(|s| s.id == id);
        if index.is_none() {
            problems.push(unknown_reference(place, id, "sheet"));
        }
        index.unwrap_or(0) as i8
    };
    let mut all = Vec::new();
    for (index, place) in venue.places.iter().enumerate() {
        all.push(sheet(format!("venue.places[{index}].sheet"), &place.sheet));
    }
    for (index, path) in venue.paths.iter().enumerate() {
        all.push(sheet(format!("venue.paths[{index}].sheet"), &path.sheet));
    }
    all
}

fn portal(draft: &Draft) -> Portal {
    Portal {
        line: draft.line,
        left: draft.left,
        right: draft.right,
        gate: draft.gate,
        emergency: draft.emergency,
        shift: draft.shift,
    }
}

fn gate_sites(
    scenario: &Scenario,
    openings: &Openings,
    problems: &mut Vec<Problem>,
) -> Vec<GateSite> {
    let mut sites = Vec::new();
    for (index, gate) in scenario.venue.gates.iter().enumerate() {
        let own = |emergency: bool| {
            openings
                .drafts
                .iter()
                .enumerate()
                .filter(move |(_, d)| d.gate == Some(GateIndex(index as u16)))
                .filter(move |(_, d)| d.emergency == emergency)
                .map(|(i, _)| PortalIndex(i as u32))
        };
        let site = openings.gates.get(index).and_then(Option::as_ref);
        let (Some(site), Some(portal)) = (site, own(false).next()) else {
            problems.push(
                Problem::error("gate-off-boundary", format!("venue.gates[{index}].line"))
                    .with("id", &gate.id),
            );
            continue;
        };
        sites.push(GateSite {
            id: gate.id.clone(),
            portal,
            from_is_left: site.from_is_left,
            emergency_line: site.emergency_line,
            emergency_portals: own(true).collect(),
        });
    }
    sites
}

fn exit_sites(
    scenario: &Scenario,
    ids: &BTreeMap<&str, usize>,
    portals: &[Portal],
) -> Vec<ExitSite> {
    let site = |(index, exit): (usize, &crate::model::Exit)| ExitSite {
        id: exit.id.clone(),
        cell: CellIndex(ids.get(exit.cell.as_str()).copied().unwrap_or_default() as u16),
        portals: (0..portals.len())
            .filter(|&p| portals[p].right == Side::Exit(ExitIndex(index as u16)))
            .map(|p| PortalIndex(p as u32))
            .collect(),
    };
    scenario.venue.exits.iter().enumerate().map(site).collect()
}

/// Corners of a cell's shape.
fn corners(shape: &Shape) -> impl Iterator<Item = Vec2> + '_ {
    shape.rings.iter().flatten().copied()
}
