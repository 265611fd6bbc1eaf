//! The outlines of cells as drawn: polygons of places, ribbons of paths.
//!
//! Only what the checks of the document need; walkable space, with obstacles
//! taken away, belongs to the world.

use std::cmp::Ordering;

use crate::base::{Segment, Vec2};
use crate::model::kind::{Kind, Thing};
use crate::model::limits;
use crate::model::venue::{Path, Place, Point, Point3, Venue};

/// How far a line may be from the boundary it belongs on \[m\].
pub(super) const TOLERANCE_M: f64 = 0.05;

/// How far a polygon may reach over an outline that it only touches \[m\].
const TOUCH_M: f64 = 0.01;

/// Closed outline of a cell, its corners in order.
pub(super) struct Shape {
    pub(super) corners: Vec<Vec2>,
}

/// The outlines of all cells; none where the drawing is not sound.
pub(super) struct Shapes {
    places: Vec<Option<Shape>>,
    paths: Vec<Option<Shape>>,
}

impl Shapes {
    pub(super) fn of(venue: &Venue) -> Self {
        Self {
            places: venue.places.iter().map(of_place).collect(),
            paths: venue.paths.iter().map(of_path).collect(),
        }
    }

    /// The outline of a place or path, if its drawing is sound.
    pub(super) fn get(&self, cell: Thing) -> Option<&Shape> {
        match cell.kind {
            Kind::Place => self.places.get(cell.index)?.as_ref(),
            Kind::Path => self.paths.get(cell.index)?.as_ref(),
            _ => None,
        }
    }
}

/// How a line lies to a boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// On it, all along.
    On,
    /// Partly on it, partly beyond.
    Beyond,
    /// Not on it at all.
    Off,
}

impl Shape {
    pub(super) fn edges(&self) -> impl Iterator<Item = Segment> {
        edges(&self.corners)
    }

    /// Area \[m²\].
    pub(super) fn area(&self) -> f64 {
        area(&self.corners)
    }

    /// Whether a point lies inside (crossing number rule).
    pub(super) fn contains(&self, p: Vec2) -> bool {
        let crossed = self.edges().filter(|edge| {
            let (a, b) = (edge.a, edge.b);
            (a.y > p.y) != (b.y > p.y) && p.x < a.x + (b.x - a.x) * ((p.y - a.y) / (b.y - a.y))
        });
        crossed.count() % 2 == 1
    }

    /// Distance from a point to the outline's area; 0 inside \[m\].
    pub(super) fn distance(&self, p: Vec2) -> f64 {
        if self.contains(p) {
            return 0.0;
        }
        self.edges()
            .map(|edge| edge.distance(p))
            .fold(f64::INFINITY, f64::min)
    }

    /// How a line lies to the outline.
    pub(super) fn fit(&self, line: Segment) -> Fit {
        fit(line, self.edges())
    }

    /// Whether a polygon has a part inside the outline; one that only touches
    /// it from outside, within [`TOUCH_M`], has none.
    pub(super) fn holds_part_of(&self, polygon: &[Vec2]) -> bool {
        let polygon = drawn_in(polygon);
        let (Some(own), Some(other)) = (self.corners.first(), polygon.corners.first()) else {
            return false;
        };
        // Where no edges cross, all of one lies inside the other, or nothing.
        self.contains(*other)
            || polygon.contains(*own)
            || polygon.edges().any(|edge| self.is_crossed_by(edge))
    }

    /// Whether a line has a part inside the outline or on it.
    pub(super) fn holds_part_of_line(&self, line: &[Vec2]) -> bool {
        line.iter().any(|p| self.distance(*p) <= TOLERANCE_M)
            || line
                .windows(2)
                .any(|pair| self.is_crossed_by(Segment::new(pair[0], pair[1])))
    }

    fn is_crossed_by(&self, line: Segment) -> bool {
        self.edges().any(|edge| line.crossing(edge).is_some())
    }
}

/// A polygon smaller by [`TOUCH_M`] at its corners, towards its middle.
fn drawn_in(polygon: &[Vec2]) -> Shape {
    let sum = polygon.iter().fold(Vec2::ZERO, |sum, p| sum + *p);
    let middle = sum * (1.0 / polygon.len().max(1) as f64);
    let corners = polygon.iter().map(|p| {
        let inwards = middle - *p;
        *p + inwards.normalized() * TOUCH_M.min(0.5 * inwards.length())
    });
    Shape {
        corners: corners.collect(),
    }
}

/// How much of a line runs within [`TOLERANCE_M`] of another \[m\]; lines drawn
/// end to end share as much as the tolerance.
pub(super) fn common_length(line: Segment, other: Segment) -> f64 {
    let Some((from, to)) = covered_part(line, other) else {
        return 0.0;
    };
    (to.min(1.0) - from.max(0.0)) * line.length()
}

/// How a line lies to a set of edges: every edge covers the part of the line
/// that runs within [`TOLERANCE_M`] of it.
pub(super) fn fit(line: Segment, edges: impl Iterator<Item = Segment>) -> Fit {
    let mut covered: Vec<(f64, f64)> = edges.filter_map(|edge| covered_part(line, edge)).collect();
    if covered.is_empty() {
        return Fit::Off;
    }
    covered.sort_by(|a, b| a.partial_cmp(b).unwrap_or(Ordering::Equal));
    let gap = 0.01 / line.length().max(0.01);
    let mut reached = 0.0;
    for (from, to) in covered {
        if from > reached + gap {
            return Fit::Beyond;
        }
        reached = f64::max(reached, to);
    }
    if reached >= 1.0 - gap {
        Fit::On
    } else {
        Fit::Beyond
    }
}

/// The part of a line, as shares of its length, that lies within the
/// tolerance of an edge. An edge that only crosses the line covers nothing.
fn covered_part(line: Segment, edge: Segment) -> Option<(f64, f64)> {
    let along = edge.b - edge.a;
    let length = along.length();
    let direction = along.normalized();
    let span = line.b - line.a;
    if length < 1e-9 || span.length() < 1e-9 {
        return None;
    }
    if span.normalized().cross(direction).abs() > 0.5 {
        return None;
    }
    let offset = line.a - edge.a;
    let across = within(
        direction.cross(offset),
        direction.cross(span),
        -TOLERANCE_M,
        TOLERANCE_M,
    )?;
    let beside = within(
        direction.dot(offset),
        direction.dot(span),
        -TOLERANCE_M,
        length + TOLERANCE_M,
    )?;
    let (from, to) = (across.0.max(beside.0), across.1.min(beside.1));
    (from <= to && to >= 0.0 && from <= 1.0).then_some((from, to))
}

/// The t for which `start + t · slope` lies in `low … high`.
fn within(start: f64, slope: f64, low: f64, high: f64) -> Option<(f64, f64)> {
    if slope.abs() < 1e-12 {
        return (start >= low && start <= high).then_some((f64::NEG_INFINITY, f64::INFINITY));
    }
    let (a, b) = ((low - start) / slope, (high - start) / slope);
    Some((a.min(b), a.max(b)))
}

pub(super) fn edges(corners: &[Vec2]) -> impl Iterator<Item = Segment> {
    (0..corners.len()).map(|i| Segment::new(corners[i], corners[(i + 1) % corners.len()]))
}

/// Area of a closed outline \[m²\].
pub(super) fn area(corners: &[Vec2]) -> f64 {
    let Some(origin) = corners.first().copied() else {
        return 0.0;
    };
    let twice: f64 = edges(corners)
        .map(|edge| (edge.a - origin).cross(edge.b - origin))
        .sum();
    0.5 * twice.abs()
}

/// Whether points may be computed with: not too many, all within limits.
pub(super) fn sound(points: &[Point]) -> bool {
    points.len() <= limits::POINTS
        && points
            .iter()
            .all(|p| limits::COORDINATE.contains(p.0) && limits::COORDINATE.contains(p.1))
}

/// The points of a path's line on the plan.
pub(super) fn flat(line: &[Point3]) -> Vec<Point> {
    line.iter().map(|p| (p.0, p.1)).collect()
}

fn of_place(place: &Place) -> Option<Shape> {
    let corners = place.polygon.iter().copied().map(Vec2::from).collect();
    (place.polygon.len() >= 3 && sound(&place.polygon)).then_some(Shape { corners })
}

fn of_path(path: &Path) -> Option<Shape> {
    let flat = flat(&path.line);
    let width_is_sound = path.width > 0.0 && limits::WIDTH.contains(path.width);
    if flat.len() < 2 || !sound(&flat) || !width_is_sound {
        return None;
    }
    let line: Vec<Vec2> = flat.into_iter().map(Vec2::from).collect();
    let corners = ribbon(&line, 0.5 * path.width)?;
    Some(Shape { corners })
}

/// The outline of a line as broad as `half` on each side: the left edge from
/// its first point to its last, then the right edge back, with mitred
/// corners. None if a piece has no length or turns back on itself.
pub(super) fn ribbon(line: &[Vec2], half: f64) -> Option<Vec<Vec2>> {
    let directions: Vec<Vec2> = line
        .windows(2)
        .map(|piece| (piece[1] - piece[0]).normalized())
        .collect();
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for (i, p) in line.iter().enumerate() {
        let before = directions[i.saturating_sub(1)];
        let after = directions[i.min(directions.len() - 1)];
        let across = (before.left() + after.left()).normalized();
        let shortening = across.dot(after.left());
        if shortening < 0.1 {
            return None;
        }
        let offset = across * (half / shortening);
        left.push(*p + offset);
        right.push(*p - offset);
    }
    left.extend(right.into_iter().rev());
    Some(left)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square() -> Shape {
        Shape {
            corners: [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
                .map(Vec2::from)
                .to_vec(),
        }
    }

    fn line(a: (f64, f64), b: (f64, f64)) -> Segment {
        Segment::new(a.into(), b.into())
    }

    #[test]
    fn a_line_fits_where_it_runs_along_the_boundary() {
        let square = square();
        assert_eq!(square.fit(line((2.0, 0.0), (4.0, 0.0))), Fit::On);
        assert_eq!(square.fit(line((2.0, 0.04), (4.0, -0.04))), Fit::On);
        assert_eq!(square.fit(line((4.0, 10.0), (2.0, 10.0))), Fit::On);
        assert_eq!(square.fit(line((8.0, 0.0), (12.0, 0.0))), Fit::Beyond);
        assert_eq!(square.fit(line((2.0, 0.0), (4.0, 1.0))), Fit::Beyond);
        assert_eq!(square.fit(line((2.0, 0.2), (4.0, 0.2))), Fit::Off);
        assert_eq!(square.fit(line((5.0, -1.0), (5.0, 1.0))), Fit::Off);
    }

    #[test]
    fn a_line_along_two_edges_in_a_row_is_on_the_boundary() {
        let mut corners = square().corners;
        corners.insert(1, Vec2::new(5.0, 0.0));
        let shape = Shape { corners };
        assert_eq!(shape.fit(line((3.0, 0.0), (7.0, 0.0))), Fit::On);
    }

    #[test]
    fn what_only_touches_the_outline_is_not_held() {
        let polygon = |west: f64, south: f64, east: f64, north: f64| {
            [(west, south), (east, south), (east, north), (west, north)].map(Vec2::from)
        };
        let mut corner = square();
        // The north-eastern quarter is missing.
        corner.corners[2] = Vec2::new(5.0, 5.0);
        corner.corners.insert(2, Vec2::new(10.0, 5.0));
        corner.corners.insert(4, Vec2::new(5.0, 10.0));
        for (west, south, east, north, held) in [
            (1.0, 1.0, 2.0, 2.0, true),
            (-1.0, -1.0, 11.0, 11.0, true),
            (0.0, 0.0, 10.0, 10.0, true),
            (4.0, 8.0, 12.0, 9.0, true),
            (-1.0, 2.0, 11.0, 3.0, true),
            (6.0, 6.0, 9.0, 9.0, false),
            (5.0, 5.0, 10.0, 10.0, false),
            (10.0, 0.0, 30.0, 5.0, false),
        ] {
            let polygon = polygon(west, south, east, north);
            assert_eq!(corner.holds_part_of(&polygon), held, "{polygon:?}");
        }
        for (from, to, held) in [
            ((4.0, 8.0), (8.0, 8.0), true),
            ((-1.0, 2.0), (11.0, 2.0), true),
            ((5.0, 6.0), (5.0, 9.0), true),
            ((6.0, 6.0), (9.0, 9.0), false),
        ] {
            let line = [from, to].map(Vec2::from);
            assert_eq!(corner.holds_part_of_line(&line), held, "{line:?}");
        }
    }

    #[test]
    fn lines_end_to_end_share_no_more_than_the_tolerance() {
        let first = line((2.0, 0.0), (4.0, 0.0));
        assert!(common_length(line((4.0, 0.0), (6.0, 0.0)), first) < 1.01 * TOLERANCE_M);
        let common = common_length(line((6.0, 0.0), (3.0, 0.0)), first);
        assert!((common - 1.0 - TOLERANCE_M).abs() < 1e-9, "{common}");
        assert_eq!(common_length(line((3.0, -1.0), (3.0, 1.0)), first), 0.0);
    }

    #[test]
    fn distance_is_zero_inside() {
        assert_eq!(square().distance(Vec2::new(3.0, 3.0)), 0.0);
        assert_eq!(square().distance(Vec2::new(13.0, 5.0)), 3.0);
        assert_eq!(square().area(), 100.0);
    }

    #[test]
    fn a_ribbon_has_mitred_corners() {
        let line = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)].map(Vec2::from);
        let corners = ribbon(&line, 1.0).expect("a right angle can be mitred");
        let near = |x: f64, y: f64| corners.iter().any(|c| c.distance(Vec2::new(x, y)) < 1e-9);
        assert!(near(9.0, 1.0) && near(11.0, -1.0) && near(0.0, 1.0) && near(11.0, 10.0));
        let back = [(0.0, 0.0), (10.0, 0.0), (0.0, 0.1)].map(Vec2::from);
        assert!(ribbon(&back, 1.0).is_none());
    }
}
