//! The life of every kind of incident, with people to answer and without; the
//! chain of the command post; whom it sends.

use super::*;
use crate::base::Vec2;
use crate::sim::State;

/// A hall of 80 × 40 m with two exits, a ward behind a corridor and a stair, where
/// visitors stand about; with all roles allowed what they usually are.
pub(in crate::sim) fn venue(incidents: &str, staff: &str, rest: &str) -> Scenario {
    scenario(&format!(
        r#"(format: 1, name: "fair",
        venue: (
            places: [
                (id: "fair", polygon: [(0, 0), (80, 0), (80, 40), (0, 40)]),
                (id: "ward", polygon: [(100, 0), (120, 0), (120, 20), (100, 20)]),
            ],
            paths: [
                (id: "lane", line: [(80, 10, 0), (100, 10, 0)], width: 4,
                    from: "fair", to: "ward", vehicles: true),
            ],
            exits: [
                (id: "west", cell: "fair", line: ((0, 18), (0, 22))),
                (id: "east", cell: "ward", line: ((120, 8), (120, 12))),
            ],
            zones: [(id: "all", cells: ["fair", "ward", "lane"])],
        ),
        visitors: (
            present: [(place: "fair", count: 60, within: (20, 5, 60, 35), exit: "west")],
            programme: [(id: "show", start: "00:00", end: "04:00",
                places: [(place: "fair", share: 1)])],
        ),
        staff: ({staff}),
        incidents: [{incidents}],
        {rest})"#
    ))
}

pub(super) const POWERS: &str = "powers: [
    (role: Police, may: [Hold, Guide]),
    (role: Medic, may: [Treat]),
    (role: FireCrew, may: [Extinguish]),
    (role: Volunteer, may: [Guide]),
    (role: Patrol, may: [Guide]),
],";

/// A command room with two dispatchers, outside.
pub(super) const ROOM: &str = r#"(id: "room", kind: Command(dispatchers: 2, fallback: false)),"#;

/// All kinds of staff, each in the middle of the hall or by the ward.
pub(in crate::sim) fn crew() -> String {
    format!(
        r#"{POWERS}
        units: [
            (id: "police", role: Police, count: 8, equipment: [Radio],
                station: At(cell: "fair", position: (10, 30))),
            (id: "medics", role: Medic, count: 4, equipment: [Radio, FirstAid],
                station: At(cell: "ward", position: (110, 10))),
            (id: "fire", role: FireCrew, count: 4, equipment: [Radio, Extinguisher],
                station: At(cell: "ward", position: (105, 15))),
            (id: "helpers", role: Volunteer, count: 2, equipment: [Radio],
                station: At(cell: "fair", position: (70, 30))),
            (id: "round", role: Patrol, count: 1, equipment: [Radio],
                station: Patrol(route: ["fair"], dwell_s: 20)),
        ],
        posts: [
            {ROOM}
            (id: "aid", kind: Medical, cell: Some("ward"), position: Some((112, 4))),
            (id: "info", kind: Information, cell: Some("fair"), position: Some((75, 35))),
        ],
        resources: [
            (id: "truck", kind: MiniFireTruck, cell: "ward", position: (106, 13)),
            (id: "ambulance", kind: Ambulance, cell: "ward", position: (112, 14)),
        ],"#
    )
}

/// One incident at a spot of the hall, a minute after the start.
pub(super) fn one(kind: &str, at: (f64, f64)) -> String {
    format!(
        r#"(id: "it", kind: {kind},
            occurrence: Scripted(at: "00:01", cell: "fair", position: ({}, {})))"#,
        at.0, at.1
    )
}

/// When each link of the chain of the first incident came, in order.
pub(super) fn chain(tape: &Tape) -> Vec<(EventKind, f64)> {
    use EventKind as K;
    let kinds = [
        K::IncidentStarted,
        K::IncidentReported,
        K::IncidentAccepted,
        K::IncidentDispatched,
        K::IncidentOnScene,
        K::IncidentResolved,
        K::IncidentClosed,
    ];
    let first = |kind: K| {
        let of = |e: &&Event| e.kind == kind && (kind == K::IncidentStarted || e.value == 0.0);
        let event = tape.events.iter().find(of)?;
        Some((kind, event.t_ms as f64 / 1e3))
    };
    kinds.into_iter().filter_map(first).collect()
}

/// A run with everybody there, and one with nobody but visitors.
fn lives(kind: &str, at: (f64, f64), end_s: u32) -> (Tape, Tape) {
    let run = format!("run: (end: {end_s})");
    let answered = simulate(venue(&one(kind, at), &crew(), &run), &RunSpec::default()).0;
    let nobody = format!("{POWERS} posts: [{ROOM}]");
    let alone = simulate(venue(&one(kind, at), &nobody, &run), &RunSpec::default()).0;
    // Whom nobody answers is reported by a call, and never closed.
    for kind in [
        EventKind::IncidentOnScene,
        EventKind::IncidentResolved,
        EventKind::IncidentClosed,
    ] {
        assert_eq!(alone.count(kind), 0, "{kind:?} without anybody");
    }
    let links = chain(&answered);
    assert_eq!(links.len(), 7, "{kind}: {links:?}");
    for pair in links.windows(2) {
        assert!(pair[0].1 <= pair[1].1, "{kind}: {links:?}");
    }
    (answered, alone)
}

#[test]
fn a_small_fire_is_put_out_by_who_brings_the_means() {
    let fire = "Fire(radius_m: 1, growth_m_per_s: 0.005, gas_bottle: false)";
    let (tape, alone) = lives(fire, (40.0, 20.0), 2400);
    // It has grown beyond an extinguisher before anybody comes: the truck settles it.
    assert_eq!(tape.count(EventKind::IncidentHandedOver), 0);
    assert_eq!(tape.count(EventKind::IncidentSettled), 1);
    // Without crews the command post calls the town's service.
    assert_eq!(alone.count(EventKind::IncidentHandedOver), 1);
    assert!(alone.count(EventKind::IncidentAccepted) == 1);
}

#[test]
fn a_large_fire_is_handed_over_and_its_bottle_bursts() {
    let fire = "Fire(radius_m: 6, growth_m_per_s: 0.0, gas_bottle: true)";
    let run = "parameters: (response: (bottle_s: Constant(300), burst_m: 12,
        treat_s: Constant(60))), run: (end: 5000)";
    let incident = one(fire, (40.0, 20.0));
    let (tape, _) = simulate(venue(&incident, &crew(), run), &RunSpec::default());
    assert_eq!(tape.count(EventKind::IncidentHandedOver), 1);
    assert_eq!(tape.count(EventKind::IncidentWorse), 1);
    // Whom it hurt are incidents of their own.
    let hurt = tape.count(EventKind::IncidentStarted) - 1;
    assert!(hurt > 0, "nobody was within 12 m of a fire of 6 m");
    assert_eq!(tape.count(EventKind::IncidentSettled), 1 + hurt);
}

#[test]
fn people_keep_out_of_a_fire_and_walk_round_it() {
    let fire = "Fire(radius_m: 8, growth_m_per_s: 0.0, gas_bottle: false)";
    let run = r#"plans: [(id: "out", trigger: At("00:02"))], run: (end: 600)"#;
    let nobody = format!("{POWERS} posts: [{ROOM}]");
    let document = venue(&one(fire, (20.0, 20.0)), &nobody, run);
    let (tape, _) = simulate(document, &RunSpec::default());
    let inside = |p: &&(i64, u32, i32, i32, u8)| {
        let (x, y) = (f64::from(p.2) / 1e3 - 20.0, f64::from(p.3) / 1e3 - 20.0);
        p.0 > 90_000 && Vec2::new(x, y).length() < 7.0
    };
    assert_eq!(tape.positions.iter().filter(inside).count(), 0);
    // All the same everybody gets out, by the exit behind it.
    assert_eq!(tape.count(EventKind::Left), 60);
}

#[test]
fn somebody_ill_is_treated_and_goes_on() {
    let (tape, alone) = lives("Medical(critical: false)", (40.0, 20.0), 3000);
    let hurt = |tape: &Tape| {
        let lying = tape.positions.iter().filter(|p| p.4 == State::Hurt as u8);
        lying.map(|p| p.0).max().unwrap_or(0)
    };
    assert!(hurt(&tape) > 61_000 && hurt(&tape) < 2_900_000);
    // Whom nobody treats lies there to the end.
    assert!(hurt(&alone) > 2_990_000);
    assert_eq!(alone.count(EventKind::IncidentReported), 1);
}

#[test]
fn whose_life_hangs_on_minutes_is_carried_to_a_medical_post() {
    let (tape, _) = lives("Medical(critical: true)", (40.0, 20.0), 4000);
    let carried: Vec<_> = (tape.positions.iter())
        .filter(|p| p.4 == State::Assisted as u8)
        .collect();
    let last = carried.last().expect("somebody was carried");
    assert!(last.2 > 100_000, "to {:?}", last);
    // From there an ambulance takes them away, with its driver.
    assert_eq!(tape.count(EventKind::TakenAway), 1);
    assert_eq!(tape.count(EventKind::Left), 1);
    let end = tape.positions.last().expect("frames").0;
    let staff = tape.positions.iter().filter(|p| p.0 == end && p.4 >= 16);
    assert_eq!(staff.count(), 18);
    // By two who go with them.
    let with = tape.positions.iter().filter(|p| {
        p.0 == last.0 && p.1 != last.1 && (p.2 - last.2).abs() < 9_000 && (p.4 == 18 || p.4 == 19)
    });
    assert!(with.count() >= 2);
}

#[test]
fn who_has_fallen_is_helped_up_or_gets_up_at_last() {
    let (tape, alone) = lives("Fall", (40.0, 20.0), 2000);
    assert_eq!(tape.count(EventKind::IncidentSettled), 1);
    assert_eq!(alone.count(EventKind::IncidentSettled), 1);
}

#[test]
fn a_lost_person_is_called_for_found_and_reunited() {
    let (tape, alone) = lives("LostPerson", (40.0, 20.0), 4000);
    let led = tape
        .positions
        .iter()
        .rfind(|p| p.4 == State::Assisted as u8);
    let led = led.expect("somebody was led");
    assert!(led.2 > 70_000 && led.3 > 30_000, "to {led:?}");
    // Nobody looks for them: described, but not found.
    assert_eq!(alone.count(EventKind::IncidentReported), 1);
    assert_eq!(alone.count(EventKind::IncidentAttended), 0);
    assert_eq!(alone.count(EventKind::IncidentSettled), 0);
}

#[test]
fn a_suspicious_object_is_cordoned_off_and_looked_into() {
    let object = "SuspiciousObject(radius_m: 8)";
    let (tape, alone) = lives(object, (40.0, 20.0), 6000);
    let on_scene = tape.times(EventKind::IncidentOnScene)[0];
    let settled = tape.times(EventKind::IncidentSettled)[0];
    let inside = |tape: &Tape, from_s: f64, to_s: f64| {
        let near = tape.positions.iter().filter(|p| {
            let t = p.0 as f64 / 1e3;
            let (x, y) = (f64::from(p.2) / 1e3 - 40.0, f64::from(p.3) / 1e3 - 20.0);
            t > from_s && t < to_s && Vec2::new(x, y).length() < 7.0 && p.4 < 16
        });
        near.count()
    };
    assert!(inside(&tape, 0.0, on_scene) > 0);
    assert_eq!(inside(&tape, on_scene + 60.0, settled), 0);
    // Nobody keeps off what nobody has cordoned off.
    assert!(inside(&alone, 3000.0, 3600.0) > 0);
}

#[test]
fn a_path_is_cleared_by_those_who_are_sent() {
    let blocked = r#"(id: "it", kind: BlockedPath(width_left: 0.2),
        occurrence: Scripted(at: "00:01", cell: "lane", position: (85, 10)))"#;
    let run = "run: (end: 3000)";
    let (tape, simulation) = simulate(venue(blocked, &crew(), run), &RunSpec::default());
    assert_eq!(tape.count(EventKind::IncidentClosed), 1);
    assert!(simulation.ways.now.blocked.is_empty());
    let nobody = format!("{POWERS} posts: [{ROOM}]");
    let (tape, simulation) = simulate(venue(blocked, &nobody, run), &RunSpec::default());
    assert_eq!(tape.count(EventKind::IncidentSettled), 0);
    assert_eq!(simulation.ways.now.blocked.len(), 1);
}

#[test]
fn a_crush_warning_is_given_where_people_stand_too_close_and_taken_back() {
    // 200 people on 144 m², and a policeman among them.
    let rest = "parameters: (command: (warning_per_m2: 1.2, calm_per_m2: 0.5)), run: (end: 1800)";
    let mut document = venue("", &crew(), rest);
    document.visitors.present[0].count = 200;
    document.visitors.present[0].within = Some((30.0, 10.0, 42.0, 22.0));
    document.staff.units[0].station = crate::model::Station::At {
        cell: "fair".into(),
        position: (36.0, 16.0),
    };
    // They leave after ten minutes.
    document.visitors.programme[0].end = crate::model::Time(600.0);
    let rest = r#"(id: "rest", start: "00:10", end: "00:40", places: [(place: "ward", share: 1)])"#;
    document
        .visitors
        .programme
        .push(ron::from_str(rest).expect("an item"));
    let (tape, _) = simulate(document.clone(), &RunSpec::default());
    let started = tape
        .events
        .iter()
        .find(|e| e.kind == EventKind::IncidentStarted);
    // Not in the document: the number of incidents there.
    assert_eq!(started.expect("warned").value, 0.0);
    let settled = tape.times(EventKind::IncidentSettled);
    assert!(!settled.is_empty() && settled[0] > 600.0, "{settled:?}");
    assert_eq!(tape.count(EventKind::IncidentDispatched), 2);
    assert_eq!(tape.count(EventKind::IncidentClosed), settled.len());
    // Nobody is there to see it: no warning.
    document.staff.units.clear();
    let (tape, _) = simulate(document, &RunSpec::default());
    assert_eq!(tape.count(EventKind::IncidentStarted), 0);
}

#[test]
fn lanes_that_fail_serve_nobody_until_they_are_repaired() {
    let gate = r#"(id: "it", kind: GateFailure(gate: "gate", lanes: 2, duration_s: 120),
        occurrence: Scripted(at: "00:01", cell: "out", position: (28, 10)))"#;
    let text = |units: &str| {
        format!(
            r#"(format: 1, name: "gate",
            venue: (
                places: [
                    (id: "out", polygon: [(0, 0), (30, 0), (30, 20), (0, 20)], closed_to: ["in"]),
                    (id: "in", polygon: [(30, 0), (60, 0), (60, 20), (30, 20)]),
                ],
                gates: [(id: "gate", from: "out", to: "in", line: ((30, 7), (30, 13)),
                    lanes: (count: 3, forward: (crew: 2, time_s: Constant(6))))],
                exits: [(id: "exit", cell: "out", line: ((0, 5), (0, 15)))],
            ),
            visitors: (
                present: [(place: "out", count: 100, within: (1, 1, 20, 19), exit: "exit")],
                programme: [(id: "show", start: "00:00", end: "01:00",
                    places: [(place: "in", share: 1)])],
            ),
            staff: ({units}),
            incidents: [{gate}],
            parameters: (wayfinding: (punctuality_s: 0)),
            run: (end: 600))"#
        )
    };
    let crew = r#"powers: [(role: Police, may: [Search, Hold])],
        units: [(id: "crew", role: Police, count: 6, equipment: [Radio], task: Search("gate"),
                station: At(cell: "out", position: (28, 10))),
            (id: "two", role: Police, count: 1, equipment: [Radio],
                station: At(cell: "out", position: (5, 18)))],
        posts: [(id: "room", kind: Command(dispatchers: 1, fallback: false))],"#;
    // With staff and without any in the document.
    for units in [crew, ""] {
        let (tape, _) = simulate(scenario(&text(units)), &RunSpec::default());
        let passed = |from: f64, to: f64| {
            let times = tape.times(EventKind::GatePassed);
            times.iter().filter(|t| **t > from && **t <= to).count()
        };
        // A lane serves one in 6 s.
        let (one_lane, three) = (passed(80.0, 180.0), passed(190.0, 230.0));
        assert!((15..=18).contains(&one_lane), "{one_lane} by one lane");
        assert!((18..=21).contains(&three), "{three} by three");
        // The queue may have raised a crush warning as well.
        let of = |e: &&Event| e.kind == EventKind::IncidentClosed && e.value == 0.0;
        let closed = tape.events.iter().filter(of).count();
        assert_eq!(closed, usize::from(!units.is_empty()));
    }
}

/// A room of 100 m² behind a gate, to which 150 people go and from which they come
/// back; two look after the gate and one stands in the room.
pub(super) fn room(units: &str) -> Scenario {
    scenario(&format!(
        r#"(format: 1, name: "room",
        venue: (
            places: [
                (id: "out", polygon: [(0, 0), (40, 0), (40, 20), (0, 20)], closed_to: ["in"]),
                (id: "in", polygon: [(40, 5), (50, 5), (50, 15), (40, 15)]),
            ],
            gates: [(id: "gate", from: "out", to: "in", line: ((40, 9), (40, 11)))],
            exits: [(id: "exit", cell: "out", line: ((0, 5), (0, 15)))],
        ),
        visitors: (
            present: [(place: "out", count: 150, within: (1, 1, 30, 19), exit: "exit")],
            programme: [
                (id: "show", start: "00:00", end: "00:05", places: [(place: "in", share: 1)]),
                (id: "rest", start: "00:05", end: "00:20", places: [(place: "out", share: 1)]),
            ],
        ),
        staff: ({units}),
        parameters: (
            wayfinding: (punctuality_s: 0),
            command: (warning_per_m2: 0.8, calm_per_m2: 0.3, estimate_error: 0,
                report_s: Constant(2), order_s: Constant(2), handle_s: Constant(2),
                notice_s: Constant(0)),
        ),
        run: (end: 1200))"#
    ))
}

/// Who may hold the gate of the room, before it and in it.
pub(super) const KEEPERS: &str = r#"powers: [(role: Police, may: [Hold])],
        units: [
            (id: "inside", role: Police, count: 1, equipment: [Radio],
                station: At(cell: "in", position: (45, 10))),
            (id: "gate", role: Police, count: 6, equipment: [Radio],
                station: At(cell: "out", position: (36, 17))),
        ],
        posts: [(id: "post", kind: Command(dispatchers: 1, fallback: false))],"#;

#[test]
fn before_an_alarm_who_would_come_into_a_press_is_held_until_it_is_calm() {
    let (tape, simulation) = simulate(room(KEEPERS), &RunSpec::default());
    let (free, _) = simulate(room(""), &RunSpec::default());
    let came_in = |tape: &Tape, until_s: f64| {
        let passed = tape.times(EventKind::GatePassed);
        passed.iter().filter(|t| **t < until_s).count()
    };
    // All come in where nobody holds them, some are held otherwise …
    assert_eq!(came_in(&free, 300.0), 150);
    let inside = came_in(&tape, 300.0);
    assert!((50..140).contains(&inside), "{inside} came in");
    // … while those inside come out again, and then nobody is held.
    assert!(came_in(&tape, 1200.0) >= 2 * inside);
    assert_eq!(simulation.ways.now.gates[0].holds, None);
    assert!(tape.count(EventKind::IncidentClosed) >= 1);
    let state = |tape: &Tape| -> Vec<f64> {
        let changes = tape
            .events
            .iter()
            .filter(|e| e.kind == EventKind::GateChanged);
        changes.map(|e| e.value).collect()
    };
    assert_eq!(state(&tape)[..2], [1.0, 0.0]);
    // Those who held it are back at their post.
    let end = tape.positions.last().expect("frames").0;
    let away = tape.positions.iter().filter(|p| p.0 == end && p.4 > 17);
    assert_eq!(away.count(), 0);
    // An alarm ends it, whether it is calm or not.
    let mut document = room(KEEPERS);
    let plan = r#"(id: "out", trigger: At("00:02:30"))"#;
    document.plans = vec![ron::from_str(plan).expect("a plan")];
    document.parameters.command.calm_per_m2 = 0.01;
    let (tape, simulation) = simulate(document, &RunSpec::default());
    assert_eq!(state(&tape)[..2], [1.0, 0.0]);
    assert_eq!(simulation.ways.now.gates[0].holds, None);
    assert_eq!(tape.count(EventKind::Left), 150);
}

#[test]
fn a_fire_across_a_path_turns_back_who_is_on_it_and_sends_others_round() {
    let text = |fire: &str| {
        format!(
            r#"(format: 1, name: "two ways",
            venue: (
                places: [
                    (id: "start", polygon: [(0, 0), (20, 0), (20, 20), (0, 20)]),
                    (id: "end", polygon: [(60, 0), (80, 0), (80, 20), (60, 20)]),
                ],
                paths: [
                    (id: "near", line: [(20, 10, 0), (60, 10, 0)], width: 4, from: "start", to: "end"),
                    (id: "far", line: [(10, 20, 0), (10, 50, 0), (70, 50, 0), (70, 20, 0)],
                        width: 4, from: "start", to: "end"),
                ],
                exits: [(id: "exit", cell: "end", line: ((80, 5), (80, 15)))],
            ),
            visitors: (
                present: [(place: "start", count: 60, within: (1, 1, 19, 19), exit: "exit")],
                programme: [(id: "show", start: "00:00", end: "00:01",
                    places: [(place: "start", share: 1)])],
            ),
            incidents: [{fire}],
            run: (end: 600))"#
        )
    };
    let fire = r#"(id: "it", kind: Fire(radius_m: 3.5, growth_m_per_s: 0.0, gas_bottle: false),
        occurrence: Scripted(at: "00:01:15", cell: "near", position: (45, 10)))"#;
    let (free, _) = simulate(scenario(&text("")), &RunSpec::default());
    let (tape, _) = simulate(scenario(&text(fire)), &RunSpec::default());
    let last = |tape: &Tape| tape.times(EventKind::Left).last().copied();
    assert_eq!(tape.count(EventKind::Left), 60);
    assert_eq!(free.count(EventKind::Left), 60);
    assert!(
        last(&tape) > last(&free).map(|t| t + 20.0),
        "{:?}",
        last(&tape)
    );
    // Some were on the path and came back.
    let on_path = |from_ms: i64, to_ms: i64, x: std::ops::Range<i32>| {
        let there = tape.positions.iter().filter(|p| {
            (from_ms..to_ms).contains(&p.0) && x.contains(&p.2) && (8_000..12_000).contains(&p.3)
        });
        there
            .map(|p| p.1)
            .collect::<std::collections::BTreeSet<u32>>()
    };
    let turned = on_path(76_000, 78_000, 22_000..41_000);
    let back = on_path(80_000, 200_000, 10_000..19_500);
    assert!(
        turned.intersection(&back).count() > 0,
        "{turned:?} {back:?}"
    );
    let in_fire = tape.positions.iter().filter(|p| {
        let (x, y) = (f64::from(p.2) / 1e3 - 45.0, f64::from(p.3) / 1e3 - 10.0);
        p.0 > 100_000 && Vec2::new(x, y).length() < 2.5
    });
    assert_eq!(in_fire.count(), 0);
}

#[test]
fn who_goes_home_at_the_end_of_a_shift_finishes_the_task_first() {
    let staff = format!(
        r#"{POWERS}
        units: [(id: "medics", role: Medic, count: 1, equipment: [Radio], until: "00:03",
            station: At(cell: "ward", position: (110, 10)))],
        posts: [{ROOM}],"#
    );
    let rest = "parameters: (response: (treat_s: Constant(120))), run: (end: 1500)";
    let document = venue(&one("Medical(critical: false)", (40.0, 20.0)), &staff, rest);
    let (tape, _) = simulate(document, &RunSpec::default());
    assert_eq!(tape.count(EventKind::IncidentClosed), 1);
    let end = tape.positions.last().expect("frames").0;
    assert!(
        !tape.positions.iter().any(|p| p.0 == end && p.4 >= 16),
        "has gone home"
    );
}

#[test]
fn an_ambulance_takes_one_away_and_the_next_waits_for_another() {
    let ill = |id: &str, at: &str| {
        format!(
            r#"(id: "{id}", kind: Medical(critical: true),
                occurrence: Scripted(at: "{at}", cell: "fair", position: (60, 20))),"#
        )
    };
    let incidents = ill("first", "00:01") + &ill("second", "00:20");
    let taken = |crew: String| {
        let document = venue(&incidents, &crew, "run: (end: 5000)");
        let (tape, _) = simulate(document, &RunSpec::default());
        assert_eq!(tape.count(EventKind::IncidentResolved), 2);
        tape.times(EventKind::TakenAway)
    };
    assert_eq!(taken(crew()).len(), 1, "one ambulance, one drive");
    let ambulance = r#"(id: "ambulance", kind"#;
    let more = crew().replace(
        ambulance,
        &format!(
            r#"(id: "other", kind: Ambulance, cell: "ward", position: (114, 16)),
            {ambulance}"#
        ),
    );
    let times = taken(more);
    assert!(times.len() == 2 && times[0] < times[1], "{times:?}");
}

#[test]
fn as_many_fewer_incidents_are_drawn_as_visitors_are_missing() {
    use super::rules::{coming, park};
    // Some 300 in 400 s, of a kind that does nothing to anybody.
    let drawn = r#"incidents: [(id: "drawn", kind: GateFailure(gate: "gate", lanes: 1,
        duration_s: 1), occurrence: Drawn(per_1000_visitors: 1500,
            from: "00:00", until: "00:06:40", cells: ["street"]))],"#;
    let begin = |rule: &str| {
        let document = park(&coming(200), rule, &format!("{drawn} run: (end: 400)"));
        let (tape, _) = simulate(document, &RunSpec::default());
        let entered = tape.times(EventKind::Entered);
        (tape.times(EventKind::IncidentStarted), entered)
    };
    let (all, _) = begin("");
    let stop = r#"(id: "r", when: At("00:01:40"), orders: [First(StopIngress)])"#;
    let (fewer, entered) = begin(stop);
    assert!(all.len() > 200, "{}", all.len());
    // Those there are begin when they would have.
    assert!(fewer.iter().all(|t| all.contains(t)));
    // Each begins with the share of those due by then who are there: one is due
    // every two seconds.
    let share = |t: f64| {
        let inside = entered.iter().filter(|e| **e <= t).count() as f64;
        (inside / (t / 2.0)).min(1.0)
    };
    let expected: f64 = all.iter().map(|t| share(*t)).sum();
    let spread: f64 = (all.iter().map(|t| share(*t) * (1.0 - share(*t))))
        .sum::<f64>()
        .sqrt();
    let off = (fewer.len() as f64 - expected) / spread;
    assert!(off.abs() < 3.0, "{} of {expected} ± {spread}", fewer.len());
    assert!((fewer.len() as f64) < 0.8 * all.len() as f64);
}
