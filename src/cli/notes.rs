//! What a step tells its watchers, kept until they take it in beside the next
//! step: densities take their time, and nobody waits for them.

use crate::sim::{Event, Frame, Observer, Roster, Sample};

/// The notes of one step.
#[derive(Default)]
pub(super) struct Notes {
    events: Vec<Event>,
    samples: Vec<Sample>,
    /// Number and time of the frame that ended with the step, if one did.
    frame: Option<(u32, i64)>,
    id: Vec<u32>,
    x_mm: Vec<i32>,
    y_mm: Vec<i32>,
    sheet: Vec<i8>,
    cell: Vec<u16>,
    state: Vec<u8>,
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
        if let Some((number, t_ms)) = self.frame.take() {
            observer.frame(&Frame {
                number,
                t_ms,
                id: &self.id,
                x_mm: &self.x_mm,
                y_mm: &self.y_mm,
                sheet: &self.sheet,
                cell: &self.cell,
                state: &self.state,
            });
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
        self.frame = Some((frame.number, frame.t_ms));
        copy(&mut self.id, frame.id);
        copy(&mut self.x_mm, frame.x_mm);
        copy(&mut self.y_mm, frame.y_mm);
        copy(&mut self.sheet, frame.sheet);
        copy(&mut self.cell, frame.cell);
        copy(&mut self.state, frame.state);
    }
}

fn copy<T: Copy>(into: &mut Vec<T>, from: &[T]) {
    into.clear();
    into.extend_from_slice(from);
}
