//! A diagram as SVG: bands and curves of what was measured elsewhere, points
//! of what Muster gives, a legend underneath.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::escaped;
use crate::analysis::report::ReportError;
use crate::analysis::report::palette::{self, Rgb};
use crate::analysis::report::words::width_em;
use crate::base::text::Language;
use crate::verify::outcome::{Plot, Series, figure};

/// Pixels of the plotting library a unit of the page: its pixels are whole
/// numbers.
const FINE: f64 = 4.0;
/// Width [units].
const WIDTH: f64 = 640.0;
/// Height without the legend [units].
const HEIGHT: f64 = 300.0;
/// Height of a row of the legend [units].
const ROW: f64 = 16.0;
/// Size of texts [units].
const TEXT: f64 = 10.5;
/// Left end of the axis [units].
const LEFT: f64 = 44.0;
/// Colours of the curves and reference points, one after the other.
const OTHERS: [Rgb; 4] = [
    palette::MUTED,
    Rgb(170, 108, 20),
    Rgb(94, 73, 140),
    Rgb(52, 122, 96),
];
/// Colours of Muster's own series.
const OURS: [Rgb; 2] = [palette::ACCENT, Rgb(187, 56, 46)];

/// The diagram, which needs nothing outside it.
///
/// # Errors
/// If the plotting library fails.
pub(super) fn svg(plot: &Plot, language: Language) -> Result<String, ReportError> {
    let entries = legend(plot, language);
    let mut buffer = String::new();
    draw(plot, &entries, language, &mut buffer).map_err(ReportError::Chart)?;
    Ok(dress(&buffer, &plot.title.text(language)))
}

/// A line of the legend: where it stands [units], the mark, the text.
struct Entry {
    x: f64,
    row: usize,
    mark: Mark,
    text: String,
}

/// How a series looks.
#[derive(Clone, Copy)]
enum Mark {
    Band,
    Curve(Rgb, bool),
    Cross(Rgb),
    Square(Rgb),
    Dot(Rgb),
}

/// How each series looks, in order.
fn marks(plot: &Plot) -> Vec<Mark> {
    let (mut others, mut points, mut ours) = (0, 0, 0);
    let mut marks = Vec::new();
    for series in &plot.series {
        marks.push(match series {
            Series::Band(..) => Mark::Band,
            Series::Curve(..) => {
                others += 1;
                let which = others - 1;
                Mark::Curve(OTHERS[which % OTHERS.len()], which % 2 == 1)
            }
            Series::Reference(..) => {
                others += 1;
                points += 1;
                let colour = OTHERS[(others - 1) % OTHERS.len()];
                if points % 2 == 1 {
                    Mark::Cross(colour)
                } else {
                    Mark::Square(colour)
                }
            }
            Series::Muster(..) => {
                ours += 1;
                Mark::Dot(OURS[(ours - 1) % OURS.len()])
            }
        });
    }
    marks
}

fn name(series: &Series, language: Language) -> String {
    match series {
        Series::Muster(said, _)
        | Series::Reference(said, _)
        | Series::Curve(said, _)
        | Series::Band(said, _) => said.text(language),
    }
}

fn legend(plot: &Plot, language: Language) -> Vec<Entry> {
    let (mut x, mut row) = (LEFT, 0);
    let mut entries = Vec::new();
    for (series, mark) in plot.series.iter().zip(marks(plot)) {
        let text = name(series, language);
        let width = 26.0 + width_em(&text) * TEXT + 16.0;
        if x > LEFT && x + width > WIDTH {
            x = LEFT;
            row += 1;
        }
        entries.push(Entry { x, row, mark, text });
        x += width;
    }
    entries
}

fn pixels(units: f64) -> i32 {
    (units * FINE).round() as i32
}

fn colour(rgb: Rgb) -> RGBColor {
    RGBColor(rgb.0, rgb.1, rgb.2)
}

fn style(rgb: Rgb) -> TextStyle<'static> {
    // The library writes its size over 1.24 into the file.
    ("sans-serif", TEXT * FINE * 1.24)
        .into_font()
        .color(&colour(rgb))
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

fn draw(
    plot: &Plot,
    entries: &[Entry],
    language: Language,
    buffer: &mut String,
) -> Result<(), String> {
    let rows = entries.iter().map(|entry| entry.row + 1).max().unwrap_or(0);
    let height = HEIGHT + 10.0 + rows as f64 * ROW;
    let size = (pixels(WIDTH) as u32, pixels(height) as u32);
    let root = SVGBackend::with_string(buffer, size).into_drawing_area();
    let (x_step, x_end) = scale(largest(plot, |point| point.0), 9.0);
    let (y_step, y_end) = scale(largest(plot, |point| point.1), 6.0);
    let mut chart = ChartBuilder::on(&root)
        .margin_top(pixels(24.0))
        .margin_right(pixels(14.0))
        .margin_bottom(pixels(height - HEIGHT + 18.0))
        .x_label_area_size(pixels(20.0))
        .y_label_area_size(pixels(LEFT))
        .build_cartesian_2d(0.0..x_end, 0.0..y_end)
        .map_err(text)?;
    let decimals = |step: f64| {
        if step < 0.1 {
            2
        } else {
            usize::from(step < 1.0)
        }
    };
    chart
        .configure_mesh()
        .disable_x_mesh()
        .x_labels((x_end / x_step).round() as usize + 1)
        .y_labels((y_end / y_step).round() as usize + 1)
        .bold_line_style(colour(palette::LINE).stroke_width(3))
        .light_line_style(TRANSPARENT)
        .axis_style(colour(palette::MUTED).stroke_width(3))
        .set_tick_mark_size(LabelAreaPosition::Bottom, 16)
        .set_tick_mark_size(LabelAreaPosition::Left, 12)
        .x_label_formatter(&|x| figure(*x, decimals(x_step)))
        .y_label_formatter(&|y| figure(*y, decimals(y_step)))
        .label_style(style(palette::MUTED))
        .draw()
        .map_err(text)?;
    let plane = |x: f64, y: f64| chart.backend_coord(&(x.clamp(0.0, x_end), y.clamp(0.0, y_end)));
    for (series, mark) in plot.series.iter().zip(marks(plot)) {
        draw_series(&root, series, mark, &plane)?;
    }
    let axis = |pos| style(palette::MUTED).pos(pos);
    root.draw(&Text::new(
        plot.y.text(language),
        (8, pixels(11.0)),
        axis(Pos::new(HPos::Left, VPos::Center)),
    ))
    .map_err(text)?;
    root.draw(&Text::new(
        plot.x.text(language),
        (pixels(WIDTH - 14.0), pixels(HEIGHT - 7.0)),
        axis(Pos::new(HPos::Right, VPos::Center)),
    ))
    .map_err(text)?;
    for entry in entries {
        draw_entry(&root, entry)?;
    }
    root.present().map_err(text)
}

type Root<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;

fn draw_series(
    root: &Root<'_>,
    series: &Series,
    mark: Mark,
    plane: &dyn Fn(f64, f64) -> (i32, i32),
) -> Result<(), String> {
    match series {
        Series::Band(_, points) => {
            let low = points.iter().map(|p| plane(p.0, p.1));
            let high = points.iter().rev().map(|p| plane(p.0, p.2));
            let outline: Vec<(i32, i32)> = low.chain(high).collect();
            root.draw(&Polygon::new(outline, band())).map_err(text)?;
        }
        Series::Curve(_, points) => {
            let line: Vec<(i32, i32)> = points.iter().map(|p| plane(p.0, p.1)).collect();
            draw_curve(root, &line, mark)?;
        }
        Series::Reference(_, points) => {
            for point in points {
                draw_mark(root, plane(point.0, point.1), mark)?;
            }
        }
        Series::Muster(_, points) => {
            for point in points.iter().filter(|point| point.1.is_finite()) {
                if let (Mark::Dot(rgb), true) = (mark, point.2.is_finite() && point.2 > 0.0) {
                    let ends = [
                        plane(point.0, point.1 - point.2),
                        plane(point.0, point.1 + point.2),
                    ];
                    root.draw(&PathElement::new(ends, colour(rgb).stroke_width(5)))
                        .map_err(text)?;
                }
                draw_mark(root, plane(point.0, point.1), mark)?;
            }
        }
    }
    Ok(())
}

fn band() -> ShapeStyle {
    colour(palette::GOOD).mix(0.13).filled()
}

/// A line, or its dashes.
fn draw_curve(root: &Root<'_>, line: &[(i32, i32)], mark: Mark) -> Result<(), String> {
    let Mark::Curve(rgb, dashed) = mark else {
        return Ok(());
    };
    let style = colour(rgb).stroke_width(6);
    if !dashed {
        return root
            .draw(&PathElement::new(line.to_vec(), style))
            .map_err(text);
    }
    for dash in dashes(line) {
        root.draw(&PathElement::new(dash, style)).map_err(text)?;
    }
    Ok(())
}

/// Cuts a line into dashes of equal length with gaps between.
fn dashes(line: &[(i32, i32)]) -> Vec<Vec<(i32, i32)>> {
    const DASH: f64 = 26.0;
    let (mut done, mut dashes) = (0.0, Vec::<Vec<(i32, i32)>>::new());
    let mut open = false;
    for pair in line.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let (dx, dy) = (f64::from(to.0 - from.0), f64::from(to.1 - from.1));
        let length = (dx * dx + dy * dy).sqrt();
        let pieces = (length / 4.0).ceil().max(1.0) as u32;
        for piece in 0..pieces {
            let at = |share: f64| {
                (
                    from.0 + (dx * share).round() as i32,
                    from.1 + (dy * share).round() as i32,
                )
            };
            let drawn = ((done / DASH) as u64).is_multiple_of(2);
            if drawn {
                if !open {
                    dashes.push(vec![at(f64::from(piece) / f64::from(pieces))]);
                }
                if let Some(dash) = dashes.last_mut() {
                    dash.push(at(f64::from(piece + 1) / f64::from(pieces)));
                }
            }
            open = drawn;
            done += length / f64::from(pieces);
        }
    }
    dashes
}

fn draw_mark(root: &Root<'_>, (x, y): (i32, i32), mark: Mark) -> Result<(), String> {
    match mark {
        Mark::Cross(rgb) => {
            let style = colour(rgb).stroke_width(7);
            for ends in [
                [(x - 14, y - 14), (x + 14, y + 14)],
                [(x - 14, y + 14), (x + 14, y - 14)],
            ] {
                root.draw(&PathElement::new(ends, style)).map_err(text)?;
            }
            Ok(())
        }
        Mark::Square(rgb) => {
            // A path, because the library draws rectangles with hairlines.
            let (low, high) = ((x - 12, y - 12), (x + 12, y + 12));
            let corners = [
                low,
                (high.0, low.1),
                high,
                (low.0, high.1),
                low,
                (high.0, low.1),
            ];
            let outline = colour(rgb).stroke_width(7);
            root.draw(&PathElement::new(corners, outline)).map_err(text)
        }
        Mark::Dot(rgb) => {
            let ground = colour(palette::PAPER).filled();
            root.draw(&Circle::new((x, y), 20, ground)).map_err(text)?;
            let dot = colour(rgb).filled();
            root.draw(&Circle::new((x, y), 16, dot)).map_err(text)
        }
        Mark::Band | Mark::Curve(..) => Ok(()),
    }
}

fn draw_entry(root: &Root<'_>, entry: &Entry) -> Result<(), String> {
    let y = pixels(HEIGHT + 12.0 + entry.row as f64 * ROW);
    let (left, right) = (pixels(entry.x), pixels(entry.x + 18.0));
    match entry.mark {
        Mark::Band => {
            let area = [(left, y - 18), (right, y + 18)];
            root.draw(&Rectangle::new(area, band())).map_err(text)?;
        }
        Mark::Curve(..) => draw_curve(root, &[(left, y), (right, y)], entry.mark)?,
        Mark::Cross(_) | Mark::Square(_) | Mark::Dot(_) => {
            draw_mark(root, ((left + right) / 2, y), entry.mark)?
        }
    }
    let place = (pixels(entry.x + 23.0), y);
    let anchor = Pos::new(HPos::Left, VPos::Center);
    let words = style(palette::INK).pos(anchor);
    root.draw(&Text::new(entry.text.clone(), place, words))
        .map_err(text)
}

/// The largest of all coordinates that are drawn.
fn largest(plot: &Plot, of: impl Fn((f64, f64)) -> f64) -> f64 {
    let mut points = Vec::new();
    for series in &plot.series {
        match series {
            Series::Muster(_, list) => points.extend(list.iter().map(|p| (p.0, p.1))),
            Series::Reference(_, list) | Series::Curve(_, list) => points.extend(list),
            Series::Band(_, list) => points.extend(list.iter().map(|p| (p.0, p.2))),
        }
    }
    let values = points.into_iter().map(of).filter(|value| value.is_finite());
    values.fold(0.0, f64::max)
}

/// A round step, and the end of an axis from 0 a whole number of steps long
/// that holds `most`.
fn scale(most: f64, pieces: f64) -> (f64, f64) {
    const ROUND: [f64; 13] = [
        0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0,
    ];
    let most = most.max(0.1);
    let step = ROUND.into_iter().find(|step| most / step <= pieces);
    let step = step.unwrap_or(most);
    (step, (most / step - 1e-9).ceil() * step)
}

/// Puts the page's own head on the drawing: no fixed size, a description.
fn dress(svg: &str, title: &str) -> String {
    let view_box = svg
        .split_once("viewBox=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .map_or("0 0 1 1", |(view_box, _)| view_box);
    let body = svg.split_once('>').map_or("", |(_, body)| body);
    format!(
        "<svg viewBox=\"{view_box}\" role=\"img\" aria-label=\"{}\" class=\"chart\" \
         xmlns=\"http://www.w3.org/2000/svg\">{body}",
        escaped(title)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_end_at_round_numbers_above_all_points() {
        assert_eq!(scale(2.6, 6.0), (0.5, 3.0));
        assert_eq!(scale(1.5, 9.0).0, 0.2);
        assert!((scale(1.5, 9.0).1 - 1.6).abs() < 1e-9);
        assert_eq!(scale(150.0, 9.0), (20.0, 160.0));
    }

    #[test]
    fn dashes_cover_half_a_line() {
        let dashes = dashes(&[(0, 0), (520, 0)]);
        assert_eq!(dashes.len(), 10);
        let drawn: i32 = dashes.iter().map(|d| d[d.len() - 1].0 - d[0].0).sum();
        assert!((240..=280).contains(&drawn), "{drawn}");
    }
}
