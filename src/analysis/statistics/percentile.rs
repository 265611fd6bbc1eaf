//! A percentile with an interval that asks nothing of the distribution.

use super::distributions::binomial_at_most;
use super::mean::Confidence;
use super::outcomes::{Better, quantile_rank};

/// An end of a percentile's interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// A value that occurred.
    Value(f64),
    /// A null: worse than any number.
    Null,
    /// Too few replications to bound it on this side.
    Open,
}

/// A percentile and how well it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Percentile {
    /// The share of replications that are at least as good, 0 to 1.
    pub share: f64,
    /// The value; none for a null.
    pub value: Option<f64>,
    /// The end on the better side.
    pub better_end: Bound,
    /// The end on the worse side.
    pub worse_end: Bound,
    /// How sure the interval covers the truth at least, if both ends are
    /// bounds; a little above what was asked for, because ranks are whole.
    pub coverage: f64,
}

/// The value that a share (between 0 and 1) of all replications are at least
/// as good as, with a confidence interval between two values that occurred.
/// None without replications.
///
/// Of n values from best to worst the number at least as good as the true
/// percentile is binomial(n, share), whatever the distribution; hence the
/// ranks l < u with P(B < l) ≤ α/2 and P(B ≥ u) ≤ α/2 cover it (Conover,
/// Practical Nonparametric Statistics, 3.2).
#[must_use]
pub fn percentile(
    values: &[Option<f64>],
    share: f64,
    better: Better,
    confidence: Confidence,
) -> Option<Percentile> {
    let ranked = better.ranked(values);
    let runs = ranked.len();
    let rank = quantile_rank(share, runs)?;
    let half = 0.5 * confidence.alpha();
    let at_most = |most: usize| binomial_at_most(most as u64, runs as u64, share);
    // Both searches go outwards from the percentile's own rank.
    let low = (1..=rank).rev().find(|l| at_most(l - 1) <= half);
    let high = (rank..=runs).find(|u| at_most(u - 1) >= 1.0 - half);
    let bound = |rank: Option<usize>| match rank.map(|rank| ranked[rank - 1]) {
        Some(Some(value)) => Bound::Value(value),
        Some(None) => Bound::Null,
        None => Bound::Open,
    };
    Some(Percentile {
        share,
        value: ranked[rank - 1],
        better_end: bound(low),
        worse_end: bound(high),
        coverage: high.map_or(1.0, |u| at_most(u - 1)) - low.map_or(0.0, |l| at_most(l - 1)),
    })
}

/// How many replications it takes before a percentile is bounded on its worse
/// side: the smallest n with 1 − shareⁿ ≥ 1 − α/2 (72 for P95 at 95 %). None
/// if the share is not between 0 and 1, or it would be more than a million.
#[must_use]
pub fn runs_for_worse_end(share: f64, confidence: Confidence) -> Option<usize> {
    let mut all_better = 1.0;
    (1..=1_000_000_usize).find(|_| {
        all_better *= share;
        share > 0.0 && all_better <= 0.5 * confidence.alpha()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SURE: Confidence = Confidence::PERCENT_95;

    fn first(n: u32) -> Vec<Option<f64>> {
        (1..=n).rev().map(|i| Some(f64::from(i))).collect()
    }

    /// Ranks of the sign test's interval for the median are in many tables
    /// (e.g. Conover, table A3): 2 and 9 of 10 at 97.9 %, 6 and 15 of 20 at
    /// 95.9 %.
    #[test]
    fn the_medians_ranks_are_those_of_the_tables() {
        let ten = percentile(&first(10), 0.5, Better::Smaller, SURE).expect("ten");
        assert_eq!(ten.better_end, Bound::Value(2.0));
        assert_eq!(ten.worse_end, Bound::Value(9.0));
        assert!((ten.coverage - 0.978_516).abs() < 1e-6, "{ten:?}");
        let twenty = percentile(&first(20), 0.5, Better::Smaller, SURE).expect("twenty");
        assert_eq!(twenty.better_end, Bound::Value(6.0));
        assert_eq!(twenty.worse_end, Bound::Value(15.0));
        assert!((twenty.coverage - 0.958_611).abs() < 1e-6, "{twenty:?}");
    }

    #[test]
    fn a_tail_takes_many_replications() {
        assert_eq!(runs_for_worse_end(0.95, SURE), Some(72));
        assert_eq!(runs_for_worse_end(0.5, SURE), Some(6));
        assert_eq!(runs_for_worse_end(1.0, SURE), None);
        let end = |n| percentile(&first(n), 0.95, Better::Smaller, SURE).map(|p| p.worse_end);
        assert_eq!(end(71), Some(Bound::Open));
        assert_eq!(end(72), Some(Bound::Value(72.0)));
    }

    #[test]
    fn nulls_are_the_worst_ranks() {
        let mut values = first(97);
        values.extend([None; 3]);
        let p95 = percentile(&values, 0.95, Better::Smaller, SURE).expect("a hundred");
        assert_eq!(p95.value, Some(95.0));
        assert_eq!(p95.better_end, Bound::Value(90.0));
        assert_eq!(p95.worse_end, Bound::Null);
        values.extend([None; 3]);
        let p95 = percentile(&values, 0.95, Better::Smaller, SURE).expect("more");
        assert_eq!(p95.value, None);
        assert_eq!(percentile(&[], 0.95, Better::Smaller, SURE), None);
    }
}
