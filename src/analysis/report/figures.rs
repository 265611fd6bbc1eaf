//! The key figures.

use super::drawing::name_of;
use super::input::ReportInput;
use super::page::{Figure, Tone};
use super::run::{self, Band};
use super::tell::band_tone;
use super::words::{UNKNOWN, Words, count, decimal};
use crate::analysis::metrics::{Evacuation, MOST_MEASURED_PER_M2};

/// Key figures.
pub(super) fn figures(input: &ReportInput, words: &Words) -> Vec<Figure> {
    let mut figures = match &input.metrics.evacuation {
        Some(evacuation) => evacuation_figures(input, words, evacuation),
        None => day_figures(input, words),
    };
    figures.extend(crowding_figures(input, words));
    figures.extend(gate_figures(input, words));
    figures.extend(hand_figure(input, words));
    figures
}

fn figure(words: &Words, key: &str, value: String, note: String) -> Figure {
    Figure {
        label: words.t(key),
        value,
        unit: String::new(),
        note,
        tone: Tone::Plain,
    }
}

fn evacuation_figures(input: &ReportInput, words: &Words, evacuation: &Evacuation) -> Vec<Figure> {
    let people = &input.metrics.people;
    let alarm = evacuation.alarm_s;
    let withheld = input.metrics.integrity.implausible;
    let clear = match evacuation.all_clear_s {
        _ if withheld => Figure {
            tone: Tone::Danger,
            ..figure(
                words,
                "report-figure-clear",
                words.t("report-withheld"),
                words.t("report-withheld-note"),
            )
        },
        Some(clear) => Figure {
            tone: Tone::Good,
            ..figure(
                words,
                "report-figure-clear",
                words.duration(clear),
                words.with("report-at", &[("at", words.clock(alarm + clear))]),
            )
        },
        None => Figure {
            tone: Tone::Danger,
            ..figure(
                words,
                "report-figure-clear",
                words.t("report-not-reached"),
                words.with(
                    "report-still-inside",
                    &[("n", count(u64::from(people.inside)))],
                ),
            )
        },
    };
    let alarm_note = evacuation.ignition_s.map_or_else(String::new, |ignition| {
        words.with(
            "report-after-ignition",
            &[("t", words.duration(alarm - ignition))],
        )
    });
    let reached = |time: Option<f64>| {
        time.map_or_else(|| words.t("report-not-reached"), |s| words.duration(s))
    };
    let half = if withheld {
        words.t("report-withheld")
    } else {
        reached(evacuation.t50_s)
    };
    let most = if withheld {
        String::new()
    } else {
        words.with("report-figure-t95", &[("t", reached(evacuation.t95_s))])
    };
    vec![
        clear,
        figure(words, "report-figure-quantiles", half, most),
        figure(
            words,
            "report-figure-inside-at-alarm",
            run::inside_at_alarm(input).map_or_else(|| UNKNOWN.to_owned(), |n| count(n.into())),
            words.with(
                "report-figure-planned",
                &[("n", count(u64::from(people.planned)))],
            ),
        ),
        figure(words, "report-figure-alarm", words.clock(alarm), alarm_note),
    ]
}

fn day_figures(input: &ReportInput, words: &Words) -> Vec<Figure> {
    let people = &input.metrics.people;
    let points = run::inside_points(input);
    let peak = points
        .iter()
        .fold(None, |best: Option<(f64, u32)>, p| match best {
            Some(best) if best.1 >= p.1 => Some(best),
            _ => Some(*p),
        });
    let of_planned = words.with(
        "report-figure-planned",
        &[("n", count(u64::from(people.planned)))],
    );
    vec![
        figure(
            words,
            "report-figure-entered",
            count(u64::from(people.entered)),
            of_planned,
        ),
        figure(
            words,
            "report-figure-peak",
            peak.map_or_else(|| UNKNOWN.to_owned(), |(_, n)| count(u64::from(n))),
            peak.map_or_else(String::new, |(t, _)| {
                words.with("report-at", &[("at", words.clock_minutes(t))])
            }),
        ),
        figure(
            words,
            "report-figure-left",
            count(u64::from(people.left)),
            words.with(
                "report-still-inside",
                &[("n", count(u64::from(people.inside)))],
            ),
        ),
        figure(
            words,
            "report-figure-outside",
            count(u64::from(people.waiting_outside)),
            words.t("report-figure-outside-note"),
        ),
    ]
}

fn crowding_figures(input: &ReportInput, words: &Words) -> Vec<Figure> {
    let crowding = &input.metrics.crowding;
    let mut out = Vec::new();
    if let Some(density) = crowding.max_density_per_m2 {
        let band = Band::of(density);
        let place = crowding.place.as_deref().unwrap_or(UNKNOWN);
        let said = if density > MOST_MEASURED_PER_M2 {
            words.t("report-band-beyond")
        } else {
            words.t(&format!("report-band-{}", band.key()))
        };
        out.push(Figure {
            unit: words.t("report-unit-per-m2"),
            tone: band_tone(band),
            ..figure(
                words,
                "report-figure-density",
                decimal(density, 1),
                words.with(
                    "report-figure-density-note",
                    &[
                        ("band", said),
                        ("place", words.name(name_of(&input.scenario, place))),
                    ],
                ),
            )
        });
    }
    if let Some(above) = crowding.person_s_above_4_per_m2 {
        out.push(Figure {
            unit: words.t("report-unit-person-min"),
            tone: if above > 0.0 { Tone::Warn } else { Tone::Good },
            ..figure(
                words,
                "report-figure-above-4",
                decimal(above / 60.0, 0),
                words.t("report-figure-above-4-note"),
            )
        });
    }
    out
}

fn gate_figures(input: &ReportInput, words: &Words) -> Vec<Figure> {
    let Some((gate, wait)) = run::longest_wait(&input.metrics.gates) else {
        return vec![figure(
            words,
            "report-figure-wait",
            words.t("report-none"),
            words.t("report-figure-wait-none"),
        )];
    };
    vec![figure(
        words,
        "report-figure-wait",
        words.duration(wait),
        words.name(name_of(&input.scenario, &gate.id)),
    )]
}

fn hand_figure(input: &ReportInput, words: &Words) -> Option<Figure> {
    let estimate = input.hand.as_ref()?.estimate_s()?.max(1.0);
    let clear = input.metrics.evacuation.as_ref()?.all_clear_s;
    let value = match clear {
        _ if input.metrics.integrity.implausible => words.t("report-withheld"),
        Some(clear) => format!("{} ×", decimal(clear / estimate, 2)),
        None => words.t("report-not-reached"),
    };
    Some(figure(
        words,
        "report-figure-hand",
        value,
        words.with(
            "report-figure-hand-note",
            &[("t", words.duration(estimate))],
        ),
    ))
}
