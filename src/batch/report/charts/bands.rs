//! People inside over time, a small panel a variant: the band of all replications, the
//! median run, and the baseline's median for comparison.

use super::{Anchor, Pen, SMALL, TEXT, WIDTH, round_step, tick_text};
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
    /// A line below the name.
    pub(in super::super) note: String,
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
    let view = View {
        width,
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
        let x = |t_s: f64| left + t_s / self.last_s * self.width;
        let y = |people: f64| floor - people / self.most * (floor - top);
        let name = fitting(&panel.name, self.width / TEXT);
        pen = pen.text(
            (left, above + 11.0),
            Anchor::Start,
            TEXT,
            palette::INK,
            &name,
        );
        pen = pen.text(
            (left, above + 22.0),
            Anchor::Start,
            SMALL,
            palette::MUTED,
            &panel.note,
        );
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
            let at = points.iter().enumerate();
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
        let fits = |step: &f64| self.last_s / step <= (self.width / 56.0).max(2.0);
        let step = ROUND_S.into_iter().find(fits).unwrap_or(28_800.0);
        let start = words.start.seconds();
        let mut day = (start / step).ceil() * step;
        while day - start <= self.last_s {
            let at = x(day - start);
            pen = pen.line((at, floor), (at, floor + 3.0), palette::MUTED, 0.8);
            let text = words.clock_minutes(day - start);
            pen = pen.text(
                (at, floor + 12.0),
                Anchor::Middle,
                SMALL,
                palette::MUTED,
                &text,
            );
            day += step;
        }
        pen
    }
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
