//! Charts of a study as SVG: dots with their intervals, courses over a number of
//! people, and curves as bands. Everything is told by form as well as by tone, so that
//! it works in black and white.

mod bands;
mod dots;
mod levels;

pub(super) use bands::{Panel, Panels, bands};
pub(super) use dots::{Dot, Dots, Side, dots};
pub(super) use levels::{Course, Levels, Point, levels};

use svg::Document;
use svg::node::element::{Circle, Line, Path, Rectangle, Text};

use crate::analysis::report::palette::{self, Rgb};
use crate::analysis::report::words::width_em;

/// Width of a chart over the whole page [units], 17 cm on paper.
const WIDTH: f64 = 680.0;
/// Size of texts [units].
const TEXT: f64 = 10.0;
/// Size of the texts of axes [units].
const SMALL: f64 = 9.0;

/// Draws on a sheet.
struct Pen(Document);

/// Where a text is held.
#[derive(Clone, Copy)]
enum Anchor {
    Start,
    Middle,
    End,
}

fn at(x: f64) -> String {
    format!("{x:.1}")
}

impl Pen {
    fn new(width: f64, height: f64, title: &str) -> Self {
        Self(
            Document::new()
                .set("viewBox", format!("0 0 {width} {height:.0}"))
                .set("role", "img")
                .set("aria-label", title)
                .set("class", "chart"),
        )
    }

    fn line(self, from: (f64, f64), to: (f64, f64), colour: Rgb, width: f64) -> Self {
        self.dashed(from, to, colour, width, "none")
    }

    fn dashed(self, from: (f64, f64), to: (f64, f64), colour: Rgb, width: f64, dash: &str) -> Self {
        Self(
            self.0.add(
                Line::new()
                    .set("x1", at(from.0))
                    .set("y1", at(from.1))
                    .set("x2", at(to.0))
                    .set("y2", at(to.1))
                    .set("stroke", colour.hex())
                    .set("stroke-width", width)
                    .set("stroke-dasharray", dash),
            ),
        )
    }

    fn text(self, (x, y): (f64, f64), anchor: Anchor, size: f64, colour: Rgb, text: &str) -> Self {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        Self(
            self.0.add(
                Text::new(text)
                    .set("x", at(x))
                    .set("y", at(y))
                    .set("text-anchor", anchor)
                    .set("font-size", size)
                    .set("fill", colour.hex()),
            ),
        )
    }

    /// A dot, full or open.
    fn dot(self, (x, y): (f64, f64), radius: f64, colour: Rgb, full: bool) -> Self {
        let fill = if full { colour } else { palette::PAPER };
        Self(
            self.0.add(
                Circle::new()
                    .set("cx", at(x))
                    .set("cy", at(y))
                    .set("r", radius)
                    .set("fill", fill.hex())
                    .set("stroke", colour.hex())
                    .set("stroke-width", 1.4),
            ),
        )
    }

    fn ground(self, (x, y): (f64, f64), (width, height): (f64, f64), colour: Rgb) -> Self {
        Self(
            self.0.add(
                Rectangle::new()
                    .set("x", at(x))
                    .set("y", at(y))
                    .set("width", at(width.max(0.0)))
                    .set("height", at(height.max(0.0)))
                    .set("fill", colour.hex()),
            ),
        )
    }

    /// A line through points.
    fn course(self, points: &[(f64, f64)], colour: Rgb, width: f64, dash: &str) -> Self {
        Self(
            self.0.add(
                Path::new()
                    .set("d", path(points))
                    .set("fill", "none")
                    .set("stroke", colour.hex())
                    .set("stroke-width", width)
                    .set("stroke-linejoin", "round")
                    .set("stroke-dasharray", dash),
            ),
        )
    }

    /// The area between two lines over the same points.
    fn area(self, upper: &[(f64, f64)], lower: &[(f64, f64)], colour: Rgb) -> Self {
        let back: Vec<(f64, f64)> = lower.iter().rev().copied().collect();
        let data = format!("{}{}Z", path(upper), path(&back).replacen('M', "L", 1));
        let area = Path::new().set("d", data).set("fill", colour.hex());
        Self(self.0.add(area))
    }
}

fn path(points: &[(f64, f64)]) -> String {
    let mut data = String::new();
    for (index, (x, y)) in points.iter().enumerate() {
        let letter = if index == 0 { 'M' } else { 'L' };
        data.push_str(&format!("{letter}{x:.1} {y:.1}"));
    }
    data
}

/// An axis: from one number to another on the paper.
#[derive(Clone, Copy, Debug)]
struct Scale {
    values: (f64, f64),
    paper: (f64, f64),
}

impl Scale {
    /// An axis that shows all numbers given, with some room at both ends.
    fn of(numbers: impl Iterator<Item = f64>, paper: (f64, f64)) -> Self {
        let (least, most) = numbers
            .filter(|number| number.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), n| {
                (a.min(n), b.max(n))
            });
        let (least, most) = if least > most {
            (0.0, 1.0)
        } else {
            (least, most)
        };
        let room = match most - least {
            span if span > 1e-12 * most.abs().max(1e-300) => 0.06 * span,
            _ => (0.1 * most.abs()).max(0.5),
        };
        Self {
            values: (least - room, most + room),
            paper,
        }
    }

    fn at(&self, value: f64) -> f64 {
        let ((a, b), (from, to)) = (self.values, self.paper);
        from + (value - a) / (b - a) * (to - from)
    }

    /// Round numbers within, at most so many.
    fn ticks(&self, most: f64) -> Vec<f64> {
        let (from, to) = self.values;
        let step = round_step((to - from) / most);
        let first = (from / step).ceil() as i64;
        let last = (to / step).floor() as i64;
        (first..=last).map(|tick| tick as f64 * step).collect()
    }
}

/// The least of 1, 2 and 5 times a power of ten that is not below a number.
fn round_step(least: f64) -> f64 {
    let mut power = 1.0;
    while power * 10.0 <= least {
        power *= 10.0;
    }
    while power > least && power > 1e-12 {
        power *= 0.1;
    }
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|round| round * power)
        .find(|step| *step >= least * (1.0 - 1e-9))
        .unwrap_or(power * 10.0)
}

/// A tick's number.
fn tick_text(value: f64) -> String {
    let text = crate::batch::numbers::number(value);
    text.replacen('-', "−", 1)
}

/// A text cut to so many ems.
fn fitting(text: &str, ems: f64) -> String {
    if width_em(text) <= ems {
        return text.to_owned();
    }
    let mut cut = String::new();
    for c in text.chars() {
        if width_em(&cut) + 1.6 > ems {
            break;
        }
        cut.push(c);
    }
    cut + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_have_round_ticks() {
        assert_eq!(round_step(0.7), 1.0);
        assert_eq!(round_step(13.0), 20.0);
        assert!((round_step(0.03) - 0.05).abs() < 1e-12);
        let scale = Scale::of([0.0, 100.0].into_iter(), (0.0, 200.0));
        let ticks = scale.ticks(5.0);
        assert_eq!(ticks, [0.0, 50.0, 100.0]);
        assert!((scale.at(50.0) - 100.0).abs() < 1e-9);
        let one = Scale::of([5.0, 5.0].into_iter(), (0.0, 1.0));
        assert!(one.values.0 < 5.0 && one.values.1 > 5.0);
        let none = Scale::of(std::iter::empty(), (0.0, 1.0));
        assert!(none.at(0.5).is_finite());
    }
}
