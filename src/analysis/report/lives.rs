//! Incidents of the made-up run of the fixture: lives that are whole, cut short, and
//! never begun; and what answering them cost.

use crate::analysis::metrics::{
    IncidentFigures, OrderFigures, PostFigures, StaffFigures, TaskFigures,
};

/// One that began at a place, `id` being that of the document.
fn begun(id: &str, kind: &str, place: &str, at_s: f64) -> IncidentFigures {
    IncidentFigures {
        id: id.to_owned(),
        kind: kind.to_owned(),
        started_s: Some(at_s),
        incident: Some(id.to_owned()),
        place: Some(place.to_owned()),
        ..IncidentFigures::default()
    }
}

/// The same, the `number`th of those drawn at a rate.
fn drawn(number: u32, figures: IncidentFigures) -> IncidentFigures {
    IncidentFigures {
        id: format!("{}-{number}", figures.id),
        ..figures
    }
}

fn units(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

/// The incidents, in order of beginning.
pub(super) fn incidents() -> Vec<IncidentFigures> {
    let mut all = vec![
        IncidentFigures {
            settled_s: Some(402.0),
            ..drawn(1, begun("medical", "medical", "lawn", 280.0))
        },
        IncidentFigures {
            reported_s: Some(658.0),
            accepted_s: Some(741.0),
            dispatched_s: Some(752.0),
            attended_s: Some(801.0),
            on_scene_s: Some(838.0),
            settled_s: Some(1_910.0),
            resolved_s: Some(1_915.0),
            closed_s: Some(1_961.0),
            handed_over_s: Some(905.0),
            units: units(&["fire-food", "fire-lawn"]),
            merged: 3,
            worse: 1,
            ..begun("fire-stall", "fire", "food-street", 600.0)
        },
        IncidentFigures {
            attended_s: Some(1_020.0),
            ..begun("wire-ridge", "blocked_path", "ridge-walk", 960.0)
        },
        IncidentFigures {
            reported_s: Some(1_262.0),
            accepted_s: Some(1_301.0),
            ..begun("cardiac-summit", "medical", "summit", 1_200.0)
        },
        IncidentFigures {
            reported_s: Some(1_520.0),
            accepted_s: Some(1_560.0),
            dispatched_s: Some(1_574.0),
            attended_s: Some(1_690.0),
            on_scene_s: Some(1_690.0),
            settled_s: Some(2_301.0),
            resolved_s: Some(2_301.0),
            units: units(&["medic-terrace"]),
            ..drawn(2, begun("medical", "medical", "terrace", 1_404.0))
        },
        IncidentFigures {
            incident: None,
            reported_s: Some(1_702.0),
            accepted_s: Some(1_790.0),
            dispatched_s: Some(1_803.0),
            attended_s: Some(1_702.0),
            units: units(&["police-stage"]),
            ..begun("crush-terrace", "crush_warning", "terrace", 1_680.0)
        },
        IncidentFigures {
            worse: 4,
            ..begun("fall-main-stair", "fall", "main-stair", 1_680.0)
        },
    ];
    all.extend(["lost-pensioner", "lanes-fail"].map(|id| {
        let kind = if id == "lanes-fail" {
            "gate_failure"
        } else {
            "lost_person"
        };
        IncidentFigures {
            started_s: None,
            place: None,
            ..begun(id, kind, "", 0.0)
        }
    }));
    all
}

/// What staff did meanwhile.
pub(super) fn staff() -> StaffFigures {
    StaffFigures {
        guided: Some(9_870),
        response_p50_s: Some(143.0),
        response_p90_s: None,
        within_target: Some(0.5),
        critical_within_target: Some(0.0),
        regret_mean_s: Some(38.0),
        regrets: 4,
        exposed_person_s: Some(4_310.0),
        recalled: 1,
        on_task: [
            ("fire-food", 7_310.0),
            ("medic-terrace", 1_430.0),
            ("police-stage", 2_600.0),
        ]
        .map(|(unit, on_task_s)| TaskFigures {
            unit: unit.to_owned(),
            on_task_s,
        })
        .to_vec(),
        posts: [("fire-food", 1, 1_170.0), ("police-stage", 2, 96.0)]
            .map(|(unit, left, empty_s)| PostFigures {
                unit: unit.to_owned(),
                left,
                empty_s,
            })
            .to_vec(),
        orders: vec![OrderFigures {
            gate: "main-gate".to_owned(),
            given_s: 844.0,
            carried_out_s: Some(880.0),
        }],
        paths: Vec::new(),
    }
}
