//! The shipped scenarios: that they are read, and that the Jianshan ceremony
//! is the event its sources and its own comments describe.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::model::{Power, Role, Station, Surface, Task};

use super::*;

fn scenario_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // Studies are documents of their own.
        let is_study = path.to_string_lossy().ends_with(".study.ron");
        if path.is_dir() {
            scenario_files(&path, found);
        } else if !is_study && path.extension().is_some_and(|extension| extension == "ron") {
            found.push(path);
        }
    }
}

fn read(file: &Path) -> Scenario {
    let text = std::fs::read_to_string(file).unwrap();
    ron::Options::default()
        .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
        .from_str(&text)
        .unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios")
}

fn jianshan() -> Scenario {
    read(&root().join("jianshan.ron"))
}

/// Length of a path along its centre line on the plan \[m\].
fn length(path: &crate::model::Path) -> f64 {
    path.line
        .windows(2)
        .map(|pair| {
            let ((x0, y0, _), (x1, y1, _)) = (pair[0], pair[1]);
            ((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0)).sqrt()
        })
        .sum()
}

#[test]
fn shipped_scenarios_are_of_the_documented_types() {
    let mut files = Vec::new();
    scenario_files(&root(), &mut files);
    assert!(files.len() >= 11, "{} scenario files found", files.len());
    for file in files {
        assert_eq!(read(&file).format, FORMAT, "{}", file.display());
    }
}

#[test]
fn jianshan_paths_have_the_lengths_widths_and_rises_of_the_reference() {
    let scenario = jianshan();
    let rise = |path: &crate::model::Path| {
        let (first, last) = (path.line[0].2, path.line[path.line.len() - 1].2);
        (first, last)
    };
    // id, length [m], width [m], elevation of the first and the last point.
    let reference = [
        ("road", 500.0, 8.0, (95.0, 95.0)),
        ("main-stair", 145.0, 5.0, (95.0, 140.0)),
        ("winding-road", 560.0, 4.0, (95.0, 140.0)),
        ("upper-stair", 80.0, 4.0, (140.0, 165.0)),
        ("upper-ramp", 280.0, 3.5, (140.0, 165.0)),
        ("ridge-walk", 350.0, 3.0, (165.0, 190.0)),
        ("east-path", 600.0, 5.0, (165.0, 95.0)),
        ("west-track", 380.0, 3.5, (140.0, 95.0)),
    ];
    assert_eq!(scenario.venue.paths.len(), reference.len());
    for (id, metres, width, elevations) in reference {
        let path = scenario.venue.paths.iter().find(|p| p.id == id).unwrap();
        assert!(
            (length(path) - metres).abs() < 0.1,
            "{id}: {}",
            length(path)
        );
        assert_eq!((path.width, rise(path)), (width, elevations), "{id}");
    }
    for (id, risers, landings) in [("main-stair", 300.0, 16), ("upper-stair", 167.0, 9)] {
        let path = scenario.venue.paths.iter().find(|p| p.id == id).unwrap();
        let Surface::Stairs {
            riser,
            tread,
            landings: counted,
            ..
        } = path.surface
        else {
            panic!("{id} is a stair");
        };
        let (first, last) = rise(path);
        assert_eq!(counted, landings, "{id}");
        assert!(((last - first) / riser - risers).abs() < 0.5, "{id}");
        // A landing is as deep as it is a landing, not a tread.
        let depth = (length(path) - risers * tread) / f64::from(landings);
        assert!((1.4..1.6).contains(&depth), "{id}: landings of {depth} m");
    }
}

#[test]
fn jianshan_staff_add_up_and_do_only_what_they_may() {
    let staff = jianshan().staff;
    let mut posted: BTreeMap<Role, u32> = BTreeMap::new();
    for unit in &staff.units {
        *posted.entry(unit.role).or_default() += unit.count;
        let needed = match &unit.task {
            Task::Search(_) => Some(Power::Search),
            Task::Hold(_) => Some(Power::Hold),
            Task::Guide => Some(Power::Guide),
            Task::Treat => Some(Power::Treat),
            Task::Extinguish => Some(Power::Extinguish),
            Task::DirectTraffic => Some(Power::DirectTraffic),
            Task::Watch | Task::Lead | Task::Help | Task::Clean => None,
        };
        let may = staff.powers.iter().find(|p| p.role == unit.role).unwrap();
        assert!(
            needed.is_none_or(|power| may.may.contains(&power)),
            "{} may not do its task",
            unit.id
        );
        assert!(unit.minimum.unwrap_or(1) <= unit.count, "{}", unit.id);
    }
    let strength: BTreeMap<Role, u32> = staff.strength.iter().map(|r| (r.role, r.count)).collect();
    assert_eq!(posted, strength);
    let volunteers = strength[&Role::Volunteer] + strength[&Role::Sanitation];
    assert_eq!(volunteers, 200);
    assert_eq!(strength.values().sum::<u32>() - volunteers, 200);
    let searchers = |gate: &str| -> u32 {
        staff
            .units
            .iter()
            .filter(|unit| matches!(&unit.task, Task::Search(id) if id == gate))
            .map(|unit| unit.count)
            .sum()
    };
    assert_eq!((searchers("main-gate"), searchers("east-gate")), (18, 6));
    assert_eq!(staff.cameras.len(), 12);
}

#[test]
fn jianshan_zones_and_loudspeakers_cover_the_venue() {
    let Scenario { venue, staff, .. } = jianshan();
    let places = venue.places.iter().map(|place| place.id.as_str());
    let cells: BTreeSet<&str> = places
        .chain(venue.paths.iter().map(|path| path.id.as_str()))
        .collect();
    let zoned: Vec<&str> = venue
        .zones
        .iter()
        .flat_map(|zone| zone.cells.iter().map(String::as_str))
        .collect();
    assert_eq!(venue.zones.len(), 9);
    assert_eq!(zoned.len(), cells.len(), "every cell in one zone only");
    assert_eq!(zoned.iter().copied().collect::<BTreeSet<_>>(), cells);
    let heard: BTreeSet<&str> = staff.loudspeakers.iter().map(|l| l.cell.as_str()).collect();
    let deaf: Vec<&&str> = cells.difference(&heard).collect();
    assert_eq!(deaf, [&"ridge-walk"]);
    // Every unit stands in, or walks through, cells that exist.
    for unit in &staff.units {
        match &unit.station {
            Station::At { cell, .. } => assert!(cells.contains(cell.as_str()), "{}", unit.id),
            Station::Patrol { route, .. } => {
                assert!(
                    route.iter().all(|c| cells.contains(c.as_str())),
                    "{}",
                    unit.id
                );
            }
        }
    }
}

#[test]
fn jianshan_assembly_points_hold_whom_the_plans_send_there() {
    let scenario = jianshan();
    let people = f64::from(scenario.visitors.arrivals[0].count);
    let ceremony = &scenario.visitors.programme[1];
    for plan in scenario.plans.iter().filter(|plan| !plan.routes.is_empty()) {
        let mut gathered: BTreeMap<&str, f64> = BTreeMap::new();
        for route in &plan.routes {
            let zone = scenario.venue.zones.iter().find(|z| z.id == route.zone);
            let share: f64 = ceremony
                .places
                .iter()
                .filter(|place| zone.unwrap().cells.contains(&place.place))
                .map(|place| place.share)
                .sum();
            let total: f64 = route.exits.iter().map(|exit| exit.1).sum();
            assert!((total - 1.0).abs() < 1e-9, "{} {}", plan.id, route.zone);
            for (id, part) in &route.exits {
                let exit = scenario.venue.exits.iter().find(|e| e.id == *id).unwrap();
                if let Some(point) = &exit.assembly {
                    *gathered.entry(point).or_default() += people * share * part;
                }
            }
        }
        for point in &scenario.venue.assembly_points {
            let sent = gathered.get(point.id.as_str()).copied().unwrap_or(0.0);
            assert!(
                sent <= f64::from(point.capacity),
                "plan {} sends {sent} people to {}",
                plan.id,
                point.id
            );
        }
    }
}
