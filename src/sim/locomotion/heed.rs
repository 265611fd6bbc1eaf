//! Whom a person who walks by `csx` heeds: everybody near, and those ahead who
//! are not far off the line.
//!
//! Most people in the buckets round a crowded place are heeded by nobody there.
//! They are sifted out eight at a time or sixteen.

use crate::base::Vec2;
use fearless_simd::prelude::*;

use crate::base::lanes::{Simd, Singles, all};
use crate::model::csx::Csx;

use super::super::body::Body;
use super::csx::RANGES_FELT;

/// The rectangle that holds everybody whom a [`Sieve`] lets through, if no
/// radius is above `largest_rho`; as offsets of its corners.
#[inline(always)]
pub(super) fn heeded_within(body: &Body, goal: Vec2, largest_rho: f64, csx: &Csx) -> (Vec2, Vec2) {
    let l = body.rho + largest_rho;
    let cutoff = csx.cutoff_m;
    let near = (l + RANGES_FELT * csx.neighbour_range_m).min(cutoff);
    let strips = [
        (goal, csx.give_way_width * l),
        (body.heading, csx.shoulder * l),
    ];
    let (mut low, mut high) = (Vec2::new(-near, -near), Vec2::new(near, near));
    for (way, wide) in strips {
        let aside = Vec2::new(way.y.abs() * wide, way.x.abs() * wide);
        let end = way * cutoff;
        low.x = low.x.min(end.x.min(0.0) - aside.x);
        low.y = low.y.min(end.y.min(0.0) - aside.y);
        high.x = high.x.max(end.x.max(0.0) + aside.x);
        high.y = high.y.max(end.y.max(0.0) + aside.y);
    }
    let most = |x: f64| x.clamp(-cutoff, cutoff);
    (
        Vec2::new(most(low.x), most(low.y)),
        Vec2::new(most(high.x), most(high.y)),
    )
}

/// Gap between two bodies below which everybody is let through by a [`Sieve`], if no
/// radius is above `largest_rho` \[m\].
#[inline(always)]
pub(super) fn surely_heeded_within(body: &Body, largest_rho: f64, csx: &Csx) -> f64 {
    let near = RANGES_FELT * csx.neighbour_range_m;
    near.min(csx.cutoff_m - body.rho - largest_rho)
}

/// Lets through whoever can matter to a wish or a speed: who is near on any
/// side, or ahead and not far off the line, within the cut-off.
pub(in super::super) struct Sieve<F> {
    rho: F,
    /// Distance beyond both bodies within which everybody is heeded \[m\].
    near: F,
    /// Directions in which one looks, and how broadly, in sums of radii.
    ways: [([F; 2], F); 2],
    cutoff_squared: F,
}

impl<F> Sieve<F> {
    /// The sieve of a person who wants to go along the unit vector `goal`.
    #[inline(always)]
    pub(in super::super) fn new<S: Simd>(simd: S, body: &Body, goal: Vec2, csx: &Csx) -> Self
    where
        F: Singles<S>,
    {
        let heading = body.heading;
        Self {
            rho: all(simd, body.rho),
            near: all(simd, RANGES_FELT * csx.neighbour_range_m),
            ways: [
                (
                    [all(simd, goal.x), all(simd, goal.y)],
                    all(simd, csx.give_way_width),
                ),
                (
                    [all(simd, heading.x), all(simd, heading.y)],
                    all(simd, csx.shoulder),
                ),
            ],
            cutoff_squared: all(simd, csx.cutoff_m * csx.cutoff_m),
        }
    }

    /// Of several people at offsets \[m\] and of radii, who is heeded: a bit each.
    #[inline(always)]
    pub(in super::super) fn heeds<S: Simd>(&self, [x, y]: [F; 2], rho: F) -> u32
    where
        F: Singles<S>,
    {
        let nothing = all::<S, F>(x.token(), 0.0);
        let l = self.rho + rho;
        let squared = x * x + y * y;
        let near = l + self.near;
        let mut matters = squared.simd_lt(near * near);
        for (way, wide) in self.ways {
            let ahead = (x * way[0] + y * way[1]).simd_gt(nothing);
            matters |= ahead & (way[0] * y - way[1] * x).abs().simd_lt(wide * l);
        }
        (matters & squared.simd_le(self.cutoff_squared)).to_bitmask() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::lanes::{Lanes, Level, dispatch};
    use crate::base::math::{cos, sin};
    use crate::base::random::{Purpose, Stream};

    #[test]
    fn who_is_near_or_ahead_is_heeded_and_stands_in_the_rectangle() {
        let csx = Csx::default();
        let mut stream = Stream::new(1, Purpose::Spot, 0);
        let mut heeded = 0;
        for _ in 0..40_000 {
            let mut unit = || {
                let angle = stream.uniform(-3.0, 3.0);
                Vec2::new(cos(angle), sin(angle))
            };
            let (goal, heading) = (unit(), unit());
            let body = Body {
                heading,
                rho: stream.uniform(0.12, 0.3),
                ..Body::ABSENT
            };
            let offset = Vec2::new(stream.uniform(-2.5, 2.5), stream.uniform(-2.5, 2.5));
            let rho = stream.uniform(0.12, 0.3);
            let l = body.rho + rho;
            let strip = |way: Vec2, wide: f64| {
                (way.dot(offset) > 0.0).then(|| wide * l - way.cross(offset).abs())
            };
            // How far inside the edge of what matters; below 0 outside.
            let near = l + RANGES_FELT * csx.neighbour_range_m - offset.length();
            let strips = [
                strip(goal, csx.give_way_width),
                strip(heading, csx.shoulder),
            ];
            let inside = strips.into_iter().flatten().fold(near, f64::max);
            let inside = inside.min(csx.cutoff_m - offset.length());
            let bits = dispatch!(Level::new(), simd => {
                let at = [all(simd, offset.x), all(simd, offset.y)];
                Sieve::<Lanes<_>>::new(simd, &body, goal, &csx).heeds(at, all(simd, rho))
            });
            assert!(bits == 0 || bits == 0xff, "{bits:b}");
            let heeds = bits != 0;
            assert!(heeds == (inside > 0.0) || inside.abs() < 1e-5, "{offset:?}");
            let (low, high) = heeded_within(&body, goal, 0.3, &csx);
            let within = low.x <= offset.x && offset.x <= high.x;
            let within = within && low.y <= offset.y && offset.y <= high.y;
            assert!(!heeds || within, "{offset:?} outside {low:?} {high:?}");
            let gap = offset.length() - l;
            assert!(heeds || gap > surely_heeded_within(&body, 0.3, &csx) - 1e-5);
            heeded += u32::from(heeds);
        }
        assert!((4_000..20_000).contains(&heeded), "{heeded}");
    }
}
