//! `muster compare`: what studies say, or two runs beside each other.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::args::CommonOptions;
use super::failure::{Exit, Failure};
use super::prepare::reason;
use super::printed;
use super::say::Say;
use super::studies::CompareOptions;
use super::table::aligned;
use crate::analysis::report::words::Words;
use crate::batch::findings::{Found, ObjectiveFound, SelectionFound};
use crate::batch::numbers::{self, number};
use crate::batch::store::FINDINGS_FILE;
use crate::batch::{Findings, metric};
use crate::model::Time;
use crate::model::study::Limit;
use crate::record::folder::METRICS_FILE;

/// What is set beside each other of runs, beside the waits at gates.
const OF_RUNS: [&str; 10] = [
    "people.planned",
    "people.entered",
    "people.inside",
    "evacuation.t50_s",
    "evacuation.t95_s",
    "evacuation.all_clear_s",
    "evacuation.inside_person_s",
    "crowding.max_density_per_m2",
    "crowding.person_s_above_4_per_m2",
    "integrity.stuck",
];

/// What says which run it is.
const SAYS_WHICH: [&str; 5] = ["scenario", "plan", "seed", "model", "outcome"];

/// Letters of a run's name in a study's folder that tell it from the others.
const LETTERS: usize = 8;

/// Prints what studies say, or runs beside each other.
///
/// # Errors
/// If a folder holds neither, or they are mixed.
pub fn compare(options: &CompareOptions, common: CommonOptions, say: Say) -> Result<Exit, Failure> {
    let first = options.folders.iter().map(|folder| &**folder).next();
    let text = if first.is_some_and(|folder| folder.join(FINDINGS_FILE).exists()) {
        studies(options, common, say)?
    } else {
        runs(options, common, say)?
    };
    printed(&text, say)?;
    Ok(Exit::Done)
}

fn studies(options: &CompareOptions, common: CommonOptions, say: Say) -> Result<String, Failure> {
    let mut all = Vec::new();
    for folder in &options.folders {
        let other = (METRICS_FILE, "cli-compare-is-run");
        let path = folder.join(FINDINGS_FILE);
        let text = read(&path, folder, other, say)?;
        let findings =
            Findings::from_json(&text).map_err(|reason| malformed(&path, reason, say))?;
        all.push(findings);
    }
    if common.json {
        return Ok(match &all[..] {
            [one] => one.to_json(),
            several => json!(several).to_string(),
        });
    }
    let pages: Vec<String> = all.iter().map(|findings| page(findings, say)).collect();
    Ok(pages.join("\n"))
}

/// Two or more runs beside each other; no more than that is said of them.
fn runs(options: &CompareOptions, common: CommonOptions, say: Say) -> Result<String, Failure> {
    let mut all: Vec<Value> = Vec::new();
    let mut withheld = 0;
    for folder in &options.folders {
        let other = (FINDINGS_FILE, "cli-compare-is-study");
        let path = folder.join(METRICS_FILE);
        let text = read(&path, folder, other, say)?;
        let metrics: Value = serde_json::from_str(&text)
            .map_err(|error| malformed(&path, error.to_string(), say))?;
        // Also of an earlier version, which may lack what later ones have.
        if metrics["schema"].is_null() {
            return Err(malformed(&path, say.text("cli-compare-no-schema"), say));
        }
        withheld += usize::from(metrics["integrity"]["implausible"] == Value::Bool(true));
        all.push(metrics);
    }
    if all.len() < 2 {
        let message = say.text("cli-compare-one-run");
        let help = say.text("cli-compare-one-run-help");
        return Err(Failure::usage("bad-usage", message, help));
    }
    let paths: Vec<String> = (OF_RUNS.iter().map(|path| (*path).to_owned()))
        .chain(waits(&all))
        .collect();
    if common.json {
        let rows: Vec<Value> = (options.folders.iter().zip(&all))
            .map(|(folder, metrics)| {
                let numbers: serde_json::Map<String, Value> = (paths.iter())
                    .map(|path| (path.clone(), json!(metric::value(metrics, path))))
                    .collect();
                let mut row = json!({ "folder": folder.display().to_string(),
                    "metrics": numbers });
                for key in SAYS_WHICH {
                    row[key] = metrics[key].clone();
                }
                row
            })
            .collect();
        return Ok(json!({ "schema": 1, "runs": rows }).to_string());
    }
    let mut lines = vec![vec![say.text("cli-compare-metric")]];
    lines[0].extend(options.folders.iter().map(|folder| {
        let name = folder.file_name().unwrap_or(folder.as_os_str());
        let name = name.to_string_lossy();
        let is_hash = name.len() == 32 && name.chars().all(|c| c.is_ascii_hexdigit());
        name.chars()
            .take(if is_hash { LETTERS } else { usize::MAX })
            .collect()
    }));
    let words = Words {
        language: say.language(),
        start: Time(0.0),
    };
    for key in SAYS_WHICH {
        let mut line = vec![key.to_owned()];
        line.extend(all.iter().map(|metrics| match &metrics[key] {
            Value::String(text) => words.name(text),
            Value::Null => say.text("cli-study-no-number"),
            value => value.to_string(),
        }));
        lines.push(line);
    }
    for path in paths {
        let mut line = vec![path.clone()];
        line.extend((all.iter()).map(|metrics| shown(metric::value(metrics, &path), say)));
        lines.push(line);
    }
    let mut page = format!("{}\n", aligned(&lines, &[0]));
    if withheld > 0 {
        let values = [("n", withheld.to_string())];
        page += &format!("{}\n", say.fill("study-caution-withheld", &values));
    }
    Ok(page + &say.text("cli-compare-no-evidence"))
}

/// Paths of the waits at the gates of the first run at which anybody waited in any.
fn waits(all: &[Value]) -> Vec<String> {
    let gates = all
        .iter()
        .take(1)
        .filter_map(|first| first["gates"].as_array());
    let ids = gates.flatten().filter_map(|gate| gate["id"].as_str());
    ids.flat_map(|id| ["mean_wait_s", "p95_wait_s"].map(|what| format!("gates[{id}].{what}")))
        .filter(|path| all.iter().any(|run| metric::value(run, path).is_some()))
        .collect()
}

/// What a study says, for a terminal.
pub(super) fn page(findings: &Findings, say: Say) -> String {
    let words = Words {
        language: say.language(),
        start: Time(0.0),
    };
    let values = [
        ("replications", findings.replications.to_string()),
        ("runs", findings.runs.to_string()),
        ("seed", findings.seed.to_string()),
        ("revision", findings.engine_revision.to_string()),
    ];
    let mut text = format!("{}\n", words.name(&findings.study));
    if !findings.question.is_empty() {
        text += &format!("{}\n", words.name(&findings.question));
    }
    text += &format!("\n{}\n", say.fill("cli-study-runs", &values));
    text += &say.text(match &*findings.end {
        "precise" => "cli-study-end-precise",
        "not_precise" => "cli-study-end-not-precise",
        "selected" if findings.some_were_dropped() => "cli-study-end-selected-dropped",
        "selected" => "cli-study-end-selected",
        "none_will_do" => "cli-study-end-none-will-do",
        "no_mean" => "cli-study-end-no-mean",
        "budget" => "study-cli-end-budget",
        "time" => "study-cli-end-time",
        _ => "cli-study-end-all",
    });
    text.push('\n');
    if findings.is_precise == Some(false) && matches!(&*findings.end, "budget" | "time") {
        text += &format!("{}\n", say.text("study-caution-not-precise"));
    }
    for (index, objective) in findings.objectives.iter().enumerate() {
        let windows = findings
            .objectives
            .iter()
            .any(|other| other.window != objective.window);
        let heading = heading(objective, windows, say);
        text += &format!("\n{heading}\n{}", table(findings, index, say));
    }
    if !findings.factors.is_empty() {
        text += &format!("\n{}", effects(findings, say));
    }
    text += &format!("\n{}", say.text("cli-study-reading"));
    if let Some(correlation) = correlation(findings, say) {
        text += &format!("\n{correlation}");
    }
    let found = || {
        findings
            .variants
            .iter()
            .flat_map(|variant| &variant.objectives)
    };
    if found().any(|found| found.bootstrap.is_some()) {
        text += &format!("\n{}", say.text("study-cli-skewed"));
    }
    if let Some(needed) = findings.too_few() {
        let values = [("needed", needed.to_string())];
        text += &format!("\n{}", say.fill("cli-study-too-few", &values));
    }
    if findings.selection.is_some() || findings.end.ends_with("precise") {
        text += &format!("\n{}", say.text("cli-study-chosen-number"));
    }
    if let Some(found) = &findings.selection {
        let values = [
            ("best", found.best.clone()),
            ("confidence", format!("{}", 100.0 * found.confidence)),
            ("indifference", number(found.indifference)),
            ("others", found.not_worse.join(", ")),
            ("runs", found.runs.to_string()),
            (
                "without",
                found
                    .runs_without_dropping
                    .map_or_else(|| "–".to_owned(), |runs| runs.to_string()),
            ),
        ];
        let key = match found.is_sure {
            true => "cli-study-selected",
            false if findings.end == "none_will_do" => "cli-study-none-will-do",
            false => "cli-study-not-selected",
        };
        text += &format!("\n\n{}", say.fill(key, &values));
        if let Some(line) = limits(findings, found, say) {
            text += &format!("\n{line}");
        }
    }
    text.push('\n');
    text
}

/// Which variants keep the limits a selection looked at.
fn limits(findings: &Findings, found: &SelectionFound, say: Say) -> Option<String> {
    let shares = found.limits?;
    let those = |keeps: bool| {
        let all = findings.variants.iter().zip(&found.keeps_limits);
        let those = all.filter(|(_, known)| **known == Some(keeps));
        let ids: Vec<&str> = those.map(|(variant, _)| &*variant.id).collect();
        match ids.is_empty() {
            true => "–".to_owned(),
            false => ids.join(", "),
        }
    };
    let values = [
        ("accepted", number(100.0 * shares.accepted)),
        ("refused", number(100.0 * shares.refused)),
        ("kept", those(true)),
        ("dropped", those(false)),
    ];
    Some(say.fill("cli-study-limits", &values))
}

/// Between which bounds pairs with the baseline go together by the first objective.
fn correlation(findings: &Findings, say: Say) -> Option<String> {
    let variants = findings.variants.iter();
    let all = variants.filter_map(|variant| variant.objectives.first()?.difference?.correlation);
    let (least, most) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), one| {
        (a.min(one), b.max(one))
    });
    let values = [
        ("least", format!("{least:.2}")),
        ("most", format!("{most:.2}")),
    ];
    (least <= most).then(|| say.fill("study-cli-correlation", &values))
}

/// What each factor of a grid does to the first objective.
fn effects(findings: &Findings, say: Say) -> String {
    let Some(effects) = findings.effects.first().and_then(Option::as_ref) else {
        return say.text("study-cli-no-effects") + "\n";
    };
    let metric = [("metric", effects.metric.clone())];
    let mut text = say.fill("study-cli-effects", &metric) + "\n";
    for factor in &effects.factors {
        let reference = [("reference", factor.reference.clone())];
        let mut lines = vec![vec![
            factor.factor.clone(),
            say.text("cli-study-mean"),
            say.fill("study-cli-to-reference", &reference),
            String::new(),
        ]];
        for level in &factor.levels {
            let verdict = match (level.difference, level.significant, level.is_better) {
                (None, ..) => "study-cli-reference",
                (_, true, Some(true)) => "cli-study-better",
                (_, true, Some(false)) => "cli-study-worse",
                _ => "cli-study-not-shown",
            };
            let difference = level.difference;
            lines.push(vec![
                level.id.clone(),
                plus_minus(Some(level.mean), Some(level.half_width), say),
                difference.map_or_else(String::new, |difference| {
                    numbers::plus_minus(difference, level.difference_half_width)
                }),
                say.text(verdict),
            ]);
        }
        text += &aligned(&lines, &[0, 3]);
    }
    let all = &effects.interactions;
    if !all.is_empty() {
        let real = all.iter().filter(|one| one.significant).count();
        let values = [("n", real.to_string()), ("of", all.len().to_string())];
        text += &format!("{}\n", say.fill("study-cli-interactions", &values));
    }
    text
}

fn heading(objective: &ObjectiveFound, windows: bool, say: Say) -> String {
    let limit = match objective.limit {
        Some(Limit::AtMost(bound)) => say.fill("cli-study-at-most", &[("bound", number(bound))]),
        Some(Limit::AtLeast(bound)) => say.fill("cli-study-at-least", &[("bound", number(bound))]),
        None => String::new(),
    };
    let better = match objective.better {
        crate::model::study::Better::Smaller => say.text("cli-study-smaller"),
        crate::model::study::Better::Larger => say.text("cli-study-larger"),
    };
    let window = match windows {
        true => format!(" ({})", objective.window),
        false => String::new(),
    };
    format!("{}{window}: {better}{limit}", objective.metric)
}

fn table(findings: &Findings, objective: usize, say: Say) -> String {
    let limited = findings.objectives[objective].limit.is_some();
    let nulls = findings
        .variants
        .iter()
        .any(|v| v.objectives[objective].nulls > 0);
    let p95 = findings.has_p95(objective);
    let mut head = vec![
        say.text("cli-study-variant"),
        say.text("cli-study-mean"),
        match p95 {
            true => say.text("cli-study-p95"),
            false => say.text("cli-study-worst"),
        },
        say.text("cli-study-difference"),
        say.text("cli-study-verdict"),
        "p".to_owned(),
    ];
    if nulls {
        head.push(say.text("cli-study-nulls"));
    }
    if limited {
        head.push(say.text("cli-study-broken"));
    }
    let mut lines = vec![head];
    for variant in &findings.variants {
        let found = &variant.objectives[objective];
        let mut line = vec![
            variant.id.clone(),
            plus_minus(found.mean, found.half_width, say),
            shown(
                if p95 {
                    found.p95_worse_end
                } else {
                    found.worst
                },
                say,
            ),
            (found.difference).map_or_else(String::new, |d| plus_minus(d.mean, d.half_width, say)),
            verdict(found, say),
            found
                .difference
                .map_or_else(String::new, |d| probability(d.p_holm)),
        ];
        if nulls {
            line.push(format!("{}/{}", found.nulls, found.runs));
        }
        if limited {
            line.push((found.broken).map_or_else(String::new, |broken| {
                format!(
                    "{}/{} ({:.0}–{:.0} %)",
                    broken.hits,
                    broken.of,
                    (100.0 * broken.low).floor(),
                    (100.0 * broken.high).ceil()
                )
            }));
        }
        lines.push(line);
    }
    aligned(&lines, &[0, 4])
}

/// Whether a difference is real.
fn verdict(found: &Found, say: Say) -> String {
    if found.absent {
        return say.text("study-cli-absent");
    }
    let Some(difference) = found.difference else {
        return say.text("cli-study-baseline");
    };
    say.text(match (difference.significant, difference.is_better) {
        (true, Some(true)) => "cli-study-better",
        (true, Some(false)) => "cli-study-worse",
        _ => "cli-study-not-shown",
    })
}

fn probability(p: f64) -> String {
    if p < 0.001 {
        "<0.001".to_owned()
    } else {
        format!("{p:.3}")
    }
}

/// A mean with its half-width, of which two digits count.
fn plus_minus(mean: Option<f64>, half_width: Option<f64>, say: Say) -> String {
    mean.map_or_else(
        || say.text("cli-study-no-number"),
        |mean| numbers::plus_minus(mean, half_width),
    )
}

fn shown(value: Option<f64>, say: Say) -> String {
    value.map_or_else(|| say.text("cli-study-no-number"), numbers::measured)
}

/// Reads a file of a folder; `other` is what folders of the other kind hold, and how
/// to say that this is one.
fn read(path: &Path, folder: &Path, other: (&str, &str), say: Say) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| {
        let (file, key) = other;
        if folder.join(file).exists() {
            let message = say.fill(key, &[("folder", folder.display().to_string())]);
            let help = say.text("cli-compare-mixed-help");
            return Failure::files("not-comparable", message, help);
        }
        let values = [
            ("folder", folder.display().to_string()),
            ("file", path.display().to_string()),
            ("reason", reason(&error, say)),
        ];
        let message = say.fill("cli-compare-no-folder", &values);
        let help = say.text("cli-compare-no-folder-help");
        Failure::files("not-comparable", message, help)
    })
}

fn malformed(path: &Path, reason: String, say: Say) -> Failure {
    let values = [("file", path.display().to_string()), ("reason", reason)];
    let message = say.fill("cli-compare-malformed", &values);
    let help = say.text("cli-compare-malformed-help");
    Failure::files("not-comparable", message, help)
}
