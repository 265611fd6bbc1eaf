//! What it changes that people mind the crowd on their way.

use std::sync::Arc;

use super::super::observe::EventKind;
use super::super::{RunSpec, Simulation};
use super::{Tape, neck, scenario, simulate};
use crate::model::Scenario;
use crate::world::World;

/// 200 people who walk round a corner 10 m wide, minding the crowd so much.
fn corner(crowd_weight: f64) -> Scenario {
    scenario(&format!(
        r#"(format: 1, name: "corner",
        venue: (
            places: [(id: "way", polygon: [(0, 0), (30, 0), (30, 20), (20, 20), (20, 10), (0, 10)])],
            exits: [(id: "end", cell: "way", line: ((20, 20), (30, 20)))],
        ),
        visitors: (
            profiles: [(id: "adult", share: 1.0, pre_movement: Constant(0.0))],
            present: [(place: "way", count: 200, within: (0, 0, 6, 10))],
        ),
        plans: [(id: "leave", trigger: At("00:00"))],
        parameters: (wayfinding: (crowd_weight: {crowd_weight})),
        run: (end: 600),
        )"#
    ))
}

#[test]
fn round_a_wide_corner_a_crowd_takes_the_outside_too() {
    let out_s = |weight: f64| {
        let (tape, simulation) = simulate(corner(weight), &RunSpec::default());
        assert_eq!(tape.count(EventKind::Left), 200);
        let outside = tape
            .positions
            .iter()
            .filter(|(_, _, x, y, _)| *x > 24_000 && (9_000..13_000).contains(y))
            .map(|(_, id, ..)| *id)
            .collect::<std::collections::BTreeSet<_>>();
        (simulation.progress().t_s, outside.len())
    };
    let (shortest, quickest) = (out_s(0.0), out_s(2.0));
    assert!(quickest.0 < 0.85 * shortest.0, "{quickest:?} {shortest:?}");
    assert!(quickest.1 > 2 * shortest.1, "{quickest:?} {shortest:?}");
}

#[test]
fn a_handful_of_people_walk_as_if_nobody_minded() {
    let digest = |weight: f64| {
        let mut document = neck(1.2, 3);
        document.parameters.wayfinding.crowd_weight = weight;
        simulate(document, &RunSpec::default()).0.digest()
    };
    assert_eq!(digest(0.0), digest(2.0));
}

/// People at the head of a stair who leave down it by the south exit, and
/// people on their way up it who came in by the north exit and leave by it.
fn against_each_other(down: u32, up: u32, turn_back_s: f64) -> Scenario {
    scenario(&format!(
        r#"(format: 1, name: "stair",
        venue: (
            places: [
                (id: "court", polygon: [(-10, -10), (10, -10), (10, 0), (-10, 0)], z: 0),
                (id: "lawn", polygon: [(-15, 15), (15, 15), (15, 40), (-15, 40)], z: 4.5),
            ],
            paths: [(id: "stair", line: [(0, 0, 0), (0, 15, 4.5)], width: 2,
                surface: Stairs(riser: 0.15, tread: 0.5, landings: 1, channels: 1), from: "court", to: "lawn")],
            exits: [
                (id: "south", cell: "court", line: ((-4, -10), (4, -10)), use: Both),
                (id: "north", cell: "lawn", line: ((-5, 40), (5, 40)), use: Both),
            ],
        ),
        visitors: (
            profiles: [(id: "adult", share: 1, pre_movement: Uniform(0.0, 10.0))],
            present: [(place: "lawn", count: {down}, within: (-10, 16, 10, 30), exit: "south")],
            arrivals: [(id: "up", count: {up}, curve: Uniform(from: "08:00", until: "08:01"),
                entrances: [(entrance: "north", share: 1)])],
            programme: [(id: "stay", start: "08:00", end: "12:00",
                places: [(place: "court", share: 1)])],
        ),
        plans: [(id: "leave", trigger: At("09:00:05"))],
        parameters: (wayfinding: (sight_m: 8, turn_back_s: {turn_back_s})),
        run: (start: "09:00", end: "09:09"),
        )"#
    ))
}

#[test]
fn who_cannot_get_up_a_stair_against_a_crowd_turns_back_and_all_get_out() {
    let (tape, simulation) = simulate(against_each_other(600, 150, 30.0), &RunSpec::default());
    assert_eq!(tape.count(EventKind::Left), 750);
    assert!(tape.count(EventKind::TurnedBack) > 0);
    let overlaps = tape.events.iter().filter(|e| e.kind == EventKind::Overlaps);
    assert!(overlaps.map(|event| event.value).sum::<f64>() < 100.0);
    assert!(simulation.progress().t_s < 520.0);
    // Were nobody to turn back, some would still be on the stair.
    let (tape, _) = simulate(against_each_other(600, 150, 0.0), &RunSpec::default());
    assert_eq!(tape.count(EventKind::TurnedBack), 0);
    assert!(tape.count(EventKind::Left) < 700);
}

/// A simulation in which everybody has seen that there is no programme.
fn begun(document: Scenario) -> (Simulation, Tape) {
    let world = World::compile(Arc::new(document)).expect("it is sound");
    let mut simulation =
        Simulation::new(Arc::new(world), &RunSpec::default()).expect("it needs no plan");
    let mut tape = Tape::default();
    simulation.start(&mut [&mut tape]);
    while simulation.progress().t_s < 3.0 {
        simulation.step(&mut [&mut tape]);
    }
    (simulation, tape)
}

/// 400 people who go down a stair from place to place, 100 who go up it; how
/// many have come down after eight minutes, and how many have turned back.
fn place_to_place(turn_back_s: f64) -> (usize, usize) {
    let mut document = against_each_other(0, 0, turn_back_s);
    document.plans.clear();
    document.visitors = scenario(
        r#"(format: 1, name: "people", venue: (places: []), visitors: (
            profiles: [(id: "adult", share: 1)],
            present: [
                (place: "lawn", count: 400, within: (-10, 16, 10, 30)),
                (place: "court", count: 100, within: (-9, -9, 9, -1)),
            ],
        ), run: (end: 1))"#,
    )
    .visitors;
    let (mut simulation, mut tape) = begun(document);
    let [court, lawn] = ["court", "lawn"].map(|id| {
        simulation
            .world
            .cell_named(id)
            .expect("the place is in the document")
    });
    for id in 0..500 {
        simulation.head_for(id, if id < 400 { court } else { lawn });
    }
    while simulation.progress().t_s < 480.0 {
        simulation.step(&mut [&mut tape]);
    }
    let down = (0..400).filter(|&id| simulation.bodies[id].cell == court);
    (down.count(), tape.count(EventKind::TurnedBack))
}

#[test]
fn who_cannot_get_up_a_stair_to_a_place_goes_back_to_where_they_came_from() {
    let (down, turned_back) = place_to_place(30.0);
    assert!(down >= 395, "{down} came down");
    assert!(
        (80..=100).contains(&turned_back),
        "{turned_back} turned back"
    );
    // Were nobody to turn back, the stair would be jammed.
    let (down, turned_back) = place_to_place(0.0);
    assert!(down < 200, "{down} came down");
    assert_eq!(turned_back, 0);
}

#[test]
fn who_waits_before_a_held_gate_has_no_crowd_to_turn_back_for() {
    let document = scenario(
        r#"(format: 1, name: "held",
        venue: (
            places: [
                (id: "near", polygon: [(0, 0), (6, 0), (6, 2), (0, 2)]),
                (id: "far", polygon: [(6, 0), (12, 0), (12, 2), (6, 2)]),
            ],
            gates: [(id: "gate", from: "near", to: "far", line: ((6, 0.2), (6, 1.8)), state: Held)],
            exits: [(id: "out", cell: "near", line: ((0, 0), (0, 2)))],
        ),
        visitors: (
            profiles: [(id: "adult", share: 1)],
            present: [(place: "near", count: 1)],
        ),
        run: (end: 120),
        )"#,
    );
    let (mut simulation, mut tape) = begun(document);
    let far = simulation.world.cell_named("far").expect("it is named");
    simulation.head_for(0, far);
    while simulation.progress().t_s < 90.0 {
        simulation.step(&mut [&mut tape]);
    }
    assert!(simulation.bodies[0].walking && simulation.bodies[0].cell != far);
    // Held up all the time: each look that shows no crowd counts for ten seconds.
    assert!(simulation.t_s() - simulation.minds[0].came_on.1 > 19.0);
    assert_eq!(tape.count(EventKind::TurnedBack), 0);
}
