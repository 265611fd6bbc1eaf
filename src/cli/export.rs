//! `muster export`: a recording in the formats of other people's tools.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};

use super::args::CommonOptions;
use super::exporting::ExportOptions;
use super::failure::{Exit, Failure};
use super::portion::{Target, sheet, stretch};
use super::progress::{StretchView, clock_text};
use super::report::scenario_of;
use super::say::Say;
use super::{folder, interrupt, output, printed};
use crate::analysis::report::picture::{Scene, Shot};
use crate::model::Time;
use crate::record::export::{self, Ended, Film, Ground, Stretch, Studio, Tell, Written};
use crate::record::{Existing, Player, RecordError, Recording};
use crate::sim::OwnedFrame;
use crate::world::World;

/// Width of pictures if nobody asks for another \[pixels\]; that of a GIF is
/// less, because it holds every picture whole.
const WIDTH: u32 = 1280;
const GIF_WIDTH: u32 = 800;
/// Simulated seconds between two pictures of a folder.
const PICTURES_EVERY_S: f64 = 10.0;
/// Simulated seconds that a film shows in a second.
const FILM_SPEED: f64 = 10.0;

/// Writes an export.
///
/// # Errors
/// If the folder is not that of a recorded run, something is in the way, the
/// stretch or storey is not in it, or the result cannot be written.
pub fn export(options: &ExportOptions, common: CommonOptions, say: Say) -> Result<Exit, Failure> {
    interrupt::listen();
    let failed = |error: &RecordError| failure(error, say);
    let recording = Recording::open(&options.run).map_err(|error| failed(&error))?;
    let target = Target::of(options, say)?;
    if let Some(note) = &target.note {
        output::remark(note);
    }
    export::claim(&target.path, target.kind(), existing(options))
        .map_err(|error| failed(&error))?;
    let world = match (options.format.is_flat(), &options.sheet) {
        (false, None) => None,
        _ => Some(scenario_of(&recording, say)?.1),
    };
    let sheet = sheet(options, world.as_deref().map(|w| &*w.scenario), common, say)?;
    let stretch = stretch(options, &recording, sheet, say)?;
    if !common.quiet {
        tell_gaps(&recording, say);
    }
    interrupt::running();
    let task = Task {
        options,
        recording: &recording,
        world,
        target: &target,
        stretch,
        common,
        say,
    };
    match task.write()? {
        Ended::Stopped => {
            output::remark(&say.text("cli-export-stopped"));
            Ok(Exit::Interrupted)
        }
        Ended::Whole(written) => {
            let text = if common.json {
                task.document(written).to_string()
            } else {
                task.sentence(written)
            };
            printed(&text, say)?;
            Ok(Exit::Done)
        }
    }
}

/// What stands in the way of an export, in its own words.
fn failure(error: &RecordError, say: Say) -> Failure {
    let (key, help, path) = match error {
        RecordError::Taken { path } => ("cli-out-exists", "cli-out-exists-help", path),
        RecordError::NotOurs { path } => ("cli-out-not-ours", "cli-out-not-ours-help", path),
        RecordError::Table { path, message } => {
            let values = [
                ("file", path.display().to_string()),
                ("reason", message.clone()),
            ];
            let message = say.fill("cli-cannot-write", &values);
            return Failure::files(error.code(), message, say.text("cli-export-failed-help"));
        }
        other => return folder::failure(other, say),
    };
    let code = match error {
        RecordError::Taken { .. } => "out-exists",
        _ => "out-not-ours",
    };
    let message = say.fill(key, &[("file", path.display().to_string())]);
    Failure::usage(code, message, say.text(help))
}

fn existing(options: &ExportOptions) -> Existing {
    if options.force {
        Existing::Replace
    } else {
        Existing::Refuse
    }
}

/// An export with all its options looked up.
struct Task<'a> {
    options: &'a ExportOptions,
    recording: &'a Recording,
    world: Option<Arc<World>>,
    target: &'a Target,
    stretch: Stretch,
    common: CommonOptions,
    say: Say,
}

impl Task<'_> {
    fn write(&self) -> Result<Ended, Failure> {
        let start = self.recording.info().from;
        let span = (self.stretch.from_ms, self.stretch.until_ms);
        let view = StretchView::new(self.say, self.common.quiet, start, span);
        let mut tell = |t_ms: i64| {
            view.at(t_ms);
            if interrupt::asked_to_stop() {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        let ended = if self.options.format.is_pictures() {
            self.pictures(&mut tell)
        } else {
            self.table(&mut tell)
        };
        view.finish();
        ended
    }

    fn table(&self, tell: Tell<'_>) -> Result<Ended, Failure> {
        let ground = self.world.as_ref().map(Ground::of);
        export::table(
            self.recording,
            self.options.format,
            ground.as_ref(),
            self.stretch,
            &self.target.path,
            tell,
        )
        .map_err(|error| failure(&error, self.say))
    }

    fn pictures(&self, tell: Tell<'_>) -> Result<Ended, Failure> {
        let Some(world) = &self.world else {
            return Ok(Ended::Whole(Written::default()));
        };
        let info = self.recording.info();
        let events = self.recording.events();
        let width = match self.target.film {
            Some(Film::Gif) => GIF_WIDTH,
            _ => WIDTH,
        };
        let scene = Scene::new(&Shot {
            world,
            roster: self.recording.roster(),
            events: &events,
            plan: info.plan.as_deref(),
            seed: info.seed,
            start: info.from,
            sheet: self.stretch.sheet.unwrap_or(0),
            language: self.say.language(),
            width: self.options.width.unwrap_or(width),
        })
        .map_err(|error| {
            let reason = [
                ("file", self.target.path.display().to_string()),
                ("reason", error.to_string()),
            ];
            let message = self.say.fill("cli-cannot-write", &reason);
            Failure::files(
                "write-failed",
                message,
                self.say.text("cli-export-failed-help"),
            )
        })?;
        if !scene.has_font() {
            output::remark(&self.say.text("cli-export-no-font"));
        }
        let every_s = self.options.every_s.unwrap_or(match self.target.film {
            Some(film) => FILM_SPEED / film.pictures_per_s(),
            None => PICTURES_EVERY_S,
        });
        let step_ms = ((every_s * 1e3).round() as i64).max(1);
        let player = Player::new(self.recording.clone());
        let (drawer, path) = (Drawer(scene), &self.target.path);
        let stretch = (self.stretch, step_ms);
        match self.target.film {
            Some(film) => film.shoot(&player, &drawer, stretch, path, tell),
            None => export::pictures(&player, &drawer, stretch, path, tell),
        }
        .map_err(|error| failure(&error, self.say))
    }

    /// The document of the JSON contract.
    fn document(&self, written: Written) -> Value {
        let troubles: Vec<Value> = self
            .recording
            .troubles()
            .iter()
            .zip(gaps(self.recording, self.say))
            .map(|(trouble, message)| {
                json!({
                    "first_part": trouble.first,
                    "last_part": trouble.last,
                    "file": trouble.path.display().to_string(),
                    "message": message,
                })
            })
            .collect();
        json!({
            "format": self.options.format.key(),
            "out": self.target.path.display().to_string(),
            "frames": written.frames,
            "rows": (!self.options.format.is_pictures()).then_some(written.rows),
            "from_s": self.stretch.from_ms as f64 / 1e3,
            "until_s": self.stretch.until_ms as f64 / 1e3,
            "tail_missing": self.recording.tail_missing(),
            "left_out": troubles,
        })
    }

    fn sentence(&self, written: Written) -> String {
        let values = [
            ("frames", written.frames.to_string()),
            ("rows", written.rows.to_string()),
            ("file", self.target.path.display().to_string()),
        ];
        let key = match self.options.format.is_pictures() {
            true => "cli-exported-pictures",
            false => "cli-exported-table",
        };
        self.say.fill(key, &values)
    }
}

/// Lets `analysis` draw what `record` writes.
struct Drawer(Scene);

impl Studio for Drawer {
    fn size(&self) -> (u32, u32) {
        self.0.size()
    }

    fn draw(&self, moment: &OwnedFrame) -> Result<Vec<u8>, String> {
        self.0.draw(moment).map_err(|error| error.to_string())
    }
}

/// Says what of a recording cannot be read, and where it ends if its tail is
/// missing.
pub(super) fn tell_gaps(recording: &Recording, say: Say) {
    for gap in gaps(recording, say) {
        output::remark(&gap);
    }
    if recording.tail_missing() {
        let info = recording.info();
        let last = recording
            .span_ms()
            .map_or(0.0, |(_, last)| last as f64 / 1e3);
        let clock = clock_text(Time((info.from.seconds() + last).floor()));
        output::remark(&say.fill("cli-tail-missing", &[("clock", clock)]));
    }
}

/// A sentence for each stretch of parts that cannot be read.
pub(super) fn gaps(recording: &Recording, say: Say) -> Vec<String> {
    let root = recording.path();
    let troubles = recording.troubles().iter();
    troubles
        .map(|trouble| {
            let file: &Path = trouble.path.strip_prefix(root).unwrap_or(&trouble.path);
            let reason = match &trouble.error {
                Some(RecordError::Malformed { message, .. }) => message.clone(),
                Some(error) => error.to_string(),
                None => String::new(),
            };
            let values = [
                ("first", trouble.first.to_string()),
                ("last", trouble.last.to_string()),
                ("file", file.display().to_string()),
                ("reason", reason),
            ];
            let key = match (&trouble.error, trouble.first == trouble.last) {
                (Some(_), _) => "cli-part-broken",
                (None, true) => "cli-part-missing",
                (None, false) => "cli-parts-missing",
            };
            say.fill(key, &values)
        })
        .collect()
}
