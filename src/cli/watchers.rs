//! Everybody who watches a run, as one observer.

use std::sync::Arc;

use super::failure::Failure;
use super::folder;
use super::say::Say;
use crate::analysis::{FactsObserver, Meter, RunLabel};
use crate::record::{Recorder, RunFolder, RunInfo};
use crate::sim::{Event, Frame, Observer, Roster, Sample};
use crate::world::World;

/// The metrics and what the report draws, always; the recorder, if the run is
/// recorded.
pub struct Watchers {
    meter: Meter,
    facts: FactsObserver,
    recorder: Option<Recorder>,
    /// The folder of a run that is not recorded.
    folder: Option<RunFolder>,
}

/// What the watchers of a run know at its end.
pub struct Watched {
    /// The numbers.
    pub meter: Meter,
    /// What the report draws.
    pub facts: FactsObserver,
    /// The folder, its recording closed; none if nothing is kept.
    pub folder: Option<RunFolder>,
}

impl Watchers {
    /// Watchers of a run; `record` says whether trajectories are kept in the
    /// folder.
    ///
    /// # Errors
    /// If the recording cannot begin.
    pub fn new(
        world: &Arc<World>,
        info: &RunInfo,
        folder: Option<RunFolder>,
        record: bool,
        say: Say,
    ) -> Result<Self, Failure> {
        let label = RunLabel {
            plan: info.plan.clone(),
            seed: info.seed,
            model: info.model.clone(),
            dt_s: info.dt_s,
        };
        let (recorder, folder) = match folder {
            Some(folder) if record => {
                let recorder = Recorder::new(folder);
                let recorder = recorder.map_err(|error| folder::failure(&error, say))?;
                (Some(recorder), None)
            }
            other => (None, other),
        };
        Ok(Self {
            meter: Meter::new(Arc::clone(world), label),
            facts: FactsObserver::new(world),
            recorder,
            folder,
        })
    }

    /// Whether the recording cannot go on.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.recorder
            .as_ref()
            .is_some_and(|recorder| recorder.failed().is_some())
    }

    /// Closes the recording and gives what was seen.
    ///
    /// # Errors
    /// If the recording failed, now or earlier.
    pub fn finish(self, say: Say) -> Result<Watched, Failure> {
        let folder = match self.recorder {
            Some(recorder) => {
                let finished = recorder.finish();
                Some(finished.map_err(|error| folder::failure(&error, say))?)
            }
            None => self.folder,
        };
        Ok(Watched {
            meter: self.meter,
            facts: self.facts,
            folder,
        })
    }

    fn each(&mut self, tell: impl Fn(&mut dyn Observer)) {
        tell(&mut self.meter);
        tell(&mut self.facts);
        if let Some(recorder) = &mut self.recorder {
            tell(recorder);
        }
    }
}

impl Observer for Watchers {
    fn start(&mut self, roster: &Roster) {
        self.each(|observer| observer.start(roster));
    }

    fn events(&mut self, events: &[Event]) {
        self.each(|observer| observer.events(events));
    }

    fn samples(&mut self, samples: &[Sample]) {
        self.each(|observer| observer.samples(samples));
    }

    fn frame(&mut self, frame: &Frame<'_>) {
        // They know nothing of each other, and densities take their time.
        let (meter, facts, recorder) = (&mut self.meter, &mut self.facts, &mut self.recorder);
        let others = || {
            facts.frame(frame);
            if let Some(recorder) = recorder {
                recorder.frame(frame);
            }
        };
        rayon::join(|| meter.frame(frame), others);
    }
}
