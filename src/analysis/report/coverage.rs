//! Coverage without simulation: small maps, shares, minutes, zones without
//! anybody, and what the plan takes at once.

use svg::Document;
use svg::node::element::{Definitions, Group, Rectangle};

use super::drawing::name_of;
use super::input::ReportInput;
use super::legend;
use super::map::{self, Cover, SymbolSpot};
use super::page::{Cell, Column, Covered, Drawing, LegendItem, Table, Tone};
use super::palette;
use super::tables::role_key;
use super::words::{Words, count, decimal};
use crate::analysis::coverage as told;
use crate::world::coverage::{CellCover, Coverage};

/// The section; none if nobody computed it or there is nobody and nothing to
/// watch.
pub(super) fn section(input: &ReportInput, words: &Words) -> Option<Covered> {
    let coverage = input.coverage.as_ref()?;
    let shown: Vec<Cover> = Cover::ALL
        .into_iter()
        .filter(|cover| has(input, *cover))
        .collect();
    if shown.is_empty() {
        return None;
    }
    let lead = match &coverage.plan {
        Some(plan) => words.with("report-cover-text-plan", &[("plan", plan.clone())]),
        None => words.t("report-cover-text"),
    };
    Some(Covered {
        lead,
        maps: shown
            .iter()
            .flat_map(|&cover| maps(input, words, coverage, cover))
            .collect(),
        legend: key(&shown, coverage, words),
        shares: shares(input, words, coverage),
        minutes: minutes(input, words, coverage),
        zones: told::zones(coverage, &input.scenario, words).unwrap_or_default(),
        needs_title: words.with(
            "coverage-needs-title",
            &[("plan", coverage.plan.clone().unwrap_or_default())],
        ),
        needs: needs(input, words, coverage),
        assumed: told::assumptions(coverage, words),
    })
}

fn has(input: &ReportInput, cover: Cover) -> bool {
    let staff = &input.scenario.staff;
    match cover {
        Cover::Staff => !staff.units.is_empty(),
        Cover::Cameras => !staff.cameras.is_empty(),
        Cover::Loudspeakers => !staff.loudspeakers.is_empty(),
    }
}

/// Whether patrols see what nobody sees from a post.
fn passes(coverage: &Coverage) -> bool {
    coverage.points.iter().any(|point| point.on_patrol)
}

/// One small map a sheet, with what of the whole venue is covered.
fn maps(input: &ReportInput, words: &Words, coverage: &Coverage, cover: Cover) -> Vec<Drawing> {
    let sheets = map::sheets(input);
    let several = sheets.len() > 1;
    let overall = |share: fn(&CellCover) -> Option<f64>| {
        let areas = || input.venue.cells.iter().map(|cell| cell.area_m2);
        let shares = coverage.cells.iter().map(|cell| share(cell).unwrap_or(0.0));
        let covered: f64 = areas().zip(shares).map(|(area, share)| area * share).sum();
        told::percent(Some(covered / areas().sum::<f64>().max(1e-9)))
    };
    let share = match cover {
        Cover::Staff => overall(|cell| cell.from_posts),
        Cover::Cameras => overall(|cell| cell.filmed),
        Cover::Loudspeakers => overall(|cell| cell.heard),
    };
    let values = [
        ("share", share),
        ("passing", overall(|cell| cell.on_patrol)),
        ("sight", decimal(coverage.sight_m, 0)),
    ];
    let key = match cover {
        Cover::Staff if passes(coverage) => "report-cover-staff-caption-patrols",
        Cover::Staff => "report-cover-staff-caption",
        Cover::Cameras => "report-cover-cameras-caption",
        Cover::Loudspeakers => "report-cover-loudspeakers-caption",
    };
    let caption = words.with(key, &values);
    let of_sheet = |sheet: i8| {
        let svg = map::cover(input, words, coverage, cover, sheet)?;
        let name = usize::try_from(sheet).ok();
        let name = name.and_then(|index| input.venue.sheets.get(index));
        let caption = match name {
            Some(name) if several => format!("{} — {caption}", words.name(name)),
            _ => caption.clone(),
        };
        Some(Drawing { svg, caption })
    };
    sheets.into_iter().filter_map(of_sheet).collect()
}

/// The shades and marks of the small maps.
fn key(shown: &[Cover], coverage: &Coverage, words: &Words) -> Vec<LegendItem> {
    let tile = |fill: String| {
        Rectangle::new()
            .set("x", -8)
            .set("y", -6)
            .set("width", 16)
            .set("height", 12)
            .set("fill", fill)
    };
    let item = |group: Group, key: &str| LegendItem {
        svg: legend::symbol(group),
        text: words.t(key),
    };
    let covered = Group::new().add(tile(palette::COVERED.hex()));
    let mut items = vec![item(covered, "report-cover-legend-covered")];
    if passes(coverage) {
        let id = "key-cover";
        let svg = Document::new()
            .set("viewBox", "-9 -9 18 18")
            .set("class", "key")
            .set("aria-hidden", "true")
            .add(Definitions::new().add(map::cover_hatch(id)))
            .add(tile(palette::PASSING.hex()))
            .add(tile(format!("url(#{id}-hatch)")));
        items.push(LegendItem {
            svg: svg.to_string(),
            text: words.t("report-cover-legend-passing"),
        });
    }
    let open = tile(palette::UNCOVERED.hex())
        .set("stroke", palette::WALL.hex())
        .set("stroke-width", 0.8);
    items.push(item(Group::new().add(open), "report-cover-legend-none"));
    items.extend(shown.iter().map(|&cover| {
        let middle = SymbolSpot::new(0.0, if cover == Cover::Cameras { 4.0 } else { 0.0 });
        let key = format!("report-cover-legend-{}", cover.key());
        let mark = map::cover_mark(cover, middle, 0.0).set("transform", "scale(1.6)");
        item(mark, &key)
    }));
    items
}

/// A row a cell: its name and what a function gives of it.
fn by_cell(
    input: &ReportInput,
    words: &Words,
    coverage: &Coverage,
    row: impl Fn(&CellCover) -> Vec<Cell>,
) -> Vec<Vec<Cell>> {
    let cells = coverage.cells.iter();
    cells
        .map(|cell| {
            let name = words.name(name_of(&input.scenario, &cell.id));
            [vec![Cell::text(name)], row(cell)]
                .into_iter()
                .flatten()
                .collect()
        })
        .collect()
}

fn shares(input: &ReportInput, words: &Words, coverage: &Coverage) -> Table {
    let column = |key: &str| Column::number(words.t(key), "%");
    Table {
        columns: vec![
            Column::words(words.t("coverage-col-cell")),
            column("coverage-col-posts"),
            column("coverage-col-patrol"),
            column("coverage-col-filmed"),
            column("coverage-col-heard"),
        ],
        rows: by_cell(input, words, coverage, |cell| {
            [cell.from_posts, cell.on_patrol, cell.filmed, cell.heard]
                .into_iter()
                .map(|share| Cell::text(told::percent(share)))
                .collect()
        }),
        note: String::new(),
    }
}

/// Minutes by role; none without staff.
fn minutes(input: &ReportInput, words: &Words, coverage: &Coverage) -> Option<Table> {
    if coverage.roles.is_empty() {
        return None;
    }
    let roles = coverage.roles.iter();
    let mut columns = vec![Column::words(words.t("coverage-col-cell"))];
    columns.extend(roles.map(|role| Column::number(words.t(&role_key(*role)), "")));
    Some(Table {
        columns,
        rows: by_cell(input, words, coverage, |cell| {
            let minutes = cell.minutes.iter();
            minutes
                .map(|&minutes| {
                    let tone = minutes.map_or(Tone::Warn, |_| Tone::Plain);
                    Cell::text(told::minutes(minutes)).toned(tone)
                })
                .collect()
        }),
        note: words.t("report-cover-minutes-note"),
    })
}

/// What the plan takes at once; none if it orders nothing.
fn needs(input: &ReportInput, words: &Words, coverage: &Coverage) -> Option<Table> {
    if coverage.needs.is_empty() {
        return None;
    }
    let people = words.t("report-unit-people");
    let rows = coverage.needs.iter().map(|need| {
        let tone = if need.needed > need.available {
            Tone::Danger
        } else {
            Tone::Plain
        };
        vec![
            Cell::text(told::work(need, &input.scenario, words)),
            Cell::text(told::power(need, words)),
            Cell::text(count(u64::from(need.needed))).toned(tone),
            Cell::text(count(u64::from(need.available))),
        ]
    });
    Some(Table {
        columns: vec![
            Column::words(words.t("coverage-col-work")),
            Column::words(words.t("coverage-col-power")),
            Column::number(words.t("coverage-col-needed"), people.clone()),
            Column::number(words.t("coverage-col-available"), people),
        ],
        rows: rows.collect(),
        note: String::new(),
    })
}
