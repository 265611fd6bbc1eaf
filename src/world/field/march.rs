//! Times to the outlets of a cell by the fast marching method, on its coarse lattice.
//!
//! What a crowd makes dearer changes times only where ways lead through it. So times in
//! a crowd are found from where it begins: all nodes whose time does not come through a
//! node that is dearer keep the time they have with everything free. The others need no
//! queue: they are found in the order of their free times, and again where that was not
//! the right one, until they are those of a march from the outlets, to the last bit (a
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
    /// Times from nodes to the outlets, where a metre through each takes its
    /// slowness \[s/m\]: from those wanted and all that are no farther; infinite
    /// elsewhere.
    pub(super) fn march(
        &self,
        outlets: &[(u32, f32)],
        slowness: impl Fn(usize) -> f32,
        wanted: &[bool],
    ) -> Vec<f32> {
        let mut missing = wanted.iter().filter(|wanted| **wanted).count();
        let mut fronts = vec![Front::UNKNOWN; self.count()];
        let mut queue = BinaryHeap::new();
        for &(node, time) in outlets {
            fronts[node as usize].time = time;
            queue.push(Reverse(key(time, node)));
        }
        while let Some(Reverse(first)) = queue.pop() {
            let node = first as u32;
            let at = node as usize;
            if fronts[at].settled {
                continue;
            }
            fronts[at].settled = true;
            missing -= usize::from(wanted[at]);
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

    /// The sides through which times come to each node: those of the neighbours that
    /// are nearest along either axis, or as near but for what rounding may make of it,
    /// and not farther than the node itself.
    pub(super) fn sides_of(&self, times: &[f32]) -> Vec<u8> {
        let steps = || {
            let nodes = self.next.iter().enumerate();
            nodes.flat_map(|(node, next)| {
                let next = next.iter().enumerate().filter(|(_, other)| **other != NONE);
                next.map(move |(side, &other)| (node, side, other as usize))
            })
        };
        let mut nearest = vec![[f32::INFINITY; 2]; self.count()];
        for (node, side, other) in steps() {
            let nearest = &mut nearest[other][side % 2];
            *nearest = nearest.min(times[node]);
        }
        let mut from = vec![0; self.count()];
        for (node, side, other) in steps() {
            let most = nearest[other][side % 2].min(times[other]) + ROUNDED_S;
            from[other] |= u8::from(times[node] <= most) << side;
        }
        from
    }

    /// As [`Coarse::march`], where a metre takes so much longer than the free second
    /// \[s/m\], beginning where that changes anything.
    pub(super) fn march_on(
        &self,
        free: &FreeWay,
        extra_s_per_m: &[f32],
        wanted: &[bool],
    ) -> Vec<f32> {
        let is_later = self.behind(free, |node| extra_s_per_m[node] > 0.0);
        let mut crowded = Crowded {
            coarse: self,
            free,
            extra_s_per_m,
            times: (free.times.iter().zip(&is_later))
                .map(|(&time, &later)| if later { f32::INFINITY } else { time })
                .collect(),
            found: vec![false; self.count()],
            asking: Vec::new(),
        };
        let sought = |node: u32| is_later[node as usize] && wanted[node as usize];
        let mut missing = free.order.iter().filter(|node| sought(**node)).count();
        let known = || wanted.iter().enumerate().filter(|(_, wanted)| **wanted);
        // The last of those wanted ends it, be it later or not.
        let mut most = known()
            .map(|(node, _)| crowded.times[node])
            .filter(|time| time.is_finite())
            .fold(0.0, f32::max);
        for &node in free.order.iter().filter(|node| is_later[**node as usize]) {
            if missing == 0 && free.times[node as usize] > most + ROUNDED_S {
                break;
            }
            let time = crowded.find(node);
            if wanted[node as usize] {
                missing -= 1;
                most = most.max(time);
            }
        }
        crowded.ask_again();
        let mut times = crowded.times;
        let last = known().map(|(node, _)| key(times[node], node as u32)).max();
        for (node, time) in times.iter_mut().enumerate() {
            if Some(key(*time, node as u32)) > last {
                *time = f32::INFINITY;
            }
        }
        times
    }

    /// Of each node whether it is said so of it, or its time comes through one of which it is.
    fn behind(&self, free: &FreeWay, is_first: impl Fn(usize) -> bool) -> Vec<bool> {
        let mut behind: Vec<bool> = (0..self.count()).map(is_first).collect();
        let mut all: Vec<u32> = (0..self.count() as u32)
            .filter(|node| behind[*node as usize])
            .collect();
        let mut looked = 0;
        while let Some(&node) = all.get(looked) {
            looked += 1;
            for (side, &other) in self.next[node as usize].iter().enumerate() {
                if other == NONE || behind[other as usize] {
                    continue;
                }
                if (free.from[other as usize] >> side) & 1 == 1 {
                    behind[other as usize] = true;
                    all.push(other);
                }
            }
        }
        behind
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
/// these are the ones with lesser times. So the times it ends with are the only ones at
/// which each node's follows from its neighbours' ([`Crowded::time_at`]), whatever the
/// order in which they were found: first that of the free way, which is nearly the right
/// one, then again whoever has a neighbour that has changed since.
struct Crowded<'a> {
    coarse: &'a Coarse,
    free: &'a FreeWay,
    extra_s_per_m: &'a [f32],
    /// Those of nodes that keep theirs and of those found; else infinite \[s\].
    times: Vec<f32>,
    /// Whether a node's time has been found, and it does not ask again.
    found: Vec<bool>,
    /// Nodes that have to be asked again.
    asking: Vec<u32>,
}

impl Crowded<'_> {
    /// Finds a node's time by what is known of its neighbours \[s\].
    fn find(&mut self, node: u32) -> f32 {
        let (before, time) = (self.times[node as usize], self.time_at(node));
        self.found[node as usize] = true;
        if time.to_bits() != before.to_bits() {
            self.times[node as usize] = time;
            // A neighbour's time may follow from it unless it is sooner.
            let least = before.min(time) * (1.0 - ROUNDED_SHARE);
            for &other in &self.coarse.next[node as usize] {
                let at = other as usize;
                if other != NONE && self.times[at] >= least && self.found[at] {
                    self.found[at] = false;
                    self.asking.push(other);
                }
            }
        }
        time
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
        let mut time = self.free.outlet_time(node);
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
