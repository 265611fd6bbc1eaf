//! What the model does not know: the general limits, and those that this run
//! has touched.

use super::input::ReportInput;
use super::run;
use super::words::{Words, decimal};
use crate::model::{IncidentKind, RuleSet};

/// Sentences, the ones this run touches first.
pub(super) fn limits(input: &ReportInput, words: &Words) -> Vec<String> {
    let mut out = vec![words.t("report-limit-one-run")];
    let density = input.metrics.crowding.max_density_per_m2;
    match density {
        Some(density) if density > 5.0 => out.push(words.with(
            "report-limit-pressing-here",
            &[("density", decimal(density, 1))],
        )),
        _ => out.push(words.t("report-limit-pressing")),
    }
    out.push(words.t(if input.scenario.staff.is_described() {
        "report-limit-staff"
    } else {
        "report-limit-staff-left-out"
    }));
    if run::plan(input).is_some_and(|plan| !plan.routes.is_empty()) {
        out.push(words.t("report-limit-routes"));
    }
    if input.scenario.parameters.rules == RuleSet::None {
        out.push(words.t("report-limit-rules"));
    }
    let incidents = &input.scenario.incidents;
    if incidents
        .iter()
        .any(|i| matches!(i.kind, IncidentKind::Fire { .. }))
    {
        out.push(words.t("report-limit-fire"));
    }
    let profiles = &input.scenario.visitors.profiles;
    if profiles.iter().any(|p| p.assisted > 0.0) {
        out.push(words.t(if input.scenario.staff.is_described() {
            "report-limit-assisted-helped"
        } else {
            "report-limit-assisted"
        }));
    }
    let always = [
        "report-limit-behaviour",
        "report-limit-weather",
        "report-limit-ground",
        "report-limit-outside",
        "report-limit-sources",
        "report-limit-judgement",
    ];
    out.extend(always.map(|key| words.t(key)));
    out
}
