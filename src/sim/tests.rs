//! What the engine promises, on small venues whose outcome is known.

mod arrivals;
mod assembly;
mod command;
mod costs;
mod crowd;
mod exits;
mod gates;
mod golden;
pub(super) mod incidents;
mod orders;
mod programme;
mod random;
mod rest;
mod routes;
mod rules;
mod sheets;
mod spots;
mod staff;
mod venues;

use std::sync::Arc;

use super::{Event, EventKind, Frame, Observer, Roster, RunSpec, Sample, Simulation, Site};
use crate::model::{GateState, Scenario};
use crate::world::World;

/// Keeps everything an observer is told.
#[derive(Default)]
pub(super) struct Tape {
    pub(super) events: Vec<Event>,
    pub(super) samples: Vec<Sample>,
    /// (t_ms, id, x_mm, y_mm, state).
    pub(super) positions: Vec<(i64, u32, i32, i32, u8)>,
}

impl Observer for Tape {
    fn start(&mut self, _: &Roster) {}
    fn events(&mut self, events: &[Event]) {
        self.events.extend_from_slice(events);
    }
    fn samples(&mut self, samples: &[Sample]) {
        self.samples.extend_from_slice(samples);
    }
    fn frame(&mut self, frame: &Frame<'_>) {
        for i in 0..frame.id.len() {
            self.positions.push((
                frame.t_ms,
                frame.id[i],
                frame.x_mm[i],
                frame.y_mm[i],
                frame.state[i],
            ));
        }
    }
}

impl Tape {
    pub(super) fn count(&self, kind: EventKind) -> usize {
        self.events
            .iter()
            .filter(|event| event.kind == kind)
            .count()
    }

    pub(super) fn times(&self, kind: EventKind) -> Vec<f64> {
        let of_kind = self.events.iter().filter(|event| event.kind == kind);
        of_kind.map(|event| event.t_ms as f64 / 1000.0).collect()
    }

    /// A number that stands for everything on the tape.
    pub(super) fn digest(&self) -> String {
        let text = format!("{:?}{:?}{:?}", self.events, self.samples, self.positions);
        blake3::hash(text.as_bytes()).to_hex().to_string()
    }
}

pub(super) fn scenario(text: &str) -> Scenario {
    let options =
        ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    options
        .from_str(text)
        .expect("the test's scenario is valid")
}

/// A scenario of the package.
pub(super) fn shipped(name: &str) -> Scenario {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    match crate::model::file::read(root.join("scenarios").join(name)) {
        Ok(document) => document.scenario,
        Err(error) => panic!("{name}: {error:?}"),
    }
}

pub(super) fn simulate(scenario: Scenario, spec: &RunSpec) -> (Tape, Simulation) {
    let world = match World::compile(Arc::new(scenario)) {
        Ok(world) => Arc::new(world),
        Err(problems) => panic!("{problems:?}"),
    };
    let mut simulation = Simulation::new(world, spec).expect("the run's plan exists");
    let mut tape = Tape::default();
    simulation.start(&mut [&mut tape]);
    loop {
        let progress = simulation.step(&mut [&mut tape]);
        assert_eq!(simulation.verify(), Ok(()));
        if progress.finished {
            break;
        }
    }
    (tape, simulation)
}

/// A room 10 × 8 m with an exit of so many metres in a neck 1 m long, and
/// people who leave at once.
pub(super) fn neck(width: f64, people: u32) -> Scenario {
    let (low, high) = (4.0 - 0.5 * width, 4.0 + 0.5 * width);
    scenario(&format!(
        r#"(format: 1, name: "neck",
        venue: (
            places: [
                (id: "room", polygon: [(0, 0), (10, 0), (10, 8), (0, 8)]),
                (id: "neck", polygon: [(10, {low}), (11, {low}), (11, {high}), (10, {high})]),
                (id: "out", polygon: [(11, 0), (16, 0), (16, 8), (11, 8)]),
            ],
            exits: [(id: "exit", cell: "out", line: ((16, 0), (16, 8)))],
        ),
        visitors: (
            profiles: [(id: "adult", share: 1.0, pre_movement: Constant(0.0))],
            present: [(place: "room", count: {people}, within: (0.5, 0.5, 9.5, 7.5))],
        ),
        plans: [(id: "leave", trigger: At("00:00"))],
        run: (end: 600),
        )"#
    ))
}

#[test]
fn everybody_gets_through_necks_of_any_width_and_wider_ones_flow_faster() {
    let mut times = Vec::new();
    for width in [0.8, 1.2] {
        let (tape, simulation) = simulate(neck(width, 100), &RunSpec::default());
        assert_eq!(tape.count(EventKind::Left), 100, "neck of {width} m");
        let left = tape.times(EventKind::Left);
        let flow = 60.0 / (left[79] - left[19]) / width;
        assert!(
            (1.2..2.6).contains(&flow),
            "specific flow {flow} at {width} m"
        );
        times.push(simulation.progress().t_s);
    }
    assert!(times[1] < times[0], "{times:?}");
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_any_number_of_threads() {
    let digests: Vec<String> = [1, 2, 3, 2]
        .into_iter()
        .map(|threads| {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .expect("a pool of a few threads can be built");
            pool.install(|| simulate(neck(1.0, 120), &RunSpec::default()).0.digest())
        })
        .collect();
    assert!(
        digests.iter().all(|digest| *digest == digests[0]),
        "{digests:?}"
    );
    let other = RunSpec {
        seed: Some(2),
        ..RunSpec::default()
    };
    assert_ne!(simulate(neck(1.0, 120), &other).0.digest(), digests[0]);
}

/// Two ways out of a room, each past a gate.
fn two_gates(first: GateState, cap: &str) -> Scenario {
    let mut scenario = scenario(&format!(
        r#"(format: 1, name: "gates",
        venue: (
            places: [
                (id: "room", polygon: [(0, 0), (20, 0), (20, 10), (0, 10)]),
                (id: "near", polygon: [(20, 0), (24, 0), (24, 10), (20, 10)]),
                (id: "far", polygon: [(-4, 0), (0, 0), (0, 10), (-4, 10)]),
            ],
            gates: [
                (id: "one", from: "room", to: "near", line: ((20, 4), (20, 6)) {cap}),
                (id: "two", from: "room", to: "far", line: ((0, 4), (0, 6))),
            ],
            exits: [
                (id: "east", cell: "near", line: ((24, 0), (24, 10))),
                (id: "west", cell: "far", line: ((-4, 0), (-4, 10))),
            ],
        ),
        visitors: (
            profiles: [(id: "adult", share: 1.0, pre_movement: Constant(0.0))],
            present: [(place: "room", count: 40, within: (14, 1, 19, 9), exit: "east")],
        ),
        plans: [(id: "leave", trigger: At("00:00"))],
        run: (end: 150),
        )"#
    ));
    scenario.venue.gates[0].state = first;
    scenario
}

fn left_by(tape: &Tape, exit: u16) -> usize {
    let site = Site::Exit(crate::world::ExitIndex(exit));
    let left = tape
        .events
        .iter()
        .filter(|e| e.kind == EventKind::Left && e.site == site);
    left.count()
}

#[test]
fn open_means_pass_held_means_wait_and_closed_means_go_elsewhere() {
    let (open, _) = simulate(two_gates(GateState::Open, ""), &RunSpec::default());
    assert_eq!((left_by(&open, 0), left_by(&open, 1)), (40, 0));
    let (held, _) = simulate(two_gates(GateState::Held, ""), &RunSpec::default());
    assert_eq!(
        (left_by(&held, 0), left_by(&held, 1)),
        (0, 0),
        "people wait at a held gate"
    );
    let (closed, _) = simulate(two_gates(GateState::Closed, ""), &RunSpec::default());
    assert_eq!((left_by(&closed, 0), left_by(&closed, 1)), (0, 40));
}

#[test]
fn a_flow_cap_is_never_exceeded() {
    let capped = two_gates(GateState::Open, ", flow_cap_per_s: 0.5");
    let (tape, _) = simulate(capped, &RunSpec::default());
    let passed = tape.times(EventKind::GatePassed);
    assert_eq!(passed.len(), 40);
    for window in passed.windows(11) {
        assert!(
            window[10] - window[0] >= 10.0 / 0.5 - 2.1,
            "ten passed in {} s",
            window[10] - window[0]
        );
    }
}

#[test]
fn visitors_come_see_the_show_and_go_home_by_the_way_they_came() {
    let scenario = scenario(
        r#"(format: 1, name: "day",
        venue: (
            places: [
                (id: "field", polygon: [(0, 0), (40, 0), (40, 30), (0, 30)]),
            ],
            paths: [
                (id: "lane", line: [(-40, 15, 0), (0, 15, 0)], width: 4, to: "field"),
            ],
            exits: [(id: "gate", cell: "lane", line: ((-40, 13), (-40, 17)))],
        ),
        visitors: (
            arrivals: [(id: "all", count: 80, curve: Triangular(from: 0, peak: 100, until: 200),
                entrances: [(entrance: "gate", share: 1)])],
            programme: [(id: "show", start: 0, end: 400, places: [(place: "field", share: 1)])],
            departures: [(share: 1, start: 400, end: 460)],
        ),
        run: (end: 1200),
        )"#,
    );
    let (tape, simulation) = simulate(scenario, &RunSpec::default());
    assert_eq!(tape.count(EventKind::Entered), 80);
    assert_eq!(tape.count(EventKind::Left), 80);
    assert!(
        simulation.progress().t_s < 600.0,
        "{}",
        simulation.progress().t_s
    );
    let staying = tape
        .positions
        .iter()
        .filter(|p| p.0 == 390_000 && p.4 == 1)
        .count();
    assert!(staying > 70, "{staying} of 80 stay at the show");
    assert_eq!(tape.count(EventKind::Stuck), 0);
}

#[test]
fn nobody_is_told_before_their_phase_and_everyone_waits_their_pre_movement_time() {
    let scenario = scenario(
        r#"(format: 1, name: "phases",
        venue: (
            places: [
                (id: "a", polygon: [(0, 0), (10, 0), (10, 10), (0, 10)]),
                (id: "b", polygon: [(10, 0), (20, 0), (20, 10), (10, 10)]),
            ],
            exits: [
                (id: "west", cell: "a", line: ((0, 0), (0, 10))),
                (id: "east", cell: "b", line: ((20, 0), (20, 10))),
            ],
            zones: [(id: "za", cells: ["a"]), (id: "zb", cells: ["b"])],
        ),
        visitors: (
            profiles: [(id: "adult", share: 1.0, pre_movement: Uniform(10, 30))],
            present: [(place: "a", count: 20), (place: "b", count: 20)],
        ),
        plans: [(id: "two", trigger: At(5), phases: [
            (areas: [Zone("za")], action: Leave), (after_s: 60, areas: [Zone("zb")], action: Leave)],
            routes: [(zone: "za", exits: [("east", 1)]), (zone: "zb", exits: [("west", 0.5), ("east", 0.5)])])],
        run: (end: 600),
        )"#,
    );
    let (tape, _) = simulate(scenario, &RunSpec::default());
    let alerted = tape.times(EventKind::Alerted);
    assert_eq!(
        alerted.iter().filter(|t| (**t - 5.0).abs() < 0.1).count(),
        20
    );
    assert_eq!(
        alerted.iter().filter(|t| (**t - 65.0).abs() < 0.1).count(),
        20
    );
    for start in tape
        .events
        .iter()
        .filter(|e| e.kind == EventKind::MovementStarted)
    {
        let told = tape
            .events
            .iter()
            .find(|e| e.kind == EventKind::Alerted && e.subject == start.subject)
            .expect("whoever starts was told");
        let waited = (start.t_ms - told.t_ms) as f64 / 1000.0;
        assert!((9.9..30.1).contains(&waited), "{waited}");
    }
    // Zone a goes east, and zone b to either side.
    let west = left_by(&tape, 0);
    assert!((4..=16).contains(&west), "{west} of zone b's 20 went west");
    assert_eq!(west + left_by(&tape, 1), 40);
}
