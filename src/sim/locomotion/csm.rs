//! The plain collision-free speed model (`csm`).
//!
//! Tordeux, Chraibi and Seyfried, "Collision-free speed model for pedestrian
//! dynamics", Traffic and Granular Flow '15 (2016): the heading is the goal
//! less repulsion by all neighbours, taken at once; the speed is the free
//! distance ahead over the time gap. The paper has no walls: here they repel
//! like neighbours, with strength and range of their own, and do not slow
//! anybody down.

use crate::base::Vec2;
use crate::base::math::exp_fast;
use crate::model::walking::Csm;

use super::{Gait, Neighbour, Situation};
use crate::sim::body::Body;

/// Ranges of repulsion after which nothing is left of it: e⁻¹⁰.
const FADED_RANGES: f64 = 10.0;

/// Heading and speed of the next step.
pub(super) fn walk(body: &Body, at: &Situation<'_>, csm: &Csm) -> Gait {
    let mut next = Gait::of(body);
    let heading = wish(body, at, csm).normalized();
    if heading != Vec2::ZERO {
        next.heading = heading;
    }
    let gap = gap_ahead(body, next.heading, at.neighbours);
    next.speed = (gap / csm.time_gap_s).clamp(0.0, at.free_speed);
    next
}

/// The goal less repulsion, R(s) = a exp((l − s)/D) for each neighbour at
/// distance s; bodies that overlap repel as if they touched.
fn wish(body: &Body, at: &Situation<'_>, csm: &Csm) -> Vec2 {
    let mut wish = at.goal;
    for n in at.neighbours {
        let distance = n.distance.max(1e-6);
        let gap = distance - (body.rho + n.rho);
        if gap < FADED_RANGES * csm.neighbour_range_m {
            let strength = csm.neighbour_strength * exp_fast(-gap.max(0.0) / csm.neighbour_range_m);
            wish -= n.offset * (strength / distance);
        }
    }
    for wall in at.walls {
        let away = body.position - wall.nearest_point(body.position);
        wish += from_wall(away, body.rho, csm.wall_strength, csm.wall_range_m);
    }
    wish
}

/// Distance at which walls are no longer felt, from the body's edge \[m\].
pub(super) fn wall_sight_m(range_m: f64) -> f64 {
    FADED_RANGES * range_m
}

/// Repulsion by a wall whose nearest point lies at `-away`.
pub(super) fn from_wall(away: Vec2, rho: f64, strength: f64, range_m: f64) -> Vec2 {
    let distance = away.length().max(1e-6);
    let gap = (distance - rho).max(0.0);
    away * (strength * exp_fast(-gap / range_m) / distance)
}

/// How far a person can go along a heading before touching one of those
/// ahead whose bodies reach into the way \[m\]; infinite if the way is free.
pub(super) fn gap_ahead(body: &Body, heading: Vec2, neighbours: &[Neighbour]) -> f64 {
    let mut least = f64::INFINITY;
    for n in neighbours {
        let l = body.rho + n.rho;
        if n.offset.dot(heading) > 0.0 && heading.cross(n.offset).abs() <= l {
            least = least.min(n.distance - l);
        }
    }
    least
}

#[cfg(test)]
mod tests {
    use super::super::testing::{SOMEBODY, ahead, alone, oncoming};
    use super::*;
    use crate::base::math::exp;

    #[test]
    fn alone_one_walks_at_free_speed_towards_the_goal() {
        let next = walk(&SOMEBODY, &alone(), &Csm::default());
        assert_eq!(next.speed, 1.34);
        assert_eq!(next.heading, Vec2::new(1.0, 0.0));
    }

    #[test]
    fn the_way_is_as_wide_as_both_bodies() {
        // l = 0.36 m: 0.35 m to the side is in the way, 0.37 m is not.
        let gap = |y: f64| {
            let n = [ahead(1.0).at(Vec2::new(1.0, y))];
            gap_ahead(&SOMEBODY, Vec2::new(1.0, 0.0), &n)
        };
        let expected = (1.0 + 0.35 * 0.35_f64).sqrt() - 0.36;
        assert!((gap(0.35) - expected).abs() < 1e-12);
        assert_eq!(gap(0.37), f64::INFINITY);
    }

    #[test]
    fn repulsion_is_a_at_contact_and_falls_by_e_in_a_range() {
        let push = |gap: f64| {
            let n = [ahead(1.0).at(Vec2::new(0.0, 0.36 + gap))];
            let at = Situation {
                neighbours: &n,
                ..alone()
            };
            -wish(&SOMEBODY, &at, &Csm::default()).y
        };
        assert!((push(0.0) - 5.0).abs() < 1e-6);
        assert!((push(0.1) - 5.0 * exp(-1.0)).abs() < 1e-6);
    }

    #[test]
    fn two_exactly_head_on_never_pass_each_other() {
        // The known fault of the plain model: nothing breaks the symmetry, and
        // near each other they jump back and forth.
        let mut gap = 2.0;
        for step in 0..2_000 {
            let n = [oncoming(gap + 0.36)];
            let at = Situation {
                neighbours: &n,
                ..alone()
            };
            let next = walk(&SOMEBODY, &at, &Csm::default());
            assert_eq!(next.heading.y, 0.0);
            // The other does the mirror image.
            gap -= 2.0 * next.heading.x * next.speed * 0.05;
            // They turn where a exp(−s/D) = 1: s = 0.1 ln 5 = 0.161 m.
            if step > 100 {
                assert!((0.1..0.4).contains(&gap), "{gap}");
            }
        }
    }
}
