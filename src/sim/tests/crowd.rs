//! What it changes that people mind the crowd on their way.

use super::super::RunSpec;
use super::super::observe::EventKind;
use super::{neck, scenario, simulate};
use crate::model::Scenario;

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
