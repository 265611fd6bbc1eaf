//! Small lines for tables: a course over the run without axes, its greatest
//! value marked.

use std::fmt::Write as _;

use svg::Document;
use svg::node::element::{Circle, Line, Path};

use super::super::palette;

/// Size of a small line [units].
const SIZE: (f64, f64) = (112.0, 20.0);
/// Most points drawn: more would not show at this size.
const POINTS: usize = 112;

/// Draws a course; nothing if it has no values above 0. `alarm` is the share
/// of the run at which the alarm was given.
pub(in super::super) fn spark(values: &[u32], alarm: Option<f64>) -> Option<String> {
    let most = values.iter().copied().max().filter(|most| *most > 0)?;
    let values = thinned(values);
    let (width, height) = SIZE;
    let x = |i: usize| 2.0 + (width - 4.0) * i as f64 / (values.len().max(2) - 1) as f64;
    let y = |v: u32| height - 2.0 - (height - 5.0) * f64::from(v) / f64::from(most);
    let mut line = String::new();
    for (i, value) in values.iter().enumerate() {
        let letter = if i == 0 { 'M' } else { 'L' };
        let _ = write!(line, "{letter}{:.1} {:.1}", x(i), y(*value));
    }
    let area = format!(
        "{line}L{:.1} {1}L{2:.1} {1}Z",
        x(values.len() - 1),
        height - 2.0,
        x(0)
    );
    let mut document = Document::new()
        .set("viewBox", format!("0 0 {width} {height}"))
        .set("class", "spark")
        .set("aria-hidden", "true")
        .add(
            Line::new()
                .set("x1", 2)
                .set("x2", width - 2.0)
                .set("y1", height - 2.0)
                .set("y2", height - 2.0)
                .set("stroke", palette::LINE.hex())
                .set("stroke-width", 0.8),
        );
    if let Some(share) = alarm.filter(|share| (0.0..=1.0).contains(share)) {
        let at = format!("{:.1}", 2.0 + (width - 4.0) * share);
        document = document.add(
            Line::new()
                .set("x1", at.as_str())
                .set("x2", at)
                .set("y1", 1)
                .set("y2", height - 2.0)
                .set("stroke", palette::DANGER.hex())
                .set("stroke-width", 0.7),
        );
    }
    document = document
        .add(
            Path::new()
                .set("d", area)
                .set("fill", palette::ACCENT.hex())
                .set("fill-opacity", 0.14),
        )
        .add(
            Path::new()
                .set("d", line)
                .set("fill", "none")
                .set("stroke", palette::ACCENT.hex())
                .set("stroke-width", 1.1)
                .set("stroke-linejoin", "round"),
        );
    if let Some(peak) = values.iter().position(|value| *value == most) {
        document = document.add(
            Circle::new()
                .set("cx", format!("{:.1}", x(peak)))
                .set("cy", format!("{:.1}", y(most)))
                .set("r", 1.7)
                .set("fill", palette::INK.hex()),
        );
    }
    Some(document.to_string())
}

/// At most [`POINTS`] values: the greatest of each stretch.
fn thinned(values: &[u32]) -> Vec<u32> {
    let stretch = values.len().div_ceil(POINTS).max(1);
    values
        .chunks(stretch)
        .map(|chunk| chunk.iter().copied().max().unwrap_or(0))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_course_keeps_its_peak_and_an_empty_one_is_no_drawing() {
        let mut values = vec![1_u32; 5000];
        values[3210] = 77;
        assert_eq!(thinned(&values).iter().max(), Some(&77));
        assert!(thinned(&values).len() <= POINTS);
        assert!(spark(&values, Some(0.5)).is_some());
        assert!(spark(&[0, 0], None).is_none());
        assert!(spark(&[], None).is_none());
    }
}
