//! Flows and cuts against sums that are done by hand.

use super::super::capacity;
use super::world;

/// A hall with a door of 2 m outside and a stair of 2 m up to a roof with a
/// way out of 4 m; an annex with an opening of 1 m into the hall.
const HALL: &str = r#"(
    places: [
        (id: "hall", polygon: [(0, 0), (20, 0), (20, 10), (0, 10)], closed_to: ["annex"]),
        (id: "annex", polygon: [(0, 10), (10, 10), (10, 16), (0, 16)]),
        (id: "roof", polygon: [(28, 0), (38, 0), (38, 10), (28, 10)], z: 3, capacity: Some(90)),
    ],
    paths: [(
        id: "stair", from: Some("hall"), to: Some("roof"), width: 2, line: [(20, 5, 0), (28, 5, 3)],
        surface: Stairs(riser: 0.15, tread: 0.3, landings: 1, channels: 1),
    )],
    openings: [(id: "arch", between: ("hall", "annex"), line: ((4, 10), (5, 10)))],
    exits: [
        (id: "door", cell: "hall", line: ((4, 0), (6, 0))),
        (id: "edge", cell: "roof", line: ((38, 2), (38, 6))),
    ],
)"#;

#[test]
fn the_capacity_table_is_what_pencil_and_paper_give() {
    let table = capacity::table(&world(HALL));
    let row = |place: &str| {
        let mut rows = table.iter();
        rows.find(|row| row.place == place).expect("it has a row")
    };
    let near = |a: f64, b: f64| (a - b).abs() < 0.01;
    // 82 a metre and minute on the level, 66 on stairs: 2 × 82 by the door and
    // 2 × 66 by the stair, whose upper end the edge does not bound.
    let hall = row("hall");
    assert!(near(hall.emergency_per_min, 296.0), "{hall:?}");
    assert!(near(hall.emergency, 8.0 * 296.0), "{hall:?}");
    let mut bounds = hall.bounded_by.clone();
    bounds.sort();
    assert_eq!(bounds, ["door", "hall / stair"]);
    // 200 m² hold 400, which is the least.
    assert!(
        near(hall.holding, 400.0) && near(hall.least, 400.0),
        "{hall:?}"
    );
    // Without the door the stair is left.
    assert_eq!(hall.largest_exit.as_deref(), Some("door"));
    assert!(near(hall.emergency_per_min_without, 132.0), "{hall:?}");
    // From the annex all go through the arch of a metre.
    let annex = row("annex");
    assert!(near(annex.emergency_per_min, 82.0), "{annex:?}");
    assert_eq!(annex.bounded_by, ["hall / annex"]);
    // From the roof 4 × 82 by the edge and 2 × 66 down the stair; it holds what
    // the document says.
    let roof = row("roof");
    assert!(near(roof.emergency_per_min, 460.0), "{roof:?}");
    assert_eq!(roof.largest_exit.as_deref(), Some("edge"));
    assert!(near(roof.emergency_per_min_without, 132.0), "{roof:?}");
    assert!(
        roof.holding_is_stated && near(roof.holding, 90.0),
        "{roof:?}"
    );
}
