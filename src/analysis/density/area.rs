//! How much ground lies within a circle: the exact area of a polygon within a
//! disc, and polygons cut by half-planes.

use crate::base::math::atan2;
use crate::base::{Segment, Vec2};

/// A ring of corners, not closed; either way round.
pub(super) type Ring = Vec<Vec2>;

/// A polygon: its outer ring, then the holes in it.
pub(super) type Rings = Vec<Ring>;

/// Area of the polygon, its outer ring first, within `radius` of `centre`
/// \[m²\], counting only what lies in all of the `half_planes` (to the left of
/// each line, whose length does not matter).
pub(super) fn within_disc<'a>(
    polygon: impl IntoIterator<Item = &'a Ring>,
    centre: Vec2,
    radius: f64,
    half_planes: &[Segment],
) -> f64 {
    let corner = |x, y| centre + Vec2::new(x, y) * radius;
    let (sw, se, ne, nw) = (
        corner(-1.0, -1.0),
        corner(1.0, -1.0),
        corner(1.0, 1.0),
        corner(-1.0, 1.0),
    );
    let square = [(sw, se), (se, ne), (ne, nw), (nw, sw)].map(|(a, b)| Segment::new(a, b));
    let ring_area = |ring: &Ring| {
        let mut cut = ring.clone();
        // The square first: it takes away most corners with few operations.
        for line in square.iter().chain(half_planes) {
            if cut.len() < 3 {
                return 0.0;
            }
            cut = left_of(&cut, *line);
        }
        let edges = cut.iter().zip(cut.iter().cycle().skip(1));
        edges
            .map(|(a, b)| edge_area(*a - centre, *b - centre, radius))
            .sum::<f64>()
            .abs()
    };
    let mut rings = polygon.into_iter();
    let outer = rings.next().map_or(0.0, &ring_area);
    (outer - rings.map(&ring_area).sum::<f64>()).max(0.0)
}

/// The part of a ring to the left of a line (Sutherland and Hodgman 1974). Of
/// a ring that is not convex, pieces stay joined by edges along the line that
/// enclose nothing.
fn left_of(ring: &[Vec2], line: Segment) -> Ring {
    let mut cut = Ring::with_capacity(ring.len() + 2);
    for (at, &b) in ring.iter().enumerate() {
        let a = ring[if at == 0 { ring.len() - 1 } else { at - 1 }];
        let (side_a, side_b) = (line.side(a), line.side(b));
        if (side_a >= 0.0) != (side_b >= 0.0) {
            cut.push(a.lerp(b, side_a / (side_a - side_b)));
        }
        if side_b >= 0.0 {
            cut.push(b);
        }
    }
    cut
}

/// Signed area between the edge a → b and the origin, as far as it lies in the
/// disc round the origin; positive if the edge runs anticlockwise. Summed over
/// a ring it is the area of the ring within the disc.
fn edge_area(a: Vec2, b: Vec2, radius: f64) -> f64 {
    let r2 = radius * radius;
    let sector = |from: Vec2, to: Vec2| 0.5 * r2 * atan2(from.cross(to), from.dot(to));
    let along = b - a;
    let length2 = along.length_squared();
    if length2 < 1e-24 {
        return 0.0;
    }
    // |a + t·along|² = r²
    let half = a.dot(along) / length2;
    let discriminant = half * half - (a.length_squared() - r2) / length2;
    if discriminant <= 0.0 {
        return sector(a, b);
    }
    let root = discriminant.sqrt();
    let (enters, leaves) = ((-half - root).max(0.0), (-half + root).min(1.0));
    if enters >= leaves {
        return sector(a, b);
    }
    let first = a + along * enters;
    let last = a + along * leaves;
    let mut area = 0.5 * first.cross(last);
    if enters > 0.0 {
        area += sector(a, first);
    }
    if leaves < 1.0 {
        area += sector(last, b);
    }
    area
}

#[cfg(test)]
mod tests {
    use std::f64::consts::PI;

    use super::*;

    fn square(min: f64, max: f64) -> Ring {
        [(min, min), (max, min), (max, max), (min, max)]
            .map(Vec2::from)
            .to_vec()
    }

    fn area(polygon: &Rings, x: f64, y: f64) -> f64 {
        within_disc(polygon, Vec2::new(x, y), 1.0, &[])
    }

    fn near(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-9, "{a} is not {b}");
    }

    #[test]
    fn discs_by_walls_and_corners_are_cut_as_geometry_has_it() {
        let room = vec![square(0.0, 10.0)];
        near(area(&room, 5.0, 5.0), PI);
        near(area(&room, 0.0, 5.0), PI / 2.0);
        near(area(&room, 0.0, 0.0), PI / 4.0);
        near(area(&room, -2.0, 5.0), 0.0);
        // Half a metre from a straight wall: a third of the angle is cut off.
        let segment = PI / 3.0 - 0.5 * 0.75_f64.sqrt();
        near(area(&room, 0.5, 5.0), PI - segment);
        // A strip of 0.8 m, seen from its middle.
        let strip = vec![vec![
            Vec2::new(-5.0, -0.4),
            Vec2::new(5.0, -0.4),
            Vec2::new(5.0, 0.4),
            Vec2::new(-5.0, 0.4),
        ]];
        let half = 0.4_f64 * (1.0_f64 - 0.16).sqrt() + libm::asin(0.4);
        near(area(&strip, 0.0, 0.0), 2.0 * half);
    }

    #[test]
    fn holes_and_the_sense_of_rings_do_not_matter() {
        let mut hole = square(4.5, 5.5);
        let outer = square(0.0, 10.0);
        near(area(&vec![outer.clone(), hole.clone()], 5.0, 5.0), PI - 1.0);
        hole.reverse();
        near(area(&vec![outer, hole], 5.0, 5.0), PI - 1.0);
        // The disc lies in the hole.
        let moat = vec![square(0.0, 10.0), square(2.0, 8.0)];
        near(area(&moat, 5.0, 5.0), 0.0);
    }

    #[test]
    fn areas_agree_with_counting_points() {
        let c = vec![vec![
            Vec2::new(0.0, 0.0),
            Vec2::new(3.0, 0.0),
            Vec2::new(3.0, 0.7),
            Vec2::new(0.6, 0.9),
            Vec2::new(0.6, 2.0),
            Vec2::new(3.0, 2.3),
            Vec2::new(3.0, 3.0),
            Vec2::new(0.0, 3.0),
        ]];
        let inside = |p: Vec2| {
            let ring = &c[0];
            let crossings = (0..ring.len()).filter(|&i| {
                let (a, b) = (ring[i], ring[(i + 1) % ring.len()]);
                (a.y <= p.y) != (b.y <= p.y) && p.x < a.x + (b.x - a.x) * (p.y - a.y) / (b.y - a.y)
            });
            crossings.count() % 2 == 1
        };
        for centre in [(0.5, 0.5), (1.2, 1.5), (1.0, 0.4), (2.9, 2.6), (0.1, 2.9)] {
            let centre = Vec2::from(centre);
            let n = 1000;
            let counted = (0..n * n)
                .filter(|k| {
                    let at = |i: i32| (f64::from(i) + 0.5) / f64::from(n) * 2.0 - 1.0;
                    let offset = Vec2::new(at(k % n), at(k / n));
                    offset.length() < 1.0 && inside(centre + offset)
                })
                .count() as f64
                * 4.0
                / f64::from(n * n);
            let exact = within_disc(&c, centre, 1.0, &[]);
            assert!((exact - counted).abs() < 3e-3, "{exact} is not {counted}");
        }
    }

    #[test]
    fn half_planes_keep_what_is_to_their_left() {
        let room = vec![square(-10.0, 10.0)];
        let north = Segment::new(Vec2::ZERO, Vec2::new(1.0, 0.0));
        let west = Segment::new(Vec2::ZERO, Vec2::new(0.0, 1.0));
        let quarter = within_disc(&room, Vec2::ZERO, 1.0, &[north, west]);
        near(quarter, PI / 4.0);
    }
}
