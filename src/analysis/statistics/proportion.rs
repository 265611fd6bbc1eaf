//! How often something happens, with intervals for its probability.

use super::distributions::{beta_quantile, normal_quantile};
use super::mean::{Confidence, Interval};
use super::number;

/// A share of replications, and what that says of the probability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Proportion {
    /// In how many replications it happened.
    pub hits: usize,
    /// Of how many.
    pub of: usize,
    /// hits / of.
    pub share: f64,
    /// Wilson's score interval (1927): covers the truth at its level on
    /// average over all probabilities. The one to show.
    pub wilson: Interval,
    /// Clopper and Pearson's interval (1934): covers the truth at its level at
    /// least, whatever the probability; wider. The one for a promise.
    pub clopper_pearson: Interval,
}

/// A share with its intervals; none for no replications, or more hits than
/// replications.
#[must_use]
pub fn proportion(hits: usize, of: usize, confidence: Confidence) -> Option<Proportion> {
    if of == 0 || hits > of {
        return None;
    }
    Some(Proportion {
        hits,
        of,
        share: hits as f64 / of as f64,
        wilson: wilson(hits as f64, of as f64, confidence),
        clopper_pearson: clopper_pearson(hits as f64, of as f64, confidence),
    })
}

/// Wilson's interval: where (p̂ − p)² ≤ z²·p(1 − p)/n.
fn wilson(hits: f64, of: f64, confidence: Confidence) -> Interval {
    let z = normal_quantile(confidence.upper());
    let share = hits / of;
    let middle = (hits + 0.5 * z * z) / (of + z * z);
    let spread = share * (1.0 - share) / of + z * z / (4.0 * of * of);
    let half = z * spread.sqrt() / (1.0 + z * z / of);
    // At no hit and at nothing but hits the end is exact, but for rounding.
    Interval {
        low: if hits == 0.0 { 0.0 } else { middle - half },
        high: if hits == of { 1.0 } else { middle + half },
    }
}

/// Clopper and Pearson's interval, by quantiles of the beta distribution.
fn clopper_pearson(hits: f64, of: f64, confidence: Confidence) -> Interval {
    let (lower, upper) = (1.0 - confidence.upper(), confidence.upper());
    Interval {
        low: beta_quantile(hits, of - hits + 1.0, lower).unwrap_or(0.0),
        high: beta_quantile(hits + 1.0, of - hits, upper).unwrap_or(1.0),
    }
}

/// What a metric must keep to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Limit {
    /// It must not be larger.
    AtMost(f64),
    /// It must not be smaller.
    AtLeast(f64),
}

impl Limit {
    /// Whether a value breaks it; a null always does.
    #[must_use]
    pub fn broken_by(self, value: Option<f64>) -> bool {
        match (self, number(value)) {
            (_, None) => true,
            (Self::AtMost(limit), Some(value)) => value > limit,
            (Self::AtLeast(limit), Some(value)) => value < limit,
        }
    }
}

/// In what share of replications a limit is broken; a null breaks it. None
/// without replications.
#[must_use]
pub fn limit_broken(
    values: &[Option<f64>],
    limit: Limit,
    confidence: Confidence,
) -> Option<Proportion> {
    let broken = values.iter().filter(|value| limit.broken_by(**value));
    proportion(broken.count(), values.len(), confidence)
}

/// In what share of replications there is no number. None without
/// replications.
#[must_use]
pub fn nulls(values: &[Option<f64>], confidence: Confidence) -> Option<Proportion> {
    let missing = values.iter().filter(|value| number(**value).is_none());
    proportion(missing.count(), values.len(), confidence)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(interval: Interval, low: f64, high: f64, tolerance: f64) -> bool {
        (interval.low - low).abs() < tolerance && (interval.high - high).abs() < tolerance
    }

    /// Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263, 15 of
    /// 148, 0 of 20 and 1 of 29; methods 3 (Wilson) and 5 (Clopper–Pearson).
    #[test]
    fn intervals_are_newcombes() {
        let published = [
            (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)),
            (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
            (0, 20, (0.0, 0.1611), (0.0, 0.1684)),
            (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
        ];
        for (hits, of, wilson, exact) in published {
            let found = proportion(hits, of, Confidence::PERCENT_95).expect("trials");
            assert!(near(found.wilson, wilson.0, wilson.1, 5.1e-5), "{found:?}");
            assert!(
                near(found.clopper_pearson, exact.0, exact.1, 5.1e-5),
                "{found:?}"
            );
        }
    }

    #[test]
    fn all_and_none_reach_the_ends() {
        let all = proportion(20, 20, Confidence::PERCENT_95).expect("trials");
        assert_eq!((all.wilson.high, all.clopper_pearson.high), (1.0, 1.0));
        assert!((all.clopper_pearson.low - 0.8316).abs() < 5.1e-5);
        assert_eq!(proportion(0, 0, Confidence::PERCENT_95), None);
        assert_eq!(proportion(2, 1, Confidence::PERCENT_95), None);
    }

    #[test]
    fn a_null_breaks_every_limit() {
        let values = [Some(600.0), Some(600.1), None, Some(10.0)];
        let broken = limit_broken(&values, Limit::AtMost(600.0), Confidence::PERCENT_95);
        assert_eq!(broken.map(|share| share.hits), Some(2));
        let broken = limit_broken(&values, Limit::AtLeast(10.0), Confidence::PERCENT_95);
        assert_eq!(broken.map(|share| share.hits), Some(1));
    }
}
