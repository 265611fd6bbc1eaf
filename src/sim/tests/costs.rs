//! What a step costs in memory: nothing, once everything has its room, but for the
//! look at the crowd once a second.

use super::*;

/// A crowd on its way, on one thread: the count is of the thread that asks.
fn walking(name: &str) -> Simulation {
    let world = World::compile(Arc::new(shipped(name))).expect("it is sound");
    let mut simulation = Simulation::new(Arc::new(world), &RunSpec::default()).expect("it runs");
    simulation.start(&mut []);
    simulation
}

#[test]
fn a_step_allocates_nothing_once_everything_has_its_room() {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .use_current_thread();
    let pool = pool.build().expect("a pool of this thread");
    let counts = pool.install(|| {
        let mut simulation = walking("bench/plaza-1k.ron");
        for _ in 0..300 {
            simulation.step(&mut []);
        }
        let second = super::super::steps_in(1.0, simulation.dt);
        let step = |_| {
            let count = allocation_counter::measure(|| {
                simulation.step(&mut []);
            });
            // Once a second the crowd is looked at as a whole.
            let looks = simulation.tick.is_multiple_of(second);
            (count.count_total, looks)
        };
        (0..100).map(step).collect::<Vec<(u64, bool)>>()
    });
    let between = counts.iter().filter(|(_, looks)| !looks);
    assert_eq!(
        between.map(|(count, _)| count).sum::<u64>(),
        0,
        "{counts:?}"
    );
}
