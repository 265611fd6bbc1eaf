//! Where a run is kept, and what to say if it cannot be.

use std::path::PathBuf;

use super::args::RunOptions;
use super::failure::Failure;
use super::prepare::reason;
use super::say::Say;
use crate::record::{Destination, Existing, RecordError, RunFolder, RunInfo};

/// Folder for the folders of runs that were given no name.
const RUNS: &str = "runs";

/// Creates the folder the options ask for: the one that was named, else a new
/// one under `runs/`; none if nothing is to be recorded and none was named.
///
/// # Errors
/// If a named folder exists and may not be replaced, or the disk refuses.
pub fn create(
    options: &RunOptions,
    info: RunInfo,
    scenario_text: &str,
    say: Say,
) -> Result<Option<RunFolder>, Failure> {
    let destination = match &options.out {
        Some(path) if options.force => Destination::At(path.clone(), Existing::Replace),
        Some(path) => Destination::At(path.clone(), Existing::Refuse),
        None if options.record => Destination::Under(PathBuf::from(RUNS)),
        None => return Ok(None),
    };
    RunFolder::create(&destination, info, scenario_text)
        .map(Some)
        .map_err(|error| failure(&error, say))
}

/// What went wrong with a folder, in the language asked for.
#[must_use]
pub fn failure(error: &RecordError, say: Say) -> Failure {
    let code = error.code();
    match error {
        RecordError::Taken { path } => {
            let values = [("folder", path.display().to_string())];
            let message = say.fill("cli-folder-exists", &values);
            Failure::usage(code, message, say.text("cli-folder-exists-help"))
        }
        RecordError::NotOurs { path } => {
            let values = [("folder", path.display().to_string())];
            let message = say.fill("cli-folder-not-a-run", &values);
            Failure::usage(code, message, say.text("cli-folder-not-a-run-help"))
        }
        RecordError::NotARun { path } => {
            let message = say.fill("cli-not-a-run", &[("folder", path.display().to_string())]);
            Failure::files(code, message, say.text("cli-not-a-run-help"))
        }
        RecordError::NotRecorded { path } => {
            let values = [("folder", path.display().to_string())];
            let message = say.fill("cli-not-recorded", &values);
            Failure::invalid(code, message, say.text("cli-not-recorded-help"))
        }
        RecordError::OtherVersion { path, version } => {
            let values = [
                ("file", path.display().to_string()),
                ("version", version.clone()),
                ("own", env!("CARGO_PKG_VERSION").to_owned()),
            ];
            let message = say.fill("cli-other-version", &values);
            Failure::invalid(code, message, say.text("cli-other-version-help"))
        }
        RecordError::Read { path, source } => {
            let values = [
                ("file", path.display().to_string()),
                ("reason", reason(source, say)),
            ];
            let message = say.fill("cli-cannot-read", &values);
            Failure::files(code, message, say.text("cli-cannot-read-help"))
        }
        RecordError::Write { path, source } => {
            let values = [
                ("file", path.display().to_string()),
                ("reason", reason(source, say)),
            ];
            let message = say.fill("cli-cannot-write", &values);
            Failure::files(code, message, say.text("cli-cannot-write-help"))
        }
        RecordError::Malformed { path, message } => {
            let values = [
                ("file", path.display().to_string()),
                ("reason", message.clone()),
            ];
            let message = say.fill("cli-recording-malformed", &values);
            Failure::invalid(code, message, say.text("cli-recording-malformed-help"))
        }
        RecordError::Table { .. } | RecordError::Thread { .. } => {
            let values = [("reason", error.to_string())];
            let message = say.fill("cli-recording-failed", &values);
            Failure::files(code, message, say.text("cli-recording-failed-help"))
        }
    }
}
