//! `muster app`: opens the window, in a build that has one.

use std::path::PathBuf;

use super::failure::{Exit, Failure};
use super::say::Say;

/// What opens a window: at most one entry, so that this build needs no two
/// ways of saying that there is none.
type Open = fn(Option<PathBuf>, Say) -> Result<(), Failure>;
const WINDOWS: &[Open] = &[
    #[cfg(feature = "app")]
    crate::app::open,
];

/// Whether this build has a window.
#[must_use]
pub fn is_built() -> bool {
    matches!(WINDOWS, [_, ..])
}

/// Opens it, with a scenario or the folder of a run in it if one is named.
///
/// # Errors
/// If this build has no window, or it cannot be opened.
pub fn open(path: Option<PathBuf>, say: Say) -> Result<Exit, Failure> {
    match WINDOWS.first() {
        Some(open) => open(path, say).map(|()| Exit::Done),
        None => Err(Failure::usage(
            "built-without-app",
            say.text("cli-built-without-app"),
            say.text("cli-built-without-app-help"),
        )),
    }
}
