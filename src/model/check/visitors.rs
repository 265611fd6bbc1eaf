//! Who comes, and when: profiles, groups, those present, arrivals,
//! departures.

use std::collections::BTreeMap;

use super::context::{Checker, Tidy, Wanted, short};
use super::distributions::Bound;
use super::ids::is_sound;
use super::shares::Shares;
use crate::base::Vec2;
use crate::model::kind::{Kind, Thing};
use crate::model::limits;
use crate::model::problem::Problem;
use crate::model::time::Time;
use crate::model::venue::ExitUse;
use crate::model::visitors::{Arrivals, Crowd, Curve, Profile};

pub(super) fn check(checker: &mut Checker) {
    let visitors = &checker.scenario.visitors;
    for (i, profile) in visitors.profiles.iter().enumerate() {
        check_profile(checker, &format!("visitors.profiles[{i}]"), profile);
    }
    if !visitors.profiles.is_empty() {
        let shares = visitors.profiles.iter().map(|profile| profile.share);
        checker.shares("visitors.profiles", ".share", Shares::Profiles, shares);
    }
    check_groups(checker);
    check_named_groups(checker);
    for (i, crowd) in visitors.present.iter().enumerate() {
        check_crowd(checker, &format!("visitors.present[{i}]"), crowd);
    }
    check_fullness(checker);
    for (i, arrivals) in visitors.arrivals.iter().enumerate() {
        check_arrivals(checker, &format!("visitors.arrivals[{i}]"), arrivals);
    }
    check_total(checker);
    check_departures(checker);
}

/// All visitors of the document.
pub(super) fn total(checker: &Checker) -> u64 {
    let visitors = &checker.scenario.visitors;
    let present: u64 = visitors.present.iter().map(|c| u64::from(c.count)).sum();
    let arriving: u64 = visitors.arrivals.iter().map(|a| u64::from(a.count)).sum();
    present + arriving
}

fn check_total(checker: &mut Checker) {
    let people = total(checker);
    if people > limits::PEOPLE {
        let problem = Problem::error("too-many-people", "visitors")
            .with("people", people)
            .with("limit", limits::PEOPLE);
        checker.report(problem);
    }
    if people > 0 && checker.scenario.visitors.profiles.is_empty() {
        checker.report(Problem::error("no-profiles", "visitors").with("people", people));
    }
}

fn check_profile(checker: &mut Checker, path: &str, profile: &Profile) {
    checker.distribution(
        &format!("{path}.free_speed"),
        &profile.free_speed,
        limits::SPEED,
        Bound::Values,
    );
    checker.distribution(
        &format!("{path}.radius"),
        &profile.radius,
        limits::RADIUS,
        Bound::Values,
    );
    checker.distribution(
        &format!("{path}.pre_movement"),
        &profile.pre_movement,
        limits::DURATION,
        Bound::Mean,
    );
    for (name, factor) in [
        ("stairs_down", profile.stairs_down),
        ("stairs_up", profile.stairs_up),
    ] {
        checker.number(format_args!("{path}.{name}"), factor, limits::STAIR_FACTOR);
    }
    checker.number(
        format_args!("{path}.assisted"),
        profile.assisted,
        limits::SHARE,
    );
    checker.number(
        format_args!("{path}.knows_exits"),
        profile.knows_exits,
        limits::SHARE,
    );
}

fn check_groups(checker: &mut Checker) {
    let groups = &checker.scenario.visitors.groups;
    for (i, group) in groups.iter().enumerate() {
        let place = format!("visitors.groups[{i}].size");
        checker.count(&place, group.size, limits::GROUP);
        if groups[..i.min(1000)].iter().any(|g| g.size == group.size) {
            let problem = Problem::error("group-size-twice", place);
            checker.report(problem.with("size", group.size));
        }
    }
    if !groups.is_empty() {
        let shares = groups.iter().map(|group| group.share);
        checker.shares("visitors.groups", ".share", Shares::Groups, shares);
    }
}

/// Crowds that are one group: at most as many as any group has.
fn check_named_groups(checker: &mut Checker) {
    let mut people: BTreeMap<&str, u64> = BTreeMap::new();
    let present = checker.scenario.visitors.present.iter().enumerate();
    for (i, crowd) in present.take(limits::LIST) {
        let Some(name) = &crowd.group else { continue };
        let place = format!("visitors.present[{i}].group");
        if !is_sound(name) {
            let problem = Problem::error("odd-id", place.as_str())
                .with("id", short(name))
                .with("limit", limits::ID_LENGTH);
            checker.report(problem);
        }
        let sum = people.entry(name).or_default();
        let before = *sum;
        *sum += u64::from(crowd.count);
        let most = limits::GROUP.max as u64;
        // Told once, where the group becomes too large.
        if before <= most && *sum > most {
            let problem = Problem::error("group-too-large", place)
                .with("name", short(name))
                .with("people", *sum)
                .with("limit", most);
            checker.report(problem);
        }
    }
}

fn check_crowd(checker: &mut Checker, path: &str, crowd: &Crowd) {
    let cell = checker.reference(format_args!("{path}.place"), &crowd.place, Wanted::Cell);
    if let Some(profile) = &crowd.profile {
        checker.reference(format_args!("{path}.profile"), profile, Wanted::Profile);
    }
    if let Some(exit) = &crowd.exit {
        check_way_out(checker, &format!("{path}.exit"), exit);
    }
    if crowd.walks.is_some() && !cell.is_some_and(|cell| is_round(checker, cell)) {
        let problem = Problem::error("walks-not-round", format!("{path}.walks"));
        checker.report(problem.with("id", &crowd.place));
    }
    let Some((west, south, east, north)) = crowd.within else {
        return;
    };
    let place = format!("{path}.within");
    let is_sound = checker.point(&place, (west, south))
        & checker.number(format_args!("{place}[2]"), east, limits::COORDINATE)
        & checker.number(format_args!("{place}[3]"), north, limits::COORDINATE);
    if !is_sound {
        return;
    }
    if west >= east || south >= north {
        checker.report(Problem::error("box-inverted", place));
        return;
    }
    let room = (east - west) * (north - south);
    let density = f64::from(crowd.count) / room;
    if density > limits::STANDING_PER_M2 {
        let problem = Problem::error("no-room-to-stand", format!("{path}.count"))
            .with("id", &crowd.place)
            .with("room", "box")
            .with("people", crowd.count)
            .with("area", Tidy(room))
            .with("most", (room * limits::STANDING_PER_M2).floor());
        checker.report(problem);
    }
    let corners = [(west, south), (east, south), (east, north), (west, north)].map(Vec2::from);
    let shape = cell.and_then(|cell| checker.shapes.get(cell));
    if shape.is_some_and(|shape| !shape.holds_part_of(&corners)) {
        let problem = Problem::error("box-outside-cell", place);
        checker.report(problem.with("cell", &crowd.place));
    }
}

/// Whether a cell leads back to its own beginning.
fn is_round(checker: &Checker, cell: Thing) -> bool {
    let paths = &checker.scenario.venue.paths;
    cell.kind == Kind::Path && paths[cell.index].periodic
}

/// People present in each cell against what it may hold, and what can stand
/// on it at all.
fn check_fullness(checker: &mut Checker) {
    let venue = &checker.scenario.venue;
    let mut present = vec![(0_u64, 0); venue.places.len() + venue.paths.len()];
    for (i, crowd) in checker.scenario.visitors.present.iter().enumerate() {
        let index = match checker.thing(&crowd.place) {
            Some(Thing {
                kind: Kind::Place,
                index,
            }) => index,
            Some(Thing {
                kind: Kind::Path,
                index,
            }) => venue.places.len() + index,
            _ => continue,
        };
        present[index].0 += u64::from(crowd.count);
        present[index].1 = i;
    }
    for (cell, (people, last)) in present.into_iter().enumerate() {
        if people == 0 {
            continue;
        }
        // Reported at the last crowd that is put there.
        let place = format!("visitors.present[{last}].count");
        let (thing, id, capacity) = match venue.places.get(cell) {
            Some(place) => (
                Thing {
                    kind: Kind::Place,
                    index: cell,
                },
                &place.id,
                place.capacity,
            ),
            None => {
                let index = cell - venue.places.len();
                let kind = Kind::Path;
                (Thing { kind, index }, &venue.paths[index].id, None)
            }
        };
        let area = checker.shapes.get(thing).map(super::shape::Shape::area);
        check_room(checker, place, id, people, capacity, area);
    }
}

fn check_room(
    checker: &mut Checker,
    place: String,
    id: &str,
    people: u64,
    capacity: Option<u32>,
    area: Option<f64>,
) {
    if let Some(capacity) = capacity
        && people > u64::from(capacity)
    {
        let problem = Problem::error("over-capacity", place)
            .with("id", id)
            .with("people", people)
            .with("capacity", capacity);
        checker.report(problem);
        return;
    }
    if let Some(area) = area
        && people as f64 > area * limits::STANDING_PER_M2
    {
        let problem = Problem::error("no-room-to-stand", place)
            .with("id", id)
            .with("room", "cell")
            .with("people", people)
            .with("area", Tidy(area))
            .with("most", (area * limits::STANDING_PER_M2).floor());
        checker.report(problem);
    }
}

/// An exit by which people are meant to leave.
pub(super) fn check_way_out(checker: &mut Checker, place: &str, id: &str) -> Option<Thing> {
    let thing = checker.reference(place, id, Wanted::Exit)?;
    if checker.scenario.venue.exits[thing.index].usage == ExitUse::EntranceOnly {
        checker.report(Problem::error("exit-is-entrance-only", place).with("id", id));
    }
    Some(thing)
}

fn check_arrivals(checker: &mut Checker, path: &str, arrivals: &Arrivals) {
    if let Some(profile) = &arrivals.profile {
        checker.reference(format_args!("{path}.profile"), profile, Wanted::Profile);
    }
    check_curve(checker, &format!("{path}.curve"), &arrivals.curve);
    let place = format!("{path}.entrances");
    if arrivals.entrances.is_empty() {
        let problem = Problem::error("no-entrances", place);
        checker.report(problem.with("id", &arrivals.id));
        return;
    }
    for (k, share) in arrivals.entrances.iter().enumerate() {
        let at = format!("{place}[{k}].entrance");
        let Some(exit) = checker.reference(&at, &share.entrance, Wanted::Exit) else {
            continue;
        };
        if checker.scenario.venue.exits[exit.index].usage == ExitUse::ExitOnly {
            let problem = Problem::error("entrance-is-exit-only", at);
            checker.report(problem.with("id", &share.entrance));
        }
    }
    let shares = arrivals.entrances.iter().map(|entry| entry.share);
    checker.shares(&place, ".share", Shares::Entrances, shares);
}

impl Checker<'_> {
    /// Reports a time of day out of its limits; whether it is sound.
    pub(super) fn time(&mut self, place: &str, time: Time) -> bool {
        self.number(place, time.seconds(), limits::TIME)
    }

    /// Reports an end that is before its start; whether both are sound.
    pub(super) fn span(&mut self, start: (&str, Time), end: (&str, Time)) -> bool {
        if !(self.time(start.0, start.1) & self.time(end.0, end.1)) {
            return false;
        }
        if end.1 >= start.1 {
            return true;
        }
        let problem = Problem::error("ends-before-it-starts", end.0)
            .with("start", start.1)
            .with("end", end.1);
        self.report(problem);
        false
    }
}

fn check_curve(checker: &mut Checker, path: &str, curve: &Curve) {
    match curve {
        Curve::Triangular { from, peak, until } => {
            let ends = (format!("{path}.from"), format!("{path}.until"));
            let is_sound = checker.time(&format!("{path}.peak"), *peak)
                & checker.span((&ends.0, *from), (&ends.1, *until));
            if is_sound && (peak < from || peak > until) {
                let problem = Problem::error("curve-peak-outside", format!("{path}.peak"))
                    .with("peak", peak)
                    .with("from", from)
                    .with("until", until);
                checker.report(problem);
            }
        }
        Curve::Uniform { from, until } => {
            let ends = (format!("{path}.from"), format!("{path}.until"));
            checker.span((&ends.0, *from), (&ends.1, *until));
        }
        Curve::Cumulative(points) => check_cumulative(checker, path, points),
    }
}

fn check_cumulative(checker: &mut Checker, path: &str, points: &[(Time, f64)]) {
    let mut is_sound = true;
    for (k, (time, share)) in points.iter().enumerate() {
        is_sound &= checker.time(&format!("{path}[{k}][0]"), *time);
        is_sound &= checker.number(format_args!("{path}[{k}][1]"), *share, limits::SHARE);
    }
    if !is_sound {
        return;
    }
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        checker.report(Problem::error("curve-too-few-points", path).with("count", 0));
        return;
    };
    if points.len() < 2 {
        checker.report(Problem::error("curve-too-few-points", path).with("count", 1));
        return;
    }
    for (k, pair) in points.windows(2).enumerate() {
        if pair[1].0 <= pair[0].0 || pair[1].1 < pair[0].1 {
            let problem = Problem::error("curve-not-rising", format!("{path}[{}]", k + 1))
                .with("time", pair[1].0)
                .with("share", Tidy(pair[1].1));
            checker.report(problem);
            return;
        }
    }
    if first.1.abs() > limits::SHARE_TOLERANCE || (last.1 - 1.0).abs() > limits::SHARE_TOLERANCE {
        let problem = Problem::error("curve-not-whole", path)
            .with("first", Tidy(first.1))
            .with("last", Tidy(last.1));
        checker.report(problem);
    }
}

fn check_departures(checker: &mut Checker) {
    let departures = &checker.scenario.visitors.departures;
    for (i, departure) in departures.iter().enumerate() {
        let path = format!("visitors.departures[{i}]");
        let ends = (format!("{path}.start"), format!("{path}.end"));
        checker.span((&ends.0, departure.start), (&ends.1, departure.end));
    }
    if !departures.is_empty() {
        let shares = departures.iter().map(|departure| departure.share);
        checker.shares("visitors.departures", ".share", Shares::Departures, shares);
    }
}
