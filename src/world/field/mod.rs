//! Navigation fields: from everywhere the walking time and the way to a goal.
//!
//! A field is computed once, outwards from the goal ([`search`]), and then
//! spread to the strips along walls where the middle of a body hardly gets
//! ([`spread`]). What is kept is a time and a direction for every lattice
//! node; a look-up blends the four nodes round a point and never allocates.

mod cache;
mod coarse;
mod march;
mod search;
mod spread;

use std::sync::Arc;

use crate::base::Vec2;
use crate::base::fetch::fetch_first;
use crate::base::math::floor_i32;

use super::raster::Raster;
use super::space::Space;
use super::{CellIndex, Closures, PortalIndex, WALL_SIGHT_M};

pub use coarse::{Coarse, Delay, FreeWay};

pub(super) use cache::Fields;
pub(super) use search::Search;

/// Walking times and directions to one goal.
pub struct Field {
    spaces: Arc<[Arc<Space>]>,
    bases: Vec<u32>,
    nodes: Vec<Node>,
    /// Whether a way leads on from anywhere in a cell.
    reached: Vec<bool>,
    /// The cell that is the goal, if a cell is.
    goal: Option<CellIndex>,
    /// The portals whose state it hangs on, and whether to their right.
    asked: Vec<(PortalIndex, bool)>,
}

/// What is kept of a lattice node.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// Time to the goal \[s\]; infinite if there is no way.
    time: f32,
    /// Unit vector in 32,767ths.
    way: [i16; 2],
}

impl Node {
    pub(super) const NOWHERE: Self = Self {
        time: f32::INFINITY,
        way: [0, 0],
    };

    pub(super) fn new(time: f64, way: Vec2) -> Self {
        let part = |x: f64| (x * 32_767.0).round() as i16;
        Self {
            time: time as f32,
            way: [part(way.x), part(way.y)],
        }
    }

    #[inline]
    fn direction(self) -> Vec2 {
        Vec2::new(f64::from(self.way[0]), f64::from(self.way[1])) * (1.0 / 32_767.0)
    }
}

/// A node near a point, with its weight in the blend.
#[derive(Clone, Copy)]
struct Near {
    node: Node,
    weight: f64,
    offset: Vec2,
}

/// Added to the weight of a node in a blend, which is never quite 0: the only node may lie
/// opposite.
const LEAST_WEIGHT: f64 = 1e-9;

/// Whether the nodes round a point are seen from it where no wall is near.
#[inline(always)]
fn near_is_seen(raster: &Raster) -> bool {
    raster.spacing() * std::f64::consts::SQRT_2 < WALL_SIGHT_M
}

/// How far a point without usable nodes round it looks for one, in nodes.
const SEARCH_REACH: i32 = 4;

impl Field {
    /// Cells in which some node has a time.
    fn cells_reached(bases: &[u32], nodes: &[Node]) -> Vec<bool> {
        let of_cell = bases.windows(2);
        let nodes = of_cell.map(|pair| &nodes[pair[0] as usize..pair[1] as usize]);
        nodes
            .map(|nodes| nodes.iter().any(|node| node.time.is_finite()))
            .collect()
    }

    /// Whether it is the same, bit for bit, under other closures than those it was
    /// computed with: what the search asked of them has the same answers.
    fn is_same(&self, own: &Closures, other: &Closures) -> bool {
        (self.asked.iter())
            .all(|&(portal, right)| own.allows(portal, right) == other.allows(portal, right))
    }

    /// Everything of it that anybody can ask for.
    #[cfg(test)]
    pub(super) fn bits(&self) -> impl Iterator<Item = (u32, [i16; 2])> {
        self.nodes
            .iter()
            .map(|node| (node.time.to_bits(), node.way))
    }

    /// Walking time from a point of a cell to the goal for a person who walks
    /// 1 m/s on the level \[s\], by the way the field takes (with the clearance
    /// people keep); infinite if there is none, 0 in the goal itself where
    /// that is a cell.
    #[must_use]
    pub fn time(&self, cell: CellIndex, p: Vec2) -> f64 {
        if self.goal == Some(cell) {
            return 0.0;
        }
        let (near, count) = self.near(cell, p, false);
        let near = &near[..count];
        let total: f64 = near.iter().map(|n| n.weight).sum();
        if total <= 0.0 {
            return f64::INFINITY;
        }
        // Where nodes are missing the rest does not lie evenly round the
        // point: carry each one's time to the point along its direction.
        let at = |n: &Near| f64::from(n.node.time) + n.offset.dot(n.node.direction());
        let sum: f64 = near.iter().map(|n| n.weight * at(n)).sum();
        (sum / total).max(0.0)
    }

    /// Unit vector of the best way from a point of a cell; zero if there is
    /// none, and in the goal itself where that is a cell.
    #[must_use]
    pub fn direction(&self, cell: CellIndex, p: Vec2) -> Vec2 {
        self.direction_in(cell, p, false)
    }

    /// As [`Field::direction`], in less time where it is known that no wall stands
    /// within [`super::WALL_SIGHT_M`] of the point.
    #[must_use]
    #[inline(always)]
    pub(crate) fn direction_in(&self, cell: CellIndex, p: Vec2, open: bool) -> Vec2 {
        if self.goal == Some(cell) {
            return Vec2::ZERO;
        }
        if let Some(blend) = self.blend(cell, p, open) {
            return blend;
        }
        let (near, count) = self.near(cell, p, open);
        if count == 1 {
            return near[0].node.direction().normalized();
        }
        // Nodes that disagree stand on either side of a parting of ways.
        near[..count]
            .iter()
            .min_by(|a, b| {
                let time = |n: &Near| f64::from(n.node.time) + n.offset.length();
                time(a).total_cmp(&time(b))
            })
            .map_or(Vec2::ZERO, |n| n.node.direction())
    }

    /// The direction at the usable nodes round a point together, unless they disagree or
    /// there are none.
    #[inline(always)]
    fn blend(&self, cell: CellIndex, p: Vec2, open: bool) -> Option<Vec2> {
        let space = &*self.spaces[cell.at()];
        let (raster, nodes) = (&space.raster, self.nodes_of(cell));
        let open = open && near_is_seen(raster);
        let q = raster.lattice(p);
        let (column, row) = (floor_i32(q.x), floor_i32(q.y));
        let (fx, fy) = (q.x - f64::from(column), q.y - f64::from(row));
        let shares = [1.0 - fx, fx].map(|wx| [wx * (1.0 - fy), wx * fy]);
        let slots = raster.square(column, row);
        let (mut sum, mut total) = (Vec2::ZERO, 0.0);
        for (number, slot) in slots.into_iter().enumerate() {
            let Some(slot) = slot else {
                continue;
            };
            let (dx, dy) = (number & 1, number >> 1);
            let node = nodes[slot];
            let is_seen = || {
                let at = raster.point(column + dx as i32, row + dy as i32);
                space.reaches(slot, at, p)
            };
            if node.time.is_finite() && (open || is_seen()) {
                let weight = shares[dx][dy] + LEAST_WEIGHT;
                sum += node.direction() * weight;
                total += weight;
            }
        }
        (sum.length_squared() > 0.25 * total * total).then(|| sum.normalized())
    }

    /// The nodes of a cell.
    #[inline(always)]
    fn nodes_of(&self, cell: CellIndex) -> &[Node] {
        &self.nodes[self.bases[cell.at()] as usize..self.bases[cell.at() + 1] as usize]
    }

    /// Asks the processor for what [`Field::direction_in`] will read at a point.
    #[inline(always)]
    pub(crate) fn fetch(&self, cell: CellIndex, p: Vec2) {
        let space = &*self.spaces[cell.at()];
        let nodes = self.nodes_of(cell);
        let q = space.raster.lattice(p);
        let (column, row) = (floor_i32(q.x), floor_i32(q.y));
        for row in [row, row + 1] {
            if let Some(slot) = space.raster.slot(column, row) {
                fetch_first(&nodes[slot]);
                fetch_first(&space.wall_distance[slot]);
            }
        }
    }

    /// Usable nodes round a point: with a time, and no wall between, which need
    /// not be looked for where none is near.
    #[inline(always)]
    fn near(&self, cell: CellIndex, p: Vec2, open: bool) -> ([Near; 4], usize) {
        let space = &*self.spaces[cell.at()];
        let open = open && near_is_seen(&space.raster);
        let nodes = self.nodes_of(cell);
        let mut near = [Near {
            node: Node::NOWHERE,
            weight: 0.0,
            offset: Vec2::ZERO,
        }; 4];
        let mut count = 0;
        let q = space.raster.lattice(p);
        let (column, row) = (floor_i32(q.x), floor_i32(q.y));
        let (fx, fy) = (q.x - f64::from(column), q.y - f64::from(row));
        let slots = space.raster.square(column, row);
        for ((dx, dy), slot) in [(0, 0), (1, 0), (0, 1), (1, 1)].into_iter().zip(slots) {
            let Some(slot) = slot else {
                continue;
            };
            let node = nodes[slot];
            let at = space.raster.point(column + dx, row + dy);
            if node.time.is_finite() && (open || space.reaches(slot, at, p)) {
                let wx = if dx == 1 { fx } else { 1.0 - fx };
                let wy = if dy == 1 { fy } else { 1.0 - fy };
                near[count] = Near {
                    node,
                    weight: wx * wy + LEAST_WEIGHT,
                    offset: at - p,
                };
                count += 1;
            }
        }
        // Where no way leads on from a whole cell nobody need look for one.
        if count == 0 && self.reached[cell.at()] {
            return Self::nearest(space, nodes, p, near);
        }
        (near, count)
    }

    /// The nearest usable node where none of the four is.
    #[cold]
    fn nearest(space: &Space, nodes: &[Node], p: Vec2, mut near: [Near; 4]) -> ([Near; 4], usize) {
        let found = space
            .raster
            .around(p, SEARCH_REACH)
            .filter(|&slot| nodes[slot].time.is_finite())
            .map(|slot| (slot, space.raster.position(slot)))
            .filter(|(_, at)| at.distance(p) <= 1.0 && !space.walls.block(*at, p))
            .min_by(|a, b| a.1.distance(p).total_cmp(&b.1.distance(p)));
        let Some((slot, at)) = found else {
            return (near, 0);
        };
        near[0] = Near {
            node: nodes[slot],
            weight: 1.0,
            offset: at - p,
        };
        (near, 1)
    }
}

impl Space {
    /// Whether no wall stands between a node and a point next to it.
    #[inline]
    fn reaches(&self, slot: usize, at: Vec2, p: Vec2) -> bool {
        let wall = f64::from(self.wall_distance[slot]);
        wall * wall > (p - at).length_squared() || !self.walls.block(at, p)
    }
}
