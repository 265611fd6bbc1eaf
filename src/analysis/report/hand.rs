//! The hand calculation: what each way out takes by width and rate, the cut
//! that people wait for longest, and the walk from the farthest place.

use super::drawing::{name_of, shown};
use super::input::{HandCheck, WayOut};
use crate::base::Vec2;
use crate::base::geometry::Bounds;
use crate::model::{Mobility, Plan, Surface};
use crate::world::closures::Settings;
use crate::world::network::{self, Flow};
use crate::world::{
    CellIndex, Closures, ExitIndex, FieldKey, Goal, PortalIndex, Side, World, capacity,
};

/// Free speed where nobody has described the visitors [m/s] (Weidmann 1993).
const FREE_SPEED_M_PER_S: f64 = 1.34;
/// How far from a wall the farthest walk begins [m].
const OFF_WALL_M: f64 = 1.0;
/// Ways that take this many times the flow of the cut do not matter.
const AMPLE: f64 = 4.0;

impl HandCheck {
    /// Reckons for the people in each cell of a world, on foot, with gates
    /// and paths as a plan leaves them; without a plan, as an emergency does.
    #[must_use]
    pub fn of(world: &World, plan: Option<&Plan>, people: &[u32]) -> Self {
        let closures = plan.map_or_else(
            || network::emergency_closures(world),
            |plan| Settings::under(world, plan).closures(world, Mobility::Feet, None),
        );
        let flow = Flow::new(world, &closures, None);
        let places: Vec<(CellIndex, u32)> = people
            .iter()
            .enumerate()
            .map(|(index, count)| (CellIndex(index as u16), *count))
            .collect();
        let clearing = flow.clearing(&places);
        let cut_per_min = clearing.as_ref().map_or(0.0, |c| c.per_min);
        let mut ways = ways(world, &closures);
        ways.retain(|way| cut_per_min <= 0.0 || way.flow_per_min <= cut_per_min * AMPLE);
        let speed = free_speed(world);
        Self {
            ways,
            people: clearing.as_ref().map_or(0, |c| c.people.round() as u32),
            cut_per_min,
            cut: clearing.map_or_else(Vec::new, |c| {
                c.parts.iter().map(|part| part_name(world, *part)).collect()
            }),
            walk_s: walk(world, closures, people) / speed,
            walk_m_per_s: speed,
            level_rate: network::LEVEL_PER_M_MIN,
            stair_rate: network::STAIRS_PER_M_MIN,
        }
    }
}

/// Mean free speed of all visitors [m/s].
fn free_speed(world: &World) -> f64 {
    let profiles = &world.scenario.visitors.profiles;
    let share: f64 = profiles.iter().map(|p| p.share).sum();
    let sum: f64 = profiles.iter().map(|p| p.share * p.free_speed.mean()).sum();
    let speed = if share > 0.0 { sum / share } else { 0.0 };
    if speed.is_finite() && speed > 0.05 {
        speed
    } else {
        FREE_SPEED_M_PER_S
    }
}

/// The name people know a part of the network by.
fn part_name(world: &World, part: network::Part) -> String {
    let ids = capacity::name(world, part);
    let names: Vec<&str> = ids
        .split(" / ")
        .map(|id| name_of(&world.scenario, id))
        .collect();
    names.join(" / ")
}

/// Paths, gates and exits with what they take, in this order.
fn ways(world: &World, closures: &Closures) -> Vec<WayOut> {
    let venue = &world.scenario.venue;
    let mut out = Vec::new();
    for (index, cell) in world.cells.iter().enumerate() {
        let Some(width_m) = cell.width_m else {
            continue;
        };
        let usable = can_cross(world, closures, CellIndex(index as u16));
        out.push(way(&cell.name, width_m, cell.surface, usable));
    }
    for (index, gate) in venue.gates.iter().enumerate() {
        let portals = || {
            world
                .portals
                .iter()
                .enumerate()
                .filter(move |(_, portal)| portal.gate.is_some_and(|gate| gate.at() == index))
        };
        let allowed: f64 = portals()
            .filter(|(portal, _)| open(closures, *portal))
            .map(|(_, portal)| portal.line.length())
            .sum();
        let drawn: f64 = portals()
            .filter(|(_, portal)| !portal.emergency)
            .map(|(_, portal)| portal.line.length())
            .sum();
        let width = if allowed > 0.0 { allowed } else { drawn };
        let name = shown(&gate.name, &gate.id);
        out.push(way(name, width, Surface::Level, allowed > 0.0));
    }
    for (site, exit) in world.exits.iter().zip(&venue.exits) {
        let free = site
            .portals
            .iter()
            .map(|index| (index.at(), &world.portals[index.at()]))
            .filter(|(index, portal)| portal.gate.is_none() && open(closures, *index));
        let width: f64 = free.map(|(_, portal)| portal.line.length()).sum();
        if width > 0.0 {
            let name = shown(&exit.name, &exit.id);
            out.push(way(name, width, Surface::Level, true));
        }
    }
    out
}

fn way(name: &str, width_m: f64, surface: Surface, usable: bool) -> WayOut {
    WayOut {
        name: name.to_owned(),
        width_m,
        stairs: matches!(surface, Surface::Stairs { .. }),
        flow_per_min: if usable {
            width_m * network::rate(surface)
        } else {
            0.0
        },
        usable,
    }
}

fn open(closures: &Closures, portal: usize) -> bool {
    let index = PortalIndex(portal as u32);
    closures.allows(index, true) || closures.allows(index, false)
}

/// Whether people may come into a cell and out of it again by another portal.
fn can_cross(world: &World, closures: &Closures, cell: CellIndex) -> bool {
    let portals = &world.cells[cell.at()].portals;
    let passes = |index: PortalIndex, inwards: bool| {
        let to_right = (world.portals[index.at()].left == Side::Cell(cell)) != inwards;
        closures.allows(index, to_right)
    };
    portals
        .iter()
        .any(|a| passes(*a, true) && portals.iter().any(|b| b != a && passes(*b, false)))
}

/// Walking time from the farthest corner of any occupied place to the nearest
/// exit, for somebody who walks 1 m/s on the level [s]; 0 if there is none.
fn walk(world: &World, closures: Closures, people: &[u32]) -> f64 {
    let closures = std::sync::Arc::new(closures);
    let fields: Vec<_> = (0..world.exits.len())
        .map(|exit| {
            world.field(&FieldKey {
                goal: Goal::Exit(ExitIndex(exit as u16)),
                closures: std::sync::Arc::clone(&closures),
                mobility: Mobility::Feet,
            })
        })
        .collect();
    let mut farthest: f64 = 0.0;
    for (index, cell) in world.cells.iter().enumerate() {
        if cell.is_path || people.get(index).is_none_or(|count| *count == 0) {
            continue;
        }
        for corner in corners(cell) {
            let nearest = fields
                .iter()
                .map(|field| field.time(CellIndex(index as u16), corner))
                .fold(f64::INFINITY, f64::min);
            if nearest.is_finite() {
                farthest = farthest.max(nearest);
            }
        }
    }
    farthest
}

/// Corners of a place, a step away from its walls.
fn corners(cell: &crate::world::Cell) -> Vec<Vec2> {
    let ring: Vec<Vec2> = cell
        .walkable
        .0
        .iter()
        .flat_map(|polygon| polygon.exterior().points())
        .map(|point| Vec2::new(point.x(), point.y()))
        .collect();
    let bounds = Bounds::of(ring.iter().copied());
    let middle = bounds.min.lerp(bounds.max, 0.5);
    ring.into_iter()
        .map(|corner| corner + (middle - corner).normalized() * OFF_WALL_M)
        .collect()
}
