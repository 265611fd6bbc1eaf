//! The result must not hang on the time step: 0.1, 0.05 and 0.025 s agree, and
//! whatever holds at the default step holds at the longest one allowed.

use super::{counterflow, junctions, neck, press, ring, single_file};
use crate::model::{Locomotion, Scenario};
use crate::verify::{Enough, Lab, LabError, Outcome, Said, Sample, Take};

/// The time steps \[s\], each half of the one before: the longest allowed, the
/// default and a finer one.
const STEPS_S: [f64; 3] = [0.1, 0.05, 0.025];
/// How far the results of two of them may differ, as a share.
const TOLERANCE: f64 = 0.05;
/// Largest standard error, as a share of the mean.
const ERROR: f64 = 0.015;
/// People each way in the counterflow.
const EACH: u32 = 100;
/// How many runs.
const ENOUGH: Enough = Enough::Relative {
    share: ERROR,
    least: 30,
    most: 60,
};

/// Those of them at which a lab's model may be run; only the default model takes
/// the longest.
fn steps(lab: &Lab<'_>) -> &'static [f64] {
    match lab.model {
        None | Some(Locomotion::Csx) => &STEPS_S,
        Some(_) => &STEPS_S[1..],
    }
}

pub(super) fn time_step(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    let mut outcome = Outcome::of(0);
    for width in neck::WIDTHS {
        let scenario = neck::drawn(lab, width)?;
        let [flow, out] = at_each(lab, &scenario, &mut outcome, |take| {
            let passage = neck::passage(take);
            [passage.flow_per_s, passage.out_s]
        })?;
        compare(
            &mut outcome,
            "exp-step-reads-flow",
            width,
            1,
            (steps(lab), &flow),
        );
        compare(
            &mut outcome,
            "exp-step-reads-out",
            width,
            1,
            (steps(lab), &out),
        );
    }
    let scenario = counterflow::drawn(lab, EACH)?;
    let [speed] = at_each(lab, &scenario, &mut outcome, |take| {
        [counterflow::speed_and_slow(take).0]
    })?;
    compare(
        &mut outcome,
        "exp-step-reads-counterflow",
        f64::from(EACH),
        0,
        (steps(lab), &speed),
    );
    Ok(outcome)
}

/// Quantities at each time step.
fn at_each<const N: usize>(
    lab: &Lab<'_>,
    scenario: &Scenario,
    outcome: &mut Outcome,
    measure: impl Fn(&Take) -> [f64; N] + Sync,
) -> Result<[Vec<Sample>; N], LabError> {
    let mut found: Vec<[Sample; N]> = Vec::new();
    for &step in steps(lab) {
        let mut scenario = scenario.clone();
        scenario.run.dt_s = step;
        let samples = lab.samples(&scenario, ENOUGH, |take| Ok(measure(take)))?;
        outcome.runs += samples.first().map_or(0, Sample::runs);
        found.push(samples);
    }
    Ok(std::array::from_fn(|quantity| {
        found
            .iter()
            .map(|samples| samples[quantity].clone())
            .collect()
    }))
}

/// Judges whether every two steps that follow each other agree and are known
/// well enough.
fn compare(
    outcome: &mut Outcome,
    key: &'static str,
    of: f64,
    decimals: usize,
    (steps, samples): (&[f64], &[Sample]),
) {
    for (steps, samples) in steps.windows(2).zip(samples.windows(2)) {
        let [coarse, fine] = [&samples[0], &samples[1]];
        let difference = fine.mean() / coarse.mean() - 1.0;
        let known = samples
            .iter()
            .all(|sample| sample.runs() == 1 || sample.standard_error() <= ERROR * sample.mean());
        let said = Said::new(key)
            .number("of", of, decimals)
            .number("step", steps[0], 2)
            .number("coarse", coarse.mean(), 2)
            .number("fine", fine.mean(), 2)
            .number("difference", 100.0 * difference, 1);
        outcome.judge(said, difference.abs() <= TOLERANCE && known);
    }
}

/// The experiments that movement is fitted to, at the longest step allowed.
pub(super) fn longest_step(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    let fitted = [
        neck::neck,
        ring::ring,
        single_file::single_file,
        counterflow::counterflow,
        junctions::corner,
        press::press,
    ];
    let mut outcome = Outcome::of(0);
    for measure in fitted {
        let found = lab.at_step(steps(lab)[0], measure)?;
        outcome.runs += found.runs;
        outcome.readings.extend(found.readings);
    }
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(coarse: &[f64], fine: &[f64]) -> bool {
        let mut outcome = Outcome::of(2);
        let samples = [coarse, fine, fine].map(|values| Sample::new(values.to_vec()));
        compare(
            &mut outcome,
            "exp-step-reads-flow",
            1.0,
            1,
            (&STEPS_S, &samples),
        );
        outcome.passed()
    }

    #[test]
    fn results_agree_only_if_they_are_close_and_known() {
        assert!(holds(&[2.0, 2.01], &[2.05, 2.06]));
        assert!(!holds(&[2.0, 2.01], &[2.2, 2.21]));
        assert!(!holds(&[1.0, 3.0], &[1.0, 3.0]));
    }
}
