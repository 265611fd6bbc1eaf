//! The cases, a folder or file a suite. Each suite gives its cases in order
//! and the scenario files they start from.

pub(super) mod experiments;
pub(super) mod imo;
pub(super) mod iso;
pub(super) mod nist;
pub(super) mod rimea;
mod shared;

use super::{Lab, LabError, Outcome};

/// How a case is measured.
type Measure = fn(&Lab<'_>) -> Result<Outcome, LabError>;

/// A scenario file by its name without the ending.
pub(super) type File = (&'static str, &'static str);

/// Names scenario files and embeds them.
macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$((
            $name,
            include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/scenarios/verification/",
                $name,
                ".ron"
            )),
        )),*]
    };
}
pub(super) use files;

/// The text of a scenario file; none if no suite names it.
pub(super) fn file(name: &str) -> Option<&'static str> {
    [
        rimea::FILES,
        imo::FILES,
        nist::FILES,
        iso::FILES,
        experiments::FILES,
    ]
    .into_iter()
    .flatten()
    .find(|file| file.0 == name)
    .map(|file| file.1)
}
