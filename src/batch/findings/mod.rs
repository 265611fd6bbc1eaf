//! What a study says: `variants.json`, and what `muster compare` shows.

mod column;

use serde::{Deserialize, Serialize};

use column::{Asked, column, correct};

use crate::analysis::metrics::METRICS_REVISION;
use crate::analysis::statistics::{Confidence, Standing, runs_for_worse_end};
use crate::model::Study;
use crate::model::study::{Better, Limit, Shares};
use crate::sim::ENGINE_REVISION;

use super::factors::{self, EffectsFound, FactorTold, Responses};
use super::kept::KeptRun;
use super::matrix::Matrix;
use super::observed::WindowSeen;
use super::progression::{End, better};
use super::study::Done;
use super::varied::Varied;

/// What a study says. Numbers in the unit of their metric; none where there is none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Findings {
    /// Version of this layout: 1.
    pub schema: u32,
    /// Name of the study.
    pub study: String,
    /// What it shall answer.
    pub question: String,
    /// Name of the scenario.
    pub scenario: String,
    /// Version of Muster.
    pub version: String,
    /// Revision of the engine.
    pub engine_revision: u32,
    /// Seed of the first replication.
    pub seed: u64,
    /// Replications that count.
    pub replications: u32,
    /// Runs that count.
    pub runs: usize,
    /// Why there are enough: `all`, `precise`, `not_precise`, `selected`,
    /// `none_will_do` (all were refused for limits or runs without a number), `no_mean`, `budget` (of runs), or `time` (the budget of time was spent, so that
    /// another machine may have come further).
    pub end: String,
    /// Level of all intervals.
    pub confidence: f64,
    /// The variant with which the others are compared.
    pub baseline: String,
    /// What was compared.
    pub objectives: Vec<ObjectiveFound>,
    /// The variants, in the order of the study.
    pub variants: Vec<VariantFound>,
    /// Which is best, where that was asked.
    pub selection: Option<SelectionFound>,
    /// Revision of how metrics are computed.
    #[serde(default)]
    pub metrics_revision: u32,
    /// Factors of a grid.
    #[serde(default)]
    pub factors: Vec<FactorTold>,
    /// What they do, by objective; none of an objective for which some run has no
    /// number, or which some variant does not have.
    #[serde(default)]
    pub effects: Vec<Option<EffectsFound>>,
    /// Which assumptions about visitors the variants vary.
    #[serde(default)]
    pub varied: Varied,
    /// Whether every mean is known as well as was asked for; none if nothing was.
    #[serde(default)]
    pub is_precise: Option<bool>,
}

/// What was compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ObjectiveFound {
    /// Path of the metric.
    pub metric: String,
    /// The window.
    pub window: String,
    /// Which way is better.
    pub better: Better,
    /// The bound.
    pub limit: Option<Limit>,
}

/// A variant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VariantFound {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Level of each factor.
    pub levels: Vec<usize>,
    /// What was found, by objective.
    pub objectives: Vec<Found>,
    /// What its runs showed, by window.
    #[serde(default)]
    pub windows: Vec<WindowSeen>,
    /// The runs that stand for it: by the first objective the worst, the median, the
    /// best.
    #[serde(default)]
    pub kept: Vec<KeptRun>,
}

/// One metric of one variant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// Replications.
    pub runs: usize,
    /// Those without a number: worse than any number, and never left out.
    pub nulls: usize,
    /// Mean; none if a run has no number, or there is one run.
    pub mean: Option<f64>,
    /// Standard deviation.
    pub sd: Option<f64>,
    /// Half the width of the mean's interval.
    pub half_width: Option<f64>,
    /// Median.
    pub median: Option<f64>,
    /// Best run.
    pub best: Option<f64>,
    /// Worst run; none if one has no number.
    pub worst: Option<f64>,
    /// The value that 95 % of the runs are at least as good as.
    pub p95: Option<f64>,
    /// The worse end of its interval; none if there are too few runs (72) to give
    /// one, or it is a run without a number.
    pub p95_worse_end: Option<f64>,
    /// The better end of its interval; none if there are too few runs to give one, or it
    /// is a run without a number.
    #[serde(default)]
    pub p95_better_end: Option<f64>,
    /// Runs that broke the limit.
    pub broken: Option<Share>,
    /// Beside the baseline; none of the baseline itself, and where one of the two does
    /// not have such a metric.
    pub difference: Option<Difference>,
    /// Skewness of the values; none if a run has no number, or all are equal.
    #[serde(default)]
    pub skewness: Option<f64>,
    /// The mean's interval by the bootstrap (BCa), where 10 to 1,000 values are skewed
    /// by more than 1: Student's then leans.
    #[serde(default)]
    pub bootstrap: Option<[f64; 2]>,
    /// Whether the variant does not have such a metric, as of a gate that another
    /// adds; it then counts as no number.
    #[serde(default)]
    pub absent: bool,
}

/// A share of the runs, with Wilson's interval for the probability.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// How many.
    pub hits: usize,
    /// Of how many.
    pub of: usize,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

/// A variant less the baseline, replication by replication.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// Mean difference; none if a pair has no number.
    pub mean: Option<f64>,
    /// Half the width of its interval.
    pub half_width: Option<f64>,
    /// Correlation of the pairs.
    pub correlation: Option<f64>,
    /// Pairs in which the variant was better.
    pub wins: usize,
    /// Pairs in which the baseline was.
    pub losses: usize,
    /// Pairs without a difference.
    pub ties: usize,
    /// How likely so much difference would be by chance: the paired t test, or the
    /// sign test where a pair has no number.
    pub p_value: f64,
    /// The same, corrected for all comparisons of the study together (Holm).
    pub p_holm: f64,
    /// Whether that is below 0.05.
    pub significant: bool,
    /// Whether the variant is the better of the two, as far as that shows.
    pub is_better: Option<bool>,
    /// The mean difference's interval by the bootstrap (BCa), where the differences are
    /// skewed.
    #[serde(default)]
    pub bootstrap: Option<[f64; 2]>,
}

/// What a selection found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SelectionFound {
    /// The best; where none will do, the one with the best mean.
    pub best: String,
    /// Whether that is sure at the confidence asked for; false if the replications
    /// ended before, or none will do.
    pub is_sure: bool,
    /// The confidence asked for.
    pub confidence: f64,
    /// What difference does not matter.
    pub indifference: f64,
    /// Runs of the selection, windows counted once.
    pub runs: usize,
    /// Runs of a full factorial at the same confidence (Clark and Yang 1986).
    pub runs_without_dropping: Option<usize>,
    /// All that may be within the indifference of the best.
    pub not_worse: Vec<String>,
    /// Replications of each variant before it was dropped.
    pub replications: Vec<usize>,
    /// Where each stands: `best`, `within`, `unclear` or `beyond`, or `nulls` where it
    /// was dropped because too many of its runs have no number, or `limits` because too
    /// many break one.
    pub standings: Vec<String>,
    /// If it was among variants that keep their limits, which shares of runs that break
    /// one will do and will not.
    #[serde(default)]
    pub limits: Option<Shares>,
    /// Of each whether it was accepted for the share of its runs that break one (`true`),
    /// or refused (`false`); none while that is open; empty if it was not looked at.
    #[serde(default)]
    pub keeps_limits: Vec<Option<bool>>,
}

impl Findings {
    /// What came of a study.
    #[must_use]
    pub fn of(study: &Study, matrix: &Matrix, done: &Done) -> Self {
        let objectives = study.objectives.iter().enumerate();
        let mut columns: Vec<Vec<Found>> = objectives
            .map(|(index, objective)| {
                column(&Asked {
                    values: &done.values[index],
                    has: &matrix.has[index],
                    side: better(objective.better),
                    limit: objective.limit,
                    baseline: matrix.baseline,
                    seed: study.seed,
                    index,
                })
            })
            .collect();
        correct(&mut columns);
        let factors = factors::told(study, &matrix.scenario);
        let ids = || matrix.variants.iter().map(|variant| variant.id.clone());
        let window = |index: usize| {
            matrix.windows[matrix.windows_of_objectives[index]]
                .id
                .clone()
        };
        Self {
            schema: 1,
            study: study.name.clone(),
            question: study.question.clone(),
            scenario: matrix.scenario.name.clone(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            engine_revision: ENGINE_REVISION,
            seed: study.seed,
            replications: done.replications,
            runs: done.runs.len(),
            end: end_key(done.end).to_owned(),
            confidence: Confidence::PERCENT_95.level(),
            baseline: matrix.variants[matrix.baseline].id.clone(),
            objectives: (study.objectives.iter().enumerate())
                .map(|(index, objective)| ObjectiveFound {
                    metric: objective.metric.clone(),
                    window: window(index),
                    better: objective.better,
                    limit: objective.limit,
                })
                .collect(),
            variants: (matrix.variants.iter().enumerate())
                .map(|(index, variant)| VariantFound {
                    id: variant.id.clone(),
                    name: variant.name.clone(),
                    levels: variant.levels.clone(),
                    objectives: columns.iter().map(|column| column[index].clone()).collect(),
                    windows: Vec::new(),
                    kept: Vec::new(),
                })
                .collect(),
            metrics_revision: METRICS_REVISION,
            effects: (study.objectives.iter().enumerate())
                .map(|(index, objective)| {
                    let responses = Responses {
                        metric: &objective.metric,
                        window: &window(index),
                        better: better(objective.better),
                        values: &done.values[index],
                    };
                    let reference = &matrix.variants[matrix.baseline].levels;
                    factors::found(&factors, reference, &responses)
                })
                .collect(),
            factors,
            varied: Varied::of(matrix),
            is_precise: done.is_precise,
            selection: study
                .selection
                .zip(done.selected.as_ref())
                .map(|(rule, found)| {
                    let ids: Vec<String> = ids().collect();
                    SelectionFound {
                        best: ids[found.best].clone(),
                        is_sure: done.end == End::Selected,
                        confidence: rule.confidence,
                        indifference: rule.indifference,
                        runs: found.runs,
                        runs_without_dropping: done.runs_without_dropping,
                        not_worse: (found.not_worse().into_iter())
                            .map(|variant| ids[variant].clone())
                            .collect(),
                        replications: found.gaps.iter().map(|gap| gap.replications).collect(),
                        standings: (found.gaps.iter())
                            .map(|gap| standing_key(gap.standing).to_owned())
                            .collect(),
                        limits: rule.limits,
                        keeps_limits: match rule.limits {
                            Some(_) => found.keeps_limits.clone(),
                            None => Vec::new(),
                        },
                    }
                }),
        }
    }

    /// Whether a selection dropped some variant before the last replication.
    #[must_use]
    pub fn some_were_dropped(&self) -> bool {
        let most = self.replications as usize;
        let each = self.variants.iter().map(|v| v.objectives[0].runs);
        each.into_iter().any(|replications| replications < most)
    }

    /// Whether of an objective every variant has runs enough for the worse end of a P95's
    /// interval; of fewer the worst run says as much, and claims less.
    #[must_use]
    pub fn has_p95(&self, objective: usize) -> bool {
        let founds = self.variants.iter().map(|v| &v.objectives[objective]);
        let needed = runs_for_worse_end(column::P95, Confidence::PERCENT_95);
        needed.is_some_and(|needed| founds.into_iter().all(|found| found.runs >= needed))
    }

    /// The fewest replications with which a variant that has no number could be called
    /// worse, if there are fewer: the sign test over n pairs is at least 2^(1 − n), times
    /// the number of comparisons.
    #[must_use]
    pub fn too_few(&self) -> Option<u32> {
        let found = || self.variants.iter().flat_map(|variant| &variant.objectives);
        if !found().any(|found| found.nulls > 0) {
            return None;
        }
        let comparisons = found().filter(|found| found.difference.is_some()).count();
        let (mut needed, mut least) = (1, comparisons as f64);
        while least >= column::SIGNIFICANT {
            needed += 1;
            least *= 0.5;
        }
        (self.replications < needed).then_some(needed)
    }

    /// The text of `variants.json`: indented, ending in a line break.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self)
            .expect("plain numbers, texts and lists always become JSON");
        text.push('\n');
        text
    }

    /// Reads `variants.json`.
    ///
    /// # Errors
    /// A sentence that says what is wrong, if it is not one of this layout.
    pub fn from_json(text: &str) -> Result<Self, String> {
        let read: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        match read.is_whole() {
            true => Ok(read),
            false => Err("its lists do not fit together".to_owned()),
        }
    }

    /// Whether lists that belong together are equally long, and what is named is there.
    fn is_whole(&self) -> bool {
        let (objectives, factors) = (self.objectives.len(), self.factors.len());
        let variants = self.variants.len();
        let is_variant = |id: &String| self.variants.iter().any(|variant| variant.id == *id);
        let windows = self.variants.first().map_or(0, |one| one.windows.len());
        let fits = |variant: &VariantFound| {
            let mut levels = variant.levels.iter().zip(&self.factors);
            variant.objectives.len() == objectives
                && variant.windows.len() == windows
                && (factors == 0 || variant.levels.len() == factors)
                && levels.all(|(level, factor)| *level < factor.levels.len())
        };
        let selection = self.selection.as_ref().is_none_or(|selection| {
            let keeps = selection.keeps_limits.len();
            is_variant(&selection.best)
                && selection.standings.len() == variants
                && (keeps == variants || selection.limits.is_none())
        });
        objectives > 0
            && (self.effects.is_empty() || self.effects.len() == objectives)
            && is_variant(&self.baseline)
            && self.variants.iter().all(fits)
            && selection
    }
}

fn end_key(end: End) -> &'static str {
    match end {
        End::All => "all",
        End::Precise => "precise",
        End::NotPrecise => "not_precise",
        End::Selected => "selected",
        End::NoneWillDo => "none_will_do",
        End::NoMean => "no_mean",
        End::Budget => "budget",
        End::Time => "time",
    }
}

fn standing_key(standing: Standing) -> &'static str {
    match standing {
        Standing::Best => "best",
        Standing::Within => "within",
        Standing::Unclear => "unclear",
        Standing::Beyond => "beyond",
        Standing::Nulls => "nulls",
        Standing::Limits => "limits",
    }
}
