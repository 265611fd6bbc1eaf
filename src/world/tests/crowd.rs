//! Ways that mind the crowd, against what geometry says.

use super::*;
use crate::world::{CellIndex, Coarse, Delay, ExitIndex, FreeWay};

const HALL: CellIndex = CellIndex(0);

/// A hall 40 × 20 m with an exit as broad as its eastern side.
const OPEN: &str = r#"(places: [(id: "hall", polygon: [(0, 0), (40, 0), (40, 20), (0, 20)])],
    exits: [(id: "east", cell: "hall", line: ((40, 0), (40, 20)))])"#;

/// What the crowd costs at every node \[s/m\].
fn costs(coarse: &Coarse, world: &World, mut cost: impl FnMut(Vec2) -> f64) -> Vec<f32> {
    let mut sums = vec![0.0; coarse.count()];
    let cell = world.cell(HALL);
    // The nodes are where a point is shared out to one node alone.
    for step in 0..80 * 160 {
        let p = v(
            0.125 + 0.25 * f64::from(step % 160),
            0.125 + 0.25 * f64::from(step / 160),
        );
        for (node, weight) in coarse.share_out(cell, p) {
            if weight > 0.999 {
                sums[node] = cost(p) as f32;
            }
        }
    }
    sums
}

fn quickest(world: &World, cost: impl Fn(Vec2) -> f64, at: &[Vec2]) -> Vec<(Vec2, Vec2)> {
    let field = plain_field(world, Goal::Exit(ExitIndex(0)), Mobility::Feet);
    let coarse = world.coarse(HALL);
    let free = FreeWay::new(world, &field, HALL);
    let everywhere: Vec<u32> = (0..coarse.count() as u32).collect();
    let delay = free.delay(coarse, &costs(coarse, world, cost), &everywhere);
    at.iter()
        .map(|&p| {
            let way = field.direction(HALL, p);
            (way, delay.quickest(coarse, world.cell(HALL), p, way))
        })
        .collect()
}

#[test]
fn where_nobody_is_the_way_stays_as_it_is_to_the_last_bit() {
    let world = world(OPEN);
    for (way, quickest) in quickest(
        &world,
        |_| 0.0,
        &[v(3.0, 4.0), v(20.3, 11.7), v(39.9, 19.9)],
    ) {
        assert_eq!(way, quickest);
    }
}

#[test]
fn the_way_bends_round_a_crowd_on_either_side_of_it() {
    let world = world(OPEN);
    // A standing crowd 6 m deep and 8 m broad right ahead.
    let crowd = |p: Vec2| {
        if (18.0..24.0).contains(&p.x) && (6.0..14.0).contains(&p.y) {
            5.0
        } else {
            0.0
        }
    };
    let ways = quickest(
        &world,
        crowd,
        &[v(15.0, 8.0), v(15.0, 12.0), v(30.0, 10.0), v(15.0, 1.0)],
    );
    let along = |i: usize| ways[i].1;
    assert!(along(0).y < -0.3 && along(0).x > 0.2, "{:?}", ways[0]);
    assert!(along(1).y > 0.3 && along(1).x > 0.2, "{:?}", ways[1]);
    // Behind it and well beside it nobody turns.
    assert!(along(2).dot(ways[2].0) > 0.9999, "{:?}", ways[2]);
    assert!(along(3).dot(ways[3].0) > 0.999, "{:?}", ways[3]);
}

#[test]
fn a_crowd_that_fills_the_way_turns_nobody_aside() {
    let world = world(OPEN);
    let crowd = |p: Vec2| {
        if (18.0..24.0).contains(&p.x) {
            5.0
        } else {
            0.0
        }
    };
    for (way, quickest) in quickest(&world, crowd, &[v(15.0, 8.0), v(20.0, 10.0), v(17.5, 19.0)]) {
        assert!(way.dot(quickest) > 0.9999, "{way:?} {quickest:?}");
    }
}

#[test]
fn delays_where_people_are_do_not_depend_on_where_else_they_are_known() {
    let world = world(OPEN);
    let crowd = |p: Vec2| if p.x > 18.0 && p.y > 6.0 { 5.0 } else { 0.0 };
    let field = plain_field(&world, Goal::Exit(ExitIndex(0)), Mobility::Feet);
    let coarse = world.coarse(HALL);
    let free = FreeWay::new(&world, &field, HALL);
    let costs = costs(coarse, &world, crowd);
    let p = v(16.3, 8.9);
    let way = field.direction(HALL, p);
    let [here, everywhere] = [
        coarse.near(world.cell(HALL), [p].into_iter()),
        (0..coarse.count() as u32).collect(),
    ]
    .map(|wanted| free.delay(coarse, &costs, &wanted));
    // Where somebody is, and where they come to until the next look.
    for (east, north) in [(0.0, 0.0), (1.5, 0.0), (-1.5, 0.0), (0.0, 1.5), (0.0, -1.5)] {
        let q = p + v(east, north);
        let quickest = |delay: &Delay| delay.quickest(coarse, world.cell(HALL), q, way);
        assert_eq!(quickest(&here), quickest(&everywhere), "{q:?}");
        assert!(quickest(&here).dot(way) < 0.99, "{q:?} bends nothing");
    }
}

#[test]
fn a_gap_between_two_nodes_is_left_to_the_field() {
    // A wall across the hall with a gap of 0.8 m that no node of the coarse
    // lattice sees through.
    let world = world(
        r#"(places: [(id: "hall", polygon: [(0, 0), (40, 0), (40, 20), (0, 20)])],
            obstacles: [
                (id: "south", on: "hall", polygon: [(20, -1), (20.3, -1), (20.3, 3.1), (20, 3.1)]),
                (id: "north", on: "hall", polygon: [(20, 3.9), (20.3, 3.9), (20.3, 21), (20, 21)]),
            ],
            exits: [(id: "east", cell: "hall", line: ((40, 0), (40, 20)))])"#,
    );
    let ways = quickest(
        &world,
        |p| if p.y > 10.0 { 5.0 } else { 0.0 },
        &[v(5.0, 5.0), v(19.0, 3.5), v(21.0, 3.5)],
    );
    for (way, quickest) in &ways {
        assert!(way.dot(*quickest) > 0.99, "{way:?} {quickest:?}");
    }
}

#[test]
fn people_are_shared_out_whole_and_counted_on_walkable_ground() {
    let world = world(OPEN);
    let coarse = world.coarse(HALL);
    let mut sums = vec![[0.0_f32; 1]; coarse.count()];
    for p in [v(10.3, 7.7), v(20.0, 10.0), v(31.4, 15.9)] {
        let mut whole = 0.0;
        for (node, weight) in coarse.share_out(world.cell(HALL), p) {
            whole += weight;
            sums[node][0] += weight as f32;
        }
        assert!((whole - 1.0).abs() < 1e-9, "{p:?}: {whole}");
    }
    // Two people a square metre everywhere are two a square metre, also along
    // the walls.
    let mut even = vec![[0.0_f32; 1]; coarse.count()];
    for step in 0..(80 * 160) {
        let p = v(
            0.125 + 0.25 * f64::from(step % 160),
            0.125 + 0.25 * f64::from(step / 160),
        );
        for (node, weight) in coarse.share_out(world.cell(HALL), p) {
            even[node][0] += (weight / 8.0) as f32;
        }
    }
    for [density] in coarse.per_m2(&even) {
        assert!((density - 2.0).abs() < 0.01, "{density}");
    }
}
