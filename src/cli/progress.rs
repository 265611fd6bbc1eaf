//! How far a run is: a bar on a terminal, a line every few seconds off one,
//! nothing if it was asked to be quiet.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::output;
use super::say::Say;
use crate::model::Time;

/// Time between two pictures of the bar.
const BAR_EVERY: Duration = Duration::from_millis(200);
/// Time between two lines off a terminal.
const LINE_EVERY: Duration = Duration::from_secs(5);
/// Time between two lines off a terminal within a case of a verification.
const CASE_LINE_EVERY: Duration = Duration::from_secs(15);
/// Weight of the newest stretch in the running rate: old enough to be calm,
/// new enough to follow a crowd that grows.
const NEWEST: f64 = 0.2;

/// Shows how far a run is.
pub struct ProgressView {
    say: Say,
    /// Time of day at which the run began.
    start: Time,
    /// Simulated time after which it ends at the latest \[s\].
    end_s: f64,
    shown: Shown,
    last_look: Instant,
    last_t_s: f64,
    /// Simulated seconds a second of ours, smoothed; none before the second
    /// look.
    rate: Option<f64>,
}

/// Where progress is shown.
enum Shown {
    Nowhere,
    Bar(ProgressBar),
    Lines,
}

impl Shown {
    /// Where something of a length is shown.
    fn new(quiet: bool, length: f64) -> Self {
        match (quiet, output::remarks_are_watched()) {
            (true, _) => Self::Nowhere,
            (false, true) => Self::Bar(bar(length)),
            (false, false) => Self::Lines,
        }
    }

    /// Shows a remark without tearing the bar.
    fn remark(&self, text: &str) {
        match self {
            Self::Nowhere => {}
            Self::Bar(bar) => bar.suspend(|| output::remark(text)),
            Self::Lines => output::remark(text),
        }
    }

    /// Takes the bar away.
    fn finish(&self) {
        if let Self::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}

impl ProgressView {
    /// Begins to show a run of at most `end_s` simulated seconds.
    #[must_use]
    pub fn new(say: Say, quiet: bool, start: Time, end_s: f64) -> Self {
        Self {
            say,
            start,
            end_s,
            shown: Shown::new(quiet, end_s),
            last_look: now(),
            last_t_s: 0.0,
            rate: None,
        }
    }

    /// Takes note of a step; shows it if it is time to.
    pub fn step(&mut self, t_s: f64, inside: u32) {
        let every = match &self.shown {
            Shown::Nowhere => return,
            Shown::Bar(_) => BAR_EVERY,
            Shown::Lines => LINE_EVERY,
        };
        let elapsed = self.last_look.elapsed();
        if elapsed < every {
            return;
        }
        let newest = (t_s - self.last_t_s) / elapsed.as_secs_f64();
        let rate = self
            .rate
            .map_or(newest, |rate| rate + NEWEST * (newest - rate));
        self.rate = Some(rate);
        self.last_look += elapsed;
        self.last_t_s = t_s;
        let message = self.message(t_s, inside, rate);
        match &self.shown {
            Shown::Nowhere => {}
            Shown::Bar(bar) => {
                bar.set_position(t_s as u64);
                bar.set_message(message);
            }
            Shown::Lines => output::remark(&message),
        }
    }

    /// Shows a remark without tearing the bar.
    pub fn remark(&self, text: &str) {
        self.shown.remark(text);
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.shown.finish();
    }

    fn message(&self, t_s: f64, inside: u32, rate: f64) -> String {
        let left_s = (self.end_s - t_s).max(0.0) / rate.max(1e-3);
        let clock = Time((self.start.seconds() + t_s).floor());
        let values = [
            ("clock", clock_text(clock)),
            ("inside", inside.to_string()),
            ("rate", format!("{rate:.1}")),
            ("left", duration(self.say, left_s)),
        ];
        self.say.fill("cli-progress", &values)
    }
}

/// Shows how far a verification is: a bar on a terminal, a line a case and
/// every few seconds off one.
pub struct CasesView {
    say: Say,
    cases: usize,
    shown: Shown,
    state: Mutex<CasesState>,
}

/// Where a verification is.
struct CasesState {
    /// Cases begun.
    begun: usize,
    case: String,
    last_line: Instant,
    /// Whether it was said that it stops.
    stopping: bool,
}

impl CasesView {
    /// Begins to show so many cases.
    #[must_use]
    pub fn new(say: Say, quiet: bool, cases: usize) -> Self {
        Self {
            say,
            cases,
            shown: Shown::new(quiet, cases as f64),
            state: Mutex::new(CasesState {
                begun: 0,
                case: String::new(),
                last_line: now(),
                stopping: false,
            }),
        }
    }

    /// A case begins.
    pub fn begin(&self, case: &str) {
        let mut state = self.state();
        state.begun += 1;
        case.clone_into(&mut state.case);
        state.last_line = now();
        if let Shown::Bar(bar) = &self.shown {
            bar.set_position(state.begun.saturating_sub(1) as u64);
            bar.set_message(self.message(&state, 0));
        }
    }

    /// So many runs of the present case are done.
    pub fn runs(&self, runs: usize) {
        let mut state = self.state();
        match &self.shown {
            Shown::Nowhere => {}
            Shown::Bar(bar) => bar.set_message(self.message(&state, runs)),
            Shown::Lines => {
                if state.last_line.elapsed() >= CASE_LINE_EVERY {
                    state.last_line = now();
                    output::remark(&self.message(&state, runs));
                }
            }
        }
    }

    /// Says once that the verification stops.
    pub fn stopping(&self) {
        let said = std::mem::replace(&mut self.state().stopping, true);
        if !said {
            self.remark(&self.say.text("cli-verify-stopping"));
        }
    }

    /// A case is done, with a line that says how.
    pub fn end(&self, line: &str) {
        self.remark(line);
    }

    /// Shows a remark without tearing the bar.
    pub fn remark(&self, text: &str) {
        self.shown.remark(text);
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.shown.finish();
    }

    fn state(&self) -> MutexGuard<'_, CasesState> {
        // What is shown is whole at any moment: a panic elsewhere spoils
        // nothing.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn message(&self, state: &CasesState, runs: usize) -> String {
        let values = [
            ("number", state.begun.to_string()),
            ("cases", self.cases.to_string()),
            ("case", state.case.clone()),
            ("runs", runs.to_string()),
        ];
        self.say.fill("cli-verify-progress", &values)
    }
}

/// Shows how far a study is: a bar on a terminal, a line every few seconds off one.
pub struct StudyView {
    say: Say,
    shown: Shown,
    /// Key of its text.
    text: &'static str,
    /// Runs in any case.
    least: u64,
    /// Runs at most.
    most: u64,
    began: Instant,
    state: Mutex<StudyState>,
}

/// Where a study is.
struct StudyState {
    /// Runs that are there.
    there: u64,
    /// Runs done by this process.
    run: u64,
    last_line: Instant,
}

impl StudyView {
    /// Begins to show a study of so many runs at least and at most.
    #[must_use]
    pub fn new(say: Say, quiet: bool, least: u64, most: u64) -> Self {
        let text = match least == most {
            true => "cli-batch-progress",
            false => "cli-batch-progress-range",
        };
        Self::with_text(say, quiet, [least, most], text)
    }

    /// Begins to show so many runs that are made again for their recording.
    #[must_use]
    pub fn recordings(say: Say, quiet: bool, runs: u64) -> Self {
        Self::with_text(say, quiet, [runs; 2], "study-progress-recordings")
    }

    fn with_text(say: Say, quiet: bool, [least, most]: [u64; 2], text: &'static str) -> Self {
        Self {
            say,
            shown: Shown::new(quiet, most as f64),
            text,
            least,
            most,
            began: now(),
            state: Mutex::new(StudyState {
                there: 0,
                run: 0,
                last_line: now(),
            }),
        }
    }

    /// A run is there, and whether it was already.
    pub fn done(&self, name: &str, known: bool) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.there += 1;
        state.run += u64::from(!known);
        let due = match &self.shown {
            Shown::Nowhere => false,
            Shown::Bar(_) => true,
            Shown::Lines => state.last_line.elapsed() >= LINE_EVERY,
        };
        if !due {
            return;
        }
        state.last_line = now();
        let message = self.message(&state, name);
        match &self.shown {
            Shown::Nowhere => {}
            Shown::Bar(bar) => {
                bar.set_position(state.there);
                bar.set_message(message);
            }
            Shown::Lines => output::remark(&message),
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.shown.finish();
    }

    fn message(&self, state: &StudyState, name: &str) -> String {
        let elapsed_s = self.began.elapsed().as_secs_f64();
        let each_s = elapsed_s / state.run.max(1) as f64;
        let left = |of: u64| match state.run {
            0 => "–".into(),
            _ => duration(self.say, each_s * of.saturating_sub(state.there) as f64),
        };
        let rate = 60.0 / each_s.max(1e-9);
        let values = [
            ("there", state.there.to_string()),
            ("least", self.least.to_string()),
            ("most", self.most.to_string()),
            ("name", name.to_owned()),
            (
                "rate",
                if state.run == 0 {
                    "–".into()
                } else {
                    format!("{rate:.1}")
                },
            ),
            ("soonest", left(self.least)),
            ("left", left(self.most)),
        ];
        self.say.fill(self.text, &values)
    }
}

/// Shows how far an export is: a bar on a terminal, a line every few seconds
/// off one.
pub struct StretchView {
    say: Say,
    shown: Shown,
    start: Time,
    from_ms: i64,
    until_ms: i64,
    began: Instant,
    last_look: Mutex<Instant>,
}

impl StretchView {
    /// Begins to show an export of a stretch [ms since the start of the run].
    #[must_use]
    pub fn new(say: Say, quiet: bool, start: Time, (from_ms, until_ms): (i64, i64)) -> Self {
        let length_s = (until_ms - from_ms) as f64 / 1e3;
        let shown = match (quiet, output::remarks_are_watched()) {
            (true, _) => Shown::Nowhere,
            (false, true) => Shown::Bar(bar(length_s)),
            (false, false) => Shown::Lines,
        };
        Self {
            say,
            shown,
            start,
            from_ms,
            until_ms,
            began: now(),
            last_look: Mutex::new(now()),
        }
    }

    /// Takes note of where it is; shows it if it is time to.
    pub fn at(&self, t_ms: i64) {
        let every = match &self.shown {
            Shown::Nowhere => return,
            Shown::Bar(_) => BAR_EVERY,
            Shown::Lines => LINE_EVERY,
        };
        let mut last = self
            .last_look
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if last.elapsed() < every {
            return;
        }
        *last = now();
        let done_s = (t_ms - self.from_ms) as f64 / 1e3;
        let whole_s = (self.until_ms - self.from_ms) as f64 / 1e3;
        let left_s = self.began.elapsed().as_secs_f64() * (whole_s - done_s) / done_s.max(1e-3);
        let clock = Time((self.start.seconds() + t_ms as f64 / 1e3).floor());
        let values = [
            ("clock", clock_text(clock)),
            ("left", duration(self.say, left_s)),
        ];
        let message = self.say.fill("cli-export-progress", &values);
        match &self.shown {
            Shown::Nowhere => {}
            Shown::Bar(bar) => {
                bar.set_position(done_s as u64);
                bar.set_message(message);
            }
            Shown::Lines => output::remark(&message),
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Shown::Bar(bar) = &self.shown {
            bar.finish_and_clear();
        }
    }
}

/// A waiting time as a person would say it.
#[must_use]
pub fn duration(say: Say, seconds: f64) -> String {
    if seconds < 60.0 {
        say.fill("cli-seconds", &[("n", format!("{:.0}", seconds.ceil()))])
    } else if seconds < 3.0 * 3600.0 {
        let minutes = (seconds / 60.0).ceil();
        say.fill("cli-minutes", &[("n", format!("{minutes:.0}"))])
    } else {
        let hours = (seconds / 3600.0).ceil();
        say.fill("study-hours", &[("n", format!("{hours:.0}"))])
    }
}

/// A time of day always with its seconds, so that a line of progress does not
/// jump.
#[must_use]
pub fn clock_text(time: Time) -> String {
    let text = time.to_string();
    if text.len() == "00:00".len() {
        text + ":00"
    } else {
        text
    }
}

fn bar(end_s: f64) -> ProgressBar {
    let target = ProgressDrawTarget::stderr_with_hz(10);
    let style = ProgressStyle::with_template("{bar:30} {msg}")
        .map(|style| style.progress_chars("━╸─"))
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::with_draw_target(Some(end_s.ceil() as u64), target).with_style(style)
}

/// The clock of the command line: what it shows never reaches a result.
#[must_use]
#[expect(
    clippy::disallowed_methods,
    reason = "progress and performance are the command line's own business"
)]
pub fn now() -> Instant {
    Instant::now()
}
