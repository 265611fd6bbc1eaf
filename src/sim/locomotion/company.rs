//! What a person who walks by `csx` makes of everyone around before wishing.

use std::ops::Range;

use fearless_simd::prelude::*;

use crate::base::Vec2;
use crate::base::lanes::{Lanes, Simd, Singles, WideLanes, all, exp, least, only, sum};
use crate::model::csx::Csx;

use super::super::body::Body;
use super::Situation;
use super::columns::NOWHERE_M;
use super::csx::RANGES_FELT;

/// What a person makes of everyone around before wishing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Company {
    /// Somebody ahead wants to go the other way.
    pub(super) opposed: bool,
    /// Somebody who goes the same way is right in front: no turn of the
    /// shoulders and no push helps.
    pub(super) following: bool,
    /// Somebody who goes the same way gets on close ahead.
    pub(super) others_get_on: bool,
    /// Repulsion by all neighbours together. Who stands by intent keeps nobody
    /// from passing: they turn one aside, not back.
    pub(super) repulsion: Vec2,
    /// How far to the left one gives way sideways to everybody ahead: away from who
    /// stands off the line, to the right of who comes straight on. Among people who
    /// come towards one, "straight on" is broad, and everyone keeps to the right:
    /// lanes form.
    pub(super) left: f64,
    /// Least gap between two bodies \[m\].
    pub(super) gap: f64,
}

impl Company {
    #[inline(always)]
    pub(super) fn of<S: Simd>(simd: S, body: &Body, at: &Situation<'_>, csx: &Csx) -> Self {
        let (wide, rest) = at.columns.parts(simd);
        let seen = Sums::<WideLanes<S>>::none(simd).and(simd, wide, body, at, csx);
        let seen = seen.folded().and(simd, rest, body, at, csx);
        Self {
            opposed: seen.opposed,
            following: seen.following,
            others_get_on: seen.others_get_on,
            repulsion: Vec2::new(sum(seen.east), sum(seen.north)),
            left: sum(match seen.opposed {
                true => seen.left_if_opposed,
                false => seen.left,
            }),
            gap: least(seen.nearest),
        }
    }
}

/// [`Company`], lane by lane.
#[derive(Clone, Copy)]
struct Sums<F> {
    opposed: bool,
    following: bool,
    others_get_on: bool,
    east: F,
    north: F,
    /// Whether "straight on" is broad is known only when all have been seen.
    left: F,
    left_if_opposed: F,
    nearest: F,
}

impl<F> Sums<F> {
    #[inline(always)]
    fn none<S: Simd>(simd: S) -> Self
    where
        F: Singles<S>,
    {
        let nothing = all(simd, 0.0);
        Self {
            opposed: false,
            following: false,
            others_get_on: false,
            east: nothing,
            north: nothing,
            left: nothing,
            left_if_opposed: nothing,
            nearest: all(simd, f64::INFINITY),
        }
    }

    #[inline(always)]
    fn folded<S: Simd>(self) -> Sums<Lanes<S>>
    where
        F: Singles<S>,
    {
        let added = |lanes: F| lanes.folded(|low, high| low + high);
        Sums {
            opposed: self.opposed,
            following: self.following,
            others_get_on: self.others_get_on,
            east: added(self.east),
            north: added(self.north),
            left: added(self.left),
            left_if_opposed: added(self.left_if_opposed),
            nearest: self.nearest.folded(|low, high| low.min(high)),
        }
    }

    /// With some more of those whom a person heeds.
    #[inline(always)]
    fn and<S: Simd>(
        mut self,
        simd: S,
        people: Range<usize>,
        body: &Body,
        at: &Situation<'_>,
        csx: &Csx,
    ) -> Self
    where
        F: Singles<S>,
    {
        let all = |x: f64| all::<S, F>(simd, x);
        let (nothing, half, one) = (all(0.0), all(0.5), all(1.0));
        let rho = all(body.rho);
        let goal = [all(at.goal.x), all(at.goal.y)];
        let (free_speed, slowest) = (all(at.free_speed), all(at.free_speed.max(0.1)));
        for first in people.step_by(F::LEN) {
            let n = at.columns.several::<S, F>(simd, first);
            let distance = n.distance();
            let l = rho + n.rho;
            let gap = distance - l;
            self.nearest = self.nearest.min(gap);
            let along = n.x * goal[0] + n.y * goal[1];
            let ahead = along.simd_gt(nothing);
            let stands = n.speed.simd_lt(nothing);

            let strength = all(csx.neighbour_strength)
                * exp(-gap.max(nothing) / all(csx.neighbour_range_m))
                / distance;
            let felt = gap.simd_lt(all(RANGES_FELT * csx.neighbour_range_m));
            let strength = only(felt, strength);
            let back = only(ahead & stands, along);
            self.east -= (n.x - goal[0] * back) * strength;
            self.north -= (n.y - goal[1] * back) * strength;

            let walks = ahead & !stands;
            let cosine = n.goal[0] * goal[0] + n.goal[1] * goal[1];
            let fellow = walks & cosine.simd_gt(all(csx.fellow_cosine));
            let opposed = walks & cosine.simd_lt(nothing);
            let gets_on = fellow
                & n.speed.simd_gt(all(csx.slow_speed_m_s))
                & distance.simd_lt(all(csx.getting_on_m));
            let following = fellow
                & distance.simd_lt(l + all(csx.fellow_gap_m))
                & along.simd_gt(half * distance);
            self.opposed |= opposed.any_true();
            self.others_get_on |= gets_on.any_true();
            self.following |= following.any_true();

            let lateral = (goal[0] * n.y - goal[1] * n.x) / l;
            // Who stands by intent is something to walk round, like who comes
            // towards one.
            let oncoming = stands.select(one, half * (one - cosine));
            let turned = n.heading[0] * goal[0] + n.heading[1] * goal[1];
            let closing = ((free_speed - only(!stands, n.speed * turned)) / slowest).max(nothing);
            let weight = closing * (oncoming + all(csx.overtaking) * (one - oncoming));
            let gap = (along - l).max(nothing);
            let strength = all(csx.giving_way)
                * weight
                * exp(-gap / all(csx.giving_way_range_m) - lateral * lateral);
            // Who is nowhere adds nothing at all, so that it does not matter how many
            // lanes are empty.
            let matters = ahead
                & lateral.abs().simd_lt(all(csx.give_way_width))
                & n.x.simd_lt(all(f64::from(NOWHERE_M)));
            let strength = only(matters, strength);
            let left_of = |line: F| lateral.simd_lt(-line).select(strength, -strength);
            let (straight, broad) = (all(csx.straight_ahead), all(csx.keep_right));
            self.left += left_of(straight);
            self.left_if_opposed += left_of(stands.select(straight, broad));
        }
        self
    }
}
