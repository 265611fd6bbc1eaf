//! Rooms with doors: how long it takes, which door is taken, and how many
//! pass it a second.

use crate::model::{RuleSet, Scenario};
use crate::sim::EventKind;
use crate::verify::measure::{Crossing, flow::MIDDLE, middle_flow_per_s};
use crate::verify::{Lab, LabError, Outcome, Said, Sample, Take};

use super::{Shot, all_out_s};

/// Seeds of the rooms with a thousand people: shares of a thousand vary
/// little from run to run.
const FEW_RUNS: usize = 2;
/// Seeds of the room with a hundred.
const RUNS: usize = 5;
/// Bounds of "twice as long".
const DOUBLE: (f64, f64) = (1.6, 2.4);
/// Largest flow through a door of 1 m [1/s].
const DOOR_PER_S: f64 = 1.33;

/// The times with four doors and with two, over the same seeds.
fn half_the_doors(lab: &Lab<'_>, rules: RuleSet) -> Result<Outcome, LabError> {
    let shot = Shot::of(lab);
    let mut four = lab.scenario("rimea-09")?;
    four.parameters.rules = rules;
    let mut two = four.clone();
    two.venue.exits.drain(..2);
    let times = |scenario: &Scenario, shot: &Shot| {
        lab.replicate(scenario, FEW_RUNS, |take| {
            shot.keep(take, &[]);
            all_out_s(take)
        })
    };
    let with_four = Sample::new(times(&four, &shot)?);
    let with_two = Sample::new(times(&two, &Shot::none())?);
    let pairs = with_two.values.iter().zip(&with_four.values);
    let ratios = Sample::new(pairs.map(|(two, four)| two / four).collect());
    let mut outcome = Outcome::of(2 * ratios.runs());
    let said = Said::new("case-doors-ratio")
        .number("four", with_four.mean(), 1)
        .number("two", with_two.mean(), 1)
        .number("ratio", ratios.mean(), 2);
    outcome.judge_mean(said, &ratios, DOUBLE);
    shot.hang(&mut outcome);
    Ok(outcome)
}

/// RiMEA 9: twice as long with half the doors, no flow capped.
pub(in crate::verify) fn half_the_doors_free(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    half_the_doors(lab, RuleSet::None)
}

/// IMO 9: the same with the flows that the circular allows for.
pub(in crate::verify) fn half_the_doors_imo(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    half_the_doors(lab, RuleSet::Imo)
}

/// RiMEA 11: the near exit is preferred, and some use the far one.
pub(in crate::verify) fn near_and_far(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    let shot = Shot::of(lab);
    let scenario = lab.scenario("rimea-11")?;
    let runs = lab.replicate(&scenario, FEW_RUNS, |take| {
        shot.keep(take, &[]);
        all_out_s(take)?;
        let near = take
            .leavers()
            .values()
            .filter(|left| left.1.at() == 0)
            .count();
        Ok((near, take.roster.len() - near))
    })?;
    let near: usize = runs.iter().map(|run| run.0).sum();
    let far: usize = runs.iter().map(|run| run.1).sum();
    let mut outcome = Outcome::of(runs.len());
    let said = Said::new("case-near-far")
        .with("near", near)
        .with("far", far);
    let preferred = runs.iter().all(|(near, far)| near > far);
    outcome.judge(said, preferred && runs.iter().all(|run| run.1 > 0));
    shot.hang(&mut outcome);
    Ok(outcome)
}

/// Everybody's leaving as the passage of a line.
fn leavings(take: &Take) -> Vec<Crossing> {
    let mut left: Vec<Crossing> = take
        .leavers()
        .iter()
        .map(|(&id, &(t_s, _))| Crossing {
            id,
            t_s,
            to_right: true,
        })
        .collect();
    left.sort_by(|a, b| a.t_s.total_cmp(&b.t_s).then(a.id.cmp(&b.id)));
    left
}

/// Most people who leave within ten seconds.
fn most_in_ten_s(left: &[Crossing]) -> usize {
    let within = |i: usize| {
        left[i..]
            .iter()
            .take_while(|l| l.t_s < left[i].t_s + 10.0)
            .count()
    };
    (0..left.len()).map(within).max().unwrap_or(0)
}

/// IMO 4, NIST 5.2 and ISO 11: the flow through a door of 1 m is at most
/// 1.33 persons a second in every run, read to two decimals.
pub(in crate::verify) fn door_flow(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    lab.once("door-flow", || {
        let shot = Shot::of(lab);
        let runs = lab.replicate(&lab.scenario("imo-04")?, RUNS, |take| {
            shot.keep(take, &[]);
            all_out_s(take)?;
            let left = leavings(take);
            let flow = middle_flow_per_s(&left).ok_or_else(|| super::too_few(take))?;
            Ok((flow, most_in_ten_s(&left), take.count(EventKind::Left)))
        })?;
        let flows = Sample::new(runs.iter().map(|run| run.0).collect());
        let most = runs.iter().map(|run| run.1).max().unwrap_or(0);
        let mut outcome = Outcome::of(runs.len());
        let said = Said::new("case-door-flow")
            .number("flow", flows.mean(), 2)
            .number("largest", flows.max(), 2)
            .number("share", 100.0 * MIDDLE, 0)
            .with("most", most);
        let read = (flows.max() * 100.0).round() / 100.0;
        outcome.judge(
            said,
            read <= DOOR_PER_S && runs.iter().all(|run| run.2 == 100),
        );
        shot.hang(&mut outcome);
        Ok(outcome)
    })
}
