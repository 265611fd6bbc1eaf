//! What can go wrong with a run's folder.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A run's folder could not be created, written or read.
#[derive(Clone, Debug, thiserror::Error)]
pub enum RecordError {
    /// The named folder exists, and replacing it was not asked for.
    #[error("{} exists already", .path.display())]
    Taken {
        /// The folder.
        path: PathBuf,
    },
    /// The named folder exists and is not the folder of a run.
    #[error("{} exists and is not the folder of a Muster run; nothing in it was changed", .path.display())]
    NotOurs {
        /// The folder.
        path: PathBuf,
    },
    /// A folder is not the folder of a run.
    #[error("{} is not the folder of a Muster run: it has no run.json of Muster", .path.display())]
    NotARun {
        /// The folder, or what is in its place.
        path: PathBuf,
    },
    /// A run was not recorded.
    #[error("{} holds a run that was not recorded", .path.display())]
    NotRecorded {
        /// The folder.
        path: PathBuf,
    },
    /// A later version of Muster wrote a folder.
    #[error("{} was written by Muster {version}, which is later than this one", .path.display())]
    OtherVersion {
        /// The file that says so.
        path: PathBuf,
        /// The version it names.
        version: String,
    },
    /// A file or folder could not be written.
    #[error("{} could not be written: {}", .path.display(), plainly(.source))]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: Arc<io::Error>,
    },
    /// A file or folder could not be read.
    #[error("{} could not be read: {}", .path.display(), plainly(.source))]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: Arc<io::Error>,
    },
    /// A file is not what the recording needs there.
    #[error("{} is not part of a Muster recording: {message}", .path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// A library or program that makes a table, a picture or a film gave up.
    #[error("{} could not be made: {message}", .path.display())]
    Table {
        /// The file it was meant for.
        path: PathBuf,
        /// What it said.
        message: String,
    },
    /// The thread that writes could not be started, or ended early.
    #[error("the thread that writes the recording {message}")]
    Thread {
        /// What became of it.
        message: String,
    },
}

impl RecordError {
    /// Whether the command line asked for something it may not have (exit
    /// code 2), rather than reading or writing having failed (exit code 3).
    #[must_use]
    pub fn is_usage(&self) -> bool {
        matches!(self, Self::Taken { .. } | Self::NotOurs { .. })
    }

    /// A stable name of the error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Taken { .. } => "folder-exists",
            Self::NotOurs { .. } => "folder-not-a-run",
            Self::NotARun { .. } => "not-a-run",
            Self::NotRecorded { .. } => "not-recorded",
            Self::OtherVersion { .. } => "other-version",
            Self::Write { .. } => "write-failed",
            Self::Read { .. } => "read-failed",
            Self::Malformed { .. } => "recording-malformed",
            Self::Table { .. } => "table-failed",
            Self::Thread { .. } => "recorder-failed",
        }
    }

    /// What one can do about it, in a sentence.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::Taken { .. } => "Name another folder, or add --force to replace this one.",
            Self::NotOurs { .. } => {
                "Name another folder; --force replaces only a folder that holds a run.json of Muster."
            }
            Self::NotARun { .. } => "Name the folder that `muster run` made.",
            Self::NotRecorded { .. } => "Run the scenario again without --no-record.",
            Self::OtherVersion { .. } => "Take the version of Muster that made it, or a later one.",
            Self::Write { source, .. } => match source.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                    "Free some space, or name a folder on another disk with --out."
                }
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                    "Name a folder you may write to with --out."
                }
                _ => "Check the folder, or name another one with --out.",
            },
            Self::Read { .. } => "Check that the file exists and that you may read it.",
            Self::Malformed { .. } => "Run the scenario again to make the recording anew.",
            Self::Table { .. } | Self::Thread { .. } => {
                "Run again; if it happens again, please report it with the scenario."
            }
        }
    }

    pub(super) fn write(path: &Path, source: io::Error) -> Self {
        Self::Write {
            path: path.to_owned(),
            source: Arc::new(source),
        }
    }

    pub(super) fn read(path: &Path, source: io::Error) -> Self {
        Self::Read {
            path: path.to_owned(),
            source: Arc::new(source),
        }
    }

    pub(super) fn table(path: &Path, message: impl Into<String>) -> Self {
        Self::Table {
            path: path.to_owned(),
            message: message.into(),
        }
    }

    pub(super) fn malformed(path: &Path, message: impl Into<String>) -> Self {
        Self::Malformed {
            path: path.to_owned(),
            message: message.into(),
        }
    }
}

/// The reason of an input or output error in plain words.
fn plainly(error: &io::Error) -> String {
    let words = match error.kind() {
        io::ErrorKind::StorageFull => "the disk is full",
        io::ErrorKind::QuotaExceeded => "the quota is used up",
        io::ErrorKind::PermissionDenied => "it is not allowed",
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        io::ErrorKind::NotFound => "it does not exist",
        io::ErrorKind::NotADirectory => "a part of its path is not a folder",
        io::ErrorKind::IsADirectory => "it is a folder",
        _ => return error.to_string(),
    };
    words.to_owned()
}
