//! Units, posts, resources, cameras and loudspeakers.

use super::context::{Checker, Wanted};
use crate::model::limits;
use crate::model::problem::Problem;
use crate::model::staff::{Post, PostKind, ResourceKind, Station, Task, Unit};

pub(super) fn check(checker: &mut Checker) {
    let staff = &checker.scenario.staff;
    for (i, unit) in staff.units.iter().enumerate() {
        check_unit(checker, &format!("staff.units[{i}]"), unit);
    }
    for (i, post) in staff.posts.iter().enumerate() {
        check_post(checker, &format!("staff.posts[{i}]"), post);
    }
    for (i, resource) in staff.resources.iter().enumerate() {
        let path = format!("staff.resources[{i}]");
        checker.reference(format_args!("{path}.cell"), &resource.cell, Wanted::Cell);
        checker.point(format_args!("{path}.position"), resource.position);
        let drives = matches!(
            resource.kind,
            ResourceKind::MiniFireTruck | ResourceKind::Ambulance
        );
        let mut paths = checker.scenario.venue.paths.iter();
        if drives && paths.any(|path| path.id == resource.cell && !path.vehicles) {
            let problem = Problem::error("vehicle-off-road", format!("{path}.cell"))
                .with("id", &resource.id)
                .with("path", &resource.cell);
            checker.report(problem);
        }
    }
    for (i, camera) in staff.cameras.iter().enumerate() {
        let path = format!("staff.cameras[{i}]");
        checker.reference(format_args!("{path}.cell"), &camera.cell, Wanted::Cell);
        checker.point(format_args!("{path}.position"), camera.position);
        checker.number(
            format_args!("{path}.range_m"),
            camera.range_m,
            limits::REACH,
        );
        checker.number(
            format_args!("{path}.bearing_deg"),
            camera.bearing_deg,
            limits::BEARING,
        );
        checker.number(
            format_args!("{path}.field_of_view_deg"),
            camera.field_of_view_deg,
            limits::FIELD_OF_VIEW,
        );
    }
    for (i, speaker) in staff.loudspeakers.iter().enumerate() {
        let path = format!("staff.loudspeakers[{i}]");
        checker.reference(format_args!("{path}.cell"), &speaker.cell, Wanted::Cell);
        checker.point(format_args!("{path}.position"), speaker.position);
        checker.number(
            format_args!("{path}.range_m"),
            speaker.range_m,
            limits::REACH,
        );
    }
}

fn check_unit(checker: &mut Checker, path: &str, unit: &Unit) {
    checker.count(format_args!("{path}.count"), unit.count, limits::UNIT);
    check_station(checker, &format!("{path}.station"), &unit.station);
    match &unit.task {
        Task::Search(gate) => {
            let place = format!("{path}.task[0]");
            let thing = checker.reference(&place, gate, Wanted::Gate);
            let has_lanes =
                thing.is_none_or(|t| checker.scenario.venue.gates[t.index].lanes.is_some());
            if !has_lanes {
                let problem = Problem::warning("search-without-lanes", place);
                checker.report(problem.with("gate", gate));
            }
        }
        Task::Hold(gate) => {
            checker.reference(format_args!("{path}.task[0]"), gate, Wanted::Gate);
        }
        _ => {}
    }
    if let Some(zone) = &unit.zone {
        checker.reference(format_args!("{path}.zone"), zone, Wanted::Zone);
    }
    if let Some(minimum) = unit.minimum {
        let place = format!("{path}.minimum");
        if checker.count(&place, minimum, limits::UNIT) && minimum > unit.count {
            let problem = Problem::error("minimum-over-count", place)
                .with("minimum", minimum)
                .with("count", unit.count);
            checker.report(problem);
        }
    }
}

/// Where a unit stands or walks.
pub(super) fn check_station(checker: &mut Checker, path: &str, station: &Station) {
    match station {
        Station::At { cell, position } => {
            checker.reference(format_args!("{path}.cell"), cell, Wanted::Cell);
            checker.point(format_args!("{path}.position"), *position);
        }
        Station::Patrol { route, dwell_s } => {
            if route.is_empty() {
                checker.report(Problem::error(
                    "patrol-without-route",
                    format!("{path}.route"),
                ));
            }
            for (k, cell) in route.iter().enumerate() {
                checker.reference(format_args!("{path}.route[{k}]"), cell, Wanted::Cell);
            }
            checker.number(format_args!("{path}.dwell_s"), *dwell_s, limits::DURATION);
        }
    }
}

fn check_post(checker: &mut Checker, path: &str, post: &Post) {
    if let PostKind::Command { dispatchers, .. } = post.kind {
        let place = format_args!("{path}.kind.dispatchers");
        checker.count(place, dispatchers, limits::DISPATCHERS);
    }
    if let Some(cell) = &post.cell {
        checker.reference(format_args!("{path}.cell"), cell, Wanted::Cell);
    }
    if let Some(position) = post.position {
        checker.point(format_args!("{path}.position"), position);
    }
    if post.cell.is_some() != post.position.is_some() {
        let given = if post.cell.is_some() {
            "cell"
        } else {
            "position"
        };
        let problem = Problem::error("post-half-placed", path)
            .with("id", &post.id)
            .with("given", given);
        checker.report(problem);
    }
}
