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
//! changes little. Neighbours are looked at eight or sixteen at a time, in single
//! precision: offsets are known to a tenth of a millimetre.

use std::ops::Range;

use fearless_simd::prelude::*;

use crate::base::lanes::{LANES, Lanes, Simd, Singles, WideLanes, all, least};
use crate::base::math::exp_fast;
use crate::base::{Segment, Vec2};
use crate::model::csx::Csx;

use super::super::body::Body;
use super::columns::Several;
use super::company::Company;
use super::{Gait, Situation, Walker};

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

/// The wish: goal, repulsion and giving way.
#[inline(always)]
fn wish(body: &Body, at: &Situation<'_>, company: &Company, csx: &Csx) -> Vec2 {
    let goal = at.goal;
    let mut wish = goal + company.repulsion;
    wish += goal.left() * company.left;
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

/// A heading that leads into no wall: its part towards each is at most the gap
/// over the distance from which one slows down towards walls. Whoever is pushed
/// against a wall walks along it, behind those who do so too; headings that led
/// into it would find the way ahead free past them, and the step would hang on
/// how often repulsion turns them back.
fn along_walls(body: &Body, heading: Vec2, walls: &[Segment], csx: &Csx) -> Vec2 {
    if walls.is_empty() {
        return heading;
    }
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
fn lets_pass<S: Simd, F: Singles<S>>(n: &Several<F>, cosine: F, csx: &Csx) -> F {
    let all = |x: f64| all::<S, F>(cosine.token(), x);
    let oncoming = all(0.5) * (all(1.0) - cosine);
    let passes = (n.speed / all(csx.passing_speed_m_s)).max(oncoming);
    let stands = n.speed.simd_lt(all(0.0));
    stands.select(all(1.0), passes.min(all(1.0)))
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
    let (wide, rest) = at.columns.parts(simd);
    let free: WideLanes<S> = free_among(simd, wide, body, heading, at, csx);
    let free = free.folded(|low, high| low.min(high));
    least(free.min(free_among::<S, Lanes<S>>(
        simd, rest, body, heading, at, csx,
    )))
}

/// As [`free_distance`], to some of those whom one heeds.
#[inline(always)]
fn free_among<S: Simd, F: Singles<S>>(
    simd: S,
    people: Range<usize>,
    body: &Body,
    heading: Vec2,
    at: &Situation<'_>,
    csx: &Csx,
) -> F {
    let all = |x: f64| all::<S, F>(simd, x);
    let (nothing, one) = (all(0.0), all(1.0));
    let rho = all(body.rho);
    let goal = [all(at.goal.x), all(at.goal.y)];
    let heading = [all(heading.x), all(heading.y)];
    let mut free = all(f64::INFINITY);
    for first in people.step_by(F::LEN) {
        let n = at.columns.several::<S, F>(simd, first);
        let l = rho + n.rho;
        let ahead = n.x * heading[0] + n.y * heading[1];
        let lateral = (heading[0] * n.y - heading[1] * n.x).abs();
        let beside = (lateral - all(csx.shoulder) * l).max(nothing);
        let cosine = n.goal[0] * goal[0] + n.goal[1] * goal[1];
        let passes = lets_pass(&n, cosine, csx);
        let gap = n.distance() - l;
        let to_it =
            gap - (one - passes) * all(csx.standing_gap_m) + passes * all(csx.passing) * beside;
        let shuffle = (gap + all(csx.chest) * l)
            .max(nothing)
            .min(all(csx.shuffle_m));
        let shuffles =
            lateral.simd_lt(all(csx.shuffle_width) * l) & cosine.simd_gt(all(csx.fellow_cosine));
        let to_it = shuffles.select(to_it.max(shuffle), to_it);
        let in_the_way = ahead.simd_gt(nothing) & lateral.simd_lt(l);
        free = free.min(in_the_way.select(to_it, free));
    }
    free
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
    let nothing: Lanes<S> = all(simd, 0.0);
    let rho: Lanes<S> = all(simd, body.rho);
    let heading: [Lanes<S>; 2] = [all(simd, heading.x), all(simd, heading.y)];
    let mut room: Lanes<S> = all(simd, f64::INFINITY);
    for first in (0..at.columns.end_of_eights()).step_by(LANES) {
        let n = at.columns.several::<S, Lanes<S>>(simd, first);
        let closest = all::<S, Lanes<S>>(simd, csx.squeeze_distance) * (rho + n.rho);
        let ahead = n.x * heading[0] + n.y * heading[1];
        let lateral = heading[0] * n.y - heading[1] * n.x;
        let chord = (closest * closest - lateral * lateral).max(nothing);
        let in_the_way = ahead.simd_gt(nothing) & chord.simd_gt(nothing);
        let to_it = ahead - chord.sqrt();
        room = room.min(in_the_way.select(to_it, room));
    }
    least(room)
}

/// What of each relaxation is done in a time.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Relaxed {
    /// The time \[s\].
    pub(super) dt: f64,
    /// Of turning to where one wishes to go.
    heading: f64,
    /// Of turning shoulders, and of turning them back.
    shoulders: [f64; 2],
}

impl Relaxed {
    pub(in super::super) fn after(dt: f64, csx: &Csx) -> Self {
        let share = |tau_s: f64| 1.0 - exp_fast(-dt / tau_s);
        Self {
            dt,
            heading: share(csx.turn_time_s),
            shoulders: [share(csx.shoulders_turn_s), share(csx.shoulders_back_s)],
        }
    }
}

/// Where somebody turns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turn {
    /// The heading of the next step; a unit vector.
    heading: Vec2,
    /// Whether they squeeze through, which is straight on.
    squeezes: bool,
}

/// The heading of the next step, of somebody among others.
#[inline(always)]
pub(super) fn turn(walker: &Walker<'_>, company: &Company, csx: &Csx) -> Turn {
    let Walker { body, at, relaxed } = walker;
    let stands = body.blocked_s > csx.squeeze_after_s || at.anchored_s > csx.squeeze_anchored_s;
    let passed_over = company.others_get_on && at.anchored_s > csx.patience_s;
    let squeezes = stands && (!company.following || passed_over) && squeezes(at.id, at.t_s, csx);
    let wish = if squeezes {
        at.goal
    } else {
        wish(body, at, company, csx).normalized()
    };
    let heading = if wish == Vec2::ZERO {
        body.heading
    } else if wish.dot(body.heading) < 0.0 {
        wish
    } else {
        (body.heading + (wish - body.heading) * relaxed.heading).normalized()
    };
    Turn {
        heading: along_walls(body, heading, at.walls, csx),
        squeezes,
    }
}

/// How somebody goes on who turns.
#[inline(always)]
pub(super) fn pace<S: Simd>(
    simd: S,
    walker: &Walker<'_>,
    (company, turn): (&Company, Turn),
    csx: &Csx,
) -> Gait {
    let Walker { body, at, relaxed } = walker;
    let free = free_distance(simd, body, turn.heading, at, csx);
    // What slows the step, a stair or a slope, slows it behind others too: at
    // equal density people are slower there (SFPE's k, 1.08 on stairs for 1.40
    // on the level; IMO's largest flows, 0.88 up and 1.1 down for 1.33).
    let mut speed = (free * at.ease / csx.time_gap_s).clamp(0.0, at.free_speed);
    if turn.squeezes {
        let room = room_to_squeeze(simd, body, turn.heading, at, csx).max(0.0);
        let slowly = csx.squeeze_speed_m_s.min(at.free_speed);
        speed = speed.max(slowly.min(room / relaxed.dt));
    }
    let slow_s = if speed < csx.slow_speed_m_s {
        body.slow_s + relaxed.dt
    } else {
        0.0
    };
    // Shoulders turn where that helps: at the front of a jam, not in its
    // midst, where it would only let the crowd behind press everyone closer
    // than bodies can stand.
    let turned = slow_s > csx.slow_time_s && !company.following;
    let [turning, turning_back] = relaxed.shoulders;
    let (wanted, share) = if turned {
        (csx.turned_radius * body.radius, turning)
    } else {
        (body.radius, turning_back)
    };
    Gait {
        heading: turn.heading,
        speed,
        rho: body.rho + (wanted - body.rho) * share,
        slow_s,
        pressed: company.following && slow_s > csx.pressed_after_s,
    }
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
        let relaxed = Relaxed::after(dt, csx);
        let walker = Walker {
            body,
            at: *at,
            relaxed: &relaxed,
        };
        let by = |level: Level| {
            dispatch!(level, simd => {
                let company = Company::of(simd, body, at, csx);
                pace(simd, &walker, (&company, turn(&walker, &company, csx)), csx)
            })
        };
        let plain = by(Level::baseline());
        assert_eq!(format!("{plain:?}"), format!("{:?}", by(Level::new())));
        plain.taken_by(body)
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
    fn empty_lanes_add_nothing_however_many_there_are() {
        // Nobody is given way to who is faster: what is left is what empty lanes add.
        let faster = Columns::of(&[walker(Vec2::new(1.5, 0.0), 0.18, EAST, 1.5)]);
        let next = walk(&Body::ABSENT, &among(&faster), &Csx::default(), 0.05);
        assert_eq!(next.heading, EAST);
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
