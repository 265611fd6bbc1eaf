//! All cells together: lattice nodes and extra nodes, and how extras are
//! joined.

use std::ops::Range;
use std::sync::Arc;

use crate::base::geometry::Bounds;
use crate::base::parallel::map_apart;
use crate::base::{Segment, Vec2};
use crate::model::{Mobility, Surface};

use super::super::buckets::Buckets;
use super::super::{Cell, CellIndex, Portal, Side};
use super::leg::{Leg, Terms};
use super::place::{CellNav, OFF_M, OUTSIDE};

/// A node that is not on a lattice.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Extra {
    pub(in super::super) cell: CellIndex,
    pub(in super::super) position: Vec2,
    /// For a sample on a portal: the portal, and whether this is its left
    /// side.
    pub(in super::super) portal: Option<(u32, bool)>,
    /// The same sample on the other side of the portal.
    pub(in super::super) twin: Option<u32>,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Corner(u32),
    Rail,
    Sample { narrow: bool },
}

/// A way from one node to another.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Step {
    /// The node where it begins.
    pub(in super::super) from: u32,
    pub(in super::super) leg: Leg,
}

/// Where people of one kind can walk, with the graph over it. Nodes are
/// numbered: lattice nodes cell by cell, then extras.
pub(in super::super) struct Nav {
    pub(in super::super) terms: Terms,
    pub(in super::super) cells: Vec<Arc<CellNav>>,
    /// Number of each cell's first lattice node; one more at the end, which
    /// is the number of the first extra.
    pub(in super::super) bases: Vec<u32>,
    pub(in super::super) extras: Vec<Extra>,
    /// For every portal its samples on the left and on the right.
    pub(in super::super) samples: Vec<[Range<u32>; 2]>,
    /// Ways to each extra from others of its cell.
    links: Lists<Step>,
    /// Lattice nodes round each extra with the ways from them to it.
    touches: Lists<Step>,
    /// (lattice node, extra near it), ascending.
    touched: Vec<(u32, u32)>,
    /// A bit for every lattice node: whether it is among those.
    is_touched: Vec<u64>,
}

/// Lists of items, one for every extra, in one array.
struct Lists<T> {
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T> Lists<T> {
    fn new(lists: Vec<Vec<T>>) -> Self {
        let mut starts = vec![0];
        let mut items = Vec::new();
        for list in lists {
            items.extend(list);
            starts.push(items.len() as u32);
        }
        Self { starts, items }
    }

    fn of(&self, index: usize) -> &[T] {
        &self.items[self.starts[index] as usize..self.starts[index + 1] as usize]
    }
}

/// So many pairs of extras are looked at before those found are put down.
const PAIRS: usize = 1 << 16;
/// Rails are joined to extras this near \[m\].
const RAIL_REACH_M: f64 = 3.0;

impl Nav {
    /// The graph for a mobility class.
    pub(in super::super) fn new(
        cells: &[Cell],
        portals: &[Portal],
        mobility: Mobility,
        terms: Terms,
    ) -> Self {
        let inset = super::inset_m(mobility);
        let navs: Vec<Arc<CellNav>> = cells
            .iter()
            .map(|cell| match (mobility, cell.surface) {
                (Mobility::Feet, _) => Arc::clone(cell.feet()),
                // Nowhere on stairs is there room for wheels.
                (Mobility::Wheels, Surface::Stairs { .. }) => {
                    Arc::new(CellNav::new(&cell.space, &cell.walkable, f64::INFINITY))
                }
                (Mobility::Wheels, _) => Arc::new(CellNav::new(&cell.space, &cell.walkable, inset)),
            })
            .collect();
        let mut bases = vec![0];
        for cell in cells {
            bases.push(bases[bases.len() - 1] + cell.space.raster.len() as u32);
        }
        let mut nav = Self {
            terms,
            cells: navs,
            bases,
            extras: Vec::new(),
            samples: Vec::new(),
            links: Lists::new(Vec::new()),
            touches: Lists::new(Vec::new()),
            touched: Vec::new(),
            is_touched: Vec::new(),
        };
        nav.add_corners_and_rails();
        nav.add_samples(cells, portals);
        nav.link(cells);
        nav.touch(cells);
        nav
    }

    fn add_corners_and_rails(&mut self) {
        for (index, cell) in self.cells.iter().enumerate() {
            let cell_index = CellIndex(index as u16);
            let corners = cell.corners.iter().enumerate();
            let corners = corners.map(|(i, c)| (c.position, Kind::Corner(i as u32)));
            let rails = cell.rails.iter().map(|&p| (p, Kind::Rail));
            for (position, kind) in corners.chain(rails) {
                self.extras.push(Extra {
                    cell: cell_index,
                    position,
                    portal: None,
                    twin: None,
                    kind,
                });
            }
        }
    }

    fn add_samples(&mut self, cells: &[Cell], portals: &[Portal]) {
        for (index, portal) in portals.iter().enumerate() {
            let spacing = [portal.left, portal.right]
                .iter()
                .filter_map(|side| match side {
                    Side::Cell(cell) => Some(cells[cell.at()].space.raster.spacing),
                    Side::Exit(_) => None,
                })
                .fold(1.0, f64::min);
            let points = self.sample_points(portal, spacing);
            let narrow = points.len() <= 3;
            let normal = (portal.line.b - portal.line.a).normalized().left() * OFF_M;
            let first = self.extras.len() as u32;
            let count = points.len() as u32;
            let sides = [
                (portal.left, normal, true),
                (portal.right, portal.shift - normal, false),
            ];
            let mut ranges = [0..0, 0..0];
            let two_sided = matches!(portal.right, Side::Cell(_));
            for (k, (side, offset, left)) in sides.into_iter().enumerate() {
                let Side::Cell(cell) = side else { continue };
                let begin = self.extras.len() as u32;
                ranges[k] = begin..begin + count;
                for (i, &point) in points.iter().enumerate() {
                    let twin = first + i as u32 + if left { count } else { 0 };
                    self.extras.push(Extra {
                        cell,
                        position: point + offset,
                        portal: Some((index as u32, left)),
                        twin: two_sided.then_some(twin),
                        kind: Kind::Sample { narrow },
                    });
                }
            }
            self.samples.push(ranges);
        }
    }

    /// Points along the parts of a portal that bodies fit through on both
    /// sides, at most `spacing` apart, the ends included.
    fn sample_points(&self, portal: &Portal, spacing: f64) -> Vec<Vec2> {
        let line = portal.line;
        let length = line.length();
        let mut stretches = match portal.left {
            Side::Cell(cell) => self.cells[cell.at()].stretches(line),
            Side::Exit(_) => vec![(0.0, length)],
        };
        if let Side::Cell(cell) = portal.right {
            let back = Segment::new(line.b + portal.shift, line.a + portal.shift);
            let theirs = self.cells[cell.at()].stretches(back);
            stretches = stretches
                .iter()
                .flat_map(|&(a, b)| {
                    theirs
                        .iter()
                        .rev()
                        .map(move |&(c, d)| (a.max(length - d), b.min(length - c)))
                })
                .filter(|(a, b)| b > a)
                .collect();
        }
        let mut points = Vec::new();
        for (from, to) in stretches {
            let (from, to) = if to - from > 4.0 * OFF_M {
                (from + 2.0 * OFF_M, to - 2.0 * OFF_M)
            } else {
                (0.5 * (from + to), 0.5 * (from + to))
            };
            let steps = ((to - from) / spacing).ceil();
            for i in 0..=steps as usize {
                let share = if steps > 0.0 { i as f64 / steps } else { 0.0 };
                let along = from + (to - from) * share;
                points.push(line.a.lerp(line.b, along / length));
            }
        }
        points
    }

    /// Joins extras of the same cell that see each other: corners where ways
    /// can bend from one to the next, samples with corners, narrow portals
    /// with each other, rails with all that is near.
    fn link(&mut self, cells: &[Cell]) {
        let mut of_cell: Vec<Vec<u32>> = vec![Vec::new(); cells.len()];
        for (index, extra) in self.extras.iter().enumerate() {
            of_cell[extra.cell.at()].push(index as u32);
        }
        let mut lists: Vec<Vec<Step>> = (0..self.extras.len()).map(|_| Vec::new()).collect();
        for (cell, members) in cells.iter().zip(&of_cell) {
            // A part at a time: of a large venue there are millions.
            for pairs in self.pairs(members).chunks(PAIRS) {
                let legs = map_apart(pairs.len(), |pair| self.legs(cell, pairs[pair]));
                for (&(i, j), [there, back]) in pairs.iter().zip(legs) {
                    lists[j as usize].extend(there.map(|leg| Step { from: i, leg }));
                    lists[i as usize].extend(back.map(|leg| Step { from: j, leg }));
                }
            }
        }
        self.links = Lists::new(lists);
    }

    /// The walk from one extra of a cell to another and back, if they see each other.
    fn legs(&self, cell: &Cell, (i, j): (u32, u32)) -> [Option<Leg>; 2] {
        let (a, b) = (self.extras[i as usize], self.extras[j as usize]);
        let leg = |from, to| self.cells[a.cell.at()].leg(cell, &self.terms, from, to);
        let there = leg(a.position, b.position);
        let back = there.and_then(|_| leg(b.position, a.position));
        [there, back]
    }

    /// Pairs of extras of a cell that may be joined.
    fn pairs(&self, members: &[u32]) -> Vec<(u32, u32)> {
        let mut pairs = Vec::new();
        let mut corners = Vec::new();
        let mut narrow = Vec::new();
        let mut rails = Vec::new();
        for &member in members {
            match self.extras[member as usize].kind {
                Kind::Corner(_) => corners.push(member),
                Kind::Sample { narrow: true } => narrow.push(member),
                Kind::Sample { narrow: false } => {}
                Kind::Rail => rails.push(member),
            }
        }
        let Some(&first) = members.first() else {
            return pairs;
        };
        let nav = &self.cells[self.extras[first as usize].cell.at()];
        for &member in members {
            let extra = self.extras[member as usize];
            match extra.kind {
                Kind::Corner(number) => {
                    let links = nav.links[number as usize].iter();
                    let later = links.filter(|&&other| other > number);
                    // Corners of a cell are numbered in a row.
                    pairs.extend(later.map(|other| (member, member - number + other)));
                }
                Kind::Sample { .. } => pairs.extend(corners.iter().filter_map(|&c| {
                    let Kind::Corner(number) = self.extras[c as usize].kind else {
                        return None;
                    };
                    nav.corners[number as usize]
                        .is_taut_from(extra.position)
                        .then_some((c, member))
                })),
                Kind::Rail => {}
            }
        }
        for (k, &a) in narrow.iter().enumerate() {
            let portal = self.extras[a as usize].portal;
            let others = narrow[k + 1..].iter();
            pairs.extend(
                others
                    .filter(|&&b| self.extras[b as usize].portal != portal)
                    .map(|&b| (a, b)),
            );
        }
        if !rails.is_empty() {
            self.rail_pairs(members, &rails, &mut pairs);
        }
        pairs
    }

    fn rail_pairs(&self, members: &[u32], rails: &[u32], pairs: &mut Vec<(u32, u32)>) {
        let points: Vec<Segment> = members
            .iter()
            .map(|&m| self.extras[m as usize].position)
            .map(|p| Segment::new(p, p))
            .collect();
        let bounds = Bounds::of(points.iter().map(|s| s.a));
        let near = Buckets::new(bounds, 2.0, RAIL_REACH_M, &points);
        for &rail in rails {
            let p = self.extras[rail as usize].position;
            for &item in near.near(p) {
                let other = members[item as usize];
                let is_rail = self.extras[other as usize].kind == Kind::Rail;
                let q = self.extras[other as usize].position;
                if other != rail && (!is_rail || other > rail) && p.distance(q) <= RAIL_REACH_M {
                    pairs.push((rail.min(other), rail.max(other)));
                }
            }
        }
    }

    /// Joins every extra to the lattice nodes round it.
    fn touch(&mut self, cells: &[Cell]) {
        let mut lists = Vec::with_capacity(self.extras.len());
        let mut touched = Vec::new();
        for (index, extra) in self.extras.iter().enumerate() {
            let cell = &cells[extra.cell.at()];
            let nav = &self.cells[extra.cell.at()];
            let base = self.bases[extra.cell.at()];
            let mut list = Vec::new();
            for slot in cell.space.raster.around(extra.position, 2) {
                if nav.component[slot] == OUTSIDE {
                    continue;
                }
                let from = cell.space.raster.position(slot);
                if let Some(leg) = nav.leg(cell, &self.terms, from, extra.position) {
                    let node = base + slot as u32;
                    list.push(Step { from: node, leg });
                    touched.push((node, index as u32));
                }
            }
            lists.push(list);
        }
        touched.sort_unstable();
        self.is_touched = vec![0; self.lattice_len().div_ceil(64)];
        for &(node, _) in &touched {
            self.is_touched[node as usize / 64] |= 1 << (node % 64);
        }
        self.touches = Lists::new(lists);
        self.touched = touched;
    }

    /// Number of the first extra: how many lattice nodes there are.
    pub(in super::super) fn lattice_len(&self) -> usize {
        self.bases[self.bases.len() - 1] as usize
    }

    /// The cell of a lattice node.
    pub(in super::super) fn cell_of(&self, node: u32) -> usize {
        self.bases.partition_point(|&base| base <= node) - 1
    }

    /// Ways to an extra from other extras of its cell.
    pub(in super::super) fn links(&self, extra: usize) -> &[Step] {
        self.links.of(extra)
    }

    /// Ways to an extra from the lattice nodes round it.
    pub(in super::super) fn touches(&self, extra: usize) -> &[Step] {
        self.touches.of(extra)
    }

    /// Extras that a lattice node is near.
    pub(in super::super) fn extras_near(&self, node: u32) -> impl Iterator<Item = u32> + '_ {
        // Most are near none.
        let is_touched = (self.is_touched[node as usize / 64] >> (node % 64)) & 1 == 1;
        let from = match is_touched {
            true => self.touched.partition_point(|t| t.0 < node),
            false => self.touched.len(),
        };
        self.touched[from..]
            .iter()
            .take_while(move |t| t.0 == node)
            .map(|t| t.1)
    }
}
