//! Rules of a plan: on which condition which orders are given.

use serde::{Deserialize, Serialize};

use super::incident::IncidentKind;
use super::{Direction, Distribution, GateOrder, GateState, Id, Order, Time};

/// A rule: when a condition is met, orders are given after the time it takes
/// to decide.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Id, unique in its plan.
    pub id: Id,
    /// Name shown to people; the id if empty.
    #[serde(default)]
    pub name: String,
    /// When it is met.
    pub when: Condition,
    /// Another rule of the plan that must have been decided before this one is
    /// looked at, and once more before each time it is met again: a gate is
    /// freed after it was held.
    #[serde(default)]
    pub after: Option<Id>,
    /// Time from the condition to the decision \[s\].
    #[serde(default = "at_once")]
    pub delay_s: Distribution,
    /// What is ordered then.
    #[serde(default)]
    pub orders: Vec<RuleOrder>,
    /// Whether it is met again each time its condition comes true anew; else
    /// once only.
    #[serde(default)]
    pub repeat: bool,
}

fn at_once() -> Distribution {
    Distribution::Constant(0.0)
}

/// What a rule waits for. Of those that compare, exactly one of `at_least`
/// and `below` is given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Condition {
    /// Mean density of visitors over a cell as estimated [1/m²]: those in it
    /// over its walkable area.
    Density {
        /// The place or path.
        cell: Id,
        /// Met at this density and above.
        #[serde(default)]
        at_least: Option<f64>,
        /// Met when it falls below.
        #[serde(default)]
        below: Option<f64>,
    },
    /// Visitors in a place as estimated, as a share of its capacity.
    Occupancy {
        /// The place.
        place: Id,
        /// Met at this share and above.
        #[serde(default)]
        at_least: Option<f64>,
        /// Met when it falls below.
        #[serde(default)]
        below: Option<f64>,
    },
    /// People in the lines of a gate, counted.
    Queue {
        /// The gate.
        gate: Id,
        /// Met at this number and above.
        #[serde(default)]
        at_least: Option<u32>,
        /// Met when it falls below.
        #[serde(default)]
        below: Option<u32>,
    },
    /// Visitors inside the venue, counted.
    Inside {
        /// Met at this number and above.
        #[serde(default)]
        at_least: Option<u32>,
        /// Met when it falls below.
        #[serde(default)]
        below: Option<u32>,
    },
    /// The command post has been told of an incident of a kind; in a document
    /// without staff: one has begun.
    Incident(IncidentSort),
    /// A time of day has come.
    At(Time),
}

/// What a value is compared with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Level {
    /// At it or above.
    AtLeast(f64),
    /// Below it.
    Below(f64),
}

impl Level {
    /// Whether a value meets it.
    #[must_use]
    pub fn is_met(self, value: f64) -> bool {
        match self {
            Self::AtLeast(least) => value >= least,
            Self::Below(limit) => value < limit,
        }
    }

    fn of(at_least: Option<f64>, below: Option<f64>) -> Option<Self> {
        match (at_least, below) {
            (Some(least), None) => Some(Self::AtLeast(least)),
            (None, Some(limit)) => Some(Self::Below(limit)),
            _ => None,
        }
    }
}

impl Condition {
    /// The level a condition compares with; none for one that does not compare,
    /// and for one that the checks refuse because it gives no level or two.
    #[must_use]
    pub fn level(&self) -> Option<Level> {
        match *self {
            Self::Density {
                at_least, below, ..
            }
            | Self::Occupancy {
                at_least, below, ..
            } => Level::of(at_least, below),
            Self::Queue {
                at_least, below, ..
            }
            | Self::Inside { at_least, below } => {
                Level::of(at_least.map(f64::from), below.map(f64::from))
            }
            Self::Incident(_) | Self::At(_) => None,
        }
    }
}

/// What a rule orders. Times count from its decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum RuleOrder {
    /// What becomes of a gate, as [`GateOrder`].
    Gate {
        /// The gate.
        gate: Id,
        /// Time after the decision \[s\].
        #[serde(default)]
        after_s: f64,
        /// New state; unchanged if not given.
        #[serde(default)]
        state: Option<GateState>,
        /// New direction; unchanged if not given.
        #[serde(default)]
        direction: Option<Direction>,
        /// Whether its lanes are taken away.
        #[serde(default)]
        clear: bool,
    },
    /// An order as it is given with an alarm.
    First(Order),
    /// Another plan takes over.
    Escalate(Id),
}

impl RuleOrder {
    /// The order for a gate, if it is one.
    #[must_use]
    pub fn for_gate(&self) -> Option<GateOrder> {
        let Self::Gate {
            gate,
            after_s,
            state,
            direction,
            clear,
        } = self
        else {
            return None;
        };
        Some(GateOrder {
            gate: gate.clone(),
            after_s: *after_s,
            state: *state,
            direction: *direction,
            clear: *clear,
        })
    }
}

/// A kind of incident, without what makes it this or that one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum IncidentSort {
    /// A fire.
    Fire,
    /// Somebody needs a medic.
    Medical,
    /// A fall.
    Fall,
    /// Somebody is lost.
    LostPerson,
    /// A crowd is pressed too hard.
    CrushWarning,
    /// Something lies across a path.
    BlockedPath,
    /// Lanes of a gate fail.
    GateFailure,
    /// A suspicious object.
    SuspiciousObject,
}

/// Kinds of incidents that come of others and that a run tells apart: raised by what
/// was seen, somebody hurt, somebody who fell.
const RAISED: usize = 3;

impl IncidentSort {
    /// All sorts.
    pub const ALL: [Self; 8] = [
        Self::Fire,
        Self::Medical,
        Self::Fall,
        Self::LostPerson,
        Self::CrushWarning,
        Self::BlockedPath,
        Self::GateFailure,
        Self::SuspiciousObject,
    ];

    /// The number by which a run tells of an incident of this sort that an order from
    /// the desk has brought about, where the document has so many incidents: past
    /// these and those that come of others.
    #[must_use]
    pub fn number_ordered(self, documents: usize) -> usize {
        documents + RAISED + self as usize
    }

    /// The sort of an incident that a run tells of by a number, if an order has brought
    /// it about; `documents` as above.
    #[must_use]
    pub fn of_ordered(number: usize, documents: usize) -> Option<Self> {
        let sort = number.checked_sub(documents + RAISED)?;
        Self::ALL.get(sort).copied()
    }

    /// The sort of an incident.
    #[must_use]
    pub fn of(kind: &IncidentKind) -> Self {
        match kind {
            IncidentKind::Fire { .. } => Self::Fire,
            IncidentKind::Medical { .. } => Self::Medical,
            IncidentKind::Fall => Self::Fall,
            IncidentKind::LostPerson => Self::LostPerson,
            IncidentKind::CrushWarning => Self::CrushWarning,
            IncidentKind::BlockedPath { .. } => Self::BlockedPath,
            IncidentKind::GateFailure { .. } => Self::GateFailure,
            IncidentKind::SuspiciousObject { .. } => Self::SuspiciousObject,
        }
    }

    /// Its name in texts, as that of [`IncidentKind::key`].
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Fire => "fire",
            Self::Medical => "medical",
            Self::Fall => "fall",
            Self::LostPerson => "lost_person",
            Self::CrushWarning => "crush_warning",
            Self::BlockedPath => "blocked_path",
            Self::GateFailure => "gate_failure",
            Self::SuspiciousObject => "suspicious_object",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_met_at_its_value_from_above_and_not_from_below() {
        assert!(Level::AtLeast(0.9).is_met(0.9));
        assert!(!Level::AtLeast(0.9).is_met(0.899));
        assert!(Level::Below(0.9).is_met(0.899));
        assert!(!Level::Below(0.9).is_met(0.9));
    }

    #[test]
    fn exactly_one_level_is_given() {
        let inside = |at_least, below| Condition::Inside { at_least, below }.level();
        assert_eq!(inside(Some(5), None), Some(Level::AtLeast(5.0)));
        assert_eq!(inside(None, Some(5)), Some(Level::Below(5.0)));
        assert_eq!(inside(None, None), None);
        assert_eq!(inside(Some(1), Some(5)), None);
    }
}
