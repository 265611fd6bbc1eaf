//! When people set out: their own pre-movement times, and the distributions
//! these are drawn from.

use std::collections::BTreeMap;

use statrs::distribution::{ContinuousCDF, Gamma, LogNormal, Uniform, Weibull};

use crate::base::math;
use crate::base::random::{Purpose, Stream};
use crate::model::Distribution;
use crate::sim::EventKind;
use crate::verify::{Lab, LabError, Outcome, Said, Take};

use super::Shot;

/// Seeds of the ten people: what is drawn is compared one by one, so a few
/// show as much as many.
const RUNS: usize = 3;
/// Two steps of 0.05 s: an event is told at the step it falls into \[s\].
const RESOLUTION_S: f64 = 0.1;
/// Smallest probability of so bad a fit, by Kolmogorov and Smirnov.
const LEAST_P: f64 = 0.001;
/// People of each distribution.
const PEOPLE: usize = 10_000;

/// Seconds from the broadcast to setting out, by person.
fn waits_s(take: &Take) -> BTreeMap<u32, f64> {
    let broadcast = take.times_s(EventKind::Broadcast);
    let alarm_s = broadcast.first().copied().unwrap_or(0.0);
    let started = take.happened(EventKind::MovementStarted);
    started
        .filter_map(|event| {
            let t_s = crate::verify::take::time_s(event);
            event.subject.map(|id| (id, t_s - alarm_s))
        })
        .collect()
}

/// RiMEA 5 and IMO 5: each of ten sets out at their own time between 10 and
/// 100 s, the very time that was drawn for them.
pub(in crate::verify) fn own_times(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    let shot = Shot::of(lab);
    let scenario = lab.scenario("rimea-05")?;
    let runs = lab.replicate(&scenario, RUNS, |take| {
        shot.keep(take, &[]);
        let profile = take.world.scenario.visitors.profiles[0].pre_movement;
        let waits = waits_s(take);
        let punctual = waits.iter().filter(|&(&id, &wait)| {
            let mut stream = Stream::new(take.seed, Purpose::PreMovement, u64::from(id));
            let own = profile.sample(&mut stream);
            (wait - own).abs() <= RESOLUTION_S && (10.0..=100.0 + RESOLUTION_S).contains(&wait)
        });
        Ok((punctual.count(), waits.len()))
    })?;
    let mut outcome = Outcome::of(runs.len());
    let punctual: usize = runs.iter().map(|run| run.0).sum();
    let all = 10 * runs.len();
    let said = Said::new("case-own-times")
        .with("punctual", punctual)
        .with("all", all);
    outcome.judge(said, punctual == all && runs.iter().all(|run| run.1 == 10));
    shot.hang(&mut outcome);
    Ok(outcome)
}

/// NIST 1.1 and ISO 1: the sample fits each of four distributions.
pub(in crate::verify) fn distributions(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    let scenario = lab.scenario("nist-1-1")?;
    let mut outcome = Outcome::of(scenario.visitors.profiles.len());
    for profile in &scenario.visitors.profiles {
        let mut one = scenario.clone();
        one.visitors.present[0].profile = Some(profile.id.clone());
        let take = lab.run(&one, 1)?;
        let mut waits: Vec<f64> = waits_s(&take).into_values().collect();
        waits.sort_by(f64::total_cmp);
        let p = probability(&waits, &profile.pre_movement);
        let said = Said::new("case-fits")
            .with("distribution", &profile.id)
            .with("people", waits.len())
            .number("p", p, 3);
        outcome.judge(said, waits.len() == PEOPLE && p > LEAST_P);
    }
    Ok(outcome)
}

/// The cumulative distribution; none for a kind this case does not have or
/// for parameters that are out of range.
fn cumulative(distribution: &Distribution, x: f64) -> Option<f64> {
    Some(match *distribution {
        Distribution::Uniform(low, high) => Uniform::new(low, high).ok()?.cdf(x),
        Distribution::Gamma { shape, scale } => Gamma::new(shape, 1.0 / scale).ok()?.cdf(x),
        Distribution::Weibull { shape, scale } => Weibull::new(shape, scale).ok()?.cdf(x),
        Distribution::LogNormal { mean, sd } => {
            let variance = math::ln(1.0 + (sd / mean) * (sd / mean));
            let mu = math::ln(mean) - 0.5 * variance;
            LogNormal::new(mu, variance.sqrt()).ok()?.cdf(x)
        }
        _ => return None,
    })
}

/// How probable a sample so far from the distribution is (Kolmogorov and
/// Smirnov, with Stephens's correction for a finite sample); 0 if it cannot
/// be said. `values` ascend.
fn probability(values: &[f64], distribution: &Distribution) -> f64 {
    let n = values.len() as f64;
    let mut farthest = 0.0_f64;
    for (i, &value) in values.iter().enumerate() {
        let Some(expected) = cumulative(distribution, value) else {
            return 0.0;
        };
        let (below, above) = (i as f64 / n, (i + 1) as f64 / n);
        farthest = farthest.max((expected - below).abs().max((above - expected).abs()));
    }
    let root = n.sqrt();
    kolmogorov((root + 0.12 + 0.11 / root) * farthest)
}

/// The probability that Kolmogorov's statistic exceeds `x`:
/// 2 Σ (−1)^(k−1) exp(−2 k² x²).
fn kolmogorov(x: f64) -> f64 {
    if x < 0.2 {
        // The series converges slowly here, to 1.
        return 1.0;
    }
    let terms = (1..=100).map(|k| {
        let k = f64::from(k);
        let sign = if k % 2.0 == 1.0 { 1.0 } else { -1.0 };
        sign * math::exp(-2.0 * k * k * x * x)
    });
    (2.0 * terms.sum::<f64>()).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_test_of_fit_knows_its_critical_values() {
        // Tables: 1.358 for 5 %, 1.628 for 1 %, 1.949 for 0.1 %.
        for (x, p) in [(1.358, 0.05), (1.628, 0.01), (1.949, 0.001)] {
            assert!((kolmogorov(x) / p - 1.0).abs() < 0.02, "{x}");
        }
    }

    #[test]
    fn a_sample_of_another_distribution_does_not_fit() {
        let even: Vec<f64> = (0..1000)
            .map(|i| 10.0 + 0.09 * (f64::from(i) + 0.5))
            .collect();
        assert!(probability(&even, &Distribution::Uniform(10.0, 100.0)) > 0.9);
        assert!(probability(&even, &Distribution::Uniform(10.0, 110.0)) < 0.001);
        let gamma = Distribution::Gamma {
            shape: 2.0,
            scale: 20.0,
        };
        assert!(probability(&even, &gamma) < 0.001);
        assert_eq!(probability(&even, &Distribution::Constant(50.0)), 0.0);
    }
}
