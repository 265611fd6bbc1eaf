//! `muster report`: metrics and report of a recorded run, made again from its
//! recording.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::args::CommonOptions;
use super::failure::{Exit, Failure};
use super::paper::Paper;
use super::prepare::{self, Prepared};
use super::progress::ProgressView;
use super::say::Say;
use super::{export, folder, interrupt, output, printed};
use crate::analysis::metrics::{Metrics, Performance};
use crate::analysis::summary::{self, Summary};
use crate::analysis::{Ending, FactsObserver, Meter, RunLabel};
use crate::model::Locomotion;
use crate::record::folder::{METRICS_FILE, REPORT_FILE, RunFolder, SCENARIO_FILE};
use crate::record::{Recording, Status};
use crate::sim::{Event, Frame, Observer, Roster, Sample};
use crate::world::World;

/// Makes metrics and report of a run again.
///
/// # Errors
/// If the folder is not that of a recorded run, its recording is damaged, or
/// the result cannot be written.
pub fn report(path: &Path, common: CommonOptions, say: Say) -> Result<Exit, Failure> {
    interrupt::listen();
    let recording = Recording::open(path).map_err(|error| folder::failure(&error, say))?;
    let (prepared, world) = scenario_of(&recording, say)?;
    let closed = matches!(
        recording.info().status,
        Status::Complete | Status::Interrupted
    );
    if closed && recording.tail_missing() {
        return Err(damaged(&recording, say));
    }
    if !common.quiet {
        export::tell_gaps(&recording, say);
    }
    interrupt::running();
    let mut seen = Seen {
        meter: Meter::new(Arc::clone(&world), label(&recording)),
        facts: FactsObserver::new(&world),
        inside: 0,
    };
    if !replay(&recording, &mut seen, common, say)? {
        output::remark(&say.text("cli-report-stopped"));
        return Ok(Exit::Interrupted);
    }
    let info = recording.info();
    let interrupted = info.status != Status::Complete;
    let ending = if interrupted {
        Ending::CutShort
    } else {
        Ending::Finished
    };
    let metrics = seen.meter.metrics(ending, performance(path));
    let last_s = recording
        .span_ms()
        .map_or(0.0, |(_, last)| last as f64 / 1e3);
    let paper = Paper {
        world: &world,
        info,
        capacity: &prepared.capacity,
        ran_s: info.ran_s.filter(|_| closed).unwrap_or(last_s),
        interrupted,
    };
    let html = paper.html((&seen.meter, &seen.facts), &metrics, say)?;
    RunFolder::reopen(path, info.clone())
        .write_metrics(&metrics.to_json())
        .and_then(|()| RunFolder::reopen(path, info.clone()).write_report(&html))
        .map_err(|error| folder::failure(&error, say))?;
    let text = if common.json {
        metrics.to_json()
    } else {
        page(&metrics, &paper, path, say)
    };
    printed(&text, say)?;
    Ok(Exit::Done)
}

/// The scenario of a recorded run, compiled for the model it was run with.
///
/// # Errors
/// If it is not there or has errors.
pub(super) fn scenario_of(
    recording: &Recording,
    say: Say,
) -> Result<(Prepared, Arc<World>), Failure> {
    let colours = output::remarks_are_watched() && output::colours_are_welcome();
    let file = recording.path().join(SCENARIO_FILE);
    let model = Locomotion::from_key(&recording.info().model);
    prepare::runnable(&file, model, colours, say)
}

fn label(recording: &Recording) -> RunLabel {
    let info = recording.info();
    RunLabel {
        plan: info.plan.clone(),
        seed: info.seed,
        model: info.model.clone(),
        dt_s: info.dt_s,
    }
}

/// Shows the recording to the observers, a part at a time; whether it came to
/// its end.
fn replay(
    recording: &Recording,
    seen: &mut Seen,
    common: CommonOptions,
    say: Say,
) -> Result<bool, Failure> {
    let end_s = recording
        .span_ms()
        .map_or(0.0, |(_, last)| last as f64 / 1e3);
    let mut view = ProgressView::new(say, common.quiet, recording.info().from, end_s);
    seen.start(recording.roster());
    let mut done = true;
    for (number, span) in (0..recording.parts()).zip(recording.spans()) {
        if interrupt::asked_to_stop() {
            done = false;
            break;
        }
        let part = recording
            .part(number)
            .map_err(|error| folder::failure(&error, say))?;
        part.replay(seen);
        let last = recording.frames()[span.frames.clone()].last();
        view.step(last.map_or(0.0, |mark| mark.t_ms as f64 / 1e3), seen.inside);
    }
    view.finish();
    Ok(done)
}

/// A closed run whose recording is no longer whole: what it says is right, and
/// what would be made of the rest is not.
fn damaged(recording: &Recording, say: Say) -> Failure {
    let gaps = export::gaps(recording, say);
    let values = [("gaps", gaps.join(" "))];
    let message = say.fill("cli-report-damaged", &values);
    Failure::invalid(
        "recording-damaged",
        message,
        say.text("cli-report-damaged-help"),
    )
}

/// How long the run took, which no recording tells: as `metrics.json` had it.
fn performance(path: &Path) -> Option<Performance> {
    let text = fs::read_to_string(path.join(METRICS_FILE)).ok()?;
    serde_json::from_str::<Metrics>(&text).ok()?.performance
}

fn page(metrics: &Metrics, paper: &Paper<'_>, path: &Path, say: Say) -> String {
    let summary = Summary {
        metrics,
        world: paper.world,
        start: paper.info.from,
        ran_s: paper.ran_s,
        interrupted: paper.interrupted,
    };
    let summary = summary::render(&summary, say.language());
    let file = path.join(REPORT_FILE).display().to_string();
    let place = say.fill("cli-report-at", &[("file", file)]);
    format!("{}\n\n{place}", summary.trim_end())
}

/// The observers behind metrics and report.
struct Seen {
    meter: Meter,
    facts: FactsObserver,
    /// People in the last frame.
    inside: u32,
}

impl Observer for Seen {
    fn start(&mut self, roster: &Roster) {
        self.meter.start(roster);
        self.facts.start(roster);
    }

    fn events(&mut self, events: &[Event]) {
        self.meter.events(events);
        self.facts.events(events);
    }

    fn samples(&mut self, samples: &[Sample]) {
        self.meter.samples(samples);
        self.facts.samples(samples);
    }

    fn frame(&mut self, frame: &Frame<'_>) {
        self.inside = frame.id.len() as u32;
        self.meter.frame(frame);
        self.facts.frame(frame);
    }
}
