//! Tables of gates, exits, assembly points, crowding and staff.

use super::charts::spark;
use super::drawing::{name_of, shown};
use super::input::ReportInput;
use super::map;
use super::page::{Cell, Column, Table, Tone};
use super::run::{self, Band};
use super::tell::band_tone;
use super::words::{UNKNOWN, Words, count, decimal, maybe_count, percent};
use crate::analysis::metrics::GateFigures;
use crate::model::{GateState, Role};

/// Catalogue key of a gate's state.
pub(super) fn state_key(state: GateState) -> &'static str {
    match state {
        GateState::Open => "report-gate-open",
        GateState::Held => "report-gate-held",
        GateState::Closed => "report-gate-closed",
    }
}

/// Gates with flows, queues and waits.
pub(super) fn gates(input: &ReportInput, words: &Words) -> Option<Table> {
    let figures = &input.metrics.gates;
    if figures.is_empty() {
        return None;
    }
    let states = map::gate_states(input, input.about.ran_s);
    let alarm = run::alarm_share(input);
    let worst = run::longest_wait(figures).map(|(gate, _)| gate.id.as_str());
    let rows = figures
        .iter()
        .map(|gate| gate_row(input, words, gate, &states, alarm, worst))
        .collect();
    let per_min = words.t("report-unit-per-min");
    Some(Table {
        columns: vec![
            Column::words(words.t("report-col-gate")),
            Column::words(words.t("report-col-state")),
            Column::number(words.t("report-col-width"), "m"),
            Column::number(words.t("report-col-passed"), words.t("report-unit-people")),
            Column::number(words.t("report-col-max-flow"), per_min),
            Column::number(
                words.t("report-col-max-queue"),
                words.t("report-unit-people"),
            ),
            Column::number(words.t("report-col-mean-wait"), ""),
            Column::number(words.t("report-col-p95-wait"), ""),
            Column::words(words.t("report-col-queue-course")),
        ],
        rows,
        note: words.t("report-gates-note"),
    })
}

fn gate_row(
    input: &ReportInput,
    words: &Words,
    gate: &GateFigures,
    states: &[GateState],
    alarm: Option<f64>,
    worst: Option<&str>,
) -> Vec<Cell> {
    let index = input
        .venue
        .gates
        .iter()
        .position(|shape| shape.id == gate.id);
    let shape = index.and_then(|i| input.venue.gates.get(i));
    let state = index.and_then(|i| states.get(i)).copied();
    let queue = index.and_then(|i| input.facts.queue.get(i));
    let flow = gate.max_flow_per_s.map(|flow| flow * 60.0);
    let tone = if worst == Some(gate.id.as_str()) {
        Tone::Warn
    } else {
        Tone::Plain
    };
    vec![
        Cell::text(words.name(name_of(&input.scenario, &gate.id))),
        Cell::text(state.map_or_else(|| UNKNOWN.to_owned(), |s| words.t(state_key(s)))),
        Cell::text(shape.map_or_else(|| UNKNOWN.to_owned(), |s| decimal(s.width_m, 1))),
        Cell::text(count(u64::from(gate.passed))),
        Cell::text(flow.map_or_else(|| UNKNOWN.to_owned(), |f| decimal(f, 0))),
        Cell::text(maybe_count(gate.max_queue)),
        Cell::text(words.maybe_duration(gate.mean_wait_s)),
        Cell::text(words.maybe_duration(gate.p95_wait_s)).toned(tone),
        Cell::svg(queue.and_then(|series| spark(series, alarm))),
    ]
}

/// Who left by which exit; none if nobody counted.
pub(super) fn exits(input: &ReportInput, words: &Words) -> Option<Table> {
    let left = &input.facts.left_by_exit;
    if left.is_empty() || input.venue.exits.is_empty() {
        return None;
    }
    let all: u64 = left.iter().map(|n| u64::from(*n)).sum();
    let rows = input
        .venue
        .exits
        .iter()
        .zip(left)
        .map(|(exit, left)| {
            let document = input.scenario.venue.exits.iter().find(|e| e.id == exit.id);
            let point = document.and_then(|e| e.assembly.as_deref());
            let waits = input
                .venue
                .exits
                .iter()
                .position(|other| other.id == exit.id)
                .and_then(|i| input.facts.spawn_waits_by_exit.get(i).copied());
            vec![
                Cell::text(words.name(&exit.name)),
                Cell::text(decimal(exit.line.0.distance(exit.line.1), 1)),
                Cell::text(count(u64::from(*left))),
                Cell::text(percent(f64::from(*left), all as f64)),
                Cell::text(maybe_count(waits)),
                Cell::text(point.map_or_else(
                    || UNKNOWN.to_owned(),
                    |id| words.name(name_of(&input.scenario, id)),
                )),
            ]
        })
        .collect();
    Some(Table {
        columns: vec![
            Column::words(words.t("report-col-exit")),
            Column::number(words.t("report-col-width"), "m"),
            Column::number(words.t("report-col-left"), words.t("report-unit-people")),
            Column::number(words.t("report-col-share"), "%"),
            Column::number(
                words.t("report-col-spawn-waits"),
                words.t("report-unit-people"),
            ),
            Column::words(words.t("report-col-assembly")),
        ],
        rows,
        note: String::new(),
    })
}

/// How many gathered at an assembly point, by the exits that lead to it.
pub(super) fn gathered(input: &ReportInput, point: &str) -> u64 {
    let exits = &input.scenario.venue.exits;
    exits
        .iter()
        .zip(&input.facts.left_by_exit)
        .filter(|(exit, _)| exit.assembly.as_deref() == Some(point))
        .map(|(_, left)| u64::from(*left))
        .sum()
}

/// Assembly points, after an alarm only.
pub(super) fn assembly(input: &ReportInput, words: &Words) -> Option<Table> {
    let points = &input.scenario.venue.assembly_points;
    if points.is_empty() || input.facts.left_by_exit.is_empty() || run::alarm_s(input).is_none() {
        return None;
    }
    let rows = points
        .iter()
        .map(|point| {
            let there = gathered(input, &point.id);
            let full = there > u64::from(point.capacity);
            vec![
                Cell::text(words.name(shown(&point.name, &point.id))),
                Cell::text(count(there)),
                Cell::text(count(u64::from(point.capacity))),
                Cell::text(percent(there as f64, f64::from(point.capacity))).toned(if full {
                    Tone::Danger
                } else {
                    Tone::Plain
                }),
            ]
        })
        .collect();
    Some(Table {
        columns: vec![
            Column::words(words.t("report-col-assembly")),
            Column::number(
                words.t("report-col-gathered"),
                words.t("report-unit-people"),
            ),
            Column::number(words.t("report-col-holds"), words.t("report-unit-people")),
            Column::number(words.t("report-col-full"), "%"),
        ],
        rows,
        note: words.t("report-assembly-note"),
    })
}

/// Crowding by place, the densest first; places nobody entered are left out.
pub(super) fn crowding(input: &ReportInput, words: &Words) -> Option<Table> {
    let densities = run::density_by_cell(input);
    let alarm = run::alarm_share(input);
    let mut order: Vec<usize> = (0..input.venue.cells.len())
        .filter(|i| {
            densities[*i].is_some_and(|d| d > 0.0)
                || run::most_people(input, *i).is_some_and(|(n, _)| n > 0)
        })
        .collect();
    if order.is_empty() {
        return None;
    }
    let key = |i: &usize| densities[*i].unwrap_or(0.0);
    order.sort_by(|a, b| key(b).total_cmp(&key(a)).then(a.cmp(b)));
    let rows = order
        .into_iter()
        .map(|i| crowding_row(input, words, i, densities[i], alarm))
        .collect();
    let people = words.t("report-unit-people");
    Some(Table {
        columns: vec![
            Column::words(words.t("report-col-place")),
            Column::number(words.t("report-col-area"), "m²"),
            Column::number(words.t("report-col-allowed"), people.clone()),
            Column::number(words.t("report-col-most"), people),
            Column::words(words.t("report-col-when")),
            Column::number(
                words.t("report-col-mean-density"),
                words.t("report-unit-per-m2"),
            ),
            Column::number(
                words.t("report-col-max-density"),
                words.t("report-unit-per-m2"),
            ),
            Column::words(words.t("report-col-band")),
            Column::words(words.t("report-col-people-course")),
        ],
        rows,
        note: words.t("report-crowding-note"),
    })
}

fn crowding_row(
    input: &ReportInput,
    words: &Words,
    index: usize,
    density: Option<f64>,
    alarm: Option<f64>,
) -> Vec<Cell> {
    let cell = &input.venue.cells[index];
    let most = run::most_people(input, index);
    let allowed = run::allowed(input, &cell.id);
    let over = match (most, allowed) {
        (Some((most, _)), Some(allowed)) if most > allowed => Tone::Danger,
        _ => Tone::Plain,
    };
    let band = density.map(Band::of);
    let tone = band.map_or(Tone::Plain, |band| match band_tone(band) {
        Tone::Good => Tone::Plain,
        tone => tone,
    });
    let mean = most.map(|(n, _)| f64::from(n) / cell.area_m2.max(1e-9));
    let series = input.facts.occupancy.get(index);
    vec![
        Cell::text(words.name(&cell.name)),
        Cell::text(decimal(cell.area_m2, 0)),
        Cell::text(maybe_count(allowed)),
        Cell::text(maybe_count(most.map(|(n, _)| n))).toned(over),
        Cell::text(most.map_or_else(|| UNKNOWN.to_owned(), |(_, t)| words.clock_minutes(t))),
        Cell::text(mean.map_or_else(|| UNKNOWN.to_owned(), |d| decimal(d, 1))),
        Cell::text(density.map_or_else(|| UNKNOWN.to_owned(), |d| decimal(d, 1))).toned(tone),
        Cell::text(band.map_or_else(
            || UNKNOWN.to_owned(),
            |band| words.t(&format!("report-band-{}", band.key())),
        ))
        .toned(tone),
        Cell::svg(series.and_then(|series| spark(series, alarm))),
    ]
}

/// What stood between the incident and the alarm.
pub(super) fn chain(input: &ReportInput, words: &Words) -> Option<Table> {
    let e = input.metrics.evacuation.as_ref()?;
    let steps = [
        ("report-step-ignition", e.ignition_s),
        ("report-step-detected", e.detected_s),
        ("report-step-reported", e.reported_s),
        ("report-step-verified", e.verified_s),
        ("report-step-decided", e.decided_s),
        ("report-step-broadcast", e.broadcast_s.or(Some(e.alarm_s))),
    ];
    let first = steps.iter().find_map(|(_, t)| *t)?;
    let mut before = None;
    let rows = steps
        .iter()
        .filter_map(|(key, t)| t.map(|t| (key, t)))
        .map(|(key, t)| {
            let row = vec![
                Cell::text(words.t(key)),
                Cell::text(words.clock(t)),
                Cell::text(words.maybe_duration(before.map(|before| t - before))),
                Cell::text(words.duration(t - first)),
            ];
            before = Some(t);
            row
        })
        .collect();
    Some(Table {
        columns: vec![
            Column::words(words.t("report-col-step")),
            Column::number(words.t("report-col-at"), ""),
            Column::number(words.t("report-col-took"), ""),
            Column::number(words.t("report-col-since-start"), ""),
        ],
        rows,
        note: words.t("report-chain-note"),
    })
}

/// Catalogue key of a role.
pub(super) fn role_key(role: Role) -> String {
    format!("report-role-{}", role.key().replace('_', "-"))
}

/// Staff by role: head-count, posted, units.
pub(super) fn strength(input: &ReportInput, words: &Words) -> Option<Table> {
    let staff = &input.scenario.staff;
    let rows: Vec<Vec<Cell>> = Role::ALL
        .into_iter()
        .filter_map(|role| {
            let units: Vec<_> = staff.units.iter().filter(|u| u.role == role).collect();
            let posted: u32 = units.iter().map(|unit| unit.count).sum();
            let all: u32 = staff
                .strength
                .iter()
                .filter(|entry| entry.role == role)
                .map(|entry| entry.count)
                .sum();
            (posted > 0 || all > 0).then(|| {
                vec![
                    Cell::svg(Some(super::legend::symbol(map::role_symbol(role, 5.0)))),
                    Cell::text(words.t(&role_key(role))),
                    Cell::text(count(u64::from(all))),
                    Cell::text(count(u64::from(posted))),
                    Cell::text(count(units.len() as u64)),
                ]
            })
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    let people = words.t("report-unit-people");
    Some(Table {
        columns: vec![
            Column::words(String::new()),
            Column::words(words.t("report-col-role")),
            Column::number(words.t("report-col-head-count"), people.clone()),
            Column::number(words.t("report-col-posted"), people),
            Column::number(words.t("report-col-units"), ""),
        ],
        rows,
        note: guided(input, words),
    })
}

/// How many people staff told where to go; empty on a day without an alarm.
fn guided(input: &ReportInput, words: &Words) -> String {
    let (Some(guided), Some(_)) = (input.metrics.staff.guided, run::alarm_s(input)) else {
        return String::new();
    };
    let all = input.metrics.people.entered;
    let args = [
        ("guided", count(u64::from(guided))),
        ("all", count(u64::from(all))),
    ];
    let key = if guided == all {
        "report-guided-all"
    } else {
        "report-guided"
    };
    words.with(key, &args)
}
