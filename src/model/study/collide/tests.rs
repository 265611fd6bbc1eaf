//! What collides and what does not, on the hall of the quickstart.

use std::path::Path;

use super::*;

fn hall() -> Scenario {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let document = file::read(root.join("scenarios/quickstart.ron")).unwrap();
    document.scenario
}

fn edits(text: &str) -> Vec<Edit> {
    ron::Options::default()
        .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
        .from_str(&format!("[{text}]"))
        .unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The paths of what collides in a variant made of these lists.
fn found(lists: &[&str]) -> Option<(String, String)> {
    let scenario = hall();
    let edits: Vec<Vec<Edit>> = lists.iter().map(|list| edits(list)).collect();
    let lists: Vec<EditList<'_>> = (edits.iter().enumerate())
        .map(|(index, edits)| EditList {
            place: index.to_string(),
            edits,
        })
        .collect();
    let lists: Vec<&EditList<'_>> = lists.iter().collect();
    Collisions::new(&scenario).find(&lists)
}

const GATE: &str = r#"Put(Gate((id: "ticket-check", from: "forecourt", to: "foyer",
    line: ((40, 8), (40, 12)), width: 3)))"#;
const USHERS: &str = r#"Put(Unit((id: "ushers", role: Volunteer, count: 7,
    station: At(cell: "hall", position: (21, 2)), task: Guide)))"#;
const MORE: &str = r#"Put(Unit((id: "more", role: Volunteer, count: 7,
    station: At(cell: "hall", position: (21, 2)), task: Guide)))"#;
const GO: &str = r#"Remove(kind: Unit, id: "ushers")"#;
const VOLUNTEERS: &str = "ScaleStaff(roles: [Volunteer], total: 2)";
const FIFTH_MORE: &str = "ScaleVisitors(factor: 1.2)";
const SPEAKER: &str =
    r#"Put(Loudspeaker((id: "more-sound", cell: "hall", position: (15, 3), range_m: 40)))"#;

fn number(path: &str, value: f64) -> String {
    format!(r#"SetParameter(path: "{path}", value: {value})"#)
}

#[test]
fn levels_collide_where_their_order_matters() {
    let by_id = number("staff.units[ushers].count", 5.0);
    let by_position = number("staff.units[1].count", 6.0);
    let seated = number("visitors.present[0].count", 90.0);
    let width = number("venue.gates[ticket-check].width", 2.5);
    let strength = "SetStrength(role: Volunteer, count: 9)";
    let step = number("run.dt_s", 0.025);
    let run = r#"SetRun((start: "19:00", end: "19:30"))"#;
    let rename = r#"Rename(from: "ticket-check", to: "check")"#;
    let hold = r#"SetGateState(gate: "ticket-check", state: Held)"#;
    let present = r#"SetPresent([(place: "hall", count: 50)])"#;
    for (a, b) in [
        // A number inside a thing that is replaced, or removed.
        (USHERS, by_id.as_str()),
        (GO, by_id.as_str()),
        (GATE, width.as_str()),
        (GATE, hold),
        // The same entry by its id and by its position.
        (&by_id, &by_position),
        // Head-counts set and scaled.
        (VOLUNTEERS, &by_id),
        (VOLUNTEERS, USHERS),
        (VOLUNTEERS, MORE),
        (VOLUNTEERS, GO),
        (VOLUNTEERS, strength),
        // Visitors set and scaled.
        (FIFTH_MORE, &seated),
        (FIFTH_MORE, present),
        (FIFTH_MORE, "ScaleVisitors(factor: 0.8)"),
        // A section, and a number inside.
        (run, &step),
        (present, &seated),
        (
            "SetDepartures([(share: 1, start: \"19:20\", end: \"19:30\")])",
            &number("visitors.departures[0].share", 0.5),
        ),
        // An id, and what names it.
        (rename, hold),
        (rename, &width),
        // What only one order can carry out.
        (MORE, &number("staff.units[more].count", 3.0)),
    ] {
        let paths = Some(("0.edits[0]".to_owned(), "1.edits[0]".to_owned()));
        assert_eq!(found(&[a, b]), paths, "{a} × {b}");
        assert_eq!(found(&[b, a]), paths, "{b} × {a}");
    }
}

#[test]
fn levels_that_leave_each_other_alone_do_not_collide() {
    let width = number("venue.gates[ticket-check].width", 2.5);
    let tickets = number("staff.units[tickets].count", 3.0);
    for (a, b) in [
        (VOLUNTEERS, "ScaleStaff(roles: [Patrol], total: 2)"),
        (VOLUNTEERS, FIFTH_MORE),
        (VOLUNTEERS, &tickets),
        (&tickets, &number("staff.units[ushers].count", 3.0)),
        (&width, r#"SetGateState(gate: "ticket-check", state: Held)"#),
        (FIFTH_MORE, USHERS),
        ("SetModel(Csm)", "SetRules(GreenGuide)"),
        ("SetModel(Csm)", &number("parameters.csx.time_gap_s", 0.8)),
        (
            r#"Rename(from: "garden", to: "park")"#,
            r#"SetGateState(gate: "ticket-check", state: Held)"#,
        ),
        // Both are there; only where they stand in the list would differ.
        (SPEAKER, &SPEAKER.replace("more-sound", "still-more")),
        (USHERS, MORE),
        // What is no number is for the checks to tell.
        (&GATE.replace("width: 3", "width: NaN"), "SetModel(Csm)"),
        // Neither can be carried out: told when the variant is made.
        (r#"Remove(kind: Unit, id: "nobody")"#, "SetModel(Csm)"),
    ] {
        assert_eq!(found(&[a, b]), None, "{a} × {b}");
        assert_eq!(found(&[b, a]), None, "{b} × {a}");
    }
}

#[test]
fn the_order_within_a_list_is_meant() {
    let hold = r#"SetGateState(gate: "ticket-check", state: Held)"#;
    let ushers = number("staff.units[ushers].count", 3.0);
    for list in [
        [GATE, hold],
        [USHERS, &ushers],
        [MORE, r#"Move(kind: Unit, id: "more", before: "tickets")"#],
        [MORE, r#"Rename(from: "more", to: "others")"#],
        ["ScaleStaff(roles: [], total: 6)", &ushers],
        [r#"SetPresent([(place: "hall", count: 50)])"#, FIFTH_MORE],
        [
            r#"SetRun((start: "19:00", end: "19:30"))"#,
            &number("run.dt_s", 0.025),
        ],
        // It says what the scenario has anyway, and another goes on from there.
        [
            "ScaleStaff(roles: [Volunteer], total: 4)",
            &number("staff.units[ushers].count", 3.0),
        ],
    ] {
        assert_eq!(found(&[&list.join(", ")]), None, "{list:?}");
    }
}

#[test]
fn an_edit_that_a_later_one_makes_pointless_collides_with_it() {
    let hold = r#"SetGateState(gate: "ticket-check", state: Held)"#;
    let by_id = number("staff.units[ushers].count", 5.0);
    let by_position = number("staff.units[1].count", 6.0);
    let step = number("run.dt_s", 0.025);
    for list in [
        [hold, GATE],
        [hold, r#"SetGateState(gate: "ticket-check", state: Open)"#],
        [&by_id, &by_position],
        [&by_id, USHERS],
        [&by_id, GO],
        [&by_id, "ScaleStaff(roles: [], total: 0)"],
        [&step, r#"SetRun((start: "19:00", end: "19:30"))"#],
        [MORE, r#"Remove(kind: Unit, id: "more")"#],
        ["SetModel(Csx)", "SetModel(Csm)"],
        [FIFTH_MORE, "ScaleVisitors(factor: 0.8)"],
        [VOLUNTEERS, "ScaleStaff(roles: [], total: 6)"],
    ] {
        let paths = Some(("0.edits[0]".to_owned(), "0.edits[1]".to_owned()));
        assert_eq!(found(&[&list.join(", ")]), paths, "{list:?}");
    }
}

#[test]
fn the_edits_named_are_those_that_collide() {
    // The unit is put by the second edit and named by the third: the third alone cannot
    // be carried out, nor can the other level's edit.
    let first = [
        "SetModel(Csm)",
        MORE,
        &number("staff.units[more].count", 3.0),
    ];
    let second = ["SetRules(GreenGuide)", &number("staff.units[3].count", 4.0)];
    assert_eq!(
        found(&[&first.join(", "), &second.join(", ")]),
        Some(("0.edits[1]".to_owned(), "1.edits[1]".to_owned()))
    );
    assert_eq!(found(&[&first.join(", "), "SetRules(GreenGuide)"]), None);
}

#[test]
fn a_pair_of_lists_is_asked_once() {
    let scenario = hall();
    let (first, second) = (edits(VOLUNTEERS), edits(FIFTH_MORE));
    let list = |place: &str, edits| EditList {
        place: place.to_owned(),
        edits,
    };
    let (first, second) = (list("a", &first), list("b", &second));
    let mut collisions = Collisions::new(&scenario);
    for _ in 0..3 {
        assert_eq!(collisions.find(&[&first, &second]), None);
    }
    let asked: Vec<_> = collisions.asked.keys().copied().collect();
    assert_eq!(asked, [("a", "a"), ("a", "b"), ("b", "b")]);
}
