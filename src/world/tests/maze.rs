//! Lengths of ways against a navigation mesh library (`polyanya`, which
//! finds exact shortest ways between polygons), in a maze.

use geo::algorithm::buffer::{Buffer, BufferStyle, LineJoin};

use super::*;
use crate::base::random::{Purpose, Stream};
use crate::world::field::Search;
use crate::world::navigation::OUTSIDE;

/// Corridors of the maze \[m\].
const PITCH: f64 = 4.0;
const SIZE: usize = 10;

/// A maze of `SIZE` × `SIZE` squares: a random tree, and some walls more
/// taken away so that there are loops.
fn maze(seed: u64) -> String {
    let mut stream = Stream::new(seed, Purpose::Spot, 0);
    let mut open = std::collections::BTreeSet::new();
    let mut seen = [false; SIZE * SIZE];
    let mut stack = vec![0];
    seen[0] = true;
    while let Some(&at) = stack.last() {
        let (x, y) = (at % SIZE, at / SIZE);
        let mut next = Vec::new();
        for (dx, dy) in [(1_i32, 0_i32), (-1, 0), (0, 1), (0, -1)] {
            let (nx, ny) = (x as i32 + dx, y as i32 + dy);
            if nx >= 0 && ny >= 0 && nx < SIZE as i32 && ny < SIZE as i32 {
                let n = ny as usize * SIZE + nx as usize;
                if !seen[n] {
                    next.push(n);
                }
            }
        }
        if next.is_empty() {
            stack.pop();
        } else {
            let n = next[stream.below(next.len())];
            seen[n] = true;
            open.insert((at.min(n), at.max(n)));
            stack.push(n);
        }
    }
    let mut obstacles = String::new();
    for y in 0..SIZE {
        for x in 0..SIZE {
            let at = y * SIZE + x;
            for (other, horizontal) in [(at + 1, false), (at + SIZE, true)] {
                let inside = if horizontal {
                    y + 1 < SIZE
                } else {
                    x + 1 < SIZE
                };
                if !inside || open.contains(&(at, other)) || stream.unit() < 0.1 {
                    continue;
                }
                let (x, y) = (x as f64 * PITCH, y as f64 * PITCH);
                let (low, high) = if horizontal {
                    (
                        (x - 0.15, y + PITCH - 0.15),
                        (x + PITCH + 0.15, y + PITCH + 0.15),
                    )
                } else {
                    (
                        (x + PITCH - 0.15, y - 0.15),
                        (x + PITCH + 0.15, y + PITCH + 0.15),
                    )
                };
                obstacles += &format!(
                    r#"(id: "w{at}-{other}", on: "maze", polygon: [({:.2}, {:.2}), ({:.2}, {:.2}), ({:.2}, {:.2}), ({:.2}, {:.2})]),"#,
                    low.0, low.1, high.0, low.1, high.0, high.1, low.0, high.1
                );
            }
        }
    }
    let side = SIZE as f64 * PITCH;
    format!(
        r#"(places: [(id: "maze", polygon: [(0, 0), ({side:.1}, 0), ({side:.1}, {side:.1}), (0, {side:.1})])],
            obstacles: [{obstacles}])"#
    )
}

/// The library's mesh of a walkable space inset by 0.2 m, by the boolean
/// library's own buffer with mitred joints.
fn mesh(world: &World) -> polyanya::Mesh {
    let style = BufferStyle::new(-0.2).line_join(LineJoin::Miter(1.0));
    let inset = world.cells[0].walkable.buffer_with_style(style);
    let largest = inset
        .0
        .into_iter()
        .max_by(|a, b| geo::Area::unsigned_area(a).total_cmp(&geo::Area::unsigned_area(b)))
        .unwrap();
    let ring = |line: &geo::LineString<f64>| -> polyanya::geo::LineString<f32> {
        line.0.iter().map(|c| (c.x as f32, c.y as f32)).collect()
    };
    let polygon = polyanya::geo::Polygon::new(
        ring(largest.exterior()),
        largest.interiors().iter().map(ring).collect(),
    );
    let mut mesh = polyanya::Triangulation::from_geo_polygon(polygon).as_navmesh();
    mesh.bake();
    mesh
}

fn length(mesh: &polyanya::Mesh, a: Vec2, b: Vec2) -> Option<f64> {
    let at = |p: Vec2| polyanya::Coords::on_mesh([p.x as f32, p.y as f32].into());
    mesh.path(at(a), at(b)).map(|path| f64::from(path.length))
}

#[test]
fn ways_through_a_maze_are_as_short_as_the_navigation_mesh_says() {
    let mut stream = Stream::new(7, Purpose::Spot, 1);
    let (mut pairs, mut worst) = (0, 0.0_f64);
    for seed in 1..=2 {
        let world = world(&maze(seed));
        let mesh = mesh(&world);
        let nav = Nav::new(&world.cells, &world.portals, Mobility::Feet, PLAIN);
        let raster = &world.cells[0].space.raster;
        let closures = world.open_closures();
        for _ in 0..10 {
            let goal = loop {
                let slot = stream.below(raster.len());
                if nav.cells[0].component[slot] != OUTSIDE {
                    break slot;
                }
            };
            let search = Search::to_node(&world, &nav, goal as u32, &closures);
            let field = world.keep(&nav, search, None);
            let goal = raster.position(goal);
            let mut tried = 0;
            while tried < 12 {
                let p = world.cells[0].random_spot(&mut stream, None).unwrap();
                // The mesh ends 0.2 m before walls, where people may stand.
                let on_mesh =
                    mesh.point_in_mesh(polyanya::Coords::on_mesh([p.x as f32, p.y as f32].into()));
                if !on_mesh || p.distance(goal) < 10.0 {
                    continue;
                }
                let exact = length(&mesh, p, goal);
                let exact = exact.unwrap_or_else(|| panic!("no way from {p:?} to {goal:?}"));
                tried += 1;
                pairs += 1;
                let ours = field.time(CellIndex(0), p);
                let error = (ours / exact - 1.0).abs();
                worst = worst.max(error);
                assert!(error < 0.01, "{p:?} to {goal:?}: {ours} for {exact}");
                // Never through a wall, and no longer than the field says.
                let there = |_: CellIndex, q: Vec2| q.distance(goal) < 0.6;
                let walked = walk_until(&world, &field, CellIndex(0), p, |_| true, there);
                assert!(
                    walked.is_some_and(|walked| walked <= 1.02 * exact + 0.5),
                    "{p:?} to {goal:?}: walked {walked:?} of {exact} m"
                );
            }
        }
    }
    assert!(pairs >= 200);
    println!("{pairs} pairs, worst error {:.3} %", 100.0 * worst);
}

#[test]
fn whoever_follows_a_field_arrives_and_never_crosses_a_wall() {
    let mut stream = Stream::new(8, Purpose::Spot, 2);
    for seed in 3..=4 {
        let venue = maze(seed);
        let venue = venue.trim_end_matches(')').to_owned()
            + r#", exits: [(id: "out", cell: "maze", line: ((18, 0), (19.5, 0)))])"#;
        let world = world(&venue);
        let goal = Goal::Exit(crate::world::ExitIndex(0));
        let field = plain_field(&world, goal, Mobility::Feet);
        let weighted = world.field(&crate::world::FieldKey {
            goal,
            closures: world.open_closures(),
            mobility: Mobility::Feet,
        });
        for field in [&field, &*weighted] {
            for _ in 0..60 {
                let p = world.cells[0].random_spot(&mut stream, None).unwrap();
                let time = field.time(CellIndex(0), p);
                assert!(time.is_finite());
                let walked = walk_along(&world, field, CellIndex(0), p);
                assert!(
                    walked.is_some_and(|w| w <= 1.05 * time + 0.3),
                    "{p:?}: {walked:?} for {time}"
                );
            }
        }
    }
}
