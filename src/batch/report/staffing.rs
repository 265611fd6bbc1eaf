//! Of each factor that is a number of people, the fewest that are not shown to do worse
//! than the most.

use super::speak::{Speak, capital, percent};
use crate::analysis::report::words::UNKNOWN;
use crate::analysis::statistics::{Confidence, proportion};
use crate::batch::factors::{EffectsFound, FactorEffect, FactorTold};

/// What a study says of a factor that is a number of people.
pub(super) struct Staffing {
    /// The factor.
    pub(super) factor: usize,
    /// The level with the fewest people that is not shown to be worse than the most in
    /// anything that was compared, and not to break a limit in more runs.
    pub(super) knee: usize,
    /// The objective by which fewer are worse; the first if none shows.
    pub(super) objective: usize,
    /// In a sentence or two.
    pub(super) says: String,
}

/// Why fewer than the knee will not do.
#[derive(Clone, Copy, PartialEq)]
enum Reason {
    /// They are shown to be worse.
    Worse,
    /// They break a limit in more runs than the most people do, beyond chance.
    Limit,
}

/// What is said of every such factor.
pub(super) fn all(speak: &Speak<'_>) -> Vec<Staffing> {
    let factors = 0..speak.findings.factors.len();
    factors
        .filter_map(|factor| staffing_of(speak, factor))
        .collect()
}

/// The objectives that could not be looked at, because some run has no number.
pub(super) fn left_out(speak: &Speak<'_>) -> Option<String> {
    let effects = speak.findings.effects.iter().enumerate();
    let nulls = |objective: usize| {
        let variants = &speak.findings.variants;
        variants
            .iter()
            .any(|variant| variant.objectives[objective].nulls > 0)
    };
    let without: Vec<String> = effects
        .filter(|(objective, effects)| effects.is_none() && nulls(*objective))
        .map(|(objective, _)| speak.objective(objective))
        .collect();
    let has_some = !without.is_empty() && !all(speak).is_empty();
    let list = [("list", speak.words.list(&without))];
    has_some.then(|| speak.with("study-caution-staffing", &list))
}

fn amount(factor: &FactorTold, level: usize) -> f64 {
    factor.levels[level].amount.unwrap_or(0.0)
}

/// What a factor does to an objective.
fn effect<'a>(effects: &'a EffectsFound, factor: &FactorTold) -> Option<&'a FactorEffect> {
    effects.factors.iter().find(|one| one.factor == factor.id)
}

/// Of all variants with a level, in how many of how many runs the limit of an objective
/// was broken; none if it has none there.
fn broken(speak: &Speak<'_>, factor: usize, level: usize, objective: usize) -> Option<[usize; 2]> {
    let variants = speak.findings.variants.iter();
    let with = variants.filter(|variant| variant.levels[factor] == level);
    let shares = with.filter_map(|variant| variant.objectives[objective].broken);
    shares.fold(None, |sum, share| {
        let [hits, of] = sum.unwrap_or([0, 0]);
        Some([hits + share.hits, of + share.of])
    })
}

/// Whether a share is larger than another beyond chance: their intervals lie apart.
fn is_more(share: [usize; 2], other: [usize; 2]) -> bool {
    let interval = |[hits, of]: [usize; 2]| proportion(hits, of, Confidence::PERCENT_95);
    let apart = interval(share).zip(interval(other));
    apart.is_some_and(|(share, other)| share.wilson.low > other.wilson.high)
}

/// The fewest people that an objective allows, and why no fewer; none where it says
/// nothing.
fn knee(
    speak: &Speak<'_>,
    index: usize,
    objective: usize,
    by_amount: &[usize],
) -> Vec<(usize, Reason)> {
    let factor = &speak.findings.factors[index];
    let mut found = Vec::new();
    let effects = speak.findings.effects[objective].as_ref();
    let of_effect = effects.and_then(|effects| effect(effects, factor)?.knee.as_ref());
    if let Some(id) = of_effect {
        let level = factor.levels.iter().position(|level| level.id == *id);
        found.extend(level.map(|level| (level, Reason::Worse)));
    }
    if let Some(most) = broken(speak, index, by_amount[0], objective) {
        let keeps = |level: &usize| {
            let share = broken(speak, index, *level, objective);
            !share.is_some_and(|share| is_more(share, most))
        };
        let last = by_amount.iter().copied().take_while(keeps).last();
        found.extend(last.map(|level| (level, Reason::Limit)));
    }
    found
}

fn staffing_of(speak: &Speak<'_>, index: usize) -> Option<Staffing> {
    let factor = &speak.findings.factors[index];
    if factor.kind != "staff" {
        return None;
    }
    let mut by_amount: Vec<usize> = (0..factor.levels.len()).collect();
    by_amount.sort_by(|&a, &b| {
        amount(factor, b)
            .total_cmp(&amount(factor, a))
            .then(a.cmp(&b))
    });
    let most = *by_amount.first()?;
    let below_of = |knee: usize| {
        let mut levels = by_amount.iter().copied();
        levels.find(|&level| amount(factor, level) < amount(factor, knee))
    };
    // Of all objectives the one that wants the most people counts; of limits that want as
    // many, the one that fewer break the most often.
    let hits = |knee: usize, objective: usize, reason: Reason| match reason {
        Reason::Worse => usize::MAX,
        Reason::Limit => below_of(knee)
            .and_then(|level| broken(speak, index, level, objective))
            .map_or(0, |[hits, _]| hits),
    };
    let mut found: Option<(usize, usize, Reason)> = None;
    for objective in 0..speak.findings.effects.len() {
        for (level, reason) in knee(speak, index, objective, &by_amount) {
            let is_more = |(known, other, why): (usize, usize, Reason)| {
                let order = amount(factor, level).total_cmp(&amount(factor, known));
                let often = hits(level, objective, reason).cmp(&hits(known, other, why));
                order.then(often).is_gt()
            };
            if found.is_none_or(is_more) {
                found = Some((level, objective, reason));
            }
        }
    }
    let (knee, objective, reason) = found?;
    let below = below_of(knee);
    let mut values = vec![
        ("most", speak.level(index, most)),
        ("knee", speak.level(index, knee)),
        ("metric", speak.objective(objective)),
    ];
    let key = match (knee == most, below, reason) {
        (true, None, _) => return None,
        (false, None, _) => "study-staffing-even-fewest",
        (true, Some(_), Reason::Worse) => "study-staffing-all",
        (false, Some(_), Reason::Worse) => "study-staffing-knee",
        (true, Some(_), Reason::Limit) => "study-staffing-all-limit",
        (false, Some(_), Reason::Limit) => "study-staffing-knee-limit",
    };
    if let Some(below) = below {
        values.push(("below", speak.level(index, below)));
        values.push(("cost", cost(speak, index, objective, [below, most])));
        for (name, of_name, level) in [("hits", "of", below), ("base", "of_base", most)] {
            let [hits, of] = broken(speak, index, level, objective).unwrap_or_default();
            values.extend([(name, hits.to_string()), (of_name, of.to_string())]);
        }
    }
    let mut says = capital(&speak.with(key, &values));
    let effects = speak.findings.effects[objective].as_ref();
    let mut pairs = effects.iter().flat_map(|effects| &effects.interactions);
    if pairs.any(|one| one.significant && one.factors.contains(&factor.id)) {
        says += &speak.t("study-sentence-gap");
        let name = speak.words.name(&factor.name);
        says += &speak.with("study-staffing-together", &[("factor", name)]);
    }
    Some(Staffing {
        factor: index,
        knee,
        objective,
        says,
    })
}

/// By how much a level is worse than the one with the most people, as a share of that.
fn cost(speak: &Speak<'_>, index: usize, objective: usize, [below, most]: [usize; 2]) -> String {
    let factor = &speak.findings.factors[index];
    let effects = speak.findings.effects[objective].as_ref();
    let effect = effects.and_then(|effects| effect(effects, factor));
    let share = effect.and_then(|effect| {
        let base = effect.levels[most].mean;
        let share = effect.levels[below].difference? / base;
        base.is_normal().then(|| percent(share))
    });
    share.unwrap_or_else(|| UNKNOWN.to_owned())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use serde_json::{Value, json};

    use super::super::StudyReport;
    use super::*;
    use crate::analysis::report::words::Words;
    use crate::base::text::Language;
    use crate::batch::Findings;
    use crate::model::{Time, file};

    /// A study of 200, 100 and 50 guards, six runs each: in how many a limit was broken,
    /// and what guards do to the one objective.
    fn findings(broken: [usize; 3], effects: &Value) -> Findings {
        let ids = ["200", "100", "50"];
        let variants: Vec<Value> = (ids.iter().zip(broken).enumerate())
            .map(|(level, (id, hits))| {
                json!({ "id": id, "name": id, "levels": [level], "objectives": [{
                    "runs": 6, "nulls": 1, "mean": null, "sd": null, "half_width": null,
                    "median": 1.0, "best": 1.0, "worst": 1.0, "p95": 1.0,
                    "p95_worse_end": null, "difference": null,
                    "broken": { "hits": hits, "of": 6, "low": 0.0, "high": 1.0 } }] })
            })
            .collect();
        let levels = ids.map(
            |id| json!({ "id": id, "name": id, "amount": id.parse::<f64>().expect("a number") }),
        );
        let text = json!({
            "schema": 1, "study": "s", "question": "", "scenario": "s", "version": "0",
            "engine_revision": 1, "seed": 1, "replications": 6, "runs": 18, "end": "all",
            "confidence": 0.95, "baseline": "200", "selection": null, "variants": variants,
            "objectives": [{ "metric": "evacuation.all_clear_s", "window": "run",
                "better": "Smaller", "limit": { "AtMost": 600.0 } }],
            "factors": [{ "id": "g", "name": "guards", "kind": "staff", "path": null,
                "levels": levels }],
            "effects": [effects],
        });
        Findings::from_json(&text.to_string()).expect("it is whole")
    }

    fn said(findings: &Findings) -> (Vec<String>, Option<String>) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/quickstart.ron");
        let scenario = file::read(&path).expect("it is there").scenario;
        let input = StudyReport {
            findings,
            scenario: &scenario,
            is_recorded: &|_| false,
        };
        let words = Words {
            language: Language::English,
            start: Time(0.0),
        };
        let speak = Speak::new(&input, words);
        let says = all(&speak).into_iter().map(|one| one.says).collect();
        (says, left_out(&speak))
    }

    #[test]
    fn who_breaks_limits_in_more_runs_is_no_less() {
        let (says, left_out) = said(&findings([0, 0, 6], &Value::Null));
        assert!(
            says[0].contains("Guards 100 are not shown to be worse than guards 200")
                && says[0].contains("is broken in 6 of 6 runs, with guards 200 in 0 of 6"),
            "{says:?}"
        );
        let left_out = left_out.expect("a run has no number");
        assert!(
            left_out.contains("time until everybody is out"),
            "{left_out}"
        );
        let (says, _) = said(&findings([0, 6, 6], &Value::Null));
        assert!(
            says[0].starts_with(
                "With guards 100 the limit on the time until everybody is out is broken"
            ),
            "{says:?}"
        );
        // What may be chance is not held against them.
        for chance in [[2, 2, 1], [0, 0, 2], [1, 2, 3]] {
            let (says, _) = said(&findings(chance, &Value::Null));
            assert!(
                says[0].contains("Even guards 50 are not shown to be worse"),
                "{says:?}"
            );
        }
    }

    #[test]
    fn the_objective_that_wants_the_most_people_counts() {
        let level = |id: &str, mean: f64, is_worse: bool| {
            json!({ "id": id, "mean": mean, "half_width": 1.0, "effect": 0.0,
                "effect_half_width": 1.0, "difference": mean - 10.0,
                "difference_half_width": 1.0, "p_holm": 0.01, "significant": is_worse,
                "is_better": false })
        };
        let effects = json!({ "metric": "m", "window": "run", "replications": 6, "mean": 15.0,
            "half_width": 1.0, "interactions": [],
            "factors": [{ "factor": "g", "reference": "200", "knee": "200",
                "levels": [level("200", 10.0, false), level("100", 15.0, true),
                    level("50", 20.0, true)] }] });
        let (says, left_out) = said(&findings([0, 0, 6], &effects));
        assert!(
            says[0].contains("Guards 100 are shown to be worse than guards 200")
                && says[0].contains("50\u{a0}% worse"),
            "{says:?}"
        );
        assert_eq!(left_out, None);
    }
}
