//! All colours and measures of the window, in one place.
//!
//! Two tones: dark for rooms with projectors, light for daylight and print.
//! Steps of density, roles and gates are those of the report. Red is for
//! danger only, and nothing is told by colour alone. Text keeps a contrast of
//! 4.5 : 1 against its ground in both (WCAG AA); a test holds it to that.

use crate::analysis::report::palette::{self, Rgb};
use crate::model::{GateState, Role};

/// Space between things that belong together \[points\].
pub(crate) const GAP: f32 = 6.0;
/// Space round the contents of a panel \[points\].
pub(crate) const MARGIN: f32 = 10.0;
/// Space between groups \[points\].
pub(crate) const GROUP: f32 = 14.0;
/// Body text \[points\].
pub(crate) const BODY: f32 = 13.5;
/// Captions \[points\].
pub(crate) const CAPTION: f32 = 11.5;
/// Headings \[points\].
pub(crate) const HEADING: f32 = 17.0;
/// Corners of buttons and cards \[points\].
pub(crate) const ROUND: u8 = 4;

/// Dark or light.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum Tone {
    /// Light text on dark ground.
    #[default]
    Dark,
    /// Dark text on light ground.
    Light,
}

impl Tone {
    /// The other one.
    pub(crate) fn other(self) -> Self {
        match self {
            Self::Dark => Self::Light,
            Self::Light => Self::Dark,
        }
    }

    /// Its colours.
    pub(crate) fn theme(self) -> &'static Theme {
        match self {
            Self::Dark => &DARK,
            Self::Light => &LIGHT,
        }
    }
}

/// The colours of a tone.
#[derive(Debug)]
pub(crate) struct Theme {
    /// Which.
    pub(crate) tone: Tone,
    /// Between panels.
    pub(crate) window: Rgb,
    /// Ground of panels.
    pub(crate) panel: Rgb,
    /// Ground of fields, and of rows one points at.
    pub(crate) raised: Rgb,
    /// Ground of what is chosen.
    pub(crate) chosen: Rgb,
    /// Hairlines.
    pub(crate) line: Rgb,
    /// Text.
    pub(crate) text: Rgb,
    /// Captions.
    pub(crate) muted: Rgb,
    /// What one can press, and the curve.
    pub(crate) accent: Rgb,
    /// Text on the accent.
    pub(crate) on_accent: Rgb,
    /// A warning.
    pub(crate) warn: Rgb,
    /// Danger, errors.
    pub(crate) danger: Rgb,
    /// Good news.
    pub(crate) good: Rgb,
    /// Map: outside of the venue.
    pub(crate) outside: Rgb,
    /// Map: lowest ground.
    pub(crate) low: Rgb,
    /// Map: highest ground.
    pub(crate) high: Rgb,
    /// Map: how much paths differ from places.
    pub(crate) path: Rgb,
    /// Map: walls.
    pub(crate) wall: Rgb,
    /// Map: treads of stairs, arrows of slopes.
    pub(crate) tread: Rgb,
    /// Map: obstacles.
    pub(crate) obstacle: Rgb,
    /// Visitors going about their programme.
    pub(crate) visitor: Rgb,
    /// Visitors who do not know of the alarm.
    pub(crate) unaware: Rgb,
    /// Visitors who know and do not walk yet.
    pub(crate) alerted: Rgb,
    /// Visitors on their way out.
    pub(crate) leaving: Rgb,
    /// Visitors with a helper.
    pub(crate) assisted: Rgb,
    /// Gates: open, held, closed.
    gates: [Rgb; 3],
}

static DARK: Theme = Theme {
    tone: Tone::Dark,
    window: Rgb(17, 20, 23),
    panel: Rgb(26, 30, 34),
    raised: Rgb(38, 44, 50),
    chosen: Rgb(28, 66, 82),
    line: Rgb(52, 60, 67),
    text: Rgb(226, 231, 234),
    muted: Rgb(152, 164, 173),
    accent: Rgb(92, 190, 206),
    on_accent: Rgb(10, 24, 28),
    warn: Rgb(240, 180, 76),
    danger: Rgb(255, 122, 112),
    good: Rgb(104, 200, 150),
    outside: Rgb(19, 23, 25),
    low: Rgb(46, 56, 56),
    high: Rgb(78, 90, 86),
    path: Rgb(96, 104, 100),
    wall: Rgb(128, 140, 138),
    tread: Rgb(118, 130, 126),
    obstacle: Rgb(12, 14, 15),
    visitor: Rgb(188, 196, 202),
    unaware: Rgb(158, 166, 172),
    alerted: Rgb(245, 176, 48),
    leaving: Rgb(98, 168, 255),
    assisted: Rgb(198, 140, 240),
    gates: [Rgb(46, 196, 170), Rgb(240, 164, 40), Rgb(242, 92, 84)],
};

static LIGHT: Theme = Theme {
    tone: Tone::Light,
    window: Rgb(222, 227, 230),
    panel: Rgb(247, 248, 249),
    raised: Rgb(233, 237, 240),
    chosen: Rgb(205, 226, 234),
    line: Rgb(203, 210, 215),
    text: Rgb(27, 36, 43),
    muted: Rgb(84, 97, 107),
    accent: Rgb(10, 98, 122),
    on_accent: Rgb(255, 255, 255),
    warn: Rgb(138, 83, 0),
    danger: Rgb(168, 28, 28),
    good: Rgb(17, 105, 79),
    outside: Rgb(240, 242, 241),
    low: Rgb(202, 208, 200),
    high: Rgb(236, 237, 230),
    path: Rgb(250, 250, 246),
    wall: Rgb(112, 119, 115),
    tread: Rgb(150, 156, 149),
    obstacle: Rgb(88, 94, 97),
    visitor: Rgb(58, 66, 74),
    unaware: Rgb(104, 111, 117),
    alerted: Rgb(196, 122, 0),
    leaving: Rgb(24, 92, 196),
    assisted: Rgb(125, 60, 152),
    gates: [Rgb(0, 122, 106), Rgb(194, 120, 0), Rgb(178, 34, 34)],
};

/// Somebody hurt or stuck.
pub(crate) const HURT: Rgb = Rgb(222, 40, 44);

/// Greatest densities of Fruin's levels of service A to E for walkways
/// [1/m²] (Fruin 1971).
pub(crate) const FRUIN_LIMITS: [f64; 5] = [0.31, 0.43, 0.72, 1.08, 2.17];

/// Eight colours that are told apart also by the colour-blind (Okabe–Ito), for
/// kinds without an order.
pub(crate) const KINDS: [Rgb; 8] = [
    Rgb(86, 180, 233),
    Rgb(230, 159, 0),
    Rgb(0, 158, 115),
    Rgb(204, 121, 167),
    Rgb(240, 228, 66),
    Rgb(0, 114, 178),
    Rgb(213, 94, 0),
    Rgb(153, 153, 153),
];

/// Cividis, from low to high.
const CIVIDIS: [Rgb; 5] = [
    Rgb(0, 34, 78),
    Rgb(87, 92, 109),
    Rgb(138, 134, 120),
    Rgb(196, 182, 108),
    Rgb(254, 232, 56),
];

/// A continuous quantity, as share of the largest.
pub(crate) fn scale(share: f64) -> Rgb {
    let at = share.clamp(0.0, 1.0) * (CIVIDIS.len() - 1) as f64;
    let low = (at as usize).min(CIVIDIS.len() - 2);
    CIVIDIS[low].lerp(CIVIDIS[low + 1], at - low as f64)
}

/// The step of a value among five limits, 0 to 5.
pub(crate) fn step(value: f64, limits: &[f64; 5]) -> usize {
    limits
        .iter()
        .position(|limit| value <= *limit)
        .unwrap_or(limits.len())
}

impl Theme {
    /// Ground at a share of the venue's height; paths differ from places.
    pub(crate) fn ground(&self, share: f64, is_path: bool) -> Rgb {
        let ground = self.low.lerp(self.high, share);
        if is_path {
            ground.lerp(self.path, 0.35)
        } else {
            ground
        }
    }

    /// A gate.
    pub(crate) fn gate(&self, state: GateState) -> Rgb {
        match state {
            GateState::Open => self.gates[0],
            GateState::Held => self.gates[1],
            GateState::Closed => self.gates[2],
        }
    }

    /// A member of staff by role; the grey of the report is too dark for dark
    /// ground.
    pub(crate) fn role(&self, role: Role) -> Rgb {
        match (role, self.tone) {
            (Role::Sanitation, Tone::Dark) => Rgb(170, 170, 170),
            (Role::Police, Tone::Dark) => Rgb(40, 140, 214),
            _ => palette::role(role),
        }
    }

    /// A person by the number of their state.
    pub(crate) fn state(&self, number: u8) -> Rgb {
        match number {
            3 => self.unaware,
            4 => self.alerted,
            5 => self.leaving,
            6 => self.assisted,
            7 => HURT,
            _ => self.visitor,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::math::pow;

    fn luminance(colour: Rgb) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.03928 {
                c / 12.92
            } else {
                pow((c + 0.055) / 1.055, 2.4)
            }
        };
        0.2126 * linear(colour.0) + 0.7152 * linear(colour.1) + 0.0722 * linear(colour.2)
    }

    fn contrast(a: Rgb, b: Rgb) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn texts_can_be_read_in_both_tones() {
        for theme in [&DARK, &LIGHT] {
            let texts = [
                theme.text,
                theme.muted,
                theme.accent,
                theme.warn,
                theme.danger,
                theme.good,
            ];
            for text in texts {
                for ground in [theme.panel, theme.window, theme.outside] {
                    let ratio = contrast(text, ground);
                    assert!(
                        ratio >= 4.5,
                        "{:?}: {text:?} on {ground:?}: {ratio}",
                        theme.tone
                    );
                }
            }
            for ground in [theme.raised, theme.chosen, theme.low, theme.high] {
                let ratio = contrast(theme.text, ground);
                assert!(
                    ratio >= 4.5,
                    "{:?}: text on {ground:?}: {ratio}",
                    theme.tone
                );
            }
            assert!(contrast(theme.on_accent, theme.accent) >= 4.5);
        }
    }

    #[test]
    fn people_and_gates_are_seen_on_the_ground() {
        for theme in [&DARK, &LIGHT] {
            let marks = [
                theme.visitor,
                theme.unaware,
                theme.alerted,
                theme.leaving,
                theme.assisted,
            ];
            for mark in marks.into_iter().chain(theme.gates) {
                for ground in [theme.low, theme.high] {
                    let ratio = contrast(mark, ground);
                    assert!(
                        ratio >= 2.0,
                        "{:?}: {mark:?} on {ground:?}: {ratio}",
                        theme.tone
                    );
                }
            }
        }
    }

    #[test]
    fn scales_run_from_dark_to_light_and_steps_begin_above_their_limits() {
        assert!(luminance(scale(0.0)) < luminance(scale(0.5)));
        assert!(luminance(scale(0.5)) < luminance(scale(1.0)));
        assert_eq!(scale(7.0), scale(1.0));
        assert_eq!(step(0.31, &FRUIN_LIMITS), 0);
        assert_eq!(step(0.32, &FRUIN_LIMITS), 1);
        assert_eq!(step(9.0, &FRUIN_LIMITS), 5);
    }
}
