//! The speeds at which a drawn population walks.

use std::collections::BTreeMap;

use crate::base::Segment;
use crate::verify::measure::paces;
use crate::verify::{Enough, Lab, LabError, Outcome, Said, Sample, Spot, Take};

use super::{Shot, line};

/// Frames before and after the moment a speed belongs to: half a second each.
const HALF_WINDOW: usize = 5;
/// By then everybody has turned and walks \[s\].
const SETTLED_S: f64 = 2.0;
/// Allowed deviation of mean and standard deviation in NIST 2.4 [m/s].
const MOMENTS_M_S: f64 = 0.05;

/// The speed at which each person walked on the ground that `on` picks: the
/// median over the run [m/s], by id.
fn median_speeds(take: &Take, on: impl Fn(&Spot) -> bool) -> BTreeMap<u32, f64> {
    let mut speeds: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
    for (index, moment) in take.moments.iter().enumerate() {
        if moment.t_s < SETTLED_S {
            continue;
        }
        for pace in paces(take, index, HALF_WINDOW) {
            if on(&pace.spot) {
                speeds.entry(pace.spot.id).or_default().push(pace.speed());
            }
        }
    }
    let median = |values| Sample::new(values).median();
    speeds
        .into_iter()
        .map(|(id, values)| (id, median(values)))
        .collect()
}

/// Whether a speed lies in a range given to two decimals.
fn is_in(speed: f64, (low, high): (f64, f64)) -> bool {
    let hundredths = (speed * 100.0).round();
    (low * 100.0).round() <= hundredths && hundredths <= (high * 100.0).round()
}

/// RiMEA 7: everybody walks at the speed of their age, ±0.03 m/s, and every
/// age is drawn.
pub(in crate::verify) fn by_age(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    const BY_AGE: [f64; 6] = [1.62, 1.54, 1.48, 1.41, 1.27, 1.07];
    let shot = Shot::of(lab);
    let take = lab.run(&lab.scenario("rimea-07")?, 1)?;
    shot.keep(&take, &[]);
    let speeds = median_speeds(&take, |_| true);
    let mut drawn = [0_usize; BY_AGE.len()];
    let mut right = 0;
    for (&id, &speed) in &speeds {
        let age = take.roster[id as usize].profile.map_or(0, |p| p as usize);
        drawn[age] += 1;
        let band = (BY_AGE[age] - 0.03, BY_AGE[age] + 0.03);
        right += usize::from(is_in(speed, band));
    }
    let mut outcome = Outcome::of(1);
    let said = Said::new("case-in-band")
        .with("right", right)
        .with("all", speeds.len());
    outcome.judge(said, right == 50 && speeds.len() == 50);
    let ages = drawn.iter().filter(|&&people| people > 0).count();
    let said = Said::new("case-ages-drawn").with("ages", ages);
    outcome.judge(said, ages == BY_AGE.len());
    shot.hang(&mut outcome);
    Ok(outcome)
}

/// IMO's table of speeds [m/s]: level, down, up, in the order of the file's
/// profiles.
const IMO_TABLE: [[(f64, f64); 3]; 10] = [
    [(0.93, 1.55), (0.56, 0.94), (0.47, 0.79)],
    [(0.71, 1.19), (0.49, 0.81), (0.44, 0.74)],
    [(0.56, 0.94), (0.45, 0.75), (0.37, 0.61)],
    [(0.43, 0.71), (0.34, 0.56), (0.28, 0.46)],
    [(0.37, 0.61), (0.29, 0.49), (0.23, 0.39)],
    [(1.11, 1.85), (0.76, 1.26), (0.50, 0.84)],
    [(0.97, 1.62), (0.64, 1.07), (0.47, 0.79)],
    [(0.84, 1.40), (0.50, 0.84), (0.38, 0.64)],
    [(0.64, 1.06), (0.38, 0.64), (0.29, 0.49)],
    [(0.55, 0.91), (0.33, 0.55), (0.25, 0.41)],
];

/// IMO 7: everybody's speed on the level, down and up stairs lies in the
/// range of their group.
pub(in crate::verify) fn by_table(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    // Where speeds are taken, a metre and more from where the ground
    // changes, and the way along the incline over that on the plan.
    const GROUNDS: [(&str, f64, f64, f64); 3] = [
        ("case-in-band-level", -20.0, 19.0, 1.0),
        ("case-in-band-down", 21.0, 27.0, 1.25),
        ("case-in-band-up", 39.0, 45.0, 1.25),
    ];
    let shot = Shot::of(lab);
    let take = lab.run(&lab.scenario("imo-07")?, 1)?;
    let marks: Vec<Segment> = [19.0, 21.0, 27.0, 39.0, 45.0]
        .map(|x| line(x, 0.0, x, 100.0))
        .into();
    let outlines: Vec<[crate::base::Vec2; 2]> =
        marks.iter().map(|&mark| super::ends(mark)).collect();
    let outlines: Vec<&[crate::base::Vec2]> = outlines.iter().map(|ends| ends.as_slice()).collect();
    shot.keep(&take, &outlines);
    let mut outcome = Outcome::of(1);
    for (ground, (key, west, east, incline)) in GROUNDS.into_iter().enumerate() {
        let speeds = median_speeds(&take, |spot| (west..=east).contains(&spot.p().x));
        let right = speeds.iter().filter(|&(&id, &speed)| {
            let group = take.roster[id as usize].profile.map_or(0, |p| p as usize);
            is_in(speed * incline, IMO_TABLE[group][ground])
        });
        let right = right.count();
        let said = Said::new(key)
            .with("right", right)
            .with("all", speeds.len());
        outcome.judge(said, right == 50 && speeds.len() == 50);
    }
    shot.hang(&mut outcome);
    Ok(outcome)
}

/// NIST 2.4 and ISO 5: mean and standard deviation of the walked speeds are
/// those of N(1.2, 0.2) m/s, ±0.05.
pub(in crate::verify) fn normal(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    let shot = Shot::of(lab);
    let scenario = lab.scenario("nist-2-4")?;
    let enough = Enough::Mean {
        band: 2.0 * MOMENTS_M_S,
        least: 5,
        most: 20,
    };
    let [means, sds] = lab.samples(&scenario, enough, |take| {
        shot.keep(take, &[]);
        let speeds = Sample::new(median_speeds(take, |_| true).into_values().collect());
        Ok([speeds.mean(), speeds.sd()])
    })?;
    let mut outcome = Outcome::of(means.runs());
    let said = Said::new("case-mean-speed").number("v", means.mean(), 3);
    outcome.judge_mean(said, &means, (1.2 - MOMENTS_M_S, 1.2 + MOMENTS_M_S));
    let said = Said::new("case-sd-speed").number("v", sds.mean(), 3);
    outcome.judge_mean(said, &sds, (0.2 - MOMENTS_M_S, 0.2 + MOMENTS_M_S));
    shot.hang(&mut outcome);
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_are_read_to_two_decimals() {
        assert!(is_in(0.9651, (0.97, 1.62)) && !is_in(0.9649, (0.97, 1.62)));
        assert!(is_in(1.6249, (0.97, 1.62)) && !is_in(1.6251, (0.97, 1.62)));
    }
}
