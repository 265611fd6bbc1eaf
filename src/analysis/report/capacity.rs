//! The capacity table and the hand calculation beside the simulation.

use super::input::{CapacityLine, HandCheck, ReportInput};
use super::page::{Cell, Column, Hand, Pair, Table, Tone};
use super::run;
use super::words::{UNKNOWN, Words, count, decimal, maybe_count, maybe_decimal};

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

fn row(input: &ReportInput, words: &Words, line: &CapacityLine) -> Vec<Cell> {
    let index = input
        .venue
        .cells
        .iter()
        .position(|cell| cell.id == line.name || cell.name == line.name);
    let most = index.and_then(|i| run::most_people(input, i)).map(|m| m.0);
    let tone = |limit: Option<u32>| match (most, limit) {
        (Some(most), Some(limit)) if most > limit => Tone::Danger,
        _ => Tone::Plain,
    };
    let lost_tone = match (most, line.least_lost) {
        (Some(most), Some(limit)) if most > limit => Tone::Warn,
        _ => Tone::Plain,
    };
    let name = index
        .and_then(|i| input.venue.cells.get(i))
        .map_or(line.name.as_str(), |cell| cell.name.as_str());
    vec![
        Cell::text(words.name(name)),
        Cell::text(maybe_count(line.holding)),
        Cell::text(maybe_count(line.entry)),
        Cell::text(maybe_count(line.exit)),
        Cell::text(maybe_count(line.emergency)),
        Cell::text(maybe_count(line.least)).toned(tone(line.least)),
        Cell::text(maybe_decimal(line.out_per_min, 0)),
        Cell::text(maybe_count(line.least_lost)).toned(lost_tone),
        Cell::text(
            line.largest_exit
                .as_deref()
                .map_or_else(|| UNKNOWN.to_owned(), |name| words.name(name)),
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
    let mut lines = vec![
        Pair::new(words.t("report-hand-people"), people.clone()),
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
        words.duration(check.walk_s),
    ));
    lines.push(Pair::new(
        words.t("report-hand-bound"),
        words.maybe_duration(check.bound_s()),
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
    match (check.bound_s(), clear) {
        (None, _) => words.t("report-hand-no-way"),
        (Some(_), None) => words.t("report-hand-not-cleared"),
        (Some(bound), Some(clear)) => {
            let ratio = clear / bound;
            let key = if ratio < 0.95 {
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
