//! `muster run`: one run of a scenario under a plan.
//!
//! The loop here only steps the engine and asks after each step whether to
//! stop; what is kept of the run is the business of the observers.

use std::sync::Arc;
use std::time::Duration;

use super::args::{CommonOptions, RunOptions};
use super::failure::{Exit, Failure};
use super::prepare::{self, Prepared};
use super::progress::{self, ProgressView, clock_text};
use super::say::Say;
use super::{folder, interrupt, output, printed};
use crate::analysis::metrics::{Metrics, Outcome, Performance};
use crate::analysis::observer::MetricsObserver;
use crate::analysis::{report, summary};
use crate::model::nearest::nearest;
use crate::model::{Scenario, Severity, Time};
use crate::record::{Recorder, RunFolder, RunInfo, Status};
use crate::sim::{
    ENGINE_REVISION, Event, Frame, Observer, Roster, RunSpec, Sample, SimError, Simulation,
};
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
    let (prepared, world) = prepare::runnable(&options.file, colours, say)?;
    if !common.quiet {
        warn(&prepared, say);
    }
    let spec = spec(options, &world.scenario, say)?;
    let mut simulation = Simulation::new(Arc::clone(&world), &spec)
        .map_err(|error| cannot_start(&error, say))?;
    let info = info(&prepared, &world.scenario, &spec, &simulation);
    // From here on there is something to keep.
    interrupt::running();
    let folder = folder::create(options, info.clone(), &prepared.text, say)?;
    let mut watchers = Watchers::new(&world, &simulation, folder, options.record, say)?;
    let mut view = ProgressView::new(say, common.quiet, info.from, end_s(&spec, &world.scenario));
    view.remark(&starting(&info, &spec, &world.scenario, say));
    let drive = drive(&mut simulation, &mut watchers, &mut view);
    view.finish();
    let (observer, folder) = watchers.finish(say)?;
    let mut metrics = observer.finish();
    metrics.performance = Some(performance(&simulation, drive.wall));
    if drive.interrupted {
        metrics.outcome = Outcome::Incomplete;
        let clock = Time((info.from.seconds() + drive.t_s).floor());
        output::remark(&say.fill("cli-interrupted", &[("clock", clock_text(clock))]));
    }
    let json = json_text(&metrics);
    if let Some(folder) = folder {
        let html = report::render();
        keep(folder, &json, &html, &drive, say)?;
    }
    Ok(Exit::Done)
}
