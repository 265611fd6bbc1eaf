//! Whom a person who walks by `csx` heeds: everybody near, and those ahead who
//! are not far off the line.
//!
//! Most people in the buckets round a crowded place are heeded by nobody there.
//! They are sifted out in single precision with some slack, many at a time;
//! [`heeds`] has the last word on those who are left.

use crate::base::Vec2;
use crate::model::csx::Csx;

use super::super::body::Body;
use super::super::grid::Rough;
use super::csx::RANGES_FELT;

/// Whether a neighbour can matter to a wish or a speed: who is near on any
/// side, or ahead and not far off the line.
#[inline]
pub(super) fn heeds(body: &Body, goal: Vec2, offset: Vec2, rho: f64, csx: &Csx) -> bool {
    let l = body.rho + rho;
    let near = l + RANGES_FELT * csx.neighbour_range_m;
    // Without a branch: which way it would go cannot be guessed.
    (offset.length_squared() < near * near)
        | (offset.dot(goal) > 0.0) & (goal.cross(offset).abs() < csx.give_way_width * l)
        | (offset.dot(body.heading) > 0.0) & (body.heading.cross(offset).abs() < csx.shoulder * l)
}

/// The rectangle that holds everybody whom [`heeds`] lets through, if no
/// radius is above `largest_rho`; as offsets of its corners.
#[inline]
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

/// Lets everybody through whom [`heeds`] does, and few others.
pub(in super::super) struct Sieve {
    /// Where the person is, as rough places are.
    at: [f32; 2],
    rho: f32,
    /// Distance beyond both bodies within which everybody is heeded \[m\].
    near: f32,
    /// Directions in which one looks, and how broadly, in sums of radii.
    ways: [([f32; 2], f32); 2],
    cutoff: f32,
    slack: f32,
}

impl Sieve {
    /// The sieve of a person at a rough place, where places are known to
    /// `slack` \[m\].
    pub(super) fn new(body: &Body, goal: Vec2, (at, slack): ([f32; 2], f32), csx: &Csx) -> Self {
        let single = |v: Vec2| [v.x as f32, v.y as f32];
        Self {
            at,
            rho: body.rho as f32,
            near: (RANGES_FELT * csx.neighbour_range_m) as f32 + slack,
            ways: [
                (single(goal), csx.give_way_width as f32),
                (single(body.heading), csx.shoulder as f32),
            ],
            cutoff: csx.cutoff_m as f32 + slack,
            slack,
        }
    }

    /// Marks with 1 who may be heeded and with 0 who is not.
    #[inline]
    pub(in super::super) fn mark(&self, people: Rough<'_>, marks: &mut [u32]) {
        let [(goal, broad), (heading, narrow)] = self.ways;
        let (slack, cutoff) = (self.slack, self.cutoff * self.cutoff);
        let places = people.x.iter().zip(people.y).zip(people.rho);
        // Without a branch, so that many are judged at a time.
        for (mark, ((x, y), rho)) in marks.iter_mut().zip(places) {
            let (x, y) = (x - self.at[0], y - self.at[1]);
            let l = self.rho + rho;
            let squared = x * x + y * y;
            let near = l + self.near;
            let close = u32::from(squared < near * near);
            let in_strip = |way: [f32; 2], wide: f32| {
                let ahead = u32::from(x * way[0] + y * way[1] > -slack);
                ahead & u32::from((way[0] * y - way[1] * x).abs() < wide * l + slack)
            };
            let seen = in_strip(goal, broad) | in_strip(heading, narrow);
            *mark = (close | seen) & u32::from(squared <= cutoff);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::random::{Purpose, Stream};

    #[test]
    fn nobody_who_is_heeded_is_sifted_out_and_few_others_stay() {
        let csx = Csx::default();
        let mut stream = Stream::new(1, Purpose::Spot, 0);
        let (mut heeded, mut stayed) = (0, 0);
        for _ in 0..2_000 {
            // As far from the corner of a cell as places are still known to
            // the slack.
            let corner = Vec2::new(stream.uniform(0.0, 500.0), stream.uniform(0.0, 500.0));
            let mut unit = || {
                let angle = stream.uniform(-3.0, 3.0);
                Vec2::new(crate::base::math::cos(angle), crate::base::math::sin(angle))
            };
            let (goal, heading) = (unit(), unit());
            let body = Body {
                position: corner,
                heading,
                rho: stream.uniform(0.12, 0.3),
                ..Body::ABSENT
            };
            let offsets: Vec<(Vec2, f64)> = (0..40)
                .map(|_| {
                    let (x, y) = (stream.uniform(-2.2, 2.2), stream.uniform(-2.2, 2.2));
                    (Vec2::new(x, y), stream.uniform(0.12, 0.3))
                })
                .collect();
            let column = |of: &dyn Fn(&(Vec2, f64)) -> f64| -> Vec<f32> {
                offsets.iter().map(|offset| of(offset) as f32).collect()
            };
            let x = column(&|(offset, _)| corner.x + offset.x);
            let y = column(&|(offset, _)| corner.y + offset.y);
            let rho = column(&|(_, rho)| *rho);
            let people = Rough {
                x: &x,
                y: &y,
                rho: &rho,
            };
            let at = [corner.x as f32, corner.y as f32];
            let mut marks = [7; 40];
            Sieve::new(&body, goal, (at, 2e-4), &csx).mark(people, &mut marks);
            for (&(offset, rho), mark) in offsets.iter().zip(marks) {
                let near = offset.length() <= csx.cutoff_m;
                let heeds = near && heeds(&body, goal, offset, rho, &csx);
                assert!(mark == 1 || mark == 0 && !heeds, "{offset:?} of {body:?}");
                heeded += u32::from(heeds);
                stayed += mark;
            }
        }
        assert!(heeded > 10_000, "{heeded} heeded");
        assert!(stayed < heeded + heeded / 100, "{stayed} for {heeded}");
    }
}
