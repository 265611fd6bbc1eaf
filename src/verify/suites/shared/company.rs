//! People who are not like the others: groups of unequal walkers, and
//! somebody slow and wide.

use crate::sim::EventKind;
use crate::verify::{Lab, LabError, Outcome, Said, Sample, Take};

use super::{Shot, all_out_s, exceeds};

/// Seeds of the two groups.
const GROUP_RUNS: usize = 10;
/// Seeds of the ramp.
const RAMP_RUNS: usize = 20;
/// Longest time from the first to the last of a group \[s\].
const TOGETHER_S: f64 = 10.0;
/// Walkers on the ramp; theirs are the first ids.
const WALKERS: u32 = 24;

/// From the first to the last who leaves, in each of two groups \[s\].
fn apart_s(take: &Take) -> Result<[f64; 2], LabError> {
    all_out_s(take)?;
    let leavers = take.leavers();
    Ok([0, 1].map(|group| {
        let times = leavers
            .iter()
            .filter(|(id, _)| take.roster[**id as usize].group == Some(group))
            .map(|(_, left)| left.0);
        let times = Sample::new(times.collect());
        times.max() - times.min()
    }))
}

/// NIST 2.9 and ISO 14: the group of five arrives within ten seconds, in every
/// run. The ten at 0.2 m/s are there to walk among; that they keep together
/// too is said, not judged: measured crowds are at 3.25 /m² when they walk at
/// 0.23 m/s (closed ring), so that ten of them take 12 s through a metre.
pub(in crate::verify) fn groups_arrive_together(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    lab.once("groups", || {
        let shot = Shot::of(lab);
        let runs = lab.replicate(&lab.scenario("nist-2-9")?, GROUP_RUNS, |take| {
            shot.keep(take, &[]);
            apart_s(take)
        })?;
        let mut outcome = Outcome::of(runs.len());
        for (group, key) in ["case-group-five", "case-group-ten"]
            .into_iter()
            .enumerate()
        {
            let apart = Sample::new(runs.iter().map(|run| run[group]).collect());
            let said =
                Said::new(key)
                    .number("mean", apart.mean(), 1)
                    .number("most", apart.max(), 1);
            if group == 0 {
                outcome.judge(said, apart.max() <= TOGETHER_S);
            } else {
                outcome.note(said);
            }
        }
        shot.hang(&mut outcome);
        Ok(outcome)
    })
}

/// When the last of the walkers leaves \[s\].
fn walkers_out_s(take: &Take) -> Result<f64, LabError> {
    all_out_s(take)?;
    let left = take.happened(EventKind::Left);
    let walkers = left.filter(|event| event.subject.is_some_and(|id| id < WALKERS));
    let last = walkers.last().map(crate::verify::take::time_s);
    last.ok_or_else(|| super::too_few(take))
}

/// NIST 2.10 and ISO 7: the others take longer behind somebody slow and wide.
pub(in crate::verify) fn slow_and_wide(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    lab.once("ramp", || {
        let shot = Shot::of(lab);
        let with = lab.scenario("nist-2-10")?;
        let mut without = with.clone();
        without.visitors.present.truncate(1);
        let with = Sample::new(lab.replicate(&with, RAMP_RUNS, |take| {
            shot.keep(take, &[]);
            walkers_out_s(take)
        })?);
        let without = Sample::new(lab.replicate(&without, RAMP_RUNS, walkers_out_s)?);
        let mut outcome = Outcome::of(with.runs() + without.runs());
        let said = Said::new("case-ramp")
            .number("without", without.mean(), 1)
            .number("with", with.mean(), 1);
        outcome.judge(said, exceeds(&with, &without));
        shot.hang(&mut outcome);
        Ok(outcome)
    })
}
