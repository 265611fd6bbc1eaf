//! One metric of one variant: mean, quantiles, and how often there is none.

use super::mean::{Confidence, MeanEstimate};
use super::number;
use super::proportion::{Proportion, nulls};

/// Which of two numbers is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// The smaller, as with times and densities.
    Smaller,
    /// The larger, as with people served.
    Larger,
}

impl Better {
    /// A number turned so that larger is better.
    pub(super) fn gain(self, value: f64) -> f64 {
        match self {
            Self::Smaller => -value,
            Self::Larger => value,
        }
    }

    /// The values from best to worst, nulls last.
    pub(super) fn ranked(self, values: &[Option<f64>]) -> Vec<Option<f64>> {
        let mut numbers: Vec<f64> = values.iter().copied().filter_map(number).collect();
        numbers.sort_by(|a, b| self.gain(*b).total_cmp(&self.gain(*a)));
        let mut ranked: Vec<Option<f64>> = numbers.into_iter().map(Some).collect();
        ranked.resize(values.len(), None);
        ranked
    }
}

/// One metric of one variant over its replications.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// How many replications.
    pub runs: usize,
    /// In how many of them there is no number; none without replications.
    pub nulls: Option<Proportion>,
    /// The mean; none if one of the values is a null, or for fewer than two.
    pub mean: Option<MeanEstimate>,
    /// The value in the middle, or the mean of the two in the middle; none if
    /// that is a null.
    pub median: Option<f64>,
    /// The best value; none if all are nulls.
    pub best: Option<f64>,
    /// The worst value; none if one is a null.
    pub worst: Option<f64>,
}

/// Sums up one metric of one variant, its values by replication.
#[must_use]
pub fn summarise(values: &[Option<f64>], better: Better, confidence: Confidence) -> Summary {
    let ranked = better.ranked(values);
    Summary {
        runs: values.len(),
        nulls: nulls(values, confidence),
        mean: numbers(values).and_then(|all| MeanEstimate::of(&all, confidence)),
        median: middle_of(&ranked),
        best: ranked.first().copied().flatten(),
        worst: ranked.last().copied().flatten(),
    }
}

/// The value that a share (0 to 1) of the replications are at least as good
/// as: of the values from best to worst, nulls last, the first by which that
/// share is reached. With [`Better::Smaller`] and 0.95 the usual P95. None if
/// it is a null, or without replications.
#[must_use]
pub fn quantile(values: &[Option<f64>], share: f64, better: Better) -> Option<f64> {
    let ranked = better.ranked(values);
    let rank = quantile_rank(share, ranked.len())?;
    ranked.get(rank - 1).copied().flatten()
}

/// The rank, 1 to n, of a quantile among n; none for n = 0. A thousandth of a
/// millionth is taken off, because 0.95 · 20 is not 19 to the last bit.
pub(super) fn quantile_rank(share: f64, of: usize) -> Option<usize> {
    let rank = (share * of as f64 - 1e-9).ceil().max(1.0) as usize;
    (of > 0).then(|| rank.min(of))
}

/// The value in the middle, or the mean of the two in the middle; none if that is a
/// null, or there are none.
#[must_use]
pub fn median(values: &[Option<f64>], better: Better) -> Option<f64> {
    middle_of(&better.ranked(values))
}

/// Skewness of the values, the third moment over the 1.5th power of the second; none
/// if one is a null, there are fewer than three, or all are equal.
#[must_use]
pub fn skewness(values: &[Option<f64>]) -> Option<f64> {
    let values = numbers(values).filter(|values| values.len() > 2)?;
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let moment = |of: fn(f64) -> f64| values.iter().map(|v| of(v - mean)).sum::<f64>() / n;
    let second = moment(|d| d * d);
    let third = moment(|d| d * d * d);
    let scale = second * second.sqrt();
    // Rounding alone gives equal values a spread.
    (second > 1e-18 * mean * mean && scale > 0.0).then(|| third / scale)
}

/// The middle of ranked values.
fn middle_of(ranked: &[Option<f64>]) -> Option<f64> {
    let upper = ranked.len() / 2;
    let last = *ranked.get(upper)?;
    if ranked.len() % 2 == 1 {
        return last;
    }
    let first = ranked.get(upper - 1).copied().flatten();
    first.zip(last).map(|(a, b)| 0.5 * (a + b))
}

/// The values as numbers; none if one of them is a null.
pub(super) fn numbers(values: &[Option<f64>]) -> Option<Vec<f64>> {
    values.iter().copied().map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SURE: Confidence = Confidence::PERCENT_95;

    #[test]
    fn a_null_ends_the_mean_and_is_ranked_last() {
        let values = [Some(3.0), None, Some(1.0), Some(2.0), Some(f64::INFINITY)];
        let times = summarise(&values, Better::Smaller, SURE);
        assert_eq!((times.runs, times.mean), (5, None));
        assert_eq!(
            times.nulls.map(|share| (share.hits, share.of)),
            Some((2, 5))
        );
        assert_eq!(
            (times.median, times.best, times.worst),
            (Some(3.0), Some(1.0), None)
        );
        let served = summarise(&values, Better::Larger, SURE);
        assert_eq!(
            (served.median, served.best, served.worst),
            (Some(1.0), Some(3.0), None)
        );
        assert_eq!(quantile(&values, 0.6, Better::Smaller), Some(3.0));
        assert_eq!(quantile(&values, 0.61, Better::Smaller), None);
    }

    #[test]
    fn an_even_median_beside_a_null_is_a_null() {
        let of = |values: &[Option<f64>]| summarise(values, Better::Smaller, SURE).median;
        assert_eq!(of(&[Some(1.0), Some(4.0)]), Some(2.5));
        assert_eq!(of(&[Some(1.0), None]), None);
        assert_eq!(of(&[Some(1.0), None, Some(3.0), Some(2.0)]), Some(2.5));
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn quantiles_run_from_best_to_worst() {
        let values: Vec<Option<f64>> = (1..=20).map(|i| Some(f64::from(i))).collect();
        assert_eq!(quantile(&values, 0.95, Better::Smaller), Some(19.0));
        assert_eq!(quantile(&values, 0.95, Better::Larger), Some(2.0));
        assert_eq!(quantile(&values, 0.0, Better::Smaller), Some(1.0));
        assert_eq!(quantile(&values, 1.0, Better::Smaller), Some(20.0));
        assert_eq!(quantile(&[], 0.5, Better::Smaller), None);
    }
}
