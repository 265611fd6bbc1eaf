//! The capacity table and the hand calculation beside the simulation.

use super::drawing::name_of;
use super::input::{HandCheck, ReportInput};
use super::page::{Cell, Column, Hand, Pair, Table, Tone};
use super::run;
use super::words::{UNKNOWN, Words, count, decimal, maybe_count};
use crate::world::capacity::CapacityRow;

/// Capacities of the places, the least first in its own column.
pub(super) fn table(input: &ReportInput, words: &Words) -> Option<Table> {
    if input.capacity.is_empty() {
        return None;
    }
    let people = || words.t("report-unit-people");
    let per_min = || words.t("report-unit-per-min");
    let column = |key: &str| Column::number(words.t(key), people());
    Some(Table {
        columns: vec![
            Column::words(words.t("report-col-place")),
            column("report-col-holding"),
            column("report-col-entry"),
            column("report-col-exit-capacity"),
            column("report-col-emergency"),
            column("report-col-least"),
            Column::number(words.t("report-col-out-flow"), per_min()),
            column("report-col-least-lost"),
            Column::words(words.t("report-col-largest-exit")),
            column("report-col-most"),
        ],
        rows: input
            .capacity
            .iter()
            .map(|line| row(input, words, line))
            .collect(),
        note: words.t("report-capacity-note"),
    })
}

/// Flows and capacities from here on stand for "nothing limits it".
const UNLIMITED: f64 = 1e9;

/// A capacity in whole people, rounded down.
fn people(x: f64) -> String {
    if x.is_finite() && x < UNLIMITED {
        count(x.max(0.0).floor() as u64)
    } else {
        UNKNOWN.to_owned()
    }
}

fn row(input: &ReportInput, words: &Words, line: &CapacityRow) -> Vec<Cell> {
    let index = input
        .venue
        .cells
        .iter()
        .position(|cell| cell.id == line.place);
    let most = index.and_then(|i| run::most_people(input, i)).map(|m| m.0);
    let tone = |limit: f64, tone: Tone| match most {
        Some(most) if f64::from(most) > limit => tone,
        _ => Tone::Plain,
    };
    let name = |id: &String| words.name(name_of(&input.scenario, id));
    vec![
        Cell::text(name(&line.place)),
        Cell::text(people(line.holding)),
        Cell::text(people(line.entry)),
        Cell::text(people(line.exit)),
        Cell::text(people(line.emergency)),
        Cell::text(people(line.least)).toned(tone(line.least, Tone::Danger)),
        Cell::text(people(line.emergency_per_min)),
        Cell::text(people(line.least_without)).toned(tone(line.least_without, Tone::Warn)),
        Cell::text(
            line.largest_exit
                .as_ref()
                .map_or_else(|| UNKNOWN.to_owned(), name),
        ),
        Cell::text(maybe_count(most)),
    ]
}

/// The hand calculation; none if nobody asked for one.
pub(super) fn hand(input: &ReportInput, words: &Words) -> Option<Hand> {
    let check = input.hand.as_ref()?;
    Some(Hand {
        ways: ways(check, words),
        lines: lines(input, check, words),
        verdict: verdict(input, check, words),
    })
}

fn ways(check: &HandCheck, words: &Words) -> Table {
    let rows = check
        .ways
        .iter()
        .map(|way| {
            let rate = if way.stairs {
                check.stair_rate
            } else {
                check.level_rate
            };
            let kind = if way.stairs {
                "report-way-stairs"
            } else {
                "report-way-level"
            };
            vec![
                Cell::text(words.name(&way.name)),
                Cell::text(words.t(kind)),
                Cell::text(decimal(way.width_m, 1)),
                Cell::text(decimal(rate, 0)),
                if way.usable {
                    Cell::text(decimal(way.flow_per_min, 0))
                } else {
                    Cell::text(words.t("report-way-shut")).toned(Tone::Warn)
                },
            ]
        })
        .collect();
    Table {
        columns: vec![
            Column::words(words.t("report-col-way")),
            Column::words(words.t("report-col-kind")),
            Column::number(words.t("report-col-width"), "m"),
            Column::number(words.t("report-col-rate"), words.t("report-unit-per-m-min")),
            Column::number(words.t("report-col-flow"), words.t("report-unit-per-min")),
        ],
        rows,
        note: String::new(),
    }
}

fn lines(input: &ReportInput, check: &HandCheck, words: &Words) -> Vec<Pair> {
    let people = count(u64::from(check.people));
    let cut = decimal(check.cut_per_min, 0);
    let names: Vec<String> = check.cut.iter().map(|name| words.name(name)).collect();
    let towards: Vec<String> = check.towards.iter().map(|name| words.name(name)).collect();
    let behind = if towards.is_empty() {
        people.clone()
    } else {
        let args = [("n", people.clone()), ("exits", words.list(&towards))];
        words.with("report-hand-people-towards", &args)
    };
    let mut lines = vec![
        Pair::new(words.t("report-hand-people"), behind),
        Pair::new(
            words.t("report-hand-cut"),
            words.with(
                "report-hand-cut-value",
                &[("flow", cut.clone()), ("names", words.list(&names))],
            ),
        ),
    ];
    if check.cut_per_min > 0.0 {
        let flow_s = f64::from(check.people) / check.cut_per_min * 60.0;
        lines.push(Pair::new(
            words.t("report-hand-flow"),
            format!("{people} ÷ {cut} = {}", words.duration(flow_s)),
        ));
    }
    lines.push(Pair::new(
        words.t("report-hand-walk"),
        words.with(
            "report-hand-walk-value",
            &[
                ("t", words.duration(check.walk_s)),
                ("v", decimal(check.walk_m_per_s, 2)),
            ],
        ),
    ));
    lines.push(Pair::new(
        words.t("report-hand-estimate"),
        words.maybe_duration(check.estimate_s()),
    ));
    if let Some(evacuation) = &input.metrics.evacuation {
        lines.push(Pair::new(
            words.t("report-hand-simulated"),
            evacuation
                .all_clear_s
                .map_or_else(|| words.t("report-not-reached"), |s| words.duration(s)),
        ));
    }
    lines
}

fn verdict(input: &ReportInput, check: &HandCheck, words: &Words) -> String {
    let clear = input
        .metrics
        .evacuation
        .as_ref()
        .and_then(|e| e.all_clear_s);
    match (check.estimate_s(), clear) {
        (None, _) => words.t("report-hand-no-way"),
        (Some(_), None) => words.t("report-hand-not-cleared"),
        (Some(estimate), Some(clear)) => {
            let ratio = clear / estimate.max(1.0);
            let key = if ratio < 0.9 {
                "report-hand-faster"
            } else if ratio <= 1.3 {
                "report-hand-agrees"
            } else {
                "report-hand-slower"
            };
            words.with(key, &[("ratio", decimal(ratio, 2))])
        }
    }
}
