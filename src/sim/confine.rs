//! What keeps a body on its side: walls, and portals that let it through or do
//! not.

use crate::base::{Segment, Vec2};
use crate::world::{CellIndex, Side};

use super::around::{Few, MOST_WALLS};
use super::goal::shortest_way;
use super::joints::Joint;
use super::locomotion::Model;
use super::mind::Activity;
use super::motion::{End, Moved, Scene, Who};

/// Share of the present radius that walls keep free.
const WALL_SHARE: f64 = 0.9;
/// A cell counts as reaching so far beyond its edge \[m\]; see
/// [`Cell::contains`].
const EDGE_SLACK_M: f64 = 0.011;
/// Farthest a person is moved in a step, contact included \[m\].
const LONGEST_MOVE_M: f64 = 0.25;

/// Walls near a body, and the portals that are walls to this person.
pub(super) fn walls_for(
    scene: &Scene<'_>,
    who: Who<'_>,
    beyond: f64,
    walls: &mut Few<Segment, MOST_WALLS>,
) {
    let body = who.body;
    let cell = &scene.world.cells[body.cell.at()];
    let range = body.rho + beyond;
    if cell.has_walls_near(body.position) {
        cell.walls_near(body.position, range, &mut |wall| {
            let gone = wall
                .gate
                .is_some_and(|gate| scene.ways.now.gates[gate.at()].cleared);
            if !gone {
                walls.push(wall.segment);
            }
        });
    }
    for joint in scene.joints.near(body.cell, body.position, range) {
        let line = scene.world.portals[joint.portal.at()].line;
        if line.distance(body.position) <= range && !may_pass(scene, who, joint) {
            walls.push(line);
        }
    }
}

/// Whether a person may pass a portal of the cell they are in; flow caps are
/// asked when they do.
fn may_pass(scene: &Scene<'_>, who: Who<'_>, joint: &Joint) -> bool {
    let mind = who.mind;
    if matches!(mind.activity, Activity::Going | Activity::Post) {
        return staff_may_pass(scene, who, joint);
    }
    if matches!(mind.activity, Activity::Brought(_)) {
        // With those who bring them.
        return matches!(joint.behind, Side::Cell(_))
            && scene.ways.lets_staff_through(joint.portal);
    }
    if !scene
        .ways
        .lets_through(joint.portal, who.body.mobility, joint.to_right)
    {
        return false;
    }
    let gate = scene.world.portals[joint.portal.at()].gate;
    if gate.is_some() && !means_to(scene, who, joint) {
        return false;
    }
    if let Some(gate) = gate
        && scene
            .queues
            .iter()
            .any(|queue| queue.gate == gate && queue.to_right == joint.to_right && queue.checks())
        && mind.ticket != Some(gate)
    {
        return false;
    }
    match joint.behind {
        Side::Cell(_) => true,
        // People pushed against the edge of the world stay in it.
        Side::Exit(exit) => mind.activity == Activity::Leaving && mind.exit == Some(exit),
    }
}

/// Whether staff may pass a portal: who is on the way through all that is not
/// shut, who stands at a post through none with a gate.
fn staff_may_pass(scene: &Scene<'_>, who: Who<'_>, joint: &Joint) -> bool {
    let mind = who.mind;
    let gate = scene.world.portals[joint.portal.at()].gate.is_some();
    let goes = mind.activity == Activity::Going;
    if !scene.ways.lets_staff_through(joint.portal)
        || gate && !(goes && means_to(scene, who, joint))
    {
        return false;
    }
    match joint.behind {
        Side::Cell(_) => true,
        Side::Exit(exit) => goes && mind.exit == Some(exit),
    }
}

/// Whether a person's way leads through a portal: nobody is pushed back
/// through a gate. The crowd does not bend it: beside a gate that might point
/// along its line.
fn means_to(scene: &Scene<'_>, who: Who<'_>, joint: &Joint) -> bool {
    let line = scene.world.portals[joint.portal.at()].line;
    let left = (line.b - line.a).left();
    (shortest_way(scene, who, false).dot(left) < 0.0) == joint.to_right
}

/// No portal further away than this matters to anybody in a step \[m\]: none is
/// seen through, a wall, or passed. Who is pushed through one is another matter.
pub(super) fn portal_sight_m(model: Model<'_>, largest_rho: f64) -> f64 {
    let walls = largest_rho + model.wall_sight_m().max(LONGEST_MOVE_M + 0.05);
    model.cutoff_m().max(walls)
}

/// A target no further from a start than anybody is moved in a step.
pub(super) fn at_most(start: Vec2, target: Vec2) -> Vec2 {
    let step = target - start;
    let length = step.length();
    if length > LONGEST_MOVE_M {
        start + step * (LONGEST_MOVE_M / length)
    } else {
        target
    }
}

/// Keeps a target, with the radius there, on this side of walls and finds the
/// portal it passes.
pub(super) fn within_walls(
    scene: &Scene<'_>,
    who: Who<'_>,
    (mut target, rho): (Vec2, f64),
) -> Moved {
    let old = who.body;
    let start = old.position;
    if target == start {
        return Moved::stays(start);
    }
    target = at_most(start, target);
    let mut walls = Few::<Segment, MOST_WALLS>::new(Segment::new(start, start));
    walls_for(scene, who, LONGEST_MOVE_M + 0.05, &mut walls);
    let margin = WALL_SHARE * rho;
    for _ in 0..3 {
        for wall in walls.as_slice() {
            target += push_off(*wall, start, target, margin);
        }
    }
    let track = Segment::new(start, target);
    let through_wall = walls.as_slice().iter().any(|wall| crosses(*wall, track));
    let crossing = if through_wall {
        None
    } else {
        portal_passed(scene, old.cell, track)
    };
    let inside = match crossing {
        Some((joint, _)) => match joint.behind {
            Side::Cell(behind) => scene.world.cells[behind.at()].contains(target + joint.shift),
            Side::Exit(_) => true,
        },
        None => scene.world.cells[old.cell.at()].contains(target),
    };
    if through_wall || !inside || crossing.is_some_and(|(joint, _)| !may_pass(scene, who, &joint)) {
        return Moved {
            position: start,
            end: End::PutBack,
        };
    }
    Moved {
        position: target,
        end: crossing.map_or(End::Inside, |(joint, _)| {
            End::Passes(joint.portal, joint.to_right)
        }),
    }
}

/// The first portal on a track, and where on it.
fn portal_passed(scene: &Scene<'_>, cell: CellIndex, track: Segment) -> Option<(Joint, f64)> {
    let mut first: Option<(Joint, f64)> = None;
    let reach = track.length() + EDGE_SLACK_M;
    for joint in scene.joints.near(cell, track.a, reach) {
        let line = scene.world.portals[joint.portal.at()].line;
        let side = line.side(track.b);
        let behind = if joint.to_right {
            side < 0.0
        } else {
            side > 0.0
        };
        let before = line.side(track.a);
        let from_here = if joint.to_right {
            before >= 0.0
        } else {
            before <= 0.0
        };
        let crossing = if from_here {
            track.crossing(line)
        } else {
            // Who stands a little beyond it already has passed it on going
            // on. A periodic path is on both sides of its own portals.
            let goes_on = side.abs() > before.abs() && joint.behind != Side::Cell(cell);
            (goes_on && line.distance(track.a) <= EDGE_SLACK_M).then_some(0.0)
        };
        if behind
            && let Some(share) = crossing
            && first.is_none_or(|(_, best)| share < best)
        {
            first = Some((*joint, share));
        }
    }
    first
}

/// Whether a track goes through a wall; touching it does not count.
fn crosses(wall: Segment, track: Segment) -> bool {
    let (a, b) = (wall.side(track.a), wall.side(track.b));
    a * b < 0.0 && track.crossing(wall).is_some()
}

/// How far a target must move to keep `margin` from a wall, on the side its
/// track started from.
fn push_off(wall: Segment, start: Vec2, target: Vec2, margin: f64) -> Vec2 {
    let share = wall.nearest_share(target);
    let along = wall.b - wall.a;
    let length = along.length();
    if length > 1e-9 && share > 0.0 && share < 1.0 {
        let normal = along.left() * (1.0 / length);
        let signed = (target - wall.a).dot(normal);
        let side = if crosses(wall, Segment::new(start, target)) {
            (start - wall.a).dot(normal)
        } else {
            signed
        };
        let normal = if side < 0.0 { -normal } else { normal };
        let distance = (target - wall.a).dot(normal);
        if distance < margin {
            return normal * (margin - distance);
        }
        return Vec2::ZERO;
    }
    let end = if share <= 0.0 { wall.a } else { wall.b };
    let away = target - end;
    let distance = away.length();
    if distance < margin && distance > 1e-9 {
        away * ((margin - distance) / distance)
    } else {
        Vec2::ZERO
    }
}
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wall_keeps_its_margin_from_either_side() {
        let wall = Segment::new(Vec2::new(0.0, 0.0), Vec2::new(4.0, 0.0));
        for sign in [1.0, -1.0] {
            let start = Vec2::new(2.0, 0.2 * sign);
            // A target beyond the wall comes back to the side it came from.
            let target = Vec2::new(2.1, -0.05 * sign);
            let kept = target + push_off(wall, start, target, 0.16);
            assert!((kept.y - 0.16 * sign).abs() < 1e-12, "{kept:?}");
        }
    }

    #[test]
    fn the_end_of_a_wall_is_round() {
        let wall = Segment::new(Vec2::new(0.0, 0.0), Vec2::new(4.0, 0.0));
        let target = Vec2::new(4.05, 0.05);
        let kept = target + push_off(wall, Vec2::new(4.2, 0.1), target, 0.16);
        assert!((kept.distance(wall.b) - 0.16).abs() < 1e-12);
    }
}
