//! What a run's frames and events mean: density, metrics, the report.

pub mod coverage;
pub mod density;
pub mod facts;
pub mod meter;
pub mod metrics;
pub mod report;
pub mod statistics;
pub mod summary;
#[cfg(test)]
mod testing;

pub use facts::FactsObserver;
pub use meter::{Ending, Meter, RunLabel};
