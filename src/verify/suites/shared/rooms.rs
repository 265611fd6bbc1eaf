//! Buildings of many rooms: exits by assignment, and how the time of an
//! evacuation follows from the parameters of the people.

use crate::model::{Distribution, Scenario};
use crate::verify::{Lab, LabError, Outcome, Said, Take};

use super::{Shot, all_out_s};

/// Seeds of the assignment; who starts where in a room is all that varies.
const RUNS: usize = 3;

/// Visitors who left by the exit that the document gives them, and by which.
fn assigned(take: &Take) -> (usize, [usize; 2]) {
    let scenario = &take.world.scenario;
    let crowds = scenario.visitors.present.iter();
    let own = crowds.flat_map(|c| std::iter::repeat_n(c.exit.as_deref(), c.count as usize));
    let leavers = take.leavers();
    let (mut right, mut by) = (0, [0, 0]);
    for (id, wanted) in own.enumerate() {
        let Some(&(_, exit)) = leavers.get(&(id as u32)) else {
            continue;
        };
        by[exit.at().min(1)] += 1;
        right += usize::from(wanted == Some(scenario.venue.exits[exit.at()].id.as_str()));
    }
    (right, by)
}

/// RiMEA 10, IMO 10, NIST 3.1 and ISO 8: all 23 leave by the exit of their
/// room, 15 by the main one and 8 by the secondary.
pub(in crate::verify) fn by_assignment(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    lab.once("assignment", || {
        let shot = Shot::of(lab);
        let runs = lab.replicate(&lab.scenario("rimea-10")?, RUNS, |take| {
            shot.keep(take, &[]);
            Ok(assigned(take))
        })?;
        let mut outcome = Outcome::of(runs.len());
        let sum = |of: fn(&(usize, [usize; 2])) -> usize| runs.iter().map(of).sum::<usize>();
        let said = Said::new("case-assigned")
            .with("right", sum(|run| run.0))
            .with("all", 23 * runs.len())
            .with("main", sum(|run| run.1[0]))
            .with("secondary", sum(|run| run.1[1]));
        outcome.judge(said, runs.iter().all(|run| *run == (23, [15, 8])));
        shot.hang(&mut outcome);
        Ok(outcome)
    })
}

/// What RiMEA 8 changes of everybody, and how it is called.
type Change = (&'static str, fn(&mut Scenario));

/// The parameters that RiMEA 8 varies, one at a time.
const CHANGES: [Change; 6] = [
    ("case-building", |_| {}),
    ("case-building-slow", |scenario| speeds(scenario, 0.8)),
    ("case-building-fast", |scenario| speeds(scenario, 1.2)),
    ("case-building-slim", |scenario| radii(scenario, 0.16)),
    ("case-building-broad", |scenario| radii(scenario, 0.20)),
    ("case-building-late", |scenario| {
        for profile in &mut scenario.visitors.profiles {
            profile.pre_movement = Distribution::Uniform(0.0, 120.0);
        }
    }),
];

/// Everybody's free speed times a factor.
fn speeds(scenario: &mut Scenario, factor: f64) {
    for profile in &mut scenario.visitors.profiles {
        if let Distribution::Normal { mean, sd, min, max } = &mut profile.free_speed {
            for value in [mean, sd, min, max] {
                *value *= factor;
            }
        }
    }
}

/// Everybody's body radius \[m\].
fn radii(scenario: &mut Scenario, radius: f64) {
    for profile in &mut scenario.visitors.profiles {
        profile.radius = Distribution::Constant(radius);
    }
}

/// RiMEA 8: the time of the evacuation by free speed, body size and
/// pre-movement time. It documents; nothing is right or wrong.
pub(in crate::verify) fn parameter_study(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    let base = lab.scenario("rimea-08")?;
    let shot = Shot::of(lab);
    let mut outcome = Outcome::of(CHANGES.len());
    for (number, (key, change)) in CHANGES.into_iter().enumerate() {
        let mut scenario = base.clone();
        change(&mut scenario);
        let take = lab.run(&scenario, 1)?;
        if number == 0 {
            shot.keep(&take, &[]);
        }
        let t = all_out_s(&take)?;
        outcome.note(Said::new(key).number("t", t, 0));
    }
    shot.hang(&mut outcome);
    Ok(outcome)
}
