//! Staff in the crowd: walking to posts and on rounds, crews and lanes, orders
//! that need people, and who learns what from whom.

use super::*;
use crate::sim::State;

/// A hall of 60 × 20 m with an exit of 2 m at either short side, and two rooms
/// behind it joined by a corridor.
fn hall(rest: &str) -> Scenario {
    scenario(&format!(
        r#"(format: 1, name: "hall",
        venue: (
            places: [
                (id: "hall", polygon: [(0, 0), (60, 0), (60, 20), (0, 20)]),
                (id: "store", polygon: [(70, 30), (80, 30), (80, 40), (70, 40)]),
            ],
            paths: [(id: "corridor", line: [(30, 20, 0), (30, 35, 0), (70, 35, 0)], width: 3,
                from: "hall", to: "store")],
            exits: [
                (id: "west", cell: "hall", line: ((0, 9), (0, 11))),
                (id: "east", cell: "hall", line: ((60, 9), (60, 11))),
            ],
            zones: [(id: "all", cells: ["hall", "store", "corridor"])],
        ),
        {rest})"#
    ))
}

/// With somebody in the hall all the while: a run ends when all have left.
fn in_company(rest: &str) -> String {
    let visitors = r#"visitors: (
        present: [(place: "hall", count: 1, within: (1, 1, 2, 2), exit: "west")],
        programme: [(id: "show", start: "00:00", end: "01:00",
            places: [(place: "hall", share: 1)])],
    ),"#;
    format!("{visitors} {rest}")
}

/// What is shown of a person: (time \[s\], x, y \[m\], state).
fn seen(tape: &Tape, id: u32) -> Vec<(f64, f64, f64, u8)> {
    let of = tape.positions.iter().filter(|p| p.1 == id);
    of.map(|p| {
        let m = |mm: i32| f64::from(mm) / 1000.0;
        (p.0 as f64 / 1000.0, m(p.2), m(p.3), p.4)
    })
    .collect()
}

#[test]
fn who_is_ordered_somewhere_takes_as_long_as_the_network_says() {
    let document = hall(&in_company(
        r#"staff: (
            powers: [(role: Police, may: [Hold, Guide])],
            units: [(id: "one", role: Police, count: 1, equipment: [Radio],
                station: At(cell: "hall", position: (5, 5)))],
        ),
        plans: [(id: "move", trigger: At("00:00"),
            phases: [(after_s: 150, action: Leave)],
            staff: [(unit: "one", to: At(cell: "store", position: (76, 36)))])],
        parameters: (staff: (confirm_s: Constant(0))),
        run: (end: 200)"#,
    ));
    let (tape, simulation) = simulate(document, &RunSpec::default());
    let speed = simulation.world.scenario.parameters.staff.responding_m_s;
    let from = simulation.world.spot("hall", (5.0, 5.0)).expect("inside");
    let to = simulation
        .world
        .spot("store", (76.0, 36.0))
        .expect("inside");
    let length = simulation
        .network_time(from, crate::world::route::Target::Spot(to))
        .expect("a way leads there");
    let path = seen(&tape, 1);
    let leaves = path.iter().find(|p| p.3 == State::Responding as u8);
    let there = path
        .iter()
        .find(|p| p.0 > 5.0 && p.3 == State::OnPost as u8);
    let (leaves, there) = (leaves.expect("goes"), there.expect("arrives"));
    let takes = there.0 - leaves.0;
    assert!(
        (takes / (length / speed) - 1.0).abs() < 0.05,
        "{takes} s for {length} m at {speed} m/s"
    );
    assert!(
        (there.1 - 76.0).abs() < 0.5 && (there.2 - 36.0).abs() < 0.5,
        "{there:?}"
    );
}

#[test]
fn a_round_goes_through_its_cells_and_dwells_in_each() {
    let document = hall(&in_company(
        r#"staff: (
            units: [(id: "round", role: Patrol, count: 2,
                station: Patrol(route: ["hall", "corridor", "store"], dwell_s: 60))],
        ),
        run: (end: 900)"#,
    ));
    let (tape, _) = simulate(document, &RunSpec::default());
    for id in [1, 2] {
        let path = seen(&tape, id);
        assert!(path.iter().all(|p| p.3 == State::OnPatrol as u8));
        let inside = |x0: f64, x1: f64, y0: f64, y1: f64| {
            let there = |p: &&(f64, f64, f64, u8)| p.1 > x0 && p.1 < x1 && p.2 > y0 && p.2 < y1;
            path.iter().filter(there).count() as f64 * 0.5
        };
        for (name, time_s) in [
            ("hall", inside(0.0, 60.0, 0.0, 20.0)),
            ("corridor", inside(28.0, 70.0, 20.5, 37.0)),
            ("store", inside(70.5, 80.0, 30.0, 40.0)),
        ] {
            assert!(time_s > 120.0, "person {id} was in {name} for {time_s} s");
        }
    }
}

#[test]
fn shifts_begin_at_an_entrance_and_end_at_one_and_staff_are_no_visitors() {
    let document = hall(&in_company(
        r#"staff: (units: [
            (id: "early", role: Police, count: 2, until: "00:05",
                station: At(cell: "hall", position: (30, 10))),
            (id: "late", role: Police, count: 2, from: "00:04", until: "00:20",
                station: At(cell: "hall", position: (31, 10))),
        ]),
        run: (end: 900)"#,
    ));
    let (tape, simulation) = simulate(document, &RunSpec::default());
    assert_eq!(simulation.progress().entered, 1);
    assert_eq!(simulation.progress().left, 0);
    assert_eq!(tape.times(EventKind::ShiftStarted), [240.0]);
    let ended = tape.times(EventKind::ShiftEnded)[0];
    // The relief has some 30 m to walk at 1.34 m/s, and is there before 5:00.
    assert!((300.0..302.0).contains(&ended), "{ended}");
    let last = |id| seen(&tape, id).last().copied().expect("was seen");
    for id in [1, 2] {
        let (t, x, ..) = last(id);
        assert!(
            t < ended + 40.0 && !(3.0..=57.0).contains(&x),
            "{id} at {t} s, {x} m"
        );
    }
    for id in [3, 4] {
        let path = seen(&tape, id);
        let (t, x, _, state) = path[0];
        assert!(
            t <= 242.0 && !(3.0..=57.0).contains(&x),
            "{id} at {t} s, {x} m"
        );
        assert_eq!(state, State::OffPost as u8);
        assert_eq!(last(id).3, State::OnPost as u8);
    }
}

/// A gate of three lanes between two places, with so many searchers; a crew is
/// two.
fn checked(searchers: &str, unstaffed: &str) -> Scenario {
    scenario(&format!(
        r#"(format: 1, name: "gate",
        venue: (
            places: [
                (id: "out", polygon: [(0, 0), (30, 0), (30, 20), (0, 20)], closed_to: ["in"]),
                (id: "in", polygon: [(30, 0), (60, 0), (60, 20), (30, 20)]),
            ],
            gates: [(id: "gate", from: "out", to: "in", line: ((30, 7), (30, 13)), unstaffed: {unstaffed},
                lanes: (count: 3, forward: (crew: 2, time_s: Constant(6))))],
            exits: [(id: "exit", cell: "out", line: ((0, 5), (0, 15)))],
        ),
        visitors: (
            present: [(place: "out", count: 60, within: (1, 1, 20, 19), exit: "exit")],
            programme: [(id: "show", name: "show", start: "00:00", end: "01:00",
                places: [(place: "in", share: 1)])],
        ),
        staff: (
            powers: [(role: Police, may: [Search])],
            units: [{searchers}],
            strength: [(role: Police, count: 6)],
        ),
        parameters: (wayfinding: (punctuality_s: 0)),
        run: (end: 400))"#
    ))
}

#[test]
fn lanes_are_open_as_far_as_there_are_crews_at_the_gate() {
    let unit = |count: u32, rest: &str| {
        format!(
            r#"(id: "u{count}", role: Police, count: {count}, task: Search("gate"), {rest}
                station: At(cell: "in", position: (33, 10)))"#
        )
    };
    // Two lanes of 6 s pass 20 a minute: five people make two crews.
    let (tape, _) = simulate(checked(&unit(5, ""), "Free"), &RunSpec::default());
    let passed = tape.times(EventKind::GatePassed);
    assert_eq!(passed.len(), 60);
    let pace = 40.0 / (passed[50] - passed[10]);
    assert!((pace * 3.0 - 1.0).abs() < 0.05, "{pace} a second");
    // With the shift of two of four a lane closes: 10 a minute from then on.
    let units = format!("{},{}", unit(2, ""), unit(3, r#"until: "00:02","#));
    let (tape, _) = simulate(checked(&units, "Free"), &RunSpec::default());
    let changed: Vec<f64> = tape
        .events
        .iter()
        .filter(|event| event.kind == EventKind::LanesChanged)
        .map(|event| event.value)
        .collect();
    assert_eq!(changed, [1.0]);
    let passed = tape.times(EventKind::GatePassed);
    let between = |from_s: f64, until_s: f64| {
        let counted = passed.iter().filter(|t| (from_s..until_s).contains(*t));
        counted.count() as f64
    };
    let (two, one) = (between(40.0, 100.0), between(140.0, 200.0));
    assert!((two - 20.0).abs() <= 1.0, "{two} a minute on two lanes");
    assert!((one - 10.0).abs() <= 1.0, "{one} a minute on one lane");
}

#[test]
fn without_a_crew_a_gate_is_what_the_document_says() {
    let (tape, _) = simulate(checked("", "Free"), &RunSpec::default());
    assert_eq!(
        tape.count(EventKind::GatePassed),
        60,
        "everyone passes freely"
    );
    assert_eq!(tape.count(EventKind::QueueJoined), 0);
    let (tape, _) = simulate(checked("", "Closed"), &RunSpec::default());
    assert_eq!(tape.count(EventKind::GatePassed), 0, "nobody passes");
}

/// A hall of people who came by the west exit and would leave by it, with
/// guides at spots; nobody hears a loudspeaker's directions.
fn unfamiliar(guides: &[(f64, f64)], knows: f64) -> Scenario {
    let units: Vec<String> = guides
        .iter()
        .enumerate()
        .map(|(n, (x, y))| {
            format!(
                r#"(id: "g{n}", role: Volunteer, count: 1, task: Guide, equipment: [Radio],
                    station: At(cell: "hall", position: ({x}, {y})))"#
            )
        })
        .collect();
    let units = units.join(",");
    let mut document = hall(&format!(
        r#"visitors: (
            profiles: [(id: "adult", share: 1, pre_movement: Constant(0), knows_exits: {knows})],
            arrivals: [(id: "all", count: 600, curve: Uniform(from: "00:00", until: "00:01"),
                entrances: [(entrance: "west", share: 1)])],
            programme: [(id: "show", name: "show", start: "00:00", end: "01:00",
                places: [(place: "hall", share: 1)])],
        ),
        staff: (
            powers: [(role: Volunteer, may: [Guide])],
            units: [{units}],
            strength: [(role: Volunteer, count: 9)],
        ),
        plans: [(id: "leave", trigger: At("01:00"))],
        parameters: (staff: (confirm_s: Constant(0), voice_m: 12), wayfinding: (sight_m: 15)),
        run: (start: "00:10", end: "02:00")"#
    ));
    // 600 people have come by the start and stand in the hall.
    document.plans[0].trigger = crate::model::Trigger::At(crate::model::Time(600.0));
    document
}

/// Time until all have left, and how many were guided.
fn evacuated(document: Scenario) -> (f64, usize) {
    let (tape, _) = simulate(document, &RunSpec::default());
    let left = tape.times(EventKind::Left);
    assert_eq!(left.len(), 600);
    (left[599], tape.count(EventKind::Guided))
}

#[test]
fn guides_at_each_exit_help_who_does_not_know_them_and_saturate() {
    let (alone, nobody) = evacuated(unfamiliar(&[], 0.0));
    assert_eq!(nobody, 0);
    let each = [(20.0, 10.0), (45.0, 10.0)];
    let (two, guided) = evacuated(unfamiliar(&each, 0.0));
    assert!(guided > 300, "{guided} guided");
    assert!(
        two < 0.85 * alone,
        "{two} s with a guide at each exit, {alone} s alone"
    );
    let more = [
        (20.0, 6.0),
        (20.0, 14.0),
        (45.0, 6.0),
        (45.0, 14.0),
        (12.0, 10.0),
        (50.0, 10.0),
        (28.0, 10.0),
        (36.0, 10.0),
    ];
    let (eight, _) = evacuated(unfamiliar(&more, 0.0));
    assert!(
        (alone - eight) < 1.6 * (alone - two),
        "{alone} s alone, {two} s with two, {eight} s with eight"
    );
}

#[test]
fn all_guides_at_one_of_two_exits_make_it_worse() {
    let spread = [(6.0, 10.0), (54.0, 10.0), (8.0, 8.0), (52.0, 12.0)];
    let (spread, _) = evacuated(unfamiliar(&spread, 1.0));
    // They see one exit only and send everybody in earshot to it.
    let east = [
        (54.0, 10.0),
        (50.0, 4.0),
        (50.0, 16.0),
        (46.0, 10.0),
        (38.0, 6.0),
        (38.0, 14.0),
    ];
    let mut one_sided = unfamiliar(&east, 1.0);
    one_sided.parameters.wayfinding.sight_m = 25.0;
    one_sided.parameters.staff.voice_m = 30.0;
    let (one_sided, _) = evacuated(one_sided);
    assert!(one_sided > 1.1 * spread, "{one_sided} s for {spread} s");
}

#[test]
fn who_knows_the_exits_needs_no_guides() {
    let (alone, _) = evacuated(unfamiliar(&[], 1.0));
    let (guided, _) = evacuated(unfamiliar(&[(20.0, 10.0), (45.0, 10.0)], 1.0));
    assert!(
        (guided / alone - 1.0).abs() < 0.1,
        "{guided} s guided, {alone} s alone"
    );
}

/// Two rooms with a gate between them, held to be opened by the plan at once, and
/// police somewhere.
fn locked(police: &str) -> Scenario {
    scenario(&format!(
        r#"(format: 1, name: "locked",
        venue: (
            places: [
                (id: "inner", polygon: [(0, 0), (20, 0), (20, 20), (0, 20)], closed_to: ["outer"]),
                (id: "outer", polygon: [(20, 0), (80, 0), (80, 20), (20, 20)]),
            ],
            gates: [(id: "gate", from: "inner", to: "outer", line: ((20, 8), (20, 12)), state: Closed)],
            exits: [
                (id: "exit", cell: "outer", line: ((80, 5), (80, 15))),
                (id: "hatch", cell: "inner", line: ((0, 9), (0, 11))),
            ],
        ),
        visitors: (
            profiles: [(id: "adult", share: 1, pre_movement: Constant(60))],
            present: [(place: "inner", count: 20)],
        ),
        staff: (
            powers: [(role: Police, may: [Hold]), (role: Volunteer, may: [Guide])],
            strength: [(role: Police, count: 2)],
            units: [{police}],
        ),
        plans: [(id: "out", trigger: At("00:00"), gates: [(gate: "gate", state: Open)])],
        parameters: (staff: (confirm_s: Constant(5))),
        run: (end: 600))"#
    ))
}

#[test]
fn an_order_for_a_gate_waits_until_somebody_who_may_has_come() {
    let unit_in = |cell: &str, role: &str, x: f64| {
        format!(
            r#"(id: "{cell}", role: {role}, count: 1, equipment: [Radio],
                station: At(cell: "{cell}", position: ({x}, 10)))"#
        )
    };
    let unit = |role: &str, x: f64| unit_in("outer", role, x);
    let carried_out = |police: &str| {
        let (tape, _) = simulate(locked(police), &RunSpec::default());
        assert_eq!(tape.count(EventKind::OrderGiven), 1);
        tape.times(EventKind::OrderCarriedOut).first().copied()
    };
    // Who stands there acts as soon as the alarm is confirmed.
    let at_once = carried_out(&unit("Police", 22.0)).expect("somebody is there");
    assert!((5.0..=6.1).contains(&at_once), "{at_once} s");
    // Who stands 45 m off has to come within reach: 15 m of the gate.
    let comes = carried_out(&unit("Police", 65.0)).expect("somebody comes");
    let (far, near) = ((65.0 - 20.0 - 15.0) / 1.8, 45.0 / 1.8);
    assert!((5.0 + far..5.0 + near + 3.0).contains(&comes), "{comes} s");
    assert_eq!(
        carried_out(&unit("Volunteer", 22.0)),
        None,
        "may not hold a gate"
    );
    assert_eq!(carried_out(""), None, "nobody is there");
}

#[test]
fn a_path_is_kept_shut_where_somebody_stands_and_nowhere_else() {
    let document = |keepers: &str| {
        scenario(&format!(
            r#"(format: 1, name: "two ways",
            venue: (
                places: [
                    (id: "yard", polygon: [(0, 0), (20, 0), (20, 20), (0, 20)]),
                    (id: "street", polygon: [(40, 0), (60, 0), (60, 20), (40, 20)]),
                ],
                paths: [
                    (id: "short", line: [(20, 10, 0), (40, 10, 0)], width: 3, from: "yard", to: "street"),
                    (id: "long", line: [(20, 18, 0), (30, 40, 0), (40, 18, 0)], width: 3, from: "yard", to: "street"),
                ],
                exits: [(id: "exit", cell: "street", line: ((60, 5), (60, 15)))],
            ),
            visitors: (
                profiles: [(id: "adult", share: 1, pre_movement: Constant(20))],
                present: [(place: "yard", count: 40, within: (1, 1, 12, 12))],
            ),
            staff: (
                powers: [(role: Police, may: [Hold])],
                strength: [(role: Police, count: 2)],
                units: [{keepers}],
            ),
            plans: [(id: "out", trigger: At("00:00"), one_way: [(path: "short", direction: None)])],
            parameters: (staff: (confirm_s: Constant(2), keeps_m: 6)),
            run: (end: 600))"#
        ))
    };
    let by_short = |keepers: &str| {
        let (tape, _) = simulate(document(keepers), &RunSpec::default());
        assert_eq!(tape.count(EventKind::Left), 40);
        let on_it = |p: &&(i64, u32, i32, i32, u8)| {
            (22_000..38_000).contains(&p.2) && (8_000..12_000).contains(&p.3) && p.4 < 16
        };
        let people: std::collections::BTreeSet<u32> =
            tape.positions.iter().filter(on_it).map(|p| p.1).collect();
        people.len()
    };
    let unit = |x: f64| {
        format!(
            r#"(id: "one", role: Police, count: 1, equipment: [Radio],
                station: At(cell: "yard", position: ({x}, 7)))"#
        )
    };
    assert_eq!(by_short(&unit(18.0)), 0, "it is kept");
    assert_eq!(by_short(&unit(2.0)), 40, "the police stand too far off");
    assert_eq!(by_short(""), 40);
}

#[test]
fn whom_no_loudspeaker_reaches_learns_it_from_staff_from_neighbours_or_late() {
    let document = |staff: &str| {
        hall(&format!(
            r#"visitors: (
                profiles: [(id: "adult", share: 1, pre_movement: Constant(10))],
                present: [
                    (place: "hall", count: 10, within: (5, 5, 8, 8)),
                    (place: "store", count: 1, within: (74, 34, 76, 36)),
                ],
            ),
            staff: (
                strength: [(role: Volunteer, count: 1)],
                powers: [(role: Volunteer, may: [Guide])],
                units: [{staff}],
                loudspeakers: [(id: "s", cell: "hall", position: (5, 5), range_m: 12)],
            ),
            plans: [(id: "out", trigger: At("00:00"))],
            parameters: (staff: (confirm_s: Constant(30), unheard_s: Constant(300))),
            run: (end: 900)"#
        ))
    };
    let alerted = |staff: &str| {
        let (tape, _) = simulate(document(staff), &RunSpec::default());
        let of_them = |id| {
            let told = |e: &&Event| e.kind == EventKind::Alerted && e.subject == Some(id);
            let event = tape.events.iter().find(told).expect("learns of it");
            event.t_ms as f64 / 1000.0
        };
        assert_eq!(tape.count(EventKind::Left), 11);
        [of_them(0), of_them(10)]
    };
    let [heard, late] = alerted("");
    assert!(
        heard < 0.1 && (late - 300.0).abs() < 0.2,
        "{heard} s, {late} s"
    );
    let beside = r#"(id: "one", role: Volunteer, count: 1, equipment: [Radio],
        station: At(cell: "store", position: (78, 38)))"#;
    let [_, told] = alerted(beside);
    // After the volunteer has confirmed it, at the next look.
    assert!((30.0..34.0).contains(&told), "{told} s");
}

#[test]
fn an_order_gathers_its_people_whenever_they_hear_of_the_alarm_and_frees_them() {
    let unit = |id: &str, cell: &str, x: f64, radio: &str| {
        format!(
            r#"(id: "{id}", role: Police, count: 1, {radio}
                station: At(cell: "{cell}", position: ({x}, 10)))"#
        )
    };
    // Three for the first gate: one of them has no radio and is told by another
    // who passes. The second gate takes two of the same three.
    let radio = "equipment: [Radio],";
    let units = [
        unit("a", "outer", 60.0, radio),
        unit("b", "outer", 70.0, radio),
        unit("c", "outer", 50.0, ""),
    ];
    let mut document = locked(&units.join(","));
    document.staff.loudspeakers = vec![crate::model::Loudspeaker {
        id: "far".into(),
        cell: "inner".into(),
        position: (1.0, 1.0),
        range_m: 3.0,
    }];
    let order = |after_s: f64, state: GateState| crate::model::GateOrder {
        gate: "gate".into(),
        after_s,
        state: Some(state),
        direction: None,
        clear: false,
    };
    // A line of 4 m takes four at 1.25 m each, three at 1.5 m.
    document.parameters.staff.held_by_one_m = 1.5;
    document.plans[0].gates = vec![order(0.0, GateState::Held), order(200.0, GateState::Open)];
    let (tape, simulation) = simulate(document, &RunSpec::default());
    let done = tape.times(EventKind::OrderCarriedOut);
    assert_eq!(done.len(), 2, "{:?}", tape.times(EventKind::OrderGiven));
    assert!(
        done[0] > 20.0 && done[0] < 90.0 && done[1] < 203.0,
        "{done:?}"
    );
    // Once it is open they have gone back to where they belong.
    for (id, x) in [(20, 60.0), (21, 70.0), (22, 50.0)] {
        let body = &simulation.bodies[id];
        assert!(
            (body.position.x - x).abs() < 1.5,
            "{id} is at {:?}",
            body.position
        );
    }
}

#[test]
fn who_came_before_the_start_did_not_queue_at_a_gate_without_a_crew() {
    let mut document = checked("", "Free");
    document.visitors = ron::Options::default()
        .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
        .from_str(
            r#"(
            arrivals: [(id: "all", count: 60, curve: Uniform(from: "00:00", until: "00:02"),
                entrances: [(entrance: "exit", share: 1)])],
            programme: [(id: "show", name: "show", start: "00:00", end: "01:00",
                places: [(place: "in", share: 1)])],
        )"#,
        )
        .expect("the visitors are sound");
    document.run.start = crate::model::Time(600.0);
    document.run.end = crate::model::Time(700.0);
    let (tape, simulation) = simulate(document, &RunSpec::default());
    assert_eq!(tape.count(EventKind::QueueJoined), 0);
    let inside = simulation.world.cell_named("in").expect("it is there");
    let there = simulation.active.iter();
    let there = there.filter(|&&id| simulation.bodies[id as usize].cell == inside);
    assert_eq!(there.count(), 60);
}

#[test]
fn another_plan_takes_orders_back_and_keeps_what_people_know() {
    let mut document = locked(
        r#"(id: "one", role: Police, count: 1, equipment: [Radio],
            station: At(cell: "outer", position: (22, 10)))"#,
    );
    let order = |state: GateState| crate::model::GateOrder {
        gate: "gate".into(),
        after_s: 0.0,
        state: Some(state),
        direction: None,
        clear: false,
    };
    // The first plan wants a line for which there are too few people.
    document.plans[0].gates = vec![order(GateState::Held)];
    document.plans[0].escalation = Some(crate::model::Escalation {
        after_s: 30.0,
        plan: "then".into(),
    });
    let mut then = document.plans[0].clone();
    then.id = "then".into();
    then.trigger = crate::model::Trigger::Never;
    then.gates = vec![order(GateState::Open)];
    then.escalation = None;
    document.plans.push(then);
    document.visitors.profiles[0].pre_movement = crate::model::Distribution::Constant(100.0);
    let (tape, simulation) = simulate(document, &RunSpec::default());
    let changes: Vec<f64> = tape
        .events
        .iter()
        .filter(|event| event.kind == EventKind::GateChanged)
        .map(|event| event.value)
        .collect();
    assert_eq!(changes, [0.0], "opened, and never held");
    assert_eq!(simulation.ways.now.gates[0].state, GateState::Open);
    assert_eq!(tape.count(EventKind::Left), 20);
}

#[test]
fn a_dense_crowd_makes_responders_late_and_makes_room_for_them() {
    let takes = |people: u32, right_of_way_m_s: f64| {
        let document = hall(&format!(
            r#"visitors: (
                present: [(place: "hall", count: {people}, within: (6, 1, 54, 19), exit: "west")],
                programme: [(id: "show", start: "00:00", end: "01:00",
                    places: [(place: "hall", share: 1)])],
            ),
            staff: (
                powers: [(role: Police, may: [Hold])],
                units: [(id: "one", role: Police, count: 1, equipment: [Radio],
                    station: At(cell: "hall", position: (3, 4)))],
            ),
            plans: [(id: "move", trigger: At("00:00"),
                phases: [(after_s: 280, action: Leave)],
                staff: [(unit: "one", to: At(cell: "hall", position: (57, 16)))])],
            parameters: (staff: (confirm_s: Constant(0), right_of_way_m_s: {right_of_way_m_s})),
            run: (end: 280)"#
        ));
        let (tape, _) = simulate(document, &RunSpec::default());
        let path = seen(&tape, people);
        let responds = |p: &&(f64, f64, f64, u8)| p.3 == State::Responding as u8;
        let on_the_way = path.iter().filter(responds).count() as f64 * 0.5;
        let arrives = path.last().is_some_and(|p| p.1 > 54.0);
        (on_the_way, arrives)
    };
    let straight_s = (54.0_f64 * 54.0 + 12.0 * 12.0).sqrt() / 1.8;
    let (empty, arrives) = takes(1, 0.4);
    assert!(
        arrives && (empty / straight_s - 1.0).abs() < 0.05,
        "{empty} s, {straight_s} s"
    );
    // Two on a square metre.
    let (dense, arrives) = takes(1_700, 0.4);
    assert!(
        arrives && dense > 1.1 * empty,
        "{dense} s in the crowd, {empty} s without"
    );
    let (waits, _) = takes(1_700, 0.0);
    assert!(
        dense <= waits,
        "{dense} s with right of way, {waits} s without"
    );
}
