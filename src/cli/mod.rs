//! The command line: arguments, progress, exit codes.
//!
//! Arguments come in through [`args`] and are plain options from there on;
//! each command has a file of its own. Results go to stdout, everything else
//! to stderr; a command that fails ends in a [`failure::Failure`], shown here
//! in one place for people or, with `--json`, for programs.

pub mod args;
pub mod failure;
pub mod interrupt;
pub mod output;
pub mod problems;
pub mod progress;
pub mod say;

use std::process::ExitCode;

/// Runs the command line.
#[must_use]
pub fn main() -> ExitCode {
    ExitCode::SUCCESS
}
