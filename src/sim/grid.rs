//! The neighbour grid: who is where, in buckets of a metre, cell by cell.
//!
//! Rebuilt every step by a stable counting sort, so that the order of
//! neighbours depends on positions and ids alone. Buckets belong to cells,
//! because people of different cells meet only through portals; a row of
//! buckets is one contiguous slice of the sorted columns. A row holds no more
//! than the cell's shape needs: a path that winds through a large box has few.
//! Rows with nobody in them cost nothing, however large the venue.

use fearless_simd::prelude::*;
use rayon::prelude::*;

use crate::base::Vec2;
use crate::base::lanes::{LANES, Lanes, Simd, all, eight};
use crate::base::parallel::CHUNK;
use crate::world::{CellIndex, World};

use super::body::Body;
use super::seats::{Reader, Seated};

/// Edge of a bucket \[m\].
const BUCKET_M: f64 = 1.0;
/// How far beyond the walkable space rows reach \[m\]: more than people may
/// stand outside it.
const MARGIN_M: f64 = 0.05;

/// The slot of those who are not inside.
pub(crate) const ABSENT: u32 = u32::MAX;

/// The exit of those who do not leave.
pub(crate) const NO_EXIT: u16 = u16::MAX;

/// Sorted columns of everyone inside, and where each bucket begins.
pub(crate) struct Grid {
    frames: Vec<CellFrame>,
    rows: Vec<Row>,
    /// Rows with somebody in them, ascending.
    occupied: Vec<u32>,
    /// Where each bucket begins, from the beginning of its row; behind the last
    /// of a row, how many people are in it.
    start: Vec<u32>,
    cursor: Vec<u32>,
    /// Everyone inside, as they stood before, and row and bucket of each.
    order: Vec<u32>,
    places: Vec<(u32, u32)>,
    /// Room to note who is inside, by id.
    inside: Vec<bool>,
    /// Ids in the order of buckets, ascending within one.
    pub(crate) id: Vec<u32>,
    /// East \[m\].
    pub(crate) x: Vec<f64>,
    /// North \[m\].
    pub(crate) y: Vec<f64>,
    /// Present radius \[m\].
    pub(crate) rho: Vec<f64>,
    /// East, north and present radius again: from the corner of the cell, in
    /// single precision, to be read eight at a time.
    rough: [Vec<f32>; 3],
    /// Who stands by intent and was not moved in the last step, unless somebody has
    /// changed that since.
    pub(crate) at_rest: Vec<bool>,
    /// What others see of each, together in memory because it is read together
    /// and only of the few that matter.
    pub(crate) glances: Vec<Glance>,
    /// The exit for which each makes who is leaving; [`NO_EXIT`] for all others.
    pub(crate) leaving: Vec<u16>,
    /// Slot of everybody, by id; [`ABSENT`] for those who are not inside.
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
    rows: usize,
}

/// A row of buckets.
#[derive(Clone, Copy)]
struct Row {
    /// Column of the first, from the origin of the cell's frame.
    column: usize,
    /// How many there are; at least one.
    columns: usize,
    /// The first among all buckets.
    first: usize,
    /// People in them, and the slot of the first.
    people: u32,
    slot: u32,
}

impl Row {
    /// The bucket of a column; the nearest of the row if it has none there.
    #[inline]
    fn bucket(self, column: usize) -> usize {
        let within = column.saturating_sub(self.column);
        self.first + within.min(self.columns - 1)
    }

    /// Its buckets, and one more for their end.
    fn buckets(self) -> std::ops::Range<usize> {
        self.first..self.first + self.columns + 1
    }
}

impl Grid {
    pub(crate) fn new(world: &World) -> Self {
        let mut frames = Vec::with_capacity(world.cells.len());
        let mut rows = Vec::new();
        let mut buckets = 0;
        for cell in &world.cells {
            let bounds = cell.bounds.grown(MARGIN_M);
            let count = (bounds.size().y / BUCKET_M).ceil().max(1.0) as usize;
            frames.push(CellFrame {
                origin: bounds.min,
                first: rows.len(),
                rows: count,
            });
            for row in 0..count {
                let south = bounds.min.y + row as f64 * BUCKET_M;
                let (low, high) = (south - MARGIN_M, south + BUCKET_M + MARGIN_M);
                // A row without walkable space has nobody in it.
                let (west, east) = cell.extent(low, high).unwrap_or_default();
                let column = |x: f64| ((x - bounds.min.x) / BUCKET_M).max(0.0) as usize;
                let column_of_first = column(west - MARGIN_M);
                let columns = column(east + MARGIN_M) - column_of_first + 1;
                rows.push(Row {
                    column: column_of_first,
                    columns,
                    first: buckets,
                    people: 0,
                    slot: 0,
                });
                buckets += columns + 1;
            }
        }
        Self {
            frames,
            occupied: Vec::with_capacity(rows.len()),
            rows,
            start: vec![0; buckets],
            cursor: vec![0; buckets],
            order: Vec::new(),
            inside: Vec::new(),
            places: Vec::new(),
            id: Vec::new(),
            x: Vec::new(),
            y: Vec::new(),
            rho: Vec::new(),
            rough: Default::default(),
            at_rest: Vec::new(),
            glances: Vec::new(),
            leaving: Vec::new(),
            slots: Vec::new(),
            largest_rho: 0.0,
        }
    }

    /// The row and the bucket of a point of a cell.
    fn place(&self, cell: CellIndex, p: Vec2) -> (u32, u32) {
        let frame = &self.frames[cell.at()];
        let column = ((p.x - frame.origin.x) / BUCKET_M).max(0.0) as usize;
        let row = ((p.y - frame.origin.y) / BUCKET_M).max(0.0) as usize;
        let row = frame.first + row.min(frame.rows - 1);
        (row as u32, self.rows[row].bucket(column) as u32)
    }

    /// Sorts everyone of `active` (ascending ids) into buckets, and takes note of
    /// their bodies.
    pub(crate) fn rebuild(&mut self, active: &[u32], bodies: &Seated<Body>) {
        self.gather(active, bodies.len());
        let (mut places, order) = (
            std::mem::take(&mut self.places),
            std::mem::take(&mut self.order),
        );
        places.resize(order.len(), (0, 0));
        (&mut places, &order)
            .into_par_iter()
            .with_min_len(CHUNK)
            .for_each(|(place, &id)| {
                let body = &bodies[id as usize];
                *place = self.place(body.cell, body.position);
            });
        self.count(&places);
        self.id.resize(order.len(), 0);
        for (&(row, bucket), &id) in places.iter().zip(&order) {
            let within = &mut self.cursor[bucket as usize];
            self.id[(self.rows[row as usize].slot + *within) as usize] = id;
            *within += 1;
        }
        (self.places, self.order) = (places, order);
        self.sort_buckets();
        self.slots.clear();
        self.slots.resize(bodies.len(), ABSENT);
        for (slot, &id) in self.id.iter().enumerate() {
            self.slots[id as usize] = slot as u32;
        }
        self.leaving.clear();
        self.leaving.resize(active.len(), NO_EXIT);
        self.copy_from(bodies);
    }

    /// Lists everyone of `active` in the order in which they stood last, and who
    /// was not there then behind them: memory is read in this order.
    fn gather(&mut self, active: &[u32], people: usize) {
        self.slots.resize(people, ABSENT);
        let stood = active
            .iter()
            .filter(|&&id| self.slots[id as usize] != ABSENT);
        let all_stay = stood.count() == self.id.len();
        self.order.clear();
        if all_stay {
            self.order.extend_from_slice(&self.id);
        } else {
            self.inside.clear();
            self.inside.resize(people, false);
            for &id in active {
                self.inside[id as usize] = true;
            }
            let stay = self.id.iter().filter(|&&id| self.inside[id as usize]);
            self.order.extend(stay);
        }
        let new = active
            .iter()
            .filter(|&&id| self.slots[id as usize] == ABSENT);
        self.order.extend(new);
    }

    /// Puts ids into their order within each bucket.
    fn sort_buckets(&mut self) {
        for &row in &self.occupied {
            let row = self.rows[row as usize];
            let slots = row.slot as usize;
            for bucket in row.first..row.first + row.columns {
                let (begin, end) = (self.start[bucket] as usize, self.start[bucket + 1] as usize);
                if end - begin > 1 {
                    self.id[slots + begin..slots + end].sort_unstable();
                }
            }
        }
    }

    /// Adds to `counts`, for each exit, how many others within `range` of somebody's
    /// place make for it.
    #[inline(always)]
    pub(crate) fn count_leaving<S: Simd>(
        &self,
        simd: S,
        (id, cell, p): (u32, CellIndex, Vec2),
        range: f64,
        counts: &mut [u32],
    ) {
        let squared = range * range;
        let own = self.slots.get(id as usize).copied().unwrap_or(ABSENT);
        let [east, north] = self.rough_place(cell, p);
        // More than rough places may be off.
        let far = f64::from(east.abs() + north.abs());
        let slack = 1e-3 + 8.0 * f64::from(f32::EPSILON) * far;
        let (inner, outer) = ((range - slack).max(0.0), range + slack);
        let (inner, outer) = (all(simd, inner * inner), all(simd, outer * outer));
        let at = [Lanes::splat(simd, east), Lanes::splat(simd, north)];
        for row in self.rows(cell, p, range) {
            let mut first = row.start;
            while first < row.end {
                let [x, y, _] = self.eight(simd, first);
                let [x, y] = [x - at[0], y - at[1]];
                let off = x * x + y * y;
                let meant = (1 << (row.end - first).min(LANES)) - 1;
                let surely = off.simd_lt(inner).to_bitmask();
                let mut near = off.simd_lt(outer).to_bitmask() & meant;
                while near != 0 {
                    let number = near.trailing_zeros() as usize;
                    near &= near - 1;
                    let slot = first + number;
                    let exact = || (self.at(slot) - p).length_squared();
                    if slot as u32 != own
                        && (surely >> number & 1 == 1 || exact() < squared)
                        && let Some(count) = counts.get_mut(usize::from(self.leaving[slot]))
                    {
                        *count += 1;
                    }
                }
                first += LANES;
            }
        }
    }

    /// Counts people by row and bucket and finds where each begins.
    fn count(&mut self, places: &[(u32, u32)]) {
        for &row in &self.occupied {
            let row = &mut self.rows[row as usize];
            row.people = 0;
            self.start[row.buckets()].fill(0);
        }
        self.occupied.clear();
        for &(row, bucket) in places {
            let people = &mut self.rows[row as usize].people;
            if *people == 0 {
                self.occupied.push(row);
            }
            *people += 1;
            self.start[bucket as usize] += 1;
        }
        self.occupied.sort_unstable();
        let mut slot = 0;
        for &row in &self.occupied {
            let row = &mut self.rows[row as usize];
            row.slot = slot;
            slot += row.people;
            let mut within = 0;
            for start in &mut self.start[row.buckets()] {
                within += std::mem::replace(start, within);
            }
            self.cursor[row.buckets()].copy_from_slice(&self.start[row.buckets()]);
        }
    }

    /// Slot of everybody, by id; [`ABSENT`] for those who are not inside.
    pub(crate) fn slots(&self) -> &[u32] {
        &self.slots
    }

    /// Fills the columns with everyone's state, in the order of buckets.
    fn copy_from(&mut self, bodies: &Seated<Body>) {
        let people = self.id.len();
        for column in [&mut self.x, &mut self.y, &mut self.rho] {
            column.resize(people, 0.0);
        }
        for column in &mut self.rough {
            // Eight can be read from the last.
            column.resize(people + LANES, 0.0);
        }
        self.at_rest.resize(people, false);
        let nobody = Glance::of(Seen::of(&Body::ABSENT));
        self.glances.resize(people, nobody);
        let frames = &self.frames;
        let [rough_x, rough_y, rough_rho] = &mut self.rough;
        let columns = (
            &self.id,
            (&mut self.x, &mut self.y, &mut self.rho),
            (
                &mut rough_x[..people],
                &mut rough_y[..people],
                &mut rough_rho[..people],
            ),
            &mut self.at_rest,
            &mut self.glances,
        );
        columns.into_par_iter().with_min_len(CHUNK).for_each(
            |(&id, exact, rough, at_rest, glance)| {
                let body = &bodies[id as usize];
                let p = body.position;
                (*exact.0, *exact.1, *exact.2) = (p.x, p.y, body.rho);
                let p = p - frames[body.cell.at()].origin;
                (*rough.0, *rough.1, *rough.2) = (p.x as f32, p.y as f32, body.rho as f32);
                *at_rest = body.at_rest && !body.walking;
                *glance = Glance::of(Seen::of(body));
                bodies.note(id, Reader::Grid);
            },
        );
        self.largest_rho = self.rho.iter().copied().fold(0.0, f64::max);
    }

    /// East, north and present radius of a slot and the seven behind it, as
    /// rough places are; which of them are meant is the caller's to know.
    #[inline(always)]
    pub(crate) fn eight<S: Simd>(&self, simd: S, slot: usize) -> [Lanes<S>; 3] {
        eight(simd, &self.rough, slot)
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
        let outside = high.x < 0.0 || high.y < 0.0 || low.y >= frame.rows as f64;
        let (first_row, end_row) = if outside {
            (0, 0)
        } else {
            (
                low.y.max(0.0) as usize,
                (high.y as usize).min(frame.rows - 1) + 1,
            )
        };
        Rows {
            rows: self.rows[frame.first + first_row..frame.first + end_row].iter(),
            start: &self.start,
            first_column: low.x.max(0.0) as usize,
            last_column: high.x as usize,
        }
    }
}

/// Rows of buckets that have somebody in them, as ranges of slots.
pub(crate) struct Rows<'a> {
    rows: std::slice::Iter<'a, Row>,
    start: &'a [u32],
    first_column: usize,
    last_column: usize,
}

impl Iterator for Rows<'_> {
    type Item = std::ops::Range<usize>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        for row in self.rows.by_ref() {
            let outside =
                self.last_column < row.column || self.first_column >= row.column + row.columns;
            if outside || row.people == 0 {
                continue;
            }
            let begin = self.start[row.bucket(self.first_column)];
            let end = self.start[row.bucket(self.last_column) + 1];
            if begin < end {
                return Some((row.slot + begin) as usize..(row.slot + end) as usize);
            }
        }
        None
    }
}
