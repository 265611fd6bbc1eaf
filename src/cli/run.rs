//! `muster run`: one run of a scenario under a plan.
//!
//! The loop here only steps the engine and asks after each step whether to
//! stop; what is kept of the run is the business of its watchers.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::args::{CommonOptions, RunOptions};
use super::failure::{Exit, Failure};
use super::notes::Notes;
use super::paper::Paper;
use super::prepare::{self, Prepared};
use super::progress::{self, ProgressView, clock_text};
use super::say::Say;
use super::watchers::{Watched, Watchers};
use super::{folder, interrupt, orders, output, printed};
use crate::analysis::Ending;
use crate::analysis::metrics::{Metrics, Performance};
use crate::analysis::summary::{self, Summary};
use crate::base::parallel;
use crate::model::nearest::nearest;
use crate::model::{Orders, Scenario, Time, file};
use crate::record::folder::REPORT_FILE;
use crate::record::{RunFolder, RunInfo};
use crate::sim::{ENGINE_REVISION, RunSpec, SimError, Simulation};
use crate::world::World;

/// Most warnings named before a run; `check` shows them all.
const WARNINGS: usize = 5;

/// Runs a scenario; ends with [`Exit::Interrupted`] after Ctrl-C.
///
/// # Errors
/// If the scenario cannot be read or has errors, the plan is not in it, or
/// the folder or the result cannot be written.
pub fn run(options: &RunOptions, common: CommonOptions, say: Say) -> Result<Exit, Failure> {
    interrupt::listen();
    let colours = output::remarks_are_watched() && output::colours_are_welcome();
    let (prepared, world) = prepare::runnable(&options.file, options.model, colours, say)?;
    if !common.quiet {
        warn(&prepared, say);
    }
    let spec = spec(options, &world, colours, say)?;
    let simulation =
        Simulation::new(Arc::clone(&world), &spec).map_err(|error| cannot_start(&error, say))?;
    // From here on there is something to keep.
    interrupt::running();
    let info = info(&prepared, &world.scenario, &spec, &simulation);
    let mut folder = folder::create(options, info.clone(), &prepared.text, say)?;
    if let Some(folder) = folder.as_mut().filter(|_| !spec.orders.is_empty()) {
        let text = file::write_orders(&Orders::new(spec.orders.clone()));
        folder
            .write_orders(&text)
            .map_err(|error| folder::failure(&error, say))?;
    }
    let task = RunTask {
        end_s: end_s(&spec, &world.scenario),
        prepared,
        world,
        info,
        common,
        say,
    };
    task.perform(simulation, folder, options.record)
}

/// Everything a run needs to know but never changes.
struct RunTask {
    prepared: Prepared,
    world: Arc<World>,
    info: RunInfo,
    /// Simulated time after which it ends at the latest \[s\].
    end_s: f64,
    common: CommonOptions,
    say: Say,
}

/// How the loop came to its end.
struct Ride {
    /// Simulated time since the start \[s\].
    t_s: f64,
    /// Whether Ctrl-C ended it.
    interrupted: bool,
    /// Time of ours it took.
    wall: Duration,
}

impl RunTask {
    fn perform(
        &self,
        mut simulation: Simulation,
        folder: Option<RunFolder>,
        record: bool,
    ) -> Result<Exit, Failure> {
        let mut watchers = Watchers::new(&self.world, &self.info, folder, record, self.say)?;
        let ride = parallel::awake(|| self.drive(&mut simulation, &mut watchers));
        let mut watched = watchers.finish(self.say)?;
        let ending = if ride.interrupted {
            Ending::CutShort
        } else {
            Ending::Finished
        };
        let performance = performance(&simulation, ride.wall);
        let metrics = watched.meter.metrics(ending, Some(performance));
        let kept = match watched.folder.take() {
            Some(folder) => Some(self.keep(folder, &watched, &metrics, &ride)?),
            None => None,
        };
        self.tell_end(&ride, kept.as_deref());
        let result = if self.common.json {
            metrics.to_json()
        } else {
            self.page(&metrics, &ride, kept.as_deref())
        };
        printed(&result, self.say)?;
        Ok(if ride.interrupted {
            Exit::Interrupted
        } else {
            Exit::Done
        })
    }

    /// Steps the engine until it is done, somebody asks to stop, or the
    /// recording fails.
    fn drive(&self, simulation: &mut Simulation, watchers: &mut Watchers) -> Ride {
        let mut view = ProgressView::new(self.say, self.common.quiet, self.info.from, self.end_s);
        view.remark(&self.starting());
        let began = progress::now();
        simulation.start(&mut [watchers]);
        let mut progress = simulation.progress();
        let mut interrupted = false;
        let (mut now, mut before) = (Notes::default(), Notes::default());
        while !progress.finished && !watchers.failed() {
            // The watchers take in the step before beside this one.
            (progress, ()) = rayon::join(
                || simulation.step(&mut [&mut now]),
                || before.pass_on(watchers),
            );
            std::mem::swap(&mut now, &mut before);
            view.step(progress.t_s, progress.inside);
            if interrupt::asked_to_stop() {
                view.remark(&self.say.text("cli-stopping"));
                interrupted = !progress.finished;
                break;
            }
        }
        before.pass_on(watchers);
        view.finish();
        Ride {
            t_s: progress.t_s,
            interrupted,
            wall: began.elapsed(),
        }
    }

    /// Writes metrics and report into the folder and closes it; gives its path.
    fn keep(
        &self,
        folder: RunFolder,
        watched: &Watched,
        metrics: &Metrics,
        ride: &Ride,
    ) -> Result<PathBuf, Failure> {
        let paper = Paper {
            world: &self.world,
            info: &self.info,
            capacity: &self.prepared.capacity,
            ran_s: ride.t_s,
            interrupted: ride.interrupted,
            // Nobody has looked at it yet.
            marked: &[],
        };
        let seen = (&watched.meter, &watched.facts);
        paper.keep_in(folder, seen, (metrics, &metrics.to_json()), self.say)
    }

    /// What stands above the progress.
    fn starting(&self) -> String {
        let end = Time((self.info.from.seconds() + self.end_s).ceil());
        let values = [
            ("plan", self.info.plan.clone().unwrap_or_default()),
            ("seed", self.info.seed.to_string()),
            ("start", self.info.from.to_string()),
            ("end", end.to_string()),
        ];
        let key = match self.info.plan {
            Some(_) => "cli-starting",
            None => "cli-starting-no-plan",
        };
        self.say.fill(key, &values)
    }

    /// Says that the run was interrupted, if it was; also when quiet, because
    /// it explains the exit code.
    fn tell_end(&self, ride: &Ride, kept: Option<&Path>) {
        if !ride.interrupted {
            return;
        }
        let clock = Time((self.info.from.seconds() + ride.t_s).floor());
        let folder = kept.map(|path| path.display().to_string());
        let key = match folder {
            Some(_) => "cli-interrupted-folder",
            None => "cli-interrupted",
        };
        let values = [
            ("clock", clock_text(clock)),
            ("folder", folder.unwrap_or_default()),
        ];
        output::remark(&self.say.fill(key, &values));
    }

    /// The summary for people, and where the report is.
    fn page(&self, metrics: &Metrics, ride: &Ride, kept: Option<&Path>) -> String {
        let summary = Summary {
            metrics,
            world: &self.world,
            start: self.info.from,
            ran_s: ride.t_s,
            interrupted: ride.interrupted,
        };
        let summary = summary::render(&summary, self.say.language());
        let place = match kept {
            Some(path) => {
                let file = path.join(REPORT_FILE).display().to_string();
                self.say.fill("cli-report-at", &[("file", file)])
            }
            None => self.say.text("cli-no-folder"),
        };
        format!("{}\n\n{place}", summary.trim_end())
    }
}

/// What the engine is told, with the plan looked up and the orders read.
fn spec(options: &RunOptions, world: &World, colours: bool, say: Say) -> Result<RunSpec, Failure> {
    let scenario = &world.scenario;
    if let Some(plan) = &options.plan {
        known_plan(plan, scenario, say)?;
    }
    let mut spec = RunSpec {
        plan: options.plan.clone(),
        seed: options.seed,
        from: options.from,
        until_s: options.until_s,
        orders: Vec::new(),
    };
    if let Some(path) = &options.orders {
        orders::give(&mut spec, path, world, colours, say)?;
    }
    Ok(spec)
}

/// Simulated time after which the run ends at the latest \[s\], by the same
/// rule as the engine's.
pub(super) fn end_s(spec: &RunSpec, scenario: &Scenario) -> f64 {
    let start = spec.from.unwrap_or(scenario.run.start);
    spec.until_s
        .unwrap_or_else(|| scenario.run.end.seconds() - start.seconds())
}

/// Refuses a plan that the scenario does not have, with the nearest names.
pub(super) fn known_plan(plan: &str, scenario: &Scenario, say: Say) -> Result<(), Failure> {
    let known: Vec<&str> = scenario.plans.iter().map(|plan| plan.id.as_str()).collect();
    if known.contains(&plan) {
        return Ok(());
    }
    let near = nearest(plan, known.iter().copied());
    let help = if known.is_empty() {
        say.text("cli-no-plans")
    } else {
        let all = [("names", known.join(", "))];
        let all = say.fill("cli-unknown-plan-all", &all);
        if near.is_empty() {
            all
        } else {
            let near = [("names", near.join(", "))];
            format!("{} {all}", say.fill("cli-did-you-mean", &near))
        }
    };
    let message = say.fill("cli-unknown-plan", &[("plan", plan.to_owned())]);
    Err(Failure::usage("unknown-plan", message, help))
}

fn cannot_start(error: &SimError, say: Say) -> Failure {
    let message = match error {
        SimError::UnknownPlan { name, .. } => {
            say.fill("cli-unknown-plan", &[("plan", name.clone())])
        }
        SimError::EndsBeforeStart { start, end } => {
            let values = [("start", start.to_string()), ("end", end.to_string())];
            say.fill("cli-ends-before-start", &values)
        }
    };
    Failure::usage("cannot-start", message, say.text("cli-cannot-start-help"))
}

/// What `run.json` says of the run.
fn info(
    prepared: &Prepared,
    scenario: &Scenario,
    spec: &RunSpec,
    simulation: &Simulation,
) -> RunInfo {
    RunInfo {
        plan: simulation.plan().map(str::to_owned),
        seed: simulation.seed(),
        from: spec.from.unwrap_or(scenario.run.start),
        until_s: spec.until_s,
        ..RunInfo::of(scenario, &prepared.text, ENGINE_REVISION)
    }
}

/// Names the first warnings in a line each.
fn warn(prepared: &Prepared, say: Say) {
    let label = say.text("cli-warning");
    for problem in prepared.problems.iter().take(WARNINGS) {
        let place = match problem.line {
            Some(line) => format!("{}:{line}", prepared.name),
            None => prepared.name.clone(),
        };
        let message = problem.message(say.language());
        output::remark(&format!("{label}: {place}: {message}"));
    }
    let more = prepared.problems.len().saturating_sub(WARNINGS);
    if more > 0 {
        let values = [("n", more.to_string()), ("file", prepared.name.clone())];
        output::remark(&say.fill("cli-more-warnings", &values));
    }
}

/// How long the run took.
pub(crate) fn performance(simulation: &Simulation, wall: Duration) -> Performance {
    let threads = rayon::current_num_threads();
    let wall_s = wall.as_secs_f64();
    let agent_steps = simulation.agent_steps();
    Performance {
        steps: simulation.steps(),
        agent_steps,
        wall_s,
        ns_per_agent_step: wall_s * 1e9 * threads as f64 / agent_steps.max(1) as f64,
        threads,
        peak_rss_mb: peak_rss_mb(),
    }
}

/// Peak resident memory [MB], where the system tells it (Linux).
fn peak_rss_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib * 1024.0 / 1e6)
}
