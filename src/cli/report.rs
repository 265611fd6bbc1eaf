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
use crate::analysis::report::{Body, Marked};
use crate::analysis::summary::{self, Summary};
use crate::analysis::{Ending, FactsObserver, Meter, RunLabel};
use crate::base::Vec2;
use crate::base::geometry::Bounds;
use crate::model::Locomotion;
use crate::record::folder::{METRICS_FILE, REPORT_FILE, RunFolder, SCENARIO_FILE};
use crate::record::{Player, Recording, Review, RunInfo, Status};
use crate::sim::{Event, Frame, Observer, OwnedFrame, Roster, Sample};
use crate::world::World;

/// Makes metrics and report of a run again.
///
/// # Errors
/// If the folder is not that of a recorded run, its recording is damaged, or
/// the result cannot be written.
pub fn report(path: &Path, common: CommonOptions, say: Say) -> Result<Exit, Failure> {
    interrupt::listen();
    let Some(made) = remake(path, common.quiet, say)? else {
        output::remark(&say.text("cli-report-stopped"));
        return Ok(Exit::Interrupted);
    };
    let text = if common.json {
        made.metrics.to_json()
    } else {
        made.page(path, say)
    };
    printed(&text, say)?;
    Ok(Exit::Done)
}

/// What was made of a run again.
pub(crate) struct Remade {
    metrics: Metrics,
    world: Arc<World>,
    info: RunInfo,
    ran_s: f64,
    interrupted: bool,
}

/// Makes metrics and report of a run again and writes them into its folder;
/// none if somebody stopped it.
///
/// # Errors
/// As [`report`].
pub(crate) fn remake(path: &Path, quiet: bool, say: Say) -> Result<Option<Remade>, Failure> {
    let recording = Recording::open(path).map_err(|error| folder::failure(&error, say))?;
    let (prepared, world) = scenario_of(&recording, say)?;
    let closed = matches!(
        recording.info().status,
        Status::Complete | Status::Interrupted
    );
    if closed && recording.tail_missing() {
        return Err(damaged(&recording, say));
    }
    if !quiet {
        export::tell_gaps(&recording, say);
    }
    let marked = marked(&recording, &world, say)?;
    interrupt::running();
    let mut seen = Seen {
        meter: Meter::new(Arc::clone(&world), label(&recording)),
        facts: FactsObserver::new(&world),
        inside: 0,
    };
    if !replay(&recording, &mut seen, quiet, say)? {
        return Ok(None);
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
        marked: &marked,
    };
    let html = paper.html((&seen.meter, &seen.facts), &metrics, say)?;
    RunFolder::reopen(path, info.clone())
        .write_metrics(&metrics.to_json())
        .and_then(|()| RunFolder::reopen(path, info.clone()).write_report(&html))
        .map_err(|error| folder::failure(&error, say))?;
    let ran_s = paper.ran_s;
    Ok(Some(Remade {
        metrics,
        info: info.clone(),
        world,
        ran_s,
        interrupted,
    }))
}

impl Remade {
    /// The screenful of it.
    fn page(&self, path: &Path, say: Say) -> String {
        let summary = Summary {
            metrics: &self.metrics,
            world: &self.world,
            start: self.info.from,
            ran_s: self.ran_s,
            interrupted: self.interrupted,
        };
        let summary = summary::render(&summary, say.language());
        let file = path.join(REPORT_FILE).display().to_string();
        let place = say.fill("cli-report-at", &[("file", file)]);
        format!("{}\n\n{place}", summary.trim_end())
    }
}

/// Height of what is seen of the map, as share of its width.
const SEEN_HEIGHT: f64 = 0.62;

/// The moments that were marked in the window, with everyone at them.
///
/// # Errors
/// If the notes or the recording cannot be read.
fn marked(recording: &Recording, world: &World, say: Say) -> Result<Vec<Marked>, Failure> {
    let review = Review::of(recording.path()).map_err(|error| {
        let values = [("reason", error.to_string())];
        let message = say.fill("cli-review-unreadable", &values);
        Failure::files(
            "review-unreadable",
            message,
            say.text("cli-review-unreadable-help"),
        )
    })?;
    let player = Player::new(recording.clone());
    let mut moment = OwnedFrame::default();
    let mut marked = Vec::new();
    for bookmark in &review.bookmarks {
        player
            .at(bookmark.t_ms, &mut moment)
            .map_err(|error| folder::failure(&error, say))?;
        let half = Vec2::new(0.5, 0.5 * SEEN_HEIGHT) * bookmark.across_m;
        let middle = Vec2::from(bookmark.at);
        marked.push(Marked {
            at_s: bookmark.t_ms as f64 / 1e3,
            note: bookmark.note.clone(),
            seen: Some(Bounds::of([middle - half, middle + half])),
            people: Body::all(&moment, recording.roster(), &world.scenario),
        });
    }
    Ok(marked)
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
fn replay(recording: &Recording, seen: &mut Seen, quiet: bool, say: Say) -> Result<bool, Failure> {
    let end_s = recording
        .span_ms()
        .map_or(0.0, |(_, last)| last as f64 / 1e3);
    let mut view = ProgressView::new(say, quiet, recording.info().from, end_s);
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
