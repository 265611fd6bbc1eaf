//! The models beside the default: what they can do, and what they are known
//! to fail, by measuring.

use super::observe::EventKind;
use super::tests::{Tape, neck, simulate};
use super::{RunSpec, Simulation};
use crate::model::{Locomotion, Scenario, file};

fn with(mut scenario: Scenario, model: Locomotion) -> Scenario {
    scenario.parameters.model = model;
    scenario
}

/// A run that checks after every step that nobody is inside a wall.
fn run(scenario: Scenario, model: Locomotion) -> (Tape, Simulation) {
    simulate(with(scenario, model), &RunSpec::default())
}

fn case(name: &str) -> Scenario {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join(format!("scenarios/verification/{name}.ron"));
    match file::read(&path) {
        Ok(document) => document.scenario,
        Err(error) => panic!("{name}: {error:?}"),
    }
}

#[test]
fn every_model_walks_a_corridor_at_the_assigned_speed() {
    for model in Locomotion::ALL {
        let left = run(case("imo-01"), model).0.times(EventKind::Left);
        // The social force takes its relaxation time, half a second, to start.
        assert!(
            left.len() == 1 && (39.5..41.0).contains(&left[0]),
            "{}: {left:?} for 40 s",
            model.key()
        );
    }
}

#[test]
fn nobody_gets_into_a_wall_at_a_corner_with_any_model() {
    for model in Locomotion::ALL {
        let left = run(case("rimea-06"), model).0.count(EventKind::Left);
        assert_eq!(left, 20, "{}", model.key());
    }
}

/// Somebody who walks east down a corridor against somebody who walks west,
/// 4 cm off each other's line.
fn head_on() -> Scenario {
    super::tests::scenario(
        r#"(format: 1, name: "head-on",
        venue: (
            places: [(id: "corridor", polygon: [(0, 0), (20, 0), (20, 3), (0, 3)])],
            exits: [
                (id: "east", cell: "corridor", line: ((20, 0), (20, 3)), use: ExitOnly),
                (id: "west", cell: "corridor", line: ((0, 0), (0, 3)), use: ExitOnly),
            ],
        ),
        visitors: (
            profiles: [(id: "adult", share: 1, free_speed: Constant(1.34), radius: Constant(0.18), pre_movement: Constant(0))],
            present: [
                (place: "corridor", count: 1, within: (2, 1.499, 2.01, 1.501), exit: "east"),
                (place: "corridor", count: 1, within: (17.99, 1.539, 18, 1.541), exit: "west"),
            ],
        ),
        plans: [(id: "leave", trigger: At("00:00"))],
        run: (end: 120),
        )"#,
    )
}

#[test]
fn two_nearly_head_on_pass_each_other_with_any_model() {
    for model in Locomotion::ALL {
        let left = run(head_on(), model).0.times(EventKind::Left);
        // 18 m at 1.34 m/s are 13.4 s.
        assert!(
            left.len() == 2 && left.iter().all(|t| (13.0..17.0).contains(t)),
            "{}: {left:?}",
            model.key()
        );
    }
}

/// Specific flow of the middle of 60 people through a neck [1/m/s].
fn neck_flow(width: f64, model: Locomotion) -> f64 {
    let left = run(neck(width, 60), model).0.times(EventKind::Left);
    assert_eq!(left.len(), 60, "{} at {width} m", model.key());
    40.0 / (left[50] - left[10]) / width
}

#[test]
fn a_neck_empties_but_the_papers_models_do_not_flow_like_crowds() {
    // Experiments flow at 1.5 to 2.3 /m/s (REFERENCE, section 2). The first is
    // slower, the social force with bodies of 0.18 m is faster; the
    // anticipation velocity model clogs, see below.
    for (model, low, high) in [(Locomotion::Csm, 0.9, 1.4), (Locomotion::Sfm, 2.3, 3.0)] {
        let flow = neck_flow(1.2, model);
        assert!((low..high).contains(&flow), "{}: {flow}", model.key());
    }
}

#[test]
fn anticipation_velocity_clogs_at_doors_of_a_metre_or_little_more() {
    let stays = |width: f64, seed: u64| {
        let spec = RunSpec {
            seed: Some(seed),
            until_s: Some(300.0),
            ..RunSpec::default()
        };
        let (tape, _) = simulate(with(neck(width, 60), Locomotion::Avm), &spec);
        tape.count(EventKind::Left) < 60
    };
    let clogs = [1.0, 1.2]
        .iter()
        .any(|&width| (1..=3).any(|seed| stays(width, seed)));
    assert!(clogs, "it no longer clogs: say so in docs/models.md");
}
