//! The runs of a study that are kept with their recording: made again from their
//! seeds, and held against the numbers they had.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::failure::Failure;
use super::interrupt;
use super::paper::Paper;
use super::say::Say;
use super::watchers::Watchers;
use super::{folder, progress::StudyView};
use crate::analysis::Ending;
use crate::batch::runner::specification;
use crate::batch::store::{RECORDINGS, aside, cannot_write, numbers_text};
use crate::batch::{Findings, Matrix, RunKey, Store};
use crate::model::{Time, file};
use crate::record::{Destination, Existing, RunFolder, RunInfo};
use crate::sim::{ENGINE_REVISION, Simulation};
use crate::world::{World, capacity};

/// A run to record.
struct Wanted {
    variant: usize,
    key: RunKey,
    name: String,
}

/// Records what [`Findings`] name and is not there yet; whether all are there, and
/// nobody asked to stop.
///
/// # Errors
/// If something cannot be written, or a run made again has other numbers than before.
pub(super) fn record(
    findings: &Findings,
    matrix: &Matrix,
    store: &Store,
    quiet: bool,
    say: Say,
) -> Result<bool, Failure> {
    let missing = wanted(findings, matrix, store);
    let view = StudyView::recordings(say, quiet, missing.len() as u64);
    // Those of a variant stand together: each is compiled once.
    let mut world: Option<(usize, Arc<World>)> = None;
    for (name, run) in &missing {
        let compiled = match world.take() {
            Some((variant, world)) if variant == run.variant => world,
            _ => Arc::new(compile(matrix, run.variant, say)?),
        };
        world = Some((run.variant, Arc::clone(&compiled)));
        let done = one(&compiled, run, name, store, say);
        if !matches!(done, Ok(true)) {
            view.finish();
            return done;
        }
        view.done(&run.name, false);
    }
    view.finish();
    Ok(true)
}

/// What is not there yet, by the variant and then the name of the run. Equal variants
/// have equal runs: each is recorded once.
fn wanted(findings: &Findings, matrix: &Matrix, store: &Store) -> Vec<(String, Wanted)> {
    let window = matrix.windows_of_objectives.first().copied().unwrap_or(0);
    let mut wanted = BTreeMap::new();
    for (variant, found) in findings.variants.iter().enumerate() {
        for kept in &found.kept {
            let name = format!("{} {}", found.id, kept.rank);
            let key = matrix.key(variant, window, kept.seed);
            wanted
                .entry(kept.run.clone())
                .or_insert(Wanted { variant, key, name });
        }
    }
    let there = |name: &str| store.root().join(RECORDINGS).join(name).exists();
    let mut missing: Vec<(String, Wanted)> = wanted
        .into_iter()
        .filter(|(name, _)| !there(name))
        .collect();
    missing.sort_by_key(|(_, run)| run.variant);
    missing
}

fn compile(matrix: &Matrix, variant: usize, say: Say) -> Result<World, Failure> {
    let scenario = matrix.scenario_of(variant).ok();
    let world = scenario.and_then(|scenario| World::compile(Arc::new(scenario)).ok());
    // It compiled when it ran.
    world.ok_or_else(|| {
        let id = matrix.variants[variant].id.clone();
        let message = say.fill("study-recording-failed", &[("variant", id)]);
        Failure::invalid("study-variant-has-errors", message, String::new())
    })
}

/// Records a run beside its place and puts it there when it is whole; false if somebody
/// asked to stop.
fn one(
    world: &Arc<World>,
    run: &Wanted,
    name: &str,
    store: &Store,
    say: Say,
) -> Result<bool, Failure> {
    let parent = store.root().join(RECORDINGS);
    let place = parent.join(name);
    let beside = parent.join(aside(name));
    let recorded = perform(world, run, name, &beside, store, say);
    if !matches!(recorded, Ok(true)) {
        fs::remove_dir_all(&beside).ok();
        return recorded;
    }
    match fs::rename(&beside, &place) {
        Ok(()) => Ok(true),
        // Another machine was quicker; what it made has the same bytes.
        Err(_) if place.exists() => {
            fs::remove_dir_all(&beside).ok();
            Ok(true)
        }
        Err(error) => Err(folder::failure(&cannot_write(&place, error), say)),
    }
}

fn perform(
    world: &Arc<World>,
    run: &Wanted,
    name: &str,
    at: &Path,
    store: &Store,
    say: Say,
) -> Result<bool, Failure> {
    let key = &run.key;
    let mut simulation =
        Simulation::new(Arc::clone(world), &specification(key)).map_err(|error| {
            let values = [("reason", error.to_string())];
            let message = say.fill("cli-batch-cannot-start", &values);
            Failure::invalid("cannot-start", message, say.text("cli-cannot-start-help"))
        })?;
    let text = file::write(&world.scenario);
    let info = RunInfo {
        plan: simulation.plan().map(str::to_owned),
        seed: key.seed,
        from: Time(key.from_s),
        until_s: key.until_s,
        ..RunInfo::of(&world.scenario, &text, ENGINE_REVISION)
    };
    let destination = Destination::At(at.to_owned(), Existing::Refuse);
    let folder = RunFolder::create(&destination, info.clone(), &text)
        .map_err(|error| folder::failure(&error, say))?;
    let mut watchers = Watchers::new(world, &info, Some(folder), true, say)?;
    simulation.start(&mut [&mut watchers]);
    let mut progress = simulation.progress();
    while !progress.finished && !watchers.failed() {
        if interrupt::asked_to_stop() {
            return Ok(false);
        }
        progress = simulation.step(&mut [&mut watchers]);
    }
    let mut watched = watchers.finish(say)?;
    let metrics = watched.meter.metrics(Ending::Finished, None);
    match store.metrics(key).map(|known| numbers_text(&known)) {
        Some(known) if known == numbers_text(&metrics) => {}
        Some(_) => return Err(not_the_same(run, name, say)),
        None => return Err(folder::failure(&store.lost(key), say)),
    }
    if let Some(folder) = watched.folder.take() {
        let paper = Paper {
            world,
            info: &info,
            capacity: &capacity::table(world),
            ran_s: progress.t_s,
            interrupted: false,
            marked: &[],
        };
        let seen = (&watched.meter, &watched.facts);
        paper.keep_in(folder, seen, (&metrics, &numbers_text(&metrics)), say)?;
    }
    Ok(true)
}

/// The same input gave other bytes, which must never be: the engine is at fault, or the
/// folder holds runs of another program with the same revision.
fn not_the_same(run: &Wanted, name: &str, say: Say) -> Failure {
    let values = [("run", name.to_owned()), ("variant", run.name.clone())];
    let message = say.fill("study-not-the-same", &values);
    Failure::files(
        "run-not-repeatable",
        message,
        say.text("study-not-the-same-help"),
    )
}
