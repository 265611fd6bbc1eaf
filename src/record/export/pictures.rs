//! A recording as a row of pictures.

use std::path::Path;

use rayon::prelude::*;

use super::target::Unfinished;
use super::{Ended, Stretch, Tell, Written};
use crate::record::{Player, RecordError};
use crate::sim::OwnedFrame;

/// Moments drawn side by side at a time.
const BESIDE: usize = 8;

/// Whoever draws a moment; positions in it are those of everybody at that
/// moment, on every storey.
pub trait Studio: Sync {
    /// Size of its pictures \[pixels\].
    fn size(&self) -> (u32, u32);

    /// The picture of a moment: four bytes a pixel (red, green, blue, 255), a
    /// row after the other from the top.
    ///
    /// # Errors
    /// A sentence on what stood in the way.
    fn draw(&self, moment: &OwnedFrame) -> Result<Vec<u8>, String>;
}

/// Writes a folder of PNG files `frame-000000.png`, …, one every `step_ms`.
///
/// # Errors
/// As [`table`](super::table).
pub fn pictures(
    player: &Player,
    studio: &dyn Studio,
    (stretch, step_ms): (Stretch, i64),
    path: &Path,
    tell: Tell<'_>,
) -> Result<Ended, RecordError> {
    let unfinished = Unfinished::folder(path)?;
    let folder = unfinished.place().to_owned();
    let ended = develop(
        player,
        studio,
        (stretch, step_ms),
        tell,
        |rgba| png(&rgba, studio.size()).map_err(|message| RecordError::table(path, message)),
        |number, png| {
            let file = folder.join(format!("frame-{number:06}.png"));
            std::fs::write(&file, png).map_err(|error| RecordError::write(&file, error))
        },
    )?;
    if let Ended::Whole(_) = ended {
        unfinished.finish()?;
    }
    Ok(ended)
}

/// Draws a moment every `step_ms`, several at a time; what `prepare` makes of
/// each goes to `take` in order.
pub(super) fn develop<T: Send>(
    player: &Player,
    studio: &dyn Studio,
    (stretch, step_ms): (Stretch, i64),
    tell: Tell<'_>,
    prepare: impl Fn(Vec<u8>) -> Result<T, RecordError> + Sync,
    mut take: impl FnMut(u64, T) -> Result<(), RecordError>,
) -> Result<Ended, RecordError> {
    let step_ms = step_ms.max(1);
    let mut written = Written::default();
    let mut t_ms = stretch.from_ms;
    let mut moments = vec![OwnedFrame::default(); BESIDE];
    while t_ms <= stretch.until_ms {
        if tell(t_ms).is_break() {
            return Ok(Ended::Stopped);
        }
        let mut filled = 0;
        while filled < BESIDE && t_ms <= stretch.until_ms {
            player.at(t_ms, &mut moments[filled])?;
            filled += 1;
            t_ms += step_ms;
        }
        let drawn: Vec<Result<T, RecordError>> = moments[..filled]
            .par_iter()
            .map(|moment| {
                let drawn = studio.draw(moment);
                let path = player.recording().path();
                prepare(drawn.map_err(|message| RecordError::table(path, message))?)
            })
            .collect();
        for picture in drawn {
            take(written.frames, picture?)?;
            written.frames += 1;
        }
    }
    Ok(Ended::Whole(written))
}

/// A picture as a PNG file.
fn png(rgba: &[u8], (width, height): (u32, u32)) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder
        .write_header()
        .and_then(|mut writer| writer.write_image_data(rgba))
        .map_err(|error| error.to_string())?;
    Ok(bytes)
}
