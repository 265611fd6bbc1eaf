//! The hand calculation: what each way out takes by width and rate, the cut
//! that people wait for longest, and the walk that is not spent waiting.

mod demand;
mod walk;

use self::demand::Demand;
use self::walk::Group;
use super::drawing::{name_of, shown};
use super::input::{HandCheck, RunFacts, WayOut};
use crate::analysis::metrics::Metrics;
use crate::model::{Mobility, Plan, Surface};
use crate::world::closures::Settings;
use crate::world::network::{self, Clearing, Flow};
use crate::world::{CellIndex, Closures, PortalIndex, Side, World, capacity};

/// Free speed where nobody has described the visitors [m/s] (Weidmann 1993).
const FREE_SPEED_M_PER_S: f64 = 1.34;
/// Ways that take this many times the flow of the cut do not matter.
const AMPLE: f64 = 4.0;

/// Exits up to which every combination is looked at; with more only each by
/// itself and all together.
const COMBINED: usize = 8;

impl HandCheck {
    /// Reckons for the people who stood in each cell at the alarm of a run,
    /// under its plan; none without an alarm or a count of people.
    #[must_use]
    pub fn at_alarm(world: &World, metrics: &Metrics, facts: &RunFacts) -> Option<Self> {
        let alarm_s = metrics.evacuation.as_ref()?.alarm_s;
        let moment = facts.times_s.iter().rposition(|t| *t <= alarm_s)?;
        let people: Vec<u32> = facts
            .occupancy
            .iter()
            .map(|series| series.get(moment).copied().unwrap_or(0))
            .collect();
        let plans = &world.scenario.plans;
        let plan = plans
            .iter()
            .find(|plan| Some(&plan.id) == metrics.plan.as_ref());
        Some(Self::of(world, plan, &people))
    }

    /// Reckons for the people in each cell of a world, on foot, with gates,
    /// paths and exits as a plan has them; without a plan everyone takes the
    /// exit they find best, and gates are as an emergency has them.
    ///
    /// Whoever is sent to some exits can only use these; so each combination
    /// of exits is a network of its own, and the longest time counts.
    #[must_use]
    pub fn of(world: &World, plan: Option<&Plan>, people: &[u32]) -> Self {
        let closures = plan.map_or_else(
            || network::emergency_closures(world),
            |plan| Settings::under(world, plan).closures(world, Mobility::Feet, None),
        );
        let demand = Demand::of(world, plan, people);
        let speed = free_speed(world);
        let groups = walk::groups(world, closures.clone(), &demand, speed);
        let longest = Wait::longest(world, &closures, &demand, &groups);
        let cut_per_min = longest.as_ref().map_or(0.0, |wait| wait.clearing.per_min);
        let mut ways = ways(world, &closures);
        ways.retain(|way| cut_per_min <= 0.0 || way.flow_per_min <= cut_per_min * AMPLE);
        let farthest_s = groups.iter().map(|g| g.farthest_s).fold(0.0, f64::max);
        let mut check = Self {
            ways,
            people: 0,
            cut_per_min,
            cut: Vec::new(),
            towards: Vec::new(),
            walk_s: farthest_s,
            walk_m_per_s: speed,
            level_rate: network::LEVEL_PER_M_MIN,
            stair_rate: network::STAIRS_PER_M_MIN,
        };
        if let Some(wait) = longest {
            check.people = wait.clearing.people.round() as u32;
            let parts = wait.clearing.parts.iter();
            check.cut = parts.map(|part| part_name(world, *part)).collect();
            let passes_s = wait.clearing.people / cut_per_min.max(f64::MIN_POSITIVE) * 60.0;
            check.walk_s = wait.walk_s.max(farthest_s - passes_s);
            check.towards = wait.exit_names(world);
        }
        check
    }
}

/// What a combination of exits makes people wait for.
struct Wait {
    clearing: Clearing,
    /// The exits; none named where all of them count.
    exits: Vec<usize>,
    /// The walk that the wait does not cover \[s\].
    walk_s: f64,
}

impl Wait {
    /// The one that ends last over all combinations of exits.
    fn longest(
        world: &World,
        closures: &Closures,
        demand: &Demand,
        groups: &[Group],
    ) -> Option<Self> {
        let all = Flow::new(world, closures, None).clearing(&demand.all());
        let mut best = all.map(|clearing| Self::new(clearing, Vec::new(), groups.iter()));
        for combination in combinations(demand.to_exit.len()) {
            let exits: Vec<usize> = combination.iter().map(|at| demand.to_exit[*at].0).collect();
            let only = only(world, closures, &exits);
            let people = demand.together(&combination);
            let Some(clearing) = Flow::new(world, &only, None).clearing(&people) else {
                continue;
            };
            let sent = |g: &&Group| g.exit.is_some_and(|exit| combination.contains(&exit));
            let wait = Self::new(clearing, exits, groups.iter().filter(sent));
            if best
                .as_ref()
                .is_none_or(|known| wait.ends_s() > known.ends_s() * (1.0 + 1e-6))
            {
                best = Some(wait);
            }
        }
        best
    }

    fn new<'a>(
        clearing: Clearing,
        exits: Vec<usize>,
        groups: impl Iterator<Item = &'a Group>,
    ) -> Self {
        let behind = groups.filter(|group| clearing.places.contains(&group.cell));
        Self {
            walk_s: walk::beside(behind, clearing.per_min / 60.0),
            clearing,
            exits,
        }
    }

    /// When the last of them is out \[s\]; infinite if the cut takes nobody.
    fn ends_s(&self) -> f64 {
        if self.clearing.per_min > 0.0 {
            self.clearing.people / self.clearing.per_min * 60.0 + self.walk_s
        } else {
            f64::INFINITY
        }
    }

    fn exit_names(&self, world: &World) -> Vec<String> {
        let exits = self.exits.iter();
        let exits = exits.map(|exit| &world.scenario.venue.exits[*exit]);
        exits
            .map(|exit| shown(&exit.name, &exit.id).to_owned())
            .collect()
    }
}

/// Combinations of the first `count` exits, none empty, large ones first.
fn combinations(count: usize) -> Vec<Vec<usize>> {
    let mut out: Vec<Vec<usize>> = if count <= COMBINED {
        (1_u32..1 << count)
            .map(|mask| (0..count).filter(|at| mask & (1 << at) != 0).collect())
            .collect()
    } else {
        let mut each: Vec<Vec<usize>> = (0..count).map(|at| vec![at]).collect();
        each.push((0..count).collect());
        each
    };
    out.sort_by_key(|exits| std::cmp::Reverse(exits.len()));
    out
}

/// The closures with every exit shut but some.
fn only(world: &World, closures: &Closures, exits: &[usize]) -> Closures {
    let mut only = closures.clone();
    for (portal, passage) in world.portals.iter().zip(&mut only.passage) {
        let leads_out =
            |side: Side| matches!(side, Side::Exit(exit) if !exits.contains(&exit.at()));
        if leads_out(portal.left) || leads_out(portal.right) {
            *passage = None;
        }
    }
    only
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

/// The name people know a part of the network by; where a path begins or
/// ends, that of the path.
fn part_name(world: &World, part: network::Part) -> String {
    if let network::Part::Portal(index) = part {
        let portal = &world.portals[index.at()];
        let path = [portal.left, portal.right].into_iter().find_map(|side| {
            let Side::Cell(cell) = side else { return None };
            let cell = &world.cells[cell.at()];
            cell.is_path.then_some(cell)
        });
        if let (None, Some(path)) = (portal.gate, path) {
            return shown(&path.name, &path.id).to_owned();
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::report::fixture::jianshan;

    fn people(world: &World) -> Vec<u32> {
        let mut people = vec![0; world.cells.len()];
        let crowd = [
            ("lawn", 6_510),
            ("food-street", 945),
            ("dragon-ground", 735),
            ("summit", 315),
        ];
        for (id, count) in crowd {
            people[world.cell_named(id).unwrap().at()] = count;
        }
        people
    }

    fn check(world: &World, plan: &str) -> HandCheck {
        let plan = world.scenario.plans.iter().find(|p| p.id == plan);
        HandCheck::of(world, plan, &people(world))
    }

    #[test]
    fn plans_of_the_reference_event_give_its_hand_numbers() {
        let world = jianshan();
        // Plan B: 8,505 people over the main stair's 5 m × 66 = 330 a minute.
        let b = check(&world, "B");
        assert_eq!((b.people, b.cut_per_min.round()), (8_505, 330.0));
        assert_eq!(b.cut, ["登山石阶 Main stair"]);
        let minutes = b.estimate_s().unwrap() / 60.0;
        assert!(
            (33.0..38.0).contains(&minutes),
            "plan B by hand: {minutes} min"
        );
        // Plan C: the Lion-Elephant Gate's 6 m × 82 = 492 a minute for those
        // who do not go east. The reference event has 18 to 20 min.
        let c = check(&world, "C");
        assert_eq!(c.cut_per_min.round(), 492.0);
        let minutes = c.estimate_s().unwrap() / 60.0;
        assert!(
            (18.0..20.0).contains(&minutes),
            "plan C by hand: {minutes} min"
        );
    }

    #[test]
    fn nobody_needs_no_time() {
        let world = jianshan();
        let none = vec![0; world.cells.len()];
        let check = HandCheck::of(&world, None, &none);
        assert_eq!(check.people, 0);
        assert_eq!(check.estimate_s(), Some(0.0));
    }
}
