//! Horizontal bars with their values written at their ends.

use svg::Document;
use svg::node::element::{Path, Rectangle, Text};

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

/// Draws bars in their order, the longest over the whole width.
pub(in super::super) fn bars(rows: &[Bar], title: &str) -> String {
    let widest = |text: fn(&Bar) -> &str| {
        rows.iter()
            .map(|bar| width_em(text(bar)) * TEXT)
            .fold(30.0, f64::max)
    };
    let left = widest(|bar| &bar.name).min(WIDTH * 0.4) + 10.0;
    let room = WIDTH - left - widest(|bar| &bar.text) - 8.0;
    let most = rows.iter().filter_map(|bar| bar.value).fold(1e-9, f64::max);
    let height = rows.len() as f64 * ROW + 4.0;
    let mut document = Document::new()
        .set("viewBox", format!("0 0 {WIDTH} {height}"))
        .set("role", "img")
        .set("aria-label", title)
        .set("class", "chart");
    for (i, bar) in rows.iter().enumerate() {
        document = row(document, bar, 2.0 + i as f64 * ROW, left, room, most);
    }
    document.to_string()
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
