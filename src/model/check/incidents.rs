//! Incidents: where and when they happen, and how large they are.

use super::context::{Checker, Tidy, Wanted};
use crate::model::incident::{IncidentKind, Occurrence};
use crate::model::limits;
use crate::model::problem::Problem;

pub(super) fn check(checker: &mut Checker) {
    for (i, incident) in checker.scenario.incidents.iter().enumerate() {
        let path = format!("incidents[{i}]");
        check_kind(checker, &format!("{path}.kind"), &incident.kind);
        check_occurrence(checker, &format!("{path}.occurrence"), &incident.occurrence);
    }
}

pub(super) fn check_kind(checker: &mut Checker, path: &str, kind: &IncidentKind) {
    match kind {
        IncidentKind::Fire {
            radius_m,
            growth_m_per_s,
            ..
        } => {
            let place = format_args!("{path}.radius_m");
            checker.number(place, *radius_m, limits::INCIDENT_RADIUS);
            let place = format_args!("{path}.growth_m_per_s");
            checker.number(place, *growth_m_per_s, limits::GROWTH);
        }
        IncidentKind::BlockedPath { width_left } => {
            checker.number(
                format_args!("{path}.width_left"),
                *width_left,
                limits::WIDTH,
            );
        }
        IncidentKind::SuspiciousObject { radius_m } => {
            let place = format_args!("{path}.radius_m");
            checker.number(place, *radius_m, limits::INCIDENT_RADIUS);
        }
        IncidentKind::GateFailure {
            gate,
            lanes,
            duration_s,
        } => {
            checker.number(
                format_args!("{path}.duration_s"),
                *duration_s,
                limits::DURATION,
            );
            let Some(thing) = checker.reference(format_args!("{path}.gate"), gate, Wanted::Gate)
            else {
                return;
            };
            let gate = &checker.scenario.venue.gates[thing.index];
            let existing = gate.lanes.map_or(0, |lanes| lanes.count);
            if *lanes == 0 || *lanes > existing {
                let problem = Problem::error("failing-lanes", format!("{path}.lanes"))
                    .with("gate", &gate.id)
                    .with("lanes", lanes)
                    .with("existing", existing);
                checker.report(problem);
            }
        }
        IncidentKind::Medical { .. }
        | IncidentKind::Fall
        | IncidentKind::LostPerson
        | IncidentKind::CrushWarning => {}
    }
}

fn check_occurrence(checker: &mut Checker, path: &str, occurrence: &Occurrence) {
    match occurrence {
        Occurrence::Scripted { at, cell, position } => {
            let run = &checker.scenario.run;
            let place = format!("{path}.at");
            if checker.time(&place, *at) && *at >= run.end {
                let problem = Problem::warning("incident-after-the-end", place)
                    .with("time", at)
                    .with("end", run.end);
                checker.report(problem);
            }
            checker.reference(format_args!("{path}.cell"), cell, Wanted::Cell);
            checker.point(format_args!("{path}.position"), *position);
        }
        Occurrence::Drawn {
            per_1000_visitors,
            cells,
            from,
            until,
        } => {
            let place = format!("{path}.per_1000_visitors");
            let is_sound = checker.number(&place, *per_1000_visitors, limits::PER_1000_VISITORS);
            if is_sound && *per_1000_visitors == 0.0 {
                let problem = Problem::warning("incident-never-drawn", place);
                checker.report(problem.with("rate", Tidy(*per_1000_visitors)));
            }
            for (k, cell) in cells.iter().enumerate() {
                checker.reference(format_args!("{path}.cells[{k}]"), cell, Wanted::Cell);
            }
            let ends = (format!("{path}.from"), format!("{path}.until"));
            checker.span((&ends.0, *from), (&ends.1, *until));
        }
    }
}
