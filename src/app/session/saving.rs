//! Pictures, drawings and the report: what leaves the window. They are kept
//! with the run, in `review/`, else where Muster was started.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Session;
use super::overlaid::Laying;
use crate::analysis::report::picture::{self, Shot};
use crate::analysis::report::{self, Body, Marked};
use crate::app::people::People;
use crate::app::work::{Found, Job};
use crate::cli;
use crate::cli::say::Say;
use crate::model::{Role, Time};
use crate::record::folder::REPORT_FILE;
use crate::sim::{Event, Roster};
use crate::world::World;

/// Width of a drawing \[pixels\]; it is sharp at any other, too.
const WIDTH: u32 = 1_360;

impl Session {
    /// Asks for a picture of the map.
    pub(super) fn save_picture(&mut self) {
        if self.ground().is_some() {
            self.picture = self.free_file("png");
        }
    }

    /// Writes what the map shows as a drawing.
    pub(super) fn save_drawing(&mut self) {
        let sheet = self.sheet.unwrap_or(0);
        let Ok(over) = self.overlaid(sheet) else {
            self.tell("app-moment-awaited", &[]);
            return;
        };
        let Some(ground) = self.ground() else {
            return;
        };
        let Some(file) = self.free_file("svg") else {
            return;
        };
        let t_ms = self.playback.t_ms();
        let run = self.shown(super::Slot::A);
        let role = |id: u32| run.and_then(|run| run.role(id));
        let drawing = Drawing {
            world: Arc::clone(&ground.world),
            roster: run.map(|run| run.roster.clone()).unwrap_or_default(),
            events: run.map(|run| run.store.events.clone()).unwrap_or_default(),
            plan: run.and_then(|run| run.info.plan.clone()),
            seed: run.map_or(0, |run| run.info.seed),
            start: run.map_or(ground.world.scenario.run.start, |run| run.info.from),
            sheet,
            over,
            marked: Marked {
                at_s: t_ms / 1e3,
                note: String::new(),
                seen: Some(self.camera.seen()),
                people: run.map_or_else(Vec::new, |run| bodies(&run.people, role)),
            },
        };
        let say = self.say();
        self.save("drawing", move || {
            drawing.write(&file, say)?;
            Ok(("app-picture-kept", file))
        });
    }

    /// Writes the plots of what is selected as drawings.
    pub(super) fn save_plots(&mut self) {
        let Some(card) = self.card().filter(|card| !card.plots.is_empty()) else {
            self.fail("app-no-plots", &[], "app-no-plots-help");
            return;
        };
        let start = self.run().map_or(Time(0.0), |run| run.info.from);
        let language = self.say().language();
        for plot in &card.plots {
            let Some(file) = self.free_file("svg") else {
                return;
            };
            let points: Vec<(f64, f64)> = plot.points.iter().map(|p| (p[0], p[1])).collect();
            let title = format!("{} · {}", card.title, plot.title);
            let drawn = report::course(&points, &title, start, language);
            let written = drawn
                .map_err(|error| error.to_string())
                .and_then(|svg| write(&file, &svg));
            let name = file.display().to_string();
            match written {
                Ok(()) => self.tell("app-picture-kept", &[("file", name)]),
                Err(reason) => {
                    let values = [("file", name), ("reason", reason)];
                    self.fail("app-cannot-write", &values, "app-cannot-write-help");
                    return;
                }
            }
        }
    }

    /// Writes the report of the run again, with its bookmarks.
    pub(super) fn write_report(&mut self) {
        let folder = self.run().and_then(|run| run.folder.clone());
        let Some(folder) = folder.filter(|_| !self.runs_now()) else {
            self.fail("app-no-report", &[], "app-no-report-help");
            return;
        };
        let say = self.say();
        self.save("report", move || {
            let made = cli::report::remake(&folder, true, say);
            made.map_err(|failure| (folder.clone(), failure.message))?;
            Ok(("app-report-kept", folder.join(REPORT_FILE)))
        });
    }

    /// Lets a job write something; one at a time.
    fn save(
        &mut self,
        name: &str,
        work: impl FnOnce() -> Result<(&'static str, PathBuf), (PathBuf, String)> + Send + 'static,
    ) {
        if self.saving.is_some() {
            self.tell("app-still-writing", &[]);
            return;
        }
        let begun = Job::begin(name, move |tell, _| {
            let found = match work() {
                Ok((key, file)) => Found::Kept(key, file),
                Err((file, reason)) => Found::NotKept(file, reason),
            };
            // If nobody listens any more nobody wants to know.
            tell.send(found).ok();
        });
        match begun {
            Ok(job) => self.saving = Some(job),
            Err(error) => self.fail("app-no-thread", &[("reason", error.to_string())], ""),
        }
    }

    /// Tells what was written in the background, or why not.
    pub(super) fn take_in_saving(&mut self) {
        let Some(job) = &self.saving else {
            return;
        };
        let (found, more) = job.take(1);
        let told = !found.is_empty();
        for found in found {
            match found {
                Found::Kept(key, file) => self.tell(key, &[("file", file.display().to_string())]),
                Found::NotKept(file, reason) => {
                    let values = [("file", file.display().to_string()), ("reason", reason)];
                    self.fail("app-cannot-write", &values, "app-cannot-write-help");
                }
                _ => {}
            }
        }
        // What has told, is done.
        if told || !more {
            self.saving = None;
        }
    }

    /// A file that is not there yet, for a picture of a kind.
    fn free_file(&self, kind: &str) -> Option<PathBuf> {
        let t_ms = self.playback.t_ms().round() as i64;
        let with_run = self
            .run()
            .and_then(|run| run.review.picture_file(t_ms, kind));
        let here = || (1..1_000).map(|n| PathBuf::from(format!("muster-{n}.{kind}")));
        with_run
            .map(|(file, _)| file)
            .or_else(|| here().find(|file| !file.exists()))
    }
}

/// A drawing to be made.
struct Drawing {
    world: Arc<World>,
    roster: Roster,
    events: Vec<Event>,
    plan: Option<String>,
    seed: u64,
    start: Time,
    sheet: i8,
    over: Option<Laying>,
    marked: Marked,
}

impl Drawing {
    fn write(self, file: &Path, say: Say) -> Result<(), (PathBuf, String)> {
        let over = self.over.map(|over| over.finish(&self.world));
        let shot = Shot {
            world: &self.world,
            roster: &self.roster,
            events: &self.events,
            plan: self.plan.as_deref(),
            seed: self.seed,
            start: self.start,
            sheet: self.sheet,
            language: say.language(),
            width: WIDTH,
        };
        picture::drawing(&shot, &self.marked, over.as_ref())
            .map_err(|error| error.to_string())
            .and_then(|svg| write(file, &svg))
            .map_err(|reason| (file.to_owned(), reason))
    }
}

fn write(file: &Path, text: &str) -> Result<(), String> {
    std::fs::write(file, text).map_err(|error| error.to_string())
}

/// Everyone on the map.
fn bodies(people: &People, role: impl Fn(u32) -> Option<Role>) -> Vec<Body> {
    let mm = |metres: f32| (metres * 1e3).round() as i32;
    let body = |at: usize| Body {
        x_mm: mm(people.x[at]),
        y_mm: mm(people.y[at]),
        cell: people.cell[at],
        state: people.state[at],
        role: role(people.id[at]),
    };
    (0..people.len()).map(body).collect()
}
