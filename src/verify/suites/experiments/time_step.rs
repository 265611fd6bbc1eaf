//! The result must not hang on the time step: 0.05 s and 0.025 s agree.

use super::{counterflow, neck};
use crate::model::Scenario;
use crate::verify::{Enough, Lab, LabError, Outcome, Said, Sample, Take};

/// The time steps \[s\].
const STEPS_S: [f64; 2] = [0.05, 0.025];
/// How far the results may differ, as a share.
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

pub(super) fn time_step(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    let mut outcome = Outcome::of(0);
    for width in neck::WIDTHS {
        let scenario = neck::drawn(lab, width)?;
        let [flow, out] = both(lab, &scenario, &mut outcome, |take| {
            let passage = neck::passage(take);
            [passage.flow_per_s, passage.out_s]
        })?;
        compare(&mut outcome, "exp-step-reads-flow", width, 1, &flow);
        compare(&mut outcome, "exp-step-reads-out", width, 1, &out);
    }
    let scenario = counterflow::drawn(lab, EACH)?;
    let [speed] = both(lab, &scenario, &mut outcome, |take| {
        [counterflow::speed_and_slow(take).0]
    })?;
    compare(
        &mut outcome,
        "exp-step-reads-counterflow",
        f64::from(EACH),
        0,
        &speed,
    );
    Ok(outcome)
}

/// Quantities at both time steps.
fn both<const N: usize>(
    lab: &Lab<'_>,
    scenario: &Scenario,
    outcome: &mut Outcome,
    measure: impl Fn(&Take) -> [f64; N] + Sync,
) -> Result<[[Sample; 2]; N], LabError> {
    let mut found: Vec<[Sample; N]> = Vec::new();
    for step in STEPS_S {
        let mut scenario = scenario.clone();
        scenario.run.dt_s = step;
        let samples = lab.samples(&scenario, ENOUGH, |take| Ok(measure(take)))?;
        outcome.runs += samples.first().map_or(0, Sample::runs);
        found.push(samples);
    }
    Ok(std::array::from_fn(|quantity| {
        std::array::from_fn(|step| found[step][quantity].clone())
    }))
}

/// Judges whether the two agree and are known well enough.
fn compare(
    outcome: &mut Outcome,
    key: &'static str,
    of: f64,
    decimals: usize,
    samples: &[Sample; 2],
) {
    let [coarse, fine] = samples;
    let difference = fine.mean() / coarse.mean() - 1.0;
    let known = samples
        .iter()
        .all(|sample| sample.runs() == 1 || sample.standard_error() <= ERROR * sample.mean());
    let said = Said::new(key)
        .number("of", of, decimals)
        .number("coarse", coarse.mean(), 2)
        .number("fine", fine.mean(), 2)
        .number("difference", 100.0 * difference, 1);
    outcome.judge(said, difference.abs() <= TOLERANCE && known);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(coarse: &[f64], fine: &[f64]) -> bool {
        let mut outcome = Outcome::of(2);
        let samples = [Sample::new(coarse.to_vec()), Sample::new(fine.to_vec())];
        compare(&mut outcome, "exp-step-reads-flow", 1.0, 1, &samples);
        outcome.passed()
    }

    #[test]
    fn results_agree_only_if_they_are_close_and_known() {
        assert!(holds(&[2.0, 2.01], &[2.05, 2.06]));
        assert!(!holds(&[2.0, 2.01], &[2.2, 2.21]));
        assert!(!holds(&[1.0, 3.0], &[1.0, 3.0]));
    }
}
