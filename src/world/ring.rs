//! Rings and segments: the plane geometry the compile step needs beside
//! `geo`'s boolean operations. Rings are not closed: the last corner joins
//! the first.

use geo::{Coord, LineString, MultiPolygon, Polygon};

use crate::base::{Segment, Vec2};

/// The edges of a ring, in order.
pub(super) fn edges(ring: &[Vec2]) -> impl Iterator<Item = Segment> + '_ {
    (0..ring.len()).map(move |i| Segment::new(ring[i], ring[(i + 1) % ring.len()]))
}

/// Area of a ring \[m²\], positive if it runs anticlockwise.
pub(super) fn signed_area(ring: &[Vec2]) -> f64 {
    let Some(&origin) = ring.first() else {
        return 0.0;
    };
    0.5 * edges(ring)
        .map(|e| (e.a - origin).cross(e.b - origin))
        .sum::<f64>()
}

/// The ring without repeated corners, anticlockwise.
pub(super) fn tidy(points: impl IntoIterator<Item = Vec2>) -> Vec<Vec2> {
    let mut ring: Vec<Vec2> = Vec::new();
    for p in points {
        if ring.last().is_none_or(|q| q.distance(p) > 1e-9) {
            ring.push(p);
        }
    }
    while ring.len() > 1 && ring[0].distance(ring[ring.len() - 1]) <= 1e-9 {
        ring.pop();
    }
    if signed_area(&ring) < 0.0 {
        ring.reverse();
    }
    ring
}

/// Whether no two edges of the ring meet but neighbours at their corner.
pub(super) fn is_simple(ring: &[Vec2]) -> bool {
    let edges: Vec<Segment> = edges(ring).collect();
    let n = edges.len();
    if n < 3 {
        return false;
    }
    for i in 0..n {
        for j in i + 1..n {
            let neighbours = j == i + 1 || (i == 0 && j == n - 1);
            if neighbours {
                let (first, second) = if j == i + 1 { (i, j) } else { (j, i) };
                if folds_back(edges[first], edges[second]) {
                    return false;
                }
            } else if edges[i].crossing(edges[j]).is_some()
                || overlap(edges[i], edges[j], 1e-9).is_some()
            {
                return false;
            }
        }
    }
    true
}

/// Whether an edge of the ring runs back along the one before: a spike without
/// a breadth.
pub(super) fn has_spike(ring: &[Vec2]) -> bool {
    let edges: Vec<Segment> = edges(ring).collect();
    (0..edges.len()).any(|i| folds_back(edges[i], edges[(i + 1) % edges.len()]))
}

/// Whether the second of two joined edges runs back along the first.
fn folds_back(first: Segment, second: Segment) -> bool {
    let u = (first.b - first.a).normalized();
    let v = (second.b - second.a).normalized();
    u.dot(v) < -0.999_999_999
}

/// The part of `segment` that runs along `other`, as distances from its
/// beginning \[m\]; none if that is shorter than a millimetre or further from
/// `other` than `tolerance` \[m\].
pub(super) fn overlap(segment: Segment, other: Segment, tolerance: f64) -> Option<(f64, f64)> {
    let length = segment.length();
    if length < 1e-6 {
        return None;
    }
    let along = (segment.b - segment.a) * (1.0 / length);
    let from = (other.a - segment.a).dot(along);
    let to = (other.b - segment.a).dot(along);
    if (to - from).abs() < 0.98 * other.length() {
        return None;
    }
    let t0 = from.min(to).max(0.0);
    let t1 = from.max(to).min(length);
    if t1 - t0 < 1e-3 {
        return None;
    }
    let near = |t: f64| {
        let p = segment.a + along * t;
        (other.b - other.a).normalized().cross(p - other.a).abs() <= tolerance
    };
    (near(t0) && near(t1)).then_some((t0, t1))
}

/// What is left of `segment` when the parts along the cutters are taken
/// away; parts shorter than `shortest` are dropped.
pub(super) fn subtract(
    segment: Segment,
    cutters: &[Segment],
    tolerance: f64,
    shortest: f64,
) -> Vec<Segment> {
    let mut cuts: Vec<(f64, f64)> = cutters
        .iter()
        .filter_map(|&c| overlap(segment, c, tolerance))
        .collect();
    if cuts.is_empty() {
        return vec![segment];
    }
    cuts.sort_by(|x, y| x.0.total_cmp(&y.0).then(x.1.total_cmp(&y.1)));
    let length = segment.length();
    let mut left = Vec::new();
    let mut at = 0.0;
    for (from, to) in cuts {
        if from - at > shortest {
            left.push(part(segment, at, from));
        }
        at = f64::max(at, to);
    }
    if length - at > shortest {
        left.push(part(segment, at, length));
    }
    left
}

/// The part of a segment between two distances from its beginning \[m\].
pub(super) fn part(segment: Segment, from: f64, to: f64) -> Segment {
    let length = segment.length();
    let end = |t: f64| {
        if t <= 0.0 {
            segment.a
        } else if t >= length {
            segment.b
        } else {
            segment.a.lerp(segment.b, t / length)
        }
    };
    Segment::new(end(from), end(to))
}

/// The part of a segment on the right-hand side of a line and within a box
/// along it: at most `margin` beyond either end and `depth` away \[m\].
pub(super) fn clip_beyond(
    segment: Segment,
    line: Segment,
    margin: f64,
    depth: f64,
) -> Option<Segment> {
    let along = (line.b - line.a).normalized();
    let away = -along.left();
    let length = line.length();
    let local = |p: Vec2| Vec2::new((p - line.a).dot(along), (p - line.a).dot(away));
    let (a, b) = (local(segment.a), local(segment.b));
    let (mut t0, mut t1) = (0.0_f64, 1.0_f64);
    for (from, to, low, high) in [(a.x, b.x, -margin, length + margin), (a.y, b.y, 0.0, depth)] {
        let step = to - from;
        if step.abs() < 1e-12 {
            if from < low - 1e-9 || from > high + 1e-9 {
                return None;
            }
            continue;
        }
        let (u, v) = ((low - from) / step, (high - from) / step);
        t0 = t0.max(u.min(v));
        t1 = t1.min(u.max(v));
    }
    let clipped = Segment::new(segment.a.lerp(segment.b, t0), segment.a.lerp(segment.b, t1));
    (t1 > t0 && clipped.length() > 1e-3).then_some(clipped)
}

/// A ring as `geo`'s polygon.
pub(super) fn polygon(ring: &[Vec2]) -> Polygon<f64> {
    Polygon::new(line_string(ring), Vec::new())
}

fn line_string(ring: &[Vec2]) -> LineString<f64> {
    let mut line: Vec<Coord<f64>> = ring.iter().map(|p| Coord { x: p.x, y: p.y }).collect();
    line.extend(line.first().copied());
    LineString(line)
}

/// All rings of polygons: outlines anticlockwise, holes clockwise, so that
/// the inside lies to the left of every edge.
pub(super) fn rings(polygons: &MultiPolygon<f64>) -> Vec<Vec<Vec2>> {
    let mut rings = Vec::new();
    for polygon in &polygons.0 {
        rings.push(open_ring(polygon.exterior(), true));
        for hole in polygon.interiors() {
            rings.push(open_ring(hole, false));
        }
    }
    rings.retain(|ring| ring.len() >= 3);
    rings
}

fn open_ring(line: &LineString<f64>, anticlockwise: bool) -> Vec<Vec2> {
    let mut ring = tidy(line.0.iter().map(|c| Vec2::new(c.x, c.y)));
    if !anticlockwise {
        ring.reverse();
    }
    ring
}
