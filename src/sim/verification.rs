//! The first published cases: RiMEA 1, 2, 3, 5, 6, 10 and IMO 1, 2, 3
//! (REFERENCE, section 1), from the files under `scenarios/verification`.

use super::tests::{Tape, simulate};
use super::{EventKind, RunSpec, Site};
use crate::model::file;
use crate::world::ExitIndex;

fn case(name: &str) -> Tape {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join(format!("scenarios/verification/{name}.ron"));
    let document = match file::read(&path) {
        Ok(document) => document,
        Err(error) => panic!("{name}: {error:?}"),
    };
    // `simulate` checks after every step that nobody is inside a wall.
    simulate(document.scenario, &RunSpec::default()).0
}

/// When the one person of a case left \[s\].
fn walking_time(name: &str) -> f64 {
    let left = case(name).times(EventKind::Left);
    assert_eq!(left.len(), 1, "{name}");
    left[0]
}

#[test]
fn rimea_01_and_imo_01_a_corridor_takes_its_length_over_the_speed() {
    let t = walking_time("rimea-01");
    assert!((26.0..=34.0).contains(&t), "{t} s");
    // The start is known to 5 cm, the end to a time step.
    let t = walking_time("imo-01");
    assert!((t - 40.0).abs() <= 0.5, "{t} s");
}

#[test]
fn rimea_02_03_and_imo_02_03_stairs_take_their_incline_over_the_assigned_speed() {
    for (name, expected) in [
        ("rimea-02", 10.0 / (0.61 * 1.33)),
        ("rimea-03", 10.0 / (0.69 * 1.33)),
        ("imo-02", 10.0),
        ("imo-03", 10.0),
    ] {
        let t = walking_time(name);
        assert!(
            (t / expected - 1.0).abs() <= 0.05,
            "{name}: {t} s for {expected} s"
        );
    }
}

#[test]
fn rimea_05_everyone_starts_at_their_own_time() {
    let tape = case("rimea-05");
    let mut starts = tape.times(EventKind::MovementStarted);
    assert_eq!(starts.len(), 10);
    assert!(
        starts.iter().all(|t| (10.0..=100.1).contains(t)),
        "{starts:?}"
    );
    starts.dedup();
    assert_eq!(starts.len(), 10, "two start together: {starts:?}");
}

#[test]
fn rimea_06_nobody_passes_a_wall_at_a_corner_and_all_get_out() {
    let tape = case("rimea-06");
    assert_eq!(tape.count(EventKind::Left), 20);
}

#[test]
fn rimea_10_everyone_leaves_by_the_exit_of_their_room() {
    let tape = case("rimea-10");
    let by = |exit: u16| {
        let site = Site::Exit(ExitIndex(exit));
        let left = tape.events.iter();
        left.filter(|e| e.kind == EventKind::Left && e.site == site)
            .count()
    };
    assert_eq!((by(0), by(1)), (15, 8));
}
