//! Outwards from the goal: Dijkstra's algorithm over lattice nodes and
//! extras in which every node remembers where its way next bends (its
//! *apex*), as in Theta* (Nash, Daniel, Koenig, Felner 2007), and tests the
//! straight line to it only when it is settled (Lazy Theta*, Nash, Koenig,
//! Tovey 2010). Because corners and portal samples are nodes, ways bend where
//! shortest ways bend, not at the lattice.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::base::Vec2;
use crate::model::Direction;

use super::super::navigation::{Leg, Nav, OUTSIDE};
use super::super::{Cell, Closures, Goal, Portal, PortalIndex, Side, World};

/// No node.
pub(super) const NONE: u32 = u32::MAX;

/// Where clearance counts, ways bend at least this often \[m\], so that no
/// straight line has to be walked again and again.
const LONGEST_WEIGHTED_M: f64 = 6.0;

/// Times are known so well in their single precision \[s\]: a quarter of an
/// hour to a tenth of a millisecond.
const DEARER_S: f64 = 2e-4;

/// A guess this much too low is taken as it is \[s\].
const CLOSE_S: f64 = 0.02;

/// Below this a cost is no gain \[s\].
const GAIN_S: f64 = 1e-6;

/// The eight neighbours of a lattice node.
pub(super) const NEIGHBOURS: [(i32, i32); 8] = [
    (1, 0),
    (0, 1),
    (-1, 0),
    (0, -1),
    (1, 1),
    (-1, 1),
    (-1, -1),
    (1, -1),
];

/// What is known of the nodes while a field is computed.
pub(in super::super) struct Search<'a> {
    pub(super) cells: &'a [Cell],
    pub(super) portals: &'a [Portal],
    pub(super) nav: &'a Nav,
    closures: &'a Closures,
    /// Cost to the goal \[s\].
    pub(super) cost: Vec<f64>,
    /// Time to the goal \[s\].
    pub(super) time: Vec<f32>,
    /// Where the way next bends; the node itself at the goal.
    pub(super) apex: Vec<u32>,
    pub(super) settled: Vec<bool>,
    /// Whether the cost is that of a way that was walked, not a guess.
    walked: Vec<bool>,
    /// For samples on the goal's line: the unit vector across it.
    pub(super) across: Vec<(u32, Vec2)>,
    /// Of every portal whether it was asked if people get through to its right, and
    /// to its left.
    asked: Vec<[bool; 2]>,
    queue: BinaryHeap<Reverse<u64>>,
}

impl<'a> Search<'a> {
    /// All nodes from which a way leads to the goal, with their costs.
    pub(in super::super) fn run(
        world: &'a World,
        nav: &'a Nav,
        goal: Goal,
        closures: &'a Closures,
    ) -> Self {
        let mut search = Self::new(world, nav, closures);
        match goal {
            Goal::Exit(exit) => {
                for &portal in &world.exits[exit.at()].portals {
                    if search.passable(portal.at(), true) {
                        search.seed(portal.at(), 0);
                    }
                }
            }
            Goal::Gate(gate) => {
                search.seed(world.gates[gate.at()].portal.at(), 0);
                search.seed(world.gates[gate.at()].portal.at(), 1);
            }
            Goal::Cell(cell) => {
                for &portal in &world.cells[cell.at()].portals {
                    let site = &world.portals[portal.at()];
                    for (side, behind) in [(0, site.right), (1, site.left)] {
                        let to_right = side == 0;
                        if behind == Side::Cell(cell) && search.passable(portal.at(), to_right) {
                            search.seed(portal.at(), side);
                        }
                    }
                }
            }
        }
        search.expand_all();
        search.across.sort_unstable_by_key(|a| a.0);
        search
    }

    /// As [`Search::run`], to a lattice node.
    #[cfg(test)]
    pub(in super::super) fn to_node(
        world: &'a World,
        nav: &'a Nav,
        node: u32,
        closures: &'a Closures,
    ) -> Self {
        let mut search = Self::new(world, nav, closures);
        search.improve(node, 0.0, node, Some(0.0));
        search.expand_all();
        search
    }

    fn new(world: &'a World, nav: &'a Nav, closures: &'a Closures) -> Self {
        let count = nav.lattice_len() + nav.extras.len();
        Self {
            cells: &world.cells,
            portals: &world.portals,
            nav,
            closures,
            cost: vec![f64::INFINITY; count],
            time: vec![f32::INFINITY; count],
            apex: vec![NONE; count],
            settled: vec![false; count],
            walked: vec![false; count],
            across: Vec::new(),
            asked: vec![[false; 2]; world.portals.len()],
            queue: BinaryHeap::new(),
        }
    }

    /// Whether a portal lets people through to its right, or to its left. Closures
    /// are looked at nowhere else, and only where the answer counts: those that
    /// answer alike what was asked give the same field.
    fn passable(&mut self, portal: usize, to_right: bool) -> bool {
        self.asked[portal][usize::from(!to_right)] = true;
        match self.closures.passage.get(portal).copied().flatten() {
            Some(Direction::Both) => true,
            Some(Direction::Forward) => to_right,
            Some(Direction::Backward) => !to_right,
            None => false,
        }
    }

    /// The portals that were asked whether people get through, and whether to their
    /// right, ascending.
    pub(super) fn asked(&self) -> Vec<(PortalIndex, bool)> {
        let ways = (self.asked.iter().enumerate())
            .flat_map(|(portal, asked)| [(portal, true, asked[0]), (portal, false, asked[1])]);
        ways.filter(|(_, _, asked)| *asked)
            .map(|(portal, to_right, _)| (PortalIndex(portal as u32), to_right))
            .collect()
    }

    /// Makes the samples on one side of a portal part of the goal.
    fn seed(&mut self, portal: usize, side: usize) {
        let line = self.portals[portal].line;
        let left = (line.b - line.a).normalized().left();
        let first = self.nav.lattice_len() as u32;
        for sample in self.nav.samples[portal][side].clone() {
            let node = first + sample;
            self.across
                .push((node, if side == 0 { -left } else { left }));
            self.improve(node, 0.0, node, Some(0.0));
        }
    }

    /// Position of a node \[m\].
    pub(super) fn position(&self, node: u32, cell: usize) -> Vec2 {
        let lattice = self.nav.lattice_len() as u32;
        if node >= lattice {
            self.nav.extras[(node - lattice) as usize].position
        } else {
            let slot = (node - self.nav.bases[cell]) as usize;
            self.cells[cell].space.raster.position(slot)
        }
    }

    /// The cell of a node.
    pub(super) fn cell_of(&self, node: u32) -> usize {
        let lattice = self.nav.lattice_len() as u32;
        if node >= lattice {
            self.nav.extras[(node - lattice) as usize].cell.at()
        } else {
            self.nav.cell_of(node)
        }
    }

    pub(super) fn leg(&self, cell: usize, from: Vec2, to: Vec2) -> Option<Leg> {
        self.nav.cells[cell].leg(&self.cells[cell], &self.nav.terms, from, to)
    }

    /// Takes a better way for a node: a guess, or with its time one that was
    /// walked.
    fn improve(&mut self, node: u32, cost: f64, apex: u32, walked_s: Option<f64>) {
        let at = node as usize;
        if !self.gains(node, cost) {
            return;
        }
        self.cost[at] = cost;
        self.apex[at] = apex;
        self.walked[at] = walked_s.is_some();
        if let Some(time) = walked_s {
            self.time[at] = time as f32;
        }
        self.push(node);
    }

    /// Whether a way of a cost would be better for a node than what it has.
    fn gains(&self, node: u32, cost: f64) -> bool {
        let at = node as usize;
        !self.settled[at] && cost < self.cost[at] - GAIN_S
    }

    fn push(&mut self, node: u32) {
        // Costs are positive, so their bits are in their order.
        let key = u64::from((self.cost[node as usize] as f32).to_bits());
        self.queue.push(Reverse(key << 32 | u64::from(node)));
    }

    fn expand_all(&mut self) {
        while let Some(Reverse(key)) = self.queue.pop() {
            let node = key as u32;
            let at = node as usize;
            let stale = (key >> 32) as u32 != (self.cost[at] as f32).to_bits();
            if self.settled[at] || stale {
                continue;
            }
            let cell = self.cell_of(node);
            if !self.walked[at] {
                self.walk(node, cell);
                // The guess was low: wait for those that may be nearer.
                if ((key >> 32) as u32) < (self.cost[at] as f32).to_bits() {
                    if self.cost[at].is_finite() {
                        self.push(node);
                    }
                    continue;
                }
            }
            self.settled[at] = true;
            if at < self.nav.lattice_len() {
                self.expand_lattice(node, cell);
            } else {
                self.expand_extra(node, cell);
            }
        }
    }

    /// Replaces a guess by the cost of a way that was walked: straight to the
    /// apex; if something stands between, or the guess was far too low, the
    /// best that neighbours offer.
    fn walk(&mut self, node: u32, cell: usize) {
        let at = node as usize;
        let p = self.position(node, cell);
        let apex = self.apex[at];
        self.walked[at] = true;
        let guess = self.cost[at];
        self.cost[at] = f64::INFINITY;
        if let Some(leg) = self.leg(cell, p, self.position(apex, cell)) {
            self.cost[at] = self.cost[apex as usize] + leg.cost;
            self.time[at] = self.time[apex as usize] + leg.time as f32;
            if self.cost[at] <= guess + CLOSE_S {
                return;
            }
        }
        let mut tried = [apex; 24];
        let mut count = 1;
        let mut near = [NONE; 24];
        let found = self.settled_near(node, cell, &mut near);
        for &neighbour in &near[..found] {
            for candidate in [self.apex[neighbour as usize], neighbour] {
                let elsewhere =
                    candidate as usize >= self.nav.lattice_len() && self.cell_of(candidate) != cell;
                if elsewhere || tried[..count].contains(&candidate) {
                    continue;
                }
                if count < tried.len() {
                    tried[count] = candidate;
                    count += 1;
                }
                let q = self.position(candidate, cell);
                let known = self.cost[candidate as usize];
                if known + p.distance(q) * LEAST_SLOWNESS >= self.cost[at] {
                    continue;
                }
                if let Some(leg) = self.leg(cell, p, q)
                    && known + leg.cost < self.cost[at]
                {
                    self.cost[at] = known + leg.cost;
                    self.time[at] = self.time[candidate as usize] + leg.time as f32;
                    self.apex[at] = candidate;
                }
            }
        }
    }

    /// Settled neighbours of a node, lattice nodes and extras.
    fn settled_near(&self, node: u32, cell: usize, near: &mut [u32; 24]) -> usize {
        let mut count = 0;
        let mut add = |other: u32| {
            if self.settled[other as usize] && count < near.len() {
                near[count] = other;
                count += 1;
            }
        };
        let lattice = self.nav.lattice_len();
        if (node as usize) < lattice {
            self.lattice_neighbours(node, cell).for_each(&mut add);
            let extras = self.nav.extras_near(node);
            extras.map(|e| e + lattice as u32).for_each(&mut add);
        } else {
            let extra = node as usize - lattice;
            self.nav.touches(extra).iter().for_each(|s| add(s.from));
        }
        count
    }

    /// Neighbours of a lattice node where a body fits.
    fn lattice_neighbours(&self, node: u32, cell: usize) -> impl Iterator<Item = u32> + '_ {
        let base = self.nav.bases[cell];
        let raster = &self.cells[cell].space.raster;
        let component = &self.nav.cells[cell].component;
        let (column, row) = raster.place((node - base) as usize);
        NEIGHBOURS.into_iter().filter_map(move |(dx, dy)| {
            let slot = raster.slot(column + dx, row + dy)?;
            (component[slot] != OUTSIDE).then_some(base + slot as u32)
        })
    }

    /// Offers a settled lattice node's apex to its neighbours.
    fn expand_lattice(&mut self, node: u32, cell: usize) {
        let at = node as usize;
        let p = self.position(node, cell);
        let apex = self.apex[at];
        let q = self.position(apex, cell);
        let length = p.distance(q);
        let rest = self.cost[apex as usize];
        let rate = if length > 1e-9 {
            (self.cost[at] - rest) / length
        } else {
            1.0
        };
        let weighted = self.nav.terms.weighted();
        let bend = weighted && length > LONGEST_WEIGHTED_M;
        // Where walls make the straight way to the apex dearer, it may pay to
        // bend here; slopes alone do not, because they follow the path.
        let dearer = (self.cost[at] - rest) - f64::from(self.time[at] - self.time[apex as usize]);
        let may_bend = weighted && (dearer > DEARER_S.max(0.001 * rate * length) || apex == node);
        let base = self.nav.bases[cell];
        let (cells, nav) = (self.cells, self.nav);
        let raster = &cells[cell].space.raster;
        let component = &nav.cells[cell].component;
        let (column, row) = raster.place((node - base) as usize);
        for (dx, dy) in NEIGHBOURS {
            let Some(slot) = raster.slot(column + dx, row + dy) else {
                continue;
            };
            let other = base + slot as u32;
            if component[slot] == OUTSIDE || self.settled[other as usize] {
                continue;
            }
            let r = raster.point(column + dx, row + dy);
            if bend {
                self.improve(other, self.cost[at] + rate * r.distance(p), node, None);
                continue;
            }
            let guess = rest + rate * r.distance(q);
            self.improve(other, guess, apex, None);
            // Walking takes what it does on the best slope at least.
            let hope = self.cost[at] + LEAST_SLOWNESS * r.distance(p);
            if may_bend
                && hope < guess
                && let Some(leg) = self.leg(cell, r, p)
                && self.cost[at] + leg.cost < guess
            {
                let time = f64::from(self.time[at]) + leg.time;
                self.improve(other, self.cost[at] + leg.cost, node, Some(time));
            }
        }
        let first = nav.lattice_len() as u32;
        for extra in nav.extras_near(node) {
            let r = nav.extras[extra as usize].position;
            self.improve(first + extra, rest + rate * r.distance(q), apex, None);
        }
    }

    /// Offers an extra as the next bend to all that see it, and crosses the
    /// portal if it is a sample of one.
    fn expand_extra(&mut self, node: u32, cell: usize) {
        let nav = self.nav;
        let first = nav.lattice_len() as u32;
        let extra = nav.extras[(node - first) as usize];
        let at = node as usize;
        let (cost, time) = (self.cost[at], f64::from(self.time[at]));
        for step in nav.touches((node - first) as usize) {
            self.improve(
                step.from,
                cost + step.leg.cost,
                node,
                Some(time + step.leg.time),
            );
        }
        for step in nav.links((node - first) as usize) {
            let other = first + step.from;
            self.improve(
                other,
                cost + step.leg.cost,
                node,
                Some(time + step.leg.time),
            );
        }
        // Lattice nodes next to a corner may see past it.
        let apex = self.apex[at];
        let through = extra.twin.map(|twin| first + twin) == Some(apex);
        if apex != node && !through && self.cell_of(apex) == cell {
            let q = self.position(apex, cell);
            let rest = self.cost[apex as usize];
            let length = q.distance(extra.position).max(1e-9);
            let rate = (cost - rest) / length;
            for step in nav.touches((node - first) as usize) {
                let r = self.position(step.from, cell);
                self.improve(step.from, rest + rate * r.distance(q), apex, None);
            }
        }
        if let (Some((portal, left)), Some(twin)) = (extra.portal, extra.twin) {
            // People come from the twin's side to this one.
            let gains = self.gains(first + twin, cost);
            if gains && self.passable(portal as usize, !left) {
                self.improve(first + twin, cost, node, Some(time));
            }
        }
    }
}

/// The least time a metre can take relative to the level: the best downhill
/// grade of Tobler's function.
const LEAST_SLOWNESS: f64 = 0.83;
