//! Whoever reaches an assembly point is seen there once, and never again.

use super::{Tape, scenario, simulate};
use crate::sim::{EventKind, RunSpec, Site, State};
use crate::world::ExitIndex;

/// People leave a room by two exits, one of them with an assembly point.
fn two_exits(trigger: &str) -> Tape {
    let scenario = scenario(&format!(
        r#"(format: 1, name: "assembly",
        venue: (
            places: [(id: "room", polygon: [(0, 0), (20, 0), (20, 10), (0, 10)])],
            exits: [
                (id: "east", cell: "room", line: ((20, 3), (20, 7)), assembly: "field"),
                (id: "west", cell: "room", line: ((0, 3), (0, 7))),
            ],
            assembly_points: [(id: "field", capacity: 100)],
        ),
        visitors: (
            profiles: [(id: "adult", share: 1.0, pre_movement: Constant(0.0))],
            present: [
                (place: "room", count: 12, within: (12, 1, 19, 9), exit: "east"),
                (place: "room", count: 12, within: (1, 1, 8, 9), exit: "west"),
            ],
            departures: [(share: 1, start: 5, end: 20)],
        ),
        plans: [(id: "plan", trigger: {trigger})],
        run: (end: 90),
        )"#
    ));
    simulate(scenario, &RunSpec::default()).0
}

#[test]
fn who_came_to_an_assembly_point_is_in_that_state_in_their_last_frame_only() {
    let tape = two_exits("At(\"00:00:02\")");
    assert_eq!(tape.count(EventKind::Left), 24);
    let mut assembled = 0;
    for id in 0..24 {
        let left = tape.events.iter();
        let left = left
            .filter(|e| e.kind == EventKind::Left && e.subject == Some(id))
            .collect::<Vec<_>>();
        let seen: Vec<_> = tape.positions.iter().filter(|p| p.1 == id).collect();
        let (last, before) = seen.split_last().expect("everybody is seen");
        let at_assembly = State::AtAssembly as u8;
        assert!(before.iter().all(|p| p.4 != at_assembly), "{id} came back");
        let through_east = left[0].site == Site::Exit(ExitIndex(0));
        assert_eq!(last.4 == at_assembly, through_east, "person {id}");
        if through_east {
            assembled += 1;
            // The frame that ends with or after the step in which they left,
            // just behind the exit's line.
            assert!((left[0].t_ms..left[0].t_ms + 500).contains(&last.0));
            assert!((20_000..20_300).contains(&last.2), "{} mm", last.2);
        }
    }
    assert!(assembled >= 12, "only {assembled} assembled");
}

#[test]
fn on_an_ordinary_day_nobody_assembles() {
    let tape = two_exits("Never");
    assert_eq!(tape.count(EventKind::Left), 24);
    assert!(
        tape.positions
            .iter()
            .all(|p| p.4 != State::AtAssembly as u8)
    );
}
