//! Which replications are wanted next, and when there are enough.
//!
//! Replications are looked at in their order, whatever finished first, so that how
//! many count does not depend on the machine. What ran beyond them stays in the
//! store and is left out.

use crate::analysis::statistics::{
    self as statistics, Confidence, Decision, Precision, PrecisionRule, Selected, SelectionRule,
    Shares, StatisticsError, Target,
};
use crate::model::Study;
use crate::model::study::{self, Budget, HalfWidth};

/// What a replication brings, by variant.
#[derive(Clone, Debug)]
pub struct Replication {
    /// Values of the first objective; none also for variants that did not run.
    pub values: Vec<Option<f64>>,
    /// Whether every limit was kept.
    pub keeps_limits: Vec<bool>,
}

/// How far a study is.
#[derive(Debug)]
pub struct Progression {
    most: u32,
    variants: usize,
    taken: u32,
    rule: Rule,
    /// Runs that the budget still pays for; none without one.
    left: Option<u64>,
    /// Runs of a variant in a replication.
    windows: u64,
    ended: Option<End>,
}

/// Why there are enough replications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// As many as the study has.
    All,
    /// The means are known well enough.
    Precise,
    /// There are as many as the study has, and some mean is not known well enough.
    NotPrecise,
    /// The best is known.
    Selected,
    /// None will do: all break limits too often, or have too many runs without a number.
    NoneWillDo,
    /// The budget does not pay for another replication.
    Budget,
    /// The time was over.
    Time,
    /// Some run has no number, so that there is no mean whose precision could be
    /// looked at; the replications that were to be had were run.
    NoMean,
}

#[derive(Debug)]
enum Rule {
    Fixed,
    /// The least number of replications, and each variant's.
    Precision(u32, Vec<Precision>),
    Selection(Box<statistics::Selection>),
}

/// Which way is better, in the terms of the statistics.
#[must_use]
pub fn better(better: study::Better) -> statistics::Better {
    match better {
        study::Better::Smaller => statistics::Better::Smaller,
        study::Better::Larger => statistics::Better::Larger,
    }
}

/// A bound, in the terms of the statistics.
#[must_use]
pub fn limit(limit: study::Limit) -> statistics::Limit {
    match limit {
        study::Limit::AtMost(bound) => statistics::Limit::AtMost(bound),
        study::Limit::AtLeast(bound) => statistics::Limit::AtLeast(bound),
    }
}

fn shares(shares: study::Shares) -> Shares {
    Shares {
        accepted: shares.accepted,
        refused: shares.refused,
    }
}

impl Progression {
    /// Before the first replication of a study with so many variants.
    ///
    /// # Errors
    /// If a rule cannot be followed, such as a selection among one.
    pub fn new(study: &Study, variants: usize) -> Result<Self, StatisticsError> {
        let rule = match (study.precision, study.selection) {
            (Some(precision), _) => {
                let target = match precision.half_width {
                    HalfWidth::Absolute(width) => Target::Absolute(width),
                    HalfWidth::Relative(share) => Target::Relative(share),
                };
                let rule = PrecisionRule {
                    least: precision.least as usize,
                    ..PrecisionRule::new(target)
                };
                let each = (0..variants).map(|_| Precision::new(rule));
                Rule::Precision(precision.least, each.collect::<Result<_, _>>()?)
            }
            (None, Some(selection)) => {
                let rule = SelectionRule {
                    better: better(study.objectives[0].better),
                    indifference: selection.indifference,
                    confidence: Confidence::new(selection.confidence)?,
                    first_stage: selection.first_stage as usize,
                    null_as: selection.null_as,
                    null_shares: selection.nulls.map(shares),
                    limit_shares: selection.limits.map(shares),
                };
                let selection = statistics::Selection::new(variants, rule)?;
                Rule::Selection(Box::new(selection))
            }
            (None, None) => Rule::Fixed,
        };
        Ok(Self {
            most: study.replications,
            variants,
            taken: 0,
            rule,
            left: match study.budget {
                Some(Budget::Runs(runs)) => Some(runs),
                Some(Budget::Minutes(_)) | None => None,
            },
            windows: study.windows.len().max(1) as u64,
            ended: None,
        })
    }

    /// Replications that count so far.
    #[must_use]
    pub fn taken(&self) -> u32 {
        self.taken
    }

    /// Why there are enough; none if there are not.
    #[must_use]
    pub fn ended(&self) -> Option<End> {
        self.ended
    }

    /// The variants whose next replication is wanted.
    #[must_use]
    pub fn wanted(&self) -> Vec<usize> {
        match &self.rule {
            Rule::Selection(selection) => selection.contenders().to_vec(),
            Rule::Fixed | Rule::Precision(..) => (0..self.variants).collect(),
        }
    }

    /// How many replications to run before looking again, if so many runs of one
    /// window go on at a time: all of which it is known that they are wanted, unless
    /// against time, and as many as keep everybody busy.
    #[must_use]
    pub fn wave(&self, at_a_time: usize, against_time: bool) -> u32 {
        let wanted = self.wanted().len().max(1);
        let paid = (self.left).map_or(u64::MAX, |left| left / (wanted as u64 * self.windows));
        let left = u64::from(self.most - self.taken).min(paid);
        let few = at_a_time.div_ceil(wanted) as u64;
        let sure = match &self.rule {
            _ if against_time => 0,
            Rule::Fixed => left,
            Rule::Precision(least, _) => u64::from(least.saturating_sub(self.taken)),
            Rule::Selection(selection) => selection.first_stage_left() as u64,
        };
        u32::try_from(few.max(sure).min(left)).unwrap_or(u32::MAX)
    }

    /// Ends the study, because the time is over.
    pub fn end_for_time(&mut self) {
        self.ended = self.ended.or(Some(End::Time));
    }

    /// Takes the next replication in order; after the end nothing changes.
    ///
    /// # Errors
    /// If a selection cannot go on.
    pub fn take(&mut self, replication: &Replication) -> Result<(), StatisticsError> {
        if self.ended.is_some() {
            return Ok(());
        }
        let cost = self.wanted().len() as u64 * self.windows;
        let enough = match &mut self.rule {
            Rule::Fixed => None,
            Rule::Precision(_, each) => {
                for (precision, value) in each.iter_mut().zip(&replication.values) {
                    precision.take(*value);
                }
                None
            }
            Rule::Selection(selection) => {
                let Replication {
                    values,
                    keeps_limits,
                } = replication;
                selection.take_with_limits(values, keeps_limits)?;
                match selection.none_will_do() {
                    true => Some(End::NoneWillDo),
                    false => selection.is_decided().then_some(End::Selected),
                }
            }
        };
        let enough = match self.is_precise() {
            Some(true) => Some(End::Precise),
            _ => enough,
        };
        self.taken += 1;
        let last = (self.taken == self.most).then(|| self.at_the_last());
        self.left = self.left.map(|left| left.saturating_sub(cost));
        let next = self.wanted().len() as u64 * self.windows;
        let spent = self
            .left
            .is_some_and(|left| left < next)
            .then_some(End::Budget);
        self.ended = enough.or(last).or(spent);
        Ok(())
    }

    /// Whether every mean is known as well as was asked for; none if nothing was.
    #[must_use]
    pub fn is_precise(&self) -> Option<bool> {
        let Rule::Precision(_, each) = &self.rule else {
            return None;
        };
        let mut decisions = each.iter().map(Precision::decision);
        Some(decisions.all(|decision| matches!(decision, Decision::Enough { .. })))
    }

    fn at_the_last(&self) -> End {
        let Rule::Precision(_, each) = &self.rule else {
            return End::All;
        };
        if self.is_precise() == Some(true) {
            return End::Precise;
        }
        let mut decisions = each.iter().map(Precision::decision);
        if decisions.any(|decision| matches!(decision, Decision::NoMean { .. })) {
            End::NoMean
        } else {
            End::NotPrecise
        }
    }

    /// What a selection has found, or where it stands.
    #[must_use]
    pub fn selected(&self) -> Option<Selected> {
        match &self.rule {
            Rule::Selection(selection) => selection.so_far(),
            Rule::Fixed | Rule::Precision(..) => None,
        }
    }

    /// Runs that a full factorial would take at the same confidence; none without a
    /// selection.
    #[must_use]
    pub fn runs_without_dropping(&self) -> Option<usize> {
        match &self.rule {
            Rule::Selection(selection) => {
                Some(selection.full_factorial_replications()? * self.variants)
            }
            Rule::Fixed | Rule::Precision(..) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn progression(rules: &str) -> Progression {
        let text = format!(
            r#"#![enable(implicit_some)]
            (format: 1, name: "n", scenario: "s.ron", replications: 40, {rules}
                objectives: [(metric: "m")])"#
        );
        let study: Study = ron::from_str(&text).expect("a study");
        Progression::new(&study, 3).expect("a rule that can be followed")
    }

    #[test]
    fn what_is_surely_wanted_is_run_in_one_go_unless_against_time() {
        let waves = |rules: &str| {
            let progression = progression(rules);
            [false, true].map(|against_time| progression.wave(7, against_time))
        };
        assert_eq!(waves(""), [40, 3]);
        assert_eq!(waves("budget: Runs(60),"), [20, 3]);
        let precision = "precision: (half_width: Relative(0.1), least: 6),";
        assert_eq!(waves(precision), [6, 3]);
        let selection = "selection: (indifference: 1.0, first_stage: 5),";
        assert_eq!(waves(selection), [5, 3]);
        let mut selected = progression(selection);
        for (n, left) in [4, 3, 3, 3].into_iter().enumerate() {
            let n = n as f64;
            let values = [Some(n % 2.0), Some(n), Some(2.0 - n)];
            let replication = Replication {
                values: values.to_vec(),
                keeps_limits: vec![true; 3],
            };
            selected.take(&replication).expect("numbers");
            assert_eq!(selected.wave(7, false), left);
        }
    }
}
