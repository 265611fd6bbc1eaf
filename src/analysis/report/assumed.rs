//! What was assumed: every parameter with its value, unit, range and source,
//! and the kinds of people with their distributions.

use super::behaviour;
use super::drawing::shown;
use super::input::ReportInput;
use super::orders;
use super::page::{Cell, Column, Table, Titled};
use super::words::{Words, count, decimal};
use crate::model::{Curve, Distribution, Locomotion, Mobility, RuleSet};

/// All tables of assumptions.
pub(super) fn tables(input: &ReportInput, words: &Words) -> Vec<Titled> {
    let mut out = vec![titled(words, "report-assumed-run", run(input, words))];
    if let Some(table) = orders::table(input, words) {
        out.push(titled(words, "report-orders", table));
    }
    if !input.scenario.visitors.profiles.is_empty() {
        let table = profiles(input, words);
        out.push(titled(words, "report-assumed-profiles", table));
    }
    out.push(titled(
        words,
        "report-assumed-visitors",
        visitors(input, words),
    ));
    out.push(titled(
        words,
        "report-assumed-movement",
        movement(input, words),
    ));
    out.push(titled(
        words,
        "report-assumed-wayfinding",
        wayfinding(input, words),
    ));
    out.extend(behaviour::tables(input, words));
    out
}

pub(super) fn titled(words: &Words, key: &str, table: Table) -> Titled {
    Titled {
        title: words.t(key),
        table,
    }
}

/// Catalogue key of a rule set.
pub(super) fn rules_key(rules: RuleSet) -> &'static str {
    match rules {
        RuleSet::None => "report-rules-none",
        RuleSet::Sfpe => "report-rules-sfpe",
        RuleSet::GreenGuide => "report-rules-green-guide",
        RuleSet::Imo => "report-rules-imo",
    }
}

/// A number as short as it can be said.
pub(super) fn short(x: f64) -> String {
    let text = decimal(x, 3);
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// A distribution in words.
pub(super) fn distribution(words: &Words, d: &Distribution) -> String {
    let args = |pairs: &[(&'static str, f64)]| -> Vec<(&'static str, String)> {
        pairs.iter().map(|(name, x)| (*name, short(*x))).collect()
    };
    let (key, args) = match *d {
        Distribution::Constant(x) => ("constant", args(&[("x", x)])),
        Distribution::Uniform(min, max) => ("uniform", args(&[("min", min), ("max", max)])),
        Distribution::Normal { mean, sd, min, max } => (
            "normal",
            args(&[("mean", mean), ("sd", sd), ("min", min), ("max", max)]),
        ),
        Distribution::LogNormal { mean, sd } => ("lognormal", args(&[("mean", mean), ("sd", sd)])),
        Distribution::Exponential { mean } => ("exponential", args(&[("mean", mean)])),
        Distribution::Gamma { shape, scale } => {
            ("gamma", args(&[("shape", shape), ("scale", scale)]))
        }
        Distribution::Weibull { shape, scale } => {
            ("weibull", args(&[("shape", shape), ("scale", scale)]))
        }
        Distribution::Triangular { min, mode, max } => (
            "triangular",
            args(&[("min", min), ("mode", mode), ("max", max)]),
        ),
    };
    words.with(&format!("report-distribution-{key}"), &args)
}

fn pairs(words: &Words, rows: Vec<(String, String)>) -> Table {
    Table {
        columns: vec![
            Column::words(words.t("report-col-what")),
            Column::words(words.t("report-col-value")),
        ],
        rows: rows
            .into_iter()
            .map(|(label, value)| vec![Cell::text(label), Cell::text(value)])
            .collect(),
        note: String::new(),
    }
}

fn run(input: &ReportInput, words: &Words) -> Table {
    let scenario = &input.scenario;
    let metrics = &input.metrics;
    let row = |key: &str, value: String| (words.t(key), value);
    let model = format!("report-model-{}", scenario.parameters.model.key());
    pairs(
        words,
        vec![
            row(
                "report-run-period",
                format!("{}–{}", words.clock(0.0), words.clock(input.about.ran_s)),
            ),
            row(
                "report-run-plan",
                metrics
                    .plan
                    .clone()
                    .unwrap_or_else(|| words.t("report-none")),
            ),
            row("report-run-seed", metrics.seed.to_string()),
            row(
                "report-run-model",
                words.with(
                    "report-run-model-value",
                    &[("key", metrics.model.clone()), ("name", words.t(&model))],
                ),
            ),
            row(
                "report-run-rules",
                words.t(rules_key(scenario.parameters.rules)),
            ),
            row("report-run-dt", format!("{} s", short(metrics.dt_s))),
            row(
                "report-run-frame",
                format!("{} s", short(scenario.run.frame_dt_s)),
            ),
        ],
    )
}

fn profiles(input: &ReportInput, words: &Words) -> Table {
    let rows = input
        .scenario
        .visitors
        .profiles
        .iter()
        .map(|p| {
            let mobility = match p.mobility {
                Mobility::Feet => "report-mobility-feet",
                Mobility::Wheels => "report-mobility-wheels",
            };
            vec![
                Cell::text(words.name(shown(&p.name, &p.id))),
                Cell::text(short(p.share * 100.0)),
                Cell::text(distribution(words, &p.free_speed)),
                Cell::text(distribution(words, &p.radius)),
                Cell::text(distribution(words, &p.pre_movement)),
                Cell::text(format!("{} / {}", short(p.stairs_down), short(p.stairs_up))),
                Cell::text(words.t(mobility)),
                Cell::text(short(p.assisted * 100.0)),
            ]
        })
        .collect();
    let worded = |key: &str, unit: &str| Column {
        head: words.t(key),
        unit: unit.to_owned(),
        number: false,
    };
    Table {
        columns: vec![
            Column::words(words.t("report-col-profile")),
            Column::number(words.t("report-col-share"), "%"),
            worded("report-col-free-speed", "m/s"),
            worded("report-col-radius", "m"),
            worded("report-col-pre-movement", "s"),
            worded("report-col-stairs", "–"),
            Column::words(words.t("report-col-mobility")),
            Column::number(words.t("report-col-assisted"), "%"),
        ],
        rows,
        note: words.t("report-profiles-note"),
    }
}

fn visitors(input: &ReportInput, words: &Words) -> Table {
    let visitors = &input.scenario.visitors;
    let name = |id: &str| words.name(super::drawing::name_of(&input.scenario, id));
    let mut rows: Vec<(String, String)> = Vec::new();
    for crowd in &visitors.present {
        rows.push((
            words.t("report-visitors-present"),
            format!("{}: {}", name(&crowd.place), count(u64::from(crowd.count))),
        ));
    }
    for arrivals in &visitors.arrivals {
        let curve = match &arrivals.curve {
            Curve::Triangular { from, peak, until } => words.with(
                "report-curve-triangular",
                &[
                    ("from", from.to_string()),
                    ("peak", peak.to_string()),
                    ("until", until.to_string()),
                ],
            ),
            Curve::Uniform { from, until } => words.with(
                "report-curve-uniform",
                &[("from", from.to_string()), ("until", until.to_string())],
            ),
            Curve::Cumulative(points) => words.with(
                "report-curve-cumulative",
                &[("n", points.len().to_string())],
            ),
        };
        let entrances: Vec<String> = arrivals
            .entrances
            .iter()
            .map(|e| format!("{} {} %", name(&e.entrance), short(e.share * 100.0)))
            .collect();
        rows.push((
            words.t("report-visitors-arrivals"),
            words.with(
                "report-visitors-arrivals-value",
                &[
                    ("n", count(u64::from(arrivals.count))),
                    ("curve", curve),
                    ("entrances", words.list(&entrances)),
                ],
            ),
        ));
    }
    if !visitors.groups.is_empty() {
        let sizes: Vec<String> = visitors
            .groups
            .iter()
            .map(|g| {
                words.with(
                    "report-visitors-group",
                    &[
                        ("size", g.size.to_string()),
                        ("share", short(g.share * 100.0)),
                    ],
                )
            })
            .collect();
        rows.push((words.t("report-visitors-groups"), words.list(&sizes)));
    }
    for item in &visitors.programme {
        let places: Vec<String> = item
            .places
            .iter()
            .map(|p| format!("{} {} %", name(&p.place), short(p.share * 100.0)))
            .collect();
        rows.push((
            format!(
                "{} {}–{}",
                words.name(shown(&item.name, &item.id)),
                item.start,
                item.end
            ),
            words.list(&places),
        ));
    }
    for departure in &visitors.departures {
        rows.push((
            words.t("report-visitors-departures"),
            format!(
                "{} %: {}–{}",
                short(departure.share * 100.0),
                departure.start,
                departure.end
            ),
        ));
    }
    pairs(words, rows)
}

/// A parameter: catalogue key, value, unit, documented range.
pub(super) type Parameter<'a> = (&'a str, f64, &'a str, &'a str);

pub(super) fn parameters(words: &Words, source: &str, list: &[Parameter<'_>]) -> Table {
    let rows = list
        .iter()
        .map(|(key, value, unit, range)| {
            vec![
                Cell::text(words.t(&format!("report-parameter-{key}"))),
                Cell::text(short(*value)),
                Cell::text(*unit),
                Cell::text(*range),
            ]
        })
        .collect();
    Table {
        columns: vec![
            Column::words(words.t("report-col-parameter")),
            Column::number(words.t("report-col-value"), ""),
            Column::words(words.t("report-col-unit")),
            Column::words(words.t("report-col-range")),
        ],
        rows,
        note: words.t(source),
    }
}

/// The parameters of the model that moved people.
fn movement(input: &ReportInput, words: &Words) -> Table {
    let all = &input.scenario.parameters;
    let quantities = match all.model {
        Locomotion::Csx => all.csx.quantities(),
        Locomotion::Csm => all.csm.quantities(),
        Locomotion::Avm => all.avm.quantities(),
        Locomotion::Sfm => all.sfm.quantities(),
    };
    let ranges: Vec<String> = quantities
        .iter()
        .map(|q| format!("{}–{}", short(q.range.min), short(q.range.max)))
        .collect();
    let list: Vec<Parameter> = quantities
        .iter()
        .zip(&ranges)
        .map(|(q, range)| (q.key, q.value, q.unit, range.as_str()))
        .collect();
    let source = format!("report-movement-source-{}", all.model.key());
    parameters(words, &source, &list)
}

fn wayfinding(input: &ReportInput, words: &Words) -> Table {
    let way = &input.scenario.parameters.wayfinding;
    let groups = &input.scenario.parameters.groups;
    let mut list = vec![
        ("reconsider", way.reconsider_s, "s", "0.5–60"),
        ("gain", way.gain, "–", "0–1"),
        ("sight", way.sight_m, "m", "0–500"),
        ("queue-weight", way.queue_weight, "–", "0–5"),
        ("following", way.following, "–", "0–1"),
        ("punctuality", way.punctuality_s, "s", "0–3600"),
        ("queue-density", way.queue_density_per_m2, "1/m²", "0.5–4"),
        ("clearance", way.clearance_m, "m", "0–2"),
        ("clearance-weight", way.clearance_weight, "–", "0–5"),
        ("crowd-weight", way.crowd_weight, "s", "0–10"),
        ("crowd-full", way.crowd_full_per_m2, "1/m²", "1–8"),
        ("crowd-loose", way.crowd_loose_per_m2, "1/m²", "0–2"),
        ("turn-back", way.turn_back_s, "s", "0–3600"),
        ("turn-back-sight", way.turn_back_m, "m", "1–50"),
    ];
    if groups.keep_together {
        list.extend([
            ("group-apart", groups.apart_m, "m", "1–20"),
            ("group-apart-time", groups.apart_s, "s", "1–60"),
            ("group-waiting", groups.waiting_m_s, "m/s", "0.1–1"),
            ("group-lost", groups.lost_m, "m", "5–500"),
        ]);
    }
    parameters(words, "report-wayfinding-source", &list)
}
