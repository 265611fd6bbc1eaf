//! Density on the map: squares in six steps, and everybody as a dot.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use svg::node::element::{Circle, Group, Path, Pattern};

use super::super::input::{DensityPoint, Dot};
use super::super::palette;
use super::view::{View, unit};

/// Finest square of density [units]: 0.6 mm on paper.
const FINEST: f64 = 2.4;

/// Steps of density under which everybody is still seen as a dot; where it is
/// denser the colour speaks alone.
pub(super) const THIN: Range<usize> = 0..2;
/// The other steps.
pub(super) const THICK: Range<usize> = 2..6;
/// All steps.
pub(super) const ALL: Range<usize> = 0..6;

/// Squares of some steps of density, one path a step. Sample points finer than
/// print are taken together, the greatest counts. `clip` names what they may
/// cover.
pub(super) fn squares(
    view: &View,
    (points, spacing_m): (&[DensityPoint], f64),
    steps: &Range<usize>,
    clip: &str,
) -> Group {
    let spacing = if spacing_m > 0.0 { spacing_m } else { 1.0 };
    let side_m = spacing.max(FINEST / view.scale);
    let window = view.window();
    let mut grid: BTreeMap<(i64, i64), f64> = BTreeMap::new();
    for point in points {
        let (x, y) = (f64::from(point.x_mm) * 1e-3, f64::from(point.y_mm) * 1e-3);
        if !window.contains(crate::base::Vec2::new(x, y)) {
            continue;
        }
        let key = ((y / side_m).floor() as i64, (x / side_m).floor() as i64);
        let cell = grid.entry(key).or_insert(0.0);
        *cell = cell.max(f64::from(point.per_m2));
    }
    let mut group = Group::new().set("clip-path", format!("url(#{clip})"));
    for (step, data) in runs(view, &grid, side_m).into_iter().enumerate() {
        if data.is_empty() || !steps.contains(&step) {
            continue;
        }
        group = group.add(
            Path::new()
                .set("d", data.as_str())
                .set("fill", palette::DENSITY[step].hex()),
        );
        if step >= 4 {
            group = group.add(
                Path::new()
                    .set("d", data)
                    .set("fill", format!("url(#{clip}-{})", texture_name(step))),
            );
        }
    }
    group
}

/// Path data of each step: neighbours of one step in a row are one rectangle.
fn runs(view: &View, grid: &BTreeMap<(i64, i64), f64>, side_m: f64) -> [String; 6] {
    let mut out: [String; 6] = Default::default();
    let mut run: Option<(i64, i64, i64, usize)> = None;
    let mut close = |run: Option<(i64, i64, i64, usize)>| {
        if let Some((row, from, to, step)) = run {
            let corner = view.at(crate::base::Vec2::new(
                from as f64 * side_m,
                (row + 1) as f64 * side_m,
            ));
            let width = (to - from + 1) as f64 * side_m * view.scale;
            let _ = write!(
                out[step],
                "M{} {}h{}v{}h{}z",
                unit(corner.x),
                unit(corner.y),
                unit(width),
                unit(side_m * view.scale),
                unit(-width)
            );
        }
    };
    for (&(row, column), &density) in grid {
        // Empty ground stays ground.
        if density < 0.05 {
            continue;
        }
        let step = palette::density_step(density);
        match &mut run {
            Some((r, _, to, s)) if *r == row && *to + 1 == column && *s == step => *to = column,
            _ => {
                close(run.take());
                run = Some((row, column, column, step));
            }
        }
    }
    close(run);
    out
}

fn texture_name(step: usize) -> &'static str {
    if step >= 5 { "cross" } else { "hatch" }
}

/// Lines over the two highest steps, so that they stand out without colour.
pub(super) fn textures(clip: &str) -> Vec<Pattern> {
    [(4, "M0 4L4 0"), (5, "M0 4L4 0M0 0L4 4")]
        .into_iter()
        .map(|(step, lines)| {
            Pattern::new()
                .set("id", format!("{clip}-{}", texture_name(step)))
                .set("width", 4)
                .set("height", 4)
                .set("patternUnits", "userSpaceOnUse")
                .add(
                    Path::new()
                        .set("d", lines)
                        .set("stroke", palette::INK.hex())
                        .set("stroke-width", 0.45)
                        .set("stroke-opacity", 0.65),
                )
        })
        .collect()
}

/// Everybody as a small dot of one colour: for maps of the whole venue.
pub(super) fn crowd(view: &View, people: &[&Dot]) -> Path {
    let mut data = String::with_capacity(people.len() * 14);
    for dot in people {
        let spot = view.at_mm(dot.x_mm, dot.y_mm);
        let _ = write!(data, "M{} {}h0", unit(spot.x), unit(spot.y));
    }
    let size = (0.4 * view.scale).clamp(0.8, 2.2);
    Path::new()
        .set("d", data)
        .set("stroke", palette::PERSON.hex())
        .set("stroke-opacity", 0.6)
        .set("stroke-width", unit(size))
        .set("stroke-linecap", "round")
        .set("fill", "none")
}

/// Everybody as a body of true size, coloured by state: for close-ups.
pub(super) fn bodies(view: &View, people: &[&Dot]) -> Group {
    let window = view.window().grown(1.0);
    let radius = unit(0.2 * view.scale);
    let mut group = Group::new()
        .set("stroke", palette::PAPER.hex())
        .set("stroke-width", 0.6);
    for dot in people {
        let at = crate::base::Vec2::new(f64::from(dot.x_mm) * 1e-3, f64::from(dot.y_mm) * 1e-3);
        if !window.contains(at) {
            continue;
        }
        let spot = view.at(at);
        group = group.add(
            Circle::new()
                .set("cx", unit(spot.x))
                .set("cy", unit(spot.y))
                .set("r", radius.as_str())
                .set("fill", palette::state(dot.state).hex()),
        );
    }
    group
}
