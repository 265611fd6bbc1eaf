//! How incidents go on and how long it takes to settle them: parameters with
//! ranges and sources. `docs/behaviour.md` is the table of all.

use serde::{Deserialize, Serialize};

use super::Distribution;
use super::limits::Range;

/// Parameters of the course of incidents.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Response {
    /// Time to put out a fire that is small enough for what is there \[s\]
    /// (assumption).
    pub extinguish_s: Distribution,
    /// Largest radius of a fire that a hand extinguisher puts out \[m\], 0–20
    /// (assumption).
    pub extinguisher_m: f64,
    /// The same of a mini fire truck \[m\], 0–50 (assumption).
    pub truck_m: f64,
    /// From ignition until a gas bottle in the fire bursts \[s\] (assumption).
    pub bottle_s: Distribution,
    /// Within what distance of a bursting bottle people are hurt \[m\], 0–50
    /// (assumption).
    pub burst_m: f64,
    /// From the call until the town's fire service is there \[s\] (target of 5
    /// minutes in built-up areas, recalled; the spread is an assumption).
    pub fire_service_s: Distribution,
    /// How long the fire service works \[s\] (assumption).
    pub fire_service_works_s: Distribution,
    /// Time to treat somebody who goes on afterwards \[s\] (assumption).
    pub treat_s: Distribution,
    /// Time to make somebody fit for transport whose survival hangs on minutes
    /// \[s\] (assumption).
    pub critical_s: Distribution,
    /// Speed of those who carry somebody [m/s], 0.2–2 (assumption).
    pub carrying_m_s: f64,
    /// Speed of a mini fire truck on a free way [m/s], 0.5–15 (assumption: among
    /// people, at the pace of who runs ahead).
    pub driving_m_s: f64,
    /// Time to help somebody up who has fallen \[s\] (assumption).
    pub help_up_s: Distribution,
    /// How long somebody who has fallen lies who is not helped \[s\]
    /// (assumption).
    pub lies_s: Distribution,
    /// Density from which others fall over somebody who lies there [1/m²], 0–10
    /// (assumption).
    pub falls_from_per_m2: f64,
    /// How often they do, for each second and person who lies there [1/s], 0–1
    /// (assumption).
    pub falls_per_s: f64,
    /// Time to clear a path \[s\] (assumption).
    pub clear_path_s: Distribution,
    /// Time to look into a suspicious object once it is cordoned off \[s\]
    /// (assumption).
    pub inspect_s: Distribution,
    /// How near somebody who looks for a lost person must come to know them by
    /// the description \[m\], 1–100 (assumption).
    pub recognised_m: f64,
    /// From collapse to the first shock, where survival hangs on minutes: the
    /// target \[s\], 30–3600 (3 minutes, recalled).
    pub critical_target_s: f64,
    /// From the report of a fire until somebody who may put it out is there: the
    /// target \[s\], 30–3600 (mini fire station, 3 minutes, recalled).
    pub fire_target_s: f64,
}

impl Default for Response {
    fn default() -> Self {
        let about = |mean, sd| Distribution::LogNormal { mean, sd };
        Self {
            extinguish_s: about(60.0, 30.0),
            extinguisher_m: 1.5,
            truck_m: 4.0,
            bottle_s: about(900.0, 300.0),
            burst_m: 5.0,
            fire_service_s: about(600.0, 180.0),
            fire_service_works_s: about(1200.0, 600.0),
            treat_s: about(600.0, 300.0),
            critical_s: about(900.0, 300.0),
            carrying_m_s: 0.8,
            driving_m_s: 4.0,
            help_up_s: about(60.0, 30.0),
            lies_s: about(120.0, 60.0),
            falls_from_per_m2: 4.0,
            falls_per_s: 0.01,
            clear_path_s: about(600.0, 300.0),
            inspect_s: about(1200.0, 600.0),
            recognised_m: 10.0,
            critical_target_s: 180.0,
            fire_target_s: 180.0,
        }
    }
}

impl Response {
    /// Its numbers by name, with their ranges.
    #[must_use]
    pub fn numbers(&self) -> [(&'static str, f64, Range); 10] {
        [
            ("extinguisher_m", self.extinguisher_m, Range::new(0.0, 20.0)),
            ("truck_m", self.truck_m, Range::new(0.0, 50.0)),
            ("burst_m", self.burst_m, Range::new(0.0, 50.0)),
            ("carrying_m_s", self.carrying_m_s, Range::new(0.2, 2.0)),
            ("driving_m_s", self.driving_m_s, Range::new(0.5, 15.0)),
            (
                "falls_from_per_m2",
                self.falls_from_per_m2,
                Range::new(0.0, 10.0),
            ),
            ("falls_per_s", self.falls_per_s, Range::new(0.0, 1.0)),
            ("recognised_m", self.recognised_m, Range::new(1.0, 100.0)),
            (
                "critical_target_s",
                self.critical_target_s,
                Range::new(30.0, 3600.0),
            ),
            (
                "fire_target_s",
                self.fire_target_s,
                Range::new(30.0, 3600.0),
            ),
        ]
    }

    /// Its distributions by name.
    #[must_use]
    pub fn times(&self) -> [(&'static str, Distribution); 10] {
        [
            ("extinguish_s", self.extinguish_s),
            ("bottle_s", self.bottle_s),
            ("fire_service_s", self.fire_service_s),
            ("fire_service_works_s", self.fire_service_works_s),
            ("treat_s", self.treat_s),
            ("critical_s", self.critical_s),
            ("help_up_s", self.help_up_s),
            ("lies_s", self.lies_s),
            ("clear_path_s", self.clear_path_s),
            ("inspect_s", self.inspect_s),
        ]
    }
}
