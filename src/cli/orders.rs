//! Orders for a run from a file: read, checked against the scenario and the run.

use std::path::Path;

use super::failure::Failure;
use super::prepare::text_again;
use super::problems::{Excerpts, count};
use super::run::end_s;
use super::say::Say;
use crate::model::file::{self, ReadError};
use crate::model::{Orders, Problem, Steps};
use crate::sim::RunSpec;
use crate::world::{World, check};

/// Gives a run the orders of a file. A run that would end before it starts gets
/// none; it is refused for that.
///
/// # Errors
/// As [`read`].
pub(crate) fn give(
    spec: &mut RunSpec,
    path: &Path,
    world: &World,
    colours: bool,
    say: Say,
) -> Result<(), Failure> {
    let until_s = end_s(spec, &world.scenario);
    if until_s > 0.0 {
        let steps = Steps {
            dt_s: world.scenario.run.dt_s,
            until_s,
        };
        spec.orders = read(path, world, steps, colours, say)?.orders;
    }
    Ok(())
}

/// Reads the orders of a run.
///
/// # Errors
/// If the file cannot be read, or there are errors in it.
fn read(
    path: &Path,
    world: &World,
    steps: Steps,
    colours: bool,
    say: Say,
) -> Result<Orders, Failure> {
    let name = path.display().to_string();
    let document = match file::read_orders(path) {
        Ok(document) => document,
        Err(ReadError::Io(problem)) => {
            return Err(Failure::files(
                problem.code,
                problem.message(say.language()),
                problem.help(say.language()),
            ));
        }
        Err(ReadError::Document(problem)) => {
            return Err(refused(&name, &text_again(path), &[*problem], colours, say));
        }
    };
    let mut problems = document.check(&world.scenario, steps);
    problems.extend(check::of_orders(world, &document.orders));
    document.locate(&mut problems);
    if count(&problems).0 > 0 {
        return Err(refused(&name, &document.text, &problems, colours, say));
    }
    Ok(document.orders)
}

/// The failure of orders with errors, the first of them with their lines.
fn refused(name: &str, text: &str, problems: &[Problem], colours: bool, say: Say) -> Failure {
    let values = [
        ("file", name.to_owned()),
        ("errors", count(problems).0.to_string()),
    ];
    let failure = Failure::invalid(
        "orders-have-errors",
        say.fill("cli-orders-have-errors", &values),
        say.text("cli-orders-have-errors-help"),
    );
    Excerpts::new(name, text, colours, say).explain(failure, problems)
}
