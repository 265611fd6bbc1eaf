//! Places, obstacles, barriers, assembly points and zones.

use std::collections::BTreeSet;

use super::context::{Checker, Tidy, Wanted};
use super::crossings::self_crossing;
use super::shape;
use crate::base::Vec2;
use crate::model::Point;
use crate::model::kind::{Kind, Thing};
use crate::model::limits;
use crate::model::problem::Problem;
use crate::model::staff::{Role, Task, Unit};
use crate::model::venue::Obstacle;

/// Smallest area of a place or obstacle \[m²\].
const LEAST_AREA_M2: f64 = 0.01;
/// Shortest barrier \[m\].
const LEAST_LENGTH_M: f64 = 0.01;

/// Whether an obstacle stands no oftener than it may.
fn copies_allowed(obstacle: &Obstacle) -> bool {
    (obstacle.repeat).is_none_or(|repeat| {
        [repeat.columns, repeat.rows]
            .into_iter()
            .all(|count| limits::COPIES.contains(f64::from(count)))
    })
}

pub(super) fn check(checker: &mut Checker) {
    let venue = &checker.scenario.venue;
    if venue.places.is_empty() && venue.paths.is_empty() {
        checker.report(Problem::error("empty-venue", "venue"));
    }
    check_places(checker);
    for (i, obstacle) in venue.obstacles.iter().enumerate() {
        let place = format!("venue.obstacles[{i}]");
        let on = checker.reference(format_args!("{place}.on"), &obstacle.on, Wanted::Cell);
        let drawn = format!("{place}.polygon");
        check_polygon(checker, &drawn, &obstacle.polygon);
        if let Some(repeat) = obstacle.repeat {
            let place = format!("{place}.repeat");
            checker.count(
                format_args!("{place}.columns"),
                repeat.columns,
                limits::COPIES,
            );
            checker.count(format_args!("{place}.rows"), repeat.rows, limits::COPIES);
            checker.number(
                format_args!("{place}.step[0]"),
                repeat.step.0,
                limits::WIDTH,
            );
            checker.number(
                format_args!("{place}.step[1]"),
                repeat.step.1,
                limits::WIDTH,
            );
        }
        if let Some(shape) = on.and_then(|cell| checker.shapes.get(cell))
            && shape::sound(&obstacle.polygon)
            && obstacle.polygon.len() >= 3
            && copies_allowed(obstacle)
            && !(obstacle.copies()).all(|copy| shape.holds_part_of(&corners(&copy)))
        {
            let problem = Problem::error("outside-its-cell", drawn)
                .with("kind", Kind::Obstacle.key())
                .with("id", &obstacle.id)
                .with("cell", &obstacle.on);
            checker.report(problem);
        }
    }
    for (i, barrier) in venue.barriers.iter().enumerate() {
        let place = format!("venue.barriers[{i}]");
        let on = checker.reference(format_args!("{place}.on"), &barrier.on, Wanted::Cell);
        let drawn = format!("{place}.line");
        if check_line(checker, &drawn, &barrier.line)
            && let Some(shape) = on.and_then(|cell| checker.shapes.get(cell))
            && !shape.holds_part_of_line(&corners(&barrier.line))
        {
            let problem = Problem::error("outside-its-cell", drawn)
                .with("kind", Kind::Barrier.key())
                .with("id", &barrier.id)
                .with("cell", &barrier.on);
            checker.report(problem);
        }
    }
    for (i, point) in venue.assembly_points.iter().enumerate() {
        let place = format_args!("venue.assembly_points[{i}].capacity");
        checker.count(place, point.capacity, limits::CAPACITY);
    }
    check_zones(checker);
    check_responsibility(checker);
}

fn check_places(checker: &mut Checker) {
    for (i, place) in checker.scenario.venue.places.iter().enumerate() {
        let path = format!("venue.places[{i}]");
        check_sheet(checker, &path, &place.sheet);
        checker.number(format_args!("{path}.z"), place.z, limits::ELEVATION);
        if let Some(capacity) = place.capacity {
            checker.count(format_args!("{path}.capacity"), capacity, limits::CAPACITY);
        }
        for (k, other) in place.closed_to.iter().enumerate() {
            checker.reference(format_args!("{path}.closed_to[{k}]"), other, Wanted::Place);
        }
        check_polygon(checker, &format!("{path}.polygon"), &place.polygon);
    }
}

/// The sheet of a place or path.
pub(super) fn check_sheet(checker: &mut Checker, path: &str, sheet: &str) {
    if !checker.scenario.venue.is_first_sheet(sheet) {
        checker.reference(format_args!("{path}.sheet"), sheet, Wanted::Sheet);
    }
}

/// A polygon: enough corners, none twice in a row, not crossing itself, with
/// an area.
fn check_polygon(checker: &mut Checker, path: &str, polygon: &[Point]) {
    if !check_points(checker, path, polygon, 3, "polygon-too-few-points") {
        return;
    }
    let corners = corners(polygon);
    let repeated = shape::edges(&corners).position(|edge| edge.length() < 1e-6);
    if let Some(at) = repeated {
        let next = (at + 1) % corners.len();
        let code = if next == 0 {
            "polygon-closed-twice"
        } else {
            "polygon-repeats-point"
        };
        let again = if next == 0 { at } else { next };
        checker.report(
            Problem::error(code, format!("{path}[{again}]"))
                .with("x", Tidy(polygon[again].0))
                .with("y", Tidy(polygon[again].1)),
        );
        return;
    }
    let crossing = self_crossing(&corners);
    if lie_on_a_line(&corners) || (crossing.is_none() && shape::area(&corners) < LEAST_AREA_M2) {
        checker.report(Problem::error("polygon-without-area", path));
    } else if let Some((first, second)) = crossing {
        checker.report(
            Problem::error("polygon-crosses-itself", path)
                .with("first", first + 1)
                .with("second", second + 1),
        );
    }
}

/// Whether all corners lie on one line, within a millimetre.
fn lie_on_a_line(corners: &[Vec2]) -> bool {
    let Some(first) = corners.first().copied() else {
        return true;
    };
    let from_first = |p: &Vec2| p.distance(first);
    let farthest = corners
        .iter()
        .max_by(|a, b| from_first(a).total_cmp(&from_first(b)))
        .map_or(first, |p| *p);
    let along = (farthest - first).normalized();
    corners.iter().all(|p| along.cross(*p - first).abs() < 1e-3)
}

/// The course of a barrier; whether it may be computed with.
fn check_line(checker: &mut Checker, path: &str, line: &[Point]) -> bool {
    if !check_points(checker, path, line, 2, "line-too-few-points") {
        return false;
    }
    let points = corners(line);
    let length: f64 = points.windows(2).map(|p| p[0].distance(p[1])).sum();
    if length < LEAST_LENGTH_M {
        checker.report(Problem::error("line-without-length", path));
        return false;
    }
    true
}

fn corners(points: &[Point]) -> Vec<Vec2> {
    points.iter().copied().map(Vec2::from).collect()
}

/// Number and coordinates of points; whether they may be computed with.
fn check_points(
    checker: &mut Checker,
    path: &str,
    points: &[Point],
    least: usize,
    too_few: &'static str,
) -> bool {
    if points.len() < least {
        checker.report(Problem::error(too_few, path).with("count", points.len()));
        return false;
    }
    if points.len() > limits::POINTS {
        checker.report(
            Problem::error("too-many-points", path)
                .with("count", points.len())
                .with("limit", limits::POINTS),
        );
        return false;
    }
    let mut sound = true;
    for (k, point) in points.iter().enumerate() {
        sound &= checker.point(format_args!("{path}[{k}]"), *point);
    }
    sound
}

fn check_zones(checker: &mut Checker) {
    let venue = &checker.scenario.venue;
    let mut owner: Vec<Option<usize>> = vec![None; venue.places.len() + venue.paths.len()];
    for (i, zone) in venue.zones.iter().enumerate() {
        let path = format!("venue.zones[{i}]");
        if zone.cells.is_empty() {
            let problem = Problem::error("zone-without-cells", format!("{path}.cells"));
            checker.report(problem.with("id", &zone.id));
        }
        for (k, cell) in zone.cells.iter().enumerate() {
            let place = format!("{path}.cells[{k}]");
            let Some(thing) = checker.reference(&place, cell, Wanted::Cell) else {
                continue;
            };
            let index = match thing.kind {
                Kind::Place => thing.index,
                _ => venue.places.len() + thing.index,
            };
            match owner[index] {
                None => owner[index] = Some(i),
                Some(first) => checker.report(
                    Problem::warning("cell-in-two-zones", place)
                        .with("cell", cell)
                        .with("first", &venue.zones[first].id)
                        .with("second", &zone.id),
                ),
            }
        }
    }
}

/// Cells without a zone, zones without staff or without somebody who leads
/// them; only where the document has zones, staff and leaders at all.
fn check_responsibility(checker: &mut Checker) {
    let (venue, units) = (&checker.scenario.venue, &checker.scenario.staff.units);
    if venue.zones.is_empty() {
        return;
    }
    let owned: BTreeSet<&str> = venue
        .zones
        .iter()
        .flat_map(|zone| zone.cells.iter().map(String::as_str))
        .collect();
    let places = venue.places.iter().map(|place| &place.id).enumerate();
    let paths = venue.paths.iter().map(|path| &path.id).enumerate();
    let cells = places
        .map(|(index, id)| (Kind::Place, index, id))
        .chain(paths.map(|(index, id)| (Kind::Path, index, id)));
    for (kind, index, id) in cells {
        if !owned.contains(id.as_str()) {
            let problem = Problem::warning("cell-in-no-zone", Thing { kind, index }.path());
            checker.report(problem.with("cell", id));
        }
    }
    if units.is_empty() {
        return;
    }
    let leads = |unit: &Unit| unit.role == Role::Cadre || unit.task == Task::Lead;
    let staffed: BTreeSet<&str> = units.iter().filter_map(|u| u.zone.as_deref()).collect();
    let led: BTreeSet<&str> = units
        .iter()
        .filter(|unit| leads(unit))
        .filter_map(|unit| unit.zone.as_deref())
        .collect();
    for (i, zone) in venue.zones.iter().enumerate() {
        let path = format!("venue.zones[{i}]");
        let problem = if !staffed.contains(zone.id.as_str()) {
            Problem::warning("zone-without-staff", path)
        } else if !led.is_empty() && !led.contains(zone.id.as_str()) {
            Problem::warning("zone-without-leader", path)
        } else {
            continue;
        };
        checker.report(problem.with("id", &zone.id));
    }
}
