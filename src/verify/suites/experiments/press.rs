//! Thousands before a narrow way: a crowd that presses for minutes must not be
//! packed tighter than bodies can stand, and must go on.

use crate::base::{Segment, Vec2};
use crate::sim::EventKind;
use crate::verify::measure::flow::first_passages;
use crate::verify::measure::{Area, mean_density, middle_flow_per_s};
use crate::verify::{Enough, Lab, LabError, Outcome, Said, Take};

/// Seeds.
const RUNS: usize = 2;
/// Measured from and until \[s\]: the press stands, and none of it is over.
const WINDOW_S: (f64, f64) = (90.0, 180.0);
/// Width of the way \[m\].
const WIDTH_M: f64 = 3.5;
/// Largest mean density anywhere before the way [1/m²]. Crowds of up to
/// 10 /m² have been measured (Helbing 2007); circles of the default bodies,
/// not squeezed, are at 8.9 /m² in the closest of all packings.
const DENSITY: f64 = 8.0;
/// Specific flow up the ramp [1/m/s]: at least IMO's 0.88 of stairs up, at
/// most what necks on the level were measured at.
const FLOW: (f64, f64) = (0.88, 2.3);
/// Largest share of person-seconds spent deeper than 20 % of a body in
/// somebody else.
const OVERLAP: f64 = 0.001;

/// Where density is measured: from half a metre before the way to 10.5 m.
fn whole() -> Area {
    Area::rectangle(29.5, -8.0, 39.5, 8.0)
}

/// Its squares of two metres.
fn squares() -> Vec<Area> {
    let rows = (0..5).map(|row| 39.5 - 2.0 * f64::from(row));
    rows.flat_map(|east| {
        (-4..4).map(move |column| {
            let south = 2.0 * f64::from(column);
            Area::rectangle(east - 2.0, south, east, south + 2.0)
        })
    })
    .collect()
}

/// Largest of the mean densities [1/m²], specific flow [1/m/s], and share of
/// person-seconds in deep overlap.
fn pressed(take: &Take) -> [f64; 3] {
    let squares = squares();
    let densities = squares
        .iter()
        .filter_map(|area| mean_density(take, area, WINDOW_S.0, WINDOW_S.1));
    let densest = densities.fold(0.0, f64::max);
    let line = Segment::new(Vec2::new(41.0, -1.75), Vec2::new(41.0, 1.75));
    let passages = first_passages(take, line);
    let flow = middle_flow_per_s(&passages).unwrap_or(0.0) / WIDTH_M;
    let pairs: f64 = take.happened(EventKind::Overlaps).map(|e| e.value).sum();
    let people: usize = take.moments.iter().map(|moment| moment.people.len()).sum();
    [
        densest,
        flow,
        2.0 * pairs / (people as f64 * take.frame_dt_s),
    ]
}

pub(super) fn press(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    let scenario = lab.scenario("exp-press")?;
    let [densest, flow, deep] =
        lab.samples(&scenario, Enough::Runs(RUNS), |take| Ok(pressed(take)))?;
    let mut outcome = Outcome::of(densest.runs());
    let said = Said::new("exp-press-reads-density").number("density", densest.max(), 1);
    outcome.judge(said, densest.max() <= DENSITY);
    let said = Said::new("exp-press-reads-flow")
        .number("flow", flow.mean(), 2)
        .number("error", flow.standard_error(), 2);
    outcome.judge_mean(said, &flow, FLOW);
    let said = Said::new("exp-venues-reads-overlap").number("share", 100.0 * deep.mean(), 4);
    outcome.judge(said, deep.mean() < OVERLAP);
    lab.illustrate(
        &mut outcome,
        &scenario,
        Said::new("exp-press-picture"),
        |picture| picture.measuring(&whole().corners),
    )?;
    Ok(outcome)
}
