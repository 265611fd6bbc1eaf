//! The neighbour grid: who is where, in buckets of a metre, cell by cell.
//!
//! Rebuilt every step by a stable counting sort, so that the order of
//! neighbours depends on positions and ids alone. Buckets belong to cells,
//! because people of different cells meet only through portals; a row of
//! buckets is one contiguous slice of the sorted columns.

use crate::base::Vec2;
use crate::world::{CellIndex, World};

use super::body::Body;

/// Edge of a bucket \[m\].
const BUCKET_M: f64 = 1.0;

/// Sorted columns of everyone inside, and where each bucket begins.
pub(crate) struct Grid {
    frames: Vec<CellFrame>,
    start: Vec<u32>,
    cursor: Vec<u32>,
    /// Ids in the order of buckets, ascending within one.
    pub(crate) id: Vec<u32>,
    /// East \[m\].
    pub(crate) x: Vec<f64>,
    /// North \[m\].
    pub(crate) y: Vec<f64>,
    /// Present radius \[m\].
    pub(crate) rho: Vec<f64>,
    /// What others see of each, together in memory because it is read together
    /// and only of the few that matter.
    pub(crate) seen: Vec<Seen>,
    /// The largest present radius \[m\].
    pub(crate) largest_rho: f64,
}

/// What others see of a person besides the place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen {
    /// Heading; a unit vector.
    pub(crate) heading: Vec2,
    /// Goal direction; a unit vector.
    pub(crate) goal: Vec2,
    /// Speed [m/s]; negative for those who stand by intent.
    pub(crate) speed: f64,
}

impl Seen {
    fn of(body: &Body) -> Self {
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
    columns: usize,
    rows: usize,
    first: usize,
}

impl Grid {
    pub(crate) fn new(world: &World) -> Self {
        let mut frames = Vec::with_capacity(world.cells.len());
        let mut first = 0;
        for cell in &world.cells {
            let size = cell.bounds.size();
            let columns = (size.x / BUCKET_M).ceil().max(1.0) as usize + 1;
            let rows = (size.y / BUCKET_M).ceil().max(1.0) as usize + 1;
            frames.push(CellFrame {
                origin: cell.bounds.min,
                columns,
                rows,
                first,
            });
            first += columns * rows;
        }
        Self {
            frames,
            start: vec![0; first + 1],
            cursor: vec![0; first + 1],
            id: Vec::new(),
            x: Vec::new(),
            y: Vec::new(),
            rho: Vec::new(),
            seen: Vec::new(),
            largest_rho: 0.0,
        }
    }

    fn bucket(&self, cell: CellIndex, p: Vec2) -> usize {
        let frame = &self.frames[cell.at()];
        let column = ((p.x - frame.origin.x) / BUCKET_M).max(0.0) as usize;
        let row = ((p.y - frame.origin.y) / BUCKET_M).max(0.0) as usize;
        frame.first + row.min(frame.rows - 1) * frame.columns + column.min(frame.columns - 1)
    }

    /// Sorts everyone of `active` (ascending ids) into buckets.
    pub(crate) fn rebuild(&mut self, active: &[u32], bodies: &[Body]) {
        self.cursor.fill(0);
        for &id in active {
            let body = &bodies[id as usize];
            let bucket = self.bucket(body.cell, body.position);
            self.cursor[bucket] += 1;
        }
        let mut total = 0;
        for (start, count) in self.start.iter_mut().zip(&mut self.cursor) {
            *start = total;
            total += *count;
            *count = *start;
        }
        let n = active.len();
        self.id.resize(n, 0);
        for column in [&mut self.x, &mut self.y, &mut self.rho] {
            column.resize(n, 0.0);
        }
        self.seen.resize(n, Seen::of(&Body::ABSENT));
        self.largest_rho = 0.0;
        for &id in active {
            let body = &bodies[id as usize];
            let bucket = self.bucket(body.cell, body.position);
            let slot = self.cursor[bucket] as usize;
            self.cursor[bucket] += 1;
            self.id[slot] = id;
            self.x[slot] = body.position.x;
            self.y[slot] = body.position.y;
            self.rho[slot] = body.rho;
            self.seen[slot] = Seen::of(body);
            self.largest_rho = self.largest_rho.max(body.rho);
        }
    }

    /// Calls `visit` with the slots of everyone in the buckets within
    /// `range` of `p` in a cell, row by row; distances are the caller's to
    /// check.
    #[inline]
    pub(crate) fn rows(
        &self,
        cell: CellIndex,
        p: Vec2,
        range: f64,
        visit: impl FnMut(std::ops::Range<usize>),
    ) {
        let reach = Vec2::new(range, range);
        self.rows_between(cell, p - reach, p + reach, visit);
    }

    /// As [`Grid::rows`], of the buckets that a rectangle touches.
    #[inline]
    pub(crate) fn rows_between(
        &self,
        cell: CellIndex,
        low: Vec2,
        high: Vec2,
        mut visit: impl FnMut(std::ops::Range<usize>),
    ) {
        let frame = &self.frames[cell.at()];
        let low = (low - frame.origin) * (1.0 / BUCKET_M);
        let high = (high - frame.origin) * (1.0 / BUCKET_M);
        if high.x < 0.0
            || high.y < 0.0
            || low.x >= frame.columns as f64
            || low.y >= frame.rows as f64
        {
            return;
        }
        let first_column = low.x.max(0.0) as usize;
        let last_column = (high.x as usize).min(frame.columns - 1);
        let first_row = low.y.max(0.0) as usize;
        let last_row = (high.y as usize).min(frame.rows - 1);
        for row in first_row..=last_row {
            let base = frame.first + row * frame.columns;
            let begin = self.start[base + first_column] as usize;
            let end = self.start[base + last_column + 1] as usize;
            if begin < end {
                visit(begin..end);
            }
        }
    }
}
