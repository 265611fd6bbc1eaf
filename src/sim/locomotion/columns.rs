//! The people near, as columns in single precision: eight are looked at at a
//! time.

#[cfg(test)]
use crate::base::Vec2;
use fearless_simd::prelude::*;

use crate::base::lanes::{LANES, Lanes, Simd, all};

use super::super::around::MOST_NEIGHBOURS as MOST;
use super::super::grid::Glance;
#[cfg(test)]
use super::super::grid::Seen;

/// So far off nobody matters \[m\].
const NOWHERE_M: f32 = 1e3;

/// The people a person heeds. Behind the last of them there are lanes in which
/// nobody stands, as far as the next multiple of [`LANES`].
pub(in super::super) struct Columns {
    len: usize,
    x: [f32; MOST],
    y: [f32; MOST],
    rho: [f32; MOST],
    heading: [[f32; MOST]; 2],
    goal: [[f32; MOST]; 2],
    speed: [f32; MOST],
}

/// Eight of them.
pub(super) struct Eight<S: Simd> {
    /// Offset to the east \[m\].
    pub(super) x: Lanes<S>,
    /// Offset to the north \[m\].
    pub(super) y: Lanes<S>,
    /// Present radius \[m\].
    pub(super) rho: Lanes<S>,
    /// Heading; a unit vector.
    pub(super) heading: [Lanes<S>; 2],
    /// Where each wants to go; a unit vector.
    pub(super) goal: [Lanes<S>; 2],
    /// Speed [m/s]; negative for who stands by intent.
    pub(super) speed: Lanes<S>,
}

impl<S: Simd> Eight<S> {
    /// How far each is off \[m\]; never 0.
    #[inline(always)]
    pub(super) fn distance(&self) -> Lanes<S> {
        let squared = self.x * self.x + self.y * self.y;
        squared.max(all(self.x.token(), 1e-12)).sqrt()
    }
}

impl Columns {
    /// Nobody.
    pub(in super::super) fn new() -> Self {
        Self {
            len: 0,
            x: [NOWHERE_M; MOST],
            y: [0.0; MOST],
            rho: [0.0; MOST],
            heading: [[0.0; MOST]; 2],
            goal: [[0.0; MOST]; 2],
            speed: [0.0; MOST],
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
        columns
    }

    /// Forgets everybody.
    pub(in super::super) fn clear(&mut self) {
        for at in 0..self.len {
            (self.x[at], self.y[at], self.speed[at]) = (NOWHERE_M, 0.0, 0.0);
            // Nobody wants to go anywhere: neither fellow nor opponent.
            (self.goal[0][at], self.goal[1][at]) = (0.0, 0.0);
        }
        self.len = 0;
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

    /// How often there are eight of them.
    #[inline(always)]
    pub(super) fn eights(&self) -> usize {
        self.len.div_ceil(LANES)
    }

    /// The how-manieth eight of them.
    #[inline(always)]
    pub(super) fn eight<S: Simd>(&self, simd: S, number: usize) -> Eight<S> {
        Eight {
            x: lanes(simd, &self.x, number),
            y: lanes(simd, &self.y, number),
            rho: lanes(simd, &self.rho, number),
            heading: [
                lanes(simd, &self.heading[0], number),
                lanes(simd, &self.heading[1], number),
            ],
            goal: [
                lanes(simd, &self.goal[0], number),
                lanes(simd, &self.goal[1], number),
            ],
            speed: lanes(simd, &self.speed, number),
        }
    }
}

#[inline(always)]
fn lanes<S: Simd>(simd: S, column: &[f32; MOST], number: usize) -> Lanes<S> {
    Lanes::simd_from(simd, column.as_chunks::<LANES>().0[number])
}

#[cfg(test)]
mod tests {
    use fearless_simd::x86::Sse2;

    use super::*;
    use crate::base::lanes::Level;

    /// What a function makes of each, with the plainest instructions.
    fn eights(columns: &Columns, of: impl Fn(Eight<Sse2>) -> Lanes<Sse2>) -> Vec<f32> {
        let simd = Level::baseline().as_sse2().expect("every x86-64 has it");
        let numbers = (0..columns.eights()).map(|number| of(columns.eight(simd, number)));
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
        assert_eq!(columns.eights(), 0);
        columns.push_nearest([1.0, 2.0], 0.2, Glance::of(seen));
        let near = eights(&columns, |n| n.distance());
        assert_eq!(near.iter().filter(|distance| **distance < 900.0).count(), 1);
        assert_eq!(eights(&columns, |n| n.speed)[1..], [0.0; LANES - 1]);
        assert_eq!(eights(&columns, |n| n.goal[0])[1..], [0.0; LANES - 1]);
    }
}
