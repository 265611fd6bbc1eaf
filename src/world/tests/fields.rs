//! Walking times and directions, against lengths computed by hand.

use super::*;
use crate::model::Direction;
use crate::world::{ExitIndex, FieldKey, GateIndex};

const HALL: CellIndex = CellIndex(0);

fn near(a: f64, b: f64, share: f64) -> bool {
    (a - b).abs() <= share * b.abs()
}

#[test]
fn in_the_open_time_is_distance_and_people_walk_straight() {
    let world = world(
        r#"(places: [(id: "hall", polygon: [(0, 0), (40, 0), (40, 30), (0, 30)])],
            exits: [(id: "door", cell: "hall", line: ((19, 0), (21, 0)))])"#,
    );
    let field = plain_field(&world, Goal::Exit(ExitIndex(0)), Mobility::Feet);
    for (p, target, rest) in [
        (v(20.0, 25.0), v(20.0, 0.0), 0.0),
        (v(3.0, 7.0), v(19.2, 0.2), 0.2),
        (v(39.0, 29.0), v(20.8, 0.2), 0.2),
        (v(0.5, 0.5), v(19.2, 0.2), 0.2),
    ] {
        let time = field.time(HALL, p);
        assert!(
            near(time, p.distance(target) + rest, 0.005),
            "{p:?}: {time}"
        );
        let way = field.direction(HALL, p);
        assert!(way.dot((target - p).normalized()) > 0.999, "{p:?}: {way:?}");
        assert!((way.length() - 1.0).abs() < 1e-9);
    }
    // Right at the line the way leads out.
    assert!(field.direction(HALL, v(20.0, 0.05)).dot(v(0.0, -1.0)) > 0.95);
}

#[test]
fn round_a_corner_the_way_bends_at_the_inset_corner() {
    // An L of two arms 4 m wide; the reflex corner at (4, 4) is inset to
    // (3.8, 3.8).
    let world = world(
        r#"(places: [(id: "hall", polygon: [(0, 0), (30, 0), (30, 4), (4, 4), (4, 30), (0, 30)])],
            exits: [(id: "door", cell: "hall", line: ((30, 0), (30, 4)))])"#,
    );
    let field = plain_field(&world, Goal::Exit(ExitIndex(0)), Mobility::Feet);
    let p = v(1.0, 25.0);
    let bend = v(3.8, 3.8);
    let expected = p.distance(bend) + bend.distance(v(30.0, 3.8));
    assert!(
        near(field.time(HALL, p), expected, 0.003),
        "{} for {expected}",
        field.time(HALL, p)
    );
    assert!(field.direction(HALL, p).dot((bend - p).normalized()) > 0.9999);
}

#[test]
fn gates_of_80_cm_are_found_at_any_angle() {
    for step in 0..20 {
        let angle = f64::from(step) * 0.157 + 0.01;
        let place = |corners: &[(f64, f64)]| turned(corners, angle);
        let venue = format!(
            r#"(places: [
                    (id: "a", polygon: [{}]),
                    (id: "b", polygon: [{}]),
                ],
                gates: [(id: "g", from: "a", to: "b", line: ({}))],
                exits: [(id: "x", cell: "b", line: ({}))])"#,
            place(&[(-12.0, -8.0), (0.0, -8.0), (0.0, 8.0), (-12.0, 8.0)]),
            place(&[(0.0, -8.0), (12.0, -8.0), (12.0, 8.0), (0.0, 8.0)]),
            place(&[(0.0, 2.6), (0.0, 3.4)]),
            place(&[(12.0, 2.0), (12.0, 4.0)]),
        );
        let world = world(&venue);
        for (mobility, inset) in [(Mobility::Feet, 0.2), (Mobility::Wheels, 0.35)] {
            let field = plain_field(&world, Goal::Exit(ExitIndex(0)), mobility);
            let p = turn(v(-10.0, 3.0), angle);
            assert!(
                near(field.time(HALL, p), 22.0, 0.005),
                "{angle}: {}",
                field.time(HALL, p)
            );
            let p = turn(v(-10.0, -6.0), angle);
            // Round the lower post: its square cap reaches `inset` beyond it
            // and before the wall.
            let (post, onward) = (v(-inset, 2.6 + inset), v(inset, 2.6 + inset));
            let expected =
                v(-10.0, -6.0).distance(post) + 2.0 * inset + onward.distance(v(12.0, 2.6 + inset));
            assert!(
                near(field.time(HALL, p), expected, 0.005),
                "{angle} {mobility:?}: {} for {expected}",
                field.time(HALL, p)
            );
            let walked = walk_along(&world, &field, HALL, p);
            assert!(
                walked.is_some_and(|w| w < 1.05 * expected + 0.2),
                "{angle}: {walked:?}"
            );
        }
    }
}

#[test]
fn a_passage_between_lattice_nodes_is_found_on_wheels() {
    // 0.8 m wide, 12 m long: for wheels a slot of 0.1 m.
    for step in 0..20 {
        let angle = f64::from(step) * 0.157 + 0.01;
        let venue = format!(
            r#"(places: [
                    (id: "a", polygon: [{}]),
                    (id: "b", polygon: [{}]),
                    (id: "slot", polygon: [{}]),
                ],
                exits: [(id: "x", cell: "b", line: ({}))])"#,
            turned(
                &[(-12.0, -8.0), (0.0, -8.0), (0.0, 8.0), (-12.0, 8.0)],
                angle
            ),
            turned(
                &[(12.0, -8.0), (24.0, -8.0), (24.0, 8.0), (12.0, 8.0)],
                angle
            ),
            turned(&[(0.0, 1.0), (12.0, 1.0), (12.0, 1.8), (0.0, 1.8)], angle),
            turned(&[(24.0, 0.0), (24.0, 3.0)], angle),
        );
        let world = world(&venue);
        let field = plain_field(&world, Goal::Exit(ExitIndex(0)), Mobility::Wheels);
        let p = turn(v(-10.0, 1.4), angle);
        assert!(
            near(field.time(HALL, p), 34.0, 0.005),
            "{angle}: {}",
            field.time(HALL, p)
        );
        let slot = CellIndex(2);
        for i in 0..60 {
            let x = 0.1 + 0.2 * f64::from(i);
            for y in [1.2, 1.4, 1.6] {
                let p = turn(v(x, y), angle);
                let time = field.time(slot, p);
                assert!((time - (24.0 - x)).abs() < 0.5, "{angle} {x} {y}: {time}");
                let way = field.direction(slot, p);
                // Right before the end one keeps off its posts.
                let least = if x < 11.5 { 0.5 } else { 0.2 };
                assert!(
                    way.dot(turn(v(1.0, 0.0), angle)) > least,
                    "{angle} {x} {y}: {way:?}"
                );
            }
        }
    }
}

#[test]
fn too_narrow_is_no_way_for_wheels_and_stairs_neither() {
    let world = world(
        r#"(places: [
                (id: "a", polygon: [(0, 0), (10, 0), (10, 10), (0, 10)]),
                (id: "b", polygon: [(10, 0), (20, 0), (20, 10), (10, 10)]),
                (id: "c", polygon: [(40, 0), (50, 0), (50, 10), (40, 10)]),
            ],
            paths: [(id: "stair", line: [(40, 5, 5), (20, 5, 0)], width: 3, from: Some("c"), to: Some("b"),
                     surface: Stairs(riser: 0.15, tread: 0.6, landings: 1, channels: 1))],
            gates: [(id: "g", from: "a", to: "b", line: ((10, 4), (10, 4.65)))],
            exits: [(id: "x", cell: "a", line: ((0, 3), (0, 7)))])"#,
    );
    let goal = Goal::Exit(ExitIndex(0));
    let feet = plain_field(&world, goal, Mobility::Feet);
    let wheels = plain_field(&world, goal, Mobility::Wheels);
    let (b, c, stair) = (CellIndex(1), CellIndex(2), CellIndex(3));
    assert!(feet.time(b, v(15.0, 5.0)).is_finite() && feet.time(c, v(45.0, 5.0)).is_finite());
    for (cell, p) in [
        (b, v(15.0, 5.0)),
        (b, v(10.1, 4.3)),
        (c, v(45.0, 5.0)),
        (stair, v(30.0, 5.0)),
    ] {
        assert_eq!(wheels.time(cell, p), f64::INFINITY);
        assert_eq!(wheels.direction(cell, p), Vec2::ZERO);
    }
    assert!(wheels.time(HALL, v(5.0, 5.0)).is_finite());
}

#[test]
fn stairs_and_slopes_take_their_time() {
    let world = world(
        r#"(places: [(id: "top", polygon: [(-10, -5), (0, -5), (0, 5), (-10, 5)], z: 15)],
            paths: [
                (id: "stair", line: [(0, 0, 15), (40, 0, 0)], width: 3, from: Some("top"),
                 surface: Stairs(riser: 0.15, tread: 0.4, landings: 0, channels: 1)),
                (id: "ramp", line: [(-10, 0, 15), (-160, 0, 0)], width: 3, from: Some("top"), surface: Slope),
            ],
            exits: [
                (id: "foot", cell: "stair", line: ((40, -1.5), (40, 1.5))),
                (id: "end", cell: "ramp", line: ((-160, -1.5), (-160, 1.5))),
            ])"#,
    );
    let time = |exit: u16, cell: u16, p: Vec2| {
        let key = FieldKey {
            goal: Goal::Exit(ExitIndex(exit)),
            closures: world.open_closures(),
            mobility: Mobility::Feet,
        };
        world.field(&key).time(CellIndex(cell), p)
    };
    let incline = (40.0_f64 * 40.0 + 15.0 * 15.0).sqrt();
    let down = time(0, 1, v(0.05, 0.0));
    assert!(near(down, incline / 0.69, 0.005), "{down}");
    // Ten per cent: Tobler, scaled to the level.
    let tobler = |s: f64| crate::base::math::exp(-3.5 * ((s + 0.05).abs() - 0.05));
    let incline = 150.0 * 1.01_f64.sqrt();
    let down = time(1, 2, v(-10.05, 0.0));
    assert!(near(down, incline / tobler(-0.1), 0.005), "{down}");
    let up = time(0, 2, v(-159.95, 0.0)) - time(0, 0, v(-9.95, 0.0));
    assert!(near(up, incline / tobler(0.1), 0.005), "{up}");
    let climb = time(1, 1, v(39.95, 0.0)) - time(1, 0, v(-0.05, 0.0));
    assert!(near(climb, (1825.0_f64).sqrt() / 0.61, 0.005), "{climb}");
}

#[test]
fn closures_and_directions_are_kept() {
    // Two rooms with two doors between them; the exit is in the second.
    let world = world(
        r#"(places: [
                (id: "a", polygon: [(0, 0), (10, 0), (10, 20), (0, 20)]),
                (id: "b", polygon: [(10, 0), (20, 0), (20, 20), (10, 20)]),
            ],
            gates: [
                (id: "near", from: "a", to: "b", line: ((10, 2), (10, 4))),
                (id: "far", from: "a", to: "b", line: ((10, 16), (10, 18))),
            ],
            exits: [(id: "x", cell: "b", line: ((20, 2), (20, 4)))])"#,
    );
    let time = |near: Option<Direction>, far: Option<Direction>| {
        let mut closures = (*world.open_closures()).clone();
        closures.passage[world.gates[0].portal.at()] = near;
        closures.passage[world.gates[1].portal.at()] = far;
        let key = FieldKey {
            goal: Goal::Exit(ExitIndex(0)),
            closures: Arc::new(closures),
            mobility: Mobility::Feet,
        };
        world.field(&key).time(HALL, v(1.0, 3.0))
    };
    let both = Some(Direction::Both);
    let direct = time(both, both);
    assert!(near(direct, 19.0, 0.01), "{direct}");
    assert_eq!(
        time(Some(Direction::Forward), None),
        direct,
        "left to right is a to b"
    );
    let round = time(None, both);
    assert!(near(
        round,
        v(1.0, 3.0).distance(v(10.0, 16.3)) + v(10.0, 16.3).distance(v(20.0, 3.8)),
        0.05
    ));
    assert!((time(Some(Direction::Backward), both) - round).abs() < 1e-4);
    assert_eq!(time(None, Some(Direction::Backward)), f64::INFINITY);
}

#[test]
fn goals_may_be_gates_and_cells() {
    let world = world(
        r#"(places: [
                (id: "a", polygon: [(0, 0), (10, 0), (10, 10), (0, 10)]),
                (id: "b", polygon: [(10, 0), (20, 0), (20, 10), (10, 10)]),
            ],
            gates: [(id: "g", from: "a", to: "b", line: ((10, 4), (10, 6)))])"#,
    );
    let gate = plain_field(&world, Goal::Gate(GateIndex(0)), Mobility::Feet);
    assert!(near(gate.time(HALL, v(2.0, 5.0)), 8.0, 0.01));
    assert!(near(gate.time(CellIndex(1), v(18.0, 5.0)), 8.0, 0.01));
    assert!(gate.direction(CellIndex(1), v(18.0, 5.0)).x < -0.99);
    assert!(
        gate.direction(HALL, v(9.9, 5.0)).x > 0.95,
        "through the gate"
    );
    let cell = plain_field(&world, Goal::Cell(CellIndex(1)), Mobility::Feet);
    assert!(near(cell.time(HALL, v(2.0, 5.0)), 8.0, 0.01));
    assert_eq!(cell.time(CellIndex(1), v(18.0, 5.0)), 0.0);
    assert_eq!(cell.direction(CellIndex(1), v(18.0, 5.0)), Vec2::ZERO);
}

#[test]
fn with_clearance_people_keep_off_walls_where_there_is_room() {
    let mut document = (*scenario(
        r#"(places: [(id: "hall", polygon: [(0, 0), (40, 0), (40, 6), (0, 6)])],
            exits: [(id: "door", cell: "hall", line: ((40, 0), (40, 6)))])"#,
    ))
    .clone();
    document.parameters.wayfinding.clearance_m = 0.6;
    let world = World::compile(Arc::new(document)).expect("it is sound");
    let key = FieldKey {
        goal: Goal::Exit(ExitIndex(0)),
        closures: world.open_closures(),
        mobility: Mobility::Feet,
    };
    let field = world.field(&key);
    // 0.3 m off the wall: the way leads away from it and on.
    let way = field.direction(HALL, v(5.0, 0.3));
    assert!(way.y > 0.05 && way.x > 0.7, "{way:?}");
    let way = field.direction(HALL, v(5.0, 3.0));
    assert!(way.x > 0.999, "{way:?}");
    // What is kept is walking time, not what the wall counts for.
    assert!(near(field.time(HALL, v(5.0, 0.3)), 35.0, 0.01));
}

#[test]
fn a_periodic_path_leads_round_to_a_gate_behind() {
    let world = world(
        r#"(places: [(id: "nook", polygon: [(20, -1), (24, -1), (24, -5), (20, -5)])],
            paths: [(id: "ring", line: [(0, 0, 0), (26, 0, 0)], width: 2, periodic: true)],
            openings: [(id: "o", between: ("nook", "ring"), line: ((21, -1), (23, -1)))])"#,
    );
    let field = plain_field(&world, Goal::Cell(CellIndex(0)), Mobility::Feet);
    let ring = CellIndex(1);
    // From x = 1 it is 4.2 m back over the seam to x = 23, not 20 on.
    assert!(
        field.time(ring, v(1.0, 0.0)) < 5.0,
        "{}",
        field.time(ring, v(1.0, 0.0))
    );
    assert!(field.direction(ring, v(1.0, 0.0)).x < -0.9);
    assert!(field.direction(ring, v(0.1, 0.0)).x < -0.9);
    assert!(field.direction(ring, v(15.0, 0.0)).x > 0.9);
}

#[test]
fn headings_go_round_obstacles_and_sight_does_not() {
    let world = world(
        r#"(places: [(id: "lawn", polygon: [(0, 0), (40, 0), (40, 30), (0, 30)])],
            obstacles: [(id: "stage", on: "lawn", polygon: [(15, 10), (25, 10), (25, 20), (15, 20)])])"#,
    );
    let lawn = &world.cells[0];
    let (a, b) = (v(5.0, 15.0), v(35.0, 14.0));
    assert!(!lawn.sees(a, b) && lawn.sees(a, v(20.0, 5.0)));
    // Round the south side, which is a little shorter, by (14.8, 9.8).
    let way = lawn.heading_to(a, b);
    assert!(way.dot((v(14.8, 9.8) - a).normalized()) > 0.9999, "{way:?}");
    let way = lawn.heading_to(v(14.8, 9.8), b);
    assert!(
        way.dot(v(1.0, 0.0)) > 0.999,
        "along the south side: {way:?}"
    );
    assert_eq!(lawn.heading_to(a, v(5.0, 20.0)), v(0.0, 1.0));
    assert_eq!(lawn.heading_to(a, a), Vec2::ZERO);
    // From right at the wall of the stage one still gets away.
    let (mut p, target) = (v(14.95, 15.0), v(25.1, 15.0));
    let mut walked = 0.0;
    while p.distance(target) > 0.2 && walked < 60.0 {
        p += lawn.heading_to(p, target) * 0.1;
        walked += 0.1;
        assert!(lawn.contains(p), "{p:?}");
    }
    assert!(walked < 22.0, "{walked}");
}

#[test]
fn random_spots_are_uniform_and_off_walls() {
    use crate::base::geometry::Bounds;
    use crate::base::random::{Purpose, Stream};
    let world = world(
        r#"(places: [(id: "lawn", polygon: [(0, 0), (20, 0), (20, 10), (0, 10)])],
            obstacles: [(id: "stage", on: "lawn", polygon: [(0, 0), (10, 0), (10, 10), (0, 10)])])"#,
    );
    let lawn = &world.cells[0];
    let mut stream = Stream::new(1, Purpose::Spot, 0);
    let (mut sum, n) = (Vec2::ZERO, 4_000);
    for _ in 0..n {
        let p = lawn.random_spot(&mut stream, None).unwrap();
        assert!(
            p.x >= 10.3 && p.x <= 19.7 && p.y >= 0.3 && p.y <= 9.7,
            "{p:?}"
        );
        sum += p * (1.0 / f64::from(n));
    }
    assert!(sum.distance(v(15.0, 5.0)) < 0.15, "{sum:?}");
    let boxed = Bounds {
        min: v(12.0, 2.0),
        max: v(13.0, 3.0),
    };
    let p = lawn.random_spot(&mut stream, Some(boxed)).unwrap();
    assert!(boxed.contains(p));
    let full = Bounds {
        min: v(2.0, 2.0),
        max: v(3.0, 3.0),
    };
    assert_eq!(lawn.random_spot(&mut stream, Some(full)), None);
}

#[test]
fn worlds_with_the_same_ground_share_fields_and_others_do_not() {
    let venue = |width: f64| {
        format!(
            r#"(places: [(id: "hall", polygon: [(0, 0), (40, 0), (40, 30), (0, 30)])],
            exits: [(id: "door", cell: "hall", line: ((19, 0), ({}, 0)))])"#,
            19.0 + width
        )
    };
    let first = world(&venue(2.0));
    let field = |world: &World| {
        let key = FieldKey {
            goal: Goal::Exit(ExitIndex(0)),
            closures: world.open_closures(),
            mobility: Mobility::Feet,
        };
        world.field(&key)
    };
    let same = world(&venue(2.0)).with_fields_of(&first);
    assert!(Arc::ptr_eq(&field(&first), &field(&same)));
    let wider = world(&venue(3.0)).with_fields_of(&first);
    assert!(!Arc::ptr_eq(&field(&first), &field(&wider)));
    let mut scenario = Scenario::clone(&first.scenario);
    scenario.parameters.wayfinding.clearance_m += 0.1;
    let shyer =
        World::compile(Arc::new(scenario)).unwrap_or_else(|problems| panic!("{problems:?}"));
    let shyer = shyer.with_fields_of(&first);
    assert!(!Arc::ptr_eq(&field(&first), &field(&shyer)));
}
