//! A recording as a film: MP4 through ffmpeg, or an animated GIF.

use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::pictures::{Studio, develop};
use super::target::Unfinished;
use super::{Ended, Stretch, Tell, gif};
use crate::record::{Player, RecordError};

/// Name of the program that makes MP4 files.
const FFMPEG: &str = "ffmpeg";

/// A kind of film.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Film {
    /// H.264 in an MP4 file, through ffmpeg.
    Mp4,
    /// An animated GIF.
    Gif,
}

impl Film {
    /// Ending of its files.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Mp4 => "mp4",
            Self::Gif => "gif",
        }
    }

    /// Pictures a second. Players show a GIF in whole hundredths of a second.
    #[must_use]
    pub fn pictures_per_s(self) -> f64 {
        match self {
            Self::Mp4 => 25.0,
            Self::Gif => 12.5,
        }
    }

    /// Writes the film, a picture every `step_ms`.
    ///
    /// # Errors
    /// As [`table`](super::table).
    pub fn shoot(
        self,
        player: &Player,
        studio: &dyn Studio,
        stretch: (Stretch, i64),
        path: &Path,
        tell: Tell<'_>,
    ) -> Result<Ended, RecordError> {
        let unfinished = Unfinished::file(path)?;
        let ended = match self {
            Self::Mp4 => mp4(player, studio, stretch, unfinished.place(), tell)?,
            Self::Gif => gif::write(player, studio, stretch, unfinished.place(), tell)?,
        };
        if let Ended::Whole(_) = ended {
            unfinished.finish()?;
        }
        Ok(ended)
    }
}

/// Whether ffmpeg is installed.
#[must_use]
pub fn ffmpeg() -> bool {
    let asked = Command::new(FFMPEG)
        .arg("-version")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    asked.is_ok_and(|status| status.success())
}

fn mp4(
    player: &Player,
    studio: &dyn Studio,
    stretch: (Stretch, i64),
    path: &Path,
    tell: Tell<'_>,
) -> Result<Ended, RecordError> {
    let (width, height) = studio.size();
    let mut child = Command::new(FFMPEG)
        .args(["-y", "-loglevel", "error", "-f", "rawvideo"])
        .args(["-pix_fmt", "rgba", "-s", &format!("{width}x{height}")])
        .args(["-r", &Film::Mp4.pictures_per_s().to_string(), "-i", "-"])
        .args(["-c:v", "libx264", "-pix_fmt", "yuv420p", "-crf", "20"])
        .args(["-movflags", "+faststart", "-f", "mp4"])
        .arg(path)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| RecordError::write(path, error))?;
    let fed = feed(player, studio, stretch, &mut child, path, tell);
    // Closing its input is how ffmpeg learns that the film is over.
    drop(child.stdin.take());
    let mut said = String::new();
    if let Some(mut stderr) = child.stderr.take() {
        stderr.read_to_string(&mut said).ok();
    }
    let status = child
        .wait()
        .map_err(|error| RecordError::write(path, error))?;
    if status.success() {
        return fed;
    }
    // What ffmpeg says is the cause; that its input broke is what follows.
    let said = said.lines().last().unwrap_or("it gave no reason").trim();
    Err(RecordError::table(path, format!("ffmpeg failed: {said}")))
}

fn feed(
    player: &Player,
    studio: &dyn Studio,
    stretch: (Stretch, i64),
    child: &mut Child,
    path: &Path,
    tell: Tell<'_>,
) -> Result<Ended, RecordError> {
    let closed = || RecordError::write(path, io::Error::from(io::ErrorKind::BrokenPipe));
    let input = child.stdin.as_mut().ok_or_else(closed)?;
    develop(player, studio, stretch, tell, Ok, |_, rgba| {
        input
            .write_all(&rgba)
            .map_err(|error| RecordError::write(path, error))
    })
}
