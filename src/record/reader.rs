//! Reading a run's folder again.
//!
//! Opening reads the documents and who is in it, and looks which parts can be
//! read; people's places are read a part at a time, when
//! they are wanted. That the tail is missing, because the run was killed or
//! still goes on, is no error; it is said. Nor is a part that is missing or
//! broken: all others can be used, and what is wrong with it is told by
//! [`Recording::troubles`].
//!
//! [`Recording::replay`] shows a run again as it was and therefore ends at the
//! first gap; [`Player`](super::Player) shows any moment.

use std::cmp::Ordering;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::folder::{AGENTS_FILE, PART_FOLDERS, RUN_FILE, SCENARIO_FILE, is_run_folder, part_path};
use super::index::{Index, PartSpan, Trouble};
use super::part::FrameMark;
use super::recorded::{RecordedFrames, RecordedPart};
use super::{RecordError, RunInfo, Status, columns};
use crate::sim::{Event, Observer, Roster};

/// A run's folder, open for reading. A copy costs nothing and can be used from
/// any thread.
#[derive(Clone, Debug)]
pub struct Recording {
    path: Arc<Path>,
    info: Arc<RunInfo>,
    roster: Arc<Roster>,
    index: Arc<Index>,
    tail_missing: bool,
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
        let index = Index::of(path, info.parts)?;
        if index.parts.is_empty() && !path.join(AGENTS_FILE).exists() {
            return Err(RecordError::NotRecorded {
                path: path.to_owned(),
            });
        }
        let roster = columns::roster(&path.join(AGENTS_FILE), &info.names)?;
        let ended = matches!(info.status, Status::Complete | Status::Interrupted);
        let all = info.parts.is_none_or(|parts| parts == index.unbroken);
        Ok(Self {
            path: path.into(),
            tail_missing: index.beyond || !ended || !all,
            info: Arc::new(info),
            roster: Arc::new(roster),
            index: Arc::new(index),
        })
    }

    /// The same folder, with the parts that have come since: a run that still
    /// goes on is a recording whose tail grows.
    ///
    /// # Errors
    /// As [`Recording::open`].
    pub fn again(&self) -> Result<Self, RecordError> {
        Self::open(&self.path)
    }

    /// Its folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
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

    /// Number of parts that can be read from the first on without a gap.
    #[must_use]
    pub fn parts(&self) -> u32 {
        self.index.unbroken
    }

    /// All parts that can be read, in order; there may be gaps between them.
    #[must_use]
    pub fn spans(&self) -> &[PartSpan] {
        &self.index.parts
    }

    /// All frames that can be read, in order.
    #[must_use]
    pub fn frames(&self) -> &[FrameMark] {
        &self.index.marks
    }

    /// Parts that should be there and cannot be read.
    #[must_use]
    pub fn troubles(&self) -> &[Trouble] {
        &self.index.troubles
    }

    /// The first and the last moment that is recorded \[ms since the start of
    /// the run\]; none without a frame.
    #[must_use]
    pub fn span_ms(&self) -> Option<(i64, i64)> {
        let marks = &self.index.marks;
        Some((marks.first()?.t_ms, marks.last()?.t_ms))
    }

    /// Place in [`Recording::frames`] of the last frame at or before a time,
    /// of the first one before it; none without a frame.
    #[must_use]
    pub fn frame_at(&self, t_ms: i64) -> Option<usize> {
        let marks = &self.index.marks;
        let after = marks.partition_point(|mark| mark.t_ms <= t_ms);
        (!marks.is_empty()).then(|| after.saturating_sub(1))
    }

    /// The part of a frame, by its place in [`Recording::spans`], and which
    /// frame of the part it is.
    #[must_use]
    pub fn place(&self, frame: usize) -> Option<(usize, usize)> {
        self.index.place(frame)
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

    /// Reads a part, by its number, with what happened in it.
    ///
    /// # Errors
    /// [`RecordError::Read`] and [`RecordError::Malformed`] if its files are
    /// not there or not what they should be.
    pub fn part(&self, number: u32) -> Result<RecordedPart, RecordError> {
        let [trajectories, events, series] = self.files(number);
        let names = &self.info.names;
        let (marks, samples) = columns::series(&series, names)?;
        let events = columns::events(&events, names)?;
        let rows = columns::rows(&trajectories)?;
        let frames = RecordedFrames::new(marks.into(), rows)
            .map_err(|message| RecordError::malformed(&trajectories, message))?;
        Ok(RecordedPart::new(frames, events, samples))
    }

    /// Reads who was where in a part, by its place in [`Recording::spans`].
    ///
    /// # Errors
    /// As [`Recording::part`]; also if there is no such part.
    pub fn read_frames(&self, span: usize) -> Result<RecordedFrames, RecordError> {
        let Some(span) = self.index.parts.get(span) else {
            let message = format!("it has no part {span}");
            return Err(RecordError::malformed(&self.path, message));
        };
        let [trajectories, ..] = self.files(span.number);
        let rows = columns::rows(&trajectories)?;
        RecordedFrames::new(Arc::clone(&span.marks), rows)
            .map_err(|message| RecordError::malformed(&trajectories, message))
    }

    /// Everything that happened, in order, as far as it can be read. A part
    /// whose events cannot be read is left out.
    #[must_use]
    pub fn events(&self) -> Vec<Event> {
        let parts = self.index.parts.iter();
        let read = |part: &PartSpan| columns::events(&self.files(part.number)[1], &self.info.names);
        parts
            .filter_map(|part| read(part).ok())
            .flatten()
            .map(|(_, event)| event)
            .collect()
    }

    fn files(&self, number: u32) -> [PathBuf; 3] {
        PART_FOLDERS.map(|folder| part_path(&self.path.join(folder), number))
    }

    /// Shows the recording to an observer, in the order in which the run did.
    ///
    /// # Errors
    /// As [`Recording::part`].
    pub fn replay(&self, observer: &mut dyn Observer) -> Result<Replayed, RecordError> {
        observer.start(&self.roster);
        let mut frames = 0;
        for number in 0..self.parts() {
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
/// it is damaged, [`RecordError::NotARun`] if there is none of Muster's,
/// [`RecordError::OtherVersion`] if a later version wrote it.
pub fn read_info(path: &Path) -> Result<RunInfo, RecordError> {
    if !path.is_dir() || !is_run_folder(path) {
        return match fs::metadata(path) {
            Err(error) => Err(RecordError::read(path, error)),
            Ok(_) => Err(RecordError::NotARun {
                path: path.to_owned(),
            }),
        };
    }
    let file = path.join(RUN_FILE);
    let text = read_text(&file)?;
    let ours = env!("CARGO_PKG_VERSION");
    let version =
        serde_json::from_str::<Version>(&text).map_or_else(|_| String::new(), |v| v.version);
    if generation(&version).cmp(&generation(ours)) == Ordering::Greater {
        return Err(RecordError::OtherVersion {
            path: file,
            version,
        });
    }
    serde_json::from_str(&text).map_err(|error| RecordError::malformed(&file, error.to_string()))
}

/// What of a `run.json` every version of Muster understands.
#[derive(serde::Deserialize)]
struct Version {
    version: String,
}

/// The numbers of a version within which recordings can be read: major and
/// minor.
fn generation(version: &str) -> (u64, u64) {
    let mut numbers = version.split('.').map(|number| number.parse().unwrap_or(0));
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0))
}

fn read_text(path: &Path) -> Result<String, RecordError> {
    fs::read_to_string(path).map_err(|error| RecordError::read(path, error))
}
