//! Tests of the edits, on the shipped scenarios.

use std::path::Path;

use super::*;
use crate::model::check::check;
use crate::model::file;
use crate::model::kind::things;
use crate::model::problem::Severity;
use crate::model::staff::{Station, Task, Tier, Unit};

fn shipped(name: &str) -> Scenario {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let document = file::read(root.join("scenarios").join(name)).unwrap();
    document.scenario
}

fn errors(scenario: &Scenario) -> Vec<String> {
    check(scenario)
        .into_iter()
        .filter(|problem| problem.severity == Severity::Error)
        .map(|problem| format!("{} {}", problem.code, problem.place))
        .collect()
}

fn put(item: Item) -> Edit {
    Edit::Put(Box::new(item))
}

fn unit(id: &str, role: Role, count: u32, tier: Tier, minimum: Option<u32>) -> Unit {
    Unit {
        id: id.into(),
        name: String::new(),
        role,
        count,
        station: Station::Patrol {
            route: vec!["hall".into()],
            dwell_s: 60.0,
        },
        task: Task::Watch,
        zone: None,
        from: None,
        until: None,
        equipment: Vec::new(),
        tier,
        minimum,
    }
}

#[test]
fn every_thing_can_be_renamed_removed_and_put_back() {
    let scenario = shipped("jianshan.ron");
    for (thing, id) in things(&scenario) {
        let to = format!("renamed-{id}");
        let edit = Edit::Rename {
            from: id.into(),
            to: to.clone(),
        };
        let renamed = apply(&scenario, &edit).unwrap();
        let text = file::write(&renamed);
        assert!(!text.contains(&format!("\"{id}\"")), "{id} is still named");
        let back = Edit::Rename {
            from: to,
            to: id.into(),
        };
        assert_eq!(apply(&renamed, &back).unwrap(), scenario);
        let edit = Edit::Remove {
            kind: thing.kind,
            id: id.into(),
        };
        let removed = apply(&scenario, &edit).unwrap();
        assert!(things(&removed).iter().all(|(_, other)| *other != id));
    }
}

#[test]
fn a_renamed_scenario_has_the_same_problems() {
    let mut scenario = shipped("jianshan.ron");
    let before = check(&scenario).len();
    let ids: Vec<String> = things(&scenario)
        .iter()
        .map(|(_, id)| (*id).to_owned())
        .collect();
    for id in ids {
        let to = format!("x-{id}");
        scenario = apply(&scenario, &Edit::Rename { from: id, to }).unwrap();
    }
    assert_eq!(check(&scenario).len(), before);
}

#[test]
fn put_adds_or_replaces_and_refuses_a_taken_id() {
    let scenario = shipped("quickstart.ron");
    let mut place = scenario.venue.places[0].clone();
    place.capacity = Some(7);
    let changed = apply(&scenario, &put(Item::Place(place.clone()))).unwrap();
    assert_eq!(changed.venue.places.len(), scenario.venue.places.len());
    assert_eq!(changed.venue.places[0].capacity, Some(7));
    place.id = "another".into();
    let changed = apply(&scenario, &put(Item::Place(place.clone()))).unwrap();
    assert_eq!(changed.venue.places.len(), scenario.venue.places.len() + 1);
    place.id = scenario.venue.gates[0].id.clone();
    let error = apply(&scenario, &put(Item::Place(place))).unwrap_err();
    assert_eq!(error.problem().code, "edit-id-taken");
}

#[test]
fn unknown_names_are_errors_with_a_suggestion() {
    let scenario = shipped("quickstart.ron");
    let edit = Edit::Remove {
        kind: Kind::Place,
        id: "hal".into(),
    };
    let error = apply(&scenario, &edit).unwrap_err();
    assert_eq!(
        error
            .problem()
            .message(crate::base::text::Language::English),
        "There is no place with the id hal."
    );
    assert!(error.problem().values.contains(&("near", "hall".into())));
}

#[test]
fn things_move_in_their_list() {
    let scenario = shipped("jianshan.ron");
    let ids = |scenario: &Scenario| -> Vec<String> {
        scenario.plans.iter().map(|plan| plan.id.clone()).collect()
    };
    let edit = |id: &str, before: Option<&str>| Edit::Move {
        kind: Kind::Plan,
        id: id.into(),
        before: before.map(Into::into),
    };
    assert_eq!(ids(&scenario), ["A", "B", "C", "D", "E"]);
    let moved = apply(&scenario, &edit("D", Some("B"))).unwrap();
    assert_eq!(ids(&moved), ["A", "D", "B", "C", "E"]);
    let moved = apply(&scenario, &edit("A", Some("C"))).unwrap();
    assert_eq!(ids(&moved), ["B", "A", "C", "D", "E"]);
    let moved = apply(&scenario, &edit("A", None)).unwrap();
    assert_eq!(ids(&moved), ["B", "C", "D", "E", "A"]);
}

#[test]
fn visitors_scale_to_the_rounded_total() {
    let mut scenario = shipped("quickstart.ron");
    let crowd = scenario.visitors.present[0].clone();
    scenario.visitors.present = vec![crowd; 7];
    for crowd in &mut scenario.visitors.present {
        crowd.count = 3;
    }
    scenario.visitors.arrivals[0].count = 10;
    let half = apply(&scenario, &Edit::ScaleVisitors { factor: 0.5 }).unwrap();
    let present: u32 = half.visitors.present.iter().map(|c| c.count).sum();
    assert_eq!(present + half.visitors.arrivals[0].count, 16);
    for refused in [-1.0, f64::NAN, f64::INFINITY, 1e9] {
        let edit = Edit::ScaleVisitors { factor: refused };
        let error = apply(&scenario, &edit).unwrap_err();
        assert_eq!(error.problem().code, "edit-factor-refused");
    }
}

#[test]
fn staff_are_cut_from_the_lowest_tier_and_the_end() {
    let mut scenario = shipped("quickstart.ron");
    scenario.staff.strength.clear();
    scenario.staff.units = vec![
        unit("nice-1", Role::Patrol, 4, Tier::Desirable, None),
        unit("must", Role::Police, 6, Tier::Mandatory, Some(4)),
        unit("key", Role::Police, 5, Tier::Critical, Some(3)),
        unit("nice-2", Role::Patrol, 4, Tier::Desirable, Some(3)),
        unit("other", Role::Medic, 9, Tier::Desirable, None),
    ];
    let roles = vec![Role::Police, Role::Patrol];
    let counts = |total: u32| -> Vec<(String, u32)> {
        let roles = roles.clone();
        let changed = apply(&scenario, &Edit::ScaleStaff { roles, total }).unwrap();
        let units = changed.staff.units.iter();
        units.map(|unit| (unit.id.clone(), unit.count)).collect()
    };
    let named = |list: &[(&str, u32)]| -> Vec<(String, u32)> {
        list.iter().map(|(id, n)| ((*id).into(), *n)).collect()
    };
    let all = [
        ("nice-1", 4),
        ("must", 6),
        ("key", 5),
        ("nice-2", 4),
        ("other", 9),
    ];
    assert_eq!(counts(19), named(&all));
    let fewer = [
        ("nice-1", 4),
        ("must", 6),
        ("key", 5),
        ("nice-2", 3),
        ("other", 9),
    ];
    assert_eq!(counts(18), named(&fewer));
    // Two of three would be below the minimum of nice-2: all of it goes.
    let fewer = [("nice-1", 4), ("must", 6), ("key", 5), ("other", 9)];
    assert_eq!(counts(17), named(&fewer));
    let fewer = [("must", 6), ("key", 4), ("other", 9)];
    assert_eq!(counts(10), named(&fewer));
    assert_eq!(counts(4), named(&[("must", 4), ("other", 9)]));
    assert_eq!(counts(3), named(&[("other", 9)]));
    let more = [
        ("nice-1", 5),
        ("must", 8),
        ("key", 7),
        ("nice-2", 5),
        ("other", 9),
    ];
    assert_eq!(counts(25), named(&more));
}

#[test]
fn scaled_staff_leave_a_scenario_without_errors() {
    let scenario = shipped("jianshan.ron");
    assert_eq!(errors(&scenario), Vec::<String>::new());
    let guards = vec![
        Role::Police,
        Role::TrafficPolice,
        Role::Medic,
        Role::Cadre,
        Role::Patrol,
        Role::FireCrew,
    ];
    for total in [0, 50, 100, 150, 200, 400] {
        let roles = guards.clone();
        let edits = [
            Edit::ScaleStaff { roles, total },
            Edit::ScaleStaff {
                roles: vec![Role::Volunteer],
                total: total / 2,
            },
        ];
        let changed = apply_all(&scenario, &edits).unwrap();
        assert_eq!(errors(&changed), Vec::<String>::new(), "{total} guards");
    }
}

#[test]
fn any_number_is_set_by_its_path() {
    let scenario = shipped("jianshan.ron");
    let set = |path: &str, value: f64| {
        let path = path.to_owned();
        apply(&scenario, &Edit::SetParameter { path, value })
    };
    let changed = set("parameters.csx.time_gap_s", 0.8).unwrap();
    assert_eq!(changed.parameters.csx.time_gap_s, 0.8);
    let changed = set("venue.gates[main-gate].lanes.count", 5.0).unwrap();
    let gate = changed.venue.gates.iter().find(|g| g.id == "main-gate");
    assert_eq!(gate.unwrap().lanes.unwrap().count, 5);
    let changed = set("run.start", 37_800.0).unwrap();
    assert_eq!(changed.run.start.seconds(), 37_800.0);
    let changed = set("staff.units[0].count", 3.0).unwrap();
    assert_eq!(changed.staff.units[0].count, 3);
    let changed = set("venue.gates[main-gate].flow_cap_per_s", 2.5).unwrap();
    let gate = changed.venue.gates.iter().find(|g| g.id == "main-gate");
    assert_eq!(gate.unwrap().flow_cap_per_s, Some(2.5));
    let profile = &scenario.visitors.profiles[0].id;
    for path in [
        format!("visitors.profiles[{profile}].free_speed.mean"),
        format!("visitors.profiles[{profile}].free_speed.Normal.mean"),
    ] {
        let changed = set(&path, 1.0).unwrap();
        assert_eq!(changed.visitors.profiles[0].free_speed.mean(), 1.0);
    }
    let code = |path: &str, value: f64| set(path, value).unwrap_err().problem().code;
    assert_eq!(code("parameters.csx.time_gab_s", 1.0), "edit-unknown-path");
    assert_eq!(code("name", 1.0), "edit-not-a-number");
    assert_eq!(code("parameters.csx", 1.0), "edit-not-a-number");
    assert_eq!(
        code("venue.gates[main-gate].lanes.count", 2.5),
        "edit-value-refused"
    );
    assert_eq!(
        code("venue.gates[main-gate].lanes.count", -1.0),
        "edit-value-refused"
    );
    assert_eq!(
        code("parameters.csx.time_gap_s", f64::NAN),
        "edit-value-refused"
    );
    let error = set("parameters.csx.time_gab_s", 1.0).unwrap_err();
    let values = &error.problem().values;
    assert!(
        values.contains(&("near", "time_gap_s".into())),
        "{values:?}"
    );
}

#[test]
fn nothing_else_changes_when_a_number_is_set() {
    let scenario = shipped("jianshan.ron");
    let path = "run.dt_s".to_owned();
    let value = scenario.run.dt_s;
    let same = apply(&scenario, &Edit::SetParameter { path, value }).unwrap();
    assert_eq!(same, scenario);
}

#[test]
fn edits_are_written_and_read_alike() {
    let scenario = shipped("quickstart.ron");
    let edits = vec![
        put(Item::Gate(scenario.venue.gates[0].clone())),
        put(Item::Unit(unit("u", Role::Cadre, 2, Tier::Critical, None))),
        Edit::Remove {
            kind: Kind::AssemblyPoint,
            id: "square".into(),
        },
        Edit::ScaleStaff {
            roles: vec![Role::Volunteer],
            total: 100,
        },
        Edit::SetRun(scenario.run.clone()),
        Edit::SetGeo(None),
    ];
    let text = ron::to_string(&edits).unwrap();
    let read: Vec<Edit> = ron::from_str(&text).unwrap();
    assert_eq!(read, edits);
    let unknown = "ScaleVisitors(factor: 1, more: 2)";
    assert!(ron::from_str::<Edit>(unknown).is_err());
}

#[test]
fn rules_are_reached_like_the_rest_of_a_plan() {
    let mut scenario = shipped("jianshan.ron");
    scenario.plans[3].rules = ron::Options::default()
        .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
        .from_str(
            r#"[(id: "hold", when: Occupancy(place: "lawn", at_least: 0.9), delay_s: Constant(60),
                orders: [Gate(gate: "main-gate", state: Held), Escalate("E")])]"#,
        )
        .unwrap();
    let set = |path: &str, value: f64| {
        let path = format!("plans[D].rules[hold].{path}");
        apply(&scenario, &Edit::SetParameter { path, value }).unwrap()
    };
    let changed = set("when.at_least", 0.8);
    let level = changed.plans[3].rules[0].when.level();
    assert_eq!(level, Some(crate::model::Level::AtLeast(0.8)));
    let changed = set("orders[0].after_s", 5.0);
    let order = changed.plans[3].rules[0].orders[0].for_gate();
    assert_eq!(order.unwrap().after_s, 5.0);
    for (from, to) in [("lawn", "x-lawn"), ("main-gate", "x-gate"), ("E", "x-E")] {
        let edit = Edit::Rename {
            from: from.into(),
            to: to.into(),
        };
        let renamed = apply(&scenario, &edit).unwrap();
        assert!(!file::write(&renamed).contains(&format!("\"{from}\"")));
        assert_eq!(errors(&renamed), Vec::<String>::new());
    }
}
