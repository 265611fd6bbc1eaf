//! The lives of incidents from events written by hand.

use std::sync::Arc;

use super::tests::{event, label};
use super::*;
use crate::analysis::metrics::TaskFigures;
use crate::analysis::testing::{Scene, room, world};
use crate::sim::{Person, PersonKind};
use crate::world::CellIndex;

/// A fire that sets a plan going, fainting at a rate, a heart that stands still and
/// a fall that comes too late; two medics and a crew of one.
const INCIDENTS: &str = "incidents: [
    (id: \"fire\", kind: Fire(radius_m: 1.0, growth_m_per_s: 0.0, gas_bottle: false),
     occurrence: Scripted(at: \"00:00\", cell: \"hall\", position: (5.0, 5.0))),
    (id: \"faint\", kind: Medical(critical: false), occurrence: Drawn(
        per_1000_visitors: 1.0, cells: [], from: \"00:00\", until: \"00:30\")),
    (id: \"heart\", kind: Medical(critical: true),
     occurrence: Scripted(at: \"00:01\", cell: \"hall\", position: (6.0, 5.0))),
    (id: \"late\", kind: Fall,
     occurrence: Scripted(at: \"00:50\", cell: \"hall\", position: (7.0, 5.0))),
], plans: [(id: \"B\", trigger: Incident(\"fire\"))]";

const STAFF: &str = "staff: (
    units: [
        (id: \"medics\", role: Medic, count: 2, task: Treat,
         station: At(cell: \"hall\", position: (1.0, 1.0))),
        (id: \"crew\", role: FireCrew, count: 1, task: Extinguish,
         station: At(cell: \"hall\", position: (2.0, 1.0))),
        (id: \"idle\", role: Volunteer, count: 1, task: Guide,
         station: At(cell: \"hall\", position: (3.0, 1.0))),
    ],
),";

/// A meter of a run with one visitor, the medics 1 and 2, the crew 3 and 4 idle.
fn meter(staff: &str) -> Meter {
    let hall = room("hall", (0.0, 0.0, 10.0, 10.0), &[]);
    let parts = format!(
        "venue: (places: [{hall}],
            exits: [(id: \"door\", cell: \"hall\", line: ((0.0, 4.0), (0.0, 6.0)))]),
         {staff} {INCIDENTS}"
    );
    let mut meter = Meter::new(Arc::new(world(&parts)), label());
    let person = |kind, unit| Person {
        kind,
        unit,
        profile: None,
        group: None,
        entrance: None,
        arrives_ms: 0,
    };
    let staff = [0, 0, 1, 2].map(|unit| person(PersonKind::Staff, Some(unit)));
    meter.start(&Roster {
        people: [vec![person(PersonKind::Visitor, None)], staff.to_vec()].concat(),
    });
    meter
}

/// Events of the hall: time \[s\], kind, subject, value.
fn tell(meter: &mut Meter, told: &[(i64, EventKind, Option<u32>, f64)]) {
    for (t_s, kind, subject, value) in told {
        meter.events(&[Event {
            site: Site::Cell(CellIndex(0)),
            value: *value,
            ..event(t_s * 1000, *kind, *subject)
        }]);
    }
}

/// The index a crush warning raised by sight begins with.
const BY_SIGHT: f64 = 4.0;

/// A run of 1,000 s in which six incidents begin.
fn told() -> Meter {
    use EventKind::*;
    let mut meter = meter(STAFF);
    tell(
        &mut meter,
        &[
            (0, IncidentStarted, None, 0.0),
            (10, IncidentSeen, Some(4), 0.0),
            (40, IncidentReported, None, 0.0),
            (50, IncidentMerged, None, 0.0),
            (55, IncidentMerged, None, 0.0),
            // A heart stands still; nobody reports it, somebody comes by.
            (60, IncidentStarted, Some(0), 2.0),
            (80, IncidentAccepted, None, 0.0),
            (90, IncidentDispatched, Some(3), 0.0),
            (90, DispatchRegret, Some(3), 12.0),
            // Somebody faints and gets up again.
            (95, IncidentStarted, Some(0), 1.0),
            (100, IncidentDispatched, Some(1), 0.0),
            (100, IncidentDispatched, Some(2), 0.0),
            (100, DispatchRegret, Some(1), 0.0),
            (150, IncidentAttended, Some(3), 0.0),
            (160, IncidentOnScene, None, 0.0),
            (170, IncidentWorse, None, 0.0),
            (180, IncidentHandedOver, None, 0.0),
            (200, IncidentSettled, None, 0.0),
            (210, IncidentResolved, None, 0.0),
            (230, IncidentClosed, None, 0.0),
            // Here the target of the heart has run out by a second.
            (241, IncidentAttended, Some(2), 1.0),
            (250, IncidentSettled, None, 2.0),
            // Another faints; the report comes when a medic is there already.
            (300, IncidentStarted, Some(0), 1.0),
            (310, IncidentAttended, Some(1), 3.0),
            (320, IncidentReported, None, 3.0),
            (330, MemberRecalled, Some(1), 3.0),
            (400, IncidentStarted, None, BY_SIGHT),
            (410, IncidentReported, None, 4.0),
            (500, IncidentStarted, None, BY_SIGHT),
            (600, Exposed, None, 3.0),
            (601, Exposed, None, 2.0),
            // Of none that began.
            (602, IncidentReported, None, 17.0),
            (1000, EventKind::GateChanged, None, 0.0),
        ],
    );
    meter
}

#[test]
fn every_incident_has_its_life_in_order_of_beginning() {
    let figures = told().metrics(Ending::Finished, None).incidents;
    let ids: Vec<&str> = figures.iter().map(|it| it.id.as_str()).collect();
    let expected = [
        "fire",
        "heart",
        "faint-1",
        "faint-2",
        "crush-hall",
        "crush-hall-2",
        "late",
    ];
    assert_eq!(ids, expected);
    let fire = &figures[0];
    let expected = IncidentFigures {
        id: "fire".to_owned(),
        kind: "fire".to_owned(),
        started_s: Some(0.0),
        reported_s: Some(40.0),
        accepted_s: Some(80.0),
        dispatched_s: Some(90.0),
        attended_s: Some(150.0),
        on_scene_s: Some(160.0),
        settled_s: Some(200.0),
        resolved_s: Some(210.0),
        closed_s: Some(230.0),
        handed_over_s: Some(180.0),
        units: vec!["crew".to_owned(), "medics".to_owned()],
        merged: 2,
        worse: 1,
        incident: Some("fire".to_owned()),
        place: Some("hall".to_owned()),
        ordered: false,
    };
    assert_eq!(*fire, expected);
    let heart = &figures[1];
    assert_eq!((heart.started_s, heart.reported_s), (Some(60.0), None));
    assert_eq!(heart.answered_s(), Some(241.0));
    let second = &figures[3];
    assert_eq!(second.incident.as_deref(), Some("faint"));
    assert_eq!(second.kind, "medical");
    let crush = &figures[5];
    assert_eq!(
        (crush.kind.as_str(), &crush.incident),
        ("crush_warning", &None)
    );
    let late = &figures[6];
    let never = IncidentFigures {
        id: "late".to_owned(),
        kind: "fall".to_owned(),
        incident: Some("late".to_owned()),
        ..IncidentFigures::default()
    };
    assert_eq!(*late, never);
}

#[test]
fn responses_are_measured_from_the_report_and_against_their_targets() {
    let staff = told().metrics(Ending::Finished, None).staff;
    // Reported: the fire (110 s), the second who fainted (0 s: somebody was there)
    // and a crush warning to which nobody came.
    assert_eq!(staff.response_p50_s, Some(110.0));
    assert_eq!(staff.response_p90_s, None);
    // The fire within 180 s of its report, the heart a second too late.
    assert_eq!(staff.within_target, Some(0.5));
    assert_eq!(staff.critical_within_target, Some(0.0));
    assert_eq!((staff.regrets, staff.regret_mean_s), (2, Some(6.0)));
    assert_eq!(staff.exposed_person_s, Some(5.0));
    assert_eq!(staff.recalled, 1);
}

#[test]
fn a_target_that_has_not_run_out_counts_neither_way() {
    let mut meter = meter(STAFF);
    tell(
        &mut meter,
        &[
            (60, EventKind::IncidentStarted, Some(0), 2.0),
            (240, EventKind::GateChanged, None, 0.0),
        ],
    );
    let share = |meter: &Meter| {
        let staff = meter.metrics(Ending::Finished, None).staff;
        (staff.critical_within_target, staff.within_target)
    };
    assert_eq!(share(&meter), (None, None));
    tell(&mut meter, &[(241, EventKind::GateChanged, None, 0.0)]);
    assert_eq!(share(&meter), (Some(0.0), Some(0.0)));
}

#[test]
fn time_on_tasks_is_summed_over_the_members_of_a_unit() {
    let mut meter = meter(STAFF);
    let frames = [
        (0, [State::Responding, State::OnPost, State::OnPost]),
        (500, [State::Responding, State::OnPost, State::Working]),
        (1500, [State::Working, State::Responding, State::OnPost]),
    ];
    for (number, (t_ms, states)) in (0..).zip(frames) {
        let mut scene = Scene::empty(number, t_ms);
        for (id, state) in (1..).zip(states) {
            scene.person(id, 0, 1.0, 1.0);
            scene.state(state);
        }
        meter.frame(&scene.frame());
    }
    let task = |unit: &str, on_task_s| TaskFigures {
        unit: unit.to_owned(),
        on_task_s,
    };
    // One medic for 1.5 s, the other for 1 s; the crew for half a second.
    let staff = meter.metrics(Ending::Finished, None).staff;
    assert_eq!(staff.on_task, [task("medics", 2.5), task("crew", 0.5)]);
}

#[test]
fn without_described_staff_only_the_chain_reports() {
    let mut meter = meter("");
    tell(
        &mut meter,
        &[
            (0, EventKind::IncidentStarted, None, 0.0),
            (20, EventKind::Reported, None, 0.0),
            (60, EventKind::IncidentStarted, Some(0), 2.0),
            (900, EventKind::GateChanged, None, 0.0),
        ],
    );
    let metrics = meter.metrics(Ending::Finished, None);
    let reported: Vec<_> = metrics.incidents.iter().map(|it| it.reported_s).collect();
    assert_eq!(reported, [Some(20.0), None, None]);
    assert_eq!(metrics.staff, StaffFigures::default());

    // With staff the chain says nothing of who reported it.
    let mut meter = self::meter(STAFF);
    tell(
        &mut meter,
        &[
            (0, EventKind::IncidentStarted, None, 0.0),
            (20, EventKind::Reported, None, 0.0),
        ],
    );
    let metrics = meter.metrics(Ending::Finished, None);
    assert_eq!(metrics.incidents[0].reported_s, None);
    assert_eq!(metrics.staff.response_p50_s, None);
    assert_eq!(metrics.staff.exposed_person_s, Some(0.0));
}
