//! What a selection found: the best, and how far from it the others are.

use super::mean::{Confidence, MeanEstimate};

/// The outcome of a selection.
#[derive(Clone, Debug, PartialEq)]
pub struct Selected {
    /// The variant selected.
    pub best: usize,
    /// Replications taken.
    pub replications: usize,
    /// Runs spent on all variants together.
    pub runs: usize,
    /// By variant, how much worse it is.
    pub gaps: Vec<Gap>,
    /// By variant, whether it was accepted for its limits, or refused; none while that is
    /// open. All are where that is not looked at.
    pub keeps_limits: Vec<Option<bool>>,
}

impl Selected {
    /// The variants that may be within the indifference of the best, itself
    /// included, in order: all that cannot be called worse by more than that.
    #[must_use]
    pub fn not_worse(&self) -> Vec<usize> {
        let gaps = self.gaps.iter().enumerate();
        let far = |standing| {
            use Standing::{Beyond, Limits, Nulls};
            matches!(standing, Beyond | Nulls | Limits)
        };
        let near = gaps.filter(|(_, gap)| !far(gap.standing));
        near.map(|(variant, _)| variant).collect()
    }
}

/// Where a variant stands beside the selected one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is the one.
    Best,
    /// Surely at most the indifference worse: it would do as well.
    Within,
    /// It may be worse by more than the indifference, or not.
    Unclear,
    /// Surely worse by more than the indifference.
    Beyond,
    /// Refused because too many of its runs have no number.
    Nulls,
    /// Refused because too many of its runs break a limit.
    Limits,
}

/// How much worse a variant is than the selected one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// Where that puts it.
    pub standing: Standing,
    /// Replications it had before it was dropped, or all.
    pub replications: usize,
    /// Mean of the paired differences, positive where it is worse, over the
    /// replications it had. Its interval holds for all variants together
    /// (Bonferroni) as for a number of replications fixed in advance; that a
    /// variant is dropped when it looks bad makes its gap look a little
    /// larger than it is.
    pub worse_by: MeanEstimate,
}

impl Gap {
    /// Of a variant that is not the best, by how much it is worse in each of
    /// its replications, two at least.
    pub(super) fn of(worse_by: &[f64], indifference: f64, confidence: Confidence) -> Self {
        let estimate = MeanEstimate::of(worse_by, confidence)
            .expect("a first stage has two replications of every variant at least");
        let interval = estimate.interval();
        let standing = if interval.high <= indifference {
            Standing::Within
        } else if interval.low > indifference {
            Standing::Beyond
        } else {
            Standing::Unclear
        };
        Self {
            standing,
            replications: worse_by.len(),
            worse_by: estimate,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Worse by 10 on average, give or take t(4, 0.975)·√2.5/√5 = 1.963.
    #[test]
    fn a_standing_is_where_the_whole_interval_lies() {
        let worse_by = [8.0, 9.0, 10.0, 11.0, 12.0];
        let standing = |indifference| {
            let gap = Gap::of(&worse_by, indifference, Confidence::PERCENT_95);
            assert_eq!((gap.replications, gap.worse_by.mean), (5, 10.0));
            gap.standing
        };
        assert_eq!(standing(8.0), Standing::Beyond);
        assert_eq!(standing(8.1), Standing::Unclear);
        assert_eq!(standing(11.9), Standing::Unclear);
        assert_eq!(standing(12.0), Standing::Within);
    }
}
