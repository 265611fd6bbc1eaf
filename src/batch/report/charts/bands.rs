//! People inside over time, a small panel a variant: the band of all replications, the
//! median run, and the baseline's median for comparison.

use super::{Anchor, Pen, SMALL, TEXT, WIDTH, fitting, round_step, tick_text};
use crate::analysis::report::palette;
use crate::analysis::report::words::{Words, width_em};

/// Height of a panel with its title and axis [units].
const HEIGHT: f64 = 132.0;
/// Room between panels [units].
const GAP: f64 = 14.0;
/// Room left of the first panel of a row for the axis [units].
const LEFT: f64 = 40.0;

/// A variant.
#[derive(Clone, Debug)]
pub(in super::super) struct Panel {
    /// Its name.
    pub(in super::super) name: String,
    /// Time between two points \[s\].
    pub(in super::super) step_s: f64,
    /// Lower line, median, upper line.
    pub(in super::super) lines: [Vec<f64>; 3],
    /// The alarm \[s\].
    pub(in super::super) alarm_s: f64,
}

/// What the chart shows.
#[derive(Clone, Debug)]
pub(in super::super) struct Panels {
    /// Panels, by row.
    pub(in super::super) panels: Vec<Panel>,
    /// Median of the baseline: time between two points \[s\], and the points.
    pub(in super::super) baseline: Option<(f64, Vec<f64>)>,
}

/// Draws the chart. The start of `words` is the start of the runs.
pub(in super::super) fn bands(chart: &Panels, words: &Words, title: &str) -> String {
    let columns = match chart.panels.len() {
        0..=2 => 2,
        4 => 2,
        _ => 3,
    };
    let rows = chart.panels.len().div_ceil(columns);
    let width = (WIDTH - LEFT - GAP * columns as f64) / columns as f64;
    let all = chart.panels.iter();
    let longest = |step_s: f64, points: usize| step_s * points.saturating_sub(1) as f64;
    let last_s = all
        .clone()
        .map(|panel| longest(panel.step_s, panel.lines[1].len()));
    let last_s = last_s.fold(60.0, f64::max);
    let most = all
        .flat_map(|panel| panel.lines[2].iter().copied())
        .fold(4.0, f64::max);
    // What was before the first alarm does not matter here, but for a little.
    let alarms = chart.panels.iter().map(|panel| panel.alarm_s);
    let alarm_s = alarms.fold(f64::INFINITY, f64::min).min(last_s);
    let first_s = (alarm_s - 0.2 * (last_s - alarm_s)).max(0.0);
    let view = View {
        width,
        first_s,
        last_s,
        most,
    };
    let mut pen = Pen::new(WIDTH, rows as f64 * (HEIGHT + GAP), title);
    for (index, panel) in chart.panels.iter().enumerate() {
        let place = (
            LEFT + (index % columns) as f64 * (width + GAP),
            (index / columns) as f64 * (HEIGHT + GAP),
        );
        pen = view.panel(
            pen,
            panel,
            chart.baseline.as_ref(),
            place,
            words,
            index % columns == 0,
        );
    }
    pen.0.to_string()
}

/// What all panels share.
struct View {
    width: f64,
    first_s: f64,
    last_s: f64,
    most: f64,
}

impl View {
    fn panel(
        &self,
        mut pen: Pen,
        panel: &Panel,
        baseline: Option<&(f64, Vec<f64>)>,
        (left, above): (f64, f64),
        words: &Words,
        is_first: bool,
    ) -> Pen {
        let (top, floor) = (above + 30.0, above + HEIGHT - 14.0);
        let span_s = self.last_s - self.first_s;
        let x = |t_s: f64| left + (t_s - self.first_s).max(0.0) / span_s * self.width;
        let y = |people: f64| floor - people / self.most * (floor - top);
        for (row, line) in rows_of(&panel.name, self.width / TEXT).iter().enumerate() {
            let place = (left, above + 10.0 + 11.5 * row as f64);
            pen = pen.text(place, Anchor::Start, TEXT, palette::INK, line);
        }
        let step = round_step(self.most / 3.0);
        let ticks = (self.most / step).floor() as usize;
        for tick in 0..=ticks {
            let people = tick as f64 * step;
            pen = pen.line(
                (left, y(people)),
                (left + self.width, y(people)),
                palette::LINE,
                0.6,
            );
            if is_first {
                let (place, text) = ((left - 4.0, y(people) + 3.0), tick_text(people));
                pen = pen.text(place, Anchor::End, SMALL, palette::MUTED, &text);
            }
        }
        let line = |step_s: f64, points: &[f64]| -> Vec<(f64, f64)> {
            let first = (self.first_s / step_s).floor() as usize;
            let at = points.iter().enumerate().skip(first);
            // A run that is over stays as it ended, to the edge of the panel.
            let stays = points.last().map(|people| (x(self.last_s), y(*people)));
            at.map(|(i, people)| (x(i as f64 * step_s), y(*people)))
                .chain(stays)
                .collect()
        };
        let [low, median, high] = panel.lines.each_ref().map(|l| line(panel.step_s, l));
        pen = pen.area(&high, &low, palette::PAPER.lerp(palette::ACCENT, 0.28));
        if panel.alarm_s > 0.0 {
            let alarm = x(panel.alarm_s);
            pen = pen.line((alarm, top), (alarm, floor), palette::DANGER, 0.9);
        }
        if let Some((step_s, points)) = baseline {
            pen = pen.course(&line(*step_s, points), palette::MUTED, 1.1, "3 2");
        }
        pen = pen.course(&median, palette::ACCENT, 1.6, "none");
        pen = pen.line(
            (left, floor),
            (left + self.width, floor),
            palette::MUTED,
            0.8,
        );
        self.times(pen, words, &x, floor)
    }

    /// Times of day below a panel.
    fn times(&self, mut pen: Pen, words: &Words, x: &dyn Fn(f64) -> f64, floor: f64) -> Pen {
        const ROUND_S: [f64; 9] = [
            60.0, 120.0, 300.0, 600.0, 900.0, 1800.0, 3600.0, 7200.0, 14_400.0,
        ];
        let span_s = self.last_s - self.first_s;
        let fits = |step: &f64| span_s / step <= (self.width / 48.0).max(2.0);
        let step = ROUND_S.into_iter().find(fits).unwrap_or(28_800.0);
        let start = words.start.seconds();
        let mut day = ((start + self.first_s) / step).ceil() * step;
        while day - start <= self.last_s {
            let at = x(day - start);
            pen = pen.line((at, floor), (at, floor + 3.0), palette::MUTED, 0.8);
            let text = words.clock_minutes(day - start);
            // Texts of neighbouring panels shall not meet.
            let anchor = match day - start {
                t_s if t_s - self.first_s < 0.06 * span_s => Anchor::Start,
                t_s if self.last_s - t_s < 0.06 * span_s => Anchor::End,
                _ => Anchor::Middle,
            };
            pen = pen.text((at, floor + 12.0), anchor, SMALL, palette::MUTED, &text);
            day += step;
        }
        pen
    }
}

/// A name in two rows at most, broken between its levels.
fn rows_of(name: &str, ems: f64) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for part in name.split(" · ") {
        match rows.last_mut() {
            Some(row) if rows_fit(row, part, ems) => *row = format!("{row} · {part}"),
            _ => rows.push(part.to_owned()),
        }
    }
    if rows.len() > 2 {
        let rest = rows.split_off(1).join(" · ");
        rows.push(rest);
    }
    rows.iter().map(|row| fitting(row, ems)).collect()
}

fn rows_fit(row: &str, part: &str, ems: f64) -> bool {
    width_em(row) + width_em(part) + 1.2 <= ems
}
