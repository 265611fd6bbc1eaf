//! Fields under closures that change.

use super::*;
use crate::model::Direction;
use crate::world::{Closures, ExitIndex, FieldKey, GateIndex};

/// Four rooms round a corner, each with a door to the next; the exit is in the first.
const RING: &str = r#"(places: [
        (id: "a", polygon: [(0, 0), (6, 0), (6, 6), (0, 6)]),
        (id: "b", polygon: [(6, 0), (12, 0), (12, 6), (6, 6)]),
        (id: "c", polygon: [(6, 6), (12, 6), (12, 12), (6, 12)]),
        (id: "d", polygon: [(0, 6), (6, 6), (6, 12), (0, 12)]),
    ],
    gates: [
        (id: "ab", from: "a", to: "b", line: ((6, 1), (6, 3))),
        (id: "bc", from: "b", to: "c", line: ((8, 6), (10, 6))),
        (id: "cd", from: "c", to: "d", line: ((6, 8), (6, 10))),
        (id: "da", from: "d", to: "a", line: ((1, 6), (2, 6))),
    ],
    exits: [(id: "x", cell: "a", line: ((0, 2), (0, 4)))])"#;

/// Every state of every gate.
fn all_closures(world: &World) -> Vec<Arc<Closures>> {
    let states = [
        None,
        Some(Direction::Both),
        Some(Direction::Forward),
        Some(Direction::Backward),
    ];
    let all = 0..states.len().pow(world.gates.len() as u32);
    all.map(|number| {
        let mut closures = (*world.open_closures()).clone();
        for (index, gate) in world.gates.iter().enumerate() {
            closures.passage[gate.portal.at()] = states[number >> (2 * index) & 3];
        }
        Arc::new(closures)
    })
    .collect()
}

#[test]
fn a_field_found_again_for_other_closures_is_what_a_search_would_find() {
    let world = world(RING);
    let nav = Nav::new(
        &world.cells,
        &world.portals,
        Mobility::Feet,
        Terms::of(&world.scenario),
    );
    let goals = [
        Goal::Exit(ExitIndex(0)),
        Goal::Cell(CellIndex(2)),
        Goal::Gate(GateIndex(1)),
    ];
    for goal in goals {
        let mut found: Vec<Arc<Field>> = Vec::new();
        let closures = all_closures(&world);
        let all = closures.len();
        for closures in closures {
            let searched = world.compute_field(&nav, goal, &closures);
            let field = world.field(&FieldKey {
                goal,
                closures,
                mobility: Mobility::Feet,
            });
            assert!(field.bits().eq(searched.bits()), "{goal:?}");
            found.push(field);
        }
        found.sort_by_key(Arc::as_ptr);
        found.dedup_by(|a, b| Arc::ptr_eq(a, b));
        // There are two ways round. Which way each door is passed on them is all that
        // counts.
        assert!(found.len() * 4 <= all, "{goal:?}: {} of {all}", found.len());
        assert!(found.len() >= 4, "{goal:?}: {} of {all}", found.len());
    }
}

#[test]
fn a_door_that_opens_towards_the_goal_is_a_new_way() {
    let world = world(RING);
    let [ab, bc] = [0, 1].map(|gate: usize| world.gates[gate].portal.at());
    let field = |open: &[usize]| {
        let mut closures = (*world.open_closures()).clone();
        for gate in &world.gates {
            closures.passage[gate.portal.at()] = None;
        }
        for &portal in open {
            closures.passage[portal] = Some(Direction::Both);
        }
        world.field(&FieldKey {
            goal: Goal::Exit(ExitIndex(0)),
            closures: Arc::new(closures),
            mobility: Mobility::Feet,
        })
    };
    let (b, c) = (v(9.0, 3.0), v(9.0, 9.0));
    let shut = field(&[]);
    assert_eq!(shut.time(CellIndex(1), b), f64::INFINITY);
    // Nobody gets to the exit by a door behind one that is shut.
    assert!(Arc::ptr_eq(&shut, &field(&[bc])));
    assert!(field(&[ab]).time(CellIndex(1), b).is_finite());
    assert_eq!(field(&[ab]).time(CellIndex(2), c), f64::INFINITY);
    assert!(field(&[ab, bc]).time(CellIndex(2), c).is_finite());
}
