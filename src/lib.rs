//! Muster finds out, before the day, whether the plan of a big public event
//! holds: does everyone get out in time, and does help arrive in time?
//!
//! The rooms, ground floor first; each may know only those below it
//! (`tests/architecture.rs` holds the walls):
//!
//! | Room | Holds |
//! |---|---|
//! | [`base`] | mathematics, geometry, keyed random streams, texts |
//! | [`model`] | the document: scenario, checks, edits, file reading |
//! | [`world`] | what a scenario compiles to: cells, portals, network, fields |
//! | [`sim`] | agents, locomotion, wayfinding, gates, events, observers |
//! | [`record`] | the recording on disk |
//! | [`analysis`] | density, metrics, report |
//! | [`verify`] | published test cases and experiments with their criteria |
//! | [`cli`] | arguments, progress, exit codes |
//! | `app` | the desktop application, with the feature `app` |

pub mod analysis;
#[cfg(feature = "app")]
pub mod app;
pub mod base;
pub mod batch;
pub mod cli;
pub mod model;
pub mod record;
pub mod sim;
pub mod verify;
pub mod world;
