//! Spots that people take in a place: out of doorways, and another where they
//! cannot come to theirs.

use std::sync::Arc;

use super::super::mind::Activity;
use super::super::{RunSpec, Simulation};
use super::scenario;
use crate::base::Vec2;
use crate::world::World;

/// A room with so long sides, open to another on its whole east side, and
/// people in it.
fn room(side: f64, people: u32) -> Simulation {
    let end = side + 4.0;
    let document = scenario(&format!(
        r#"(format: 1, name: "room",
        venue: (
            places: [
                (id: "room", polygon: [(0, 0), ({side}, 0), ({side}, {side}), (0, {side})]),
                (id: "next", polygon: [({side}, 0), ({end}, 0), ({end}, {side}), ({side}, {side})]),
            ],
            exits: [(id: "out", cell: "next", line: (({end}, 0), ({end}, {side})))],
        ),
        visitors: (
            profiles: [(id: "adult", share: 1.0)],
            present: [(place: "room", count: {people})],
        ),
        run: (end: 60),
        )"#
    ));
    let world = World::compile(Arc::new(document)).expect("it is sound");
    Simulation::new(Arc::new(world), &RunSpec::default()).expect("it needs no plan")
}

/// Puts everybody in rows of seven, half a metre apart.
fn stand_close(simulation: &mut Simulation) {
    let active = simulation.active.clone();
    for (place, &id) in active.iter().enumerate() {
        let (column, row) = (place % 7, place / 7);
        let position = Vec2::new(0.4 + 0.55 * column as f64, 0.4 + 0.64 * row as f64);
        simulation.bodies[id as usize].position = position;
    }
    simulation.grid.rebuild(&active, &simulation.bodies);
}

#[test]
fn nobody_takes_a_spot_in_a_doorway() {
    let simulation = room(4.0, 1);
    let cell = simulation.bodies[0].cell;
    let spots: Vec<Vec2> = (0..200)
        .map(|item| simulation.own_spot(0, cell, item).expect("there is room"))
        .collect();
    assert!(spots.iter().all(|spot| spot.x <= 3.0), "{spots:?}");
    assert!(spots.iter().any(|spot| spot.x > 2.5), "{spots:?}");
}

#[test]
fn who_cannot_come_to_a_spot_takes_another_and_has_enough_after_five_but_in_a_doorway() {
    let mut simulation = room(12.0, 1);
    let active = simulation.active.clone();
    let mut another = |x: f64, given_up: u8| {
        simulation.bodies[0].position = Vec2::new(x, 6.0);
        simulation.minds[0].spots_given_up = given_up;
        simulation.grid.rebuild(&active, &simulation.bodies);
        simulation.another_spot(0)
    };
    let spot = another(6.0, 4).expect("there is room");
    assert!(spot.x <= 11.0, "{spot:?}");
    assert_eq!(another(6.0, 5), None);
    assert!(another(11.8, 5).is_some());
}

#[test]
fn among_people_who_stand_close_there_is_no_other_spot() {
    let mut simulation = room(4.0, 40);
    stand_close(&mut simulation);
    let active = &simulation.active;
    assert_eq!(simulation.another_spot(active[0]), None);
}

#[test]
fn looking_for_another_spot_does_not_hide_that_somebody_does_not_come_on() {
    let mut simulation = room(12.0, 1);
    let position = Vec2::new(6.0, 6.0);
    simulation.tick = 2_000;
    simulation.bodies[0].position = position;
    simulation.bodies[0].walking = true;
    let active = simulation.active.clone();
    simulation.grid.rebuild(&active, &simulation.bodies);
    let mind = &mut simulation.minds[0];
    mind.activity = Activity::Settling;
    mind.spot = Vec2::new(3.5, 3.5);
    mind.anchor = position;
    simulation.bodies[0].anchored_at_s = 40.0;
    simulation.arrive(0);
    let tried = simulation.minds[0];
    assert_eq!((tried.spots_given_up, tried.spot_since_s), (1, 100.0));
    assert_ne!(tried.spot, Vec2::new(3.5, 3.5));
    assert_eq!(
        (tried.anchor, simulation.bodies[0].anchored_at_s),
        (position, 40.0)
    );
    // The new one is given its time.
    simulation.tick += 100;
    simulation.arrive(0);
    assert_eq!(simulation.minds[0].spots_given_up, 1);
}

#[test]
fn who_is_pushed_off_their_spot_takes_another_if_there_is_one() {
    let pushed = |side: f64, people: u32, by: f64| {
        let mut simulation = room(side, people);
        stand_close(&mut simulation);
        let position = simulation.bodies[0].position;
        simulation.minds[0].activity = Activity::Staying;
        simulation.minds[0].spot = position + Vec2::new(by, 0.0);
        simulation.arrive(0);
        let mind = simulation.minds[0];
        (mind.activity, mind.spot.distance(position))
    };
    assert_eq!(pushed(12.0, 1, 0.2).0, Activity::Staying);
    let (activity, away) = pushed(12.0, 1, 0.3);
    assert_eq!(activity, Activity::Settling);
    assert!(away > 0.3, "{away}");
    // Among people who stand close they stay where they have come to.
    assert_eq!(pushed(4.0, 40, 0.3), (Activity::Staying, 0.0));
}

#[test]
fn out_of_a_press_one_goes_where_half_as_many_stand_if_nowhere_is_free() {
    let mut simulation = room(12.0, 270);
    let active = simulation.active.clone();
    for (place, &id) in active.iter().enumerate() {
        simulation.bodies[id as usize].position = if place < 14 {
            // Close together in the middle.
            let (column, row) = (place % 4, place / 4);
            Vec2::new(5.6 + 0.3 * column as f64, 5.6 + 0.3 * row as f64)
        } else {
            // Everywhere else nobody has 0.8 m to themselves.
            let (column, row) = ((place - 14) % 16, (place - 14) / 16);
            Vec2::new(0.35 + 0.75 * column as f64, 0.35 + 0.75 * row as f64)
        };
    }
    simulation.grid.rebuild(&active, &simulation.bodies);
    for &id in &active {
        simulation.minds[id as usize].spots_given_up = 5;
    }
    let middle = simulation.bodies[active[5] as usize].position;
    let spot = simulation
        .another_spot(active[5])
        .expect("others stand wider");
    assert!(spot.distance(middle) > 1.0, "{spot:?}");
    assert_eq!(simulation.another_spot(active[14 + 16 * 4 + 3]), None);
}
