//! Density by Voronoi cells: everybody has the space that is nearer to them
//! than to anybody else (Steffen and Seyfried 2010). It needs no large area
//! and does not jump when somebody steps over its edge.

use geo::{BooleanOps, Contains, LineString, MultiPolygon, Point, Polygon};

use crate::base::Vec2;
use crate::base::geometry::Bounds;
use crate::verify::take::Moment;
use crate::world::{CellIndex, World};

use super::density::{Area, area_of};

/// The ground on which people have their cells.
#[derive(Clone, Debug)]
pub struct Walkable {
    shape: MultiPolygon<f64>,
    bounds: Bounds,
    cells: Vec<u16>,
    /// Whether it is convex, so that half-planes alone cut it.
    convex: Option<Vec<Vec2>>,
}

impl Walkable {
    /// The walkable space of these cells of a world together.
    #[must_use]
    pub fn of(world: &World, cells: &[CellIndex]) -> Self {
        let shape = cells
            .iter()
            .map(|cell| world.cells[cell.at()].walkable.clone())
            .reduce(|all, cell| all.union(&cell))
            .unwrap_or_else(|| MultiPolygon(Vec::new()));
        let bounds = Bounds::of(
            shape
                .iter()
                .flat_map(|polygon| polygon.exterior().coords())
                .map(|c| Vec2::new(c.x, c.y)),
        );
        Self {
            convex: convex_ring(&shape),
            bounds,
            cells: cells.iter().map(|cell| cell.0).collect(),
            shape,
        }
    }

    /// The ground of all cells of a world.
    #[must_use]
    pub fn all(world: &World) -> Self {
        let cells: Vec<CellIndex> = (0..world.cells.len())
            .map(|index| CellIndex(index as u16))
            .collect();
        Self::of(world, &cells)
    }

    /// The outer rings of the ground, each without its first corner again.
    #[must_use]
    pub fn outline(&self) -> Vec<Vec<Vec2>> {
        let rings = self.shape.iter().map(|polygon| {
            let coords = polygon.exterior().coords().map(|c| Vec2::new(c.x, c.y));
            let mut ring: Vec<Vec2> = coords.collect();
            ring.pop();
            ring
        });
        rings.collect()
    }

    /// The part of the ground nearer to person `own` of `people` than to any
    /// other: convex pieces are cut by half-planes, and if the ground bends,
    /// the piece that the person stands on counts.
    fn cell(&self, people: &[Vec2], own: usize) -> Vec<Vec<Vec2>> {
        let p = people[own];
        let mut cell = match &self.convex {
            Some(ring) => ring.clone(),
            None => {
                let wide = self.bounds.grown(1.0);
                Area::rectangle(wide.min.x, wide.min.y, wide.max.x, wide.max.y).corners
            }
        };
        for (other, &q) in people.iter().enumerate() {
            if other != own && q != p {
                // Nearer to p than to q: left of the bisector seen so.
                let middle = p.lerp(q, 0.5);
                cell = cut(&cell, middle, q - p);
            }
        }
        if self.convex.is_some() || cell.len() < 3 {
            return vec![cell];
        }
        let line: LineString<f64> = cell.iter().map(|c| (c.x, c.y)).collect();
        let pieces = self
            .shape
            .intersection(&MultiPolygon(vec![Polygon::new(line, Vec::new())]));
        let standing = Point::new(p.x, p.y);
        let own_piece = pieces.iter().find(|piece| piece.contains(&standing));
        own_piece.map_or_else(Vec::new, |piece| {
            let ring = |line: &LineString<f64>| -> Vec<Vec2> {
                let mut ring: Vec<Vec2> = line.coords().map(|c| Vec2::new(c.x, c.y)).collect();
                ring.pop();
                ring
            };
            // Holes turn the other way and so take their area off.
            let mut rings = vec![turned(ring(piece.exterior()), true)];
            rings.extend(
                piece
                    .interiors()
                    .iter()
                    .map(|hole| turned(ring(hole), false)),
            );
            rings
        })
    }
}

/// The density of an area by Voronoi cells [1/m²]: each person counts by the
/// share of their cell that lies in the area. People who stand outside the
/// ground, or at the very spot of somebody before them, have no cell.
#[must_use]
pub fn voronoi_density(moment: &Moment, ground: &Walkable, area: &Area) -> f64 {
    let here = moment.people.iter();
    let people: Vec<Vec2> = here
        .filter(|spot| ground.cells.contains(&spot.cell))
        .map(|spot| spot.p())
        .collect();
    let mut sum = 0.0;
    for own in 0..people.len() {
        let rings = ground.cell(&people, own);
        let whole: f64 = rings.iter().map(|ring| area_of(ring)).sum();
        if whole <= 0.0 {
            continue;
        }
        let shared: f64 = rings.iter().map(|ring| shared_area(ring, area)).sum();
        sum += shared / whole;
    }
    sum / area.size_m2()
}

/// The part of a ring that lies in a convex area \[m²\].
fn shared_area(ring: &[Vec2], area: &Area) -> f64 {
    let mut rest = ring.to_vec();
    let next = area.corners.iter().cycle().skip(1);
    for (&a, &b) in area.corners.iter().zip(next) {
        rest = cut(&rest, a, -(b - a).left());
    }
    area_of(&rest)
}

/// The part of a polygon on the near side of the line through `at` across
/// `normal` (Sutherland and Hodgman 1974); where a bent polygon falls apart
/// its pieces stay joined along the line, which does not change its area.
fn cut(polygon: &[Vec2], at: Vec2, normal: Vec2) -> Vec<Vec2> {
    let beyond = |p: Vec2| (p - at).dot(normal);
    let mut kept = Vec::with_capacity(polygon.len() + 1);
    for (i, &p) in polygon.iter().enumerate() {
        let q = polygon[(i + 1) % polygon.len()];
        let (from, to) = (beyond(p), beyond(q));
        if from <= 0.0 {
            kept.push(p);
        }
        if (from < 0.0 && to > 0.0) || (from > 0.0 && to < 0.0) {
            kept.push(p.lerp(q, from / (from - to)));
        }
    }
    kept
}

/// The ring of a ground of one convex piece without holes, turning left.
fn convex_ring(shape: &MultiPolygon<f64>) -> Option<Vec<Vec2>> {
    let [polygon] = shape.0.as_slice() else {
        return None;
    };
    if !polygon.interiors().is_empty() {
        return None;
    }
    let exterior = polygon.exterior().coords();
    let mut ring: Vec<Vec2> = exterior.map(|c| Vec2::new(c.x, c.y)).collect();
    ring.pop();
    let ring = turned(ring, true);
    let n = ring.len();
    let convex = (0..n).all(|i| {
        let (a, b, c) = (ring[i], ring[(i + 1) % n], ring[(i + 2) % n]);
        (b - a).cross(c - b) >= -1e-9
    });
    convex.then_some(ring)
}

/// A ring that turns left, or right.
fn turned(mut ring: Vec<Vec2>, left: bool) -> Vec<Vec2> {
    if (area_of(&ring) > 0.0) != left {
        ring.reverse();
    }
    ring
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::take::testing::{take_in, walk};

    fn density(places: &str, people: &[(f64, f64)], area: &Area) -> f64 {
        let people = people.iter().map(|&(x, y)| walk(x, y, 0.0, 0.0)).collect();
        let take = take_in(places, people, 0.5, 1.0);
        let ground = Walkable::all(&take.world);
        voronoi_density(&take.moments[0], &ground, area)
    }

    const ROOM: &str = r#"(id: "room", polygon: [(0, 0), (4, 0), (4, 2), (0, 2)])"#;

    #[test]
    fn two_people_share_a_room_at_the_middle_between_them() {
        // Cells end at x = 2: each has 4 m².
        let people = [(1.0, 1.0), (3.0, 1.0)];
        let all = Area::rectangle(0.0, 0.0, 4.0, 2.0);
        assert!((density(ROOM, &people, &all) - 0.25).abs() < 1e-9);
        // Half of the first cell lies in the area: 0.5 person on 2 m².
        let part = Area::rectangle(0.0, 0.0, 1.0, 2.0);
        assert!((density(ROOM, &people, &part) - 0.25).abs() < 1e-9);
        // Cells end at x = 1.25: 2.5 m² and 5.5 m².
        let people = [(0.5, 1.0), (2.0, 1.0)];
        let part = Area::rectangle(0.0, 0.0, 1.0, 2.0);
        assert!((density(ROOM, &people, &part) - 0.4).abs() < 1e-9);
    }

    #[test]
    fn the_ground_may_bend_and_have_holes() {
        // An L of 3 × 1 and 1 × 2 m: one person has all of it.
        let bent = r#"(id: "room", polygon: [(0, 0), (3, 0), (3, 1), (1, 1), (1, 3), (0, 3)])"#;
        let all = Area::rectangle(0.0, 0.0, 3.0, 3.0);
        let one = density(bent, &[(0.5, 0.5)], &all);
        assert!((one - 1.0 / 9.0).abs() < 1e-6, "{one}");
        let arm = Area::rectangle(1.0, 0.0, 3.0, 1.0);
        let share = density(bent, &[(0.5, 0.5)], &arm);
        assert!((share - (2.0 / 5.0) / 2.0).abs() < 1e-6, "{share}");
    }
}
