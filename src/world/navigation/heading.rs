//! Walking to a point inside one cell, round its obstacles and corners.

use crate::base::Vec2;

use super::super::Cell;
use super::super::space::Space;
use super::place::{CellNav, OUTSIDE};

/// Whoever is this near a bend turns to the next one \[m\].
const AT_BEND_M: f64 = 0.15;

/// How far from a point that is too near a wall room for a body is sought,
/// in nodes of the lattice.
const ANCHOR_REACH: i32 = 4;

/// Bends are first looked for where the way by them is so many times as long as
/// the straight line at most …
const LONGER: f64 = 1.5;
/// … and this \[m\]; then further and further off.
const LONGER_M: f64 = 2.0;
/// Distances in single precision are off by less than this \[m\].
const ROUNDED_M: f64 = 0.01;

impl CellNav {
    /// The unit vector from `from` along the shortest way inside the cell to
    /// `to`; zero if there is none or they are the same.
    pub(in super::super) fn heading(&self, cell: &Cell, from: Vec2, to: Vec2) -> Vec2 {
        self.next(cell, from, to)
            .map_or(Vec2::ZERO, |next| (next - from).normalized())
    }

    /// The first point after `from` at which the shortest way inside the cell
    /// to `to` bends: `to` itself where there is room to go straight. None if
    /// there is no way.
    pub(in super::super) fn next(&self, cell: &Cell, from: Vec2, to: Vec2) -> Option<Vec2> {
        let space = &cell.space;
        let (Some(start), Some(end)) = (self.anchor(space, from), self.anchor(space, to)) else {
            return Some(to);
        };
        let next = if self.sight.clear(&space.raster, start, end) {
            to
        } else {
            self.first_bend(cell, from, start, end)?
        };
        // Out of the strip along a wall, unless nothing is in the way.
        let leaves_wall = start != from && !space.sees(from, next);
        Some(if leaves_wall { start } else { next })
    }

    /// `p` itself where there is room for a body, else the nearest node in
    /// sight where there is.
    fn anchor(&self, space: &Space, p: Vec2) -> Option<Vec2> {
        let raster = &space.raster;
        let roomy = raster.nearest(p).is_some_and(|(slot, off)| {
            self.component[slot] != OUTSIDE && self.sight.distance(slot) > off
        });
        if roomy || self.component_at(p).is_some() {
            return Some(p);
        }
        raster
            .around(p, ANCHOR_REACH)
            .filter(|&slot| self.component[slot] != OUTSIDE)
            .map(|slot| raster.position(slot))
            .filter(|&q| space.sees(p, q))
            .min_by(|a, b| a.distance(p).total_cmp(&b.distance(p)))
    }

    /// The first corner at which the shortest way from `start` to `end`
    /// bends; the second for a walker at `from` who has reached the first.
    fn first_bend(&self, cell: &Cell, from: Vec2, start: Vec2, end: Vec2) -> Option<Vec2> {
        let (length, first, last) = self.shortest_bends(cell, start, end)?;
        let bend = self.corners[first].position;
        if bend.distance(from) > AT_BEND_M {
            return Some(bend);
        }
        if first == last {
            return Some(end);
        }
        let row = self.row_toward(last, bend, length + ROUNDED_M);
        let onward = |&&other: &&u32| {
            let other = self.corners[other as usize].position;
            other.distance(bend)
        };
        self.links[first]
            .iter()
            .min_by(|a, b| {
                let length = |c: &&u32| onward(c) + f64::from(row[**c as usize]);
                length(a).total_cmp(&length(b))
            })
            .map(|&other| self.corners[other as usize].position)
    }

    /// Length \[m\], first and last corner of the shortest way with a bend between two
    /// points.
    fn shortest_bends(&self, cell: &Cell, start: Vec2, end: Vec2) -> Option<(f64, usize, usize)> {
        // No way shorter than this leads round a corner that lies further off, so
        // what is found within it is the shortest of all.
        let mut most = LONGER * start.distance(end) + LONGER_M;
        loop {
            match self.bends_within(cell, (start, end), most) {
                Some(found) if found.0 <= most => return Some(found),
                found if most.is_infinite() => return found,
                _ if most > cell.bounds.size().length() => most = f64::INFINITY,
                _ => most *= LONGER,
            }
        }
    }

    /// As [`CellNav::shortest_bends`], of those ways whose bends lie so that the straight ways by them are no
    /// longer than `most` \[m\].
    fn bends_within(
        &self,
        cell: &Cell,
        (start, end): (Vec2, Vec2),
        most: f64,
    ) -> Option<(f64, usize, usize)> {
        let raster = &cell.space.raster;
        let seen_from = |p: Vec2| {
            self.corners
                .iter()
                .enumerate()
                .filter(move |(_, c)| {
                    let by = c.position.distance(start) + c.position.distance(end);
                    by <= most + ROUNDED_M
                        && c.is_taut_from(p)
                        && self.sight.clear(raster, p, c.position)
                })
                .map(|(index, _)| index)
        };
        let heads: Vec<usize> = seen_from(start).collect();
        let tails: Vec<usize> = seen_from(end).collect();
        let position = |corner: usize| self.corners[corner].position;
        // The shortest way whose last bend is a given corner, of those no longer than
        // a bound.
        let by = |last: usize, bound: f64| {
            let tail = position(last).distance(end);
            let row = self.row_toward(last, start, bound - tail + ROUNDED_M);
            let mut best: Option<(f64, usize)> = None;
            for &first in &heads {
                let length = position(first).distance(start) + f64::from(row[first]) + tail;
                if length.is_finite() && best.is_none_or(|(least, _)| length < least) {
                    best = Some((length, first));
                }
            }
            best
        };
        // A good guess first: the better the bound, the less there is to look at.
        let straight =
            |corner: &usize| position(*corner).distance(start) + position(*corner).distance(end);
        let guess = (tails.iter()).min_by(|a, b| straight(a).total_cmp(&straight(b)));
        let mut bound = match guess.and_then(|&last| by(last, most)) {
            Some((length, _)) => length.min(most),
            None => most,
        };
        let mut best: Option<(f64, usize, usize)> = None;
        for &last in &tails {
            if let Some((length, first)) = by(last, bound)
                && best.is_none_or(|(least, _, _)| length < least)
            {
                best = Some((length, first, last));
                bound = bound.min(length);
            }
        }
        best
    }

    /// Distances from a corner to all others, or at least to those that lie on ways
    /// from there to a point no longer than `most` \[m\]; more than that, or
    /// infinite, to the rest.
    fn row_toward(&self, corner: usize, to: Vec2, most: f64) -> std::borrow::Cow<'_, [f32]> {
        let n = self.corners.len();
        if self.distances.len() == n * n {
            std::borrow::Cow::Borrowed(&self.distances[corner * n..(corner + 1) * n])
        } else {
            std::borrow::Cow::Owned(self.distances_from(corner, |by, other| {
                f64::from(by) + self.corners[other].position.distance(to) <= most
            }))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::random::{Purpose, Stream};
    use crate::model::Mobility;
    use crate::world::World;

    #[test]
    fn the_shortest_way_is_found_without_looking_at_all_corners() {
        // More corners than all distances between are kept of.
        let blocks = r#"(format: 1, name: "blocks", venue: (
            places: [(id: "square", polygon: [(0, 0), (80, 0), (80, 80), (0, 80)])],
            obstacles: [
                (id: "block", on: "square", polygon: [(4, 4), (9, 4), (9, 7), (4, 7)],
                    repeat: Some((columns: 7, rows: 7, step: (11, 9)))),
                (id: "wall", on: "square", polygon: [(10, 70), (78, 70), (78, 71), (10, 71)]),
            ]))"#;
        let document = crate::model::file::parse(blocks, "blocks").expect("it is sound");
        let world = World::compile(document.scenario.into()).expect("it is sound");
        let (cell, nav) = (&world.cells[0], &world.nav(Mobility::Feet).cells[0]);
        assert!(nav.distances.is_empty() && nav.corners.len() > 150);
        let mut stream = Stream::new(1, Purpose::Spot, 0);
        let (mut bent, mut far) = (0, 0);
        for _ in 0..300 {
            let mut spot = || cell.random_spot(&mut stream, None).expect("there is room");
            let (start, end) = (spot(), spot());
            if nav.sight.clear(&cell.space.raster, start, end) {
                continue;
            }
            let all = nav.bends_within(cell, (start, end), f64::INFINITY);
            assert_eq!(nav.shortest_bends(cell, start, end), all);
            let (length, _, _) = all.expect("there is a way");
            assert!(length > start.distance(end));
            bent += 1;
            far += u32::from(length > LONGER * start.distance(end) + LONGER_M);
        }
        assert!(bent > 200 && far > 0, "{bent} {far}");
    }
}
