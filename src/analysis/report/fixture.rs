//! A run of the reference event made up for tests: its venue is the real one,
//! its people, series and figures are plausible inventions.

use std::sync::{Arc, OnceLock};

use super::input::*;
use super::lives;
use crate::analysis::metrics::{
    Crowding, Evacuation, GateFigures, Integrity, Metrics, Outcome, People, StaffFigures, ZoneClear,
};
use crate::base::Vec2;
use crate::base::geometry::Bounds;
use crate::base::random::{Purpose, Stream};
use crate::model::{GateState, Scenario, Time};
use crate::world::coverage::Coverage;
use crate::world::{World, capacity};

/// The reference event.
pub(crate) fn jianshan() -> Arc<World> {
    let text = include_str!("../../../scenarios/jianshan.ron");
    let options =
        ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let scenario: Scenario = options.from_str(text).unwrap();
    Arc::new(World::compile(Arc::new(scenario)).unwrap())
}

/// The evacuation, made up once for all tests.
pub(crate) fn evacuation() -> ReportInput {
    static MADE: OnceLock<ReportInput> = OnceLock::new();
    MADE.get_or_init(make_evacuation).clone()
}

/// Alarm of the made-up run \[s\].
const ALARM_S: f64 = 844.0;
/// From the alarm to the last one out \[s\].
const CLEAR_S: f64 = 2_286.0;
/// Inside at the alarm.
const INSIDE: f64 = 10_218.0;

/// The evacuation under plan B.
fn make_evacuation() -> ReportInput {
    let world = jianshan();
    let scenario = Arc::clone(&world.scenario);
    let venue = VenueDrawing::of(&world);
    let moment = moment(&venue);
    let max_density = maximum(&moment.density);
    let times_s: Vec<f64> = (0..=313).map(|i| f64::from(i) * 10.0).collect();
    let inside: Vec<u32> = times_s.iter().map(|t| inside_at(*t)).collect();
    let curve = times_s
        .iter()
        .copied()
        .zip(inside.iter().copied())
        .collect();
    let facts = RunFacts {
        sample_spacing_m: 1.0,
        max_density,
        occupancy: venue
            .cells
            .iter()
            .enumerate()
            .map(|(i, cell)| course(&times_s, cell.area_m2 * 0.5 + 20.0, 900.0 + 90.0 * i as f64))
            .collect(),
        queue: (0..venue.gates.len())
            .map(|i| course(&times_s, [0.0, 40.0, 612.0, 90.0, 0.0][i % 5], 1500.0))
            .collect(),
        passed: Vec::new(),
        left_by_exit: vec![6_120, 3_010, 772, 40, 12, 264, 0],
        stuck_by_cell: vec![0, 0, 3, 1],
        spawn_waits_by_exit: vec![0; venue.exits.len()],
        gate_changes: vec![GateChange {
            at_s: ALARM_S,
            gate: 0,
            state: GateState::Held,
        }],
        densest: Some(moment),
        inside,
        times_s,
    };
    let metrics = evacuation_metrics(&scenario, curve);
    let plan = scenario.plans.iter().find(|plan| plan.id == "B");
    let mut above = vec![0; venue.cells.len()];
    for (id, count) in [
        ("lawn", 6_510),
        ("food-street", 945),
        ("dragon-ground", 735),
        ("summit", 315),
    ] {
        if let Some(cell) = world.cell_named(id) {
            above[cell.at()] = count;
        }
    }
    let hand = HandCheck::of(&world, plan, &above);
    let coverage = Coverage::of(&world, plan);
    ReportInput {
        about: about(ALARM_S + CLEAR_S),
        scenario,
        venue,
        metrics,
        facts,
        capacity: capacity::table(&world),
        hand: Some(hand),
        coverage: Some(coverage),
        marked: Vec::new(),
    }
}

/// An ordinary day under plan D: no alarm, nothing recorded of density.
pub(crate) fn day() -> ReportInput {
    let mut input = evacuation();
    input.metrics.plan = Some("D".to_owned());
    input.metrics.evacuation = None;
    input.metrics.people = People {
        planned: 10_500,
        entered: 10_500,
        left: 10_491,
        inside: 9,
        waiting_outside: 0,
    };
    input.metrics.crowding.max_density_per_m2 = Some(1.8);
    input.metrics.integrity = Integrity::default();
    input.hand = None;
    input
}

/// A scenario with nothing in it, run for no time.
pub(crate) fn empty() -> ReportInput {
    let scenario: Scenario = ron::from_str("(format: 1, name: \"\")").unwrap();
    ReportInput {
        about: About::default(),
        venue: VenueDrawing::default(),
        metrics: Metrics {
            schema: 1,
            scenario: String::new(),
            plan: None,
            seed: 0,
            model: "csx".to_owned(),
            dt_s: 0.05,
            outcome: Outcome::Complete,
            people: People::default(),
            evacuation: None,
            crowding: Crowding::default(),
            gates: Vec::new(),
            incidents: Vec::new(),
            staff: StaffFigures::default(),
            integrity: Integrity::default(),
            performance: None,
            rules: Vec::new(),
            orders_given: Vec::new(),
        },
        facts: RunFacts::default(),
        capacity: Vec::new(),
        hand: None,
        coverage: None,
        marked: Vec::new(),
        scenario: Arc::new(scenario),
    }
}

fn about(ran_s: f64) -> About {
    About {
        date: Some("2016-11-10".to_owned()),
        author: Some("Xiangzhu command room 象珠镇指挥室".to_owned()),
        version: "0.1.0".to_owned(),
        engine_revision: 1,
        scenario_hash: "9f2c4e1ab07d5538c1f04a2e6b9d7710".to_owned(),
        start: Time(37_800.0),
        ran_s,
        interrupted: false,
    }
}

fn inside_at(t: f64) -> u32 {
    let after = t - ALARM_S;
    let share = if after < 120.0 {
        1.0
    } else {
        let x = (after - 120.0) / (CLEAR_S - 120.0);
        (1.0 - x * (1.25 - 0.25 * x)).max(0.0)
    };
    (INSIDE * share).round() as u32
}

fn course(times: &[f64], most: f64, peak: f64) -> Vec<u32> {
    times
        .iter()
        .map(|t| {
            let x = (t - peak) / 420.0;
            (most / (1.0 + x * x)).round() as u32
        })
        .collect()
}

fn evacuation_metrics(scenario: &Scenario, curve: Vec<(f64, u32)>) -> Metrics {
    let zones = scenario.venue.zones.iter().enumerate();
    Metrics {
        schema: 1,
        scenario: scenario.name.clone(),
        plan: Some("B".to_owned()),
        seed: 1,
        model: "csx".to_owned(),
        dt_s: 0.05,
        outcome: Outcome::Complete,
        people: People {
            planned: 10_500,
            entered: 10_218,
            left: 10_218,
            inside: 0,
            waiting_outside: 0,
        },
        evacuation: Some(Evacuation {
            ignition_s: Some(600.0),
            detected_s: Some(621.0),
            reported_s: Some(658.0),
            verified_s: Some(741.0),
            decided_s: Some(814.0),
            broadcast_s: Some(ALARM_S),
            alarm_s: ALARM_S,
            all_clear_s: Some(CLEAR_S),
            t50_s: Some(1_046.0),
            t95_s: Some(2_043.0),
            inside_person_s: 1.1e7,
            curve,
            zones: zones
                .map(|(i, zone)| ZoneClear {
                    id: zone.id.clone(),
                    all_clear_s: Some(
                        [
                            2286.0, 2230.0, 2101.0, 1822.0, 1310.0, 905.0, 212.0, 1490.0, 700.0,
                        ][i % 9],
                    ),
                })
                .collect(),
        }),
        crowding: Crowding {
            max_density_per_m2: Some(5.6),
            place: Some("terrace".to_owned()),
            at_s: Some(1_700.0),
            person_s_above_4_per_m2: Some(183_600.0),
            max_pressure_per_s2: None,
        },
        gates: gate_figures(scenario),
        incidents: lives::incidents(),
        staff: lives::staff(),
        integrity: Integrity {
            stuck: 4,
            overlaps: 128,
            wall_corrections: 0,
            spawn_waits: 0,
            crowd_waits: 210,
            turned_back: 37,
            implausible: false,
        },
        performance: None,
        rules: Vec::new(),
        orders_given: Vec::new(),
    }
}

fn gate_figures(scenario: &Scenario) -> Vec<GateFigures> {
    let figures = [
        (9_640, 4.1, 0, None, None),
        (9_640, 5.6, 40, Some(3.0), Some(11.0)),
        (8_480, 8.1, 612, Some(94.0), Some(238.0)),
        (264, 1.2, 90, Some(21.0), Some(64.0)),
        (0, 0.0, 0, None, None),
    ];
    scenario
        .venue
        .gates
        .iter()
        .zip(figures)
        .map(|(gate, (passed, flow, queue, mean, p95))| GateFigures {
            id: gate.id.clone(),
            passed,
            max_flow_per_s: Some(flow),
            max_queue: Some(queue),
            mean_wait_s: mean,
            p95_wait_s: p95,
        })
        .collect()
}

fn holds(cell: &CellShape, p: Vec2) -> bool {
    let ring = &cell.polygons[0][0];
    let mut inside = false;
    for i in 0..ring.len() {
        let (a, b) = (ring[i], ring[(i + 1) % ring.len()]);
        if (a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x) {
            inside = !inside;
        }
    }
    inside
}

fn moment(venue: &VenueDrawing) -> Moment {
    let mut stream = Stream::new(7, Purpose::Service, 0);
    let mut people: Vec<Dot> = Vec::new();
    let crowds: [(&str, usize, f64, (f64, f64)); 11] = [
        ("terrace", 2_400, 13.0, (0.0, 226.0)),
        ("lawn", 1_150, 60.0, (0.0, 354.0)),
        ("gate-court", 420, 9.0, (0.0, 262.0)),
        ("main-stair", 900, 1e3, (0.0, 150.0)),
        ("upper-stair", 420, 1e3, (6.0, 300.0)),
        ("upper-ramp", 640, 1e3, (-60.0, 300.0)),
        ("foot-plaza", 620, 40.0, (0.0, 5.0)),
        ("shanmen-court", 310, 20.0, (0.0, 62.0)),
        ("east-path", 260, 1e3, (180.0, 300.0)),
        ("road", 480, 150.0, (-150.0, -2.0)),
        ("ridge-walk", 130, 1e3, (0.0, 500.0)),
    ];
    for (id, count, reach, centre) in crowds {
        let Some(index) = venue.cells.iter().position(|cell| cell.id == id) else {
            continue;
        };
        let shape = &venue.cells[index];
        let bounds = Bounds::of(shape.polygons[0][0].iter().copied());
        let mut tries = 0;
        let mut placed: Vec<Vec2> = Vec::new();
        while placed.len() < count && tries < count * 400 {
            tries += 1;
            let p = Vec2::new(
                stream.uniform(bounds.min.x, bounds.max.x),
                stream.uniform(bounds.min.y, bounds.max.y),
            );
            let near = crate::base::math::exp(-p.distance(Vec2::from(centre)) / reach);
            if !holds(shape, p)
                || stream.unit() > near
                || placed.iter().any(|other| other.distance(p) < 0.33)
            {
                continue;
            }
            placed.push(p);
        }
        people.extend(placed.iter().enumerate().map(|(i, p)| Dot {
            x_mm: (p.x * 1e3) as i32,
            y_mm: (p.y * 1e3) as i32,
            cell: index as u16,
            state: if i % 37 == 0 {
                4
            } else if i % 53 == 0 {
                6
            } else {
                5
            },
        }));
    }
    let density = density(venue, &people);
    let spot = density.iter().fold(
        density[0],
        |best, p| if p.per_m2 > best.per_m2 { *p } else { best },
    );
    Moment {
        at_s: 1_700.0,
        spot_mm: (spot.x_mm, spot.y_mm),
        cell: spot.cell,
        density_per_m2: f64::from(spot.per_m2),
        people,
        density,
    }
}

fn density(venue: &VenueDrawing, people: &[Dot]) -> Vec<DensityPoint> {
    let mut out = Vec::new();
    for (index, cell) in venue.cells.iter().enumerate() {
        let bounds = Bounds::of(cell.polygons[0][0].iter().copied());
        let here: Vec<Vec2> = people
            .iter()
            .filter(|dot| usize::from(dot.cell) == index)
            .map(|dot| Vec2::new(f64::from(dot.x_mm) * 1e-3, f64::from(dot.y_mm) * 1e-3))
            .collect();
        let mut y = bounds.min.y.floor() + 0.5;
        while y < bounds.max.y {
            let mut x = bounds.min.x.floor() + 0.5;
            while x < bounds.max.x {
                let p = Vec2::new(x, y);
                if holds(cell, p) {
                    let count = here.iter().filter(|q| q.distance(p) <= 1.0).count();
                    out.push(DensityPoint {
                        x_mm: (x * 1e3) as i32,
                        y_mm: (y * 1e3) as i32,
                        cell: index as u16,
                        per_m2: count as f32 / std::f32::consts::PI,
                    });
                }
                x += 1.0;
            }
            y += 1.0;
        }
    }
    out
}

fn maximum(moment: &[DensityPoint]) -> Vec<DensityPoint> {
    moment
        .iter()
        .enumerate()
        .map(|(i, point)| DensityPoint {
            per_m2: point.per_m2 * 1.05 + 0.6 + 0.4 * ((i % 7) as f32 / 7.0),
            ..*point
        })
        .collect()
}
