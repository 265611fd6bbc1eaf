//! Whether a point lies in a polygon, by a grid of squares: most squares are
//! wholly inside or outside, the rest compare with the few edges in them.

use crate::base::geometry::Bounds;
use crate::base::{Segment, Vec2};

use super::buckets::Buckets;

/// How far outside the edge still counts as inside [m]: shared edges may be
/// drawn a centimetre apart.
pub(super) const TOLERANCE_M: f64 = 0.01;

/// Margin of the grid round the polygon [m]: more than the tolerance, and odd,
/// so that no centre of a bucket lies on an edge drawn in whole centimetres.
const MARGIN_M: f64 = 0.023_719_3;

/// A polygon prepared for containment tests.
#[derive(Debug)]
pub(super) struct Outline {
    edges: Vec<Segment>,
    grid: Buckets,
    /// Whether the centre of each bucket is inside.
    centre_inside: Vec<bool>,
}

impl Outline {
    /// Prepares the polygon with these edges (outlines and holes, in any
    /// order).
    pub(super) fn new(edges: Vec<Segment>) -> Self {
        let bounds = Bounds::of(edges.iter().flat_map(|e| [e.a, e.b])).grown(MARGIN_M);
        let grid = Buckets::new(bounds, 1.0, TOLERANCE_M, &edges);
        let mut centre_inside = vec![false; grid.columns * grid.rows];
        let mut crossings: Vec<Vec<f64>> = vec![Vec::new(); grid.rows];
        let first = grid.centre(0, 0).y;
        for edge in &edges {
            let (low, high) = (edge.a.y.min(edge.b.y), edge.a.y.max(edge.b.y));
            let from = ((low - first) / grid.side).max(0.0) as usize;
            let to = (((high - first) / grid.side).max(0.0) as usize + 1).min(grid.rows);
            for (row, line) in crossings.iter_mut().enumerate().take(to).skip(from) {
                let y = grid.centre(0, row).y;
                if (edge.a.y > y) != (edge.b.y > y) {
                    let share = (y - edge.a.y) / (edge.b.y - edge.a.y);
                    line.push(edge.a.x + share * (edge.b.x - edge.a.x));
                }
            }
        }
        for (row, line) in crossings.iter_mut().enumerate() {
            line.sort_by(f64::total_cmp);
            let mut passed = 0;
            for column in 0..grid.columns {
                let x = grid.centre(column, row).x;
                while passed < line.len() && line[passed] < x {
                    passed += 1;
                }
                centre_inside[row * grid.columns + column] = passed % 2 == 1;
            }
        }
        Self {
            edges,
            grid,
            centre_inside,
        }
    }

    /// Its edges, in no order.
    pub(super) fn edges(&self) -> &[Segment] {
        &self.edges
    }

    /// Whether `p` is inside, or outside by no more than [`TOLERANCE_M`].
    #[inline]
    pub(super) fn contains(&self, p: Vec2) -> bool {
        let Some(bucket) = self.grid.bucket(p) else {
            return false;
        };
        let items = self.grid.items(bucket);
        let inside = self.centre_inside[bucket];
        if items.is_empty() {
            return inside;
        }
        let centre = self
            .grid
            .centre(bucket % self.grid.columns, bucket / self.grid.columns);
        let way = Segment::new(p, centre);
        let mut parity = inside;
        let mut near = false;
        for &item in items {
            let edge = self.edges[item as usize];
            if (way.side(edge.a) > 0.0) != (way.side(edge.b) > 0.0)
                && (edge.side(p) > 0.0) != (edge.side(centre) > 0.0)
            {
                parity = !parity;
            }
            near |= edge.distance(p) <= TOLERANCE_M;
        }
        parity || near
    }
}
