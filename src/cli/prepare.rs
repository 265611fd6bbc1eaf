//! What every command does first: read the scenario, check it, compile it.

use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::Arc;

use super::failure::Failure;
use super::problems::{Excerpts, count};
use super::say::Say;
use crate::model::file::{self, Document, ReadError};
use crate::model::{Locomotion, Problem, Severity};
use crate::world::capacity::{self, CapacityRow};
use crate::world::{World, check};

/// A scenario as far as it could be prepared.
pub struct Prepared {
    /// What the file is called, as the user wrote it.
    pub name: String,
    /// Its text; empty if it could not be read as text.
    pub text: String,
    /// Everything found, in the order of the file.
    pub problems: Vec<Problem>,
    /// The compiled scenario; none if there are errors.
    pub world: Option<Arc<World>>,
    /// The capacity table; empty if the scenario could not be compiled.
    pub capacity: Vec<CapacityRow>,
}

/// Reads, checks and compiles a scenario, with another model than its own if
/// one is given. Problems with it are no failure.
///
/// # Errors
/// If the file cannot be read.
pub fn prepare(path: &Path, model: Option<Locomotion>, say: Say) -> Result<Prepared, Failure> {
    let name = path.display().to_string();
    match file::read(path) {
        Ok(mut document) => {
            if let Some(model) = model {
                document.scenario.parameters.model = model;
            }
            Ok(compiled(name, document))
        }
        Err(ReadError::Document(problem)) => Ok(Prepared {
            name,
            text: text_again(path),
            problems: vec![*problem],
            world: None,
            capacity: Vec::new(),
        }),
        Err(ReadError::Io(problem)) => Err(Failure::files(
            problem.code,
            problem.message(say.language()),
            problem.help(say.language()),
        )),
    }
}

/// A scenario that can be run, with another model than its own if one is
/// given.
///
/// # Errors
/// If the file cannot be read, or there are errors in it.
pub fn runnable(
    path: &Path,
    model: Option<Locomotion>,
    colours: bool,
    say: Say,
) -> Result<(Prepared, Arc<World>), Failure> {
    let prepared = prepare(path, model, say)?;
    match &prepared.world {
        Some(world) => {
            let world = Arc::clone(world);
            Ok((prepared, world))
        }
        None => Err(refused_with_errors(&prepared, colours, say)),
    }
}

/// The failure of a scenario with errors.
#[must_use]
pub fn refused(prepared: &Prepared, say: Say) -> Failure {
    let values = [
        ("file", prepared.name.clone()),
        ("errors", count(&prepared.problems).0.to_string()),
    ];
    Failure::invalid(
        "scenario-has-errors",
        say.fill("cli-has-errors", &values),
        say.fill("cli-has-errors-help", &values),
    )
}

/// The same with the errors, the first of them with their lines.
fn refused_with_errors(prepared: &Prepared, colours: bool, say: Say) -> Failure {
    let excerpts = Excerpts::new(&prepared.name, &prepared.text, colours, say);
    excerpts.explain(refused(prepared, say), &prepared.problems)
}

/// Checks what was read, and compiles it if that is possible.
fn compiled(name: String, document: Document) -> Prepared {
    let mut problems = document.check();
    let mut compiled = None;
    let mut capacity = Vec::new();
    if count(&problems).0 == 0 {
        match World::compile(Arc::new(document.scenario.clone())) {
            Ok(world) => {
                capacity = capacity::table(&world);
                problems.extend(check::check(&world, &capacity));
                compiled = Some(Arc::new(world));
            }
            Err(found) => problems.extend(found),
        }
    }
    let ignored = &document.scenario.ignored_warnings;
    problems.retain(|problem| {
        problem.severity == Severity::Error || !ignored.iter().any(|code| code == problem.code)
    });
    document.locate(&mut problems);
    let runs = count(&problems).0 == 0;
    Prepared {
        name,
        text: document.text,
        problems,
        world: compiled.filter(|_| runs),
        capacity,
    }
}

/// The text of a file that is no scenario, for the excerpt beside the error.
/// Only of a plain file: a pipe gives its text once.
pub(super) fn text_again(path: &Path) -> String {
    let plain = std::fs::metadata(path).is_ok_and(|about| about.is_file());
    let bytes = plain.then(|| std::fs::read(path).ok()).flatten();
    let text = String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned();
    match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

/// Why reading or writing failed, in plain words.
#[must_use]
pub fn reason(error: &io::Error, say: Say) -> String {
    let key = match error.kind() {
        ErrorKind::StorageFull => "cli-reason-full",
        ErrorKind::QuotaExceeded => "cli-reason-quota",
        ErrorKind::PermissionDenied => "cli-reason-not-permitted",
        ErrorKind::ReadOnlyFilesystem => "cli-reason-read-only",
        ErrorKind::NotFound => "cli-reason-not-found",
        ErrorKind::NotADirectory => "cli-reason-not-a-folder",
        ErrorKind::IsADirectory => "cli-reason-is-a-folder",
        ErrorKind::AlreadyExists => "cli-reason-in-the-way",
        _ => return error.to_string(),
    };
    say.text(key)
}
