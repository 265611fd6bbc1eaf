//! Who stands still costs next to nothing, and it changes nothing.

use std::fmt::Write as _;

use super::super::RunSpec;
use super::{scenario, simulate};
use crate::model::Scenario;

/// 40 people who walk out through a hall in which 60 stand close, and this
/// many who stand in a yard apart.
fn hall(apart: u32) -> Scenario {
    let mut yard = String::new();
    if apart > 0 {
        write!(yard, r#"(place: "yard", count: {apart}),"#).expect("text takes text");
    }
    scenario(&format!(
        r#"(format: 1, name: "hall",
        venue: (
            places: [
                (id: "room", polygon: [(-10, 0), (0, 0), (0, 8), (-10, 8)]),
                (id: "hall", polygon: [(0, 0), (10, 0), (10, 8), (0, 8)]),
                (id: "yard", polygon: [(0, 20), (30, 20), (30, 50), (0, 50)]),
            ],
            exits: [
                (id: "east", cell: "hall", line: ((10, 2), (10, 6))),
                (id: "gate", cell: "yard", line: ((30, 20), (30, 30))),
            ],
        ),
        visitors: (
            profiles: [(id: "adult", share: 1.0, pre_movement: Constant(0.0))],
            present: [
                (place: "room", count: 40),
                (place: "hall", count: 60, within: (3, 0.5, 7, 7.5)),
                {yard}
            ],
        ),
        plans: [(
            id: "leave", trigger: At("00:00"),
            phases: [(areas: [Cell("room")], action: Leave)],
        )],
        run: (end: 120),
        )"#
    ))
}

#[test]
fn contact_leaves_out_whom_nobody_touches_and_nobody_else() {
    // With many who stand apart most are at rest, and contact looks only at
    // those who can be touched; without them it looks at everybody.
    let walk = |apart: u32| {
        let (tape, simulation) = simulate(hall(apart), &RunSpec::default());
        let at_rest = simulation.active.iter();
        let at_rest = at_rest.filter(|&&id| simulation.bodies[id as usize].at_rest);
        let mut positions = tape.positions;
        positions.retain(|(_, id, ..)| *id < 100);
        (positions, at_rest.count())
    };
    let (everybody, few) = walk(0);
    let (touched, many) = walk(300);
    assert!(few >= 50 && many >= few + 290, "{few} {many} at rest");
    let moved = |id: u32| {
        let mut own = everybody.iter().filter(|place| place.1 == id);
        let first = own.next().map(|place| (place.2, place.3));
        own.any(|place| Some((place.2, place.3)) != first)
    };
    let pushed = (40..100).filter(|&id| moved(id)).count();
    assert!(pushed >= 5, "only {pushed} of those who stand were touched");
    assert!(everybody == touched);
}
