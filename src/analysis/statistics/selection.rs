//! Which variant is best, with as few runs as may be.
//!
//! The KN procedure, Kim and Nelson (ACM Transactions on Modeling and Computer
//! Simulation 11, 2001), with their constant c = 1: after a first stage that
//! shows how much the variants differ by chance, one replication after the
//! other is taken of all variants that are still in, and whoever has fallen
//! behind further than chance allows is dropped. It works on differences of
//! pairs, so common random numbers make it quicker and leave it valid.
//!
//! What it promises: if the best variant is better than the next by the
//! indifference δ or more, it is found with the confidence asked for;
//! otherwise what is found is, as surely, at most δ worse than the best. The
//! proof is for values near a normal distribution, which means over people
//! come close to; times of the very last one out do less. A metric that is
//! the same in the whole first stage and differs rarely (a count that is
//! mostly 0, say) misleads it: it takes what it saw for all there is, and the
//! first difference then decides. A longer first stage helps.
//!
//! **Nulls.** The procedure adds numbers, and a null is none. To put a large
//! one in its place unasked would let that number decide. So a null is
//! refused, unless the caller says what it counts as (`null_as`, such as the
//! time at which runs are cut off), and no value may be worse than that.
//!
//! A variant with nulls then varies so much that it would take thousands of
//! replications to be dropped by its sum. So it may be dropped for its nulls
//! ([`NullShares`]): when they are 1/α₀ times as likely under the share that is
//! refused as under the one that is accepted (the upper bound of Wald's
//! sequential probability ratio test, Annals of Mathematical Statistics 16,
//! 1945). However often one looks, that happens to a variant with no more than
//! the accepted share with probability α₀ at most (Ville's inequality). Only
//! where it happens to the best is what is found wrong, so α₀ need not be
//! shared among variants: it is a tenth of the error asked for, and KN has the
//! rest.

use crate::base::math;

use super::distributions::student_quantile;
use super::mean::{Confidence, mean_and_variance};
use super::outcomes::Better;
use super::standing::{Gap, Selected, Standing};
use super::{StatisticsError, number};

/// How to select.
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
    /// When a variant is dropped for its nulls; never without it.
    pub null_shares: Option<NullShares>,
}

/// How many runs of a variant may be nulls. Where all that are left had to be
/// dropped for them, none is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NullShares {
    /// A share that will do, above 0: whoever has no more is not dropped for it,
    /// as surely as said in the module.
    pub accepted: f64,
    /// A share that will not, above that and below 1: the farther above, the
    /// sooner it is found.
    pub refused: f64,
}

impl NullShares {
    /// Logarithm of how much likelier so many nulls among so many runs are under
    /// the share that is refused.
    pub(super) fn evidence(self, nulls: usize, runs: usize) -> f64 {
        let ratio = |refused: f64, accepted: f64| math::ln(refused / accepted);
        let null = ratio(self.refused, self.accepted);
        let number = ratio(1.0 - self.refused, 1.0 - self.accepted);
        nulls as f64 * null + (runs - nulls) as f64 * number
    }
}

/// Part of the error that dropping for nulls may make.
const ERROR_OF_NULLS: f64 = 0.1;

/// A selection under way.
#[derive(Clone, Debug)]
pub struct Selection {
    rule: SelectionRule,
    /// By variant, its values in order of replications, turned so that larger
    /// is better; a variant that was dropped has no more than until then.
    gains: Vec<Vec<f64>>,
    /// Their sums.
    sums: Vec<f64>,
    /// Variants not dropped, in order.
    contenders: Vec<usize>,
    /// By variant, how many of its values were nulls.
    nulls: Vec<usize>,
    /// By variant, whether it was dropped for them.
    refused: Vec<bool>,
    /// Replications taken.
    replications: usize,
    /// h²·S² of the differences by pair of variants, row by row; empty before
    /// the first stage is over.
    reach: Vec<f64>,
    best: Option<usize>,
}

impl Selection {
    /// Starts a selection among so many variants.
    ///
    /// # Errors
    /// For fewer than two variants, an indifference or first stage outside
    /// its range, or a confidence so low that any guess would do.
    pub fn new(variants: usize, rule: SelectionRule) -> Result<Self, StatisticsError> {
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
        if !(rule.indifference > 0.0 && rule.indifference.is_finite()) {
            return setting("the indifference", "positive", rule.indifference);
        }
        if rule.first_stage < 2 {
            return setting("the first stage", "2 or more", rule.first_stage as f64);
        }
        if let Some(value) = rule.null_as.filter(|value| !value.is_finite()) {
            return setting("what a null counts as", "a finite number", value);
        }
        if let Some(NullShares { accepted, refused }) = rule.null_shares {
            if !(accepted > 0.0 && accepted < 1.0) {
                return setting("the accepted share of nulls", "between 0 and 1", accepted);
            }
            if !(refused > accepted && refused < 1.0) {
                let allowed = "between the accepted share and 1";
                return setting("the refused share of nulls", allowed, refused);
            }
        }
        if share_of_error(&rule, variants) >= 0.5 {
            let level = rule.confidence.level();
            return setting("the confidence of a selection", "more than a half", level);
        }
        Ok(Self {
            rule,
            gains: vec![Vec::new(); variants],
            sums: vec![0.0; variants],
            contenders: (0..variants).collect(),
            nulls: vec![0; variants],
            refused: vec![false; variants],
            replications: 0,
            reach: Vec::new(),
            best: None,
        })
    }

    /// The variants whose next replication is wanted, in order; after the
    /// decision, those never dropped.
    #[must_use]
    pub fn contenders(&self) -> &[usize] {
        &self.contenders
    }

    /// How many replications have been taken.
    #[must_use]
    pub fn replications(&self) -> usize {
        self.replications
    }

    /// How many replications of every variant it takes in any case.
    #[must_use]
    pub fn first_stage_left(&self) -> usize {
        self.rule.first_stage.saturating_sub(self.replications)
    }

    /// Whether the best is found.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        self.best.is_some()
    }

    /// Takes the next replication: one value a variant, in order. Values of
    /// dropped variants are not looked at, nor is anything after the
    /// decision, so that a block that ran all of them gives the same result.
    ///
    /// # Errors
    /// If the values are not as many as the variants, or a contender's is a
    /// null or worse than one. Nothing of that replication is then taken.
    pub fn take(&mut self, values: &[Option<f64>]) -> Result<(), StatisticsError> {
        if values.len() != self.gains.len() {
            return Err(StatisticsError::Length {
                expected: self.gains.len(),
                given: values.len(),
            });
        }
        if self.is_decided() {
            return Ok(());
        }
        let gain = |variant: &usize| self.gain(*variant, values[*variant]);
        let gains = self.contenders.iter().map(gain);
        let gains = gains.collect::<Result<Vec<f64>, _>>()?;
        for (variant, gain) in self.contenders.iter().zip(gains) {
            self.gains[*variant].push(gain);
            self.sums[*variant] += gain;
            self.nulls[*variant] += usize::from(number(values[*variant]).is_none());
        }
        self.replications += 1;
        if self.replications >= self.rule.first_stage {
            self.refuse();
        }
        if self.replications == self.rule.first_stage {
            self.end_first_stage();
        }
        if self.replications >= self.rule.first_stage {
            self.screen();
        }
        Ok(())
    }

    /// The outcome; none before the decision.
    #[must_use]
    pub fn selected(&self) -> Option<Selected> {
        self.best.map(|best| self.outcome(best))
    }

    /// Where it stands, for a study whose budget ends before the decision: the
    /// contender with the best mean so far as the best, without any promise.
    /// The outcome after the decision; none before the first stage is over.
    #[must_use]
    pub fn so_far(&self) -> Option<Selected> {
        if self.reach.is_empty() {
            return None;
        }
        let ahead = |a: usize, b: usize| if self.sums[b] > self.sums[a] { b } else { a };
        let leader = self.contenders.iter().copied().reduce(ahead)?;
        Some(self.outcome(self.best.unwrap_or(leader)))
    }

    /// After how many replications it is decided at the latest; none before
    /// the first stage is over.
    #[must_use]
    pub fn replications_at_most(&self) -> Option<usize> {
        if self.reach.is_empty() {
            return None;
        }
        if self.is_decided() {
            return Some(self.replications);
        }
        let reach = |i: usize| {
            let others = self.contenders.iter();
            others.map(move |l| self.reach[i * self.gains.len() + l])
        };
        let farthest = self.contenders.iter().flat_map(|i| reach(*i));
        let indifference = self.rule.indifference;
        let most = farthest.fold(0.0, f64::max) / (indifference * indifference);
        Some((most.ceil() as usize).max(self.replications + 1))
    }

    /// The outcome with this variant as the best.
    fn outcome(&self, best: usize) -> Selected {
        // Each of the other variants gets a statement of its own.
        let confidence = self.rule.confidence.shared_by(self.gains.len() - 1);
        let gap = |(variant, gains): (usize, &Vec<f64>)| {
            let pairs = self.gains[best].iter().zip(gains);
            let worse_by: Vec<f64> = pairs.map(|(best, own)| best - own).collect();
            let gap = Gap::of(&worse_by, self.rule.indifference, confidence);
            let standing = match variant == best {
                true => Standing::Best,
                false if self.refused[variant] => Standing::Nulls,
                false => gap.standing,
            };
            Gap { standing, ..gap }
        };
        Selected {
            best,
            replications: self.replications,
            runs: self.gains.iter().map(Vec::len).sum(),
            gaps: self.gains.iter().enumerate().map(gap).collect(),
        }
    }

    /// How many replications of every variant it would take to select with
    /// the same confidence and indifference, but without dropping any: Clark
    /// and Yang's two stages (1986), max(n₀, ⌈t²·S²/δ²⌉) with the largest S²
    /// among all pairs and t(n₀−1, 1 − α/(k−1)), valid under common random
    /// numbers as well. Who was dropped for nulls at the end of the first stage
    /// has no S². None before the first stage is over.
    #[must_use]
    pub fn full_factorial_replications(&self) -> Option<usize> {
        let largest = self.reach.iter().copied().reduce(f64::max)?;
        let first = self.rule.first_stage;
        let share = share_of_error(&self.rule, self.gains.len());
        let t = student_quantile(first - 1, 1.0 - share);
        let variance = largest / self.spread_factor();
        let needed = t * t * variance / (self.rule.indifference * self.rule.indifference);
        Some((needed.ceil() as usize).max(first))
    }

    /// A contender's value, turned so that larger is better.
    fn gain(&self, variant: usize, value: Option<f64>) -> Result<f64, StatisticsError> {
        let better = self.rule.better;
        match (number(value), self.rule.null_as) {
            (None, None) => Err(StatisticsError::Null {
                variant,
                replication: self.replications,
            }),
            (Some(value), Some(null_as)) if better.gain(value) < better.gain(null_as) => {
                Err(StatisticsError::NullNotWorst {
                    null_as,
                    variant,
                    replication: self.replications,
                    value,
                })
            }
            (Some(value), _) | (None, Some(value)) => Ok(better.gain(value)),
        }
    }

    /// h² = 2η(n₀ − 1) with η = ½·((2α/(k−1))^(−2/(n₀−1)) − 1).
    fn spread_factor(&self) -> f64 {
        let freedom = (self.rule.first_stage - 1) as f64;
        let error = 2.0 * share_of_error(&self.rule, self.gains.len());
        (math::pow(error, -2.0 / freedom) - 1.0) * freedom
    }

    /// Drops who has too many nulls, unless that is everyone.
    fn refuse(&mut self) {
        let Some(shares) = self.rule.null_shares else {
            return;
        };
        let bound = -math::ln(ERROR_OF_NULLS * self.rule.confidence.alpha());
        let will_do = |i: &usize| shares.evidence(self.nulls[*i], self.replications) < bound;
        let kept: Vec<usize> = self.contenders.iter().copied().filter(will_do).collect();
        if kept.is_empty() {
            return;
        }
        for variant in &self.contenders {
            self.refused[*variant] = !kept.contains(variant);
        }
        self.contenders = kept;
    }

    /// The variance of each pair's differences says how far apart they may
    /// come by chance.
    fn end_first_stage(&mut self) {
        let factor = self.spread_factor();
        let variants = self.gains.len();
        self.reach = vec![0.0; variants * variants];
        for (place, &i) in self.contenders.iter().enumerate() {
            for &l in &self.contenders[..place] {
                let pairs = self.gains[i].iter().zip(&self.gains[l]);
                let differences: Vec<f64> = pairs.map(|(a, b)| a - b).collect();
                let reach = factor * mean_and_variance(&differences).1;
                self.reach[i * variants + l] = reach;
                self.reach[l * variants + i] = reach;
            }
        }
    }

    /// r·W: how far the sum of i may lie behind that of l after r
    /// replications, max(0, (δ/2)·(h²S²/δ² − r)).
    fn allowance(&self, i: usize, l: usize) -> f64 {
        let indifference = self.rule.indifference;
        let reach = self.reach[i * self.gains.len() + l];
        let most = reach / (indifference * indifference);
        (0.5 * indifference * (most - self.replications as f64)).max(0.0)
    }

    /// Drops who has fallen too far behind anyone who was still in, and
    /// decides when one is left or chance allows no distance any more; then
    /// all left are equal, and the first is taken.
    fn screen(&mut self) {
        let keeps_up = |i: &usize| {
            let mut others = self.contenders.iter().filter(|l| *l != i);
            others.all(|l| self.sums[*i] >= self.sums[*l] - self.allowance(*i, *l))
        };
        let kept: Vec<usize> = self.contenders.iter().copied().filter(keeps_up).collect();
        let undecided = kept.iter().enumerate().any(|(place, i)| {
            let mut others = kept[..place].iter();
            others.any(|l| self.allowance(*i, *l) > 0.0)
        });
        if !undecided {
            self.best = kept.first().copied();
        }
        self.contenders = kept;
    }
}

/// α/(k − 1), less what dropping for nulls may err: the error that each
/// comparison with the best may make.
fn share_of_error(rule: &SelectionRule, variants: usize) -> f64 {
    let of_nulls = rule.null_shares.map_or(0.0, |_| ERROR_OF_NULLS);
    (1.0 - of_nulls) * rule.confidence.alpha() / (variants.max(2) - 1) as f64
}
