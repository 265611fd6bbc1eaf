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
        let raster = &cell.space.raster;
        let seen_from = |p: Vec2| {
            self.corners
                .iter()
                .enumerate()
                .filter(move |(_, c)| c.is_taut_from(p) && self.sight.clear(raster, p, c.position))
                .map(|(index, _)| index)
        };
        let mut best: Option<(f64, usize, usize)> = None;
        for last in seen_from(end) {
            let row = self.row(last);
            let tail = self.corners[last].position.distance(end);
            for first in seen_from(start) {
                let between = f64::from(row[first]);
                let head = self.corners[first].position.distance(start);
                let length = head + between + tail;
                if length.is_finite() && best.is_none_or(|(least, _, _)| length < least) {
                    best = Some((length, first, last));
                }
            }
        }
        let (_, first, last) = best?;
        let bend = self.corners[first].position;
        if bend.distance(from) > AT_BEND_M {
            return Some(bend);
        }
        if first == last {
            return Some(end);
        }
        let row = self.row(last);
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

    /// Distances from a corner to all others.
    fn row(&self, corner: usize) -> std::borrow::Cow<'_, [f32]> {
        let n = self.corners.len();
        if self.distances.len() == n * n {
            std::borrow::Cow::Borrowed(&self.distances[corner * n..(corner + 1) * n])
        } else {
            std::borrow::Cow::Owned(self.distances_from(corner))
        }
    }
}
