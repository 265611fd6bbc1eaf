//! The physical side of a person: where the body is and how it moves.

use crate::base::Vec2;
use crate::model::Mobility;
use crate::world::CellIndex;

/// A body. Everyone reads the frozen bodies of the last step and writes
/// their own next one.
///
/// Two lines of the processor's cache, of which a look at where it is takes the
/// first.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
pub(crate) struct Body {
    /// Where \[m\].
    pub(crate) position: Vec2,
    /// Which way it faces; a unit vector.
    pub(crate) heading: Vec2,
    /// Speed it last chose [m/s].
    pub(crate) speed: f64,
    /// Present radius ρ ≤ r: less where shoulders are turned \[m\].
    pub(crate) rho: f64,
    /// The cell it is in.
    pub(crate) cell: CellIndex,
    /// Feet or wheels.
    pub(crate) mobility: Mobility,
    /// Whether it wishes to walk; who stands by intent costs next to
    /// nothing.
    pub(crate) walking: bool,
    /// Whether it stands by intent and nothing moved it in the last step.
    pub(crate) at_rest: bool,
    /// Whether it stands in the midst of a press, where it looks up only
    /// now and then.
    pub(crate) pressed: bool,
    /// Where it wants to go; a unit vector. Unlike the heading it does not
    /// turn with the press.
    pub(crate) goal: Vec2,
    /// Own radius r \[m\].
    pub(crate) radius: f64,
    /// Free speed on the level [m/s].
    pub(crate) free_speed: f64,
    /// Most the group lets it walk on the level [m/s]; infinite if nobody is
    /// to be waited for.
    pub(crate) pace: f64,
    /// How long it has been slower than it wished \[s\].
    pub(crate) slow_s: f64,
    /// How long it has been unable to move at all \[s\].
    pub(crate) blocked_s: f64,
    /// Since when it has not got half a metre away from where it was then [s from
    /// the start of the run].
    pub(crate) anchored_at_s: f64,
    /// Speed up and down stairs over level speed.
    pub(crate) stairs: (f32, f32),
}

impl Body {
    /// Somebody not inside yet.
    pub(crate) const ABSENT: Self = Self {
        cell: CellIndex(0),
        position: Vec2::ZERO,
        heading: Vec2::new(1.0, 0.0),
        goal: Vec2::new(1.0, 0.0),
        speed: 0.0,
        radius: 0.18,
        rho: 0.18,
        free_speed: 1.34,
        pace: f64::INFINITY,
        slow_s: 0.0,
        pressed: false,
        blocked_s: 0.0,
        anchored_at_s: 0.0,
        stairs: (0.61, 0.69),
        mobility: Mobility::Feet,
        walking: false,
        at_rest: false,
    };

    /// Becomes the body it is after a time `dt`, with its timer of being blocked; gives
    /// the number of locomotion updates this was.
    pub(crate) fn settle(&mut self, mut next: Self, dt: f64) -> u64 {
        next.at_rest = !next.walking && next.position == self.position;
        if next.at_rest && self.at_rest {
            return 0;
        }
        if next.walking {
            let moved = next.position.distance(self.position) / dt;
            next.blocked_s = if moved < 0.05 {
                self.blocked_s + dt
            } else if moved > 0.2 {
                0.0
            } else {
                self.blocked_s
            };
        }
        *self = next;
        u64::from(next.walking)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_takes_two_lines_of_the_cache() {
        assert_eq!(size_of::<Body>(), 128);
    }
}
