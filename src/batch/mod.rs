//! Studies: the matrix of variants, the runner, the store, what it all says.
//!
//! [`Matrix`] makes the variants of a study from its scenario and finds what is
//! wrong with them; [`Progression`] says which replications are wanted next, by
//! looking at those done in their order; [`Runner`] runs them, several at a time;
//! [`Store`] keeps each whole or not at all under the hash of everything it hangs
//! on, so that the same command goes on where it stopped; [`Findings`] is what is
//! said of them in the end, for `variants.json` and `muster compare`.

pub mod estimate;
pub mod factors;
pub mod findings;
pub mod ground;
pub mod kept;
pub mod matrix;
pub mod metric;
pub mod numbers;
pub mod observed;
pub mod progression;
pub mod report;
pub mod runner;
pub mod store;
pub mod study;
pub mod tables;
pub mod varied;

pub use findings::Findings;
pub use matrix::Matrix;
pub use progression::Progression;
pub use runner::{Job, Runner};
pub use store::{RunKey, Store};
pub use study::{Block, Conduct, Done, Piece};

use crate::model::Problem;
use crate::record::RecordError;

/// Why a study cannot go on.
#[derive(Clone, Debug, thiserror::Error)]
pub enum BatchError {
    /// Something could not be read or written.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// A variant does not compile.
    #[error("a variant of the study has errors")]
    Variant {
        /// The variant.
        id: String,
        /// What is wrong with it.
        problems: Vec<Problem>,
    },
    /// No thread could be had.
    #[error("no thread could be had: {0}")]
    Threads(String),
    /// A run cannot start.
    #[error("a run cannot start: {0}")]
    Start(String),
    /// A selection cannot go on, such as for a run without a number.
    #[error("{0}")]
    Statistics(#[from] crate::analysis::statistics::StatisticsError),
    /// The budget of time was spent before the first replication was whole.
    #[error("the time was over before one replication was done")]
    NoTime,
    /// Runs are missing that a merge needs.
    #[error("{missing} of the runs are missing")]
    Missing {
        /// How many at least.
        missing: usize,
    },
}
