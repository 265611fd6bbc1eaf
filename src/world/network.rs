//! The path-and-gate network: what a venue can carry and how far it is,
//! without simulating anybody.
//!
//! Two petgraph graphs. The [`Network`] has portals as nodes and geodesics
//! inside a cell as edges; it serves distances. [`Flow`] has cells and
//! portals with capacities; it serves maximum flow and minimum cut.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use crate::base::{Segment, Vec2};
use crate::model::{Mobility, Surface};

use super::closures::Settings;
use super::navigation::slowness;
use super::{Cell, CellIndex, Closures, ExitIndex, PortalIndex, Side, World};

/// Green Guide: persons per metre of width and minute on the level.
pub const LEVEL_PER_M_MIN: f64 = 82.0;
/// Green Guide: persons per metre of width and minute on stairs.
pub const STAIRS_PER_M_MIN: f64 = 66.0;
/// Stretches of a way are this long at most \[m\].
const STRETCH_M: f64 = 2.0;
/// No way inside a cell bends more often.
const MOST_BENDS: usize = 10_000;
/// Inset of portals and cells from the line, so that a way starts inside
/// \[m\].
pub(super) const INSET_M: f64 = 0.3;

/// A way inside a cell from one portal to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The cell.
    pub cell: CellIndex,
    /// Length along the surface \[m\].
    pub length_m: f64,
    /// Walking time at 1 m/s on the level, see [`Leg::time_s`] \[s\].
    pub time_s: f64,
    /// Least width on the way: of the path or of the portals \[m\].
    pub width_m: f64,
    /// What it carries [persons a minute], at the Green Guide's rates.
    pub capacity_per_min: f64,
    /// Rise over plan length in the direction of the edge.
    pub slope: f64,
}

/// Portals joined by geodesics inside cells.
pub struct Network {
    /// Nodes are portals; edges lead from the portal by which one comes into
    /// a cell to the one by which one leaves it.
    pub graph: DiGraph<PortalIndex, Link>,
}

impl Network {
    /// The network of a world, gates and one-way rules left aside.
    #[must_use]
    pub fn new(world: &World) -> Self {
        let mut graph = DiGraph::new();
        let nodes: Vec<NodeIndex> = (0..world.portals.len())
            .map(|portal| graph.add_node(PortalIndex(portal as u32)))
            .collect();
        for (index, cell) in world.cells.iter().enumerate() {
            let index = CellIndex(index as u16);
            for (i, &a) in cell.portals.iter().enumerate() {
                for &b in &cell.portals[i + 1..] {
                    let [link, back] = link(world, index, a, b);
                    graph.add_edge(nodes[a.at()], nodes[b.at()], link);
                    graph.add_edge(nodes[b.at()], nodes[a.at()], back);
                }
            }
        }
        Self { graph }
    }

    /// Length of the shortest way from a cell out of the world past the
    /// given closures, from its nearest portal \[m\]; none if there is none.
    #[must_use]
    pub fn length_out(&self, world: &World, closures: &Closures, from: CellIndex) -> Option<f64> {
        let mut best: BTreeMap<(u32, bool), f64> = BTreeMap::new();
        let mut open = BinaryHeap::new();
        for &portal in &world.cells[from.at()].portals {
            let to_right = world.portals[portal.at()].left == Side::Cell(from);
            if closures.allows(portal, to_right) {
                open.push(Reached {
                    cost: 0.0,
                    portal,
                    to_right,
                    by: None,
                });
            }
        }
        while let Some(Reached {
            cost: length,
            portal,
            to_right,
            ..
        }) = open.pop()
        {
            if best
                .get(&(portal.0, to_right))
                .is_some_and(|known| *known <= length)
            {
                continue;
            }
            best.insert((portal.0, to_right), length);
            let Side::Cell(cell) = world.portals[portal.at()].passed(to_right) else {
                return Some(length);
            };
            for edge in self.graph.edges(NodeIndex::new(portal.at())) {
                if edge.weight().cell != cell {
                    continue;
                }
                let next = self.graph[edge.target()];
                let to_right = world.portals[next.at()].left == Side::Cell(cell);
                if closures.allows(next, to_right) {
                    open.push(Reached {
                        cost: length + edge.weight().length_m,
                        portal: next,
                        to_right,
                        by: None,
                    });
                }
            }
        }
        None
    }
}

/// An entry of a search's queue; least cost first, ties by portal.
pub(super) struct Reached {
    /// What the way so far costs: its length or its time.
    pub(super) cost: f64,
    pub(super) portal: PortalIndex,
    pub(super) to_right: bool,
    /// The portal passed before, where the way is asked for.
    pub(super) by: Option<(PortalIndex, bool)>,
}

impl PartialEq for Reached {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Reached {}

impl PartialOrd for Reached {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Reached {
    fn cmp(&self, other: &Self) -> Ordering {
        (other.cost.total_cmp(&self.cost))
            .then(other.portal.cmp(&self.portal))
            .then(other.to_right.cmp(&self.to_right))
    }
}

fn link(world: &World, cell: CellIndex, a: PortalIndex, b: PortalIndex) -> [Link; 2] {
    let inside = &world.cells[cell.at()];
    let (p, q) = (inside_of(world, cell, a), inside_of(world, cell, b));
    let plan_m = p.distance(q).max(1e-9);
    let slope = (inside.elevation(q) - inside.elevation(p)) / plan_m;
    let width_m = [
        inside.width_m,
        Some(world.portals[a.at()].line.length()),
        Some(world.portals[b.at()].line.length()),
    ]
    .into_iter()
    .flatten()
    .fold(f64::INFINITY, f64::min);
    [(p, q), (q, p)].map(|(from, to)| {
        let leg = leg(inside, from, to).unwrap_or(Leg::NO_WAY);
        Link {
            cell,
            length_m: leg.length_m,
            time_s: leg.time_s,
            width_m,
            capacity_per_min: width_m * rate(inside.surface),
            slope: if from == p { slope } else { -slope },
        }
    })
}

/// Length and time of a way on foot.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Leg {
    /// Length along the surface \[m\].
    pub length_m: f64,
    /// Walking time of somebody whose free speed on the level is 1 m/s; stairs
    /// and slopes as in the fields \[s\].
    pub time_s: f64,
}

impl Leg {
    /// Where no way leads.
    const NO_WAY: Self = Self {
        length_m: f64::INFINITY,
        time_s: f64::INFINITY,
    };

    /// One after the other.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            length_m: self.length_m + other.length_m,
            time_s: self.time_s + other.time_s,
        }
    }
}

/// The shortest way inside a cell, from bend to bend; none if there is none.
pub(super) fn leg(cell: &Cell, from: Vec2, to: Vec2) -> Option<Leg> {
    let mut leg = Leg::default();
    let mut p = from;
    for _ in 0..MOST_BENDS {
        let next = cell.bend_to(p, to)?;
        leg = leg.and(straight(cell, p, next));
        if next == to {
            return Some(leg);
        }
        p = next;
    }
    None
}

/// Along a straight line, in stretches over which the grade hardly changes.
pub(super) fn straight(cell: &Cell, from: Vec2, to: Vec2) -> Leg {
    let plan_m = from.distance(to);
    let stretches = (plan_m / STRETCH_M).ceil().max(1.0);
    let piece = plan_m / stretches;
    let mut leg = Leg::default();
    if piece == 0.0 {
        return leg;
    }
    let mut height = cell.elevation(from);
    for number in 1..=stretches as u32 {
        let next = cell.elevation(from.lerp(to, f64::from(number) / stretches));
        let grade = (next - height) / piece;
        leg.length_m += piece * (1.0 + grade * grade).sqrt();
        leg.time_s += piece * slowness(cell.surface, grade);
        height = next;
    }
    leg
}

/// Persons per metre of width and minute on a surface.
#[must_use]
pub fn rate(surface: Surface) -> f64 {
    match surface {
        Surface::Stairs { .. } => STAIRS_PER_M_MIN,
        Surface::Level | Surface::Slope => LEVEL_PER_M_MIN,
    }
}

/// The middle of a portal, a little inside a cell.
pub(super) fn inside_of(world: &World, cell: CellIndex, portal: PortalIndex) -> Vec2 {
    let portal = &world.portals[portal.at()];
    let inward = (portal.line.b - portal.line.a).left().normalized() * INSET_M;
    let middle = portal.line.midpoint();
    if portal.left == Side::Cell(cell) {
        middle + inward
    } else {
        middle - inward
    }
}

/// What a venue can carry out, as a maximum-flow problem. A place is one
/// node; a path is a row of nodes, one a portal in the order along its line,
/// because what comes in half-way may leave to both sides.
pub struct Flow {
    /// Edges carry thousandths of a person a minute.
    graph: DiGraph<(), u64>,
    /// Nodes of each cell.
    cells: Vec<Vec<NodeIndex>>,
    out: NodeIndex,
    /// What each edge stands for.
    stands_for: Vec<Part>,
}

/// A part of a venue that can be the narrowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A portal (with its gate, if it has one).
    Portal(PortalIndex),
    /// A path as such.
    Cell(CellIndex),
}

/// A maximum flow and the cut that bounds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cut {
    /// Persons a minute.
    pub per_min: f64,
    /// The parts that bound it; empty if nothing does.
    pub parts: Vec<Part>,
}

/// Stands for no bound: a million million people a minute.
const UNBOUNDED: u64 = 1_000_000_000_000_000;

impl Flow {
    /// The flow network under closures, less an exit.
    #[must_use]
    pub fn new(world: &World, closures: &Closures, without: Option<ExitIndex>) -> Self {
        let mut flow = Self {
            graph: DiGraph::new(),
            cells: Vec::new(),
            out: NodeIndex::new(0),
            stands_for: Vec::new(),
        };
        flow.out = flow.graph.add_node(());
        for index in 0..world.cells.len() {
            flow.add_cell(world, CellIndex(index as u16));
        }
        for (index, portal) in world.portals.iter().enumerate() {
            let index = PortalIndex(index as u32);
            for to_right in [true, false] {
                if !closures.allows(index, to_right) {
                    continue;
                }
                let Side::Cell(from) = portal.passed(!to_right) else {
                    continue;
                };
                let (target, surface) = match portal.passed(to_right) {
                    Side::Exit(exit) if Some(exit) == without => continue,
                    Side::Exit(_) => (flow.out, Surface::Level),
                    Side::Cell(to) if to == from => continue,
                    Side::Cell(to) => (flow.node(world, to, index), world.cells[to.at()].surface),
                };
                let slower = rate(surface).min(rate(world.cells[from.at()].surface));
                let capped = portal
                    .gate
                    .and_then(|gate| world.scenario.venue.gates[gate.at()].flow_cap_per_s)
                    .map_or(f64::INFINITY, |per_s| per_s * 60.0);
                let capacity = milli((portal.line.length() * slower).min(capped));
                let from = flow.node(world, from, index);
                flow.add(from, target, capacity, Part::Portal(index));
            }
        }
        flow
    }

    fn add_cell(&mut self, world: &World, index: CellIndex) {
        let cell = &world.cells[index.at()];
        let Some(width) = cell.width_m else {
            let node = self.graph.add_node(());
            self.cells.push(vec![node]);
            return;
        };
        let nodes: Vec<NodeIndex> = cell
            .portals
            .iter()
            .map(|_| self.graph.add_node(()))
            .collect();
        let mut along: Vec<(f64, NodeIndex)> = cell
            .portals
            .iter()
            .zip(&nodes)
            .map(|(portal, &node)| (station(world, index, *portal), node))
            .collect();
        along.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let capacity = milli(width * rate(cell.surface));
        for pair in along.windows(2) {
            self.add(pair[0].1, pair[1].1, capacity, Part::Cell(index));
            self.add(pair[1].1, pair[0].1, capacity, Part::Cell(index));
        }
        self.cells.push(nodes);
    }

    /// The node at which a portal joins a cell.
    fn node(&self, world: &World, cell: CellIndex, portal: PortalIndex) -> NodeIndex {
        let nodes = &self.cells[cell.at()];
        let position = world.cells[cell.at()]
            .portals
            .iter()
            .position(|p| *p == portal);
        position
            .and_then(|position| nodes.get(position))
            .or(nodes.first())
            .copied()
            .unwrap_or(self.out)
    }

    fn add(&mut self, from: NodeIndex, to: NodeIndex, capacity: u64, part: Part) {
        self.graph.add_edge(from, to, capacity);
        self.stands_for.push(part);
    }

    /// The greatest flow from a place out of the world, and what bounds it;
    /// nothing for a path, whose people stand all along it.
    #[must_use]
    pub fn from(&self, place: CellIndex) -> Cut {
        let [source] = self.cells[place.at()][..] else {
            return Cut {
                per_min: 0.0,
                parts: Vec::new(),
            };
        };
        let (total, reached) = cut(&self.graph, source, self.out);
        Cut {
            per_min: total as f64 / 1000.0,
            parts: self.parts(&self.graph, &reached),
        }
    }

    /// What stands on the border of a cut.
    fn parts(&self, graph: &DiGraph<(), u64>, reached: &[bool]) -> Vec<Part> {
        let mut parts: Vec<Part> = graph
            .edge_references()
            .filter(|edge| reached[edge.source().index()] && !reached[edge.target().index()])
            .filter_map(|edge| self.stands_for.get(edge.id().index()).copied())
            .collect();
        parts.sort();
        parts.dedup();
        parts
    }

    /// The least time in which people in several places can flow out, and the
    /// cut that they wait for: of all cuts the one with most people behind it
    /// for its flow. Their walk is not counted, nor people on paths, who may
    /// be past the cut already. None if nobody is in a place.
    ///
    /// The time rises from that of everybody behind the narrowest cut, and
    /// each step finds a cut that needs longer, until none does (Dinkelbach's
    /// method for the greatest ratio).
    #[must_use]
    pub fn clearing(&self, people: &[(CellIndex, f64)]) -> Option<Clearing> {
        let sources: Vec<Source> = people
            .iter()
            .filter(|(_, people)| *people > 0.0)
            .filter_map(|&(place, people)| match self.cells[place.at()][..] {
                [node] => Some(Source {
                    place,
                    node,
                    people,
                }),
                _ => None,
            })
            .collect();
        if sources.is_empty() {
            return None;
        }
        let mut best = self.held_up(&sources, None);
        for _ in 0..64 {
            if best.per_min <= 0.0 {
                break;
            }
            let next = self.held_up(&sources, Some(best.people / best.per_min));
            // Flows are whole thousandths: less than that is no progress.
            if next.people <= 0.0
                || next.people * best.per_min <= best.people * next.per_min * (1.0 + 1e-6)
            {
                break;
            }
            best = next;
        }
        Some(best)
    }

    /// The least cut when everyone sets out within `minutes`, at once if none.
    fn held_up(&self, sources: &[Source], minutes: Option<f64>) -> Clearing {
        let mut graph = self.graph.clone();
        let start = graph.add_node(());
        for source in sources {
            let per_min = minutes.map_or(UNBOUNDED, |minutes| milli(source.people / minutes));
            graph.add_edge(start, source.node, per_min);
        }
        let (_, reached) = cut(&graph, start, self.out);
        let through: u64 = graph
            .edge_references()
            .filter(|edge| edge.id().index() < self.stands_for.len())
            .filter(|edge| reached[edge.source().index()] && !reached[edge.target().index()])
            .map(|edge| *edge.weight())
            .sum();
        let behind = || sources.iter().filter(|s| reached[s.node.index()]);
        Clearing {
            people: behind().map(|source| source.people).sum(),
            places: behind().map(|source| source.place).collect(),
            per_min: through as f64 / 1000.0,
            parts: self.parts(&graph, &reached),
        }
    }
}

/// People in a place who have to get out.
struct Source {
    place: CellIndex,
    node: NodeIndex,
    people: f64,
}

/// People behind the cut that they wait for longest.
#[derive(Clone, Debug, PartialEq)]
pub struct Clearing {
    /// People behind the cut.
    pub people: f64,
    /// The places they are in.
    pub places: Vec<CellIndex>,
    /// What the cut takes [persons a minute]; 0 if somebody has no way out.
    pub per_min: f64,
    /// What the cut consists of.
    pub parts: Vec<Part>,
}

/// The greatest flow between two nodes, and which nodes lie before the least
/// cut nearest to the source.
fn cut(graph: &DiGraph<(), u64>, source: NodeIndex, out: NodeIndex) -> (u64, Vec<bool>) {
    let (total, flows) = petgraph::algo::dinics(graph, source, out);
    let mut reached = vec![false; graph.node_count()];
    let mut stack = vec![source];
    reached[source.index()] = true;
    while let Some(node) = stack.pop() {
        for edge in graph.edge_references() {
            let (a, b) = (edge.source(), edge.target());
            let used = flows[edge.id().index()];
            let next = if a == node && used < *edge.weight() {
                b
            } else if b == node && used > 0 {
                a
            } else {
                continue;
            };
            if !reached[next.index()] {
                reached[next.index()] = true;
                stack.push(next);
            }
        }
    }
    (total, reached)
}

/// How far along a path's line a portal lies \[m\].
fn station(world: &World, path: CellIndex, portal: PortalIndex) -> f64 {
    let places = world.scenario.venue.places.len();
    let line = &world.scenario.venue.paths[path.at() - places].line;
    let middle = world.portals[portal.at()].line.midpoint();
    let mut before = 0.0;
    let mut best = (f64::INFINITY, 0.0);
    for pair in line.windows(2) {
        let piece = Segment::new((pair[0].0, pair[0].1).into(), (pair[1].0, pair[1].1).into());
        let share = piece.nearest_share(middle);
        let distance = piece.distance(middle);
        if distance < best.0 {
            best = (distance, before + share * piece.length());
        }
        before += piece.length();
    }
    best.1
}

fn milli(per_min: f64) -> u64 {
    (per_min * 1000.0).round().clamp(0.0, UNBOUNDED as f64) as u64
}

/// Closures on foot in the state the document starts with, all gates that
/// can be cleared cleared: what the venue carries in an emergency.
#[must_use]
pub fn emergency_closures(world: &World) -> Closures {
    let mut settings = Settings::at_start(world);
    for gate in &mut settings.gates {
        gate.cleared = true;
    }
    settings.closures(world, Mobility::Feet, None)
}
