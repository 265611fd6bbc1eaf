//! The engine: the only thing that moves.

pub mod observe;

pub use observe::{
    Event, EventKind, Frame, Observer, Person, PersonKind, Roster, Sample, SampleKind, Site, State,
};
