//! The answer in two sentences, and what must be known beside it.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::speak::{Speak, capital, percent};
use super::staffing;
use crate::analysis::report::page::{Answer, Figure, Tone};
use crate::analysis::report::words::{UNKNOWN, count};
use crate::batch::findings::{Difference, Found, SelectionFound};
use crate::batch::numbers::number;
use crate::model::study::{Better, Limit};

/// The kind of a factor that is a number of visitors.
const ATTENDANCE: &str = "visitors";
/// The kind of a factor that is the rules gates are held to.
const RULES: &str = "rules";

/// Whether a variant keeps every limit in every run.
pub(super) fn keeps_limits(speak: &Speak<'_>, index: usize) -> bool {
    let objectives = &speak.findings.variants[index].objectives;
    objectives
        .iter()
        .all(|found| found.broken.is_none_or(|broken| broken.hits == 0))
}

/// Whether a variant has the baseline's level of every factor of some kinds.
fn is_like_baseline(speak: &Speak<'_>, index: usize, kinds: &[&str]) -> bool {
    let variants = &speak.findings.variants;
    let levels = (variants[index].levels.iter()).zip(&variants[speak.baseline()].levels);
    let mut factors = speak.findings.factors.iter().zip(levels);
    factors.all(|(factor, (own, base))| own == base || !kinds.contains(&&*factor.kind))
}

/// Whether two variants differ in nothing but factors of some kinds.
fn is_one_choice(speak: &Speak<'_>, [a, b]: [usize; 2], kinds: &[&str]) -> bool {
    let variants = &speak.findings.variants;
    let levels = variants[a].levels.iter().zip(&variants[b].levels);
    let mut factors = speak.findings.factors.iter().zip(levels).peekable();
    a == b
        || factors.peek().is_some()
            && factors.all(|(factor, (a, b))| a == b || kinds.contains(&&*factor.kind))
}

/// Whether a variant assumes of how many come what the baseline assumes: that is nothing
/// to choose. A selection has chosen among all.
fn is_as_assumed(speak: &Speak<'_>, index: usize) -> bool {
    speak.findings.selection.is_some() || is_like_baseline(speak, index, &[ATTENDANCE])
}

/// The baseline's levels of what is assumed of attendance; none where it is not varied.
fn assumed(speak: &Speak<'_>) -> Option<String> {
    let levels = &speak.findings.variants[speak.baseline()].levels;
    let factors = speak.findings.factors.iter().zip(levels).enumerate();
    let names: Vec<String> = factors
        .filter(|(_, (factor, _))| factor.kind == ATTENDANCE)
        .map(|(index, (_, &level))| speak.level(index, level))
        .collect();
    (!names.is_empty() && speak.findings.selection.is_none()).then(|| speak.words.list(&names))
}

/// The variants that assume what the baseline does, those together that differ in nothing
/// but the rules gates are held to. A selection drops variants one by one: then each is by itself.
fn under_all_rules(speak: &Speak<'_>) -> Vec<Vec<usize>> {
    let findings = speak.findings;
    let is_rules = |factor: usize| {
        let factor = findings.factors.get(factor);
        findings.selection.is_none() && factor.is_some_and(|factor| factor.kind == RULES)
    };
    let mut groups: BTreeMap<Vec<(usize, usize)>, Vec<usize>> = BTreeMap::new();
    for (index, variant) in findings.variants.iter().enumerate() {
        if !is_as_assumed(speak, index) {
            continue;
        }
        let levels = variant.levels.iter().copied().enumerate();
        let mut key: Vec<_> = levels.filter(|(factor, _)| !is_rules(*factor)).collect();
        if findings.factors.is_empty() {
            key = vec![(0, index)];
        }
        groups.entry(key).or_default().push(index);
    }
    groups.into_values().collect()
}

/// How bad a variant is by the objective that decides: one whose runs all have a number
/// before one with runs that have none.
fn loss(speak: &Speak<'_>, index: usize) -> (usize, f64) {
    let found = &speak.findings.variants[index].objectives[0];
    let value = found.mean.or(found.median);
    let value = value.map_or(f64::INFINITY, |value| {
        match speak.findings.objectives[0].better {
            Better::Smaller => value,
            Better::Larger => -value,
        }
    });
    (found.nulls, value)
}

/// Which of two variants is worse by the objective that decides.
fn by_loss(speak: &Speak<'_>, a: usize, b: usize) -> Ordering {
    let (a, b) = (loss(speak, a), loss(speak, b));
    a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
}

/// The variants among which the best is sought.
struct Candidates {
    /// Those that keep every limit in every run, under all rules, or, where a selection
    /// looked at limits, those that were not dropped for them; all if there are none.
    keep: Vec<usize>,
    /// Whether some do.
    some_keep: bool,
    /// How many there are, whatever limits they keep: of several sets of rules the one
    /// under which a variant does worst counts.
    of: usize,
}

fn candidates(speak: &Speak<'_>) -> Candidates {
    if let Some(selection) = limited_selection(speak) {
        let all = 0..speak.findings.variants.len();
        let keep: Vec<usize> = (all.clone())
            .filter(|&index| selection.keeps_limits[index] != Some(false))
            .collect();
        return Candidates {
            of: all.len(),
            some_keep: !keep.is_empty(),
            keep: match keep.is_empty() {
                true => all.collect(),
                false => keep,
            },
        };
    }
    let groups = under_all_rules(speak);
    let worst = |group: &Vec<usize>| {
        let group = group.iter().copied();
        group.max_by(|a, b| by_loss(speak, *a, *b))
    };
    let keeps = |group: &&Vec<usize>| group.iter().all(|index| keeps_limits(speak, *index));
    let keep: Vec<usize> = groups.iter().filter(keeps).filter_map(worst).collect();
    Candidates {
        of: groups.len(),
        some_keep: !keep.is_empty(),
        keep: match keep.is_empty() {
            true => groups.iter().filter_map(worst).collect(),
            false => keep,
        },
    }
}

/// The selection, if it was among variants that keep their limits.
fn limited_selection<'a>(speak: &Speak<'a>) -> Option<&'a SelectionFound> {
    let selection = speak.findings.selection.as_ref();
    selection.filter(|selection| selection.limits.is_some())
}

/// The variant that did best by the objective that decides, of those that keep every
/// limit; where a selection looked at limits, what it found.
pub(super) fn best(speak: &Speak<'_>) -> usize {
    let mut variants = speak.findings.variants.iter();
    let found = limited_selection(speak)
        .and_then(|selection| variants.position(|variant| variant.id == selection.best));
    if let Some(found) = found {
        return found;
    }
    let order = candidates(speak).keep.into_iter();
    order
        .min_by(|a, b| by_loss(speak, *a, *b))
        .unwrap_or_default()
}

/// The answer.
pub(super) fn answer(speak: &Speak<'_>) -> Answer {
    let best = best(speak);
    let staffing = staffing::all(speak).into_iter().map(|one| one.says);
    let staffing: Vec<String> = staffing.collect();
    let second = if staffing.is_empty() {
        verdicts(speak)
    } else {
        staffing.join(&speak.t("study-sentence-gap"))
    };
    Answer {
        out: capital(&first(speak, best)),
        worst: second,
        tone: tone(speak, best),
    }
}

fn tone(speak: &Speak<'_>, best: usize) -> Tone {
    let found = &speak.findings.variants[best].objectives[0];
    if found.nulls > 0 || !keeps_limits(speak, best) {
        return Tone::Warn;
    }
    let is = |found: &Found, better: bool| {
        let shown = |d: Difference| d.significant && d.is_better == Some(better);
        found.difference.is_some_and(shown)
    };
    // Of the baseline only that all others are shown to be worse says something.
    let mut others = candidates(speak).keep;
    others.retain(|&other| other != best);
    let is_worse = |other: &usize| is(&speak.findings.variants[*other].objectives[0], false);
    let is_shown = match best == speak.baseline() {
        true => !others.is_empty() && others.iter().all(is_worse),
        false => is(found, true),
    };
    match is_shown {
        true => Tone::Good,
        false => Tone::Plain,
    }
}

/// How many others do as well as the selected one: surely no more than the indifference
/// worse, and accepted if limits were looked at.
fn do_as_well(selection: &SelectionFound) -> usize {
    let standings = selection.standings.iter().enumerate();
    standings
        .filter(|(_, standing)| *standing == "within")
        .filter(|&(index, _)| match selection.limits {
            Some(_) => selection.keeps_limits[index] == Some(true),
            None => true,
        })
        .count()
}

/// Which is best, and whether that is more than chance.
fn first(speak: &Speak<'_>, best: usize) -> String {
    let findings = speak.findings;
    let quantity = speak.quantity(0);
    let found = &findings.variants[best].objectives[0];
    let baseline = speak.baseline();
    let value = quantity.unit_behind(quantity.plus_minus(found.mean, found.half_width));
    let Candidates { keep, of, .. } = candidates(speak);
    let reference = speak.variant(baseline);
    let reference = match keeps_limits(speak, baseline) || keep.len() == of {
        true => reference,
        false => speak.with("study-answer-breaking", &[("baseline", reference)]),
    };
    let others = keep
        .iter()
        .filter(|&&index| index != best && !is_one_choice(speak, [index, baseline], &[RULES]));
    let assumed = assumed(speak).unwrap_or_else(|| "none".to_owned());
    let mut values = vec![
        ("best", speak.variant(best)),
        ("baseline", reference),
        ("metric", speak.objective(0)),
        ("n", of.to_string()),
        ("rest", others.count().to_string()),
        ("assumed", assumed.clone()),
        ("value", value),
        ("nulls", found.nulls.to_string()),
        ("runs", found.runs.to_string()),
    ];
    let among = match keep.len() == of {
        true => String::new(),
        false => {
            let values = [
                ("n", of.to_string()),
                ("keep", keep.len().to_string()),
                ("assumed", assumed),
            ];
            speak.with("study-answer-among", &values)
        }
    };
    let selection = (findings.selection.as_ref())
        .filter(|selection| selection.best == findings.variants[best].id);
    if let Some(selection) = selection {
        values.push(("confidence", format!("{}", 100.0 * selection.confidence)));
        values.push(("within", quantity.with_unit(selection.indifference)));
        values.push((
            "others",
            (selection.not_worse.len().saturating_sub(1)).to_string(),
        ));
        if let Some(shares) = selection.limits {
            values.push(("accepted", number(100.0 * shares.accepted)));
            values.push(("refused", number(100.0 * shares.refused)));
        }
        for (name, why) in [("by_limits", "limits"), ("by_nulls", "nulls")] {
            let refused = selection.standings.iter().filter(|place| *place == why);
            values.push((name, refused.count().to_string()));
        }
        values.push(("keep", keep.len().to_string()));
        let key = match (selection.is_sure, selection.limits) {
            (true, None) => "study-answer-selected",
            (true, Some(_)) => "study-answer-selected-limits",
            (false, _) if findings.end == "none_will_do" => "study-answer-none-will-do",
            (false, None) => "study-answer-not-selected",
            (false, Some(_)) => "study-answer-not-selected-limits",
        };
        let as_well = do_as_well(selection);
        values.push(("as_well", as_well.to_string()));
        let mut says = speak.with(key, &values);
        let and = match findings.end == "none_will_do" {
            true => found.mean.map(|_| "study-answer-best-mean"),
            false => (selection.is_sure && as_well > 0).then_some("study-answer-as-well"),
        };
        if let Some(key) = and {
            says += &speak.t("study-sentence-gap");
            says += &speak.with(key, &values);
        }
        return says;
    }
    if found.nulls > 0 {
        return among + &speak.with("study-answer-nulls", &values);
    }
    if of == 1 {
        return speak.with("study-answer-only", &values);
    }
    if best == baseline && keep.len() == 1 {
        return speak.with("study-answer-baseline-only", &values);
    }
    if best == baseline {
        let worse = keep.iter().filter(|&&index| {
            let difference = findings.variants[index].objectives[0].difference;
            difference.is_some_and(|d| d.significant && d.is_better == Some(false))
        });
        values.push(("worse", worse.count().to_string()));
        values.push(("others", (keep.len() - 1).to_string()));
        return among + &speak.with("study-answer-baseline", &values);
    }
    let difference = found.difference;
    let by = difference.and_then(|d| {
        let base = findings.variants[baseline].objectives[0].mean?;
        let share = d.mean? / base;
        base.is_normal().then(|| percent(share))
    });
    values.push(("by", by.unwrap_or_else(|| UNKNOWN.to_owned())));
    let verdict = difference
        .filter(|d| d.significant)
        .and_then(|d| d.is_better);
    let key = match (verdict, findings.objectives[0].better) {
        (Some(true), Better::Smaller) => "study-answer-better-smaller",
        (Some(true), Better::Larger) => "study-answer-better-larger",
        (Some(false), _) => "study-answer-worse",
        (None, _) => "study-answer-not-shown",
    };
    among + &speak.with(key, &values)
}

/// How many are better, worse, or not shown to differ.
fn verdicts(speak: &Speak<'_>) -> String {
    let (mut better, mut worse, mut open) = (0, 0, 0);
    let kinds: &[&str] = match speak.findings.selection {
        Some(_) => &[],
        None => &[ATTENDANCE, RULES],
    };
    for (index, variant) in speak.findings.variants.iter().enumerate() {
        // Under other rules, or with another crowd, it is no other choice.
        if !is_like_baseline(speak, index, kinds) {
            continue;
        }
        match variant.objectives[0].difference {
            Some(d) if d.significant && d.is_better == Some(true) => better += 1,
            Some(d) if d.significant && d.is_better == Some(false) => worse += 1,
            Some(_) => open += 1,
            None => {}
        }
    }
    if better + worse + open == 0 {
        return String::new();
    }
    let values = [
        ("baseline", speak.variant(speak.baseline())),
        ("better", better.to_string()),
        ("worse", worse.to_string()),
        ("open", open.to_string()),
    ];
    speak.with("study-answer-verdicts", &values)
}

/// A limit in words, with its unit.
pub(super) fn limit(speak: &Speak<'_>, index: usize) -> Option<String> {
    let quantity = speak.quantity(index);
    let (key, bound) = match speak.findings.objectives[index].limit? {
        Limit::AtMost(bound) => ("study-limit-at-most", bound),
        Limit::AtLeast(bound) => ("study-limit-at-least", bound),
    };
    Some(speak.with(key, &[("bound", quantity.with_unit(bound))]))
}

/// What must be known beside the answer.
pub(super) fn cautions(speak: &Speak<'_>) -> Vec<String> {
    let findings = speak.findings;
    let mut out = Vec::new();
    let end = match &*findings.end {
        "not_precise" => Some("study-caution-not-precise"),
        "no_mean" => Some("study-caution-no-mean"),
        "budget" => Some("study-caution-budget"),
        "time" => Some("study-caution-time"),
        _ => None,
    };
    out.extend(end.map(|key| speak.t(key)));
    if findings.is_precise == Some(false) && matches!(&*findings.end, "budget" | "time") {
        out.push(speak.t("study-caution-not-precise"));
    }
    let mut without = Vec::new();
    let mut absences = Vec::new();
    for (index, _) in findings.objectives.iter().enumerate() {
        let nulls = |found: &Found| !found.absent && found.nulls > 0;
        let variants = findings.variants.iter().map(|v| &v.objectives[index]);
        let (runs, of): (usize, usize) = variants
            .filter(|found| nulls(found))
            .fold((0, 0), |sum, found| {
                (sum.0 + found.nulls, sum.1 + found.runs)
            });
        if runs > 0 {
            let values = [
                ("metric", speak.objective(index)),
                ("nulls", runs.to_string()),
                ("runs", of.to_string()),
            ];
            without.push(speak.with("study-caution-nulls-of", &values));
        }
        let absent: Vec<String> = (0..findings.variants.len())
            .filter(|&v| findings.variants[v].objectives[index].absent)
            .map(|v| speak.variant(v))
            .collect();
        if !absent.is_empty() {
            let values = [
                ("metric", speak.headline(index)),
                ("variants", speak.words.list(&absent)),
            ];
            absences.push(speak.with("study-caution-absent", &values));
        }
    }
    if !without.is_empty() {
        let metrics = [("metrics", speak.words.list(&without))];
        out.push(speak.with("study-caution-nulls", &metrics));
    }
    out.extend(absences);
    let limited = findings.objectives.iter().any(|o| o.limit.is_some());
    if limited && !candidates(speak).some_keep {
        let assumed = assumed(speak).unwrap_or_else(|| "none".to_owned());
        out.push(speak.with("study-caution-limits", &[("assumed", assumed)]));
    }
    out.extend(otherwise(speak));
    out.extend(staffing::left_out(speak));
    let withheld: usize = (findings.variants.iter().flat_map(|v| &v.windows))
        .map(|window| window.withheld)
        .sum();
    if withheld > 0 {
        out.push(speak.with("study-caution-withheld", &[("n", withheld.to_string())]));
    }
    if findings.replications < 6 {
        let n = findings.replications.to_string();
        out.push(speak.with("study-caution-few", &[("n", n)]));
    }
    if let Some(needed) = findings.too_few() {
        out.push(speak.with("cli-study-too-few", &[("needed", needed.to_string())]));
    }
    out
}

/// Limits that the best breaks where attendance is assumed otherwise.
fn otherwise(speak: &Speak<'_>) -> Vec<String> {
    let variants = &speak.findings.variants;
    let Some(assumed) = assumed(speak) else {
        return Vec::new();
    };
    let best = best(speak);
    let is_otherwise = |&index: &usize| {
        !is_as_assumed(speak, index) && is_one_choice(speak, [index, best], &[ATTENDANCE, RULES])
    };
    (0..variants.len())
        .filter(is_otherwise)
        .filter_map(|index| {
            let shares = variants[index].objectives.iter().filter_map(|o| o.broken);
            let worst = shares.max_by_key(|share| share.hits)?;
            let values = [
                ("variant", speak.variant(index)),
                ("hits", worst.hits.to_string()),
                ("of", worst.of.to_string()),
                ("assumed", assumed.clone()),
            ];
            (worst.hits > 0).then(|| speak.with("study-caution-otherwise", &values))
        })
        .collect()
}

/// Key figures.
pub(super) fn figures(speak: &Speak<'_>) -> Vec<Figure> {
    let findings = speak.findings;
    let best = best(speak);
    let quantity = speak.quantity(0);
    let found = &findings.variants[best].objectives[0];
    let baseline = &findings.variants[speak.baseline()].objectives[0];
    let figure = |label: &str, value: String, unit: String, note: String, tone| Figure {
        label: speak.t(label),
        value,
        unit,
        note,
        tone,
    };
    let mean = |found: &Found| quantity.plus_minus(found.mean, found.half_width);
    let mut figures = vec![
        figure(
            "study-figure-best",
            mean(found),
            quantity.unit.clone(),
            speak.variant(best),
            Tone::Plain,
        ),
        figure(
            "study-figure-baseline",
            mean(baseline),
            quantity.unit.clone(),
            speak.variant(speak.baseline()),
            Tone::Plain,
        ),
    ];
    let limited = findings.objectives.iter().any(|o| o.limit.is_some());
    if limited {
        let keeps = |found: &&Found| found.broken.is_none_or(|broken| broken.hits == 0);
        let variants = findings.variants.iter();
        let kept =
            variants.filter(|v| v.objectives.iter().filter(keeps).count() == v.objectives.len());
        let kept = kept.count();
        let tone = match kept {
            0 => Tone::Danger,
            kept if kept == findings.variants.len() => Tone::Good,
            _ => Tone::Warn,
        };
        let note = speak.t("study-figure-limits-note");
        let value = format!("{kept} / {}", findings.variants.len());
        figures.push(figure(
            "study-figure-limits",
            value,
            String::new(),
            note,
            tone,
        ));
    } else {
        let shown = (findings.variants.iter())
            .filter(|v| v.objectives[0].difference.is_some_and(|d| d.significant))
            .count();
        let of = findings.variants.len() - 1;
        let note = speak.t("study-figure-shown-note");
        let value = format!("{shown} / {of}");
        figures.push(figure(
            "study-figure-shown",
            value,
            String::new(),
            note,
            Tone::Plain,
        ));
    }
    let key = match findings.some_were_dropped() {
        true => "study-figure-runs-note-dropped",
        false => "study-figure-runs-note",
    };
    let note = speak.with(
        key,
        &[
            ("variants", findings.variants.len().to_string()),
            ("replications", findings.replications.to_string()),
        ],
    );
    let runs = count(findings.runs as u64);
    figures.push(figure(
        "study-figure-runs",
        runs,
        String::new(),
        note,
        Tone::Plain,
    ));
    figures
}
