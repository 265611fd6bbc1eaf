//! The state of the application and what its commands do to it.
//!
//! Plain Rust: no window, no panels. [`Session::perform`] does a command and
//! gives back what only a window can do; [`Session::advance`] takes in what
//! background work has found and lets time go on.

mod intake;
mod marks;
mod orders;
mod overlaid;
mod saving;

use std::path::{Path, PathBuf};

use super::camera::Camera;
use super::command::{Aim, AppCommand, ColourBy, Mode, Overlay, Selected, Slot};
use super::document::{Plan, Run};
use super::live::RunOrder;
#[cfg(test)]
use super::people::People;
use super::playback::Playback;
use super::settings::{SCALES, Settings};
use super::views::cards::{Card, Cards};
use super::views::events::Filter;
use super::work::{self, Job, Message, Wish};
use crate::base::Vec2;
use crate::base::text::Language;
use crate::cli::say::Say;
use crate::model::{Locomotion, Time};
use crate::sim::RunSpec;

/// Folder under which runs are kept, beside the scenario.
const RUNS: &str = "runs";

/// How the next run shall be.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Choice {
    /// Plan; none: the scenario's own.
    pub(crate) plan: Option<String>,
    /// Seed.
    pub(crate) seed: u64,
    /// Walking model.
    pub(crate) model: Locomotion,
    /// Start; none: as the scenario says.
    pub(crate) from: Option<Time>,
    /// Longest simulated time \[s\]; none: to the scenario's end.
    pub(crate) until_s: Option<f64>,
    /// A file of orders that it takes.
    pub(crate) orders: Option<PathBuf>,
}

/// What background work is going on in a slot.
pub(crate) struct Task {
    pub(crate) job: Job,
    /// What it is about.
    pub(crate) path: PathBuf,
    /// Whether it is a run.
    pub(crate) is_run: bool,
    /// Whether that run waits.
    pub(crate) is_paused: bool,
    /// Whether all that is to come has come, and it only waits for wishes.
    pub(crate) is_idle: bool,
}

/// The state of the application.
pub(crate) struct Session {
    /// What is remembered.
    pub(crate) settings: Settings,
    language: Language,
    /// What the window is used for.
    pub(crate) mode: Mode,
    /// The scenario that is open.
    pub(crate) plan: Option<Plan>,
    /// One run, or two side by side.
    pub(crate) runs: [Option<Run>; 2],
    tasks: [Option<Task>; 2],
    /// The clock of both.
    pub(crate) playback: Playback,
    /// How the next run shall be.
    pub(crate) choice: Choice,
    /// Where the map is looked at.
    pub(crate) camera: Camera,
    /// What was clicked.
    pub(crate) selected: Option<Selected>,
    /// Whether the selected person stays in the middle.
    pub(crate) follows: bool,
    /// What lies over the ground.
    pub(crate) overlay: Overlay,
    /// The sheet shown; none: all.
    pub(crate) sheet: Option<i8>,
    /// The order that waits for a point on the map.
    pub(crate) aim: Option<Aim>,
    /// Incidents that orders have brought about, for their ids.
    incidents_added: u32,
    /// Which events are listed.
    pub(crate) filter: Filter,
    /// Where the repeated stretch shall begin \[ms\].
    loop_from: Option<f64>,
    /// What to tell.
    pub(crate) message: Option<Message>,
    /// A picture of the map that is to be taken: where it goes.
    pub(crate) picture: Option<PathBuf>,
    /// What is being written in the background.
    saving: Option<Job>,
    /// Whether the program shall end.
    pub(crate) quits: bool,
}

impl Session {
    /// A session with nothing open. `language` is what the machine is set to.
    pub(crate) fn new(settings: Settings, language: Language) -> Self {
        Self {
            language: settings.language().unwrap_or(language),
            settings,
            mode: Mode::default(),
            plan: None,
            runs: [None, None],
            tasks: [None, None],
            playback: Playback::default(),
            choice: Choice::default(),
            camera: Camera::default(),
            selected: None,
            follows: false,
            overlay: Overlay::None,
            sheet: None,
            aim: None,
            incidents_added: 0,
            filter: Filter::default(),
            loop_from: None,
            message: None,
            picture: None,
            saving: None,
            quits: false,
        }
    }

    /// Speaks the language of the moment.
    pub(crate) fn say(&self) -> Say {
        Say::new(self.language)
    }

    /// The run that is looked at.
    pub(crate) fn run(&self) -> Option<&Run> {
        self.runs[0].as_ref()
    }

    /// Background work in a slot.
    pub(crate) fn task(&self, slot: Slot) -> Option<&Task> {
        self.tasks[slot.at()].as_ref()
    }

    /// The run that is on the map in a slot; none while one plans.
    pub(crate) fn shown(&self, slot: Slot) -> Option<&Run> {
        let run = self.runs[slot.at()].as_ref();
        run.filter(|_| self.mode != Mode::Plan)
    }

    /// Whether the picture changes by itself.
    pub(crate) fn is_moving(&self) -> bool {
        let busy = |task: &Option<Task>| task.as_ref().is_some_and(|task| !task.is_idle);
        self.playback.is_playing() || self.saving.is_some() || self.tasks.iter().any(busy)
    }

    /// Takes in what was found and lets `seconds` go by.
    pub(crate) fn advance(&mut self, seconds: f64) {
        for slot in [Slot::A, Slot::B] {
            self.take_in(slot);
        }
        self.take_in_saving();
        if let Some((from, to, growing)) = self.span() {
            self.playback.set_span(from, to, growing);
        }
        self.playback.advance(seconds);
        self.camera.glide(seconds);
        self.show();
    }

    /// Shows everyone at the moment of the clock.
    fn show(&mut self) {
        let t_ms = self.playback.t_ms();
        for slot in 0..2 {
            if let Some(run) = &mut self.runs[slot]
                && let Some(chunk) = run.show(t_ms)
                && let Some(task) = &self.tasks[slot]
            {
                task.job.wish(Wish::Chunk(chunk));
            }
        }
        self.survey(t_ms);
        if self.follows
            && let Some(Selected::Person(id)) = self.selected
            && let Some(run) = &self.runs[0]
            && let Some(at) = run.people.find(id)
        {
            let p = Vec2::new(f64::from(run.people.x[at]), f64::from(run.people.y[at]));
            self.camera.keep(p);
        }
    }

    /// Takes in what is worked out for overlays, and asks for what the one
    /// that is shown needs.
    fn survey(&mut self, t_ms: f64) {
        let wants = self.overlay == Overlay::Pressure && self.mode != Mode::Plan;
        for (run, task) in self.runs.iter_mut().zip(&self.tasks) {
            let Some(run) = run else { continue };
            run.survey.take_in();
            if self.overlay == Overlay::MaxDensity && self.mode != Mode::Plan {
                run.keep_highest(t_ms, self.sheet);
            }
            if wants
                && let Some(chunk) = run.ask_pressure(t_ms)
                && let Some(task) = task
            {
                task.job.wish(Wish::Chunk(chunk));
            }
        }
    }

    /// First and last moment of what is open \[ms\], and whether it grows.
    fn span(&self) -> Option<(f64, f64, bool)> {
        let spans = self.runs.iter().flatten();
        let spans = spans.filter_map(|run| {
            let (from, to) = run.store.span_ms()?;
            Some((from as f64, to as f64, run.growing && run.parts == 0))
        });
        spans.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1), a.2 || b.2))
    }

    /// Nothing selected, the clock at the start.
    fn start_afresh(&mut self) {
        let speed = self.playback.speed();
        self.playback = Playback::default();
        self.playback.set_speed(speed);
        self.selected = None;
        self.follows = false;
        self.sheet = None;
        self.loop_from = None;
    }

    /// Does a command; gives it back if only a window can do it.
    pub(crate) fn perform(&mut self, command: AppCommand) -> Option<AppCommand> {
        use AppCommand as C;
        match command {
            C::Open(slot, path) => self.open(slot, path),
            C::CopyExample(path) => self.copy_example(&path),
            C::Close(slot) => self.close(slot),
            C::CancelOpening => self.cancel_opening(),
            C::OpenAgain => {
                if let Some(plan) = &self.plan {
                    self.open(Slot::A, plan.path.clone());
                }
            }
            C::SetMode(mode) => self.mode = mode,
            C::SetPlan(plan) => self.choice.plan = plan,
            C::SetSeed(seed) => self.choice.seed = seed,
            C::SetModel(model) => self.choice.model = model,
            C::SetFrom(from) => self.choice.from = from,
            C::SetUntil(until_s) => self.choice.until_s = until_s,
            C::SetOrders(file) => self.choice.orders = file,
            C::StartRun => self.start_run(),
            C::PauseRun(pause) => self.wish_of_run(Wish::Pause(pause), pause),
            C::StepRun => self.wish_of_run(Wish::Step, true),
            C::StopRun => self.wish_of_run(Wish::Stop, false),
            C::GiveOrder(order) => self.give_order(order),
            C::AimOrder(aim) => self.aim_order(aim),
            C::OrderAt(x, y) => self.order_at(Vec2::new(x, y)),
            C::Select(selected) => {
                self.aim = None;
                self.selected = selected;
                self.follows &= matches!(selected, Some(Selected::Person(_)));
            }
            C::ToggleFollow => {
                let person = matches!(self.selected, Some(Selected::Person(_)));
                self.follows = person && !self.follows;
            }
            C::Lay(overlay) => self.overlay = overlay,
            C::ShowSheet(sheet) => self.sheet = sheet,
            C::Dismiss => self.message = None,
            C::Quit => self.quits = true,
            other => return self.perform_view(other),
        }
        None
    }

    /// Commands about time, map and settings.
    fn perform_view(&mut self, command: AppCommand) -> Option<AppCommand> {
        use AppCommand as C;
        match command {
            C::FrameAll => {
                if let Some(ground) = self.ground() {
                    let bounds = ground.bounds;
                    self.follows = false;
                    self.camera.frame(bounds);
                }
            }
            C::ZoomIn => self.camera.zoom_middle(1.5),
            C::ZoomOut => self.camera.zoom_middle(1.0 / 1.5),
            C::LookAt(x, y) => self.camera.look_at(Vec2::new(x, y), None),
            C::Colour(by) => self.remember(|settings| settings.colour = by),
            C::ToggleLabels => self.remember(|settings| settings.labels = !settings.labels),
            C::Speak(language) => {
                self.language = language;
                self.remember(|settings| settings.set_language(language));
            }
            C::ToggleLanguage => {
                let other = match self.language {
                    Language::English => Language::Chinese,
                    Language::Chinese => Language::English,
                };
                return self.perform_view(C::Speak(other));
            }
            C::ToggleTone => self.remember(|settings| settings.tone = settings.tone.other()),
            C::Scale(by) => {
                let scale = if by > 0.0 {
                    by * self.settings.scale
                } else {
                    1.0
                };
                let scale = scale.clamp(*SCALES.start(), *SCALES.end());
                self.remember(|settings| settings.scale = scale);
            }
            C::AddBookmark => self.add_bookmark(),
            C::SavePicture => self.save_picture(),
            C::SaveDrawing => self.save_drawing(),
            C::SavePlots => self.save_plots(),
            C::WriteReport => self.write_report(),
            C::GoToBookmark(at) => self.go_to_bookmark(at),
            C::NoteBookmark(at, note) => self.review(|review| review.note(at, note)),
            C::RemoveBookmark(at) => self.review(|review| review.remove(at)),
            other => return self.perform_time(other),
        }
        None
    }

    /// Commands about time.
    fn perform_time(&mut self, command: AppCommand) -> Option<AppCommand> {
        use AppCommand as C;
        let t_ms = self.playback.t_ms();
        let (start, end) = self.playback.span_ms();
        match command {
            C::TogglePlay => self.playback.set_playing(!self.playback.is_playing()),
            C::StepFrames(by) => {
                self.playback.set_playing(false);
                let time = self.run().and_then(|run| run.store.frame_time_ms(t_ms, by));
                if let Some(time) = time {
                    self.playback.seek(time as f64);
                }
            }
            C::Seek(t_ms) => self.playback.seek(t_ms),
            C::Skip(seconds) => self.playback.seek(t_ms + seconds * 1e3),
            C::ToStart => self.playback.seek(start),
            C::ToEnd => self.playback.seek(end),
            C::SetSpeed(speed) => self.playback.set_speed(speed),
            C::Faster => self.playback.change_speed(true),
            C::Slower => self.playback.change_speed(false),
            C::NextEvent | C::PreviousEvent => {
                let forward = command == C::NextEvent;
                let next = self
                    .run()
                    .and_then(|run| self.filter.next(run, t_ms, forward));
                if let Some(next) = next {
                    self.playback.seek(next as f64);
                }
            }
            C::LoopFromHere => {
                self.loop_from = Some(t_ms);
                let to = self.playback.stretch_ms().map_or(end, |(_, to)| to);
                self.playback.set_stretch(Some((t_ms, to.max(t_ms))));
            }
            C::LoopToHere => {
                let from = self.loop_from.unwrap_or(start);
                self.playback.set_stretch(Some((from, t_ms)));
            }
            C::Loop(stretch) => {
                self.loop_from = None;
                self.playback.set_stretch(stretch);
            }
            other => return Some(other),
        }
        None
    }

    /// The ground that is shown: that of the run, else of the scenario.
    pub(crate) fn ground(&self) -> Option<&super::document::Ground> {
        let of_plan = || self.plan.as_ref()?.ground.as_ref();
        self.run().map(|run| &run.ground).or_else(of_plan)
    }

    /// The card of what is selected; none if it is not there.
    pub(crate) fn card(&self) -> Option<Card> {
        let cards = Cards {
            ground: self.ground()?,
            run: self.run(),
            capacity: self.plan.as_ref().map_or(&[], |plan| &plan.capacity),
            t_ms: self.playback.t_ms(),
            say: self.say(),
        };
        cards.of(self.selected?)
    }

    /// Everyone shown in a slot.
    #[cfg(test)]
    pub(crate) fn people(&self, slot: Slot) -> Option<&People> {
        self.runs[slot.at()].as_ref().map(|run| &run.people)
    }

    /// By what people are coloured.
    pub(crate) fn colour(&self) -> ColourBy {
        self.settings.colour
    }

    fn open(&mut self, slot: Slot, path: PathBuf) {
        // Beside nothing there is no second run.
        let slot = if self.run().is_none() { Slot::A } else { slot };
        if slot == Slot::A && self.runs_now() {
            self.fail("app-run-goes-on", &[], "app-run-goes-on-help");
            return;
        }
        self.message = None;
        match work::open(path.clone(), self.say()) {
            Ok(job) => self.tasks[slot.at()] = Some(Task::new(job, path, false)),
            Err(error) => self.fail("app-no-thread", &[("reason", error.to_string())], ""),
        }
    }

    /// Writes a copy of the quickstart and opens it.
    fn copy_example(&mut self, path: &Path) {
        const EXAMPLE: &str = include_str!("../../../scenarios/quickstart.ron");
        let written = std::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(path)
            .and_then(|mut file| std::io::Write::write_all(&mut file, EXAMPLE.as_bytes()));
        match written {
            Ok(()) => self.open(Slot::A, path.to_owned()),
            Err(error) => {
                let values = [
                    ("file", path.display().to_string()),
                    ("reason", crate::cli::prepare::reason(&error, self.say())),
                ];
                self.fail("app-cannot-write", &values, "app-cannot-write-help");
            }
        }
    }

    fn close(&mut self, slot: Slot) {
        if slot == Slot::A && self.runs_now() {
            self.fail("app-run-goes-on", &[], "app-run-goes-on-help");
            return;
        }
        self.tasks[slot.at()] = None;
        self.runs[slot.at()] = None;
        if slot == Slot::A {
            self.plan = None;
            self.runs[1] = None;
            self.tasks[1] = None;
            self.start_afresh();
        }
    }

    fn cancel_opening(&mut self) {
        for slot in 0..2 {
            if self.tasks[slot].as_ref().is_some_and(|task| !task.is_run)
                && self.runs[slot].is_none()
            {
                self.tasks[slot] = None;
            }
        }
    }

    /// Whether a run goes on in the background.
    pub(crate) fn runs_now(&self) -> bool {
        let task = self.tasks[0].as_ref();
        task.is_some_and(|task| task.is_run && !task.is_idle)
    }

    fn start_run(&mut self) {
        if self.runs_now() {
            self.fail("app-run-goes-on", &[], "app-run-goes-on-help");
            return;
        }
        let Some(plan) = self.plan.as_ref().filter(|plan| plan.ground.is_some()) else {
            self.fail("app-nothing-to-run", &[], "app-nothing-to-run-help");
            return;
        };
        let beside = plan.path.parent().unwrap_or(Path::new("."));
        let choice = self.choice.clone();
        let order = RunOrder {
            file: plan.path.clone(),
            model: Some(choice.model),
            spec: RunSpec {
                plan: choice.plan,
                seed: Some(choice.seed),
                from: choice.from,
                until_s: choice.until_s,
                orders: Vec::new(),
            },
            orders: choice.orders,
            under: beside.join(RUNS),
        };
        let path = plan.path.clone();
        self.message = None;
        match work::run(order, self.say()) {
            Ok(job) => self.tasks[0] = Some(Task::new(job, path, true)),
            Err(error) => self.fail("app-no-thread", &[("reason", error.to_string())], ""),
        }
    }

    fn wish_of_run(&mut self, wish: Wish, pauses: bool) {
        if let Some(task) = (self.tasks[0].as_mut()).filter(|task| task.is_run && !task.is_idle) {
            task.job.wish(wish);
            task.is_paused = pauses;
        }
    }

    fn remember(&mut self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.settings);
        self.settings.save();
    }

    /// Tells something.
    pub(crate) fn tell(&mut self, key: &str, values: &[(&str, String)]) {
        self.message = Some(Message {
            text: self.say().fill(key, values),
            help: String::new(),
            is_error: false,
        });
    }

    /// Tells that something went wrong, and what to do.
    pub(crate) fn fail(&mut self, key: &str, values: &[(&str, String)], help: &str) {
        let help = if help.is_empty() {
            String::new()
        } else {
            self.say().fill(help, values)
        };
        self.message = Some(Message {
            text: self.say().fill(key, values),
            help,
            is_error: true,
        });
    }
}

impl Task {
    fn new(job: Job, path: PathBuf, is_run: bool) -> Self {
        Self {
            job,
            path,
            is_run,
            is_paused: false,
            is_idle: false,
        }
    }
}
