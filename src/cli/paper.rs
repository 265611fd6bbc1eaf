//! The report of a run, from whoever watched it, live or again.

use std::sync::Arc;

use super::failure::Failure;
use super::say::Say;
use crate::analysis::metrics::Metrics;
use crate::analysis::report::{self, About, HandCheck, Marked, ReportInput, VenueDrawing};
use crate::analysis::{FactsObserver, Meter};
use crate::model::Plan;
use crate::record::RunInfo;
use crate::world::World;
use crate::world::capacity::CapacityRow;
use crate::world::coverage::Coverage;

/// What the report says besides what was observed.
pub(super) struct Paper<'a> {
    pub(super) world: &'a Arc<World>,
    pub(super) info: &'a RunInfo,
    pub(super) capacity: &'a [CapacityRow],
    /// Simulated time since the start \[s\].
    pub(super) ran_s: f64,
    /// Whether the run did not come to its end.
    pub(super) interrupted: bool,
    /// Moments that somebody marked.
    pub(super) marked: &'a [Marked],
}

impl Paper<'_> {
    /// The page.
    ///
    /// # Errors
    /// If it cannot be made, which no input should bring about.
    pub(super) fn html(
        &self,
        (meter, facts): (&Meter, &FactsObserver),
        metrics: &Metrics,
        say: Say,
    ) -> Result<String, Failure> {
        let input = self.input(meter, facts, metrics);
        report::render(&input, say.language()).map_err(|error| {
            let values = [("reason", error.to_string())];
            let message = say.fill("cli-report-failed", &values);
            let help = say.text("cli-recording-failed-help");
            Failure::files("report-failed", message, help)
        })
    }

    fn input(&self, meter: &Meter, facts: &FactsObserver, metrics: &Metrics) -> ReportInput {
        let facts = facts.facts(meter.density());
        ReportInput {
            about: About {
                // No date: the same run gives the same report.
                date: None,
                author: None,
                version: self.info.version.clone(),
                engine_revision: self.info.engine_revision,
                scenario_hash: self.info.scenario_hash.clone(),
                start: self.info.from,
                ran_s: self.ran_s,
                interrupted: self.interrupted,
            },
            scenario: Arc::clone(&self.world.scenario),
            venue: VenueDrawing::of(self.world),
            metrics: metrics.clone(),
            hand: HandCheck::at_alarm(self.world, metrics, &facts),
            coverage: Some(Coverage::of(self.world, self.plan())),
            facts,
            marked: self.marked.to_vec(),
            capacity: self.capacity.to_vec(),
        }
    }

    /// The plan of the run.
    fn plan(&self) -> Option<&Plan> {
        let id = self.info.plan.as_ref()?;
        let plans = &self.world.scenario.plans;
        plans.iter().find(|plan| plan.id == *id)
    }
}
