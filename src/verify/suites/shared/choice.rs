//! Which way people take: of two exits, of two corridors.

use std::collections::BTreeSet;

use crate::model::Scenario;
use crate::verify::{Lab, LabError, Outcome, Said, Sample, Take};

use super::{Shot, all_out_s, exceeds};

/// Seeds of ten people between two exits: an average over 400 people.
const RUNS: usize = 40;
/// Seeds where everybody must do the same.
const FEW_RUNS: usize = 10;
/// People who choose; theirs are the first ids.
const UNDECIDED: u32 = 10;
/// The index of exit 2.
const EXIT_2: usize = 1;

/// The room with two exits and nobody but the undecided.
fn undecided(lab: &Lab<'_>) -> Result<Scenario, LabError> {
    let mut scenario = lab.scenario("nist-3-2")?;
    scenario.visitors.present.truncate(1);
    Ok(scenario)
}

/// How many of the undecided leave by exit 2, in each run.
fn by_exit_2(lab: &Lab<'_>, scenario: &Scenario, shot: &Shot) -> Result<Sample, LabError> {
    let counts = lab.replicate(scenario, RUNS, |take| {
        shot.keep(take, &[]);
        all_out_s(take)?;
        let leavers = take.leavers();
        let there = leavers
            .iter()
            .filter(|(id, left)| **id < UNDECIDED && left.1.at() == EXIT_2);
        Ok(there.count() as f64)
    })?;
    Ok(Sample::new(counts))
}

/// Whether exit 2 is used more in `inviting` than by the undecided alone.
fn exit_2_rises(lab: &Lab<'_>, inviting: &Scenario) -> Result<Outcome, LabError> {
    let shot = Shot::of(lab);
    let alone = by_exit_2(lab, &undecided(lab)?, &Shot::none())?;
    let invited = by_exit_2(lab, inviting, &shot)?;
    let mut outcome = Outcome::of(alone.runs() + invited.runs());
    let said = Said::new("case-exit-2")
        .number("before", 10.0 * alone.mean(), 0)
        .number("after", 10.0 * invited.mean(), 0);
    outcome.judge(said, exceeds(&invited, &alone));
    shot.hang(&mut outcome);
    Ok(outcome)
}

/// NIST 3.2 and ISO 15: somebody committed to exit 2 draws others there.
pub(in crate::verify) fn follow_the_committed(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    lab.once("following", || {
        exit_2_rises(lab, &lab.scenario("nist-3-2")?)
    })
}

/// NIST 3.3 and ISO 16: whoever knows exit 2 takes it.
pub(in crate::verify) fn take_the_familiar(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    lab.once("affiliation", || {
        let mut familiar = undecided(lab)?;
        for crowd in &mut familiar.visitors.present {
            crowd.exit = Some("exit-2".into());
        }
        exit_2_rises(lab, &familiar)
    })
}

/// NIST 4.1 and ISO 9: exit 1 closes after a second; exit 2 is used and
/// nobody is lost.
pub(in crate::verify) fn exit_closes(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    /// The plan closes exit 1 then; a step later nobody passes \[s\].
    const CLOSED_S: f64 = 1.1;
    lab.once("closing", || {
        let shot = Shot::of(lab);
        let mut scenario = undecided(lab)?;
        scenario.run.plan = Some("exit-1-closes".into());
        for profile in &mut scenario.visitors.profiles {
            // They set out at once, so that exit 1 closes on them.
            profile.pre_movement = crate::model::Distribution::Constant(0.0);
        }
        let runs = lab.replicate(&scenario, FEW_RUNS, |take| {
            shot.keep(take, &[]);
            let left = take.leavers();
            let second = left.values().filter(|left| left.1.at() == EXIT_2).count();
            let late = left
                .values()
                .filter(|left| left.1.at() != EXIT_2 && left.0 > CLOSED_S);
            Ok((left.len(), second, late.count()))
        })?;
        let sum = |of: fn(&(usize, usize, usize)) -> usize| runs.iter().map(of).sum::<usize>();
        let all = UNDECIDED as usize * runs.len();
        let mut outcome = Outcome::of(runs.len());
        let said = Said::new("case-left-of")
            .with("left", sum(|run| run.0))
            .with("all", all);
        outcome.judge(said, sum(|run| run.0) == all);
        let said = Said::new("case-closed-exit")
            .with("second", sum(|run| run.1))
            .with("late", sum(|run| run.2));
        outcome.judge(
            said,
            sum(|run| run.2) == 0 && runs.iter().all(|run| run.1 > 0),
        );
        shot.hang(&mut outcome);
        Ok(outcome)
    })
}

/// Who sets foot in a cell.
fn who_enters(take: &Take, cell: &str) -> BTreeSet<u32> {
    let Some(cell) = take.world.cell_named(cell) else {
        return BTreeSet::new();
    };
    let spots = take.moments.iter().flat_map(|moment| &moment.people);
    spots
        .filter(|spot| spot.cell == cell.0)
        .map(|spot| spot.id)
        .collect()
}

/// RiMEA 14: who goes over the stairs and who along the gallery, by default
/// and where a plan divides them. It documents; nothing is right or wrong.
pub(in crate::verify) fn stairs_or_level(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    let shot = Shot::of(lab);
    let mut scenario = lab.scenario("rimea-14")?;
    let mut outcome = Outcome::default();
    for (plan, key) in [
        ("alarm", "case-way-default"),
        ("both-ways", "case-way-divided"),
    ] {
        scenario.run.plan = Some(plan.into());
        let take = lab.run(&scenario, 1)?;
        if plan == "both-ways" {
            shot.keep(&take, &[]);
        }
        outcome.runs += 1;
        let said = Said::new(key)
            .with("short", who_enters(&take, "ground-floor").len())
            .with("long", who_enters(&take, "gallery").len());
        outcome.note(said);
    }
    shot.hang(&mut outcome);
    Ok(outcome)
}

/// ISO 17: most take the shorter of two ways.
pub(in crate::verify) fn shorter_way(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    let shot = Shot::of(lab);
    let runs = lab.replicate(&lab.scenario("iso-17")?, FEW_RUNS, |take| {
        shot.keep(take, &[]);
        all_out_s(take)?;
        Ok((
            who_enters(take, "short").len(),
            who_enters(take, "long").len(),
        ))
    })?;
    let sum = |of: fn(&(usize, usize)) -> usize| runs.iter().map(of).sum::<usize>();
    let mut outcome = Outcome::of(runs.len());
    let said = Said::new("case-shorter")
        .with("short", sum(|run| run.0))
        .with("long", sum(|run| run.1));
    outcome.judge(said, runs.iter().all(|run| run.0 > run.1));
    shot.hang(&mut outcome);
    Ok(outcome)
}
