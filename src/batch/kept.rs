//! Which runs of a variant are kept with their recording: by the first objective the
//! worst, the median and the best.

use serde::{Deserialize, Serialize};

use super::runner::{Job, Runner};
use crate::analysis::statistics::Better;

/// Most runs of a variant that are kept.
pub const MOST: u32 = 3;

/// A run that stands for its variant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptRun {
    /// What it is of its variant: `worst`, `median` or `best`.
    pub rank: String,
    /// Replication, from 0.
    pub replication: u32,
    /// Seed.
    pub seed: u64,
    /// Name of the run: its folder in `runs/`, and, where it is recorded, in
    /// `recordings/`.
    pub run: String,
    /// The first objective; none if the run has no number.
    pub value: Option<f64>,
}

/// The runs of a variant that are kept, from its values by replication: the worst, the
/// median and the best, a run only once. Of equals the first replication counts.
#[must_use]
pub fn choose(
    runner: &Runner<'_>,
    variant: usize,
    values: &[Option<f64>],
    better: Better,
) -> Vec<KeptRun> {
    let window = runner.matrix.windows_of_objectives.first();
    let window = window.copied().unwrap_or(0);
    ranks(values, better)
        .into_iter()
        .map(|(rank, at)| {
            let replication = u32::try_from(at).unwrap_or(u32::MAX);
            let key = runner.key(Job {
                variant,
                window,
                replication,
            });
            KeptRun {
                rank: rank.to_owned(),
                replication,
                seed: key.seed,
                run: key.name(),
                value: values[at],
            }
        })
        .collect()
}

/// Worst, median and best, as places in the list.
fn ranks(values: &[Option<f64>], better: Better) -> Vec<(&'static str, usize)> {
    let loss = |at: usize| match (values[at], better) {
        (Some(value), Better::Smaller) => value,
        (Some(value), Better::Larger) => -value,
        (None, _) => f64::INFINITY,
    };
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| loss(a).total_cmp(&loss(b)).then(a.cmp(&b)));
    let Some(&best) = order.first() else {
        return Vec::new();
    };
    let worst_loss = order.last().map_or(f64::INFINITY, |&at| loss(at));
    let worst = order.iter().copied().find(|&at| loss(at) == worst_loss);
    let mut found: Vec<(&'static str, usize)> = Vec::new();
    let middle = order[(order.len() - 1) / 2];
    for (rank, at) in [
        ("worst", worst.unwrap_or(best)),
        ("median", middle),
        ("best", best),
    ] {
        if !found.iter().any(|(_, other)| *other == at) {
            found.push((rank, at));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_is_a_run_without_a_number_and_equals_are_the_first() {
        let values = [Some(3.0), None, Some(1.0), Some(2.0), None];
        assert_eq!(
            ranks(&values, Better::Smaller),
            [("worst", 1), ("median", 0), ("best", 2)]
        );
        assert_eq!(
            ranks(&values, Better::Larger),
            [("worst", 1), ("median", 2), ("best", 0)]
        );
        assert_eq!(
            ranks(&[Some(1.0); 4], Better::Smaller),
            [("worst", 0), ("median", 1)]
        );
        assert!(ranks(&[], Better::Smaller).is_empty());
    }
}
