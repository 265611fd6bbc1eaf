//! Stairs and slopes: what people can climb, and what the rules ask for.

use super::context::{Checker, Tidy};
use super::paths::{is_stair, pieces};
use crate::model::limits;
use crate::model::problem::Problem;
use crate::model::venue::{Path, Surface};
use crate::model::visitors::Mobility;

/// Steepest steps that still are stairs, not ladders [m]: with a riser above
/// or a tread below 0.22 m a foot finds no hold (the codes of most countries
/// stop well before).
const HIGHEST_RISER_M: f64 = 0.22;
const SHORTEST_TREAD_M: f64 = 0.22;
/// Most risers of a flight (rules for public paths; recalled).
const MOST_RISERS: f64 = 18.0;
/// Shortest landing \[m\].
const SHORTEST_LANDING_M: f64 = 1.2;
/// Longest stretch of level a landing is taken for \[m\]; what is longer should
/// be a path or place of its own.
const LONGEST_LANDING_M: f64 = 10.0;
/// Narrowest lane between handrails \[m\].
const NARROWEST_CHANNEL_M: f64 = 0.6;
/// Grade that can no longer be walked as a path.
const STEEPEST_GRADE: f64 = 0.20;
/// Grade of main paths (GB 51192; recalled).
const MAIN_PATH_GRADE: f64 = 0.12;
/// Grade of ramps for wheelchairs: 1 in 12.
const WHEELCHAIR_GRADE: f64 = 1.0 / 12.0;
/// What rounding of lengths may add to a grade.
const GRADE_TOLERANCE: f64 = 0.002;

/// Checks the climb of a path whose line is sound.
pub(super) fn check(checker: &mut Checker, place: &str, path: &Path) {
    if let Surface::Stairs {
        riser,
        tread,
        landings,
        channels,
    } = path.surface
    {
        let place = format!("{place}.surface");
        let steps_are_sound = checker.number(format_args!("{place}.riser"), riser, limits::RISER)
            & checker.number(format_args!("{place}.tread"), tread, limits::TREAD)
            & checker.count(format_args!("{place}.landings"), landings, limits::LANDINGS);
        if checker.count(format_args!("{place}.channels"), channels, limits::CHANNELS) {
            check_channels(checker, &place, path.width, channels);
        }
        if steps_are_sound && check_steepness(checker, &place, riser, tread) {
            check_flights(
                checker,
                &place,
                path,
                Steps {
                    riser,
                    tread,
                    landings,
                },
            );
        }
    } else {
        check_grade(checker, place, path);
    }
}

struct Steps {
    riser: f64,
    tread: f64,
    landings: u32,
}

fn check_channels(checker: &mut Checker, place: &str, width: f64, channels: u32) {
    let lane = width / f64::from(channels);
    if channels > 1 && lane < NARROWEST_CHANNEL_M {
        let problem = Problem::error("stair-lane-too-narrow", format!("{place}.channels"))
            .with("width", Tidy(lane).beside(NARROWEST_CHANNEL_M))
            .with("least", NARROWEST_CHANNEL_M);
        checker.report(problem);
    }
}

/// Whether the steps are a stair's.
fn check_steepness(checker: &mut Checker, place: &str, riser: f64, tread: f64) -> bool {
    if riser <= HIGHEST_RISER_M && tread >= SHORTEST_TREAD_M {
        return true;
    }
    let name = if riser > HIGHEST_RISER_M {
        "riser"
    } else {
        "tread"
    };
    let problem = Problem::error("stair-too-steep", format!("{place}.{name}"))
        .with("riser", Tidy(riser).beside(HIGHEST_RISER_M))
        .with("tread", Tidy(tread).beside(SHORTEST_TREAD_M))
        .with("highest", HIGHEST_RISER_M)
        .with("shortest", SHORTEST_TREAD_M);
    checker.report(problem);
    false
}

/// Whether steps and landings fill the drawn line, and the length of flights.
fn check_flights(checker: &mut Checker, place: &str, path: &Path, steps: Steps) {
    let rise: f64 = path.line.windows(2).map(|p| (p[1].2 - p[0].2).abs()).sum();
    let length: f64 = pieces(path).iter().map(|piece| piece.length()).sum();
    let risers = (rise / steps.riser).round().max(0.0);
    if risers < 1.0 {
        let problem = Problem::error("stair-without-rise", place);
        checker.report(
            problem
                .with("rise", Tidy(rise))
                .with("riser", Tidy(steps.riser)),
        );
        return;
    }
    let landings = f64::from(steps.landings);
    // The last riser leads onto the level: one tread fewer than risers.
    let least = (risers - 1.0) * steps.tread;
    let most = risers * steps.tread + landings * LONGEST_LANDING_M + SHORTEST_LANDING_M;
    if length < 0.97 * least || length > 1.03 * most {
        let problem = Problem::error("stair-does-not-fit", place)
            .with("risers", risers)
            .with("rise", Tidy(rise))
            .with("length", Tidy(length))
            .with("least", Tidy(least))
            .with("most", Tidy(most))
            .with("landings", steps.landings);
        checker.report(problem);
        return;
    }
    let flight = (risers / (landings + 1.0)).ceil();
    if flight > MOST_RISERS {
        let problem = Problem::warning("flight-too-long", format!("{place}.landings"))
            .with("risers", flight)
            .with("most", MOST_RISERS)
            .with("wanted", (risers / MOST_RISERS).ceil() - 1.0);
        checker.report(problem);
    }
    let landing = (length - risers * steps.tread) / landings.max(1.0);
    if steps.landings > 0 && landing < SHORTEST_LANDING_M {
        let problem = Problem::warning("landing-too-short", format!("{place}.landings"))
            .with("length", Tidy(landing.max(0.0)).beside(SHORTEST_LANDING_M))
            .with("least", SHORTEST_LANDING_M);
        checker.report(problem);
    }
}

/// The steepest piece of a path that is not a stair.
fn check_grade(checker: &mut Checker, place: &str, path: &Path) {
    if is_stair(path) {
        return;
    }
    let mut steepest = (0.0, 0);
    for (k, (piece, ends)) in pieces(path).iter().zip(path.line.windows(2)).enumerate() {
        let grade = (ends[1].2 - ends[0].2).abs() / piece.length();
        if grade > steepest.0 {
            steepest = (grade, k);
        }
    }
    let (grade, piece) = steepest;
    let place = format!("{place}.line[{}]", piece + 1);
    let percent = |grade: f64| Tidy((1000.0 * grade).round() / 10.0).to_string();
    let over = |limit: f64| grade > limit + GRADE_TOLERANCE;
    let wheels = checker
        .scenario
        .visitors
        .profiles
        .iter()
        .any(|profile| profile.mobility == Mobility::Wheels && profile.share > 0.0);
    let problem = if over(STEEPEST_GRADE) {
        Problem::error("slope-too-steep", place).with("limit", percent(STEEPEST_GRADE))
    } else if over(MAIN_PATH_GRADE) {
        Problem::warning("slope-above-rule", place).with("limit", percent(MAIN_PATH_GRADE))
    } else if over(WHEELCHAIR_GRADE) && wheels {
        Problem::warning("slope-hard-for-wheels", place).with("limit", percent(WHEELCHAIR_GRADE))
    } else {
        return;
    };
    checker.report(problem.with("grade", percent(grade)));
}
