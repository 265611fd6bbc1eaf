//! Incidents with their lives, how well they were answered, and what that cost the
//! posts.

use super::drawing::name_of;
use super::input::ReportInput;
use super::page::{Cell, Column, Pair, Table, Tone};
use super::tables::role_key;
use super::words::{Words, count, decimal, percent};
use crate::analysis::metrics::IncidentFigures;
use crate::model::{Incident, Occurrence};

/// Most units in the table of those that were on tasks.
const MOST_UNITS: usize = 25;

/// Incidents with the times of their lives.
pub(super) fn table(input: &ReportInput, words: &Words) -> Option<Table> {
    let figures = &input.metrics.incidents;
    if figures.is_empty() {
        return None;
    }
    let rows = figures.iter().map(|it| row(input, words, it)).collect();
    let mut columns = vec![Column::words(words.t("report-col-incident"))];
    columns.extend(
        [
            "began",
            "reported",
            "accepted",
            "dispatched",
            "on-scene",
            "resolved",
            "closed",
        ]
        .map(|step| Column::number(words.t(&format!("report-col-{step}")), "")),
    );
    columns.push(Column::words(words.t("report-col-outcome")));
    Some(Table {
        columns,
        rows,
        note: words.t(if input.scenario.staff.is_described() {
            "report-incidents-note"
        } else {
            "report-incidents-note-left-out"
        }),
    })
}

fn row(input: &ReportInput, words: &Words, it: &IncidentFigures) -> Vec<Cell> {
    let clock = |t_s| Cell::text(words.maybe_clock(t_s));
    let kind = words.t(&format!("report-incident-{}", it.kind.replace('_', "-")));
    let name = name(input, words, it);
    let below = if name == it.id {
        kind
    } else {
        format!("{kind} · {}", it.id)
    };
    let merged = (it.merged > 0).then(|| {
        let n = count(u64::from(it.merged));
        words.with("report-incident-merged", &[("n", n)])
    });
    // Whoever was there before enough were, or without being sent.
    let first = (it.attended_s).filter(|attended_s| it.on_scene_s.is_none_or(|t| *attended_s < t));
    let first = first.map(|t_s| words.with("report-incident-first", &[("at", words.clock(t_s))]));
    let units: Vec<String> = (it.units.iter())
        .map(|id| words.name(name_of(&input.scenario, id)))
        .collect();
    let (outcome, tone) = outcome(input, words, it);
    vec![
        Cell::text(name).noted(below),
        clock(it.started_s),
        clock(it.reported_s).noted(merged.unwrap_or_default()),
        clock(it.accepted_s),
        clock(it.dispatched_s),
        clock(it.on_scene_s).noted(first.unwrap_or_default()),
        clock(it.resolved_s),
        clock(it.closed_s),
        Cell::text(outcome).toned(tone).noted(words.list(&units)),
    ]
}

/// Its entry in the document; none for a warning raised by what was seen.
fn document<'a>(input: &'a ReportInput, it: &IncidentFigures) -> Option<&'a Incident> {
    let id = it.incident.as_ref().unwrap_or(&it.id);
    let mut incidents = input.scenario.incidents.iter();
    incidents.find(|incident| incident.id == *id)
}

/// A name for people: that of the document, with a number if it is one of several.
pub(super) fn name(input: &ReportInput, words: &Words, it: &IncidentFigures) -> String {
    let place = |id: &String| words.name(name_of(&input.scenario, id));
    let Some(incident) = document(input, it) else {
        let Some(id) = &it.place else {
            return it.id.clone();
        };
        let kind = words.t(&format!("report-incident-{}", it.kind.replace('_', "-")));
        return match it.ordered {
            true => words.with(
                "report-incident-ordered",
                &[("kind", kind), ("place", place(id))],
            ),
            false => words.with(raised(&it.kind), &[("place", place(id))]),
        };
    };
    if incident.name.is_empty() {
        return it.id.clone();
    }
    let name = words.name(&incident.name);
    let number = it.id.strip_prefix(incident.id.as_str());
    match (&incident.occurrence, number) {
        (Occurrence::Drawn { .. }, Some(number)) => {
            format!("{name} {}", number.trim_start_matches('-'))
        }
        _ => name,
    }
}

/// Key of the name of what is in no document, by its kind.
fn raised(kind: &str) -> &'static str {
    match kind {
        "medical" => "report-incident-hurt",
        "fall" => "report-incident-fallen",
        _ => "report-incident-by-sight",
    }
}

/// How an incident ended, in words.
fn outcome(input: &ReportInput, words: &Words, it: &IncidentFigures) -> (String, Tone) {
    let (key, at_s, tone) = ending(it, input.scenario.staff.is_described());
    let args = [("at", words.maybe_clock(at_s))];
    let text = words.with(&format!("report-life-{key}"), &args);
    if it.worse == 0 {
        return (text, tone);
    }
    let args = [("state", text), ("n", count(u64::from(it.worse)))];
    (words.with("report-life-worse", &args), tone.max(Tone::Warn))
}

/// The end of the catalogue key of how an incident ended, when, and how good that is.
fn ending(it: &IncidentFigures, described: bool) -> (&'static str, Option<f64>, Tone) {
    let Some(_) = it.started_s else {
        return ("not-begun", None, Tone::Plain);
    };
    let reported = it.reported_s.is_some() || !described;
    if let Some(settled_s) = it.settled_s {
        let answered = it.answered_s().is_some_and(|t| t <= settled_s);
        let key = match (answered, reported) {
            _ if it.handed_over_s.is_some() => "settled-town",
            (true, true) => "settled",
            (true, false) => "settled-unreported",
            (false, true) => "by-itself",
            (false, false) => "by-itself-unreported",
        };
        return (key, it.settled_s, Tone::Plain);
    }
    match (it.answered_s(), it.handed_over_s) {
        _ if !described => ("unattended", None, Tone::Plain),
        (_, Some(called_s)) => ("open-town", Some(called_s), Tone::Warn),
        (Some(_), None) if reported => ("open", None, Tone::Warn),
        (Some(_), None) => ("open-unreported", None, Tone::Warn),
        (None, None) if reported => ("nobody-came", None, Tone::Danger),
        (None, None) => ("unreported", None, Tone::Danger),
    }
}

/// The incidents of the run that ended in a way, by the end of its catalogue key.
pub(super) fn that_ended<'a>(input: &'a ReportInput, keys: &[&str]) -> Vec<&'a IncidentFigures> {
    let described = input.scenario.staff.is_described();
    let all = input.metrics.incidents.iter();
    all.filter(|it| keys.contains(&ending(it, described).0))
        .collect()
}

/// How well incidents were answered, line by line; empty where nobody could be.
pub(super) fn response(input: &ReportInput, words: &Words) -> Vec<Pair> {
    let staff = &input.metrics.staff;
    let targets = &input.scenario.parameters.response;
    let mut out = Vec::new();
    let mut add = |key: &str, args: &[(&str, String)]| {
        let label = words.t(&format!("report-response-{key}"));
        let value = words.with(&format!("report-response-{key}-value"), args);
        out.push(Pair::new(label, value));
    };
    if input.scenario.staff.is_described() {
        let all = &input.metrics.incidents;
        let begun = all.iter().filter(|it| it.started_s.is_some()).count();
        let reported = all.iter().filter(|it| it.reported_s.is_some()).count();
        let merged: u64 = all.iter().map(|it| u64::from(it.merged)).sum();
        if begun > 0 {
            let args = [
                ("reported", count(reported as u64)),
                ("begun", count(begun as u64)),
                ("merged", count(merged)),
            ];
            add("reports", &args);
        }
        let reached = |time_s: Option<f64>| {
            time_s.map_or_else(|| words.t("report-response-never"), |s| words.duration(s))
        };
        if reported > 0 {
            let args = [
                ("p50", reached(staff.response_p50_s)),
                ("p90", reached(staff.response_p90_s)),
            ];
            add("times", &args);
        }
    }
    if let Some(share) = staff.within_target {
        let args = [
            ("share", percent(share, 1.0)),
            ("fire", words.duration(targets.fire_target_s)),
            ("critical", words.duration(targets.critical_target_s)),
        ];
        add("target", &args);
    }
    if let Some(share) = staff.critical_within_target {
        let args = [
            ("share", percent(share, 1.0)),
            ("t", words.duration(targets.critical_target_s)),
        ];
        add("critical", &args);
    }
    if let Some(mean_s) = staff.regret_mean_s {
        let args = [
            ("t", words.duration(mean_s)),
            ("n", count(u64::from(staff.regrets))),
        ];
        add("regret", &args);
    }
    if staff.recalled > 0 {
        add("recalled", &[("n", count(u64::from(staff.recalled)))]);
    }
    if let Some(exposed) = staff.exposed_person_s {
        add("exposed", &[("n", decimal(exposed / 60.0, 1))]);
    }
    out
}

/// Units that were on tasks or left their posts, the longest empty first.
pub(super) fn duties(input: &ReportInput, words: &Words) -> Option<Table> {
    let staff = &input.metrics.staff;
    let mut rows: Vec<(f64, f64, u32, usize)> = Vec::new();
    for (at, unit) in input.scenario.staff.units.iter().enumerate() {
        let post = staff.posts.iter().find(|post| post.unit == unit.id);
        let task = staff.on_task.iter().find(|task| task.unit == unit.id);
        if post.is_some() || task.is_some() {
            let empty_s = post.map_or(0.0, |post| post.empty_s);
            let on_task_s = task.map_or(0.0, |task| task.on_task_s);
            rows.push((empty_s, on_task_s, post.map_or(0, |post| post.left), at));
        }
    }
    rows.sort_by(|a, b| {
        (b.0.total_cmp(&a.0))
            .then(b.1.total_cmp(&a.1))
            .then(a.3.cmp(&b.3))
    });
    if rows.is_empty() {
        return None;
    }
    let left_out = rows.len().saturating_sub(MOST_UNITS);
    let mut note = words.t("report-duties-note");
    if left_out > 0 {
        let args = [("note", note), ("n", count(left_out as u64))];
        note = words.with("report-duties-note-more", &args);
    }
    let rows = rows.iter().take(MOST_UNITS);
    let rows = rows.map(|(empty_s, on_task_s, left, at)| {
        let unit = &input.scenario.staff.units[*at];
        vec![
            Cell::text(words.name(name_of(&input.scenario, &unit.id))),
            Cell::text(words.t(&role_key(unit.role))),
            Cell::text(count(u64::from(unit.count))),
            Cell::text(decimal(on_task_s / 60.0, 0)),
            Cell::text(count(u64::from(*left))),
            Cell::text(words.duration(*empty_s)),
        ]
    });
    Some(Table {
        columns: vec![
            Column::words(words.t("report-col-unit-of-staff")),
            Column::words(words.t("report-col-role")),
            Column::number(words.t("report-col-posted"), words.t("report-unit-people")),
            Column::number(
                words.t("report-col-on-tasks"),
                words.t("report-unit-person-min"),
            ),
            Column::number(
                words.t("report-col-post-left"),
                words.t("report-unit-times"),
            ),
            Column::number(words.t("report-col-post-empty"), ""),
        ],
        rows: rows.collect(),
        note,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::text;
    use crate::base::text::Language;

    /// Reported, answered, settled and handed over at those times.
    fn life(
        [reported_s, attended_s, settled_s, handed_over_s]: [Option<f64>; 4],
    ) -> IncidentFigures {
        IncidentFigures {
            started_s: Some(0.0),
            reported_s,
            attended_s,
            settled_s,
            handed_over_s,
            ..IncidentFigures::default()
        }
    }

    #[test]
    fn every_ending_has_its_words() {
        let (a, b, c) = (Some(1.0), Some(2.0), Some(3.0));
        let (good, bad, worst) = (Tone::Plain, Tone::Warn, Tone::Danger);
        let n = None;
        for (times, key, tone) in [
            ([a, b, c, n], "settled", good),
            ([n, b, c, n], "settled-unreported", good),
            ([a, b, c, b], "settled-town", good),
            ([a, n, c, n], "by-itself", good),
            // Somebody came when it was over.
            ([a, c, b, n], "by-itself", good),
            ([n, n, c, n], "by-itself-unreported", good),
            ([n, n, n, n], "unreported", worst),
            ([a, n, n, n], "nobody-came", worst),
            ([a, b, n, n], "open", bad),
            ([n, b, n, n], "open-unreported", bad),
            ([a, b, n, c], "open-town", bad),
        ] {
            let found = ending(&life(times), true);
            assert_eq!((found.0, found.2), (key, tone), "{times:?}");
            assert!(text::has(&format!("report-life-{key}")), "{key}");
        }
        // Where nobody is described, nobody is missed.
        assert_eq!(ending(&life([n, n, n, n]), false).0, "unattended");
        assert_eq!(ending(&life([n, n, c, n]), false).0, "by-itself");
        assert_eq!(ending(&IncidentFigures::default(), true).0, "not-begun");
        for language in Language::ALL {
            for key in ["unattended", "not-begun", "worse"] {
                let text = text::text(language, &format!("report-life-{key}"));
                assert!(!text.contains('⟦'), "{key}");
            }
        }
    }
}
