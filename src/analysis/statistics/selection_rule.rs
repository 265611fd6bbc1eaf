//! How to select, and how the error that is allowed is shared out.

use super::StatisticsError;
use super::mean::Confidence;
use super::outcomes::Better;
use super::shares::{ShareTest, Shares};

/// How to select. Errors add up to what the confidence allows: refusing the best for
/// its nulls, or for limits, a tenth of it each; accepting anyone who should be refused,
/// four tenths, shared among all variants; KN has the rest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SelectionRule {
    /// Which values are better.
    pub better: Better,
    /// Indifference δ, in the metric's unit, positive: the smallest
    /// difference that matters.
    pub indifference: f64,
    /// How sure the best is to be found.
    pub confidence: Confidence,
    /// Replications of the first stage, 2 or more; ten to twenty serve well.
    pub first_stage: usize,
    /// What a null counts as; without it a null is an error.
    pub null_as: Option<f64>,
    /// How many of a variant's values may be nulls; without it that is not looked at.
    pub null_shares: Option<Shares>,
    /// In how many replications limits may be broken; without it that is not looked at.
    pub limit_shares: Option<Shares>,
}

/// Part of the error that refusing the best for nulls, and for limits, may make.
const ERROR_OF_REFUSING: f64 = 0.1;
/// Part of the error that accepting those who should be refused may make.
const ERROR_OF_ACCEPTING: f64 = 0.4;

impl SelectionRule {
    /// Checks the rule for so many variants.
    ///
    /// # Errors
    /// As [`super::Selection::new`].
    pub(super) fn check(&self, variants: usize) -> Result<(), StatisticsError> {
        let setting = |name, allowed, value| {
            Err(StatisticsError::Setting {
                name,
                allowed,
                value,
            })
        };
        if variants < 2 {
            return setting("the number of variants", "2 or more", variants as f64);
        }
        if !(self.indifference > 0.0 && self.indifference.is_finite()) {
            return setting("the indifference", "positive", self.indifference);
        }
        if self.first_stage < 2 {
            return setting("the first stage", "2 or more", self.first_stage as f64);
        }
        if let Some(value) = self.null_as.filter(|value| !value.is_finite()) {
            return setting("what a null counts as", "a finite number", value);
        }
        for shares in [self.null_shares, self.limit_shares].into_iter().flatten() {
            shares.check()?;
        }
        if self.error_of_a_pair(variants) >= 0.5 {
            let level = self.confidence.level();
            return setting("the confidence of a selection", "more than a half", level);
        }
        Ok(())
    }

    /// α/(k − 1), less what refusing and accepting may err: the error that each
    /// comparison with the best may make.
    pub(super) fn error_of_a_pair(&self, variants: usize) -> f64 {
        let of_shares = match self.looked_at() {
            0 => 0.0,
            shares => ERROR_OF_REFUSING * shares as f64 + ERROR_OF_ACCEPTING,
        };
        (1.0 - of_shares) * self.confidence.alpha() / (variants.max(2) - 1) as f64
    }

    /// How many kinds of shares are looked at.
    fn looked_at(&self) -> usize {
        let both = [self.null_shares, self.limit_shares];
        both.iter().flatten().count()
    }

    /// The test of some shares, of so many variants.
    pub(super) fn test(&self, shares: Option<Shares>, variants: usize) -> Option<ShareTest> {
        let alpha = self.confidence.alpha();
        let refuses = ERROR_OF_REFUSING * alpha;
        let accepts = ERROR_OF_ACCEPTING * alpha / (variants * self.looked_at().max(1)) as f64;
        shares.map(|shares| ShareTest::new(shares, refuses, accepts))
    }
}
