//! The people-inside curve: how many visitors are inside over the time of
//! day, with what happened marked above it and its quantiles labelled on it.

use std::ops::Range;

use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint, Ranged};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::super::ReportError;
use super::super::palette;
use super::super::words::{Words, count, width_em};
use super::{plot_colour, step};

/// Pixels of the plotting library a unit of the page: its pixels are whole
/// numbers, a quarter of a unit is fine enough for print.
pub(super) const FINE: f64 = 4.0;
/// Width of the chart [units], 17 cm on paper.
pub(super) const WIDTH: f64 = 680.0;
/// Height without the rows of marks [units].
pub(super) const HEIGHT: f64 = 232.0;
/// Height of a row of marks [units].
const ROW: f64 = 13.0;
/// Size of texts [units].
pub(super) const TEXT: f64 = 9.4;
/// Room left of the axis [units].
pub(super) const LEFT: f64 = 46.0;
/// Room right of the curve [units].
pub(super) const RIGHT: f64 = 16.0;

/// Something that happened, marked by a line from top to bottom.
#[derive(Clone, Debug)]
pub(in super::super) struct Mark {
    /// When \[s\].
    pub(in super::super) at_s: f64,
    /// What.
    pub(in super::super) text: String,
    /// Whether it is the alarm, the one that counts.
    pub(in super::super) strong: bool,
}

/// A point of the curve with a text.
#[derive(Clone, Debug)]
pub(in super::super) struct Callout {
    /// When \[s\].
    pub(in super::super) at_s: f64,
    /// How many are inside then.
    pub(in super::super) inside: f64,
    /// What it means.
    pub(in super::super) text: String,
}

/// What the chart shows.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Curve {
    /// (time \[s\], visitors inside), in order of time.
    pub(in super::super) points: Vec<(f64, u32)>,
    /// What happened.
    pub(in super::super) marks: Vec<Mark>,
    /// Points with a text.
    pub(in super::super) callouts: Vec<Callout>,
}

/// Draws the curve.
///
/// # Errors
/// If the plotting library fails.
pub(in super::super) fn people_inside(curve: &Curve, words: &Words) -> Result<String, ReportError> {
    let mut buffer = String::new();
    plot(curve, words, &mut buffer).map_err(ReportError::Chart)?;
    Ok(dress(&buffer, &words.t("report-curve-alt")))
}

fn plot(curve: &Curve, words: &Words, buffer: &mut String) -> Result<(), String> {
    let first = curve.points.first().map_or(0.0, |p| p.0);
    let last = curve.points.last().map_or(0.0, |p| p.0).max(first + 60.0);
    let most = curve.points.iter().map(|p| p.1).max().unwrap_or(0).max(4);
    let rows = mark_rows(&curve.marks, first, last);
    let top = rows.iter().map(|(row, _)| row + 1).max().unwrap_or(0) as f64 * ROW + 8.0;
    let height = HEIGHT + top;
    let (x_ticks, y_ticks) = (time_ticks(first, last, words), count_ticks(most));
    let ceiling = y_ticks.last().copied().unwrap_or(f64::from(most));

    let pixels = |units: f64| (units * FINE).round() as u32;
    let root = SVGBackend::with_string(buffer, (pixels(WIDTH), pixels(height))).into_drawing_area();
    let words_style = text_style(palette::MUTED, TEXT);
    let mut chart = ChartBuilder::on(&root)
        .margin_top(pixels(top))
        .margin_right(pixels(RIGHT))
        .x_label_area_size(pixels(30.0))
        .y_label_area_size(pixels(LEFT))
        .build_cartesian_2d(
            Axis {
                range: first..last,
                ticks: x_ticks,
            },
            Axis {
                range: 0.0..ceiling,
                ticks: y_ticks,
            },
        )
        .map_err(text)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .bold_line_style(plot_colour(palette::LINE).stroke_width(3))
        .light_line_style(TRANSPARENT)
        .axis_style(plot_colour(palette::MUTED).stroke_width(3))
        .set_tick_mark_size(LabelAreaPosition::Bottom, 16)
        .set_tick_mark_size(LabelAreaPosition::Left, 12)
        .x_label_formatter(&|t| words.clock_minutes(*t))
        .y_label_formatter(&|n| count(n.round().max(0.0) as u64))
        .label_style(words_style)
        .draw()
        .map_err(text)?;
    let points: Vec<(f64, f64)> = curve.points.iter().map(|p| (p.0, f64::from(p.1))).collect();
    let line = plot_colour(palette::ACCENT);
    chart
        .draw_series(AreaSeries::new(points.iter().copied(), 0.0, line.mix(0.14)))
        .map_err(text)?;
    chart
        .draw_series(LineSeries::new(
            points.iter().copied(),
            line.stroke_width(7),
        ))
        .map_err(text)?;
    let plane = |t: f64, n: f64| chart.backend_coord(&(t, n));
    draw_marks(&root, curve, &rows, plane(first, 0.0).1, &plane)?;
    draw_callouts(&root, curve, plane(last, 0.0), &plane)?;
    let axis = text_style(palette::MUTED, TEXT);
    root.draw(&Text::new(
        words.t("report-curve-axis-time"),
        (plane(last, 0.0).0, pixels(height - 6.0) as i32),
        axis.pos(Pos::new(HPos::Right, VPos::Center)),
    ))
    .map_err(text)?;
    root.draw(&Text::new(
        words.t("report-curve-axis-people"),
        (8, pixels(top - 8.0) as i32),
        text_style(palette::MUTED, TEXT).pos(Pos::new(HPos::Left, VPos::Bottom)),
    ))
    .map_err(text)?;
    root.present().map_err(text)
}

/// An axis with ticks of our choice: full times of day, round numbers.
pub(super) struct Axis {
    pub(super) range: Range<f64>,
    pub(super) ticks: Vec<f64>,
}

impl Ranged for Axis {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (from, to): (i32, i32)) -> i32 {
        let length = (self.range.end - self.range.start).max(1e-9);
        let share = (value - self.range.start) / length;
        from + (share * f64::from(to - from)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<f64> {
        self.ticks.clone()
    }

    fn range(&self) -> Range<f64> {
        self.range.clone()
    }
}

type Root<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;

/// Lines from their text in a row above down to the axis.
fn draw_marks(
    root: &Root<'_>,
    curve: &Curve,
    rows: &[(usize, bool)],
    floor: i32,
    plane: &dyn Fn(f64, f64) -> (i32, i32),
) -> Result<(), String> {
    let at = |mark: &Mark, row: usize| {
        let y = ((row as f64 * ROW + 7.0) * FINE) as i32;
        let colour = if mark.strong {
            palette::DANGER
        } else {
            palette::MUTED
        };
        (plane(mark.at_s, 0.0).0, y, colour)
    };
    for (mark, (row, _)) in curve.marks.iter().zip(rows) {
        let (x, y, colour) = at(mark, *row);
        let style = plot_colour(colour).stroke_width(if mark.strong { 6 } else { 2 });
        root.draw(&PathElement::new([(x, y - 14), (x, floor)], style))
            .map_err(text)?;
    }
    for (mark, (row, leftwards)) in curve.marks.iter().zip(rows) {
        let (x, y, colour) = at(mark, *row);
        let width = (width_em(&mark.text) * TEXT * FINE) as i32;
        let (from, place, anchor) = if *leftwards {
            (x - 12 - width, x - 12, HPos::Right)
        } else {
            (x + 8, x + 12, HPos::Left)
        };
        let ground = plot_colour(palette::PAPER).filled();
        let behind = [(from, y - 20), (from + width, y + 20)];
        root.draw(&Rectangle::new(behind, ground)).map_err(text)?;
        root.draw(&Text::new(
            mark.text.clone(),
            (place, y),
            text_style(colour, TEXT).pos(Pos::new(anchor, VPos::Center)),
        ))
        .map_err(text)?;
    }
    Ok(())
}

/// Dots on the curve, each with its text: to the right of the dot and above the
/// curve, or near the edge to the left of it, under the curve, where the texts
/// of the marks are not; each above the texts before it.
fn draw_callouts(
    root: &Root<'_>,
    curve: &Curve,
    corner: (i32, i32),
    plane: &dyn Fn(f64, f64) -> (i32, i32),
) -> Result<(), String> {
    let ink = plot_colour(palette::INK);
    let row = (ROW * FINE) as i32;
    let (right, floor) = corner;
    let mut taken: Vec<(i32, i32, i32)> = Vec::new();
    for callout in &curve.callouts {
        let (x, y) = plane(callout.at_s, callout.inside);
        let width = (width_em(&callout.text) * TEXT * FINE) as i32;
        let leftwards = x + width + 30 > right;
        let from = if leftwards { x - 22 - width } else { x + 22 };
        let to = from + width;
        let mut middle = if leftwards {
            y.min(floor - row)
        } else {
            let under = curve.points.iter().map(|p| plane(p.0, f64::from(p.1)));
            let near = under.filter(|p| p.0 >= from - 20 && p.0 <= to + 20);
            near.map(|p| p.1).fold(y, i32::min) - row
        };
        while taken
            .iter()
            .any(|(a, b, m)| from < *b && *a < to && (middle - m).abs() < row)
        {
            middle -= row;
        }
        taken.push((from, to, middle));
        if leftwards {
            let ground = plot_colour(palette::PAPER).mix(0.7).filled();
            let behind = [(from - 8, middle - 22), (to + 8, middle + 22)];
            root.draw(&Rectangle::new(behind, ground)).map_err(text)?;
        } else {
            let stem = [(x, y), (x, middle)];
            root.draw(&PathElement::new(stem, ink.stroke_width(2)))
                .map_err(text)?;
        }
        root.draw(&Circle::new((x, y), 11, ink.filled()))
            .map_err(text)?;
        root.draw(&Text::new(
            callout.text.clone(),
            (from, middle),
            text_style(palette::INK, TEXT).pos(Pos::new(HPos::Left, VPos::Center)),
        ))
        .map_err(text)?;
    }
    Ok(())
}

/// Row of each mark's text, and whether it stands left of its line. A mark
/// goes below those before it, so that no line crosses a text, unless it is
/// clear of all their texts.
fn mark_rows(marks: &[Mark], first: f64, last: f64) -> Vec<(usize, bool)> {
    let scale = (WIDTH - LEFT - RIGHT) / (last - first);
    let mut reach = f64::NEG_INFINITY;
    let mut row = 0;
    marks
        .iter()
        .map(|mark| {
            let x = LEFT + (mark.at_s - first) * scale;
            let width = width_em(&mark.text) * TEXT + 8.0;
            let leftwards = x + width > WIDTH;
            let from = if leftwards { x - width } else { x - 2.0 };
            if from > reach {
                row = 0;
                reach = f64::NEG_INFINITY;
            } else {
                row += 1;
            }
            reach = reach.max(if leftwards { x + 2.0 } else { x + width });
            (row, leftwards)
        })
        .collect()
}

/// Full times of day between two times of the run.
pub(super) fn time_ticks(first: f64, last: f64, words: &Words) -> Vec<f64> {
    const ROUND: [f64; 8] = [60.0, 120.0, 300.0, 600.0, 900.0, 1800.0, 3600.0, 7200.0];
    let step = step(last - first, 11.0, &ROUND);
    let start = words.start.seconds();
    let mut day = ((start + first) / step).ceil() * step;
    let mut ticks = Vec::new();
    while day - start <= last {
        ticks.push(day - start);
        day += step;
    }
    ticks
}

/// Round numbers from 0 to the first above `most`.
fn count_ticks(most: u32) -> Vec<f64> {
    const ROUND: [f64; 16] = [
        1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10_000.0,
        20_000.0, 50_000.0, 100_000.0,
    ];
    let step = step(f64::from(most), 6.0, &ROUND);
    let count = (f64::from(most) / step).ceil() as u32;
    (0..=count).map(|i| f64::from(i) * step).collect()
}

pub(super) fn text_style(colour: palette::Rgb, size: f64) -> TextStyle<'static> {
    // The library writes its size over 1.24 into the file.
    ("sans-serif", size * FINE * 1.24)
        .into_font()
        .color(&plot_colour(colour))
}

/// Puts the page's own head on the drawing: no fixed size, a description.
pub(super) fn dress(svg: &str, title: &str) -> String {
    let view_box = svg
        .split_once("viewBox=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .map_or("0 0 1 1", |(view_box, _)| view_box);
    let body = svg.split_once('>').map_or("", |(_, body)| body);
    format!(
        "<svg viewBox=\"{view_box}\" role=\"img\" aria-label=\"{}\" class=\"chart\" \
         xmlns=\"http://www.w3.org/2000/svg\">{body}",
        title
            .replace('&', "&amp;")
            .replace('"', "&quot;")
            .replace('<', "&lt;")
    )
}

pub(super) fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(at_s: f64, text: &str) -> Mark {
        Mark {
            at_s,
            text: text.to_owned(),
            strong: false,
        }
    }

    #[test]
    fn marks_close_together_get_rows_of_their_own() {
        let marks = [
            mark(600.0, "fire at 10:40"),
            mark(840.0, "alarm at 10:44"),
            mark(845.0, "first phase"),
            mark(7000.0, "all clear at 12:26"),
        ];
        let rows = mark_rows(&marks, 0.0, 7200.0);
        assert_eq!(rows[0], (0, false));
        assert_eq!(rows[1], (1, false));
        assert_eq!(rows[2], (2, false));
        assert_eq!(rows[3], (0, true), "near the edge it stands on the left");
        let apart = [mark(600.0, "fire at 10:40"), mark(5000.0, "later")];
        assert_eq!(mark_rows(&apart, 0.0, 7200.0), [(0, false), (0, false)]);
    }

    #[test]
    fn ticks_are_round_times_and_round_numbers() {
        let words = Words {
            language: crate::base::text::Language::English,
            start: crate::model::Time(37_830.0),
        };
        assert_eq!(time_ticks(0.0, 300.0, &words)[0], 30.0, "10:31");
        assert_eq!(count_ticks(4), [0.0, 1.0, 2.0, 3.0, 4.0]);
        assert_eq!(count_ticks(9_300).last(), Some(&10_000.0));
    }
}
