//! Two mixed crowds walk in opposite directions: they must sort themselves
//! into lanes and not lock.

use crate::model::Scenario;
use crate::verify::measure::paces;
use crate::verify::measure::speed::{Pace, indices};
use crate::verify::take::Moment;
use crate::verify::{Enough, Lab, LabError, Outcome, Plot, Said, Series, Take};

/// People each way with the least mean speed [m/s], measured crowds being at
/// about 1.1, 0.75 and 0.5.
const SIZES: [(u32, f64); 3] = [(50, 0.95), (100, 0.6), (150, 0.4)];
/// Mean speed of measured crowds [m/s] (MOVEMENT).
const MEASURED: [(f64, f64); 3] = [(50.0, 1.1), (100.0, 0.75), (150.0, 0.5)];
/// Speed under which somebody hardly walks [m/s].
const SLOW: f64 = 0.1;
/// Largest share of people and moments that slow.
const SLOW_SHARE: f64 = 0.1;
/// Least order of lanes: half way between a full mix and clean lanes.
const ORDER: f64 = 0.5;
/// Measured from and until \[s\]: a minute to sort themselves, then nearly a
/// minute.
const WINDOW_S: (f64, f64) = (60.0, 119.0);
/// Who stands in the same row: so far to the side at most \[m\] …
const ROW_M: f64 = 0.4;
/// … and so far ahead or behind at most \[m\].
const ROW_LENGTH_M: f64 = 5.0;
/// Length of the corridor \[m\].
const LENGTH_M: f64 = 30.0;

/// The corridor with so many people each way.
pub(super) fn drawn(lab: &Lab<'_>, each: u32) -> Result<Scenario, LabError> {
    let mut scenario = lab.scenario("exp-counterflow")?;
    for crowd in &mut scenario.visitors.present {
        crowd.count = each;
    }
    Ok(scenario)
}

/// Mean speed [m/s] and share of those who are slow, over all people and
/// seconds of the window.
pub(super) fn speed_and_slow(take: &Take) -> (f64, f64) {
    let every = (1.0 / take.frame_dt_s).round().max(1.0) as usize;
    let speeds: Vec<f64> = indices(take, WINDOW_S.0, WINDOW_S.1)
        .step_by(every)
        .flat_map(|index| paces(take, index, every.div_ceil(2)))
        .map(|pace| Pace::speed(&pace))
        .collect();
    let n = speeds.len() as f64;
    let slow = speeds.iter().filter(|speed| **speed < SLOW).count() as f64;
    (speeds.iter().sum::<f64>() / n, slow / n)
}

/// How clean the lanes are, after Rex and Löwen 2007: for each person the
/// square of the difference over the sum of those in the same row who go
/// their way and of those who go the other; the mean over people. Near 0 in a
/// mix, 1 in lanes. The first `each` people go one way, the rest the other.
fn order(moment: &Moment, each: u32) -> f64 {
    let mut sum = 0.0;
    for own in &moment.people {
        let (mut same, mut other) = (0.0_f64, 0.0_f64);
        for near in &moment.people {
            let offset = near.p() - own.p();
            // Along the ring, the shorter way.
            let along = offset.x - LENGTH_M * (offset.x / LENGTH_M).round();
            let in_row = offset.y.abs() <= ROW_M && along.abs() <= ROW_LENGTH_M;
            if near.id == own.id || !in_row {
                continue;
            }
            if (near.id < each) == (own.id < each) {
                same += 1.0;
            } else {
                other += 1.0;
            }
        }
        if same + other > 0.0 {
            let share = (same - other) / (same + other);
            sum += share * share;
        }
    }
    sum / moment.people.len().max(1) as f64
}

fn mean_order(take: &Take, each: u32) -> f64 {
    let orders: Vec<f64> = take
        .between(WINDOW_S.0, WINDOW_S.1)
        .step_by(10)
        .map(|moment| order(moment, each))
        .collect();
    orders.iter().sum::<f64>() / orders.len() as f64
}

pub(super) fn counterflow(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    let mut outcome = Outcome::of(0);
    let mut points = Vec::new();
    for (each, least) in SIZES {
        let scenario = drawn(lab, each)?;
        // The band is what lies between the least and the free speed.
        let enough = Enough::Mean {
            band: 1.34 - least,
            least: 10,
            most: 30,
        };
        let [speed, slow, order, stuck] = lab.samples(&scenario, enough, |take| {
            let (speed, slow) = speed_and_slow(take);
            let stuck = take.stuck() as f64;
            Ok([speed, slow, mean_order(take, each), stuck])
        })?;
        outcome.runs += speed.runs();
        let of_size = |key| Said::new(key).with("n", each);
        let said = of_size("exp-counter-reads-speed")
            .number("speed", speed.mean(), 3)
            .number("error", speed.standard_error(), 3)
            .number("least", least, 2);
        outcome.judge_mean(said, &speed, (least, 1.34));
        let said = of_size("exp-counter-reads-slow").number("share", 100.0 * slow.mean(), 1);
        outcome.judge(said, slow.mean() < SLOW_SHARE);
        let said = of_size("exp-counter-reads-lanes").number("order", order.mean(), 2);
        outcome.judge(said, order.mean() >= ORDER);
        let said = of_size("exp-counter-reads-stuck").number("stuck", stuck.max(), 0);
        outcome.judge(said, stuck.max() == 0.0);
        points.push((f64::from(each), speed.mean(), speed.standard_error()));
        lab.illustrate(
            &mut outcome,
            &scenario,
            of_size("exp-counter-picture"),
            |p| p,
        )?;
    }
    let least = SIZES.map(|(each, least)| (f64::from(each), least));
    outcome.plots.push(Plot {
        name: "exp-counterflow-speed",
        title: Said::new("exp-counter-plot"),
        x: Said::new("exp-axis-each"),
        y: Said::new("exp-axis-speed"),
        series: vec![
            Series::Curve(Said::new("exp-series-least"), least.to_vec()),
            Series::Reference(Said::new("exp-series-crowds"), MEASURED.to_vec()),
            Series::Muster(Said::new("exp-series-muster"), points),
        ],
    });
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::take::Spot;

    fn moment(people: &[(f64, f64)]) -> Moment {
        let spot = |(id, p): (usize, &(f64, f64))| Spot {
            id: id as u32,
            x_mm: (p.0 * 1000.0) as i32,
            y_mm: (p.1 * 1000.0) as i32,
            cell: 0,
            state: 0,
        };
        Moment {
            t_s: 0.0,
            people: people.iter().enumerate().map(spot).collect(),
        }
    }

    #[test]
    fn lanes_are_in_order_and_a_mix_is_not() {
        // Two each way, each pair in a row of its own, one over the seam.
        let lanes = moment(&[(1.0, 0.5), (29.0, 0.5), (1.0, 2.5), (3.0, 2.5)]);
        assert_eq!(order(&lanes, 2), 1.0);
        // In one row each has one of their own and two others: (1/3)².
        let mix = moment(&[(1.0, 0.5), (2.0, 0.5), (1.5, 0.6), (2.5, 0.6)]);
        assert!((order(&mix, 2) - 1.0 / 9.0).abs() < 1e-12);
    }
}
