//! From metres on the ground to units on the page.
//!
//! A map is [`WIDTH`] units wide and stands 17 cm wide on an A4 page, so that
//! a unit is a quarter of a millimetre and a text of 10 units is 7 points.

use crate::base::Vec2;
use crate::base::geometry::Bounds;

/// Width of a full map [units].
pub(crate) const WIDTH: f64 = 680.0;

/// A point on the page, y downwards [units].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spot {
    /// From the left.
    pub(crate) x: f64,
    /// From the top.
    pub(crate) y: f64,
}

impl Spot {
    /// The point (x, y).
    pub(crate) const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// Distance to another point [units].
    pub(crate) fn distance(self, other: Self) -> f64 {
        Vec2::new(self.x - other.x, self.y - other.y).length()
    }
}

/// Where the ground lies on the page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View {
    /// Units per metre.
    pub(crate) scale: f64,
    /// Width of the page [units].
    pub(crate) width: f64,
    /// Height of the page [units].
    pub(crate) height: f64,
    /// What lies in the middle of the page \[m\].
    middle: Vec2,
}

impl View {
    /// Fits a part of the ground into a page of the given width, as high as
    /// it needs but within `heights`, with a margin left free all round.
    pub(crate) fn fit(bounds: Bounds, width: f64, heights: (f64, f64), margin: f64) -> Self {
        let size = bounds.size();
        let (east, north) = (size.x.max(1.0), size.y.max(1.0));
        let scale = ((width - 2.0 * margin) / east).min((heights.1 - 2.0 * margin) / north);
        let height = (north * scale + 2.0 * margin).clamp(heights.0, heights.1);
        Self {
            scale,
            width,
            height,
            middle: bounds.min.lerp(bounds.max, 0.5),
        }
    }

    /// Where a point of the ground lies on the page.
    pub(crate) fn at(&self, p: Vec2) -> Spot {
        Spot {
            x: self.width * 0.5 + (p.x - self.middle.x) * self.scale,
            y: self.height * 0.5 - (p.y - self.middle.y) * self.scale,
        }
    }

    /// Where a point in millimetres lies on the page.
    pub(crate) fn at_mm(&self, x_mm: i32, y_mm: i32) -> Spot {
        self.at(Vec2::new(f64::from(x_mm) * 1e-3, f64::from(y_mm) * 1e-3))
    }

    /// The part of the ground that the page shows \[m\].
    pub(crate) fn window(&self) -> Bounds {
        let half = Vec2::new(self.width, self.height) * (0.5 / self.scale);
        Bounds {
            min: self.middle - half,
            max: self.middle + half,
        }
    }
}

/// Path data of points on the ground: one ring or line, closed if asked.
pub(crate) fn trace(view: &View, points: &[Vec2], end: &str) -> String {
    use std::fmt::Write as _;
    let mut data = String::with_capacity(points.len() * 12);
    for (i, p) in points.iter().enumerate() {
        let spot = view.at(*p);
        let letter = if i == 0 { 'M' } else { 'L' };
        // Writing to a string cannot fail.
        let _ = write!(data, "{letter}{} {}", unit(spot.x), unit(spot.y));
    }
    data.push_str(end);
    data
}

/// A length on the page as text: a tenth of a unit is finer than print.
pub(crate) fn unit(x: f64) -> String {
    let text = format!("{x:.1}");
    match text.strip_suffix(".0") {
        Some("-0") => "0".to_owned(),
        Some(whole) => whole.to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn north_is_up_and_everything_is_on_the_page() {
        let bounds = Bounds::of([Vec2::new(-10.0, 5.0), Vec2::new(90.0, 45.0)]);
        let view = View::fit(bounds, WIDTH, (200.0, 700.0), 20.0);
        let south_west = view.at(bounds.min);
        let north_east = view.at(bounds.max);
        assert!(south_west.x >= 19.9 && north_east.x <= WIDTH - 19.9);
        assert!(north_east.y < south_west.y);
        assert!(north_east.y >= 19.9 && south_west.y <= view.height - 19.9);
        assert!(view.window().contains(bounds.min));
    }

    #[test]
    fn a_single_point_and_a_tall_tower_fit_too() {
        for bounds in [
            Bounds::of([Vec2::ZERO]),
            Bounds::of([Vec2::ZERO, Vec2::new(1.0, 4000.0)]),
        ] {
            let view = View::fit(bounds, WIDTH, (200.0, 700.0), 20.0);
            assert!(view.scale.is_finite() && view.scale > 0.0);
            assert!(view.height <= 700.0);
        }
    }
}
