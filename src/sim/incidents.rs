//! Incidents, as far as they go today: each begins at its time and is
//! recorded. Who sees them, who answers and what they do to the world comes
//! with acting staff.

use crate::model::Scenario;
use crate::model::incident::Occurrence;

use super::Simulation;
use super::observe::{EventKind, Site};

/// Scripted incidents still to come, soonest last: (time from the start \[s\],
/// index). Those before the start are left out; incidents drawn at a rate
/// are not placed yet.
pub(super) fn agenda(scenario: &Scenario, start_s: f64) -> Vec<(f64, u32)> {
    let mut due: Vec<(f64, u32)> = scenario
        .incidents
        .iter()
        .enumerate()
        .filter_map(|(index, incident)| match &incident.occurrence {
            Occurrence::Scripted { at, .. } => Some((at.seconds() - start_s, index as u32)),
            Occurrence::Drawn { .. } => None,
        })
        .filter(|(t, _)| *t >= 0.0)
        .collect();
    due.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
    due
}

impl Simulation {
    pub(super) fn begin_incidents(&mut self) {
        while let Some(&(t, index)) = self.incidents_due.last() {
            if t > self.t_s() + 1e-9 {
                break;
            }
            self.incidents_due.pop();
            let site = match &self.world.scenario.incidents[index as usize].occurrence {
                Occurrence::Scripted { cell, .. } => {
                    self.world.cell_named(cell).map_or(Site::None, Site::Cell)
                }
                Occurrence::Drawn { .. } => Site::None,
            };
            self.tell(EventKind::IncidentStarted, None, site, f64::from(index));
        }
    }
}
