//! Everybody's state by id, kept in memory in the order in which they stand.
//!
//! A step looks at people bucket by bucket. If their state lay in the order of
//! ids, each of them would be fetched from somewhere else in memory, and a step
//! would spend most of its time waiting for that. So once in a while everybody
//! takes a new seat; nothing that is computed depends on who sits where.

use std::ops::{Index, IndexMut};
use std::sync::atomic::{AtomicU8, Ordering};

use rayon::prelude::*;

use crate::base::fetch::{fetch, fetch_first};

/// Who takes note of what was written.
#[derive(Clone, Copy)]
#[repr(u8)]
pub(crate) enum Reader {
    /// The grid, and the passes that stand on it.
    Grid = 1,
    /// Who looks for those with something to decide.
    Intents = 2,
}

/// Written since either took note.
const WRITTEN: u8 = Reader::Grid as u8 | Reader::Intents as u8;

/// What is kept of each person, found by id.
pub(crate) struct Seated<T> {
    /// By id, for which reader there is something new; whoever changes an item
    /// sets all, but with [`Seated::quietly`].
    written: Vec<AtomicU8>,
    /// Seat of each, by id.
    seats: Vec<u32>,
    /// Who sits on each seat.
    ids: Vec<u32>,
    items: Vec<T>,
}

impl<T: Copy + Send> Seated<T> {
    /// The same for so many people.
    pub(crate) fn all(item: T, people: usize) -> Self {
        let ids: Vec<u32> = (0..people as u32).collect();
        Self {
            written: ids.iter().map(|_| AtomicU8::new(WRITTEN)).collect(),
            seats: ids.clone(),
            ids,
            items: vec![item; people],
        }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }

    /// Seats those who are named in their order, and all others behind them. Done
    /// seldom, so room for it is not kept.
    pub(crate) fn reseat(&mut self, order: &[u32]) {
        const NOWHERE: u32 = u32::MAX;
        let mut seats = vec![NOWHERE; self.seats.len()];
        let mut ids = Vec::with_capacity(self.ids.len());
        let named = order.iter().copied();
        for id in named.chain(self.ids.iter().copied()) {
            let seat = &mut seats[id as usize];
            if *seat == NOWHERE {
                *seat = ids.len() as u32;
                ids.push(id);
            }
        }
        let mut from: Vec<u32> = ids.iter().map(|&id| self.seats[id as usize]).collect();
        (self.seats, self.ids) = (seats, ids);
        exchange(&mut self.items, &mut from);
    }

    /// Everybody, in no order that means anything.
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, T> {
        self.items.iter()
    }

    /// Everybody with their id, in no order that means anything; beside them the
    /// marks of who was written, for whoever writes.
    pub(crate) fn par_iter_mut(
        &mut self,
    ) -> (
        impl IndexedParallelIterator<Item = (u32, &mut T)>,
        Marks<'_>,
    ) {
        let ids = self.ids.par_iter().copied();
        (ids.zip(self.items.par_iter_mut()), Marks(&self.written))
    }
}

/// Brings to every seat what is on the seat it is to come from, with room for one
/// item: round and round, from each seat to the one it is filled from. Every seat
/// appears once in `from`, which means nothing afterwards.
fn exchange<T: Copy>(items: &mut [T], from: &mut [u32]) {
    for first in 0..items.len() {
        if from[first] as usize == first {
            continue;
        }
        let (mut seat, kept) = (first, items[first]);
        loop {
            let next = from[seat] as usize;
            // It is filled, now or below.
            from[seat] = seat as u32;
            if next == first {
                items[seat] = kept;
                break;
            }
            items[seat] = items[next];
            seat = next;
        }
    }
}

/// Of everybody whether their state was written.
#[derive(Clone, Copy)]
pub(crate) struct Marks<'a>(&'a [AtomicU8]);

impl Marks<'_> {
    /// Whether somebody was written since a reader took note.
    #[inline]
    pub(crate) fn is_written(self, id: u32, reader: Reader) -> bool {
        self.0[id as usize].load(Ordering::Relaxed) & reader as u8 != 0
    }

    /// Somebody was written.
    #[inline]
    pub(crate) fn write(self, id: u32) {
        self.0[id as usize].store(WRITTEN, Ordering::Relaxed);
    }
}

impl<T> Seated<T> {
    /// The marks of who was written.
    #[inline]
    pub(crate) fn marks(&self) -> Marks<'_> {
        Marks(&self.written)
    }

    /// A reader has taken note of somebody. Nobody writes meanwhile.
    #[inline]
    pub(crate) fn note(&self, id: u32, reader: Reader) {
        let written = &self.written[id as usize];
        written.store(
            written.load(Ordering::Relaxed) & !(reader as u8),
            Ordering::Relaxed,
        );
    }

    /// Asks the processor for somebody's state, which will soon be read.
    #[inline(always)]
    pub(crate) fn fetch(&self, id: u32) {
        fetch(&self.items[self.seats[id as usize] as usize]);
    }

    /// Asks the processor for the first line of somebody's state, which will soon be
    /// read.
    #[inline(always)]
    pub(crate) fn fetch_first(&self, id: u32) {
        fetch_first(&self.items[self.seats[id as usize] as usize]);
    }

    /// Somebody's state, to change what no reader looks at.
    pub(crate) fn quietly(&mut self, id: usize) -> &mut T {
        &mut self.items[self.seats[id] as usize]
    }
}

impl<T> Index<usize> for Seated<T> {
    type Output = T;

    #[inline]
    fn index(&self, id: usize) -> &T {
        &self.items[self.seats[id] as usize]
    }
}

impl<T> IndexMut<usize> for Seated<T> {
    #[inline]
    fn index_mut(&mut self, id: usize) -> &mut T {
        *self.written[id].get_mut() = WRITTEN;
        &mut self.items[self.seats[id] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_found_wherever_they_sit() {
        let mut people = Seated::all(0_u32, 10);
        for id in 0..10 {
            people[id] = 100 + id as u32;
        }
        for order in [&[7, 3, 9][..], &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], &[], &[5]] {
            people.reseat(order);
            for id in 0..10 {
                assert_eq!(people[id], 100 + id as u32);
            }
            let first: Vec<u32> = people.ids.iter().copied().take(order.len()).collect();
            assert_eq!(first, order);
            let (each, _) = people.par_iter_mut();
            each.for_each(|(id, item)| assert_eq!(*item, 100 + id));
        }
        assert_eq!(people.len(), 10);
    }

    #[test]
    fn each_reader_knows_who_was_written_since_they_took_note() {
        let mut people = Seated::all(0_u32, 3);
        let is_new = |people: &Seated<u32>, id, reader| people.marks().is_written(id, reader);
        people.note(1, Reader::Grid);
        people.reseat(&[2, 1, 0]);
        assert!(!is_new(&people, 1, Reader::Grid));
        assert!(is_new(&people, 1, Reader::Intents));
        assert!(is_new(&people, 0, Reader::Grid) && is_new(&people, 2, Reader::Grid));
        *people.quietly(1) += 1;
        assert!(!is_new(&people, 1, Reader::Grid));
        people[1] += 1;
        assert!(is_new(&people, 1, Reader::Grid));
        people.note(1, Reader::Grid);
        let (each, marks) = people.par_iter_mut();
        each.for_each(|(id, _)| marks.write(id));
        assert!(is_new(&people, 1, Reader::Grid));
        assert_eq!(people[1], 2);
    }
}
