//! People go round the places of an item that have a time to dwell.

use std::collections::BTreeMap;

use super::{scenario, simulate};
use crate::sim::{RunSpec, State};

#[test]
fn who_dwells_goes_round_and_others_stay() {
    let document = scenario(
        r#"(format: 1, name: "round",
        venue: (
            places: [
                (id: "stalls", polygon: [(0, 0), (10, 0), (10, 10), (0, 10)]),
                (id: "show", polygon: [(10, 0), (20, 0), (20, 10), (10, 10)]),
                (id: "lawn", polygon: [(20, 0), (30, 0), (30, 10), (20, 10)]),
            ],
            exits: [(id: "way", cell: "show", line: ((10, 0), (20, 0)))],
        ),
        visitors: (
            profiles: [(id: "adult", share: 1)],
            present: [(place: "show", count: 60)],
            programme: [(id: "fair", start: "08:00", end: "12:00", places: [
                (place: "stalls", share: 0.3, dwell: Uniform(60, 180)),
                (place: "show", share: 0.4),
                (place: "lawn", share: 0.3, dwell: Constant(120)),
            ])],
        ),
        run: (start: "08:00", end: "08:30"),
        )"#,
    );
    let (tape, _) = simulate(document, &RunSpec::default());
    // The rooms in which each person has stayed, one after the other.
    let mut rooms: BTreeMap<u32, Vec<i32>> = BTreeMap::new();
    for &(_, id, x_mm, _, state) in &tape.positions {
        let stayed = rooms.entry(id).or_default();
        let room = x_mm.div_euclid(10_000);
        if state == State::Staying as u8 && stayed.last() != Some(&room) {
            stayed.push(room);
        }
    }
    assert_eq!(rooms.len(), 60);
    // At the beginning they stand where they are present.
    let round = rooms.values().filter(|stayed| stayed.len() > 1).count();
    assert!((20..=52).contains(&round), "{round} of 60 go round");
    for (id, stayed) in rooms {
        let visits = stayed.len() - 1;
        // Half an hour is 15 stays of two minutes; half of them are in the
        // other place.
        assert!(
            visits == 0 || (2..=15).contains(&visits),
            "{id}: {stayed:?}"
        );
        assert!(
            stayed[1..].iter().all(|&room| room != 1),
            "{id}: {stayed:?}"
        );
    }
}
