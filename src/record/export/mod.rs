//! A recording in the formats of other people's tools.
//!
//! | Format | Is |
//! |---|---|
//! | `jupedsim-sqlite` | JuPedSim's SQLite file, schema version 2; PedPy opens it |
//! | `pedpy-text` | text as PeTrack and the pedestrian dynamics data archive write it; PedPy opens it |
//! | `csv`, `parquet` | one table of everybody in every frame, of all storeys |
//! | `frames`, `video` | pictures, which somebody else draws ([`Studio`]) |
//!
//! In come a [`Recording`] and what of it is wanted; out goes a file (or, for
//! `frames`, a folder) that is there whole or not at all. Parts that cannot be
//! read are left out; whoever asks says so ([`Recording::troubles`]).

mod csv;
mod gif;
mod ground;
mod parquet;
mod pictures;
mod sqlite;
mod table;
mod target;
mod text;
mod video;

use std::ops::ControlFlow;
use std::path::Path;

pub use ground::Ground;
pub use pictures::{Studio, pictures};
pub use target::{Kind, claim};
pub use video::{Film, ffmpeg};

use self::target::Unfinished;
use super::{FrameMark, RecordError, Recording};
use crate::sim::{Frame, State};

/// A format of a table of positions, or of pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JuPedSim's SQLite file, schema version 2.
    JupedsimSqlite,
    /// Text with the frame rate in its first lines.
    PedpyText,
    /// Comma-separated values.
    Csv,
    /// One Parquet file.
    Parquet,
    /// A folder of PNG files.
    Frames,
    /// MP4 (H.264) through ffmpeg, or an animated GIF.
    Video,
}

impl Format {
    /// All formats, in the order in which they are told.
    pub const ALL: [Self; 6] = [
        Self::JupedsimSqlite,
        Self::PedpyText,
        Self::Csv,
        Self::Parquet,
        Self::Frames,
        Self::Video,
    ];

    /// Its name on the command line.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::JupedsimSqlite => "jupedsim-sqlite",
            Self::PedpyText => "pedpy-text",
            Self::Csv => "csv",
            Self::Parquet => "parquet",
            Self::Frames => "frames",
            Self::Video => "video",
        }
    }

    /// The format of a name.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.key() == key)
    }

    /// Whether it shows one storey only.
    #[must_use]
    pub fn is_flat(self) -> bool {
        !matches!(self, Self::Csv | Self::Parquet)
    }

    /// Whether it is drawn.
    #[must_use]
    pub fn is_pictures(self) -> bool {
        matches!(self, Self::Frames | Self::Video)
    }
}

/// What of a recording is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// First moment [ms since the start of the run].
    pub from_ms: i64,
    /// Last moment [ms since the start of the run].
    pub until_ms: i64,
    /// Every how-manieth frame of a table is taken, from the first of the
    /// stretch on; at least 1.
    pub every: u32,
    /// Only this storey.
    pub sheet: Option<i8>,
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Frames or pictures.
    pub frames: u64,
    /// Rows of a table: a person in a frame each.
    pub rows: u64,
}

/// How an export ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// It is whole.
    Whole(Written),
    /// It was stopped; nothing is left of it.
    Stopped,
}

/// Told now and then how far an export is [ms since the start of the run];
/// breaks if it shall stop.
pub type Tell<'a> = &'a mut dyn FnMut(i64) -> ControlFlow<()>;

/// Writes a table of positions to `path`, which [`claim`] has said is free or
/// may be replaced. Only [`Format::JupedsimSqlite`] needs the ground.
///
/// # Errors
/// As [`Recording::part`]; [`RecordError::Write`] and [`RecordError::Table`] if
/// the file cannot be written.
pub fn table(
    recording: &Recording,
    format: Format,
    ground: Option<&Ground>,
    stretch: Stretch,
    path: &Path,
    tell: Tell<'_>,
) -> Result<Ended, RecordError> {
    let unfinished = Unfinished::file(path)?;
    let out = unfinished.place();
    let ended = match format {
        Format::JupedsimSqlite => sqlite::write(recording, ground, stretch, out, tell)?,
        Format::PedpyText => text::write(recording, stretch, out, tell)?,
        Format::Parquet => parquet::write(recording, stretch, out, tell)?,
        Format::Csv | Format::Frames | Format::Video => csv::write(recording, stretch, out, tell)?,
    };
    if let Ended::Whole(_) = ended {
        unfinished.finish()?;
    }
    Ok(ended)
}

/// Frames of a stretch a second.
fn frame_rate(recording: &Recording, stretch: Stretch) -> f64 {
    1.0 / (recording.info().frame_dt_s * f64::from(stretch.every))
}

/// A frame of a stretch.
struct Taken<'a> {
    /// Its number in the export: so many frames of the export after the start
    /// of the run.
    number: u32,
    frame: Frame<'a>,
    sheet: Option<i8>,
}

impl Taken<'_> {
    /// The rows that are wanted. Who has come to an assembly point stands in
    /// the line of the exit, and has left.
    fn rows(&self) -> impl Iterator<Item = usize> {
        let wanted = |row: &usize| {
            self.sheet
                .is_none_or(|sheet| self.frame.sheet[*row] == sheet)
        };
        let inside = |row: &usize| State::is_inside(self.frame.state[*row]);
        (0..self.frame.id.len()).filter(move |row| wanted(row) && inside(row))
    }
}

/// Goes through the frames of a stretch, a part at a time. `take` gives the
/// rows it has written.
fn each_frame(
    recording: &Recording,
    stretch: Stretch,
    tell: Tell<'_>,
    mut take: impl FnMut(&Taken<'_>) -> Result<u64, RecordError>,
) -> Result<Ended, RecordError> {
    let every = stretch.every.max(1);
    let within = |mark: &FrameMark| (stretch.from_ms..=stretch.until_ms).contains(&mark.t_ms);
    let wanted = |mark: &FrameMark| within(mark) && mark.number.is_multiple_of(every);
    let mut written = Written::default();
    for (at, span) in recording.spans().iter().enumerate() {
        if !recording.frames()[span.frames.clone()].iter().any(wanted) {
            continue;
        }
        let part = recording.read_frames(at)?;
        for frame in (0..part.len()).filter_map(|at| part.frame(at)) {
            let mark = FrameMark {
                number: frame.number,
                t_ms: frame.t_ms,
            };
            if !wanted(&mark) {
                continue;
            }
            if tell(frame.t_ms).is_break() {
                return Ok(Ended::Stopped);
            }
            written.rows += take(&Taken {
                number: frame.number / every,
                frame,
                sheet: stretch.sheet,
            })?;
            written.frames += 1;
        }
    }
    Ok(Ended::Whole(written))
}
