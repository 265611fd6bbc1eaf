//! Orders from the desk: what they do, and that a list gives the run in which its
//! orders were given.

use super::incidents::{KEEPERS, chain, crew, one, room, venue};
use super::*;
use crate::model::file::{read_orders, write_orders};
use crate::model::orders::{DeskOrder, Given, Orders};
use crate::model::{IncidentKind, check};
use crate::world::check as world_check;

/// A list of orders; they must be sound.
fn orders(scenario: &Scenario, text: &str) -> RunSpec {
    let options =
        ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let orders: Vec<Given> = options.from_str(text).expect("the test's orders are RON");
    let spec = RunSpec {
        orders,
        ..RunSpec::default()
    };
    assert_sound(scenario, &spec);
    spec
}

fn assert_sound(scenario: &Scenario, spec: &RunSpec) {
    let world = match World::compile(Arc::new(scenario.clone())) {
        Ok(world) => Arc::new(world),
        Err(problems) => panic!("{problems:?}"),
    };
    let steps = Simulation::new(Arc::clone(&world), spec)
        .expect("it can be run")
        .desk_steps();
    let orders = Orders::new(spec.orders.clone());
    assert_eq!(check::of_orders(scenario, &orders, steps), []);
    assert_eq!(world_check::of_orders(&world, &orders), []);
}

fn with(scenario: Scenario, list: &str) -> Tape {
    let spec = orders(&scenario, list);
    simulate(scenario, &spec).0
}

/// A street, a gate of 6 m and a lawn to which somebody comes every two seconds; six
/// who may hold the gate stand before it.
fn street() -> Scenario {
    scenario(
        r#"(format: 1, name: "street",
        venue: (
            places: [
                (id: "street", polygon: [(0, 0), (40, 0), (40, 12), (0, 12)], closed_to: ["lawn"]),
                (id: "lawn", polygon: [(40, 0), (80, 0), (80, 12), (40, 12)]),
            ],
            gates: [(id: "gate", from: "street", to: "lawn", line: ((40, 2), (40, 8)))],
            exits: [(id: "way", cell: "street", line: ((0, 0), (0, 10)))],
        ),
        visitors: (
            profiles: [(id: "adult", share: 1, pre_movement: Constant(0))],
            arrivals: [(id: "all", count: 150, curve: Uniform(from: 0, until: 300),
                entrances: [(entrance: "way", share: 1)])],
            programme: [(id: "picnic", start: "00:00", end: "01:00", places: [(place: "lawn", share: 1)])],
        ),
        staff: (
            powers: [(role: Police, may: [Hold]), (role: Medic, may: [Treat])],
            strength: [(role: Police, count: 6), (role: Medic, count: 2)],
            units: [
                (id: "police", role: Police, count: 6, equipment: [Radio],
                    station: At(cell: "street", position: (36, 10))),
                (id: "medics", role: Medic, count: 2, equipment: [Radio],
                    station: At(cell: "street", position: (20, 11))),
            ],
            posts: [(id: "room", kind: Command(dispatchers: 1, fallback: false))],
        ),
        plans: [
            (id: "out", trigger: At("00:05"), chain: (broadcast_s: Constant(10)),
                staff: [(unit: "medics", to: At(cell: "lawn", position: (70, 10)))]),
            (id: "other", chain: (broadcast_s: Constant(20))),
        ],
        run: (end: 420))"#,
    )
}

#[test]
fn a_held_gate_lets_nobody_through_until_it_is_opened() {
    let tape = with(
        street(),
        r#"[(t_s: 100, order: Gate(gate: "gate", state: Held)),
            (t_s: 200, order: Gate(gate: "gate", state: Open))]"#,
    );
    assert_eq!(tape.times(EventKind::Ordered), [100.0, 200.0]);
    assert_eq!(tape.times(EventKind::OrderGiven), [100.0, 200.0]);
    let done = tape.times(EventKind::OrderCarriedOut);
    let &[held_s, open_s] = done.as_slice() else {
        panic!("both are carried out: {done:?}");
    };
    assert!(
        held_s >= 100.0 && (200.0..=202.0).contains(&open_s),
        "{done:?}"
    );
    let passed = tape.times(EventKind::GatePassed);
    let before = passed.iter().filter(|t| **t <= held_s).count();
    let meanwhile = passed.iter().filter(|t| **t > held_s && **t < open_s);
    let after = passed
        .iter()
        .filter(|t| **t >= open_s && **t < 300.0)
        .count();
    assert_eq!(meanwhile.count(), 0, "held from {held_s} to {open_s} s");
    assert!(before > 10 && after > 50, "{before} before, {after} after");
}

#[test]
fn an_evacuation_started_at_the_desk_comes_sooner_and_never_later() {
    let alarm = |list: &str| with(street(), list).times(EventKind::Broadcast);
    assert_eq!(alarm("[]"), [310.0]);
    assert_eq!(alarm("[(t_s: 60.05, order: Evacuate())]"), [70.05]);
    // It is being told already, and has been told.
    assert_eq!(
        alarm("[(t_s: 305, order: Evacuate()), (t_s: 311, order: Evacuate())]"),
        [310.0]
    );
    let tape = with(street(), r#"[(t_s: 60, order: Evacuate(plan: "other"))]"#);
    assert_eq!(tape.times(EventKind::Escalated), [60.0]);
    assert_eq!(tape.times(EventKind::Decided), [60.0]);
    assert_eq!(tape.times(EventKind::Broadcast), [80.0]);
    let ordered = tape.events.iter().find(|e| e.kind == EventKind::Ordered);
    let ordered = ordered.map(|event| crate::sim::Ordered::of(event.value));
    assert_eq!(ordered, Some(crate::sim::Ordered::Evacuation(1)));
}

/// Mean distance of the medics of the street from a point at a time \[m\].
fn medics_from(tape: &Tape, at: (f64, f64), t_ms: i64) -> f64 {
    let people = tape.positions.iter().filter(|p| p.0 == t_ms);
    let all: Vec<f64> = people
        .filter(|p| p.1 >= 156)
        .map(|p| {
            let here = crate::base::Vec2::new(f64::from(p.2), f64::from(p.3)) * 1e-3;
            here.distance(at.into())
        })
        .collect();
    assert_eq!(all.len(), 2, "at {t_ms} ms");
    all.iter().sum::<f64>() / 2.0
}

#[test]
fn a_unit_goes_where_it_is_sent_until_a_newer_order() {
    let lawn = (50.0, 10.0);
    let sent =
        r#"(t_s: 30, order: Send(unit: "medics", to: Point(cell: "lawn", position: (50, 10))))"#;
    let again =
        r#"(t_s: 320, order: Send(unit: "medics", to: Point(cell: "lawn", position: (50, 10))))"#;
    let tape = with(street(), &format!("[{sent}]"));
    assert!(medics_from(&tape, lawn, 30_000) > 25.0);
    assert!(medics_from(&tape, lawn, 100_000) < 2.0);
    // The alarm at 310 s is newer, and the plan wants them elsewhere.
    assert!(medics_from(&tape, (70.0, 10.0), 400_000) < 2.0);
    // An order after it is newer still.
    let tape = with(street(), &format!("[{sent}, {again}]"));
    assert!(medics_from(&tape, lawn, 415_000) < 2.0);
    let tape = with(
        street(),
        r#"[(t_s: 30, order: Send(unit: "medics", to: Place("lawn")))]"#,
    );
    let (west, east) = ((40.0, 6.0), (80.0, 6.0));
    let across = medics_from(&tape, west, 150_000) + medics_from(&tape, east, 150_000);
    assert!(across < 52.0, "they are on the lawn");
}

#[test]
fn an_incident_by_order_is_answered_like_one_of_the_scenario() {
    for kind in [
        "Medical(critical: true)",
        "Fire(radius_m: 1, growth_m_per_s: 0.001, gas_bottle: false)",
        "BlockedPath(width_left: 1)",
    ] {
        let fair = venue("", &crew(), "run: (end: 2400)");
        let list = format!(
            r#"[(t_s: 60, order: Incident(id: "it", kind: {kind}, cell: "fair", position: (40, 20)))]"#
        );
        let tape = with(fair, &list);
        let links = chain(&tape);
        assert_eq!(links.len(), 7, "{kind}: {links:?}");
        assert_eq!(links[0].1, 60.0);
        assert!(links.is_sorted_by(|a, b| a.1 <= b.1), "{kind}: {links:?}");
        let started = tape
            .events
            .iter()
            .find(|e| e.kind == EventKind::IncidentStarted);
        let number = started.map(|event| event.value as usize).expect("it began");
        let options = ron::Options::default();
        let kind: IncidentKind = options.from_str(kind).expect("a kind");
        let sort = crate::model::IncidentSort::of(&kind);
        assert_eq!(
            crate::model::IncidentSort::of_ordered(number, 0),
            Some(sort)
        );
    }
}

#[test]
fn a_unit_sent_to_an_incident_deals_with_it_if_that_is_theirs_to_do() {
    let fair = || {
        let incident = one("Medical(critical: false)", (40.0, 20.0));
        venue(&incident, &crew(), "run: (end: 1200)")
    };
    let dispatched = |tape: &Tape| tape.times(EventKind::IncidentDispatched)[0];
    let alone = simulate(fair(), &RunSpec::default()).0;
    let medics = r#"[(t_s: 60.05, order: Send(unit: "medics", to: Incident("it")))]"#;
    let sent = with(fair(), medics);
    assert!(
        dispatched(&sent) < dispatched(&alone),
        "before it was reported"
    );
    assert_eq!(
        sent.count(EventKind::IncidentDispatched),
        4,
        "all of the unit"
    );
    assert_eq!(chain(&sent).len(), 7, "it is closed");
    // Firefighters treat nobody: they go there, and the medics are sent all the same.
    let crew = r#"[(t_s: 60.05, order: Send(unit: "fire", to: Incident("it")))]"#;
    let others = with(fair(), crew);
    assert!(dispatched(&others) > 60.05 + 1.0);
    // Of an incident that has not begun nobody knows where it is.
    let early = r#"[(t_s: 30, order: Send(unit: "medics", to: Incident("it")))]"#;
    let early = with(fair(), early);
    assert!(dispatched(&early) > 60.0);
    assert_eq!(early.count(EventKind::Ordered), 1);
}

/// Gives orders at certain steps of a run as it goes, and gives the list of them with
/// what was seen.
fn live(scenario: Scenario, at: &[(u64, DeskOrder)]) -> (Tape, Vec<Given>) {
    let world = match World::compile(Arc::new(scenario)) {
        Ok(world) => Arc::new(world),
        Err(problems) => panic!("{problems:?}"),
    };
    let mut simulation = Simulation::new(world, &RunSpec::default()).expect("it can be run");
    let mut tape = Tape::default();
    simulation.start(&mut [&mut tape]);
    let mut given = Vec::new();
    loop {
        let now = simulation.steps();
        for (_, order) in at.iter().filter(|(step, _)| *step == now) {
            given.push(simulation.give_order(order.clone()));
        }
        if simulation.step(&mut [&mut tape]).finished {
            break;
        }
    }
    assert_eq!(simulation.orders_taken(), given);
    (tape, given)
}

#[test]
fn a_list_gives_the_bytes_of_the_run_in_which_its_orders_were_given() {
    let scenario = || {
        let mut scenario = street();
        scenario.run.end = crate::model::Time(260.0);
        scenario
    };
    let list = r#"[
        (t_s: 0.05, order: Send(unit: "medics", to: Place("lawn"))),
        (t_s: 40.05, order: Gate(gate: "gate", state: Held)),
        (t_s: 40.05, order: Incident(id: "faint", kind: Medical(critical: false), cell: "street", position: (30, 6))),
        (t_s: 71.35, order: Send(unit: "medics", to: Incident("faint"))),
        (t_s: 120, order: Gate(gate: "gate", state: Open)),
        (t_s: 150.15, order: Incident(id: "fire", kind: Fire(radius_m: 1, growth_m_per_s: 0.01, gas_bottle: true), cell: "lawn", position: (75, 6))),
        (t_s: 180, order: Evacuate()),
        (t_s: 200, order: Evacuate(plan: "other")),
    ]"#;
    let spec = orders(&scenario(), list);
    let steps = crate::model::Steps {
        dt_s: 0.05,
        until_s: 260.0,
    };
    // Before the step in which each is to be taken.
    let at: Vec<(u64, DeskOrder)> = (spec.orders.iter())
        .map(|given| (steps.tick(given.t_s) - 1, given.order.clone()))
        .collect();
    let (lived, given) = live(scenario(), &at);
    assert_eq!(given, spec.orders, "the stamps are those of the steps");
    assert_eq!(lived.count(EventKind::Ordered), 8);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("orders.ron");
    std::fs::write(&path, write_orders(&Orders::new(given))).expect("it is written");
    let read = read_orders(&path).expect("it is read").orders.orders;
    let digests = [1, 2, 3].map(|threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("a pool of a few threads can be built");
        let spec = RunSpec {
            orders: read.clone(),
            ..RunSpec::default()
        };
        pool.install(|| simulate(scenario(), &spec).0.digest())
    });
    let expected = lived.digest();
    assert_eq!(
        digests,
        [expected.clone(), expected.clone(), expected.clone()]
    );
    let (without, _) = simulate(scenario(), &RunSpec::default());
    assert_ne!(without.digest(), expected, "orders do something");
}

#[test]
fn a_crush_warning_s_hold_ends_when_the_desk_opens_the_gate() {
    let alone = simulate(room(KEEPERS), &RunSpec::default()).0;
    let opened = with(
        room(KEEPERS),
        r#"[(t_s: 200, order: Gate(gate: "gate", state: Open))]"#,
    );
    let state_at = |tape: &Tape, t_s: f64| {
        let changed = tape.events.iter();
        let changed = changed.filter(|e| e.kind == EventKind::GateChanged);
        let before = changed.filter(|e| e.t_ms as f64 / 1e3 <= t_s);
        before.map(|e| e.value).next_back()
    };
    assert_eq!(state_at(&opened, 199.0), Some(1.0), "the test needs a hold");
    for t_s in [215.0, 250.0, 299.0] {
        assert_eq!(state_at(&alone, t_s), Some(1.0), "at {t_s} s");
        assert_eq!(state_at(&opened, t_s), Some(0.0), "at {t_s} s");
    }
    let came_in = |tape: &Tape| {
        let passed = tape.times(EventKind::GatePassed);
        passed.iter().filter(|t| **t < 300.0).count()
    };
    assert!(came_in(&opened) > came_in(&alone) + 10);
}
