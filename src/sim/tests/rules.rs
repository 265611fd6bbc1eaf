//! Rules of the plan: on which condition which orders follow, and when.

use super::*;
use crate::model::rule::{Condition, RuleOrder};
use crate::model::{Distribution, Time};

/// A street, a gate, a lawn for a hundred and a stage behind it; people come by the
/// street and go to the lawn, and after 300 s to the stage.
pub(super) fn park(visitors: &str, rules: &str, rest: &str) -> Scenario {
    scenario(&format!(
        r#"(format: 1, name: "park",
        venue: (
            places: [
                (id: "street", polygon: [(0, 0), (40, 0), (40, 10), (0, 10)], closed_to: ["lawn"]),
                (id: "lawn", polygon: [(40, 0), (60, 0), (60, 10), (40, 10)], capacity: 100),
                (id: "stage", polygon: [(60, 0), (80, 0), (80, 10), (60, 10)]),
            ],
            gates: [(id: "gate", from: "street", to: "lawn", line: ((40, 2), (40, 8)))],
            exits: [(id: "way", cell: "street", line: ((0, 0), (0, 10)))],
        ),
        visitors: (
            profiles: [(id: "adult", share: 1, pre_movement: Constant(0))],
            {visitors}
            programme: [
                (id: "picnic", start: "00:00", end: "00:05", places: [(place: "lawn", share: 1)]),
                (id: "show", start: "00:05", end: "01:00", places: [(place: "stage", share: 1)]),
            ],
        ),
        plans: [
            (id: "day", rules: [{rules}]),
            (id: "out", chain: (broadcast_s: Constant(30)),
                rules: [(id: "late", when: At("00:01:10")), (id: "no", when: At("00:50"))]),
        ],
        parameters: (wayfinding: (punctuality_s: 0), command: (estimate_error: 0)),
        {rest})"#
    ))
}

/// So many who stand on the lawn from the start.
fn there(count: u32) -> String {
    format!(r#"present: [(place: "lawn", count: {count}, within: (42, 1, 58, 9), exit: "way")],"#)
}

/// So many who come within the first minutes, one every two seconds.
pub(super) fn coming(count: u32) -> String {
    let until = 2 * count;
    format!(
        r#"arrivals: [(id: "all", count: {count}, curve: Uniform(from: 0, until: {until}),
            entrances: [(entrance: "way", share: 1)])],"#
    )
}

/// What is told of gates: (time \[s\], value).
fn changes(tape: &Tape) -> Vec<(f64, f64)> {
    let changed = (tape.events.iter()).filter(|event| event.kind == EventKind::GateChanged);
    changed
        .map(|event| (event.t_ms as f64 / 1000.0, event.value))
        .collect()
}

/// When a rule with this condition is met, of 40 who stand on the lawn of 200 m².
fn met_by_forty(condition: &str) -> Vec<f64> {
    let rule = format!(r#"(id: "r", when: {condition})"#);
    let document = park(&there(40), &rule, "run: (end: 60)");
    simulate(document, &RunSpec::default())
        .0
        .times(EventKind::RuleMet)
}

#[test]
fn a_rule_is_met_at_its_level_and_not_just_below_it() {
    for (met, just_not) in [
        (
            r#"Density(cell: "lawn", at_least: 0.2)"#,
            r#"Density(cell: "lawn", at_least: 0.201)"#,
        ),
        (
            r#"Occupancy(place: "lawn", at_least: 0.4)"#,
            r#"Occupancy(place: "lawn", at_least: 0.401)"#,
        ),
        ("Inside(at_least: 40)", "Inside(at_least: 41)"),
    ] {
        // At the first look.
        assert_eq!(met_by_forty(met), [10.0], "{met}");
        assert_eq!(met_by_forty(just_not), [0.0; 0], "{just_not}");
    }
    assert_eq!(met_by_forty(r#"At("00:00:25")"#), [25.0]);
    assert_eq!(met_by_forty(r#"At("00:02")"#), [0.0; 0]);
    // What is below from the beginning has not fallen below.
    assert_eq!(met_by_forty("Inside(below: 41)"), [0.0; 0]);
}

#[test]
fn a_queue_counts_everybody_in_line() {
    let met = |at_least: u32| {
        let rule = format!(r#"(id: "r", when: Queue(gate: "gate", at_least: {at_least}))"#);
        let mut document = park(&coming(12), &rule, "run: (end: 250)");
        document.venue.gates[0].lanes = Some(crate::model::Lanes {
            count: 1,
            forward: Some(crate::model::Service {
                crew: 1,
                time_s: Distribution::Constant(3_000.0),
            }),
            backward: None,
        });
        simulate(document, &RunSpec::default())
            .0
            .count(EventKind::RuleMet)
    };
    assert_eq!(met(12), 1);
    assert_eq!(met(13), 0);
}

/// A park in which somebody falls at 30 s and at 60 s.
fn falls(rule: &str, staff: &str) -> Scenario {
    let fall = |n: u32| {
        format!(
            r#"(id: "fall{n}", kind: Fall,
                occurrence: Scripted(at: "00:0{}:{}0", cell: "lawn", position: (50, 5)))"#,
            n / 2,
            3 * (n % 2),
        )
    };
    let rest = format!(
        "{staff} incidents: [{}, {}], run: (end: 100)",
        fall(1),
        fall(2)
    );
    park(&there(1), rule, &rest)
}

#[test]
fn an_incident_meets_a_rule_once_or_each_time_as_the_rule_says() {
    let met = |condition: &str, repeat: bool| {
        let rule = format!(r#"(id: "r", when: Incident({condition}), repeat: {repeat})"#);
        let (tape, _) = simulate(falls(&rule, ""), &RunSpec::default());
        assert_eq!(
            tape.count(EventKind::RuleMet),
            tape.count(EventKind::RuleDecided)
        );
        tape.times(EventKind::RuleMet)
    };
    // In the step after it has begun.
    assert_eq!(met("Fall", true), [30.05, 60.05]);
    assert_eq!(met("Fall", false), [30.05]);
    assert_eq!(met("Fire", true), [0.0; 0]);
}

#[test]
fn where_there_are_staff_an_incident_counts_from_its_report() {
    let rule = r#"(id: "r", when: Incident(Fall), repeat: true)"#;
    let staff = r#"staff: (strength: [(role: Police, count: 1)]),"#;
    let document = falls(rule, staff);
    let world = World::compile(Arc::new(document)).expect("it is sound");
    let mut simulation = Simulation::new(Arc::new(world), &RunSpec::default()).expect("a plan");
    let mut tape = Tape::default();
    while simulation.t_s() < 90.0 {
        if simulation.tick == 1_600 {
            // The second of the two is told of.
            simulation.cases[1].book.reported_s = Some(80.0);
        }
        simulation.step(&mut [&mut tape]);
    }
    assert_eq!(tape.times(EventKind::RuleMet), [80.05]);
}

#[test]
fn a_gate_is_held_when_the_lawn_fills_and_freed_when_it_has_emptied() {
    let rules = r#"
        (id: "hold", when: Occupancy(place: "lawn", at_least: 0.3),
            orders: [Gate(gate: "gate", state: Held)]),
        (id: "free", after: "hold", when: Occupancy(place: "lawn", below: 0.1),
            orders: [Gate(gate: "gate", state: Open)])"#;
    let document = park(&coming(100), rules, "run: (end: 600)");
    let (tape, simulation) = simulate(document, &RunSpec::default());
    let changed = changes(&tape);
    assert_eq!(changed.len(), 2, "{changed:?}");
    let ((held, one), (freed, zero)) = (changed[0], changed[1]);
    assert_eq!((one, zero), (1.0, 0.0));
    // The lawn has few from the start: that frees nothing. It empties only when
    // all go on to the stage at 300 s.
    assert!(held > 60.0 && held < 120.0, "{held} s");
    assert!(freed > 300.0 && freed < 360.0, "{freed} s");
    let passed = tape.times(EventKind::GatePassed);
    let between = passed.iter().filter(|t| (held + 0.1..freed).contains(*t));
    assert_eq!(between.count(), 0, "nobody passes a held gate");
    let before = passed.iter().filter(|t| **t <= held + 0.1).count();
    assert!((30..40).contains(&before), "{before} had come in");
    assert_eq!(passed.len(), 100);
    assert_eq!(simulation.ways.now.gates[0].state, GateState::Open);
}

#[test]
fn orders_follow_the_decision_and_that_follows_its_delay() {
    let rules = r#"
        (id: "close", when: At("00:00:20"), delay_s: Constant(35),
            orders: [Gate(gate: "gate", state: Closed, after_s: 12)])"#;
    let document = park(&there(1), rules, "run: (end: 100)");
    let (tape, _) = simulate(document, &RunSpec::default());
    assert_eq!(tape.times(EventKind::RuleMet), [20.0]);
    assert_eq!(tape.times(EventKind::RuleDecided), [55.0]);
    assert_eq!(changes(&tape), [(67.0, 2.0)]);
}

#[test]
fn a_rule_is_met_again_only_when_its_condition_comes_true_anew() {
    let met = |repeat: bool| {
        let rule = format!(
            r#"(id: "r", when: Occupancy(place: "lawn", at_least: 0.2), repeat: {repeat})"#
        );
        let mut document = park(&there(30), &rule, "run: (end: 900)");
        let mut again = document.visitors.programme[0].clone();
        again.id = "again".into();
        (again.start, again.end) = (Time(600.0), Time(3_600.0));
        document.visitors.programme[1].end = Time(600.0);
        document.visitors.programme.push(again);
        simulate(document, &RunSpec::default())
            .0
            .times(EventKind::RuleMet)
    };
    let twice = met(true);
    assert_eq!(twice.len(), 2, "{twice:?}");
    assert!(twice[0] == 10.0 && twice[1] > 600.0, "{twice:?}");
    assert_eq!(met(false), [10.0]);
}

/// A park whose gate is held by day's rule at 20 s, with police 60 m off.
fn policed(equipment: &str, rules: &str) -> Scenario {
    let staff = format!(
        r#"staff: (
            powers: [(role: Police, may: [Hold])],
            strength: [(role: Police, count: 5)],
            units: [(id: "p", role: Police, count: 5, equipment: [{equipment}],
                station: At(cell: "stage", position: (75, 5)))],
        ),
        run: (end: 200)"#
    );
    park(&there(1), rules, &staff)
}

const HOLD_AT_20_S: &str =
    r#"(id: "hold", when: At("00:00:20"), orders: [Gate(gate: "gate", state: Held)])"#;

#[test]
fn with_staff_an_order_of_a_rule_waits_for_people_before_an_alarm_too() {
    let (tape, simulation) = simulate(policed("Radio", HOLD_AT_20_S), &RunSpec::default());
    assert_eq!(tape.times(EventKind::OrderGiven), [20.0]);
    let given = tape.events.iter().find(|e| e.kind == EventKind::OrderGiven);
    assert_eq!(given.map(|event| event.value), Some(-1.0));
    let done = tape.times(EventKind::OrderCarriedOut);
    // Five for 6 m; from 75 to within 15 m of the gate at 40 and to their post.
    assert_eq!(done.len(), 1);
    let (far, near) = ((35.0 - 15.0) / 1.8, 35.0 / 1.8);
    assert!(
        (20.0 + far..20.0 + near + 5.0).contains(&done[0]),
        "{done:?}"
    );
    assert_eq!(simulation.ways.now.gates[0].state, GateState::Held);
    // Without a radio nobody hears of it.
    let (tape, _) = simulate(policed("", HOLD_AT_20_S), &RunSpec::default());
    assert_eq!(tape.count(EventKind::OrderGiven), 1);
    assert_eq!(tape.count(EventKind::OrderCarriedOut), 0);
}

#[test]
fn what_a_rule_ordered_before_the_alarm_of_its_own_plan_still_holds() {
    let mut document = policed("Radio", HOLD_AT_20_S);
    document.plans[0].trigger = crate::model::Trigger::At(Time(22.0));
    document.plans[0].phases = vec![crate::model::plan::Phase {
        after_s: 190.0,
        areas: Vec::new(),
        action: crate::model::Action::Leave,
    }];
    document.parameters.staff.confirm_s = Distribution::Constant(1.0);
    let (tape, _) = simulate(document, &RunSpec::default());
    assert_eq!(tape.times(EventKind::Broadcast), [22.0]);
    assert_eq!(tape.count(EventKind::OrderCarriedOut), 1);
}

#[test]
fn a_rule_stops_those_who_come_and_turns_those_on_their_way_round() {
    let rule = |order: &str| {
        let rule = format!(r#"(id: "r", when: At("00:00:40"), orders: [First({order})])"#);
        park(&coming(100), &rule, "run: (end: 400)")
    };
    let (tape, simulation) = simulate(rule("StopIngress"), &RunSpec::default());
    let entered = tape.times(EventKind::Entered);
    assert!(entered.iter().all(|t| *t <= 40.0) && entered.len() > 15);
    assert!(simulation.ingress_stopped);
    let (tape, _) = simulate(rule("TurnBack"), &RunSpec::default());
    // 40 m at 1.34 m/s: those of the last half minute are on the street.
    let left = tape.times(EventKind::Left);
    assert!((10..=20).contains(&left.len()), "{left:?}");
    assert!(left.iter().all(|t| (40.0..90.0).contains(t)), "{left:?}");
    // Who stays where they are does not go on to the stage at 300 s.
    let on_stage = |order: &str| {
        let (_, simulation) = simulate(rule(order), &RunSpec::default());
        let stage = simulation.world.cell_named("stage");
        let ids = simulation.active.iter();
        ids.filter(|&&id| Some(simulation.bodies[id as usize].cell) == stage)
            .count()
    };
    assert_eq!(on_stage("StopShow"), 0);
    // A plan's own order does the same for those whom its alarm does not reach.
    let mut document = park(&there(20), "", "run: (end: 400)");
    let plan = &mut document.plans[0];
    plan.first_orders = vec![crate::model::Order::StopShow];
    plan.trigger = crate::model::Trigger::At(Time(40.0));
    plan.phases = vec![crate::model::Phase {
        after_s: 0.0,
        areas: vec![crate::model::Area::Cell("street".into())],
        action: crate::model::Action::Leave,
    }];
    let (_, simulation) = simulate(document, &RunSpec::default());
    let stage = simulation.world.cell_named("stage");
    let goes = |&id: &u32| Some(simulation.bodies[id as usize].cell) == stage;
    assert_eq!(simulation.active.iter().filter(|id| goes(id)).count(), 0);
    assert!(simulation.show_stopped);
    assert!(on_stage("StopIngress") > 15);
}

#[test]
fn a_rule_brings_another_plan_on_whose_alarm_and_rules_then_count() {
    let rules = r#"
        (id: "up", when: At("00:01"), orders: [
            Gate(gate: "gate", state: Closed), Escalate("out")]),
        (id: "old", when: At("00:01:05"))"#;
    let document = park(&there(20), rules, "run: (end: 400)");
    let (tape, simulation) = simulate(document, &RunSpec::default());
    assert_eq!(tape.times(EventKind::Escalated), [60.0]);
    assert_eq!(tape.times(EventKind::Decided), [60.0]);
    let alarm = tape.times(EventKind::Broadcast);
    assert_eq!(alarm, [90.0], "the last link of its chain");
    assert_eq!(simulation.plan(), Some("out"));
    // What was ordered with it is not taken back by it.
    assert_eq!(changes(&tape).len(), 1);
    assert_eq!(simulation.ways.now.gates[0].state, GateState::Closed);
    let met: Vec<(f64, f64)> = (tape.events.iter())
        .filter(|event| event.kind == EventKind::RuleMet)
        .map(|event| (event.t_ms as f64 / 1000.0, event.value))
        .collect();
    assert_eq!(met, [(60.0, 0.0), (70.0, 0.0)], "old is met no more");
}

#[test]
fn a_plan_that_is_in_force_with_an_alarm_is_followed_by_another_at_once() {
    let rules = r#"(id: "up", when: At("00:01"), orders: [Escalate("out")])"#;
    let mut document = park(&there(20), rules, "run: (end: 400)");
    document.plans[0].trigger = crate::model::Trigger::At(Time(30.0));
    document.plans[0].phases = vec![crate::model::plan::Phase {
        after_s: 100.0,
        areas: Vec::new(),
        action: crate::model::Action::Leave,
    }];
    let (tape, _) = simulate(document, &RunSpec::default());
    assert_eq!(tape.times(EventKind::Broadcast), [30.0]);
    let started = tape.times(EventKind::MovementStarted);
    assert_eq!(started.len(), 20);
    assert!(
        started.iter().all(|t| (60.0..61.0).contains(t)),
        "{started:?}"
    );
    assert_eq!(tape.count(EventKind::Left), 20);
}

#[test]
fn estimates_err_by_the_share_the_document_says_by_rule_and_seed_and_the_same_at_every_look() {
    let rule = r#"(id: "r", when: Occupancy(place: "lawn", at_least: 9)),
        (id: "s", when: Occupancy(place: "lawn", at_least: 9))"#;
    let mut document = park(&there(40), rule, "run: (end: 60)");
    document.parameters.command.estimate_error = 0.2;
    let world = World::compile(Arc::new(document)).expect("it is sound");
    let mut simulation = Simulation::new(Arc::new(world), &RunSpec::default()).expect("a plan");
    let of = |simulation: &mut Simulation, rule: usize| -> Vec<f64> {
        let condition = simulation.world.scenario.plans[0].rules[rule].when.clone();
        let look = |n: u64| {
            (simulation.seed, simulation.tick) = (n, 200 * (n % 7));
            simulation
                .value_known(rule, &condition)
                .expect("it is known")
        };
        (0..4_000).map(look).collect()
    };
    let (first, second) = (of(&mut simulation, 0), of(&mut simulation, 1));
    assert_eq!(first, of(&mut simulation, 0));
    let once = of(&mut simulation, 0)[5];
    (simulation.seed, simulation.tick) = (5, 90_000);
    let condition = simulation.world.scenario.plans[0].rules[0].when.clone();
    assert_eq!(simulation.value_known(0, &condition), Some(once));
    assert_ne!(first, second);
    let mean = first.iter().sum::<f64>() / 4_000.0;
    let square = first.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>();
    let sd = (square / 4_000.0).sqrt();
    assert!((mean - 0.4).abs() < 0.005, "{mean}");
    assert!((sd - 0.08).abs() < 0.004, "{sd}");
}

#[test]
fn rules_give_the_same_bytes_on_any_number_of_threads() {
    let document = || {
        let rules = r#"
            (id: "hold", when: Occupancy(place: "lawn", at_least: 0.3), repeat: true,
                delay_s: LogNormal(mean: 10, sd: 5),
                orders: [Gate(gate: "gate", state: Held)]),
            (id: "free", after: "hold", when: Occupancy(place: "lawn", below: 0.25), repeat: true,
                delay_s: LogNormal(mean: 10, sd: 5),
                orders: [Gate(gate: "gate", state: Open)])"#;
        let mut document = park(&coming(100), rules, "run: (end: 400)");
        document.parameters.command.estimate_error = 0.2;
        document
    };
    let digests: Vec<String> = [1, 4]
        .into_iter()
        .map(|threads| {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .expect("a pool of a few threads can be built");
            pool.install(|| {
                let (tape, _) = simulate(document(), &RunSpec::default());
                assert!(tape.count(EventKind::RuleDecided) > 2);
                tape.digest()
            })
        })
        .collect();
    assert_eq!(digests[0], digests[1]);
}

#[test]
fn rules_are_written_and_read_alike() {
    let rules = r#"(id: "r", name: "R", after: "q", when: Density(cell: "lawn", below: 2),
        delay_s: Uniform(10, 20), repeat: true,
        orders: [Gate(gate: "gate", direction: Forward), First(TurnBack), Escalate("out")]),
        (id: "q", when: Incident(CrushWarning))"#;
    let document = park(&there(1), rules, "run: (end: 60)");
    let text = crate::model::file::write(&document);
    let again = crate::model::file::parse(&text, "test").expect("it is read");
    assert_eq!(again.scenario.plans, document.plans);
    let rule = &document.plans[0].rules[0];
    assert!(matches!(
        rule.when,
        Condition::Density { at_least: None, .. }
    ));
    assert!(matches!(rule.orders[2], RuleOrder::Escalate(_)));
}
