//! Which assumptions about visitors the variants of a study vary.

use serde::{Deserialize, Serialize};

use super::matrix::Matrix;
use crate::model::Scenario;
use crate::model::venue::{Lanes, Service};
use crate::model::visitors::Visitors;

/// What is not the same in all variants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Varied {
    /// How many visitors are there or come.
    pub attendance: bool,
    /// Anything about visitors but how long they take to set out: run k of two variants
    /// then need not have the same people.
    pub visitors: bool,
    /// How long visitors take to set out.
    pub pre_movement: bool,
    /// How long a check takes.
    pub checks: bool,
}

impl Varied {
    const ALL: Self = Self {
        attendance: true,
        visitors: true,
        pre_movement: true,
        checks: true,
    };

    /// What the variants of a study vary.
    #[must_use]
    pub fn of(matrix: &Matrix) -> Self {
        let mut varied = Self::default();
        // The edits were applied when the matrix was made.
        let Ok(baseline) = matrix.scenario_of(matrix.baseline) else {
            return varied;
        };
        for variant in 0..matrix.variants.len() {
            if let Ok(scenario) = matrix.scenario_of(variant) {
                varied.note(&baseline, &scenario);
            }
            if varied == Self::ALL {
                break;
            }
        }
        varied
    }

    fn note(&mut self, base: &Scenario, own: &Scenario) {
        let (a, b) = (&base.visitors, &own.visitors);
        self.attendance |= count(a) != count(b);
        self.pre_movement |= (a.profiles.iter().zip(&b.profiles))
            .any(|(a, b)| a.id == b.id && a.pre_movement != b.pre_movement);
        self.visitors |= *a != at_the_pace_of(a, b);
        self.checks |= (base.venue.gates.iter())
            .filter_map(|a| Some((a, own.venue.gates.iter().find(|b| b.id == a.id)?)))
            .any(|(a, b)| services(a.lanes) != services(b.lanes));
    }
}

fn count(visitors: &Visitors) -> u64 {
    let present = visitors.present.iter().map(|crowd| crowd.count);
    let arrivals = visitors.arrivals.iter().map(|arrivals| arrivals.count);
    present.chain(arrivals).map(u64::from).sum()
}

/// Visitors who set out as quickly as others do.
fn at_the_pace_of(base: &Visitors, visitors: &Visitors) -> Visitors {
    let mut visitors = visitors.clone();
    for profile in &mut visitors.profiles {
        if let Some(other) = base.profiles.iter().find(|other| other.id == profile.id) {
            profile.pre_movement = other.pre_movement;
        }
    }
    visitors
}

fn services(lanes: Option<Lanes>) -> Option<[Option<Service>; 2]> {
    lanes.map(|lanes| [lanes.forward, lanes.backward])
}
