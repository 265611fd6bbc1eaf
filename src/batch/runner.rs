//! Runs of a study, several at a time.
//!
//! A run has one thread, with a pool of its own: were all to share one pool, a
//! thread that waits for a piece of its run might begin another run in between, and
//! more of them would be in memory than there are threads. Only where fewer runs are
//! left than threads has each several. The bytes are the same.

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use serde_json::Value;

use crate::analysis::metrics::Metrics;
use crate::analysis::{Ending, Meter, RunLabel};
use crate::model::Time;
use crate::record::RecordError;
use crate::sim::{RunSpec, Simulation};
use crate::world::World;

use super::matrix::Matrix;
use super::store::{RunKey, Store};
use super::{BatchError, metric};

/// Stack of a thread [bytes]; as the command line's workers have.
const STACK: usize = 8 * 1024 * 1024;
/// Steps between two looks whether to stop.
const STEPS_BETWEEN_LOOKS: u64 = 20;

/// A run that is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Job {
    /// The variant.
    pub variant: usize,
    /// The window.
    pub window: usize,
    /// The replication, from 0.
    pub replication: u32,
}

/// Runs jobs and keeps them.
pub struct Runner<'a> {
    /// The variants.
    pub matrix: &'a Matrix,
    /// Where runs are kept.
    pub store: &'a Store,
    /// Seed of the first replication.
    pub seed: u64,
    /// Threads in all, at least 1.
    pub threads: usize,
    /// Paths of the metrics that are wanted of each run.
    pub metrics: &'a [String],
    /// Whether somebody asks to stop.
    pub stop: &'a (dyn Fn() -> bool + Sync),
    /// Told of every run that is there: the job, and whether it was already.
    pub tell: &'a (dyn Fn(Job, bool) + Sync),
    /// Variants that are compiled.
    pub worlds: Worlds,
}

/// A few compiled variants, so that replications share fields; those of variants
/// with the same ground are the same.
#[derive(Default)]
pub struct Worlds(Mutex<VecDeque<(usize, Arc<World>)>>);

impl Runner<'_> {
    /// What a run hangs on.
    #[must_use]
    pub fn key(&self, job: Job) -> RunKey {
        let seed = self.seed.wrapping_add(u64::from(job.replication));
        self.matrix.key(job.variant, job.window, seed)
    }

    /// Runs what is not there yet, and gives the wanted numbers of each, in the order
    /// of the jobs; none for what was not run because somebody asked to stop.
    ///
    /// # Errors
    /// If a variant does not compile, or a run cannot be kept. Others are then not
    /// begun.
    pub fn run(&self, jobs: &[Job]) -> Result<Vec<Option<Vec<Option<f64>>>>, BatchError> {
        // Variants may be equal: each run once. And variant by variant, so that
        // replications share fields.
        let mut first: BTreeMap<String, usize> = BTreeMap::new();
        let runs_as: Vec<usize> = (jobs.iter().enumerate())
            .map(|(number, job)| *first.entry(self.key(*job).name()).or_insert(number))
            .collect();
        let mut order: Vec<usize> = first.into_values().collect();
        order.sort_by_key(|&number| (jobs[number].variant, number));
        let workers = self.threads.min(order.len()).max(1);
        let each = (self.threads / workers).max(1);
        let next = AtomicUsize::new(0);
        let failed: Mutex<Option<(usize, BatchError)>> = Mutex::new(None);
        let found: Vec<Mutex<Option<Vec<Option<f64>>>>> =
            jobs.iter().map(|_| Mutex::new(None)).collect();
        let fail = |number: usize, error: BatchError| {
            let mut first = lock(&failed);
            if first.as_ref().is_none_or(|(other, _)| number < *other) {
                *first = Some((number, error));
            }
        };
        let work = || {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(each)
                .stack_size(STACK)
                .build();
            let pool = match pool {
                Ok(pool) => pool,
                Err(error) => return fail(usize::MAX, BatchError::Threads(error.to_string())),
            };
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let Some(&number) = order.get(number) else {
                    return;
                };
                if (self.stop)() || lock(&failed).is_some() {
                    return;
                }
                match self.one(jobs[number], &pool, workers) {
                    Ok(numbers) => *lock(&found[number]) = numbers,
                    Err(error) => return fail(number, error),
                }
            }
        };
        std::thread::scope(|scope| {
            for worker in 0..workers {
                let builder = std::thread::Builder::new().stack_size(STACK);
                if let Err(error) = builder.spawn_scoped(scope, work) {
                    // The others do its work, if there are any.
                    if worker == 0 {
                        fail(usize::MAX, BatchError::Threads(error.to_string()));
                    }
                    break;
                }
            }
        });
        if let Some((_, error)) = failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
            return Err(error);
        }
        Ok((runs_as.into_iter())
            .map(|number| lock(&found[number]).clone())
            .collect())
    }

    /// The numbers of a run, from the store or run now; none if somebody asked to
    /// stop.
    fn one(
        &self,
        job: Job,
        pool: &rayon::ThreadPool,
        workers: usize,
    ) -> Result<Option<Vec<Option<f64>>>, BatchError> {
        let key = self.key(job);
        if let Some(metrics) = self.store.load(&key) {
            (self.tell)(job, true);
            return Ok(Some(self.wanted(&metrics)));
        }
        let world = self
            .worlds
            .get(job.variant, workers, || self.compile(job.variant))?;
        let began = now();
        let Some(metrics) = pool.install(|| perform(&world, &key, self.stop))? else {
            return Ok(None);
        };
        // As one thread would have taken, about.
        let wall_s = began.elapsed().as_secs_f64() * pool.current_num_threads() as f64;
        self.store.save(&key, &metrics, wall_s)?;
        // As it is read: what is found does not depend on whether it ran just now.
        let Some(metrics) = self.store.load(&key) else {
            return Err(self.store.lost(&key).into());
        };
        (self.tell)(job, false);
        Ok(Some(self.wanted(&metrics)))
    }

    /// The wanted numbers of runs that are there, in the order of the jobs.
    #[must_use]
    pub fn look(&self, jobs: &[Job]) -> Vec<Option<Vec<Option<f64>>>> {
        let look = |job: &Job| {
            let metrics = self
                .store
                .load(&self.key(*job))
                .filter(|_| !(self.stop)())?;
            Some(self.wanted(&metrics))
        };
        jobs.par_iter().map(look).collect()
    }

    /// All numbers of a run that is there.
    ///
    /// # Errors
    /// If it is not.
    pub fn metrics_of(&self, job: Job) -> Result<Metrics, RecordError> {
        let key = self.key(job);
        let metrics = self.store.metrics(&key);
        metrics.ok_or_else(|| self.store.lost(&key))
    }

    fn wanted(&self, metrics: &Value) -> Vec<Option<f64>> {
        let paths = self.metrics.iter();
        paths.map(|path| metric::value(metrics, path)).collect()
    }

    pub(super) fn compile(&self, variant: usize) -> Result<World, BatchError> {
        let refused = |problems| BatchError::Variant {
            id: self.matrix.variants[variant].id.clone(),
            problems,
        };
        let scenario = self.matrix.scenario_of(variant);
        let scenario = scenario.map_err(|error| refused(vec![error.problem().clone()]))?;
        World::compile(Arc::new(scenario)).map_err(refused)
    }
}

impl Worlds {
    /// The world of a variant, one of the last `most` if it is there.
    fn get(
        &self,
        variant: usize,
        most: usize,
        compile: impl FnOnce() -> Result<World, BatchError>,
    ) -> Result<Arc<World>, BatchError> {
        let known = |worlds: &VecDeque<(usize, Arc<World>)>| {
            let found = worlds.iter().find(|(other, _)| *other == variant);
            found.map(|(_, world)| Arc::clone(world))
        };
        if let Some(world) = known(&lock(&self.0)) {
            return Ok(world);
        }
        let world = compile()?;
        let mut worlds = lock(&self.0);
        let world = Arc::new(match worlds.back() {
            Some((_, other)) => world.with_fields_of(other),
            None => world,
        });
        if let Some(other) = known(&worlds) {
            // Somebody else was quicker; its fields may be there already.
            return Ok(other);
        }
        if worlds.len() >= most {
            worlds.pop_front();
        }
        worlds.push_back((variant, Arc::clone(&world)));
        Ok(world)
    }
}

/// What the engine is told of a run.
#[must_use]
pub fn specification(key: &RunKey) -> RunSpec {
    RunSpec {
        plan: key.plan.clone(),
        seed: Some(key.seed),
        from: Some(Time(key.from_s)),
        until_s: key.until_s,
        // A study gives no orders.
        orders: Vec::new(),
    }
}

/// A run to its end; none if somebody asks to stop.
fn perform(
    world: &Arc<World>,
    key: &RunKey,
    stop: &(dyn Fn() -> bool + Sync),
) -> Result<Option<Metrics>, BatchError> {
    let mut simulation = Simulation::new(Arc::clone(world), &specification(key))
        .map_err(|error| BatchError::Start(error.to_string()))?;
    let label = RunLabel {
        plan: simulation.plan().map(str::to_owned),
        seed: key.seed,
        model: key.model.clone(),
        dt_s: key.dt_s,
    };
    let mut meter = Meter::new(Arc::clone(world), label);
    simulation.start(&mut [&mut meter]);
    let mut progress = simulation.progress();
    while !progress.finished {
        progress = simulation.step(&mut [&mut meter]);
        if simulation.steps().is_multiple_of(STEPS_BETWEEN_LOOKS) && stop() {
            return Ok(None);
        }
    }
    Ok(Some(meter.metrics(Ending::Finished, None)))
}

/// The clock, for what a run costs: that is in no result.
#[expect(
    clippy::disallowed_methods,
    reason = "what a run costs is kept apart from its numbers"
)]
pub(super) fn now() -> std::time::Instant {
    std::time::Instant::now()
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
