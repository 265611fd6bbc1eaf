//! From shapes and portals to cells: walkable space, walls, ground.

use std::sync::{Arc, OnceLock};

use geo::bool_ops::{FillRule, OpType};
use geo::{Area, BooleanOps, MultiPolygon, Polygon};

use crate::base::geometry::Bounds;
use crate::base::{Segment, Vec2};
use crate::model::{Obstacle, Problem, Scenario, Surface};

use super::super::ground::Ground;
use super::super::space::Space;
use super::super::walls::{WALL_REACH_M, Wall, Walls};
use super::super::{Cell, CellIndex, Portal, PortalIndex, Side, ZoneIndex, ring};
use super::openings::EDGE_TOLERANCE_M;
use super::shapes::{Shape, check_outline};
use super::{LARGEST_CELL_M, corners};

/// Obstacles that are no polygons.
pub(super) fn check_obstacles(scenario: &Scenario, problems: &mut Vec<Problem>) {
    for (index, obstacle) in scenario.venue.obstacles.iter().enumerate() {
        let outline = outline_of(&obstacle.polygon);
        let drawn = format!("venue.obstacles[{index}].polygon");
        check_outline(&outline, drawn, &obstacle.id, problems);
    }
}

fn outline_of(points: &[(f64, f64)]) -> Vec<Vec2> {
    ring::tidy(points.iter().map(|&p| Vec2::from(p)))
}

/// Builds all cells.
pub(super) fn cells(
    scenario: &Scenario,
    shapes: &[Shape],
    sheets: &[i8],
    portals: &[Portal],
    problems: &mut Vec<Problem>,
) -> Vec<Cell> {
    let own: Vec<Vec<Wall>> = (0..shapes.len())
        .map(|cell| own_walls(scenario, cell, &shapes[cell], portals))
        .collect();
    let walkable: Vec<MultiPolygon<f64>> = (0..shapes.len())
        .map(|cell| walkable(scenario, Drawn::new(scenario, cell).id, &shapes[cell]))
        .collect();
    for (index, shape) in shapes.iter().enumerate() {
        let drawn = Drawn::new(scenario, index);
        let size = Bounds::of(corners(shape)).size();
        if size.x > LARGEST_CELL_M || size.y > LARGEST_CELL_M {
            problems.push(
                Problem::error("cell-too-large", drawn.place)
                    .with("id", drawn.id)
                    .with("limit", LARGEST_CELL_M),
            );
        } else if walkable[index].unsigned_area() < 0.01 {
            problems.push(Problem::error("no-walkable-space", drawn.place).with("id", drawn.id));
        }
    }
    if !problems.is_empty() {
        return Vec::new();
    }
    let spacing = spacing(walkable.iter().map(|w| w.unsigned_area()).sum());
    walkable
        .into_iter()
        .enumerate()
        .map(|(index, walkable)| {
            let here = CellIndex(index as u16);
            let mut walls = own[index].clone();
            walls.extend(walls_beyond(here, portals, &own));
            let parts = Parts {
                scenario,
                shape: &shapes[index],
                portals,
                sheet: sheets[index],
                own_walls: own[index].len(),
                walls,
                walkable,
                spacing,
            };
            parts.cell(here)
        })
        .collect()
}

/// Spacing of the lattice for a walkable area [m²]: 0.25 m up to 100,000 m²,
/// doubled for every four times that, so that nodes stay below 1.6 million.
fn spacing(area_m2: f64) -> f64 {
    let mut spacing = 0.25;
    let mut limit = 100_000.0;
    while area_m2 > limit {
        spacing *= 2.0;
        limit *= 4.0;
    }
    spacing
}

/// What goes into one cell.
struct Parts<'a> {
    scenario: &'a Scenario,
    shape: &'a Shape,
    portals: &'a [Portal],
    sheet: i8,
    /// The cell's own walls first.
    walls: Vec<Wall>,
    own_walls: usize,
    walkable: MultiPolygon<f64>,
    spacing: f64,
}

impl Parts<'_> {
    fn cell(self, here: CellIndex) -> Cell {
        let drawn = Drawn::new(self.scenario, here.at());
        let bounds = Bounds::of(corners(self.shape));
        let edges: Vec<Segment> = ring::rings(&self.walkable)
            .iter()
            .flat_map(|r| ring::edges(r).collect::<Vec<_>>())
            .collect();
        let portals = self.portals;
        Cell {
            id: drawn.id.to_owned(),
            name: drawn.name.to_owned(),
            sheet: self.sheet,
            surface: drawn.surface,
            is_path: drawn.points.is_some(),
            width_m: self.shape.width,
            area_m2: self.walkable.unsigned_area(),
            bounds: Bounds::of(edges.iter().flat_map(|e| [e.a, e.b])),
            portals: (0..portals.len())
                .filter(|&p| portals[p].touches(here))
                .map(|p| PortalIndex(p as u32))
                .collect(),
            ends: self
                .shape
                .ends
                .as_ref()
                .map(|ends| [0, 1].map(|e| end_portals(here, &ends[e].line, portals))),
            zone: self
                .scenario
                .venue
                .zones
                .iter()
                .position(|z| z.cells.iter().any(|c| c == drawn.id))
                .map(|z| ZoneIndex(z as u16)),
            barriers: barrier_lines(self.scenario, drawn.id).collect(),
            ground: drawn.ground(bounds, self.shape.width.unwrap_or(0.0)),
            own_walls: self.own_walls,
            space: Arc::new(Space::new(
                edges,
                barrier_lines(self.scenario, drawn.id),
                Walls::new(self.walls, bounds),
                self.spacing,
            )),
            ways: OnceLock::new(),
            coarse: OnceLock::new(),
            walkable: self.walkable,
        }
    }
}

/// What the document says of a cell.
struct Drawn<'a> {
    place: String,
    id: &'a str,
    name: &'a str,
    surface: Surface,
    z: f64,
    points: Option<&'a [(f64, f64, f64)]>,
}

impl<'a> Drawn<'a> {
    /// The cell in the document.
    fn new(scenario: &'a Scenario, index: usize) -> Self {
        let venue = &scenario.venue;
        let named = |id: &'a str, name: &'a str| if name.is_empty() { id } else { name };
        match index.checked_sub(venue.places.len()) {
            None => {
                let place = &venue.places[index];
                Self {
                    place: format!("venue.places[{index}]"),
                    id: &place.id,
                    name: named(&place.id, &place.name),
                    surface: Surface::Level,
                    z: place.z,
                    points: None,
                }
            }
            Some(index) => {
                let path = &venue.paths[index];
                Self {
                    place: format!("venue.paths[{index}]"),
                    id: &path.id,
                    name: named(&path.id, &path.name),
                    surface: path.surface,
                    z: 0.0,
                    points: Some(&path.line),
                }
            }
        }
    }

    fn ground(&self, bounds: Bounds, width: f64) -> Ground {
        self.points.map_or(Ground::Level(self.z), |points| {
            let points: Vec<(Vec2, f64)> = points
                .iter()
                .map(|&(x, y, z)| (Vec2::new(x, y), z))
                .collect();
            Ground::along(&points, bounds, width + 1.0)
        })
    }
}

/// The shape less the obstacles that stand on it.
fn walkable(scenario: &Scenario, id: &str, shape: &Shape) -> MultiPolygon<f64> {
    let drawn = MultiPolygon::new(vec![Polygon::new(
        shape
            .rings
            .first()
            .map(|r| ring::polygon(r).exterior().clone())
            .unwrap_or_else(|| geo::LineString::new(Vec::new())),
        shape
            .rings
            .iter()
            .skip(1)
            .map(|r| ring::polygon(r).exterior().clone())
            .collect(),
    )]);
    let obstacles: Vec<Polygon<f64>> = scenario
        .venue
        .obstacles
        .iter()
        .filter(|o| o.on == id)
        .flat_map(Obstacle::copies)
        .map(|copy| ring::polygon(&outline_of(&copy)))
        .collect();
    if obstacles.is_empty() {
        return drawn;
    }
    drawn.boolean_op_with_fill_rule(
        &MultiPolygon::new(obstacles),
        OpType::Difference,
        FillRule::NonZero,
    )
}

/// Boundary less portals, obstacles, barriers. What a gate opens only when it
/// is cleared is a wall that bears the gate's index.
fn own_walls(scenario: &Scenario, cell: usize, shape: &Shape, portals: &[Portal]) -> Vec<Wall> {
    let here = CellIndex(cell as u16);
    let open: Vec<Segment> = portals
        .iter()
        .filter(|p| p.touches(here))
        .map(|p| p.line)
        .collect();
    let fixed = |segment| Wall {
        segment,
        gate: None,
    };
    let mut walls: Vec<Wall> = shape
        .edges()
        .flat_map(|edge| ring::subtract(edge, &open, 2.0 * EDGE_TOLERANCE_M, 1e-3))
        .map(fixed)
        .collect();
    walls.extend(
        portals
            .iter()
            .filter(|p| p.emergency && p.touches(here))
            .map(|p| Wall {
                segment: p.line,
                gate: p.gate,
            }),
    );
    let id = Drawn::new(scenario, cell).id;
    for obstacle in scenario.venue.obstacles.iter().filter(|o| o.on == id) {
        for copy in obstacle.copies() {
            walls.extend(ring::edges(&outline_of(&copy)).map(fixed));
        }
    }
    walls.extend(barrier_lines(scenario, id).map(fixed));
    walls
}

/// Walls of neighbouring cells that a body in this cell can touch across a
/// portal: what lies beyond the portal's line and within a metre of it.
fn walls_beyond<'a>(
    here: CellIndex,
    portals: &'a [Portal],
    own: &'a [Vec<Wall>],
) -> impl Iterator<Item = Wall> + 'a {
    portals.iter().flat_map(move |portal| {
        let sides = [
            (portal.left, portal.right, portal.line, portal.shift),
            (
                portal.right,
                portal.left,
                Segment::new(portal.line.b, portal.line.a),
                -portal.shift,
            ),
        ];
        let ours = if portal.left == portal.right { 1 } else { 2 };
        sides
            .into_iter()
            .take(ours)
            .filter(move |(from, ..)| *from == Side::Cell(here))
            .filter_map(|(_, to, line, shift)| match to {
                Side::Cell(cell) => Some((cell, line, shift)),
                Side::Exit(_) => None,
            })
            .flat_map(move |(cell, line, shift)| {
                own[cell.at()].iter().filter_map(move |wall| {
                    let seen = Segment::new(wall.segment.a - shift, wall.segment.b - shift);
                    let segment = ring::clip_beyond(seen, line, WALL_REACH_M, WALL_REACH_M)?;
                    let flat = line.side(segment.a).abs().max(line.side(segment.b).abs());
                    (flat > 1.5 * EDGE_TOLERANCE_M * line.length()).then_some(Wall {
                        segment,
                        gate: wall.gate,
                    })
                })
            })
    })
}

/// Portals that lie on the end line of a path.
fn end_portals(here: CellIndex, line: &[Vec2], portals: &[Portal]) -> Vec<PortalIndex> {
    let on_line = |p: Vec2| {
        line.windows(2)
            .any(|pair| Segment::new(pair[0], pair[1]).distance(p) < 2.0 * EDGE_TOLERANCE_M)
    };
    (0..portals.len())
        .filter(|&p| portals[p].touches(here) && on_line(portals[p].line.midpoint()))
        .map(|p| PortalIndex(p as u32))
        .collect()
}

/// Lines of the barriers on a cell.
fn barrier_lines<'a>(scenario: &'a Scenario, id: &'a str) -> impl Iterator<Item = Segment> + 'a {
    scenario
        .venue
        .barriers
        .iter()
        .filter(move |b| b.on == id)
        .flat_map(|b| b.line.windows(2))
        .map(|pair| Segment::new(pair[0].into(), pair[1].into()))
}
