//! A right-angle corner and a T-junction, 2.4 m wide.
//!
//! Neither has a published criterion in the form of numbers to hold. What
//! must hold is what all studies agree on. Fed with less than any study's
//! capacity (1.0 /m/s), nothing may jam falsely: everybody gets through,
//! nobody is stuck, and it stays thinner than the density at which studies
//! find their largest flows end (2.3 /m²). Fed with more than it can take, the
//! specific flow lies where studies find their peaks, 1.0 to 2.0 /m/s
//! (REFERENCE, section 2). At the T-junction the two branches, which are
//! alike, share the stem.

use crate::base::{Segment, Vec2};
use crate::model::{Curve, Scenario, Time};
use crate::verify::measure::flow::first_passages;
use crate::verify::measure::{Area, Crossing, mean_density, middle_flow_per_s};
use crate::verify::{Enough, Lab, LabError, Outcome, Said, Take};

/// Width of all corridors \[m\].
const WIDTH_M: f64 = 2.4;
/// Peak of the specific flow in studies [1/m/s].
const PEAK: (f64, f64) = (1.0, 2.0);
/// Density at which the peaks end [1/m²].
const THIN: f64 = 2.3;
/// Share of those passing the stem who come from the left.
const SHARE: (f64, f64) = (0.4, 0.6);
/// For how long people are sent \[s\].
const SENT_S: f64 = 100.0;
/// When a moderate stream is measured \[s\].
const STEADY_S: (f64, f64) = (30.0, 100.0);
/// People sent in a second below any capacity: 1.0 /m/s.
const MODERATE_PER_S: f64 = 1.0 * WIDTH_M;
/// … and more than the corridor takes.
const SATURATED_PER_S: f64 = 2.5 * WIDTH_M;

/// A kind of junction.
struct Junction {
    scenario: &'static str,
    /// Line behind the junction.
    behind: Segment,
    /// Where it would jam.
    before: Area,
    /// Those with a lower id come from the left; none if there is one stream.
    divided: bool,
    picture: &'static str,
}

pub(super) fn corner(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    let junction = Junction {
        scenario: "exp-corner",
        behind: Segment::new(Vec2::new(12.0, 4.4), Vec2::new(14.4, 4.4)),
        before: Area::rectangle(9.6, 0.0, 12.0, WIDTH_M),
        divided: false,
        picture: "exp-corner-picture",
    };
    junction.measure(lab)
}

pub(super) fn merge(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    let junction = Junction {
        scenario: "exp-merge",
        behind: Segment::new(Vec2::new(8.0, 4.4), Vec2::new(10.4, 4.4)),
        before: Area::rectangle(8.0, 0.0, 10.4, WIDTH_M),
        divided: true,
        picture: "exp-merge-picture",
    };
    junction.measure(lab)
}

impl Junction {
    fn measure(&self, lab: &Lab<'_>) -> Result<Outcome, LabError> {
        let mut outcome = Outcome::of(0);
        self.moderate(lab, &mut outcome)?;
        self.saturated(lab, &mut outcome)?;
        Ok(outcome)
    }

    /// The scenario with so many people sent in a second, and how many come
    /// from the left.
    fn drawn(&self, lab: &Lab<'_>, per_s: f64) -> Result<(Scenario, u32), LabError> {
        let mut scenario = lab.scenario(self.scenario)?;
        let streams = scenario.visitors.arrivals.len() as f64;
        let each = (per_s * SENT_S / streams).round() as u32;
        for arrivals in &mut scenario.visitors.arrivals {
            arrivals.count = each;
            arrivals.curve = Curve::Uniform {
                from: Time(0.0),
                until: Time(SENT_S),
            };
        }
        Ok((scenario, each))
    }

    fn moderate(&self, lab: &Lab<'_>, outcome: &mut Outcome) -> Result<(), LabError> {
        let (scenario, _) = self.drawn(lab, MODERATE_PER_S)?;
        let enough = Enough::Mean {
            band: THIN,
            least: 5,
            most: 20,
        };
        let [density, inside, stuck] = lab.samples(&scenario, enough, |take| {
            let density = mean_density(take, &self.before, STEADY_S.0, STEADY_S.1);
            let density = density.unwrap_or(f64::NAN);
            Ok([density, f64::from(take.inside), take.stuck() as f64])
        })?;
        outcome.runs += density.runs();
        let said = Said::new("exp-junction-reads-density").number("density", density.mean(), 2);
        outcome.judge_mean(said, &density, (0.0, THIN));
        let said = Said::new("exp-junction-reads-through")
            .number("inside", inside.max(), 0)
            .number("stuck", stuck.max(), 0);
        outcome.judge(said, inside.max() == 0.0 && stuck.max() == 0.0);
        Ok(())
    }

    fn saturated(&self, lab: &Lab<'_>, outcome: &mut Outcome) -> Result<(), LabError> {
        let (scenario, each) = self.drawn(lab, SATURATED_PER_S)?;
        let enough = Enough::Mean {
            band: PEAK.1 - PEAK.0,
            least: 5,
            most: 20,
        };
        let [flow, left, stuck] = lab.samples(&scenario, enough, |take| {
            let passages = self.passages(take);
            let flow = middle_flow_per_s(&passages).unwrap_or(0.0) / WIDTH_M;
            Ok([flow, share_of_left(&passages, each), take.stuck() as f64])
        })?;
        outcome.runs += flow.runs();
        let said = Said::new("exp-junction-reads-flow")
            .number("flow", flow.mean(), 2)
            .number("error", flow.standard_error(), 3);
        outcome.judge_mean(said, &flow, PEAK);
        let said = Said::new("exp-junction-reads-stuck").number("stuck", stuck.max(), 0);
        outcome.judge(said, stuck.max() == 0.0);
        if self.divided {
            let said = Said::new("exp-merge-reads-share").number("share", 100.0 * left.mean(), 0);
            outcome.judge_mean(said, &left, SHARE);
        }
        lab.illustrate(outcome, &scenario, Said::new(self.picture), |picture| {
            picture
                .measuring(&self.before.corners)
                .measuring(&[self.behind.a, self.behind.b])
        })
    }

    fn passages(&self, take: &Take) -> Vec<Crossing> {
        first_passages(take, self.behind)
    }
}

/// Share of those from the left among the middle 60 % of those passing.
fn share_of_left(passages: &[Crossing], each: u32) -> f64 {
    let skipped = passages.len() / 5;
    let middle = &passages[skipped..passages.len() - skipped];
    let left = middle.iter().filter(|passage| passage.id < each).count();
    left as f64 / middle.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_is_of_the_middle() {
        let passage = |id| Crossing {
            id,
            t_s: f64::from(id),
            to_right: true,
        };
        // The first and last two of ten do not count.
        let ids = [0, 0, 0, 9, 9, 9, 0, 9, 0, 0];
        let passages: Vec<Crossing> = ids.into_iter().map(passage).collect();
        assert!((share_of_left(&passages, 5) - 2.0 / 6.0).abs() < 1e-12);
    }
}
