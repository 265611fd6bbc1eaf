//! Two rooms joined by a corridor of about a metre: where people jam, and how
//! many get through.

use crate::base::Segment;
use crate::model::Scenario;
use crate::verify::measure::flow::first_passages;
use crate::verify::measure::{Area, classical_density, middle_flow_per_s};
use crate::verify::{Enough, Lab, LabError, Outcome, Said, Sample, Take};

use super::{Shot, all_out_s, ends, exceeds, line, square, too_few};

/// Local density above which people jam [1/m²], and the share of the time
/// for which they must (IMO MSC.1/Circ.1533).
const JAM_PER_M2: f64 = 4.0;
const JAM_SHARE: f64 = 0.1;
/// Seeds where a jam either is there or is not.
const FEW_RUNS: usize = 5;
/// Seeds where two means are compared.
const RUNS: usize = 10;
/// Length by which 12b makes the corridor of 5 m longer \[m\].
const LONGER_M: f64 = 10.0;
/// Widths of 12d \[m\].
const WIDTHS_M: [f64; 3] = [0.8, 1.0, 1.2];

/// The share of the time in which more than 4 /m² stand in an area, from the
/// first to the last person who comes through the first corridor.
fn jammed(take: &Take, area: &Area) -> Result<f64, LabError> {
    let passed = first_passages(take, line(10.0, 4.0, 10.0, 6.0));
    let (Some(first), Some(last)) = (passed.first(), passed.last()) else {
        return Err(too_few(take));
    };
    let (mut all, mut dense) = (0_u32, 0_u32);
    for moment in take.between(first.t_s, last.t_s) {
        all += 1;
        dense += u32::from(classical_density(moment, area) > JAM_PER_M2);
    }
    Ok(f64::from(dense) / f64::from(all.max(1)))
}

/// Jam before the first bottleneck, none before the second.
fn first_only(lab: &Lab<'_>, name: &str) -> Result<Outcome, LabError> {
    let shot = Shot::of(lab);
    let (before, behind) = (square(8.0, 4.0), square(23.0, 4.0));
    let enough = Enough::Runs(FEW_RUNS);
    let [first, second] = lab.samples(&lab.scenario(name)?, enough, |take| {
        shot.keep(take, &[&before.corners, &behind.corners]);
        all_out_s(take)?;
        Ok([jammed(take, &before)?, jammed(take, &behind)?])
    })?;
    let mut outcome = Outcome::of(first.runs());
    let said = Said::new("case-jam-first").number("share", 100.0 * first.mean(), 0);
    outcome.judge(said, first.values.iter().all(|share| *share > JAM_SHARE));
    let said = Said::new("case-jam-second").number("share", 100.0 * second.mean(), 0);
    outcome.judge(said, second.values.iter().all(|share| *share <= JAM_SHARE));
    shot.hang(&mut outcome);
    Ok(outcome)
}

/// RiMEA 12a: the jam is in the first room only.
pub(in crate::verify) fn jam_in_first_room(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    first_only(lab, "rimea-12")
}

/// RiMEA 12c: no jam before a second bottleneck like the first.
pub(in crate::verify) fn no_jam_at_second(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    first_only(lab, "rimea-12c")
}

/// The scenario with a corridor that is longer by so many metres.
fn lengthened(base: &Scenario, by_m: f64) -> Scenario {
    let mut scenario = base.clone();
    // Whatever lies at the corridor's far end or beyond it moves east.
    let east = |p: &mut (f64, f64)| p.0 += if p.0 > 12.5 { by_m } else { 0.0 };
    for place in &mut scenario.venue.places {
        place.polygon.iter_mut().for_each(east);
    }
    for exit in &mut scenario.venue.exits {
        east(&mut exit.line.0);
        east(&mut exit.line.1);
    }
    scenario
}

/// The scenario with a corridor of another width.
fn widened(base: &Scenario, width_m: f64) -> Scenario {
    let mut scenario = base.clone();
    for place in &mut scenario.venue.places {
        if place.id == "corridor" {
            for p in &mut place.polygon {
                p.1 = 5.0 + (p.1 - 5.0).signum() * 0.5 * width_m;
            }
        }
    }
    scenario
}

/// RiMEA 12b: it takes longer through a longer bottleneck.
pub(in crate::verify) fn longer_is_slower(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    let base = lab.scenario("rimea-12")?;
    let shot = Shot::of(lab);
    let times = |scenario: &Scenario, shot: &Shot| -> Result<Sample, LabError> {
        lab.sample(scenario, Enough::Runs(RUNS), |take| {
            shot.keep(take, &[]);
            all_out_s(take)
        })
    };
    let short = times(&base, &Shot::none())?;
    let long = times(&lengthened(&base, LONGER_M), &shot)?;
    let mut outcome = Outcome::of(2 * short.runs());
    let said = Said::new("case-neck-lengths")
        .number("short", short.mean(), 1)
        .number("long", long.mean(), 1);
    outcome.judge(said, exceeds(&long, &short));
    shot.hang(&mut outcome);
    Ok(outcome)
}

/// The flow through the corridor's middle [1/s].
fn flow(take: &Take, across: Segment) -> Result<f64, LabError> {
    all_out_s(take)?;
    middle_flow_per_s(&first_passages(take, across)).ok_or_else(|| too_few(take))
}

/// RiMEA 12d: the wider the corridor, the more flow.
pub(in crate::verify) fn wider_is_faster(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    let base = lab.scenario("rimea-12")?;
    let across = line(12.5, 4.0, 12.5, 6.0);
    let shot = Shot::of(lab);
    let mut outcome = Outcome::default();
    let mut last: Option<Sample> = None;
    for width_m in WIDTHS_M {
        let scenario = widened(&base, width_m);
        let flows = lab.sample(&scenario, Enough::Runs(RUNS), |take| {
            shot.keep(take, &[&ends(across)]);
            flow(take, across)
        })?;
        outcome.runs += flows.runs();
        let said = Said::new("case-neck-flow")
            .number("width", width_m, 1)
            .number("flow", flows.mean(), 2)
            .number("specific", flows.mean() / width_m, 2);
        match &last {
            None => outcome.note(said),
            Some(narrower) => outcome.judge(said, exceeds(&flows, narrower)),
        }
        last = Some(flows);
    }
    shot.hang(&mut outcome);
    Ok(outcome)
}
