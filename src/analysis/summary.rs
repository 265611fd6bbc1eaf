//! The run in a screenful of the terminal: at most 24 lines of 80 columns.
//!
//! Did everyone get out, when, where was it worst, who waited where, and what
//! did not go well. Where the report is, the caller adds: it knows.

use super::metrics::Metrics;
use super::report::words::{Words, count, width_columns};
use super::report::{name_of, run, tell};
use crate::base::text::Language;
use crate::model::Time;
use crate::world::World;

/// Width of a terminal that everyone has [columns].
const COLUMNS: usize = 80;
/// Most gates and zones named.
const NAMED: usize = 3;

/// What the summary is made from.
#[derive(Clone, Copy)]
pub struct Summary<'a> {
    /// The numbers of the run.
    pub metrics: &'a Metrics,
    /// The world it ran in.
    pub world: &'a World,
    /// Time of day at its start.
    pub start: Time,
    /// Simulated time \[s\].
    pub ran_s: f64,
    /// Whether somebody stopped it before its end.
    pub interrupted: bool,
}

/// The summary in a language, lines ended by line feeds.
#[must_use]
pub fn render(summary: &Summary<'_>, language: Language) -> String {
    let words = &Words {
        language,
        start: summary.start,
    };
    let mut lines = wrapped(&title(summary, words), "");
    lines.push(String::new());
    lines.extend(answer(summary, words));
    lines.extend(block(
        &words.t("summary-gates"),
        gates(summary, words),
        &words.t("summary-no-waits"),
    ));
    if summary.metrics.evacuation.is_some() && !summary.metrics.integrity.implausible {
        lines.extend(block(&words.t("summary-zones"), zones(summary, words), ""));
    }
    let troubles = troubles(summary, words);
    let troubles = if troubles.is_empty() {
        words.t("summary-clean")
    } else {
        words.list(&troubles)
    };
    lines.push(String::new());
    lines.extend(wrapped(
        &words.with("summary-troubles", &[("what", troubles)]),
        "  ",
    ));
    lines.push(words.t("summary-one-run"));
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

fn title(summary: &Summary<'_>, words: &Words) -> String {
    let metrics = summary.metrics;
    words.with(
        "summary-title",
        &[
            ("name", words.name(&metrics.scenario)),
            (
                "plan",
                metrics
                    .plan
                    .clone()
                    .unwrap_or_else(|| words.t("summary-no-plan")),
            ),
            ("seed", metrics.seed.to_string()),
            ("model", metrics.model.clone()),
        ],
    )
}

fn answer(summary: &Summary<'_>, words: &Words) -> Vec<String> {
    let metrics = summary.metrics;
    let curve = metrics.evacuation.as_ref().map(|e| e.curve.as_slice());
    let told = tell::Told {
        metrics,
        scenario: &summary.world.scenario,
        inside_at_alarm: metrics.evacuation.as_ref().and_then(|e| {
            let inside = run::inside_at(curve.unwrap_or_default(), e.alarm_s)?;
            Some(inside.round().max(0.0) as u32)
        }),
        ran_s: summary.ran_s,
        interrupted: summary.interrupted,
    };
    let answer = tell::answer(&told, words);
    let mut lines = wrapped(&answer.out, "");
    if let Some(evacuation) = &metrics.evacuation
        && evacuation.t50_s.is_some()
        && !metrics.integrity.implausible
    {
        let args = [
            ("t50", words.maybe_duration(evacuation.t50_s)),
            ("t95", words.maybe_duration(evacuation.t95_s)),
        ];
        lines.extend(wrapped(&words.with("summary-half", &args), ""));
    }
    lines.extend(wrapped(&answer.worst, ""));
    lines
}

/// A heading with its lines, or a sentence if there are none.
fn block(heading: &str, items: Vec<String>, otherwise: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    if items.is_empty() {
        if otherwise.is_empty() {
            return Vec::new();
        }
        lines.push(otherwise.to_owned());
        return lines;
    }
    lines.push(heading.to_owned());
    lines.extend(items.iter().map(|item| cut(&format!("  {item}"))));
    lines
}

/// Gates with the longest waits.
fn gates(summary: &Summary<'_>, words: &Words) -> Vec<String> {
    let mut waits: Vec<_> = summary
        .metrics
        .gates
        .iter()
        .filter_map(|gate| Some((gate.p95_wait_s.filter(|wait| *wait >= 1.0)?, gate)))
        .collect();
    waits.sort_by(|a, b| b.0.total_cmp(&a.0));
    waits
        .into_iter()
        .take(NAMED)
        .map(|(wait, gate)| {
            words.with(
                "summary-gate",
                &[
                    (
                        "name",
                        words.name(name_of(&summary.world.scenario, &gate.id)),
                    ),
                    ("p95", words.duration(wait)),
                    ("queue", count(u64::from(gate.max_queue.unwrap_or(0)))),
                ],
            )
        })
        .collect()
}

/// Zones that were clear last, those that never were before all.
fn zones(summary: &Summary<'_>, words: &Words) -> Vec<String> {
    let Some(evacuation) = &summary.metrics.evacuation else {
        return Vec::new();
    };
    let mut zones: Vec<_> = evacuation.zones.iter().collect();
    let last = |clear: Option<f64>| clear.unwrap_or(f64::INFINITY);
    zones.sort_by(|a, b| last(b.all_clear_s).total_cmp(&last(a.all_clear_s)));
    zones
        .into_iter()
        .take(NAMED)
        .map(|zone| {
            let when = zone
                .all_clear_s
                .map_or_else(|| words.t("report-not-reached"), |s| words.duration(s));
            let name = words.name(name_of(&summary.world.scenario, &zone.id));
            words.with("summary-zone", &[("name", name), ("t", when)])
        })
        .collect()
}

fn troubles(summary: &Summary<'_>, words: &Words) -> Vec<String> {
    let integrity = &summary.metrics.integrity;
    let people = &summary.metrics.people;
    let stranded = match &summary.metrics.evacuation {
        Some(evacuation) if evacuation.all_clear_s.is_none() => people.inside,
        _ => 0,
    };
    [
        ("summary-inside", u64::from(stranded)),
        ("summary-outside", u64::from(people.waiting_outside)),
        ("summary-stuck", u64::from(integrity.stuck)),
        ("summary-crowd-waits", u64::from(integrity.crowd_waits)),
        ("summary-turned-back", u64::from(integrity.turned_back)),
        ("summary-spawn-waits", u64::from(integrity.spawn_waits)),
        ("summary-overlaps", integrity.overlaps),
    ]
    .into_iter()
    .filter(|(_, n)| *n > 0)
    .map(|(key, n)| words.with(key, &[("n", count(n))]))
    .collect()
}

/// Marks that never begin a line.
const NEVER_FIRST: &str = "，。：；、）”！？";

/// Breaks a text into lines that fit, between words or Chinese characters;
/// lines after the first begin with `indent`.
fn wrapped(text: &str, indent: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        let width = width_columns(&line) + width_columns(piece.trim_end());
        if width > COLUMNS && !line.trim().is_empty() {
            lines.push(line.trim_end().to_owned());
            line = indent.to_owned();
        }
        line.push_str(piece);
    }
    lines.push(line.trim_end().to_owned());
    lines.iter().map(|line| cut(line)).collect()
}

/// The pieces between which a text may be broken: words with the space after
/// them, wide characters each by itself with the marks after it.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let may_break = before.is_some_and(|b| {
            let wide = |c: char| width_columns(c.encode_utf8(&mut [0; 4])) == 2;
            (b == ' ' && c != ' ') || ((wide(b) || wide(c)) && !NEVER_FIRST.contains(c) && c != ' ')
        });
        if may_break {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(c);
    }
    pieces.push(&text[start..]);
    pieces
}

/// A line that fits: what is beyond the last column is cut off.
fn cut(line: &str) -> String {
    if width_columns(line) <= COLUMNS {
        return line.to_owned();
    }
    let mut out = String::new();
    for c in line.chars() {
        let next = width_columns(c.encode_utf8(&mut [0; 4]));
        if width_columns(&out) + next + 1 > COLUMNS {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::report::fixture::{day, evacuation, jianshan};

    fn fits(text: &str) {
        assert!(text.lines().count() <= 24, "too many lines:\n{text}");
        for line in text.lines() {
            assert!(width_columns(line) <= COLUMNS, "too wide: {line}");
        }
        assert!(!text.contains('⟦'), "{text}");
    }

    #[test]
    fn it_fits_a_screen_and_answers_in_both_languages() {
        let world = jianshan();
        for input in [evacuation(), day()] {
            let summary = Summary {
                metrics: &input.metrics,
                world: &world,
                start: input.about.start,
                ran_s: input.about.ran_s,
                interrupted: false,
            };
            for language in Language::ALL {
                let text = render(&summary, language);
                fits(&text);
            }
        }
        let input = evacuation();
        let summary = Summary {
            metrics: &input.metrics,
            world: &world,
            start: input.about.start,
            ran_s: input.about.ran_s,
            interrupted: false,
        };
        let text = render(&summary, Language::English);
        assert!(text.contains("Everyone got out"), "{text}");
        assert!(text.contains("Lion-Elephant terrace"), "{text}");
        assert!(text.contains("Lion-Elephant Gate: 3 min 58 s"), "{text}");
        assert!(text.contains("stuck: 4"), "{text}");
    }

    #[test]
    fn even_the_worst_run_fits() {
        let world = jianshan();
        let mut input = evacuation();
        let long = "x".repeat(300);
        input.metrics.scenario = long.clone();
        input.metrics.crowding.place = Some(long.clone());
        for gate in &mut input.metrics.gates {
            gate.id = long.clone();
            gate.p95_wait_s = Some(900.0);
        }
        let summary = Summary {
            metrics: &input.metrics,
            world: &world,
            start: input.about.start,
            ran_s: input.about.ran_s,
            interrupted: true,
        };
        for language in Language::ALL {
            fits(&render(&summary, language));
        }
    }

    #[test]
    fn a_line_that_is_one_too_wide_breaks_before_its_last_word() {
        for long in COLUMNS - 2..=COLUMNS + 2 {
            let text = format!("{} end and more", "x".repeat(long - 4));
            assert!(
                wrapped(&text, "").iter().all(|line| !line.contains('…')),
                "{long}"
            );
        }
    }

    #[test]
    fn chinese_breaks_between_characters_and_not_before_marks() {
        let text = "最不利处为狮象平台，".repeat(12);
        let lines = wrapped(&text, "");
        assert!(lines.len() > 1);
        for line in &lines {
            assert!(width_columns(line) <= COLUMNS);
            assert!(!line.starts_with('，'));
        }
        assert_eq!(lines.concat(), text);
    }
}
