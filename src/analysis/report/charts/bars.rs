//! Horizontal bars with their values written at their ends.

use svg::Document;
use svg::node::element::{Line, Path, Rectangle, Text};

use super::super::palette;
use super::super::words::width_em;

/// Width of the chart [units].
const WIDTH: f64 = 680.0;
/// Height of a bar with its gap [units].
const ROW: f64 = 20.0;
/// Size of texts [units].
const TEXT: f64 = 10.0;

/// One bar.
#[derive(Clone, Debug)]
pub(in super::super) struct Bar {
    /// What it stands for.
    pub(in super::super) name: String,
    /// Its length; none for what never came about, drawn as an open bar over
    /// the whole width.
    pub(in super::super) value: Option<f64>,
    /// What is written at its end.
    pub(in super::super) text: String,
}

/// Draws bars in their order, with a line at `reference` and its text.
pub(in super::super) fn bars(
    rows: &[Bar],
    reference: Option<(f64, String)>,
    title: &str,
) -> String {
    let names = rows
        .iter()
        .map(|bar| width_em(&bar.name) * TEXT)
        .fold(40.0, f64::max)
        .min(WIDTH * 0.36);
    let texts = rows
        .iter()
        .map(|bar| width_em(&bar.text) * TEXT)
        .fold(30.0, f64::max);
    let left = names + 10.0;
    let room = WIDTH - left - texts - 14.0;
    let most = rows
        .iter()
        .filter_map(|bar| bar.value)
        .chain(reference.iter().map(|(at, _)| *at))
        .fold(1e-9, f64::max);
    let top = if reference.is_some() { 18.0 } else { 4.0 };
    let height = top + rows.len() as f64 * ROW + 4.0;
    let mut document = Document::new()
        .set("viewBox", format!("0 0 {WIDTH} {height}"))
        .set("role", "img")
        .set("aria-label", title)
        .set("class", "chart");
    if let Some((at, text)) = reference {
        document = reference_line(document, left + room * at / most, height, &text);
    }
    for (i, bar) in rows.iter().enumerate() {
        document = row(document, bar, top + i as f64 * ROW, left, room, most);
    }
    document.to_string()
}

fn reference_line(document: Document, x: f64, height: f64, text: &str) -> Document {
    document
        .add(
            Line::new()
                .set("x1", format!("{x:.1}"))
                .set("x2", format!("{x:.1}"))
                .set("y1", 14)
                .set("y2", format!("{:.1}", height - 2.0))
                .set("stroke", palette::MUTED.hex())
                .set("stroke-dasharray", "3 2")
                .set("stroke-width", 0.8),
        )
        .add(
            Text::new(text)
                .set("x", format!("{x:.1}"))
                .set("y", 10)
                .set("text-anchor", "end")
                .set("font-size", TEXT - 0.6)
                .set("fill", palette::MUTED.hex()),
        )
}

fn row(document: Document, bar: &Bar, y: f64, left: f64, room: f64, most: f64) -> Document {
    let middle = y + ROW * 0.5;
    let length = bar.value.map_or(room, |value| room * value / most);
    let (fill, stroke) = if bar.value.is_some() {
        (palette::ACCENT.hex(), "none".to_owned())
    } else {
        (palette::PAPER.hex(), palette::DANGER.hex())
    };
    let mut document = document
        .add(
            Text::new(bar.name.as_str())
                .set("x", format!("{:.1}", left - 8.0))
                .set("y", format!("{:.1}", middle + 3.5))
                .set("text-anchor", "end")
                .set("font-size", TEXT)
                .set("fill", palette::INK.hex()),
        )
        .add(
            Rectangle::new()
                .set("x", format!("{left:.1}"))
                .set("y", format!("{:.1}", y + 3.5))
                .set("width", format!("{:.1}", length.max(0.8)))
                .set("height", ROW - 7.0)
                .set("fill", fill)
                .set("stroke", stroke)
                .set("stroke-dasharray", "4 2"),
        )
        .add(
            Text::new(bar.text.as_str())
                .set("x", format!("{:.1}", left + length + 6.0))
                .set("y", format!("{:.1}", middle + 3.5))
                .set("font-size", TEXT)
                .set(
                    "fill",
                    if bar.value.is_some() {
                        palette::INK.hex()
                    } else {
                        palette::DANGER.hex()
                    },
                ),
        );
    if bar.value.is_none() {
        let mut data = String::new();
        let mut x = left + 6.0;
        while x < left + length {
            use std::fmt::Write as _;
            let _ = write!(
                data,
                "M{:.1} {:.1}l6 -{:.1}",
                x - 6.0,
                y + ROW - 3.5,
                ROW - 7.0
            );
            x += 8.0;
        }
        document = document.add(
            Path::new()
                .set("d", data)
                .set("stroke", palette::DANGER.hex())
                .set("stroke-width", 0.5),
        );
    }
    document
}
