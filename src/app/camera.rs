//! Where the map is looked at, and how near.
//!
//! World coordinates are metres, x east and y north; the screen's are points,
//! x to the right and y down, from the upper left corner of the map.

use crate::base::Vec2;
use crate::base::geometry::Bounds;

/// Nearest and farthest look [points per metre].
const NEAREST: f64 = 200.0;
const FARTHEST: f64 = 0.02;

/// Share of the map's size left free round what is framed.
const FRAME_MARGIN: f64 = 0.06;

/// Height at the lower edge where legend and scale stand \[points\].
const FOOT: f64 = 44.0;

/// Time after which a glide has come half its way \[s\].
const HALF_GLIDE_S: f64 = 0.045;

/// What the map shows.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Camera {
    centre: Vec2,
    points_per_m: f64,
    /// What it glides to.
    target: Option<(Vec2, f64)>,
    /// Size of the map \[points\].
    size: (f64, f64),
    /// A box that is seen whole, also when the map becomes larger or smaller,
    /// until somebody looks elsewhere.
    framed: Option<Bounds>,
}

impl Default for Camera {
    fn default() -> Self {
        Self {
            centre: Vec2::new(0.0, 0.0),
            points_per_m: 4.0,
            target: None,
            size: (0.0, 0.0),
            framed: None,
        }
    }
}

impl Camera {
    /// The middle of the map \[m\].
    pub(crate) fn centre(&self) -> Vec2 {
        self.centre
    }

    /// How near [points per metre].
    pub(crate) fn points_per_m(&self) -> f64 {
        self.points_per_m
    }

    /// Metres from the map's left edge to its right.
    pub(crate) fn across_m(&self) -> f64 {
        self.size.0 / self.points_per_m
    }

    /// Says how large the map is \[points\].
    pub(crate) fn set_size(&mut self, width: f64, height: f64) {
        let is_new = self.size != (width, height);
        self.size = (width, height);
        if let Some(bounds) = self.framed.filter(|_| is_new) {
            self.frame(bounds);
        }
    }

    /// Where a point of the world is on the map.
    pub(crate) fn to_screen(&self, p: Vec2) -> (f64, f64) {
        let dx = (p.x - self.centre.x) * self.points_per_m;
        let dy = (p.y - self.centre.y) * self.points_per_m;
        (0.5 * self.size.0 + dx, 0.5 * self.size.1 - dy)
    }

    /// The point of the world at a point of the map.
    pub(crate) fn to_world(&self, x: f64, y: f64) -> Vec2 {
        Vec2::new(
            self.centre.x + (x - 0.5 * self.size.0) / self.points_per_m,
            self.centre.y - (y - 0.5 * self.size.1) / self.points_per_m,
        )
    }

    /// The box that is seen \[m\].
    pub(crate) fn seen(&self) -> Bounds {
        let (width, height) = self.size;
        Bounds::of([self.to_world(0.0, 0.0), self.to_world(width, height)])
    }

    /// Moves the map under the pointer by so many points.
    pub(crate) fn pan(&mut self, dx: f64, dy: f64) {
        (self.target, self.framed) = (None, None);
        let moved = Vec2::new(-dx / self.points_per_m, dy / self.points_per_m);
        self.centre += moved;
    }

    /// Comes nearer by a factor, so that the point of the world under a point
    /// of the map stays there at the end of the glide.
    pub(crate) fn zoom(&mut self, factor: f64, x: f64, y: f64) {
        self.framed = None;
        let (centre, near) = self.target.unwrap_or((self.centre, self.points_per_m));
        let next = (near * factor).clamp(FARTHEST, NEAREST);
        let (ox, oy) = (x - 0.5 * self.size.0, 0.5 * self.size.1 - y);
        let held = Vec2::new(centre.x + ox / near, centre.y + oy / near);
        self.target = Some((Vec2::new(held.x - ox / next, held.y - oy / next), next));
    }

    /// Comes nearer to the middle.
    pub(crate) fn zoom_middle(&mut self, factor: f64) {
        self.zoom(factor, 0.5 * self.size.0, 0.5 * self.size.1);
    }

    /// Shows a whole box; at once the first time.
    pub(crate) fn frame(&mut self, bounds: Bounds) {
        self.framed = Some(bounds);
        let (width, height) = self.size;
        if width <= 1.0 || height <= 1.0 || bounds.is_empty() {
            return;
        }
        let room = 1.0 - 2.0 * FRAME_MARGIN;
        let size = bounds.size();
        let high = (height - FOOT).max(0.5 * height);
        let near = (width * room / size.x.max(1.0)).min(high * room / size.y.max(1.0));
        self.points_per_m = near.clamp(FARTHEST, NEAREST);
        let middle = bounds.min.lerp(bounds.max, 0.5);
        let down = 0.5 * (height - high) / self.points_per_m;
        self.centre = Vec2::new(middle.x, middle.y - down);
        self.target = None;
    }

    /// Glides to a point; nearer if the map shows more than `across_m`.
    pub(crate) fn look_at(&mut self, p: Vec2, across_m: Option<f64>) {
        self.framed = None;
        let (_, near) = self.target.unwrap_or((self.centre, self.points_per_m));
        let wanted = across_m.map_or(near, |across| self.size.0 / across.max(1.0));
        self.target = Some((p, wanted.clamp(FARTHEST, NEAREST)));
    }

    /// Keeps a point in the middle.
    pub(crate) fn keep(&mut self, p: Vec2) {
        self.framed = None;
        match &mut self.target {
            Some((centre, _)) => *centre = p,
            None => self.centre = p,
        }
    }

    /// Goes on gliding; says whether it is on its way.
    pub(crate) fn glide(&mut self, seconds: f64) -> bool {
        let Some((centre, near)) = self.target else {
            return false;
        };
        let left = crate::base::math::pow(0.5, seconds.clamp(0.0, 1.0) / HALF_GLIDE_S);
        let share = near / self.points_per_m;
        if (share - 1.0).abs() < 2e-3 && self.centre.distance(centre) * near < 0.5 {
            (self.centre, self.points_per_m, self.target) = (centre, near, None);
            return true;
        }
        // By equal shares of the scale, so that nearness changes evenly; the
        // middle goes with the scale, so that what is held stays in place.
        let next = near * crate::base::math::pow(share, -left);
        let (a, b, c) = (1.0 / self.points_per_m, 1.0 / near, 1.0 / next);
        let way = if (b - a).abs() > 1e-12 {
            (c - a) / (b - a)
        } else {
            1.0 - left
        };
        self.centre = self.centre.lerp(centre, way);
        self.points_per_m = next;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen() -> Camera {
        let mut camera = Camera::default();
        camera.frame(Bounds::of([Vec2::new(0.0, 0.0), Vec2::new(100.0, 50.0)]));
        camera.set_size(800.0, 600.0);
        camera
    }

    #[test]
    fn a_box_is_framed_once_the_size_is_known() {
        let camera = seen();
        assert!(camera.centre().distance(Vec2::new(50.0, 21.875)) < 1e-9);
        assert!((camera.points_per_m() - 7.04).abs() < 1e-9);
        assert!(camera.seen().contains(Vec2::new(0.0, 0.0)));
        assert!(camera.seen().contains(Vec2::new(100.0, 50.0)));
    }

    #[test]
    fn what_is_framed_stays_so_when_the_map_changes_until_one_looks_elsewhere() {
        let whole = |camera: &Camera| {
            let seen = camera.seen();
            seen.contains(Vec2::new(0.0, 0.0)) && seen.contains(Vec2::new(100.0, 50.0))
        };
        let mut camera = seen();
        camera.set_size(390.0, 600.0);
        assert!(whole(&camera), "half the map, for two runs side by side");
        camera.set_size(1_600.0, 900.0);
        assert!((camera.points_per_m() - 14.08).abs() < 1e-9, "it has grown");
        camera.pan(30.0, 0.0);
        camera.set_size(390.0, 600.0);
        assert!(
            (camera.points_per_m() - 14.08).abs() < 1e-9,
            "one looks elsewhere"
        );
        assert!(!whole(&camera));
    }

    #[test]
    fn world_and_screen_are_each_other_s_inverse() {
        let camera = seen();
        let p = Vec2::new(12.0, 34.0);
        let (x, y) = camera.to_screen(p);
        assert!(camera.to_world(x, y).distance(p) < 1e-9);
        let (_, north) = camera.to_screen(Vec2::new(0.0, 50.0));
        let (_, south) = camera.to_screen(Vec2::new(0.0, 0.0));
        assert!(north < south, "north is up");
    }

    #[test]
    fn what_is_under_the_pointer_stays_there_while_zooming() {
        let mut camera = seen();
        let held = camera.to_world(200.0, 100.0);
        camera.zoom(3.0, 200.0, 100.0);
        for _ in 0..200 {
            camera.glide(1.0 / 60.0);
            let (x, y) = camera.to_screen(held);
            assert!(
                (x - 200.0).abs() < 1.0 && (y - 100.0).abs() < 1.0,
                "{x} {y}"
            );
        }
        assert!(!camera.glide(0.1), "it has arrived");
        assert!((camera.points_per_m() - 21.12).abs() < 1e-6);
        camera.zoom(1e9, 0.0, 0.0);
        for _ in 0..300 {
            camera.glide(0.1);
        }
        assert!((camera.points_per_m() - NEAREST).abs() < 1e-6);
    }

    #[test]
    fn panning_moves_the_ground_with_the_pointer() {
        let mut camera = seen();
        let held = camera.to_world(300.0, 300.0);
        camera.pan(40.0, -25.0);
        assert!(camera.to_world(340.0, 275.0).distance(held) < 1e-9);
    }
}
