//! What is near a person in a step: short lists that never allocate.

use crate::base::{Segment, Vec2};

use super::locomotion::{Columns, Neighbour};

/// Most neighbours a person heeds, the nearest: as many as stand in the part of
/// the cut-off that matters to `csx` at 9 /m².
pub(super) const MOST_NEIGHBOURS: usize = 64;
/// Most walls heeded at once.
pub(super) const MOST_WALLS: usize = 24;

/// What is near a person.
pub(super) struct Around {
    pub(super) people: Few<Neighbour, MOST_NEIGHBOURS>,
    /// The people, for the model that reads columns.
    pub(super) columns: Columns,
    pub(super) walls: Few<Segment, MOST_WALLS>,
}

impl Around {
    pub(super) const fn new() -> Self {
        Self {
            people: Few::new(Neighbour::NOBODY),
            columns: Columns::new(),
            walls: Few::new(Segment::new(Vec2::ZERO, Vec2::ZERO)),
        }
    }
}

/// A short list on the stack.
pub(super) struct Few<T, const N: usize> {
    items: [T; N],
    len: usize,
}

impl<T: Copy, const N: usize> Few<T, N> {
    pub(super) const fn new(filler: T) -> Self {
        Self {
            items: [filler; N],
            len: 0,
        }
    }

    pub(super) fn clear(&mut self) {
        self.len = 0;
    }

    pub(super) fn push(&mut self, item: T) {
        if self.len < N {
            self.items[self.len] = item;
            self.len += 1;
        }
    }

    pub(super) fn as_slice(&self) -> &[T] {
        &self.items[..self.len]
    }
}

impl<const N: usize> Few<Neighbour, N> {
    /// Adds a neighbour, in place of the farthest if the list is full.
    pub(super) fn push_nearest(&mut self, item: Neighbour) {
        if self.len < N {
            self.push(item);
            return;
        }
        let distance = |n: &Neighbour| n.distance;
        let farthest = (1..N).fold(0, |far, i| {
            if distance(&self.items[i]) > distance(&self.items[far]) {
                i
            } else {
                far
            }
        });
        if distance(&item) < distance(&self.items[farthest]) {
            self.items[farthest] = item;
        }
    }
}
