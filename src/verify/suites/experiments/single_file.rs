//! Speed over density in single file.

use super::reference::{SINGLE_FILE, SINGLE_FILE_BAND};
use crate::model::{Crowd, Scenario};
use crate::verify::measure::paces;
use crate::verify::measure::speed::{Pace, indices};
use crate::verify::{Enough, Lab, LabError, Outcome, Plot, Said, Sample, Series, Take};

/// Length of the course in which means are measured \[m\]: 16, 29, 42 and 55
/// people are the densities of the experiments. Nobody passes anybody, so the
/// slowest sets the pace, and a longer course would have a slower slowest.
const COURSE_M: f64 = 26.0;
/// Length of the course of the band \[m\], for whole numbers of people.
const BAND_COURSE_M: f64 = 20.0;
/// Half the width of the course \[m\].
const HALF_WIDTH_M: f64 = 0.25;
/// How far a mean speed may be from the measured one [m/s].
const TOLERANCE: f64 = 0.06;
/// Share of densities at which the median must lie in the band.
const IN_BAND: f64 = 0.9;
/// Measured from and until \[s\].
const WINDOW_S: (f64, f64) = (60.0, 119.0);
/// Runs from which the medians are taken.
const RUNS: usize = 5;

/// The course with so many people on a metre, one to each equal stretch.
fn drawn(lab: &Lab<'_>, length: f64, density: f64) -> Result<Scenario, LabError> {
    let mut scenario = lab.scenario("exp-single-file")?;
    let people = (density * length).round() as u32;
    let stretch = length / f64::from(people);
    for path in &mut scenario.venue.paths {
        path.line = vec![(0.0, 0.0, 0.0), (length, 0.0, 0.0)];
    }
    let present = &mut scenario.visitors.present;
    let Some(one) = present.pop() else {
        return Ok(scenario);
    };
    present.clear();
    for place in 0..people {
        let from = f64::from(place) * stretch;
        present.push(Crowd {
            count: 1,
            within: Some((from, -HALF_WIDTH_M, from + stretch, HALF_WIDTH_M)),
            ..one.clone()
        });
    }
    Ok(scenario)
}

/// Speeds of everybody over a second, every second.
fn speeds(take: &Take) -> Vec<f64> {
    let every = (1.0 / take.frame_dt_s).round().max(1.0) as usize;
    indices(take, WINDOW_S.0, WINDOW_S.1)
        .step_by(every)
        .flat_map(|index| paces(take, index, every.div_ceil(2)))
        .map(|pace| Pace::speed(&pace))
        .collect()
}

pub(super) fn single_file(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    let mut outcome = Outcome::of(0);
    let mut means = Vec::new();
    for (density, measured) in SINGLE_FILE {
        let scenario = drawn(lab, COURSE_M, density)?;
        let enough = Enough::Mean {
            band: 2.0 * TOLERANCE,
            least: 10,
            most: 120,
        };
        let speed = lab.sample(&scenario, enough, |take| {
            Ok(Sample::new(speeds(take)).mean())
        })?;
        outcome.runs += speed.runs();
        let said = Said::new("exp-file-reads-speed")
            .number("density", density, 2)
            .number("speed", speed.mean(), 3)
            .number("measured", measured, 2);
        outcome.judge_mean(said, &speed, (measured - TOLERANCE, measured + TOLERANCE));
        means.push((density, speed.mean(), speed.standard_error()));
        if density == 1.62 {
            let caption = Said::new("exp-file-picture").number("density", density, 2);
            lab.illustrate(&mut outcome, &scenario, caption, |picture| picture)?;
        }
    }
    let medians = medians(lab, &mut outcome)?;
    outcome.plots.push(plot(means, medians));
    Ok(outcome)
}

/// The median at each density of the band, judged together.
pub(in crate::verify::suites) fn medians(
    lab: &Lab<'_>,
    outcome: &mut Outcome,
) -> Result<Vec<(f64, f64, f64)>, LabError> {
    let mut points = Vec::new();
    let mut inside = 0_usize;
    for (density, low, _, high) in SINGLE_FILE_BAND {
        let runs = lab.replicate(&drawn(lab, BAND_COURSE_M, density)?, RUNS, |take| {
            Ok(speeds(take))
        })?;
        outcome.runs += runs.len();
        let median = Sample::new(runs.concat()).median();
        inside += usize::from((low..=high).contains(&median));
        let said = Said::new("exp-file-reads-median")
            .number("density", density, 2)
            .number("speed", median, 2)
            .number("low", low, 2)
            .number("high", high, 2);
        outcome.note(said);
        points.push((density, median, 0.0));
    }
    let said = Said::new("exp-file-reads-band")
        .with("n", inside)
        .with("all", SINGLE_FILE_BAND.len());
    let share = inside as f64 / SINGLE_FILE_BAND.len() as f64;
    outcome.judge(said, share >= IN_BAND);
    Ok(points)
}

fn plot(means: Vec<(f64, f64, f64)>, medians: Vec<(f64, f64, f64)>) -> Plot {
    let band = SINGLE_FILE_BAND.map(|(density, low, _, high)| (density, low, high));
    let middle = SINGLE_FILE_BAND.map(|(density, _, median, _)| (density, median));
    Plot {
        name: "exp-single-file-diagram",
        title: Said::new("exp-file-plot"),
        x: Said::new("exp-axis-line-density"),
        y: Said::new("exp-axis-speed"),
        series: vec![
            Series::Band(Said::new("exp-series-file-band"), band.to_vec()),
            Series::Curve(Said::new("exp-series-file-median"), middle.to_vec()),
            Series::Reference(Said::new("exp-series-file-mean"), SINGLE_FILE.to_vec()),
            Series::Muster(Said::new("exp-series-muster-median"), medians),
            Series::Muster(Said::new("exp-series-muster-mean"), means),
        ],
    }
}
