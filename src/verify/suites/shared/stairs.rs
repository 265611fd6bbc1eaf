//! Stairs: jams before them, flow by width, speed over density.

use crate::base::Segment;
use crate::model::{Scenario, Walks};
use crate::verify::measure::flow::first_passages;
use crate::verify::measure::{Area, mean_density, middle_flow_per_s};
use crate::verify::{Enough, Lab, LabError, Outcome, Said, Sample, Take};

use super::diagram::ring_speeds;
use super::{Shot, all_out_s, ends, exceeds, line, set_count, square, too_few};

/// Seeds where means are compared.
const RUNS: usize = 8;
/// Seeds where neighbours of close widths are told apart.
const WIDTH_RUNS: usize = 64;
/// Densities at which up and down are compared [1/m²].
const DENSITIES: [f64; 4] = [0.5, 1.0, 2.0, 3.0];

/// What one run of room, corridor and stair gives.
struct Jam {
    /// Density before the corridor, in its middle, at its end [1/m²].
    densities: [f64; 3],
    /// People in the last 6 m of the corridor, in the first and in the second
    /// half of the window.
    waiting: [f64; 2],
    /// Flow in the corridor and on the stair [1/s].
    flows: [f64; 2],
}

/// People in an area, on average over a window.
fn people_in(take: &Take, area: &Area, from_s: f64, until_s: f64) -> Result<f64, LabError> {
    let density = mean_density(take, area, from_s, until_s).ok_or_else(|| too_few(take))?;
    Ok(density * area.size_m2())
}

/// The three measuring areas: before the corridor, in its middle, at its end.
fn areas() -> [Area; 3] {
    [6.0, 13.0, 18.0].map(|x| square(x, 1.5))
}

/// The lines across corridor and stair.
fn lines() -> [Segment; 2] {
    [10.0, 23.0].map(|x| line(x, 1.4, x, 3.6))
}

/// Measures a run, from when the first person is on the stair until nine in
/// ten have come into the corridor: by then the room no longer feeds it.
fn jam(take: &Take) -> Result<Jam, LabError> {
    all_out_s(take)?;
    let [corridor, stair] = lines().map(|line| first_passages(take, line));
    let (Some(first), Some(last)) = (stair.first(), corridor.get(corridor.len() * 9 / 10)) else {
        return Err(too_few(take));
    };
    let (from_s, until_s) = (first.t_s, last.t_s);
    let middle_s = 0.5 * (from_s + until_s);
    let mut densities = [0.0; 3];
    for (density, area) in densities.iter_mut().zip(areas()) {
        *density = people_in(take, &area, from_s, until_s)? / area.size_m2();
    }
    let end = Area::rectangle(14.0, 1.5, 20.0, 3.5);
    let waiting = [
        people_in(take, &end, from_s, middle_s)?,
        people_in(take, &end, middle_s, until_s)?,
    ];
    let flow = |passed: &[_]| middle_flow_per_s(passed).ok_or_else(|| too_few(take));
    let flows = [flow(&corridor)?, flow(&stair)?];
    Ok(Jam {
        densities,
        waiting,
        flows,
    })
}

/// Room, corridor and stair with so many people: samples of density before,
/// amid and at the end of the corridor, of waiting people early and late, of
/// flow in the corridor and on the stair.
fn before_stair(lab: &Lab<'_>, people: usize, shot: &Shot) -> Result<[Sample; 7], LabError> {
    let mut scenario = lab.scenario("rimea-13")?;
    set_count(&mut scenario, 0, people);
    let areas = areas();
    let lines = lines().map(ends);
    lab.samples(&scenario, Enough::Runs(RUNS), |take| {
        let [a, b, c] = &areas;
        shot.keep(
            take,
            &[&a.corners, &b.corners, &c.corners, &lines[0], &lines[1]],
        );
        let jam = jam(take)?;
        let [before, amid, end] = jam.densities;
        let ([early, late], [corridor, stair]) = (jam.waiting, jam.flows);
        Ok([before, amid, end, early, late, corridor, stair])
    })
}

/// Judges what RiMEA 13 and IMO 11 have in common.
fn judge_jams(outcome: &mut Outcome, samples: &[Sample; 7]) {
    let [before, amid, end, early, late, corridor, stair] = samples;
    let said = Said::new("case-density-neck")
        .number("before", before.mean(), 1)
        .number("amid", amid.mean(), 1);
    outcome.judge(said, exceeds(before, amid));
    let said = Said::new("case-jam-grows")
        .number("early", early.mean(), 1)
        .number("late", late.mean(), 1)
        .number("end", end.mean(), 1);
    outcome.judge(said, exceeds(late, early));
    let said = Said::new("case-stair-flow")
        .number("corridor", corridor.mean(), 2)
        .number("stair", stair.mean(), 2);
    outcome.judge(said, exceeds(corridor, stair));
}

/// RiMEA 13: jams at the room's exit and, growing, at the foot of the stair;
/// less flow on the stair than in the corridor; down is faster than up at
/// equal density.
pub(in crate::verify) fn jam_before_stair(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    let mut outcome = jam_at_foot(lab)?;
    let stair = lab.scenario("rimea-13-stair")?;
    for density in DENSITIES {
        let speeds = |walks| {
            ring_speeds(
                lab,
                &stair,
                (density, walks),
                Enough::Runs(RUNS),
                &Shot::none(),
            )
        };
        let (up, down) = (speeds(Walks::Forward)?, speeds(Walks::Backward)?);
        outcome.runs += up.runs() + down.runs();
        let said = Said::new("case-up-down")
            .number("density", density, 1)
            .number("up", up.mean(), 2)
            .number("down", down.mean(), 2);
        outcome.judge(said, exceeds(&down, &up));
    }
    Ok(outcome)
}

/// IMO 11: the same jams with 150 people.
pub(in crate::verify) fn jam_at_foot(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    lab.once("stair-jam", || {
        let shot = Shot::of(lab);
        let samples = before_stair(lab, 150, &shot)?;
        let mut outcome = Outcome::of(samples[0].runs());
        judge_jams(&mut outcome, &samples);
        shot.hang(&mut outcome);
        Ok(outcome)
    })
}

/// NIST 5.1 and ISO 10: with a hundred people the density before the corridor
/// and at the foot of the stair exceeds that amid the corridor.
pub(in crate::verify) fn denser_at_both_ends(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    lab.once("stair-density", || {
        let shot = Shot::of(lab);
        let [before, amid, end, ..] = before_stair(lab, 100, &shot)?;
        let mut outcome = Outcome::of(before.runs());
        let said = Said::new("case-density-neck")
            .number("before", before.mean(), 1)
            .number("amid", amid.mean(), 1);
        outcome.judge(said, exceeds(&before, &amid));
        let said = Said::new("case-density-foot")
            .number("end", end.mean(), 1)
            .number("amid", amid.mean(), 1);
        outcome.judge(said, exceeds(&end, &amid));
        shot.hang(&mut outcome);
        Ok(outcome)
    })
}

/// The stair of ISO 12 in another width.
fn stair_of(base: &Scenario, width_m: f64) -> Scenario {
    let mut scenario = base.clone();
    for path in &mut scenario.venue.paths {
        path.width = width_m;
    }
    scenario
}

/// ISO 12: the wider the stair, the more flow.
pub(in crate::verify) fn flow_by_width(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    const WIDTHS_M: [f64; 5] = [1.0, 1.2, 1.4, 1.6, 1.8];
    let base = lab.scenario("iso-12")?;
    let foot = line(14.0, 2.0, 14.0, 6.0);
    let shot = Shot::of(lab);
    let mut outcome = Outcome::default();
    let mut narrower: Option<Sample> = None;
    for width_m in WIDTHS_M {
        let flows = lab.sample(
            &stair_of(&base, width_m),
            Enough::Runs(WIDTH_RUNS),
            |take| {
                shot.keep(take, &[&ends(foot)]);
                all_out_s(take)?;
                middle_flow_per_s(&first_passages(take, foot)).ok_or_else(|| too_few(take))
            },
        )?;
        outcome.runs += flows.runs();
        let said = Said::new("case-stair-width")
            .number("width", width_m, 1)
            .number("flow", flows.mean(), 2)
            .number("specific", flows.mean() / width_m, 2);
        match &narrower {
            None => outcome.note(said),
            Some(before) => outcome.judge(said, exceeds(&flows, before)),
        }
        narrower = Some(flows);
    }
    shot.hang(&mut outcome);
    Ok(outcome)
}
