//! Metrics by their path in `metrics.json`: which there are, and what a run has.

use serde_json::Value;

use crate::analysis::metrics::{
    Crowding, Evacuation, GateFigures, IncidentFigures, Integrity, Metrics, Outcome, People,
    StaffFigures, ZoneClear,
};
use crate::model::Scenario;
use crate::model::incident::Occurrence;

/// Parts of `metrics.json` that say nothing of the event.
const NO_METRICS: [&str; 4] = ["schema", "seed", "dt_s", "performance"];

/// The paths of all metrics that a run of a scenario may have, in order.
#[must_use]
pub fn names(scenario: &Scenario) -> Vec<String> {
    let value = serde_json::to_value(outline(scenario)).unwrap_or_default();
    let mut names = Vec::new();
    each(&value, String::new(), &mut |path, _| names.push(path));
    names.sort();
    names
}

/// The numbers of a run by their paths, none where it has none; true counts as 1.
#[must_use]
pub fn numbers(metrics: &Value) -> Vec<(String, Option<f64>)> {
    let mut numbers = Vec::new();
    each(metrics, String::new(), &mut |path, value| {
        numbers.push((path, number(value)));
    });
    numbers
}

/// A number of a run by its path; none if it has none, or if the run shows a crowd
/// for which the model does not hold.
#[must_use]
pub fn value(metrics: &Value, path: &str) -> Option<f64> {
    if metrics["integrity"]["implausible"] == Value::Bool(true) {
        return None;
    }
    number(find(metrics, path)?)
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Bool(truth) => Some(f64::from(u8::from(*truth))),
        other => other.as_f64(),
    }
}

/// The value at a path such as `gates[main-gate].max_queue`.
fn find<'v>(metrics: &'v Value, path: &str) -> Option<&'v Value> {
    let mut at = metrics;
    let mut rest = path;
    while !rest.is_empty() {
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        at = at.get(&rest[..end])?;
        rest = &rest[end..];
        // Ids may have dots.
        if let Some(inside) = rest.strip_prefix('[') {
            let (id, behind) = inside.split_once(']')?;
            at = (at.as_array()?.iter()).find(|entry| entry["id"].as_str() == Some(id))?;
            rest = behind;
        }
        rest = rest.strip_prefix('.').unwrap_or(rest);
    }
    Some(at)
}

/// Calls for every number, truth or null of a document with its path. Lists whose
/// entries have no id, and texts, are passed over.
fn each(value: &Value, path: String, call: &mut impl FnMut(String, &Value)) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                let top = path.is_empty();
                if top && NO_METRICS.contains(&name.as_str()) {
                    continue;
                }
                let path = if top {
                    name.clone()
                } else {
                    format!("{path}.{name}")
                };
                each(field, path, call);
            }
        }
        Value::Array(entries) => {
            for entry in entries {
                if let Some(id) = entry["id"].as_str() {
                    each(entry, format!("{path}[{id}]"), call);
                }
            }
        }
        Value::String(_) => {}
        Value::Null | Value::Bool(_) | Value::Number(_) => call(path, value),
    }
}

/// Metrics with everything a run of a scenario may have, without numbers. Texts
/// stand where texts may stand, so that they are no metrics.
fn outline(scenario: &Scenario) -> Metrics {
    let text = || Some(String::new());
    Metrics {
        schema: 1,
        scenario: String::new(),
        plan: text(),
        seed: 0,
        model: String::new(),
        dt_s: 0.0,
        outcome: Outcome::Complete,
        people: People::default(),
        evacuation: Some(Evacuation {
            ignition_s: None,
            detected_s: None,
            reported_s: None,
            verified_s: None,
            decided_s: None,
            broadcast_s: None,
            alarm_s: 0.0,
            all_clear_s: None,
            t50_s: None,
            t95_s: None,
            inside_person_s: 0.0,
            curve: Vec::new(),
            zones: (scenario.venue.zones.iter())
                .map(|zone| ZoneClear {
                    id: zone.id.clone(),
                    all_clear_s: None,
                })
                .collect(),
        }),
        crowding: Crowding {
            place: text(),
            ..Crowding::default()
        },
        gates: (scenario.venue.gates.iter())
            .map(|gate| GateFigures {
                id: gate.id.clone(),
                passed: 0,
                max_flow_per_s: None,
                max_queue: None,
                mean_wait_s: None,
                p95_wait_s: None,
            })
            .collect(),
        // Those drawn at a rate are numbered anew in each run.
        incidents: (scenario.incidents.iter())
            .filter(|incident| matches!(incident.occurrence, Occurrence::Scripted { .. }))
            .map(|incident| IncidentFigures {
                id: incident.id.clone(),
                incident: text(),
                place: text(),
                ..IncidentFigures::default()
            })
            .collect(),
        staff: StaffFigures::default(),
        integrity: Integrity::default(),
        performance: None,
        rules: Vec::new(),
        orders_given: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_path_leads_to_a_number_through_fields_and_ids() {
        let metrics = json!({
            "seed": 3,
            "outcome": "complete",
            "evacuation": { "all_clear_s": 90.5, "t50_s": null, "curve": [[0, 3]] },
            "gates": [ { "id": "a", "passed": 2 }, { "id": "b.1", "passed": 7 } ],
            "integrity": { "implausible": false, "stuck": 4 },
        });
        assert_eq!(value(&metrics, "evacuation.all_clear_s"), Some(90.5));
        assert_eq!(value(&metrics, "evacuation.t50_s"), None);
        assert_eq!(value(&metrics, "gates[a].passed"), Some(2.0));
        assert_eq!(value(&metrics, "gates[c].passed"), None);
        let all: Vec<String> = numbers(&metrics)
            .into_iter()
            .map(|(path, _)| path)
            .collect();
        assert!(all.contains(&"gates[b.1].passed".to_owned()), "{all:?}");
        assert!(!all.iter().any(|path| path == "seed" || path == "outcome"));
        for (path, number) in numbers(&metrics) {
            assert_eq!(value(&metrics, &path), number, "{path}");
        }
        let mut withheld = metrics.clone();
        withheld["integrity"]["implausible"] = json!(true);
        assert_eq!(value(&withheld, "evacuation.all_clear_s"), None);
    }
}
