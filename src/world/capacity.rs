//! The capacity table: for each place the least of what it holds, what can
//! come in, what can leave and what an emergency lets out, and again with
//! the exit lost that matters most. By hand-calculation rules alone, nobody
//! is simulated.

use serde::Serialize;

use super::network::{self, Cut, Flow, Part};
use super::{CellIndex, Closures, ExitIndex, Side, World};

/// Planning density where nobody has said how many a place holds [1/m²]
/// (Green Guide and UK councils; REFERENCE, section 3).
pub const PLANNING_PER_M2: f64 = 2.0;
/// Time in which a place should fill \[min\]: the Green Guide's hour of entry.
pub const ENTRY_MIN: f64 = 60.0;
/// Time in which a place should empty \[min\]: the Green Guide's normal
/// egress; also taken for an emergency, where 2.5 to 8 are usual by risk.
pub const EGRESS_MIN: f64 = 8.0;

/// One place of the capacity table. Flows in persons a minute, capacities in
/// persons.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CapacityRow {
    /// Id of the place.
    pub place: String,
    /// Name of the place.
    pub name: String,
    /// Walkable area \[m²\].
    pub area_m2: f64,
    /// What it holds: as stated, else area × 2 /m².
    pub holding: f64,
    /// Whether the document states what it holds.
    pub holding_is_stated: bool,
    /// What its portals let in, lanes with service counted by their service.
    pub entry_per_min: f64,
    /// That flow over an hour.
    pub entry: f64,
    /// What its portals let out.
    pub exit_per_min: f64,
    /// That flow over eight minutes.
    pub exit: f64,
    /// Greatest flow from the place out of the venue in an emergency.
    pub emergency_per_min: f64,
    /// That flow over eight minutes.
    pub emergency: f64,
    /// What bounds the emergency flow: ids of gates, paths, exits.
    pub bounded_by: Vec<String>,
    /// The least of the four.
    pub least: f64,
    /// Way to the nearest exit from the place's edge \[m\].
    pub way_out_m: Option<f64>,
    /// The exit whose loss takes most away; none if there is one exit only
    /// or none.
    pub largest_exit: Option<String>,
    /// The emergency flow with that exit lost.
    pub emergency_per_min_without: f64,
    /// The least of the four with that exit lost.
    pub least_without: f64,
}

/// The capacity table of a world: every place, in the order of the document.
#[must_use]
pub fn table(world: &World) -> Vec<CapacityRow> {
    let closures = network::emergency_closures(world);
    let by_day = super::closures::Settings::at_start(world).closures(
        world,
        crate::model::Mobility::Feet,
        None,
    );
    let flow = Flow::new(world, &closures, None);
    let without: Vec<Flow> = (0..world.exits.len())
        .map(|exit| Flow::new(world, &closures, Some(ExitIndex(exit as u16))))
        .collect();
    let net = network::Network::new(world);
    let venue = &world.scenario.venue;
    venue
        .places
        .iter()
        .enumerate()
        .map(|(index, place)| {
            let index = CellIndex(index as u16);
            let cell = &world.cells[index.at()];
            let holding = place
                .capacity
                .map_or(cell.area_m2 * PLANNING_PER_M2, f64::from);
            let (entry_per_min, _) = through(world, &by_day, index);
            let (_, exit_per_min) = through(world, &closures, index);
            let cut = flow.from(index);
            let lost = worst_loss(&without, index, &cut);
            let after = lost.map_or(0.0, |(_, per_min)| per_min);
            let entry = entry_per_min * ENTRY_MIN;
            let exit = exit_per_min * EGRESS_MIN;
            let others = holding.min(entry).min(exit);
            CapacityRow {
                place: place.id.clone(),
                name: cell.name.clone(),
                area_m2: cell.area_m2,
                holding,
                holding_is_stated: place.capacity.is_some(),
                entry_per_min,
                entry,
                exit_per_min,
                exit,
                emergency_per_min: cut.per_min,
                emergency: cut.per_min * EGRESS_MIN,
                bounded_by: cut.parts.iter().map(|part| name(world, *part)).collect(),
                least: others.min(cut.per_min * EGRESS_MIN),
                way_out_m: net.length_out(world, &closures, index),
                largest_exit: lost.map(|(exit, _)| world.exits[exit].id.clone()),
                emergency_per_min_without: after,
                least_without: others.min(after * EGRESS_MIN),
            }
        })
        .collect()
}

/// The exit whose loss takes most flow away from a place, and what is left.
fn worst_loss(without: &[Flow], place: CellIndex, cut: &Cut) -> Option<(usize, f64)> {
    let mut worst: Option<(usize, f64)> = None;
    for (exit, flow) in without.iter().enumerate() {
        let left = flow.from(place).per_min;
        if left < cut.per_min && worst.is_none_or(|(_, least)| left < least) {
            worst = Some((exit, left));
        }
    }
    worst
}

/// What the portals of a cell let in and out [persons a minute].
fn through(world: &World, closures: &Closures, cell: CellIndex) -> (f64, f64) {
    let (mut inward, mut outward) = (0.0, 0.0);
    for &index in &world.cells[cell.at()].portals {
        let portal = &world.portals[index.at()];
        let to_right = portal.left == Side::Cell(cell);
        let beyond = portal.passed(to_right);
        let slower = match beyond {
            Side::Cell(other) => network::rate(world.cells[other.at()].surface),
            Side::Exit(_) => network::LEVEL_PER_M_MIN,
        };
        let free = portal.line.length() * slower;
        if closures.allows(index, !to_right) {
            inward += checked(world, index, !to_right).unwrap_or(free).min(free);
        }
        if closures.allows(index, to_right) {
            outward += free;
        }
    }
    (inward, outward)
}

/// What the lanes of a portal's gate serve [persons a minute]; none if
/// nobody is checked in that direction.
fn checked(world: &World, portal: super::PortalIndex, to_right: bool) -> Option<f64> {
    let gate = world.portals[portal.at()].gate?;
    let lanes = world.scenario.venue.gates[gate.at()].lanes?;
    let forward = to_right == world.gates[gate.at()].from_is_left;
    let service = if forward {
        lanes.forward
    } else {
        lanes.backward
    }?;
    Some(f64::from(lanes.count) * 60.0 / service.time_s.mean().max(1e-3))
}

/// The id by which a planner knows a part.
#[must_use]
pub fn name(world: &World, part: Part) -> String {
    let portal = match part {
        Part::Cell(cell) => return world.cells[cell.at()].id.clone(),
        Part::Portal(portal) => &world.portals[portal.at()],
    };
    if let Some(gate) = portal.gate {
        return world.gates[gate.at()].id.clone();
    }
    match (portal.left, portal.right) {
        (Side::Exit(exit), _) | (_, Side::Exit(exit)) => world.exits[exit.at()].id.clone(),
        (Side::Cell(a), Side::Cell(b)) => {
            format!("{} / {}", world.cells[a.at()].id, world.cells[b.at()].id)
        }
    }
}
