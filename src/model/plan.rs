//! What is done when something goes wrong.

use serde::{Deserialize, Serialize};

use super::{Direction, Distribution, GateState, Id, Point, Rule, Station, Time};

/// What sets a plan going.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Trigger {
    /// Nothing: an ordinary day.
    #[default]
    Never,
    /// A time of day.
    At(Time),
    /// A scripted incident.
    Incident(Id),
}

/// What stands between an incident and the alarm, each with its time \[s\].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Chain {
    /// Until somebody notices.
    pub detection_s: Distribution,
    /// Until it is reported to the command room.
    pub report_s: Distribution,
    /// Until it is verified.
    pub verification_s: Distribution,
    /// Until it is decided.
    pub decision_s: Distribution,
    /// Until everyone is told.
    pub broadcast_s: Distribution,
}

impl Default for Chain {
    fn default() -> Self {
        let at_once = Distribution::Constant(0.0);
        Self {
            detection_s: at_once,
            report_s: at_once,
            verification_s: at_once,
            decision_s: at_once,
            broadcast_s: at_once,
        }
    }
}

/// Orders given when the alarm is decided, before anybody leaves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Order {
    /// The programme ends: people stay where they are until told.
    StopShow,
    /// Nobody comes in any more.
    StopIngress,
    /// Those who are on their way to the programme turn back and leave.
    TurnBack,
}

/// A part of the venue a phase speaks to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Area {
    /// A zone.
    Zone(Id),
    /// A place or path.
    Cell(Id),
    /// The part of a cell within a circle.
    Circle {
        /// The place or path.
        cell: Id,
        /// Centre \[m\].
        center: Point,
        /// Radius \[m\].
        radius_m: f64,
    },
}

/// What a phase tells people to do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Action {
    /// Leave by the exits of their zone.
    Leave,
    /// Go to a place and stay there.
    MoveTo(Id),
    /// Stay where they are.
    Stay,
}

/// One step of an evacuation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// Time after the alarm \[s\]; phases stand in this order.
    #[serde(default)]
    pub after_s: f64,
    /// Who is meant; everyone if empty.
    #[serde(default)]
    pub areas: Vec<Area>,
    /// What they are told.
    pub action: Action,
}

/// What becomes of a gate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GateOrder {
    /// The gate.
    pub gate: Id,
    /// Time after the alarm \[s\].
    #[serde(default)]
    pub after_s: f64,
    /// New state; unchanged if not given.
    #[serde(default)]
    pub state: Option<GateState>,
    /// New direction; unchanged if not given.
    #[serde(default)]
    pub direction: Option<Direction>,
    /// Whether its lanes are taken away.
    #[serde(default)]
    pub clear: bool,
}

/// A path that people may use one way only, or not at all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OneWay {
    /// The path.
    pub path: Id,
    /// Allowed direction along its line; `None` keeps it free of visitors,
    /// wheelchairs and their helpers excepted.
    pub direction: Option<Direction>,
}

/// Where the people of a zone go.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ZoneExits {
    /// The zone.
    pub zone: Id,
    /// Exits with shares that add up to 1.
    pub exits: Vec<(Id, f64)>,
    /// Shares of the zone's people who are sent round a cell, so that
    /// parallel ways are both used; they add up to at most 1, and the rest
    /// takes the quickest way.
    #[serde(default)]
    pub detours: Vec<Detour>,
}

/// A share of people who are sent round a cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Detour {
    /// The place or path they do not use.
    pub avoid: Id,
    /// Share, 0 to 1.
    pub share: f64,
}

/// Where a unit goes when the plan begins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaffMove {
    /// The unit.
    pub unit: Id,
    /// Its new station.
    pub to: Station,
}

/// What follows if the incident is not settled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Escalation {
    /// Time after the alarm \[s\].
    pub after_s: f64,
    /// The plan that takes over.
    pub plan: Id,
}

/// A plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Id.
    pub id: Id,
    /// Name shown to people; the id if empty.
    #[serde(default)]
    pub name: String,
    /// What sets it going.
    #[serde(default)]
    pub trigger: Trigger,
    /// What stands before the alarm.
    #[serde(default)]
    pub chain: Chain,
    /// Orders given with the alarm.
    #[serde(default)]
    pub first_orders: Vec<Order>,
    /// Who leaves when; empty: everyone at the alarm.
    #[serde(default)]
    pub phases: Vec<Phase>,
    /// What becomes of gates.
    #[serde(default)]
    pub gates: Vec<GateOrder>,
    /// One-way and closed paths, from the alarm on.
    #[serde(default)]
    pub one_way: Vec<OneWay>,
    /// Exits by zone; a zone not named here leaves by what it finds best.
    #[serde(default)]
    pub routes: Vec<ZoneExits>,
    /// Where staff go.
    #[serde(default)]
    pub staff: Vec<StaffMove>,
    /// What follows if the incident is not settled.
    #[serde(default)]
    pub escalation: Option<Escalation>,
    /// Orders that wait for a condition; those of the plan in force are looked at
    /// from the start of the run on, before an alarm too.
    #[serde(default)]
    pub rules: Vec<Rule>,
    /// Flow of people the plan counts on at its narrowest cut [1/min]; the
    /// checks compare it with the venue's.
    #[serde(default)]
    pub assumed_flow_per_min: Option<f64>,
}
