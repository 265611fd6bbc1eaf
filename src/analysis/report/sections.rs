//! Puts the page together, section by section.

use super::charts::{Bar, Callout, Curve, Mark, bars, people_inside};
use super::drawing::{name_of, shown};
use super::input::ReportInput;
use super::map::{self, Map, Subject};
use super::page::{Drawing, Page, Pair};
use super::words::{Words, count, decimal};
use super::{
    ReportError, assumed, capacity, coverage, figures, incidents, legend, limits, palette, plan,
    run, tables, tell, troubles,
};
use crate::base::text::Language;

/// The page of a run.
pub(super) fn page(input: &ReportInput, language: Language) -> Result<Page, ReportError> {
    let words = Words {
        language,
        start: input.about.start,
    };
    let words = &words;
    let (moment, moment_left) = maps(input, words, Subject::Moment);
    let (maximum, maximum_left) = maps(input, words, Subject::Maximum);
    let (staff, _) = if input.scenario.staff.units.is_empty() {
        (Vec::new(), 0)
    } else {
        maps(input, words, Subject::Staff)
    };
    let crowded = input.facts.densest.is_some() || !input.facts.max_density.is_empty();
    Ok(Page {
        lang: match language {
            Language::English => "en",
            Language::Chinese => "zh-CN",
        },
        event: words.name(&input.scenario.name),
        description: input.scenario.description.clone(),
        running: style_string(&words.name(&input.scenario.name)),
        muted: palette::MUTED.hex(),
        colours: colours(),
        block: block(input, words),
        answer: tell::answer(&told(input), words),
        figures: figures::figures(input, words),
        moment,
        close_up: map::close_up(input, words).map(|svg| Drawing {
            svg,
            caption: close_up_caption(input, words),
        }),
        density_legend: if crowded {
            legend::density(words)
        } else {
            Vec::new()
        },
        symbols: legend::symbols(input, words),
        state_legend: legend::states(input, words),
        curve: curve(input, words)?,
        chain: tables::chain(input, words),
        zones: zones(input, words),
        gates: tables::gates(input, words),
        exits: tables::exits(input, words),
        assembly: tables::assembly(input, words),
        maximum: if input.facts.max_density.is_empty() {
            Vec::new()
        } else {
            maximum
        },
        crowding: tables::crowding(input, words),
        capacity: capacity::table(input, words),
        hand: capacity::hand(input, words),
        incidents: incidents::table(input, words),
        response: incidents::response(input, words),
        duties: incidents::duties(input, words),
        staff,
        strength: tables::strength(input, words),
        coverage: coverage::section(input, words),
        marked: marked(input, words),
        marked_legend: legend::marked(input, words),
        troubles: troubles::troubles(input, words, moment_left.max(maximum_left)),
        plan: plan::summary(input, words),
        assumptions: input.scenario.assumptions.clone(),
        assumed: assumed::tables(input, words),
        limits: limits::limits(input, words),
        imprint: words.with(
            "report-imprint",
            &[
                ("version", input.about.version.clone()),
                ("hash", input.about.scenario_hash.clone()),
            ],
        ),
    })
}

fn told(input: &ReportInput) -> tell::Told<'_> {
    tell::Told {
        metrics: &input.metrics,
        scenario: &input.scenario,
        inside_at_alarm: run::inside_at_alarm(input),
        ran_s: input.about.ran_s,
        interrupted: input.about.interrupted,
    }
}

/// Colours of the style sheet.
pub(crate) fn colours() -> Vec<(&'static str, String)> {
    [
        ("paper", palette::PAPER),
        ("ink", palette::INK),
        ("muted", palette::MUTED),
        ("line", palette::LINE),
        ("panel", palette::PANEL),
        ("accent", palette::ACCENT),
        ("good", palette::GOOD),
        ("warn", palette::WARN),
        ("danger", palette::DANGER),
    ]
    .into_iter()
    .map(|(name, colour)| (name, colour.hex()))
    .collect()
}

/// A text as a string of the style sheet: everything but letters, digits and
/// plain punctuation is written by its number, so that nothing in a name can
/// end the string or the sheet.
pub(crate) fn style_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        if c.is_alphanumeric() || " ,.:()-–".contains(c) {
            out.push(c);
        } else {
            out.push_str(&format!("\\{:x} ", u32::from(c)));
        }
    }
    out.push('"');
    out
}

fn block(input: &ReportInput, words: &Words) -> Vec<Pair> {
    let about = &input.about;
    let metrics = &input.metrics;
    let plan = run::plan(input);
    let plan_text = match (plan, &metrics.plan) {
        (Some(plan), _) if plan.name.is_empty() => plan.id.clone(),
        (Some(plan), _) => format!("{} · {}", plan.id, words.name(shown(&plan.name, &plan.id))),
        (None, Some(id)) => id.clone(),
        (None, None) => words.t("report-none"),
    };
    let code = |label: String, value: String| Pair {
        label,
        value,
        code: true,
    };
    let mut block = vec![
        Pair::new(words.t("report-block-plan"), plan_text),
        Pair::new(
            words.t("report-block-period"),
            format!(
                "{}–{}",
                words.clock_minutes(0.0),
                words.clock_minutes(about.ran_s)
            ),
        ),
        Pair::new(
            words.t("report-block-people"),
            words.with(
                "report-block-people-value",
                &[
                    ("visitors", count(u64::from(metrics.people.planned))),
                    ("staff", count(staff_count(input))),
                ],
            ),
        ),
        Pair::new(
            words.t("report-block-model"),
            format!(
                "{} · {}",
                metrics.model,
                words.t(assumed::rules_key(input.scenario.parameters.rules))
            ),
        ),
        Pair::new(words.t("report-block-seed"), metrics.seed.to_string()),
        Pair::new(
            words.t("report-block-version"),
            words.with(
                "report-block-version-value",
                &[
                    ("version", about.version.clone()),
                    ("revision", about.engine_revision.to_string()),
                ],
            ),
        ),
        code(
            words.t("report-block-scenario"),
            about.scenario_hash.chars().take(16).collect(),
        ),
    ];
    if let Some(date) = &about.date {
        block.push(Pair::new(words.t("report-block-date"), date));
    }
    if let Some(author) = &about.author {
        block.push(Pair::new(words.t("report-block-author"), author));
    }
    block
}

fn staff_count(input: &ReportInput) -> u64 {
    let staff = &input.scenario.staff;
    let posted: u64 = staff.units.iter().map(|u| u64::from(u.count)).sum();
    let strength: u64 = staff.strength.iter().map(|s| u64::from(s.count)).sum();
    posted.max(strength)
}

/// One map a sheet, and how many names found no room on them.
fn maps(input: &ReportInput, words: &Words, subject: Subject) -> (Vec<Drawing>, usize) {
    let sheets = map::sheets(input);
    let several = sheets.len() > 1;
    let mut left_out_in_all = 0;
    let drawings = sheets
        .into_iter()
        .filter_map(|sheet| {
            let Map { svg, left_out } = map::draw(input, words, subject, sheet)?;
            left_out_in_all += left_out;
            let mut caption = map_caption(input, words, subject);
            if several {
                let name = usize::try_from(sheet)
                    .ok()
                    .and_then(|i| input.venue.sheets.get(i))
                    .cloned()
                    .unwrap_or_default();
                caption = format!("{} — {caption}", words.name(&name));
            }
            Some(Drawing { svg, caption })
        })
        .collect();
    (drawings, left_out_in_all)
}

/// The moments that somebody marked, each on the sheets they looked at.
fn marked(input: &ReportInput, words: &Words) -> Vec<Drawing> {
    let mut drawings = Vec::new();
    for (number, marked) in input.marked.iter().enumerate() {
        for sheet in map::sheets(input) {
            let id = format!("marked-{number}-{sheet}");
            let Some((document, _)) = map::marked(input, words, marked, None, (sheet, &id)) else {
                continue;
            };
            let clock = words.clock(marked.at_s);
            let caption = match marked.note.trim() {
                "" => clock,
                note => format!("{clock} — {note}"),
            };
            drawings.push(Drawing {
                svg: document.to_string(),
                caption,
            });
        }
    }
    drawings
}

fn map_caption(input: &ReportInput, words: &Words, subject: Subject) -> String {
    match (subject, &input.facts.densest) {
        (Subject::Moment, Some(moment)) => {
            let visitors = moment
                .people
                .iter()
                .filter(|dot| !crate::sim::State::is_staff(dot.state))
                .count();
            words.with(
                "report-map-moment-caption",
                &[
                    ("at", words.clock(moment.at_s)),
                    ("n", count(visitors as u64)),
                ],
            )
        }
        (Subject::Moment, None) => words.t("report-map-venue-caption"),
        (Subject::Maximum, _) => words.t("report-map-maximum-caption"),
        (Subject::Staff, _) => words.t("report-map-staff-caption"),
    }
}

fn close_up_caption(input: &ReportInput, words: &Words) -> String {
    let Some(moment) = &input.facts.densest else {
        return String::new();
    };
    let place = input
        .venue
        .cells
        .get(usize::from(moment.cell))
        .map_or_else(String::new, |cell| words.name(&cell.name));
    words.with(
        "report-closeup-caption",
        &[
            ("place", place),
            ("at", words.clock(moment.at_s)),
            ("density", decimal(moment.density_per_m2, 1)),
        ],
    )
}

/// The people-inside curve with alarm, phases and quantiles; none without a
/// series.
fn curve(input: &ReportInput, words: &Words) -> Result<Option<Drawing>, ReportError> {
    let points = run::inside_points(input);
    if points.len() < 2 {
        return Ok(None);
    }
    let curve = Curve {
        marks: marks(input, words, &points),
        callouts: callouts(input, words, &points),
        points,
    };
    let key = if input.metrics.evacuation.is_some() {
        "report-curve-caption"
    } else {
        "report-curve-caption-day"
    };
    Ok(Some(Drawing {
        svg: people_inside(&curve, words)?,
        caption: words.t(key),
    }))
}

fn marks(input: &ReportInput, words: &Words, points: &[(f64, u32)]) -> Vec<Mark> {
    let mut marks = Vec::new();
    let last = points.last().map_or(0.0, |p| p.0);
    if let Some(evacuation) = &input.metrics.evacuation {
        if let Some(t) = evacuation.ignition_s {
            marks.push(mark(t, words.t("report-step-ignition"), false, words));
        }
        marks.push(mark(
            evacuation.alarm_s,
            words.t("report-mark-alarm"),
            true,
            words,
        ));
        let phases = run::plan(input).map_or(&[][..], |plan| &plan.phases);
        for phase in phases.iter().filter(|phase| phase.after_s > 0.0) {
            let t = evacuation.alarm_s + phase.after_s;
            marks.push(mark(t, plan::phase_mark(input, words, phase), false, words));
        }
    } else {
        let start = input.about.start.seconds();
        for item in &input.scenario.visitors.programme {
            let t = item.start.seconds() - start;
            let name = words.name(shown(&item.name, &item.id));
            marks.push(mark(t, name, false, words));
        }
    }
    marks.retain(|mark| mark.at_s >= 0.0 && mark.at_s <= last);
    marks
}

fn mark(at_s: f64, text: String, strong: bool, words: &Words) -> Mark {
    Mark {
        at_s,
        text: format!("{text} {}", words.clock_minutes(at_s)),
        strong,
    }
}

fn callouts(input: &ReportInput, words: &Words, points: &[(f64, u32)]) -> Vec<Callout> {
    let Some(evacuation) = run::believed(input) else {
        return Vec::new();
    };
    [
        ("report-callout-t50", evacuation.t50_s),
        ("report-callout-t95", evacuation.t95_s),
        ("report-callout-clear", evacuation.all_clear_s),
    ]
    .into_iter()
    .filter_map(|(key, after)| {
        let after = after?;
        let at_s = evacuation.alarm_s + after;
        let inside = run::inside_at(points, at_s).unwrap_or(0.0);
        Some(Callout {
            at_s,
            inside,
            text: words.with(key, &[("t", words.duration(after))]),
        })
    })
    .filter(|callout| callout.at_s <= points.last().map_or(0.0, |p| p.0))
    .collect()
}

/// Clearing times by zone, in the order of the document.
fn zones(input: &ReportInput, words: &Words) -> Option<Drawing> {
    let evacuation = run::believed(input)?;
    if evacuation.zones.is_empty() {
        return None;
    }
    let rows: Vec<Bar> = evacuation
        .zones
        .iter()
        .map(|zone| Bar {
            name: words.name(name_of(&input.scenario, &zone.id)),
            value: zone.all_clear_s,
            text: zone
                .all_clear_s
                .map_or_else(|| words.t("report-not-reached"), |s| words.duration(s)),
        })
        .collect();
    Some(Drawing {
        svg: bars(&rows, &words.t("report-zones-alt")),
        caption: words.t("report-zones-caption"),
    })
}
