//! Points that stand for a cell: a regular lattice of its walkable space, and
//! its middle.

use crate::base::{Segment, Vec2};
use crate::world::{CellIndex, World};

/// Distance of sample points where there is room \[m\].
const SPACING_M: f64 = 2.0;
/// A cell has so many points at least, however small: the lattice is halved
/// until it has,
const FEWEST: usize = 250;
/// but a lattice finer than this is not halved again \[m\].
const FINEST_M: f64 = 0.1;
/// A cell has about so many points at most: the lattice of a larger one is
/// coarser.
const MOST: f64 = 20_000.0;

/// The points of a cell.
pub(super) struct Samples {
    /// The lattice, row by row from the south.
    pub(super) points: Vec<Vec2>,
    /// Distances of its points to the east and to the north \[m\].
    pub(super) side: Vec2,
    /// A walkable point near the middle: of a path, of its centre line. None in
    /// a cell without room.
    pub(super) middle: Option<Vec2>,
}

impl Samples {
    pub(super) fn of(world: &World, index: CellIndex) -> Self {
        let cell = world.cell(index);
        // Two rows at least along a narrow path, so that no bend falls between.
        let across = cell.width_m.map_or(SPACING_M, |width| 0.5 * width);
        let mut spacing_m = SPACING_M.min(across).max((cell.area_m2 / MOST).sqrt());
        let (mut points, mut side) = lattice(world, index, spacing_m);
        while points.len() < FEWEST && spacing_m > FINEST_M {
            spacing_m *= 0.5;
            (points, side) = lattice(world, index, spacing_m);
        }
        Self {
            middle: middle(world, index, &points),
            points,
            side,
        }
    }
}

/// A lattice that fits the box round a cell: as near to `spacing_m` as whole
/// rows and columns allow, so that a rectangle is cut into equal shares. Gives
/// the sides of a share, too.
fn lattice(world: &World, index: CellIndex, spacing_m: f64) -> (Vec<Vec2>, Vec2) {
    let cell = world.cell(index);
    let (min, size) = (cell.bounds.min, cell.bounds.size());
    let number = |length: f64| (length / spacing_m).round().max(1.0);
    let (columns, rows) = (number(size.x), number(size.y));
    let side = Vec2::new(size.x / columns, size.y / rows);
    let place = |number: u32| f64::from(number) + 0.5;
    let at = |row: u32, column: u32| min + Vec2::new(place(column) * side.x, place(row) * side.y);
    let points = (0..rows as u32)
        .flat_map(|row| (0..columns as u32).map(move |column| at(row, column)))
        .filter(|&at| cell.contains(at))
        .collect();
    (points, side)
}

fn middle(world: &World, index: CellIndex, points: &[Vec2]) -> Option<Vec2> {
    let cell = world.cell(index);
    let places = world.scenario.venue.places.len();
    let wished = match index.at().checked_sub(places) {
        Some(path) => half_way(&world.scenario.venue.paths[path].line),
        None => {
            let sum = points.iter().fold(Vec2::ZERO, |sum, &p| sum + p);
            sum * (1.0 / points.len().max(1) as f64)
        }
    };
    if cell.is_free(wished) {
        return Some(wished);
    }
    let nearest = |points: &mut dyn Iterator<Item = Vec2>| {
        points.min_by(|a, b| a.distance(wished).total_cmp(&b.distance(wished)))
    };
    let mut free = points.iter().copied().filter(|&at| cell.is_free(at));
    nearest(&mut free).or_else(|| nearest(&mut points.iter().copied()))
}

/// The point half-way along a path's line.
fn half_way(line: &[(f64, f64, f64)]) -> Vec2 {
    let at = |point: &(f64, f64, f64)| Vec2::new(point.0, point.1);
    let pieces = || {
        line.windows(2)
            .map(|pair| Segment::new(at(&pair[0]), at(&pair[1])))
    };
    let mut left = 0.5 * pieces().map(|piece| piece.length()).sum::<f64>();
    for piece in pieces() {
        let length = piece.length();
        if left <= length && length > 0.0 {
            return piece.a.lerp(piece.b, left / length);
        }
        left -= length;
    }
    line.last().map_or(Vec2::ZERO, at)
}
