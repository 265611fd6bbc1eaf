//! The neighbour grid: who is where, in buckets of a metre, cell by cell.
//!
//! Rebuilt every step by a counting sort, ids ascending within a bucket, so that the
//! order of neighbours depends on positions and ids alone. Buckets belong to cells,
//! because people of different cells meet only through portals; a row of
//! buckets is one contiguous slice of the sorted columns. A row holds no more
//! than the cell's shape needs: a path that winds through a large box has few.
//! Rows with nobody in them cost nothing, however large the venue.

use std::ops::Range;

use rayon::prelude::*;

use crate::base::Vec2;
use crate::base::lanes::{Simd, Singles, WIDE, lanes, three};
use crate::base::parallel::CHUNK;
use crate::world::{CellIndex, World};

use super::body::Body;
use super::leavers::Leavers;
use super::seats::{Reader, Seat, Seated, Seating};

/// Edge of a bucket \[m\].
const BUCKET_M: f64 = 1.0;
/// How far beyond the walkable space rows reach \[m\]: more than people may
/// stand outside it.
const MARGIN_M: f64 = 0.05;

/// The slot of those who are not inside.
pub(crate) const ABSENT: u32 = u32::MAX;

/// So many people ahead their bodies are asked for.
pub(crate) const FETCHED_AHEAD: usize = 8;

/// Sorted columns of everyone inside, and where each bucket begins.
pub(crate) struct Grid {
    frames: Vec<CellFrame>,
    rows: Vec<Row>,
    /// Rows with somebody in them, ascending.
    occupied: Vec<u32>,
    /// The slot with which each bucket begins; behind the last of a row, with which it
    /// ends. Zeros where a row has nobody in it.
    start: Vec<u32>,
    /// Everyone inside, and the place of each.
    order: Vec<(u32, Seat)>,
    places: Vec<Place>,
    /// Who has a slot, by id.
    inside: Vec<bool>,
    /// Ids in the order of buckets, ascending within one.
    pub(crate) id: Vec<u32>,
    /// Where each of them sits.
    pub(crate) seat: Vec<Seat>,
    /// East \[m\].
    pub(crate) x: Vec<f64>,
    /// North \[m\].
    pub(crate) y: Vec<f64>,
    /// Present radius \[m\].
    pub(crate) rho: Vec<f64>,
    /// East, north and present radius again: from the corner of the cell, in
    /// single precision, to be read eight at a time or sixteen.
    rough: [Vec<f32>; 3],
    /// Who stands by intent and was not moved in the last step, unless somebody has
    /// changed that since.
    pub(crate) at_rest: Vec<bool>,
    /// What others see of each: heading east and north, goal east and north, speed.
    seen: [Vec<f32>; 5],
    /// For which exit each makes.
    pub(super) leavers: Leavers,
    /// Slot of everybody, by seat; [`ABSENT`] for those who are not inside.
    slots: Vec<u32>,
    /// The largest present radius \[m\].
    pub(crate) largest_rho: f64,
}

/// What others see of a person besides the place, in single precision.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glance {
    /// Heading; a unit vector.
    pub(crate) heading: [f32; 2],
    /// Goal direction; a unit vector.
    pub(crate) goal: [f32; 2],
    /// Speed [m/s]; negative for those who stand by intent.
    pub(crate) speed: f32,
}

impl Glance {
    pub(crate) fn of(seen: Seen) -> Self {
        let single = |v: Vec2| [v.x as f32, v.y as f32];
        Self {
            heading: single(seen.heading),
            goal: single(seen.goal),
            speed: seen.speed as f32,
        }
    }
}

/// What others see of a person besides the place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen {
    /// Heading; a unit vector.
    pub(crate) heading: Vec2,
    /// Where the person wants to go, as others read it off the body: the goal
    /// direction of the last step; a unit vector.
    pub(crate) goal: Vec2,
    /// Speed [m/s]; negative for those who stand by intent.
    pub(crate) speed: f64,
}

impl Seen {
    pub(crate) fn of(body: &Body) -> Self {
        Self {
            heading: body.heading,
            goal: body.goal,
            speed: if body.walking { body.speed } else { -1.0 },
        }
    }
}

/// Where the buckets of a cell lie.
struct CellFrame {
    origin: Vec2,
    /// Its rows among all.
    first: usize,
    rows: u32,
}

impl CellFrame {
    /// The numbers of the rows between two heights, in buckets from the origin.
    #[inline(always)]
    fn numbers(&self, low: f64, high: f64) -> Range<usize> {
        if high < 0.0 || low >= f64::from(self.rows) {
            return 0..0;
        }
        // What is below 0 becomes 0.
        low as u32 as usize..(high as u32).min(self.rows - 1) as usize + 1
    }
}

/// A row of buckets.
#[derive(Clone, Copy)]
struct Row {
    /// Column of the first, from the origin of the cell's frame.
    column: u32,
    /// How many there are; at least one.
    columns: u32,
    /// The first among all buckets.
    first: u32,
    /// Whether anybody is in them.
    is_occupied: bool,
}

impl Row {
    /// The bucket of a column; the nearest of the row if it has none there.
    #[inline]
    fn bucket(self, column: u32) -> usize {
        let within = column.saturating_sub(self.column);
        (self.first + within.min(self.columns - 1)) as usize
    }

    /// The slots of those in the buckets from one column to another, unless there is
    /// nobody in them.
    #[inline(always)]
    fn slots(self, (first, last): (u32, u32), start: &[u32]) -> Option<Range<usize>> {
        let from = first.max(self.column);
        let to = last.min(self.column + self.columns - 1);
        if from > to {
            return None;
        }
        let bucket = |column: u32| (self.first + column - self.column) as usize;
        let (begin, end) = (start[bucket(from)], start[bucket(to) + 1]);
        (begin < end).then_some(begin as usize..end as usize)
    }

    /// Its buckets, and one more for their end.
    fn buckets(self) -> Range<usize> {
        self.first as usize..(self.first + self.columns) as usize + 1
    }
}

/// Where somebody is to be sorted in.
#[derive(Clone, Copy, Default)]
struct Place {
    row: u32,
    bucket: u32,
    /// How many of the same bucket come before in [`Grid::order`].
    before: u32,
}

impl Grid {
    pub(crate) fn new(world: &World) -> Self {
        let mut frames = Vec::with_capacity(world.cells.len());
        let mut rows = Vec::new();
        let mut buckets = 0;
        for cell in &world.cells {
            let bounds = cell.bounds.grown(MARGIN_M);
            let count = (bounds.size().y / BUCKET_M).ceil().max(1.0) as u32;
            frames.push(CellFrame {
                origin: bounds.min,
                first: rows.len(),
                rows: count,
            });
            for row in 0..count {
                let south = bounds.min.y + f64::from(row) * BUCKET_M;
                let (low, high) = (south - MARGIN_M, south + BUCKET_M + MARGIN_M);
                // A row without walkable space has nobody in it.
                let (west, east) = cell.extent(low, high).unwrap_or_default();
                let column = |x: f64| ((x - bounds.min.x) / BUCKET_M).max(0.0) as u32;
                let column_of_first = column(west - MARGIN_M);
                let columns = column(east + MARGIN_M) - column_of_first + 1;
                rows.push(Row {
                    column: column_of_first,
                    columns,
                    first: buckets,
                    is_occupied: false,
                });
                buckets += columns + 1;
            }
        }
        Self {
            frames,
            occupied: Vec::with_capacity(rows.len()),
            rows,
            start: vec![0; buckets as usize],
            order: Vec::new(),
            inside: Vec::new(),
            places: Vec::new(),
            id: Vec::new(),
            seat: Vec::new(),
            x: Vec::new(),
            y: Vec::new(),
            rho: Vec::new(),
            rough: Default::default(),
            at_rest: Vec::new(),
            seen: Default::default(),
            leavers: Leavers::default(),
            slots: Vec::new(),
            largest_rho: 0.0,
        }
    }

    /// The row and the bucket of a point of a cell; who comes before is left to
    /// [`Grid::count`].
    fn place(&self, cell: CellIndex, p: Vec2) -> Place {
        let frame = &self.frames[cell.at()];
        let column = ((p.x - frame.origin.x) / BUCKET_M) as u32;
        let row = ((p.y - frame.origin.y) / BUCKET_M) as u32;
        let row = frame.first + row.min(frame.rows - 1) as usize;
        Place {
            row: row as u32,
            bucket: self.rows[row].bucket(column) as u32,
            before: 0,
        }
    }

    /// Sorts everyone of `active` (ascending ids) into buckets, and takes note of
    /// their bodies.
    pub(crate) fn rebuild(&mut self, active: &[u32], bodies: &Seated<Body>) {
        self.gather(active, bodies.seating());
        let (mut places, order) = (
            std::mem::take(&mut self.places),
            std::mem::take(&mut self.order),
        );
        places.resize(order.len(), Place::default());
        (&mut places, &order)
            .into_par_iter()
            .enumerate()
            .with_min_len(CHUNK)
            .for_each(|(at, (place, &(_, seat)))| {
                if let Some(&(_, next)) = order.get(at + FETCHED_AHEAD) {
                    bodies.fetch_first(next);
                }
                let body = &bodies[seat];
                *place = self.place(body.cell, body.position);
            });
        self.count(&mut places);
        self.id.resize(order.len(), 0);
        self.seat.resize(order.len(), Seat::default());
        for (place, &(id, seat)) in places.iter().zip(&order) {
            let first = self.start[place.bucket as usize] as usize;
            // Ids ascend within a bucket; most come in that order already.
            let mut slot = first + place.before as usize;
            while slot > first && self.id[slot - 1] > id {
                self.id[slot] = self.id[slot - 1];
                self.seat[slot] = self.seat[slot - 1];
                slot -= 1;
            }
            (self.id[slot], self.seat[slot]) = (id, seat);
        }
        (self.places, self.order) = (places, order);
        self.leavers.forget();
        self.slots.clear();
        self.slots.resize(bodies.len(), ABSENT);
        for (slot, seat) in self.seat.iter().enumerate() {
            self.slots[seat.at()] = slot as u32;
        }
        self.copy_from(bodies);
    }

    /// Lists everyone of `active`, first who has no slot yet, then all others in the
    /// order in which they stood last: memory is read in this order.
    fn gather(&mut self, active: &[u32], seating: &Seating) {
        let inside = &mut self.inside;
        inside.resize(seating.people(), false);
        let new = active.iter().filter(|&&id| !inside[id as usize]);
        self.order.clear();
        (self.order).extend(new.map(|&id| (id, seating.of(id))));
        let stood = self.id.iter().copied().zip(self.seat.iter().copied());
        if active.len() - self.order.len() == self.id.len() {
            for &(id, _) in &self.order {
                inside[id as usize] = true;
            }
            self.order.extend(stood);
        } else {
            inside.fill(false);
            for &id in active {
                inside[id as usize] = true;
            }
            (self.order).extend(stood.filter(|&(id, _)| inside[id as usize]));
        }
    }

    /// Everybody has taken a new seat; before who stands where is found anew.
    pub(crate) fn reseat(&mut self, seating: &Seating) {
        for (seat, &id) in self.seat.iter_mut().zip(&self.id) {
            *seat = seating.of(id);
        }
    }

    /// Counts people by row and bucket, notes of each how many come before, and finds
    /// where each bucket begins.
    fn count(&mut self, places: &mut [Place]) {
        for &row in &self.occupied {
            let row = &mut self.rows[row as usize];
            row.is_occupied = false;
            self.start[row.buckets()].fill(0);
        }
        self.occupied.clear();
        for place in places {
            let row = &mut self.rows[place.row as usize];
            if !std::mem::replace(&mut row.is_occupied, true) {
                self.occupied.push(place.row);
            }
            let in_bucket = &mut self.start[place.bucket as usize];
            place.before = *in_bucket;
            *in_bucket += 1;
        }
        self.occupied.sort_unstable();
        let mut slot = 0;
        for &row in &self.occupied {
            for start in &mut self.start[self.rows[row as usize].buckets()] {
                slot += std::mem::replace(start, slot);
            }
        }
    }

    /// Slot of who sits on a seat; [`ABSENT`] for those who are not inside.
    #[inline(always)]
    pub(crate) fn slot_of(&self, seat: Seat) -> u32 {
        self.slots.get(seat.at()).copied().unwrap_or(ABSENT)
    }

    /// Fills the columns with everyone's state, in the order of buckets.
    fn copy_from(&mut self, bodies: &Seated<Body>) {
        let people = self.id.len();
        for column in [&mut self.x, &mut self.y, &mut self.rho] {
            column.resize(people, 0.0);
        }
        for column in self.rough.iter_mut().chain(&mut self.seen) {
            // As many as are looked at at a time can be read from the last.
            column.resize(people + WIDE, 0.0);
        }
        self.at_rest.resize(people, false);
        let (frames, seats) = (&self.frames, &self.seat);
        let [rough_x, rough_y, rough_rho] = &mut self.rough;
        let [heading_x, heading_y, goal_x, goal_y, speed] =
            self.seen.each_mut().map(|column| &mut column[..people]);
        let columns = (
            &self.seat,
            (&mut self.x, &mut self.y, &mut self.rho),
            (
                &mut rough_x[..people],
                &mut rough_y[..people],
                &mut rough_rho[..people],
            ),
            &mut self.at_rest,
            (heading_x, heading_y, goal_x, goal_y, speed),
        );
        let columns = columns.into_par_iter().enumerate();
        columns
            .with_min_len(CHUNK)
            .for_each(|(slot, (&seat, exact, rough, at_rest, seen))| {
                if let Some(&next) = seats.get(slot + FETCHED_AHEAD) {
                    bodies.fetch(next);
                }
                let body = &bodies[seat];
                let p = body.position;
                (*exact.0, *exact.1, *exact.2) = (p.x, p.y, body.rho);
                let p = p - frames[body.cell.at()].origin;
                (*rough.0, *rough.1, *rough.2) = (p.x as f32, p.y as f32, body.rho as f32);
                *at_rest = body.at_rest && !body.walking;
                let glance = Glance::of(Seen::of(body));
                [*seen.0, *seen.1] = glance.heading;
                [*seen.2, *seen.3] = glance.goal;
                *seen.4 = glance.speed;
                bodies.note(seat, Reader::Grid);
            });
        self.largest_rho = self.rho.iter().copied().fold(0.0, f64::max);
    }

    /// East, north and present radius of a slot and of those behind it, as
    /// rough places are; which of them are meant is the caller's to know.
    #[inline(always)]
    pub(crate) fn several<S: Simd, F: Singles<S>>(&self, simd: S, slot: usize) -> [F; 3] {
        three(simd, &self.rough, slot)
    }

    /// What others see of a slot and of those behind it, in the order of the fields
    /// of [`Glance`].
    #[inline(always)]
    pub(crate) fn seen<S: Simd, F: Singles<S>>(&self, simd: S, slot: usize) -> [F; 5] {
        let [heading_x, heading_y, goal_x, goal_y, speed] = &self.seen;
        [
            lanes(simd, heading_x, slot),
            lanes(simd, heading_y, slot),
            lanes(simd, goal_x, slot),
            lanes(simd, goal_y, slot),
            lanes(simd, speed, slot),
        ]
    }

    /// What others see of somebody.
    #[inline]
    pub(crate) fn glance(&self, slot: usize) -> Glance {
        let [heading_x, heading_y, goal_x, goal_y, speed] = &self.seen;
        Glance {
            heading: [heading_x[slot], heading_y[slot]],
            goal: [goal_x[slot], goal_y[slot]],
            speed: speed[slot],
        }
    }

    /// Where somebody is.
    #[inline]
    pub(crate) fn at(&self, slot: usize) -> Vec2 {
        Vec2::new(self.x[slot], self.y[slot])
    }

    /// Rough places: east, north and present radius.
    pub(crate) fn rough(&self) -> &[Vec<f32>; 3] {
        &self.rough
    }

    /// A point of a cell as rough places are.
    #[inline]
    pub(crate) fn rough_place(&self, cell: CellIndex, p: Vec2) -> [f32; 2] {
        let p = p - self.frames[cell.at()].origin;
        [p.x as f32, p.y as f32]
    }

    /// The slots of everyone in the buckets within `range` of `p` in a cell, row
    /// by row; distances are the caller's to check.
    #[inline]
    pub(crate) fn rows(&self, cell: CellIndex, p: Vec2, range: f64) -> Rows<'_> {
        let reach = Vec2::new(range, range);
        self.rows_between(cell, p - reach, p + reach)
    }

    /// As [`Grid::rows`], of the buckets that a rectangle touches.
    #[inline]
    pub(crate) fn rows_between(&self, cell: CellIndex, low: Vec2, high: Vec2) -> Rows<'_> {
        let frame = &self.frames[cell.at()];
        let low = (low - frame.origin) * (1.0 / BUCKET_M);
        let high = (high - frame.origin) * (1.0 / BUCKET_M);
        let numbers = if high.x < 0.0 {
            0..0
        } else {
            frame.numbers(low.y, high.y)
        };
        Rows {
            rows: self.rows[frame.first + numbers.start..frame.first + numbers.end].iter(),
            start: &self.start,
            // What is below 0 becomes 0.
            columns: (low.x as u32, high.x as u32),
        }
    }
}

/// How far from a bucket those in it may stand \[m\].
const OUTSIDE_M: f64 = 2.0 * MARGIN_M;

impl Grid {
    /// Row by row, the slots of everyone in the buckets within `range` of `p` in a cell,
    /// and of these those in buckets of which every point is within it.
    #[inline(always)]
    pub(super) fn rows_of_disc(
        &self,
        cell: CellIndex,
        p: Vec2,
        range: f64,
    ) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
        let frame = &self.frames[cell.at()];
        let p = (p - frame.origin) * (1.0 / BUCKET_M);
        let (reach, outside) = (range / BUCKET_M, OUTSIDE_M / BUCKET_M);
        let columns = ((p.x - reach).max(0.0) as u32, (p.x + reach) as u32);
        let numbers = if p.x + reach < 0.0 {
            0..0
        } else {
            frame.numbers(p.y - reach, p.y + reach)
        };
        numbers.filter_map(move |number| {
            let row = self.rows[frame.first + number];
            let slots = row.slots(columns, &self.start)?;
            let nothing = slots.end..slots.end;
            let south = number as f64;
            let aside = (p.y - south).abs().max((p.y - south - 1.0).abs()) + outside;
            if aside >= reach {
                return Some((slots, nothing));
            }
            let half = (reach * reach - aside * aside).sqrt() - outside;
            let first = ((p.x - half).ceil().max(0.0) as u32).max(row.column);
            let end = ((p.x + half).floor().max(0.0) as u32).min(row.column + row.columns);
            if first >= end {
                return Some((slots, nothing));
            }
            let start = |column: u32| self.start[(row.first + column - row.column) as usize];
            Some((slots, start(first) as usize..start(end) as usize))
        })
    }
}

/// Rows of buckets that have somebody in them, as ranges of slots.
pub(crate) struct Rows<'a> {
    rows: std::slice::Iter<'a, Row>,
    start: &'a [u32],
    columns: (u32, u32),
}

impl Iterator for Rows<'_> {
    type Item = Range<usize>;

    // A loop: what it stands for is called, and costs more than the row.
    #[inline(always)]
    fn next(&mut self) -> Option<Self::Item> {
        for row in self.rows.by_ref() {
            let slots = row.slots(self.columns, self.start);
            if slots.is_some() {
                return slots;
            }
        }
        None
    }
}
