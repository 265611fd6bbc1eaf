//! Points and segments in the plane, in metres (x east, y north).
//!
//! Only what the engine's inner loops and the compile step need; boolean
//! operations, buffers and validity of polygons come from the `geo` crate.

use std::ops::{Add, AddAssign, Mul, Neg, Sub, SubAssign};

use serde::{Deserialize, Serialize};

/// A point or an offset in the plane \[m\].
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Vec2 {
    /// East \[m\].
    pub x: f64,
    /// North \[m\].
    pub y: f64,
}

impl Vec2 {
    /// The origin.
    pub const ZERO: Self = Self { x: 0.0, y: 0.0 };

    /// The point (x, y).
    #[must_use]
    #[inline]
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// Scalar product.
    #[must_use]
    #[inline]
    pub fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y
    }

    /// The z component of the vector product; positive if `other` lies to the
    /// left of `self`.
    #[must_use]
    #[inline]
    pub fn cross(self, other: Self) -> f64 {
        self.x * other.y - self.y * other.x
    }

    /// Square of the length \[m²\].
    #[must_use]
    #[inline]
    pub fn length_squared(self) -> f64 {
        self.dot(self)
    }

    /// Length \[m\].
    #[must_use]
    #[inline]
    pub fn length(self) -> f64 {
        self.length_squared().sqrt()
    }

    /// Distance to another point \[m\].
    #[must_use]
    #[inline]
    pub fn distance(self, other: Self) -> f64 {
        (self - other).length()
    }

    /// The unit vector of the same direction, or zero for a vector shorter
    /// than a picometre.
    #[must_use]
    #[inline]
    pub fn normalized(self) -> Self {
        let length = self.length();
        if length < 1e-12 {
            Self::ZERO
        } else {
            self * (1.0 / length)
        }
    }

    /// The vector turned a quarter to the left.
    #[must_use]
    #[inline]
    pub fn left(self) -> Self {
        Self::new(-self.y, self.x)
    }

    /// The point at share `t` of the way to `other`.
    #[must_use]
    #[inline]
    pub fn lerp(self, other: Self, t: f64) -> Self {
        self + (other - self) * t
    }

    /// Whether both coordinates are finite numbers.
    #[must_use]
    pub fn is_finite(self) -> bool {
        self.x.is_finite() && self.y.is_finite()
    }
}

impl From<(f64, f64)> for Vec2 {
    fn from((x, y): (f64, f64)) -> Self {
        Self { x, y }
    }
}

impl Add for Vec2 {
    type Output = Self;
    #[inline]
    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y)
    }
}

impl AddAssign for Vec2 {
    #[inline]
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Vec2 {
    type Output = Self;
    #[inline]
    fn sub(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y)
    }
}

impl SubAssign for Vec2 {
    #[inline]
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Mul<f64> for Vec2 {
    type Output = Self;
    #[inline]
    fn mul(self, factor: f64) -> Self {
        Self::new(self.x * factor, self.y * factor)
    }
}

impl Neg for Vec2 {
    type Output = Self;
    #[inline]
    fn neg(self) -> Self {
        Self::new(-self.x, -self.y)
    }
}

/// A straight piece of wall, portal, gate or exit line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Segment {
    /// One end \[m\].
    pub a: Vec2,
    /// The other end \[m\].
    pub b: Vec2,
}

impl Segment {
    /// The segment from `a` to `b`.
    #[must_use]
    #[inline]
    pub const fn new(a: Vec2, b: Vec2) -> Self {
        Self { a, b }
    }

    /// Length \[m\].
    #[must_use]
    pub fn length(self) -> f64 {
        self.a.distance(self.b)
    }

    /// The point half-way.
    #[must_use]
    pub fn midpoint(self) -> Vec2 {
        self.a.lerp(self.b, 0.5)
    }

    /// The share of the way from `a` to `b`, 0 to 1, at which the segment
    /// comes nearest to `p`.
    #[must_use]
    #[inline]
    pub fn nearest_share(self, p: Vec2) -> f64 {
        let along = self.b - self.a;
        let length_squared = along.length_squared();
        if length_squared < 1e-24 {
            return 0.0;
        }
        ((p - self.a).dot(along) / length_squared).clamp(0.0, 1.0)
    }

    /// The point of the segment nearest to `p`.
    #[must_use]
    #[inline]
    pub fn nearest_point(self, p: Vec2) -> Vec2 {
        self.a.lerp(self.b, self.nearest_share(p))
    }

    /// Distance from `p` to the segment \[m\].
    #[must_use]
    #[inline]
    pub fn distance(self, p: Vec2) -> f64 {
        self.nearest_point(p).distance(p)
    }

    /// On which side of the line through the segment `p` lies: positive to
    /// the left of a → b. Twice the area of the triangle a, b, p \[m²\].
    #[must_use]
    #[inline]
    pub fn side(self, p: Vec2) -> f64 {
        (self.b - self.a).cross(p - self.a)
    }

    /// Where the two segments cross, as the share of the way along `self`;
    /// none if they do not meet or are parallel.
    #[must_use]
    #[inline]
    pub fn crossing(self, other: Self) -> Option<f64> {
        let r = self.b - self.a;
        let s = other.b - other.a;
        let denominator = r.cross(s);
        if denominator.abs() < 1e-18 {
            return None;
        }
        let offset = other.a - self.a;
        let t = offset.cross(s) / denominator;
        let u = offset.cross(r) / denominator;
        ((0.0..=1.0).contains(&t) && (0.0..=1.0).contains(&u)).then_some(t)
    }
}

/// An axis-parallel box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// South-west corner \[m\].
    pub min: Vec2,
    /// North-east corner \[m\].
    pub max: Vec2,
}

impl Bounds {
    /// The box that holds nothing, to grow with [`Bounds::include`].
    pub const EMPTY: Self = Self {
        min: Vec2::new(f64::INFINITY, f64::INFINITY),
        max: Vec2::new(f64::NEG_INFINITY, f64::NEG_INFINITY),
    };

    /// The smallest box round some points.
    #[must_use]
    pub fn of(points: impl IntoIterator<Item = Vec2>) -> Self {
        let mut bounds = Self::EMPTY;
        for p in points {
            bounds.include(p);
        }
        bounds
    }

    /// Grows to hold `p`.
    pub fn include(&mut self, p: Vec2) {
        self.min = Vec2::new(self.min.x.min(p.x), self.min.y.min(p.y));
        self.max = Vec2::new(self.max.x.max(p.x), self.max.y.max(p.y));
    }

    /// Whether nothing was included.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.min.x > self.max.x
    }

    /// The same box, larger by `margin` on every side \[m\].
    #[must_use]
    pub fn grown(self, margin: f64) -> Self {
        let m = Vec2::new(margin, margin);
        Self {
            min: self.min - m,
            max: self.max + m,
        }
    }

    /// Width and height \[m\].
    #[must_use]
    pub fn size(self) -> Vec2 {
        self.max - self.min
    }

    /// Whether `p` is inside or on the edge.
    #[must_use]
    pub fn contains(self, p: Vec2) -> bool {
        p.x >= self.min.x && p.x <= self.max.x && p.y >= self.min.y && p.y <= self.max.y
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crossing_is_found_only_where_both_segments_reach() {
        let s = Segment::new(Vec2::new(0.0, 0.0), Vec2::new(4.0, 0.0));
        let across = Segment::new(Vec2::new(1.0, -1.0), Vec2::new(1.0, 1.0));
        let short = Segment::new(Vec2::new(1.0, 0.1), Vec2::new(1.0, 1.0));
        assert_eq!(s.crossing(across), Some(0.25));
        assert_eq!(s.crossing(short), None);
    }

    #[test]
    fn distance_to_a_segment_respects_its_ends() {
        let s = Segment::new(Vec2::new(0.0, 0.0), Vec2::new(4.0, 0.0));
        assert_eq!(s.distance(Vec2::new(2.0, 3.0)), 3.0);
        assert_eq!(s.distance(Vec2::new(7.0, 4.0)), 5.0);
    }
}
