//! Speed over density: in a corridor without end, and in one that opens.

use crate::model::{Scenario, Walks};
use crate::verify::measure::{Area, mean_density, mean_speed_in};
use crate::verify::suites::experiments::single_file;
use crate::verify::{Enough, Lab, LabError, Outcome, Plot, Said, Sample, Series, Take};

use super::reference::{between, envelope, widened};
use super::{Shot, exceeds, set_count, square, too_few};

/// The corridor without end: length times width \[m²\].
const RING_M2: f64 = 26.0 * 2.0;
/// Measured from and until: ten seconds are dropped, a minute counts \[s\].
const WINDOW_S: (f64, f64) = (10.0, 70.0);
/// Frames of half a second before and after the moment of a speed.
const HALF_WINDOW: usize = 1;
/// Densities of RiMEA 4 [1/m²].
const DENSITIES: [f64; 7] = [0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
/// Fewest and most seeds of a density.
const RUNS: (usize, usize) = (3, 20);

/// Seeds until the standard error is under a fifth of a band [m/s].
fn until_known(band: f64) -> Enough {
    Enough::Mean {
        band,
        least: RUNS.0,
        most: RUNS.1,
    }
}

/// The mean speed in the measuring area of a ring with so many people on the
/// square metre [m/s].
pub(super) fn ring_speeds(
    lab: &Lab<'_>,
    ring: &Scenario,
    (density, walks): (f64, Walks),
    enough: Enough,
    shot: &Shot,
) -> Result<Sample, LabError> {
    let mut scenario = ring.clone();
    set_count(&mut scenario, 0, (density * RING_M2).round() as usize);
    for crowd in &mut scenario.visitors.present {
        crowd.walks = Some(walks);
    }
    let area = square(12.0, 0.0);
    lab.sample(&scenario, enough, |take| {
        shot.keep(take, &[&area.corners]);
        let (from_s, until_s) = WINDOW_S;
        mean_speed_in(take, &area, from_s, until_s, HALF_WINDOW).ok_or_else(|| too_few(take))
    })
}

/// RiMEA 4: the speeds in the corridor without end, and those in single file,
/// follow what was measured.
pub(in crate::verify) fn corridor(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    let ring = lab.scenario("rimea-04")?;
    let shot = Shot::of(lab);
    let mut outcome = Outcome::default();
    let (mut band, mut own) = (Vec::new(), Vec::new());
    for density in DENSITIES {
        let (low, high) = envelope(density);
        let at = (density, Walks::Forward);
        let speeds = ring_speeds(lab, &ring, at, until_known(high - low), &shot)?;
        outcome.runs += speeds.runs();
        let said = Said::new("case-speed-at")
            .number("density", density, 1)
            .number("v", speeds.mean(), 2)
            .number("low", low, 2)
            .number("high", high, 2);
        outcome.judge_mean(said, &speeds, (low, high));
        band.push((density, low, high));
        own.push((density, speeds.mean(), speeds.standard_error()));
    }
    single_file::medians(lab, &mut outcome)?;
    outcome.plots.push(Plot {
        name: "rimea-04-diagram",
        title: Said::new("case-diagram-plot"),
        x: Said::new("exp-axis-density"),
        y: Said::new("exp-axis-speed"),
        series: vec![
            Series::Band(Said::new("exp-series-envelope"), band),
            Series::Muster(Said::new("exp-series-muster"), own),
        ],
    });
    shot.hang(&mut outcome);
    Ok(outcome)
}

/// RiMEA 16: the median speed in single file lies between the 10th and the
/// 90th percentile of what was measured.
pub(in crate::verify) fn in_single_file(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    let mut outcome = Outcome::default();
    single_file::medians(lab, &mut outcome)?;
    Ok(outcome)
}

/// IMO 12: the flow at a very high density is lower than at a moderate one.
pub(in crate::verify) fn less_flow_when_dense(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    const MODERATE: f64 = 2.0;
    const VERY_HIGH: f64 = 5.0;
    let ring = lab.scenario("rimea-04")?;
    let shot = Shot::of(lab);
    let flows = |density: f64| -> Result<Sample, LabError> {
        let at = (density, Walks::Forward);
        let speeds = ring_speeds(lab, &ring, at, Enough::Runs(RUNS.0), &shot)?;
        Ok(Sample::new(
            speeds.values.iter().map(|v| v * density).collect(),
        ))
    };
    let (moderate, dense) = (flows(MODERATE)?, flows(VERY_HIGH)?);
    let mut outcome = Outcome::of(moderate.runs() + dense.runs());
    let said = Said::new("case-flow-by-density")
        .number("moderate", moderate.mean(), 2)
        .number("dense", dense.mean(), 2);
    outcome.judge(said, exceeds(&moderate, &dense));
    shot.hang(&mut outcome);
    Ok(outcome)
}

/// Density and speed in the measuring area of the open corridor.
fn in_open_corridor(take: &Take) -> Result<[f64; 2], LabError> {
    const FROM_S: f64 = 5.0;
    const UNTIL_S: f64 = 15.0;
    let area = Area::rectangle(20.0, 0.0, 40.0, 2.0);
    let speed = mean_speed_in(take, &area, FROM_S, UNTIL_S, HALF_WINDOW);
    let density = mean_density(take, &area, FROM_S, UNTIL_S);
    match (speed, density) {
        (Some(speed), Some(density)) => Ok([speed, density]),
        _ => Err(too_few(take)),
    }
}

/// ISO 13: density and speed in an open corridor agree with the model's own
/// fundamental diagram.
pub(in crate::verify) fn open_corridor(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    const PEOPLE: [usize; 5] = [60, 120, 240, 360, 480];
    let ring = lab.scenario("rimea-04")?;
    let shot = Shot::of(lab);
    let mut outcome = Outcome::default();
    let mut own = Vec::new();
    for density in DENSITIES {
        let at = (density, Walks::Forward);
        let speeds = ring_speeds(lab, &ring, at, until_known(0.1), &Shot::none())?;
        outcome.runs += speeds.runs();
        own.push((density, speeds.mean()));
    }
    let base = lab.scenario("iso-13")?;
    for people in PEOPLE {
        let mut scenario = base.clone();
        set_count(&mut scenario, 0, people);
        let area = Area::rectangle(20.0, 0.0, 40.0, 2.0);
        let [speeds, densities] = lab.samples(&scenario, until_known(0.1), |take| {
            shot.keep(take, &[&area.corners]);
            in_open_corridor(take)
        })?;
        outcome.runs += speeds.runs();
        let density = densities.mean();
        let expected = between(&own, density).unwrap_or(own[0].1);
        let (low, high) = widened(density, expected, expected);
        let said = Said::new("case-speed-of")
            .with("people", people)
            .number("density", density, 2)
            .number("v", speeds.mean(), 2)
            .number("expected", expected, 2);
        outcome.judge(said, (low..=high).contains(&speeds.mean()));
    }
    shot.hang(&mut outcome);
    Ok(outcome)
}
