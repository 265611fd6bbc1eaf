//! Runs a scenario for so many steps on one thread, so that a profiler or
//! `benches/instructions/run` can count what a step costs.
//!
//! ```sh
//! cargo run --release --example step -- scenarios/bench/plaza-10k.ron 400
//! ```

use std::sync::Arc;

use muster::model::file;
use muster::sim::{RunSpec, Simulation};
use muster::world::World;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let (Some(path), Some(steps)) = (arguments.next(), arguments.next()) else {
        return Err("usage: step FILE STEPS [plain]".into());
    };
    // Counts do not hang on the machine then.
    let plain = arguments.next().is_some_and(|word| word == "plain");
    let steps: u64 = steps.parse()?;
    // Before anything else: the first use of rayon decides its threads.
    rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .use_current_thread()
        .build_global()?;
    let document = file::read(&path).map_err(|error| format!("{path}: {error:?}"))?;
    let world = World::compile(Arc::new(document.scenario))
        .map_err(|problems| format!("{path}: {} problems", problems.len()))?;
    let mut simulation = Simulation::new(Arc::new(world), &RunSpec::default())?;
    if plain {
        simulation.use_plain_instructions();
    }
    simulation.start(&mut []);
    for _ in 0..steps {
        simulation.step(&mut []);
    }
    Ok(())
}
