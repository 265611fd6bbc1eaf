//! The ground of the cells, the lattice of sample points on it, and which
//! points lie within a metre of a person.

use std::f64::consts::PI;

use geo::{LineString, MultiPolygon};

use super::area::{Ring, Rings, within_disc};
use crate::base::geometry::Bounds;
use crate::base::{Segment, Vec2};
use crate::world::{Buckets, Cell, CellIndex, Portal, Side, World};

/// Distance within which people count \[mm\].
pub(super) const REACH_MM: i64 = 1000;
const REACH_M: f64 = 1.0;

/// Edge of the buckets in which the edges of the ground are found \[m\].
const BUCKET_M: f64 = 4.0;

/// Distance between sample points \[mm\].
const SPACING_MM: i32 = 500;

/// Most sample points; a venue with more ground gets a coarser lattice.
const POINT_LIMIT: f64 = 4_000_000.0;

/// How far from a portal's line somebody counts as standing on it \[m\].
const ON_LINE_M: f64 = 0.05;

/// Sample points on all cells, numbered cell by cell, row by row from the
/// south, from west to east.
pub(super) struct Lattice {
    spacing_mm: i32,
    grounds: Vec<Ground>,
}

/// A cell's ground and its points.
struct Ground {
    polygons: Vec<Rings>,
    /// Of the rings of each polygon.
    ring_bounds: Vec<Vec<Bounds>>,
    edges: Vec<Segment>,
    /// Which edges are within a metre.
    near: Buckets,
    bounds: Bounds,
    links: Vec<Link>,
    /// Number of the southernmost row.
    first_row: i32,
    /// Where the spans of each row begin, and the end of the last.
    row_starts: Vec<u32>,
    spans: Vec<Span>,
}

/// Points next to each other in a row.
#[derive(Clone, Copy)]
struct Span {
    first: i32,
    last: i32,
    /// Number of the first point.
    point: u32,
}

/// A portal seen from one of its cells.
struct Link {
    /// The line, in this cell's coordinates, the cell to its left.
    line: Segment,
    bounds: Bounds,
    far: usize,
    /// Added to a position in the far cell to have it in this one's
    /// coordinates; zero but on periodic paths.
    offset: Vec2,
}

/// A sample point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub point: u32,
    pub cell: CellIndex,
    pub x_mm: i32,
    pub y_mm: i32,
}

impl Lattice {
    /// The lattice of a world.
    pub(super) fn new(world: &World) -> Self {
        let area: f64 = world.cells.iter().map(|cell| cell.area_m2).sum();
        let mut spacing_mm = SPACING_MM;
        let per_point = |mm: i32| f64::from(mm) * f64::from(mm) * 1e-6;
        while area / per_point(spacing_mm) > POINT_LIMIT && spacing_mm < 1 << 20 {
            spacing_mm *= 2;
        }
        let mut point = 0;
        let grounds = world
            .cells
            .iter()
            .enumerate()
            .map(|(at, cell)| Ground::new(cell, at, &world.portals, spacing_mm, &mut point))
            .collect();
        Self {
            spacing_mm,
            grounds,
        }
    }

    /// Distance between points \[m\].
    pub(super) fn spacing_m(&self) -> f64 {
        f64::from(self.spacing_mm) * 1e-3
    }

    /// Number of points.
    pub(super) fn len(&self) -> usize {
        let last = self.grounds.iter().rev().find_map(|g| g.spans.last());
        last.map_or(0, |span| span.point as usize + span.len())
    }

    /// Shows every sample point that has somebody at a position in a cell
    /// within a metre: those of the same cell first, each with its square
    /// distance [mm²], then those of cells that are in view through a portal,
    /// without one.
    pub(super) fn around(
        &self,
        cell: CellIndex,
        x_mm: i32,
        y_mm: i32,
        mut show: impl FnMut(Spot, Option<i64>),
    ) {
        let Some(ground) = self.grounds.get(cell.at()) else {
            return;
        };
        ground.disc(cell, self.spacing_mm, x_mm, y_mm, |spot, distance2| {
            show(spot, Some(distance2));
        });
        let here = metres(x_mm, y_mm);
        for link in &ground.links {
            if !link.bounds.contains(here) || link.line.distance(here) > REACH_M {
                continue;
            }
            let far = CellIndex(link.far as u16);
            let there = here - link.offset;
            let (x_mm, y_mm) = (millimetres(there.x), millimetres(there.y));
            self.grounds[link.far].disc(far, self.spacing_mm, x_mm, y_mm, |spot, _| {
                if link.joins(here, metres(spot.x_mm, spot.y_mm) + link.offset) {
                    show(spot, None);
                }
            });
        }
    }

    /// Ground within a metre of a sample point, in its own cell and in view
    /// through portals \[m²\].
    pub(super) fn ground_m2(&self, spot: Spot) -> f64 {
        let ground = &self.grounds[spot.cell.at()];
        let here = metres(spot.x_mm, spot.y_mm);
        let mut area = ground.own_m2(here);
        for link in &ground.links {
            if link.line.distance(here) <= REACH_M && link.before(here) {
                let view = link.view(here);
                area += self.grounds[link.far].m2_in_view(here - link.offset, &view);
            }
        }
        area
    }
}

impl Span {
    fn len(self) -> usize {
        (self.last - self.first + 1) as usize
    }
}

impl Ground {
    fn new(cell: &Cell, at: usize, portals: &[Portal], spacing_mm: i32, point: &mut u32) -> Self {
        let polygons = rings_of(&cell.walkable);
        let bounds = Bounds::of(polygons.iter().flatten().flatten().copied());
        let links = cell
            .portals
            .iter()
            .filter_map(|portal| portals.get(portal.at()))
            .filter_map(|portal| Link::of(portal, at))
            .collect();
        let edges = edges_of(&polygons);
        let bounds_of = |ring: &Ring| Bounds::of(ring.iter().copied());
        let ring_bounds = polygons.iter().map(|rings| rings.iter().map(bounds_of));
        let mut ground = Self {
            ring_bounds: ring_bounds.map(Iterator::collect).collect(),
            near: Buckets::new(bounds, BUCKET_M, REACH_M, &edges),
            edges,
            polygons,
            bounds,
            links,
            first_row: 0,
            row_starts: vec![0],
            spans: Vec::new(),
        };
        if !bounds.is_empty() {
            ground.lay_rows(spacing_mm, point);
        }
        ground
    }

    /// Lays points row by row, where the row runs over walkable ground.
    fn lay_rows(&mut self, spacing_mm: i32, point: &mut u32) {
        let spacing = f64::from(spacing_mm) * 1e-3;
        let number = |m: f64| m / spacing - 0.5;
        let first = number(self.bounds.min.y).ceil() as i32;
        let last = number(self.bounds.max.y).floor() as i32;
        self.first_row = first;
        for row in first..=last {
            let y = (f64::from(row) + 0.5) * spacing;
            for (from, to) in self.walkable_stretches(y) {
                let (first, last) = (number(from).ceil() as i32, number(to).floor() as i32);
                if first > last {
                    continue;
                }
                let span = Span {
                    first,
                    last,
                    point: *point,
                };
                *point += span.len() as u32;
                self.spans.push(span);
            }
            self.row_starts.push(self.spans.len() as u32);
        }
    }

    /// Where the line at height `y` runs over walkable ground, from west to
    /// east: pairs of x.
    fn walkable_stretches(&self, y: f64) -> Vec<(f64, f64)> {
        let mut crossings: Vec<f64> = self
            .edges
            .iter()
            .filter(|edge| (edge.a.y <= y) != (edge.b.y <= y))
            .map(|edge| edge.a.x + (edge.b.x - edge.a.x) * ((y - edge.a.y) / (edge.b.y - edge.a.y)))
            .collect();
        crossings.sort_by(f64::total_cmp);
        crossings
            .chunks_exact(2)
            .map(|pair| (pair[0], pair[1]))
            .collect()
    }

    /// Shows the points within a metre of a position, with square distances.
    fn disc(
        &self,
        cell: CellIndex,
        spacing_mm: i32,
        x_mm: i32,
        y_mm: i32,
        mut show: impl FnMut(Spot, i64),
    ) {
        let (x, y) = (i64::from(x_mm), i64::from(y_mm));
        let spacing = i64::from(spacing_mm);
        let half = spacing / 2;
        // Numbers of the first and last points from low to high [mm].
        let range = |low: i64, high: i64| {
            let first = (low - half + spacing - 1).div_euclid(spacing);
            (first, (high - half).div_euclid(spacing))
        };
        let (south, north) = range(y - REACH_MM, y + REACH_MM);
        let rows = self.row_starts.len() as i64 - 1;
        let first_row = i64::from(self.first_row);
        for row in south.max(first_row)..=north.min(first_row + rows - 1) {
            let dy = row * spacing + half - y;
            // Exact for whole numbers this small, and quicker than among them.
            let width = ((REACH_MM * REACH_MM - dy * dy) as f64).sqrt() as i64;
            let (west, east) = range(x - width, x + width);
            let index = (row - first_row) as usize;
            let spans = self.row_starts[index] as usize..self.row_starts[index + 1] as usize;
            for span in &self.spans[spans] {
                let first = west.max(i64::from(span.first));
                for column in first..=east.min(i64::from(span.last)) {
                    let x_point = column * spacing + half;
                    let dx = x_point - x;
                    let spot = Spot {
                        point: span.point + (column - i64::from(span.first)) as u32,
                        cell,
                        x_mm: x_point as i32,
                        y_mm: (row * spacing + half) as i32,
                    };
                    show(spot, dx * dx + dy * dy);
                }
            }
        }
    }

    /// Own ground within a metre of a point on it.
    fn own_m2(&self, here: Vec2) -> f64 {
        let is_near = |&edge: &u32| self.edges[edge as usize].distance(here) < REACH_M;
        let walls = self.near.near(here).iter().any(is_near);
        if walls {
            self.m2_in_view(here, &[])
        } else {
            PI * REACH_M * REACH_M
        }
    }

    fn m2_in_view(&self, centre: Vec2, view: &[Segment]) -> f64 {
        let square = Bounds::of([centre]).grown(REACH_M);
        let polygons = self.polygons.iter().zip(&self.ring_bounds);
        polygons
            .map(|(rings, bounds)| {
                // Holes that are not even in the square take nothing away.
                let mut rings = rings.iter().zip(bounds);
                let outer = rings.next().map(|(outer, _)| outer);
                let holes = rings.filter(|(_, bounds)| touches(square, **bounds));
                let rings = outer.into_iter().chain(holes.map(|(hole, _)| hole));
                within_disc(rings, centre, REACH_M, view)
            })
            .sum()
    }
}

impl Link {
    /// The portal as seen from a cell; none if it leads out of the world or
    /// opens only in an emergency. At the ends of a periodic path the cell is
    /// on both sides, and inside is the left one.
    fn of(portal: &Portal, cell: usize) -> Option<Self> {
        let (Side::Cell(left), Side::Cell(right)) = (portal.left, portal.right) else {
            return None;
        };
        if portal.emergency {
            None
        } else if left.at() == cell {
            Some(Self::new(portal.line, right.at(), -portal.shift))
        } else {
            let Segment { a, b } = portal.line;
            let line = Segment::new(b + portal.shift, a + portal.shift);
            Some(Self::new(line, left.at(), portal.shift))
        }
    }

    fn new(line: Segment, far: usize, offset: Vec2) -> Self {
        Self {
            line,
            bounds: Bounds::of([line.a, line.b]).grown(REACH_M),
            far,
            offset,
        }
    }

    /// Whether a position lies on this cell's side of the portal's line.
    fn before(&self, here: Vec2) -> bool {
        self.line.side(here) >= -self.line.length() * ON_LINE_M
    }

    /// Whether a position on this side and one beyond, both in this cell's
    /// coordinates, are in view of each other through the portal.
    fn joins(&self, here: Vec2, beyond: Vec2) -> bool {
        // Seen from beyond, the portal must be looked through from its far
        // side; a cell that bends may reach round its own portal.
        self.line.side(beyond) <= self.line.length() * ON_LINE_M
            && (self.line.distance(here) <= ON_LINE_M
                || self.line.distance(beyond) <= ON_LINE_M
                || self.line.crossing(Segment::new(here, beyond)).is_some())
    }

    /// What is in view beyond the portal from a point on this side: half-planes
    /// in the far cell's coordinates.
    fn view(&self, here: Vec2) -> Vec<Segment> {
        let (a, b) = (self.line.a - self.offset, self.line.b - self.offset);
        let eye = here - self.offset;
        let beyond = Segment::new(b, a);
        if self.line.distance(here) <= ON_LINE_M {
            vec![beyond]
        } else {
            // The cell lies to the left of a → b, so that who looks across has
            // a on the right hand and b on the left.
            vec![beyond, Segment::new(eye, a), Segment::new(b, eye)]
        }
    }
}

fn touches(a: Bounds, b: Bounds) -> bool {
    a.min.x <= b.max.x && b.min.x <= a.max.x && a.min.y <= b.max.y && b.min.y <= a.max.y
}

fn edges_of(polygons: &[Rings]) -> Vec<Segment> {
    let rings = polygons.iter().flatten();
    rings
        .flat_map(|ring| {
            let next = ring.iter().cycle().skip(1);
            ring.iter().zip(next).map(|(a, b)| Segment::new(*a, *b))
        })
        .collect()
}

fn rings_of(shape: &MultiPolygon<f64>) -> Vec<Rings> {
    let polygons = shape.0.iter();
    polygons
        .map(|polygon| {
            let holes = polygon.interiors().iter().map(ring_of);
            std::iter::once(ring_of(polygon.exterior()))
                .chain(holes)
                .collect()
        })
        .collect()
}

fn ring_of(line: &LineString<f64>) -> Ring {
    let mut ring: Ring = line.0.iter().map(|c| Vec2::new(c.x, c.y)).collect();
    if ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    ring
}

fn metres(x_mm: i32, y_mm: i32) -> Vec2 {
    Vec2::new(f64::from(x_mm) * 1e-3, f64::from(y_mm) * 1e-3)
}

fn millimetres(m: f64) -> i32 {
    (m * 1e3).round() as i32
}
