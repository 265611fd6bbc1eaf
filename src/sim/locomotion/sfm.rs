//! The social force model (`sfm`).
//!
//! Helbing, Farkas and Vicsek, "Simulating dynamical features of escape
//! panic", Nature 407, 487–490 (2000). Of who stands at distance d, with
//! l = rᵢ + rⱼ, n pointing from them to oneself and t its normal to the left:
//!
//! ```text
//! m dv/dt = m (v₀e⁰ − v)/τ + Σ fᵢⱼ + Σ fᵢW                          (1)
//! fᵢⱼ = (A exp((l − d)/B) + k g(l − d)) n + κ g(l − d) ((vⱼ − vᵢ)·t) t   (2)
//! ```
//!
//! where g(x) is x for bodies that touch, else 0. Equation 3, of a wall, is
//! the same of a thing at rest, so that its friction is **against** the
//! motion: −κ g (vᵢ·t) t.
//!
//! A second-order model in a first-order body: the velocity is heading times
//! speed, so the heading here is the way one moves. Steps are semi-implicit
//! Euler; drive and friction, linear in one's own velocity, are taken at the
//! end of the step, so that strong friction stops a slide and never turns it
//! round.

use crate::base::math::exp_fast;
use crate::base::{Segment, Vec2};
use crate::model::walking::Sfm;

use super::{Gait, Neighbour, Situation};
use crate::sim::body::Body;

/// Ranges B after which nothing is left of the wish to keep distance: e⁻¹⁰.
const FADED_RANGES: f64 = 10.0;
/// Nobody is thrown faster than a sprinter runs [m/s]; only bodies put deep
/// into each other come near it.
const FASTEST_M_S: f64 = 8.0;

/// What acts on a body: forces that do not depend on its own velocity, and
/// the friction that does.
#[derive(Clone, Copy, Debug, Default)]
struct Load {
    /// Forces [N], with what friction owes to the others' velocities.
    force: Vec2,
    /// Friction on the own velocity, a symmetric matrix [kg/s].
    drag_xx: f64,
    drag_xy: f64,
    drag_yy: f64,
}

impl Load {
    /// Adds somebody, or a wall, that is `distance` away along `-normal`, with
    /// bodies that touch at `l`, and moves with `velocity`.
    fn add(&mut self, normal: Vec2, distance: f64, l: f64, velocity: Vec2, sfm: &Sfm) {
        let gap = distance - l;
        if gap >= FADED_RANGES * sfm.range_m {
            return;
        }
        let touch = (-gap).max(0.0);
        // Deep overlaps push by their stiffness; the exponential stays at A.
        let push =
            sfm.strength_n * exp_fast(-gap.max(0.0) / sfm.range_m) + sfm.body_force_kg_s2 * touch;
        self.force += normal * push;
        if touch > 0.0 {
            let tangent = normal.left();
            let drag = sfm.friction_kg_m_s * touch;
            self.force += tangent * (drag * velocity.dot(tangent));
            self.drag_xx += drag * tangent.x * tangent.x;
            self.drag_xy += drag * tangent.x * tangent.y;
            self.drag_yy += drag * tangent.y * tangent.y;
        }
    }

    /// The velocity after `dt`: (1 + dt/τ + dt D/m) v' = v + dt (v₀e⁰/τ + F/m).
    fn velocity(&self, old: Vec2, drive: Vec2, dt: f64, sfm: &Sfm) -> Vec2 {
        let per_kg = dt / sfm.mass_kg;
        let per_s = dt / sfm.relaxation_s;
        let right = old + drive * per_s + self.force * per_kg;
        let xx = 1.0 + per_s + self.drag_xx * per_kg;
        let yy = 1.0 + per_s + self.drag_yy * per_kg;
        let xy = self.drag_xy * per_kg;
        // Positive: the matrix is 1 + dt/τ and what only adds to it.
        let scale = 1.0 / (xx * yy - xy * xy);
        Vec2::new(
            (yy * right.x - xy * right.y) * scale,
            (xx * right.y - xy * right.x) * scale,
        )
    }
}

/// Distance at which walls are no longer felt, from the body's edge \[m\].
pub(super) fn wall_sight_m(sfm: &Sfm) -> f64 {
    FADED_RANGES * sfm.range_m
}

/// Velocity after a part of a step, as heading and speed.
pub(super) fn walk(body: &Body, at: &Situation<'_>, sfm: &Sfm, dt: f64) -> Gait {
    let mut load = Load::default();
    for n in at.neighbours {
        add_neighbour(&mut load, body, n, sfm);
    }
    add_walls(&mut load, body, at.walls, sfm);
    let old = body.heading * body.speed;
    let velocity = load.velocity(old, at.goal * at.free_speed, dt, sfm);
    let speed = velocity.length();
    let mut next = Gait::of(body);
    if speed > 1e-9 {
        next.heading = velocity * (1.0 / speed);
    }
    next.speed = speed.min(FASTEST_M_S);
    next
}

fn add_neighbour(load: &mut Load, body: &Body, n: &Neighbour, sfm: &Sfm) {
    let distance = n.distance;
    // Two at one point part along the way one of them walks.
    let normal = if distance > 1e-9 {
        n.offset * (-1.0 / distance)
    } else {
        body.heading
    };
    let velocity = n.heading * n.speed.max(0.0);
    load.add(normal, distance, body.rho + n.rho, velocity, sfm);
}

/// Every wall by its nearest point, less those that lie behind the line of a
/// nearer one: a wall drawn in two pieces pushes once.
fn add_walls(load: &mut Load, body: &Body, walls: &[Segment], sfm: &Sfm) {
    let towards = |wall: &Segment| wall.nearest_point(body.position) - body.position;
    for (index, wall) in walls.iter().enumerate() {
        let own = towards(wall);
        let distance = own.length();
        let hidden = walls.iter().enumerate().any(|(other, nearer)| {
            let nearer = towards(nearer);
            let squared = nearer.length_squared();
            let first = (squared, other) < (own.length_squared(), index);
            first && own.dot(nearer) >= squared * (1.0 - 1e-9)
        });
        if !hidden && distance > 1e-9 {
            load.add(own * (-1.0 / distance), distance, body.rho, Vec2::ZERO, sfm);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::grid::Seen;
    use super::super::testing::{SOMEBODY, ahead, alone, oncoming};
    use super::*;
    use crate::base::math::exp;

    fn moving(velocity: Vec2) -> Body {
        Body {
            heading: velocity.normalized(),
            speed: velocity.length(),
            ..SOMEBODY
        }
    }

    #[test]
    fn alone_one_comes_to_free_speed_with_the_relaxation_time() {
        let sfm = Sfm::default();
        let mut body = SOMEBODY;
        for _ in 0..500 {
            body = walk(&body, &alone(), &sfm, 0.001).taken_by(&body);
        }
        // After τ = 0.5 s: 1 − 1/e of 1.34 m/s.
        let expected = 1.34 * (1.0 - exp(-1.0));
        assert!((body.speed - expected).abs() < 2e-3, "{}", body.speed);
        for _ in 0..10_000 {
            body = walk(&body, &alone(), &sfm, 0.001).taken_by(&body);
        }
        assert!((body.speed - 1.34).abs() < 1e-6, "{}", body.speed);
        assert!((body.heading.x - 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_wish_to_keep_distance_is_a_at_contact_and_falls_by_e_in_b() {
        let sfm = Sfm::default();
        let push = |gap: f64| {
            let mut load = Load::default();
            let n = ahead(0.0).at(Vec2::new(0.36 + gap, 0.0));
            add_neighbour(&mut load, &SOMEBODY, &n, &sfm);
            load.force.x
        };
        assert!((push(1e-12) + 2000.0).abs() < 1e-3);
        assert!((push(0.08) + 2000.0 * exp(-1.0)).abs() < 1e-2);
        // A centimetre of overlap: 2000 N and 1.2e5 · 0.01 = 1200 N.
        assert!((push(-0.01) + 3200.0).abs() < 1e-3);
    }

    /// Acceleration along the wall y = 0, touched by a centimetre, of a body
    /// without a drive to speak of.
    fn along_wall(velocity_x: f64) -> f64 {
        let sfm = Sfm {
            relaxation_s: 1e9,
            ..Sfm::default()
        };
        let body = Body {
            position: Vec2::new(0.0, 0.17),
            ..moving(Vec2::new(velocity_x, 0.0))
        };
        let walls = [Segment::new(Vec2::new(-3.0, 0.0), Vec2::new(3.0, 0.0))];
        let at = Situation {
            walls: &walls,
            ..alone()
        };
        let dt = 1e-6;
        let next = walk(&body, &at, &sfm, dt);
        ((next.heading * next.speed).x - velocity_x) / dt
    }

    #[test]
    fn friction_at_a_wall_is_against_the_motion() {
        // −κ g v / m = −240 000 · 0.01 · 1 / 80 = −30 m/s².
        assert!((along_wall(1.0) + 30.0).abs() < 0.01, "{}", along_wall(1.0));
        assert!(
            (along_wall(-1.0) - 30.0).abs() < 0.01,
            "{}",
            along_wall(-1.0)
        );
    }

    #[test]
    fn friction_between_people_drags_along_whoever_is_slower() {
        let sfm = Sfm::default();
        let mut load = Load::default();
        let n = Neighbour::new(
            Vec2::new(0.0, 0.35),
            0.18,
            Seen {
                heading: Vec2::new(1.0, 0.0),
                goal: Vec2::new(1.0, 0.0),
                speed: 1.0,
            },
        );
        add_neighbour(&mut load, &SOMEBODY, &n, &sfm);
        // κ g Δv = 240 000 · 0.01 · 1 = 2400 N towards where they go.
        assert!((load.force.x - 2400.0).abs() < 1e-6, "{:?}", load.force);
        let other_way = Neighbour {
            heading: Vec2::new(-1.0, 0.0),
            ..n
        };
        let mut load = Load::default();
        add_neighbour(&mut load, &SOMEBODY, &other_way, &sfm);
        assert!((load.force.x + 2400.0).abs() < 1e-6, "{:?}", load.force);
    }

    #[test]
    fn friction_stops_a_slide_and_never_turns_it_round() {
        // Five centimetres deep, the explicit step of 0.01 s would give
        // 1 − 0.01 · 150 = −0.5 m/s.
        let walls = [Segment::new(Vec2::new(-3.0, 0.0), Vec2::new(3.0, 0.0))];
        let body = Body {
            position: Vec2::new(0.0, 0.13),
            ..moving(Vec2::new(1.0, 0.0))
        };
        let at = Situation {
            walls: &walls,
            free_speed: 0.0,
            ease: 1.0,
            ..alone()
        };
        let next = walk(&body, &at, &Sfm::default(), 0.01);
        let along = next.heading.x * next.speed;
        assert!((0.3..0.5).contains(&along), "{along}");
    }

    #[test]
    fn a_wall_in_two_pieces_pushes_once_and_a_corner_twice() {
        let sfm = Sfm::default();
        let body = Body {
            position: Vec2::new(0.1, 0.3),
            ..SOMEBODY
        };
        let force = |walls: &[Segment]| {
            let mut load = Load::default();
            add_walls(&mut load, &body, walls, &sfm);
            load.force
        };
        let p = |x: f64, y: f64| Vec2::new(x, y);
        let whole = force(&[Segment::new(p(-3.0, 0.0), p(3.0, 0.0))]);
        let pieces = [
            Segment::new(p(-3.0, 0.0), p(0.0, 0.0)),
            Segment::new(p(0.0, 0.0), p(3.0, 0.0)),
        ];
        assert!((force(&pieces) - whole).length() < 1e-9);
        let corner = [
            Segment::new(p(-3.0, 0.0), p(3.0, 0.0)),
            Segment::new(p(-0.2, 0.0), p(-0.2, 3.0)),
        ];
        let both = force(&corner);
        // The second wall is 0.3 m to the left, as far as the first below.
        let expected = Vec2::new(whole.y, whole.y);
        assert!((both - expected).length() < 1e-6, "{both:?}");
    }

    #[test]
    fn two_exactly_head_on_stop_short_of_each_other() {
        // Helbing's forces are central: nothing breaks the symmetry.
        let sfm = Sfm::default();
        let mut body = moving(Vec2::new(1.34, 0.0));
        let mut gap = 4.0;
        for _ in 0..4_000 {
            let n = [Neighbour {
                heading: -body.heading,
                speed: body.speed,
                ..oncoming(gap + 0.36)
            }];
            let at = Situation {
                neighbours: &n,
                ..alone()
            };
            body = walk(&body, &at, &sfm, 0.01).taken_by(&body);
            gap -= 2.0 * body.heading.x * body.speed * 0.01;
        }
        assert!(body.speed < 0.01, "{}", body.speed);
        // A exp(−s/B) = m v₀/τ: s = 0.08 ln(2000 / 214.4) = 0.179 m.
        assert!((gap - 0.179).abs() < 0.005, "{gap}");
    }
}
