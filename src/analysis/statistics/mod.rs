//! What the replications of a study say, and how sure one may be.
//!
//! In: for each variant, one metric by replication, `&[Option<f64>]` in the
//! order of replications. Out: means, quantiles, differences, shares and
//! effects with their confidence, and two rules that say when a study has run
//! enough. Who runs what, and what is written of it, is somebody else's.
//!
//! Three rules hold everywhere:
//!
//! 1. **A null is worse than any number** (not everyone was out, say). It is
//!    ranked last and its share is shown; it is never dropped from a mean, so
//!    a mean over nulls does not exist. A value that is not finite is a null.
//! 2. **The order of replications decides, never the order in which runs
//!    finished.** Sums go in that order; the rules that stop a study look at
//!    the first n replications and nothing else.
//! 3. **Resampling is keyed** by a seed and an entity, as every random number
//!    of Muster.

mod bootstrap;
mod compare;
mod curves;
mod distributions;
mod factorial;
#[cfg(test)]
mod limit_trials;
mod mean;
mod outcomes;
mod percentile;
mod precision;
mod proportion;
mod selection;
mod selection_rule;
#[cfg(test)]
mod selection_tests;
mod shares;
mod standing;
#[cfg(test)]
mod trials;

pub use bootstrap::{Bootstrap, Statistic};
pub use compare::{Comparison, PairedDifference, SignTest, compare, differences, holm};
pub use curves::{CurveConvergence, CurveCriterion, CurveMeasures, CurveStep, convergence};
pub use factorial::{Effects, Interaction, LevelEffect, MainEffect, effects};
pub use mean::{Confidence, Interval, MeanEstimate};
pub use outcomes::{Better, Summary, median, quantile, skewness, summarise};
pub use percentile::{Bound, Percentile, percentile, runs_for_worse_end};
pub use precision::{Decision, Precision, PrecisionRule, Target};
pub use proportion::{Limit, Proportion, limit_broken, nulls, proportion};
pub use selection::Selection;
pub use selection_rule::SelectionRule;
pub use shares::Shares;
pub use standing::{Gap, Selected, Standing};

/// Why a statistic cannot be had. Variants, cells and replications are
/// counted from 0.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum StatisticsError {
    /// A confidence level that is not between 0 and 1.
    #[error("a confidence level must lie between 0 and 1, not {0}")]
    Confidence(f64),
    /// A setting outside its range.
    #[error("{name} must be {allowed}, not {value}")]
    Setting {
        /// What is set.
        name: &'static str,
        /// What it may be.
        allowed: &'static str,
        /// What it is.
        value: f64,
    },
    /// A null where only numbers make sense and no number was given for it.
    #[error(
        "variant {variant} has no number in replication {replication}, and it was not said what a null counts as"
    )]
    Null {
        /// The variant or cell.
        variant: usize,
        /// The replication.
        replication: usize,
    },
    /// The number that a null counts as is better than a number that occurred.
    #[error(
        "a null counts as {null_as}, but variant {variant} has {value} in replication {replication}, which is worse"
    )]
    NullNotWorst {
        /// What a null counts as.
        null_as: f64,
        /// The variant.
        variant: usize,
        /// The replication.
        replication: usize,
        /// Its value.
        value: f64,
    },
    /// Too few numbers.
    #[error("{needed} replications are needed at least, there are {given}")]
    TooFew {
        /// How many it takes.
        needed: usize,
        /// How many there are.
        given: usize,
    },
    /// Lists that must be equally long are not.
    #[error("{expected} values were expected, there are {given}")]
    Length {
        /// How many there must be.
        expected: usize,
        /// How many there are.
        given: usize,
    },
}

/// A value as a number; none for a null, and for what is not finite.
pub(crate) fn number(value: Option<f64>) -> Option<f64> {
    value.filter(|number| number.is_finite())
}
