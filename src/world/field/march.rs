//! Times to the outlets of a cell by the fast marching method, on its coarse lattice.
//!
//! Times in a crowd need no queue: they are found in the order of the times with
//! everything free, from the first node on that is dearer, and again where that was not
//! the right order, until they are those of a march from the outlets, to the last bit (a
//! test compares them).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::coarse::{Coarse, FreeWay, NONE};

/// Times are known better than this, however many steps they add up \[s\].
const ROUNDED_S: f32 = 0.01;
/// A time found by one neighbour more is no sooner than that neighbour but for this
/// share, which rounding may make of it: some thirty of its last bits.
const ROUNDED_SHARE: f32 = 4e-6;

impl Coarse {
    /// Times from nodes to where ways lead out, of which `outlets` has the times, infinite
    /// elsewhere; a metre through each takes its slowness \[s/m\]. From those wanted and
    /// all that are no farther; infinite elsewhere.
    pub(super) fn march(
        &self,
        outlets: &[f32],
        slowness: impl Fn(usize) -> f32,
        wanted: impl IntoIterator<Item = u32>,
    ) -> Vec<f32> {
        let mut is_wanted = vec![false; self.count()];
        let mut missing = 0;
        for node in wanted {
            missing += usize::from(!std::mem::replace(&mut is_wanted[node as usize], true));
        }
        let mut fronts = vec![Front::UNKNOWN; self.count()];
        let mut queue = BinaryHeap::new();
        for (node, &time) in outlets.iter().enumerate() {
            if time.is_finite() {
                fronts[node].time = time;
                queue.push(Reverse(key(time, node as u32)));
            }
        }
        while let Some(Reverse(first)) = queue.pop() {
            let node = first as u32;
            let at = node as usize;
            if fronts[at].settled {
                continue;
            }
            fronts[at].settled = true;
            missing -= usize::from(is_wanted[at]);
            if missing == 0 {
                break;
            }
            let known = fronts[at].time;
            for (side, &other) in self.next[at].iter().enumerate() {
                if other == NONE {
                    continue;
                }
                let step = slowness(other as usize) * self.spacing_m as f32;
                if let Some(time) = fronts[other as usize].meet(side % 2, known, step) {
                    queue.push(Reverse(key(time, other)));
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

    /// The nodes from which a way is known, by their times.
    pub(super) fn order_of(&self, times: &[f32]) -> Vec<u32> {
        let mut keys: Vec<u64> = (0..self.count() as u32)
            .filter(|node| times[*node as usize].is_finite())
            .map(|node| key(times[node as usize], node))
            .collect();
        keys.sort_unstable();
        keys.into_iter().map(|key| key as u32).collect()
    }

    /// As [`Coarse::march`], where a metre takes so much longer than the free second
    /// \[s/m\], beginning where that changes anything.
    pub(super) fn march_on(
        &self,
        free: &FreeWay,
        extra_s_per_m: &[f32],
        wanted: &[u32],
    ) -> Vec<f32> {
        let mut crowded = Crowded {
            coarse: self,
            free,
            extra_s_per_m,
            times: vec![f32::INFINITY; self.count()],
            found: vec![false; self.count()],
            asking: Vec::new(),
        };
        let is_dear = |node: &u32| extra_s_per_m[*node as usize] > 0.0;
        let dear = free.order.iter().position(is_dear);
        let (keep, others) = free.order.split_at(dear.unwrap_or(free.order.len()));
        for &node in keep {
            crowded.times[node as usize] = free.times[node as usize];
            crowded.found[node as usize] = true;
        }
        // Whoever is farther than the last of those wanted is not asked for.
        let mut sought = wanted.iter().peekable();
        let mut most = 0.0_f32;
        for &node in others {
            while let Some(&node) =
                sought.next_if(|node| crowded.times[**node as usize].is_finite())
            {
                most = most.max(crowded.times[node as usize]);
            }
            if sought.peek().is_none() && free.times[node as usize] > most + ROUNDED_S {
                break;
            }
            crowded.find(node);
        }
        crowded.ask_again();
        let mut times = crowded.times;
        let last = wanted.iter().map(|node| key(times[*node as usize], *node));
        let last = last.max().unwrap_or(0);
        for (node, time) in times.iter_mut().enumerate() {
            if key(*time, node as u32) > last {
                *time = f32::INFINITY;
            }
        }
        times
    }
}

/// The place of a node in the order of times, which are not negative, so that their bits
/// are in it.
#[inline]
fn key(time: f32, node: u32) -> u64 {
    u64::from(time.to_bits()) << 32 | u64::from(node)
}

/// The time of a [`key`] \[s\].
#[inline]
fn time_of(key: u64) -> f32 {
    f32::from_bits((key >> 32) as u32)
}

/// Times in a crowd while they are found.
///
/// A march settles each node by those of its neighbours that were settled before it, and
/// these are the ones with lesser times. So the times it ends with are the only ones of
/// which each follows from its neighbours' ([`Crowded::time_at`]), whatever the order in
/// which they were found: first that of the free way, which is nearly the right one, then
/// again whoever has a neighbour that has changed since.
struct Crowded<'a> {
    coarse: &'a Coarse,
    free: &'a FreeWay,
    extra_s_per_m: &'a [f32],
    /// Those found; else infinite \[s\].
    times: Vec<f32>,
    /// Whether a node's time has been found, and need not be found again.
    found: Vec<bool>,
    /// Nodes that have to be asked again.
    asking: Vec<u32>,
}

impl Crowded<'_> {
    /// Finds a node's time by what is known of its neighbours.
    #[inline]
    fn find(&mut self, node: u32) {
        let at = node as usize;
        let time = self.time_at(node);
        self.found[at] = true;
        if time.to_bits() == self.times[at].to_bits() {
            return;
        }
        self.times[at] = time;
        // Of those found, only whose time is no sooner, now or with everything free, may
        // follow from it.
        let least = time.min(self.free.times[at]) * (1.0 - ROUNDED_SHARE);
        for &other in &self.coarse.next[at] {
            if other != NONE && self.times[other as usize] >= least && self.found[other as usize] {
                self.found[other as usize] = false;
                self.asking.push(other);
            }
        }
    }

    /// Finds times anew until each follows from its neighbours'.
    fn ask_again(&mut self) {
        let mut asked = 0;
        while let Some(&node) = self.asking.get(asked) {
            asked += 1;
            self.find(node);
        }
    }

    /// The time of a node by those of its neighbours that are sooner \[s\]: upwind
    /// differences of the eikonal equation, as [`Front::meet`] would end with.
    #[inline]
    fn time_at(&self, node: u32) -> f32 {
        let at = node as usize;
        let step = (1.0 + self.extra_s_per_m[at]) * self.coarse.spacing_m as f32;
        let [east, north, west, south] = self.coarse.next[at].map(|other| match other {
            NONE => u64::MAX,
            _ => key(self.times[other as usize], other),
        });
        let (along, across) = (east.min(west), north.min(south));
        let (first, second) = (along.min(across), along.max(across));
        let mut time = self.free.outlets[at];
        if first < key(time, node) {
            time = time.min(time_of(first) + step);
        }
        if second < key(time, node) {
            let (a, b) = (time_of(first), time_of(second));
            let apart = b - a;
            if apart < step {
                time = time.min(0.5 * (a + b + (2.0 * step * step - apart * apart).sqrt()));
            }
        }
        time
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

    /// Takes note of a settled node beside it, along one of the axes, where the
    /// way between two nodes takes `step_s`: gives the time if it is less than
    /// was known. Upwind differences of the eikonal equation.
    #[inline]
    fn meet(&mut self, axis: usize, known_s: f32, step_s: f32) -> Option<f32> {
        if self.settled {
            return None;
        }
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
