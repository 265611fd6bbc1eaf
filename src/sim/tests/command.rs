//! The command post: who is sent, what waits for what, and what happens without
//! one.

use super::incidents::{POWERS, ROOM, chain, crew, one, venue};
use super::*;
use crate::base::random::{Purpose, Stream};
use crate::sim::State;
use crate::world::route::Target;

const MEDICAL: &str = "Medical(critical: false)";

fn first(tape: &Tape, kind: EventKind) -> f64 {
    *tape
        .times(kind)
        .first()
        .unwrap_or_else(|| panic!("no {kind:?}"))
}

#[test]
fn in_an_empty_venue_help_takes_as_long_as_the_network_says() {
    let mut document = venue(&one(MEDICAL, (6.0, 20.0)), &crew(), "run: (end: 1500)");
    document.visitors.present[0].count = 1;
    document.visitors.present[0].within = Some((5.0, 19.0, 7.0, 21.0));
    let (tape, simulation) = simulate(document, &RunSpec::default());
    let sent = tape
        .events
        .iter()
        .find(|e| e.kind == EventKind::IncidentDispatched);
    let member = sent.and_then(|e| e.subject).expect("somebody was sent");
    let at = |id: u32, t_s: f64| {
        let p = tape
            .positions
            .iter()
            .rfind(|p| p.1 == id && p.0 as f64 / 1e3 <= t_s);
        let p = p.expect("is inside");
        (f64::from(p.2) / 1e3, f64::from(p.3) / 1e3)
    };
    let (from_s, to_s) = (
        first(&tape, EventKind::IncidentDispatched),
        first(&tape, EventKind::IncidentOnScene),
    );
    let spot = |cell: &str, at: (f64, f64)| simulation.world.spot(cell, at).expect("inside");
    let way_s = simulation
        .network_time(
            spot("ward", at(member, from_s)),
            Target::Spot(spot("fair", at(0, from_s))),
        )
        .expect("a way leads there");
    let staffing = simulation.world.scenario.parameters.staff;
    let near_m = simulation.world.scenario.parameters.command.at_scene_m;
    let expected_s = (way_s - near_m) / staffing.responding_m_s;
    let took_s = to_s - from_s;
    assert!(
        (took_s / expected_s - 1.0).abs() < 0.05,
        "{took_s} s for {expected_s} s"
    );
}

#[test]
fn who_should_be_there_first_is_sent_and_among_equals_the_first() {
    // Three medics each at two places: the second unit is nearer.
    let staff = format!(
        r#"{POWERS}
        units: [
            (id: "far", role: Medic, count: 3, equipment: [Radio],
                station: At(cell: "ward", position: (115, 10))),
            (id: "near", role: Medic, count: 3, equipment: [Radio],
                station: At(cell: "fair", position: (78, 38))),
        ],
        posts: [{ROOM}],"#
    );
    let rest = "parameters: (command: (acts_within_m: 0)), run: (end: 900)";
    let document = venue(&one(MEDICAL, (30.0, 20.0)), &staff, rest);
    let (tape, _) = simulate(document.clone(), &RunSpec::default());
    let sent: Vec<Option<u32>> = (tape.events.iter())
        .filter(|e| e.kind == EventKind::IncidentDispatched)
        .map(|e| e.subject)
        .collect();
    // 60 visitors, three of the far unit; members stand in order of distance to
    // the point of their post.
    assert_eq!(sent.len(), 1);
    assert!((63..66).contains(&sent[0].expect("a member")), "{sent:?}");
    // Nobody who may treat: nobody is sent, and it stays open.
    let mut without = document;
    without
        .staff
        .powers
        .retain(|p| p.role != crate::model::Role::Medic);
    let (tape, _) = simulate(without, &RunSpec::default());
    assert_eq!(tape.count(EventKind::IncidentAccepted), 1);
    assert_eq!(tape.count(EventKind::IncidentDispatched), 0);
    assert_eq!(tape.count(EventKind::IncidentClosed), 0);
}

#[test]
fn further_reports_are_merged_and_the_picture_may_be_wrong() {
    let (tape, _) = simulate(
        venue(&one(MEDICAL, (40.0, 20.0)), &crew(), "run: (end: 1500)"),
        &RunSpec::default(),
    );
    // Police, helpers and a caller have seen it; one medic goes.
    assert!(tape.count(EventKind::IncidentMerged) >= 1);
    assert_eq!(tape.count(EventKind::IncidentReported), 1);
    assert_eq!(tape.count(EventKind::IncidentDispatched), 1);
    for event in tape
        .events
        .iter()
        .filter(|e| e.kind == EventKind::DispatchRegret)
    {
        assert!(event.value >= -1e-9, "{event:?}");
    }
    assert_eq!(tape.count(EventKind::DispatchRegret), 1);
}

#[test]
fn who_treats_the_less_ill_is_taken_away_for_the_dying_and_their_post_is_empty() {
    let incidents = r#"
        (id: "first", kind: Medical(critical: false),
            occurrence: Scripted(at: "00:01", cell: "fair", position: (30, 20))),
        (id: "second", kind: Medical(critical: true),
            occurrence: Scripted(at: "00:06", cell: "fair", position: (50, 20))),"#;
    let staff = format!(
        r#"{POWERS}
        units: [(id: "medics", role: Medic, count: 2, minimum: 2, equipment: [Radio],
            station: At(cell: "ward", position: (110, 10)))],
        posts: [{ROOM}],"#
    );
    let rest = "parameters: (response: (treat_s: Constant(1200), critical_s: Constant(300))),
        run: (end: 4000)";
    let (tape, _) = simulate(venue(incidents, &staff, rest), &RunSpec::default());
    let recalled = tape
        .events
        .iter()
        .find(|e| e.kind == EventKind::MemberRecalled);
    assert_eq!(recalled.expect("one is recalled").value, 0.0);
    assert!(tape.count(EventKind::PostLeft) >= 1);
    // Both are dealt with in the end.
    assert_eq!(tape.count(EventKind::IncidentClosed), 2);
    assert!(tape.count(EventKind::PostTaken) >= 1);
}

#[test]
fn without_a_command_post_who_sees_it_goes_and_nothing_is_ever_booked() {
    let crew = crew();
    let (before, after) = crew.split_once("posts: [").expect("has posts");
    let none = format!("{before}posts: [{}", after.replace(ROOM, ""));
    // In sight of the ward's medics.
    let incident = r#"(id: "it", kind: Medical(critical: false),
        occurrence: Scripted(at: "00:01", cell: "ward", position: (104, 5)))"#;
    let (tape, _) = simulate(
        venue(incident, &none, "run: (end: 2500)"),
        &RunSpec::default(),
    );
    assert_eq!(tape.count(EventKind::IncidentAttended), 1);
    assert_eq!(tape.count(EventKind::IncidentSettled), 1);
    for kind in [
        EventKind::IncidentReported,
        EventKind::IncidentAccepted,
        EventKind::IncidentClosed,
    ] {
        assert_eq!(tape.count(kind), 0, "{kind:?}");
    }
    // The fall-back post takes over where there is no other.
    let fallback = r#"(id: "town", kind: Command(dispatchers: 1, fallback: true)),"#;
    let town = format!("{before}posts: [{}", after.replace(ROOM, fallback));
    let (tape, _) = simulate(
        venue(incident, &town, "run: (end: 2500)"),
        &RunSpec::default(),
    );
    assert_eq!(tape.count(EventKind::IncidentClosed), 1);
}

#[test]
fn a_camera_shows_what_nobody_else_sees() {
    let incident = r#"(id: "it", kind: SuspiciousObject(radius_m: 2),
        occurrence: Scripted(at: "00:01", cell: "ward", position: (118, 18)))"#;
    let seen_s = |cameras: &str| {
        let staff = format!("{POWERS} posts: [{ROOM}], cameras: [{cameras}]");
        let (tape, _) = simulate(
            venue(incident, &staff, "run: (end: 900)"),
            &RunSpec::default(),
        );
        tape.times(EventKind::IncidentSeen).first().copied()
    };
    assert_eq!(seen_s(""), None);
    let camera = r#"(id: "cam", cell: "ward", position: (101, 1), range_m: 40,
        bearing_deg: 45, field_of_view_deg: 60)"#;
    let seen = seen_s(camera).expect("it is on the picture");
    assert!((60.0..120.0).contains(&seen), "{seen}");
    // It looks the other way.
    assert_eq!(
        seen_s(&camera.replace("bearing_deg: 45", "bearing_deg: 225")),
        None
    );
}

#[test]
fn the_chain_before_an_alarm_begins_when_somebody_sees_the_fire() {
    let fire = "Fire(radius_m: 2, growth_m_per_s: 0.0, gas_bottle: false)";
    let rest = r#"plans: [(id: "out", trigger: Incident("it"),
            chain: (detection_s: Constant(500), report_s: Constant(500),
                verification_s: Constant(30), decision_s: Constant(20), broadcast_s: Constant(10)))],
        run: (end: 900)"#;
    let links = |staff: &str| {
        let (tape, _) = simulate(
            venue(&one(fire, (40.0, 20.0)), staff, rest),
            &RunSpec::default(),
        );
        [
            EventKind::Ignition,
            EventKind::Detected,
            EventKind::Reported,
            EventKind::Verified,
            EventKind::Decided,
            EventKind::Broadcast,
        ]
        .map(|kind| tape.times(kind).first().copied())
    };
    let seen = links(&crew()).map(|t| t.expect("the chain runs to its end"));
    assert!(seen[1] < 65.0 && seen[2] < 180.0, "{seen:?}");
    assert!((seen[5] - seen[2] - 60.0).abs() < 0.2, "{seen:?}");
    // By callers only it takes longer; without a command post the document says how
    // long.
    let called = links(&format!("{POWERS} posts: [{ROOM}]")).map(|t| t.expect("called"));
    assert!(called[2] > seen[2], "{called:?}");
    let written = links("");
    assert_eq!(written[1], Some(560.0));
}

#[test]
fn who_needs_help_to_leave_is_helped_by_staff_or_waits() {
    let rest = r#"plans: [(id: "out", trigger: At("00:01"))], run: (end: 1500)"#;
    let out = |staff: &str| {
        let mut document = venue("", staff, rest);
        let profile = r#"(id: "p", share: 1, assisted: 0.05, pre_movement: Constant(0))"#;
        document.visitors.profiles = vec![ron::from_str(profile).expect("a profile")];
        simulate(document, &RunSpec::default()).0
    };
    let helped = out(&crew());
    assert_eq!(helped.count(EventKind::Left), 60);
    let sent = helped.count(EventKind::HelperSent);
    assert!(sent > 0, "nobody of 60 needed help");
    // Helpers go back to their posts.
    let end = helped.positions.last().expect("frames").0;
    let away = helped
        .positions
        .iter()
        .filter(|p| p.0 == end && p.4 == State::Working as u8);
    assert_eq!(away.count(), 0);
    // Nobody comes: they wait to the end.
    let alone = out(&format!(
        "{POWERS} units: [(id: \"m\", role: Medic, count: 1,
        station: At(cell: \"ward\", position: (110, 10)))]"
    ));
    assert_eq!(alone.count(EventKind::Left), 60 - sent);
    // Documents without staff leave helpers out.
    assert_eq!(out("").count(EventKind::Left), 60);
}

/// A venue with random incidents, crews, dispatchers and channels.
fn random(seed: u64) -> Scenario {
    let mut stream = Stream::new(seed, Purpose::Incident, 0xC0FFEE);
    let kinds = [
        "Fire(radius_m: 1, growth_m_per_s: 0.01, gas_bottle: true)",
        "Medical(critical: false)",
        "Medical(critical: true)",
        "Fall",
        "LostPerson",
        "CrushWarning",
        "SuspiciousObject(radius_m: 3)",
        "BlockedPath(width_left: 0.3)",
    ];
    let mut incidents = String::new();
    for number in 0..1 + stream.below(6) {
        let kind = kinds[stream.below(kinds.len())];
        let (cell, x, y) = if kind.starts_with("Blocked") {
            ("lane", 90.0, 10.0)
        } else {
            ("fair", stream.uniform(5.0, 75.0), stream.uniform(5.0, 35.0))
        };
        let at = stream.below(120);
        incidents += &format!(
            r#"(id: "i{number}", kind: {kind},
                occurrence: Scripted(at: {at}, cell: "{cell}", position: ({x}, {y}))),"#
        );
    }
    let mut units = String::new();
    for (role, means) in [
        ("Police", ""),
        ("Medic", ""),
        ("FireCrew", "Extinguisher"),
        ("Volunteer", ""),
    ] {
        let count = stream.below(4);
        if count > 0 {
            let radio = if stream.unit() < 0.8 { "Radio," } else { "" };
            units += &format!(
                r#"(id: "{role}", role: {role}, count: {count}, equipment: [{radio} {means}],
                    station: At(cell: "fair", position: ({}, {}))),"#,
                stream.uniform(5.0, 75.0),
                stream.uniform(5.0, 35.0)
            );
        }
    }
    let desks = stream.below(3);
    let posts = format!(
        r#"(id: "room", kind: Command(dispatchers: {desks}, fallback: false)),
        (id: "aid", kind: Medical, cell: Some("ward"), position: Some((112, 4))),"#
    );
    let staff = format!("{POWERS} units: [{units}], posts: [{posts}]");
    let channels = 1 + stream.below(3);
    let rest = format!(
        "plans: [(id: \"out\", trigger: At({}))],
        parameters: (
            command: (radio_channels: {channels}, warning_per_m2: 2.0, calm_per_m2: 1.0),
            response: (bottle_s: Constant(120), treat_s: Constant(60), critical_s: Constant(60),
                clear_path_s: Constant(60), inspect_s: Constant(60)),
        ), run: (end: 420, seed: {seed})",
        200 + stream.below(200)
    );
    venue(&incidents, &staff, &rest)
}

/// No time of any incident is before that of the link before it.
/// Gives how many were sent and how many closed.
fn times_never_go_backwards(seed: u64) -> [usize; 2] {
    use EventKind as K;
    let (tape, simulation) = simulate(random(seed), &RunSpec::default());
    let began = tape.count(K::IncidentStarted);
    assert_eq!(began, simulation.cases.len());
    for number in 0..began {
        let at = |kind: K| {
            let of = |e: &&Event| e.kind == kind && e.value == number as f64;
            tape.events.iter().find(of).map(|e| e.t_ms)
        };
        let links = [
            K::IncidentReported,
            K::IncidentAccepted,
            K::IncidentDispatched,
            K::IncidentOnScene,
            K::IncidentResolved,
            K::IncidentClosed,
        ]
        .map(at);
        let known: Vec<i64> = links.iter().flatten().copied().collect();
        assert!(
            known.is_sorted(),
            "seed {seed}, incident {number}: {links:?}"
        );
        // Closed is only what was settled and resolved.
        let warning = simulation.cases[number].kind == crate::model::IncidentKind::CrushWarning;
        if links[5].is_some() && (links[2].is_some() || !warning) {
            assert!(links.iter().all(Option::is_some), "seed {seed}: {links:?}");
            assert!(at(K::IncidentSettled) <= links[5] && at(K::IncidentSettled).is_some());
        }
        let attended = at(K::IncidentAttended);
        assert!(
            links[3].is_none() || attended.is_some(),
            "seed {seed}: {links:?}"
        );
    }
    [K::IncidentDispatched, K::IncidentClosed].map(|kind| tape.count(kind))
}

#[test]
fn times_never_go_backwards_in_forty_random_scenarios() {
    let counts: Vec<[usize; 2]> = (0..40).map(times_never_go_backwards).collect();
    let sum = |at: usize| counts.iter().map(|count| count[at]).sum::<usize>();
    assert!(
        sum(0) > 20 && sum(1) > 5,
        "{} sent, {} closed",
        sum(0),
        sum(1)
    );
}

#[test]
#[ignore = "a thousand runs: minutes"]
fn ci_times_never_go_backwards_in_a_thousand_random_scenarios() {
    use rayon::prelude::*;
    (40..1000_u64).into_par_iter().for_each(|seed| {
        times_never_go_backwards(seed);
    });
}

#[test]
fn incidents_give_the_same_bytes_on_any_number_of_threads() {
    for seed in [3, 11] {
        let digests = [1, 2, 3].map(|threads| {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .expect("a pool of a few threads can be built");
            let mut document = random(seed);
            // Enough for several pieces of work.
            document.visitors.present[0].count = 700;
            pool.install(|| simulate(document, &RunSpec::default()).0.digest())
        });
        assert!(digests.iter().all(|d| *d == digests[0]), "{digests:?}");
    }
}

#[test]
fn an_incident_that_is_drawn_comes_as_often_as_its_rate_says() {
    let drawn = r#"(id: "ill", kind: Medical(critical: false), occurrence: Drawn(
        per_1000_visitors: 50, cells: [], from: "00:00", until: "00:10"))"#;
    let total: usize = (0..20)
        .map(|seed| {
            let spec = RunSpec {
                seed: Some(seed),
                ..RunSpec::default()
            };
            let document = venue(drawn, "", "run: (end: 610)");
            simulate(document, &spec)
                .0
                .count(EventKind::IncidentStarted)
        })
        .sum();
    // 60 visitors × 50 for 1,000 = 3 a run: 60 in 20, give or take three times 7.7.
    assert!((37..=83).contains(&total), "{total}");
    let links = chain(
        &simulate(
            venue(drawn, &crew(), "run: (end: 3000)"),
            &RunSpec::default(),
        )
        .0,
    );
    assert!(links.len() >= 6, "{links:?}");
}
