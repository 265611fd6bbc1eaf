//! How long pictures take, for whoever asks by the variable
//! `MUSTER_FRAME_TIMES`: a file that gets a line a picture.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Instant;

use crate::cli::progress::now;

/// Times of pictures.
pub(super) struct FrameTimes {
    file: Option<PathBuf>,
    began: Option<Instant>,
    lines: String,
}

impl FrameTimes {
    /// Measures if the variable asks for it.
    pub(super) fn asked() -> Self {
        let file = std::env::var_os("MUSTER_FRAME_TIMES");
        Self {
            file: file.map(PathBuf::from),
            began: None,
            lines: String::new(),
        }
    }

    /// Notes a picture: seconds since the one before, seconds of our own in
    /// it, people shown, and whether it follows the one before at once because
    /// something moves.
    pub(super) fn note(&mut self, whole_s: f64, own_s: f64, people: usize, moves: bool) {
        if self.file.is_some() {
            let at = self.began.get_or_insert_with(now).elapsed().as_secs_f64();
            // Writing to a text cannot fail.
            writeln!(
                self.lines,
                "{at:.3},{whole_s:.5},{own_s:.5},{people},{}",
                u8::from(moves)
            )
            .ok();
        }
    }
}

impl Drop for FrameTimes {
    fn drop(&mut self) {
        if let Some(file) = &self.file {
            let head = "at_s,picture_s,own_s,people,moves\n";
            // Nobody is left to tell.
            std::fs::write(file, format!("{head}{}", self.lines)).ok();
        }
    }
}
