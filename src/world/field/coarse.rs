//! Ways that mind the crowd: how much longer the rest of the way gets, at
//! every node of a coarse lattice over one cell, where people stand in it.
//!
//! The time to where the way leaves the cell is found twice on the same
//! lattice, with everything free and with the crowd's slowness, by the fast
//! marching method (Sethian, "A fast marching level set method for
//! monotonically advancing fronts", 1996; first order, four neighbours). Only
//! the difference counts, so that what a coarse lattice gets wrong cancels, and
//! nothing changes where there is no crowd. That people take the quickest way
//! in the crowd instead of the shortest, and what it does at wide corners:
//! Kretz, Große, Hengst, Kautzsch, Pohlmann, Vortisch, "Quickest paths in
//! simulations of pedestrians" (2011).

use crate::base::fetch::fetch_first;
use crate::base::math::floor_i32;
use crate::base::{Segment, Vec2};

use super::super::space::Space;
use super::super::{Cell, CellIndex, World};
use super::Field;

/// Distance between neighbouring nodes, at least \[m\].
const SPACING_M: f64 = 1.0;
/// So many steps from where somebody is the delay is known too: as far as nearly
/// all walk until the next look, and a step for the gradient. Beyond, and for who
/// sets out in between, nothing bends the way until then.
const STEPS_FURTHER: usize = 3;
/// No node.
pub(super) const NONE: u32 = u32::MAX;
/// East, north, west, south.
const SIDES: [(i32, i32); 4] = [(1, 0), (0, 1), (-1, 0), (0, -1)];
/// A way on the lattice may be longer than the field's by this share …
const LONGER_SHARE: f64 = 0.3;
/// … and by this \[s\]; where it is longer still it leads elsewhere, because
/// the field's passes a gap between two nodes.
const LONGER_S: f64 = 2.0;

/// The coarse lattice of a cell.
#[derive(Debug)]
pub struct Coarse {
    pub(super) spacing_m: f64,
    /// How many fine nodes there are to a coarse one, along a side.
    stride: i32,
    columns: i32,
    rows: i32,
    /// Node at a column and row.
    index: Vec<u32>,
    /// Slot of every node in the cell's fine lattice.
    slots: Vec<u32>,
    /// Nodes next to each that a straight way leads to.
    pub(super) next: Vec<[u32; 4]>,
    /// Walkable area that belongs to each \[m²\].
    area_m2: Vec<f32>,
}

/// What the free way along a field is on the coarse lattice.
pub struct FreeWay {
    /// Nodes from which the way leaves the cell next, with their times \[s\].
    outlets: Vec<(u32, f32)>,
    /// Time from every node \[s\]; infinite where the lattice knows no way.
    times: Vec<f32>,
    /// Whether the lattice knows the way the field takes, not one that leads elsewhere.
    is_known: Vec<bool>,
    /// Unit vector of the field at every node.
    ways: Vec<[f32; 2]>,
}

/// How the rest of the way gets longer from place to place: the gradient at
/// every node \[s/m\].
pub struct Delay {
    gradients: Vec<[f32; 2]>,
}

impl World {
    /// The coarse lattice of a cell, built when first asked for.
    #[must_use]
    pub fn coarse(&self, cell: CellIndex) -> &Coarse {
        let cell = &self.cells[cell.at()];
        cell.coarse.get_or_init(|| Coarse::new(cell))
    }
}

impl Coarse {
    fn new(cell: &Cell) -> Self {
        let space = &*cell.space;
        let raster = &space.raster;
        let stride = (SPACING_M / raster.spacing).round().max(1.0) as i32;
        let places: Vec<(i32, i32)> = (0..raster.len()).map(|slot| raster.place(slot)).collect();
        let most = |part: fn(&(i32, i32)) -> i32| places.iter().map(part).max().unwrap_or(0);
        let columns = most(|p| p.0) / stride + 2;
        let rows = most(|p| p.1) / stride + 2;
        let mut coarse = Self {
            spacing_m: raster.spacing * f64::from(stride),
            stride,
            columns,
            rows,
            index: vec![NONE; (columns * rows) as usize],
            slots: Vec::new(),
            next: Vec::new(),
            area_m2: Vec::new(),
        };
        for row in 0..rows {
            for column in 0..columns {
                if let Some(slot) = raster.slot(column * stride, row * stride) {
                    coarse.index[(row * columns + column) as usize] = coarse.slots.len() as u32;
                    coarse.slots.push(slot as u32);
                }
            }
        }
        coarse.next = (0..coarse.slots.len())
            .map(|node| coarse.joined(space, node))
            .collect();
        coarse.area_m2 = coarse.areas(space, &places);
        coarse
    }

    /// The nodes next to one to which a straight way leads.
    fn joined(&self, space: &Space, node: usize) -> [u32; 4] {
        let slot = self.slots[node] as usize;
        let (column, row) = space.raster.place(slot);
        let here = space.raster.position(slot);
        SIDES.map(|(dx, dy)| {
            let other = self.at(column / self.stride + dx, row / self.stride + dy);
            match other {
                Some(other) if space.sees(here, self.position(space, other)) => other as u32,
                _ => NONE,
            }
        })
    }

    /// The walkable area of every node, shared out as people are.
    fn areas(&self, space: &Space, places: &[(i32, i32)]) -> Vec<f32> {
        let mut areas = vec![0.0; self.slots.len()];
        let each = space.raster.spacing * space.raster.spacing;
        for &(column, row) in places {
            let q = Vec2::new(f64::from(column), f64::from(row)) * (1.0 / f64::from(self.stride));
            for (node, weight) in self.round(q) {
                areas[node] += (weight * each) as f32;
            }
        }
        areas
    }

    #[inline]
    fn at(&self, column: i32, row: i32) -> Option<usize> {
        if column < 0 || row < 0 || column >= self.columns || row >= self.rows {
            return None;
        }
        let node = self.index[(row * self.columns + column) as usize];
        (node != NONE).then_some(node as usize)
    }

    fn position(&self, space: &Space, node: usize) -> Vec2 {
        space.raster.position(self.slots[node] as usize)
    }

    /// The nodes round a point given in units of the spacing, with the weights
    /// of a bilinear blend.
    #[inline(always)]
    fn round(&self, q: Vec2) -> impl Iterator<Item = (usize, f64)> {
        let (column, row) = (floor_i32(q.x), floor_i32(q.y));
        let (fx, fy) = (q.x - f64::from(column), q.y - f64::from(row));
        let corners = [
            (self.at(column, row), (1.0 - fx) * (1.0 - fy)),
            (self.at(column + 1, row), fx * (1.0 - fy)),
            (self.at(column, row + 1), (1.0 - fx) * fy),
            (self.at(column + 1, row + 1), fx * fy),
        ];
        let known = |(node, weight): (Option<usize>, f64)| Some((node?, weight));
        corners.into_iter().filter_map(known)
    }

    #[inline]
    fn lattice(&self, space: &Space, p: Vec2) -> Vec2 {
        space.raster.lattice(p) * (1.0 / f64::from(self.stride))
    }

    /// How many nodes there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.slots.len()
    }

    /// Shares a point of the cell out among the nodes round it; the weights
    /// are 1 together unless nodes are missing.
    pub fn share_out(&self, cell: &Cell, p: Vec2) -> impl Iterator<Item = (usize, f64)> {
        self.round(self.lattice(&cell.space, p))
    }

    /// What was shared out, per square metre that is walkable: means over a
    /// node and those joined to it.
    #[must_use]
    pub fn per_m2<const N: usize>(&self, sums: &[[f32; N]]) -> Vec<[f32; N]> {
        (0..self.count())
            .map(|node| {
                let mut total = sums[node].map(|x| 2.0 * x);
                let mut area = 2.0 * self.area_m2[node];
                for &other in self.next[node].iter().filter(|&&other| other != NONE) {
                    for (total, x) in total.iter_mut().zip(sums[other as usize]) {
                        *total += x;
                    }
                    area += self.area_m2[other as usize];
                }
                total.map(|x| if area > 0.0 { x / area } else { 0.0 })
            })
            .collect()
    }

    /// The nodes round some points of the cell, and those a few steps further; each once.
    #[must_use]
    pub fn near(&self, cell: &Cell, points: impl Iterator<Item = Vec2>) -> Vec<u32> {
        let mut is_near = vec![false; self.count()];
        let mut near = Vec::new();
        for p in points {
            for (node, _) in self.share_out(cell, p) {
                if !std::mem::replace(&mut is_near[node], true) {
                    near.push(node as u32);
                }
            }
        }
        let mut edge = 0;
        for _ in 0..STEPS_FURTHER {
            let end = near.len();
            for at in edge..end {
                let next = self.next[near[at] as usize];
                for other in next.into_iter().filter(|other| *other != NONE) {
                    if !std::mem::replace(&mut is_near[other as usize], true) {
                        near.push(other);
                    }
                }
            }
            edge = end;
        }
        near
    }
}

impl FreeWay {
    /// The free way along a field in a cell.
    #[must_use]
    pub fn new(world: &World, field: &Field, cell: CellIndex) -> Self {
        let coarse = world.coarse(cell);
        let inside = &world.cells[cell.at()];
        let space = &*inside.space;
        let lines: Vec<Segment> = inside
            .portals
            .iter()
            .map(|portal| world.portals[portal.at()].line)
            .collect();
        let here = |node: usize| coarse.position(space, node);
        let ways: Vec<Vec2> = (0..coarse.count())
            .map(|node| field.direction(cell, here(node)))
            .collect();
        let outlets: Vec<(u32, f32)> = (0..coarse.count())
            .filter_map(|node| {
                let p = here(node);
                let ahead = Segment::new(p, p + ways[node] * (2.0 * coarse.spacing_m));
                let leaves = lines.iter().any(|line| ahead.crossing(*line).is_some());
                let time = field.time(cell, p);
                (leaves && time.is_finite()).then_some((node as u32, time as f32))
            })
            .collect();
        let times = coarse.march(&outlets, |_| 1.0, 0..coarse.count() as u32);
        let is_known = (times.iter().enumerate())
            .map(|(node, time)| {
                let most = (1.0 + LONGER_SHARE) * field.time(cell, here(node)) + LONGER_S;
                time.is_finite() && f64::from(*time) <= most
            })
            .collect();
        Self {
            outlets,
            is_known,
            times,
            ways: ways.iter().map(|w| [w.x as f32, w.y as f32]).collect(),
        }
    }

    /// Unit vector of the field at a node.
    #[must_use]
    pub fn way(&self, node: usize) -> [f32; 2] {
        self.ways[node]
    }

    /// How the rest of the way from the nodes wanted gets longer if a metre at
    /// each node takes so much longer than the free second \[s/m\].
    #[must_use]
    pub fn delay(&self, coarse: &Coarse, extra_s_per_m: &[f32], wanted: &[u32]) -> Delay {
        let known = |node: &u32| self.is_known[*node as usize];
        let wanted: Vec<u32> = wanted.iter().copied().filter(known).collect();
        let slowness = |node: usize| 1.0 + extra_s_per_m[node];
        let times = coarse.march(&self.outlets, slowness, wanted.iter().copied());
        self.delay_by(coarse, &times, &wanted)
    }

    /// How the rest of the way from the nodes wanted gets longer by times in the crowd \[s\].
    fn delay_by(&self, coarse: &Coarse, times: &[f32], wanted: &[u32]) -> Delay {
        let longer = |node: usize| times[node] - self.times[node];
        let is_known = |node: usize| self.is_known[node] && times[node].is_finite();
        let known = |node: u32| node != NONE && is_known(node as usize);
        let mut gradients = vec![[0.0; 2]; coarse.count()];
        for &node in wanted
            .iter()
            .filter(|node| times[**node as usize].is_finite())
        {
            let [east, north, west, south] = coarse.next[node as usize];
            gradients[node as usize] = [(east, west), (north, south)].map(|(after, before)| {
                let after = if known(after) { after } else { node };
                let before = if known(before) { before } else { node };
                let steps = u8::from(after != node) + u8::from(before != node);
                let rise = longer(after as usize) - longer(before as usize);
                rise / (f32::from(steps.max(1)) * coarse.spacing_m as f32)
            });
        }
        Delay { gradients }
    }
}

impl Delay {
    /// Asks the processor for what [`Delay::quickest`] will read at a point.
    #[inline(always)]
    pub(crate) fn fetch(&self, coarse: &Coarse, cell: &Cell, p: Vec2) {
        let q = coarse.lattice(&cell.space, p);
        let (column, row) = (floor_i32(q.x), floor_i32(q.y));
        for row in [row, row + 1] {
            if let Some(node) = coarse.at(column, row) {
                fetch_first(&self.gradients[node]);
            }
        }
    }

    /// The quickest way from a point of a cell, where the shortest leads along
    /// the unit vector `way`: it descends the time of the free way and the
    /// delay together.
    #[must_use]
    #[inline(always)]
    pub fn quickest(&self, coarse: &Coarse, cell: &Cell, p: Vec2, way: Vec2) -> Vec2 {
        let space = &*cell.space;
        let mut gradient = Vec2::ZERO;
        for (node, weight) in coarse.round(coarse.lattice(space, p)) {
            let [x, y] = self.gradients[node];
            let slot = coarse.slots[node] as usize;
            if (x != 0.0 || y != 0.0) && space.reaches(slot, space.raster.position(slot), p) {
                gradient += Vec2::new(f64::from(x), f64::from(y)) * weight;
            }
        }
        if gradient == Vec2::ZERO {
            return way;
        }
        let quickest = way - gradient;
        // Who would turn back waits instead.
        if quickest.dot(way) <= 0.0 {
            let across = quickest - way * quickest.dot(way);
            return if across.length_squared() > 1e-6 {
                across.normalized()
            } else {
                way
            };
        }
        quickest.normalized()
    }
}
