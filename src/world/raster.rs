//! A sparse square lattice of nodes inside a cell: tiles of 8 × 8 nodes, each
//! a bit mask, so that a node's slot is found by two look-ups and a count of
//! bits, whatever the map.

use crate::base::geometry::Bounds;
use crate::base::math::floor_i32;
use crate::base::{Segment, Vec2};

const NO_TILE: u32 = u32::MAX;

#[derive(Clone, Copy, Debug, Default)]
struct Tile {
    /// Bit 8·row + column is set where there is a node.
    mask: u64,
    /// Slot of the tile's first node.
    first: u32,
}

/// The lattice of one cell.
#[derive(Debug)]
pub(super) struct Raster {
    origin: Vec2,
    /// Distance between neighbouring nodes \[m\].
    pub(super) spacing: f64,
    inverse: f64,
    tile_columns: i32,
    tile_rows: i32,
    index: Vec<u32>,
    tiles: Vec<Tile>,
    /// Column and row of every node, by slot.
    places: Vec<(u16, u16)>,
}

impl Raster {
    /// Nodes at every point of the lattice inside the rings with these edges.
    pub(super) fn new(edges: &[Segment], spacing: f64) -> Self {
        let bounds = Bounds::of(edges.iter().flat_map(|e| [e.a, e.b]));
        // Half a spacing off whole multiples of it, so that nodes rarely lie
        // on lines drawn in round numbers.
        let snap = |x: f64| ((x / spacing).floor() + 0.5) * spacing;
        let origin = Vec2::new(snap(bounds.min.x) - spacing, snap(bounds.min.y) - spacing);
        let count = |from: f64, to: f64| ((to - from) / spacing).ceil() as i32 + 2;
        let columns = count(origin.x, bounds.max.x);
        let rows = count(origin.y, bounds.max.y);
        let tile_columns = (columns + 7) / 8;
        let tile_rows = (rows + 7) / 8;
        let mut raster = Self {
            origin,
            spacing,
            inverse: 1.0 / spacing,
            tile_columns,
            tile_rows,
            index: vec![NO_TILE; (tile_columns * tile_rows) as usize],
            tiles: Vec::new(),
            places: Vec::new(),
        };
        raster.fill(edges);
        raster
    }

    fn fill(&mut self, edges: &[Segment]) {
        let mut runs = Vec::new();
        self.each_run(edges, |row, from, to| runs.push((row, from, to)));
        for &(row, from, to) in &runs {
            for tile_column in from >> 3..=to >> 3 {
                let tile = ((row >> 3) * self.tile_columns + tile_column) as usize;
                if self.index[tile] == NO_TILE {
                    self.index[tile] = 0;
                }
            }
        }
        // Tiles are numbered in the order of the plan, not of discovery.
        for tile in self.index.iter_mut().filter(|t| **t != NO_TILE) {
            *tile = self.tiles.len() as u32;
            self.tiles.push(Tile::default());
        }
        for (row, from, to) in runs {
            for column in from..=to {
                let tile = ((row >> 3) * self.tile_columns + (column >> 3)) as usize;
                self.tiles[self.index[tile] as usize].mask |= 1 << ((row & 7) * 8 + (column & 7));
            }
        }
        let mut next = 0;
        for tile in &mut self.tiles {
            tile.first = next;
            next += tile.mask.count_ones();
        }
        self.places = vec![(0, 0); next as usize];
        for row in 0..self.tile_rows {
            for column in 0..self.tile_columns {
                let number = self.index[(row * self.tile_columns + column) as usize];
                let Some(tile) = self.tiles.get(number as usize) else {
                    continue;
                };
                let mut mask = tile.mask;
                let mut slot = tile.first as usize;
                while mask != 0 {
                    let bit = mask.trailing_zeros() as i32;
                    self.places[slot] = (
                        (column * 8 + (bit & 7)) as u16,
                        (row * 8 + (bit >> 3)) as u16,
                    );
                    slot += 1;
                    mask &= mask - 1;
                }
            }
        }
    }

    /// Calls with (row, first column, last column) for every run of lattice
    /// points inside the rings with these edges, by the parity of crossings.
    pub(super) fn each_run(&self, edges: &[Segment], mut call: impl FnMut(i32, i32, i32)) {
        let (rows, columns) = (self.tile_rows * 8, self.tile_columns * 8);
        let mut crossings: Vec<Vec<f64>> = vec![Vec::new(); rows as usize];
        for edge in edges {
            let (low, high) = (edge.a.y.min(edge.b.y), edge.a.y.max(edge.b.y));
            let from = (((low - self.origin.y) * self.inverse) as i32 - 1).clamp(0, rows);
            let to = (((high - self.origin.y) * self.inverse) as i32 + 2).clamp(0, rows);
            for row in from..to {
                let y = self.origin.y + f64::from(row) * self.spacing;
                if (edge.a.y > y) != (edge.b.y > y) {
                    let share = (y - edge.a.y) / (edge.b.y - edge.a.y);
                    crossings[row as usize].push(edge.a.x + share * (edge.b.x - edge.a.x));
                }
            }
        }
        for (row, line) in crossings.iter_mut().enumerate() {
            line.sort_by(f64::total_cmp);
            for pair in line.chunks_exact(2) {
                let from = ((pair[0] - self.origin.x) * self.inverse).ceil().max(0.0) as i32;
                let to =
                    (((pair[1] - self.origin.x) * self.inverse).ceil() as i32 - 1).min(columns - 1);
                if from <= to {
                    call(row as i32, from, to);
                }
            }
        }
    }

    /// Distance between neighbouring nodes \[m\].
    #[inline]
    pub(super) fn spacing(&self) -> f64 {
        self.spacing
    }

    /// Number of nodes.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// The slot of the node at a column and row, if there is one.
    #[inline]
    pub(super) fn slot(&self, column: i32, row: i32) -> Option<usize> {
        let (x, y) = (column >> 3, row >> 3);
        if x < 0 || y < 0 || x >= self.tile_columns || y >= self.tile_rows {
            return None;
        }
        let tile = self
            .tiles
            .get(self.index[(y * self.tile_columns + x) as usize] as usize)?;
        let bit = (row & 7) * 8 + (column & 7);
        ((tile.mask >> bit) & 1 == 1)
            .then(|| (tile.first + (tile.mask & ((1 << bit) - 1)).count_ones()) as usize)
    }

    /// The slots of the nodes at a column and row, at the next column, at the
    /// next row, and at both; as [`Raster::slot`], in less time.
    #[inline(always)]
    pub(super) fn square(&self, column: i32, row: i32) -> [Option<usize>; 4] {
        let (x, y) = (column >> 3, row >> 3);
        let inside = x >= 0 && y >= 0 && x < self.tile_columns && y < self.tile_rows;
        if !inside || column & 7 == 7 || row & 7 == 7 {
            return [(0, 0), (1, 0), (0, 1), (1, 1)]
                .map(|(dx, dy)| self.slot(column + dx, row + dy));
        }
        let number = self.index[(y * self.tile_columns + x) as usize];
        let Some(tile) = self.tiles.get(number as usize) else {
            return [None; 4];
        };
        let pair = |bit: i32| {
            let here = (tile.mask >> bit) & 1;
            let slot = tile.first + (tile.mask & ((1 << bit) - 1)).count_ones();
            let next = (tile.mask >> (bit + 1)) & 1 == 1;
            let after = (slot + here as u32) as usize;
            [(here == 1).then_some(slot as usize), next.then_some(after)]
        };
        let bit = (row & 7) * 8 + (column & 7);
        let ([a, b], [c, d]) = (pair(bit), pair(bit + 8));
        [a, b, c, d]
    }

    /// Column and row of a node.
    #[inline]
    pub(super) fn place(&self, slot: usize) -> (i32, i32) {
        let (column, row) = self.places[slot];
        (i32::from(column), i32::from(row))
    }

    /// Position of a lattice point \[m\].
    #[inline]
    pub(super) fn point(&self, column: i32, row: i32) -> Vec2 {
        self.origin + Vec2::new(f64::from(column), f64::from(row)) * self.spacing
    }

    /// Position of a node \[m\].
    #[inline]
    pub(super) fn position(&self, slot: usize) -> Vec2 {
        let (column, row) = self.place(slot);
        self.point(column, row)
    }

    /// A point in units of the spacing from the first column and row.
    #[inline]
    pub(super) fn lattice(&self, p: Vec2) -> Vec2 {
        (p - self.origin) * self.inverse
    }

    /// The node nearest to `p` and its distance \[m\], if the lattice point
    /// there is a node.
    #[inline]
    pub(super) fn nearest(&self, p: Vec2) -> Option<(usize, f64)> {
        let q = self.lattice(p);
        let (column, row) = (floor_i32(q.x + 0.5), floor_i32(q.y + 0.5));
        let off = Vec2::new(q.x - f64::from(column), q.y - f64::from(row));
        let slot = self.slot(column, row)?;
        Some((slot, off.length() * self.spacing))
    }

    /// The nodes of the 2·`reach` × 2·`reach` lattice points round `p`.
    pub(super) fn around(&self, p: Vec2, reach: i32) -> impl Iterator<Item = usize> + '_ {
        let q = self.lattice(p);
        let (column, row) = (floor_i32(q.x), floor_i32(q.y));
        (1 - reach..=reach).flat_map(move |dy| {
            (1 - reach..=reach).filter_map(move |dx| self.slot(column + dx, row + dy))
        })
    }

    /// Distance from every node to the nearest segment, at most `cap` \[m\].
    pub(super) fn distances(&self, segments: &[Segment], cap: f64) -> Vec<f32> {
        let mut distances = vec![cap as f32; self.len()];
        for segment in segments {
            let pieces = (segment.length() / cap).ceil().max(1.0);
            for piece in 0..pieces as usize {
                let share = |i: usize| segment.a.lerp(segment.b, i as f64 / pieces);
                self.lower(
                    &mut distances,
                    Segment::new(share(piece), share(piece + 1)),
                    cap,
                );
            }
        }
        distances
    }

    fn lower(&self, distances: &mut [f32], segment: Segment, cap: f64) {
        let bounds = Bounds::of([segment.a, segment.b]).grown(cap);
        let (low, high) = (self.lattice(bounds.min), self.lattice(bounds.max));
        let columns = (
            low.x.max(0.0) as i32,
            high.x.min(f64::from(self.tile_columns * 8)) as i32,
        );
        let rows = (
            low.y.max(0.0) as i32,
            high.y.min(f64::from(self.tile_rows * 8)) as i32,
        );
        for row in rows.0..=rows.1 {
            for column in columns.0..=columns.1 {
                if let Some(slot) = self.slot(column, row) {
                    let distance = segment.distance(self.point(column, row)) as f32;
                    if distance < distances[slot] {
                        distances[slot] = distance;
                    }
                }
            }
        }
    }
}
