//! The observer that keeps what the report shows besides the metrics: series,
//! gates that changed, and where people left, waited or got stuck.

use std::collections::BTreeSet;

use super::input::{GateChange, RunFacts};
use crate::model::GateState;
use crate::sim::{Event, EventKind, Frame, Observer, Roster, Sample, SampleKind, Site};
use crate::world::World;

/// Keeps the facts of a run. Attach it beside the recorder and the meter, live
/// or in a replay; both give the same facts.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    facts: RunFacts,
    /// People who passed each gate since the last sample.
    passing: Vec<u32>,
    /// Who has been counted as stuck, or as waiting to come in: each counts
    /// once, however often it befalls them, as in the metrics.
    stuck: BTreeSet<u32>,
    waited: BTreeSet<u32>,
}

impl Notes {
    /// Notes of a run in a world.
    #[must_use]
    pub fn new(world: &World) -> Self {
        let (cells, gates, exits) = (world.cells.len(), world.gates.len(), world.exits.len());
        Self {
            facts: RunFacts {
                occupancy: vec![Vec::new(); cells],
                queue: vec![Vec::new(); gates],
                passed: vec![Vec::new(); gates],
                left_by_exit: vec![0; exits],
                stuck_by_cell: vec![0; cells],
                spawn_waits_by_exit: vec![0; exits],
                ..RunFacts::default()
            },
            passing: vec![0; gates],
            stuck: BTreeSet::new(),
            waited: BTreeSet::new(),
        }
    }

    /// The facts so far, but for density.
    #[must_use]
    pub fn facts(&self) -> RunFacts {
        self.facts.clone()
    }

    fn event(&mut self, event: &Event) {
        match (event.kind, event.site) {
            (EventKind::Left, Site::Exit(exit)) => raise(&mut self.facts.left_by_exit, exit.at()),
            (EventKind::SpawnWait, Site::Exit(exit)) => {
                if event.subject.is_none_or(|id| self.waited.insert(id)) {
                    raise(&mut self.facts.spawn_waits_by_exit, exit.at());
                }
            }
            (EventKind::GatePassed, Site::Gate(gate)) => raise(&mut self.passing, gate.at()),
            (EventKind::Stuck, Site::Cell(cell)) => {
                if event.subject.is_none_or(|id| self.stuck.insert(id)) {
                    raise(&mut self.facts.stuck_by_cell, cell.at());
                }
            }
            (EventKind::GateChanged, Site::Gate(gate)) => {
                // 3 and 4 tell of lanes and directions, not of states.
                if let Some(state) = state(event.value) {
                    self.facts.gate_changes.push(GateChange {
                        at_s: event.t_ms as f64 / 1e3,
                        gate: gate.0,
                        state,
                    });
                }
            }
            _ => {}
        }
    }

    /// A new moment of the series begins: whatever is not sampled in it is 0.
    fn moment(&mut self, t_s: f64) {
        self.facts.times_s.push(t_s);
        self.facts.inside.push(0);
        for series in self.facts.occupancy.iter_mut().chain(&mut self.facts.queue) {
            series.push(0);
        }
        for (series, passing) in self.facts.passed.iter_mut().zip(&mut self.passing) {
            series.push(std::mem::take(passing));
        }
    }
}

fn raise(counts: &mut [u32], index: usize) {
    if let Some(count) = counts.get_mut(index) {
        *count += 1;
    }
}

fn put(series: Option<&mut Vec<u32>>, value: f64) {
    if let Some(last) = series.and_then(|series| series.last_mut()) {
        *last = value.round().max(0.0) as u32;
    }
}

/// A gate's state by its number in the event.
fn state(value: f64) -> Option<GateState> {
    match value.round() as i64 {
        0 => Some(GateState::Open),
        1 => Some(GateState::Held),
        2 => Some(GateState::Closed),
        _ => None,
    }
}

impl Observer for Notes {
    fn start(&mut self, _: &Roster) {}

    fn events(&mut self, events: &[Event]) {
        for event in events {
            self.event(event);
        }
    }

    fn samples(&mut self, samples: &[Sample]) {
        for sample in samples {
            let t_s = sample.t_ms as f64 / 1e3;
            if self.facts.times_s.last() != Some(&t_s) {
                self.moment(t_s);
            }
            match (sample.kind, sample.site) {
                (SampleKind::Inside, _) => put(Some(&mut self.facts.inside), sample.value),
                (SampleKind::Occupancy, Site::Cell(cell)) => {
                    put(self.facts.occupancy.get_mut(cell.at()), sample.value);
                }
                (SampleKind::Queue, Site::Gate(gate)) => {
                    put(self.facts.queue.get_mut(gate.at()), sample.value);
                }
                _ => {}
            }
        }
    }

    fn frame(&mut self, _: &Frame<'_>) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::{CellIndex, ExitIndex, GateIndex};

    fn event(kind: EventKind, subject: u32, site: Site, value: f64) -> Event {
        Event {
            t_ms: 1_500,
            kind,
            subject: Some(subject),
            site,
            value,
        }
    }

    fn sample(t_ms: i64, kind: SampleKind, site: Site, value: f64) -> Sample {
        Sample {
            t_ms,
            kind,
            site,
            value,
        }
    }

    #[test]
    fn each_counts_once_and_series_keep_step() {
        let mut notes = Notes {
            facts: RunFacts {
                occupancy: vec![Vec::new(); 2],
                queue: vec![Vec::new(); 1],
                passed: vec![Vec::new(); 1],
                left_by_exit: vec![0; 1],
                stuck_by_cell: vec![0; 2],
                spawn_waits_by_exit: vec![0; 1],
                ..RunFacts::default()
            },
            passing: vec![0; 1],
            ..Notes::default()
        };
        let (cell, gate, exit) = (CellIndex(1), GateIndex(0), ExitIndex(0));
        notes.samples(&[sample(0, SampleKind::Inside, Site::None, 7.0)]);
        notes.events(&[
            event(EventKind::Stuck, 4, Site::Cell(cell), 0.0),
            event(EventKind::Stuck, 4, Site::Cell(cell), 0.0),
            event(EventKind::GatePassed, 5, Site::Gate(gate), 0.0),
            event(EventKind::GateChanged, 0, Site::Gate(gate), 2.0),
            event(EventKind::GateChanged, 0, Site::Gate(gate), 3.0),
            event(EventKind::Left, 5, Site::Exit(exit), 0.0),
        ]);
        notes.samples(&[
            sample(10_000, SampleKind::Inside, Site::None, 6.0),
            sample(10_000, SampleKind::Occupancy, Site::Cell(cell), 6.0),
        ]);
        let facts = notes.facts();
        assert_eq!(facts.stuck_by_cell, [0, 1]);
        assert_eq!(facts.left_by_exit, [1]);
        assert_eq!(facts.times_s, [0.0, 10.0]);
        assert_eq!(facts.inside, [7, 6]);
        assert_eq!(facts.occupancy, [vec![0, 0], vec![0, 6]]);
        assert_eq!(facts.queue, [vec![0, 0]]);
        assert_eq!(facts.passed, [vec![0, 1]]);
        let changes: Vec<_> = facts.gate_changes.iter().map(|c| c.state).collect();
        assert_eq!(changes, [GateState::Closed], "lanes are not a state");
    }
}
