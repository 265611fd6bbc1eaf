//! Problems that only the compiled geometry shows: who cannot get out, what
//! stands outside walkable space, where the venue is narrower than a plan
//! counts on, what the loss of an exit means.

use crate::base::Vec2;
use crate::model::{
    Action, Area, DeskOrder, Destination, Mobility, Occurrence, Orders, Plan, Problem, Station,
};

use super::capacity::{self, CapacityRow};
use super::closures::Settings;
use super::network::Flow;
use super::{CellIndex, Closures, PortalIndex, Side, World};

/// Share of the emergency flow whose loss with one exit is worth a warning.
const LOSS_WORTH_SAYING: f64 = 0.4;

/// Every problem of a world, in the order of the document. `capacity` is its
/// capacity table.
#[must_use]
pub fn check(world: &World, capacity: &[CapacityRow]) -> Vec<Problem> {
    let mut problems = Vec::new();
    ways_out(world, &mut problems);
    for plan in 0..world.scenario.plans.len() {
        under_plan(world, plan, &mut problems);
    }
    positions(world, &mut problems);
    rounds(world, &mut problems);
    lost_exits(world, capacity, &mut problems);
    dead_ends(world, &mut problems);
    problems
}

/// Cells from which the outside can be reached.
fn reach_out(world: &World, closures: &Closures, mobility: Mobility) -> Vec<bool> {
    let mut reached = vec![false; world.cells.len()];
    loop {
        let mut grew = false;
        for (index, portal) in world.portals.iter().enumerate() {
            let index = PortalIndex(index as u32);
            for to_right in [true, false] {
                let Side::Cell(from) = portal.passed(!to_right) else {
                    continue;
                };
                let out = match portal.passed(to_right) {
                    Side::Exit(_) => true,
                    Side::Cell(to) => reached[to.at()],
                };
                let stairs = mobility == Mobility::Wheels
                    && matches!(
                        world.cells[from.at()].surface,
                        crate::model::Surface::Stairs { .. }
                    );
                if out && !stairs && !reached[from.at()] && closures.allows(index, to_right) {
                    reached[from.at()] = true;
                    grew = true;
                }
            }
        }
        if !grew {
            return reached;
        }
    }
}

/// By day every cell must lead out, on foot and, where people on wheels
/// come, for them.
fn ways_out(world: &World, problems: &mut Vec<Problem>) {
    let settings = Settings::at_start(world);
    let closures = settings.closures(world, Mobility::Feet, None);
    let feet = reach_out(world, &closures, Mobility::Feet);
    for (index, _) in feet.iter().enumerate().filter(|(_, out)| !**out) {
        let cell = &world.cells[index];
        if is_walked_round(world, &cell.id) {
            continue;
        }
        problems.push(Problem::error("no-way-out", path_of(world, index)).with("name", &cell.id));
    }
    let profiles = &world.scenario.visitors.profiles;
    if profiles
        .iter()
        .any(|p| p.mobility == Mobility::Wheels && p.share > 0.0)
    {
        let wheels = reach_out(
            world,
            &settings.closures(world, Mobility::Wheels, None),
            Mobility::Wheels,
        );
        for (index, cell) in world.cells.iter().enumerate() {
            if feet[index] && !wheels[index] && !cell.is_path {
                problems.push(
                    Problem::warning("no-way-for-wheels", path_of(world, index))
                        .with("name", &cell.id),
                );
            }
        }
    }
}

/// Whether the only people of a cell walk round it for ever: a test case,
/// which nobody means to leave.
fn is_walked_round(world: &World, cell: &str) -> bool {
    let present = world.scenario.visitors.present.iter();
    let mut here = present.filter(|crowd| crowd.place == cell).peekable();
    here.peek().is_some() && here.all(|crowd| crowd.walks.is_some())
}

/// Under a plan whoever must leave must have a way, and the narrowest cut
/// must carry what the plan counts on.
fn under_plan(world: &World, number: usize, problems: &mut Vec<Problem>) {
    let plan = &world.scenario.plans[number];
    let place = format!("plans[{number}]");
    let settings = Settings::under(world, plan);
    let closures = settings.closures(world, Mobility::Feet, None);
    let reached = reach_out(world, &closures, Mobility::Feet);
    let day = Settings::at_start(world).closures(world, Mobility::Feet, None);
    let by_day = reach_out(world, &day, Mobility::Feet);
    for (index, cell) in world.cells.iter().enumerate() {
        if by_day[index] && !reached[index] {
            problems.push(
                Problem::error("plan-no-way-out", place.clone())
                    .with("plan", &plan.id)
                    .with("name", &cell.id),
            );
        }
    }
    let Some(assumed) = plan.assumed_flow_per_min else {
        return;
    };
    if let Some((per_min, parts)) = narrowest(world, plan, &closures)
        && per_min < assumed
    {
        problems.push(
            Problem::warning("narrow-cut", format!("{place}.assumed_flow_per_min"))
                .with("plan", &plan.id)
                .with("assumed", format!("{assumed:.0}"))
                .with("found", format!("{per_min:.0}"))
                .with("parts", parts),
        );
    }
}

/// The greatest flow out of the largest place that must leave under a plan,
/// and what bounds it.
fn narrowest(world: &World, plan: &Plan, closures: &Closures) -> Option<(f64, String)> {
    let leaves = |index: usize| {
        plan.phases.is_empty()
            || action_for(world, plan, index).is_some_and(|action| *action == Action::Leave)
    };
    let holds = |index: usize| {
        let stated = world.scenario.venue.places[index].capacity;
        stated.map_or(
            world.cells[index].area_m2 * capacity::PLANNING_PER_M2,
            f64::from,
        )
    };
    let largest = (0..world.scenario.venue.places.len())
        .filter(|&index| leaves(index))
        .max_by(|&a, &b| holds(a).total_cmp(&holds(b)).then(b.cmp(&a)))?;
    let cut = Flow::new(world, closures, None).from(CellIndex(largest as u16));
    let parts: Vec<String> = cut
        .parts
        .iter()
        .map(|p| capacity::name(world, *p))
        .collect();
    (!parts.is_empty()).then(|| (cut.per_min, parts.join(", ")))
}

/// What a plan tells the people of a cell as a whole.
fn action_for<'a>(world: &World, plan: &'a Plan, index: usize) -> Option<&'a Action> {
    let cell = &world.cells[index].id;
    let named = |area: &Area| match area {
        Area::Cell(id) => id == cell,
        Area::Zone(id) => world
            .scenario
            .venue
            .zones
            .iter()
            .any(|zone| zone.id == *id && zone.cells.contains(cell)),
        Area::Circle { .. } => false,
    };
    plan.phases
        .iter()
        .find(|phase| phase.areas.is_empty() || phase.areas.iter().any(named))
        .map(|phase| &phase.action)
}

/// Problems of orders given during a run that only the compiled ground shows: points
/// outside walkable space.
#[must_use]
pub fn of_orders(world: &World, orders: &Orders) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (i, given) in orders.orders.iter().enumerate() {
        let (name, cell, p, place) = match &given.order {
            DeskOrder::Send {
                unit,
                to: Destination::Point { cell, position },
            } => (
                unit,
                cell,
                *position,
                format!("orders[{i}].order.to.position"),
            ),
            DeskOrder::Incident {
                id, cell, position, ..
            } => (id, cell, *position, format!("orders[{i}].order.position")),
            _ => continue,
        };
        if world.cell_named(cell).is_some() && world.spot(cell, p).is_none() {
            problems.push(
                Problem::error("outside-walkable", place)
                    .with("name", name)
                    .with("cell", cell),
            );
        }
    }
    problems
}

/// Everything that stands somewhere must stand in walkable space.
fn positions(world: &World, problems: &mut Vec<Problem>) {
    let staff = &world.scenario.staff;
    let mut look = |cell: &str, p: (f64, f64), id: &str, place: String| {
        if let Some(index) = world.cell_named(cell)
            && !world.cells[index.at()].contains(Vec2::from(p))
        {
            problems.push(
                Problem::error("outside-walkable", place)
                    .with("name", id)
                    .with("cell", cell),
            );
        }
    };
    for (i, unit) in staff.units.iter().enumerate() {
        if let Station::At { cell, position } = &unit.station {
            look(
                cell,
                *position,
                &unit.id,
                format!("staff.units[{i}].station"),
            );
        }
    }
    for (i, post) in staff.posts.iter().enumerate() {
        if let (Some(cell), Some(position)) = (&post.cell, post.position) {
            look(
                cell,
                position,
                &post.id,
                format!("staff.posts[{i}].position"),
            );
        }
    }
    for (i, resource) in staff.resources.iter().enumerate() {
        let place = format!("staff.resources[{i}].position");
        look(&resource.cell, resource.position, &resource.id, place);
    }
    for (i, camera) in staff.cameras.iter().enumerate() {
        let place = format!("staff.cameras[{i}].position");
        look(&camera.cell, camera.position, &camera.id, place);
    }
    for (i, speaker) in staff.loudspeakers.iter().enumerate() {
        let place = format!("staff.loudspeakers[{i}].position");
        look(&speaker.cell, speaker.position, &speaker.id, place);
    }
    for (i, incident) in world.scenario.incidents.iter().enumerate() {
        if let Occurrence::Scripted { cell, position, .. } = &incident.occurrence {
            look(
                cell,
                *position,
                &incident.id,
                format!("incidents[{i}].occurrence"),
            );
        }
    }
}

/// The rounds of patrols must be ways one can walk, all gates open.
fn rounds(world: &World, problems: &mut Vec<Problem>) {
    let units = world.scenario.staff.units.iter().enumerate();
    let mut stations: Vec<(String, &str, &Station)> = units
        .map(|(i, unit)| {
            let place = format!("staff.units[{i}].station");
            (place, unit.id.as_str(), &unit.station)
        })
        .collect();
    for (i, plan) in world.scenario.plans.iter().enumerate() {
        for (j, order) in plan.staff.iter().enumerate() {
            let place = format!("plans[{i}].staff[{j}].to");
            stations.push((place, &order.unit, &order.to));
        }
    }
    for (place, unit, station) in stations {
        let Station::Patrol { route, .. } = station else {
            continue;
        };
        // Whoever cannot walk to a stop from the one before cannot from the last
        // to the first either: one gap, told once.
        for (k, pair) in route.windows(2).enumerate() {
            let [Some(from), Some(to)] = [0, 1].map(|n| world.cell_named(&pair[n])) else {
                continue;
            };
            if !is_joined(world, from, to) {
                problems.push(
                    Problem::error("patrol-gap", format!("{place}.route[{}]", k + 1))
                        .with("name", unit)
                        .with("from", &pair[0])
                        .with("to", &pair[1]),
                );
            }
        }
    }
}

/// Whether any way inside leads from one cell to another.
fn is_joined(world: &World, from: CellIndex, to: CellIndex) -> bool {
    let mut reached = vec![false; world.cells.len()];
    let mut open = vec![from];
    while let Some(cell) = open.pop() {
        if std::mem::replace(&mut reached[cell.at()], true) {
            continue;
        }
        for &portal in &world.cells[cell.at()].portals {
            if let Some(Side::Cell(behind)) = world.portals[portal.at()].behind(cell) {
                open.push(behind);
            }
        }
    }
    reached[to.at()]
}

/// What the loss of the exit that matters most means, in one warning: for
/// the place that loses most.
fn lost_exits(world: &World, capacity: &[CapacityRow], problems: &mut Vec<Problem>) {
    let worst = capacity
        .iter()
        .enumerate()
        .filter(|(_, row)| row.largest_exit.is_some() && row.emergency_per_min > 0.0)
        .filter(|(_, row)| {
            row.emergency_per_min_without < (1.0 - LOSS_WORTH_SAYING) * row.emergency_per_min
        })
        .max_by(|(_, a), (_, b)| {
            let loss = |row: &CapacityRow| row.emergency_per_min - row.emergency_per_min_without;
            loss(a).total_cmp(&loss(b))
        });
    if let Some((index, row)) = worst {
        problems.push(
            Problem::warning("exit-lost", path_of(world, index))
                .with("name", &row.place)
                .with("exit", row.largest_exit.clone().unwrap_or_default())
                .with("before", format!("{:.0}", row.emergency_per_min))
                .with("after", format!("{:.0}", row.emergency_per_min_without)),
        );
    }
}

/// Paths that lead nowhere on: all their portals, be they the parts of a gate,
/// lie at one end, and none leads out.
fn dead_ends(world: &World, problems: &mut Vec<Problem>) {
    for (index, cell) in world.cells.iter().enumerate() {
        let Some(ends) = &cell.ends else { continue };
        let at_one_end = ends
            .iter()
            .any(|end| cell.portals.iter().all(|portal| end.contains(portal)));
        let is_blind = cell.portals.len() == 1 || (at_one_end && !cell.portals.is_empty());
        let leads_out = cell.portals.iter().any(|portal| {
            let portal = &world.portals[portal.at()];
            [portal.left, portal.right]
                .iter()
                .any(|side| matches!(side, Side::Exit(_)))
        });
        if is_blind && !leads_out {
            problems
                .push(Problem::warning("dead-end", path_of(world, index)).with("name", &cell.id));
        }
    }
}

/// Where a cell stands in the document.
fn path_of(world: &World, index: usize) -> String {
    let places = world.scenario.venue.places.len();
    if index < places {
        format!("venue.places[{index}]")
    } else {
        format!("venue.paths[{}]", index - places)
    }
}
