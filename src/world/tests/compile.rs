//! Cells, portals and walls of small venues, computed by hand.

use super::*;
use crate::base::text::Language;
use crate::base::{Segment, Vec2};
use crate::world::{Cell, ExitIndex, GateIndex, Portal, Side};

/// Area of each cell \[m²\].
fn areas(world: &World) -> Vec<f64> {
    world.cells.iter().map(|c| c.area_m2).collect()
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-4
}

fn same(a: Segment, b: Segment) -> bool {
    a.a.distance(b.a) < 1e-4 && a.b.distance(b.b) < 1e-4
}

/// Total length of a cell's own walls \[m\].
fn wall_length(cell: &Cell) -> f64 {
    cell.walls().iter().map(|w| w.segment.length()).sum()
}

fn between(world: &World, a: u16, b: u16) -> Vec<&Portal> {
    let (a, b) = (CellIndex(a), CellIndex(b));
    world
        .portals
        .iter()
        .filter(|p| p.touches(a) && p.touches(b))
        .collect()
}

#[test]
fn a_square_has_four_walls_and_an_exit_makes_a_gap() {
    let world = world(
        r#"(places: [(id: "hall", polygon: [(0, 0), (10, 0), (10, 8), (0, 8)])],
            exits: [(id: "door", cell: "hall", line: ((4, 0), (6, 0)))])"#,
    );
    assert!(close(world.cells[0].area_m2, 80.0));
    assert!(close(wall_length(&world.cells[0]), 34.0));
    assert_eq!(world.portals.len(), 1);
    let portal = &world.portals[0];
    assert_eq!(portal.left, Side::Cell(CellIndex(0)));
    assert_eq!(portal.right, Side::Exit(ExitIndex(0)));
    assert!(same(portal.line, Segment::new(v(4.0, 0.0), v(6.0, 0.0))));
    assert!(
        portal.line.side(v(5.0, 1.0)) > 0.0,
        "the hall is on the left"
    );
}

#[test]
fn two_places_open_along_the_edge_they_share() {
    let venue = |closed: &str| {
        format!(
            r#"(places: [
                (id: "a", polygon: [(0, 0), (10, 0), (10, 8), (0, 8)]),
                (id: "b", polygon: [(10, 2), (20, 2), (20, 12), (10, 12)], closed_to: [{closed}]),
            ])"#
        )
    };
    let open = world(&venue(""));
    assert_eq!(open.portals.len(), 1);
    assert!(same(
        open.portals[0].line,
        Segment::new(v(10.0, 2.0), v(10.0, 8.0))
    ));
    assert!(close(wall_length(&open.cells[0]), 36.0 - 6.0));
    assert!(close(wall_length(&open.cells[1]), 40.0 - 6.0));
    assert!(world(&venue("\"a\"")).portals.is_empty());
}

#[test]
fn edges_drawn_in_several_pieces_and_nearly_alike_are_found() {
    let world = world(
        r#"(places: [
            (id: "a", polygon: [(0, 0), (10, 0), (10, 3), (10, 8), (0, 8)]),
            (id: "b", polygon: [(10.005, 0), (20, 0), (20, 8), (10.004, 8), (10.005, 5)]),
        ])"#,
    );
    assert_eq!(world.portals.len(), 1);
    assert!((world.portals[0].line.length() - 8.0).abs() < 0.01);
    assert!(close(wall_length(&world.cells[0]), 28.0));
}

#[test]
fn a_path_is_lengthened_or_cut_to_the_place_it_joins() {
    for (x, what) in [(0.0, "on the edge"), (-1.5, "inside"), (0.3, "short of it")] {
        let world = world(&format!(
            r#"(places: [(id: "plaza", polygon: [(-20, -10), (0, -10), (0, 10), (-20, 10)])],
                paths: [(id: "way", line: [({x:.1}, 0, 5), (30, 0, 5)], width: 4, from: Some("plaza"))],
                exits: [(id: "out", cell: "way", line: ((30, -2), (30, 2)))])"#
        ));
        assert!(
            close(areas(&world)[1], 120.0),
            "{what}: {:?}",
            areas(&world)
        );
        let portal = between(&world, 0, 1)[0];
        assert!(
            same(portal.line, Segment::new(v(0.0, -2.0), v(0.0, 2.0))),
            "{what}"
        );
        assert!(close(wall_length(&world.cells[0]), 80.0 - 4.0));
        assert!(close(wall_length(&world.cells[1]), 60.0));
        assert_eq!(
            world.cells[1]
                .ends
                .as_ref()
                .map(|e| (e[0].len(), e[1].len())),
            Some((1, 1))
        );
        assert_eq!(world.cells[1].elevation(v(12.0, 1.0)), 5.0);
    }
}

#[test]
fn a_path_that_comes_slanting_meets_the_whole_edge() {
    // At 45° to the edge x = 0 a path of width √2 · 2 takes 4 m of it.
    let world = world(
        r#"(places: [(id: "plaza", polygon: [(-20, -10), (0, -10), (0, 10), (-20, 10)])],
            paths: [(id: "way", line: [(0, 0, 0), (20, 20, 0)], width: 2.8284271247461903, from: Some("plaza"))])"#,
    );
    let portal = between(&world, 0, 1)[0];
    assert!(same(portal.line, Segment::new(v(0.0, -2.0), v(0.0, 2.0))));
    assert!(close(
        areas(&world)[1],
        2.8284271247461903 * 28.284271247461902
    ));
}

#[test]
fn a_path_end_that_meets_a_corner_has_two_portals() {
    let world = world(
        r#"(places: [(id: "plaza", polygon: [(0, 0), (-10, -10), (-20, 0), (-10, 10)])],
            paths: [(id: "way", line: [(0, 0, 0), (20, 0, 0)], width: 2, from: Some("plaza"))])"#,
    );
    let portals = between(&world, 0, 1);
    assert_eq!(portals.len(), 2);
    assert!(
        portals
            .iter()
            .all(|p| close(p.line.length(), 2.0_f64.sqrt()))
    );
    assert!(close(areas(&world)[1], 41.0));
}

#[test]
fn paths_joined_end_to_end_share_the_mitre() {
    let world = world(
        r#"(paths: [
            (id: "a", line: [(0, 0, 0), (10, 0, 0)], width: 2, to: Some("b")),
            (id: "b", line: [(10, 0, 0), (10, 10, 0)], width: 2, from: Some("a")),
        ])"#,
    );
    let portals = between(&world, 0, 1);
    assert_eq!(portals.len(), 1);
    let line = portals[0].line;
    assert!(close(line.length(), 8.0_f64.sqrt()), "{line:?}");
    assert!(line.distance(v(9.0, 1.0)) < 1e-6 && line.distance(v(11.0, -1.0)) < 1e-6);
    assert!(close(areas(&world)[0], 20.0) && close(areas(&world)[1], 20.0));
}

#[test]
fn a_narrower_path_continues_a_wider_one_with_its_own_width() {
    let world = world(
        r#"(paths: [
            (id: "a", line: [(0, 0, 0), (10, 0, 0)], width: 4, to: Some("b")),
            (id: "b", line: [(10, 0, 0), (20, 0, 0)], width: 2),
        ])"#,
    );
    assert!(same(
        between(&world, 0, 1)[0].line,
        Segment::new(v(10.0, -1.0), v(10.0, 1.0))
    ));
    assert!(close(wall_length(&world.cells[0]), 20.0 + 4.0 + 2.0));
}

#[test]
fn a_side_street_ends_at_the_side_of_the_street() {
    for y in ["0", "2", "4"] {
        let world = world(&format!(
            r#"(paths: [
                (id: "street", line: [(0, 0, 0), (40, 0, 0)], width: 8),
                (id: "side", line: [(20, {y}, 0), (20, 30, 0)], width: 3, from: Some("street")),
            ])"#
        ));
        let portals = between(&world, 0, 1);
        assert_eq!(portals.len(), 1);
        assert!(same(
            portals[0].line,
            Segment::new(v(21.5, 4.0), v(18.5, 4.0))
        ));
        assert!(close(areas(&world)[1], 26.0 * 3.0));
    }
}

#[test]
fn the_sterile_lane_is_at_the_right_hand_edge() {
    let world = world(
        r#"(paths: [(id: "road", line: [(0, 0, 0), (100, 0, 0)], width: 8, sterile_width: 3)],
            exits: [(id: "west", cell: "road", line: ((0, -4), (0, 4)))])"#,
    );
    let cell = &world.cells[0];
    assert!(close(cell.area_m2, 500.0));
    assert!(cell.contains(v(50.0, 3.9)) && !cell.contains(v(50.0, -1.1)));
    assert!(close(world.portals[0].line.length(), 5.0));
}

#[test]
fn a_gate_narrows_the_end_of_a_path() {
    let world = world(
        r#"(places: [(id: "plaza", polygon: [(-20, -10), (0, -10), (0, 10), (-20, 10)])],
            paths: [(id: "way", line: [(0, 0, 0), (30, 0, 0)], width: 6, from: Some("plaza"))],
            gates: [(id: "gate", from: "way", to: "plaza", line: ((0, -2), (0, 2)), width: Some(1),
                     emergency: Some((width: 3, time_s: 60, people: 2)))])"#,
    );
    let gate = &world.gates[0];
    assert!(same(
        world.portal(gate.portal).line,
        Segment::new(v(0.0, -0.5), v(0.0, 0.5))
    ));
    assert!(
        !gate.from_is_left,
        "the plaza, of lower index, is on the left"
    );
    assert!(same(
        gate.emergency_line.unwrap(),
        Segment::new(v(0.0, -1.5), v(0.0, 1.5))
    ));
    assert_eq!(gate.emergency_portals.len(), 2);
    assert_eq!(between(&world, 0, 1).len(), 3);
    for cell in &world.cells {
        let opened: f64 = cell
            .walls()
            .iter()
            .filter(|w| w.gate == Some(GateIndex(0)))
            .map(|w| w.segment.length())
            .sum();
        assert!(close(opened, 2.0));
    }
    // Circumference less the gate.
    assert!(close(wall_length(&world.cells[0]), 80.0 - 1.0));
}

#[test]
fn a_gate_on_a_shared_edge_closes_the_rest_of_it() {
    let world = world(
        r#"(places: [
                (id: "a", polygon: [(0, 0), (10, 0), (10, 8), (0, 8)]),
                (id: "b", polygon: [(10, 0), (20, 0), (20, 8), (10, 8)]),
            ],
            gates: [(id: "g", from: "a", to: "b", line: ((10, 1), (10, 3)))],
            openings: [(id: "o", between: ("a", "b"), line: ((10, 6), (10, 7)))])"#,
    );
    let portals = between(&world, 0, 1);
    assert_eq!(portals.len(), 2);
    assert!(same(
        portals[0].line,
        Segment::new(v(10.0, 1.0), v(10.0, 3.0))
    ));
    assert!(same(
        portals[1].line,
        Segment::new(v(10.0, 6.0), v(10.0, 7.0))
    ));
    assert!(world.gates[0].from_is_left);
}

#[test]
fn gates_on_an_exit_leave_wall_between_them() {
    let world = world(
        r#"(places: [(id: "plaza", polygon: [(0, 0), (60, 0), (60, 40), (0, 40)])],
            exits: [(id: "out", cell: "plaza", line: ((10, 0), (50, 0)))],
            gates: [
                (id: "g1", from: "out", to: "plaza", line: ((12, 0), (14, 0))),
                (id: "g2", from: "out", to: "plaza", line: ((20, 0), (22, 0))),
            ])"#,
    );
    assert_eq!(world.exits[0].portals.len(), 2);
    assert!(close(wall_length(&world.cells[0]), 196.0));
    assert!(world.gates.iter().all(|g| !g.from_is_left));
}

#[test]
fn a_street_beside_a_place_is_open_only_at_its_ends() {
    // A food street along the west side of a lawn, joined to it by two
    // short spurs of its own line.
    let world = world(
        r#"(places: [
                (id: "lawn", polygon: [(0, 0), (60, 0), (60, 80), (0, 80)]),
                (id: "north", polygon: [(-12, 80), (60, 80), (60, 90), (-12, 90)]),
                (id: "south", polygon: [(-12, -10), (60, -10), (60, 0), (-12, 0)]),
            ],
            paths: [(id: "food", line: [(-6, 0, 0), (-6, 80, 0)], width: 12, from: Some("south"), to: Some("north"))])"#,
    );
    assert!(between(&world, 0, 3).is_empty());
    assert!(close(between(&world, 1, 3)[0].line.length(), 12.0));
    assert!(close(between(&world, 2, 3)[0].line.length(), 12.0));
    assert!(close(wall_length(&world.cells[3]), 160.0));
}

#[test]
fn a_periodic_path_leads_back_to_its_beginning() {
    let world = world(
        r#"(paths: [(id: "ring", line: [(0, 0, 0), (26, 0, 0)], width: 2, periodic: true)])"#,
    );
    assert_eq!(world.portals.len(), 2);
    for portal in &world.portals {
        let inside = portal.line.midpoint() + (portal.line.b - portal.line.a).normalized().left();
        assert!(world.cells[0].contains(inside), "the inside is on the left");
        assert!(world.cells[0].contains(inside + portal.shift * 0.9));
        assert!(close(portal.shift.length(), 26.0));
    }
    assert!(close(wall_length(&world.cells[0]), 52.0));
}

#[test]
fn walls_of_the_neighbour_are_seen_through_the_portal_only() {
    let world = world(
        r#"(places: [(id: "plaza", polygon: [(-20, -10), (0, -10), (0, 10), (-20, 10)])],
            paths: [(id: "way", line: [(0, 0, 0), (30, 0, 0)], width: 4, from: Some("plaza"))])"#,
    );
    let near = |cell: usize, p: Vec2| {
        let mut seen = Vec::new();
        world.cells[cell].walls_near(p, 0.5, &mut |w| seen.push(w.segment));
        seen
    };
    assert_eq!(
        near(0, v(-0.1, 1.8)).len(),
        2,
        "the edge beside, and the way's side"
    );
    assert_eq!(near(0, v(-5.0, 1.8)).len(), 0);
    assert_eq!(near(1, v(20.0, 1.8)).len(), 1);
    assert!(world.cells[1].has_walls_near(v(20.0, 1.8)));
    assert!(!world.cells[0].has_walls_near(v(-10.0, 0.0)));
}

#[test]
fn obstacles_and_barriers_take_space_away() {
    let world = world(
        r#"(places: [(id: "lawn", polygon: [(0, 0), (20, 0), (20, 10), (0, 10)])],
            obstacles: [
                (id: "stage", on: "lawn", polygon: [(5, 3), (9, 3), (9, 6), (5, 6)]),
                (id: "wing", on: "lawn", polygon: [(8, 4), (11, 4), (11, 5), (8, 5)]),
            ],
            barriers: [(id: "rope", on: "lawn", line: [(15, 0), (15, 7)])])"#,
    );
    let lawn = &world.cells[0];
    assert!(close(lawn.area_m2, 200.0 - 12.0 - 2.0));
    assert!(!lawn.contains(v(7.0, 4.0)) && !lawn.contains(v(10.0, 4.5)));
    assert!(lawn.contains(v(10.0, 5.5)) && lawn.contains(v(4.9, 4.0)));
    assert_eq!(world.locate(0, v(1.0, 1.0)), Some(CellIndex(0)));
    assert_eq!(world.locate(0, v(7.0, 4.0)), None);
    assert!(lawn.has_barrier_between(v(14.8, 5.0), v(15.2, 5.5)));
    assert!(!lawn.has_barrier_between(v(14.8, 8.0), v(15.2, 8.0)));
    assert!(!lawn.has_barrier_between(v(4.0, 4.0), v(10.0, 8.0)));
}

#[test]
fn what_is_repeated_stands_where_each_copy_would() {
    let with = |obstacles: &str| {
        world(&format!(
            r#"(places: [(id: "lawn", polygon: [(0, 0), (20, 0), (20, 10), (0, 10)])],
                obstacles: [{obstacles}])"#
        ))
    };
    let repeated = with(
        r#"(id: "stall", on: "lawn", polygon: [(2, 2), (3, 2), (3, 3), (2, 3)],
            repeat: Some((columns: 3, rows: 2, step: (5, 4))))"#,
    );
    let stall = |x: u32, y: u32| {
        let (w, s) = (2 + 5 * x, 2 + 4 * y);
        let (e, n) = (w + 1, s + 1);
        format!(
            r#"(id: "stall{x}{y}", on: "lawn",
                polygon: [({w}, {s}), ({e}, {s}), ({e}, {n}), ({w}, {n})]),"#
        )
    };
    let listed: String = (0..2)
        .flat_map(|y| (0..3).map(move |x| stall(x, y)))
        .collect();
    let listed = with(&listed);
    assert!(close(repeated.cells[0].area_m2, 200.0 - 6.0));
    assert_eq!(repeated.cells[0].walls(), listed.cells[0].walls());
}

#[test]
fn stairs_and_ramps_have_heights() {
    let world = world(
        r#"(paths: [(id: "stair", line: [(0, 0, 10), (20, 0, 15), (20, 30, 15)], width: 4,
                     surface: Stairs(riser: 0.15, tread: 0.4, landings: 1, channels: 1))])"#,
    );
    let stair = &world.cells[0];
    assert!(close(stair.elevation(v(10.0, 1.0)), 12.5));
    assert!(close(stair.gradient(v(10.0, 1.0)).x, 0.25) && stair.gradient(v(10.0, 1.0)).y == 0.0);
    assert_eq!(stair.gradient(v(20.5, 20.0)), Vec2::ZERO);
}

#[test]
fn bent_paths_keep_their_width_and_hairpins_do_not_break() {
    let world = world(
        r#"(paths: [
            (id: "bent", line: [(0, 0, 0), (20, 0, 0), (20, 20, 0), (40, 20, 0)], width: 4),
            (id: "hairpin", line: [(0, 100, 0), (50, 100, 0), (52, 103, 0), (50, 106, 0), (0, 106, 0)], width: 4),
            (id: "needle", line: [(0, 200, 0), (50, 200, 0), (0, 206, 0)], width: 4),
        ])"#,
    );
    assert!(close(areas(&world)[0], 240.0));
    assert!(world.cells[1].contains(v(51.0, 103.0)) && !world.cells[1].contains(v(40.0, 103.0)));
    assert!(world.cells[2].contains(v(49.0, 200.0)) && world.cells[2].area_m2 < 420.0);
}

#[test]
fn the_only_sheet_is_called_ground() {
    let venue = |sheets: &str| {
        format!(
            r#"({sheets} places: [
                (id: "hall", sheet: "ground", polygon: [(0, 0), (10, 0), (10, 8), (0, 8)]),
            ])"#
        )
    };
    assert_eq!(world(&venue("")).cells[0].sheet, 0);
    let Err(problems) = compile(&venue(r#"sheets: [(id: "upper")],"#)) else {
        panic!("with sheets listed, none is called ground by itself");
    };
    let sentences: Vec<String> = problems
        .iter()
        .map(|problem| problem.message(Language::English))
        .collect();
    assert_eq!(sentences, ["There is no sheet with the id ground."]);
}

#[test]
fn what_is_off_the_boundary_is_named() {
    let codes = |venue: &str| -> Vec<&'static str> {
        compile(venue).map_or_else(|p| p.iter().map(|p| p.code).collect(), |_| Vec::new())
    };
    let hall = r#"places: [(id: "hall", polygon: [(0, 0), (10, 0), (10, 8), (0, 8)])]"#;
    for (rest, code) in [
        (
            r#"exits: [(id: "x", cell: "hall", line: ((4, 1), (6, 1)))]"#,
            "exit-off-boundary",
        ),
        (
            r#"exits: [(id: "x", cell: "hall", line: ((9, 0), (11, 0)))]"#,
            "exit-off-boundary",
        ),
        (
            r#"exits: [(id: "x", cell: "hall", line: ((4, 0), (6, 0)))],
            gates: [(id: "g", from: "x", to: "hall", line: ((3, 0), (6, 0)))]"#,
            "gate-off-boundary",
        ),
        (
            r#"paths: [(id: "p", line: [(20, 4, 0), (40, 4, 0)], width: 2, from: Some("hall"))]"#,
            "path-end-apart",
        ),
        (
            r#"paths: [(id: "p", line: [(20, 4, 0), (20, 4, 0)], width: 2)]"#,
            "path-invalid",
        ),
        (
            r#"paths: [(id: "p", line: [(20, 4, 0), (40, 4, 0)], width: 2, from: Some("hal"))]"#,
            "unknown-reference",
        ),
        (
            r#"obstacles: [(id: "o", on: "hall", polygon: [(1, 1), (3, 3), (3, 1), (1, 3)])]"#,
            "polygon-invalid",
        ),
        (
            r#"obstacles: [(id: "o", on: "hall", polygon: [(-1, -1), (11, -1), (11, 9), (-1, 9)])]"#,
            "no-walkable-space",
        ),
    ] {
        assert_eq!(codes(&format!("({hall}, {rest})")), [code], "{rest}");
    }
}
