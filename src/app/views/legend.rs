//! What the overlay's colours and lengths mean, in words: the same under the
//! map and under a drawing of it.

use super::events::clock_text;
use crate::analysis::report::palette::{self, Paint};
use crate::app::command::Overlay;
use crate::app::session::Session;
use crate::app::tint;

/// The legend of an overlay.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Legend {
    /// What it is, with its unit.
    pub(crate) title: String,
    /// What stands for what, in order.
    pub(crate) entries: Vec<(Sign, String)>,
}

/// What stands before the words of an entry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Sign {
    /// A patch of what is painted.
    Paint(Paint),
    /// An arrow for a specific flow of 1 /(m·s).
    Arrow,
}

/// The legend of the overlay that is chosen; none without one.
pub(crate) fn overlay(session: &Session) -> Option<Legend> {
    let say = session.say();
    let paint = |paint: Paint, text: String| (Sign::Paint(paint), text);
    let (title, entries) = match session.overlay {
        Overlay::None => return None,
        Overlay::Density => (say.text("app-legend-density"), steps(session.overlay)),
        Overlay::Fruin => (say.text("app-legend-fruin"), steps(session.overlay)),
        Overlay::MaxDensity => (highest(session), steps(session.overlay)),
        Overlay::Pressure => (say.text("app-legend-pressure"), pressures()),
        Overlay::Flow => {
            let entry = (Sign::Arrow, "1 /(m·s)".to_owned());
            (say.text("app-legend-flow"), vec![entry])
        }
        Overlay::Difference => {
            let sides = [(9.0, "app-legend-more-a"), (-9.0, "app-legend-more-b")];
            let entries = sides
                .into_iter()
                .filter_map(|(by, key)| Some(paint(tint::difference(by)?, say.text(key))));
            (say.text("app-legend-difference"), entries.collect())
        }
    };
    Some(Legend { title, entries })
}

/// The six steps of density with their limits.
fn steps(overlay: Overlay) -> Vec<(Sign, String)> {
    let Some(limits) = tint::limits(overlay) else {
        return Vec::new();
    };
    let letters = palette::DENSITY_LETTERS.into_iter().zip(tint::steps());
    let entry = |(n, (letter, paint)): (usize, (&str, Paint))| {
        let text = match limits.get(n) {
            Some(limit) => format!("{letter} ≤ {limit}"),
            None => format!("{letter} > {}", limits[4]),
        };
        (Sign::Paint(paint), text)
    };
    letters.enumerate().map(entry).collect()
}

/// The scale of pressure.
fn pressures() -> Vec<(Sign, String)> {
    let steps = [0.0, 0.01, 0.02, 0.03, tint::MOST_PER_S2];
    let entry = |per_s2: f64| {
        let text = if per_s2 < tint::MOST_PER_S2 {
            format!("{per_s2}")
        } else {
            format!("≥ {per_s2}")
        };
        (Sign::Paint(tint::pressure(per_s2)), text)
    };
    steps.map(entry).into()
}

/// What the highest density is, and up to when if it is not known up to the
/// moment shown yet.
fn highest(session: &Session) -> String {
    let say = session.say();
    let t_ms = session.playback.t_ms();
    let behind = session.run().and_then(|run| {
        let known = run.survey.known_until_ms();
        let frame_ms = run.info.frame_dt_s * 1e3;
        ((known as f64) < t_ms - frame_ms).then(|| run.clock(known.max(0) as f64))
    });
    match behind {
        Some(clock) => say.fill("app-legend-max-until", &[("clock", clock_text(clock))]),
        None => say.text("app-legend-max"),
    }
}
