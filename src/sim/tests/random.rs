//! What must hold in every venue, on venues drawn at random: whoever can get
//! out is shown the way, nobody gets into a wall or past one, and nobody is
//! lost from the count. `verify` does the same with more people.

use std::sync::Arc;

use super::venues::random_scenario;
use crate::base::{Segment, Vec2};
use crate::model::Mobility;
use crate::sim::{RunSpec, Simulation};
use crate::world::{CellIndex, ExitIndex, Field, FieldKey, Goal, World};

fn world(seed: u64, people: u32) -> Arc<World> {
    match World::compile(Arc::new(random_scenario(seed, people))) {
        Ok(world) => Arc::new(world),
        Err(problems) => panic!("venue {seed}: {problems:?}"),
    }
}

fn has_wall_within(world: &World, cell: CellIndex, p: Vec2, range: f64) -> bool {
    let mut found = false;
    world.cell(cell).walls_near(p, range, &mut |wall| {
        found |= wall.segment.distance(p) < range;
    });
    found
}

/// Edge of the squares by which a venue is flooded \[m\].
const SQUARE_M: f64 = 0.1;
/// What the middle of a body keeps from walls, and a little \[m\].
const CLEAR_M: f64 = 0.22;

/// A venue as squares; none where no body can be.
struct Squares {
    columns: usize,
    cells: Vec<Option<(CellIndex, Vec2)>>,
}

impl Squares {
    fn of(world: &World) -> Self {
        let low = |pick: fn(Vec2) -> f64| {
            let values = world.cells.iter().map(|cell| pick(cell.bounds.min));
            values.fold(f64::INFINITY, f64::min)
        };
        let high = |pick: fn(Vec2) -> f64| {
            let values = world.cells.iter().map(|cell| pick(cell.bounds.max));
            values.fold(f64::NEG_INFINITY, f64::max)
        };
        let (west, south) = (low(|p| p.x), low(|p| p.y));
        let columns = ((high(|p| p.x) - west) / SQUARE_M) as usize + 1;
        let rows = ((high(|p| p.y) - south) / SQUARE_M) as usize + 1;
        let cells = (0..rows * columns)
            .map(|square| {
                let (column, row) = ((square % columns) as f64, (square / columns) as f64);
                let p = Vec2::new(west + column * SQUARE_M, south + row * SQUARE_M);
                let cell = world.locate(0, p)?;
                (!has_wall_within(world, cell, p, CLEAR_M)).then_some((cell, p))
            })
            .collect();
        Self { columns, cells }
    }

    /// All squares from which one gets to an exit.
    fn flooded(&self, world: &World) -> Vec<(CellIndex, Vec2)> {
        let at_exit = |cell: CellIndex, p: Vec2| {
            world.exits.iter().any(|exit| {
                exit.cell == cell
                    && exit
                        .portals
                        .iter()
                        .any(|portal| world.portal(*portal).line.distance(p) <= 1.5 * SQUARE_M)
            })
        };
        let mut reached = vec![false; self.cells.len()];
        let mut stack = Vec::new();
        for (square, known) in self.cells.iter().enumerate() {
            if known.is_some_and(|(cell, p)| at_exit(cell, p)) {
                reached[square] = true;
                stack.push(square);
            }
        }
        while let Some(square) = stack.pop() {
            let column = square % self.columns;
            let beside = [
                (column > 0).then(|| square - 1),
                (column + 1 < self.columns).then(|| square + 1),
                square.checked_sub(self.columns),
                Some(square + self.columns),
            ];
            for next in beside.into_iter().flatten() {
                let free = self.cells.get(next).is_some_and(Option::is_some);
                if free && !reached[next] {
                    reached[next] = true;
                    stack.push(next);
                }
            }
        }
        let squares = self.cells.iter().zip(reached);
        squares
            .filter_map(|(known, r)| known.filter(|_| r))
            .collect()
    }
}

fn fields(world: &World) -> Vec<Arc<Field>> {
    (0..world.exits.len())
        .map(|exit| {
            world.field(&FieldKey {
                goal: Goal::Exit(ExitIndex(exit as u16)),
                closures: world.open_closures(),
                mobility: Mobility::Feet,
            })
        })
        .collect()
}

#[test]
fn whoever_can_get_out_of_a_random_venue_is_shown_the_way() {
    for seed in 0..12 {
        let world = world(seed, 0);
        let fields = fields(&world);
        let squares = Squares::of(&world).flooded(&world);
        // All rooms hang together, so nearly all the ground is reached.
        let ground: f64 = world.cells.iter().map(|cell| cell.area_m2).sum();
        let flooded = squares.len() as f64 * SQUARE_M * SQUARE_M;
        assert!(
            flooded > 0.6 * ground,
            "venue {seed}: {flooded} of {ground} m²"
        );
        for (cell, p) in squares {
            for field in &fields {
                let time = field.time(cell, p);
                assert!(time.is_finite(), "venue {seed}: no way from {p:?}");
                let way = field.direction(cell, p);
                assert!(way != Vec2::ZERO, "venue {seed}: no direction at {p:?}");
            }
        }
    }
}

/// The first wall or barrier that somebody stepped over, if any.
fn stepped_over(world: &World, cell: CellIndex, from: Vec2, to: Vec2) -> Option<Segment> {
    let track = Segment::new(from, to);
    let mut found = None;
    world
        .cell(cell)
        .walls_near(from, track.length() + 0.01, &mut |wall| {
            let wall = wall.segment;
            if wall.side(from) * wall.side(to) < 0.0 && track.crossing(wall).is_some() {
                found = Some(wall);
            }
        });
    found
}

#[test]
fn nobody_gets_into_a_wall_or_is_lost_in_a_random_venue() {
    for seed in 100..108 {
        let world = world(seed, 60);
        let mut simulation =
            Simulation::new(Arc::clone(&world), &RunSpec::default()).expect("the plan exists");
        simulation.start(&mut []);
        let people = simulation.progress().entered;
        assert!(people >= 30, "venue {seed} has {people} people");
        loop {
            let before: Vec<(u32, CellIndex, Vec2)> = simulation
                .active
                .iter()
                .map(|&id| {
                    let body = &simulation.bodies[id as usize];
                    (id, body.cell, body.position)
                })
                .collect();
            let progress = simulation.step(&mut []);
            // Entered = inside + left, and everybody on walkable ground.
            assert_eq!(simulation.verify(), Ok(()), "venue {seed}");
            assert_eq!(progress.entered, people, "venue {seed}");
            for (id, cell, from) in before {
                if simulation.active.binary_search(&id).is_ok() {
                    let to = simulation.bodies[id as usize].position;
                    let wall = stepped_over(&world, cell, from, to);
                    assert_eq!(
                        wall, None,
                        "venue {seed}: person {id} from {from:?} to {to:?}"
                    );
                }
            }
            if progress.finished {
                println!(
                    "venue {seed}: {} of {people} left in {} s",
                    progress.left, progress.t_s
                );
                break;
            }
        }
    }
}
