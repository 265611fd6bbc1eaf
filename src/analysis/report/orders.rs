//! Orders that came from the desk during the run: what no scenario says.

use super::drawing::name_of;
use super::input::ReportInput;
use super::page::{Cell, Column, Table};
use super::words::Words;
use crate::analysis::metrics::GivenFigures;

/// The table of orders; none if none were given.
pub(super) fn table(input: &ReportInput, words: &Words) -> Option<Table> {
    let orders = &input.metrics.orders_given;
    if orders.is_empty() {
        return None;
    }
    let row = |it: &GivenFigures| {
        vec![
            Cell::text(words.clock(it.t_s)),
            Cell::text(sentence(input, words, it)),
        ]
    };
    Some(Table {
        columns: vec![
            Column::words(words.t("report-col-order-at")),
            Column::words(words.t("report-col-order")),
        ],
        rows: orders.iter().map(row).collect(),
        note: words.t("report-orders-note"),
    })
}

fn sentence(input: &ReportInput, words: &Words, it: &GivenFigures) -> String {
    let scenario = &input.scenario;
    let name = |id: &Option<String>| {
        id.as_ref().map_or_else(
            || words.t("report-none"),
            |id| words.name(name_of(scenario, id)),
        )
    };
    let plan = it.plan.as_ref().map_or_else(String::new, |id| {
        let plan = scenario.plans.iter().find(|plan| plan.id == *id);
        plan.filter(|plan| !plan.name.is_empty())
            .map_or_else(|| id.clone(), |plan| words.name(&plan.name))
    });
    let key = match it.order.as_str() {
        "gate_open" => "report-ordered-open",
        "gate_held" => "report-ordered-held",
        "gate_closed" => "report-ordered-closed",
        "unit_sent" => "report-ordered-sent",
        "incident" => "report-ordered-incident",
        _ => "report-ordered-evacuation",
    };
    let args = [
        ("place", name(&it.place)),
        ("unit", name(&it.unit)),
        ("plan", plan),
    ];
    words.with(key, &args)
}
