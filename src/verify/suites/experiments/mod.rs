//! Experiments with people, and what any crowd model must do.
//!
//! All of them run the default parameters without a cap on flows. Numbers
//! measured elsewhere are in [`reference`](mod@reference).

mod corridor;
mod counterflow;
mod drawn_venue;
mod junctions;
mod neck;
mod press;
pub(super) mod reference;
mod ring;
pub(super) mod single_file;
mod time_step;
mod venues;

use super::{File, files};
use crate::verify::{Case, Effort, Suite, Weight};

/// The cases, in order.
pub(in crate::verify) const CASES: &[Case] = &[
    Case {
        effort: Effort::Quick,
        ..case("exp-neck", neck::neck)
    },
    case("exp-ring", ring::ring),
    case("exp-corridor", corridor::corridor),
    case("exp-single-file", single_file::single_file),
    case("exp-counterflow", counterflow::counterflow),
    case("exp-corner", junctions::corner),
    case("exp-merge", junctions::merge),
    case("exp-press", press::press),
    case("exp-time-step", time_step::time_step),
    case("exp-longest-step", time_step::longest_step),
    case("exp-venues", venues::venues),
];

/// Their scenario files.
pub(in crate::verify) const FILES: &[File] = files![
    "exp-neck",
    "exp-ring",
    "exp-corridor",
    "exp-single-file",
    "exp-counterflow",
    "exp-corner",
    "exp-merge",
    "exp-press",
    "exp-venues",
];

/// An experiment: all of them gate and take long.
const fn case(
    id: &'static str,
    measure: fn(&crate::verify::Lab<'_>) -> Result<crate::verify::Outcome, crate::verify::LabError>,
) -> Case {
    Case {
        id,
        suite: Suite::Experiments,
        weight: Weight::Gates,
        effort: Effort::Long,
        measure,
    }
}
