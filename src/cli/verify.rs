//! `muster verify`: runs the published cases and says what holds.

use std::fs;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use super::args::{CommonOptions, VerifyOptions};
use super::failure::{Exit, Failure};
use super::interrupt;
use super::output;
use super::prepare::reason;
use super::printed;
use super::progress::{CasesView, now};
use super::say::Say;
use super::verdicts;
use crate::model::nearest::nearest;
use crate::model::{Locomotion, Parameters};
use crate::verify::page::{self, PLOTS, Results};
use crate::verify::{self, Case, Ending, Lab, Seen, Tally, Verdict, specimen};

/// The report's file.
const REPORT_FILE: &str = "report.html";
/// The page of the documentation.
const DOC_FILE: &str = "verification.md";
/// The results for programs.
const RESULTS_FILE: &str = "results.json";
/// Folder of trajectories with what Muster measures on them.
const MEASURING: &str = "measuring";

/// Runs the cases that were asked for; ends with [`Exit::Invalid`] if one
/// that gates fails.
///
/// # Errors
/// If there is no such case, or a file cannot be written.
pub fn verify(options: &VerifyOptions, common: CommonOptions, say: Say) -> Result<Exit, Failure> {
    interrupt::listen();
    let cases = chosen(options, say)?;
    if let Some(folder) = &options.out {
        // Before minutes of work, not after.
        make_folder(folder, say)?;
    }
    interrupt::running();
    let jobs = jobs(&cases, options);
    let view = CasesView::new(say, common.quiet, jobs.len());
    let mut verdicts = run(&jobs, options, &view, say);
    let interrupted = verdicts.len() < jobs.len();
    view.finish();
    let others = of_other_models(&jobs, &mut verdicts, cases.len());
    let parameters = Parameters {
        model: options.model.unwrap_or_default(),
        ..Parameters::default()
    };
    let results = Results {
        verdicts: &verdicts,
        others: &others,
        parameters: &parameters,
        version: env!("CARGO_PKG_VERSION"),
        runs: options.runs,
    };
    if let Some(folder) = &options.out {
        write_all(folder, &results, options.model, interrupted, say)?;
    }
    let tally = Tally::of(&verdicts);
    let text = if common.json {
        document(&verdicts, say).to_string()
    } else {
        verdicts::table(&verdicts, say)
    };
    printed(&text, say)?;
    if let Some(folder) = options
        .out
        .as_ref()
        .filter(|_| !common.json && !common.quiet)
    {
        let file = folder.join(REPORT_FILE).display().to_string();
        output::remark(&say.fill("cli-report-at", &[("file", file)]));
    }
    if interrupted {
        output::remark(&say.text("cli-verify-interrupted"));
        return Ok(Exit::Interrupted);
    }
    Ok(if tally.failed == 0 {
        Exit::Done
    } else {
        Exit::Invalid
    })
}

/// The cases of the suite and id that were asked for.
fn chosen(options: &VerifyOptions, say: Say) -> Result<Vec<&'static Case>, Failure> {
    let Some(id) = &options.case else {
        let in_suite = |case: &&Case| options.suite.is_none_or(|suite| case.suite == suite);
        return Ok(verify::cases().filter(in_suite).collect());
    };
    match verify::case(id) {
        Some(case) if options.suite.is_none_or(|suite| case.suite == suite) => Ok(vec![case]),
        found => {
            let key = match found {
                Some(_) => "cli-verify-other-suite",
                None => "cli-verify-unknown-case",
            };
            let near = nearest(id, verify::cases().map(|case| case.id));
            let help = if near.is_empty() || found.is_some() {
                let all: Vec<&str> = verify::cases().map(|case| case.id).collect();
                say.fill("cli-verify-cases", &[("names", all.join(", "))])
            } else {
                say.fill("cli-did-you-mean", &[("names", near.join(", "))])
            };
            let message = say.fill(key, &[("case", id.clone())]);
            Err(Failure::usage("unknown-case", message, help))
        }
    }
}

/// A case to run with a model, the scenario's own if none.
type Job = (Option<Locomotion>, &'static Case);

/// The cases, and for the report of all of them the basic ones with the other
/// models.
fn jobs(cases: &[&'static Case], options: &VerifyOptions) -> Vec<Job> {
    let mut jobs: Vec<Job> = cases.iter().map(|&case| (options.model, case)).collect();
    let all = options.case.is_none() && options.suite.is_none();
    if options.out.is_some() && all && options.model.is_none() {
        for model in Locomotion::ALL {
            if model != Locomotion::default() {
                let basic = verify::BASIC.into_iter().filter_map(verify::case);
                jobs.extend(basic.map(|case| (Some(model), case)));
            }
        }
    }
    jobs
}

/// Takes what comes after the first so many verdicts off, by model.
fn of_other_models(
    jobs: &[Job],
    verdicts: &mut Vec<Verdict>,
    cases: usize,
) -> Vec<(Locomotion, Vec<Verdict>)> {
    let mut others: Vec<(Locomotion, Vec<Verdict>)> = Vec::new();
    let rest = verdicts.split_off(cases.min(verdicts.len()));
    for (verdict, (model, _)) in rest.into_iter().zip(&jobs[cases..]) {
        let Some(model) = *model else { continue };
        match others.last_mut() {
            Some((last, verdicts)) if *last == model => verdicts.push(verdict),
            _ => others.push((model, vec![verdict])),
        }
    }
    others
}

/// Runs the cases one after the other, the runs of each in parallel, until
/// all are done or somebody asks to stop.
fn run(jobs: &[Job], options: &VerifyOptions, view: &CasesView, say: Say) -> Vec<Verdict> {
    let mut verdicts = Vec::new();
    for &(model, case) in jobs {
        let name = match model {
            Some(model) if options.model.is_none() => format!("{} ({})", case.id, model.key()),
            _ => case.id.to_owned(),
        };
        view.begin(&name);
        let seen = |seen: Seen| view.runs(seen.runs);
        let stop = || {
            let asked = interrupt::asked_to_stop();
            if asked {
                view.stopping();
            }
            asked
        };
        let mut lab = Lab::new(&seen, &stop);
        lab.model = model;
        lab.runs = options.runs;
        lab.draws = options.out.is_some() && model == options.model;
        let began = now();
        let verdict = Verdict::of(case, &lab);
        if verdict.is_interrupted() {
            break;
        }
        view.end(&one_line(&name, &verdict, began.elapsed(), say));
        verdicts.push(verdict);
    }
    verdicts
}

/// What is said when a case is done.
fn one_line(name: &str, verdict: &Verdict, took: Duration, say: Say) -> String {
    let values = [
        ("case", name.to_owned()),
        ("verdict", say.text(page::ending_key(verdict.ending()))),
        ("seconds", format!("{:.1}", took.as_secs_f64())),
        ("runs", verdict.runs().to_string()),
    ];
    say.fill("cli-verify-case-done", &values)
}

/// The document of the JSON contract. `passed` of a case that only documents
/// is null, and it counts neither as passed nor as failed. With the `error` of
/// every exit 1.
fn document(verdicts: &[Verdict], say: Say) -> Value {
    let language = say.language();
    let tally = Tally::of(verdicts);
    let case = |verdict: &Verdict| {
        let case = verdict.case;
        json!({
            "id": case.id,
            "suite": case.suite.key(),
            "passed": match verdict.ending() {
                Ending::Passed => Some(true),
                Ending::Failed => Some(false),
                Ending::Documented => None,
            },
            "measured": verdict.measured(language),
            "criterion": case.criterion(language),
            "source": case.source(language),
            "runs": verdict.runs(),
        })
    };
    let mut document = json!({
        "cases": verdicts.iter().map(case).collect::<Vec<Value>>(),
        "passed": tally.passed,
        "failed": tally.failed,
    });
    if tally.failed > 0 {
        let message = say.fill("cli-verify-failed", &[("n", tally.failed.to_string())]);
        let help = say.text("cli-verify-failed-help");
        document["error"] = Failure::invalid("verification-failed", message, help).error();
    }
    document
}

/// Writes report, page, diagrams, results, and trajectories for others to
/// measure.
fn write_all(
    folder: &Path,
    results: &Results<'_>,
    model: Option<Locomotion>,
    interrupted: bool,
    say: Say,
) -> Result<(), Failure> {
    let language = say.language();
    let chart_failed = |error: crate::analysis::report::ReportError| {
        let message = say.fill("cli-report-failed", &[("reason", error.to_string())]);
        Failure::files(
            "report-failed",
            message,
            say.text("cli-recording-failed-help"),
        )
    };
    let html = page::html(results, language).map_err(chart_failed)?;
    write(&folder.join(REPORT_FILE), &html, say)?;
    write(
        &folder.join(DOC_FILE),
        &page::markdown(results, language),
        say,
    )?;
    let results_json = document(results.verdicts, say).to_string();
    write(&folder.join(RESULTS_FILE), &results_json, say)?;
    let plots = page::plots(results, language).map_err(chart_failed)?;
    if !plots.is_empty() {
        make_folder(&folder.join(PLOTS), say)?;
    }
    for (name, svg) in plots {
        write(&folder.join(PLOTS).join(name), &svg, say)?;
    }
    if interrupted {
        return Ok(());
    }
    let mut lab = Lab::new(&|_| {}, &interrupt::asked_to_stop);
    lab.model = model;
    // If the engine breaks a promise here the cases have said so already.
    let Ok(specimens) = specimen::specimens(&lab) else {
        return Ok(());
    };
    make_folder(&folder.join(MEASURING), say)?;
    for specimen in specimens {
        let file = |ending: &str| {
            let name = format!("{}.{ending}", specimen.name);
            folder.join(MEASURING).join(name)
        };
        write(&file("csv"), &specimen.trajectories, say)?;
        write(&file("json"), &specimen.measures.to_string(), say)?;
    }
    Ok(())
}

fn make_folder(folder: &Path, say: Say) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error, say))
}

fn write(file: &Path, text: &str, say: Say) -> Result<(), Failure> {
    fs::write(file, text).map_err(|error| cannot_write(file, &error, say))
}

fn cannot_write(path: &Path, error: &std::io::Error, say: Say) -> Failure {
    let values = [
        ("file", path.display().to_string()),
        ("reason", reason(error, say)),
    ];
    let message = say.fill("cli-cannot-write", &values);
    Failure::files("write-failed", message, say.text("cli-cannot-write-help"))
}
