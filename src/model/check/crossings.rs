//! Whether an outline crosses or touches itself.

use geo::{Intersects, Line, coord};

use crate::base::{Segment, Vec2};

/// Two edges of a closed outline that cross or touch although they are not
/// neighbours, or neighbours of which one runs back over the other; by their
/// indices, the smaller first. None for a simple outline.
///
/// Edges are swept in the order of their western ends, so that only those
/// are compared that overlap from west to east; the comparison itself is
/// exact (adaptive-precision orientation tests of the `geo` crate).
pub(super) fn self_crossing(corners: &[Vec2]) -> Option<(usize, usize)> {
    let edges: Vec<Segment> = super::shape::edges(corners).collect();
    let mut order: Vec<usize> = (0..edges.len()).collect();
    order.sort_by(|a, b| west(edges[*a]).total_cmp(&west(edges[*b])).then(a.cmp(b)));
    let mut open: Vec<usize> = Vec::new();
    let mut found: Option<(usize, usize)> = None;
    for index in order {
        let edge = edges[index];
        open.retain(|other| east(edges[*other]) >= west(edge));
        for &other in &open {
            if conflict(&edges, index, other) {
                let pair = (index.min(other), index.max(other));
                found = Some(found.map_or(pair, |earlier| earlier.min(pair)));
            }
        }
        open.push(index);
    }
    found
}

fn conflict(edges: &[Segment], i: usize, j: usize) -> bool {
    let n = edges.len();
    let (a, b) = (edges[i], edges[j]);
    if (i + 1) % n == j {
        runs_back(a, b)
    } else if (j + 1) % n == i {
        runs_back(b, a)
    } else {
        line(a).intersects(&line(b))
    }
}

/// Whether `next`, which begins where `edge` ends, runs back over it.
fn runs_back(edge: Segment, next: Segment) -> bool {
    let (a, b) = (edge.b - edge.a, next.b - next.a);
    let on_one_line = a.cross(b).abs() <= 1e-12 * a.length() * b.length();
    on_one_line && a.dot(b) < 0.0
}

fn line(segment: Segment) -> Line<f64> {
    Line::new(
        coord! { x: segment.a.x, y: segment.a.y },
        coord! { x: segment.b.x, y: segment.b.y },
    )
}

fn west(edge: Segment) -> f64 {
    edge.a.x.min(edge.b.x)
}

fn east(edge: Segment) -> f64 {
    edge.a.x.max(edge.b.x)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crossing(points: &[(f64, f64)]) -> Option<(usize, usize)> {
        let corners: Vec<Vec2> = points.iter().copied().map(Vec2::from).collect();
        self_crossing(&corners)
    }

    #[test]
    fn outlines_that_cross_or_touch_themselves_are_found() {
        let bow_tie = [(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0)];
        assert_eq!(crossing(&bow_tie), Some((0, 2)));
        let touching = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (2.0, 0.0), (0.0, 4.0)];
        assert_eq!(crossing(&touching), Some((0, 2)));
        let spike = [(0.0, 0.0), (4.0, 0.0), (6.0, 0.0), (4.0, 0.0), (4.0, 4.0)];
        assert!(crossing(&spike).is_some());
    }

    #[test]
    fn simple_outlines_are_left_alone() {
        assert_eq!(crossing(&[(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)]), None);
        let comb = [
            (0.0, 0.0),
            (6.0, 0.0),
            (6.0, 3.0),
            (5.0, 1.0),
            (4.0, 3.0),
            (3.0, 1.0),
            (2.0, 3.0),
            (1.0, 1.0),
            (0.0, 3.0),
        ];
        assert_eq!(crossing(&comb), None);
        let collinear = [(0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)];
        assert_eq!(crossing(&collinear), None);
    }
}
