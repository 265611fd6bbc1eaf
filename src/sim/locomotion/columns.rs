//! The people near, as columns in single precision: eight are looked at at a
//! time, or sixteen.

use std::ops::Range;

#[cfg(test)]
use crate::base::Vec2;
use fearless_simd::prelude::*;

use crate::base::lanes::{LANES, Lanes, Simd, Singles, WIDE, WideLanes, all, is_wide, lanes};
#[cfg(test)]
use crate::base::lanes::{Level, dispatch};

use super::super::around::MOST_NEIGHBOURS as MOST;
use super::super::grid::Glance;
#[cfg(test)]
use super::super::grid::Seen;

/// So far off nobody matters \[m\].
pub(super) const NOWHERE_M: f32 = 1e3;

/// So many as are looked at at a time can be written behind the last.
const ROOM: usize = MOST + WIDE;

/// The people a person heeds. Once they are all there ([`Columns::end`]), there are
/// lanes behind the last of them in which nobody stands, as many as are looked at at a
/// time.
pub(in super::super) struct Columns {
    len: usize,
    x: [f32; ROOM],
    y: [f32; ROOM],
    rho: [f32; ROOM],
    heading: [[f32; ROOM]; 2],
    goal: [[f32; ROOM]; 2],
    speed: [f32; ROOM],
}

/// Some of them, a lane each.
pub(super) struct Several<F> {
    /// Offset to the east \[m\].
    pub(super) x: F,
    /// Offset to the north \[m\].
    pub(super) y: F,
    /// Present radius \[m\].
    pub(super) rho: F,
    /// Heading; a unit vector.
    pub(super) heading: [F; 2],
    /// Where each wants to go; a unit vector.
    pub(super) goal: [F; 2],
    /// Speed [m/s]; negative for who stands by intent.
    pub(super) speed: F,
}

impl<F> Several<F> {
    /// How far each is off \[m\]; never 0.
    #[inline(always)]
    pub(super) fn distance<S: Simd>(&self) -> F
    where
        F: Singles<S>,
    {
        let squared = self.x * self.x + self.y * self.y;
        squared.max(all::<S, F>(self.x.token(), 1e-12)).sqrt()
    }
}

impl Columns {
    /// Nobody.
    pub(in super::super) const fn new() -> Self {
        Self {
            len: 0,
            x: [NOWHERE_M; ROOM],
            y: [0.0; ROOM],
            rho: [0.0; ROOM],
            heading: [[0.0; ROOM]; 2],
            goal: [[0.0; ROOM]; 2],
            speed: [0.0; ROOM],
        }
    }

    /// Some people, each by offset, radius and what is seen of them.
    #[cfg(test)]
    pub(super) fn of(people: &[(Vec2, f64, Seen)]) -> Self {
        let mut columns = Self::new();
        for &(offset, rho, seen) in people {
            let offset = [offset.x as f32, offset.y as f32];
            columns.push_nearest(offset, rho as f32, Glance::of(seen));
        }
        dispatch!(Level::baseline(), simd => columns.end(simd));
        columns
    }

    /// Forgets everybody.
    pub(in super::super) fn clear(&mut self) {
        self.len = 0;
    }

    /// Nobody comes behind the last any more.
    #[inline(always)]
    pub(in super::super) fn end<S: Simd>(&mut self, simd: S) {
        if is_wide(simd) {
            self.end_with::<S, WideLanes<S>>(simd);
        } else {
            self.end_with::<S, Lanes<S>>(simd);
        }
    }

    #[inline(always)]
    fn end_with<S: Simd, F: Singles<S>>(&mut self, simd: S) {
        let behind = self.len..self.len + F::LEN;
        F::splat(simd, NOWHERE_M).store_slice(&mut self.x[behind.clone()]);
        let nothing = F::splat(simd, 0.0);
        nothing.store_slice(&mut self.rho[behind.clone()]);
        nothing.store_slice(&mut self.y[behind.clone()]);
        nothing.store_slice(&mut self.speed[behind.clone()]);
        // Nobody wants to go anywhere: neither fellow nor opponent.
        nothing.store_slice(&mut self.goal[0][behind.clone()]);
        nothing.store_slice(&mut self.goal[1][behind]);
    }

    /// Whether there is room for so many more.
    #[inline(always)]
    pub(in super::super) fn has_room(&self, more: usize) -> bool {
        self.len + more <= MOST
    }

    /// Whether there may be more whom the person heeds.
    #[inline]
    pub(super) fn is_full(&self) -> bool {
        self.len == MOST
    }

    /// Adds those of several people whose bit is set, for whom there is room: offset and
    /// radius of each, and what is seen of them as in [`Glance`].
    #[inline(always)]
    pub(in super::super) fn push_several<S: Simd, F: Singles<S>>(
        &mut self,
        simd: S,
        bits: u32,
        place: [F; 3],
        seen: [F; 5],
    ) {
        let chosen = F::Mask::from_bitmask(simd, u64::from(bits));
        let behind = self.len..self.len + F::LEN;
        let put = |column: &mut [f32; ROOM], lanes: F| {
            let room = &mut column[behind.clone()];
            lanes.compress(chosen).store_slice(room);
        };
        put(&mut self.x, place[0]);
        put(&mut self.y, place[1]);
        put(&mut self.rho, place[2]);
        put(&mut self.heading[0], seen[0]);
        put(&mut self.heading[1], seen[1]);
        put(&mut self.goal[0], seen[2]);
        put(&mut self.goal[1], seen[3]);
        put(&mut self.speed, seen[4]);
        self.len += bits.count_ones() as usize;
    }

    /// Adds somebody at an offset, in place of the farthest if there is no room.
    #[inline]
    pub(in super::super) fn push_nearest(&mut self, [x, y]: [f32; 2], rho: f32, seen: Glance) {
        let at = if self.len < MOST {
            self.len += 1;
            self.len - 1
        } else {
            let squared = |at: usize| self.x[at] * self.x[at] + self.y[at] * self.y[at];
            let farthest = (1..MOST).fold(
                0,
                |far, at| {
                    if squared(at) > squared(far) { at } else { far }
                },
            );
            if x * x + y * y >= squared(farthest) {
                return;
            }
            farthest
        };
        (self.x[at], self.y[at], self.rho[at]) = (x, y, rho);
        [self.heading[0][at], self.heading[1][at]] = seen.heading;
        [self.goal[0][at], self.goal[1][at]] = seen.goal;
        self.speed[at] = seen.speed;
    }

    /// Where the last eight of them ends.
    #[inline(always)]
    pub(super) fn end_of_eights(&self) -> usize {
        self.len.next_multiple_of(LANES)
    }

    /// Those who are looked at sixteen at a time, and those eight at a time.
    #[inline(always)]
    pub(super) fn parts<S: Simd>(&self, simd: S) -> (Range<usize>, Range<usize>) {
        let wide = if is_wide(simd) {
            self.len.min(1) * WIDE
        } else {
            0
        };
        (0..wide, wide..self.end_of_eights())
    }

    /// Some of them, from a lane on.
    #[inline(always)]
    pub(super) fn several<S: Simd, F: Singles<S>>(&self, simd: S, first: usize) -> Several<F> {
        Several {
            x: lanes(simd, &self.x, first),
            y: lanes(simd, &self.y, first),
            rho: lanes(simd, &self.rho, first),
            heading: [
                lanes(simd, &self.heading[0], first),
                lanes(simd, &self.heading[1], first),
            ],
            goal: [
                lanes(simd, &self.goal[0], first),
                lanes(simd, &self.goal[1], first),
            ],
            speed: lanes(simd, &self.speed, first),
        }
    }
}

#[cfg(test)]
mod tests {
    use fearless_simd::x86::Sse2;

    use super::*;

    /// What a function makes of each, with the plainest instructions.
    fn eights(columns: &Columns, of: impl Fn(Several<Lanes<Sse2>>) -> Lanes<Sse2>) -> Vec<f32> {
        let simd = Level::baseline().as_sse2().expect("every x86-64 has it");
        let firsts = (0..columns.end_of_eights()).step_by(LANES);
        let numbers = firsts.map(|first| of(columns.several(simd, first)));
        numbers.flat_map(<[f32; LANES]>::from).collect()
    }

    #[test]
    fn of_too_many_the_nearest_stay() {
        let seen = Seen {
            heading: Vec2::new(-1.0, 0.0),
            goal: Vec2::new(-1.0, 0.0),
            speed: -1.0,
        };
        let people: Vec<_> = (0..100)
            .map(|n| (Vec2::new(0.0, 0.1 * f64::from((37 * n) % 100)), 0.2, seen))
            .collect();
        let mut columns = Columns::of(&people);
        let mut ys: Vec<f32> = eights(&columns, |n| n.y);
        ys.sort_by(f32::total_cmp);
        let nearest: Vec<f32> = (0..MOST).map(|n| (0.1 * n as f64) as f32).collect();
        assert_eq!(ys, nearest);
        // Nobody is left of them, and behind the last nobody stands, walks or
        // wants to go anywhere.
        columns.clear();
        assert_eq!(columns.end_of_eights(), 0);
        columns.push_nearest([1.0, 2.0], 0.2, Glance::of(seen));
        dispatch!(Level::baseline(), simd => columns.end(simd));
        let near = eights(&columns, |n| n.distance());
        assert_eq!(near.iter().filter(|distance| **distance < 900.0).count(), 1);
        assert_eq!(eights(&columns, |n| n.speed)[1..], [0.0; LANES - 1]);
        assert_eq!(eights(&columns, |n| n.goal[0])[1..], [0.0; LANES - 1]);
    }
}
