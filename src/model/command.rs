//! Seeing, reporting and dispatch: parameters with ranges and sources.
//! `docs/behaviour.md` is the table of all.

use serde::{Deserialize, Serialize};

use super::Distribution;
use super::limits::Range;

/// Parameters of how incidents come to be known and staff to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Command {
    /// Radio channels, 1–20; on each one speaks at a time (assumption).
    pub radio_channels: u32,
    /// How long a report holds its channel \[s\] (assumption).
    pub report_s: Distribution,
    /// How long an order to those who are sent holds it \[s\] (assumption).
    pub order_s: Distribution,
    /// How long a dispatcher takes over a report \[s\] (assumption).
    pub handle_s: Distribution,
    /// How long staff look at what they have seen before they report it \[s\]
    /// (assumption).
    pub notice_s: Distribution,
    /// How long after somebody without a radio has seen it a call about it comes
    /// in \[s\] (assumption).
    pub call_s: Distribution,
    /// How far one sees an incident \[m\], 0–500 (assumption).
    pub sight_m: f64,
    /// How many people on the line of sight hide what is behind them, 1–1000
    /// (assumption): with 20, one sees 44 m through 1 person a square metre.
    pub sight_people: f64,
    /// How long a dispatcher looks at the picture of a camera before the next
    /// \[s\], 0.5–600 (assumption).
    pub camera_look_s: f64,
    /// Share of looks at which what a camera shows is noticed, 0–1 (assumption).
    pub camera_notices: f64,
    /// Standard deviation of estimates of density over the truth, 0–1
    /// (assumption).
    pub estimate_error: f64,
    /// Estimated density at which a crush warning is given [1/m²], 1–10 (Fruin:
    /// contact is general at 5).
    pub warning_per_m2: f64,
    /// Estimated density below which it is taken back [1/m²], 0.5–10
    /// (assumption).
    pub calm_per_m2: f64,
    /// How near those stand who go to an incident of themselves that they see and
    /// may deal with \[m\], 0–500 (assumption: such action is authorised beforehand).
    pub acts_within_m: f64,
    /// How near an incident those are who are on the scene \[m\], 1–20
    /// (assumption).
    pub at_scene_m: f64,
}

impl Default for Command {
    fn default() -> Self {
        let about = |mean, sd| Distribution::LogNormal { mean, sd };
        Self {
            radio_channels: 1,
            report_s: about(20.0, 10.0),
            order_s: about(10.0, 5.0),
            handle_s: about(45.0, 20.0),
            notice_s: about(10.0, 5.0),
            call_s: about(120.0, 60.0),
            sight_m: 60.0,
            sight_people: 20.0,
            camera_look_s: 5.0,
            camera_notices: 0.5,
            estimate_error: 0.2,
            warning_per_m2: 5.0,
            calm_per_m2: 3.5,
            acts_within_m: 30.0,
            at_scene_m: 3.0,
        }
    }
}

impl Command {
    /// Its numbers by name, with their ranges.
    #[must_use]
    pub fn numbers(&self) -> [(&'static str, f64, Range); 10] {
        [
            (
                "radio_channels",
                f64::from(self.radio_channels),
                Range::new(1.0, 20.0),
            ),
            ("sight_m", self.sight_m, Range::new(0.0, 500.0)),
            ("sight_people", self.sight_people, Range::new(1.0, 1000.0)),
            ("camera_look_s", self.camera_look_s, Range::new(0.5, 600.0)),
            ("camera_notices", self.camera_notices, Range::new(0.0, 1.0)),
            ("estimate_error", self.estimate_error, Range::new(0.0, 1.0)),
            ("warning_per_m2", self.warning_per_m2, Range::new(1.0, 10.0)),
            ("calm_per_m2", self.calm_per_m2, Range::new(0.5, 10.0)),
            ("acts_within_m", self.acts_within_m, Range::new(0.0, 500.0)),
            ("at_scene_m", self.at_scene_m, Range::new(1.0, 20.0)),
        ]
    }

    /// Its distributions by name.
    #[must_use]
    pub fn times(&self) -> [(&'static str, Distribution); 5] {
        [
            ("report_s", self.report_s),
            ("order_s", self.order_s),
            ("handle_s", self.handle_s),
            ("notice_s", self.notice_s),
            ("call_s", self.call_s),
        ]
    }
}
