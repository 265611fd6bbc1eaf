//! The venue on the map: places and paths by height, stairs hatched, slopes
//! with arrows uphill, walls, obstacles, gates by state and form, exits.

use std::sync::Arc;

use egui::epaint::{Mesh, PathStroke, Vertex, WHITE_UV};
use egui::{Color32, Painter, Pos2, Shape, Stroke};
use geo::{Coord, LineString, Polygon, TriangulateEarcut};

use super::Sight;
use crate::analysis::report::VenueDrawing;
use crate::app::document::Ground;
use crate::app::theme::Theme;
use crate::app::ui::style::ink;
use crate::base::Vec2;
use crate::model::{GateState, Surface};

/// Least distance between two treads \[points\]; nearer they would be a blur.
const TREADS_APART: f64 = 4.0;
/// Distance between two arrows uphill \[points\].
const ARROWS_APART: f64 = 46.0;

/// The ground, cut into triangles once.
pub(crate) struct GroundShape {
    cells: Vec<CellShape>,
    obstacles: Vec<(i8, Triangles)>,
}

struct CellShape {
    sheet: i8,
    is_path: bool,
    triangles: Triangles,
    /// Height at each corner, as share of the venue's.
    heights: Vec<f32>,
    rings: Vec<Vec<Vec2>>,
}

struct Triangles {
    corners: Vec<Vec2>,
    indices: Vec<u32>,
}

impl Triangles {
    fn of(rings: &[Vec<Vec2>]) -> Self {
        let line = |ring: &Vec<Vec2>| -> LineString<f64> {
            ring.iter().map(|p| Coord { x: p.x, y: p.y }).collect()
        };
        let mut rings = rings.iter().map(line);
        let outside = rings.next().unwrap_or_else(|| LineString::new(Vec::new()));
        let raw = Polygon::new(outside, rings.collect()).earcut_triangles_raw();
        Self {
            corners: raw.vertices.iter().map(|p| Vec2::new(p[0], p[1])).collect(),
            indices: raw.triangle_indices.iter().map(|i| *i as u32).collect(),
        }
    }

    fn mesh(&self, sight: &Sight<'_>, colour: impl Fn(usize) -> Color32) -> Shape {
        let vertices = self.corners.iter().enumerate().map(|(at, p)| Vertex {
            pos: sight.point(*p),
            uv: WHITE_UV,
            color: colour(at),
        });
        let mesh = Mesh {
            indices: self.indices.clone(),
            vertices: vertices.collect(),
            ..Mesh::default()
        };
        Shape::Mesh(Arc::new(mesh))
    }
}

impl GroundShape {
    /// Cuts a ground into triangles.
    pub(crate) fn of(ground: &Ground) -> Self {
        let world = &ground.world;
        let heights = |at: usize, corners: &[Vec2]| -> Vec<f64> {
            corners
                .iter()
                .map(|p| world.cells[at].elevation(*p))
                .collect()
        };
        let mut cells = Vec::new();
        let (mut lowest, mut highest) = (f64::INFINITY, f64::NEG_INFINITY);
        for (at, cell) in ground.drawing.cells.iter().enumerate() {
            for rings in &cell.polygons {
                let triangles = Triangles::of(rings);
                let z = heights(at, &triangles.corners);
                lowest = z.iter().copied().fold(lowest, f64::min);
                highest = z.iter().copied().fold(highest, f64::max);
                cells.push((cell, triangles, z, rings.clone()));
            }
        }
        let span = highest - lowest;
        let share = |z: f64| {
            if span > 0.5 {
                ((z - lowest) / span) as f32
            } else {
                0.45
            }
        };
        let cells = cells
            .into_iter()
            .map(|(cell, triangles, z, rings)| CellShape {
                sheet: cell.sheet,
                is_path: cell.is_path(),
                heights: z.into_iter().map(share).collect(),
                triangles,
                rings,
            });
        let obstacles = ground.obstacles.iter();
        let obstacles = obstacles.map(|(sheet, ring)| {
            let closed = ring.iter().chain(ring.first()).copied().collect();
            (*sheet, Triangles::of(&[closed]))
        });
        Self {
            cells: cells.collect(),
            obstacles: obstacles.collect(),
        }
    }

    /// Paints places and paths; what lies over the ground comes after.
    pub(crate) fn paint_floor(&self, painter: &Painter, sight: &Sight<'_>, theme: &Theme) {
        // Lower sheets first.
        let mut order: Vec<&CellShape> = self.cells.iter().collect();
        order.sort_by_key(|cell| (cell.sheet, cell.is_path));
        for cell in order.into_iter().filter(|cell| sight.shows(cell.sheet)) {
            painter.add(cell.triangles.mesh(sight, |at| {
                ink(theme.ground(f64::from(cell.heights[at]), cell.is_path))
            }));
        }
        for (sheet, triangles) in &self.obstacles {
            if sight.shows(*sheet) {
                painter.add(triangles.mesh(sight, |_| ink(theme.obstacle)));
            }
        }
    }

    /// Paints walls, treads, arrows, gates and exits.
    pub(crate) fn paint_lines(
        &self,
        painter: &Painter,
        sight: &Sight<'_>,
        theme: &Theme,
        ground: &Ground,
        gate_state: &dyn Fn(usize) -> GateState,
    ) {
        let drawing = &ground.drawing;
        for cell in drawing.cells.iter().filter(|cell| sight.shows(cell.sheet)) {
            match cell.surface {
                Surface::Stairs { tread, .. } => treads(painter, sight, theme, cell, tread),
                _ if cell.is_path() => arrows(painter, sight, theme, cell),
                _ => {}
            }
        }
        let wall = PathStroke::new(1.2, ink(theme.wall));
        for cell in self.cells.iter().filter(|cell| sight.shows(cell.sheet)) {
            for ring in &cell.rings {
                let points: Vec<Pos2> = ring.iter().map(|p| sight.point(*p)).collect();
                painter.add(Shape::closed_line(points, wall.clone()));
            }
        }
        gaps(painter, sight, theme, drawing);
        for barrier in &ground.world.scenario.venue.barriers {
            let points = barrier.line.iter().map(|p| sight.point(Vec2::from(*p)));
            let stroke = PathStroke::new(1.6, ink(theme.wall));
            painter.add(Shape::line(points.collect(), stroke));
        }
        for exit in drawing.exits.iter().filter(|exit| sight.shows(exit.sheet)) {
            self::exit(painter, sight, theme, exit.line, exit.outward);
        }
        for (at, gate) in drawing.gates.iter().enumerate() {
            if sight.shows(gate.sheet) {
                self::gate(painter, sight, theme, gate.line, gate_state(at));
            }
        }
    }
}

/// Open borders: the wall drawn there is taken away again.
fn gaps(painter: &Painter, sight: &Sight<'_>, theme: &Theme, drawing: &VenueDrawing) {
    let stroke = Stroke::new(2.2, ink(theme.ground(0.45, false)));
    for gap in drawing.gaps.iter().filter(|gap| sight.shows(gap.sheet)) {
        painter.line_segment([sight.point(gap.line.0), sight.point(gap.line.1)], stroke);
    }
}

type Shown = crate::analysis::report::CellShape;

fn treads(painter: &Painter, sight: &Sight<'_>, theme: &Theme, cell: &Shown, tread: f64) {
    let near = sight.camera.points_per_m();
    let step = tread.max(0.2) * (TREADS_APART / (tread.max(0.2) * near)).ceil().max(1.0);
    let stroke = Stroke::new(1.0, ink(theme.tread));
    along(cell, step, step, |at, way| {
        let side = way.left() * (0.46 * cell.width_m);
        painter.line_segment([sight.point(at + side), sight.point(at - side)], stroke);
    });
}

/// Arrows uphill on a slope.
fn arrows(painter: &Painter, sight: &Sight<'_>, theme: &Theme, cell: &Shown) {
    let near = sight.camera.points_per_m();
    let (first, last) = match (cell.line.first(), cell.line.last()) {
        (Some(first), Some(last)) => (first.1, last.1),
        _ => return,
    };
    if (last - first).abs() < 0.5 || cell.width_m * near < 6.0 {
        return;
    }
    let uphill = if last > first { 1.0 } else { -1.0 };
    let stroke = Stroke::new(1.2, ink(theme.tread));
    let size = (0.25 * cell.width_m).min(5.0 / near);
    let step = ARROWS_APART / near;
    along(cell, step, 0.5 * step, |at, way| {
        let (tip, back) = (at + way * (uphill * size), at - way * (uphill * size));
        let side = way.left() * size;
        painter.line_segment([sight.point(back + side), sight.point(tip)], stroke);
        painter.line_segment([sight.point(back - side), sight.point(tip)], stroke);
    });
}

/// Calls for points along a centre line, with the way there.
fn along(cell: &Shown, step: f64, first: f64, mut call: impl FnMut(Vec2, Vec2)) {
    let mut next = first;
    for pair in cell.line.windows(2) {
        let (a, b) = (pair[0].0, pair[1].0);
        let length = a.distance(b);
        let way = (b - a).normalized();
        while next < length {
            call(a + way * next, way);
            next += step;
        }
        next -= length;
    }
}

/// A gate: a gap with posts when open, a bar when held, a cross when closed.
fn gate(painter: &Painter, sight: &Sight<'_>, theme: &Theme, line: (Vec2, Vec2), state: GateState) {
    let colour = ink(theme.gate(state));
    let (a, b) = (sight.point(line.0), sight.point(line.1));
    let way = (b - a).normalized();
    let side = way.rot90();
    let stroke = Stroke::new(2.6, colour);
    for post in [a, b] {
        painter.line_segment([post - side * 4.5, post + side * 4.5], stroke);
    }
    match state {
        GateState::Open => {
            let dashes = Shape::dashed_line(&[a, b], Stroke::new(1.4, colour), 3.0, 3.0);
            painter.extend(dashes);
        }
        GateState::Held => {
            painter.line_segment([a, b], Stroke::new(3.4, colour));
        }
        GateState::Closed => {
            painter.line_segment([a, b], stroke);
            let middle = a + (b - a) * 0.5;
            for arm in [way + side, way - side] {
                painter.line_segment([middle - arm * 5.0, middle + arm * 5.0], stroke);
            }
        }
    }
}

/// An exit: its line with an arrow out of the world.
fn exit(painter: &Painter, sight: &Sight<'_>, theme: &Theme, line: (Vec2, Vec2), outward: Vec2) {
    let colour = ink(theme.good);
    let (a, b) = (sight.point(line.0), sight.point(line.1));
    painter.line_segment([a, b], Stroke::new(3.0, colour));
    let middle = a + (b - a) * 0.5;
    let out = egui::vec2(outward.x as f32, -outward.y as f32);
    let (tip, side) = (middle + out * 13.0, out.rot90());
    let stroke = Stroke::new(2.0, colour);
    painter.line_segment([middle + out * 3.0, tip], stroke);
    for way in [side, -side] {
        painter.line_segment([tip, tip - out * 4.5 + way * 4.5], stroke);
    }
}
