//! What goes wrong.

use serde::{Deserialize, Serialize};

use super::{Id, Point, Time};

/// What an incident is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum IncidentKind {
    /// A fire.
    Fire {
        /// Radius of the burning and smoked area at ignition \[m\].
        radius_m: f64,
        /// Growth of the radius [m/s].
        growth_m_per_s: f64,
        /// Whether there is a gas bottle in it.
        gas_bottle: bool,
    },
    /// Somebody needs a medic.
    Medical {
        /// Whether survival hangs on minutes.
        critical: bool,
    },
    /// A fall.
    Fall,
    /// Somebody is lost.
    LostPerson,
    /// A crowd is pressed too hard.
    CrushWarning,
    /// Something lies across a path.
    BlockedPath {
        /// Width that is left \[m\].
        width_left: f64,
    },
    /// Lanes of a gate fail.
    GateFailure {
        /// The gate.
        gate: Id,
        /// How many lanes fail.
        lanes: u32,
        /// For how long \[s\].
        duration_s: f64,
    },
    /// A suspicious object.
    SuspiciousObject {
        /// Radius to keep clear \[m\].
        radius_m: f64,
    },
}

impl IncidentKind {
    /// The name of the kind in recordings and JSON.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Fire { .. } => "fire",
            Self::Medical { .. } => "medical",
            Self::Fall => "fall",
            Self::LostPerson => "lost_person",
            Self::CrushWarning => "crush_warning",
            Self::BlockedPath { .. } => "blocked_path",
            Self::GateFailure { .. } => "gate_failure",
            Self::SuspiciousObject { .. } => "suspicious_object",
        }
    }
}

/// When and where an incident happens.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Occurrence {
    /// Once, at a known time and place.
    Scripted {
        /// When.
        at: Time,
        /// The cell.
        cell: Id,
        /// Where \[m\].
        position: Point,
    },
    /// As often as chance has it.
    Drawn {
        /// Expected number for 1,000 visitors over the whole event.
        per_1000_visitors: f64,
        /// The cells it may happen in; all if empty.
        cells: Vec<Id>,
        /// Earliest time.
        from: Time,
        /// Latest time.
        until: Time,
    },
}

/// Something that goes wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Incident {
    /// Id.
    pub id: Id,
    /// Name shown to people; the id if empty.
    #[serde(default)]
    pub name: String,
    /// What it is.
    pub kind: IncidentKind,
    /// When and where.
    pub occurrence: Occurrence,
}
