//! The observer that keeps what the report draws: series of every place and
//! gate, counts by exit and place, what became of gates.
//!
//! The numbers of `metrics.json` and the densities are the meter's; this one
//! adds only what they leave out. Its memory grows with the length of the run
//! by one number a place and gate every ten seconds.

use std::collections::BTreeSet;

use super::density::{DensityMeter, MapPoint};
use super::report::{DensityPoint, Dot, GateChange, Moment, RunFacts};
use crate::model::GateState;
use crate::sim::{Event, EventKind, Frame, Observer, Roster, Sample, SampleKind, Site};
use crate::world::World;

/// Keeps what the report draws; see [the module](self).
#[derive(Debug, Default)]
pub struct FactsObserver {
    facts: RunFacts,
    /// People who passed each gate since the last sample.
    passing: Vec<u32>,
    /// Who was counted as stuck, or as waiting for room: each counts once, as
    /// in the metrics.
    stuck: BTreeSet<u32>,
    waited: BTreeSet<u32>,
}

impl FactsObserver {
    /// An observer of runs in a world.
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
            ..Self::default()
        }
    }

    /// What was kept, with the densities another observer measured.
    #[must_use]
    pub fn facts(&self, density: &DensityMeter) -> RunFacts {
        let map = density.map();
        RunFacts {
            densest: density.densest().map(|moment| Moment {
                at_s: moment.t_ms as f64 / 1e3,
                spot_mm: (millimetres(moment.at.x), millimetres(moment.at.y)),
                cell: moment.cell.0,
                density_per_m2: moment.density_per_m2,
                people: (0..moment.x_mm.len())
                    .map(|at| Dot {
                        x_mm: moment.x_mm[at],
                        y_mm: moment.y_mm[at],
                        cell: moment.cell_of[at],
                        state: moment.state[at],
                    })
                    .collect(),
                density: density
                    .map_at_densest()
                    .points
                    .iter()
                    .map(density_point)
                    .collect(),
            }),
            sample_spacing_m: map.spacing_m,
            max_density: map.points.iter().map(density_point).collect(),
            ..self.facts.clone()
        }
    }

    fn event(&mut self, event: &Event) {
        let one_more = |counts: &mut Vec<u32>, at: usize| {
            if let Some(count) = counts.get_mut(at) {
                *count += 1;
            }
        };
        let facts = &mut self.facts;
        match (event.kind, event.site) {
            (EventKind::GatePassed, Site::Gate(gate)) => one_more(&mut self.passing, gate.at()),
            (EventKind::Left, Site::Exit(exit)) => one_more(&mut facts.left_by_exit, exit.at()),
            (EventKind::Stuck, Site::Cell(cell)) if first(&mut self.stuck, event) => {
                one_more(&mut facts.stuck_by_cell, cell.at());
            }
            (EventKind::SpawnWait, Site::Exit(exit)) if first(&mut self.waited, event) => {
                one_more(&mut facts.spawn_waits_by_exit, exit.at());
            }
            (EventKind::GateChanged, Site::Gate(gate)) => {
                if let Some(state) = gate_state(event.value) {
                    facts.gate_changes.push(GateChange {
                        at_s: event.t_ms as f64 / 1e3,
                        gate: gate.0,
                        state,
                    });
                }
            }
            _ => {}
        }
    }

    fn sample(&mut self, sample: &Sample) {
        let facts = &mut self.facts;
        // Counts of people are whole and far below the limit of the type.
        let count = sample.value as u32;
        let moments = facts.times_s.len();
        match (sample.kind, sample.site) {
            (SampleKind::Occupancy, Site::Cell(cell)) => {
                fill(facts.occupancy.get_mut(cell.at()), moments, count);
            }
            (SampleKind::Queue, Site::Gate(gate)) => {
                fill(facts.queue.get_mut(gate.at()), moments, count);
            }
            _ => {}
        }
    }
}

/// Whether something befalls somebody for the first time.
fn first(known: &mut BTreeSet<u32>, event: &Event) -> bool {
    event.subject.is_none_or(|id| known.insert(id))
}

/// Sets the last of so many values, those never told being 0.
fn fill(series: Option<&mut Vec<u32>>, moments: usize, count: u32) {
    if let Some(series) = series {
        series.resize(moments.saturating_sub(1), 0);
        series.push(count);
    }
}

/// The state a gate changed to, from the value of the event; none if it was
/// cleared or turned round.
fn gate_state(value: f64) -> Option<GateState> {
    match value as i64 {
        0 => Some(GateState::Open),
        1 => Some(GateState::Held),
        2 => Some(GateState::Closed),
        _ => None,
    }
}

fn density_point(point: &MapPoint) -> DensityPoint {
    DensityPoint {
        x_mm: millimetres(point.x_m),
        y_mm: millimetres(point.y_m),
        cell: point.cell.0,
        per_m2: point.max_per_m2 as f32,
    }
}

fn millimetres(metres: f64) -> i32 {
    (metres * 1e3).round() as i32
}

impl Observer for FactsObserver {
    fn start(&mut self, _roster: &Roster) {}

    fn events(&mut self, events: &[Event]) {
        for event in events {
            self.event(event);
        }
    }

    fn samples(&mut self, samples: &[Sample]) {
        let inside = samples
            .iter()
            .find(|sample| sample.kind == SampleKind::Inside);
        let Some(inside) = inside else {
            return;
        };
        self.facts.times_s.push(inside.t_ms as f64 / 1e3);
        self.facts.inside.push(inside.value as u32);
        for sample in samples {
            self.sample(sample);
        }
        for (passed, passing) in self.facts.passed.iter_mut().zip(&mut self.passing) {
            passed.push(std::mem::take(passing));
        }
    }

    fn frame(&mut self, _frame: &Frame<'_>) {}
}
