//! Where the middle of a body can be: walkable space less all that is nearer
//! to a wall than the body is wide, with mitred corners.
//!
//! Mitred, not rounded, because then the space is a polygon and the shortest
//! ways in it bend exactly at its corners.

use geo::bool_ops::{FillRule, OpType};
use geo::{Area, BooleanOps, MultiPolygon, Polygon};

use crate::base::geometry::Bounds;
use crate::base::{Segment, Vec2};

use super::buckets::Buckets;
use super::ring;

/// Ends of walls this near are one corner \[m\].
const SAME_M: f64 = 0.005;

/// Below this value of 1 + cos(turn) a corner is squared, not mitred.
const SHARP: f64 = 0.3;

/// The walkable space that is at least `inset` \[m\] from every wall.
pub(super) fn inset(
    walkable: &MultiPolygon<f64>,
    walls: &[Segment],
    inset: f64,
) -> MultiPolygon<f64> {
    if !inset.is_finite() {
        return MultiPolygon::new(Vec::new());
    }
    if walls.is_empty() || inset <= 0.0 {
        return walkable.clone();
    }
    let mut parts: Vec<Polygon<f64>> = Vec::new();
    let mut part = |corners: &[Vec2]| {
        let ring = ring::tidy(corners.iter().copied());
        if ring.len() >= 3 && ring::signed_area(&ring) > 1e-9 {
            parts.push(ring::polygon(&ring));
        }
    };
    for wall in walls {
        let n = (wall.b - wall.a).normalized().left() * inset;
        part(&[wall.a - n, wall.b - n, wall.b + n, wall.a + n]);
    }
    let ends: Vec<Vec2> = walls.iter().flat_map(|w| [w.a, w.b]).collect();
    let points: Vec<Segment> = ends.iter().map(|&p| Segment::new(p, p)).collect();
    let near = Buckets::new(Bounds::of(ends.iter().copied()), 1.0, SAME_M, &points);
    for (index, &corner) in ends.iter().enumerate() {
        let out = (corner - ends[index ^ 1]).normalized();
        let mut square = true;
        for &other in near.near(corner) {
            let other = other as usize;
            if other == index || ends[other].distance(corner) > SAME_M {
                continue;
            }
            let onward = (ends[other ^ 1] - corner).normalized();
            if let Some(wedge) = wedge(corner, out, onward, inset) {
                square = false;
                if other > index {
                    part(&wedge);
                }
            }
        }
        if square {
            let n = out.left() * inset;
            let far = corner + out * inset;
            part(&[corner - n, far - n, far + n, corner + n]);
        }
    }
    let mut space = walkable.boolean_op_with_fill_rule(
        &MultiPolygon::new(parts),
        OpType::Difference,
        FillRule::NonZero,
    );
    space.0.retain(|p| p.unsigned_area() > 1e-4);
    space
}

/// The wedge outside a corner between two walls, one coming in along `before`
/// and one going on along `after`; none if the corner is too sharp. Of a
/// straight joint the wedge is empty.
fn wedge(corner: Vec2, before: Vec2, after: Vec2, inset: f64) -> Option<Vec<Vec2>> {
    let outer = if before.cross(after) > 0.0 { -1.0 } else { 1.0 };
    let (n1, n2) = (before.left() * outer, after.left() * outer);
    let open = 1.0 + n1.dot(n2);
    (open >= SHARP).then(|| {
        vec![
            corner,
            corner + n1 * inset,
            corner + (n1 + n2) * (inset / open),
            corner + n2 * inset,
        ]
    })
}
