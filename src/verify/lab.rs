//! Where cases are run: scenarios by name, runs over as many seeds as a
//! criterion needs, in parallel and in order.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::base::text::Language;
use crate::model::csx::Csx;
use crate::model::{Locomotion, Problem, Scenario, Severity, check, file};
use crate::sim::{RunSpec, Simulation};
use crate::world::{self, World};

use super::outcome::{Outcome, Picture, Said};
use super::sample::Sample;
use super::suites;
use super::take::{Camera, Take, Traits};

/// Seed of the first run of a case; the others follow.
const FIRST_SEED: u64 = 1;
/// Runs from which a 95th percentile is known well enough.
const RUNS_FOR_P95: usize = 100;
/// Runs added at once while a mean is not known well enough.
const MORE: usize = 5;

/// Why a case could not be measured.
#[derive(Debug)]
pub enum LabError {
    /// Somebody asked to stop.
    Interrupted,
    /// No suite has a scenario of this name.
    NoScenario(String),
    /// The scenario has errors.
    Problems {
        /// Its name.
        scenario: String,
        /// The errors.
        problems: Vec<Problem>,
    },
    /// What the engine promises did not hold: somebody inside a wall, or
    /// people not conserved.
    PromiseBroken {
        /// The scenario's name.
        scenario: String,
        /// Seed of the run.
        seed: u64,
        /// What did not hold.
        what: String,
    },
    /// A quantity could not be measured, because nobody passed, say.
    Unmeasured(Said),
}

impl LabError {
    /// In a sentence.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let said = match self {
            Self::Interrupted => Said::new("verify-interrupted"),
            Self::NoScenario(name) => Said::new("verify-no-scenario").with("name", name),
            Self::Problems { scenario, problems } => {
                let first = problems.first().map(|p| p.message(language));
                Said::new("verify-scenario-has-errors")
                    .with("name", scenario)
                    .with("problem", first.unwrap_or_default())
            }
            Self::PromiseBroken {
                scenario,
                seed,
                what,
            } => Said::new("verify-promise-broken")
                .with("name", scenario)
                .with("seed", seed)
                .with("what", what),
            Self::Unmeasured(said) => said.clone(),
        };
        said.text(language)
    }
}

/// How many runs are enough, if the command line does not say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Enough {
    /// So many.
    Runs(usize),
    /// As many as it takes for the standard error of the mean to be under a
    /// fifth of the band, from `least` to `most`.
    Mean {
        /// Width of the band in which the mean must lie.
        band: f64,
        /// Fewest runs.
        least: usize,
        /// Most runs.
        most: usize,
    },
    /// As many as it takes for the standard error to be at most this share
    /// of the mean.
    Relative {
        /// Share of the mean.
        share: f64,
        /// Fewest runs.
        least: usize,
        /// Most runs.
        most: usize,
    },
    /// For a 95th percentile: 100.
    Percentile95,
}

impl Enough {
    /// Whether a sample is known well enough.
    fn settles(self, sample: &Sample) -> bool {
        match self {
            Self::Mean { band, .. } => sample.standard_error() < band / 5.0,
            Self::Relative { share, .. } => sample.standard_error() <= share * sample.mean().abs(),
            Self::Runs(_) | Self::Percentile95 => true,
        }
    }
}

/// What is seen of the work in progress.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    /// Runs of the present case that are done.
    pub runs: usize,
}

/// Where a case is run.
pub struct Lab<'a> {
    /// The model that walks; the scenario's own if none.
    pub model: Option<Locomotion>,
    /// Parameters of the default model instead of the scenario's own, for
    /// calibration.
    pub csx: Option<Csx>,
    /// Time step instead of the scenario's own \[s\].
    pub dt_s: Option<f64>,
    /// Runs wherever a case would choose their number.
    pub runs: Option<usize>,
    /// Whether pictures are wanted.
    pub draws: bool,
    /// Told after each run.
    pub seen: &'a (dyn Fn(Seen) + Sync),
    /// Asked during runs whether to stop.
    pub stop: &'a (dyn Fn() -> bool + Sync),
    /// Outcomes that several cases share, by the name of the setup.
    known: Mutex<BTreeMap<&'static str, Outcome>>,
    done: AtomicUsize,
}

impl Default for Lab<'_> {
    fn default() -> Self {
        Self::new(&|_| {}, &|| false)
    }
}

impl<'a> Lab<'a> {
    /// A lab that tells `seen` of every run and asks `stop` whether to stop.
    #[must_use]
    pub fn new(seen: &'a (dyn Fn(Seen) + Sync), stop: &'a (dyn Fn() -> bool + Sync)) -> Self {
        Self {
            model: None,
            csx: None,
            dt_s: None,
            runs: None,
            draws: false,
            seen,
            stop,
            known: Mutex::new(BTreeMap::new()),
            done: AtomicUsize::new(0),
        }
    }

    /// What `measure` finds in a lab like this one but with another time step
    /// \[s\], which draws nothing.
    ///
    /// # Errors
    /// Those of `measure`.
    pub fn at_step<T>(
        &self,
        dt_s: f64,
        measure: impl FnOnce(&Lab<'_>) -> Result<T, LabError>,
    ) -> Result<T, LabError> {
        let before = self.done();
        let seen = |seen: Seen| {
            (self.seen)(Seen {
                runs: before + seen.runs,
            });
        };
        let lab = Lab {
            model: self.model,
            csx: self.csx,
            dt_s: Some(dt_s),
            runs: self.runs,
            ..Lab::new(&seen, self.stop)
        };
        let found = measure(&lab);
        self.done.fetch_add(lab.done(), Ordering::Relaxed);
        found
    }

    /// Runs done so far.
    #[must_use]
    pub fn done(&self) -> usize {
        self.done.load(Ordering::Relaxed)
    }

    /// The scenario of a file under `scenarios/verification`.
    ///
    /// # Errors
    /// If no suite names it, or it cannot be read.
    pub fn scenario(&self, name: &str) -> Result<Scenario, LabError> {
        let text = suites::file(name).ok_or_else(|| LabError::NoScenario(name.to_owned()))?;
        let document = file::parse(text, name).map_err(|error| LabError::Problems {
            scenario: name.to_owned(),
            problems: vec![error.problem().clone()],
        })?;
        Ok(document.scenario)
    }

    /// Checks and compiles a scenario, with the model asked for.
    ///
    /// # Errors
    /// If it has errors.
    pub fn compile(&self, scenario: &Scenario) -> Result<Arc<World>, LabError> {
        let mut scenario = scenario.clone();
        if let Some(model) = self.model {
            scenario.parameters.model = model;
        }
        if let Some(csx) = self.csx {
            scenario.parameters.csx = csx;
        }
        if let Some(dt_s) = self.dt_s {
            scenario.run.dt_s = dt_s;
        }
        let name = scenario.name.clone();
        let errors = |problems: Vec<Problem>| -> Result<(), LabError> {
            let mut problems = problems;
            problems.retain(|problem| problem.severity == Severity::Error);
            if problems.is_empty() {
                return Ok(());
            }
            Err(LabError::Problems {
                scenario: name.clone(),
                problems,
            })
        };
        errors(check::check(&scenario))?;
        let world = match World::compile(Arc::new(scenario)) {
            Ok(world) => world,
            Err(problems) => {
                return Err(LabError::Problems {
                    scenario: name,
                    problems,
                });
            }
        };
        let capacity = world::capacity::table(&world);
        errors(world::check::check(&world, &capacity))?;
        Ok(Arc::new(world))
    }

    /// Runs a scenario under a seed and keeps everything.
    ///
    /// # Errors
    /// If it has errors, a promise of the engine is broken, or somebody asks
    /// to stop.
    pub fn run(&self, scenario: &Scenario, seed: u64) -> Result<Take, LabError> {
        self.run_in(&self.compile(scenario)?, seed)
    }

    /// The same in a compiled world.
    ///
    /// # Errors
    /// If a promise of the engine is broken, or somebody asks to stop.
    pub fn run_in(&self, world: &Arc<World>, seed: u64) -> Result<Take, LabError> {
        let spec = RunSpec {
            seed: Some(seed),
            ..RunSpec::default()
        };
        let broken = |what: String| LabError::PromiseBroken {
            scenario: world.scenario.name.clone(),
            seed,
            what,
        };
        let mut simulation =
            Simulation::new(Arc::clone(world), &spec).map_err(|error| broken(error.to_string()))?;
        let mut camera = Camera::default();
        simulation.start(&mut [&mut camera]);
        let mut progress = simulation.progress();
        while !progress.finished {
            if (self.stop)() {
                return Err(LabError::Interrupted);
            }
            progress = simulation.step(&mut [&mut camera]);
            simulation.verify().map_err(broken)?;
        }
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        (self.seen)(Seen { runs: done });
        let people = 0..camera.roster.len() as u32;
        let traits = people.map(|id| {
            let (free_speed, radius) = simulation.traits(id);
            Traits { free_speed, radius }
        });
        Ok(Take {
            world: Arc::clone(world),
            seed,
            traits: traits.collect(),
            roster: camera.roster,
            frame_dt_s: world.scenario.run.frame_dt_s,
            moments: camera.moments,
            events: camera.events,
            end_s: progress.t_s,
            inside: progress.inside,
        })
    }

    /// Runs a scenario under `runs` seeds, or as many as the command line
    /// says, in parallel, and measures each; results in the order of seeds.
    ///
    /// # Errors
    /// The first of the runs' or of the measuring.
    pub fn replicate<T: Send>(
        &self,
        scenario: &Scenario,
        runs: usize,
        measure: impl Fn(&Take) -> Result<T, LabError> + Sync,
    ) -> Result<Vec<T>, LabError> {
        let world = self.compile(scenario)?;
        self.seeds(&world, 0..self.runs.unwrap_or(runs), &measure)
    }

    /// Several quantities of a scenario, each a sample over as many seeds as
    /// are enough for the first of them.
    ///
    /// # Errors
    /// As [`Lab::replicate`].
    pub fn samples<const N: usize>(
        &self,
        scenario: &Scenario,
        enough: Enough,
        measure: impl Fn(&Take) -> Result<[f64; N], LabError> + Sync,
    ) -> Result<[Sample; N], LabError> {
        let world = self.compile(scenario)?;
        let enough = self.runs.map_or(enough, Enough::Runs);
        let (least, most) = match enough {
            Enough::Runs(runs) => (runs, runs),
            Enough::Mean { least, most, .. } | Enough::Relative { least, most, .. } => {
                (least, most)
            }
            Enough::Percentile95 => (RUNS_FOR_P95, RUNS_FOR_P95),
        };
        let mut rows = self.seeds(&world, 0..least, &measure)?;
        loop {
            let columns: [Sample; N] = std::array::from_fn(|column| {
                Sample::new(rows.iter().map(|row| row[column]).collect())
            });
            let settled = columns.first().is_none_or(|first| enough.settles(first));
            if settled || rows.len() >= most {
                return Ok(columns);
            }
            let next = rows.len()..(rows.len() + MORE).min(most);
            rows.extend(self.seeds(&world, next, &measure)?);
        }
    }

    /// One quantity of a scenario over as many seeds as are enough.
    ///
    /// # Errors
    /// As [`Lab::replicate`].
    pub fn sample(
        &self,
        scenario: &Scenario,
        enough: Enough,
        measure: impl Fn(&Take) -> Result<f64, LabError> + Sync,
    ) -> Result<Sample, LabError> {
        let [sample] = self.samples(scenario, enough, |take| Ok([measure(take)?]))?;
        Ok(sample)
    }

    /// The outcome of a setup that cases of several suites share: measured
    /// once, and given again afterwards.
    ///
    /// # Errors
    /// As `measure`; what failed is measured anew.
    pub fn once(
        &self,
        setup: &'static str,
        measure: impl FnOnce() -> Result<Outcome, LabError>,
    ) -> Result<Outcome, LabError> {
        let known = |lab: &Self| {
            lab.known
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .get(setup)
                .cloned()
        };
        if let Some(outcome) = known(self) {
            return Ok(outcome);
        }
        let outcome = measure()?;
        let mut all = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(setup, outcome.clone());
        Ok(outcome)
    }

    /// Adds a picture of the first run of a scenario to an outcome, if
    /// pictures are wanted; `finish` may draw into it.
    ///
    /// # Errors
    /// As [`Lab::run`].
    pub fn illustrate(
        &self,
        outcome: &mut Outcome,
        scenario: &Scenario,
        caption: Said,
        finish: impl FnOnce(Picture) -> Picture,
    ) -> Result<(), LabError> {
        if self.draws {
            let take = self.run(scenario, FIRST_SEED)?;
            let picture = Picture::of(&take).captioned(caption);
            outcome.pictures.push(finish(picture));
        }
        Ok(())
    }

    fn seeds<T: Send>(
        &self,
        world: &Arc<World>,
        seeds: std::ops::Range<usize>,
        measure: &(impl Fn(&Take) -> Result<T, LabError> + Sync),
    ) -> Result<Vec<T>, LabError> {
        let results: Vec<Result<T, LabError>> = seeds
            .into_par_iter()
            .map(|index| measure(&self.run_in(world, FIRST_SEED + index as u64)?))
            .collect();
        // In the order of seeds, so that the error, too, is always the same.
        results.into_iter().collect()
    }
}
