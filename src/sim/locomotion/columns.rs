//! The people near, as columns in single precision: eight are looked at at a
//! time.

#[cfg(test)]
use crate::base::Vec2;
use crate::base::lanes::{LANES, Lanes};

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
pub(super) struct Eight {
    /// Offset to the east \[m\].
    pub(super) x: Lanes,
    /// Offset to the north \[m\].
    pub(super) y: Lanes,
    /// Present radius \[m\].
    pub(super) rho: Lanes,
    /// Heading; a unit vector.
    pub(super) heading: [Lanes; 2],
    /// Where each wants to go; a unit vector.
    pub(super) goal: [Lanes; 2],
    /// Speed [m/s]; negative for who stands by intent.
    pub(super) speed: Lanes,
}

impl Eight {
    /// How far each is off \[m\]; never 0.
    #[inline]
    pub(super) fn distance(&self) -> Lanes {
        let squared = self.x * self.x + self.y * self.y;
        squared.fast_max(Lanes::splat(1e-12)).sqrt()
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

    /// Everybody, eight at a time.
    #[inline]
    pub(super) fn eights(&self) -> impl Iterator<Item = Eight> + '_ {
        (0..self.len.div_ceil(LANES)).map(|number| {
            let lanes = |column: &[f32; MOST]| Lanes::new(column.as_chunks::<LANES>().0[number]);
            Eight {
                x: lanes(&self.x),
                y: lanes(&self.y),
                rho: lanes(&self.rho),
                heading: [lanes(&self.heading[0]), lanes(&self.heading[1])],
                goal: [lanes(&self.goal[0]), lanes(&self.goal[1])],
                speed: lanes(&self.speed),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let mut ys: Vec<f32> = columns.eights().flat_map(|n| n.y.to_array()).collect();
        ys.sort_by(f32::total_cmp);
        let nearest: Vec<f32> = (0..MOST).map(|n| (0.1 * n as f64) as f32).collect();
        assert_eq!(ys, nearest);
        // Nobody is left of them, and behind the last nobody stands, walks or
        // wants to go anywhere.
        columns.clear();
        assert_eq!(columns.eights().count(), 0);
        columns.push_nearest([1.0, 2.0], 0.2, Glance::of(seen));
        let near = columns.eights().flat_map(|n| n.distance().to_array());
        assert_eq!(near.filter(|distance| *distance < 900.0).count(), 1);
        for n in columns.eights() {
            assert_eq!(n.speed.to_array()[1..], [0.0; LANES - 1]);
            assert_eq!(n.goal[0].to_array()[1..], [0.0; LANES - 1]);
        }
    }
}
