//! Runs of a study, several at a time.
//!
//! A run has one thread, with a pool of its own: were all to share one pool, a
//! thread that waits for a piece of its run might begin another run in between, and
//! more of them would be in memory than there are threads. Only where fewer runs are
//! left than threads has each several. The bytes are the same.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

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
}

/// A few compiled variants, so that replications share fields.
#[derive(Default)]
struct Worlds(Mutex<VecDeque<(usize, Arc<World>)>>);

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
        let workers = self.threads.min(jobs.len()).max(1);
        let each = (self.threads / workers).max(1);
        let next = AtomicUsize::new(0);
        let failed: Mutex<Option<(usize, BatchError)>> = Mutex::new(None);
        let found: Vec<Mutex<Option<Vec<Option<f64>>>>> =
            jobs.iter().map(|_| Mutex::new(None)).collect();
        let worlds = Worlds::default();
        let work = || {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(each)
                .stack_size(STACK)
                .build();
            let Ok(pool) = pool else { return };
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let Some(&job) = jobs.get(number) else { return };
                if (self.stop)() || lock(&failed).is_some() {
                    return;
                }
                match self.one(job, &pool, &worlds, workers) {
                    Ok(numbers) => *lock(&found[number]) = numbers,
                    Err(error) => {
                        let mut first = lock(&failed);
                        if first.as_ref().is_none_or(|(other, _)| number < *other) {
                            *first = Some((number, error));
                        }
                        return;
                    }
                }
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..workers {
                // If no thread can be had the others do its work.
                let builder = std::thread::Builder::new().stack_size(STACK);
                if builder.spawn_scoped(scope, work).is_err() {
                    break;
                }
            }
        });
        if let Some((_, error)) = failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
            return Err(error);
        }
        let numbers = found.into_iter();
        Ok(numbers
            .map(|slot| slot.into_inner().unwrap_or_else(PoisonError::into_inner))
            .collect())
    }

    /// The numbers of a run, from the store or run now; none if somebody asked to
    /// stop.
    fn one(
        &self,
        job: Job,
        pool: &rayon::ThreadPool,
        worlds: &Worlds,
        workers: usize,
    ) -> Result<Option<Vec<Option<f64>>>, BatchError> {
        let key = self.key(job);
        if let Some(metrics) = self.store.load(&key) {
            (self.tell)(job, true);
            return Ok(Some(self.wanted(&metrics)));
        }
        let world = worlds.get(job.variant, workers, || self.compile(job.variant))?;
        let Some(metrics) = pool.install(|| perform(&world, &key, self.stop))? else {
            return Ok(None);
        };
        self.store.save(&key, &metrics)?;
        // As it is read: what is found does not depend on whether it ran just now.
        let Some(metrics) = self.store.load(&key) else {
            let path = self.store.root().join(key.name());
            let message = "what was just written cannot be read".to_owned();
            return Err(RecordError::Malformed { path, message }.into());
        };
        (self.tell)(job, false);
        Ok(Some(self.wanted(&metrics)))
    }

    /// The wanted numbers of runs that are there, in the order of the jobs.
    #[must_use]
    pub fn look(&self, jobs: &[Job]) -> Vec<Option<Vec<Option<f64>>>> {
        let jobs = jobs.iter();
        jobs.map(|job| {
            let metrics = self.store.load(&self.key(*job))?;
            Some(self.wanted(&metrics))
        })
        .collect()
    }

    fn wanted(&self, metrics: &Value) -> Vec<Option<f64>> {
        let paths = self.metrics.iter();
        paths.map(|path| metric::value(metrics, path)).collect()
    }

    fn compile(&self, variant: usize) -> Result<World, BatchError> {
        World::compile(Arc::new(self.matrix.scenario_of(variant))).map_err(|problems| {
            BatchError::Variant {
                id: self.matrix.variants[variant].id.clone(),
                problems,
            }
        })
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
        let world = Arc::new(compile()?);
        let mut worlds = lock(&self.0);
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

/// A run to its end; none if somebody asks to stop.
fn perform(
    world: &Arc<World>,
    key: &RunKey,
    stop: &(dyn Fn() -> bool + Sync),
) -> Result<Option<Metrics>, BatchError> {
    let spec = RunSpec {
        plan: key.plan.clone(),
        seed: Some(key.seed),
        from: Some(Time(key.from_s)),
        until_s: key.until_s,
    };
    let mut simulation = Simulation::new(Arc::clone(world), &spec)
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

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
