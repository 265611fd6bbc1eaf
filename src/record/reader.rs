//! Reading a run's folder again.
//!
//! A recording is as long as its finished parts: the parts 0, 1, 2, … that
//! are there in all three folders. That its tail is missing, because the run
//! was killed or still goes on, is no error; it is said.

use std::fs;
use std::path::{Path, PathBuf};

use super::folder::{
    AGENTS_FILE, PART_FOLDERS, RUN_FILE, SCENARIO_FILE, finished_parts, part_path,
};
use super::part::{FrameMark, Rows};
use super::{RecordError, RunInfo, Status, columns};
use crate::sim::{Event, Frame, Observer, Roster, Sample};

/// A run's folder, open for reading.
#[derive(Clone, Debug)]
pub struct Recording {
    path: PathBuf,
    info: RunInfo,
    roster: Roster,
    parts: u32,
    tail_missing: bool,
}

/// A part of a recording in memory: frames in order, and what happened
/// between them.
#[derive(Clone, Debug)]
pub struct RecordedPart {
    frames: Vec<FrameMark>,
    /// Where the rows of each frame begin, and the end of the last.
    starts: Vec<usize>,
    rows: Rows,
    events: Vec<(u32, Event)>,
    samples: Vec<(u32, Sample)>,
}

/// What a replay went through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replayed {
    /// Frames shown.
    pub frames: u32,
    /// Whether the run went on after what is recorded.
    pub tail_missing: bool,
}

impl Recording {
    /// Opens a folder: reads `run.json` and the people, and looks which parts
    /// are there.
    ///
    /// # Errors
    /// [`RecordError::Read`] and [`RecordError::Malformed`] if the folder is
    /// not that of a recorded run.
    pub fn open(path: &Path) -> Result<Self, RecordError> {
        let info = read_info(path)?;
        let roster = columns::roster(&path.join(AGENTS_FILE), &info.names)?;
        let mut parts = u32::MAX;
        let mut beyond = false;
        for folder in PART_FOLDERS {
            let numbers = finished_parts(&path.join(folder))?;
            let whole = (0..).zip(&numbers).take_while(|(n, m)| n == *m).count();
            parts = parts.min(whole as u32);
            beyond |= numbers.len() > parts as usize;
        }
        let ended = matches!(info.status, Status::Complete | Status::Interrupted);
        let tail_missing = beyond || !ended || info.parts.is_some_and(|n| n != parts);
        Ok(Self {
            path: path.to_owned(),
            info,
            roster,
            parts,
            tail_missing,
        })
    }

    /// Which run it is.
    #[must_use]
    pub fn info(&self) -> &RunInfo {
        &self.info
    }

    /// Everyone who may appear.
    #[must_use]
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// Number of parts that can be read, from the first on without a gap.
    #[must_use]
    pub fn parts(&self) -> u32 {
        self.parts
    }

    /// Whether the run went on after the last of these parts: it was killed,
    /// failed or still goes on, or parts were lost.
    #[must_use]
    pub fn tail_missing(&self) -> bool {
        self.tail_missing
    }

    /// The scenario as it was read for the run.
    ///
    /// # Errors
    /// [`RecordError::Read`] if it cannot be read.
    pub fn scenario_text(&self) -> Result<String, RecordError> {
        read_text(&self.path.join(SCENARIO_FILE))
    }

    /// Reads a part.
    ///
    /// # Errors
    /// [`RecordError::Read`] and [`RecordError::Malformed`] if its files are
    /// not there or not what they should be.
    pub fn part(&self, number: u32) -> Result<RecordedPart, RecordError> {
        let [trajectories, events, series] =
            PART_FOLDERS.map(|folder| part_path(&self.path.join(folder), number));
        let names = &self.info.names;
        let (frames, samples) = columns::series(&series, names)?;
        let events = columns::events(&events, names)?;
        let rows = columns::rows(&trajectories)?;
        RecordedPart::new(frames, rows, events, samples)
            .map_err(|message| RecordError::malformed(&trajectories, message))
    }

    /// Shows the recording to an observer, in the order in which the run did.
    ///
    /// # Errors
    /// As [`Recording::part`].
    pub fn replay(&self, observer: &mut dyn Observer) -> Result<Replayed, RecordError> {
        observer.start(&self.roster);
        let mut frames = 0;
        for number in 0..self.parts {
            let part = self.part(number)?;
            part.replay(observer);
            frames += part.len() as u32;
        }
        Ok(Replayed {
            frames,
            tail_missing: self.tail_missing,
        })
    }
}

/// Reads the `run.json` of a folder.
///
/// # Errors
/// [`RecordError::Read`] if it cannot be read, [`RecordError::Malformed`] if
/// it is not one of Muster's.
pub fn read_info(path: &Path) -> Result<RunInfo, RecordError> {
    let path = path.join(RUN_FILE);
    serde_json::from_str(&read_text(&path)?)
        .map_err(|error| RecordError::malformed(&path, error.to_string()))
}

fn read_text(path: &Path) -> Result<String, RecordError> {
    fs::read_to_string(path).map_err(|error| RecordError::read(path, error))
}

impl RecordedPart {
    fn new(
        frames: Vec<FrameMark>,
        rows: Rows,
        events: Vec<(u32, Event)>,
        samples: Vec<(u32, Sample)>,
    ) -> Result<Self, String> {
        if !frames.is_sorted_by(|a, b| a.number < b.number) {
            return Err("its frames are not in order".to_owned());
        }
        let first = frames.first().map_or(0, |mark| mark.number);
        let last = frames.last().map_or(0, |mark| mark.number);
        if let Some(stray) = rows.frame.iter().find(|f| !(first..=last).contains(*f)) {
            return Err(format!("it has people in frame {stray}, which it lacks"));
        }
        let rows = rows.by_frame(first);
        let mut starts = Vec::with_capacity(frames.len() + 1);
        let mut at = 0;
        for mark in &frames {
            starts.push(at);
            at += rows.frame[at..]
                .iter()
                .take_while(|f| **f == mark.number)
                .count();
        }
        starts.push(at);
        if at != rows.len() {
            return Err(format!(
                "it has people in frame {}, which it lacks",
                rows.frame[at]
            ));
        }
        Ok(Self {
            frames,
            starts,
            rows,
            events,
            samples,
        })
    }

    /// Number of frames.
    #[must_use]
    pub fn len(&self) -> usize {
        self.frames.len()
    }

    /// Whether it has no frame.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.frames.is_empty()
    }

    /// A frame, counted from the first of the part; none beyond the last.
    #[must_use]
    pub fn frame(&self, at: usize) -> Option<Frame<'_>> {
        let mark = self.frames.get(at)?;
        let rows = self.starts[at]..self.starts[at + 1];
        Some(Frame {
            number: mark.number,
            t_ms: mark.t_ms,
            id: &self.rows.id[rows.clone()],
            x_mm: &self.rows.x_mm[rows.clone()],
            y_mm: &self.rows.y_mm[rows.clone()],
            sheet: &self.rows.sheet[rows.clone()],
            cell: &self.rows.cell[rows.clone()],
            state: &self.rows.state[rows],
        })
    }

    /// Its events in order.
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.events.iter().map(|(_, event)| event)
    }

    /// Its samples in order.
    pub fn samples(&self) -> impl Iterator<Item = &Sample> {
        self.samples.iter().map(|(_, sample)| sample)
    }

    /// Shows the part to an observer: before each frame what happened before
    /// it, events of one time in one call, as the run gave them.
    pub fn replay(&self, observer: &mut dyn Observer) {
        let mut events = Pending::of(&self.events);
        let mut samples = Pending::of(&self.samples);
        let mut until = |last: u32, observer: &mut dyn Observer| {
            while let Some(step) = events.take(last, |event| event.t_ms) {
                observer.events(step);
            }
            while let Some(step) = samples.take(last, |sample| sample.t_ms) {
                observer.samples(step);
            }
        };
        for at in 0..self.len() {
            until(self.frames[at].number, observer);
            if let Some(frame) = self.frame(at) {
                observer.frame(&frame);
            }
        }
        until(u32::MAX, observer);
    }
}

/// What is still to be shown.
struct Pending<T> {
    /// The frame that closes after each value.
    before: Vec<u32>,
    values: Vec<T>,
    next: usize,
}

impl<T: Copy> Pending<T> {
    fn of(marked: &[(u32, T)]) -> Self {
        let (before, values) = marked.iter().copied().unzip();
        Self {
            before,
            values,
            next: 0,
        }
    }

    /// The next values of one time, if they come before frame `last` closes.
    fn take(&mut self, last: u32, time: impl Fn(&T) -> i64) -> Option<&[T]> {
        let from = self.next;
        let first = time(self.values.get(from)?);
        let together = self.values[from..]
            .iter()
            .zip(&self.before[from..])
            .take_while(|(value, before)| time(value) == first && **before <= last)
            .count();
        self.next += together;
        (together > 0).then(|| &self.values[from..from + together])
    }
}
