//! A recording as an animated GIF.
//!
//! A GIF has 256 colours a picture. Choosing them by how much of a picture has
//! them would lose those that matter most: a few people who are hurt are a few
//! pixels. So half of them are the colours there are most of, exactly, and the
//! other half lie evenly over all colours, so that every hue is kept.

use std::io::{self, Write};
use std::path::Path;

use gif::{Encoder, EncodingError, Frame, Repeat};

use super::pictures::{Studio, develop};
use super::video::Film;
use super::{Ended, Stretch, Tell, target};
use crate::record::{Player, RecordError};

/// Colours of a picture that are kept exactly.
const EXACT: usize = 128;
/// Steps of red, green and blue of all others: 5 × 5 × 5 colours.
const STEPS: usize = 5;

/// Writes the film.
pub(super) fn write(
    player: &Player,
    studio: &dyn Studio,
    stretch: (Stretch, i64),
    path: &Path,
    tell: Tell<'_>,
) -> Result<Ended, RecordError> {
    let failed = |error: EncodingError| match error {
        EncodingError::Io(error) => RecordError::write(path, error),
        other => RecordError::table(path, other.to_string()),
    };
    let size = studio.size();
    let side = |pixels: u32| {
        let fits = u16::try_from(pixels);
        fits.map_err(|_| RecordError::table(path, "a GIF cannot be that large"))
    };
    let (width, height) = (side(size.0)?, side(size.1)?);
    let mut out = target::create(path)?;
    let ended = {
        let mut encoder = Encoder::new(&mut out, width, height, &[]).map_err(failed)?;
        encoder.set_repeat(Repeat::Infinite).map_err(failed)?;
        let delay = (100.0 / Film::Gif.pictures_per_s()) as u16;
        let prepare = |rgba: Vec<u8>| {
            let (palette, indices) = indexed(&rgba);
            let mut frame = Frame::from_palette_pixels(width, height, indices, palette, None);
            frame.delay = delay;
            frame.make_lzw_pre_encoded();
            Ok(frame)
        };
        develop(player, studio, stretch, tell, prepare, |_, frame| {
            encoder.write_lzw_pre_encoded_frame(&frame).map_err(failed)
        })?
    };
    out.flush()
        .map_err(|error: io::Error| RecordError::write(path, error))?;
    Ok(ended)
}

/// A picture as a palette (three bytes a colour) and an index into it a pixel.
fn indexed(rgba: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let pixels: Vec<[u8; 3]> = rgba.chunks_exact(4).map(|p| [p[0], p[1], p[2]]).collect();
    let mut sorted = pixels.clone();
    sorted.sort_unstable();
    let mut counted: Vec<(usize, [u8; 3])> = sorted
        .chunk_by(|a, b| a == b)
        .map(|same| (same.len(), same[0]))
        .collect();
    let distinct: Vec<[u8; 3]> = counted.iter().map(|(_, colour)| *colour).collect();
    counted.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let exact = counted.iter().take(EXACT).map(|(_, colour)| *colour);
    let step = |n: usize| (n * 255 / (STEPS - 1)) as u8;
    let even = (0..STEPS * STEPS * STEPS)
        .map(|n| [n / (STEPS * STEPS), n / STEPS % STEPS, n % STEPS].map(step));
    let palette: Vec<[u8; 3]> = exact.chain(even).collect();
    let nearest: Vec<u8> = distinct.iter().map(|c| nearest(&palette, *c)).collect();
    let indices = pixels
        .iter()
        .map(|pixel| distinct.binary_search(pixel).map_or(0, |at| nearest[at]))
        .collect();
    (palette.concat(), indices)
}

fn nearest(palette: &[[u8; 3]], colour: [u8; 3]) -> u8 {
    let distance = |other: &[u8; 3]| {
        let apart = other.iter().zip(colour);
        apart
            .map(|(a, b)| u32::from(a.abs_diff(b)) * u32::from(a.abs_diff(b)))
            .sum::<u32>()
    };
    let best = (0_u8..=255).zip(palette).min_by_key(|(_, c)| distance(c));
    best.map_or(0, |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_pixels_keep_their_hue_among_thousands_of_greys() {
        // 250 greys of 40 pixels each, and one pixel of each state's colour.
        let mut rgba: Vec<u8> = (0..10_000_u32)
            .flat_map(|n| {
                let grey = (n / 40) as u8;
                [grey, grey, grey, 255]
            })
            .collect();
        let rare = [[32, 94, 188], [196, 22, 28], [125, 60, 152], [214, 140, 0]];
        for colour in rare {
            rgba.extend_from_slice(&colour);
            rgba.push(255);
        }
        let (palette, indices) = indexed(&rgba);
        assert!(palette.len() <= 256 * 3);
        assert_eq!(indices.len(), 10_004);
        for (colour, index) in rare.iter().zip(&indices[10_000..]) {
            let at = usize::from(*index) * 3;
            let shown = &palette[at..at + 3];
            let near = shown.iter().zip(colour).all(|(a, b)| a.abs_diff(*b) <= 64);
            assert!(near, "{colour:?} is shown as {shown:?}");
            let most = |c: &[u8]| (0..3).max_by_key(|n| c[*n]);
            assert_eq!(most(shown), most(colour), "{colour:?} as {shown:?}");
        }
        // What there is much of is exact.
        let white = [255_u8; 4].repeat(1_000);
        let (palette, indices) = indexed(&white);
        assert_eq!(&palette[usize::from(indices[0]) * 3..][..3], [255; 3]);
    }
}
