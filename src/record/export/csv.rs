//! One table as comma-separated values.

use std::io::{self, Write};
use std::path::Path;

use super::table::{Thousandths, Who, state};
use super::{Ended, Stretch, Tell, each_frame, target};
use crate::record::{RecordError, Recording};

/// Writes the table. Its columns are told in `docs/export.md`.
pub(super) fn write(
    recording: &Recording,
    stretch: Stretch,
    path: &Path,
    tell: Tell<'_>,
) -> Result<Ended, RecordError> {
    let failed = |error: io::Error| RecordError::write(path, error);
    let mut out = target::create(path)?;
    let who = Who::of(recording);
    writeln!(out, "frame,t_s,id,role,x_m,y_m,sheet,place,state").map_err(failed)?;
    let ended = each_frame(recording, stretch, tell, |taken| {
        let frame = &taken.frame;
        let mut rows = 0;
        for row in taken.rows() {
            writeln!(
                out,
                "{},{},{},{},{},{},{},{},{}",
                taken.number,
                Thousandths(frame.t_ms),
                frame.id[row],
                who.role(frame.id[row]),
                Thousandths(frame.x_mm[row].into()),
                Thousandths(frame.y_mm[row].into()),
                frame.sheet[row],
                quoted(who.place(frame.cell[row])),
                state(frame.state[row]),
            )
            .map_err(failed)?;
            rows += 1;
        }
        Ok(rows)
    })?;
    out.flush().map_err(failed)?;
    Ok(ended)
}

/// A text as a field: in quotation marks if it has anything in it that a
/// reader would take for the end of the field.
fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
