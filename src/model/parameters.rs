//! Parameters of the models: what a planner may set, with ranges and sources.

use serde::{Deserialize, Serialize};

use super::command::Command;
use super::csx::Csx;
use super::limits::TIME_STEP;
use super::response::Response;
use super::staffing::Staffing;
use super::walking::{Avm, Csm, Sfm};

/// Which flows gates and stairs are held to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RuleSet {
    /// No cap: people flow as in experiments.
    #[default]
    None,
    /// SFPE Handbook, 5th edition: 1.3 /m/s on the effective width.
    Sfpe,
    /// Green Guide: 82 persons per metre and minute level, 66 on stairs.
    GreenGuide,
    /// IMO MSC.1/Circ.1533: doors 1.33, stairs down 1.1, up 0.88 /m/s.
    Imo,
}

impl RuleSet {
    /// Largest specific flow [1/m/s] on the level, or none without a rule.
    #[must_use]
    pub fn level_flow_per_m_s(self) -> Option<f64> {
        match self {
            Self::None => None,
            Self::Sfpe => Some(1.3),
            Self::GreenGuide => Some(82.0 / 60.0),
            Self::Imo => Some(1.33),
        }
    }

    /// Largest specific flow [1/m/s] on stairs, down and up, or none without
    /// a rule. SFPE: k / (4 · 0.266) with k = 1.08, the middle of the
    /// handbook's stairs.
    #[must_use]
    pub fn stair_flow_per_m_s(self) -> Option<(f64, f64)> {
        match self {
            Self::None => None,
            Self::Sfpe => Some((1.08 / (4.0 * 0.266), 1.08 / (4.0 * 0.266))),
            Self::GreenGuide => Some((66.0 / 60.0, 66.0 / 60.0)),
            Self::Imo => Some((1.1, 0.88)),
        }
    }
}

/// Which model moves people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Locomotion {
    /// Collision-free speed, extended.
    #[default]
    Csx,
    /// Collision-free speed, plain.
    Csm,
    /// Anticipation velocity.
    Avm,
    /// Social force.
    Sfm,
}

impl Locomotion {
    /// All models, the default first.
    pub const ALL: [Self; 4] = [Self::Csx, Self::Csm, Self::Avm, Self::Sfm];

    /// The name of the model on the command line and in results.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Csx => "csx",
            Self::Csm => "csm",
            Self::Avm => "avm",
            Self::Sfm => "sfm",
        }
    }

    /// The model of a name.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|model| model.key() == key)
    }
}

/// Parameters of finding one's way. All are assumptions unless a source is
/// named.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Wayfinding {
    /// Time between two looks at the exits \[s\], 0.5–60.
    pub reconsider_s: f64,
    /// Share by which another exit must be better before one changes, 0–1.
    pub gain: f64,
    /// How far one sees an exit \[m\], 0–500.
    pub sight_m: f64,
    /// Weight of the queue seen before an exit, 0–5.
    pub queue_weight: f64,
    /// How much shorter the way by an exit looks when everybody seen leaving
    /// makes for it, as a share, 0–1.
    pub following: f64,
    /// Half the width of the window round the start of a programme item in
    /// which people set out for it \[s\], 0–3600.
    pub punctuality_s: f64,
    /// Density at which people stand in a queue [1/m²], 0.5–4.
    pub queue_density_per_m2: f64,
    /// Distance to walls people keep if there is room \[m\], 0–2: SFPE's boundary
    /// layer of 0.2 m along the walls of corridors and half a body.
    pub clearance_m: f64,
    /// How much slower the field counts a way along a wall, 0–5.
    pub clearance_weight: f64,
    /// How much longer a metre among people who stand close counts than a free
    /// one \[s\], 0–10; 0 for the shortest way whatever the crowd.
    pub crowd_weight: f64,
    /// Density at which people who stand hold one up by that whole weight
    /// [1/m²], 1–8: where a standing crowd closes up (Fruin's level F begins at
    /// 2.2, contact is general at 5; assumption).
    pub crowd_full_per_m2: f64,
    /// Density up to which nobody goes out of the way for others [1/m²], 0–2
    /// (assumption: a person or two on a square of 2 m are walked round by local
    /// giving way).
    pub crowd_loose_per_m2: f64,
    /// Held up for so long, somebody whom no plan tells their exit may turn back
    /// with a crowd that comes towards them \[s\], 0–3600; 0 for never.
    pub turn_back_s: f64,
    /// How far they look, to see whether more come than go with them \[m\], 1–50.
    pub turn_back_m: f64,
}

impl Default for Wayfinding {
    fn default() -> Self {
        Self {
            reconsider_s: 3.0,
            gain: 0.2,
            sight_m: 50.0,
            queue_weight: 1.0,
            following: 0.2,
            punctuality_s: 300.0,
            queue_density_per_m2: 2.0,
            clearance_m: 0.4,
            clearance_weight: 1.0,
            crowd_weight: 2.0,
            crowd_full_per_m2: 4.0,
            crowd_loose_per_m2: 0.5,
            turn_back_s: 30.0,
            turn_back_m: 20.0,
        }
    }
}

/// Parameters of groups that keep together. All are assumptions, set so that
/// the published group case holds (NIST TN 1822 test 2.9, ISO 20414 test 14).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Groups {
    /// Whether groups keep together on their way.
    pub keep_together: bool,
    /// How far ahead of the last of the group people walk at most \[m\], 1–20.
    pub apart_m: f64,
    /// The same as a time at the pace of the last \[s\], 1–60; the lesser
    /// counts.
    pub apart_s: f64,
    /// Speed at which who is so far ahead walks on [m/s], 0.1–1.
    pub waiting_m_s: f64,
    /// Distance beyond which people are not waited for any more \[m\], 5–500.
    pub lost_m: f64,
}

impl Default for Groups {
    fn default() -> Self {
        Self {
            keep_together: true,
            apart_m: 3.0,
            apart_s: 6.0,
            waiting_m_s: 0.25,
            lost_m: 30.0,
        }
    }
}

/// All parameters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Parameters {
    /// Which model moves people.
    pub model: Locomotion,
    /// Parameters of `csx`.
    pub csx: Csx,
    /// Parameters of `csm`.
    pub csm: Csm,
    /// Parameters of `avm`.
    pub avm: Avm,
    /// Parameters of `sfm`.
    pub sfm: Sfm,
    /// Parameters of finding one's way.
    pub wayfinding: Wayfinding,
    /// Parameters of groups that keep together.
    pub groups: Groups,
    /// Parameters of staff and of guidance.
    pub staff: Staffing,
    /// Parameters of seeing, reporting and dispatch.
    pub command: Command,
    /// Parameters of the course of incidents.
    pub response: Response,
    /// Which flows gates and stairs are held to.
    pub rules: RuleSet,
}

impl Parameters {
    /// Largest time step \[s\] of the model chosen.
    #[must_use]
    pub fn largest_step_s(&self) -> f64 {
        match self.model {
            Locomotion::Csx => TIME_STEP.max,
            Locomotion::Csm => self.csm.largest_step_s(),
            Locomotion::Avm => self.avm.largest_step_s(),
            Locomotion::Sfm => self.sfm.largest_step_s(),
        }
    }
}
