//! `muster check`: every problem of a scenario, and the capacity table.

use std::path::Path;

use serde_json::json;

use super::args::CommonOptions;
use super::capacity;
use super::failure::{Exit, Failure};
use super::output;
use super::prepare::{Prepared, prepare, refused};
use super::printed;
use super::problems::{Excerpts, ProblemLine, count};
use super::say::Say;

/// Checks a scenario and prints what was found; ends with [`Exit::Invalid`]
/// if there are errors.
///
/// # Errors
/// If the file cannot be read, or the result not be written.
pub fn check(file: &Path, common: CommonOptions, say: Say) -> Result<Exit, Failure> {
    let prepared = prepare(file, None, say)?;
    let text = if common.json {
        document(&prepared, say).to_string()
    } else {
        page(&prepared, say)
    };
    printed(&text, say)?;
    Ok(match prepared.world {
        Some(_) => Exit::Done,
        None => Exit::Invalid,
    })
}

/// The document of the JSON contract, with the `error` of every exit 1.
fn document(prepared: &Prepared, say: Say) -> serde_json::Value {
    let (errors, warnings) = count(&prepared.problems);
    let problems: Vec<ProblemLine> = prepared
        .problems
        .iter()
        .map(|problem| ProblemLine::new(problem, say))
        .collect();
    let mut document = json!({
        "errors": errors,
        "warnings": warnings,
        "problems": problems,
        "capacity": prepared.capacity,
    });
    if prepared.world.is_none() {
        let failure = refused(prepared, say).with_help(say.text("cli-check-errors-help"));
        document["error"] = failure.error();
    }
    document
}

/// What a person reads: problems with their lines, the capacity table, the
/// count.
fn page(prepared: &Prepared, say: Say) -> String {
    let colours = output::result_is_watched() && output::colours_are_welcome();
    let excerpts = Excerpts::new(&prepared.name, &prepared.text, colours, say);
    let mut parts: Vec<String> = prepared
        .problems
        .iter()
        .map(|problem| excerpts.show(problem))
        .collect();
    if !prepared.capacity.is_empty() {
        parts.push(capacity::table(&prepared.capacity, say));
    }
    let (errors, warnings) = count(&prepared.problems);
    let values = [
        ("file", prepared.name.clone()),
        ("errors", errors.to_string()),
        ("warnings", warnings.to_string()),
    ];
    let verdict = if prepared.problems.is_empty() {
        "cli-check-clean"
    } else {
        "cli-check-count"
    };
    parts.push(say.fill(verdict, &values));
    parts.join("\n")
}
