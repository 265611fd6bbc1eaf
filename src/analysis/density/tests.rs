//! Densities of crowds whose density is known.

use std::f64::consts::PI;

use super::{DensityMeter, PressureProbe};
use crate::analysis::testing::{Scene, room, world};
use crate::base::Vec2;
use crate::base::random::{Purpose, Stream};
use crate::world::{CellIndex, World};

/// Shows the same people for `seconds`, a frame every half second.
fn stand(meter: &mut DensityMeter, people: &[(u16, f64, f64)], seconds: u32) {
    for number in 0..=seconds * 2 {
        let mut scene = Scene::empty(number, i64::from(number) * 500);
        for (id, &(cell, x, y)) in (0..).zip(people) {
            scene.person(id, cell, x, y);
        }
        meter.frame(&scene.frame());
    }
}

/// A hall of 20 × 10 m.
fn hall() -> World {
    rooms(&[room("hall", (0.0, 0.0, 20.0, 10.0), &[])], "")
}

/// Places, and what else the venue has.
fn rooms(places: &[String], rest: &str) -> World {
    world(&format!("venue: (places: [{}], {rest})", places.join(", ")))
}

/// People on a square lattice of the given density in a rectangle from the
/// origin, the first half a spacing from the walls.
fn square_lattice(density_per_m2: f64, width: f64, depth: f64) -> Vec<(u16, f64, f64)> {
    let spacing = 1.0 / density_per_m2.sqrt();
    let (columns, rows) = ((width / spacing) as i32, (depth / spacing) as i32);
    (0..rows)
        .flat_map(|row| (0..columns).map(move |column| (column, row)))
        .map(|(column, row)| {
            let at = |n: i32| (f64::from(n) + 0.5) * spacing;
            (0, at(column), at(row))
        })
        .collect()
}

/// The mean over the points of a map for which `keep` holds.
fn mean(meter: &DensityMeter, keep: impl Fn(f64, f64) -> bool) -> f64 {
    let map = meter.map();
    let kept = map.points.iter().filter(|point| keep(point.x_m, point.y_m));
    let densities: Vec<f64> = kept.map(|point| point.max_per_m2).collect();
    assert!(densities.len() > 20);
    densities.iter().sum::<f64>() / densities.len() as f64
}

#[test]
fn an_even_crowd_has_its_density_everywhere() {
    let mut meter = DensityMeter::new(&hall());
    stand(&mut meter, &square_lattice(2.0, 20.0, 10.0), 11);
    let inner = |x: f64, y: f64| x > 1.0 && x < 19.0 && y > 1.0 && y < 9.0;
    let middle = mean(&meter, inner);
    assert!((middle - 2.0).abs() < 0.05, "{middle} in the middle");
    // Beside the walls half of the circle is no ground.
    let edge = mean(&meter, |x, y| !inner(x, y));
    assert!((edge - 2.0).abs() < 0.15, "{edge} beside the walls");
    let crowding = meter.crowding();
    let max = crowding.max_density_per_m2.unwrap();
    assert!(max > 2.0 && max < 3.2, "{max}");
    assert_eq!(crowding.place.as_deref(), Some("hall"));
    assert_eq!(crowding.at_s, Some(10.0));
    assert_eq!(crowding.person_s_above_4_per_m2, Some(0.0));
    assert_eq!(crowding.max_pressure_per_s2, None);
    assert_eq!(meter.max_occupancy()[0].people, 392);
    assert_eq!(meter.map().points.len(), 800);
}

#[test]
fn one_person_is_one_over_the_circle() {
    let mut meter = DensityMeter::new(&hall());
    stand(&mut meter, &[(0, 5.25, 5.25)], 10);
    let map = meter.map();
    // The point under the person and those at 0.5, 0.71 and 1 m.
    assert_eq!(map.points.len(), 13);
    for point in &map.points {
        assert!((point.max_per_m2 - 1.0 / PI).abs() < 1e-12);
    }
    let densest = meter.densest().unwrap();
    assert_eq!((densest.t_ms, densest.frame), (10_000, 20));
    // Of equals the first point of the lattice.
    assert_eq!(densest.at, Vec2::new(5.25, 4.25));
    assert_eq!((densest.x_mm[0], densest.cell_of[0]), (5250, 0));
}

#[test]
fn nobody_is_no_density_and_a_moment_is_no_number() {
    let mut meter = DensityMeter::new(&hall());
    assert_eq!(
        meter.crowding(),
        crate::analysis::metrics::Crowding::default()
    );
    stand(&mut meter, &[(0, 5.0, 5.0)], 9);
    assert_eq!(meter.crowding().max_density_per_m2, None);
    let mut empty = DensityMeter::new(&hall());
    stand(&mut empty, &[], 10);
    assert_eq!(empty.crowding().max_density_per_m2, Some(0.0));
    assert_eq!(empty.crowding().place, None);
}

#[test]
fn walls_between_cells_hide_people_and_portals_show_them() {
    let pair = |walls: &[&str], openings: &str| {
        let west = room("west", (0.0, 0.0, 5.0, 10.0), walls);
        let east = room("east", (5.0, 0.0, 10.0, 10.0), &[]);
        rooms(&[west, east], openings)
    };
    let people: Vec<(u16, f64, f64)> = square_lattice(4.0, 5.0, 10.0);
    let east = |meter: &DensityMeter| -> Vec<(f64, f64)> {
        let map = meter.map();
        let points = map.points.iter().filter(|p| p.cell == CellIndex(1));
        points.map(|p| (p.x_m, p.y_m)).collect()
    };

    let mut walled = DensityMeter::new(&pair(&["east"], ""));
    stand(&mut walled, &people, 10);
    assert_eq!(east(&walled), []);
    let edge = mean(&walled, |x, _| x > 4.0);
    assert!((edge - 4.0).abs() < 0.3, "{edge} beside the wall");

    // Through a door of 1 m only what is in view.
    let door = "openings: [(id: \"door\", between: (\"west\", \"east\"), \
                line: ((5.0, 4.5), (5.0, 5.5)))]";
    let mut meter = DensityMeter::new(&pair(&["east"], door));
    stand(&mut meter, &people, 10);
    let seen = east(&meter);
    assert!(seen.contains(&(5.25, 4.75)), "{seen:?}");
    assert!(
        seen.iter().all(|&(x, y)| x < 6.0 && y > 3.5 && y < 6.5),
        "{seen:?}"
    );
    let beside = mean(&meter, |x, y| {
        x > 4.0 && x < 5.0 && !(3.0..=7.0).contains(&y)
    });
    assert!((beside - 4.0).abs() < 0.3, "{beside} beside the wall");

    // Open all along, the two rooms are as one.
    let opened = pair(&[], "");
    let both: Vec<(u16, f64, f64)> = square_lattice(4.0, 10.0, 10.0)
        .into_iter()
        .map(|(_, x, y)| (u16::from(x > 5.0), x, y))
        .collect();
    let mut two = DensityMeter::new(&opened);
    stand(&mut two, &both, 10);
    let one_room = rooms(&[room("hall", (0.0, 0.0, 10.0, 10.0), &[])], "");
    let mut one = DensityMeter::new(&one_room);
    let as_one: Vec<(u16, f64, f64)> = both.iter().map(|&(_, x, y)| (0, x, y)).collect();
    stand(&mut one, &as_one, 10);
    let sorted = |meter: &DensityMeter| {
        let mut points: Vec<(i64, i64, f64)> = meter
            .map()
            .points
            .iter()
            .map(|p| ((p.y_m * 1e3) as i64, (p.x_m * 1e3) as i64, p.max_per_m2))
            .collect();
        points.sort_by_key(|p| (p.0, p.1));
        points
    };
    let (one, two) = (sorted(&one), sorted(&two));
    assert_eq!(one.len(), two.len());
    for (a, b) in one.iter().zip(&two) {
        assert_eq!((a.0, a.1), (b.0, b.1));
        assert!((a.2 - b.2).abs() < 1e-9, "{a:?} is not {b:?}");
    }
}

#[test]
fn the_ends_of_a_periodic_path_are_neighbours() {
    let ring = || {
        let line = "[(0.0, 1.0, 0.0), (12.0, 1.0, 0.0)]";
        let path = format!("(id: \"ring\", line: {line}, width: 2.0, periodic: true)");
        rooms(&[], &format!("paths: [{path}]"))
    };
    let mut meter = DensityMeter::new(&ring());
    stand(&mut meter, &[(0, 11.9, 1.0)], 10);
    let first = meter.map();
    let first: Vec<(f64, f64)> = first.points.iter().map(|p| (p.x_m, p.y_m)).collect();
    assert!(
        first.contains(&(0.25, 0.75)) && first.contains(&(11.75, 1.25)),
        "{first:?}"
    );
    let mut meter = DensityMeter::new(&ring());
    stand(&mut meter, &[(0, 0.1, 1.0)], 10);
    let map = meter.map();
    assert!(map.points.iter().any(|p| (p.x_m, p.y_m) == (11.75, 0.75)));
    // Seen all round, the ring has the ground of an endless strip.
    let mut even = DensityMeter::new(&ring());
    stand(&mut even, &square_lattice(4.0, 12.0, 2.0), 10);
    let middle = mean(&even, |x, _| x > 2.0 && x < 10.0);
    let ends = mean(&even, |x, _| !(1.5..=10.5).contains(&x));
    assert!((middle - ends).abs() < 0.05, "{middle} is not {ends}");
}

/// The greatest density that lasted, found by keeping everything and trying
/// every window.
fn by_trying(scenes: &[Vec<(f64, f64)>]) -> (f64, f64) {
    let mut best = (0.0, 0.0);
    for row in 0..20 {
        for column in 0..40 {
            let at = |n: i32| f64::from(n) * 0.5 + 0.25;
            let (x, y) = (at(column), at(row));
            let near = |&&(px, py): &&(f64, f64)| {
                let mm = |m: f64| (m * 1e3).round();
                let (dx, dy) = (mm(px) - mm(x), mm(py) - mm(y));
                dx * dx + dy * dy <= 1e6
            };
            let counts: Vec<usize> = scenes
                .iter()
                .map(|s| s.iter().filter(near).count())
                .collect();
            for (start, window) in counts.windows(11).enumerate() {
                let lasted = *window.iter().min().unwrap() as f64 / PI;
                let end = start as f64 + 10.0;
                if lasted > best.0 + 1e-12 || (lasted > best.0 - 1e-12 && end < best.1) {
                    best = (lasted.max(best.0), end);
                }
            }
        }
    }
    best
}

#[test]
fn the_greatest_density_that_lasted_is_found_exactly() {
    for seed in 0..6 {
        let mut random = Stream::new(seed, Purpose::Jitter, 0);
        let mut people: Vec<(f64, f64)> = (0..150)
            .map(|_| (random.uniform(2.0, 18.0), random.uniform(2.0, 8.0)))
            .collect();
        let mut meter = DensityMeter::new(&hall());
        let mut scenes = Vec::new();
        for number in 0..60 {
            for (x, y) in &mut people {
                *x = (*x + random.uniform(-0.3, 0.3)).clamp(1.5, 18.5);
                *y = (*y + random.uniform(-0.3, 0.3)).clamp(1.5, 8.5);
            }
            let mut scene = Scene::empty(number, i64::from(number) * 1000);
            for (id, &(x, y)) in (0..).zip(&people) {
                scene.person(id, 0, x, y);
            }
            meter.frame(&scene.frame());
            // Inside by more than a metre everywhere: whole circles.
            scenes.push(people.clone());
        }
        let crowding = meter.crowding();
        let (density, at_s) = by_trying(&scenes);
        let found = crowding.max_density_per_m2.unwrap();
        assert!(found >= density - 1e-9, "{found} is below {density}");
        // Points beside the walls have less ground and may lead.
        if meter
            .densest()
            .is_some_and(|d| d.at.y > 1.0 && d.at.y < 9.0)
        {
            assert!((found - density).abs() < 1e-9, "{found} is not {density}");
            assert_eq!(crowding.at_s, Some(at_s));
        }
    }
}

#[test]
fn a_density_must_last_without_a_break() {
    let pair = |number: i64| !(8..=12).contains(&(number % 14));
    let mut meter = DensityMeter::new(&hall());
    for number in 0..60 {
        let mut scene = Scene::empty(number as u32, number * 1000);
        scene.person(0, 0, 5.25, 5.25);
        if pair(number) {
            scene.person(1, 0, 5.25, 5.3);
        }
        meter.frame(&scene.frame());
    }
    let max = meter.crowding().max_density_per_m2.unwrap();
    assert!((max - 1.0 / PI).abs() < 1e-12, "{max}");
}

#[test]
fn danger_and_pressure_are_as_by_hand() {
    // Twenty people within a metre of (5.25, 5.25), half going east at 0.4
    // m/s and half west: 20/π = 6.4 /m², Var(v) = 0.16 m²/s².
    let mut meter = DensityMeter::new(&hall());
    for number in 0..5_u32 {
        let mut scene = Scene::empty(number, i64::from(number) * 500);
        for id in 0..20 {
            let east = if id % 2 == 0 { 1.0 } else { -1.0 };
            let x = 5.25 + east * 0.2 * (f64::from(number) - 2.0);
            scene.person(id, 0, x, 5.25);
        }
        meter.frame(&scene.frame());
    }
    let crowding = meter.crowding();
    // Frames at 0, 1 and 2 s count; two seconds lie before them.
    assert_eq!(crowding.person_s_above_4_per_m2, Some(40.0));
    let pressure = crowding.max_pressure_per_s2.unwrap();
    assert!((pressure - 20.0 / PI * 0.16).abs() < 1e-9, "{pressure}");
}

#[test]
fn a_probe_of_one_moment_finds_the_pressure_of_the_meter() {
    // As above, but the crowd spins up: each frame its own pressure.
    let frame = |number: u32, step: f64| {
        let mut scene = Scene::empty(number, i64::from(number) * 500);
        for id in 0..20 {
            let east = if id % 2 == 0 { step } else { -step };
            scene.person(id, 0, 5.25 + east, 5.25);
        }
        scene
    };
    let hall = hall();
    let mut probe = PressureProbe::new(&hall);
    let scenes = [frame(0, 0.0), frame(1, 0.1), frame(2, 0.3)];
    for (at, moved_m) in [(2, 0.2), (1, 0.1), (2, 0.2)] {
        let found = probe.at(&scenes[at - 1].frame(), &scenes[at].frame());
        let here = found
            .iter()
            .find(|p| p.at == Vec2::new(5.25, 5.25))
            .unwrap();
        let speed: f64 = moved_m / 0.5;
        let by_hand = 20.0 / PI * speed * speed;
        assert!((here.per_s2 - by_hand).abs() < 1e-9, "{here:?} {by_hand}");
        assert!(found.iter().all(|p| p.at.distance(here.at) < 2.0));
    }
    let mut meter = DensityMeter::new(&hall);
    for scene in &scenes {
        meter.frame(&scene.frame());
    }
    let last = probe.at(&scenes[1].frame(), &scenes[2].frame());
    let most = last.iter().map(|point| point.per_s2).reduce(f64::max);
    assert_eq!(meter.crowding().max_pressure_per_s2, most);
    // Nobody known from the frame before: no velocity, no pressure.
    assert!(
        probe
            .at(&Scene::empty(0, 0).frame(), &scenes[1].frame())
            .is_empty()
    );
}

#[test]
fn hundreds_in_one_place_need_no_more_than_room() {
    let mut meter = DensityMeter::new(&hall());
    let heap: Vec<(u16, f64, f64)> = vec![(0, 5.25, 5.25); 300];
    stand(&mut meter, &heap, 10);
    let max = meter.crowding().max_density_per_m2.unwrap();
    assert!((max - 300.0 / PI).abs() < 1e-9, "{max}");
}

/// Of a crowd of which now few and now most move, come and go, whoever counts only
/// what is not as it was finds what a count of everyone finds.
#[test]
fn counting_who_moved_is_counting_everyone() {
    let world = rooms(
        &[
            room("west", (0.0, 0.0, 5.0, 5.0), &[]),
            room("east", (5.0, 0.0, 10.0, 5.0), &[]),
        ],
        "",
    );
    let (mut few, mut all) = (DensityMeter::new(&world), DensityMeter::new(&world));
    let mut stream = Stream::new(1, Purpose::Jitter, 0);
    let spot = |stream: &mut Stream| {
        let (x, y) = (stream.uniform(0.1, 9.9), stream.uniform(0.1, 4.9));
        (u16::from(x > 5.0), x, y)
    };
    let mut people: Vec<Option<(u16, f64, f64)>> =
        (0..300).map(|_| Some(spot(&mut stream))).collect();
    for number in 0..120_u32 {
        // A minute in which hardly anybody moves, and one in which most do.
        let share = if number < 60 { 0.02 } else { 0.5 };
        let mut scene = Scene::empty(number, i64::from(number) * 500);
        for (id, place) in (0..).zip(&mut people) {
            if stream.unit() < share {
                let gone = stream.unit() < 0.2;
                let nearby = place.map(|(cell, x, y)| (cell, x, (y + 0.01).min(4.9)));
                *place = match (gone, nearby) {
                    (true, _) => None,
                    (false, Some(nearby)) if stream.unit() < 0.7 => Some(nearby),
                    _ => Some(spot(&mut stream)),
                };
            }
            if let Some((cell, x, y)) = *place {
                scene.person(id, cell, x, y);
            }
        }
        few.frame(&scene.frame());
        all.forget_counts();
        all.frame(&scene.frame());
        assert_eq!(few.crowding(), all.crowding(), "frame {number}");
        assert_eq!(few.map(), all.map(), "frame {number}");
    }
    let crowding = few.crowding();
    assert!(crowding.person_s_above_4_per_m2 > Some(0.0), "{crowding:?}");
    assert!(crowding.max_pressure_per_s2.is_some(), "{crowding:?}");
    assert_eq!(few.map_at_densest(), all.map_at_densest());
}
