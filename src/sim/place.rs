//! Finding room for a body: at the start of a run and where people come in.

use std::collections::BTreeMap;

use crate::base::Vec2;
use crate::base::geometry::Bounds;
use crate::base::random::Stream;
use crate::world::{CellIndex, World};

/// Edge of the buckets in which placed bodies are remembered \[m\].
const BUCKET_M: f64 = 0.5;
/// Draws of a spot before the freest of them is taken.
const TRIES: usize = 40;
/// How far east or north of each other people of one group begin at least \[m\].
const BESIDE_M: f64 = 0.5;
/// Room beyond the bodies themselves \[m\].
const GAP_M: f64 = 0.02;

/// Remembers who stands where, so that nobody is put on somebody else.
pub(crate) struct Placer<'a> {
    world: &'a World,
    taken: BTreeMap<(CellIndex, i32, i32), Vec<(Vec2, f64)>>,
}

impl<'a> Placer<'a> {
    pub(crate) fn new(world: &'a World) -> Self {
        Self {
            world,
            taken: BTreeMap::new(),
        }
    }

    /// A spot in a cell, uniform over what is free; the freest of many draws
    /// if the cell is full. None if the cell has no room for anybody.
    pub(crate) fn anywhere(
        &mut self,
        cell: CellIndex,
        within: Option<Bounds>,
        radius: f64,
        stream: &mut Stream,
    ) -> Option<Vec2> {
        let world = self.world;
        self.best(cell, radius, |_| {
            world.cells[cell.at()].random_spot(stream, within)
        })
    }

    /// A spot near a point, at first the point itself.
    pub(crate) fn near(
        &mut self,
        cell: CellIndex,
        p: Vec2,
        radius: f64,
        stream: &mut Stream,
    ) -> Option<Vec2> {
        let world = self.world;
        self.best(cell, radius, |attempt| {
            let reach = 0.12 * attempt as f64;
            let q = p + Vec2::new(stream.uniform(-reach, reach), stream.uniform(-reach, reach));
            let q = if attempt == 0 { p } else { q };
            let cell = &world.cells[cell.at()];
            (cell.contains(q) && cell.sees(p, q)).then_some(q)
        })
    }

    /// A spot in a cell near a point that somebody else has taken, the freest
    /// of many draws; none if there is no such spot within sight of it.
    pub(crate) fn beside(
        &mut self,
        cell: CellIndex,
        within: Option<Bounds>,
        p: Vec2,
        radius: f64,
        stream: &mut Stream,
    ) -> Option<Vec2> {
        let world = self.world;
        self.best(cell, radius, |attempt| {
            let reach = BESIDE_M + 0.1 * attempt as f64;
            let q = p + Vec2::new(stream.uniform(-reach, reach), stream.uniform(-reach, reach));
            let cell = &world.cells[cell.at()];
            let fits = cell.is_free(q) && within.is_none_or(|b| b.contains(q)) && cell.sees(p, q);
            fits.then_some(q)
        })
    }

    fn best(
        &mut self,
        cell: CellIndex,
        radius: f64,
        mut draw: impl FnMut(usize) -> Option<Vec2>,
    ) -> Option<Vec2> {
        let mut best: Option<(f64, Vec2)> = None;
        for attempt in 0..TRIES {
            let Some(p) = draw(attempt) else { continue };
            let room = self.room(cell, p) - radius;
            if best.is_none_or(|(most, _)| room > most) {
                best = Some((room, p));
            }
            if room >= GAP_M {
                break;
            }
        }
        let (_, p) = best?;
        self.taken
            .entry(key(cell, p, 0, 0))
            .or_default()
            .push((p, radius));
        Some(p)
    }

    /// Distance from a point to the nearest body's edge; at most a bucket.
    fn room(&self, cell: CellIndex, p: Vec2) -> f64 {
        let mut room = BUCKET_M;
        for dx in -1..=1 {
            // Buckets north of each other follow one another.
            let near = key(cell, p, dx, -1)..=key(cell, p, dx, 1);
            for &(q, radius) in self.taken.range(near).flat_map(|(_, taken)| taken) {
                room = room.min(p.distance(q) - radius);
            }
        }
        room
    }
}

fn key(cell: CellIndex, p: Vec2, dx: i32, dy: i32) -> (CellIndex, i32, i32) {
    (
        cell,
        (p.x / BUCKET_M).floor() as i32 + dx,
        (p.y / BUCKET_M).floor() as i32 + dy,
    )
}
