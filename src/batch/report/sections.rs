//! Puts the page together, section by section.

use super::page::Page;
use super::speak::Speak;
use super::{StudyReport, plots, staffing, tables, tell};
use crate::analysis::report::page::Pair;
use crate::analysis::report::words::{Words, decimal};
use crate::analysis::report::{palette, sections};
use crate::base::text::Language;
use crate::batch::numbers::number;

/// The page of a study.
pub(super) fn page(input: &StudyReport<'_>, language: Language) -> Page {
    let findings = input.findings;
    let words = Words {
        language,
        start: input.scenario.run.start,
    };
    let speak = Speak::new(input, words);
    let speak = &speak;
    let study = words.name(&findings.study);
    let (interactions, interactions_say) = tables::interactions(speak);
    let kept = tables::kept(speak, input.is_recorded);
    let sensitivity = plots::sensitivity(speak);
    Page {
        lang: match language {
            Language::English => "en",
            Language::Chinese => "zh-CN",
        },
        running: sections::style_string(&study),
        study,
        question: words.name(&findings.question),
        colours: sections::colours(),
        muted: palette::MUTED.hex(),
        block: block(speak, input),
        answer: tell::answer(speak),
        cautions: tell::cautions(speak),
        figures: tell::figures(speak),
        results: tables::results(speak, 0),
        reading: speak.with(
            "study-reading",
            &[
                ("baseline", speak.variant(speak.baseline())),
                ("visitors", same_visitors(speak).to_owned()),
            ],
        ),
        effects: plots::effects(speak),
        effects_note: speak.t("study-effects-note"),
        staffing: plots::staffing(speak),
        staffing_says: staffing::all(speak)
            .into_iter()
            .map(|one| one.says)
            .collect(),
        factors: tables::factors(speak),
        factors_missing: factors_missing(speak),
        interactions,
        interactions_say,
        sensitivity_says: sensitivity_says(speak, sensitivity.is_empty()),
        sensitivity,
        curves: plots::curves(speak),
        zones: tables::zones(speak),
        binding: tables::binding(speak),
        limits: tables::limits(speak),
        is_recorded: kept
            .iter()
            .flat_map(|kept| &kept.runs)
            .any(|run| !run.href.is_empty()),
        kept_unit: speak.quantity(0).unit,
        kept,
        numbers: tables::numbers(speak),
        method: method(speak),
        assumptions: input.scenario.assumptions.clone(),
        bounds: bounds(speak),
        imprint: speak.with(
            "study-imprint",
            &[
                ("version", findings.version.clone()),
                ("revision", findings.engine_revision.to_string()),
                ("metrics", findings.metrics_revision.to_string()),
            ],
        ),
    }
}

fn block(speak: &Speak<'_>, input: &StudyReport<'_>) -> Vec<Pair> {
    let findings = speak.findings;
    let windows = findings.variants.first().map_or(&[][..], |v| &v.windows);
    let windows: Vec<String> = windows
        .iter()
        .map(|w| speak.window(&w.window).unwrap_or_default())
        .collect();
    let mut block = vec![
        Pair::new(
            speak.t("study-block-event"),
            speak.words.name(&input.scenario.name),
        ),
        Pair::new(
            speak.t("study-block-variants"),
            findings.variants.len().to_string(),
        ),
        Pair::new(
            speak.t("study-block-replications"),
            findings.replications.to_string(),
        ),
        Pair::new(speak.t("study-block-seeds"), {
            let last = findings
                .seed
                .wrapping_add(u64::from(findings.replications.max(1)) - 1);
            format!("{}–{last}", findings.seed)
        }),
        Pair::new(
            speak.t("report-block-model"),
            input.scenario.parameters.model.key().to_owned(),
        ),
        Pair::new(
            speak.t("report-block-version"),
            speak.with(
                "report-block-version-value",
                &[
                    ("version", findings.version.clone()),
                    ("revision", findings.engine_revision.to_string()),
                ],
            ),
        ),
    ];
    if windows.len() > 1 {
        block.push(Pair::new(
            speak.t("study-block-windows"),
            speak.words.list(&windows),
        ));
    }
    block
}

/// Why there are no main effects although there are factors.
fn factors_missing(speak: &Speak<'_>) -> String {
    let findings = speak.findings;
    let missing = findings.effects.first().is_some_and(Option::is_none);
    match missing && !findings.factors.is_empty() {
        true => speak.t("study-no-effects"),
        false => String::new(),
    }
}

/// Which assumptions were varied without a plot, and which stand as they are.
fn sensitivity_says(speak: &Speak<'_>, nothing_drawn: bool) -> Vec<String> {
    let varied = speak.findings.varied;
    let kinds = [
        ("study-assumption-attendance", varied.attendance),
        ("study-assumption-pre-movement", varied.pre_movement),
        ("study-assumption-check", varied.checks),
    ];
    let those = |wanted: bool| -> Vec<String> {
        let those = kinds.iter().filter(|(_, varied)| *varied == wanted);
        those.map(|(key, _)| speak.t(key)).collect()
    };
    let mut says = Vec::new();
    for (list, key, is_said) in [
        (those(true), "study-assumptions-varied", nothing_drawn),
        (those(false), "study-assumptions-not-varied", true),
    ] {
        if is_said && !list.is_empty() {
            says.push(speak.with(key, &[("list", speak.words.list(&list))]));
        }
    }
    says
}

/// How it was found.
fn method(speak: &Speak<'_>) -> Vec<String> {
    let findings = speak.findings;
    let key = match findings.some_were_dropped() {
        true => "study-method-pairs-dropped",
        false => "study-method-pairs",
    };
    let values = [
        ("n", findings.replications.to_string()),
        ("visitors", same_visitors(speak).to_owned()),
    ];
    let mut out = vec![speak.with(key, &values)];
    let mut correlations: Vec<f64> = (findings.variants.iter())
        .filter_map(|variant| variant.objectives[0].difference?.correlation)
        .collect();
    correlations.sort_by(f64::total_cmp);
    if let (Some(least), Some(most)) = (correlations.first(), correlations.last()) {
        let values = [("least", decimal(*least, 2)), ("most", decimal(*most, 2))];
        out.push(speak.with("study-method-correlation", &values));
    }
    let rules = findings.factors.iter().any(|factor| factor.kind == "rules");
    if rules && findings.selection.is_none() {
        out.push(speak.t("study-method-slower"));
    }
    out.push(speak.t(match &*findings.end {
        "precise" => "study-end-precise",
        "not_precise" => "study-end-not-precise",
        "selected" if findings.some_were_dropped() => "study-end-selected-dropped",
        "selected" => "study-end-selected",
        "none_will_do" => "study-end-none-will-do",
        "no_mean" => "study-end-no-mean",
        "budget" => "study-end-budget",
        "time" => "study-end-time",
        _ => "study-end-all",
    }));
    if let Some(selection) = &findings.selection {
        let without = selection.runs_without_dropping;
        let values = [
            ("runs", selection.runs.to_string()),
            (
                "without",
                (without.filter(|_| findings.end != "none_will_do"))
                    .map_or_else(|| "none".to_owned(), |n| n.to_string()),
            ),
            ("confidence", format!("{}", 100.0 * selection.confidence)),
        ];
        out.push(speak.with("study-method-selection", &values));
        let nulls = selection.standings.iter().filter(|place| *place == "nulls");
        let n = nulls.count();
        if n > 0 {
            out.push(speak.with("study-method-refused", &[("n", n.to_string())]));
        }
        if let Some(shares) = selection.limits {
            let those = |keeps: bool| {
                let known = selection.keeps_limits.iter();
                known.filter(|one| **one == Some(keeps)).count().to_string()
            };
            let values = [
                ("accepted", number(100.0 * shares.accepted)),
                ("refused", number(100.0 * shares.refused)),
                ("n", findings.variants.len().to_string()),
                ("kept", those(true)),
                ("dropped", those(false)),
            ];
            out.push(speak.with("study-method-limits", &values));
        }
    }
    out.extend(settled(speak));
    out.extend(
        [
            "study-method-intervals",
            "study-method-nulls",
            "study-method-holm",
            "study-method-files",
        ]
        .map(|key| speak.t(key)),
    );
    out
}

/// In how many variants the mean curve of people inside had settled.
fn settled(speak: &Speak<'_>) -> Option<String> {
    let windows = speak
        .findings
        .variants
        .iter()
        .flat_map(|variant| &variant.windows);
    let bands: Vec<_> = windows.filter_map(|window| window.curve.as_ref()).collect();
    let settled = bands.iter().filter_map(|band| band.settled_after);
    let values = [
        ("settled", settled.clone().count().to_string()),
        ("of", bands.len().to_string()),
        ("runs", settled.max().unwrap_or(0).to_string()),
    ];
    let key = match bands.iter().any(|band| band.settled_after.is_some()) {
        true => "study-method-settled",
        false => "study-method-not-settled",
    };
    (!bands.is_empty()).then(|| speak.with(key, &values))
}

/// Whether run k of every variant has the same visitors, as texts ask for it.
fn same_visitors(speak: &Speak<'_>) -> &'static str {
    match speak.findings.varied.visitors {
        true => "varied",
        false => "same",
    }
}

/// What the model does not know, as far as it bears on comparisons.
fn bounds(speak: &Speak<'_>) -> Vec<String> {
    let same = match speak.findings.varied.visitors {
        true => "study-bound-varied",
        false => "study-bound-same",
    };
    [
        "study-bound-model",
        same,
        "report-limit-behaviour",
        "report-limit-weather",
        "report-limit-ground",
        "report-limit-judgement",
    ]
    .map(|key| speak.t(key))
    .to_vec()
}
