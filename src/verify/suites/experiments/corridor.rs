//! Speed over density in an open corridor: at every second the Voronoi
//! density and the mean speed in the middle of it.

use super::reference::{self, BINS, envelope};
use crate::model::{Curve, Scenario, Time};
use crate::verify::measure::speed::{indices, mean_speed_at};
use crate::verify::measure::{Area, Walkable, voronoi_density};
use crate::verify::{Lab, LabError, Outcome, Plot, Said, Sample, Series, Take};

/// Runs of each setting.
const RUNS: usize = 10;
/// People sent in a second, and width of the way out \[m\]: thin streams with
/// a free way out, then as many as come in with ever less room to leave.
const SETTINGS: [(f64, f64); 8] = [
    (0.55, 1.8),
    (1.8, 1.8),
    (4.0, 1.8),
    (4.0, 1.4),
    (4.0, 1.2),
    (4.0, 1.0),
    (4.0, 0.8),
    (4.0, 0.7),
];
/// For how long people are sent \[s\].
const SENT_S: f64 = 180.0;
/// Measured from and until \[s\].
const WINDOW_S: (f64, f64) = (100.0, 180.0);
/// Half the width of a bin of density [1/m²].
const HALF_BIN: f64 = 0.25;
/// Moments by which a run knows a bin.
const ENOUGH_MOMENTS: usize = 10;
/// Runs by which a bin is known.
const ENOUGH_RUNS: usize = 3;
/// Bins that must be reached at least: the corridor may not be able to be
/// thinner or denser than people make it.
const ENOUGH_BINS: usize = 4;

fn drawn(lab: &Lab<'_>, rate_per_s: f64, width: f64) -> Result<Scenario, LabError> {
    let mut scenario = lab.scenario("exp-corridor")?;
    for arrivals in &mut scenario.visitors.arrivals {
        arrivals.count = (rate_per_s * SENT_S).round() as u32;
        arrivals.curve = Curve::Uniform {
            from: Time(0.0),
            until: Time(SENT_S),
        };
    }
    let half = 0.5 * width;
    for place in &mut scenario.venue.places {
        if place.id == "neck" {
            place.polygon = vec![(20.0, -half), (21.0, -half), (21.0, half), (20.0, half)];
        }
    }
    for exit in &mut scenario.venue.exits {
        if exit.id == "end" {
            exit.line = ((21.0, -half), (21.0, half));
        }
    }
    Ok(scenario)
}

/// The middle of the corridor, 2 m of it.
fn middle() -> Area {
    Area::rectangle(9.0, -0.9, 11.0, 0.9)
}

/// Density and speed at every second.
fn moments(take: &Take) -> Vec<(f64, f64)> {
    let ground = Walkable::all(&take.world);
    let area = middle();
    let every = (1.0 / take.frame_dt_s).round().max(1.0) as usize;
    let found = indices(take, WINDOW_S.0, WINDOW_S.1)
        .step_by(every)
        .filter_map(|index| {
            let speed = mean_speed_at(take, &area, index, every.div_ceil(2))?;
            let density = voronoi_density(&take.moments[index], &ground, &area);
            Some((density, speed))
        });
    found.collect()
}

pub(super) fn corridor(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    let mut outcome = Outcome::of(0);
    let mut runs: Vec<Vec<(f64, f64)>> = Vec::new();
    for (rate, width) in SETTINGS {
        let scenario = drawn(lab, rate, width)?;
        let found = lab.replicate(&scenario, RUNS, |take| Ok(moments(take)))?;
        outcome.runs += found.len();
        runs.extend(found);
        if width == 1.0 {
            let caption = Said::new("exp-corridor-picture").number("width", width, 1);
            lab.illustrate(&mut outcome, &scenario, caption, |picture| {
                picture.measuring(&middle().corners)
            })?;
        }
    }
    let mut points = Vec::new();
    for density in BINS {
        let speed = in_bin(&runs, density);
        let known = speed.runs() >= ENOUGH_RUNS || lab.runs.is_some() && speed.runs() > 0;
        if !known {
            outcome.note(Said::new("exp-corridor-reads-none").number("density", density, 2));
            continue;
        }
        let range = envelope(density);
        let said = Said::new("exp-reads-speed")
            .number("density", density, 2)
            .number("speed", speed.mean(), 2)
            .number("error", speed.standard_error(), 3)
            .number("low", range.0, 2)
            .number("high", range.1, 2);
        outcome.judge_mean(said, &speed, range);
        points.push((density, speed.mean(), speed.standard_error()));
    }
    let said = Said::new("exp-corridor-reads-bins").with("n", points.len());
    outcome.judge(said, points.len() >= ENOUGH_BINS);
    let mut series = reference::diagram();
    series.push(Series::Muster(Said::new("exp-series-muster"), points));
    outcome.plots.push(Plot {
        name: "exp-corridor-diagram",
        title: Said::new("exp-corridor-plot"),
        x: Said::new("exp-axis-density"),
        y: Said::new("exp-axis-speed"),
        series,
    });
    Ok(outcome)
}

/// Mean speed in a bin of density, one value a run that knows it.
fn in_bin(runs: &[Vec<(f64, f64)>], density: f64) -> Sample {
    let means = runs.iter().filter_map(|run| {
        let here: Vec<f64> = run
            .iter()
            .filter(|moment| (moment.0 - density).abs() < HALF_BIN)
            .map(|moment| moment.1)
            .collect();
        (here.len() >= ENOUGH_MOMENTS).then(|| here.iter().sum::<f64>() / here.len() as f64)
    });
    Sample::new(means.collect())
}
