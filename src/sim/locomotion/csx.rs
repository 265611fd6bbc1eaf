//! The extended collision-free speed model (`csx`).
//!
//! After Tordeux, Chraibi and Seyfried, "Collision-free speed model for
//! pedestrian dynamics" (2016): the heading follows a wish made of the goal
//! and of repulsion by neighbours and walls, the speed is what the free
//! distance ahead allows. Extended by giving way sideways, by keeping to the
//! right of who comes towards one, by walking shoulder past shoulder, by walking
//! along walls and by turning shoulders at the front of a jam; see `docs/movement.md` for each
//! mechanism and for the experiments behind the numbers.
//!
//! Relaxations are exponentials of the time step, so that a finer step
//! changes little. Neighbours are looked at eight at a time, in single
//! precision: offsets are known to a tenth of a millimetre.

use fearless_simd::prelude::*;

use crate::base::lanes::{Lanes, Mask, Simd, all, exp, least, only, sum};
use crate::base::math::exp_fast;
use crate::base::{Segment, Vec2};
use crate::model::csx::Csx;

use super::super::body::Body;
use super::Situation;
use super::columns::Eight;

/// Ranges of repulsion beyond which it is cut off: e^-6 of the strength is left
/// there.
pub(super) const RANGES_FELT: f64 = 6.0;
/// How often all walls are gone through: in a corner one's way along a wall may
/// lead into the other.
const PASSES_ALONG_WALLS: usize = 2;

/// Distance from the body beyond which walls do not matter \[m\].
pub(super) fn wall_sight_m(csx: &Csx) -> f64 {
    (RANGES_FELT * csx.wall_range_m).max(csx.wall_approach_m)
}

/// What a person makes of everyone around before wishing.
#[derive(Clone, Copy, Debug, Default)]
struct Company {
    /// Somebody ahead wants to go the other way.
    opposed: bool,
    /// Somebody who goes the same way is right in front: no turn of the
    /// shoulders and no push helps.
    following: bool,
    /// Somebody who goes the same way gets on close ahead.
    others_get_on: bool,
    /// Repulsion by all neighbours together. Who stands by intent keeps nobody
    /// from passing: they turn one aside, not back.
    repulsion: Vec2,
}

impl Company {
    #[inline(always)]
    fn of<S: Simd>(simd: S, body: &Body, at: &Situation<'_>, csx: &Csx) -> Self {
        let nothing = all(simd, 0.0);
        let rho = all(simd, body.rho);
        let goal = [all(simd, at.goal.x), all(simd, at.goal.y)];
        let range = all(simd, csx.neighbour_range_m);
        let felt = all(simd, RANGES_FELT * csx.neighbour_range_m);
        let [mut east, mut north] = [nothing; 2];
        let [mut opposed, mut following, mut on] = [Mask::splat(simd, false); 3];
        for number in 0..at.columns.eights() {
            let n = at.columns.eight(simd, number);
            let distance = n.distance();
            let l = rho + n.rho;
            let gap = distance - l;
            let strength =
                all(simd, csx.neighbour_strength) * exp(-gap.max(nothing) / range) / distance;
            let strength = only(gap.simd_lt(felt), strength);
            let along = n.x * goal[0] + n.y * goal[1];
            let ahead = along.simd_gt(nothing);
            let stands = n.speed.simd_lt(nothing);
            let back = only(ahead & stands, along);
            east -= (n.x - goal[0] * back) * strength;
            north -= (n.y - goal[1] * back) * strength;
            let walks = ahead & !stands;
            let cosine = n.goal[0] * goal[0] + n.goal[1] * goal[1];
            let fellow = walks & cosine.simd_gt(all(simd, csx.fellow_cosine));
            opposed |= walks & cosine.simd_lt(nothing);
            on |= fellow
                & n.speed.simd_gt(all(simd, csx.slow_speed_m_s))
                & distance.simd_lt(all(simd, csx.getting_on_m));
            following |= fellow
                & distance.simd_lt(l + all(simd, csx.fellow_gap_m))
                & along.simd_gt(all(simd, 0.5) * distance);
        }
        Self {
            opposed: opposed.any_true(),
            following: following.any_true(),
            others_get_on: on.any_true(),
            repulsion: Vec2::new(sum(east), sum(north)),
        }
    }
}

/// The wish: goal, repulsion and giving way.
#[inline(always)]
fn wish<S: Simd>(simd: S, body: &Body, at: &Situation<'_>, company: Company, csx: &Csx) -> Vec2 {
    let goal = at.goal;
    let mut wish = goal + company.repulsion;
    wish += goal.left() * give_way(simd, body, at, company, csx);
    for wall in at.walls {
        let away = body.position - wall.nearest_point(body.position);
        let distance = away.length().max(1e-6);
        let gap = distance - body.rho;
        if gap < RANGES_FELT * csx.wall_range_m {
            let strength = csx.wall_strength * exp_fast(-gap.max(0.0) / csx.wall_range_m);
            wish += away * (strength / distance);
        }
    }
    // Where all go one way the press behind keeps anybody from turning back.
    let along = wish.dot(goal);
    if along < 0.0 && !company.opposed {
        wish -= goal * along;
    }
    wish
}

/// Giving way sideways to everybody ahead, to the left: away from who stands off
/// the line, to the right of who comes straight on. Among people who come
/// towards one, "straight on" is broad, and everyone keeps to the right: lanes
/// form.
#[inline(always)]
fn give_way<S: Simd>(simd: S, body: &Body, at: &Situation<'_>, company: Company, csx: &Csx) -> f64 {
    let (nothing, one) = (all(simd, 0.0), all(simd, 1.0));
    let rho = all(simd, body.rho);
    let goal = [all(simd, at.goal.x), all(simd, at.goal.y)];
    let free_speed = all(simd, at.free_speed);
    let slowest = all(simd, at.free_speed.max(0.1));
    let straight = all(simd, csx.straight_ahead);
    let line = if company.opposed {
        all(simd, csx.keep_right)
    } else {
        straight
    };
    let overtaking = all(simd, csx.overtaking);
    let mut left = nothing;
    for number in 0..at.columns.eights() {
        let n = at.columns.eight(simd, number);
        let l = rho + n.rho;
        let ahead = n.x * goal[0] + n.y * goal[1];
        let lateral = (goal[0] * n.y - goal[1] * n.x) / l;
        // Who stands by intent is something to walk round, like who comes
        // towards one.
        let stands = n.speed.simd_lt(nothing);
        let cosine = n.goal[0] * goal[0] + n.goal[1] * goal[1];
        let oncoming = stands.select(one, all(simd, 0.5) * (one - cosine));
        let turned = n.heading[0] * goal[0] + n.heading[1] * goal[1];
        let along = only(!stands, n.speed * turned);
        let line = stands.select(straight, line);
        let closing = ((free_speed - along) / slowest).max(nothing);
        let weight = closing * (oncoming + overtaking * (one - oncoming));
        let gap = (ahead - l).max(nothing);
        let strength = all(simd, csx.giving_way)
            * weight
            * exp(-gap / all(simd, csx.giving_way_range_m) - lateral * lateral);
        let matters = ahead.simd_gt(nothing) & lateral.abs().simd_lt(all(simd, csx.give_way_width));
        let strength = only(matters, strength);
        left += lateral.simd_lt(-line).select(strength, -strength);
    }
    sum(left)
}

/// A heading that leads into no wall: its part towards each is at most the gap
/// over the distance from which one slows down towards walls. Whoever is pushed
/// against a wall walks along it, behind those who do so too; headings that led
/// into it would find the way ahead free past them, and the step would hang on
/// how often repulsion turns them back.
fn along_walls(body: &Body, heading: Vec2, walls: &[Segment], csx: &Csx) -> Vec2 {
    let mut way = heading;
    for _ in 0..PASSES_ALONG_WALLS {
        for wall in walls {
            let away = body.position - wall.nearest_point(body.position);
            let distance = away.length().max(1e-6);
            let most = (distance - body.rho).max(0.0) / csx.wall_approach_m;
            let towards = -way.dot(away) / distance;
            if towards > most {
                way += away * ((towards - most) / distance);
            }
        }
    }
    let unit = way.normalized();
    if way == heading || unit == Vec2::ZERO {
        heading
    } else {
        unit
    }
}

/// How much each neighbour ahead lets one pass with the shoulder, 0–1: fully if
/// they come towards one or stand by intent, which is seen and agreed on;
/// among fellows as far as they walk themselves. Nobody wedges in between
/// people who are held up: a crowd that did would press itself together, row
/// after row, until no body has room.
#[inline(always)]
fn lets_pass<S: Simd>(n: &Eight<S>, cosine: Lanes<S>, csx: &Csx) -> Lanes<S> {
    let simd = cosine.token();
    let one = all(simd, 1.0);
    let oncoming = all(simd, 0.5) * (one - cosine);
    let passes = (n.speed / all(simd, csx.passing_speed_m_s)).max(oncoming);
    let stands = n.speed.simd_lt(all(simd, 0.0));
    stands.select(one, passes.min(one))
}

/// Free distance ahead \[m\]: to who is in the way, and further to those whom
/// one passes with the shoulder; behind fellows who are held up one keeps a
/// standing gap.
#[inline(always)]
fn free_distance<S: Simd>(
    simd: S,
    body: &Body,
    heading: Vec2,
    at: &Situation<'_>,
    csx: &Csx,
) -> f64 {
    let (nothing, one) = (all(simd, 0.0), all(simd, 1.0));
    let rho = all(simd, body.rho);
    let goal = [all(simd, at.goal.x), all(simd, at.goal.y)];
    let heading = [all(simd, heading.x), all(simd, heading.y)];
    let mut free = all(simd, f64::INFINITY);
    for number in 0..at.columns.eights() {
        let n = at.columns.eight(simd, number);
        let l = rho + n.rho;
        let ahead = n.x * heading[0] + n.y * heading[1];
        let lateral = (heading[0] * n.y - heading[1] * n.x).abs();
        let beside = (lateral - all(simd, csx.shoulder) * l).max(nothing);
        let cosine = n.goal[0] * goal[0] + n.goal[1] * goal[1];
        let passes = lets_pass(&n, cosine, csx);
        let gap = n.distance() - l;
        let to_it = gap - (one - passes) * all(simd, csx.standing_gap_m)
            + passes * all(simd, csx.passing) * beside;
        let shuffle = (gap + all(simd, csx.chest) * l)
            .max(nothing)
            .min(all(simd, csx.shuffle_m));
        let shuffles = lateral.simd_lt(all(simd, csx.shuffle_width) * l)
            & cosine.simd_gt(all(simd, csx.fellow_cosine));
        let to_it = shuffles.select(to_it.max(shuffle), to_it);
        let in_the_way = ahead.simd_gt(nothing) & lateral.simd_lt(l);
        free = free.min(in_the_way.select(to_it, free));
    }
    least(free)
}

/// Whether it is this person's turn to squeeze. Arches of blocked people are
/// stable if all behave alike; a share of them, in turns that depend on id and
/// time alone, pushes on.
fn squeezes(id: u32, t_s: f64, csx: &Csx) -> bool {
    let turn = (t_s / csx.squeeze_turn_s) as u64;
    let mut hash = (u64::from(id) << 32 | (turn & 0xffff_ffff)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^= hash >> 29;
    hash = hash.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    ((hash >> 40) as f64) < csx.squeeze_share * 16_777_216.0
}

/// How far one can squeeze on until somebody ahead is as near as bodies let one
/// come \[m\]; not above 0 if somebody is. Where all pushed on all the same, row
/// after row, a jam that does not move would be pressed together without end.
#[inline(always)]
fn room_to_squeeze<S: Simd>(
    simd: S,
    body: &Body,
    heading: Vec2,
    at: &Situation<'_>,
    csx: &Csx,
) -> f64 {
    let nothing = all(simd, 0.0);
    let rho = all(simd, body.rho);
    let heading = [all(simd, heading.x), all(simd, heading.y)];
    let mut room = all(simd, f64::INFINITY);
    for number in 0..at.columns.eights() {
        let n = at.columns.eight(simd, number);
        let closest = all(simd, csx.squeeze_distance) * (rho + n.rho);
        let ahead = n.x * heading[0] + n.y * heading[1];
        let lateral = heading[0] * n.y - heading[1] * n.x;
        let chord = (closest * closest - lateral * lateral).max(nothing);
        let in_the_way = ahead.simd_gt(nothing) & chord.simd_gt(nothing);
        let to_it = ahead - chord.sqrt();
        room = room.min(in_the_way.select(to_it, room));
    }
    least(room)
}

/// Share of a relaxation with time constant `tau_s` done in a step.
fn share(dt: f64, tau_s: f64) -> f64 {
    1.0 - exp_fast(-dt / tau_s)
}

/// Heading, speed, radius and timers of the next step; the position is left
/// to the caller, who knows walls and portals.
#[inline(always)]
pub(super) fn walk<S: Simd>(simd: S, body: &Body, at: &Situation<'_>, csx: &Csx, dt: f64) -> Body {
    let mut next = *body;
    let company = Company::of(simd, body, at, csx);
    let stands = body.blocked_s > csx.squeeze_after_s || at.anchored_s > csx.squeeze_anchored_s;
    let passed_over = company.others_get_on && at.anchored_s > csx.patience_s;
    let squeezing = stands && (!company.following || passed_over) && squeezes(at.id, at.t_s, csx);
    let wish = if squeezing {
        at.goal
    } else {
        wish(simd, body, at, company, csx).normalized()
    };
    if wish != Vec2::ZERO {
        next.heading = if wish.dot(body.heading) < 0.0 {
            wish
        } else {
            (body.heading + (wish - body.heading) * share(dt, csx.turn_time_s)).normalized()
        };
    }
    next.heading = along_walls(body, next.heading, at.walls, csx);
    let free = free_distance(simd, body, next.heading, at, csx);
    // What slows the step, a stair or a slope, slows it behind others too: at
    // equal density people are slower there (SFPE's k, 1.08 on stairs for 1.40
    // on the level; IMO's largest flows, 0.88 up and 1.1 down for 1.33).
    let mut speed = (free * at.ease / csx.time_gap_s).clamp(0.0, at.free_speed);
    if squeezing {
        let room = room_to_squeeze(simd, body, next.heading, at, csx).max(0.0);
        speed = speed.max(csx.squeeze_speed_m_s.min(at.free_speed).min(room / dt));
    }
    next.speed = speed;
    next.slow_s = if speed < csx.slow_speed_m_s {
        body.slow_s + dt
    } else {
        0.0
    };
    next.pressed = company.following && next.slow_s > csx.pressed_after_s;
    // Shoulders turn where that helps: at the front of a jam, not in its
    // midst, where it would only let the crowd behind press everyone closer
    // than bodies can stand.
    let turned = next.slow_s > csx.slow_time_s && !company.following;
    let (wanted, within_s) = if turned {
        (csx.turned_radius * body.radius, csx.shoulders_turn_s)
    } else {
        (body.radius, csx.shoulders_back_s)
    };
    next.rho = body.rho + (wanted - body.rho) * share(dt, within_s);
    next
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::super::super::grid::Seen;
    use super::super::columns::Columns;
    use super::*;
    use crate::base::lanes::{Level, dispatch};

    /// The next step, the same whatever instructions there are.
    fn walk(body: &Body, at: &Situation<'_>, csx: &Csx, dt: f64) -> Body {
        let by = |level: Level| dispatch!(level, simd => super::walk(simd, body, at, csx, dt));
        let plain = by(Level::baseline());
        assert_eq!(format!("{plain:?}"), format!("{:?}", by(Level::new())));
        plain
    }

    static NOBODY: LazyLock<Columns> = LazyLock::new(Columns::new);

    fn alone(goal: Vec2) -> Situation<'static> {
        Situation {
            goal,
            free_speed: 1.34,
            ease: 1.0,
            neighbours: &[],
            columns: &NOBODY,
            walls: &[],
            anchored_s: 0.0,
            id: 0,
            t_s: 0.0,
        }
    }

    #[test]
    fn alone_one_walks_at_free_speed_towards_the_goal() {
        let body = Body::ABSENT;
        let next = walk(&body, &alone(EAST), &Csx::default(), 0.05);
        assert_eq!(next.speed, 1.34);
        assert_eq!(next.heading, EAST);
    }

    const EAST: Vec2 = Vec2::new(1.0, 0.0);

    /// Somebody at an offset who walks along `way` at a speed.
    fn walker(offset: Vec2, rho: f64, way: Vec2, speed: f64) -> (Vec2, f64, Seen) {
        let seen = Seen {
            heading: way,
            goal: way,
            speed,
        };
        (offset, rho, seen)
    }

    fn among(columns: &Columns) -> Situation<'_> {
        Situation {
            columns,
            ..alone(EAST)
        }
    }

    #[test]
    fn speed_is_the_gap_over_the_time_gap() {
        let body = Body::ABSENT;
        let ahead = Columns::of(&[walker(EAST, 0.17, EAST, 0.64)]);
        let csx = Csx::default();
        let next = walk(&body, &among(&ahead), &csx, 0.05);
        let expected = (1.0 - body.rho - 0.17) / csx.time_gap_s;
        assert!((next.speed - expected).abs() < 2e-3, "{}", next.speed);
    }

    /// The speed behind one fellow walker at an offset, who has a speed.
    fn speed_behind(offset: Vec2, fellow_speed: f64) -> f64 {
        let ahead = Columns::of(&[walker(offset, 0.18, EAST, fellow_speed)]);
        walk(&Body::ABSENT, &among(&ahead), &Csx::default(), 0.05).speed
    }

    #[test]
    fn what_slows_the_step_slows_it_behind_others_and_a_groups_pace_does_not() {
        let ahead = Columns::of(&[walker(EAST, 0.17, EAST, 0.64)]);
        let speed = |free_speed: f64, ease: f64| {
            let at = Situation {
                free_speed,
                ease,
                ..among(&ahead)
            };
            walk(&Body::ABSENT, &at, &Csx::default(), 0.05).speed
        };
        let level = speed(1.34, 1.0);
        assert!(level < 0.67, "{level}");
        assert!((speed(0.67, 0.5) - 0.5 * level).abs() < 1e-12);
        assert_eq!(speed(0.67, 1.0), level);
    }

    #[test]
    fn who_was_passed_over_takes_the_next_gap() {
        let csx = Csx::default();
        let id = (0..100)
            .find(|&id| squeezes(id, 0.0, &csx))
            .expect("a quarter of them");
        let held_up = walker(Vec2::new(0.37, 0.0), 0.18, EAST, 0.0);
        let speed = |anchored_s: f64, others: f64| {
            let near = Columns::of(&[held_up, walker(Vec2::new(1.2, 0.6), 0.18, EAST, others)]);
            let at = Situation {
                anchored_s,
                id,
                ..among(&near)
            };
            walk(&Body::ABSENT, &at, &csx, 0.05).speed
        };
        let late = csx.patience_s + 1.0;
        assert_eq!(speed(late, 0.5), csx.squeeze_speed_m_s);
        // Not before, and not where nobody gets on.
        assert!(speed(csx.patience_s - 1.0, 0.5) < 0.1);
        assert!(speed(late, 0.0) < 0.1);
    }

    #[test]
    fn who_is_slow_for_a_while_with_a_fellow_right_ahead_is_in_a_press() {
        let csx = Csx::default();
        let pressed = |slow_s: f64, neighbours: &Columns| {
            let body = Body {
                slow_s,
                ..Body::ABSENT
            };
            walk(&body, &among(neighbours), &csx, 0.05).pressed
        };
        let fellow = Columns::of(&[walker(Vec2::new(0.37, 0.0), 0.18, EAST, 0.0)]);
        assert!(!pressed(0.0, &fellow));
        assert!(!pressed(csx.pressed_after_s - 0.06, &fellow));
        assert!(pressed(csx.pressed_after_s, &fellow));
        // Before a wall of people who come towards one nobody rests.
        let opposed = Columns::of(&[walker(Vec2::new(0.37, 0.0), 0.18, -EAST, 0.0)]);
        assert!(!pressed(csx.pressed_after_s, &opposed));
        assert!(!pressed(csx.pressed_after_s, &NOBODY));
    }

    #[test]
    fn one_passes_fellows_who_walk_and_not_those_held_up() {
        // Diagonally ahead, in touch: 0.31 m on and 0.2 m aside.
        let beside = Vec2::new(0.31, 0.2);
        assert_eq!(speed_behind(beside, 0.0), 0.0);
        let (slow, fast) = (speed_behind(beside, 0.25), speed_behind(beside, 1.0));
        assert!(0.0 < slow && slow < fast, "{slow} {fast}");
    }

    #[test]
    fn at_contact_straight_behind_a_fellow_one_shuffles_until_chests_touch() {
        let csx = Csx::default();
        let shuffle = speed_behind(Vec2::new(0.36, 0.0), 0.0);
        // To single precision.
        assert!((shuffle - csx.shuffle_m / csx.time_gap_s).abs() < 1e-8);
        let nearer = 0.9 * (1.0 - csx.chest) * 0.36;
        assert_eq!(speed_behind(Vec2::new(nearer, 0.0), 0.0), 0.0);
    }

    #[test]
    fn who_squeezes_comes_no_nearer_than_bodies_let_them() {
        let csx = Csx::default();
        let l = 0.36;
        let closest = csx.squeeze_distance * l;
        let room = |offset: Vec2| {
            let ahead = Columns::of(&[walker(offset, 0.18, EAST, 0.0)]);
            dispatch!(Level::new(), simd => room_to_squeeze(simd, &Body::ABSENT, EAST, &among(&ahead), &csx))
        };
        assert!((room(Vec2::new(0.5, 0.0)) - (0.5 - closest)).abs() < 1e-6);
        // After that way the two are as near as can be, and before it not.
        let aside = Vec2::new(0.3, 0.25);
        let after = aside - EAST * room(aside);
        assert!((after.length() - closest).abs() < 1e-6 && aside.length() > closest);
        // Past a shoulder, and away from those behind, the way is free: the
        // lanes behind the last neighbour are a kilometre off.
        assert!(room(Vec2::new(0.1, 1.01 * closest)) > 900.0);
        assert!(room(Vec2::new(-0.3, 0.0)) > 900.0);
        assert!(room(Vec2::new(0.3, 0.0)) <= 0.0);
    }

    #[test]
    fn shoulders_turn_at_once_and_turn_back_slowly() {
        let csx = Csx::default();
        let straight = Body {
            slow_s: 1.0,
            ..Body::ABSENT
        };
        // Two in the jambs of a gap too narrow to walk through.
        let jambs = [0.34, -0.34].map(|aside| walker(Vec2::new(0.17, aside), 0.18, EAST, 0.0));
        let jambs = Columns::of(&jambs);
        let blocked = among(&jambs);
        let turning = walk(&straight, &blocked, &csx, 0.3);
        let most = (1.0 - csx.turned_radius) * 0.18;
        let share_turned = (0.18 - turning.rho) / most;
        assert!((share_turned - 0.632).abs() < 0.01, "{share_turned}");
        let back = walk(&turning, &alone(EAST), &csx, 0.3);
        assert!((back.rho - turning.rho) < 0.1 * (0.18 - turning.rho));
    }

    #[test]
    fn who_stands_by_intent_turns_one_aside_and_not_back() {
        let csx = Csx::default();
        // A row of three, 0.7 m apart; one comes up to a gap in it.
        let row = |speed: f64| {
            let people = [-0.35, 0.35, 1.05].map(|y| walker(Vec2::new(0.25, y), 0.18, EAST, speed));
            let columns = Columns::of(&people);
            dispatch!(Level::new(), simd => Company::of(simd, &Body::ABSENT, &among(&columns), &csx)).repulsion
        };
        assert!(row(0.0).x < -0.5, "walkers keep one back: {:?}", row(0.0));
        assert!(row(-1.0).x.abs() < 1e-6, "standers do not: {:?}", row(-1.0));
        assert_eq!(row(-1.0).y.abs() > 1e-6, row(0.0).y.abs() > 1e-6);
    }

    #[test]
    fn head_on_both_give_way_to_the_right() {
        let oncoming = Columns::of(&[walker(Vec2::new(1.5, 0.0), 0.18, -EAST, 1.34)]);
        let next = walk(&Body::ABSENT, &among(&oncoming), &Csx::default(), 0.05);
        assert!(next.heading.y < -0.05, "{:?}", next.heading);
    }

    #[test]
    fn nobody_heads_into_a_wall_and_who_is_at_one_walks_along_it() {
        let csx = Csx::default();
        let rho = Body::ABSENT.rho;
        let turned_to = |gap: f64, heading: Vec2| {
            let y = -rho - gap;
            let wall = [Segment::new(Vec2::new(-5.0, y), Vec2::new(5.0, y))];
            along_walls(&Body::ABSENT, heading, &wall, &csx)
        };
        let slanting = Vec2::new(0.6, -0.8);
        assert_eq!(turned_to(0.0, slanting), EAST);
        // Half of the distance off, half of the heading may lead there.
        let half = turned_to(0.5 * csx.wall_approach_m, slanting);
        assert!(half.y < 0.0 && half.x > 0.6, "{half:?}");
        assert!((half.length() - 1.0).abs() < 1e-12);
        // Far from it, and away from it, everybody goes as they like.
        assert_eq!(turned_to(csx.wall_approach_m, slanting), slanting);
        assert_eq!(turned_to(0.0, -slanting), -slanting);
    }

    #[test]
    fn a_quarter_of_the_blocked_squeezes_at_a_time() {
        let csx = Csx::default();
        let count = (0..10_000).filter(|&id| squeezes(id, 7.3, &csx)).count();
        assert!((2_300..2_700).contains(&count), "{count}");
        let turns = (0..10_000)
            .filter(|&turn| squeezes(5, f64::from(turn) * 0.5, &csx))
            .count();
        assert!((2_300..2_700).contains(&turns), "{turns}");
    }
}
