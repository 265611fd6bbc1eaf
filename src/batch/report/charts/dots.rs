//! Dots with their intervals, a row each: what it came to, and the difference to the
//! baseline.

use super::{Anchor, Pen, SMALL, Scale, TEXT, WIDTH, fitting, tick_text};
use crate::analysis::report::palette;
use crate::analysis::report::words::width_em;

/// Height of a row [units].
const ROW: f64 = 18.0;
/// Room above the rows for headings [units].
const HEAD: f64 = 30.0;
/// Room below the rows for the axes [units].
const FOOT: f64 = 22.0;

/// A dot with its interval.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Dot {
    /// What the row is called.
    pub(in super::super) name: String,
    /// By side: the number and the ends of its interval; none if there is none.
    pub(in super::super) values: Vec<Option<(f64, [f64; 2])>>,
    /// From the best to the worst run, on the first side.
    pub(in super::super) range: Option<[f64; 2]>,
    /// What stands on the first side instead of a number.
    pub(in super::super) instead: String,
    /// Whether the last side's dot is full: the difference is real.
    pub(in super::super) is_real: bool,
    /// Whether it is the row with which the others are compared.
    pub(in super::super) is_baseline: bool,
}

/// One side of the chart.
#[derive(Clone, Debug)]
pub(in super::super) struct Side {
    /// What it shows, with its unit.
    pub(in super::super) title: String,
    /// Numbers marked by a line, with what is written at it.
    pub(in super::super) mark: Option<(f64, String)>,
    /// Whether 0 belongs to the axis and is drawn.
    pub(in super::super) zero: bool,
}

/// What the chart shows.
#[derive(Clone, Debug)]
pub(in super::super) struct Dots {
    /// One side or two.
    pub(in super::super) sides: Vec<Side>,
    /// Rows.
    pub(in super::super) rows: Vec<Dot>,
}

/// Draws the chart.
pub(in super::super) fn dots(chart: &Dots, title: &str) -> String {
    let widest = chart.rows.iter().map(|row| width_em(&row.name));
    let most = if chart.sides.len() > 1 { 0.38 } else { 0.6 };
    // In ems as they are compared: the widest name is as wide as itself, which back
    // from units it need not be.
    let ems = widest.fold(4.0, f64::max).min(WIDTH * most / TEXT);
    let left = ems * TEXT + 12.0;
    let floor = HEAD + chart.rows.len() as f64 * ROW;
    let mut pen = Pen::new(WIDTH, floor + FOOT, title);
    // Every second row has a ground, so that the eye finds its name.
    for (index, row) in chart.rows.iter().enumerate() {
        let y = HEAD + index as f64 * ROW;
        if index % 2 == 0 {
            pen = pen.ground((0.0, y), (WIDTH, ROW), palette::PANEL);
        }
        let colour = if row.is_baseline {
            palette::MUTED
        } else {
            palette::INK
        };
        pen = pen.text(
            (left - 12.0, y + 12.6),
            Anchor::End,
            TEXT,
            colour,
            &fitting(&row.name, ems),
        );
    }
    let gap = 26.0;
    let count = chart.sides.len().max(1) as f64;
    let width = (WIDTH - left - 10.0 - gap * (count - 1.0)) / count;
    for (index, side) in chart.sides.iter().enumerate() {
        let from = left + index as f64 * (width + gap);
        pen = draw_side(pen, chart, index, side, (from, from + width), floor);
    }
    pen.0.to_string()
}

fn draw_side(
    mut pen: Pen,
    chart: &Dots,
    index: usize,
    side: &Side,
    (from, to): (f64, f64),
    floor: f64,
) -> Pen {
    let ends = chart.rows.iter().flat_map(|row| {
        let interval = row.values[index].map(|(value, [low, high])| [value, low, high]);
        let range = row.range.filter(|_| index == 0);
        interval
            .into_iter()
            .flatten()
            .chain(range.into_iter().flatten())
    });
    let marks = side.mark.as_ref().map(|(at, _)| *at);
    let zero = side.zero.then_some(0.0);
    let scale = Scale::of(ends.chain(marks).chain(zero), (from + 4.0, to - 4.0));
    pen = pen.text((from, 12.0), Anchor::Start, TEXT, palette::INK, &side.title);
    pen = pen.line((from, floor), (to, floor), palette::MUTED, 0.8);
    for tick in scale.ticks(6.0) {
        let x = scale.at(tick);
        let (colour, width) = match side.zero && tick == 0.0 {
            true => (palette::INK, 1.1),
            false => (palette::LINE, 0.6),
        };
        pen = pen.line((x, HEAD), (x, floor), colour, width);
        let text = tick_text(tick);
        pen = pen.text(
            (x, floor + 12.0),
            Anchor::Middle,
            SMALL,
            palette::MUTED,
            &text,
        );
    }
    if let Some((value, text)) = &side.mark {
        let x = scale.at(*value);
        pen = pen.dashed((x, HEAD - 4.0), (x, floor), palette::DANGER, 1.3, "5 3");
        let width = width_em(text) * SMALL;
        let (anchor, at) = match x + width > to {
            true => (Anchor::End, x + 2.0),
            false => (Anchor::Start, x - 2.0),
        };
        pen = pen.text((at, HEAD - 7.0), anchor, SMALL, palette::DANGER, text);
    }
    for (number, row) in chart.rows.iter().enumerate() {
        let y = HEAD + (number as f64 + 0.5) * ROW;
        if let Some([best, worst]) = row.range.filter(|_| index == 0) {
            let ends = (scale.at(best), scale.at(worst));
            pen = pen.line((ends.0, y), (ends.1, y), palette::MUTED, 0.8);
            for x in [ends.0, ends.1] {
                pen = pen.line((x, y - 2.5), (x, y + 2.5), palette::MUTED, 0.8);
            }
        }
        let is_last = index + 1 == chart.sides.len();
        let Some((value, [low, high])) = row.values[index] else {
            if index == 0 && !row.instead.is_empty() {
                let place = (from + 4.0, y + 3.4);
                pen = pen.text(place, Anchor::Start, SMALL, palette::DANGER, &row.instead);
            }
            continue;
        };
        let colour = if row.is_baseline {
            palette::MUTED
        } else {
            palette::ACCENT
        };
        pen = pen.line((scale.at(low), y), (scale.at(high), y), colour, 2.6);
        let full = !is_last || row.is_real;
        pen = pen.dot((scale.at(value), y), 3.6, colour, full);
    }
    pen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_whole_where_there_is_room() {
        let row = |name: String| Dot {
            name,
            values: vec![Some((1.0, [0.5, 1.5])); 2],
            ..Dot::default()
        };
        let side = Side {
            title: "Mean".into(),
            mark: None,
            zero: false,
        };
        // Of every length up to what two sides leave room for.
        for length in 1..30 {
            let name = "guards 200 · volunteers 2000 · x".chars().take(length);
            let chart = Dots {
                sides: vec![side.clone(); 2],
                rows: vec![row(name.collect()), row("a".into())],
            };
            assert!(!dots(&chart, "").contains('…'), "cut at {length}");
        }
        let chart = Dots {
            sides: vec![side],
            rows: vec![row("很长的名称".repeat(20))],
        };
        assert!(dots(&chart, "").contains('…'));
    }
}
