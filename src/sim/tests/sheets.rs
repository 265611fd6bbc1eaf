//! Storeys that lie over each other on the plan.

use std::collections::BTreeMap;

use super::{scenario, simulate};
use crate::model::Scenario;
use crate::sim::{EventKind, Frame, Observer, Roster, RunSpec};

const UPSTAIRS: u32 = 40;

/// Two halls, one above the other; from the upper one a stair leads to a yard,
/// from the lower one a door to the street.
fn storeys(downstairs: u32) -> Scenario {
    scenario(&format!(
        r#"(format: 1, name: "storeys",
        venue: (
            sheets: [(id: "ground"), (id: "upper")],
            places: [
                (id: "gallery", polygon: [(0, 0), (20, 0), (20, 10), (0, 10)], z: 3, sheet: "upper"),
                (id: "hall", polygon: [(0, 0), (20, 0), (20, 10), (0, 10)]),
                (id: "yard", polygon: [(26, 0), (36, 0), (36, 10), (26, 10)]),
            ],
            paths: [(
                id: "stair", from: "gallery", to: "yard", width: 2, sheet: "upper",
                line: [(20, 5, 3), (26, 5, 0)],
                surface: Stairs(riser: 0.15, tread: 0.30, landings: 0, channels: 1),
            )],
            exits: [
                (id: "out", cell: "yard", line: ((36, 0), (36, 10))),
                (id: "door", cell: "hall", line: ((0, 4), (0, 6))),
            ],
        ),
        visitors: (
            profiles: [(id: "adult", share: 1, pre_movement: Constant(0))],
            present: [
                (place: "gallery", count: {UPSTAIRS}),
                (place: "hall", count: {downstairs}),
            ],
        ),
        plans: [(id: "leave", trigger: At("00:00"))],
        run: (end: 120),
        )"#
    ))
}

#[test]
fn nobody_sees_or_touches_those_on_another_storey() {
    let upstairs = |downstairs: u32| {
        let (tape, _) = simulate(storeys(downstairs), &RunSpec::default());
        assert_eq!(
            tape.count(EventKind::Left),
            (UPSTAIRS + downstairs) as usize
        );
        let positions = tape.positions.into_iter();
        positions.filter(|p| p.1 < UPSTAIRS).collect::<Vec<_>>()
    };
    let alone = upstairs(0);
    let over_a_crowd = upstairs(150);
    // The second run may last longer; while anybody is upstairs all is equal.
    assert_eq!(alone, over_a_crowd);
}

/// Keeps who was seen on which sheet, in time.
#[derive(Default)]
struct Sheets(BTreeMap<u32, Vec<i8>>);

impl Observer for Sheets {
    fn start(&mut self, _: &Roster) {}
    fn events(&mut self, _: &[crate::sim::Event]) {}
    fn samples(&mut self, _: &[crate::sim::Sample]) {}
    fn frame(&mut self, frame: &Frame<'_>) {
        for (&id, &sheet) in frame.id.iter().zip(frame.sheet) {
            let seen = self.0.entry(id).or_default();
            if seen.last() != Some(&sheet) {
                seen.push(sheet);
            }
        }
    }
}

#[test]
fn frames_say_on_which_storey_people_are() {
    let world = crate::world::World::compile(std::sync::Arc::new(storeys(10)));
    let world = std::sync::Arc::new(world.expect("the venue is sound"));
    let mut simulation =
        crate::sim::Simulation::new(world, &RunSpec::default()).expect("the plan exists");
    let mut sheets = Sheets::default();
    simulation.start(&mut [&mut sheets]);
    while !simulation.step(&mut [&mut sheets]).finished {}
    for (id, seen) in sheets.0 {
        let expected: &[i8] = if id < UPSTAIRS { &[1, 0] } else { &[0] };
        assert_eq!(seen, expected, "person {id}");
    }
}
