//! Those who come: who they are, when they come, what they want to see.

use serde::{Deserialize, Serialize};

use super::{Distribution, Id, Time};

/// The crowd.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Visitors {
    /// Kinds of people; their shares add up to 1.
    pub profiles: Vec<Profile>,
    /// Sizes of groups that stay together; shares of people, adding up to 1.
    /// Empty: everyone walks alone.
    pub groups: Vec<GroupSize>,
    /// People who are there from the start.
    pub present: Vec<Crowd>,
    /// People who come in the course of the day.
    pub arrivals: Vec<Arrivals>,
    /// What happens where and when, in order of time.
    pub programme: Vec<ProgrammeItem>,
    /// When people leave by themselves; shares add up to 1. Empty: they leave
    /// when the last item of the programme ends; without a programme they stay.
    pub departures: Vec<Departure>,
}

/// How somebody gets about.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub enum Mobility {
    /// On foot: everywhere.
    #[default]
    Feet,
    /// On wheels: no stairs, nothing narrower than 0.8 m.
    Wheels,
}

/// A kind of visitor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Id.
    pub id: Id,
    /// Name shown to people; the id if empty.
    #[serde(default)]
    pub name: String,
    /// Share of all visitors, 0 to 1.
    pub share: f64,
    /// Free walking speed on the level [m/s].
    #[serde(default = "defaults::free_speed")]
    pub free_speed: Distribution,
    /// Body radius \[m\].
    #[serde(default = "defaults::radius")]
    pub radius: Distribution,
    /// Feet or wheels.
    #[serde(default)]
    pub mobility: Mobility,
    /// Time between hearing the alarm and starting to walk \[s\].
    #[serde(default = "defaults::pre_movement")]
    pub pre_movement: Distribution,
    /// Speed going down stairs over level speed.
    #[serde(default = "defaults::stairs_down")]
    pub stairs_down: f64,
    /// Speed going up stairs over level speed.
    #[serde(default = "defaults::stairs_up")]
    pub stairs_up: f64,
    /// Share of those who need a helper to leave.
    #[serde(default)]
    pub assisted: f64,
    /// Share of those who know every exit; the others know the way they came
    /// and what they see.
    #[serde(default)]
    pub knows_exits: f64,
}

/// Groups of one size.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupSize {
    /// People in the group.
    pub size: u32,
    /// Share of people who come in such groups.
    pub share: f64,
}

/// People who are there from the start.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Crowd {
    /// The place or path they stand on.
    pub place: Id,
    /// How many.
    pub count: u32,
    /// The part of the cell they stand in, (min x, min y, max x, max y) \[m\];
    /// all of it if not given.
    #[serde(default)]
    pub within: Option<(f64, f64, f64, f64)>,
    /// All of this profile; by the shares if not given.
    #[serde(default)]
    pub profile: Option<Id>,
    /// The exit they leave by when nobody tells them otherwise; the one they
    /// find best if not given.
    #[serde(default)]
    pub exit: Option<Id>,
    /// Name of the group they all belong to, together with the other crowds
    /// of that name; by the sizes of groups if not given.
    #[serde(default)]
    pub group: Option<String>,
    /// Whether they walk along the periodic path they stand on for ever, and
    /// which way (test cases only).
    #[serde(default)]
    pub walks: Option<Walks>,
}

/// Which way people walk round a periodic path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Walks {
    /// From the first point of its line to the last.
    Forward,
    /// From the last point to the first.
    Backward,
}

/// Rate of arrivals over time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Curve {
    /// Rising to a peak and falling again, linearly.
    Triangular {
        /// First arrival.
        from: Time,
        /// Highest rate.
        peak: Time,
        /// Last arrival.
        until: Time,
    },
    /// Equal rate between two times.
    Uniform {
        /// First arrival.
        from: Time,
        /// Last arrival.
        until: Time,
    },
    /// Share of all that has come by each time, rising from 0 to 1, linear
    /// between.
    Cumulative(Vec<(Time, f64)>),
}

/// People who come in the course of the day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Arrivals {
    /// Id.
    pub id: Id,
    /// How many come.
    pub count: u32,
    /// When.
    pub curve: Curve,
    /// Where; shares add up to 1.
    pub entrances: Vec<EntranceShare>,
    /// All of this profile; by the shares if not given.
    #[serde(default)]
    pub profile: Option<Id>,
}

/// Share of the arrivals that comes by an entrance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntranceShare {
    /// An exit of the venue.
    pub entrance: Id,
    /// Share, 0 to 1.
    pub share: f64,
}

/// Share of the visitors at a place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceShare {
    /// A place or path.
    pub place: Id,
    /// Share, 0 to 1.
    pub share: f64,
    /// How long people stay, with the way there, before they go on to another of
    /// the places that have such a time \[s\]; left out: until the item ends.
    #[serde(default)]
    pub dwell: Option<Distribution>,
}

/// Something that happens at a time, and where people are meanwhile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeItem {
    /// Id.
    pub id: Id,
    /// Name shown to people; the id if empty.
    #[serde(default)]
    pub name: String,
    /// From when.
    pub start: Time,
    /// Until when.
    pub end: Time,
    /// Where people are; shares add up to 1.
    pub places: Vec<PlaceShare>,
}

/// A share of the visitors leaving, uniformly, between two times.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Departure {
    /// Share of all visitors.
    pub share: f64,
    /// From when.
    pub start: Time,
    /// Until when.
    pub end: Time,
}

/// Default values of a profile, with their sources.
pub mod defaults {
    use super::Distribution;

    /// N(1.34, 0.26) m/s cut to 0.6–2.0: Weidmann 1993, the population of
    /// the movement model's trials.
    #[must_use]
    pub fn free_speed() -> Distribution {
        Distribution::Normal {
            mean: 1.34,
            sd: 0.26,
            min: 0.6,
            max: 2.0,
        }
    }

    /// N(0.18, 0.02) m cut to 0.14–0.22: the effective radius of the movement
    /// model (bodies that touch are closer than shoulders are broad).
    #[must_use]
    pub fn radius() -> Distribution {
        Distribution::Normal {
            mean: 0.18,
            sd: 0.02,
            min: 0.14,
            max: 0.22,
        }
    }

    /// Lognormal with 1st percentile 30 s and 99th 150 s (PD 7974-6,
    /// management level M1, awake and unfamiliar; recalled):
    /// μ 4.206, σ 0.346, hence mean 71.2 s and standard deviation 25.4 s.
    #[must_use]
    pub fn pre_movement() -> Distribution {
        Distribution::LogNormal {
            mean: 71.2,
            sd: 25.4,
        }
    }

    /// 0.69 of the level speed (handbooks 0.55–0.80).
    #[must_use]
    pub fn stairs_down() -> f64 {
        0.69
    }

    /// 0.61 of the level speed (handbooks 0.55–0.80).
    #[must_use]
    pub fn stairs_up() -> f64 {
        0.61
    }
}
