//! Parallel loops whose result does not depend on the number of threads.
//!
//! Work is cut into chunks of a fixed size, never into as many as there are
//! threads, and results are folded in the order of the chunks.

use rayon::prelude::*;

/// Agents handled by one task. Fixed, because a sum over chunks must have the
/// same shape on every machine; large enough to pay for the scheduling.
pub const CHUNK: usize = 256;

/// Maps every item to a value, in parallel, results in order of the items.
pub fn ordered_map<T: Sync, R: Send>(items: &[T], map: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    items.par_iter().map(map).collect()
}

/// Folds the values of all indices below `n` with `combine`, chunk by chunk:
/// in parallel within the fixed chunks, then in their order.
pub fn ordered_reduce<R: Send>(
    n: usize,
    value: impl Fn(std::ops::Range<usize>) -> R + Sync + Send,
    combine: impl Fn(R, R) -> R,
) -> Option<R> {
    let chunks: Vec<R> = (0..n.div_ceil(CHUNK))
        .into_par_iter()
        .map(|chunk| value(chunk * CHUNK..((chunk + 1) * CHUNK).min(n)))
        .collect();
    chunks.into_iter().reduce(combine)
}
