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
