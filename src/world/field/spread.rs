//! From what the search found to what a field keeps: directions, and values
//! for the strips along walls.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::base::{Segment, Vec2};

use super::super::navigation::OUTSIDE;
use super::Node;
use super::search::{NEIGHBOURS, NONE, Search};

/// A direction looks this far along the way \[m\], so that it does not swing
/// round at a bend or a portal's sample that is almost reached.
const AHEAD_M: f64 = 0.4;

/// Nearer than this to a bend one turns to what is behind it \[m\].
const AT_BEND_M: f64 = 0.05;

/// A point on a way behind a bend.
#[derive(Clone, Copy)]
struct Onward {
    /// In the coordinates of the cell one comes from.
    point: Vec2,
    /// The cell it is in; none, as the largest number, beyond the goal.
    cell: usize,
    /// The portal between.
    portal: Option<u32>,
    /// From the coordinates of the cell one comes from to those of `cell`.
    shift: Vec2,
}

/// How far from the nearest way values are spread where no body fits \[m\].
const SPREAD_M: f64 = 1.0;

impl Search<'_> {
    /// The nodes of the field.
    pub(in super::super) fn nodes(mut self) -> Vec<Node> {
        let lattice = self.nav.lattice_len();
        let mut nodes = vec![Node::NOWHERE; lattice];
        for cell in 0..self.cells.len() {
            let range = self.nav.bases[cell]..self.nav.bases[cell + 1];
            for node in range {
                if self.settled[node as usize] {
                    let time = f64::from(self.time[node as usize]);
                    nodes[node as usize] = Node::new(time, self.way(node, cell));
                }
            }
        }
        for cell in 0..self.cells.len() {
            self.spread(cell, &mut nodes);
        }
        nodes
    }

    /// The direction from a node along its way.
    fn way(&self, node: u32, cell: usize) -> Vec2 {
        self.way_from(self.position(node, cell), self.apex[node as usize], cell)
    }

    /// The direction from `p`, in sight of a bend, along the way that leads
    /// on from there: to the bend if it is far, else to a point on the way
    /// behind it if that is in sight.
    fn way_from(&self, p: Vec2, bend: u32, cell: usize) -> Vec2 {
        let first = self.position(bend, cell);
        let distance = p.distance(first);
        if distance >= AHEAD_M {
            return (first - p).normalized();
        }
        let Some(onward) = self.onward(bend, cell, AHEAD_M - distance) else {
            return (first - p).normalized();
        };
        if distance < AT_BEND_M || self.straight(p, onward, cell) {
            (onward.point - p).normalized()
        } else {
            (first - p).normalized()
        }
    }

    /// The point at a distance behind a bend on the way, in the coordinates
    /// of the bend's cell.
    fn onward(&self, bend: u32, cell: usize, mut rest: f64) -> Option<Onward> {
        let lattice = self.nav.lattice_len() as u32;
        let mut onward = Onward {
            point: self.position(bend, cell),
            cell,
            portal: None,
            shift: Vec2::ZERO,
        };
        let mut at = bend;
        for _ in 0..8 {
            if let Ok(found) = self.across.binary_search_by_key(&at, |a| a.0) {
                onward.point += self.across[found].1 * rest;
                onward.portal = self.nav.extras[(at - lattice) as usize].portal.map(|p| p.0);
                onward.cell = usize::MAX;
                return Some(onward);
            }
            let next = self.apex[at as usize];
            if next == at || next == NONE {
                return None;
            }
            if self.is_twin(at, next) {
                // The same place on the other side of a portal.
                if onward.portal.is_some() {
                    return Some(onward);
                }
                onward.portal = self.nav.extras[(at - lattice) as usize].portal.map(|p| p.0);
                onward.cell = self.cell_of(next);
                let jump = self.position(next, onward.cell) - onward.point;
                if jump.length() > 0.01 {
                    onward.shift = jump;
                }
            } else {
                let there = self.position(next, onward.cell) - onward.shift;
                let length = onward.point.distance(there);
                if length >= rest {
                    onward.point = onward.point.lerp(there, rest / length.max(1e-12));
                    return Some(onward);
                }
                rest -= length;
                onward.point = there;
            }
            at = next;
        }
        Some(onward)
    }

    /// Whether a body can walk straight from `p` to a point on the way,
    /// through at most one portal.
    fn straight(&self, p: Vec2, onward: Onward, cell: usize) -> bool {
        let clear = |cell: usize, a: Vec2, b: Vec2| {
            let trim = (b - a).normalized() * f64::min(0.002, 0.5 * a.distance(b));
            let raster = &self.cells[cell].space.raster;
            self.nav.cells[cell].sight.clear(raster, a + trim, b - trim)
        };
        let Some(portal) = onward.portal else {
            return clear(cell, p, onward.point);
        };
        let line = self.portals[portal as usize].line;
        let way = Segment::new(p, onward.point);
        // The way may lead through the other line of a periodic path's pair.
        let Some(share) = way.crossing(line) else {
            return onward.shift != Vec2::ZERO;
        };
        let middle = p.lerp(onward.point, share);
        clear(cell, p, middle)
            && (onward.cell == usize::MAX
                || clear(
                    onward.cell,
                    middle + onward.shift,
                    onward.point + onward.shift,
                ))
    }

    fn is_twin(&self, a: u32, b: u32) -> bool {
        let lattice = self.nav.lattice_len() as u32;
        a >= lattice
            && b >= lattice
            && self.nav.extras[(a - lattice) as usize].twin == Some(b - lattice)
    }

    /// Spreads a cell's values to lattice nodes the search did not reach:
    /// strips along walls, and nodes inside narrow passages.
    fn spread(&mut self, cell: usize, nodes: &mut [Node]) {
        let space = &self.cells[cell].space;
        let nav = &self.nav.cells[cell];
        let base = self.nav.bases[cell];
        let end = self.nav.bases[cell + 1];
        let reached = self.reached_components(cell);
        let mut queue: BinaryHeap<Reverse<(u64, u32, u32)>> = BinaryHeap::new();
        let mut cost = vec![f64::INFINITY; (end - base) as usize];
        let may = |slot: usize| {
            let component = nav.component[slot];
            component == OUTSIDE || reached.contains(&component)
        };
        // The bend that `from` leads to serves its neighbour too, if the
        // neighbour sees it past the walls.
        let offer = |search: &Self,
                     queue: &mut BinaryHeap<Reverse<(u64, u32, u32)>>,
                     cost: &mut Vec<f64>,
                     from: u32,
                     p: Vec2,
                     value: f64,
                     slot: usize| {
            if search.settled[base as usize + slot] || !may(slot) {
                return;
            }
            let q = space.raster.position(slot);
            let total = value + 2.0 * p.distance(q);
            if total < cost[slot] && !space.walls.block(p, q) {
                cost[slot] = total;
                queue.push(Reverse((total.to_bits(), base + slot as u32, from)));
            }
        };
        for node in base..end {
            if !self.settled[node as usize] {
                continue;
            }
            let slot = (node - base) as usize;
            if nav.sight.distance(slot) > 1.5 * space.raster.spacing {
                continue;
            }
            let p = space.raster.position(slot);
            let (column, row) = space.raster.place(slot);
            for (dx, dy) in NEIGHBOURS {
                if let Some(other) = space.raster.slot(column + dx, row + dy) {
                    let value = self.cost[node as usize];
                    offer(self, &mut queue, &mut cost, node, p, value, other);
                }
            }
        }
        let lattice = self.nav.lattice_len() as u32;
        for (index, extra) in self.nav.extras.iter().enumerate() {
            let node = lattice + index as u32;
            if extra.cell.at() == cell && self.settled[node as usize] {
                for slot in space.raster.around(extra.position, 2) {
                    let value = self.cost[node as usize];
                    offer(
                        self,
                        &mut queue,
                        &mut cost,
                        node,
                        extra.position,
                        value,
                        slot,
                    );
                }
            }
        }
        let mut strayed = vec![0.0_f64; (end - base) as usize];
        while let Some(Reverse((key, node, from))) = queue.pop() {
            let slot = (node - base) as usize;
            if self.settled[node as usize] || key != cost[slot].to_bits() {
                continue;
            }
            self.settled[node as usize] = true;
            self.cost[node as usize] = cost[slot];
            let p = space.raster.position(slot);
            let from_at = self.position(from, cell);
            let step = p.distance(from_at);
            let bend = self.bend_past(from, p, cell);
            self.apex[node as usize] = bend;
            let direct = p.distance(self.position(bend, cell));
            let rate = self.rate(from, cell);
            let time = f64::from(self.time[bend as usize]) + rate * direct;
            self.time[node as usize] = time as f32;
            nodes[node as usize] = Node::new(time, self.way_from(p, bend, cell));
            let in_room = nav.component[slot] != OUTSIDE;
            let before = if from >= base && from < end {
                strayed[(from - base) as usize]
            } else {
                0.0
            };
            strayed[slot] = if in_room { 0.0 } else { before + step };
            if strayed[slot] > SPREAD_M {
                continue;
            }
            let (column, row) = space.raster.place(slot);
            for (dx, dy) in NEIGHBOURS {
                if let Some(other) = space.raster.slot(column + dx, row + dy) {
                    offer(self, &mut queue, &mut cost, node, p, cost_of(key), other);
                }
            }
        }
    }

    /// Where to go from `p`, next to `from`: to the bend that `from` leads
    /// to if no wall is between, else to `from`.
    fn bend_past(&self, from: u32, p: Vec2, cell: usize) -> u32 {
        let lattice = self.nav.lattice_len() as u32;
        let apex = self.apex[from as usize];
        let twin = apex != NONE && self.is_twin(from, apex);
        if apex == NONE || apex == from || twin || (apex >= lattice && self.cell_of(apex) != cell) {
            return from;
        }
        let space = &self.cells[cell].space;
        if space.sees(p, self.position(apex, cell)) {
            apex
        } else {
            from
        }
    }

    /// Time for a metre on the way from a node.
    fn rate(&self, node: u32, cell: usize) -> f64 {
        let apex = self.apex[node as usize];
        if apex == NONE || apex == node || self.cell_of(apex) != cell {
            return 1.0;
        }
        let length = self
            .position(node, cell)
            .distance(self.position(apex, cell));
        if length < 1e-3 {
            return 1.0;
        }
        f64::from(self.time[node as usize] - self.time[apex as usize]) / length
    }

    /// The pieces of a cell's space from which a way leads to the goal.
    fn reached_components(&self, cell: usize) -> Vec<u16> {
        let nav = &self.nav.cells[cell];
        let base = self.nav.bases[cell] as usize;
        let mut reached: Vec<u16> = Vec::new();
        let mut add = |component: u16| {
            if component != OUTSIDE && !reached.contains(&component) {
                reached.push(component);
            }
        };
        for (slot, &component) in nav.component.iter().enumerate() {
            if self.settled[base + slot] {
                add(component);
            }
        }
        let lattice = self.nav.lattice_len();
        for (index, extra) in self.nav.extras.iter().enumerate() {
            if extra.cell.at() != cell || !self.settled[lattice + index] {
                continue;
            }
            let component = match self.nav.touches(index).first() {
                Some(step) => Some(nav.component[step.from as usize - base]),
                None => nav.component_at(extra.position),
            };
            component.into_iter().for_each(&mut add);
        }
        reached
    }
}

fn cost_of(key: u64) -> f64 {
    f64::from_bits(key)
}
