//! The end of a run: its report, from whoever watched it, live or again, and its
//! folder.

use std::path::PathBuf;
use std::sync::Arc;

use super::failure::Failure;
use super::folder;
use super::say::Say;
use crate::analysis::metrics::Metrics;
use crate::analysis::report::{self, About, HandCheck, Marked, ReportInput, VenueDrawing};
use crate::analysis::{FactsObserver, Meter};
use crate::model::Plan;
use crate::record::{RunFolder, RunInfo, Status};
use crate::world::World;
use crate::world::capacity::CapacityRow;
use crate::world::coverage::Coverage;

/// What the report says besides what was observed.
pub(crate) struct Paper<'a> {
    pub(crate) world: &'a Arc<World>,
    pub(crate) info: &'a RunInfo,
    pub(crate) capacity: &'a [CapacityRow],
    /// Simulated time since the start \[s\].
    pub(crate) ran_s: f64,
    /// Whether the run did not come to its end.
    pub(crate) interrupted: bool,
    /// Moments that somebody marked.
    pub(crate) marked: &'a [Marked],
}

impl Paper<'_> {
    /// Writes metrics, as the text they are kept in, and report into the folder of
    /// the run and closes it; gives its path.
    ///
    /// # Errors
    /// If they cannot be written; `run.json` says so then.
    pub(crate) fn keep_in(
        &self,
        mut folder: RunFolder,
        seen: (&Meter, &FactsObserver),
        (metrics, text): (&Metrics, &str),
        say: Say,
    ) -> Result<PathBuf, Failure> {
        let status = if self.interrupted {
            Status::Interrupted
        } else {
            Status::Complete
        };
        let written = self.html(seen, metrics, say).and_then(|html| {
            folder.set_ran(self.ran_s);
            folder
                .write_metrics(text)
                .and_then(|()| folder.write_report(&html))
                .and_then(|()| folder.set_status(status))
                .map_err(|error| folder::failure(&error, say))
        });
        if written.is_err() {
            folder.set_failed();
        }
        written.map(|()| folder.path().to_owned())
    }

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
