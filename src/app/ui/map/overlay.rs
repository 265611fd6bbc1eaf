//! What lies over the ground: densities, the difference of two, pressure as
//! coloured squares; flow as arrows.

use std::sync::Arc;

use egui::epaint::Mesh;
use egui::{Color32, Painter, Pos2, Shape, Stroke};

use super::{MapView, Sight};
use crate::analysis::report::ArrowShape;
use crate::analysis::report::palette::Paint;
use crate::app::command::{Overlay, Slot};
use crate::app::density::Raster;
use crate::app::document::Run;
use crate::app::session::Session;
use crate::app::theme::Theme;
use crate::app::ui::style::{ink, wash};
use crate::app::{flow, tint};
use crate::base::Vec2;

/// A paint as egui has it.
fn tinted(paint: Paint) -> Color32 {
    wash(paint.colour, paint.alpha)
}

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
    let stepped = |values: &[f32]| {
        let limits = tint::limits(session.overlay)?;
        let colours = tint::steps().map(tinted);
        let colour = |value: f32| Some(colours[tint::step(value, limits)?]);
        Some(of_raster(raster, sight, values, colour))
    };
    let mesh = match session.overlay {
        Overlay::None | Overlay::Flow => return None,
        Overlay::Density | Overlay::Fruin => stepped(&view.density)?,
        Overlay::MaxDensity => stepped(&run.highest)?,
        Overlay::Difference => {
            // Two venues have no difference.
            if other.density.len() != view.density.len() {
                return None;
            }
            let sign = if slot == Slot::A { 1.0 } else { -1.0 };
            let pairs = view.density.iter().zip(&other.density);
            let by: Vec<f32> = pairs.map(|(here, there)| sign * (here - there)).collect();
            of_raster(raster, sight, &by, |by| tint::difference(by).map(tinted))
        }
        Overlay::Pressure => {
            let pressure = run.survey.pressure()?;
            let cells = &run.ground.drawing.cells;
            let shown = pressure.points.iter().filter(|point| {
                let cell = cells.get(point.cell.at());
                cell.is_some_and(|cell| sight.shows(cell.sheet))
            });
            let squares = shown.map(|point| (point.at, tinted(tint::pressure(point.per_s2))));
            squares_of(sight, pressure.spacing_m, squares)
        }
    };
    Some(Arc::new(mesh))
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
    let near = sight.camera.points_per_m();
    let side_m = flow::side_m(near);
    let seen = sight.camera.seen().grown(side_m);
    let arrows = flow::arrows(&run.people, &run.ground.raster, sight.sheet, side_m);
    for arrow in arrows.iter().filter(|arrow| seen.contains(arrow.at)) {
        self::arrow(painter, &arrow.shape(1.0 / near), theme, |p| sight.point(p));
    }
}

/// An arrow, with a rim so that it is seen on a crowd of any colour.
pub(super) fn arrow(
    painter: &Painter,
    shape: &ArrowShape,
    theme: &Theme,
    at: impl Fn(Vec2) -> Pos2,
) {
    for (extra, colour) in [
        (flow::RIM as f32, wash(theme.outside, 235)),
        (0.0, ink(theme.text)),
    ] {
        let stroke = Stroke::new(flow::SHAFT as f32 + extra, colour);
        painter.line_segment(shape.shaft.map(&at), stroke);
        let corners = shape.head.map(&at).into();
        let rim = Stroke::new(extra, colour);
        painter.add(Shape::convex_polygon(corners, colour, rim));
    }
}
