//! Names and numbers of a study as a planner would say them.

use super::StudyReport;
use crate::analysis::report::name_of;
use crate::analysis::report::words::{UNKNOWN, Words};
use crate::base::text;
use crate::batch::findings::Findings;
use crate::batch::numbers;

/// Speaks one language about one study.
pub(super) struct Speak<'a> {
    /// Texts.
    pub(super) words: Words,
    /// What was found.
    pub(super) findings: &'a Findings,
    input: &'a StudyReport<'a>,
}

/// How the numbers of a metric are shown: divided, and in a unit.
pub(super) struct Quantity {
    /// What the number is multiplied with.
    scale: f64,
    /// The unit; empty for none.
    pub(super) unit: String,
}

impl Quantity {
    /// A number in the unit.
    pub(super) fn of(&self, value: f64) -> f64 {
        value * self.scale
    }

    /// A number in the unit as text, without the unit.
    pub(super) fn text(&self, value: f64) -> String {
        signed(&numbers::number(self.of(value)))
    }

    /// What a run gave, in the unit as text, without the unit.
    pub(super) fn measured(&self, value: f64) -> String {
        signed(&numbers::measured(self.of(value)))
    }

    /// What a run gave, if it gave any.
    pub(super) fn maybe(&self, value: Option<f64>) -> String {
        value.map_or_else(|| UNKNOWN.to_owned(), |value| self.measured(value))
    }

    /// A number with its half-width, without the unit.
    pub(super) fn plus_minus(&self, mean: Option<f64>, half_width: Option<f64>) -> String {
        let half_width = half_width.map(|half| self.of(half));
        mean.map_or_else(
            || UNKNOWN.to_owned(),
            |mean| signed(&numbers::plus_minus(self.of(mean), half_width)),
        )
    }

    /// A number with its unit.
    pub(super) fn with_unit(&self, value: f64) -> String {
        self.unit_behind(self.text(value))
    }

    /// A text with the unit behind.
    pub(super) fn unit_behind(&self, text: String) -> String {
        if self.unit.is_empty() {
            text
        } else {
            format!("{text}\u{a0}{}", self.unit)
        }
    }
}

/// A text with a capital letter in front.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// A share as a percentage, small ones with a decimal; with a space that does not
/// break.
pub(super) fn percent(share: f64) -> String {
    let percent = 100.0 * share.abs();
    match percent {
        p if p < 2.0 => format!("{p:.1}\u{a0}%"),
        p => format!("{p:.0}\u{a0}%"),
    }
}

fn signed(text: &str) -> String {
    text.replace('-', "−").replace(" ± ", "\u{a0}±\u{a0}")
}

impl<'a> Speak<'a> {
    pub(super) fn new(input: &'a StudyReport<'a>, words: Words) -> Self {
        Self {
            words,
            findings: input.findings,
            input,
        }
    }

    pub(super) fn t(&self, key: &str) -> String {
        self.words.t(key)
    }

    pub(super) fn with(&self, key: &str, args: &[(&str, String)]) -> String {
        self.words.with(key, args)
    }

    /// The name of a thing of the scenario.
    pub(super) fn thing(&self, id: &str) -> String {
        self.words.name(name_of(self.input.scenario, id))
    }

    /// A variant: its levels one by one, or its name.
    pub(super) fn variant(&self, index: usize) -> String {
        let variant = &self.findings.variants[index];
        if self.findings.factors.is_empty() {
            return self.words.name(&variant.name);
        }
        let levels = variant.levels.iter().enumerate();
        let levels: Vec<String> = levels.map(|(f, &level)| self.level(f, level)).collect();
        levels.join(" · ")
    }

    /// A level with what it is a level of, unless its name says that.
    pub(super) fn level(&self, factor: usize, level: usize) -> String {
        let factor = &self.findings.factors[factor];
        let level = &factor.levels[level];
        if level.name == level.id {
            format!("{} {}", self.words.name(&factor.name), level.id)
        } else {
            self.words.name(&level.name)
        }
    }

    /// The index of the baseline.
    pub(super) fn baseline(&self) -> usize {
        let variants = self.findings.variants.iter();
        let mut ids = variants.map(|variant| &variant.id);
        ids.position(|id| *id == self.findings.baseline)
            .unwrap_or(0)
    }

    /// A window, if there are several.
    pub(super) fn window(&self, id: &str) -> Option<String> {
        let several = self.findings.variants.first();
        let several = several.is_some_and(|variant| variant.windows.len() > 1);
        let key = format!("study-window-{id}");
        several.then(|| {
            if text::has(&key) {
                self.t(&key)
            } else {
                id.to_owned()
            }
        })
    }

    /// A metric by its path: what it is, of which thing.
    pub(super) fn metric(&self, path: &str) -> String {
        let (key, thing) = key_of(path);
        if !text::has(&key) {
            return path.to_owned();
        }
        let thing = thing.map_or_else(String::new, |id| self.thing(id));
        self.with(&key, &[("thing", thing)])
    }

    /// An objective at the head of something.
    pub(super) fn headline(&self, index: usize) -> String {
        capital(&self.objective(index))
    }

    /// An objective: its metric, and its window if there are several.
    pub(super) fn objective(&self, index: usize) -> String {
        let objective = &self.findings.objectives[index];
        let metric = self.metric(&objective.metric);
        match self.window(&objective.window) {
            Some(window) => self.with(
                "study-metric-in-window",
                &[("metric", metric), ("window", window)],
            ),
            None => metric,
        }
    }

    /// How the numbers of an objective are shown, by their size.
    pub(super) fn quantity(&self, index: usize) -> Quantity {
        let variants = self.findings.variants.iter();
        let sizes = variants.map(|variant| {
            let found = &variant.objectives[index];
            let size = found.mean.or(found.median).or(found.best);
            size.map_or(0.0, f64::abs)
        });
        let size = sizes.fold(0.0, f64::max);
        let path = &self.findings.objectives[index].metric;
        let unit = |key: &str| self.t(key);
        let (scale, unit) = match path.rsplit(['.', ']']).next().unwrap_or(path) {
            field if field.contains("person_s") => match size {
                size if size >= 360_000.0 => (1.0 / 3600.0, unit("study-unit-person-h")),
                _ => (1.0 / 60.0, unit("study-unit-person-min")),
            },
            field if field.ends_with("_per_m2") => (1.0, unit("study-unit-per-m2")),
            field if field.ends_with("_per_s2") => (1.0, unit("study-unit-per-s2")),
            field if field.ends_with("_per_s") => (60.0, unit("study-unit-per-min")),
            field if field.ends_with("within_target") => (100.0, "%".to_owned()),
            field if field.ends_with("_s") => match size {
                size if size >= 300.0 => (1.0 / 60.0, unit("study-unit-min")),
                _ => (1.0, unit("study-unit-s")),
            },
            "max_queue" | "passed" | "guided" | "inside" | "entered" | "left" | "planned"
            | "waiting_outside" => (1.0, unit("study-unit-people")),
            _ => (1.0, String::new()),
        };
        Quantity { scale, unit }
    }
}

/// Key of a metric's name, and the thing it is of: `gates[main].max_queue` is
/// `study-metric-gates-max-queue` of `main`.
fn key_of(path: &str) -> (String, Option<&str>) {
    let thing = path
        .split_once('[')
        .and_then(|(_, rest)| rest.split_once(']'));
    let plain = match thing {
        Some((_, behind)) => {
            let list = path.split('[').next().unwrap_or_default();
            format!("{list}{behind}")
        }
        None => path.to_owned(),
    };
    let key = plain.replace(['.', '_'], "-");
    (format!("study-metric-{key}"), thing.map(|(id, _)| id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::metric;
    use crate::model::file;
    use std::path::Path;

    #[test]
    fn every_metric_has_a_name() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/jianshan.ron");
        let document = file::read(&path).expect("the scenario is there");
        let names = metric::names(&document.scenario);
        assert!(names.len() > 60, "{}", names.len());
        let missing: std::collections::BTreeSet<String> = (names.iter())
            .map(|path| key_of(path).0)
            .filter(|key| !text::has(key))
            .collect();
        assert!(missing.is_empty(), "no names: {missing:#?}");
        let (key, thing) = key_of("evacuation.zones[a.1].all_clear_s");
        assert_eq!(key, "study-metric-evacuation-zones-all-clear-s");
        assert_eq!(thing, Some("a.1"));
    }
}
