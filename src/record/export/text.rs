//! Text as PeTrack and the pedestrian dynamics data archive write it.
//!
//! Comments first, with the frame rate and the unit as PedPy looks for them;
//! then a line a person and frame: id, frame, x, y, z. Lines stand in order of
//! frame. z is always 0: recordings have storeys, not heights.

use std::io::{self, Write};
use std::path::Path;

use super::table::Thousandths;
use super::{Ended, Stretch, Tell, each_frame, frame_rate, target};
use crate::record::{RecordError, Recording};

/// Writes the file.
pub(super) fn write(
    recording: &Recording,
    stretch: Stretch,
    path: &Path,
    tell: Tell<'_>,
) -> Result<Ended, RecordError> {
    let failed = |error: io::Error| RecordError::write(path, error);
    let mut out = target::create(path)?;
    let info = recording.info();
    // A name that runs over lines must not end the comment.
    let name = info.scenario.replace(['\n', '\r'], " ");
    let head = format!(
        "# description: {name}, plan {}, seed {}\n# framerate: {}\n# id frame x/m y/m z/m\n",
        info.plan.as_deref().unwrap_or("-"),
        info.seed,
        frame_rate(recording, stretch),
    );
    out.write_all(head.as_bytes()).map_err(failed)?;
    let ended = each_frame(recording, stretch, tell, |taken| {
        let frame = &taken.frame;
        let mut rows = 0;
        for row in taken.rows() {
            writeln!(
                out,
                "{} {} {} {} 0",
                frame.id[row],
                taken.number,
                Thousandths(frame.x_mm[row].into()),
                Thousandths(frame.y_mm[row].into()),
            )
            .map_err(failed)?;
            rows += 1;
        }
        Ok(rows)
    })?;
    out.flush().map_err(failed)?;
    Ok(ended)
}
