//! What a run's frames and events mean: density, metrics, the report.

pub mod density;
pub mod metrics;
#[cfg(test)]
mod testing;
