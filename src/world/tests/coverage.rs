//! Coverage where geometry and a pencil know it.

use std::sync::Arc;

use crate::model::{Power, Role, Scenario};
use crate::world::World;
use crate::world::coverage::{CellCover, Coverage, Work};

/// A world of a venue, staff and the rest of a scenario, as RON.
fn covered(venue: &str, staff: &str, rest: &str) -> World {
    let text = format!("(format: 1, name: \"test\", venue: {venue}, staff: ({staff}), {rest})");
    let scenario: Scenario = ron::from_str(&text).unwrap();
    World::compile(Arc::new(scenario)).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn unit(id: &str, role: &str, count: u32, station: &str) -> String {
    format!("(id: \"{id}\", role: {role}, count: {count}, station: {station})")
}

fn at(cell: &str, x: f64, y: f64) -> String {
    format!("At(cell: \"{cell}\", position: ({x}, {y}))")
}

fn cell<'a>(coverage: &'a Coverage, id: &str) -> &'a CellCover {
    coverage.cells.iter().find(|cell| cell.id == id).unwrap()
}

/// A hall of 20 × 20 m with a door of 2 m into a court of the same size, a yard
/// behind a gate, an outdoor stair from the court to a loft 10 m up.
const VENUE: &str = r#"(
    places: [
        (id: "hall", polygon: [(0, 0), (20, 0), (20, 20), (0, 20)], closed_to: ["court", "yard"]),
        (id: "court", polygon: [(20, 0), (40, 0), (40, 20), (20, 20)]),
        (id: "loft", polygon: [(60, 0), (80, 0), (80, 20), (60, 20)], z: 10),
        (id: "yard", polygon: [(0, 20), (20, 20), (20, 30), (0, 30)]),
    ],
    paths: [(
        id: "stair", line: [(40, 10, 0), (60, 10, 10)], width: 3, from: Some("court"), to: Some("loft"),
        surface: Stairs(riser: 0.15, tread: 0.30, landings: 0, channels: 1),
    )],
    openings: [(id: "door", between: ("hall", "court"), line: ((20, 9), (20, 11)))],
    gates: [(
        id: "hatch", from: "yard", to: "hall", line: ((7, 20), (13, 20)), width: Some(2), state: Closed,
        emergency: Some((width: 5, time_s: 30, people: 3)),
    )],
    exits: [(id: "out", cell: "yard", line: ((5, 30), (15, 30)))],
    zones: [
        (id: "in", cells: ["hall", "court"]),
        (id: "up", cells: ["stair", "loft"]),
        (id: "behind", cells: ["yard"]),
    ],
)"#;

/// A room of 60 × 60 m.
const ROOM: &str = r#"(
    places: [(id: "room", polygon: [(0, 0), (60, 0), (60, 60), (0, 60)])],
    exits: [(id: "out", cell: "room", line: ((0, 9), (0, 11)))],
)"#;

#[test]
fn a_post_sees_its_room_and_a_wedge_through_the_door() {
    let staff = format!(
        "units: [{}]",
        unit("u", "Police", 2, &at("hall", 10.0, 10.0))
    );
    let coverage = Coverage::of(&covered(VENUE, &staff, ""), None);
    assert_eq!(cell(&coverage, "hall").from_posts, Some(1.0));
    // The wedge behind the door: the integral of (x − 10) / 5 from 20 to 40.
    let court = cell(&coverage, "court");
    assert!(
        (court.from_posts.unwrap() - 80.0 / 400.0).abs() < 0.01,
        "{court:?}"
    );
    // One sees over a closed gate: 2 m wide at the gate, 4 m at the far end.
    let yard = cell(&coverage, "yard");
    assert!(
        (yard.from_posts.unwrap() - 30.0 / 200.0).abs() < 0.02,
        "{yard:?}"
    );
    assert_eq!(cell(&coverage, "loft").from_posts, Some(0.0));
    for cell in &coverage.cells {
        assert_eq!(cell.on_patrol, Some(0.0), "{cell:?}");
        assert_eq!((cell.filmed, cell.heard), (Some(0.0), Some(0.0)));
    }
}

#[test]
fn a_fence_across_a_room_hides_its_other_half() {
    let fence = r#"barriers: [(id: "f", on: "room", line: [(30, 0), (30, 60)])], exits:"#;
    let staff = format!(
        "units: [{}]",
        unit("u", "Police", 1, &at("room", 25.0, 30.0))
    );
    let world = covered(&ROOM.replace("exits:", fence), &staff, "");
    assert_eq!(Coverage::of(&world, None).cells[0].from_posts, Some(0.5));
}

#[test]
fn circles_and_sectors_have_their_areas() {
    let staff = format!(
        r#"units: [{}],
        cameras: [(id: "c", cell: "room", position: (30, 30), range_m: 20, bearing_deg: 30, field_of_view_deg: 90)],
        loudspeakers: [(id: "l", cell: "room", position: (30, 30), range_m: 25)]"#,
        unit("u", "Medic", 1, &at("room", 30.0, 30.0)),
    );
    let near = "parameters: (wayfinding: (sight_m: 15))";
    let room = &Coverage::of(&covered(ROOM, &staff, near), None).cells[0];
    let pi = std::f64::consts::PI;
    for (share, area) in [
        (room.from_posts, pi * 15.0 * 15.0),
        (room.filmed, pi * 20.0 * 20.0 / 4.0),
        (room.heard, pi * 25.0 * 25.0),
    ] {
        let by_hand = area / 3_600.0;
        let share = share.unwrap();
        assert!(
            (share / by_hand - 1.0).abs() < 0.03,
            "{share} for {by_hand}"
        );
    }
}

#[test]
fn what_only_a_patrol_sees_is_told_apart() {
    let staff = format!(
        "units: [{}, {}]",
        unit("post", "Police", 1, &at("hall", 10.0, 10.0)),
        unit(
            "round",
            "Patrol",
            3,
            r#"Patrol(route: ["court", "stair"], dwell_s: 60)"#
        ),
    );
    let coverage = Coverage::of(&covered(VENUE, &staff, ""), None);
    let court = cell(&coverage, "court");
    let both = court.from_posts.unwrap() + court.on_patrol.unwrap();
    assert!((both - 1.0).abs() < 1e-9, "{court:?}");
    assert_eq!(cell(&coverage, "hall").from_posts, Some(1.0));
    // The stair leads up to the loft: part of it is seen from the stair's head.
    assert!(cell(&coverage, "loft").on_patrol.unwrap() > 0.5);
    let zones: Vec<(u32, u32)> = coverage.zones.iter().map(|z| (z.units, z.people)).collect();
    assert_eq!(zones, [(2, 4), (1, 3), (0, 0)]);
    assert_eq!(coverage.empty_zones().collect::<Vec<_>>(), ["behind"]);
}

#[test]
fn minutes_are_those_of_the_walk_and_of_the_nearest_unit() {
    let staff = format!(
        "units: [{}, {}, {}, {}]",
        unit("nobody", "Cadre", 0, &at("court", 30.0, 10.0)),
        unit("far", "Medic", 1, &at("hall", 1.0, 10.0)),
        unit("near", "Medic", 1, &at("hall", 10.0, 10.0)),
        unit(
            "round",
            "Patrol",
            1,
            r#"Patrol(route: ["loft", "stair"], dwell_s: 60)"#
        ),
    );
    let coverage = Coverage::of(&covered(VENUE, &staff, ""), None);
    assert_eq!(coverage.roles, [Role::Patrol, Role::Medic]);
    // Up the stair at 0.61 of the level speed, down at 0.69.
    let stair = (20.0_f64 * 20.0 + 10.0 * 10.0).sqrt();
    let by_hand = [
        ("court", 10.0 + stair / 0.69 + 10.0, 20.0),
        ("loft", 0.0, 30.0 + stair / 0.61 + 10.0),
    ];
    for (id, patrol, medic) in by_hand {
        let minutes = &cell(&coverage, id).minutes;
        for (minutes, level_m) in minutes.iter().zip([patrol, medic]) {
            let by_hand = level_m / 1.34 / 60.0;
            assert!(
                (minutes.unwrap() - by_hand).abs() < 0.002,
                "{id}: {minutes:?} for {by_hand}"
            );
        }
    }
    assert_eq!(
        cell(&coverage, "yard").minutes,
        [None, None],
        "the gate is closed"
    );
}

/// Plan A opens the gate and moves the police; B clears it, holds it, and
/// closes the stair.
const PLANS: &str = r#"plans: [
    (
        id: "A",
        gates: [(gate: "hatch", state: Some(Open))],
        one_way: [(path: "stair", direction: Some(Forward))],
        staff: [(unit: "police", to: At(cell: "yard", position: (10, 25)))],
    ),
    (
        id: "B",
        gates: [(gate: "hatch", clear: true), (gate: "hatch", after_s: 60, state: Some(Held))],
        one_way: [(path: "stair", direction: None)],
    ),
]"#;

#[test]
fn under_a_plan_units_stand_and_gates_are_as_it_orders() {
    let staff = format!(
        "powers: [(role: Police, may: [Hold]), (role: Medic, may: [Treat])], units: [{}, {}]",
        unit("police", "Police", 4, &at("hall", 10.0, 10.0)),
        unit("medic", "Medic", 2, &at("hall", 10.0, 10.0)),
    );
    let world = covered(VENUE, &staff, PLANS);
    let [a, b] = [0, 1].map(|plan| Coverage::of(&world, world.scenario.plans.get(plan)));
    let by_day = Coverage::of(&world, None);
    assert!(by_day.needs.is_empty());
    assert_eq!(cell(&by_day, "yard").minutes, [None, None]);
    assert_eq!(cell(&a, "yard").from_posts, Some(1.0));
    let medic = cell(&a, "yard").minutes[1].unwrap();
    assert!((medic - 15.0 / 1.34 / 60.0).abs() < 0.002, "{medic}");

    let told = |coverage: &Coverage| -> Vec<(Work, Option<Power>, u32, u32)> {
        let needs = coverage.needs.iter();
        needs
            .map(|n| (n.work, n.power, n.needed, n.available))
            .collect()
    };
    let hold = Some(Power::Hold);
    assert_eq!(
        told(&a),
        [
            (Work::SetGate, hold, 1, 4),
            (Work::ShutPath, hold, 1, 4),
            (Work::Together, hold, 2, 4),
            (Work::Move, None, 4, 6),
        ]
    );
    // Five metres to hold at 1.25 m each take more than the three who clear.
    assert_eq!(
        told(&b),
        [
            (Work::HoldGate, hold, 4, 4),
            (Work::ShutPath, hold, 2, 4),
            (Work::Together, hold, 6, 4),
        ]
    );
}

#[test]
fn small_and_narrow_cells_have_points_too() {
    let venue = r#"(
        places: [
            (id: "box", polygon: [(0, 0), (1.2, 0), (1.2, 1.2), (0, 1.2)]),
            (id: "end", polygon: [(41.2, 0), (42.4, 0), (42.4, 1.2), (41.2, 1.2)]),
        ],
        paths: [(id: "alley", line: [(1.2, 0.6, 0), (41.2, 0.6, 0)], width: 0.9, from: Some("box"), to: Some("end"))],
        exits: [(id: "out", cell: "box", line: ((0, 0), (0, 1.2)))],
    )"#;
    let staff = format!("units: [{}]", unit("u", "Cadre", 1, &at("box", 0.6, 0.6)));
    let coverage = Coverage::of(&covered(venue, &staff, ""), None);
    for id in ["box", "alley", "end"] {
        assert!(cell(&coverage, id).from_posts.unwrap() > 0.6, "{id}");
    }
    let minutes = cell(&coverage, "alley").minutes[0].unwrap();
    assert!((minutes - 20.6 / 1.34 / 60.0).abs() < 0.002, "{minutes}");
}

#[test]
fn every_cell_of_jianshan_is_looked_at() {
    let world = super::jianshan::jianshan();
    let plan = world.scenario.plans.iter().find(|plan| plan.id == "B");
    let coverage = Coverage::of(&world, plan);
    // One loudspeaker on the summit and none along the ridge.
    let ridge = cell(&coverage, "ridge-walk").heard.unwrap();
    assert!(ridge > 0.0 && ridge < 0.5, "{ridge}");
    assert_eq!(coverage.empty_zones().count(), 0);
    for (cover, cell) in coverage.cells.iter().zip(&world.cells) {
        assert_eq!(cover.id, cell.id);
        let seen = cover.from_posts.unwrap() + cover.on_patrol.unwrap();
        assert!((0.0..=1.0).contains(&seen), "{cover:?}");
        let points = coverage
            .points
            .iter()
            .filter(|p| world.cell(p.cell).id == cell.id);
        let area: f64 = points.map(|p| p.side.x * p.side.y).sum();
        assert!(
            (area / cell.area_m2 - 1.0).abs() < 0.1,
            "{}: {area} of {} m²",
            cell.id,
            cell.area_m2
        );
    }
}
