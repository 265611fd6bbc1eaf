//! `muster batch`: conducts a study, and goes on with it where it stopped.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};

use super::args::CommonOptions;
use super::failure::{Exit, Failure};
use super::problems::{Excerpts, ProblemLine};
use super::progress::StudyView;
use super::say::Say;
use super::studies::BatchOptions;
use super::{compare, folder, interrupt, output, prepare, printed, progress, recordings};
use crate::analysis::statistics::StatisticsError;
use crate::batch::estimate::{self, Estimate, Ground};
use crate::batch::numbers::number;
use crate::batch::store::{FINDINGS_FILE, RECORDINGS, REPORT_FILE, SCENARIO_FILE, STUDY_FILE};
use crate::batch::study::Done;
use crate::batch::{
    BatchError, Conduct, Findings, Job, Matrix, Piece, Store, ground, kept, report, tables,
};
use crate::model::file::{self, ReadError, StudyDocument};
use crate::model::study::Budget;
use crate::model::{Problem, Study};
use crate::record::RecordError;

/// Folder for the folders of studies that were given no name.
const STUDIES: &str = "studies";
/// Most problems shown with their lines.
const SHOWN: usize = 8;
/// Most variants that a dry run lists.
const LISTED: usize = 60;

/// Conducts a study, a block of it, or merges its blocks.
///
/// # Errors
/// If the study or its scenario cannot be read or have errors, or something cannot be
/// written.
pub fn batch(options: &BatchOptions, common: CommonOptions, say: Say) -> Result<Exit, Failure> {
    interrupt::listen();
    let colours = output::remarks_are_watched() && output::colours_are_welcome();
    let document = read(&options.file, colours, say)?;
    let beside = options.file.parent().unwrap_or(Path::new(""));
    let path = beside.join(&document.study.scenario);
    let (prepared, world) = prepare::runnable(&path, None, colours, say)?;
    let matrix = Matrix::new(&document.study, Arc::clone(&world.scenario))
        .map_err(|problems| refused(&document, problems, colours, say))?;
    drop(world);
    let task = Task {
        study: &document.study,
        matrix: &matrix,
        common,
        say,
    };
    let root = options.out.clone().unwrap_or_else(|| usual(&options.file));
    if options.piece != Piece::Merge {
        task.look_at_ground()?;
    }
    if options.dry_run {
        return task.dry_run(&root, options.recordings);
    }
    // A merge makes no folder: what it is to merge is elsewhere if nothing is there.
    if options.piece == Piece::Merge && Store::existing(&root).is_none() && Store::may_be(&root) {
        return Err(task.failed(&BatchError::Missing { missing: 1 }));
    }
    let store = open(&root, say)?;
    let files = [
        (STUDY_FILE, &*document.text),
        (SCENARIO_FILE, &*prepared.text),
    ];
    if !store.root().join(STUDY_FILE).exists() {
        task.adopt(&store, files)?;
    }
    task.perform(&store, files, options)
}

struct Task<'a> {
    study: &'a Study,
    matrix: &'a Matrix,
    common: CommonOptions,
    say: Say,
}

/// Names and texts of study and scenario, as the folder keeps them.
type Files<'f> = [(&'f str, &'f str); 2];

impl Task<'_> {
    /// Puts study and scenario into the folder. What was found of others there goes:
    /// beside these it would be taken for theirs.
    fn adopt(&self, store: &Store, files: Files<'_>) -> Result<(), Failure> {
        let put = || -> Result<(), RecordError> {
            for (name, text) in files {
                let path = store.root().join(name);
                // Blocks on many machines share the folder: what is there stays.
                if fs::read_to_string(&path).ok().as_deref() != Some(text) {
                    store.forget_findings()?;
                    store.put(name, text.as_bytes())?;
                }
            }
            Ok(())
        };
        put().map_err(|error| folder::failure(&error, self.say))
    }

    /// Says what is wrong with the ground of variants; a study may mean it.
    fn look_at_ground(&self) -> Result<(), Failure> {
        let errors = ground::errors(self.matrix).map_err(|error| self.failed(&error))?;
        if self.common.quiet {
            return Ok(());
        }
        for (variant, problem) in errors.iter().take(SHOWN) {
            let values = [
                ("variant", self.matrix.variants[*variant].id.clone()),
                ("problem", problem.message(self.say.language())),
            ];
            output::remark(&self.say.fill("cli-batch-ground", &values));
        }
        if errors.len() > SHOWN {
            let more = ("n", (errors.len() - SHOWN).to_string());
            output::remark(&self.say.fill("cli-batch-more", &[more]));
        }
        Ok(())
    }

    fn perform(
        &self,
        store: &Store,
        files: Files<'_>,
        options: &BatchOptions,
    ) -> Result<Exit, Failure> {
        interrupt::running();
        let piece = options.piece;
        let began = progress::now();
        let most_s = match self.study.budget {
            Some(Budget::Minutes(minutes)) => 60.0 * minutes,
            Some(Budget::Runs(_)) | None => f64::INFINITY,
        };
        let each = (self.matrix.variants.len() * self.matrix.windows.len()) as u64;
        let [least, most] = match piece {
            Piece::Block(block) => {
                let all = self.study.replications;
                let mine = (block.index..all).step_by(block.of as usize).count() as u64;
                [mine * each; 2]
            }
            Piece::All | Piece::Merge => {
                let most = self.paid(self.study.run_count().unwrap_or(u64::MAX));
                let least = u64::from(self.study.replications_in_any_case());
                [(least * each).min(most), most]
            }
        };
        let view = StudyView::new(self.say, self.common.quiet, least, most);
        let name = |job: Job| {
            let variant = &self.matrix.variants[job.variant].id;
            match self.matrix.windows.len() {
                1 => variant.clone(),
                _ => format!("{variant} {}", self.matrix.windows[job.window].id),
            }
        };
        let conduct = Conduct {
            study: self.study,
            matrix: self.matrix,
            store,
            threads: rayon::current_num_threads(),
            stop: &interrupt::asked_to_stop,
            out_of_time: &|| began.elapsed().as_secs_f64() > most_s,
            tell: &|job, known| view.done(&name(job), known),
        };
        let done = match piece {
            Piece::Block(block) => {
                let whole = conduct.block(block);
                view.finish();
                return self.block_done(whole.map_err(|error| self.failed(&error))?, store);
            }
            Piece::All => conduct.all(false),
            Piece::Merge => conduct.all(true),
        };
        view.finish();
        match done.map_err(|error| self.failed(&error))? {
            Some(done) => self.tell(&conduct, &done, files, options.recordings),
            None => {
                let values = [("folder", store.root().display().to_string())];
                output::remark(&self.say.fill("cli-batch-interrupted", &values));
                Ok(Exit::Interrupted)
            }
        }
    }

    fn block_done(&self, whole: bool, store: &Store) -> Result<Exit, Failure> {
        let values = [("folder", store.root().display().to_string())];
        if !whole {
            output::remark(&self.say.fill("cli-batch-interrupted", &values));
            return Ok(Exit::Interrupted);
        }
        let text = if self.common.json {
            json!({ "folder": store.root().display().to_string() }).to_string()
        } else {
            self.say.fill("cli-batch-block-done", &values)
        };
        printed(&text, self.say)?;
        Ok(Exit::Done)
    }

    /// Writes what was found, records the runs that stand for the variants, and shows
    /// it all.
    fn tell(
        &self,
        conduct: &Conduct<'_>,
        done: &Done,
        files: Files<'_>,
        record: bool,
    ) -> Result<Exit, Failure> {
        let root = conduct.store.root();
        let wrong = |error: RecordError| folder::failure(&error, self.say);
        let findings = conduct.findings(done).map_err(wrong)?;
        // Only now is there something in place of what another study has found.
        self.adopt(conduct.store, files)?;
        conduct.write_runs(&done.runs).map_err(wrong)?;
        let json = findings.to_json();
        let put = |name: &str, text: &str| conduct.store.put(name, text.as_bytes());
        put(FINDINGS_FILE, &json).map_err(wrong)?;
        put(REPORT_FILE, &self.report(&findings, root)?).map_err(wrong)?;
        let mut exit = Exit::Done;
        if record && self.study.recordings {
            let quiet = self.common.quiet;
            if recordings::record(&findings, self.matrix, conduct.store, quiet, self.say)? {
                // Now with links to them.
                put(REPORT_FILE, &self.report(&findings, root)?).map_err(wrong)?;
            } else {
                let values = [("folder", root.display().to_string())];
                output::remark(&self.say.fill("study-recordings-interrupted", &values));
                exit = Exit::Interrupted;
            }
        }
        let text = if self.common.json {
            json
        } else {
            let file = |name: &str| root.join(name).display().to_string();
            let values = [
                ("report", file(REPORT_FILE)),
                ("runs", file(tables::RUNS_FILE)),
                ("findings", file(FINDINGS_FILE)),
            ];
            let files = self.say.fill("study-files", &values);
            format!("{}\n{files}", compare::page(&findings, self.say))
        };
        printed(&text, self.say)?;
        Ok(exit)
    }

    fn report(&self, findings: &Findings, root: &Path) -> Result<String, Failure> {
        let input = report::StudyReport {
            findings,
            scenario: &self.matrix.scenario,
            is_recorded: &|run| root.join(RECORDINGS).join(run).exists(),
        };
        report::render(&input, self.say.language()).map_err(|error| {
            let values = [("reason", error.to_string())];
            let message = self.say.fill("cli-report-failed", &values);
            let help = self.say.text("cli-recording-failed-help");
            Failure::files("report-failed", message, help)
        })
    }

    /// Says what would be run.
    fn dry_run(&self, root: &Path, records: bool) -> Result<Exit, Failure> {
        let each = u64::from(self.study.replications.min(kept::MOST));
        let again = ("n", (each * self.matrix.variants.len() as u64).to_string());
        let store = Store::existing(root);
        let threads = rayon::current_num_threads();
        let study = self.study;
        let may_be_fewer =
            study.precision.is_some() || study.selection.is_some() || study.budget.is_some();
        // With a fixed number it has when no run is missing.
        let has_ended = may_be_fewer && store.as_ref().is_some_and(|store| self.has_ended(store));
        let records = records && self.study.recordings && !is_recorded(root);
        let estimate = estimate::estimate(
            self.study,
            self.matrix,
            store.as_ref(),
            threads,
            !self.common.quiet && !has_ended,
        );
        let estimate = estimate.filter(|_| !has_ended);
        let runs = self.paid(self.study.run_count().unwrap_or(u64::MAX));
        let ids = || self.matrix.variants.iter().map(|variant| &variant.id);
        let windows: Vec<&str> = self.matrix.windows.iter().map(|w| w.id.as_str()).collect();
        let text = if self.common.json {
            let runs_of = |variant: usize| -> Vec<Value> {
                let windows = 0..self.matrix.windows.len();
                windows
                    .map(|window| json!(self.matrix.key(variant, window, self.study.seed)))
                    .collect()
            };
            let variants: Vec<Value> = (self.matrix.variants.iter().enumerate())
                .map(|(index, variant)| {
                    json!({ "id": variant.id, "name": variant.name, "first": runs_of(index) })
                })
                .collect();
            json!({ "runs": runs, "replications": self.study.replications,
                "windows": windows, "variants": variants,
                "estimate_s": if has_ended { Some(0.0) } else { estimate.map(|e| e.seconds) },
                "missing": if has_ended { Some(0) } else { estimate.map(|e| e.missing) },
                "estimate_in_any_case_s": match has_ended {
                    true => Some(0.0),
                    false => estimate.map(|e| e.seconds_in_any_case),
                },
                "missing_in_any_case": match has_ended {
                    true => Some(0),
                    false => estimate.map(|e| e.missing_in_any_case),
                },
                "estimate_from_runs": estimate.map(|estimate| match estimate.from {
                    Ground::Runs(runs) => runs,
                    Ground::Probe => 0,
                }) })
            .to_string()
        } else {
            let mut listed: Vec<String> = ids().take(LISTED).map(|id| format!("  {id}")).collect();
            let more = self.matrix.variants.len().saturating_sub(LISTED);
            if more > 0 {
                listed.push(self.say.fill("cli-batch-more", &[("n", more.to_string())]));
            }
            let values = [
                ("study", self.study.name.clone()),
                ("variants", self.matrix.variants.len().to_string()),
                ("windows", self.matrix.windows.len().to_string()),
                ("replications", self.study.replications.to_string()),
                ("runs", runs.to_string()),
            ];
            let key = match may_be_fewer {
                false => "cli-batch-matrix",
                true => "cli-batch-matrix-most",
            };
            let time = match has_ended {
                true => self.say.text("study-estimate-ended"),
                false => self.estimated(estimate, threads),
            };
            let time = match records {
                true => format!(
                    "{time}\n{}",
                    self.say.fill("study-estimate-recordings", &[again])
                ),
                false => time,
            };
            format!(
                "{}\n{}\n{time}",
                self.say.fill(key, &values),
                listed.join("\n")
            )
        };
        printed(&text, self.say)?;
        Ok(Exit::Done)
    }

    /// As many of so many runs as a budget of runs pays for.
    fn paid(&self, runs: u64) -> u64 {
        match self.study.budget {
            Some(Budget::Runs(paid)) => runs.min(paid),
            Some(Budget::Minutes(_)) | None => runs,
        }
    }

    /// Whether the runs that are there are all that the study wants.
    fn has_ended(&self, store: &Store) -> bool {
        let conduct = Conduct {
            study: self.study,
            matrix: self.matrix,
            store,
            threads: rayon::current_num_threads(),
            stop: &interrupt::asked_to_stop,
            out_of_time: &|| false,
            tell: &|_, _| (),
        };
        matches!(conduct.all(true), Ok(Some(_)))
    }

    /// How long it may take, in a sentence.
    fn estimated(&self, estimate: Option<Estimate>, threads: usize) -> String {
        let Some(estimate) = estimate else {
            return self.say.text("study-estimate-none");
        };
        let values = [
            ("missing", estimate.missing.to_string()),
            ("time", progress::duration(self.say, estimate.seconds)),
            ("threads", threads.to_string()),
            (
                "runs",
                match estimate.from {
                    Ground::Runs(runs) => runs.to_string(),
                    Ground::Probe => String::new(),
                },
            ),
        ];
        let all = self.say.fill(
            match estimate.from {
                _ if estimate.missing == 0 => "study-estimate-nothing",
                Ground::Runs(_) => "study-estimate-runs",
                Ground::Probe => "study-estimate-probe",
            },
            &values,
        );
        if estimate.missing_in_any_case == estimate.missing {
            return all;
        }
        let seconds = estimate.seconds_in_any_case;
        let values = [
            ("missing", estimate.missing_in_any_case.to_string()),
            ("time", progress::duration(self.say, seconds)),
        ];
        let sure = self.say.fill("study-estimate-in-any-case", &values);
        format!("{all}\n{sure}")
    }

    /// A variant and the seed of its run, for a sentence.
    fn run_of(&self, variant: usize, replication: usize) -> [(&'static str, String); 2] {
        let seed = self.study.seed.wrapping_add(replication as u64);
        [
            ("variant", self.matrix.variants[variant].id.clone()),
            ("seed", seed.to_string()),
        ]
    }

    fn failed(&self, error: &BatchError) -> Failure {
        let say = self.say;
        match error {
            BatchError::Record(error) => folder::failure(error, say),
            BatchError::Variant { id, problems } => {
                let first = problems.first();
                let values = [
                    ("variant", id.clone()),
                    (
                        "reason",
                        first.map_or_else(String::new, |p| p.message(say.language())),
                    ),
                ];
                let help = first.map_or_else(String::new, |p| p.help(say.language()));
                let message = say.fill("cli-batch-variant", &values);
                let lines = problems
                    .iter()
                    .map(|problem| ProblemLine::new(problem, say));
                Failure::invalid("study-variant-has-errors", message, help)
                    .with_problems(lines.collect())
            }
            BatchError::Threads(reason) => {
                let values = [("reason", reason.clone())];
                let message = say.fill("cli-no-threads", &values);
                Failure::files("no-threads", message, say.text("cli-no-threads-help"))
            }
            BatchError::Start(reason) => {
                let values = [("reason", reason.clone())];
                let message = say.fill("cli-batch-cannot-start", &values);
                Failure::invalid("cannot-start", message, say.text("cli-cannot-start-help"))
            }
            BatchError::Statistics(StatisticsError::Null {
                variant,
                replication,
            }) => {
                let values = self.run_of(*variant, *replication);
                let message = say.fill("cli-batch-null", &values);
                Failure::invalid("study-statistics", message, say.text("cli-batch-null-help"))
            }
            BatchError::Statistics(StatisticsError::NullNotWorst {
                null_as,
                variant,
                replication,
                value,
            }) => {
                let [id, seed] = self.run_of(*variant, *replication);
                let values = [
                    id,
                    seed,
                    ("value", number(*value)),
                    ("null_as", number(*null_as)),
                ];
                let message = say.fill("cli-batch-null-not-worst", &values);
                let help = say.text("cli-batch-null-not-worst-help");
                Failure::invalid("study-statistics", message, help)
            }
            BatchError::Statistics(error) => {
                let values = [("reason", error.to_string())];
                let message = say.fill("cli-batch-statistics", &values);
                let help = say.text("cli-batch-statistics-help");
                Failure::invalid("study-statistics", message, help)
            }
            BatchError::NoTime => {
                let message = say.text("study-no-time");
                Failure::invalid("study-no-time", message, say.text("study-no-time-help"))
            }
            BatchError::Missing { missing } => {
                let values = [("missing", missing.to_string())];
                let message = say.fill("cli-batch-missing", &values);
                let help = say.text("cli-batch-missing-help");
                Failure::invalid("study-incomplete", message, help)
            }
        }
    }
}

/// Whether all runs are recorded that stand for the variants of what was found in a
/// folder.
fn is_recorded(root: &Path) -> bool {
    let text = fs::read_to_string(root.join(FINDINGS_FILE)).ok();
    let findings = text.and_then(|text| Findings::from_json(&text).ok());
    findings.is_some_and(|findings| {
        let mut kept = findings.variants.iter().flat_map(|variant| &variant.kept);
        kept.all(|kept| root.join(RECORDINGS).join(&kept.run).exists())
    })
}

/// The study's folder if none was named: called by its file.
fn usual(file: &Path) -> PathBuf {
    let name = file
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let name = name.strip_suffix(".ron").unwrap_or(&name);
    let name = name.strip_suffix(".study").unwrap_or(name);
    Path::new(STUDIES).join(name)
}

/// Opens the folder, new or with a study in it.
fn open(root: &Path, say: Say) -> Result<Store, Failure> {
    if !Store::may_be(root) {
        let values = [("folder", root.display().to_string())];
        let message = say.fill("cli-folder-not-a-study", &values);
        let help = say.text("cli-folder-not-a-study-help");
        return Err(Failure::usage("folder-not-a-study", message, help));
    }
    Store::open(root).map_err(|error| folder::failure(&error, say))
}

fn read(path: &Path, colours: bool, say: Say) -> Result<StudyDocument, Failure> {
    match file::read_study(path) {
        Ok(document) => Ok(document),
        Err(ReadError::Io(problem)) => Err(Failure::files(
            problem.code,
            problem.message(say.language()),
            problem.help(say.language()),
        )),
        Err(ReadError::Document(problem)) => {
            let text = prepare::text_again(path);
            let name = path.display().to_string();
            Err(with_problems(&name, &text, &[*problem], colours, say))
        }
    }
}

fn refused(
    document: &StudyDocument,
    mut problems: Vec<Problem>,
    colours: bool,
    say: Say,
) -> Failure {
    document.locate(&mut problems);
    with_problems(
        &document.source_name,
        &document.text,
        &problems,
        colours,
        say,
    )
}

fn with_problems(name: &str, text: &str, problems: &[Problem], colours: bool, say: Say) -> Failure {
    let excerpts = Excerpts::new(name, text, colours, say);
    let shown: Vec<String> = (problems.iter().take(SHOWN))
        .map(|problem| excerpts.show(problem))
        .collect();
    let values = [
        ("file", name.to_owned()),
        ("errors", problems.len().to_string()),
    ];
    let lines = problems
        .iter()
        .map(|problem| ProblemLine::new(problem, say));
    Failure::invalid(
        "study-has-errors",
        say.fill("cli-study-has-errors", &values),
        say.fill("cli-study-has-errors-help", &values),
    )
    .with_detail(shown.join("\n"))
    .with_problems(lines.collect())
}
