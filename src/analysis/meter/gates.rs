//! What passes at a gate.

use std::collections::VecDeque;

use crate::analysis::metrics::GateFigures;

/// The window over which flow is counted \[ms\].
const WINDOW_MS: i64 = 60_000;

/// Counts at one gate.
#[derive(Clone, Debug, Default)]
pub(super) struct GateMeter {
    passed: u32,
    /// Times of the passages within the last minute \[ms\].
    recent_ms: VecDeque<i64>,
    /// Most passages within a minute.
    most_a_minute: usize,
    max_queue: Option<u32>,
    /// Waits of those who queued, in the order of passing \[s\].
    waits_s: Vec<f64>,
}

impl GateMeter {
    /// Somebody passes, after a wait \[s\]; 0 for those who did not queue.
    pub(super) fn pass(&mut self, t_ms: i64, wait_s: f64) {
        self.passed += 1;
        self.recent_ms.push_back(t_ms);
        while self
            .recent_ms
            .front()
            .is_some_and(|&first| first <= t_ms - WINDOW_MS)
        {
            self.recent_ms.pop_front();
        }
        self.most_a_minute = self.most_a_minute.max(self.recent_ms.len());
        if wait_s > 0.0 {
            self.waits_s.push(wait_s);
        }
    }

    /// So many queue.
    pub(super) fn queue(&mut self, people: u32) {
        self.max_queue = self.max_queue.max(Some(people));
    }

    /// The numbers after `now_ms` since the start.
    pub(super) fn figures(&self, id: &str, now_ms: i64) -> GateFigures {
        let queued = !self.waits_s.is_empty();
        GateFigures {
            id: id.to_owned(),
            passed: self.passed,
            max_flow_per_s: (now_ms >= WINDOW_MS)
                .then(|| self.most_a_minute as f64 / (WINDOW_MS as f64 / 1e3)),
            max_queue: self.max_queue,
            mean_wait_s: queued
                .then(|| self.waits_s.iter().sum::<f64>() / self.waits_s.len() as f64),
            p95_wait_s: nearest_rank(&self.waits_s, 95),
        }
    }
}

/// The least of the values below or at which `percent` of them lie; none of
/// none.
pub(super) fn nearest_rank(values: &[f64], percent: usize) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (values.len() * percent).div_ceil(100);
    sorted.get(rank.checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_occurred() {
        let values: Vec<f64> = (1..=20).rev().map(f64::from).collect();
        assert_eq!(nearest_rank(&values, 95), Some(19.0));
        assert_eq!(nearest_rank(&values[..1], 95), Some(20.0));
        assert_eq!(nearest_rank(&[], 95), None);
    }

    #[test]
    fn flow_is_the_most_in_any_minute() {
        let mut gate = GateMeter::default();
        // One in two seconds for a minute, then ten within a second.
        for n in 0..30 {
            gate.pass(n * 2000, 0.0);
        }
        assert_eq!(gate.figures("g", 59_000).max_flow_per_s, None);
        assert_eq!(gate.figures("g", 60_000).max_flow_per_s, Some(0.5));
        for n in 0..10 {
            gate.pass(100_000 + n * 100, 4.0 + n as f64);
        }
        // Of the thirty, those after 40.9 s are still in the minute: 42 … 58.
        let figures = gate.figures("g", 120_000);
        assert_eq!(figures.max_flow_per_s, Some(0.5));
        assert_eq!(figures.passed, 40);
        assert_eq!(figures.mean_wait_s, Some(8.5));
        assert_eq!(figures.p95_wait_s, Some(13.0));
        assert_eq!(figures.max_queue, None);
        for n in 0..25 {
            gate.pass(101_000 + n, 0.0);
        }
        let most = gate.figures("g", 120_000).max_flow_per_s;
        assert_eq!(most, Some((9.0 + 10.0 + 25.0) / 60.0));
    }
}
