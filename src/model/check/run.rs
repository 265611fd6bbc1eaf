//! The document as a whole: format, name, parameters, and how it is run.

use super::WARNINGS;
use super::context::{Checker, Tidy, Wanted, short};
use super::distributions::Bound;
use crate::model::limits::{self, Range};
use crate::model::parameters::{Groups, Locomotion, Wayfinding};
use crate::model::problem::Problem;
use crate::model::scenario::FORMAT;

pub(super) fn check(checker: &mut Checker) {
    let scenario = checker.scenario;
    if scenario.format != FORMAT {
        let problem = Problem::error("unknown-format", "format")
            .with("found", scenario.format)
            .with("known", FORMAT);
        checker.report(problem);
    }
    check_name(checker);
    if let Some(geo) = scenario.geo {
        checker.number("geo.latitude", geo.latitude, limits::LATITUDE);
        checker.number("geo.longitude", geo.longitude, limits::LONGITUDE);
    }
    for (i, code) in scenario.ignored_warnings.iter().enumerate() {
        if !WARNINGS.contains(&code.as_str()) {
            let problem = Problem::warning("unknown-code", format!("ignored_warnings[{i}]"));
            checker.report(problem.with("found", short(code)));
        }
    }
    check_lists(checker);
    check_run(checker);
    check_walking(checker);
    check_wayfinding(checker);
    check_groups(checker);
    check_staffing(checker);
    check_response(checker);
}

fn check_name(checker: &mut Checker) {
    let name = &checker.scenario.name;
    if name.trim().is_empty() {
        checker.report(Problem::error("empty-name", "name"));
    } else if name.chars().count() > limits::NAME_LENGTH || name.chars().any(char::is_control) {
        let problem = Problem::error("odd-name", "name");
        checker.report(problem.with("limit", limits::NAME_LENGTH));
    }
}

/// The lists of things without an id; those with one are counted with them.
fn check_lists(checker: &mut Checker) {
    let scenario = checker.scenario;
    let visitors = &scenario.visitors;
    for (place, length) in [
        ("assumptions", scenario.assumptions.len()),
        ("visitors.groups", visitors.groups.len()),
        ("visitors.present", visitors.present.len()),
        ("visitors.departures", visitors.departures.len()),
        ("ignored_warnings", scenario.ignored_warnings.len()),
    ] {
        checker.list(place, length, limits::LIST);
    }
}

fn check_run(checker: &mut Checker) {
    let run = &checker.scenario.run;
    if let Some(plan) = &run.plan {
        checker.reference("run.plan", plan, Wanted::Plan);
    }
    if checker.time("run.start", run.start) & checker.time("run.end", run.end)
        && run.end <= run.start
    {
        let problem = Problem::error("run-ends-before-it-starts", "run.end")
            .with("start", run.start)
            .with("end", run.end);
        checker.report(problem);
    }
    let steps_are_sound = checker.number("run.dt_s", run.dt_s, limits::TIME_STEP)
        & checker.number("run.frame_dt_s", run.frame_dt_s, limits::FRAME_STEP);
    if steps_are_sound {
        let ratio = run.frame_dt_s / run.dt_s;
        if (ratio - ratio.round()).abs() > 1e-6 || ratio.round() < 1.0 {
            let problem = Problem::error("frame-not-whole-steps", "run.frame_dt_s")
                .with("frame", Tidy(run.frame_dt_s))
                .with("step", Tidy(run.dt_s));
            checker.report(problem);
        }
        check_step(checker);
    }
}

/// Each model has its largest time step.
fn check_step(checker: &mut Checker) {
    let parameters = checker.scenario.parameters;
    let step_s = checker.scenario.run.dt_s;
    let largest_s = parameters.largest_step_s();
    if largest_s.is_finite() && step_s > largest_s {
        // Rounded down, so that what is named is allowed.
        let max = (largest_s * 1000.0).floor() / 1000.0;
        let problem = Problem::error("time-step-too-long", "run.dt_s")
            .with("model", parameters.model.key())
            .with("value", Tidy(step_s).beside(max))
            .with("min", Tidy(limits::TIME_STEP.min))
            .with("max", Tidy(max));
        checker.report(problem);
    }
}

/// The numbers of all models, whichever moves people: a slip is told before
/// the model is chosen.
fn check_walking(checker: &mut Checker) {
    let parameters = checker.scenario.parameters;
    for (model, quantities) in [
        (Locomotion::Csx, parameters.csx.quantities()),
        (Locomotion::Csm, parameters.csm.quantities()),
        (Locomotion::Avm, parameters.avm.quantities()),
        (Locomotion::Sfm, parameters.sfm.quantities()),
    ] {
        for quantity in quantities {
            let place = format_args!("parameters.{}.{}", model.key(), quantity.field);
            checker.number(place, quantity.value, quantity.range);
        }
    }
}

/// The ranges stand in the parameters' own documentation.
fn check_wayfinding(checker: &mut Checker) {
    let Wayfinding {
        reconsider_s,
        gain,
        sight_m,
        queue_weight,
        following,
        punctuality_s,
        queue_density_per_m2,
        clearance_m,
        clearance_weight,
        crowd_weight,
        crowd_full_per_m2,
        crowd_loose_per_m2,
        turn_back_s,
        turn_back_m,
    } = checker.scenario.parameters.wayfinding;
    for (name, value, min, max) in [
        ("reconsider_s", reconsider_s, 0.5, 60.0),
        ("gain", gain, 0.0, 1.0),
        ("sight_m", sight_m, 0.0, 500.0),
        ("queue_weight", queue_weight, 0.0, 5.0),
        ("following", following, 0.0, 1.0),
        ("punctuality_s", punctuality_s, 0.0, 3600.0),
        ("queue_density_per_m2", queue_density_per_m2, 0.5, 4.0),
        ("clearance_m", clearance_m, 0.0, 2.0),
        ("clearance_weight", clearance_weight, 0.0, 5.0),
        ("crowd_weight", crowd_weight, 0.0, 10.0),
        ("crowd_full_per_m2", crowd_full_per_m2, 1.0, 8.0),
        ("crowd_loose_per_m2", crowd_loose_per_m2, 0.0, 2.0),
        ("turn_back_s", turn_back_s, 0.0, 3600.0),
        ("turn_back_m", turn_back_m, 1.0, 50.0),
    ] {
        let place = format_args!("parameters.wayfinding.{name}");
        checker.number(place, value, Range::new(min, max));
    }
}

fn check_groups(checker: &mut Checker) {
    let Groups {
        keep_together: _,
        apart_m,
        apart_s,
        waiting_m_s,
        lost_m,
    } = checker.scenario.parameters.groups;
    for (name, value, min, max) in [
        ("apart_m", apart_m, 1.0, 20.0),
        ("apart_s", apart_s, 1.0, 60.0),
        ("waiting_m_s", waiting_m_s, 0.1, 1.0),
        ("lost_m", lost_m, 5.0, 500.0),
    ] {
        let place = format_args!("parameters.groups.{name}");
        checker.number(place, value, Range::new(min, max));
    }
}

/// How staff act.
fn check_staffing(checker: &mut Checker) {
    let staffing = checker.scenario.parameters.staff;
    for (name, value, range) in staffing.numbers() {
        checker.number(format_args!("parameters.staff.{name}"), value, range);
    }
    for (name, time) in [
        ("confirm_s", staffing.confirm_s),
        ("unheard_s", staffing.unheard_s),
    ] {
        let place = format!("parameters.staff.{name}");
        checker.distribution(&place, &time, limits::DURATION, Bound::Mean);
    }
}

/// How incidents come to be known, and how they are answered.
fn check_response(checker: &mut Checker) {
    let parameters = checker.scenario.parameters;
    let (command, response) = (parameters.command, parameters.response);
    for (name, value, range) in response.numbers() {
        checker.number(format_args!("parameters.response.{name}"), value, range);
    }
    let mut densities_are_sound = true;
    for (name, value, range) in command.numbers() {
        let is_sound = checker.number(format_args!("parameters.command.{name}"), value, range);
        densities_are_sound &= is_sound || !name.ends_with("_per_m2");
    }
    let times = (command.times().map(|time| ("command", time)).into_iter())
        .chain(response.times().map(|time| ("response", time)));
    for (part, (name, time)) in times {
        let place = format!("parameters.{part}.{name}");
        checker.distribution(&place, &time, limits::DURATION, Bound::Mean);
    }
    // A warning must be taken back below where it is given, or it comes and goes at
    // every look.
    if densities_are_sound && command.calm_per_m2 >= command.warning_per_m2 {
        let place = "parameters.command.calm_per_m2";
        let problem = Problem::error("calm-above-warning", place)
            .with("calm", Tidy(command.calm_per_m2))
            .with("warning", Tidy(command.warning_per_m2));
        checker.report(problem);
    }
}
