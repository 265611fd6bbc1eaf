//! Speed over density in a closed ring.

use super::reference::{self, BINS, envelope};
use crate::verify::measure::speed::indices;
use crate::verify::measure::speed_between;
use crate::verify::{Enough, Lab, LabError, Outcome, Plot, Said, Series};

/// Length of the ring by its width \[m²\].
const AREA_M2: f64 = 20.0 * 1.8;
/// Measured from and until \[s\]: half a minute to find one's pace, a minute
/// of walking.
const WINDOW_S: (f64, f64) = (30.0, 90.0);

pub(super) fn ring(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    let mut outcome = Outcome::of(0);
    let mut points = Vec::new();
    for density in BINS {
        let people = (density * AREA_M2).round() as u32;
        let mut scenario = lab.scenario("exp-ring")?;
        for crowd in &mut scenario.visitors.present {
            crowd.count = people;
        }
        let range = envelope(density);
        let enough = Enough::Mean {
            band: range.1 - range.0,
            least: 5,
            most: 30,
        };
        let speed = lab.sample(&scenario, enough, |take| {
            let window = indices(take, WINDOW_S.0, WINDOW_S.1 + 1e-6);
            let speed = speed_between(take, window.start, window.end.saturating_sub(1));
            speed.ok_or_else(|| LabError::Unmeasured(Said::new("exp-nobody")))
        })?;
        outcome.runs += speed.runs();
        let said = Said::new("exp-reads-speed")
            .number("density", density, 2)
            .number("speed", speed.mean(), 2)
            .number("error", speed.standard_error(), 3)
            .number("low", range.0, 2)
            .number("high", range.1, 2);
        outcome.judge_mean(said, &speed, range);
        points.push((density, speed.mean(), speed.standard_error()));
        if density == 2.25 {
            let caption = Said::new("exp-ring-picture").with("people", people);
            lab.illustrate(&mut outcome, &scenario, caption, |picture| picture)?;
        }
    }
    let mut series = reference::diagram();
    series.push(Series::Muster(Said::new("exp-series-muster"), points));
    outcome.plots.push(Plot {
        name: "exp-ring-diagram",
        title: Said::new("exp-ring-plot"),
        x: Said::new("exp-axis-density"),
        y: Said::new("exp-axis-speed"),
        series,
    });
    Ok(outcome)
}
