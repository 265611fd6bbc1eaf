//! How much a label would hide, square by square: the map as the labels see
//! it.

use super::super::input::{CellShape, DensityPoint};
use super::super::palette;
use super::view::{Spot, View};
use crate::base::Vec2;

/// Side of a square [units].
const SIDE: f64 = 2.0;

/// An upright box on the page [units].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rect {
    /// Left edge.
    pub(super) x: f64,
    /// Upper edge.
    pub(super) y: f64,
    /// Width.
    pub(super) w: f64,
    /// Height.
    pub(super) h: f64,
}

impl Rect {
    /// The box of a size round a point.
    pub(super) fn around(middle: Spot, w: f64, h: f64) -> Self {
        Self {
            x: middle.x - w * 0.5,
            y: middle.y - h * 0.5,
            w,
            h,
        }
    }

    /// Whether the boxes share area when both grow by `gap` in all.
    pub(super) fn overlaps(&self, other: &Self, gap: f64) -> bool {
        self.x < other.x + other.w + gap
            && other.x < self.x + self.w + gap
            && self.y < other.y + other.h + gap
            && other.y < self.y + self.h + gap
    }

    /// Whether the box lies on a page of a size.
    pub(super) fn within(&self, width: f64, height: f64) -> bool {
        self.x >= 3.0
            && self.y >= 3.0
            && self.x + self.w <= width - 3.0
            && self.y + self.h <= height - 3.0
    }

    /// The point of the box nearest to `p`.
    pub(super) fn nearest(&self, p: Spot) -> Spot {
        Spot::new(
            p.x.clamp(self.x, self.x + self.w),
            p.y.clamp(self.y, self.y + self.h),
        )
    }

    /// The middle.
    pub(super) fn middle(&self) -> Spot {
        Spot::new(self.x + self.w * 0.5, self.y + self.h * 0.5)
    }
}

/// The weights of a page's squares.
pub(super) struct Ink {
    columns: usize,
    rows: usize,
    weights: Vec<f32>,
}

impl Ink {
    /// An empty page.
    pub(super) fn new(width: f64, height: f64) -> Self {
        let columns = (width / SIDE).ceil().max(1.0) as usize;
        let rows = (height / SIDE).ceil().max(1.0) as usize;
        Self {
            columns,
            rows,
            weights: vec![0.0; columns * rows],
        }
    }

    /// Adds weight to a box.
    pub(super) fn add_rect(&mut self, rect: &Rect, weight: f32) {
        let (c0, c1) = span(rect.x, rect.w, self.columns);
        let (r0, r1) = span(rect.y, rect.h, self.rows);
        for row in r0..r1 {
            for column in c0..c1 {
                self.weights[row * self.columns + column] += weight;
            }
        }
    }

    /// Adds weight to a point.
    pub(super) fn add_spot(&mut self, spot: Spot, weight: f32, most: f32) {
        if spot.x < 0.0 || spot.y < 0.0 {
            return;
        }
        let (column, row) = ((spot.x / SIDE) as usize, (spot.y / SIDE) as usize);
        if column < self.columns && row < self.rows {
            let w = &mut self.weights[row * self.columns + column];
            if *w < most {
                *w += weight;
            }
        }
    }

    /// Adds weight along a line.
    pub(super) fn add_line(&mut self, a: Spot, b: Spot, weight: f32) {
        let steps = (a.distance(b) / SIDE).ceil().max(1.0) as usize;
        for i in 0..=steps {
            let t = i as f64 / steps as f64;
            self.add_spot(
                Spot::new(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t),
                weight,
                f32::INFINITY,
            );
        }
    }

    /// Adds weight to the walkable space of a cell: even-odd, by scan lines.
    pub(super) fn add_cell(&mut self, view: &View, cell: &CellShape, weight: f32) {
        for row in 0..self.rows {
            let y = (row as f64 + 0.5) * SIDE;
            let mut crossings: Vec<f64> = Vec::new();
            for ring in cell.polygons.iter().flatten() {
                cross(view, ring, y, &mut crossings);
            }
            crossings.sort_by(f64::total_cmp);
            for pair in crossings.chunks_exact(2) {
                let from = (pair[0] / SIDE).round().max(0.0) as usize;
                let to = ((pair[1] / SIDE).round().max(0.0) as usize).min(self.columns);
                for column in from..to {
                    self.weights[row * self.columns + column] += weight;
                }
            }
        }
    }

    /// Adds weight to the edges of a cell: a text across a wall reads badly.
    pub(super) fn add_edges(&mut self, view: &View, cell: &CellShape, weight: f32) {
        for ring in cell.polygons.iter().flatten() {
            for i in 0..ring.len() {
                let (a, b) = (ring[i], ring[(i + 1) % ring.len()]);
                self.add_line(view.at(a), view.at(b), weight);
            }
        }
    }

    /// Adds the weight of density: what is dangerous must not be hidden.
    pub(super) fn add_density(&mut self, view: &View, points: &[DensityPoint], most: f32) {
        const BY_STEP: [f32; 6] = [0.2, 0.5, 1.0, 3.0, 6.0, 9.0];
        for point in points {
            let step = palette::density_step(f64::from(point.per_m2));
            let spot = view.at_mm(point.x_mm, point.y_mm);
            self.add_spot(spot, BY_STEP[step], most);
        }
    }

    /// Mean weight of a box.
    pub(super) fn mean(&self, rect: &Rect) -> f64 {
        let (c0, c1) = span(rect.x, rect.w, self.columns);
        let (r0, r1) = span(rect.y, rect.h, self.rows);
        let mut sum = 0.0;
        for row in r0..r1 {
            let line = &self.weights[row * self.columns..(row + 1) * self.columns];
            sum += line[c0..c1].iter().map(|w| f64::from(*w)).sum::<f64>();
        }
        sum / ((r1 - r0).max(1) * (c1 - c0).max(1)) as f64
    }
}

/// Squares that a stretch covers.
fn span(from: f64, length: f64, count: usize) -> (usize, usize) {
    let first = ((from / SIDE).floor().max(0.0) as usize).min(count);
    let last = (((from + length) / SIDE).ceil().max(0.0) as usize).min(count);
    (first, last.max(first))
}

fn cross(view: &View, ring: &[Vec2], y: f64, crossings: &mut Vec<f64>) {
    let count = ring.len();
    for i in 0..count {
        let (a, b) = (view.at(ring[i]), view.at(ring[(i + 1) % count]));
        if (a.y <= y) != (b.y <= y) {
            crossings.push(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
        }
    }
}
