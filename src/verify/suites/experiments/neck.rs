//! Bottlenecks of four widths: specific flow, its growth with the width, the
//! density before the neck.

use super::reference;
use crate::base::{Segment, Vec2};
use crate::model::Scenario;
use crate::verify::measure::flow::first_passages;
use crate::verify::measure::{Area, mean_density, middle_flow_per_s};
use crate::verify::sample::fit;
use crate::verify::{Enough, Lab, LabError, Outcome, Plot, Said, Sample, Series, Take};

/// Widths of the neck \[m\].
pub(super) const WIDTHS: [f64; 4] = [0.8, 1.0, 1.2, 1.4];
/// Specific flow of an uncapped neck [1/m/s].
const FLOW: (f64, f64) = (1.5, 2.3);
/// Density before the neck [1/m²].
const DENSITY: (f64, f64) = (4.0, 6.0);
/// Least share of the variance of the flow that a straight line in the width
/// explains.
const LINEAR: f64 = 0.95;

/// What one run of a neck gives.
pub(super) struct Passage {
    /// Flow of the middle 60 % of those passing [1/s].
    pub(super) flow_per_s: f64,
    /// Density before the neck while they pass [1/m²].
    pub(super) density_per_m2: f64,
    /// People who have not left.
    pub(super) left_behind: f64,
    /// When the last left \[s\]; the end of the run if somebody is left.
    pub(super) out_s: f64,
}

/// The scenario with a neck of a width.
pub(super) fn drawn(lab: &Lab<'_>, width: f64) -> Result<Scenario, LabError> {
    let mut scenario = lab.scenario("exp-neck")?;
    let half = 0.5 * width;
    for place in &mut scenario.venue.places {
        if place.id == "neck" {
            place.polygon = vec![(8.0, -half), (9.0, -half), (9.0, half), (8.0, half)];
        }
    }
    Ok(scenario)
}

/// The line across the middle of the neck, as long as the widest.
fn line() -> Segment {
    Segment::new(Vec2::new(8.5, -0.7), Vec2::new(8.5, 0.7))
}

/// Where density is measured: 2 m wide and 1 m deep, half a metre before the
/// neck.
fn before() -> Area {
    Area::rectangle(6.5, -1.0, 7.5, 1.0)
}

/// Measures a run. A neck that nobody passes has no flow: 0.
pub(super) fn passage(take: &Take) -> Passage {
    let passages = first_passages(take, line());
    let n = passages.len();
    let at = |share: f64| passages.get((share * n as f64) as usize).map(|p| p.t_s);
    let density = match (at(0.2), at(0.8)) {
        (Some(from), Some(until)) => mean_density(take, &before(), from, until),
        _ => None,
    };
    Passage {
        flow_per_s: middle_flow_per_s(&passages).unwrap_or(0.0),
        density_per_m2: density.unwrap_or(0.0),
        left_behind: f64::from(take.inside),
        out_s: take.all_out_s().unwrap_or(take.end_s),
    }
}

pub(super) fn neck(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    let mut outcome = Outcome::of(0);
    let enough = Enough::Mean {
        band: FLOW.1 - FLOW.0,
        least: 10,
        most: 30,
    };
    let mut flows: Vec<(f64, Sample)> = Vec::new();
    for width in WIDTHS {
        let scenario = drawn(lab, width)?;
        let [specific, flow, density, behind] = lab.samples(&scenario, enough, |take| {
            let passage = passage(take);
            let flow = passage.flow_per_s;
            Ok([
                flow / width,
                flow,
                passage.density_per_m2,
                passage.left_behind,
            ])
        })?;
        outcome.runs += flow.runs();
        let of_width = |key| Said::new(key).number("width", width, 1);
        let said = of_width("exp-neck-reads-flow")
            .number("flow", specific.mean(), 2)
            .number("error", specific.standard_error(), 2);
        outcome.judge_mean(said, &specific, FLOW);
        let said = of_width("exp-neck-reads-density").number("density", density.mean(), 1);
        outcome.judge_mean(said, &density, DENSITY);
        let said = of_width("exp-neck-reads-behind").number("n", behind.max(), 0);
        outcome.judge(said, behind.max() == 0.0);
        lab.illustrate(
            &mut outcome,
            &scenario,
            of_width("exp-neck-picture"),
            |picture| {
                let line = line();
                picture
                    .measuring(&before().corners)
                    .measuring(&[line.a, line.b])
            },
        )?;
        flows.push((width, flow));
    }
    let means: Vec<(f64, f64)> = flows.iter().map(|(w, flow)| (*w, flow.mean())).collect();
    let r2 = fit(&means).map_or(0.0, |line| line.r2);
    let rises = means.windows(2).all(|pair| pair[1].1 > pair[0].1);
    let said = Said::new("exp-neck-reads-linear").number("r2", r2, 3);
    outcome.judge(said, r2 >= LINEAR && rises);
    outcome.plots.push(plot(&flows));
    Ok(outcome)
}

fn plot(flows: &[(f64, Sample)]) -> Plot {
    let wide = [0.7, 1.5];
    let band = wide.map(|width| (width, FLOW.0 * width, FLOW.1 * width));
    let lowest = reference::NECKS
        .iter()
        .map(|n| n.1)
        .fold(f64::INFINITY, f64::min);
    let highest = reference::NECKS.iter().map(|n| n.2).fold(0.0, f64::max);
    let studies = reference::NECKS.iter().map(|n| n.0).sum::<f64>() / reference::NECKS.len() as f64;
    let line = |specific: f64| wide.map(|width| (width, specific * width)).to_vec();
    let points = flows
        .iter()
        .map(|(width, flow)| (*width, flow.mean(), flow.standard_error()));
    Plot {
        name: "exp-neck-flow",
        title: Said::new("exp-neck-plot"),
        x: Said::new("exp-axis-width"),
        y: Said::new("exp-axis-flow"),
        series: vec![
            Series::Band(Said::new("exp-series-target"), band.to_vec()),
            Series::Curve(
                Said::new("exp-series-studies").number("flow", studies, 2),
                line(studies),
            ),
            Series::Curve(
                Said::new("exp-series-lowest").number("flow", lowest, 2),
                line(lowest),
            ),
            Series::Curve(
                Said::new("exp-series-highest").number("flow", highest, 2),
                line(highest),
            ),
            Series::Muster(Said::new("exp-series-muster"), points.collect()),
        ],
    }
}
