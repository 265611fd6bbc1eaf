//! The document: everything a planner writes down about an event.
//!
//! A [`Scenario`] is plain data with serde; [`file`](mod@file) reads and writes it as RON,
//! [`check`] finds every problem of meaning in it, [`edit`] changes it.
//! Nothing here knows how the venue is compiled or how people walk.
//!
//! Lengths are in metres (x east, y north, z up), times of day in seconds
//! since midnight (`"HH:MM"` in files), durations in seconds.

pub mod check;
pub mod command;
pub mod csx;
pub mod distribution;
pub mod edit;
pub mod file;
pub mod incident;
pub mod kind;
pub mod limits;
pub mod nearest;
pub mod orders;
pub mod parameters;
pub mod plan;
pub mod problem;
pub mod response;
pub mod rule;
pub mod scenario;
pub mod staff;
pub mod staffing;
pub mod study;
pub mod time;
pub mod venue;
pub mod visitors;
pub mod walking;

pub use command::Command;
pub use distribution::Distribution;
pub use edit::{Edit, EditError, Item};
pub use incident::{Incident, IncidentKind, Occurrence};
pub use kind::Kind;
pub use orders::{DeskOrder, Destination, Given, Orders, Steps};
pub use parameters::{Locomotion, Parameters, RuleSet};
pub use plan::{
    Action, Area, Chain, Detour, Escalation, GateOrder, OneWay, Order, Phase, Plan, StaffMove,
    Trigger, ZoneExits,
};
pub use problem::{Problem, Severity};
pub use response::Response;
pub use rule::{Condition, IncidentSort, Level, Rule, RuleOrder};
pub use scenario::{Geo, Run, Scenario};
pub use staff::{
    Camera, Equipment, Loudspeaker, Post, PostKind, Power, Powers, Resource, ResourceKind, Role,
    RoleCount, Staff, Station, Task, Tier, Unit,
};
pub use staffing::Staffing;
pub use study::Study;
pub use time::Time;
pub use venue::{
    AssemblyPoint, Barrier, Direction, EmergencyClearance, Exit, ExitUse, Gate, GateState, Lanes,
    Obstacle, Opening, Path, Place, Point, Point3, Service, Sheet, Surface, Unstaffed, Venue, Zone,
};
pub use visitors::{
    Arrivals, Crowd, Curve, Departure, EntranceShare, GroupSize, Mobility, PlaceShare, Profile,
    ProgrammeItem, Visitors, Walks,
};

/// A stable short name of a thing in the document, unique in the whole file.
pub type Id = String;
