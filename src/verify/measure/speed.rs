//! Speeds from positions over a window of frames.

use crate::base::Vec2;

use crate::verify::take::{Moment, Spot, Take};

use super::density::Area;

/// How fast somebody is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace {
    /// Where they are, in the middle of the window.
    pub spot: Spot,
    /// Velocity: the way over the window by its length [m/s].
    pub velocity: Vec2,
}

impl Pace {
    /// Speed [m/s].
    #[must_use]
    pub fn speed(&self) -> f64 {
        self.velocity.length()
    }
}

/// Velocities at the moment of an index, from the way between the moments
/// `half_window` before and after. People who are not inside at all three
/// moments are left out, and all of them near the ends of the run. The way is
/// added up frame by frame where people may pass the end of a periodic path.
#[must_use]
pub fn paces(take: &Take, index: usize, half_window: usize) -> Vec<Pace> {
    let Some(first) = index.checked_sub(half_window) else {
        return Vec::new();
    };
    let last = index + half_window;
    if last >= take.moments.len() || half_window == 0 {
        return Vec::new();
    }
    let (before, now, after) = (
        &take.moments[first],
        &take.moments[index],
        &take.moments[last],
    );
    let took_s = after.t_s - before.t_s;
    let pace = |spot: &Spot| {
        let from = before.spot(spot.id)?;
        let to = after.spot(spot.id)?;
        Some(Pace {
            spot: *spot,
            velocity: way_between(take, first, last, from, to) * (1.0 / took_s),
        })
    };
    now.people.iter().filter_map(pace).collect()
}

/// The way of a person from one moment to a later one, jumps of periodic
/// paths left out.
fn way_between(take: &Take, first: usize, last: usize, from: &Spot, to: &Spot) -> Vec2 {
    // Where nobody can have jumped there is nothing to add up.
    if !take.is_round(from.cell) && !take.is_round(to.cell) {
        return to.p() - from.p();
    }
    let mut way = Vec2::ZERO;
    let mut here = *from;
    for moment in &take.moments[first + 1..=last] {
        if let Some(next) = moment.spot(from.id) {
            way += take.way(&here, next);
            here = *next;
        }
    }
    way
}

/// Mean speed of those in the area at the moment of an index [m/s]; none if
/// there is nobody.
#[must_use]
pub fn mean_speed_at(take: &Take, area: &Area, index: usize, half_window: usize) -> Option<f64> {
    let inside = paces(take, index, half_window);
    let speeds: Vec<f64> = inside
        .iter()
        .filter(|pace| area.contains(pace.spot.p()))
        .map(Pace::speed)
        .collect();
    (!speeds.is_empty()).then(|| speeds.iter().sum::<f64>() / speeds.len() as f64)
}

/// Mean over the moments from a time on and before another \[s\] of the mean
/// speed of those in the area [m/s]; moments without anybody do not count.
/// None if there is no other.
#[must_use]
pub fn mean_speed_in(
    take: &Take,
    area: &Area,
    from_s: f64,
    until_s: f64,
    half_window: usize,
) -> Option<f64> {
    let (mut sum, mut moments) = (0.0, 0_u32);
    for index in indices(take, from_s, until_s) {
        if let Some(speed) = mean_speed_at(take, area, index, half_window) {
            sum += speed;
            moments += 1;
        }
    }
    (moments > 0).then(|| sum / f64::from(moments))
}

/// Indices of the moments from a time on and before another \[s\].
#[must_use]
pub fn indices(take: &Take, from_s: f64, until_s: f64) -> std::ops::Range<usize> {
    let at = |t_s: f64| take.moments.partition_point(|moment| moment.t_s < t_s);
    at(from_s)..at(until_s)
}

/// Mean speed of everybody between two moments: the length of their way over
/// the time [m/s]. None if nobody is inside at both.
#[must_use]
pub fn speed_between(take: &Take, first: usize, last: usize) -> Option<f64> {
    let (before, after): (&Moment, &Moment) = (take.moments.get(first)?, take.moments.get(last)?);
    let took_s = after.t_s - before.t_s;
    let ways: Vec<f64> = before
        .people
        .iter()
        .filter_map(|from| {
            let to = after.spot(from.id)?;
            Some(way_between(take, first, last, from, to).length())
        })
        .collect();
    (took_s > 0.0 && !ways.is_empty())
        .then(|| ways.iter().sum::<f64>() / ways.len() as f64 / took_s)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::take::testing::{take, walk};

    #[test]
    fn whoever_walks_at_a_speed_is_measured_at_it() {
        let people = vec![walk(0.0, 1.0, 1.2, 0.0), walk(0.0, 0.0, 0.6, 0.8)];
        let take = take(people, 0.1, 5.0);
        let found = paces(&take, 10, 5);
        assert_eq!(found.len(), 2);
        assert!((found[0].speed() - 1.2).abs() < 2e-3);
        assert!((found[1].speed() - 1.0).abs() < 2e-3);
        assert!((found[1].velocity.y - 0.8).abs() < 2e-3);
        // No window fits at the ends.
        assert!(paces(&take, 4, 5).is_empty() && paces(&take, take.moments.len(), 5).is_empty());
        let mean = speed_between(&take, 0, 40).expect("two people");
        assert!((mean - 1.1).abs() < 1e-3, "{mean}");
    }

    #[test]
    fn only_those_in_the_area_count() {
        let people = vec![walk(0.0, 1.0, 1.2, 0.0), walk(0.0, 5.0, 0.4, 0.0)];
        let take = take(people, 0.1, 5.0);
        let area = Area::rectangle(0.0, 0.0, 3.0, 2.0);
        let speed = mean_speed_in(&take, &area, 0.5, 2.0, 5).expect("somebody is there");
        assert!((speed - 1.2).abs() < 2e-3, "{speed}");
        // After 2.5 s the walker has left the area.
        assert_eq!(mean_speed_in(&take, &area, 3.0, 4.0, 5), None);
    }
}
