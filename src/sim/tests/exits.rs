//! Which exits are looked at, and that none is left out that could be chosen.

use std::path::Path;
use std::sync::Arc;

use super::*;
use crate::base::Vec2;
use crate::base::random::{Purpose, Stream};
use crate::model::Mobility;
use crate::world::Goal;

/// How many ways from points of a scenario to its exits there are, none of them
/// quicker than the bound by which exits are ruled out.
fn ways_within_bounds(scenario: Scenario, points: u32) -> usize {
    let world = Arc::new(World::compile(Arc::new(scenario)).expect("it is sound"));
    let mut run = Simulation::new(Arc::clone(&world), &RunSpec::default()).expect("its plan");
    let exits: Vec<_> = run.ways.usable_exits().collect();
    let mut stream = Stream::new(7, Purpose::Spot, 0);
    let mut ways = 0;
    for exit in exits {
        let field = run.ways.field_to(Goal::Exit(exit), Mobility::Feet, None);
        for (index, cell) in world.cells.iter().enumerate() {
            let index = crate::world::CellIndex(index as u16);
            for _ in 0..points {
                let size = cell.bounds.size();
                let off = Vec2::new(stream.uniform(0.0, size.x), stream.uniform(0.0, size.y));
                let p = cell.bounds.min + off;
                let time = run.ways.field(field).time(index, p);
                if cell.contains(p) && time.is_finite() {
                    assert!(
                        run.least_time(exit, p) <= time,
                        "{} at {p:?}: {time}",
                        cell.id
                    );
                    ways += 1;
                }
            }
        }
    }
    ways
}

#[test]
fn no_way_is_quicker_than_the_bound_by_which_exits_are_ruled_out() {
    assert!(ways_within_bounds(shipped("quickstart.ron"), 200) > 400);
}

#[test]
#[ignore = "computes the fields of all exits of the hill"]
fn ci_no_way_down_the_hill_is_quicker_than_the_bound() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/jianshan.ron");
    let document = crate::model::file::read(&path).expect("it is shipped");
    assert!(ways_within_bounds(document.scenario, 100) > 1_000);
}

#[test]
fn who_makes_for_each_exit_nearby_is_counted_as_by_looking_at_everybody() {
    let world = Arc::new(World::compile(Arc::new(shipped("bench/plaza-1k.ron"))).expect("sound"));
    let mut run = Simulation::new(world, &RunSpec::default()).expect("its plan");
    let mut counted = 0;
    for step in 0..200 {
        run.step(&mut []);
        if step % 20 != 0 {
            continue;
        }
        run.sort_everyone();
        let exits = run.world.exits.len();
        for &id in run.active.iter().step_by(7) {
            let body = &run.bodies[id as usize];
            let mut near = vec![0; exits];
            for &other in &run.active {
                let (there, mind) = (&run.bodies[other as usize], &run.minds[other as usize]);
                let leaves = mind.activity == crate::sim::mind::Activity::Leaving;
                let off = there.position - body.position;
                if let Some(exit) = mind.exit.filter(|_| leaves)
                    && other != id
                    && there.cell == body.cell
                    && off.length_squared() < 7.5 * 7.5
                {
                    near[exit.at()] += 1;
                }
            }
            let mut counts = vec![0; exits];
            let here = (run.bodies.seating().of(id), body.cell, body.position);
            crate::base::lanes::dispatch!(run.level, simd => {
                run.grid.count_leaving(simd, here, 7.5, &mut counts);
            });
            assert_eq!(counts, near, "of {id} in step {step}");
            counted += near.iter().sum::<u32>();
        }
    }
    assert!(counted > 10_000, "{counted}");
}
