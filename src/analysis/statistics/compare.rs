//! Two variants under common random numbers.
//!
//! Replication k has the same visitors and incidents under every variant, so
//! what is compared are pairs. Where a pair holds a null there is no
//! difference to take; who won still is, because a null is worse than any
//! number, and an exact sign test says how sure that is.

use super::distributions::binomial_at_most;
use super::mean::{Confidence, MeanEstimate, correlation, mean_and_variance};
use super::outcomes::{Better, numbers};
use super::{StatisticsError, number};

/// A variant beside the baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// How many replications both have; the first ones, in order.
    pub pairs: usize,
    /// Pairs with a null on either side.
    pub with_null: usize,
    /// Who was better how often.
    pub sign: SignTest,
    /// The mean difference; none if a pair holds a null, or for fewer than
    /// two pairs.
    pub difference: Option<PairedDifference>,
}

impl Comparison {
    /// The p-value to judge by: of the paired t test where there is a mean
    /// difference, of the sign test where nulls forbid it.
    #[must_use]
    pub fn p_value(&self) -> f64 {
        match &self.difference {
            Some(difference) => difference.p_value,
            None => self.sign.p_value,
        }
    }

    /// The same, but of the sign test too where all pairs differ by the same amount:
    /// they have no spread to judge by, and by the t test two of them would be proof.
    #[must_use]
    pub fn judged_p(&self) -> f64 {
        match &self.difference {
            Some(PairedDifference { estimate, .. })
                if estimate.mean != 0.0 && estimate.sd <= 1e-9 * estimate.mean.abs() =>
            {
                self.sign.p_value
            }
            _ => self.p_value(),
        }
    }
}

/// The mean of variant − baseline over pairs.
#[derive(Clone, Debug, PartialEq)]
pub struct PairedDifference {
    /// Mean difference with its interval, D̄ ± t(n−1, 1−α/2)·S_D/√n.
    pub estimate: MeanEstimate,
    /// How likely a difference at least as far from 0 would be without any,
    /// by the paired t test.
    pub p_value: f64,
    /// Correlation of the pairs, −1 to 1: what common random numbers
    /// achieved; none if one side does not vary.
    pub correlation: Option<f64>,
    /// Share of the variance of the difference that pairing takes away,
    /// 1 − S²_D/(S²_variant + S²_baseline): 0 without effect, towards 1 the
    /// better, below 0 if it harms; none if neither side varies.
    pub variance_reduction: Option<f64>,
}

/// Who was better how often, and the exact two-sided sign test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SignTest {
    /// Pairs in which the variant was better.
    pub wins: usize,
    /// Pairs in which the baseline was better.
    pub losses: usize,
    /// Pairs in which they were equal, two nulls among them.
    pub ties: usize,
    /// How likely wins and losses at least as uneven would be if both were
    /// as likely; ties do not count (Dixon and Mood, 1946).
    pub p_value: f64,
}

/// Compares a variant with the baseline, both by replication. If one has
/// fewer replications, the first ones of the other count.
#[must_use]
pub fn compare(
    variant: &[Option<f64>],
    baseline: &[Option<f64>],
    better: Better,
    confidence: Confidence,
) -> Comparison {
    let pairs = variant.len().min(baseline.len());
    let (variant, baseline) = (&variant[..pairs], &baseline[..pairs]);
    let has_null =
        |(a, b): &(&Option<f64>, &Option<f64>)| number(**a).is_none() || number(**b).is_none();
    Comparison {
        pairs,
        with_null: variant.iter().zip(baseline).filter(has_null).count(),
        sign: sign_test(variant, baseline, better),
        difference: numbers(variant)
            .zip(numbers(baseline))
            .and_then(|(a, b)| paired_difference(&a, &b, confidence)),
    }
}

/// Variant − baseline by replication, as many as both have; for
/// [`super::Bootstrap`], and for plots.
///
/// # Errors
/// If a pair holds a null; 0 is then the variant, 1 the baseline.
pub fn differences(
    variant: &[Option<f64>],
    baseline: &[Option<f64>],
) -> Result<Vec<f64>, StatisticsError> {
    let pairs = variant.iter().zip(baseline).enumerate();
    let difference = |(replication, (a, b)): (usize, (&Option<f64>, &Option<f64>))| {
        let null = |variant| StatisticsError::Null {
            variant,
            replication,
        };
        let a = number(*a).ok_or_else(|| null(0))?;
        let b = number(*b).ok_or_else(|| null(1))?;
        Ok(a - b)
    };
    pairs.map(difference).collect()
}

/// The mean difference of equally long lists of numbers; none for fewer than
/// two pairs.
pub(super) fn paired_difference(
    variant: &[f64],
    baseline: &[f64],
    confidence: Confidence,
) -> Option<PairedDifference> {
    let pairs = variant.iter().zip(baseline);
    let differences: Vec<f64> = pairs.map(|(a, b)| a - b).collect();
    let estimate = MeanEstimate::of(&differences, confidence)?;
    let unpaired = mean_and_variance(variant).1 + mean_and_variance(baseline).1;
    let paired = estimate.sd * estimate.sd;
    Some(PairedDifference {
        estimate,
        p_value: estimate.p_value(0.0),
        correlation: correlation(variant, baseline),
        variance_reduction: (unpaired > 0.0).then(|| 1.0 - paired / unpaired),
    })
}

/// Counts who was better and tests whether that can be chance.
fn sign_test(variant: &[Option<f64>], baseline: &[Option<f64>], better: Better) -> SignTest {
    let gain = |value: Option<f64>| number(value).map_or(f64::NEG_INFINITY, |v| better.gain(v));
    let (mut wins, mut losses) = (0, 0);
    for (a, b) in variant.iter().zip(baseline) {
        wins += usize::from(gain(*a) > gain(*b));
        losses += usize::from(gain(*a) < gain(*b));
    }
    let fewer = binomial_at_most(wins.min(losses) as u64, (wins + losses) as u64, 0.5);
    SignTest {
        wins,
        losses,
        ties: variant.len() - wins - losses,
        p_value: (2.0 * fewer).min(1.0),
    }
}

/// Adjusts the p-values of several comparisons, in their order, so that the
/// chance of even one false alarm among all stays what it is for one (Holm,
/// 1979): the i-th smallest of m times m − i + 1, never below a smaller one's
/// and at most 1. A difference is significant if its adjusted p-value is at
/// most α.
#[must_use]
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|a, b| p_values[*a].total_cmp(&p_values[*b]).then(a.cmp(b)));
    let mut adjusted = vec![1.0; p_values.len()];
    let mut floor = 0.0_f64;
    for (rank, index) in order.iter().enumerate() {
        let times = (p_values.len() - rank) as f64;
        floor = floor.max(p_values[*index] * times).min(1.0);
        adjusted[*index] = floor;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    const SURE: Confidence = Confidence::PERCENT_95;

    fn some(numbers: &[f64]) -> Vec<Option<f64>> {
        numbers.iter().copied().map(Some).collect()
    }

    /// Student's own example (Biometrika 6, 1908): additional hours of sleep
    /// under two drugs, ten patients; t = 4.0621 with 9 degrees of freedom,
    /// p = 0.002833, interval 0.70 to 2.46.
    #[test]
    fn students_sleep() {
        let first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
        let second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
        let found = compare(&some(&second), &some(&first), Better::Larger, SURE);
        let difference = found.difference.clone().expect("no nulls");
        assert!((difference.estimate.mean - 1.58).abs() < 1e-12);
        assert!((difference.p_value - 0.002_833).abs() < 1e-6, "{found:?}");
        let interval = difference.estimate.interval();
        assert!((interval.low - 0.700_114).abs() < 1e-6, "{interval:?}");
        assert!((interval.high - 2.459_886).abs() < 1e-6, "{interval:?}");
        assert!((difference.correlation.expect("both vary") - 0.795_170).abs() < 1e-6);
        assert!(difference.variance_reduction.expect("both vary") > 0.75);
        // Nine are better under the second drug, one is the same.
        assert_eq!(
            (found.sign.wins, found.sign.losses, found.sign.ties),
            (9, 0, 1)
        );
        assert!((found.sign.p_value - 2.0 / 512.0).abs() < 1e-12);
        assert_eq!(found.p_value(), difference.p_value);
    }

    #[test]
    fn a_null_loses_and_there_is_no_mean() {
        let variant = [Some(5.0), Some(9.0), Some(8.0), None, Some(1.0)];
        let baseline = [None, Some(7.0), None, None];
        let found = compare(&variant, &baseline, Better::Smaller, SURE);
        assert_eq!((found.pairs, found.with_null), (4, 3));
        assert_eq!(
            (found.sign.wins, found.sign.losses, found.sign.ties),
            (2, 1, 1)
        );
        assert_eq!(found.difference, None);
        assert_eq!(found.p_value(), 1.0);
        let refused = differences(&variant, &baseline);
        let null = StatisticsError::Null {
            variant: 1,
            replication: 0,
        };
        assert_eq!(refused, Err(null));
    }

    #[test]
    fn equal_variants_do_not_differ() {
        let same = some(&[1.0, 2.0, 3.0]);
        let found = compare(&same, &same, Better::Smaller, SURE);
        assert_eq!(found.p_value(), 1.0);
        let difference = found.difference.expect("no nulls");
        assert_eq!(difference.estimate.half_width, 0.0);
        assert!((difference.correlation.expect("both vary") - 1.0).abs() < 1e-12);
        assert_eq!(difference.variance_reduction, Some(1.0));
        let none = compare(&[], &[], Better::Smaller, SURE);
        assert_eq!((none.pairs, none.p_value()), (0, 1.0));
    }

    /// By hand: 0.005·4, 0.01·3, 0.03·2, then 0.04·1 raised to 0.06.
    #[test]
    fn holm_steps_down() {
        let adjusted = holm(&[0.01, 0.04, 0.03, 0.005]);
        for (found, by_hand) in adjusted.iter().zip([0.03, 0.06, 0.06, 0.02]) {
            assert!((found - by_hand).abs() < 1e-12, "{adjusted:?}");
        }
        assert_eq!(holm(&[0.9, 0.8]), vec![1.0, 1.0]);
        assert!(holm(&[]).is_empty());
    }
}
