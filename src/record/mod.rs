//! The recording on disk: a folder a run.
//!
//! [`RunFolder`] chooses and creates the folder and writes its documents;
//! [`Recorder`] is the observer that writes who was where and what happened,
//! in Parquet, on a thread of its own; [`Recording`] reads a folder again and
//! replays it into any observer; [`Player`] shows any moment of it. What the
//! numbers mean is left to others.
//!
//! A folder holds `run.json` ([`RunInfo`]), `scenario.ron`, `agents.parquet`,
//! and in `trajectories/`, `events/` and `series/` the parts
//! `part-NNNN.parquet`. Part n of all three spans the same time; each is whole
//! and renamed into place, so that a killed run keeps its finished parts. The
//! files hold no library version and no time of day: the same run gives the
//! same bytes. See [`tables`] for the columns.

pub mod error;
pub mod export;
pub mod folder;
pub mod names;
pub mod player;
pub mod reader;
pub mod review;
pub mod tables;
pub mod writer;

mod columns;
mod files;
mod index;
mod part;
#[cfg(test)]
mod player_tests;
mod recorded;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use error::RecordError;
pub use folder::{Destination, Existing, RunFolder, RunInfo, Status};
pub use index::{PartSpan, Trouble};
pub use names::Names;
pub use part::FrameMark;
pub use player::{Player, Shown};
pub use reader::{Recording, Replayed};
pub use recorded::{RecordedFrames, RecordedPart};
pub use review::{Bookmark, Review};
pub use writer::{Limits, Recorder};
