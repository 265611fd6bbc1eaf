//! The ground: places and paths, lighter uphill; stairs hatched along their
//! treads, slopes with an arrow uphill; walls, obstacles and barriers.

use std::fmt::Write as _;

use svg::node::element::{ClipPath, Group, Path};

use super::super::input::{CellShape, ReportInput};
use super::super::palette;
use super::view::{Spot, View, trace, unit};
use crate::base::Vec2;
use crate::model::Surface;

/// Distance between treads drawn on stairs [units].
const TREADS_APART: f64 = 3.2;
/// Distance between arrows on slopes [units].
const ARROWS_APART: f64 = 46.0;
/// Grade from which a path gets an arrow.
const STEEP: f64 = 0.03;

/// Path data of a cell's walkable space.
pub(super) fn outline(view: &View, cell: &CellShape) -> String {
    cell.polygons
        .iter()
        .flatten()
        .map(|ring| trace(view, ring, "Z"))
        .collect()
}

/// All cells of a sheet as one clipping shape.
pub(super) fn clip(view: &View, input: &ReportInput, sheet: i8, id: &str) -> ClipPath {
    let data: String = cells(input, sheet)
        .map(|cell| outline(view, cell))
        .collect();
    ClipPath::new()
        .set("id", id)
        .add(Path::new().set("d", data).set("clip-rule", "evenodd"))
}

/// Cells of a sheet.
pub(super) fn cells(input: &ReportInput, sheet: i8) -> impl Iterator<Item = &CellShape> {
    input
        .venue
        .cells
        .iter()
        .filter(move |cell| cell.sheet == sheet)
}

/// Lowest and highest elevation of the venue \[m\].
pub(super) fn elevations(input: &ReportInput) -> (f64, f64) {
    let mut range = (f64::INFINITY, f64::NEG_INFINITY);
    for cell in &input.venue.cells {
        let along = cell.line.iter().map(|(_, z)| *z);
        for z in along.chain(std::iter::once(cell.z_m)) {
            range = (range.0.min(z), range.1.max(z));
        }
    }
    if range.0 > range.1 { (0.0, 0.0) } else { range }
}

/// Fills of places and paths, with treads and arrows.
pub(super) fn fills(view: &View, input: &ReportInput, sheet: i8, clip_id: &str) -> Group {
    let (lowest, highest) = elevations(input);
    let mut plain = Group::new();
    let mut sloping = Group::new()
        .set("clip-path", format!("url(#{clip_id})"))
        .set("fill", "none")
        .set("stroke-linejoin", "round");
    for cell in cells(input, sheet) {
        plain = plain.add(
            Path::new()
                .set("d", outline(view, cell))
                .set("fill-rule", "evenodd")
                .set("fill", palette::ground(cell.z_m, lowest, highest).hex()),
        );
        for (points, z) in strips(cell) {
            sloping = sloping.add(
                Path::new()
                    .set("d", trace(view, &points, ""))
                    .set("stroke-width", unit(cell.width_m * view.scale + 0.6))
                    .set("stroke", palette::ground(z, lowest, highest).hex()),
            );
        }
        let treads = treads(view, cell);
        if !treads.is_empty() {
            sloping = sloping.add(
                Path::new()
                    .set("d", treads)
                    .set("stroke", palette::TREAD.hex())
                    .set("stroke-width", 0.6),
            );
        }
        let arrows = arrows(view, cell);
        if !arrows.is_empty() {
            sloping = sloping.add(
                Path::new()
                    .set("d", arrows)
                    .set("stroke", palette::TREAD.hex())
                    .set("stroke-width", 0.9),
            );
        }
    }
    Group::new().add(plain).add(sloping)
}

/// A path cut into short pieces with their mean elevation, where it climbs.
fn strips(cell: &CellShape) -> Vec<(Vec<Vec2>, f64)> {
    let mut out = Vec::new();
    for pair in cell.line.windows(2) {
        let ((a, za), (b, zb)) = (pair[0], pair[1]);
        let pieces = ((zb - za).abs() / 2.0).ceil().clamp(1.0, 40.0) as usize;
        for i in 0..pieces {
            let at = |k: usize| k as f64 / pieces as f64;
            let (s, e) = (at(i), at(i + 1));
            // A little overlap hides the seam between two pieces.
            let reach = (e + 0.02).min(1.0);
            out.push((
                vec![a.lerp(b, s), a.lerp(b, reach)],
                za + (zb - za) * 0.5 * (s + e),
            ));
        }
    }
    out
}

/// Visits points along a path, `step` metres apart: where, which way it
/// climbs (unit vector uphill), and its grade there.
fn along(cell: &CellShape, step_m: f64, mut visit: impl FnMut(Vec2, Vec2, f64)) {
    let mut left = step_m * 0.5;
    for pair in cell.line.windows(2) {
        let ((a, za), (b, zb)) = (pair[0], pair[1]);
        let length = a.distance(b);
        if length < 1e-6 {
            continue;
        }
        let direction = (b - a) * (1.0 / length);
        let grade = (zb - za) / length;
        let uphill = if grade < 0.0 { -direction } else { direction };
        while left < length {
            visit(a + direction * left, uphill, grade.abs());
            left += step_m;
        }
        left -= length;
    }
}

fn treads(view: &View, cell: &CellShape) -> String {
    let Surface::Stairs { tread, .. } = cell.surface else {
        return String::new();
    };
    let step_m = (TREADS_APART / view.scale).max(tread);
    let mut data = String::new();
    along(cell, step_m, |at, uphill, _| {
        let half = uphill.left() * (cell.width_m * 0.5);
        let (a, b) = (view.at(at - half), view.at(at + half));
        let _ = write!(
            data,
            "M{} {}L{} {}",
            unit(a.x),
            unit(a.y),
            unit(b.x),
            unit(b.y)
        );
    });
    data
}

fn arrows(view: &View, cell: &CellShape) -> String {
    let mut data = String::new();
    if matches!(cell.surface, Surface::Stairs { .. }) {
        return data;
    }
    let wing = (cell.width_m * view.scale * 0.28).clamp(1.6, 5.0);
    along(cell, ARROWS_APART / view.scale, |at, uphill, grade| {
        if grade < STEEP {
            return;
        }
        let tip = view.at(at + uphill * (wing / view.scale));
        let side = |sign: f64| -> Spot {
            view.at(at - uphill * (wing * 0.4 / view.scale)
                + uphill.left() * (sign * wing / view.scale))
        };
        let (l, r) = (side(1.0), side(-1.0));
        let _ = write!(
            data,
            "M{} {}L{} {}L{} {}",
            unit(l.x),
            unit(l.y),
            unit(tip.x),
            unit(tip.y),
            unit(r.x),
            unit(r.y)
        );
    });
    data
}

/// Walls, open borders, obstacles and barriers.
pub(super) fn walls(view: &View, input: &ReportInput, sheet: i8) -> Group {
    let (lowest, highest) = elevations(input);
    let edges: String = cells(input, sheet)
        .map(|cell| outline(view, cell))
        .collect();
    let gaps: String = input
        .venue
        .gaps
        .iter()
        .filter(|gap| gap.sheet == sheet)
        .map(|gap| trace(view, &[gap.line.0, gap.line.1], ""))
        .collect();
    let middle = palette::ground(0.5 * (lowest + highest), lowest, highest);
    Group::new()
        .set("fill", "none")
        .add(
            Path::new()
                .set("d", edges)
                .set("stroke", palette::WALL.hex())
                .set("stroke-width", 0.9)
                .set("stroke-linejoin", "round"),
        )
        .add(
            Path::new()
                .set("d", gaps)
                .set("stroke", middle.hex())
                .set("stroke-width", 1.5),
        )
        .add(solids(view, input, sheet))
}

fn solids(view: &View, input: &ReportInput, sheet: i8) -> Group {
    let venue = &input.scenario.venue;
    let here = |cell: &str| input.venue.sheet_of(cell) == sheet;
    let points =
        |list: &[(f64, f64)]| -> Vec<Vec2> { list.iter().map(|p| Vec2::from(*p)).collect() };
    let obstacles: String = venue
        .obstacles
        .iter()
        .filter(|obstacle| here(&obstacle.on))
        .flat_map(|obstacle| obstacle.copies())
        .map(|copy| trace(view, &points(&copy), "Z"))
        .collect();
    let barriers: String = venue
        .barriers
        .iter()
        .filter(|barrier| here(&barrier.on))
        .map(|barrier| trace(view, &points(&barrier.line), ""))
        .collect();
    Group::new()
        .add(
            Path::new()
                .set("d", obstacles)
                .set("fill", palette::OBSTACLE.hex()),
        )
        .add(
            Path::new()
                .set("d", barriers)
                .set("stroke", palette::OBSTACLE.hex())
                .set("stroke-width", 1.2)
                .set("stroke-dasharray", "3 1.6"),
        )
}
