//! The walkable space of a storey as one outline, for formats that know
//! nothing of cells.

use std::fmt::Write as _;
use std::sync::Arc;

use geo::{BooleanOps, Coord, LineString, MultiPolygon, Polygon, unary_union};

use crate::base::Vec2;
use crate::base::geometry::Bounds;
use crate::world::{Side, World};

/// How far the strip over a portal reaches into the cells on its sides \[m\]:
/// far enough that rounding leaves no slit between them, and nowhere beyond
/// them.
const SEAM_M: f64 = 0.01;

/// The ground of a run.
#[derive(Clone)]
pub struct Ground {
    world: Arc<World>,
}

impl Ground {
    /// The ground of a compiled scenario.
    #[must_use]
    pub fn of(world: &Arc<World>) -> Self {
        Self {
            world: Arc::clone(world),
        }
    }

    /// The walkable space of a storey (or of all of them, one on the other) as
    /// well-known text, and the box round it \[m\]. Cells are joined where they
    /// open into each other. On the plan they are also joined where they
    /// merely overlap; a stair that crosses above a road of the same storey is
    /// one space with it.
    #[must_use]
    pub fn outline(&self, sheet: Option<i8>) -> (String, Bounds) {
        let shape = self.shape(sheet);
        let corners = shape.0.iter().flat_map(|polygon| &polygon.exterior().0);
        let bounds = Bounds::of(corners.map(|c| Vec2::new(c.x, c.y)));
        (well_known(&shape), bounds)
    }

    /// No ground at all.
    pub(super) fn none() -> (String, Bounds) {
        (
            well_known(&MultiPolygon(Vec::new())),
            Bounds::of([Vec2::ZERO]),
        )
    }

    fn shape(&self, sheet: Option<i8>) -> MultiPolygon<f64> {
        let world = &self.world;
        let shown = |cell: i8| sheet.is_none_or(|sheet| sheet == cell);
        let cells = world.cells.iter().filter(|cell| shown(cell.sheet));
        let cells = unary_union(cells.flat_map(|cell| &cell.walkable.0));
        let seams: Vec<Polygon<f64>> = world
            .portals
            .iter()
            .filter(|portal| {
                [portal.left, portal.right]
                    .into_iter()
                    .all(|side| match side {
                        Side::Cell(cell) => shown(world.cells[cell.at()].sheet),
                        Side::Exit(_) => false,
                    })
            })
            .filter(|portal| portal.shift == Vec2::ZERO)
            .map(|portal| strip(portal.line.a, portal.line.b))
            .collect();
        if seams.is_empty() {
            return cells;
        }
        cells.union(&unary_union(&seams))
    }
}

/// A strip along a line.
fn strip(a: Vec2, b: Vec2) -> Polygon<f64> {
    let across = (b - a).normalized().left() * SEAM_M;
    let corners = [a - across, b - across, b + across, a + across];
    let ring = corners.map(|p| Coord { x: p.x, y: p.y });
    Polygon::new(LineString::from(ring.to_vec()), Vec::new())
}

/// Polygons as a collection in well-known text, as JuPedSim writes them.
fn well_known(shape: &MultiPolygon<f64>) -> String {
    if shape.0.is_empty() {
        return "GEOMETRYCOLLECTION EMPTY".to_owned();
    }
    let mut text = String::from("GEOMETRYCOLLECTION (");
    for (at, polygon) in shape.0.iter().enumerate() {
        text.push_str(if at == 0 { "POLYGON (" } else { ", POLYGON (" });
        let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
        for (at, ring) in rings.enumerate() {
            text.push_str(if at == 0 { "(" } else { ", (" });
            for (at, point) in ring.0.iter().enumerate() {
                let gap = if at == 0 { "" } else { ", " };
                // Writing to a string cannot fail.
                let _ = write!(text, "{gap}{} {}", point.x, point.y);
            }
            text.push(')');
        }
        text.push(')');
    }
    text.push(')');
    text
}
