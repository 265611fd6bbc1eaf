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

/// What is kept of each person, found by id, and who was written of late.
pub(crate) struct Seated<T> {
    /// By id, for which reader there is something new; whoever changes an item
    /// sets all, but with [`Seated::quietly`].
    written: Vec<AtomicU8>,
    seats: Seats<T>,
}

/// What is kept of each person, found by id.
pub(crate) struct Seats<T> {
    /// Seat of each, by id.
    of: Vec<u32>,
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
            seats: Seats {
                of: ids.clone(),
                ids,
                items: vec![item; people],
            },
        }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.seats.items.len()
    }

    /// Seats those who are named in their order, and all others behind them. Done
    /// seldom, so room for it is not kept.
    pub(crate) fn reseat(&mut self, order: &[u32]) {
        const NOWHERE: u32 = u32::MAX;
        let seats = &mut self.seats;
        let mut of = vec![NOWHERE; seats.of.len()];
        let mut ids = Vec::with_capacity(seats.ids.len());
        let named = order.iter().copied();
        for id in named.chain(seats.ids.iter().copied()) {
            let seat = &mut of[id as usize];
            if *seat == NOWHERE {
                *seat = ids.len() as u32;
                ids.push(id);
            }
        }
        let mut from: Vec<u32> = ids.iter().map(|&id| seats.of[id as usize]).collect();
        (seats.of, seats.ids) = (of, ids);
        exchange(&mut seats.items, &mut from);
    }

    /// Everybody, in no order that means anything.
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, T> {
        self.seats.items.iter()
    }

    /// Everybody's state, and apart from it the marks of who was written, for whoever
    /// writes.
    pub(crate) fn apart(&mut self) -> (&mut Seats<T>, Marks<'_>) {
        (&mut self.seats, Marks(&self.written))
    }
}

impl<T: Send> Seats<T> {
    /// Chunks of everybody's ids and state, in no order that means anything.
    pub(crate) fn par_chunks_mut(
        &mut self,
        chunk: usize,
    ) -> impl IndexedParallelIterator<Item = (&[u32], &mut [T])> {
        let ids = self.ids.par_chunks(chunk);
        ids.zip(self.items.par_chunks_mut(chunk))
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

    /// As [`Seats::fetch`].
    #[inline(always)]
    pub(crate) fn fetch(&self, id: u32) {
        self.seats.fetch(id);
    }

    /// As [`Seats::fetch`], only the first line.
    #[inline(always)]
    pub(crate) fn fetch_first(&self, id: u32) {
        fetch_first(&self[id as usize]);
    }

    /// Somebody's state, to change what no reader looks at.
    pub(crate) fn quietly(&mut self, id: usize) -> &mut T {
        &mut self.seats.items[self.seats.of[id] as usize]
    }
}

impl<T> Seats<T> {
    /// Asks the processor for somebody's state, which will soon be read.
    #[inline(always)]
    pub(crate) fn fetch(&self, id: u32) {
        fetch(&self[id as usize]);
    }
}

impl<T> Index<usize> for Seats<T> {
    type Output = T;

    #[inline]
    fn index(&self, id: usize) -> &T {
        &self.items[self.of[id] as usize]
    }
}

impl<T> Index<usize> for Seated<T> {
    type Output = T;

    #[inline]
    fn index(&self, id: usize) -> &T {
        &self.seats[id]
    }
}

impl<T> IndexMut<usize> for Seated<T> {
    #[inline]
    fn index_mut(&mut self, id: usize) -> &mut T {
        *self.written[id].get_mut() = WRITTEN;
        self.quietly(id)
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
            let ids = people.seats.ids.iter().copied();
            assert_eq!(ids.take(order.len()).collect::<Vec<u32>>(), order);
            let (seats, _) = people.apart();
            seats.par_chunks_mut(3).for_each(|(ids, items)| {
                let own = ids.iter().map(|id| 100 + id);
                assert_eq!(items.to_vec(), own.collect::<Vec<u32>>());
            });
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
        let (_, marks) = people.apart();
        marks.write(1);
        assert!(is_new(&people, 1, Reader::Grid));
        assert_eq!(people[1], 2);
    }
}
