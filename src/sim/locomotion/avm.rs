//! The anticipation velocity model (`avm`).
//!
//! Xu, Chraibi and Seyfried, "Anticipation in a velocity-based model for
//! pedestrian dynamics", Transportation Research Part C 133 (2021), numbers
//! of equations as there: whoever is seen acts on the heading by the distance
//! predicted for a moment ahead, and only sideways; the heading follows with
//! a delay; speed as in [`super::csm`]. Walls repel along their normal unless
//! they lie behind, as in the authors' program; they do not slow anybody down.

use crate::base::math::exp_fast;
use crate::base::{Segment, Vec2};
use crate::model::walking::Avm;

use super::csm::{from_wall, gap_ahead};
use super::{Gait, Neighbour, Situation};
use crate::sim::body::Body;

/// Offsets from the line of the goal under which a predicted position counts
/// as on it \[m\].
const ON_THE_LINE_M: f64 = 1e-9;

/// Heading and speed of the next step.
pub(super) fn walk(body: &Body, at: &Situation<'_>, avm: &Avm, dt: f64) -> Gait {
    let mut next = Gait::of(body);
    let wish = wish(body, at, avm).normalized();
    if wish != Vec2::ZERO {
        // Equation 7; a heading that would vanish is taken as wished.
        let share = (dt / avm.turn_time_s).min(1.0);
        let turned = (body.heading + (wish - body.heading) * share).normalized();
        next.heading = if turned == Vec2::ZERO { wish } else { turned };
    }
    let gap = gap_ahead(body, next.heading, at.neighbours);
    next.speed = (gap / avm.time_gap_s).clamp(0.0, at.free_speed);
    next
}

/// The goal, and what neighbours and walls do to it (equation 6).
fn wish(body: &Body, at: &Situation<'_>, avm: &Avm) -> Vec2 {
    let mut wish = at.goal;
    for n in at.neighbours {
        if is_seen(body, at.goal, n.offset) {
            wish += impact(body, n, at, avm);
        }
    }
    for wall in at.walls {
        if wall_is_seen(body, at.goal, *wall) {
            let away = body.position - wall.nearest_point(body.position);
            wish += from_wall(away, body.rho, avm.wall_strength, avm.wall_range_m);
        }
    }
    wish
}

/// Whether an offset lies ahead of where one goes or wants to go (equation 1).
fn is_seen(body: &Body, goal: Vec2, offset: Vec2) -> bool {
    body.heading.dot(offset) > 0.0 || goal.dot(offset) > 0.0
}

fn wall_is_seen(body: &Body, goal: Vec2, wall: Segment) -> bool {
    is_seen(body, goal, wall.a - body.position) || is_seen(body, goal, wall.b - body.position)
}

/// What one neighbour does to the heading (equations 2–5).
fn impact(body: &Body, n: &Neighbour, at: &Situation<'_>, avm: &Avm) -> Vec2 {
    let distance = n.distance.max(1e-6);
    let towards = n.offset * (1.0 / distance);
    let own = body.heading * body.speed;
    let theirs = n.heading * n.speed.max(0.0);
    let closing = (own - theirs).dot(towards) * avm.anticipation_s;
    let gap = (distance - closing - (body.rho + n.rho)).max(0.0);
    let alpha = avm.neighbour_strength * (1.0 + 0.5 * (1.0 - at.goal.dot(n.heading)));
    let strength = alpha * exp_fast(-gap / avm.neighbour_range_m);
    let predicted = n.offset + theirs * avm.anticipation_s;
    let left = at.goal.left();
    let lateral = predicted.dot(left);
    // On the line itself the paper draws a side. Two people who draw the same
    // dance from side to side for ever; both going right, they pass.
    if lateral < -ON_THE_LINE_M {
        left * strength
    } else {
        left * -strength
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::grid::Seen;
    use super::super::testing::{SOMEBODY, ahead, alone, oncoming};
    use super::*;

    fn moving() -> Body {
        Body {
            speed: 1.34,
            ..SOMEBODY
        }
    }

    #[test]
    fn alone_one_walks_at_free_speed_towards_the_goal() {
        let next = walk(&SOMEBODY, &alone(), &Avm::default(), 0.05);
        assert_eq!(next.speed, 1.34);
        assert_eq!(next.heading, Vec2::new(1.0, 0.0));
    }

    #[test]
    fn whoever_is_behind_is_not_seen() {
        let behind = [ahead(1.34).at(Vec2::new(-0.5, 0.1))];
        let at = Situation {
            neighbours: &behind,
            ..alone()
        };
        assert_eq!(wish(&moving(), &at, &Avm::default()), at.goal);
    }

    #[test]
    fn strength_is_that_of_the_distance_in_a_second() {
        // Three metres apart and closing at 2.68 m/s: 0.32 m in a second,
        // nearer than l = 0.36 m, so full strength; k (1 + 1) = 6 for who
        // comes towards one, to the right of who will be on the left.
        let n = oncoming(3.0).at(Vec2::new(3.0, 0.01));
        let push = impact(&moving(), &n, &alone(), &Avm::default());
        assert!((push.y + 6.0).abs() < 1e-4 && push.x == 0.0, "{push:?}");
        // Without looking ahead they are 2.64 m apart: nothing yet.
        let blind = Avm {
            anticipation_s: 0.0,
            ..Avm::default()
        };
        assert!(impact(&moving(), &n, &alone(), &blind).length() < 1e-9);
    }

    #[test]
    fn two_exactly_head_on_pass_each_other() {
        let mut people = [moving(), moving()];
        people[1].heading = Vec2::new(-1.0, 0.0);
        people[1].position = Vec2::new(6.0, 0.0);
        let mut nearest = f64::INFINITY;
        for _ in 0..200 {
            let frozen = people;
            for (i, person) in people.iter_mut().enumerate() {
                let other = frozen[1 - i];
                let n = [Neighbour::new(
                    other.position - frozen[i].position,
                    other.rho,
                    Seen {
                        heading: other.heading,
                        goal: other.heading,
                        speed: other.speed,
                    },
                )];
                let at = Situation {
                    goal: Vec2::new(if i == 0 { 1.0 } else { -1.0 }, 0.0),
                    neighbours: &n,
                    ..alone()
                };
                *person = walk(&frozen[i], &at, &Avm::default(), 0.05).taken_by(&frozen[i]);
                person.position = frozen[i].position + person.heading * (person.speed * 0.05);
            }
            nearest = nearest.min(people[0].position.distance(people[1].position));
        }
        assert!(people[0].position.x > 6.0, "{:?}", people[0]);
        assert!(people[1].position.x < 0.0, "{:?}", people[1]);
        assert!(nearest > 0.36 - 0.02, "they came as near as {nearest} m");
    }
}
