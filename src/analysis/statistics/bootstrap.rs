//! Confidence for skewed metrics, by resampling.
//!
//! Bias-corrected and accelerated (BCa), Efron (1987): the percentiles of the
//! resampled statistic, moved for its bias and for a spread that grows with
//! it. In small samples all percentile intervals are too narrow; the tails are
//! therefore widened as Hesterberg proposes (The American Statistician 69,
//! 2015, "expanded percentile"), to Φ(√(n/(n−1))·t(n−1, α/2)) instead of α/2.

use crate::base::random::{Purpose, Stream};

use super::distributions::{normal_cdf, normal_quantile, student_quantile};
use super::mean::{Confidence, Interval};
use super::{StatisticsError, number};

/// What is asked of a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statistic {
    /// The mean.
    Mean,
    /// The value in the middle, or the mean of the two in the middle.
    Median,
}

/// How to resample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bootstrap {
    /// How many resamples, 100 or more; 2,000 are usual.
    pub resamples: usize,
    /// The study's seed.
    pub seed: u64,
    /// What the interval is of: the same number gives the same resamples, so
    /// give each metric and pair of variants its own.
    pub entity: u64,
}

impl Bootstrap {
    /// The interval of a statistic of numbers in the order of replications,
    /// such as those of [`super::differences`].
    ///
    /// # Errors
    /// For fewer than two numbers, one that is not finite, or fewer than 100
    /// resamples.
    pub fn interval(
        &self,
        values: &[f64],
        statistic: Statistic,
        confidence: Confidence,
    ) -> Result<Interval, StatisticsError> {
        if self.resamples < 100 {
            return Err(StatisticsError::Setting {
                name: "the number of resamples",
                allowed: "100 or more",
                value: self.resamples as f64,
            });
        }
        if values.len() < 2 {
            return Err(StatisticsError::TooFew {
                needed: 2,
                given: values.len(),
            });
        }
        let infinite = |value: &f64| number(Some(*value)).is_none();
        if let Some(replication) = values.iter().position(infinite) {
            return Err(StatisticsError::Null {
                variant: 0,
                replication,
            });
        }
        let sorted = self.resampled(values, statistic);
        let bias = bias(&sorted, statistic.of(&mut values.to_vec()));
        let acceleration = acceleration(values, statistic);
        let end = |z: f64| {
            let moved = bias + z;
            let share = normal_cdf(bias + moved / (1.0 - acceleration * moved));
            quantile_between(&sorted, share)
        };
        let z = widened(values.len(), confidence);
        Ok(Interval {
            low: end(-z),
            high: end(z),
        })
    }

    /// The statistic of every resample, sorted.
    fn resampled(&self, values: &[f64], statistic: Statistic) -> Vec<f64> {
        let mut stream = Stream::new(self.seed, Purpose::Bootstrap, self.entity);
        let mut sample = vec![0.0; values.len()];
        let mut all: Vec<f64> = (0..self.resamples)
            .map(|_| {
                for place in &mut sample {
                    *place = values[stream.below(values.len())];
                }
                statistic.of(&mut sample)
            })
            .collect();
        all.sort_by(f64::total_cmp);
        all
    }
}

impl Statistic {
    /// Its value; may reorder the sample, which must not be empty.
    fn of(self, sample: &mut [f64]) -> f64 {
        match self {
            Self::Mean => sample.iter().sum::<f64>() / sample.len() as f64,
            Self::Median => {
                sample.sort_by(f64::total_cmp);
                let (lower, upper) = ((sample.len() - 1) / 2, sample.len() / 2);
                0.5 * (sample[lower] + sample[upper])
            }
        }
    }
}

/// The normal quantile z of the upper end, widened for small samples.
fn widened(runs: usize, confidence: Confidence) -> f64 {
    let n = runs as f64;
    (n / (n - 1.0)).sqrt() * student_quantile(runs - 1, confidence.upper())
}

/// z₀: the normal quantile of the share of resamples below the sample's own
/// value, equal ones counted half; kept off 0 and 1.
fn bias(sorted: &[f64], own: f64) -> f64 {
    let below = sorted.partition_point(|value| *value < own);
    let up_to = sorted.partition_point(|value| *value <= own);
    let of = sorted.len() as f64;
    let share = 0.5 * (below + up_to) as f64 / of;
    normal_quantile(share.clamp(1.0 / (of + 1.0), of / (of + 1.0)))
}

/// a: a sixth of the skewness of the values that leave one out (jackknife);
/// 0 if they are all the same.
fn acceleration(values: &[f64], statistic: Statistic) -> f64 {
    // Sorted, so that a median finds each of the many rests in order already.
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let without: Vec<f64> = (0..sorted.len())
        .map(|left_out| {
            let mut rest = sorted.clone();
            rest.remove(left_out);
            statistic.of(&mut rest)
        })
        .collect();
    let mean = without.iter().sum::<f64>() / without.len() as f64;
    let (mut squares, mut cubes) = (0.0, 0.0);
    for value in &without {
        let away = mean - value;
        squares += away * away;
        cubes += away * away * away;
    }
    if squares > 0.0 {
        cubes / (6.0 * squares * squares.sqrt())
    } else {
        0.0
    }
}

/// A quantile of sorted values, between two of them by proportion (Hyndman
/// and Fan's type 6, whose tails are not too short).
fn quantile_between(sorted: &[f64], share: f64) -> f64 {
    let place = (share * (sorted.len() + 1) as f64).clamp(1.0, sorted.len() as f64);
    let lower = place as usize;
    let upper = (lower + 1).min(sorted.len());
    let rest = place - lower as f64;
    sorted[lower - 1] + rest * (sorted[upper - 1] - sorted[lower - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    const SURE: Confidence = Confidence::PERCENT_95;
    const USUAL: Bootstrap = Bootstrap {
        resamples: 2_000,
        seed: 1,
        entity: 1,
    };

    #[test]
    fn the_same_key_gives_the_same_interval() {
        let values: Vec<f64> = (0..30).map(|i| f64::from(i * i)).collect();
        let of = |bootstrap: Bootstrap| bootstrap.interval(&values, Statistic::Mean, SURE);
        assert_eq!(of(USUAL), of(USUAL));
        assert_ne!(of(USUAL), of(Bootstrap { seed: 2, ..USUAL }));
        assert_ne!(of(USUAL), of(Bootstrap { entity: 2, ..USUAL }));
    }

    /// For the mean the jackknife gives a = Σ(x − x̄)³ / (6·(Σ(x − x̄)²)^1.5):
    /// of 0, 0, 3 by hand 6 / (6·6^1.5).
    #[test]
    fn acceleration_by_hand() {
        let found = acceleration(&[0.0, 0.0, 3.0], Statistic::Mean);
        assert!(
            (found - 1.0 / (6.0 * 6.0_f64.sqrt())).abs() < 1e-12,
            "{found}"
        );
        assert_eq!(acceleration(&[2.0; 5], Statistic::Mean), 0.0);
    }

    #[test]
    fn an_interval_leans_to_the_long_tail() {
        let values: Vec<f64> = (0..30).map(|i| f64::from(i * i * i)).collect();
        let mean = values.iter().sum::<f64>() / 30.0;
        let interval = USUAL
            .interval(&values, Statistic::Mean, SURE)
            .expect("thirty");
        assert!(interval.contains(mean));
        assert!(
            interval.high - mean > 1.1 * (mean - interval.low),
            "{interval:?}"
        );
        let median = USUAL
            .interval(&values, Statistic::Median, SURE)
            .expect("thirty");
        assert!(median.contains(0.5 * (2744.0 + 3375.0)), "{median:?}");
    }

    #[test]
    fn what_cannot_be_resampled_is_refused() {
        let same = USUAL.interval(&[4.0; 3], Statistic::Mean, SURE);
        assert_eq!(
            same,
            Ok(Interval {
                low: 4.0,
                high: 4.0
            })
        );
        assert!(USUAL.interval(&[4.0], Statistic::Mean, SURE).is_err());
        assert!(
            USUAL
                .interval(&[4.0, f64::NAN], Statistic::Mean, SURE)
                .is_err()
        );
        let few = Bootstrap {
            resamples: 10,
            ..USUAL
        };
        assert!(few.interval(&[4.0, 5.0], Statistic::Mean, SURE).is_err());
    }
}
