//! What lies over the ground: densities, the difference of two, pressure as
//! coloured squares; flow as arrows.

use std::sync::Arc;

use egui::epaint::Mesh;
use egui::{Color32, Painter, Pos2, Shape, Stroke, Vec2 as Shift};

use super::{MapView, Sight};
use crate::analysis::report::palette::{self, Rgb};
use crate::app::command::{Overlay, Slot};
use crate::app::density::Raster;
use crate::app::document::Run;
use crate::app::flow;
use crate::app::session::Session;
use crate::app::theme::{self, Theme};
use crate::app::ui::style::{ink, wash};
use crate::base::Vec2;

/// How much of the ground is hidden by a square.
const ALPHA: u8 = 200;
/// The pressure at the end of its scale [1/s²]: the crush of 2006 had more
/// (Helbing, Johansson, Al-Abideen 2007); from half of it on stop-and-go waves
/// turn into turbulence.
pub(super) const MOST_PER_S2: f64 = 0.04;
/// Distance between arrows that is aimed at \[points\].
const ARROWS_APART: f64 = 34.0;
/// Length of an arrow for a specific flow of 1 /(m·s) \[points\], and lengths
/// of the shortest and the longest.
pub(super) const ARROW: f32 = 22.0;
const ARROW_LENGTHS: (f32, f32) = (9.0, 40.0);
/// Sides that squares of flow may have \[m\].
const SIDES_M: [f64; 7] = [2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0];

/// The squares of the overlay on a map of a run; none if it has none.
pub(super) fn mesh(
    session: &Session,
    slot: Slot,
    run: &Run,
    sight: &Sight<'_>,
    view: &MapView,
    other: &MapView,
) -> Option<Arc<Mesh>> {
    let raster = &run.ground.raster;
    let stepped = |values: &[f32], limits: &[f64; 5]| {
        let colours = palette::DENSITY.map(|colour| wash(colour, ALPHA));
        let colour =
            |value: f32| (value > 0.0).then(|| colours[theme::step(f64::from(value), limits)]);
        of_raster(raster, sight, values, colour)
    };
    let mesh = match session.overlay {
        Overlay::None | Overlay::Flow => return None,
        Overlay::Density => stepped(&view.density, &palette::DENSITY_LIMITS),
        Overlay::Fruin => stepped(&view.density, &theme::FRUIN_LIMITS),
        Overlay::MaxDensity => stepped(run.highest.as_slice(), &palette::DENSITY_LIMITS),
        Overlay::Difference => {
            // Two venues have no difference.
            if other.density.len() != view.density.len() {
                return None;
            }
            let sign = if slot == Slot::A { 1.0 } else { -1.0 };
            let pairs = view.density.iter().zip(&other.density);
            let by: Vec<f32> = pairs.map(|(here, there)| sign * (here - there)).collect();
            of_raster(raster, sight, &by, |by| {
                let colour = difference(by);
                (colour.a() > 0).then_some(colour)
            })
        }
        Overlay::Pressure => {
            let pressure = run.survey.pressure()?;
            let cells = &run.ground.drawing.cells;
            let shown = pressure.points.iter().filter(|point| {
                let cell = cells.get(point.cell.at());
                cell.is_some_and(|cell| sight.shows(cell.sheet))
            });
            let squares = shown.map(|point| (point.at, self::pressure(point.per_s2)));
            squares_of(sight, pressure.spacing_m, squares)
        }
    };
    Some(Arc::new(mesh))
}

/// The colour of a crowd pressure [1/s²].
pub(super) fn pressure(per_s2: f64) -> Color32 {
    wash(theme::scale(per_s2 / MOST_PER_S2), 230)
}

/// More in A is orange, more in B blue; little of either nothing.
pub(super) fn difference(by: f32) -> Color32 {
    const MORE: Rgb = Rgb(230, 130, 20);
    const LESS: Rgb = Rgb(40, 120, 220);
    let strength = ((by.abs() - 0.15) / 2.0).clamp(0.0, 1.0);
    let colour = if by > 0.0 { MORE } else { LESS };
    wash(colour, (strength * 235.0) as u8)
}

/// A square at each point of a raster that has a colour.
fn of_raster(
    raster: &Raster,
    sight: &Sight<'_>,
    values: &[f32],
    colour: impl Fn(f32) -> Option<Color32>,
) -> Mesh {
    let values = values.iter().enumerate();
    let squares = values.filter_map(|(at, value)| Some((raster.point(at), colour(*value)?)));
    squares_of(sight, raster.step_m, squares)
}

/// Coloured squares as one mesh. Not a texture: one that is new for every
/// picture is never ready when it is drawn.
fn squares_of(
    sight: &Sight<'_>,
    side_m: f64,
    squares: impl Iterator<Item = (Vec2, Color32)>,
) -> Mesh {
    let seen = sight.camera.seen().grown(side_m);
    let half = Vec2::new(0.5 * side_m, 0.5 * side_m);
    let mut mesh = Mesh::default();
    for (p, colour) in squares.filter(|(p, _)| seen.contains(*p)) {
        let rect = egui::Rect::from_two_pos(sight.point(p - half), sight.point(p + half));
        mesh.add_colored_rect(rect, colour);
    }
    mesh
}

/// Arrows of flow, above everyone.
pub(super) fn paint_flow(painter: &Painter, sight: &Sight<'_>, theme: &Theme, run: &Run) {
    let wanted = ARROWS_APART / sight.camera.points_per_m();
    let fits = SIDES_M.into_iter().find(|side| *side >= wanted);
    let side_m = fits.unwrap_or(SIDES_M[SIDES_M.len() - 1]);
    let seen = sight.camera.seen().grown(side_m);
    let arrows = flow::arrows(&run.people, &run.ground.raster, sight.sheet, side_m);
    for arrow in arrows.iter().filter(|arrow| seen.contains(arrow.at)) {
        let (x, y) = (arrow.velocity.x as f32, -arrow.velocity.y as f32);
        let way = Shift::new(x, y).normalized();
        let length = (arrow.specific_flow as f32 * ARROW).clamp(ARROW_LENGTHS.0, ARROW_LENGTHS.1);
        self::arrow(painter, sight.point(arrow.at), way * length, theme);
    }
}

/// An arrow with its middle at a point, with a rim so that it is seen on a
/// crowd of any colour.
pub(super) fn arrow(painter: &Painter, middle: Pos2, by: Shift, theme: &Theme) {
    let (tail, tip) = (middle - by * 0.5, middle + by * 0.5);
    let way = by.normalized();
    let head = (by.length() * 0.5).min(7.0);
    let side = way.rot90() * (0.55 * head);
    let back = tip - way * head;
    for (extra, colour) in [(2.4, wash(theme.outside, 235)), (0.0, ink(theme.text))] {
        let stroke = Stroke::new(1.8 + extra, colour);
        painter.line_segment([tail, back], stroke);
        let corners = vec![tip, back + side, back - side];
        painter.add(Shape::convex_polygon(
            corners,
            colour,
            Stroke::new(extra, colour),
        ));
    }
}
