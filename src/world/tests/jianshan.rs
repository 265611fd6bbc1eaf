//! Lengths of ways through the reference event against the navigation mesh
//! library, over slopes, stairs and gates from cell to cell.
//!
//! The library knows one plane. No two cells of this venue overlap on the plan
//! (the test looks), so its walkable space is the plane sum of all cells, each
//! inset by itself: where cells only lie side by side, both keep off the wall
//! between them and a gap is left. At portals both reach the line, and a strip
//! a centimetre to either side joins them. Heights do not count here, weights
//! are off, and all gates are open and cleared: until then nothing is inset
//! from what clearing takes away, lest ways to it be narrowed.

use geo::{Area, BooleanOps, MultiPolygon};

use super::*;
use crate::base::Segment;
use crate::base::random::{Purpose, Stream};
use crate::model::Direction;
use crate::world::field::Search;
use crate::world::inset::inset;
use crate::world::navigation::{OUTSIDE, inset_m};
use crate::world::{Cell, Closures, Portal, Side, Wall, ring};

/// Half the width of the strips at portals \[m\].
const STRIP_M: f64 = 0.01;
/// Random goals, and starts for each of them.
const GOALS: usize = 20;
const STARTS: usize = 10;

pub(super) fn jianshan() -> World {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("scenarios/jianshan.ron");
    let document = crate::model::file::read(&path).unwrap();
    World::compile(Arc::new(document.scenario)).unwrap()
}

/// Walls that stand in an emergency.
fn walls(cell: &Cell) -> impl Iterator<Item = Segment> + '_ {
    let lasting = cell.space.walls.all.iter().filter(|w| w.gate.is_none());
    lasting.map(|wall| wall.segment)
}

/// A strip along a portal, as far as it is free.
fn strip(world: &World, portal: &Portal) -> MultiPolygon<f64> {
    let Segment { a, b } = portal.line;
    let n = (b - a).normalized().left() * STRIP_M;
    let whole = ring::polygon(&[a - n, b - n, b + n, a + n]);
    let mut near = Vec::new();
    for side in [portal.left, portal.right] {
        if let Side::Cell(cell) = side {
            near.extend(walls(world.cell(cell)));
        }
    }
    inset(
        &MultiPolygon::new(vec![whole]),
        &near,
        inset_m(Mobility::Feet),
    )
}

/// The whole venue as the library's mesh.
fn mesh(world: &World) -> polyanya::Mesh {
    let mut space = MultiPolygon::new(Vec::new());
    for (index, cell) in world.cells.iter().enumerate() {
        for other in &world.cells[index + 1..] {
            let shared = cell.walkable.intersection(&other.walkable).unsigned_area();
            assert!(shared < 0.01, "{} overlaps {}", cell.id, other.id);
        }
        let own: Vec<Segment> = walls(cell).collect();
        space = space.union(&inset(&cell.walkable, &own, inset_m(Mobility::Feet)));
    }
    for portal in &world.portals {
        if let (Side::Cell(_), Side::Cell(_)) = (portal.left, portal.right) {
            space = space.union(&strip(world, portal));
        }
    }
    let largest = space
        .0
        .into_iter()
        .max_by(|a, b| a.unsigned_area().total_cmp(&b.unsigned_area()))
        .unwrap();
    let line = |line: &geo::LineString<f64>| -> polyanya::geo::LineString<f32> {
        line.0.iter().map(|c| (c.x as f32, c.y as f32)).collect()
    };
    let holes = largest.interiors().iter().map(line).collect();
    let polygon = polyanya::geo::Polygon::new(line(largest.exterior()), holes);
    let mut mesh = polyanya::Triangulation::from_geo_polygon(polygon).as_navmesh();
    mesh.bake();
    // A point is in the mesh or it is not; the library shall not look round.
    mesh.set_search_delta(0.0);
    mesh
}

fn length(mesh: &polyanya::Mesh, a: Vec2, b: Vec2) -> Option<f64> {
    let at = |p: Vec2| polyanya::Coords::on_mesh([p.x as f32, p.y as f32].into());
    mesh.path(at(a), at(b)).map(|path| f64::from(path.length))
}

/// A lattice node, uniform over the ground of all cells.
fn random_node(nav: &Nav, stream: &mut Stream) -> (u32, CellIndex, usize) {
    loop {
        let node = stream.below(nav.lattice_len()) as u32;
        let cell = nav.cell_of(node);
        let slot = (node - nav.bases[cell]) as usize;
        if nav.cells[cell].component[slot] != OUTSIDE {
            return (node, CellIndex(cell as u16), slot);
        }
    }
}

#[test]
fn ways_through_the_reference_event_are_as_short_as_the_navigation_mesh_says() {
    let world = jianshan();
    let mesh = mesh(&world);
    let nav = Nav::new(&world.cells, &world.portals, Mobility::Feet, PLAIN);
    let closures = Closures {
        passage: vec![Some(Direction::Both); world.portals.len()],
    };
    let mut stream = Stream::new(11, Purpose::Spot, 3);
    let (mut worst, mut longest, mut crossed) = (0.0_f64, 0.0_f64, 0);
    for _ in 0..GOALS {
        let (node, goal_cell, slot) = random_node(&nav, &mut stream);
        let goal = world.cell(goal_cell).space.raster.position(slot);
        let field = world.keep(&nav, Search::to_node(&world, &nav, node, &closures), None);
        let mut starts = 0;
        while starts < STARTS {
            let (_, cell, _) = random_node(&nav, &mut stream);
            let p = world.cell(cell).random_spot(&mut stream, None).unwrap();
            if p.distance(goal) < 10.0 {
                continue;
            }
            starts += 1;
            let exact = length(&mesh, p, goal);
            let exact = exact.unwrap_or_else(|| panic!("no way from {p:?} to {goal:?}"));
            let ours = field.time(cell, p);
            let error = (ours / exact - 1.0).abs();
            assert!(error < 0.01, "{p:?} to {goal:?}: {ours} for {exact}");
            worst = worst.max(error);
            longest = longest.max(exact);
            crossed += usize::from(cell != goal_cell);
            // Never through a wall, and no longer than the field says.
            let there = |at: CellIndex, q: Vec2| at == goal_cell && q.distance(goal) < 0.6;
            let stands = |wall: Wall| wall.gate.is_none();
            let walked = walk_until(&world, &field, cell, p, stands, there);
            assert!(
                walked.is_some_and(|walked| walked <= 1.02 * exact + 0.5),
                "{p:?} to {goal:?}: walked {walked:?} of {exact} m"
            );
        }
    }
    assert!(
        crossed > GOALS * STARTS / 2,
        "{crossed} lead to another cell"
    );
    println!(
        "{} pairs, {crossed} from cell to cell, longest {longest:.0} m, worst error {:.3} %",
        GOALS * STARTS,
        100.0 * worst
    );
}
