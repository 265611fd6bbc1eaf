//! `muster run`: one run of a scenario under a plan.
//!
//! The loop here only steps the engine and asks after each step whether to
//! stop; what is kept of the run is the business of the observers.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::args::{CommonOptions, RunOptions};
use super::failure::{Exit, Failure};
use super::prepare::{self, Prepared};
use super::problems::{Excerpts, count};
use super::progress::{self, ProgressView};
use super::say::Say;
use super::{interrupt, output, printed};
use crate::analysis::metrics::{Metrics, Outcome, Performance};
use crate::analysis::observer::MetricsObserver;
use crate::analysis::summary;
use crate::model::nearest::nearest;
use crate::model::{Scenario, Time};
use crate::record::{Destination, Existing, RecordError, Recorder, RunFolder, RunInfo, Status};
use crate::sim::{
    ENGINE_REVISION, Event, Frame, Observer, Roster, RunSpec, Sample, SimError, Simulation,
};
use crate::world::World;

/// Most warnings named before a run; `check` shows them all.
const WARNINGS: usize = 5;

/// Folder for runs that were not given one.
const RUNS: &str = "runs";

/// Runs a scenario; ends with [`Exit::Interrupted`] after Ctrl-C.
///
/// # Errors
/// If the scenario cannot be read or has errors, the plan is not in it, or
/// the folder or the result cannot be written.
pub fn run(options: &RunOptions, common: CommonOptions, say: Say) -> Result<Exit, Failure> {
    interrupt::listen();
    let colours = output::remarks_are_watched() && output::colours_are_welcome();
    let (prepared, world) = prepare::runnable(&options.file, colours, say)?;
    if !common.quiet {
        warn(&prepared, say);
    }
    let spec = spec(options, &world.scenario, say)?;
    let simulation = Simulation::new(Arc::clone(&world), &spec)
        .map_err(|error| cannot_start(&error, say))?;
    let folder = create_folder(options, &prepared, &spec, &simulation, &world, say)?;
    let runner = Runner {
        prepared: &prepared,
        world: &world,
        spec: &spec,
        common,
        say,
    };
    runner.run(simulation, folder, options.record)
}
