//! The numbers of a small evacuation, against those worked out by hand.

use std::sync::Arc;

use super::*;
use crate::analysis::testing::{Scene, room, world};
use crate::sim::{Person, PersonKind};
use crate::world::{ExitIndex, GateIndex};

/// Two rooms side by side, the western one with the exit, a gate with lanes
/// between them, a zone each; a plan that a fire sets going.
fn venue() -> Arc<World> {
    let west = room("west", (0.0, 0.0, 10.0, 10.0), &["east"]);
    let east = room("east", (10.0, 0.0, 20.0, 10.0), &[]);
    let parts = format!(
        "venue: (
            places: [{west}, {east}],
            gates: [(id: \"check\", from: \"west\", to: \"east\",
                     line: ((10.0, 4.0), (10.0, 6.0)))],
            exits: [(id: \"door\", cell: \"west\", line: ((0.0, 4.0), (0.0, 6.0)))],
            zones: [(id: \"w\", cells: [\"west\"]), (id: \"e\", cells: [\"east\"]),
                    (id: \"all\", cells: [\"west\", \"east\"])],
        ),
        incidents: [(id: \"fire\", kind: Fire(radius_m: 1.0, growth_m_per_s: 0.0,
                     gas_bottle: false), occurrence: Scripted(at: \"00:00\", cell: \"east\",
                     position: (15.0, 5.0)))],
        plans: [(id: \"B\", trigger: Incident(\"fire\"))]"
    );
    Arc::new(world(&parts))
}

pub(super) fn label() -> RunLabel {
    RunLabel {
        plan: Some("B".to_owned()),
        seed: 3,
        model: "csx".to_owned(),
        dt_s: 0.05,
    }
}

fn roster(visitors: usize, staff: usize) -> Roster {
    let person = |kind| Person {
        kind,
        unit: None,
        profile: None,
        group: None,
        entrance: None,
        arrives_ms: 0,
    };
    let visitors = std::iter::repeat_n(person(PersonKind::Visitor), visitors);
    let staff = std::iter::repeat_n(person(PersonKind::Staff), staff);
    Roster {
        people: visitors.chain(staff).collect(),
    }
}

pub(super) fn event(t_ms: i64, kind: EventKind, subject: Option<u32>) -> Event {
    Event {
        t_ms,
        kind,
        subject,
        site: Site::None,
        value: 0.0,
    }
}

/// A meter that has seen five visitors of six and a guard come in; the guard
/// is person 6.
fn begun() -> Meter {
    let mut meter = Meter::new(venue(), label());
    meter.start(&roster(6, 1));
    let entered: Vec<Event> = [0, 1, 2, 3, 4, 6]
        .map(|id| event(0, EventKind::Entered, Some(id)))
        .to_vec();
    meter.events(&entered);
    meter
}

/// Shows everyone of `people` in a cell with a state.
fn show(meter: &mut Meter, t_ms: i64, people: &[(u32, u16, State)]) {
    let mut scene = Scene::empty((t_ms / 500) as u32, t_ms);
    for &(id, cell, state) in people {
        let x = 2.0 + f64::from(cell) * 10.0;
        scene.person(id, cell, x, 1.0 + f64::from(id));
        scene.state(state);
    }
    meter.frame(&scene.frame());
}

fn sample(t_ms: i64, kind: SampleKind, site: Site, value: f64) -> Sample {
    Sample {
        t_ms,
        kind,
        site,
        value,
    }
}

/// Five inside at the alarm at 20 s; four leave at 30, 40, 50 and 60 s.
fn four_of_five_left() -> Meter {
    use State::{Alerted, Evacuating, OnPost, Staying, Unaware};
    let mut meter = begun();
    meter.samples(&[sample(0, SampleKind::Inside, Site::None, 5.0)]);
    let all = |state| {
        let visitors = (0..5).map(move |id| (id, u16::from(id > 1), state));
        visitors.chain([(6, 1, OnPost)]).collect::<Vec<_>>()
    };
    show(&mut meter, 0, &all(Staying));
    meter.events(&[
        event(10_000, EventKind::Ignition, None),
        event(10_000, EventKind::Detected, None),
    ]);
    meter.events(&[event(12_000, EventKind::Reported, None)]);
    meter.events(&[
        event(20_000, EventKind::Verified, None),
        event(20_000, EventKind::Decided, None),
        event(20_000, EventKind::Broadcast, None),
    ]);
    show(&mut meter, 20_000, &all(Unaware));
    show(&mut meter, 25_000, &all(Alerted));
    for (at, id) in (3..).zip([2_u32, 3, 4, 0]) {
        let t_ms = at * 10_000;
        meter.events(&[
            event(t_ms - 5000, EventKind::MovementStarted, Some(id)),
            event(t_ms, EventKind::Left, Some(id)),
        ]);
        let left = (at - 2) as usize;
        let inside: Vec<_> = [2, 3, 4, 0, 1][left..]
            .iter()
            .map(|&id| (id, u16::from(id > 1), Evacuating))
            .collect();
        show(&mut meter, t_ms, &inside);
        let count = 5.0 - left as f64;
        meter.samples(&[sample(t_ms, SampleKind::Inside, Site::None, count)]);
    }
    meter
}

#[test]
fn an_evacuation_is_timed_from_the_alarm() {
    let mut meter = four_of_five_left();
    let metrics = meter.metrics(Ending::Finished, None);
    assert_eq!(metrics.outcome, Outcome::Incomplete);
    assert_eq!(
        metrics.people,
        People {
            planned: 6,
            entered: 5,
            left: 4,
            inside: 1,
            waiting_outside: 0
        }
    );
    let evacuation = metrics.evacuation.unwrap();
    assert_eq!(evacuation.ignition_s, Some(10.0));
    assert_eq!(evacuation.reported_s, Some(12.0));
    assert_eq!(evacuation.alarm_s, 20.0);
    assert_eq!(evacuation.broadcast_s, Some(20.0));
    assert_eq!(evacuation.all_clear_s, None);
    // Half of five are three: the third left at 50 s.
    assert_eq!((evacuation.t50_s, evacuation.t95_s), (Some(30.0), None));
    // 5 · 10 + 4 · 10 + 3 · 10 + 2 · 10 s, until 60 s.
    assert_eq!(evacuation.inside_person_s, 140.0);
    assert_eq!(evacuation.curve[0], (0.0, 5));
    assert_eq!(evacuation.curve[4], (60.0, 1));
    let zones: Vec<_> = evacuation.zones.iter().map(|z| z.all_clear_s).collect();
    assert_eq!(zones, [None, Some(30.0), None]);

    // The fifth leaves, after a wait for nothing.
    meter.events(&[event(80_000, EventKind::Left, Some(1))]);
    let between = meter.metrics(Ending::Finished, None).evacuation.unwrap();
    let zones: Vec<_> = between.zones.iter().map(|z| z.all_clear_s).collect();
    assert_eq!(
        zones,
        [Some(60.0), Some(30.0), Some(60.0)],
        "before a frame"
    );
    show(&mut meter, 80_000, &[(6, 1, State::OnPost)]);
    let metrics = meter.metrics(Ending::Finished, None);
    assert_eq!(metrics.outcome, Outcome::Complete);
    let evacuation = metrics.evacuation.unwrap();
    assert_eq!(evacuation.all_clear_s, Some(60.0));
    assert_eq!(evacuation.t95_s, Some(60.0));
    assert_eq!(evacuation.inside_person_s, 160.0);
    let zones: Vec<_> = evacuation.zones.iter().map(|z| z.all_clear_s).collect();
    assert_eq!(zones, [Some(60.0), Some(30.0), Some(60.0)]);
    let cut = meter.metrics(Ending::CutShort, None);
    assert_eq!(cut.outcome, Outcome::Incomplete);
}

#[test]
fn who_is_told_to_stay_or_is_sheltered_need_not_leave() {
    let mut meter = begun();
    meter.events(&[event(0, EventKind::Broadcast, None)]);
    use State::{Staying, Unaware, Walking};
    let frame = |state_of_3| {
        let calm = [0, 1, 2].map(|id| (id, 0, Staying));
        [calm.to_vec(), vec![(3, 1, state_of_3), (4, 1, Staying)]].concat()
    };
    show(&mut meter, 500, &frame(Unaware));
    assert_eq!(
        meter.metrics(Ending::Finished, None).outcome,
        Outcome::Incomplete,
        "3 is still to be told"
    );
    meter.events(&[event(5000, EventKind::MovementStarted, Some(3))]);
    show(&mut meter, 5500, &frame(Walking));
    assert_eq!(
        meter.metrics(Ending::Finished, None).outcome,
        Outcome::Incomplete,
        "3 is on the way to the shelter"
    );
    meter.events(&[event(9000, EventKind::Sheltered, Some(3))]);
    // Somebody leaves by themselves; that is not the end of the evacuation.
    meter.events(&[event(9500, EventKind::Left, Some(0))]);
    let metrics = meter.metrics(Ending::Finished, None);
    assert_eq!(metrics.outcome, Outcome::Complete);
    let evacuation = metrics.evacuation.unwrap();
    assert_eq!(evacuation.all_clear_s, Some(9.0));
    assert_eq!(evacuation.t50_s, None);
}

#[test]
fn without_an_alarm_a_day_is_complete_when_all_have_come_and_gone() {
    let mut meter = begun();
    for id in 0..5 {
        meter.events(&[event(1000, EventKind::Left, Some(id))]);
    }
    let metrics = meter.metrics(Ending::Finished, None);
    assert_eq!(metrics.outcome, Outcome::Incomplete, "one never came");
    assert_eq!(metrics.evacuation, None);
    meter.events(&[event(2000, EventKind::Entered, Some(5))]);
    meter.events(&[event(3000, EventKind::Left, Some(5))]);
    assert_eq!(
        meter.metrics(Ending::Finished, None).outcome,
        Outcome::Complete
    );
}

#[test]
fn gates_incidents_and_integrity_are_counted() {
    let mut meter = begun();
    let gate = Site::Gate(GateIndex(0));
    let mut pass = event(1000, EventKind::GatePassed, Some(0));
    pass.site = gate;
    pass.value = 6.5;
    let wait = |id| {
        let mut wait = event(2000, EventKind::SpawnWait, Some(id));
        wait.site = Site::Exit(ExitIndex(0));
        wait.value = 1.0;
        wait
    };
    let count = |kind, value| {
        let mut count = event(60_000, kind, None);
        count.value = value;
        count
    };
    meter.events(&[pass, wait(5), wait(5)]);
    meter.events(&[
        event(50_000, EventKind::Stuck, Some(1)),
        event(51_000, EventKind::Stuck, Some(2)),
        event(52_000, EventKind::Stuck, Some(1)),
        event(52_000, EventKind::CrowdWait, Some(1)),
        event(58_000, EventKind::CrowdWait, Some(1)),
        event(58_000, EventKind::TurnedBack, Some(2)),
        event(59_000, EventKind::TurnedBack, Some(2)),
        count(EventKind::Overlaps, 3.0),
        count(EventKind::Overlaps, 2.0),
        count(EventKind::WallCorrections, 4.0),
    ]);
    meter.samples(&[
        sample(60_000, SampleKind::WaitingOutside, Site::None, 1.0),
        sample(60_000, SampleKind::Queue, gate, 12.0),
        sample(60_000, SampleKind::Queue, gate, 7.0),
    ]);
    let metrics = meter.metrics(Ending::Finished, None);
    let check = &metrics.gates[0];
    assert_eq!((check.id.as_str(), check.passed), ("check", 1));
    assert_eq!(check.max_flow_per_s, Some(1.0 / 60.0));
    assert_eq!((check.max_queue, check.mean_wait_s), (Some(12), Some(6.5)));
    assert_eq!(metrics.people.waiting_outside, 1);
    let expected = Integrity {
        stuck: 2,
        overlaps: 5,
        wall_corrections: 4,
        spawn_waits: 1,
        crowd_waits: 1,
        turned_back: 1,
        implausible: false,
    };
    assert_eq!(metrics.integrity, expected);
    let fire = &metrics.incidents[0];
    assert_eq!((fire.id.as_str(), fire.kind.as_str()), ("fire", "fire"));
    assert_eq!(fire.reported_s, None);
}

#[test]
fn metrics_are_written_as_the_contract_has_them() {
    let metrics = four_of_five_left().metrics(Ending::Finished, None);
    let text = metrics.to_json();
    assert_eq!(Metrics::from_json(&text).as_ref(), Ok(&metrics));
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["schema"], 1);
    assert_eq!(json["outcome"], "incomplete");
    assert_eq!(json["incidents"][0]["reported_s"], 12.0);
    assert_eq!(json["evacuation"]["curve"][1], serde_json::json!([30.0, 4]));
    for unknown in [
        &json["evacuation"]["all_clear_s"],
        &json["crowding"]["max_pressure_per_s2"],
        &json["gates"][0]["mean_wait_s"],
        &json["staff"]["guided"],
        &json["performance"],
    ] {
        assert!(unknown.is_null());
    }
    assert!(text.ends_with("}\n"));
}
