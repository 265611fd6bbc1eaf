//! A part of a recording in memory: its frames, and what happened between them.

use std::sync::Arc;

use super::part::{FrameMark, Rows};
use crate::sim::{Event, Frame, Observer, Sample};

/// The frames of a part, in order.
#[derive(Clone, Debug)]
pub struct RecordedFrames {
    marks: Arc<[FrameMark]>,
    /// Where the rows of each frame begin, and the end of the last.
    starts: Vec<usize>,
    rows: Rows,
}

/// A part of a recording in memory: frames in order, and what happened
/// between them.
#[derive(Clone, Debug)]
pub struct RecordedPart {
    frames: RecordedFrames,
    events: Vec<(u32, Event)>,
    samples: Vec<(u32, Sample)>,
}

impl RecordedFrames {
    /// Frames from their marks and the rows of all of them, in any order.
    ///
    /// # Errors
    /// A sentence if they do not belong together.
    pub(super) fn new(marks: Arc<[FrameMark]>, rows: Rows) -> Result<Self, String> {
        if !marks.is_sorted_by(|a, b| a.number < b.number) {
            return Err("its frames are not in order".to_owned());
        }
        let first = marks.first().map_or(0, |mark| mark.number);
        let last = marks.last().map_or(0, |mark| mark.number);
        if let Some(stray) = rows.frame.iter().find(|f| !(first..=last).contains(*f)) {
            return Err(format!("it has people in frame {stray}, which it lacks"));
        }
        let rows = rows.by_frame(first);
        let mut starts = Vec::with_capacity(marks.len() + 1);
        let mut at = 0;
        for mark in marks.iter() {
            starts.push(at);
            at += rows.frame[at..].partition_point(|f| *f <= mark.number);
            let strange = rows.frame[starts[starts.len() - 1]..at]
                .first()
                .filter(|f| **f != mark.number);
            if let Some(strange) = strange {
                return Err(format!("it has people in frame {strange}, which it lacks"));
            }
        }
        starts.push(at);
        Ok(Self {
            marks,
            starts,
            rows,
        })
    }

    /// Number of frames.
    #[must_use]
    pub fn len(&self) -> usize {
        self.marks.len()
    }

    /// Whether it has no frame.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }

    /// Memory it takes \[bytes\].
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.rows.len() * Rows::BYTES_PER_ROW
            + self.marks.len() * (size_of::<FrameMark>() + size_of::<usize>())
    }

    /// A frame, counted from the first of the part; none beyond the last.
    #[must_use]
    pub fn frame(&self, at: usize) -> Option<Frame<'_>> {
        let mark = self.marks.get(at)?;
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
}

impl RecordedPart {
    pub(super) fn new(
        frames: RecordedFrames,
        events: Vec<(u32, Event)>,
        samples: Vec<(u32, Sample)>,
    ) -> Self {
        Self {
            frames,
            events,
            samples,
        }
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
        self.frames.frame(at)
    }

    /// Its events in order.
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.events.iter().map(|(_, event)| event)
    }

    /// Its samples in order.
    pub fn samples(&self) -> impl Iterator<Item = &Sample> {
        self.samples.iter().map(|(_, sample)| sample)
    }

    /// Its frames alone; what happened between them is let go.
    #[must_use]
    pub fn into_frames(self) -> RecordedFrames {
        self.frames
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
            if let Some(frame) = self.frame(at) {
                until(frame.number, observer);
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
