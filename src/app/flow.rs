//! How a crowd flows: mean velocity and specific flow on squares of ground, and
//! the arrows that show it.

use std::collections::BTreeMap;

use super::density::Raster;
use super::people::People;
use crate::analysis::report::ArrowShape;
use crate::base::Vec2;
use crate::base::geometry::Bounds;

/// Least ground that people of a square are divided by \[m²\].
const LEAST_GROUND_M2: f64 = 1.0;
/// Slower than this a square stands still [m/s].
const STANDS_M_PER_S: f64 = 0.05;
/// Distance between arrows that is aimed at \[points\].
const APART: f64 = 34.0;
/// Sides that squares of flow may have \[m\].
const SIDES_M: [f64; 7] = [2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0];
/// Length of an arrow for a specific flow of 1 /(m·s) \[points\], and lengths
/// of the shortest and the longest.
pub(crate) const LENGTH: f64 = 22.0;
const LENGTHS: (f64, f64) = (9.0, 40.0);
/// Longest head of an arrow \[points\].
const HEAD: f64 = 7.0;
/// Breadth of an arrow's shaft, and of the rim round it, both sides together
/// \[points\].
pub(crate) const SHAFT: f64 = 1.8;
pub(crate) const RIM: f64 = 2.4;

/// The flow of the people on a square.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Arrow {
    /// The middle of the people \[m\].
    pub(crate) at: Vec2,
    /// Their mean velocity [m/s].
    pub(crate) velocity: Vec2,
    /// Density times the magnitude of the mean velocity [1/(m·s)].
    pub(crate) specific_flow: f64,
}

impl Arrow {
    /// Its shape on the ground \[m\], a point of the screen being so long \[m\].
    pub(crate) fn shape(&self, point_m: f64) -> ArrowShape {
        let length = (self.specific_flow * LENGTH).clamp(LENGTHS.0, LENGTHS.1);
        let by = self.velocity.normalized() * (length * point_m);
        shape(self.at, by, point_m)
    }
}

/// The arrow of a specific flow of 1 /(m·s), to the east and round the origin.
pub(crate) fn sample(point_m: f64) -> ArrowShape {
    shape(Vec2::ZERO, Vec2::new(LENGTH * point_m, 0.0), point_m)
}

/// An arrow with its middle at a point.
fn shape(middle: Vec2, by: Vec2, point_m: f64) -> ArrowShape {
    let (tail, tip) = (middle - by * 0.5, middle + by * 0.5);
    let way = by.normalized();
    let head = (by.length() * 0.5).min(HEAD * point_m);
    let (back, side) = (tip - way * head, way.left() * (0.55 * head));
    ArrowShape {
        shaft: [tail, back],
        head: [tip, back + side, back - side],
    }
}

/// Side of the squares of flow \[m\] where so many points of the screen are a
/// metre.
pub(crate) fn side_m(points_per_m: f64) -> f64 {
    let wanted = APART / points_per_m;
    let fits = SIDES_M.into_iter().find(|side| *side >= wanted);
    fits.unwrap_or(SIDES_M[SIDES_M.len() - 1])
}

#[derive(Default)]
struct Square {
    people: u32,
    at: Vec2,
    velocity: Vec2,
}

/// The flow on squares of a side \[m\], of one sheet or of each, where people
/// move: sheet by sheet, row by row from the south.
pub(crate) fn arrows(
    people: &People,
    raster: &Raster,
    sheet: Option<i8>,
    side_m: f64,
) -> Vec<Arrow> {
    let mut squares: BTreeMap<(i8, i64, i64), Square> = BTreeMap::new();
    for at in 0..people.len() {
        let on = people.sheet[at];
        if sheet.is_some_and(|sheet| sheet != on) {
            continue;
        }
        let p = Vec2::new(f64::from(people.x[at]), f64::from(people.y[at]));
        let number = |value: f64| (value / side_m).floor() as i64;
        let square = squares.entry((on, number(p.y), number(p.x))).or_default();
        square.people += 1;
        square.at += p;
        square.velocity += Vec2::new(f64::from(people.vx[at]), f64::from(people.vy[at]));
    }
    let arrow = |((sheet, row, column), square): ((i8, i64, i64), Square)| {
        let n = f64::from(square.people);
        let velocity = square.velocity * (1.0 / n);
        let speed = velocity.length();
        if speed < STANDS_M_PER_S {
            return None;
        }
        let corner = Vec2::new(column as f64 * side_m, row as f64 * side_m);
        let bounds = Bounds::of([corner, corner + Vec2::new(side_m, side_m)]);
        let ground = raster.walkable_m2(bounds, sheet).max(LEAST_GROUND_M2);
        Some(Arrow {
            at: square.at * (1.0 / n),
            velocity,
            specific_flow: n / ground * speed,
        })
    };
    squares.into_iter().filter_map(arrow).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrow_is_the_mean_of_its_square() {
        let raster = Raster::square(2);
        let mut people = People::standing(&[
            (2.5, 2.5, 0),
            (3.5, 3.5, 0),
            (6.0, 6.0, 0),
            (6.5, 6.0, 0),
            (2.5, 2.5, 1),
        ]);
        people.vx = vec![1.0, 0.5, 1.0, -1.0, 0.0];
        people.vy = vec![0.5, 0.5, 0.0, 0.0, -1.0];
        let arrows = super::arrows(&people, &raster, None, 2.0);
        // Two walk against each other: as many come as go.
        assert_eq!(arrows.len(), 2);
        let (first, other) = (arrows[0], arrows[1]);
        assert_eq!(first.at, Vec2::new(3.0, 3.0));
        assert_eq!(first.velocity, Vec2::new(0.75, 0.5));
        let speed = (0.75_f64 * 0.75 + 0.25).sqrt();
        assert!((first.specific_flow - 2.0 / 4.0 * speed).abs() < 1e-9);
        assert_eq!(other.velocity, Vec2::new(0.0, -1.0));
        assert!((other.specific_flow - 0.25).abs() < 1e-9);
        let upper = super::arrows(&people, &raster, Some(1), 2.0);
        assert_eq!(upper, [other]);
    }

    #[test]
    fn an_arrow_is_as_long_as_its_flow_within_limits() {
        let arrow = |specific_flow: f64| Arrow {
            at: Vec2::new(10.0, 20.0),
            velocity: Vec2::new(0.0, 0.7),
            specific_flow,
        };
        for (flow, points) in [(0.0, 9.0), (1.0, 22.0), (9.0, 40.0)] {
            let shape = arrow(flow).shape(0.5);
            let half = 0.25 * points;
            assert!(shape.shaft[0].distance(Vec2::new(10.0, 20.0 - half)) < 1e-9);
            assert!(shape.head[0].distance(Vec2::new(10.0, 20.0 + half)) < 1e-9);
            assert!(shape.head[1].x < 10.0, "its left is west");
        }
    }

    #[test]
    fn squares_of_flow_are_as_near_as_arrows_have_room() {
        assert_eq!(side_m(100.0), 2.0);
        assert_eq!(side_m(10.0), 5.0, "3.4 m is the least");
        assert_eq!(side_m(0.001), 200.0);
    }
}
