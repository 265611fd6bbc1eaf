//! The application: watch a run, review a replay.
//!
//! Three layers, each knowing only those before it. *Logic* is plain Rust:
//! every action is an [`command::AppCommand`], performed by a
//! [`session::Session`] that knows what is open, the time cursor, the camera
//! and what background work has found. *Panels* (`ui`) are functions of the
//! session in any egui context, the map among them. The *window* (`window`) is
//! Bevy: it opens, draws, hands over input and takes pictures.
//!
//! Simulation, reading and reports run on threads of their own and send what
//! they find; the main thread only takes it in.

mod again;
mod camera;
mod command;
mod density;
mod desk;
mod document;
#[cfg(test)]
mod drawing_tests;
mod flow;
mod live;
mod measure;
#[cfg(test)]
mod order_tests;
mod people;
mod playback;
mod session;
mod settings;
mod sort;
mod store;
mod survey;
#[cfg(test)]
mod tests;
mod theme;
mod tint;
mod ui;
mod views;
mod window;
mod work;

use std::path::PathBuf;

use crate::cli::failure::Failure;
use crate::cli::say::Say;

/// Opens the window, and in it a scenario or the folder of a run if one is
/// named. Comes back when the window is closed.
///
/// # Errors
/// If there is no display or nothing that draws on it: what is missing and
/// what to install.
pub fn open(path: Option<PathBuf>, say: Say) -> Result<(), Failure> {
    window::open(path, say)
}
