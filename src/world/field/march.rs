//! Times to the outlets of a cell by the fast marching method, on its coarse lattice.
//!
//! What a crowd makes dearer changes times only where ways lead through it. So times in
//! a crowd are found from where it begins: all nodes whose time does not come through a
//! node that is dearer keep the time they have with everything free, and the march goes
//! on from them. It settles the others in the order and by the numbers of a march from
//! the outlets, so that both give the same bits (a test compares them).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::coarse::{Coarse, FreeWay, NONE};

/// Times are known better than this, however many steps they add up \[s\].
const ROUNDED_S: f32 = 0.01;

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
            queue.push(key(time, node));
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
                    queue.push(key(time, other));
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
        let (is_later, later) = self.behind(free, |node| extra_s_per_m[node] > 0.0);
        let stays = |node: usize| !is_later[node] && free.times[node] < f32::INFINITY;
        let mut fronts: Vec<Front> = (free.times.iter().enumerate())
            .map(|(node, &time)| match stays(node) {
                true => Front::settled_at(time),
                false => Front::UNKNOWN,
            })
            .collect();
        let mut queue = BinaryHeap::new();
        // What is not later lets times on from where it borders on what is.
        let mut borders = vec![false; self.count()];
        for &node in &later {
            let next = self.next[node as usize].iter();
            for &other in next.filter(|other| **other != NONE) {
                let at = other as usize;
                if stays(at) && !std::mem::replace(&mut borders[at], true) {
                    queue.push(key(free.times[at], other));
                }
            }
        }
        for &(node, time) in free.outlets.iter().filter(|o| is_later[o.0 as usize]) {
            fronts[node as usize].time = time;
            queue.push(key(time, node));
        }
        // The last of those wanted ends the march, be it later or not.
        let all = || wanted.iter().enumerate().filter(|(_, wanted)| **wanted);
        let mut missing = all().filter(|(node, _)| is_later[*node]).count();
        let mut last = all()
            .filter(|(node, _)| !is_later[*node])
            .map(|(node, _)| key(free.times[node], node as u32).0)
            .max()
            .unwrap_or(0);
        while let Some(Reverse(first)) = queue.pop() {
            if missing == 0 && first > last {
                break;
            }
            let node = first as u32;
            let at = node as usize;
            if is_later[at] {
                if fronts[at].settled {
                    continue;
                }
                fronts[at].settled = true;
                if wanted[at] {
                    missing -= 1;
                    last = last.max(first);
                }
            }
            if missing == 0 && first >= last {
                break;
            }
            let known = fronts[at].time;
            for (side, &other) in self.next[at].iter().enumerate() {
                if other == NONE {
                    continue;
                }
                let step = (1.0 + extra_s_per_m[other as usize]) * self.spacing_m as f32;
                if let Some(time) = fronts[other as usize].meet(side % 2, known, step) {
                    queue.push(key(time, other));
                }
            }
        }
        let known = |(node, front): (usize, Front)| {
            let in_time = is_later[node] || missing > 0 || key(front.time, node as u32).0 <= last;
            if front.settled && in_time {
                front.time
            } else {
                f32::INFINITY
            }
        };
        fronts.into_iter().enumerate().map(known).collect()
    }

    /// The nodes of which it is said so, and all whose times come through them: of each
    /// node whether it is one, and all that are.
    fn behind(&self, free: &FreeWay, is_first: impl Fn(usize) -> bool) -> (Vec<bool>, Vec<u32>) {
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
        (behind, all)
    }
}

/// The place of a node in the order of times, which are not negative, so that their bits
/// are in it.
fn key(time: f32, node: u32) -> Reverse<u64> {
    Reverse(u64::from(time.to_bits()) << 32 | u64::from(node))
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

    /// Of a node whose time is known and stays.
    fn settled_at(time: f32) -> Self {
        Self {
            time,
            settled: true,
            ..Self::UNKNOWN
        }
    }

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
