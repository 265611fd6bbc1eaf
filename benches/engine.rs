//! What costs time: one step of the engine at several sizes of crowd (a plaza
//! with two people a square metre in the middle, obstacles of 2 × 2 m every
//! 20 m and eight gates of 4 m, everybody walking to the nearest), and the
//! reference event compiled and its fields computed.

#![expect(clippy::disallowed_methods, reason = "a benchmark looks at the clock")]

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use muster::model::{
    Crowd, Exit, ExitUse, Obstacle, Place, Plan, Profile, Scenario, Time, Trigger,
};
use muster::model::{Distribution, Mobility, file};
use muster::sim::{RunSpec, Simulation};
use muster::world::{FieldKey, Goal, World};

/// The plaza for so many people.
fn plaza(people: u32) -> Scenario {
    let crowd = (f64::from(people) / 2.0).sqrt();
    let half = 0.5 * crowd + 20.0;
    let mut scenario: Scenario =
        ron::from_str("(format: 1, name: \"plaza\")").expect("the shortest scenario is one");
    let venue = &mut scenario.venue;
    venue.places.push(Place {
        id: "plaza".into(),
        name: String::new(),
        sheet: String::new(),
        polygon: vec![(-half, -half), (half, -half), (half, half), (-half, half)],
        z: 0.0,
        capacity: None,
        closed_to: Vec::new(),
    });
    let steps = (half / 20.0) as i32;
    for i in -steps..=steps {
        for j in -steps..=steps {
            let (x, y) = (f64::from(i) * 20.0, f64::from(j) * 20.0);
            if x.abs() > half - 3.0 || y.abs() > half - 3.0 {
                continue;
            }
            venue.obstacles.push(Obstacle {
                id: format!("block{i}x{j}"),
                name: String::new(),
                on: "plaza".into(),
                polygon: vec![
                    (x - 1.0, y - 1.0),
                    (x + 1.0, y - 1.0),
                    (x + 1.0, y + 1.0),
                    (x - 1.0, y + 1.0),
                ],
            });
        }
    }
    for (index, at) in [-0.5, 0.5].into_iter().enumerate() {
        let c = at * half;
        for (side, line) in [
            ("south", ((c - 2.0, -half), (c + 2.0, -half))),
            ("north", ((c - 2.0, half), (c + 2.0, half))),
            ("west", ((-half, c - 2.0), (-half, c + 2.0))),
            ("east", ((half, c - 2.0), (half, c + 2.0))),
        ] {
            venue.exits.push(Exit {
                id: format!("{side}{index}"),
                name: String::new(),
                cell: "plaza".into(),
                line,
                usage: ExitUse::Both,
                assembly: None,
            });
        }
    }
    scenario.visitors.profiles.push(Profile {
        id: "adult".into(),
        name: String::new(),
        share: 1.0,
        free_speed: Distribution::Normal {
            mean: 1.34,
            sd: 0.26,
            min: 0.6,
            max: 2.0,
        },
        radius: Distribution::Normal {
            mean: 0.18,
            sd: 0.02,
            min: 0.14,
            max: 0.22,
        },
        mobility: Mobility::Feet,
        pre_movement: Distribution::Constant(0.0),
        stairs_down: 0.69,
        stairs_up: 0.61,
        assisted: 0.0,
        knows_exits: 0.0,
    });
    scenario.visitors.present.push(Crowd {
        place: "plaza".into(),
        count: people,
        within: Some((-0.5 * crowd, -0.5 * crowd, 0.5 * crowd, 0.5 * crowd)),
        profile: None,
        exit: None,
        walks: None,
        group: None,
    });
    scenario
        .plans
        .push(ron::from_str::<Plan>("(id: \"leave\")").expect("the shortest plan is one"));
    scenario.plans[0].trigger = Trigger::At(Time(0.0));
    scenario
}

/// A plaza in which people have been walking for five seconds.
fn walking(people: u32) -> Simulation {
    let world = World::compile(Arc::new(plaza(people))).expect("the plaza has no problems");
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
    for people in [1_000, 10_000, 50_000] {
        let mut simulation = walking(people);
        group.throughput(Throughput::Elements(u64::from(people)));
        group.bench_function(format!("{people} people"), |bencher| {
            bencher.iter_custom(|count| {
                let mut taken = Duration::ZERO;
                for _ in 0..count {
                    if simulation.progress().t_s > FRESH_S {
                        simulation = walking(people);
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
