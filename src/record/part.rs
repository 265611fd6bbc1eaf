//! What a part of the recording gathers before it is written.

use crate::sim::{Event, Frame, Sample};

/// Frames, events and samples of a stretch of time.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// The frames in it: number, time \[ms\], people.
    pub frames: Vec<FrameMark>,
    /// Rows of the trajectories.
    pub rows: Rows,
    /// Events, each with the number of the frame that closes after it.
    pub events: Vec<(u32, Event)>,
    /// Samples, likewise.
    pub samples: Vec<(u32, Sample)>,
}

/// A frame of a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrameMark {
    /// Number.
    pub number: u32,
    /// Time since the start of the run \[ms\].
    pub t_ms: i64,
}

/// Rows of the trajectories, a column each; all of the same length.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Rows {
    pub frame: Vec<u32>,
    pub id: Vec<u32>,
    pub x_mm: Vec<i32>,
    pub y_mm: Vec<i32>,
    pub sheet: Vec<i8>,
    pub state: Vec<u8>,
    pub cell: Vec<u16>,
}

impl Part {
    /// An empty part with room for as many rows and frames as `other` has.
    pub(super) fn like(other: &Self) -> Self {
        Self {
            frames: Vec::with_capacity(other.frames.len()),
            rows: Rows::with_capacity(other.rows.len()),
            events: Vec::new(),
            samples: Vec::new(),
        }
    }

    /// Takes in a frame.
    pub(super) fn push(&mut self, frame: &Frame<'_>) {
        self.frames.push(FrameMark {
            number: frame.number,
            t_ms: frame.t_ms,
        });
        self.rows.push(frame);
    }

    /// Whether it holds nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.frames.is_empty() && self.events.is_empty() && self.samples.is_empty()
    }
}

impl Rows {
    /// Memory of a row \[bytes\].
    pub(super) const BYTES_PER_ROW: usize = 4 * 4 + 2 + 2;

    fn with_capacity(rows: usize) -> Self {
        Self {
            frame: Vec::with_capacity(rows),
            id: Vec::with_capacity(rows),
            x_mm: Vec::with_capacity(rows),
            y_mm: Vec::with_capacity(rows),
            sheet: Vec::with_capacity(rows),
            state: Vec::with_capacity(rows),
            cell: Vec::with_capacity(rows),
        }
    }

    /// Number of rows.
    pub(super) fn len(&self) -> usize {
        self.frame.len()
    }

    fn push(&mut self, frame: &Frame<'_>) {
        let length = self.len() + frame.id.len();
        self.frame.resize(length, frame.number);
        self.id.extend_from_slice(frame.id);
        self.x_mm.extend_from_slice(frame.x_mm);
        self.y_mm.extend_from_slice(frame.y_mm);
        self.sheet.extend_from_slice(frame.sheet);
        self.state.extend_from_slice(frame.state);
        self.cell.extend_from_slice(frame.cell);
    }

    /// The rows in order of person, those of a person as they stood.
    ///
    /// Where somebody is next is near where they were: in this order the
    /// differences between rows are a walker's steps, and the file is half as
    /// large as in order of frames.
    pub(super) fn by_person(self) -> Self {
        let to = places_by(&self.id, 0);
        self.moved(&to)
    }

    /// The rows in order of frame, those of a frame as they stood. `first` is
    /// the least number of a frame.
    pub(super) fn by_frame(self, first: u32) -> Self {
        let to = places_by(&self.frame, first);
        self.moved(&to)
    }

    fn moved(self, to: &[u32]) -> Self {
        let ((frame, id, x_mm), (y_mm, sheet, state, cell)) = rayon::join(
            || {
                (
                    moved(self.frame, to),
                    moved(self.id, to),
                    moved(self.x_mm, to),
                )
            },
            || {
                (
                    moved(self.y_mm, to),
                    moved(self.sheet, to),
                    moved(self.state, to),
                    moved(self.cell, to),
                )
            },
        );
        Self {
            frame,
            id,
            x_mm,
            y_mm,
            sheet,
            state,
            cell,
        }
    }
}

/// Where each row goes in a stable counting sort by `keys`, none of which is
/// below `least`.
fn places_by(keys: &[u32], least: u32) -> Vec<u32> {
    let greatest = keys.iter().copied().max().unwrap_or(least);
    let mut next = vec![0_u32; (greatest - least) as usize + 1];
    for &key in keys {
        next[(key - least) as usize] += 1;
    }
    let mut start = 0;
    for slot in &mut next {
        let count = *slot;
        *slot = start;
        start += count;
    }
    keys.iter()
        .map(|&key| {
            let slot = &mut next[(key - least) as usize];
            *slot += 1;
            *slot - 1
        })
        .collect()
}

/// The values with value i moved to place `to[i]`; `to` is a permutation.
/// Takes the values, so that of a part's columns only one is there twice.
fn moved<T: Copy + Default>(values: Vec<T>, to: &[u32]) -> Vec<T> {
    let mut moved = vec![T::default(); values.len()];
    for (value, &place) in values.into_iter().zip(to) {
        moved[place as usize] = value;
    }
    moved
}
