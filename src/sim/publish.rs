//! Hands frames, events and samples to the observers.

use crate::world::{CellIndex, GateIndex};

use super::body::Body;
use super::grid::FETCHED_AHEAD;
use super::mind::Activity;
use super::observe::{Observer, OwnedFrame, Row, Sample, SampleKind, Site, State};
use super::{Simulation, steps_in};

/// Time between two samples of a series \[s\].
const SAMPLE_S: f64 = 10.0;

/// Buffers of what is published, kept from step to step.
#[derive(Default)]
pub(super) struct Publisher {
    ticks_per_frame: u64,
    ticks_per_sample: u64,
    samples: Vec<Sample>,
    /// The frame that comes next.
    frame: OwnedFrame,
}

impl Publisher {
    pub(super) fn new(dt_s: f64, frame_dt_s: f64) -> Self {
        Self {
            ticks_per_frame: steps_in(frame_dt_s, dt_s),
            ticks_per_sample: steps_in(SAMPLE_S, dt_s),
            ..Self::default()
        }
    }

    pub(super) fn publish(
        &mut self,
        run: &mut Simulation,
        t_ms: i64,
        observers: &mut [&mut dyn Observer],
    ) {
        // Within a step things happen in the order of people; what happens
        // to nobody in particular comes first.
        run.events
            .sort_by_key(|event| event.subject.map_or(0, |id| u64::from(id) + 1));
        if !run.events.is_empty() {
            for observer in observers.iter_mut() {
                observer.events(&run.events);
            }
        }
        if run.tick.is_multiple_of(self.ticks_per_sample) {
            self.sample(run, t_ms);
            for observer in observers.iter_mut() {
                observer.samples(&self.samples);
            }
        }
        if run.tick.is_multiple_of(self.ticks_per_frame) {
            self.photograph(run);
            self.add_assembled(run);
            self.frame.t_ms = t_ms;
            for observer in observers.iter_mut() {
                observer.frame(&self.frame.view());
            }
            self.frame.number += 1;
        }
    }

    fn sample(&mut self, run: &Simulation, t_ms: i64) {
        self.samples.clear();
        let mut occupancy = vec![0_u32; run.world.cells.len()];
        for &id in &run.active {
            occupancy[run.bodies[id as usize].cell.at()] += u32::from(run.is_visitor(id));
        }
        let outside = run
            .minds
            .iter()
            .filter(|mind| mind.activity == Activity::AtDoor)
            .count();
        let mut add = |kind, site, value: f64| {
            self.samples.push(Sample {
                t_ms,
                kind,
                site,
                value,
            })
        };
        add(
            SampleKind::Inside,
            Site::None,
            f64::from(run.entered - run.left),
        );
        add(SampleKind::WaitingOutside, Site::None, outside as f64);
        for (cell, count) in occupancy.iter().enumerate() {
            add(
                SampleKind::Occupancy,
                Site::Cell(CellIndex(cell as u16)),
                f64::from(*count),
            );
        }
        for gate in 0..run.world.gates.len() {
            let gate = GateIndex(gate as u16);
            let mut queues = run
                .queues
                .iter()
                .filter(|queue| queue.gate == gate)
                .peekable();
            if queues.peek().is_some() {
                let length: usize = queues.map(|queue| queue.line.len()).sum();
                add(SampleKind::Queue, Site::Gate(gate), length as f64);
            }
        }
    }

    /// Adds those who came to an assembly point since the last frame: their
    /// last appearance.
    fn add_assembled(&mut self, run: &mut Simulation) {
        for (id, body) in std::mem::take(&mut run.assembled) {
            if let Err(at) = self.frame.id.binary_search(&id) {
                self.frame
                    .insert(at, row(run, id, &body, State::AtAssembly));
            }
        }
    }

    fn photograph(&mut self, run: &Simulation) {
        self.frame.clear();
        let mut soon = run.active.iter().skip(FETCHED_AHEAD);
        for &id in &run.active {
            if let Some(&id) = soon.next() {
                let seat = run.bodies.seating().of(id);
                run.bodies.fetch_first(seat);
                run.minds.fetch_first(seat);
            }
            let seat = run.bodies.seating().of(id);
            let (body, mind) = (&run.bodies[seat], &run.minds[seat]);
            self.frame.push(row(run, id, body, mind.state()));
        }
    }
}

fn row(run: &Simulation, id: u32, body: &Body, state: State) -> Row {
    Row {
        id,
        x_mm: millimetres(body.position.x),
        y_mm: millimetres(body.position.y),
        sheet: run.world.cells[body.cell.at()].sheet,
        cell: body.cell.0,
        state,
    }
}

fn millimetres(x: f64) -> i32 {
    (x * 1000.0).round() as i32
}
