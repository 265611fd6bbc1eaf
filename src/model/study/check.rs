//! What can be wrong with a study, its scenario left aside.

use std::collections::BTreeSet;

use super::{MANY_RUNS, Study, Variant};
use crate::model::check::is_sound_id;
use crate::model::limits::{self, Range};
use crate::model::nearest::nearest;
use crate::model::problem::Problem;

/// Most variants unless more are meant: each is made and checked before the first run.
const MANY_VARIANTS: u64 = 10_000;
/// Most variants.
const MOST_VARIANTS: u64 = 1_000_000;
/// Most variants of a selection, which keeps something of every pair of them.
const MOST_SELECTED: u64 = 2_000;
/// Half the width of an interval, as a share of the mean.
const SHARE: Range = Range::new(1e-6, 1.0);
/// Replications of a variant.
const REPLICATIONS: Range = Range::new(1.0, 100_000.0);
/// A confidence.
const CONFIDENCE: Range = Range::new(0.5, 0.9999);
/// Share of bad runs that will do.
const ACCEPTED: Range = Range::new(0.0001, 0.9);
/// Something that must be above 0.
const POSITIVE: Range = Range::new(1e-12, 1e15);
/// Any number that can be written.
const FINITE: Range = Range::new(-1e15, 1e15);
/// Length of a window \[s\].
const LENGTH_S: Range = Range::new(1.0, 172_800.0);

/// All problems of a study that can be seen without its scenario.
#[must_use]
pub fn check(study: &Study) -> Vec<Problem> {
    let mut found = Found(Vec::new());
    found.name(study);
    found.variants(study);
    found.windows(study);
    found.objectives(study);
    found.stopping(study);
    found.budget(study);
    found.size(study);
    found.0
}

struct Found(Vec<Problem>);

impl Found {
    fn report(&mut self, problem: Problem) {
        self.0.push(problem);
    }

    fn number(&mut self, place: &str, value: f64, range: Range) {
        if range.contains(value) {
            return;
        }
        let problem = if value.is_finite() {
            Problem::error("number-out-of-range", place)
                .with("value", value)
                .with("min", range.min)
                .with("max", range.max)
        } else {
            Problem::error("number-not-finite", place)
        };
        self.report(problem);
    }

    fn name(&mut self, study: &Study) {
        if study.name.trim().is_empty() || study.name.chars().count() > limits::NAME_LENGTH {
            let problem = Problem::error("study-name", "name").with("limit", limits::NAME_LENGTH);
            self.report(problem);
        }
    }

    /// Ids of a list: sound, and no two the same.
    fn ids<'s>(&mut self, list: &str, ids: impl Iterator<Item = &'s String>) {
        let mut seen: Vec<&str> = Vec::new();
        for (index, id) in ids.enumerate() {
            let place = format!("{list}[{index}].id");
            if id.is_empty() {
                self.report(Problem::error("empty-id", place));
            } else if !is_sound_id(id) {
                let problem = Problem::error("odd-id", place)
                    .with("id", id)
                    .with("limit", limits::ID_LENGTH);
                self.report(problem);
            } else if let Some(first) = seen.iter().position(|other| other == id) {
                let problem = Problem::error("duplicate-id", place)
                    .with("id", id)
                    .with("first", format!("{list}[{first}]"));
                self.report(problem);
            }
            seen.push(id);
        }
    }

    fn variants(&mut self, study: &Study) {
        match (study.variants.is_empty(), study.factors.is_empty()) {
            (true, true) => self.report(Problem::error("study-without-variants", "")),
            (false, false) => self.report(Problem::error("study-variants-and-factors", "factors")),
            _ => {}
        }
        self.ids("variants", study.variants.iter().map(|v| &v.id));
        self.ids("factors", study.factors.iter().map(|f| &f.id));
        for (index, factor) in study.factors.iter().enumerate() {
            let list = format!("factors[{index}].levels");
            if factor.levels.is_empty() {
                self.report(Problem::error("study-factor-without-levels", list.as_str()));
            }
            self.ids(&list, factor.levels.iter().map(|level: &Variant| &level.id));
        }
    }

    fn windows(&mut self, study: &Study) {
        self.ids("windows", study.windows.iter().map(|window| &window.id));
        for (index, window) in study.windows.iter().enumerate() {
            if let Some(from) = window.from {
                let place = format!("windows[{index}].from");
                self.number(&place, from.seconds(), limits::TIME);
            }
            if let Some(until_s) = window.until_s {
                self.number(&format!("windows[{index}].until_s"), until_s, LENGTH_S);
            }
        }
    }

    fn objectives(&mut self, study: &Study) {
        if study.objectives.is_empty() {
            self.report(Problem::error("study-without-objectives", "objectives"));
        }
        let windows = study.windows();
        let mut seen = BTreeSet::new();
        for (index, objective) in study.objectives.iter().enumerate() {
            let place = format!("objectives[{index}]");
            let named = objective.window.as_ref();
            let known = || windows.iter().map(|window| window.id.as_str());
            if let Some(id) = named.filter(|id| !known().any(|other| other == id.as_str())) {
                let near = nearest(id, known()).join(", ");
                let problem = Problem::error("study-unknown-window", format!("{place}.window"))
                    .with("id", id)
                    .with("hint", if near.is_empty() { "none" } else { "near" })
                    .with("near", near)
                    .with("all", known().collect::<Vec<_>>().join(", "));
                self.report(problem);
            }
            if let Some(super::Limit::AtMost(bound) | super::Limit::AtLeast(bound)) =
                objective.limit
            {
                self.number(&format!("{place}.limit"), bound, FINITE);
            }
            let window = named.map_or(windows[0].id.as_str(), String::as_str);
            if !seen.insert((objective.metric.as_str(), window)) {
                let problem = Problem::error("study-objective-twice", place.as_str())
                    .with("metric", &objective.metric);
                self.report(problem);
            }
        }
    }

    fn stopping(&mut self, study: &Study) {
        self.number("replications", f64::from(study.replications), REPLICATIONS);
        if study.precision.is_some() && study.selection.is_some() {
            self.report(Problem::error("study-precision-and-selection", "selection"));
        }
        let most = Range::new(2.0, REPLICATIONS.max);
        if let Some(precision) = study.precision {
            let (width, range) = match precision.half_width {
                super::HalfWidth::Absolute(width) => (width, POSITIVE),
                super::HalfWidth::Relative(share) => (share, SHARE),
            };
            self.number("precision.half_width", width, range);
            let least = Range::new(3.0, REPLICATIONS.max);
            self.number("precision.least", f64::from(precision.least), least);
            self.enough(study, "precision.least", precision.least_in_all());
        }
        if let Some(selection) = study.selection {
            self.number("selection.indifference", selection.indifference, POSITIVE);
            self.number("selection.confidence", selection.confidence, CONFIDENCE);
            let stage = f64::from(selection.first_stage);
            self.number("selection.first_stage", stage, most);
            self.enough(study, "selection.first_stage", selection.first_stage);
            if let Some(value) = selection.null_as {
                self.number("selection.null_as", value, FINITE);
            }
            self.shares("selection.nulls", selection.nulls);
            if selection.nulls.is_some() && selection.null_as.is_none() {
                self.report(Problem::error("study-nulls-count-as", "selection.nulls"));
            }
            self.shares("selection.limits", selection.limits);
            let limited = study.objectives.iter().any(|one| one.limit.is_some());
            if selection.limits.is_some() && !limited {
                self.report(Problem::error("study-no-limits", "selection.limits"));
            }
            let variants = study.variant_count().unwrap_or(u64::MAX);
            let share = (1.0 - selection.confidence) / (variants.max(2) - 1) as f64;
            if variants > MOST_SELECTED {
                let problem = Problem::error("study-selection-of-too-many", "selection")
                    .with("count", variants)
                    .with("limit", MOST_SELECTED);
                self.report(problem);
            } else if variants < 2 || share >= 0.5 {
                self.report(Problem::error("study-selection-of-one", "selection"));
            }
        }
    }

    fn shares(&mut self, place: &str, shares: Option<super::Shares>) {
        let Some(super::Shares { accepted, refused }) = shares else {
            return;
        };
        self.number(&format!("{place}.accepted"), accepted, ACCEPTED);
        if ACCEPTED.contains(accepted) {
            let range = Range::new(accepted + 0.05, 0.9999);
            self.number(&format!("{place}.refused"), refused, range);
        }
    }

    fn budget(&mut self, study: &Study) {
        match study.budget {
            Some(super::Budget::Minutes(minutes)) => {
                self.number("budget", minutes, POSITIVE);
            }
            Some(super::Budget::Runs(runs)) => {
                let windows = study.windows.len().max(1) as u64;
                let needed = study.variant_count().and_then(|n| n.checked_mul(windows));
                if needed.is_none_or(|needed| runs < needed) {
                    let problem = Problem::error("study-budget-too-small", "budget")
                        .with("runs", runs)
                        .with(
                            "needed",
                            needed.map_or_else(|| "2^64".to_owned(), |n| n.to_string()),
                        );
                    self.report(problem);
                }
            }
            None => {}
        }
    }

    /// Whether a rule can be followed with the replications there are at most.
    fn enough(&mut self, study: &Study, place: &str, needed: u32) {
        if study.replications < needed {
            let problem = Problem::error("study-too-few-replications", place)
                .with("needed", needed)
                .with("replications", study.replications);
            self.report(problem);
        }
    }

    fn size(&mut self, study: &Study) {
        let text = |count: Option<u64>| count.map_or("2^64".to_owned(), |n| n.to_string());
        let (count, variants) = (study.run_count(), study.variant_count());
        let most = match study.many {
            true => MOST_VARIANTS,
            false => MANY_VARIANTS,
        };
        if variants.is_none_or(|variants| variants > most) {
            let problem = Problem::error("study-too-many-variants", "")
                .with("count", text(variants))
                .with("limit", most);
            self.report(problem);
        } else if !study.many && count.is_none_or(|count| count > MANY_RUNS) {
            let problem = Problem::error("study-too-many-runs", "")
                .with("count", text(count))
                .with("limit", MANY_RUNS);
            self.report(problem);
        }
    }
}
