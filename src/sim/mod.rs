//! The engine: the only thing that moves.
//!
//! [`Simulation::step`] is one short function, a line a phase. Everyone
//! reads the frozen now and writes their own next; whatever order matters is
//! the order of ids. No clock, no files, no randomness but keyed streams.

mod advance;
mod around;
mod beginning;
mod body;
mod command;
mod confine;
mod contact;
mod crowd;
mod decide;
mod desk;
mod doors;
mod evacuation;
mod exits;
mod foresight;
mod goal;
mod grid;
mod groups;
mod incidents;
mod intents;
mod joints;
mod leavers;
mod locomotion;
mod mind;
#[cfg(test)]
mod model_tests;
mod motion;
mod neighbours;
pub mod observe;
mod people;
mod place;
mod prepare;
mod programme;
mod publish;
mod queue;
mod routes;
mod rules;
mod seats;
mod service;
mod shares;
mod simulation;
mod spots;
mod staff;
#[cfg(test)]
mod tests;
mod turning;
mod turns;
mod watch;
mod ways;

pub use desk::Ordered;
pub(crate) use evacuation::{instruction, phase_for};
pub use observe::{
    Event, EventKind, Frame, Observer, OwnedFrame, Person, PersonKind, Roster, Row, Sample,
    SampleKind, Site, State,
};
pub use simulation::{ENGINE_REVISION, Progress, RunSpec, SimError, Simulation};

/// The steps of `dt` \[s\] that make up a time \[s\], to the nearest; at least
/// one.
fn steps_in(time_s: f64, dt: f64) -> u64 {
    (time_s / dt).round().max(1.0) as u64
}
