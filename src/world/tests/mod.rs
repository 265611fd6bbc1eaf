//! Tests of the world; venues are written as RON, as planners write them.

mod compile;

use std::sync::Arc;

use crate::model::{Problem, Scenario, Venue};

use super::World;

/// A scenario with this venue and nothing else.
fn scenario(venue: &str) -> Arc<Scenario> {
    let venue: Venue = ron::from_str(venue).unwrap();
    Arc::new(Scenario {
        venue,
        ..ron::from_str("(format: 1, name: \"test\")").unwrap()
    })
}

fn compile(venue: &str) -> Result<World, Vec<Problem>> {
    World::compile(scenario(venue))
}

fn world(venue: &str) -> World {
    compile(venue).unwrap_or_else(|problems| panic!("{problems:?}"))
}
