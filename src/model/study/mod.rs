//! The study: which variants of a scenario are compared, how often, and by what.
//!
//! A study names a scenario, changes it by lists of [`Edit`]s, given one by one
//! or as a grid of factors, and says which numbers decide. What follows from it is
//! [`crate::batch`]'s; here it is a document like the scenario.

mod check;
mod collide;

use serde::{Deserialize, Serialize};

pub use check::check;
pub use collide::{Collisions, EditList};

use super::{Edit, Id, Time};

/// A study, as the file has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Study {
    /// Version of this layout: 1.
    pub format: u32,
    /// Name.
    pub name: String,
    /// What it shall answer, in a sentence.
    #[serde(default)]
    pub question: String,
    /// File of the scenario, seen from the study's.
    pub scenario: String,
    /// Spans of the day that are run; one from the scenario's start to its end if
    /// none is given.
    #[serde(default)]
    pub windows: Vec<Window>,
    /// Variants, one by one.
    #[serde(default)]
    pub variants: Vec<Variant>,
    /// Factors: every combination of their levels is a variant.
    #[serde(default)]
    pub factors: Vec<Factor>,
    /// The variant with which all others are compared; the first if none is given.
    #[serde(default)]
    pub baseline: Option<Id>,
    /// Replications of each variant; with `precision` or `selection` the most of
    /// them, 1 to 100,000.
    pub replications: u32,
    /// Seed of the first replication; the others follow.
    #[serde(default = "first_seed")]
    pub seed: u64,
    /// What is compared; the first decides. The time spent inside after the alarm if
    /// none is given.
    #[serde(default = "usual_objectives")]
    pub objectives: Vec<Objective>,
    /// How sure the means shall be.
    #[serde(default)]
    pub precision: Option<Precision>,
    /// How sure it shall be which is best.
    #[serde(default)]
    pub selection: Option<Selection>,
    /// What it may cost at most.
    #[serde(default)]
    pub budget: Option<Budget>,
    /// Whether the worst, the median and the best run of each variant are kept with
    /// their recording.
    #[serde(default = "kept")]
    pub recordings: bool,
    /// Whether more runs than [`MANY_RUNS`] are meant.
    #[serde(default)]
    pub many: bool,
}

/// The layout of studies that this version reads.
pub const FORMAT: u32 = 1;

/// More runs than this must be asked for (`many: true`).
pub const MANY_RUNS: u64 = 100_000;

fn first_seed() -> u64 {
    1
}

fn kept() -> bool {
    true
}

fn usual_objectives() -> Vec<Objective> {
    vec![Objective {
        metric: "evacuation.inside_person_s".into(),
        window: None,
        better: Better::Smaller,
        limit: None,
    }]
}

/// What a study may cost: whole replications are run as long as it lasts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Budget {
    /// Runs that count, at least one of each variant and window.
    Runs(u64),
    /// Minutes that one call of the program takes, more than 0. How far it comes then
    /// depends on the machine.
    Minutes(f64),
}

/// A span of the day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// Id.
    pub id: Id,
    /// The plan; the variant's, else the scenario's, if none is given.
    #[serde(default)]
    pub plan: Option<Id>,
    /// Time of day at which it starts; the scenario's start if none is given.
    #[serde(default)]
    pub from: Option<Time>,
    /// Its length \[s\]; to the scenario's end if none is given.
    #[serde(default)]
    pub until_s: Option<f64>,
}

/// A variant: the scenario with changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// Id.
    pub id: Id,
    /// Name shown to people; the id if empty.
    #[serde(default)]
    pub name: String,
    /// The plan, where a window has none.
    #[serde(default)]
    pub plan: Option<Id>,
    /// What is changed, each on what the one before left; none undoes what another
    /// has done.
    #[serde(default)]
    pub edits: Vec<Edit>,
}

/// Something that is varied, all else equal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Factor {
    /// Id.
    pub id: Id,
    /// Name shown to people; the id if empty.
    #[serde(default)]
    pub name: String,
    /// Its levels, at least one.
    pub levels: Vec<Variant>,
}

/// Which way of a number is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Better {
    /// Less of it.
    #[default]
    Smaller,
    /// More of it.
    Larger,
}

/// A bound that a number must keep.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Limit {
    /// It is broken above.
    AtMost(f64),
    /// It is broken below.
    AtLeast(f64),
}

/// A number that is compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Objective {
    /// Its path in `metrics.json`, such as `evacuation.inside_person_s` or
    /// `gates[main-gate].max_queue`.
    pub metric: String,
    /// The window; the first if none is given.
    #[serde(default)]
    pub window: Option<Id>,
    /// Which way of it is better.
    #[serde(default)]
    pub better: Better,
    /// A bound it must keep.
    #[serde(default)]
    pub limit: Option<Limit>,
}

/// Replications go on until the mean of the first objective is known so well for
/// every variant.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Precision {
    /// Half the width of the 95 % interval.
    pub half_width: HalfWidth,
    /// Fewest replications, at least 3.
    #[serde(default = "fewest")]
    pub least: u32,
}

fn fewest() -> u32 {
    3
}

/// Half the width of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum HalfWidth {
    /// In the unit of the metric.
    Absolute(f64),
    /// As a share of the mean.
    Relative(f64),
}

/// Replications go on until the best by the first objective is known, losers being
/// dropped on the way (KN, Kim and Nelson 2001).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Selection {
    /// A difference that does not matter, in the unit of the metric.
    pub indifference: f64,
    /// Probability of a right answer, 0.5 to 0.9999.
    #[serde(default = "usual_confidence")]
    pub confidence: f64,
    /// Replications before the first is dropped, at least 2.
    #[serde(default = "first_stage")]
    pub first_stage: u32,
    /// What a run without a number counts as, such as one in which not everybody got
    /// out; without it such a run ends the selection.
    #[serde(default)]
    pub null_as: Option<f64>,
    /// Which shares of runs without a number will do and will not; without it only
    /// `null_as` counts.
    #[serde(default)]
    pub nulls: Option<Shares>,
    /// Which shares of runs that break a limit of an objective will do and will not;
    /// without it limits are not looked at.
    #[serde(default)]
    pub limits: Option<Shares>,
}

/// How many runs of a variant may be bad, as shares.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shares {
    /// A share that will do, 0.0001 to 0.9: a variant with no more is refused for it
    /// with a tenth of the selection's error at most.
    pub accepted: f64,
    /// A share that will not do, at least 0.05 above that and at most 0.9999.
    pub refused: f64,
}

impl Precision {
    /// The fewest replications with which it may end: its target must stay met for five
    /// more, of more than a hundred for one in twenty.
    #[must_use]
    pub fn least_in_all(&self) -> u32 {
        let least = self.least.max(3);
        least.saturating_add((u64::from(least.max(100)) * 5 / 100) as u32)
    }
}

fn usual_confidence() -> f64 {
    0.95
}

fn first_stage() -> u32 {
    5
}

impl Study {
    /// The windows, also where the file has none.
    #[must_use]
    pub fn windows(&self) -> Vec<Window> {
        if self.windows.is_empty() {
            return vec![Window {
                id: "run".into(),
                plan: None,
                from: None,
                until_s: None,
            }];
        }
        self.windows.clone()
    }

    /// How many variants there are; none if more than can be counted.
    #[must_use]
    pub fn variant_count(&self) -> Option<u64> {
        if self.factors.is_empty() {
            return Some(self.variants.len() as u64);
        }
        (self.factors.iter()).try_fold(1_u64, |count, factor| {
            count.checked_mul(factor.levels.len() as u64)
        })
    }

    /// How many runs there are at most; none if more than can be counted.
    #[must_use]
    pub fn run_count(&self) -> Option<u64> {
        let windows = self.windows.len().max(1) as u64;
        let each = windows.checked_mul(u64::from(self.replications))?;
        self.variant_count()?.checked_mul(each)
    }

    /// How many replications of every variant are run in any case, before anything that
    /// may end the study sooner is looked at, a budget of time aside.
    #[must_use]
    pub fn replications_in_any_case(&self) -> u32 {
        let of_precision = self.precision.map(|precision| precision.least_in_all());
        let of_selection = self.selection.map(|selection| selection.first_stage);
        let least = of_precision.or(of_selection).unwrap_or(self.replications);
        match self.budget {
            Some(Budget::Minutes(_)) => 1,
            Some(Budget::Runs(_)) | None => least.min(self.replications),
        }
    }
}
