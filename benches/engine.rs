//! What costs time: one step of the engine at several sizes of crowd (the plazas
//! of `scenarios/bench`), and the reference event compiled and its fields
//! computed.

#![expect(clippy::disallowed_methods, reason = "a benchmark looks at the clock")]

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use muster::model::{Mobility, Scenario, file};
use muster::sim::{RunSpec, Simulation};
use muster::world::{FieldKey, Goal, World};

/// One of the plazas that `examples/plaza.rs` writes.
fn plaza(name: &str) -> Arc<Scenario> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let document = file::read(root.join(format!("scenarios/bench/plaza-{name}.ron")));
    Arc::new(document.expect("the plazas are shipped").scenario)
}

/// A plaza in which people have been walking for five seconds.
fn walking(name: &str) -> Simulation {
    let world = World::compile(plaza(name)).expect("the plaza has no problems");
    let mut simulation =
        Simulation::new(Arc::new(world), &RunSpec::default()).expect("the plaza's plan exists");
    simulation.start(&mut []);
    for _ in 0..100 {
        simulation.step(&mut []);
    }
    simulation
}

/// Simulated time after which a crowd has thinned out and another walks \[s\].
const FRESH_S: f64 = 15.0;

fn step(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("step");
    group.sample_size(20);
    for (name, people) in [("1k", 1_000), ("10k", 10_000), ("50k", 50_000)] {
        let mut simulation = walking(name);
        group.throughput(Throughput::Elements(people));
        group.bench_function(format!("{people} people"), |bencher| {
            bencher.iter_custom(|count| {
                let mut taken = Duration::ZERO;
                for _ in 0..count {
                    if simulation.progress().t_s > FRESH_S {
                        simulation = walking(name);
                    }
                    let began = Instant::now();
                    black_box(simulation.step(&mut []));
                    taken += began.elapsed();
                }
                taken
            });
        });
    }
    group.finish();
}

fn jianshan() -> Arc<Scenario> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let document = file::read(root.join("scenarios/jianshan.ron"));
    Arc::new(document.expect("the reference event is shipped").scenario)
}

fn compiled(scenario: &Arc<Scenario>) -> World {
    World::compile(Arc::clone(scenario)).expect("the reference event has no problems")
}

/// The reference event's ground, from the document to cells and walls.
fn compile(criterion: &mut Criterion) {
    let scenario = jianshan();
    let mut group = criterion.benchmark_group("world");
    group.sample_size(10);
    group.bench_function("compile Jianshan", |bencher| {
        bencher.iter(|| black_box(compiled(&scenario)));
    });
    group.finish();
}

/// Fields over all of the reference event: the first also lays the graph that
/// later ones share.
fn fields(criterion: &mut Criterion) {
    let scenario = jianshan();
    let key = |world: &World, exit: &str| FieldKey {
        goal: Goal::Exit(world.exit_named(exit).expect("the exit is there")),
        closures: world.open_closures(),
        mobility: Mobility::Feet,
    };
    let mut group = criterion.benchmark_group("field");
    group.sample_size(10);
    group.bench_function("first of Jianshan", |bencher| {
        bencher.iter_batched(
            || compiled(&scenario),
            |world| {
                black_box(world.field(&key(&world, "park-west")));
                world
            },
            BatchSize::PerIteration,
        );
    });
    group.bench_function("another of Jianshan", |bencher| {
        bencher.iter_batched(
            || {
                let world = compiled(&scenario);
                black_box(world.field(&key(&world, "park-west")));
                world
            },
            |world| {
                black_box(world.field(&key(&world, "east-exit")));
                world
            },
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

criterion_group!(benches, step, compile, fields);
criterion_main!(benches);
