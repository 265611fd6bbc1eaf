//! All colours of the report, in one place.
//!
//! Ground in quiet tones of one hue, lighter uphill; density in six steps
//! from blue over green and yellow to red; roles in the Okabe–Ito palette.
//! Red is for danger only, and nothing is told by colour alone. Text colours
//! keep a contrast of 4.5 : 1 against their ground (WCAG AA); a test holds
//! them to it.

use crate::model::{GateState, Role};

/// A colour as red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// As `#rrggbb`.
    #[must_use]
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// The colour at share `t` of the way to `other`.
    #[must_use]
    pub fn lerp(self, other: Self, t: f64) -> Self {
        let t = t.clamp(0.0, 1.0);
        let mix = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * t).round() as u8;
        Self(
            mix(self.0, other.0),
            mix(self.1, other.1),
            mix(self.2, other.2),
        )
    }
}

/// A colour laid over others, and how much of them it hides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Paint {
    /// The colour.
    pub colour: Rgb,
    /// From 0, which is clear, to 255, which hides everything.
    pub alpha: u8,
}

impl Paint {
    /// How much it hides, from 0 to 1, as text.
    #[must_use]
    pub fn opacity(self) -> String {
        format!("{:.2}", f64::from(self.alpha) / 255.0)
    }
}

/// Paper.
pub const PAPER: Rgb = Rgb(255, 255, 255);
/// Body text.
pub const INK: Rgb = Rgb(27, 36, 43);
/// Captions and axis labels.
pub const MUTED: Rgb = Rgb(84, 97, 107);
/// Hairlines of tables and charts.
pub const LINE: Rgb = Rgb(207, 214, 219);
/// Ground of panels.
pub const PANEL: Rgb = Rgb(244, 246, 247);
/// The one accent: headings' rules, the curve.
pub const ACCENT: Rgb = Rgb(15, 76, 117);
/// Good news, as text.
pub const GOOD: Rgb = Rgb(17, 105, 79);
/// A warning, as text.
pub const WARN: Rgb = Rgb(138, 83, 0);
/// Danger, as text.
pub const DANGER: Rgb = Rgb(168, 28, 28);

/// Outside of the venue, on maps.
pub const MAP_OUTSIDE: Rgb = Rgb(247, 248, 246);
/// The lowest ground.
pub const GROUND_LOW: Rgb = Rgb(206, 210, 202);
/// The highest ground.
pub const GROUND_HIGH: Rgb = Rgb(240, 240, 234);
/// Walls round cells.
pub const WALL: Rgb = Rgb(120, 126, 122);
/// Treads of stairs and arrows of slopes.
pub const TREAD: Rgb = Rgb(146, 151, 144);
/// Obstacles and barriers.
pub const OBSTACLE: Rgb = Rgb(74, 79, 82);
/// People on the large map.
pub const PERSON: Rgb = Rgb(38, 44, 52);

/// Ground that staff see from posts, cameras cover, or loudspeakers reach.
pub const COVERED: Rgb = Rgb(38, 101, 143);
/// Ground that only patrols see; hatched besides.
pub const PASSING: Rgb = Rgb(136, 186, 212);
/// Ground that nobody covers.
pub const UNCOVERED: Rgb = Rgb(255, 231, 186);

/// Greatest density of the steps A to E; F is above the last [1/m²]. Taken
/// from the bands of standing density: up to 2 comfortable, up to 4 busy, up
/// to 5 very dense, above dangerous.
pub const DENSITY_LIMITS: [f64; 5] = [1.0, 2.0, 3.0, 4.0, 5.0];

/// Letters of the steps of density.
pub const DENSITY_LETTERS: [&str; 6] = ["A", "B", "C", "D", "E", "F"];

/// Colours of the steps of density.
pub const DENSITY: [Rgb; 6] = [
    Rgb(174, 205, 232),
    Rgb(86, 160, 196),
    Rgb(110, 187, 110),
    Rgb(247, 217, 76),
    Rgb(240, 138, 36),
    Rgb(196, 22, 28),
];

/// The step of a density, 0 to 5.
#[must_use]
pub fn density_step(per_m2: f64) -> usize {
    DENSITY_LIMITS
        .iter()
        .position(|limit| per_m2 <= *limit)
        .unwrap_or(DENSITY_LIMITS.len())
}

/// Ground of an elevation between the venue's lowest and highest.
#[must_use]
pub fn ground(z: f64, lowest: f64, highest: f64) -> Rgb {
    let t = if highest > lowest {
        (z - lowest) / (highest - lowest)
    } else {
        0.6
    };
    GROUND_LOW.lerp(GROUND_HIGH, t)
}

/// A gate by its state.
#[must_use]
pub fn gate(state: GateState) -> Rgb {
    match state {
        GateState::Open => Rgb(0, 122, 106),
        GateState::Held => Rgb(194, 120, 0),
        GateState::Closed => Rgb(178, 34, 34),
    }
}

/// A role (Okabe–Ito).
#[must_use]
pub fn role(role: Role) -> Rgb {
    match role {
        Role::Police => Rgb(0, 114, 178),
        Role::TrafficPolice => Rgb(86, 180, 233),
        Role::Patrol => Rgb(230, 159, 0),
        Role::FireCrew => Rgb(213, 94, 0),
        Role::Medic => Rgb(0, 158, 115),
        Role::Cadre => Rgb(204, 121, 167),
        Role::Volunteer => Rgb(240, 228, 66),
        Role::Sanitation => Rgb(90, 90, 90),
    }
}

/// A visitor by state, for close-ups: unaware grey, alerted amber, leaving
/// blue, assisted violet, hurt red; all others neutral.
#[must_use]
pub fn state(number: u8) -> Rgb {
    match number {
        3 => Rgb(128, 134, 139),
        4 => Rgb(214, 140, 0),
        5 => Rgb(32, 94, 188),
        6 => Rgb(125, 60, 152),
        7 => Rgb(196, 22, 28),
        16.. => Rgb(0, 90, 80),
        _ => Rgb(70, 78, 86),
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
    fn texts_can_be_read_on_paper_and_panels() {
        for text in [INK, MUTED, ACCENT, GOOD, WARN, DANGER] {
            for ground in [PAPER, PANEL, MAP_OUTSIDE] {
                let ratio = contrast(text, ground);
                assert!(ratio >= 4.5, "{text:?} on {ground:?}: {ratio}");
            }
        }
        for ground in [GROUND_LOW, GROUND_HIGH] {
            assert!(contrast(INK, ground) >= 4.5);
        }
    }

    #[test]
    fn coverage_is_told_apart_in_grey() {
        assert!(contrast(UNCOVERED, PASSING) >= 1.6);
        assert!(contrast(PASSING, COVERED) >= 2.5);
    }

    #[test]
    fn steps_of_density_begin_above_their_limits() {
        assert_eq!(density_step(0.0), 0);
        assert_eq!(density_step(1.0), 0);
        assert_eq!(density_step(2.5), 2);
        assert_eq!(density_step(5.0), 4);
        assert_eq!(density_step(5.01), 5);
    }
}
