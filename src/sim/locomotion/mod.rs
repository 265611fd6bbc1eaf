//! How one person chooses heading and speed: the models, side by side.
//!
//! A model is a pure function of one body and of what that person sees; it
//! knows neither portals nor cells nor anybody's plans. Who calls it
//! ([`super::motion`]) gathers the neighbours and walls near, and sees to it
//! that nobody gets through a wall, whatever a model wishes.

mod csx;

use crate::base::{Segment, Vec2};
use crate::model::Parameters;
use crate::model::parameters::{self, Locomotion};

use super::body::Body;

/// Somebody near, as seen from the person who moves.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Neighbour {
    /// Offset from the person \[m\].
    pub(crate) offset: Vec2,
    /// Present radius \[m\].
    pub(crate) rho: f64,
    /// Heading; a unit vector.
    pub(crate) heading: Vec2,
    /// Where the person wants to go, as others read it off the body: the
    /// goal direction of the last step; a unit vector.
    pub(crate) goal: Vec2,
    /// Speed [m/s]; negative for who stands by intent.
    pub(crate) speed: f64,
}

/// What a person wishes and sees in a step.
pub(crate) struct Situation<'a> {
    /// Unit vector towards the goal.
    pub(crate) goal: Vec2,
    /// Free speed here, with slope and stairs, along the plan [m/s].
    pub(crate) free_speed: f64,
    /// Neighbours within the cut-off.
    pub(crate) neighbours: &'a [Neighbour],
    /// Walls near.
    pub(crate) walls: &'a [Segment],
    /// How long the person has not come half a metre further \[s\].
    pub(crate) anchored_s: f64,
    /// Number that stands for the person in the turns of squeezing.
    pub(crate) id: u32,
    /// Time since the start of the run \[s\].
    pub(crate) t_s: f64,
}

/// The model that moves everybody in a run, with its parameters.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Model<'a> {
    /// Collision-free speed, extended.
    Csx(&'a parameters::Csx),
}

impl<'a> Model<'a> {
    /// The model a document asks for.
    pub(crate) fn of(parameters: &'a Parameters) -> Self {
        match parameters.model {
            Locomotion::Csx => Self::Csx(&parameters.csx),
        }
    }

    /// Distance beyond which neighbours do not count \[m\].
    pub(crate) fn cutoff_m(self) -> f64 {
        match self {
            Self::Csx(csx) => csx.cutoff_m,
        }
    }

    /// Distance from the body's edge beyond which walls do not count \[m\].
    pub(crate) fn wall_sight_m(self) -> f64 {
        match self {
            Self::Csx(_) => csx::WALL_SIGHT_M,
        }
    }

    /// Whether overlaps are projected out after the step; a model with
    /// contact forces of its own parts the bodies itself.
    pub(crate) fn projects_contact(self, _body: &Body) -> bool {
        match self {
            Self::Csx(_) => true,
        }
    }

    /// Heading, speed, radius and timers of the next step; the position is
    /// left to the caller, who knows walls and portals.
    pub(crate) fn walk(self, body: &Body, at: &Situation<'_>, dt: f64) -> Body {
        match self {
            Self::Csx(parameters) => csx::walk(body, at, parameters, dt),
        }
    }
}
