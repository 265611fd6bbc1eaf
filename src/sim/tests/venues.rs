//! Venues drawn at random: rooms and corridors, doors, obstacles, people.
//!
//! Only what is drawn here counts on being true of every one of them: all
//! rooms hang together through doors of 0.8 to 3 m, furniture keeps 1.2 m from
//! walls and 1 m from other furniture, and nothing lies along an axis. The
//! same seed gives the same venue.

use std::f64::consts::TAU;

use crate::base::random::{Purpose, Stream};
use crate::base::{Vec2, math};
use crate::model::Scenario;

/// Narrowest and widest door between two rooms \[m\].
const DOOR_M: (f64, f64) = (0.8, 3.0);
/// Width of a corridor \[m\].
const CORRIDOR_M: (f64, f64) = (1.8, 3.5);
/// Side of a room \[m\].
const ROOM_M: (f64, f64) = (5.0, 13.0);
/// What furniture keeps free along walls \[m\].
const ALONG_WALLS_M: f64 = 1.2;
/// What furniture keeps free round itself \[m\].
const ROUND_ITSELF_M: f64 = 1.0;
/// What a door keeps from the corners of its rooms \[m\].
const FROM_CORNER_M: f64 = 0.3;
/// Ground for each person present \[m²\].
const GROUND_M2: f64 = 1.2;

/// A scenario with a random venue, so many people in it (fewer if they do not
/// fit) and a plan by which all leave at once.
pub(crate) fn random_scenario(seed: u64, people: u32) -> Scenario {
    let mut draft = Draft::new(seed);
    draft.doors();
    draft.exits();
    for room in 0..draft.rooms() {
        draft.furnish(room);
    }
    draft.populate(people);
    ron::from_str(&draft.text(seed)).expect("what is drawn is a scenario")
}

/// A venue while it is drawn, before it is turned: rooms in a grid.
struct Draft {
    stream: Stream,
    /// Edges between the columns and between the rows of rooms \[m\].
    x: Vec<f64>,
    y: Vec<f64>,
    /// By what the whole is turned about the origin.
    angle: f64,
    openings: String,
    exits: String,
    obstacles: String,
    barriers: String,
    present: String,
}

impl Draft {
    fn new(seed: u64) -> Self {
        let mut stream = Stream::new(seed, Purpose::Spot, 0x5EED);
        let (columns, rows) = (2 + stream.below(3), 2 + stream.below(2));
        let edges = |count: usize, stream: &mut Stream| {
            let corridor = stream.below(count);
            let mut edges = vec![0.0];
            for index in 0..count {
                let (least, most) = if index == corridor {
                    CORRIDOR_M
                } else {
                    ROOM_M
                };
                edges.push(edges[index] + stream.uniform(least, most));
            }
            edges
        };
        let x = edges(columns, &mut stream);
        let y = edges(rows, &mut stream);
        let angle = stream.uniform(0.05, TAU);
        Self {
            stream,
            x,
            y,
            angle,
            openings: String::new(),
            exits: String::new(),
            obstacles: String::new(),
            barriers: String::new(),
            present: String::new(),
        }
    }

    fn columns(&self) -> usize {
        self.x.len() - 1
    }

    fn rooms(&self) -> usize {
        self.columns() * (self.y.len() - 1)
    }

    /// Lower left and upper right corner of a room.
    fn corners(&self, room: usize) -> (Vec2, Vec2) {
        let (column, row) = (room % self.columns(), room / self.columns());
        (
            Vec2::new(self.x[column], self.y[row]),
            Vec2::new(self.x[column + 1], self.y[row + 1]),
        )
    }

    /// A point of the drawing as the document has it.
    fn point(&self, p: Vec2) -> String {
        let (sin, cos) = (math::sin(self.angle), math::cos(self.angle));
        format!("({:?}, {:?})", p.x * cos - p.y * sin, p.x * sin + p.y * cos)
    }

    fn points(&self, corners: &[Vec2]) -> String {
        let points: Vec<String> = corners.iter().map(|p| self.point(*p)).collect();
        points.join(", ")
    }

    /// The rooms beside and above a room, with the edge they share.
    fn neighbours(&self, room: usize) -> Vec<(usize, Vec2, Vec2)> {
        let (low, high) = self.corners(room);
        let mut found = Vec::new();
        if room % self.columns() + 1 < self.columns() {
            found.push((room + 1, Vec2::new(high.x, low.y), high));
        }
        if room + self.columns() < self.rooms() {
            found.push((room + self.columns(), Vec2::new(low.x, high.y), high));
        }
        found
    }

    /// A stretch of an edge, of a random width where it has room for it.
    fn stretch(&mut self, a: Vec2, b: Vec2, (least, most): (f64, f64)) -> (Vec2, Vec2) {
        let room = a.distance(b) - 2.0 * FROM_CORNER_M;
        let width = self.stream.uniform(least, most.min(room));
        let from = FROM_CORNER_M + self.stream.uniform(0.0, room - width);
        let along = (b - a).normalized();
        (a + along * from, a + along * (from + width))
    }

    /// Doors so that all rooms hang together, and some more.
    fn doors(&mut self) {
        let mut edges: Vec<(usize, usize, Vec2, Vec2)> = Vec::new();
        for room in 0..self.rooms() {
            let found = self.neighbours(room).into_iter();
            edges.extend(found.map(|(other, a, b)| (room, other, a, b)));
        }
        for last in (1..edges.len()).rev() {
            let other = self.stream.below(last + 1);
            edges.swap(last, other);
        }
        let mut group: Vec<usize> = (0..self.rooms()).collect();
        for (index, (one, other, a, b)) in edges.into_iter().enumerate() {
            let joins = group[one] != group[other];
            if !joins && self.stream.unit() > 0.3 {
                continue;
            }
            let (from, to) = (group[other], group[one]);
            for member in &mut group {
                if *member == from {
                    *member = to;
                }
            }
            let (a, b) = self.stretch(a, b, DOOR_M);
            let line = self.points(&[a, b]);
            self.openings += &format!(
                "(id: \"door{index}\", between: (\"room{one}\", \"room{other}\"), line: ({line})),\n"
            );
        }
    }

    /// Ways out through the outer walls.
    fn exits(&mut self) {
        let count = 1 + self.stream.below(3);
        let columns = self.columns();
        for exit in 0..count {
            // Through the lower or the upper side of different columns.
            let column = (exit + self.stream.below(columns)) % columns;
            let upper = exit % 2 == 1;
            let room = if upper {
                self.rooms() - columns + column
            } else {
                column
            };
            let (low, high) = self.corners(room);
            let y = if upper { high.y } else { low.y };
            // Halves of a side, so that two exits never overlap.
            let middle = 0.5 * (low.x + high.x);
            let (a, b) = if exit < 2 {
                (Vec2::new(low.x, y), Vec2::new(middle, y))
            } else {
                (Vec2::new(middle, y), Vec2::new(high.x, y))
            };
            if a.distance(b) < 0.9 + 2.0 * FROM_CORNER_M {
                let (a, b) = (Vec2::new(low.x, y), Vec2::new(high.x, y));
                if exit == 0 {
                    self.add_exit(exit, room, a, b);
                }
                continue;
            }
            self.add_exit(exit, room, a, b);
        }
    }

    fn add_exit(&mut self, exit: usize, room: usize, a: Vec2, b: Vec2) {
        let (a, b) = self.stretch(a, b, (0.9, 4.0));
        let line = self.points(&[a, b]);
        self.exits += &format!("(id: \"exit{exit}\", cell: \"room{room}\", line: ({line})),\n");
    }

    /// Obstacles and barriers in a room, each in a circle of its own.
    fn furnish(&mut self, room: usize) {
        let (low, high) = self.corners(room);
        let mut circles: Vec<(Vec2, f64)> = Vec::new();
        for piece in 0..self.stream.below(5) {
            let radius = self.stream.uniform(0.3, 1.5);
            let margin = radius + ALONG_WALLS_M;
            if high.x - low.x < 2.0 * margin || high.y - low.y < 2.0 * margin {
                continue;
            }
            let x = self.stream.uniform(low.x + margin, high.x - margin);
            let centre = Vec2::new(x, self.stream.uniform(low.y + margin, high.y - margin));
            let free = |(c, r): &(Vec2, f64)| c.distance(centre) >= r + radius + ROUND_ITSELF_M;
            if !circles.iter().all(free) {
                continue;
            }
            circles.push((centre, radius));
            self.add_piece(room, piece, centre, radius);
        }
    }

    fn add_piece(&mut self, room: usize, piece: usize, centre: Vec2, radius: f64) {
        let corners = 2 + self.stream.below(4);
        let first = self.stream.uniform(0.0, TAU);
        let ring: Vec<Vec2> = (0..corners)
            .map(|corner| {
                let angle = first + TAU * corner as f64 / corners as f64;
                centre + Vec2::new(math::cos(angle), math::sin(angle)) * radius
            })
            .collect();
        let ring = self.points(&ring);
        if corners == 2 {
            self.barriers +=
                &format!("(id: \"fence{room}-{piece}\", on: \"room{room}\", line: [{ring}]),\n");
        } else {
            self.obstacles +=
                &format!("(id: \"block{room}-{piece}\", on: \"room{room}\", polygon: [{ring}]),\n");
        }
    }

    /// Puts people into random rooms, no more than these have ground for.
    fn populate(&mut self, people: u32) {
        let mut rest = people;
        for room in 0..self.rooms() {
            let (low, high) = self.corners(room);
            let size = high - low;
            // Furniture takes at most half of a room.
            let most = (0.5 * size.x * size.y / GROUND_M2) as u32;
            let share = self.stream.unit() * 2.0 * f64::from(people) / self.rooms() as f64;
            let last = room + 1 == self.rooms();
            let count = if last { rest } else { share as u32 }.min(rest).min(most);
            rest -= count;
            if count > 0 {
                self.present += &format!("(place: \"room{room}\", count: {count}),\n");
            }
        }
    }

    fn text(&self, seed: u64) -> String {
        let mut places = String::new();
        for room in 0..self.rooms() {
            let (low, high) = self.corners(room);
            let ring = [
                low,
                Vec2::new(high.x, low.y),
                high,
                Vec2::new(low.x, high.y),
            ];
            let ring = self.points(&ring);
            let shut: Vec<String> = self
                .neighbours(room)
                .iter()
                .map(|(other, ..)| format!("\"room{other}\""))
                .collect();
            places += &format!(
                "(id: \"room{room}\", polygon: [{ring}], closed_to: [{}]),\n",
                shut.join(", ")
            );
        }
        let Self {
            openings,
            exits,
            obstacles,
            barriers,
            present,
            ..
        } = self;
        format!(
            "(format: 1, name: \"random {seed}\",
            venue: (places: [{places}], openings: [{openings}], exits: [{exits}],
                obstacles: [{obstacles}], barriers: [{barriers}]),
            visitors: (
                profiles: [(id: \"adult\", share: 1.0, pre_movement: Uniform(0, 20))],
                present: [{present}]),
            plans: [(id: \"leave\", trigger: At(\"00:00\"))],
            run: (end: \"00:10\", seed: {seed}))"
        )
    }
}
