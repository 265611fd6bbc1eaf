//! What did not go well in the run, in words: the report hides nothing that
//! the simulation counted against itself.

use super::drawing::shown;
use super::incidents;
use super::input::ReportInput;
use super::page::{Tone, Trouble};
use super::run;
use super::tables::gathered;
use super::words::{Words, count, percent};
use crate::analysis::metrics::IncidentFigures;

/// Everything that did not go well; empty if all did.
pub(super) fn troubles(input: &ReportInput, words: &Words, left_out: usize) -> Vec<Trouble> {
    let mut out = Vec::new();
    people(input, words, &mut out);
    integrity(input, words, &mut out);
    places(input, words, &mut out);
    staff(input, words, &mut out);
    answers(input, words, &mut out);
    gaps(input, words, &mut out);
    if left_out > 0 {
        out.push(trouble(
            Tone::Plain,
            words.with("report-trouble-labels", &[("n", count(left_out as u64))]),
        ));
    }
    out.sort_by_key(|trouble| std::cmp::Reverse(trouble.tone));
    out
}

fn trouble(tone: Tone, text: String) -> Trouble {
    Trouble { tone, text }
}

fn number(n: impl Into<u64>) -> [(&'static str, String); 1] {
    [("n", count(n.into()))]
}

/// "12 at the terrace, 3 on the stair" of a list by cell or exit.
fn by_site(words: &Words, names: impl Iterator<Item = String>, counts: &[u32]) -> String {
    let mut parts: Vec<(u32, String)> = names
        .zip(counts)
        .filter(|(_, n)| **n > 0)
        .map(|(name, n)| (*n, name))
        .collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.0));
    let texts: Vec<String> = parts
        .into_iter()
        .take(6)
        .map(|(n, name)| {
            words.with(
                "report-trouble-site",
                &[("name", name), ("n", count(u64::from(n)))],
            )
        })
        .collect();
    words.list(&texts)
}

fn people(input: &ReportInput, words: &Words, out: &mut Vec<Trouble>) {
    let people = &input.metrics.people;
    if input.about.interrupted {
        out.push(trouble(
            Tone::Danger,
            words.with(
                "report-trouble-interrupted",
                &[("at", words.clock(input.about.ran_s))],
            ),
        ));
    }
    if let Some(evacuation) = &input.metrics.evacuation {
        if evacuation.all_clear_s.is_none() && people.inside > 0 {
            let last: Vec<u32> = input
                .facts
                .occupancy
                .iter()
                .map(|series| series.last().copied().unwrap_or(0))
                .collect();
            let names = input.venue.cells.iter().map(|cell| words.name(&cell.name));
            let sites = by_site(words, names, &last);
            let args = [("n", count(u64::from(people.inside))), ("sites", sites)];
            let key = if args[1].1.is_empty() {
                "report-trouble-inside"
            } else {
                "report-trouble-inside-where"
            };
            out.push(trouble(Tone::Danger, words.with(key, &args)));
        }
        let never: Vec<String> = evacuation
            .zones
            .iter()
            .filter(|zone| zone.all_clear_s.is_none())
            .map(|zone| words.name(super::drawing::name_of(&input.scenario, &zone.id)))
            .collect();
        if !never.is_empty() {
            out.push(trouble(
                Tone::Danger,
                words.with("report-trouble-zones", &[("names", words.list(&never))]),
            ));
        }
    }
    if people.waiting_outside > 0 {
        out.push(trouble(
            Tone::Warn,
            words.with("report-trouble-outside", &number(people.waiting_outside)),
        ));
    }
}

fn integrity(input: &ReportInput, words: &Words, out: &mut Vec<Trouble>) {
    let integrity = &input.metrics.integrity;
    if integrity.stuck > 0 {
        let names = input.venue.cells.iter().map(|cell| words.name(&cell.name));
        let sites = by_site(words, names, &input.facts.stuck_by_cell);
        let args = [("n", count(u64::from(integrity.stuck))), ("sites", sites)];
        let key = if args[1].1.is_empty() {
            "report-trouble-stuck"
        } else {
            "report-trouble-stuck-where"
        };
        out.push(trouble(Tone::Warn, words.with(key, &args)));
    }
    if integrity.crowd_waits > 0 {
        out.push(trouble(
            Tone::Plain,
            words.with("report-trouble-crowd-waits", &number(integrity.crowd_waits)),
        ));
    }
    if integrity.turned_back > 0 {
        out.push(trouble(
            Tone::Plain,
            words.with("report-trouble-turned-back", &number(integrity.turned_back)),
        ));
    }
    if integrity.spawn_waits > 0 {
        let names = input.venue.exits.iter().map(|exit| words.name(&exit.name));
        let sites = by_site(words, names, &input.facts.spawn_waits_by_exit);
        let args = [
            ("n", count(u64::from(integrity.spawn_waits))),
            ("sites", sites),
        ];
        let key = if args[1].1.is_empty() {
            "report-trouble-spawn"
        } else {
            "report-trouble-spawn-where"
        };
        out.push(trouble(Tone::Warn, words.with(key, &args)));
    }
    if integrity.overlaps > 0 {
        out.push(trouble(
            if integrity.implausible {
                Tone::Danger
            } else {
                Tone::Plain
            },
            words.with("report-trouble-overlaps", &number(integrity.overlaps)),
        ));
    }
    if integrity.wall_corrections > 0 {
        out.push(trouble(
            Tone::Plain,
            words.with("report-trouble-walls", &number(integrity.wall_corrections)),
        ));
    }
}

fn places(input: &ReportInput, words: &Words, out: &mut Vec<Trouble>) {
    for (index, cell) in input.venue.cells.iter().enumerate() {
        let most = run::most_people(input, index);
        if let (Some((most, t)), Some(allowed)) = (most, run::allowed(input, &cell.id))
            && most > allowed
        {
            let args = [
                ("name", words.name(&cell.name)),
                ("most", count(u64::from(most))),
                ("allowed", count(u64::from(allowed))),
                ("at", words.clock_minutes(t)),
            ];
            out.push(trouble(
                Tone::Warn,
                words.with("report-trouble-over", &args),
            ));
        }
    }
    if run::alarm_s(input).is_none() {
        return;
    }
    for point in &input.scenario.venue.assembly_points {
        let there = gathered(input, &point.id);
        if there > u64::from(point.capacity) {
            let args = [
                ("name", words.name(shown(&point.name, &point.id))),
                ("there", count(there)),
                ("holds", count(u64::from(point.capacity))),
            ];
            out.push(trouble(
                Tone::Danger,
                words.with("report-trouble-assembly", &args),
            ));
        }
    }
}

/// An order that waits longer for people is worth a sentence \[s\].
const LONG_WAIT_S: f64 = 60.0;

/// Orders that waited for people, and paths that nobody kept.
fn staff(input: &ReportInput, words: &Words, out: &mut Vec<Trouble>) {
    let staff = &input.metrics.staff;
    let name = |id: &str| words.name(super::drawing::name_of(&input.scenario, id));
    for order in &staff.orders {
        let (tone, key, t) = match order.carried_out_s {
            None => (Tone::Danger, "report-trouble-order-never", 0.0),
            Some(done_s) if done_s - order.given_s > LONG_WAIT_S => (
                Tone::Warn,
                "report-trouble-order-late",
                done_s - order.given_s,
            ),
            Some(_) => continue,
        };
        let args = [("name", name(&order.gate)), ("t", words.duration(t))];
        out.push(trouble(tone, words.with(key, &args)));
    }
    for path in staff
        .paths
        .iter()
        .filter(|path| path.unkept_s > LONG_WAIT_S)
    {
        let args = [
            ("name", name(&path.path)),
            ("t", words.duration(path.unkept_s)),
        ];
        out.push(trouble(
            Tone::Warn,
            words.with("report-trouble-unkept", &args),
        ));
    }
}

/// Most names in a sentence.
const MOST_NAMES: usize = 6;

/// Incidents that nobody answered, or not in time.
fn answers(input: &ReportInput, words: &Words, out: &mut Vec<Trouble>) {
    let listed = |found: Vec<&IncidentFigures>| {
        let first = found.iter().take(MOST_NAMES);
        let names: Vec<String> = first.map(|it| incidents::name(input, words, it)).collect();
        let names = words.list(&names);
        match found.len().saturating_sub(MOST_NAMES) {
            0 => names,
            more => {
                let args = [("name", names), ("n", count(more as u64))];
                words.with("report-phase-and-more", &args)
            }
        }
    };
    if let Some(share) = input.metrics.staff.critical_within_target
        && share < 1.0
    {
        let target_s = input.scenario.parameters.response.critical_target_s;
        let args = [
            ("share", percent(1.0 - share, 1.0)),
            ("t", words.duration(target_s)),
        ];
        out.push(trouble(
            Tone::Danger,
            words.with("report-trouble-critical", &args),
        ));
    }
    let endings: [(&[&str], Tone, &str); 4] = [
        (&["unreported"], Tone::Danger, "report-trouble-unreported"),
        (&["nobody-came"], Tone::Danger, "report-trouble-nobody-came"),
        (
            &["open", "open-unreported", "open-town"],
            Tone::Warn,
            "report-trouble-unsettled",
        ),
        (
            &["by-itself-unreported"],
            Tone::Plain,
            "report-trouble-unnoticed",
        ),
    ];
    for (keys, tone, key) in endings {
        let found = incidents::that_ended(input, keys);
        if !found.is_empty() {
            let args = [("names", listed(found))];
            out.push(trouble(tone, words.with(key, &args)));
        }
    }
    let all = input.metrics.incidents.iter();
    let worse: Vec<&IncidentFigures> = all.filter(|it| it.worse > 0).collect();
    if !worse.is_empty() {
        let args = [("names", listed(worse))];
        out.push(trouble(
            Tone::Warn,
            words.with("report-trouble-worse", &args),
        ));
    }
}

/// What was not computed.
fn gaps(input: &ReportInput, words: &Words, out: &mut Vec<Trouble>) {
    let metrics = &input.metrics;
    let crowding = &metrics.crowding;
    let checks = [
        (crowding.max_density_per_m2.is_none(), "report-gap-density"),
        (
            crowding.max_pressure_per_s2.is_none(),
            "report-gap-pressure",
        ),
        (
            crowding.person_s_above_4_per_m2.is_none(),
            "report-gap-above-4",
        ),
        (
            !metrics.gates.is_empty() && metrics.gates.iter().all(|g| g.max_flow_per_s.is_none()),
            "report-gap-flow",
        ),
        (
            !input.scenario.staff.is_described() && !metrics.incidents.is_empty(),
            "report-gap-staff",
        ),
        (input.capacity.is_empty(), "report-gap-capacity"),
        (
            input.hand.is_none() && metrics.evacuation.is_some(),
            "report-gap-hand",
        ),
    ];
    let missing: Vec<String> = checks
        .into_iter()
        .filter(|(missing, _)| *missing)
        .map(|(_, key)| words.t(key))
        .collect();
    if !missing.is_empty() {
        out.push(trouble(
            Tone::Plain,
            words.with("report-trouble-gaps", &[("names", words.list(&missing))]),
        ));
    }
}
