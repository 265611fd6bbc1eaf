//! Confidence levels, intervals, and the mean with Student's t.

use super::StatisticsError;
use super::distributions::{student_beyond, student_quantile};

/// How sure an interval or a selection is to be, between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Confidence(f64);

impl Confidence {
    /// 95 %, the usual level.
    pub const PERCENT_95: Self = Self(0.95);

    /// A level, such as 0.95.
    ///
    /// # Errors
    /// If it is not between 0 and 1.
    pub fn new(level: f64) -> Result<Self, StatisticsError> {
        if level > 0.0 && level < 1.0 {
            Ok(Self(level))
        } else {
            Err(StatisticsError::Confidence(level))
        }
    }

    /// The level, between 0 and 1.
    #[must_use]
    pub fn level(self) -> f64 {
        self.0
    }

    /// The chance to be wrong, α = 1 − level.
    #[must_use]
    pub fn alpha(self) -> f64 {
        1.0 - self.0
    }

    /// The level each of `statements` must have for all of them to hold
    /// together at this one, by Bonferroni: 1 − α/m.
    #[must_use]
    pub fn shared_by(self, statements: usize) -> Self {
        Self(1.0 - self.alpha() / statements.max(1) as f64)
    }

    /// The probability up to the upper end of a two-sided interval, 1 − α/2.
    pub(super) fn upper(self) -> f64 {
        1.0 - 0.5 * self.alpha()
    }
}

/// From one number to another, ends included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// A number and as much to both sides.
    #[must_use]
    pub fn around(middle: f64, half_width: f64) -> Self {
        Self {
            low: middle - half_width,
            high: middle + half_width,
        }
    }

    /// Whether a number lies in it.
    #[must_use]
    pub fn contains(&self, number: f64) -> bool {
        self.low <= number && number <= self.high
    }
}

/// A mean and how well it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanEstimate {
    /// How many replications.
    pub runs: usize,
    /// Their mean.
    pub mean: f64,
    /// Their standard deviation (n − 1).
    pub sd: f64,
    /// Half of the width of its confidence interval, t(n−1, 1−α/2)·s/√n.
    pub half_width: f64,
}

impl MeanEstimate {
    /// Of finite numbers, in the order of replications; none for fewer than
    /// two, because one says nothing of the spread.
    #[must_use]
    pub fn of(values: &[f64], confidence: Confidence) -> Option<Self> {
        let runs = values.len();
        if runs < 2 {
            return None;
        }
        let (mean, variance) = mean_and_variance(values);
        let sd = variance.sqrt();
        Some(Self {
            runs,
            mean,
            sd,
            half_width: student_quantile(runs - 1, confidence.upper()) * sd / (runs as f64).sqrt(),
        })
    }

    /// The confidence interval.
    #[must_use]
    pub fn interval(&self) -> Interval {
        Interval::around(self.mean, self.half_width)
    }

    /// How likely a mean at least this far from `truth` would be if `truth`
    /// were true: the two-sided t test, 0 to 1.
    #[must_use]
    pub fn p_value(&self, truth: f64) -> f64 {
        let distance = self.mean - truth;
        if distance == 0.0 {
            return 1.0;
        }
        let error = self.sd / (self.runs as f64).sqrt();
        student_beyond(self.runs - 1, distance / error)
    }
}

/// Mean and variance (n − 1); the mean is not a number for no values, the
/// variance 0 for one. In two passes: the textbook's one pass loses all
/// digits where the spread is small beside the mean.
pub(super) fn mean_and_variance(values: &[f64]) -> (f64, f64) {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
    (mean, squares / values.len().saturating_sub(1).max(1) as f64)
}

/// Pearson's correlation, −1 to 1; none if one of the two does not vary.
pub(super) fn correlation(a: &[f64], b: &[f64]) -> Option<f64> {
    let ((mean_a, var_a), (mean_b, var_b)) = (mean_and_variance(a), mean_and_variance(b));
    let pairs = a.iter().zip(b);
    let products: f64 = pairs.map(|(x, y)| (x - mean_a) * (y - mean_b)).sum();
    let covariance = products / a.len().saturating_sub(1).max(1) as f64;
    let scale = (var_a * var_b).sqrt();
    (scale > 0.0).then(|| (covariance / scale).clamp(-1.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_by_hand() {
        // Mean 5, s² = 32/7, t(7, 0.975) = 2.3646.
        let values = [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0];
        let estimate = MeanEstimate::of(&values, Confidence::PERCENT_95).expect("eight values");
        assert_eq!((estimate.runs, estimate.mean), (8, 5.0));
        assert!((estimate.sd - (32.0_f64 / 7.0).sqrt()).abs() < 1e-12);
        let by_hand = 2.364_624_25 * (32.0_f64 / 56.0).sqrt();
        assert!((estimate.half_width - by_hand).abs() < 1e-7);
        let at_the_end = estimate.interval().high;
        assert!((estimate.p_value(at_the_end) - 0.05).abs() < 1e-8);
        assert_eq!(estimate.p_value(5.0), 1.0);
        assert_eq!(MeanEstimate::of(&[1.0], Confidence::PERCENT_95), None);
    }

    #[test]
    fn a_variance_survives_a_large_mean() {
        let (_, variance) = mean_and_variance(&[1e9, 1e9 + 1.0, 1e9 + 2.0]);
        assert_eq!(variance, 1.0);
    }

    #[test]
    fn a_constant_has_no_doubt_and_no_correlation() {
        let estimate = MeanEstimate::of(&[3.0; 4], Confidence::PERCENT_95).expect("four values");
        assert_eq!(estimate.half_width, 0.0);
        assert_eq!((estimate.p_value(3.0), estimate.p_value(2.0)), (1.0, 0.0));
        assert_eq!(correlation(&[3.0; 3], &[1.0, 2.0, 3.0]), None);
        assert_eq!(correlation(&[1.0, 2.0, 3.0], &[5.0, 3.0, 1.0]), Some(-1.0));
    }

    #[test]
    fn a_level_is_a_probability() {
        assert!(Confidence::new(0.9).is_ok());
        for level in [0.0, 1.0, 95.0, -0.1, f64::NAN] {
            assert!(Confidence::new(level).is_err(), "{level}");
        }
        let shared = Confidence::PERCENT_95.shared_by(5);
        assert!((shared.level() - 0.99).abs() < 1e-12);
    }
}
