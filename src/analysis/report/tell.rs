//! The answer in two sentences, for the report and the terminal alike.

use super::drawing::name_of;
use super::page::{Answer, Tone};
use super::run::Band;
use super::words::{UNKNOWN, Words, count, decimal};
use crate::analysis::metrics::{Metrics, Outcome};
use crate::model::Scenario;

/// What the answer is told from.
pub(crate) struct Told<'a> {
    /// The numbers of the run.
    pub(crate) metrics: &'a Metrics,
    /// Names of places.
    pub(crate) scenario: &'a Scenario,
    /// Visitors inside at the alarm; none if nobody counted.
    pub(crate) inside_at_alarm: Option<u32>,
    /// Simulated time \[s\].
    pub(crate) ran_s: f64,
    /// Whether somebody stopped the run.
    pub(crate) interrupted: bool,
}

/// Did everyone get out, when, where was it worst, and how bad?
pub(crate) fn answer(told: &Told<'_>, words: &Words) -> Answer {
    if told.metrics.integrity.implausible {
        return no_answer(told, words);
    }
    let (out, out_tone) = out(told, words);
    let (worst, worst_tone) = worst(told, words);
    Answer {
        out,
        worst,
        tone: out_tone.max(worst_tone),
    }
}

/// What stands in place of the answer where the model has failed.
fn no_answer(told: &Told<'_>, words: &Words) -> Answer {
    let metrics = told.metrics;
    let crowding = &metrics.crowding;
    let place = crowding.place.as_deref().unwrap_or(UNKNOWN);
    let args = [
        ("place", words.name(name_of(told.scenario, place))),
        ("at", words.maybe_clock(crowding.at_s)),
        (
            "density",
            crowding
                .max_density_per_m2
                .map_or_else(|| UNKNOWN.to_owned(), |density| decimal(density, 1)),
        ),
        ("overlaps", count(metrics.integrity.overlaps)),
    ];
    Answer {
        out: words.t("report-answer-implausible"),
        worst: words.with("report-answer-implausible-why", &args),
        tone: Tone::Danger,
    }
}

fn out(told: &Told<'_>, words: &Words) -> (String, Tone) {
    let people = &told.metrics.people;
    let inside = count(u64::from(people.inside));
    let end = words.clock(told.ran_s);
    let Some(evacuation) = &told.metrics.evacuation else {
        let sentence = words.with(
            "report-answer-no-alarm",
            &[
                ("entered", count(u64::from(people.entered))),
                ("planned", count(u64::from(people.planned))),
                ("left", count(u64::from(people.left))),
                ("inside", inside),
                ("at", end),
            ],
        );
        return (sentence, Tone::Plain);
    };
    let at_alarm = told.inside_at_alarm.unwrap_or(people.entered);
    let mut args = vec![
        ("people", count(u64::from(at_alarm))),
        ("inside", inside),
        ("alarm", words.clock(evacuation.alarm_s)),
        ("end", end),
    ];
    match evacuation.all_clear_s {
        Some(clear) if told.metrics.outcome == Outcome::Complete => {
            args.push(("after", words.duration(clear)));
            args.push(("at", words.clock(evacuation.alarm_s + clear)));
            let key = if people.inside > 0 {
                "report-answer-out-but-staying"
            } else {
                "report-answer-all-out"
            };
            (words.with(key, &args), Tone::Good)
        }
        _ => {
            let after = told.ran_s - evacuation.alarm_s;
            args.push(("after", words.duration(after)));
            let key = if told.interrupted {
                "report-answer-interrupted"
            } else {
                "report-answer-not-out"
            };
            (words.with(key, &args), Tone::Danger)
        }
    }
}

fn worst(told: &Told<'_>, words: &Words) -> (String, Tone) {
    let crowding = &told.metrics.crowding;
    let Some(density) = crowding.max_density_per_m2 else {
        return (words.t("report-answer-worst-unknown"), Tone::Plain);
    };
    let place = crowding.place.as_deref().unwrap_or(UNKNOWN);
    let band = Band::of(density);
    let sentence = words.with(
        &format!("report-answer-worst-{}", band.key()),
        &[
            ("place", words.name(name_of(told.scenario, place))),
            ("at", words.maybe_clock(crowding.at_s)),
            ("density", decimal(density, 1)),
        ],
    );
    (sentence, band_tone(band))
}

/// How good a band is.
pub(crate) fn band_tone(band: Band) -> Tone {
    match band {
        Band::Comfortable => Tone::Good,
        Band::Busy => Tone::Plain,
        Band::VeryDense => Tone::Warn,
        Band::Dangerous | Band::Unstable => Tone::Danger,
    }
}
