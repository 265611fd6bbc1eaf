//! Two crowds meet in a corridor.

use crate::verify::measure::flow::first_passages;
use crate::verify::{Enough, Lab, LabError, Outcome, Said, Sample, Take};

use super::{Shot, ends, exceeds, line, set_count};

/// Seeds of each number of people who come the other way.
const RUNS: usize = 8;
/// How many come the other way.
const OPPOSING: [usize; 4] = [0, 10, 50, 100];
/// How many walk from room 1 to room 2; theirs are the first ids.
const WALKERS: u32 = 100;

/// When the last of the hundred enters room 2 \[s\].
fn last_entry_s(take: &Take) -> Result<f64, LabError> {
    let door = line(20.0, 4.0, 20.0, 6.0);
    let passed = first_passages(take, door);
    let entries: Vec<f64> = passed
        .iter()
        .filter(|passage| passage.id < WALKERS)
        .map(|passage| passage.t_s)
        .collect();
    if entries.len() < WALKERS as usize {
        let said = Said::new("case-not-through")
            .with("through", entries.len())
            .with("opposing", take.roster.len() - WALKERS as usize)
            .with("seed", take.seed)
            .number("t", take.end_s, 0);
        return Err(LabError::Unmeasured(said));
    }
    Ok(entries.last().copied().unwrap_or(f64::NAN))
}

/// IMO 8, NIST 2.8 and ISO 6: the more come the other way, the later the last
/// of the hundred enters room 2.
pub(in crate::verify) fn later_against_more(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    lab.once("counterflow", || {
        let base = lab.scenario("imo-08")?;
        let shot = Shot::of(lab);
        let door = ends(line(20.0, 4.0, 20.0, 6.0));
        let mut outcome = Outcome::default();
        let mut fewer: Option<Sample> = None;
        for opposing in OPPOSING {
            let mut scenario = base.clone();
            set_count(&mut scenario, 1, opposing);
            scenario.visitors.present.retain(|crowd| crowd.count > 0);
            let times = lab.sample(&scenario, Enough::Runs(RUNS), |take| {
                if opposing == 50 {
                    shot.keep(take, &[&door]);
                }
                last_entry_s(take)
            })?;
            outcome.runs += times.runs();
            let said = Said::new("case-last-entry")
                .with("opposing", opposing)
                .number("t", times.mean(), 1);
            match &fewer {
                None => outcome.note(said),
                Some(before) => outcome.judge(said, exceeds(&times, before)),
            }
            fewer = Some(times);
        }
        shot.hang(&mut outcome);
        Ok(outcome)
    })
}
