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
//! indifference δ or more, it is found with the confidence asked for. Otherwise
//! what is found should, as surely, be at most δ worse than the best: that is not
//! proved for procedures that drop one after the other (Eckman and Henderson, ACM
//! Transactions on Modeling and Computer Simulation 31, 2021), but holds in our
//! trials. The proof is for values near a normal distribution, which means over people
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
//! replications to be dropped by its sum.
//!
//! **Shares.** So a variant may be dropped because too many of its values are nulls,
//! and because it breaks limits in too many replications ([`super::Shares`]). While KN runs,
//! it is looked at whether the share is one that will do or one that will not (as
//! Andradóttir and Kim, Naval Research Logistics 57, 2010, look at feasibility;
//! whether a replication is bad is yes or no, so Wald's test takes the place of
//! theirs). From the end of the first stage on, who is refused is dropped, and nobody
//! is dropped for being behind one who is not yet accepted: the best of those that
//! will do is not lost to one that will not. Of a pair it counts who was found ahead
//! first, as KN's proof wants it, also where the other stays in. It ends when the one
//! ahead is accepted, or when all are refused.
//!
//! Then, if the best with no more than the accepted share is better by δ or more than
//! every other with less than the refused share, it is found with the confidence
//! asked for, and as surely nobody with the refused share or more is.
//! What each of these may err is in [`SelectionRule`]; together it is what the
//! confidence allows.

use crate::base::math;

use super::distributions::student_quantile;
use super::mean::mean_and_variance;
use super::selection_rule::SelectionRule;
use super::shares::{Verdict, Watch};
use super::standing::{Gap, Selected, Standing};
use super::{StatisticsError, number};

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
    /// Whether too many of their values are nulls.
    nulls: Watch,
    /// Whether limits are broken in too many of their replications.
    limits: Watch,
    /// By pair of variants, row by row, whether the second was found ahead of the first.
    behind: Vec<bool>,
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
        rule.check(variants)?;
        Ok(Self {
            rule,
            gains: vec![Vec::new(); variants],
            sums: vec![0.0; variants],
            contenders: (0..variants).collect(),
            nulls: Watch::new(rule.test(rule.null_shares, variants), variants),
            limits: Watch::new(rule.test(rule.limit_shares, variants), variants),
            behind: vec![false; variants * variants],
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

    /// Whether the best is found, or none will do.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        self.best.is_some() || self.contenders.is_empty()
    }

    /// Whether none will do, because all are refused for nulls or limits.
    #[must_use]
    pub fn none_will_do(&self) -> bool {
        self.contenders.is_empty()
    }

    /// Takes the next replication, in which every variant keeps its limits: as
    /// [`Self::take_with_limits`].
    ///
    /// # Errors
    /// As there.
    pub fn take(&mut self, values: &[Option<f64>]) -> Result<(), StatisticsError> {
        self.take_with_limits(values, &vec![true; values.len()])
    }

    /// Takes the next replication: one value a variant, in order, and whether it
    /// keeps its limits. What dropped variants have is not looked at, nor is anything
    /// after the decision, so that a block that ran all of them gives the same result.
    ///
    /// # Errors
    /// If the values are not as many as the variants, or a contender's is a
    /// null or worse than one. Nothing of that replication is then taken.
    pub fn take_with_limits(
        &mut self,
        values: &[Option<f64>],
        keeps: &[bool],
    ) -> Result<(), StatisticsError> {
        for given in [values.len(), keeps.len()] {
            if given != self.gains.len() {
                return Err(StatisticsError::Length {
                    expected: self.gains.len(),
                    given,
                });
            }
        }
        if self.is_decided() {
            return Ok(());
        }
        let gain = |variant: &usize| self.gain(*variant, values[*variant]);
        let gains = self.contenders.iter().map(gain);
        let gains = gains.collect::<Result<Vec<f64>, _>>()?;
        self.replications += 1;
        for (&variant, gain) in self.contenders.iter().zip(gains) {
            self.gains[variant].push(gain);
            self.sums[variant] += gain;
            let is_null = number(values[variant]).is_none();
            self.nulls.note(variant, is_null, self.replications);
            self.limits
                .note(variant, !keeps[variant], self.replications);
        }
        if self.replications >= self.rule.first_stage {
            let nulls = &self.nulls;
            let limits = &self.limits;
            self.contenders
                .retain(|&i| refused(nulls, limits, i).is_none());
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
    /// contender with the best mean so far as the best, without any promise, and
    /// where none will do the one of all with the best mean. The outcome after the
    /// decision; none before the first stage is over.
    #[must_use]
    pub fn so_far(&self) -> Option<Selected> {
        if self.reach.is_empty() {
            return None;
        }
        let mean = |i: usize| self.sums[i] / self.gains[i].len() as f64;
        let ahead = |a: usize, b: usize| if mean(b) > mean(a) { b } else { a };
        let best = match self.none_will_do() {
            true => (0..self.gains.len()).reduce(ahead),
            false => self.best.or_else(|| self.leader(&self.contenders)),
        };
        best.map(|best| self.outcome(best))
    }

    /// Of those whom none of the others was found ahead of, the one with the best sum, the
    /// first of equals. (First findings may go in a circle: then of all.)
    fn leader(&self, among: &[usize]) -> Option<usize> {
        let ahead = |a: usize, b: usize| if self.sums[b] > self.sums[a] { b } else { a };
        let is_first = |i: &usize| !among.iter().any(|l| self.is_behind(*i, *l));
        let first = among.iter().copied().filter(is_first).reduce(ahead);
        first.or_else(|| among.iter().copied().reduce(ahead))
    }

    /// Whether the second was found ahead of the first.
    fn is_behind(&self, i: usize, l: usize) -> bool {
        self.behind[i * self.gains.len() + l]
    }

    /// Whether a variant may drop others: neither its nulls nor its limits speak
    /// against it.
    fn is_accepted(&self, i: usize) -> bool {
        [&self.nulls, &self.limits].map(|watch| watch.verdict(i)) == [Verdict::Accepted; 2]
    }

    /// After how many replications it is decided at the latest; none before
    /// the first stage is over, and where shares are looked at.
    #[must_use]
    pub fn replications_at_most(&self) -> Option<usize> {
        let shares = self.rule.null_shares.or(self.rule.limit_shares);
        if self.reach.is_empty() || shares.is_some() {
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
            let standing = match refused(&self.nulls, &self.limits, variant) {
                Some(refused) => refused,
                None if variant == best => Standing::Best,
                None => gap.standing,
            };
            Gap {
                standing,
                replications: gains.len(),
                ..gap
            }
        };
        Selected {
            best,
            replications: self.replications,
            runs: self.gains.iter().map(Vec::len).sum(),
            gaps: self.gains.iter().enumerate().map(gap).collect(),
            keeps_limits: (0..self.gains.len())
                .map(|variant| match self.limits.verdict(variant) {
                    Verdict::Open => None,
                    Verdict::Accepted => Some(true),
                    Verdict::Refused => Some(false),
                })
                .collect(),
        }
    }

    /// How many replications of every variant it would take to select with
    /// the same confidence and indifference, but without dropping any: Clark
    /// and Yang's two stages (1986), max(n₀, ⌈t²·S²/δ²⌉) with the largest S²
    /// among all pairs and t(n₀−1, 1 − α/(k−1)), valid under common random
    /// numbers as well; where shares are looked at at least as many as were taken. Who was
    /// refused by the end of the first stage has no S². None before the first stage is over.
    #[must_use]
    pub fn full_factorial_replications(&self) -> Option<usize> {
        let largest = self.reach.iter().copied().reduce(f64::max)?;
        let first = self.rule.first_stage;
        let share = self.rule.error_of_a_pair(self.gains.len());
        let t = student_quantile(first - 1, 1.0 - share);
        let variance = largest / self.spread_factor();
        let needed = t * t * variance / (self.rule.indifference * self.rule.indifference);
        let to_accept = match self.rule.null_shares.or(self.rule.limit_shares) {
            Some(_) => self.replications,
            None => first,
        };
        Some((needed.ceil() as usize).max(to_accept))
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
        let error = 2.0 * self.rule.error_of_a_pair(self.gains.len());
        (math::pow(error, -2.0 / freedom) - 1.0) * freedom
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

    /// Notes who is found ahead of whom; drops who is behind an accepted one that was
    /// still in, whoever is farthest behind first, so that never all go; and decides when
    /// an accepted one is left, or chance allows no distance any more, an accepted one is
    /// ahead, and whoever else is left is equal: then the first is taken.
    fn screen(&mut self) {
        let variants = self.gains.len();
        for &i in &self.contenders {
            for &l in &self.contenders {
                let is_known = self.is_behind(i, l) || self.is_behind(l, i);
                if !is_known && self.sums[i] < self.sums[l] - self.allowance(i, l) {
                    self.behind[i * variants + l] = true;
                }
            }
        }
        let mut from_behind = self.contenders.clone();
        from_behind.sort_by(|a, b| self.sums[*a].total_cmp(&self.sums[*b]));
        let mut kept = self.contenders.clone();
        for i in from_behind {
            let drops = |l: &usize| self.is_accepted(*l) && self.is_behind(i, *l);
            if kept.iter().any(drops) {
                kept.retain(|l| *l != i);
            }
        }
        let is_open = |i: usize, l: usize| {
            let is_known = self.is_behind(i, l) || self.is_behind(l, i);
            !is_known && self.allowance(i, l) > 0.0
        };
        let undecided = (kept.iter().enumerate())
            .any(|(place, &i)| kept[..place].iter().any(|&l| is_open(i, l)));
        if !undecided {
            self.best = self.leader(&kept).filter(|best| self.is_accepted(*best));
        }
        self.contenders = kept;
    }
}

/// For what a variant is refused, if it is.
fn refused(nulls: &Watch, limits: &Watch, variant: usize) -> Option<Standing> {
    if nulls.verdict(variant) == Verdict::Refused {
        Some(Standing::Nulls)
    } else if limits.verdict(variant) == Verdict::Refused {
        Some(Standing::Limits)
    } else {
        None
    }
}
