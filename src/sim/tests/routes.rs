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
