//! When a mean is known well enough.
//!
//! The replications algorithm of Hoad, Robinson and Davies (Journal of the
//! Operational Research Society 61, 2010): go on until the confidence
//! interval's half-width meets the target, and stays there for a few
//! replications more, so that a chance run of alike values does not end a
//! study. Replications are given in their order, whatever finished first.

use super::distributions::student_quantile;
use super::mean::Confidence;
use super::{StatisticsError, number};

/// What the half-width must come down to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// This much, in the metric's unit; positive.
    Absolute(f64),
    /// This share of the mean, positive; 0.05 is 5 %. A mean of 0 never meets
    /// it unless all values are 0.
    Relative(f64),
}

/// When to stop.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PrecisionRule {
    /// The target.
    pub target: Target,
    /// Level of the interval.
    pub confidence: Confidence,
    /// Replications before the target is looked at, 3 or more (Law and
    /// McComas); fewer are taken for 3.
    pub least: usize,
    /// Replications for which the target must stay met after it first is,
    /// for up to 100 of them; beyond, this per cent of them.
    pub look_ahead: usize,
}

impl PrecisionRule {
    /// A rule with the authors' settings: at least 3 replications, look-ahead
    /// 5, at 95 %.
    #[must_use]
    pub fn new(target: Target) -> Self {
        Self {
            target,
            confidence: Confidence::PERCENT_95,
            least: 3,
            look_ahead: 5,
        }
    }

    /// How many replications must follow the n-th that meets the target:
    /// k for n ≤ 100, ⌊k·n/100⌋ beyond.
    fn look_ahead_at(&self, runs: usize) -> usize {
        self.look_ahead * runs.max(100) / 100
    }
}

/// Whether there are enough replications.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Decision {
    /// The target is met, and stayed so.
    Enough {
        /// From this replication on, counted from 1.
        met_at: usize,
        /// The replications that count, look-ahead included. Whatever ran
        /// beyond them must be left out, so that the result does not depend
        /// on how much happened to run.
        runs: usize,
    },
    /// It is not.
    More {
        /// How many replications to run next, 1 or more: as many as the
        /// spread so far makes one expect, look-ahead included. A guess, and
        /// a wild one after three.
        recommended: usize,
    },
    /// It cannot be met: there are nulls, hence no mean, and no further
    /// replication changes that.
    NoMean {
        /// How many nulls.
        nulls: usize,
    },
}

/// Follows the precision of one metric of one variant.
#[derive(Clone, Debug)]
pub struct Precision {
    rule: PrecisionRule,
    runs: usize,
    nulls: usize,
    mean: f64,
    squares: f64,
    met_at: Option<usize>,
    ended: Option<Decision>,
}

/// No recommendation goes beyond this many replications.
const MOST_RECOMMENDED: usize = 1_000_000;

impl Precision {
    /// Starts without replications.
    ///
    /// # Errors
    /// If the target is not a positive number.
    pub fn new(rule: PrecisionRule) -> Result<Self, StatisticsError> {
        let (Target::Absolute(value) | Target::Relative(value)) = rule.target;
        if !(value > 0.0 && value.is_finite()) {
            return Err(StatisticsError::Setting {
                name: "the half-width",
                allowed: "positive",
                value,
            });
        }
        Ok(Self {
            rule: PrecisionRule {
                least: rule.least.max(3),
                ..rule
            },
            runs: 0,
            nulls: 0,
            mean: 0.0,
            squares: 0.0,
            met_at: None,
            ended: None,
        })
    }

    /// Takes the next replication in order. After [`Decision::Enough`] further
    /// ones change nothing.
    pub fn take(&mut self, value: Option<f64>) {
        if self.ended.is_some() {
            return;
        }
        self.runs += 1;
        let Some(value) = number(value) else {
            self.nulls += 1;
            self.met_at = None;
            return;
        };
        if self.nulls > 0 {
            return;
        }
        // Welford's update (1962).
        let away = value - self.mean;
        self.mean += away / self.runs as f64;
        self.squares += away * (value - self.mean);
        if !self.is_met() {
            self.met_at = None;
            return;
        }
        let met_at = *self.met_at.get_or_insert(self.runs);
        if self.runs >= met_at + self.rule.look_ahead_at(met_at) {
            self.ended = Some(Decision::Enough {
                met_at,
                runs: self.runs,
            });
        }
    }

    /// Whether the replications taken so far are enough.
    #[must_use]
    pub fn decision(&self) -> Decision {
        if let Some(ended) = self.ended {
            return ended;
        }
        if self.nulls > 0 {
            return Decision::NoMean { nulls: self.nulls };
        }
        Decision::More {
            recommended: self.recommended(),
        }
    }

    /// The decision over replications already there, in order.
    ///
    /// # Errors
    /// As [`Precision::new`].
    pub fn decide(
        rule: PrecisionRule,
        values: &[Option<f64>],
    ) -> Result<Decision, StatisticsError> {
        let mut precision = Self::new(rule)?;
        for value in values {
            precision.take(*value);
        }
        Ok(precision.decision())
    }

    /// The target in the metric's unit.
    fn allowed(&self) -> f64 {
        match self.rule.target {
            Target::Absolute(half_width) => half_width,
            Target::Relative(share) => share * self.mean.abs(),
        }
    }

    /// Half-width if `runs` replications had the spread seen so far.
    fn half_width_at(&self, runs: usize) -> f64 {
        let variance = self.squares.max(0.0) / (self.runs.max(2) - 1) as f64;
        let t = student_quantile(runs.max(2) - 1, self.rule.confidence.upper());
        t * (variance / runs as f64).sqrt()
    }

    fn is_met(&self) -> bool {
        self.runs >= self.rule.least && self.half_width_at(self.runs) <= self.allowed()
    }

    /// Replications still to run, if the spread stays as it is.
    fn recommended(&self) -> usize {
        if let Some(met_at) = self.met_at {
            return (met_at + self.rule.look_ahead_at(met_at) - self.runs).max(1);
        }
        let start = (self.runs + 1).max(self.rule.least);
        let expected = if self.runs < 2 {
            start
        } else {
            self.expected_from(start)
        };
        let with_look_ahead = expected + self.rule.look_ahead_at(expected);
        (with_look_ahead - self.runs).min(MOST_RECOMMENDED)
    }

    /// The smallest number of replications from `start` on that meets the
    /// target. The half-width falls with their number, so it is found by
    /// doubling and halving.
    fn expected_from(&self, start: usize) -> usize {
        let met = |runs: usize| self.half_width_at(runs) <= self.allowed();
        let mut high = start;
        while !met(high) {
            if high >= MOST_RECOMMENDED {
                return MOST_RECOMMENDED;
            }
            high *= 2;
        }
        let mut low = start.max(high / 2);
        while low < high {
            let middle = low + (high - low) / 2;
            if met(middle) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        high
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(numbers: &[f64]) -> Vec<Option<f64>> {
        numbers.iter().copied().map(Some).collect()
    }

    fn decide(target: Target, numbers: &[f64]) -> Decision {
        Precision::decide(PrecisionRule::new(target), &values(numbers)).expect("a valid rule")
    }

    #[test]
    fn alike_values_end_after_the_look_ahead() {
        let eight = [10.0; 8];
        let target = Target::Relative(0.05);
        assert_eq!(
            decide(target, &eight[..2]),
            Decision::More { recommended: 6 }
        );
        assert_eq!(
            decide(target, &eight[..3]),
            Decision::More { recommended: 5 }
        );
        assert_eq!(
            decide(target, &eight[..7]),
            Decision::More { recommended: 1 }
        );
        assert_eq!(
            decide(target, &eight),
            Decision::Enough { met_at: 3, runs: 8 }
        );
    }

    /// 10, 10.1, 9.9 meet 5 % (half-width 0.25 of 0.5); 14 breaks it.
    #[test]
    fn a_value_that_breaks_the_target_starts_the_look_ahead_again() {
        let mut numbers = vec![10.0, 10.1, 9.9, 14.0];
        let target = Target::Relative(0.05);
        assert!(
            matches!(decide(target, &numbers), Decision::More { recommended } if recommended > 20)
        );
        numbers.extend([10.0; 100]);
        let Decision::Enough { met_at, runs } = decide(target, &numbers) else {
            panic!("a hundred alike values are enough");
        };
        // By hand for n − 1 values of 10 and one of 14 (the other two hardly
        // matter): s² ≈ 16/n, t·4/n ≤ 0.5 from n ≈ 16 on.
        assert!(
            (15..=18).contains(&met_at) && runs == met_at + 5,
            "{met_at} {runs}"
        );
    }

    #[test]
    fn what_ran_beyond_changes_nothing() {
        let mut numbers = vec![10.0; 8];
        let enough = decide(Target::Absolute(1.0), &numbers);
        numbers.extend([1000.0, -5.0]);
        assert_eq!(decide(Target::Absolute(1.0), &numbers), enough);
        let mut nulls = values(&numbers);
        nulls.push(None);
        let rule = PrecisionRule::new(Target::Absolute(1.0));
        assert_eq!(Precision::decide(rule, &nulls), Ok(enough));
    }

    #[test]
    fn look_ahead_grows_beyond_a_hundred() {
        let rule = PrecisionRule::new(Target::Absolute(1.0));
        let ahead = [3, 100, 119, 120, 1000].map(|runs| rule.look_ahead_at(runs));
        assert_eq!(ahead, [5, 5, 5, 6, 50]);
    }

    #[test]
    fn a_null_says_so_and_a_target_must_be_positive() {
        let rule = PrecisionRule::new(Target::Absolute(1.0));
        let decision = Precision::decide(rule, &[Some(1.0), None, Some(1.0)]);
        assert_eq!(decision, Ok(Decision::NoMean { nulls: 1 }));
        for target in [Target::Absolute(0.0), Target::Relative(f64::NAN)] {
            assert!(Precision::new(PrecisionRule::new(target)).is_err());
        }
    }

    #[test]
    fn a_mean_of_nothing_with_a_relative_target_is_never_met() {
        let decision = decide(Target::Relative(0.1), &[-1.0, 1.0, -1.0, 1.0]);
        assert_eq!(
            decision,
            Decision::More {
                recommended: MOST_RECOMMENDED
            }
        );
        let zeros = decide(Target::Relative(0.1), &[0.0; 8]);
        assert_eq!(zeros, Decision::Enough { met_at: 3, runs: 8 });
    }
}
