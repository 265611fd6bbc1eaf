//! Which of the plan's ways each person of a zone takes.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::observe::{EventKind, Site};
use super::super::{RunSpec, Simulation};
use super::{Tape, neck, scenario, simulate};
use crate::base::Vec2;
use crate::model::Scenario;
use crate::world::World;

/// A hall 30 m long with an exit at either end and a plan that sends this
/// share to the west.
fn hall(west: f64) -> Scenario {
    let east = 1.0 - west;
    scenario(&format!(
        r#"(format: 1, name: "hall",
        venue: (
            places: [(id: "hall", polygon: [(0, 0), (30, 0), (30, 10), (0, 10)])],
            exits: [
                (id: "west", cell: "hall", line: ((0, 3), (0, 7))),
                (id: "east", cell: "hall", line: ((30, 3), (30, 7))),
            ],
            zones: [(id: "all", cells: ["hall"])],
        ),
        visitors: (
            profiles: [(id: "adult", share: 1.0, pre_movement: Uniform(0, 5))],
            present: [(place: "hall", count: 100)],
        ),
        plans: [(
            id: "leave", trigger: At("00:00"),
            routes: [(zone: "all", exits: [("west", {west}), ("east", {east})])],
        )],
        run: (end: 300),
        )"#
    ))
}

/// Where everybody began, to the east \[m\].
fn beginnings(tape: &Tape) -> BTreeMap<u32, f64> {
    let mut first = BTreeMap::new();
    for &(_, id, x_mm, _, _) in &tape.positions {
        first.entry(id).or_insert(f64::from(x_mm) * 1e-3);
    }
    first
}

#[test]
fn shares_go_to_those_who_stand_nearest() {
    for west in [0.2, 0.5, 0.7] {
        let (tape, _) = simulate(hall(west), &RunSpec::default());
        let begun = beginnings(&tape);
        let mut by_exit: [Vec<f64>; 2] = Default::default();
        for event in &tape.events {
            if let (EventKind::Left, Some(id), Site::Exit(exit)) =
                (event.kind, event.subject, event.site)
            {
                by_exit[usize::from(exit.0)].push(begun[&id]);
            }
        }
        assert_eq!(by_exit[0].len(), (100.0 * west).round() as usize);
        assert_eq!(by_exit[1].len(), 100 - by_exit[0].len());
        let farthest_west = by_exit[0].iter().fold(0.0_f64, |most, x| most.max(*x));
        let nearest_east = by_exit[1].iter().fold(30.0_f64, |least, x| least.min(*x));
        // Times are compared in whole seconds, and each differs by a second
        // for half a metre.
        assert!(
            farthest_west < nearest_east + 1.5,
            "{west}: {farthest_west} m went west, {nearest_east} m went east"
        );
    }
}

#[test]
fn who_begins_a_few_millimetres_outside_a_cell_leaves_it_all_the_same() {
    let world = World::compile(Arc::new(neck(1.2, 1))).expect("it is sound");
    let mut simulation = Simulation::new(Arc::new(world), &RunSpec::default()).expect("a plan");
    // The room ends at x = 10, where the neck begins; a cell reaches a
    // centimetre further.
    simulation.bodies[0].position = Vec2::new(10.005, 4.0);
    while !simulation.step(&mut []).finished {}
    assert_eq!(simulation.progress().left, 1);
    assert!(simulation.progress().t_s < 20.0);
}

/// A lawn from which a long way leads down in the west and a short one in the
/// east; half are sent by either.
fn two_ways_down() -> Scenario {
    scenario(
        r#"(format: 1, name: "two ways down",
        venue: (
            places: [
                (id: "lawn", polygon: [(0, 0), (20, 0), (20, 10), (0, 10)]),
                (id: "below", polygon: [(0, -30), (20, -30), (20, -20), (0, -20)]),
            ],
            paths: [
                (id: "west", from: "lawn", to: "below", width: 3,
                    line: [(0, 5, 0), (-40, 5, 0), (-40, -25, 0), (0, -25, 0)]),
                (id: "east", from: "lawn", to: "below", width: 3, line: [(16, 0, 0), (16, -20, 0)]),
            ],
            exits: [(id: "out", cell: "below", line: ((8, -30), (12, -30)))],
            zones: [(id: "all", cells: ["lawn"])],
        ),
        visitors: (
            profiles: [(id: "adult", share: 1.0, pre_movement: Constant(0))],
            present: [(place: "lawn", count: 20)],
        ),
        plans: [(
            id: "leave", trigger: At("00:00"),
            routes: [(zone: "all", exits: [("out", 1)],
                detours: [(avoid: "west", share: 0.5), (avoid: "east", share: 0.5)])],
        )],
        run: (end: 300),
        )"#,
    )
}

#[test]
fn who_is_carried_into_another_of_the_plans_ways_goes_on_by_it() {
    let world = World::compile(Arc::new(two_ways_down())).expect("it is sound");
    let (west, east) = (world.cell_named("west"), world.cell_named("east"));
    let mut simulation = Simulation::new(Arc::new(world), &RunSpec::default()).expect("a plan");
    for _ in 0..40 {
        simulation.step(&mut []);
    }
    let sent_east = (0..20)
        .find(|&id| simulation.minds[id].avoid == west)
        .expect("half are sent by the east");
    // The press carries them into the western way, where they would turn round.
    let body = &mut simulation.bodies[sent_east];
    body.cell = west.expect("it is there");
    body.position = Vec2::new(-1.0, 5.0);
    let onward = Vec2::new(-1.0, 0.0);
    let way = |simulation: &Simulation| {
        let body = &simulation.bodies[sent_east];
        let field = simulation.minds[sent_east].field.expect("on the way");
        let way = simulation
            .ways
            .field(field)
            .direction(body.cell, body.position);
        way.dot(onward)
    };
    assert!(way(&simulation) < 0.0);
    simulation.go_on(sent_east as u32, onward);
    assert!(way(&simulation) > 0.9);
    assert_eq!(simulation.minds[sent_east].avoid, east);
    // Who walks out of it again keeps to what they have.
    simulation.go_on(sent_east as u32, onward);
    assert_eq!(simulation.minds[sent_east].avoid, east);
}
