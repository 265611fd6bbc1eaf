//! An outcome over an amount, such as the number of guards: the mean with its
//! intervals, lines for the levels of another factor, and the knee.

use super::{Anchor, Pen, SMALL, Scale, TEXT, tick_text};
use crate::analysis::report::palette;
use crate::analysis::report::words::width_em;

/// Size of the chart [units]: two stand beside each other.
const SIZE: (f64, f64) = (330.0, 214.0);
/// Edges of the plot [units].
const EDGES: (f64, f64, f64, f64) = (46.0, 20.0, 320.0, 178.0);

/// A mean at an amount.
#[derive(Clone, Debug)]
pub(in super::super) struct Point {
    /// The amount.
    pub(in super::super) amount: f64,
    /// Mean.
    pub(in super::super) mean: f64,
    /// Half the width of the interval of its difference to the greatest amount; 0 of
    /// that itself.
    pub(in super::super) half_width: f64,
    /// Whether it is not shown to be worse than the greatest amount.
    pub(in super::super) is_enough: bool,
}

/// A line for one level of another factor.
#[derive(Clone, Debug)]
pub(in super::super) struct Course {
    /// The level.
    pub(in super::super) name: String,
    /// (amount, mean), by amount.
    pub(in super::super) points: Vec<(f64, f64)>,
}

/// What the chart shows.
#[derive(Clone, Debug)]
pub(in super::super) struct Levels {
    /// What stands above the axis of outcomes.
    pub(in super::super) outcome: String,
    /// What stands at the end of the axis of amounts.
    pub(in super::super) amount: String,
    /// Means over all other factors, by amount.
    pub(in super::super) points: Vec<Point>,
    /// Lines for the levels of another factor; none if there are too many.
    pub(in super::super) courses: Vec<Course>,
    /// The knee, and what is written at it.
    pub(in super::super) knee: (f64, String),
}

/// Dashes by which courses are told apart.
const DASHES: [&str; 4] = ["1.5 2.5", "6 3", "8 3 1.5 3", "none"];

/// Draws the chart.
pub(in super::super) fn levels(chart: &Levels, title: &str) -> String {
    let (left, top, right, floor) = EDGES;
    let names = chart
        .courses
        .iter()
        .map(|course| width_em(&course.name) * SMALL);
    let right = right - names.fold(0.0, f64::max).min(96.0);
    let amounts = chart.points.iter().map(|point| point.amount);
    let x = Scale::of(amounts, (left, right));
    let outcomes = chart
        .points
        .iter()
        .flat_map(|point| [point.mean - point.half_width, point.mean + point.half_width])
        .chain(
            chart
                .courses
                .iter()
                .flat_map(|course| course.points.iter().map(|p| p.1)),
        )
        // Differences that do not matter shall not look as if they did.
        .chain(
            chart
                .points
                .iter()
                .flat_map(|point| [0.95 * point.mean, 1.05 * point.mean]),
        );
    let y = Scale::of(outcomes, (floor, top));
    let mut pen = Pen::new(SIZE.0, SIZE.1, title);
    for tick in y.ticks(5.0) {
        let at = y.at(tick);
        pen = pen.line((left, at), (right, at), palette::LINE, 0.6);
        let text = tick_text(tick);
        pen = pen.text(
            (left - 5.0, at + 3.0),
            Anchor::End,
            SMALL,
            palette::MUTED,
            &text,
        );
    }
    pen = pen.line((left, floor), (right, floor), palette::MUTED, 0.8);
    for point in &chart.points {
        let at = x.at(point.amount);
        pen = pen.line((at, floor), (at, floor + 3.0), palette::MUTED, 0.8);
        let text = tick_text(point.amount);
        pen = pen.text(
            (at, floor + 13.0),
            Anchor::Middle,
            SMALL,
            palette::MUTED,
            &text,
        );
    }
    pen = pen.text(
        (right, floor + 28.0),
        Anchor::End,
        TEXT,
        palette::INK,
        &chart.amount,
    );
    pen = pen.text(
        (2.0, 10.0),
        Anchor::Start,
        TEXT,
        palette::INK,
        &chart.outcome,
    );
    pen = courses(pen, chart, &x, &y, right);
    let (amount, text) = &chart.knee;
    let at = x.at(*amount);
    pen = pen.dashed((at, top), (at, floor), palette::GOOD, 1.3, "2 2");
    let width = width_em(text) * SMALL;
    let (anchor, place) = match at + width + 5.0 > SIZE.0 {
        true => (Anchor::End, at - 4.0),
        false => (Anchor::Start, at + 4.0),
    };
    pen = pen.text((place, top + 3.0), anchor, SMALL, palette::GOOD, text);
    let line: Vec<(f64, f64)> = (chart.points.iter())
        .map(|point| (x.at(point.amount), y.at(point.mean)))
        .collect();
    pen = pen.course(&line, palette::ACCENT, 2.0, "none");
    for (point, &(at, middle)) in chart.points.iter().zip(&line) {
        let ends = [point.mean - point.half_width, point.mean + point.half_width].map(|v| y.at(v));
        pen = pen.line((at, ends[0]), (at, ends[1]), palette::ACCENT, 1.6);
        for end in ends.into_iter().filter(|_| point.half_width > 0.0) {
            pen = pen.line((at - 3.5, end), (at + 3.5, end), palette::ACCENT, 1.2);
        }
        pen = pen.dot((at, middle), 3.6, palette::ACCENT, point.is_enough);
    }
    pen.0.to_string()
}

fn courses(mut pen: Pen, chart: &Levels, x: &Scale, y: &Scale, right: f64) -> Pen {
    // Names at their ends, moved apart where they would cover each other.
    let mut ends: Vec<(f64, usize)> = Vec::new();
    for (index, course) in chart.courses.iter().enumerate() {
        let line: Vec<(f64, f64)> = (course.points.iter())
            .map(|(amount, mean)| (x.at(*amount), y.at(*mean)))
            .collect();
        pen = pen.course(&line, palette::MUTED, 1.1, DASHES[index % DASHES.len()]);
        ends.extend(line.last().map(|end| (end.1, index)));
    }
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut lowest = f64::NEG_INFINITY;
    for (at, index) in ends {
        let place = at.max(lowest + SMALL + 1.5);
        lowest = place;
        let name = &chart.courses[index].name;
        pen = pen.text(
            (right + 5.0, place + 3.0),
            Anchor::Start,
            SMALL,
            palette::MUTED,
            name,
        );
    }
    pen
}
