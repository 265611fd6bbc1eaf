//! A quantity over the time of day, as the window's cards show it.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::super::ReportError;
use super::super::palette;
use super::super::words::Words;
use super::curve::{
    Axis, FINE, HEIGHT, LEFT, RIGHT, TEXT, WIDTH, dress, text, text_style, time_ticks,
};
use super::{plot_colour, step};

/// Draws (time \[s\], value) in order of time, from zero up.
///
/// # Errors
/// If the plotting library fails.
pub(in super::super) fn course(
    points: &[(f64, f64)],
    title: &str,
    words: &Words,
) -> Result<String, ReportError> {
    let mut buffer = String::new();
    plot(points, title, words, &mut buffer).map_err(ReportError::Chart)?;
    Ok(dress(&buffer, title))
}

fn plot(
    points: &[(f64, f64)],
    title: &str,
    words: &Words,
    buffer: &mut String,
) -> Result<(), String> {
    let first = points.first().map_or(0.0, |p| p.0);
    let last = points.last().map_or(0.0, |p| p.0).max(first + 60.0);
    let most = points.iter().map(|p| p.1).fold(0.0, f64::max);
    let ticks = value_ticks(most);
    let ceiling = ticks.last().copied().unwrap_or(1.0);
    let pixels = |units: f64| (units * FINE).round() as u32;
    let size = (pixels(WIDTH), pixels(HEIGHT + 22.0));
    let root = SVGBackend::with_string(buffer, size).into_drawing_area();
    let mut chart = ChartBuilder::on(&root)
        .margin_top(pixels(22.0))
        .margin_right(pixels(RIGHT))
        .x_label_area_size(pixels(20.0))
        .y_label_area_size(pixels(LEFT))
        .build_cartesian_2d(
            Axis {
                range: first..last,
                ticks: time_ticks(first, last, words),
            },
            Axis {
                range: 0.0..ceiling,
                ticks,
            },
        )
        .map_err(text)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .bold_line_style(plot_colour(palette::LINE).stroke_width(3))
        .light_line_style(TRANSPARENT)
        .axis_style(plot_colour(palette::MUTED).stroke_width(3))
        .x_label_formatter(&|t| words.clock_minutes(*t))
        .y_label_formatter(&|value| format!("{}", (value * 100.0).round() / 100.0))
        .label_style(text_style(palette::MUTED, TEXT))
        .draw()
        .map_err(text)?;
    let line = plot_colour(palette::ACCENT).stroke_width(6);
    chart
        .draw_series(LineSeries::new(points.iter().copied(), line))
        .map_err(text)?;
    root.draw(&Text::new(
        title.to_owned(),
        (8, pixels(14.0) as i32),
        text_style(palette::INK, TEXT).pos(Pos::new(HPos::Left, VPos::Bottom)),
    ))
    .map_err(text)?;
    root.present().map_err(text)
}

/// Round numbers from 0 to the first above `most`.
fn value_ticks(most: f64) -> Vec<f64> {
    const ROUND: [f64; 14] = [
        0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0,
    ];
    let step = step(most, 5.0, &ROUND);
    let count = (most / step).ceil().max(1.0) as u32;
    (0..=count).map(|i| f64::from(i) * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::text::Language;
    use crate::model::Time;

    #[test]
    fn a_course_has_its_title_round_numbers_and_times_of_day() {
        let words = Words {
            language: Language::English,
            start: Time(10.0 * 3600.0),
        };
        let points: Vec<(f64, f64)> = (0..30)
            .map(|n| (f64::from(n) * 10.0, 0.05 * f64::from(n)))
            .collect();
        let svg = course(&points, "Speed, m/s", &words).unwrap();
        for expected in ["<svg", "Speed, m/s", "10:01", "10:04", "1.5", "polyline"] {
            assert!(svg.contains(expected), "{expected} is missing");
        }
        assert_eq!(value_ticks(1.45), [0.0, 0.5, 1.0, 1.5]);
        assert_eq!(value_ticks(0.0), [0.0, 0.1]);
        course(&[], "empty", &words).unwrap();
    }
}
