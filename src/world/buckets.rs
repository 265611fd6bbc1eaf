//! Segments by square buckets: which segments lie near a point, in the same
//! time whatever the map.

use crate::base::geometry::Bounds;
use crate::base::{Segment, Vec2};

/// Most buckets a grid may have; beyond, buckets grow.
const MOST: usize = 1 << 21;

/// Lists, for every bucket of a grid, the segments near it.
#[derive(Debug)]
pub(crate) struct Buckets {
    origin: Vec2,
    /// Side of a bucket \[m\].
    pub(super) side: f64,
    inverse: f64,
    pub(super) columns: usize,
    pub(super) rows: usize,
    /// A bit for every bucket: whether it lists any. Most list none, and bits
    /// stay in the processor's cache.
    any: Vec<u64>,
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Buckets {
    /// A grid over `bounds` whose buckets are squares of `side` \[m\] or
    /// larger, each listing the segments within `reach` of it \[m\].
    pub(crate) fn new(bounds: Bounds, side: f64, reach: f64, segments: &[Segment]) -> Self {
        let bounds = if bounds.is_empty() {
            Bounds {
                min: Vec2::ZERO,
                max: Vec2::ZERO,
            }
        } else {
            bounds
        };
        let size = bounds.size();
        let mut side = side;
        let count = |side: f64| ((size.x / side) as usize + 1, (size.y / side) as usize + 1);
        while {
            let (columns, rows) = count(side);
            columns.saturating_mul(rows) > MOST
        } {
            side *= 2.0;
        }
        let (columns, rows) = count(side);
        let mut grid = Self {
            origin: bounds.min,
            side,
            inverse: 1.0 / side,
            columns,
            rows,
            any: vec![0; (columns * rows).div_ceil(64)],
            starts: vec![0; columns * rows + 1],
            items: Vec::new(),
        };
        grid.fill(segments, reach);
        grid
    }

    /// Counting sort: count, prefix sums, then items in order of segments.
    fn fill(&mut self, segments: &[Segment], reach: f64) {
        let mut counts = vec![0_u32; self.columns * self.rows + 1];
        for &segment in segments {
            self.each_bucket_near(segment, reach, |bucket| counts[bucket + 1] += 1);
        }
        for i in 1..counts.len() {
            counts[i] += counts[i - 1];
        }
        self.starts.clone_from(&counts);
        let mut items = vec![0_u32; counts[counts.len() - 1] as usize];
        for (index, &segment) in segments.iter().enumerate() {
            self.each_bucket_near(segment, reach, |bucket| {
                items[counts[bucket] as usize] = index as u32;
                counts[bucket] += 1;
            });
        }
        self.items = items;
        for bucket in 0..self.columns * self.rows {
            if self.starts[bucket] < self.starts[bucket + 1] {
                self.any[bucket / 64] |= 1 << (bucket % 64);
            }
        }
    }

    /// Calls for every bucket within `reach` of a segment.
    fn each_bucket_near(&self, segment: Segment, reach: f64, mut call: impl FnMut(usize)) {
        let box_of = Bounds::of([segment.a, segment.b]).grown(reach + 1e-9);
        let (Some(columns), Some(rows)) = (
            span(
                box_of.min.x - self.origin.x,
                box_of.max.x - self.origin.x,
                self.side,
                self.columns,
            ),
            span(
                box_of.min.y - self.origin.y,
                box_of.max.y - self.origin.y,
                self.side,
                self.rows,
            ),
        ) else {
            return;
        };
        // A bucket's circumscribed circle reaches half its diagonal.
        let far = reach + self.side * std::f64::consts::FRAC_1_SQRT_2 + 1e-9;
        for row in rows {
            for column in columns.clone() {
                if segment.distance(self.centre(column, row)) <= far {
                    call(row * self.columns + column);
                }
            }
        }
    }

    /// Centre of a bucket \[m\].
    pub(super) fn centre(&self, column: usize, row: usize) -> Vec2 {
        self.origin
            + Vec2::new(
                (column as f64 + 0.5) * self.side,
                (row as f64 + 0.5) * self.side,
            )
    }

    /// The bucket that holds `p`, or none outside the grid.
    #[inline]
    pub(super) fn bucket(&self, p: Vec2) -> Option<usize> {
        let x = (p.x - self.origin.x) * self.inverse;
        let y = (p.y - self.origin.y) * self.inverse;
        if !(x >= 0.0 && y >= 0.0) {
            return None;
        }
        // By way of `u32`, which takes fewer instructions.
        let (column, row) = (x as u32 as usize, y as u32 as usize);
        (column < self.columns && row < self.rows).then_some(row * self.columns + column)
    }

    /// Indices of the segments near a bucket, ascending.
    #[inline]
    pub(super) fn items(&self, bucket: usize) -> &[u32] {
        &self.items[self.starts[bucket] as usize..self.starts[bucket + 1] as usize]
    }

    /// Indices of the segments near the bucket that holds `p`.
    #[inline]
    pub(crate) fn near(&self, p: Vec2) -> &[u32] {
        (self.bucket(p).filter(|&bucket| self.any_in(bucket)))
            .map_or(&[], |bucket| self.items(bucket))
    }

    /// Whether [`Buckets::near`] has any.
    #[inline]
    pub(crate) fn any_near(&self, p: Vec2) -> bool {
        self.bucket(p).is_some_and(|bucket| self.any_in(bucket))
    }

    #[inline]
    fn any_in(&self, bucket: usize) -> bool {
        (self.any[bucket / 64] >> (bucket % 64)) & 1 == 1
    }
}

/// Indices of the squares of `side` that an interval touches.
fn span(from: f64, to: f64, side: f64, count: usize) -> Option<std::ops::Range<usize>> {
    // An empty box has its ends the wrong way round, or none at all.
    if from.is_nan() || to.is_nan() || from > to || to < 0.0 || from >= side * count as f64 {
        return None;
    }
    let first = (from.max(0.0) / side) as usize;
    let last = ((to / side) as usize).min(count - 1);
    (first <= last).then_some(first..last + 1)
}
