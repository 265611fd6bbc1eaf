//! What a step tells its watchers, kept until they take it in beside the next
//! step: densities take their time, and nobody waits for them.

use crate::sim::{Event, Frame, Observer, OwnedFrame, Roster, Sample};

/// The notes of one step.
#[derive(Default)]
pub(super) struct Notes {
    events: Vec<Event>,
    samples: Vec<Sample>,
    frame: OwnedFrame,
    /// Whether that frame ended with the step.
    framed: bool,
}

impl Notes {
    /// Passes everything on, in the order in which it was told, and forgets it.
    pub(super) fn pass_on(&mut self, observer: &mut dyn Observer) {
        if !self.events.is_empty() {
            observer.events(&self.events);
            self.events.clear();
        }
        if !self.samples.is_empty() {
            observer.samples(&self.samples);
            self.samples.clear();
        }
        if std::mem::take(&mut self.framed) {
            observer.frame(&self.frame.view());
        }
    }
}

impl Observer for Notes {
    /// Whoever keeps notes has told the watchers of the start already.
    fn start(&mut self, _roster: &Roster) {}

    fn events(&mut self, events: &[Event]) {
        self.events.extend_from_slice(events);
    }

    fn samples(&mut self, samples: &[Sample]) {
        self.samples.extend_from_slice(samples);
    }

    fn frame(&mut self, frame: &Frame<'_>) {
        self.frame.copy(frame);
        self.framed = true;
    }
}
