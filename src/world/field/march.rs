//! Times to the outlets of a cell by the fast marching method, on its coarse lattice.

use super::coarse::Coarse;

/// Times within so much of each other are sorted together \[s\]: some ten nodes of a
/// front that is a hundred nodes long.
const BUCKET_S: f32 = 0.125;
/// So many buckets are added at a time.
const MORE_BUCKETS: usize = 256;
/// No further entry.
const END: u32 = u32::MAX;

impl Coarse {
    /// Times from nodes to the outlets, where a metre through each takes its
    /// slowness \[s/m\]: from those wanted and all that are no farther; infinite
    /// elsewhere.
    pub(super) fn march(
        &self,
        outlets: &[(u32, f32)],
        slowness: impl Fn(usize) -> f32,
        wanted: impl IntoIterator<Item = u32>,
    ) -> Vec<f32> {
        let mut is_wanted = vec![false; self.count()];
        let mut missing = 0;
        for node in wanted {
            missing += usize::from(!std::mem::replace(&mut is_wanted[node as usize], true));
        }
        let mut fronts = vec![Front::UNKNOWN; self.count()];
        let spacing_m = self.spacing_m as f32;
        let first = outlets.iter().map(|outlet| outlet.1);
        let first = first.fold(f32::INFINITY, f32::min);
        let mut queue = Queue::from(first, self.count());
        for &(node, time) in outlets {
            fronts[node as usize].time = time;
            queue.push(time, node);
        }
        while let Some(node) = queue.pop(&fronts) {
            let at = node as usize;
            if std::mem::replace(&mut fronts[at].settled, true) {
                continue;
            }
            missing -= usize::from(is_wanted[at]);
            if missing == 0 {
                break;
            }
            let known = fronts[at].time;
            for (side, &other) in self.next[at].iter().enumerate() {
                // Where no node is, the number is larger than any.
                let Some(front) = fronts.get_mut(other as usize) else {
                    continue;
                };
                if front.settled {
                    continue;
                }
                let step = slowness(other as usize) * spacing_m;
                if let Some(time) = front.meet(side % 2, known, step) {
                    queue.push(time, other);
                }
            }
        }
        let known = |front: Front| {
            if front.settled {
                front.time
            } else {
                f32::INFINITY
            }
        };
        fronts.into_iter().map(known).collect()
    }
}

/// The place of a node in the order of times, which are not negative, so that their bits
/// are in it.
#[inline]
fn key(time: f32, node: u32) -> u64 {
    u64::from(time.to_bits()) << 32 | u64::from(node)
}

/// Nodes by their times and numbers. Whoever is taken out is, but for rounding, no later
/// than who is put in after it, so that they need be sorted only when it is nearly their
/// turn.
struct Queue {
    /// Time at which the first bucket begins \[s\].
    first_s: f32,
    /// Where the list of each bucket begins in `entries`.
    buckets: Vec<u32>,
    /// Places of nodes, with the next of the same bucket.
    entries: Vec<(u64, u32)>,
    /// The first bucket that is not sorted yet.
    turn: usize,
    /// What is left of those before it, the first last.
    sorted: Vec<u64>,
}

impl Queue {
    /// An empty queue for times from the first on \[s\], with room for so many nodes.
    fn from(first_s: f32, nodes: usize) -> Self {
        Self {
            first_s,
            buckets: Vec::new(),
            entries: Vec::with_capacity(nodes),
            turn: 0,
            sorted: Vec::new(),
        }
    }

    #[inline(always)]
    fn push(&mut self, time: f32, node: u32) {
        let key = key(time, node);
        // By way of `u32`, which takes fewer instructions.
        let bucket = ((time - self.first_s) / BUCKET_S) as u32 as usize;
        if bucket < self.turn {
            self.sort_in(key);
            return;
        }
        if bucket >= self.buckets.len() {
            self.add_buckets(bucket + MORE_BUCKETS);
        }
        let next = std::mem::replace(&mut self.buckets[bucket], self.entries.len() as u32);
        self.entries.push((key, next));
    }

    /// Adds a node to those that are sorted already.
    #[inline(never)]
    fn sort_in(&mut self, key: u64) {
        let later = self.sorted.iter().rposition(|other| *other > key);
        self.sorted.insert(later.map_or(0, |at| at + 1), key);
    }

    #[inline(never)]
    fn add_buckets(&mut self, count: usize) {
        self.buckets.resize(count, END);
    }

    /// Takes the first out. A node that was put in again is mostly taken out once, with
    /// its least time, but may be taken out again later.
    #[inline]
    fn pop(&mut self, fronts: &[Front]) -> Option<u32> {
        while self.sorted.is_empty() {
            let mut at = *self.buckets.get(self.turn)?;
            self.turn += 1;
            while at != END {
                let (key, next) = self.entries[at as usize];
                if fronts[key as u32 as usize].time.to_bits() == (key >> 32) as u32 {
                    self.sorted.push(key);
                }
                at = next;
            }
            if self.sorted.len() > 1 {
                self.sorted.sort_unstable_by(|a, b| b.cmp(a));
            }
        }
        self.sorted.pop().map(|key| key as u32)
    }
}

/// What is known of a node while times spread.
#[derive(Clone, Copy)]
struct Front {
    /// \[s\]
    time: f32,
    /// The least times of settled nodes next to it, east or west and north or
    /// south \[s\].
    beside: [f32; 2],
    settled: bool,
}

impl Front {
    const UNKNOWN: Self = Self {
        time: f32::INFINITY,
        beside: [f32::INFINITY; 2],
        settled: false,
    };

    /// Takes note of a settled node beside it, which is not settled itself, along one
    /// of the axes, where the way between two nodes takes `step_s`: gives the time if it
    /// is less than was known. Upwind differences of the eikonal equation.
    #[inline]
    fn meet(&mut self, axis: usize, known_s: f32, step_s: f32) -> Option<f32> {
        self.beside[axis] = self.beside[axis].min(known_s);
        let [a, b] = self.beside;
        let apart = (a - b).abs();
        // Infinite where only one of them is known.
        let time = if apart < step_s {
            0.5 * (a + b + (2.0 * step_s * step_s - apart * apart).sqrt())
        } else {
            a.min(b) + step_s
        };
        let sooner = time < self.time;
        if sooner {
            self.time = time;
        }
        sooner.then_some(time)
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;
    use std::collections::BinaryHeap;

    use super::*;
    use crate::base::random::{Purpose, Stream};

    #[test]
    fn nodes_are_taken_out_in_the_order_of_their_times_and_numbers() {
        let mut stream = Stream::new(1, Purpose::Jitter, 0);
        let (mut again, mut alike) = (0, 0);
        for _ in 0..100 {
            let mut fronts = vec![Front::UNKNOWN; 400];
            let (mut queue, mut heap) = (Queue::from(3.0, 400), BinaryHeap::new());
            let mut known: Vec<(u32, f32)> = (0..10)
                .map(|node| (node * 40, 3.0 + 4.0 * (node % 5) as f32))
                .collect();
            let mut before = 0.0;
            loop {
                for (node, time) in known.drain(..) {
                    let front = &mut fronts[node as usize];
                    if !front.settled && time < front.time {
                        again += u32::from(front.time.is_finite());
                        front.time = time;
                        queue.push(time, node);
                        heap.push(Reverse(key(time, node)));
                    }
                }
                let is_new = |fronts: &[Front], node: u32| !fronts[node as usize].settled;
                let expected = std::iter::from_fn(|| heap.pop())
                    .map(|Reverse(key)| key as u32)
                    .find(|node| is_new(&fronts, *node));
                let found =
                    std::iter::from_fn(|| queue.pop(&fronts)).find(|node| is_new(&fronts, *node));
                assert_eq!(found, expected);
                let Some(node) = found else { break };
                let front = &mut fronts[node as usize];
                front.settled = true;
                alike += u32::from(front.time == before);
                before = front.time;
                // Hardly sooner, as by rounding, as soon, hardly later, and later.
                for later_s in [-1e-3, 0.0, 1e-6, 0.5, 6.0] {
                    let other = stream.uniform(0.0, 400.0) as u32;
                    let later_s = stream.uniform(0.0, 1.0).round() * later_s;
                    known.push((other, before + later_s as f32));
                }
            }
        }
        assert!(again > 1_000 && alike > 1_000, "{again}, {alike}");
    }
}
