//! Any moment of a recording, for whoever looks at it.
//!
//! Frames are half a second apart by default; between two of them people are
//! shown on the straight line from the one to the other. Parts that were
//! wanted lately stay in memory, within a budget, so that playing on and
//! going back a little cost nothing.

use std::sync::{Arc, Mutex, PoisonError};

use super::recorded::RecordedFrames;
use super::{RecordError, Recording};
use crate::sim::{Frame, OwnedFrame};

/// Memory of the parts that are kept, if nobody asks for another \[bytes\]:
/// some ten minutes of ten thousand people.
pub const BUDGET: usize = 256 * 1024 * 1024;

/// Fastest that anybody walks [m/s]. Whoever is farther off in the next frame
/// did not walk there (a periodic path of a test case), and is not shown on
/// the way.
const FASTEST_M_PER_S: f64 = 12.0;

/// Frames that are farther apart than this many times the usual distance have
/// a gap between them.
const GAP: f64 = 1.5;

/// Shows any moment of a recording. A copy shares the parts in memory and can
/// be used from any thread.
#[derive(Clone, Debug)]
pub struct Player {
    recording: Recording,
    kept: Arc<Mutex<Kept>>,
    budget: usize,
}

/// Parts in memory, by their place in the list of parts; the one that was
/// wanted last stands last.
#[derive(Debug, Default)]
struct Kept {
    parts: Vec<(usize, Arc<RecordedFrames>)>,
}

/// What is shown of a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shown {
    /// Place in [`Recording::frames`] of the frame at or before the moment.
    pub frame: usize,
    /// How far the moment is on the way to the next frame, from 0 to 1.
    pub share: f64,
    /// Whether nothing is recorded of this moment, because it lies before the
    /// first frame, after the last one or in a part that cannot be read; what
    /// is shown then is the nearest frame before it (or the first).
    pub gap: bool,
}

impl Player {
    /// A player that keeps as much in memory as [`BUDGET`] allows.
    #[must_use]
    pub fn new(recording: Recording) -> Self {
        Self::with_budget(recording, BUDGET)
    }

    /// A player that keeps at most so many bytes, but always the part that was
    /// wanted last.
    #[must_use]
    pub fn with_budget(recording: Recording, budget: usize) -> Self {
        Self {
            recording,
            kept: Arc::default(),
            budget,
        }
    }

    /// What it plays.
    #[must_use]
    pub fn recording(&self) -> &Recording {
        &self.recording
    }

    /// Looks again which parts are there, for a run that still goes on; parts
    /// in memory stay there if nothing before them has changed.
    ///
    /// # Errors
    /// As [`Recording::open`].
    pub fn refresh(&mut self) -> Result<(), RecordError> {
        let recording = self.recording.again()?;
        if !recording.spans().starts_with(self.recording.spans()) {
            self.kept = Arc::default();
        }
        self.recording = recording;
        Ok(())
    }

    /// Everyone at a moment, into memory that is used again. Who is in one of
    /// the two frames round it only (somebody came or left) is shown where that
    /// frame has them, in the half nearer to it. States, cells and sheets are
    /// those of the nearer frame. Without any frame nobody is shown, and the
    /// answer is none.
    ///
    /// # Errors
    /// As [`Recording::part`], for the parts that were wanted; all others can
    /// still be shown.
    pub fn at(&self, t_ms: i64, into: &mut OwnedFrame) -> Result<Option<Shown>, RecordError> {
        into.clear();
        (into.number, into.t_ms) = (0, t_ms);
        let Some(frame) = self.recording.frame_at(t_ms) else {
            return Ok(None);
        };
        let marks = self.recording.frames();
        let mark = marks[frame];
        into.number = mark.number;
        let (part, at) = self.part_of(frame)?;
        let before = part.frame(at);
        let next = marks.get(frame + 1).filter(|_| t_ms > mark.t_ms);
        let usual_ms = self.recording.info().frame_dt_s * 1e3;
        let near = |t: i64| (t - mark.t_ms) as f64 <= GAP * usual_ms;
        let next = next.filter(|next| near(next.t_ms));
        let (Some(next), Some(before)) = (next, before) else {
            if let Some(before) = before {
                into.copy(&before);
                into.t_ms = t_ms;
            }
            return Ok(Some(Shown {
                frame,
                share: 0.0,
                gap: t_ms != mark.t_ms,
            }));
        };
        let share = (t_ms - mark.t_ms) as f64 / (next.t_ms - mark.t_ms) as f64;
        let (part, at) = self.part_of(frame + 1)?;
        if let Some(after) = part.frame(at) {
            between(&before, &after, share, into);
        }
        Ok(Some(Shown {
            frame,
            share,
            gap: false,
        }))
    }

    /// The part with a frame, and which of its frames that is.
    ///
    /// # Errors
    /// As [`Recording::part`].
    pub fn part_of(&self, frame: usize) -> Result<(Arc<RecordedFrames>, usize), RecordError> {
        let (span, at) = self.recording.place(frame).unwrap_or_default();
        Ok((self.part(span)?, at))
    }

    fn part(&self, span: usize) -> Result<Arc<RecordedFrames>, RecordError> {
        if let Some(part) = self.kept(|kept| kept.take(span)) {
            return Ok(part);
        }
        // Read without the lock: others may show what is in memory meanwhile.
        let part = Arc::new(self.recording.read_frames(span)?);
        self.kept(|kept| kept.put(span, &part, self.budget));
        Ok(part)
    }

    fn kept<T>(&self, what: impl FnOnce(&mut Kept) -> T) -> T {
        // The list is whole at any moment: a panic elsewhere spoils nothing.
        what(&mut self.kept.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Kept {
    /// A part that is in memory; from now on it is the one wanted last.
    fn take(&mut self, span: usize) -> Option<Arc<RecordedFrames>> {
        let at = self.parts.iter().position(|(number, _)| *number == span)?;
        let part = self.parts.remove(at);
        self.parts.push(part);
        self.parts.last().map(|(_, part)| Arc::clone(part))
    }

    /// Adds a part and forgets those that were not wanted for longest, until
    /// the rest fits.
    fn put(&mut self, span: usize, part: &Arc<RecordedFrames>, budget: usize) {
        self.parts.retain(|(number, _)| *number != span);
        self.parts.push((span, Arc::clone(part)));
        while self.parts.len() > 1
            && self
                .parts
                .iter()
                .map(|(_, part)| part.bytes())
                .sum::<usize>()
                > budget
        {
            self.parts.remove(0);
        }
    }
}

/// Everyone `share` of the way from one frame to the next; ids rise in both.
fn between(before: &Frame<'_>, after: &Frame<'_>, share: f64, into: &mut OwnedFrame) {
    let reach_mm = FASTEST_M_PER_S * (after.t_ms - before.t_ms) as f64;
    let nearer_after = share >= 0.5;
    let (mut b, mut a) = (0, 0);
    loop {
        let (id_b, id_a) = (before.id.get(b), after.id.get(a));
        let (Some(id), both) = (match (id_b, id_a) {
            (Some(b), Some(a)) => (Some(*b.min(a)), b == a),
            (one, other) => (one.or(other).copied(), false),
        }) else {
            break;
        };
        let in_before = id_b == Some(&id);
        if both {
            let nearer = if nearer_after {
                (after, a)
            } else {
                (before, b)
            };
            let way = (before.x_mm[b], after.x_mm[a], before.y_mm[b], after.y_mm[a]);
            let walked = before.sheet[b] == after.sheet[a]
                && f64::from(way.1 - way.0).abs() <= reach_mm
                && f64::from(way.3 - way.2).abs() <= reach_mm;
            push(into, nearer.0, nearer.1);
            if walked {
                let last = into.id.len() - 1;
                into.x_mm[last] = on_the_way(way.0, way.1, share);
                into.y_mm[last] = on_the_way(way.2, way.3, share);
            }
        } else if in_before != nearer_after {
            let (frame, at) = if in_before { (before, b) } else { (after, a) };
            push(into, frame, at);
        }
        b += usize::from(in_before);
        a += usize::from(id_a == Some(&id));
    }
}

fn on_the_way(from: i32, to: i32, share: f64) -> i32 {
    let (from, to) = (f64::from(from), f64::from(to));
    (from + (to - from) * share).round() as i32
}

fn push(into: &mut OwnedFrame, frame: &Frame<'_>, at: usize) {
    into.id.push(frame.id[at]);
    into.x_mm.push(frame.x_mm[at]);
    into.y_mm.push(frame.y_mm[at]);
    into.sheet.push(frame.sheet[at]);
    into.cell.push(frame.cell[at]);
    into.state.push(frame.state[at]);
}
