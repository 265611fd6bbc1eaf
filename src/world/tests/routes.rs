//! Lines of sight through openings, loudspeakers and cameras, and ways on the
//! network against the fields of the same venue.

use super::*;
use crate::base::random::{Purpose, Stream};
use crate::model::staff::{Camera, Loudspeaker};
use crate::world::network::Network;
use crate::world::route::{Passage, Target};
use crate::world::{PortalIndex, Spot};

/// Two rooms joined by an opening of 2 m in their common wall, an outdoor stair
/// up from the second.
const VENUE: &str = r#"(
    places: [
        (id: "hall", polygon: [(0, 0), (20, 0), (20, 20), (0, 20)], closed_to: ["court"]),
        (id: "court", polygon: [(20, 0), (40, 0), (40, 20), (20, 20)]),
        (id: "loft", polygon: [(60, 0), (80, 0), (80, 20), (60, 20)], z: 10),
    ],
    paths: [(
        id: "stair", line: [(40, 10, 0), (60, 10, 10)], width: 3, from: Some("court"), to: Some("loft"),
        surface: Stairs(riser: 0.15, tread: 0.30, landings: 0, channels: 1),
    )],
    openings: [(id: "door", between: ("hall", "court"), line: ((20, 9), (20, 11)))],
    obstacles: [(id: "pillar", on: "court", polygon: [(30, 2), (32, 2), (32, 6), (30, 6)])],
    exits: [(id: "out", cell: "hall", line: ((0, 9), (0, 11)))],
)"#;

/// Everything open.
struct Open;

impl Passage for Open {
    fn portal(&self, _: PortalIndex, _: bool) -> bool {
        true
    }

    fn cell(&self, _: CellIndex) -> bool {
        true
    }
}

fn spot(world: &World, cell: &str, x: f64, y: f64) -> Spot {
    world.spot(cell, (x, y)).expect("the spot is in the cell")
}

#[test]
fn one_sees_through_openings_and_not_through_walls() {
    let world = world(VENUE);
    let from = spot(&world, "hall", 10.0, 10.0);
    for (x, y, seen) in [(30.0, 10.5, true), (39.0, 11.9, true), (22.0, 15.0, false)] {
        let to = spot(&world, "court", x, y);
        assert_eq!(world.sees(from, to), seen, "({x}, {y})");
        assert_eq!(world.sees(to, from), seen, "({x}, {y}), the other way");
    }
    let [before, behind] = [28.0, 36.0].map(|x| spot(&world, "court", x, 4.0));
    assert!(!world.sees(before, behind), "a pillar stands between them");
    // Through the door, over the court and up the stair: two openings.
    assert!(world.sees(from, spot(&world, "stair", 50.0, 10.2)));
    assert!(world.spot("hall", (25.0, 10.0)).is_none());
}

#[test]
fn a_loudspeaker_is_heard_round_walls_and_a_camera_sees_its_sector_only() {
    let world = world(VENUE);
    let speaker = Loudspeaker {
        id: "s".into(),
        cell: "hall".into(),
        position: (15.0, 5.0),
        range_m: 10.0,
    };
    assert!(world.hears(&speaker, spot(&world, "court", 24.0, 4.0)));
    assert!(!world.hears(&speaker, spot(&world, "court", 26.0, 5.0)));
    let camera = |bearing_deg| Camera {
        id: "c".into(),
        cell: "hall".into(),
        position: (10.0, 10.0),
        range_m: 30.0,
        bearing_deg,
        field_of_view_deg: 60.0,
    };
    // East is 90 degrees clockwise from north.
    let east = spot(&world, "court", 30.0, 10.0);
    assert!(world.films(&camera(90.0), east));
    assert!(world.films(&camera(61.0), east));
    assert!(!world.films(&camera(59.0), east));
    assert!(!world.films(&camera(270.0), east));
    assert!(!world.films(&camera(90.0), spot(&world, "court", 22.0, 15.0)));
}

#[test]
fn ways_on_the_network_take_as_long_as_by_the_field() {
    let world = world(VENUE);
    let network = Network::new(&world);
    let up = network
        .route(
            &world,
            &Open,
            spot(&world, "hall", 10.0, 10.0),
            Target::Spot(spot(&world, "loft", 70.0, 10.0)),
        )
        .expect("a stair leads up");
    assert_eq!(up.portals.len(), 3);
    let stair = (20.0_f64 * 20.0 + 10.0 * 10.0).sqrt();
    assert!(
        (up.leg.length_m - (30.0 + stair + 10.0)).abs() < 0.01,
        "{up:?}"
    );
    assert!(
        (up.leg.time_s - (30.0 + stair / 0.61 + 10.0)).abs() < 0.01,
        "{up:?}"
    );

    let exit = world.exit_named("out").unwrap();
    let out = plain_field(&world, Goal::Exit(exit), Mobility::Feet);
    let mut stream = Stream::new(1, Purpose::Jitter, 0);
    for number in 0..60 {
        let cell = CellIndex(number % 2);
        let from = world.cell(cell).random_spot(&mut stream, None).unwrap();
        let way = network
            .route(&world, &Open, Spot::new(cell, from), Target::Exit(exit))
            .unwrap_or_else(|| panic!("no way out from {cell:?} {from:?}"));
        let by_field = out.time(cell, from);
        // A body keeps 0.4 m from the ends of an opening, the field 0.2 m.
        assert!(
            (way.leg.length_m - by_field).abs() < 0.02 * by_field + 0.4,
            "{from:?}: {} m on the network, {by_field} m by the field",
            way.leg.length_m
        );
    }
}

#[test]
fn no_way_leads_past_what_is_shut() {
    struct Shut;
    impl Passage for Shut {
        fn portal(&self, portal: PortalIndex, to_right: bool) -> bool {
            Open.portal(portal, to_right)
        }

        fn cell(&self, cell: CellIndex) -> bool {
            cell != CellIndex(3)
        }
    }
    let world = world(VENUE);
    let network = Network::new(&world);
    let loft = Target::Spot(spot(&world, "loft", 70.0, 10.0));
    let hall = spot(&world, "hall", 10.0, 10.0);
    assert!(network.route(&world, &Shut, hall, loft).is_none());
    // Who is already on the stair goes on.
    let stair = spot(&world, "stair", 50.0, 10.0);
    assert!(network.route(&world, &Shut, stair, loft).is_some());
}
