//! Orders given during a run by whoever sits at the desk: hold a gate, send a
//! unit, start the evacuation, have something happen.
//!
//! Given in the window or written by hand, they are one document: the same list
//! gives the same run. Each carries the time at which it is taken, in seconds from
//! the start of the run and a whole number of steps. Seconds, because a number of
//! steps would silently mean another moment once the time step is changed; such a
//! time is either still a whole number of steps, or refused.

use serde::{Deserialize, Serialize};

use super::{GateState, Id, IncidentKind, Point};

/// The layout of orders that this version reads and writes.
pub const FORMAT: u32 = 1;
/// Times within this of a whole number of steps are one \[s\]: what is left of it in
/// decimal digits.
const ROUNDING_S: f64 = 1e-4;
/// A stamp is written to so many parts of a second.
const PARTS_OF_A_SECOND: f64 = 1e6;

/// The orders of a run, in the order in which they are given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Orders {
    /// The layout: [`FORMAT`].
    pub format: u32,
    /// The orders; at most [`super::limits::ORDERS`], none before the one before it.
    pub orders: Vec<Given>,
}

impl Orders {
    /// Orders in the layout of this version.
    #[must_use]
    pub fn new(orders: Vec<Given>) -> Self {
        Self {
            format: FORMAT,
            orders,
        }
    }
}

/// An order with the time at which it is taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// Time from the start of the run \[s\]: 0 to its end, a whole number of steps. The
    /// step that comes to this time begins with the order.
    pub t_s: f64,
    /// What is ordered.
    pub order: DeskOrder,
}

/// What may be ordered from the desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum DeskOrder {
    /// A gate is to be held, opened or closed.
    Gate {
        /// The gate.
        gate: Id,
        /// Its new state; an open gate is held in no direction either.
        state: GateState,
    },
    /// A unit is to go somewhere, and to stay there.
    Send {
        /// The unit.
        unit: Id,
        /// Where to.
        to: Destination,
    },
    /// The evacuation starts.
    Evacuate {
        /// The plan that takes over; the one in force if none.
        #[serde(default)]
        plan: Option<Id>,
    },
    /// Something goes wrong, at once.
    Incident {
        /// Id, unique among those of the scenario and of orders.
        id: Id,
        /// What it is.
        kind: IncidentKind,
        /// The cell.
        cell: Id,
        /// Where in it \[m\].
        position: Point,
    },
}

/// Where a unit is sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Destination {
    /// A place or path, at a spot drawn in it.
    Place(Id),
    /// A point.
    Point {
        /// The cell.
        cell: Id,
        /// Where in it \[m\].
        position: Point,
    },
    /// An incident, of the scenario or of an earlier order.
    Incident(Id),
}

/// The steps of a run, which times of orders are held against.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Steps {
    /// Time step \[s\], more than 0.
    pub dt_s: f64,
    /// Length of the run at most \[s\].
    pub until_s: f64,
}

impl Steps {
    /// The step that comes to a time.
    #[must_use]
    pub fn tick(self, t_s: f64) -> u64 {
        (t_s / self.dt_s).round().max(0.0) as u64
    }

    /// The time to which a step comes \[s\], as orders are stamped with it.
    #[must_use]
    pub fn stamp(self, tick: u64) -> f64 {
        (tick as f64 * self.dt_s * PARTS_OF_A_SECOND).round() / PARTS_OF_A_SECOND
    }

    /// Whether some step comes to just this time.
    #[must_use]
    pub fn is_whole(self, t_s: f64) -> bool {
        (self.tick(t_s) as f64 * self.dt_s - t_s).abs() <= ROUNDING_S
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_are_read_back_as_the_step_they_stand_for() {
        for dt_s in [0.01, 0.03, 0.05, 1.0 / 30.0, 0.1] {
            let steps = Steps {
                dt_s,
                until_s: 172_800.0,
            };
            for tick in [0, 1, 7, 1_203, 40_009, 1_700_001] {
                let t_s = steps.stamp(tick);
                assert!(steps.is_whole(t_s), "{tick} steps of {dt_s} s");
                assert_eq!(steps.tick(t_s), tick);
            }
        }
    }

    #[test]
    fn a_time_between_two_steps_is_no_stamp() {
        let steps = Steps {
            dt_s: 0.05,
            until_s: 60.0,
        };
        assert!(steps.is_whole(12.35) && steps.is_whole(0.0));
        assert!(!steps.is_whole(12.37) && !steps.is_whole(0.001));
    }
}
