//! Who makes for which exit, and how many of those around somebody do.
//!
//! People look at everybody within ten metres when they choose an exit: at many
//! hundreds, in a crowd. Buckets that lie wholly within are not gone through: how many
//! of those in them make for an exit is a difference of two sums over the grid.

use std::ops::Range;

use fearless_simd::prelude::*;

use crate::base::Vec2;
use crate::base::lanes::{LANES, Lanes, Simd, all};
use crate::world::CellIndex;

use super::grid::Grid;
use super::seats::Seat;

/// The exit of those who do not leave.
pub(crate) const NO_EXIT: u16 = u16::MAX;

/// For which exit everybody makes, in the order of the grid.
#[derive(Default)]
pub(crate) struct Leavers {
    /// The exit for which each makes who is leaving; [`NO_EXIT`] for all others.
    exit: Vec<u16>,
    /// Of every [`STRIDE`]th: for each exit, how many of those before make for it, less
    /// whole multiples of 2¹⁶; as many groups of exits as it takes.
    before: Vec<[u16; GROUP]>,
    groups: usize,
}

/// Exits that are counted together.
const GROUP: usize = 8;

/// People between two sums.
const STRIDE: usize = 4;

impl Leavers {
    /// Room to note the exit of each of so many people.
    pub(super) fn room(&mut self, people: usize) -> &mut [u16] {
        self.exit.resize(people, NO_EXIT);
        &mut self.exit
    }

    /// Nothing is known any more: everybody stands elsewhere in the grid.
    pub(super) fn forget(&mut self) {
        self.before.clear();
    }

    /// Sums up what has been noted, of so many exits.
    pub(super) fn sum_up(&mut self, exits: usize) {
        self.groups = exits.div_ceil(GROUP);
        self.before.clear();
        if self.exit.iter().all(|exit| *exit == NO_EXIT) {
            return;
        }
        self.before
            .reserve((self.exit.len() / STRIDE + 1) * self.groups);
        self.before.resize(self.groups, [0; GROUP]);
        for some in self.exit.chunks_exact(STRIDE) {
            let begin = self.before.len();
            for number in begin - self.groups..begin {
                self.before.push(self.before[number]);
            }
            for &exit in some {
                let (group, exit) = (usize::from(exit) / GROUP, usize::from(exit) % GROUP);
                if let Some(sums) = self.before[begin..].get_mut(group) {
                    sums[exit] = sums[exit].wrapping_add(1);
                }
            }
        }
    }

    /// Adds to `counts`, for each exit, how many of some who stand side by side in the
    /// grid make for it; of fewer than 2¹⁶.
    fn count(&self, slots: Range<usize>, counts: &mut [u32]) {
        debug_assert!(slots.len() < 1 << 16, "{slots:?}");
        let whole = slots.start.next_multiple_of(STRIDE)..slots.end - slots.end % STRIDE;
        if whole.start >= whole.end {
            return self.count_each(slots, counts);
        }
        self.count_each(slots.start..whole.start, counts);
        self.count_each(whole.end..slots.end, counts);
        let sums = |slot: usize| {
            let number = slot / STRIDE;
            &self.before[number * self.groups..(number + 1) * self.groups]
        };
        let pairs = sums(whole.start).iter().zip(sums(whole.end));
        for (counts, (before, after)) in counts.chunks_mut(GROUP).zip(pairs) {
            for (count, (before, after)) in counts.iter_mut().zip(before.iter().zip(after)) {
                *count += u32::from(after.wrapping_sub(*before));
            }
        }
    }

    /// As [`Leavers::count`], one by one.
    fn count_each(&self, slots: Range<usize>, counts: &mut [u32]) {
        for exit in &self.exit[slots] {
            if let Some(count) = counts.get_mut(usize::from(*exit)) {
                *count += 1;
            }
        }
    }
}

impl Grid {
    /// Adds to `counts`, for each exit, how many others within `range` of somebody's
    /// place make for it.
    #[inline(always)]
    pub(crate) fn count_leaving<S: Simd>(
        &self,
        simd: S,
        (seat, cell, p): (Seat, CellIndex, Vec2),
        range: f64,
        counts: &mut [u32],
    ) {
        if self.leavers.before.is_empty() {
            return;
        }
        let own = self.slot_of(seat) as usize;
        for (row, within) in self.rows_of_disc(cell, p, range) {
            self.count_near(simd, (own, cell, p), row.start..within.start, range, counts);
            self.count_near(simd, (own, cell, p), within.end..row.end, range, counts);
            if within.contains(&own) {
                self.leavers.count(within.start..own, counts);
                self.leavers.count(own + 1..within.end, counts);
            } else {
                self.leavers.count(within, counts);
            }
        }
    }

    /// As [`Grid::count_leaving`], of some who stand side by side in the grid.
    #[inline(always)]
    fn count_near<S: Simd>(
        &self,
        simd: S,
        (own, cell, p): (usize, CellIndex, Vec2),
        slots: Range<usize>,
        range: f64,
        counts: &mut [u32],
    ) {
        let [east, north] = self.rough_place(cell, p);
        // More than rough places may be off.
        let far = f64::from(east.abs() + north.abs());
        let outer = range + 1e-3 + 8.0 * f64::from(f32::EPSILON) * far;
        let outer: Lanes<S> = all(simd, outer * outer);
        let at = [Lanes::splat(simd, east), Lanes::splat(simd, north)];
        for first in slots.clone().step_by(LANES) {
            let [x, y, _] = self.several::<S, Lanes<S>>(simd, first);
            let [x, y] = [x - at[0], y - at[1]];
            let meant = (1 << (slots.end - first).min(LANES)) - 1;
            let mut near = (x * x + y * y).simd_lt(outer).to_bitmask() & meant;
            while near != 0 {
                let slot = first + near.trailing_zeros() as usize;
                near &= near - 1;
                if slot != own
                    && (self.at(slot) - p).length_squared() < range * range
                    && let Some(count) = counts.get_mut(usize::from(self.leavers.exit[slot]))
                {
                    *count += 1;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_count_who_makes_for_each_exit_however_many_they_are() {
        // More than 2¹⁶ before those who are counted.
        let exit = |slot: usize| match slot {
            0..70_000 => 1,
            70_000..70_010 => 0,
            70_010..70_015 => NO_EXIT,
            _ => 2,
        };
        let mut leavers = Leavers::default();
        for (slot, noted) in leavers.room(70_020).iter_mut().enumerate() {
            *noted = exit(slot);
        }
        leavers.sum_up(3);
        let mut counts = [0, 100, 0];
        leavers.count(69_990..70_018, &mut counts);
        assert_eq!(counts, [10, 110, 3]);
        leavers.count(70_013..70_019, &mut counts);
        leavers.count(70_009..70_011, &mut counts);
        leavers.count(70_020..70_020, &mut counts);
        assert_eq!(counts, [11, 110, 7]);
    }
}
