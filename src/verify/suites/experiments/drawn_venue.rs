//! A venue drawn at random: rooms and corridors in rows and columns, doors of
//! 0.8 to 3 m between them, pillars and counters in the rooms, two or three
//! ways out.

use crate::base::random::{Purpose, Stream};
use crate::model::{Crowd, Exit, ExitUse, Obstacle, Opening, Place, Scenario, Venue};

/// People in a venue.
const PEOPLE: u32 = 300;
/// Most people on a square metre at the start [1/m²].
const CROWDED_PER_M2: f64 = 1.5;
/// Depth of a corridor \[m\], from and below.
const CORRIDOR_M: (f64, f64) = (2.0, 4.0);
/// Depth of a room \[m\], from and below.
const ROOM_M: (f64, f64) = (6.0, 14.0);
/// Width of a door \[m\], from and below.
const DOOR_M: (f64, f64) = (0.8, 3.0);
/// Width of a way out \[m\], from and below.
const EXIT_M: (f64, f64) = (1.2, 3.0);
/// Wall beside a door at least \[m\].
const JAMB_M: f64 = 0.3;
/// Room round an obstacle at least \[m\]: two can pass.
const ROUND_M: f64 = 1.3;
/// Chance that two rooms have a door beyond those that everybody needs.
const SECOND_DOOR: f64 = 0.35;

/// The grid in which rooms lie.
struct Plot {
    /// Where columns begin and end \[m\].
    xs: Vec<f64>,
    /// Where rows begin and end \[m\].
    ys: Vec<f64>,
}

impl Plot {
    fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    fn rooms(&self) -> usize {
        self.columns() * (self.ys.len() - 1)
    }

    /// West, south, east, north of a room \[m\].
    fn sides(&self, room: usize) -> [f64; 4] {
        let (column, row) = (room % self.columns(), room / self.columns());
        [
            self.xs[column],
            self.ys[row],
            self.xs[column + 1],
            self.ys[row + 1],
        ]
    }

    /// The rooms to the east and north.
    fn neighbours(&self, room: usize) -> impl Iterator<Item = usize> {
        let columns = self.columns();
        let east = (room % columns + 1 < columns).then_some(room + 1);
        let north = (room + columns < self.rooms()).then_some(room + columns);
        east.into_iter().chain(north)
    }

    /// The common wall of a room and its neighbour to the east or north: its
    /// ends.
    fn wall(&self, room: usize, next: usize) -> [(f64, f64); 2] {
        let [west, south, east, north] = self.sides(room);
        if next == room + 1 {
            [(east, south), (east, north)]
        } else {
            [(west, north), (east, north)]
        }
    }

    fn area(&self, room: usize) -> f64 {
        let [west, south, east, north] = self.sides(room);
        (east - west) * (north - south)
    }
}

/// Draws the venue of a number in place of a scenario's own; the same number
/// gives the same venue.
pub(super) fn draw(frame: &Scenario, number: u64) -> Scenario {
    let mut scenario = frame.clone();
    scenario.venue = Venue::default();
    scenario.visitors.present.clear();
    let mut stream = Stream::new(number, Purpose::Spot, u64::MAX);
    let plot = Plot {
        xs: cuts(&mut stream),
        ys: cuts(&mut stream),
    };
    scenario.name = format!("{} {number}", frame.name);
    rooms(&mut scenario, &plot);
    doors(&mut scenario, &plot, &mut stream);
    exits(&mut scenario, &plot, &mut stream);
    obstacles(&mut scenario, &plot, &mut stream);
    people(&mut scenario, &plot);
    scenario
}

/// Where rows or columns begin and end: three or four, one of them at most a
/// corridor.
fn cuts(stream: &mut Stream) -> Vec<f64> {
    let count = 3 + stream.below(2);
    let corridor = stream.below(count + 1);
    let mut at = 0.0;
    let mut cuts = vec![at];
    for index in 0..count {
        let depth = if index == corridor {
            CORRIDOR_M
        } else {
            ROOM_M
        };
        at += tenths(stream.uniform(depth.0, depth.1));
        cuts.push(tenths(at));
    }
    cuts
}

/// To the decimetre, as somebody would draw it.
fn tenths(x: f64) -> f64 {
    (x * 10.0).round() / 10.0
}

fn id(room: usize) -> String {
    format!("room-{room}")
}

fn rooms(scenario: &mut Scenario, plot: &Plot) {
    for room in 0..plot.rooms() {
        let [west, south, east, north] = plot.sides(room);
        scenario.venue.places.push(Place {
            id: id(room),
            name: String::new(),
            sheet: String::new(),
            polygon: vec![(west, south), (east, south), (east, north), (west, north)],
            z: 0.0,
            capacity: None,
            closed_to: plot.neighbours(room).map(id).collect(),
        });
    }
}

/// Doors along a random tree, so that everybody gets everywhere, and some
/// more.
fn doors(scenario: &mut Scenario, plot: &Plot, stream: &mut Stream) {
    let mut pairs: Vec<(usize, usize)> = (0..plot.rooms())
        .flat_map(|room| plot.neighbours(room).map(move |next| (room, next)))
        .collect();
    for at in (1..pairs.len()).rev() {
        pairs.swap(at, stream.below(at + 1));
    }
    // Rooms that are joined have the same number.
    let mut joined: Vec<usize> = (0..plot.rooms()).collect();
    for (room, next) in pairs {
        let needed = joined[room] != joined[next];
        if !needed && stream.unit() >= SECOND_DOOR {
            continue;
        }
        let (from, to) = (joined[next], joined[room]);
        for group in &mut joined {
            if *group == from {
                *group = to;
            }
        }
        let line = gap(plot.wall(room, next), DOOR_M, stream);
        scenario.venue.openings.push(Opening {
            id: format!("door-{room}-{next}"),
            between: (id(room), id(next)),
            line,
        });
    }
}

/// A gap of a drawn width somewhere in a wall.
fn gap(wall: [(f64, f64); 2], width: (f64, f64), stream: &mut Stream) -> ((f64, f64), (f64, f64)) {
    let [a, b] = wall;
    let length = (b.0 - a.0) + (b.1 - a.1);
    let widest = width.1.min(length - 2.0 * JAMB_M);
    let width = stream.uniform(width.0, widest);
    let start = stream.uniform(JAMB_M, length - JAMB_M - width);
    let along = ((b.0 - a.0) / length, (b.1 - a.1) / length);
    let at = |s: f64| (a.0 + along.0 * s, a.1 + along.1 * s);
    (at(start), at(start + width))
}

/// Two or three ways out in the outer walls, of different rooms.
fn exits(scenario: &mut Scenario, plot: &Plot, stream: &mut Stream) {
    let columns = plot.columns();
    let rows = plot.ys.len() - 1;
    let mut outer: Vec<(usize, [(f64, f64); 2])> = Vec::new();
    for room in 0..plot.rooms() {
        let [west, south, east, north] = plot.sides(room);
        let (column, row) = (room % columns, room / columns);
        let walls = [
            (column == 0, [(west, south), (west, north)]),
            (column + 1 == columns, [(east, south), (east, north)]),
            (row == 0, [(west, south), (east, south)]),
            (row + 1 == rows, [(west, north), (east, north)]),
        ];
        outer.extend(walls.iter().filter(|w| w.0).map(|w| (room, w.1)));
    }
    let count = 2 + stream.below(2);
    for number in 0..count {
        let (room, wall) = outer.swap_remove(stream.below(outer.len()));
        outer.retain(|other| other.0 != room);
        scenario.venue.exits.push(Exit {
            id: format!("exit-{number}"),
            name: String::new(),
            cell: id(room),
            line: gap(wall, EXIT_M, stream),
            usage: ExitUse::ExitOnly,
            assembly: None,
        });
    }
}

/// Up to two things in each room, a triangle or a box, with room to pass all
/// round.
fn obstacles(scenario: &mut Scenario, plot: &Plot, stream: &mut Stream) {
    for room in 0..plot.rooms() {
        let [west, south, east, north] = plot.sides(room);
        // One in each half, so that they keep apart.
        let middle = 0.5 * (west + east);
        for (half, (from, to)) in [(west, middle), (middle, east)].into_iter().enumerate() {
            let (low, high) = (
                (from + ROUND_M, south + ROUND_M),
                (to - ROUND_M, north - ROUND_M),
            );
            if high.0 - low.0 < 0.6 || high.1 - low.1 < 0.6 || stream.unit() < 0.4 {
                continue;
            }
            let w = stream.uniform(0.4, (high.0 - low.0).min(2.5));
            let h = stream.uniform(0.4, (high.1 - low.1).min(2.5));
            let x = stream.uniform(low.0, high.0 - w);
            let y = stream.uniform(low.1, high.1 - h);
            let mut polygon = vec![(x, y), (x + w, y), (x + w, y + h), (x, y + h)];
            if stream.unit() < 0.3 {
                polygon.pop();
            }
            scenario.venue.obstacles.push(Obstacle {
                repeat: None,
                id: format!("obstacle-{room}-{half}"),
                name: String::new(),
                on: id(room),
                polygon,
            });
        }
    }
}

/// People in all rooms by their area, who leave at once.
fn people(scenario: &mut Scenario, plot: &Plot) {
    let total: f64 = (0..plot.rooms()).map(|room| plot.area(room)).sum();
    let people = f64::from(PEOPLE).min(CROWDED_PER_M2 * total);
    let (mut area, mut placed) = (0.0, 0_u32);
    for room in 0..plot.rooms() {
        area += plot.area(room);
        let reached = (people * area / total).round() as u32;
        scenario.visitors.present.push(Crowd {
            place: id(room),
            count: reached - placed,
            within: None,
            profile: None,
            exit: None,
            group: None,
            walks: None,
        });
        placed = reached;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::Lab;

    #[test]
    fn venues_of_all_numbers_are_sound_and_differ() {
        let lab = Lab::default();
        let frame = lab.scenario("exp-venues").expect("its file is embedded");
        let mut names = Vec::new();
        for number in 0..50 {
            let scenario = draw(&frame, number);
            assert_eq!(scenario, draw(&frame, number));
            let people: u32 = scenario.visitors.present.iter().map(|c| c.count).sum();
            assert_eq!(people, PEOPLE, "venue {number}");
            if let Err(error) = lab.compile(&scenario) {
                panic!("venue {number}: {error:?}");
            }
            names.push(format!("{:?}", scenario.venue));
        }
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 50);
    }
}
