//! People who come in: nobody is put on top of another, nobody is lost.

use super::{Tape, scenario, simulate};
use crate::sim::{EventKind, RunSpec, SampleKind};

const PEOPLE: u32 = 120;

/// 120 people come within ten seconds to an entrance of a metre.
fn rush() -> Tape {
    let scenario = scenario(&format!(
        r#"(format: 1, name: "rush",
        venue: (
            places: [(id: "hall", polygon: [(0, 0), (40, 0), (40, 20), (0, 20)])],
            exits: [(id: "door", cell: "hall", line: ((0, 9.5), (0, 10.5)))],
        ),
        visitors: (
            arrivals: [(id: "all", count: {PEOPLE}, curve: Uniform(from: 0, until: 10),
                entrances: [(entrance: "door", share: 1)])],
            programme: [(id: "show", start: 0, end: 80000, places: [(place: "hall", share: 1)])],
        ),
        run: (end: 300),
        )"#
    ));
    simulate(scenario, &RunSpec::default()).0
}

#[test]
fn who_finds_no_room_at_an_entrance_waits_is_counted_and_comes_in() {
    let tape = rush();
    let mut waited: Vec<u32> = tape
        .events
        .iter()
        .filter(|event| event.kind == EventKind::SpawnWait)
        .filter_map(|event| event.subject)
        .collect();
    let told = waited.len();
    waited.sort_unstable();
    waited.dedup();
    assert_eq!(told, waited.len(), "somebody's wait was told twice");
    assert!(told > 0, "a metre lets nobody wait");
    assert_eq!(tape.count(EventKind::Entered), PEOPLE as usize);
    // Whoever is due is inside or waits before the door.
    let value = |kind: SampleKind, t_ms: i64| {
        let mut samples = tape.samples.iter();
        let found = samples.find(|s| s.kind == kind && s.t_ms == t_ms);
        found.expect("sampled every ten seconds").value
    };
    let (inside, outside) = (
        value(SampleKind::Inside, 10_000),
        value(SampleKind::WaitingOutside, 10_000),
    );
    assert!(outside > 20.0, "{outside} wait");
    assert_eq!(inside + outside, f64::from(PEOPLE));
    assert_eq!(value(SampleKind::WaitingOutside, 290_000), 0.0);
    assert_eq!(value(SampleKind::Inside, 290_000), f64::from(PEOPLE));
}

#[test]
fn nobody_comes_in_on_top_of_another() {
    let tape = rush();
    let mut frames: std::collections::BTreeMap<i64, Vec<(i32, i32)>> = Default::default();
    for &(t_ms, _, x_mm, y_mm, _) in &tape.positions {
        frames.entry(t_ms).or_default().push((x_mm, y_mm));
    }
    for (t_ms, people) in frames {
        for (n, a) in people.iter().enumerate() {
            for b in &people[n + 1..] {
                let (dx, dy) = (f64::from(a.0 - b.0), f64::from(a.1 - b.1));
                let apart_mm = (dx * dx + dy * dy).sqrt();
                // Two bodies of the least radius drawn by default are 280 mm
                // apart; the press at the door brings them no nearer than 0.8
                // of that.
                assert!(apart_mm > 220.0, "{apart_mm} mm apart at {t_ms} ms");
            }
        }
    }
}
