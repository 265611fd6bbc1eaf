//! What is known of a run, live or recorded: the same store for both, because
//! a live run is a replay whose tail still grows.
//!
//! Events and series are kept whole; frames come in chunks (a part of a
//! recording, what a live run did between two pictures). Frames may be let go
//! when they fill too much memory, because the run's folder has them too;
//! [`Store::moment`] then names the chunk that must be read again. Reading is
//! left to [`super::work`].

use std::sync::Arc;

use super::people::People;
use super::sort::Sort;
use crate::record::RecordedFrames;
use crate::sim::{Event, EventKind, Frame, OwnedFrame, Sample, SampleKind, Site};

/// Rows of people kept in memory: some 320 MB.
const MAX_ROWS: usize = 20_000_000;

/// Rows at the end of a live run that are always kept: more than the three
/// parts that its recorder may not have written yet.
const LAST_ROWS: usize = 7_000_000;

/// Frames of a stretch of time.
#[derive(Clone, Debug)]
pub(crate) enum Frames {
    /// A part of a recording.
    Recorded(RecordedFrames),
    /// From a live run, or read again from its folder.
    Live(Vec<OwnedFrame>),
}

impl Frames {
    /// A frame.
    pub(crate) fn get(&self, at: usize) -> Option<Frame<'_>> {
        match self {
            Self::Recorded(part) => part.frame(at),
            Self::Live(frames) => frames.get(at).map(OwnedFrame::view),
        }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Recorded(part) => part.len(),
            Self::Live(frames) => frames.len(),
        }
    }
}

/// A stretch of time, with its frames if they are in memory.
#[derive(Clone, Debug)]
struct Chunk {
    times_ms: Vec<i64>,
    rows: usize,
    frames: Option<Arc<Frames>>,
    /// When it was last shown, by a count.
    used: u64,
}

/// A series of counts: times \[ms\] and values.
pub(crate) type Series = Vec<(i64, u32)>;

/// What is known of a run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Store {
    chunks: Vec<Chunk>,
    /// Everything that happened, in order.
    pub(crate) events: Vec<Event>,
    /// Which of that is not about one visitor: a few hundred among hundreds of
    /// thousands, so that pictures need not look through all of it.
    few: Vec<usize>,
    /// Visitors inside.
    pub(crate) inside: Series,
    /// People in each cell.
    pub(crate) occupancy: Vec<Series>,
    /// People queueing at each gate.
    pub(crate) queue: Vec<Series>,
    /// When somebody passed each gate.
    passed_ms: Vec<Vec<i64>>,
    uses: u64,
    /// Rows that may be in memory, and those of a live run's end that always
    /// are.
    room: (usize, usize),
    is_live: bool,
}

/// Why a moment cannot be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    /// Nothing of the run is there yet.
    Everything,
    /// A chunk must be read again.
    Chunk(u32),
}

impl Store {
    /// A store for a world with so many cells and gates.
    pub(crate) fn new(cells: usize, gates: usize) -> Self {
        Self {
            room: (MAX_ROWS, LAST_ROWS),
            occupancy: vec![Vec::new(); cells],
            queue: vec![Vec::new(); gates],
            passed_ms: vec![Vec::new(); gates],
            ..Self::default()
        }
    }

    /// Adds the next stretch of time.
    pub(crate) fn push(&mut self, frames: Arc<Frames>, events: &[Event], samples: &[Sample]) {
        self.take_events(events);
        self.take_samples(samples);
        self.is_live |= matches!(*frames, Frames::Live(_));
        let (mut times_ms, mut rows) = (Vec::with_capacity(frames.len()), 0);
        for frame in (0..frames.len()).filter_map(|at| frames.get(at)) {
            times_ms.push(frame.t_ms);
            rows += frame.id.len();
        }
        self.chunks.push(Chunk {
            times_ms,
            rows,
            frames: Some(frames),
            used: self.uses,
        });
        self.forget_too_many();
    }

    /// Takes back the frames of a chunk that was let go.
    pub(crate) fn restore(&mut self, number: u32, frames: Frames) {
        self.uses += 1;
        if let Some(chunk) = self.chunks.get_mut(number as usize) {
            chunk.frames = Some(Arc::new(frames));
            chunk.used = self.uses;
        }
        self.forget_too_many();
    }

    /// Keeps no more rows than this, and of a live run's end as many as that.
    #[cfg(test)]
    pub(crate) fn tighten(&mut self, most: usize, last: usize) {
        self.room = (most, last);
        self.uses += 2;
        self.forget_too_many();
    }

    /// Number of chunks so far.
    pub(crate) fn chunks(&self) -> usize {
        self.chunks.len()
    }

    /// First and last moment \[ms\].
    pub(crate) fn span_ms(&self) -> Option<(i64, i64)> {
        let mut times = self.chunks.iter().flat_map(|chunk| chunk.times_ms.first());
        let last = |chunk: &Chunk| chunk.times_ms.last().copied();
        Some((*times.next()?, self.chunks.iter().rev().find_map(last)?))
    }

    /// Time of the frame `by` frames after (before, if negative) a moment
    /// \[ms\].
    pub(crate) fn frame_time_ms(&self, t_ms: f64, by: i32) -> Option<i64> {
        let times: Vec<i64> = self.times_around(t_ms);
        // Between two frames a step back goes to the one before.
        let at = times.partition_point(|time| *time as f64 <= t_ms);
        let on = at > 0 && times[at - 1] as f64 >= t_ms - 0.5;
        let base = at as i64 - 1 + i64::from(by < 0 && !on);
        let wanted = (base + i64::from(by)).clamp(0, times.len() as i64 - 1);
        times.get(wanted as usize).copied()
    }

    fn times_around(&self, t_ms: f64) -> Vec<i64> {
        let at = self.chunk_at(t_ms).unwrap_or(0);
        let near = at.saturating_sub(1)..(at + 2).min(self.chunks.len());
        self.chunks[near]
            .iter()
            .flat_map(|chunk| chunk.times_ms.iter().copied())
            .collect()
    }

    /// Shows everyone at a moment.
    ///
    /// # Errors
    /// What is missing, if it cannot be shown.
    pub(crate) fn moment(&mut self, t_ms: f64, people: &mut People) -> Result<(), Missing> {
        let at = self.chunk_at(t_ms).ok_or(Missing::Everything)?;
        self.uses += 1;
        for chunk in self.chunks.iter_mut().skip(at).take(2) {
            chunk.used = self.uses;
        }
        let chunk = &self.chunks[at];
        let frame = chunk
            .times_ms
            .partition_point(|time| *time as f64 <= t_ms)
            .saturating_sub(1);
        let missing = Missing::Chunk(at as u32);
        let a = chunk.frames.as_ref().and_then(|f| f.get(frame));
        let a = a.ok_or(missing)?;
        let b = if frame + 1 < chunk.times_ms.len() {
            chunk.frames.as_ref().and_then(|f| f.get(frame + 1))
        } else {
            match self.chunks.get(at + 1) {
                Some(next) => {
                    let missing = Missing::Chunk(at as u32 + 1);
                    Some(next.frames.as_ref().ok_or(missing)?.get(0)).flatten()
                }
                None => None,
            }
        };
        let share = b.map_or(0.0, |b| {
            (t_ms - a.t_ms as f64) / ((b.t_ms - a.t_ms) as f64).max(1.0)
        });
        people.set(&a, b.as_ref(), share.clamp(0.0, 1.0) as f32);
        let before = frame.checked_sub(1).filter(|_| b.is_none());
        let before = before.and_then(|at| chunk.frames.as_ref()?.get(at));
        if let Some(before) = before {
            people.walked_since(&before, (a.t_ms - before.t_ms) as f32 / 1e3);
        }
        Ok(())
    }

    /// Time of the frame at or before a moment \[ms\]; none if there is none
    /// before that one.
    pub(crate) fn frame_with_one_before(&self, t_ms: f64) -> Option<i64> {
        let (chunk, frame) = self.place(t_ms)?;
        let is_first = chunk == 0 && frame == 0;
        let time = self.chunks[chunk].times_ms.get(frame).copied();
        time.filter(|_| !is_first)
    }

    /// The frame before the one at a moment, and that one.
    ///
    /// # Errors
    /// What is missing, if they cannot be given.
    pub(crate) fn pair(&self, t_ms: f64) -> Result<(OwnedFrame, OwnedFrame), Missing> {
        let (chunk, frame) = self.place(t_ms).ok_or(Missing::Everything)?;
        let earlier = match frame.checked_sub(1) {
            Some(frame) => (chunk, frame),
            None => {
                let chunk = chunk.checked_sub(1).ok_or(Missing::Everything)?;
                let last = self.chunks[chunk].times_ms.len().saturating_sub(1);
                (chunk, last)
            }
        };
        let copy = |(chunk, frame): (usize, usize)| {
            let frames = self.chunks[chunk].frames.as_ref();
            let missing = Missing::Chunk(chunk as u32);
            let found = frames.and_then(|frames| frames.get(frame)).ok_or(missing)?;
            let mut copy = OwnedFrame::default();
            copy.copy(&found);
            Ok(copy)
        };
        Ok((copy(earlier)?, copy((chunk, frame))?))
    }

    /// Chunk, and frame in it, at or before a moment.
    fn place(&self, t_ms: f64) -> Option<(usize, usize)> {
        let chunk = self.chunk_at(t_ms)?;
        let times = &self.chunks[chunk].times_ms;
        let after = times.partition_point(|time| *time as f64 <= t_ms);
        Some((chunk, after.saturating_sub(1)))
    }

    /// Where somebody was in the frames in memory from `from_ms` to `to_ms`:
    /// time \[ms\], position \[m\] and speed since the frame before [m/s].
    pub(crate) fn track(&self, id: u32, from_ms: f64, to_ms: f64) -> Vec<Footstep> {
        let mut track: Vec<Footstep> = Vec::new();
        for chunk in &self.chunks {
            let Some(frames) = &chunk.frames else {
                continue;
            };
            let near = |time: &i64| (*time as f64) < from_ms;
            for at in chunk.times_ms.partition_point(near)..frames.len() {
                let Some(frame) = frames.get(at) else { break };
                if frame.t_ms as f64 > to_ms {
                    return track;
                }
                let Ok(row) = frame.id.binary_search(&id) else {
                    continue;
                };
                let (x, y) = (
                    f64::from(frame.x_mm[row]) / 1e3,
                    f64::from(frame.y_mm[row]) / 1e3,
                );
                let speed = track.last().map_or(0.0, |last| {
                    let seconds = (frame.t_ms - last.t_ms) as f64 / 1e3;
                    let (dx, dy) = (x - last.x, y - last.y);
                    (dx * dx + dy * dy).sqrt() / seconds.max(1e-3)
                });
                track.push(Footstep {
                    t_ms: frame.t_ms,
                    x,
                    y,
                    speed,
                });
            }
        }
        track
    }

    /// How many people passed a gate until a moment.
    pub(crate) fn passed(&self, gate: usize, t_ms: f64) -> usize {
        self.passed_ms
            .get(gate)
            .map_or(0, |times| times.partition_point(|t| *t as f64 <= t_ms))
    }

    /// The value of a series at a moment.
    pub(crate) fn value(series: &Series, t_ms: f64) -> Option<u32> {
        let at = series.partition_point(|(t, _)| *t as f64 <= t_ms);
        series.get(at.checked_sub(1)?).map(|(_, value)| *value)
    }

    fn chunk_at(&self, t_ms: f64) -> Option<usize> {
        let begun = |chunk: &Chunk| chunk.times_ms.first().is_some_and(|t| *t as f64 <= t_ms);
        let after = self.chunks.partition_point(begun);
        (!self.chunks.is_empty()).then(|| after.saturating_sub(1))
    }

    /// What happened but for what every single visitor does, in order.
    pub(crate) fn few_events(&self) -> impl DoubleEndedIterator<Item = &Event> {
        self.few.iter().map(|at| &self.events[*at])
    }

    fn take_events(&mut self, events: &[Event]) {
        for (at, event) in events.iter().enumerate() {
            if !Sort::of(event.kind).is_of_many() {
                self.few.push(self.events.len() + at);
            }
            if let (EventKind::GatePassed, Site::Gate(gate)) = (event.kind, event.site)
                && let Some(times) = self.passed_ms.get_mut(gate.at())
            {
                times.push(event.t_ms);
            }
        }
        self.events.extend_from_slice(events);
    }

    fn take_samples(&mut self, samples: &[Sample]) {
        for sample in samples {
            // Counts of people are whole and far below the limit of the type.
            let value = (sample.t_ms, sample.value as u32);
            let series = match (sample.kind, sample.site) {
                (SampleKind::Inside, _) => Some(&mut self.inside),
                (SampleKind::Occupancy, Site::Cell(cell)) => self.occupancy.get_mut(cell.at()),
                (SampleKind::Queue, Site::Gate(gate)) => self.queue.get_mut(gate.at()),
                _ => None,
            };
            if let Some(series) = series {
                series.push(value);
            }
        }
    }

    /// Lets the frames go that were not shown for longest, until the rest has
    /// room.
    fn forget_too_many(&mut self) {
        let held = |chunk: &Chunk| chunk.frames.is_some();
        let mut rows: usize = self.chunks.iter().filter(|c| held(c)).map(|c| c.rows).sum();
        if rows <= self.room.0 {
            return;
        }
        let may_go = (0..self.written()).filter(|at| held(&self.chunks[*at]));
        let used = |at: &usize| self.chunks[*at].used;
        let (mut old, new): (Vec<usize>, Vec<usize>) =
            may_go.partition(|at| used(at) + 1 < self.uses);
        old.sort_by_key(used);
        // Of those that came since something was shown the last go first; two
        // stay, because a moment may lie between them.
        let new = new.into_iter().skip(2).rev();
        for at in old.into_iter().chain(new) {
            if rows <= self.room.0 {
                return;
            }
            rows -= self.chunks[at].rows;
            self.chunks[at].frames = None;
        }
    }

    /// How many chunks, from the first on, are in the run's folder for sure.
    fn written(&self) -> usize {
        let mut rows = 0;
        let unsure = self.chunks.iter().rev().take_while(|chunk| {
            let begins = rows;
            rows += chunk.rows;
            self.is_live && begins < self.room.1
        });
        self.chunks.len() - unsure.count()
    }
}

/// A place somebody was at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Footstep {
    /// When \[ms\].
    pub(crate) t_ms: i64,
    /// East \[m\].
    pub(crate) x: f64,
    /// North \[m\].
    pub(crate) y: f64,
    /// Speed since the step before [m/s].
    pub(crate) speed: f64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::GateIndex;

    fn frame(number: u32, x_mm: i32) -> OwnedFrame {
        OwnedFrame {
            number,
            t_ms: i64::from(number) * 500,
            id: vec![7],
            x_mm: vec![x_mm],
            y_mm: vec![0],
            sheet: vec![0],
            cell: vec![0],
            state: vec![0],
        }
    }

    fn of_two_chunks() -> Store {
        let mut store = Store::new(1, 1);
        let passing = |t_ms| Event {
            t_ms,
            kind: EventKind::GatePassed,
            subject: Some(7),
            site: Site::Gate(GateIndex(0)),
            value: 0.0,
        };
        let sample = |t_ms, value| Sample {
            t_ms,
            kind: SampleKind::Inside,
            site: Site::None,
            value,
        };
        store.push(
            Arc::new(Frames::Live(vec![frame(0, 0), frame(1, 500)])),
            &[passing(300)],
            &[sample(0, 3.0)],
        );
        store.push(
            Arc::new(Frames::Live(vec![frame(2, 1_500), frame(3, 1_500)])),
            &[passing(900)],
            &[sample(1_000, 5.0)],
        );
        store
    }

    #[test]
    fn a_moment_lies_between_frames_also_of_two_chunks() {
        let (mut store, mut people) = (of_two_chunks(), People::default());
        assert_eq!(store.span_ms(), Some((0, 1_500)));
        for (t_ms, x) in [(0.0, 0.0), (250.0, 0.25), (750.0, 1.0), (9_999.0, 1.5)] {
            store.moment(t_ms, &mut people).expect("it is there");
            assert_eq!(people.x, [x], "at {t_ms} ms");
        }
        let nothing = Store::new(1, 1).moment(0.0, &mut people);
        assert_eq!(nothing, Err(Missing::Everything));
    }

    #[test]
    fn of_a_live_run_what_is_surely_written_goes_when_there_is_no_room() {
        let (mut store, mut people) = (of_two_chunks(), People::default());
        store.room = (6, 2);
        let two = |at: u32| Frames::Live(vec![frame(at, 4_000), frame(at + 1, 4_000)]);
        store.moment(0.0, &mut people).expect("it is there");
        store.push(Arc::new(two(4)), &[], &[]);
        store.push(Arc::new(two(6)), &[], &[]);
        // The third chunk was not shown; the fourth is the end.
        assert_eq!(store.moment(2_100.0, &mut people), Err(Missing::Chunk(2)));
        assert_eq!(store.moment(400.0, &mut people), Ok(()));
        assert_eq!(store.moment(3_500.0, &mut people), Ok(()));
        store.restore(2, two(4));
        assert_eq!(store.moment(2_100.0, &mut people), Ok(()));
        assert_eq!(people.x, [4.0]);
        assert_eq!(store.moment(0.0, &mut people), Err(Missing::Chunk(0)));
        assert_eq!(store.moment(3_500.0, &mut people), Ok(()), "the end stays");
    }

    #[test]
    fn a_pair_is_a_frame_and_the_one_before_also_of_two_chunks() {
        let store = of_two_chunks();
        assert_eq!(store.frame_with_one_before(499.0), None);
        for (t_ms, before, at) in [(500.0, 0, 500), (1_250.0, 500, 1_000), (9e9, 1_000, 1_500)] {
            assert_eq!(store.frame_with_one_before(t_ms), Some(at));
            let pair = store.pair(t_ms).expect("both are there");
            assert_eq!((pair.0.t_ms, pair.1.t_ms), (before, at));
        }
        assert_eq!(store.pair(0.0).err(), Some(Missing::Everything));
    }

    #[test]
    fn counts_and_series_are_those_of_the_moment() {
        let store = of_two_chunks();
        assert_eq!([299.0, 300.0, 900.0].map(|t| store.passed(0, t)), [0, 1, 2]);
        assert_eq!(Store::value(&store.inside, 999.0), Some(3));
        assert_eq!(Store::value(&store.inside, 1_000.0), Some(5));
        assert_eq!(Store::value(&store.inside, -1.0), None);
    }

    #[test]
    fn steps_go_from_frame_to_frame() {
        let store = of_two_chunks();
        for (t_ms, by, there) in [
            (0.0, 1, 500),
            (500.0, 1, 1_000),
            (700.0, 1, 1_000),
            (700.0, -1, 500),
            (1_000.0, -1, 500),
            (1_500.0, 1, 1_500),
            (0.0, -1, 0),
        ] {
            assert_eq!(store.frame_time_ms(t_ms, by), Some(there), "{t_ms} {by}");
        }
    }

    #[test]
    fn a_track_has_positions_and_speeds() {
        let track = of_two_chunks().track(7, 0.0, 1_200.0);
        assert_eq!(track.len(), 3);
        assert_eq!((track[2].x, track[2].speed), (1.5, 2.0));
        assert!(of_two_chunks().track(8, 0.0, 1e9).is_empty());
    }
}
