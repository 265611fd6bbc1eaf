//! Paths: drawn soundly, wide enough, joined at both ends, not steeper than
//! people can walk.

use super::context::{Checker, Tidy, Wanted};
use super::crossings::self_crossing;
use super::shape::{flat, sound};
use super::{stairs, venue};
use crate::base::{Segment, Vec2};
use crate::model::kind::{Kind, Thing};
use crate::model::limits;
use crate::model::problem::Problem;
use crate::model::venue::{Path, Surface};

/// Narrowest path a person walks along [m]: shoulders and a hand's breadth.
const PERSON_M: f64 = 0.6;
/// Narrowest course of a test case in which people walk in single file \[m\]:
/// the largest body of the standard population (0.44 m) and a little play.
const COURSE_M: f64 = 0.5;
/// Shortest piece of a centre line \[m\].
const SHORTEST_PIECE_M: f64 = 0.01;
/// How far a path's end may be from the cell it names, at least \[m\]; wider
/// paths may end as far from it as half their width.
const END_REACH_M: f64 = 0.1;
/// Largest step between a path's end and the place it joins \[m\].
const LARGEST_STEP_M: f64 = 0.3;

pub(super) fn check(checker: &mut Checker) {
    for (i, path) in checker.scenario.venue.paths.iter().enumerate() {
        let place = format!("venue.paths[{i}]");
        venue::check_sheet(checker, &place, &path.sheet);
        check_width(checker, &place, path);
        let joined = [("from", &path.from), ("to", &path.to)].map(|(name, id)| {
            let id = id.as_ref()?;
            checker.reference(format_args!("{place}.{name}"), id, Wanted::Cell)
        });
        if !check_line(checker, &place, path) {
            continue;
        }
        check_folds(checker, &place, path);
        check_ends(checker, &place, i, joined);
        stairs::check(checker, &place, path);
    }
}

fn check_width(checker: &mut Checker, place: &str, path: &Path) {
    let at = format!("{place}.width");
    let least = if path.periodic { COURSE_M } else { PERSON_M };
    if checker.number(&at, path.width, limits::WIDTH) && path.width < least {
        let problem = Problem::error("path-narrower-than-person", at)
            .with("width", Tidy(path.width).beside(least))
            .with("least", least);
        checker.report(problem);
        return;
    }
    let at = format!("{place}.sterile_width");
    let left = path.width - path.sterile_width;
    if checker.number(&at, path.sterile_width, limits::WIDTH)
        && path.sterile_width > 0.0
        && left < PERSON_M
    {
        let problem = Problem::error("sterile-lane-too-wide", at)
            .with("left", Tidy(left.max(0.0)).beside(PERSON_M))
            .with("least", PERSON_M);
        checker.report(problem);
    }
}

/// The points of the centre line; whether they may be computed with.
fn check_line(checker: &mut Checker, place: &str, path: &Path) -> bool {
    let at = format!("{place}.line");
    if path.line.len() < 2 {
        let problem = Problem::error("line-too-few-points", at);
        checker.report(problem.with("count", path.line.len()));
        return false;
    }
    if path.line.len() > limits::POINTS {
        let problem = Problem::error("too-many-points", at)
            .with("count", path.line.len())
            .with("limit", limits::POINTS);
        checker.report(problem);
        return false;
    }
    let mut is_sound = true;
    for (k, point) in path.line.iter().enumerate() {
        is_sound &= checker.point(format_args!("{at}[{k}]"), (point.0, point.1));
        is_sound &= checker.number(format_args!("{at}[{k}][2]"), point.2, limits::ELEVATION);
    }
    if !is_sound || !sound(&flat(&path.line)) {
        return false;
    }
    for (k, piece) in pieces(path).iter().enumerate() {
        if piece.length() < SHORTEST_PIECE_M {
            let problem = Problem::error("path-piece-without-length", format!("{at}[{}]", k + 1));
            checker.report(problem.with("length", Tidy(piece.length())));
            is_sound = false;
        }
    }
    if path.periodic && path.line.len() != 2 {
        let problem = Problem::error("periodic-path-not-straight", at);
        checker.report(problem.with("count", path.line.len()));
    }
    is_sound
}

/// The straight pieces of a path on the plan.
pub(super) fn pieces(path: &Path) -> Vec<Segment> {
    let points: Vec<Vec2> = path.line.iter().map(|p| Vec2::new(p.0, p.1)).collect();
    points
        .windows(2)
        .map(|pair| Segment::new(pair[0], pair[1]))
        .collect()
}

/// Bends so sharp, for the width, that the inner edge runs back over itself.
fn check_folds(checker: &mut Checker, place: &str, path: &Path) {
    let pieces = pieces(path);
    let half = 0.5 * path.width;
    let mut folds = false;
    for (k, pair) in pieces.windows(2).enumerate() {
        let (before, after) = (pair[0], pair[1]);
        let (a, b) = (
            (before.b - before.a).normalized(),
            (after.b - after.a).normalized(),
        );
        // tan of half the turn, from its sine and cosine.
        let (sine, cosine) = (a.cross(b).abs(), a.dot(b));
        let inner = if cosine <= -0.98 {
            f64::INFINITY
        } else {
            half * sine / (1.0 + cosine)
        };
        let room = before.length().min(after.length());
        if inner > room {
            let problem = Problem::error("path-folds", format!("{place}.line[{}]", k + 1))
                .with("width", Tidy(path.width));
            checker.report(problem);
            folds = true;
        }
    }
    let index = checker.find(Kind::Path, &path.id);
    let shape = index.and_then(|index| {
        checker.shapes.get(Thing {
            kind: Kind::Path,
            index,
        })
    });
    if !folds
        && let Some(shape) = shape
        && self_crossing(&shape.corners).is_some()
    {
        let problem = Problem::error("path-runs-into-itself", format!("{place}.line"));
        checker.report(problem.with("width", Tidy(path.width)));
    }
}

fn check_ends(checker: &mut Checker, place: &str, index: usize, joined: [Option<Thing>; 2]) {
    let path = &checker.scenario.venue.paths[index];
    let (Some(first), Some(last)) = (path.line.first(), path.line.last()) else {
        return;
    };
    let reach = END_REACH_M.max(0.5 * path.width);
    let ends = [
        ("from", &path.from, first, joined[0], 0),
        ("to", &path.to, last, joined[1], path.line.len() - 1),
    ];
    for (name, named, end, cell, at) in ends {
        let point = Vec2::new(end.0, end.1);
        let line_place = format!("{place}.line[{at}]");
        match (named, cell) {
            (Some(id), Some(cell)) => {
                if cell
                    == (Thing {
                        kind: Kind::Path,
                        index,
                    })
                {
                    let problem =
                        Problem::error("cell-joined-to-itself", format!("{place}.{name}"));
                    checker.report(problem.with("cell", id));
                    continue;
                }
                let Some(shape) = checker.shapes.get(cell) else {
                    continue;
                };
                let distance = shape.distance(point);
                if distance > reach {
                    let problem = Problem::error("path-ends-nowhere", line_place)
                        .with("end", name)
                        .with("why", "off")
                        .with("cell", id)
                        .with("distance", Tidy(distance));
                    checker.report(problem);
                    continue;
                }
                check_step(checker, &line_place, end.2, point, cell, id);
            }
            (None, _) => {
                if !path.periodic && !is_joined_otherwise(checker, &path.id, point, reach) {
                    let problem = Problem::error("path-ends-nowhere", line_place)
                        .with("end", name)
                        .with("why", "free")
                        .with("cell", &path.id)
                        .with("distance", 0);
                    checker.report(problem);
                }
            }
            // The name of nothing has been reported.
            (Some(_), None) => {}
        }
    }
}

/// Whether an exit, a gate, an opening or another path's end lies at a path's
/// end.
fn is_joined_otherwise(checker: &Checker, id: &str, end: Vec2, reach: f64) -> bool {
    let venue = &checker.scenario.venue;
    let near = |line: (crate::model::Point, crate::model::Point)| {
        Segment::new(line.0.into(), line.1.into()).distance(end) <= reach
    };
    venue.exits.iter().any(|e| e.cell == id && near(e.line))
        || venue
            .gates
            .iter()
            .any(|g| (g.from == id || g.to == id) && near(g.line))
        || venue
            .openings
            .iter()
            .any(|o| (o.between.0 == id || o.between.1 == id) && near(o.line))
        || venue.paths.iter().any(|other| {
            let ends = [
                (&other.from, other.line.first()),
                (&other.to, other.line.last()),
            ];
            ends.into_iter().any(|(joined, point)| {
                let reach = reach.max(0.5 * other.width);
                joined.as_deref() == Some(id)
                    && point.is_some_and(|p| Vec2::new(p.0, p.1).distance(end) <= reach)
            })
        })
}

/// The step between a path's end and the cell it joins there.
fn check_step(checker: &mut Checker, place: &str, z: f64, end: Vec2, cell: Thing, id: &str) {
    let ground = match cell.kind {
        Kind::Place => checker.scenario.venue.places[cell.index].z,
        _ => elevation(&checker.scenario.venue.paths[cell.index], end),
    };
    let step = (z - ground).abs();
    if step > LARGEST_STEP_M {
        let problem = Problem::error("elevation-differs", format!("{place}[2]"))
            .with("cell", id)
            .with("z", Tidy(z))
            .with("ground", Tidy(ground))
            .with("limit", LARGEST_STEP_M);
        checker.report(problem);
    }
}

/// Elevation of a path at its point nearest to `p` \[m\].
fn elevation(path: &Path, p: Vec2) -> f64 {
    let mut nearest = (f64::INFINITY, 0.0);
    for (piece, ends) in pieces(path).iter().zip(path.line.windows(2)) {
        let share = piece.nearest_share(p);
        let distance = piece.distance(p);
        if distance < nearest.0 {
            nearest = (distance, ends[0].2 + share * (ends[1].2 - ends[0].2));
        }
    }
    nearest.1
}

/// Whether a path is a stair.
pub(super) fn is_stair(path: &Path) -> bool {
    matches!(path.surface, Surface::Stairs { .. })
}
