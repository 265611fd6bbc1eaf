//! One person walks along a corridor or a stair.

use crate::sim::EventKind;
use crate::verify::{Lab, LabError, Outcome, Said};

use super::{Shot, all_out_s};

/// Length of the corridor \[m\].
const CORRIDOR_M: f64 = 40.0;
/// Length of the stair along the incline \[m\].
const STAIR_M: f64 = 10.0;
/// Allowed deviation of a time that a criterion names without one: the start
/// is known to 5 cm, times to a step of 0.05 s \[s\].
const RESOLUTION_S: f64 = 0.2;
/// Allowed deviation of the assigned speed in NIST 2.1 and 2.2 [m/s].
const SPEED_M_S: f64 = 0.05;

/// From setting out to leaving \[s\]; chance has no part beyond the few
/// centimetres of the start, so one run tells.
fn walked_s(lab: &Lab<'_>, name: &str, shot: &Shot) -> Result<f64, LabError> {
    let take = lab.run(&lab.scenario(name)?, 1)?;
    shot.keep(&take, &[]);
    let out_s = all_out_s(&take)?;
    let started = take.times_s(EventKind::MovementStarted);
    Ok(out_s - started.first().copied().unwrap_or(0.0))
}

fn judged_time(lab: &Lab<'_>, name: &str, low: f64, high: f64) -> Result<Outcome, LabError> {
    let shot = Shot::of(lab);
    let t = walked_s(lab, name, &shot)?;
    let mut outcome = Outcome::of(1);
    let said = Said::new("case-walked").number("t", t, 2);
    outcome.judge(said, (low..=high).contains(&t));
    shot.hang(&mut outcome);
    Ok(outcome)
}

/// RiMEA 1: 26 to 34 s.
pub(in crate::verify) fn rimea_corridor(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    judged_time(lab, "rimea-01", 26.0, 34.0)
}

fn rimea_stair(lab: &Lab<'_>, name: &str, factor: f64) -> Result<Outcome, LabError> {
    let expected = STAIR_M / (factor * 1.33);
    judged_time(lab, name, 0.95 * expected, 1.05 * expected)
}

/// RiMEA 2: length over the assigned speed up, ±5 %.
pub(in crate::verify) fn rimea_stair_up(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    rimea_stair(lab, "rimea-02", 0.61)
}

/// RiMEA 3: length over the assigned speed down, ±5 %.
pub(in crate::verify) fn rimea_stair_down(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    rimea_stair(lab, "rimea-03", 0.69)
}

/// IMO 1: 40 s.
pub(in crate::verify) fn imo_corridor(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    let t = CORRIDOR_M;
    judged_time(lab, "imo-01", t - RESOLUTION_S, t + RESOLUTION_S)
}

/// IMO 2: 10 s.
pub(in crate::verify) fn imo_stair_up(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    let t = STAIR_M;
    judged_time(lab, "imo-02", t - RESOLUTION_S, t + RESOLUTION_S)
}

/// IMO 3: 10 s.
pub(in crate::verify) fn imo_stair_down(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    let t = STAIR_M;
    judged_time(lab, "imo-03", t - RESOLUTION_S, t + RESOLUTION_S)
}

/// Whether somebody assigned 1 m/s walks at it, ±0.05 m/s.
fn judge_speed(
    lab: &Lab<'_>,
    outcome: &mut Outcome,
    (name, key, length_m): (&str, &'static str, f64),
) -> Result<(), LabError> {
    let shot = Shot::of(lab);
    let speed = length_m / walked_s(lab, name, &shot)?;
    let said = Said::new(key).number("v", speed, 3);
    outcome.judge(said, (speed - 1.0).abs() <= SPEED_M_S);
    shot.hang(outcome);
    Ok(())
}

/// NIST 2.1 and ISO 2: the assigned speed in a corridor.
pub(in crate::verify) fn speed_in_corridor(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    let mut outcome = Outcome::of(1);
    judge_speed(
        lab,
        &mut outcome,
        ("imo-01", "case-speed-level", CORRIDOR_M),
    )?;
    Ok(outcome)
}

/// NIST 2.2 and ISO 3: the assigned speed up and down a stair.
pub(in crate::verify) fn speed_on_stairs(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    let mut outcome = Outcome::of(2);
    judge_speed(lab, &mut outcome, ("imo-02", "case-speed-up", STAIR_M))?;
    judge_speed(lab, &mut outcome, ("imo-03", "case-speed-down", STAIR_M))?;
    Ok(outcome)
}
