//! The whole document.

use serde::{Deserialize, Serialize};

use super::{Id, Incident, Parameters, Plan, Staff, Time, Venue, Visitors};

/// The format this version of Muster writes.
pub const FORMAT: u32 = 1;

/// Where the origin lies on the globe.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Geo {
    /// Latitude of the origin \[degrees\].
    pub latitude: f64,
    /// Longitude of the origin \[degrees\].
    pub longitude: f64,
}

/// How a run goes if the command line says nothing else.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Run {
    /// The plan; the first one if not given.
    pub plan: Option<Id>,
    /// Time of day at which the run starts.
    pub start: Time,
    /// Time of day at which it ends at the latest.
    pub end: Time,
    /// Seed of all random draws.
    pub seed: u64,
    /// Time step \[s\]; 0.01 to 0.1.
    pub dt_s: f64,
    /// Time between recorded frames \[s\]; a multiple of the time step.
    pub frame_dt_s: f64,
}

impl Default for Run {
    fn default() -> Self {
        Self {
            plan: None,
            start: Time(0.0),
            end: Time(3600.0),
            seed: 1,
            dt_s: 0.05,
            frame_dt_s: 0.5,
        }
    }
}

/// An event: the venue, the people, what may happen and what is then done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Format of the file: 1.
    pub format: u32,
    /// Name of the event, also of its run folders.
    pub name: String,
    /// What it is, in sentences; shown in the report.
    #[serde(default)]
    pub description: String,
    /// What is assumed rather than known; shown in the report.
    #[serde(default)]
    pub assumptions: Vec<String>,
    /// Where the origin lies on the globe.
    #[serde(default)]
    pub geo: Option<Geo>,
    /// The ground.
    #[serde(default)]
    pub venue: Venue,
    /// The crowd.
    #[serde(default)]
    pub visitors: Visitors,
    /// Those who look after it.
    #[serde(default)]
    pub staff: Staff,
    /// What goes wrong.
    #[serde(default)]
    pub incidents: Vec<Incident>,
    /// What is then done.
    #[serde(default)]
    pub plans: Vec<Plan>,
    /// Parameters of the models.
    #[serde(default)]
    pub parameters: Parameters,
    /// How a run goes.
    #[serde(default)]
    pub run: Run,
    /// Codes of warnings the planner has read and sets aside.
    #[serde(default)]
    pub ignored_warnings: Vec<String>,
}

#[cfg(test)]
mod shipped;
