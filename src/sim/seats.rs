//! Everybody's state, kept in memory in the order in which they stand.
//!
//! A step looks at people bucket by bucket. If their state lay in the order of
//! ids, each of them would be fetched from somewhere else in memory, and a step
//! would spend most of its time waiting for that. So once in a while everybody
//! takes a new seat; nothing that is computed depends on who sits where. All that a
//! step asks of everybody is found by seat; the rest may ask by id.

use std::ops::{Index, IndexMut};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use rayon::prelude::*;

use crate::base::fetch::{fetch, fetch_first};

/// Where somebody's state is kept, until everybody takes a new seat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Seat(u32);

impl Seat {
    /// The seat of a number, counted from 0.
    #[inline(always)]
    pub(crate) fn number(number: usize) -> Self {
        Self(number as u32)
    }

    /// As an index.
    #[inline(always)]
    pub(crate) fn at(self) -> usize {
        self.0 as usize
    }
}

/// Who sits where.
pub(crate) struct Seating {
    /// Seat of each, by id.
    of: Vec<Seat>,
    /// Who sits on each seat.
    ids: Vec<u32>,
}

impl Seating {
    /// So many people in the order of their ids.
    pub(crate) fn by_id(people: usize) -> Arc<Self> {
        let ids = 0..people as u32;
        Arc::new(Self {
            of: ids.clone().map(Seat).collect(),
            ids: ids.collect(),
        })
    }

    /// Those who are named in their order, and all others behind them. Done seldom, so
    /// room for it is not kept.
    pub(crate) fn ordered(&self, order: &[u32]) -> Arc<Self> {
        const NOWHERE: Seat = Seat(u32::MAX);
        let mut of = vec![NOWHERE; self.of.len()];
        let mut ids = Vec::with_capacity(self.ids.len());
        let named = order.iter().copied();
        for id in named.chain(self.ids.iter().copied()) {
            let seat = &mut of[id as usize];
            if *seat == NOWHERE {
                *seat = Seat(ids.len() as u32);
                ids.push(id);
            }
        }
        Arc::new(Self { of, ids })
    }

    /// How many people there are.
    pub(crate) fn people(&self) -> usize {
        self.ids.len()
    }

    /// Where somebody sits.
    #[inline]
    pub(crate) fn of(&self, id: u32) -> Seat {
        self.of[id as usize]
    }

    /// For each seat, where who sits on it sat before.
    pub(crate) fn came_from(&self, before: &Self) -> Vec<Seat> {
        self.ids.iter().map(|&id| before.of(id)).collect()
    }
}

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

/// What is kept of each person, and who was written of late.
pub(crate) struct Seated<T> {
    /// By seat, for which reader there is something new; whoever changes an item
    /// sets all, but with [`Seated::quietly`].
    written: Vec<AtomicU8>,
    seats: Seats<T>,
}

/// What is kept of each person, found by seat or by id.
pub(crate) struct Seats<T> {
    seating: Arc<Seating>,
    items: Vec<T>,
}

impl<T: Copy + Send> Seated<T> {
    /// The same for everybody.
    pub(crate) fn all(item: T, seating: &Arc<Seating>) -> Self {
        let people = seating.people();
        Self {
            written: (0..people).map(|_| AtomicU8::new(WRITTEN)).collect(),
            seats: Seats {
                seating: Arc::clone(seating),
                items: vec![item; people],
            },
        }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.seats.items.len()
    }

    /// Everybody takes a new seat.
    pub(crate) fn reseat(&mut self, seating: &Arc<Seating>) {
        let mut from = seating.came_from(&self.seats.seating);
        let written = from.iter().map(|&seat| {
            let written = &mut self.written[seat.at()];
            AtomicU8::new(*written.get_mut())
        });
        self.written = written.collect();
        exchange(&mut self.seats.items, &mut from);
        self.seats.seating = Arc::clone(seating);
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
    /// Chunks of everybody's ids and state, in the order of seats.
    pub(crate) fn par_chunks_mut(
        &mut self,
        chunk: usize,
    ) -> impl IndexedParallelIterator<Item = (&[u32], &mut [T])> {
        let ids = self.seating.ids.par_chunks(chunk);
        ids.zip(self.items.par_chunks_mut(chunk))
    }
}

/// Brings to every seat what is on the seat it is to come from, with room for one
/// item: round and round, from each seat to the one it is filled from. Every seat
/// appears once in `from`, which means nothing afterwards.
fn exchange<T: Copy>(items: &mut [T], from: &mut [Seat]) {
    for first in 0..items.len() {
        if from[first].at() == first {
            continue;
        }
        let (mut seat, kept) = (first, items[first]);
        loop {
            let next = from[seat].at();
            // It is filled, now or below.
            from[seat] = Seat(seat as u32);
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
    pub(crate) fn is_written(self, seat: Seat, reader: Reader) -> bool {
        self.0[seat.at()].load(Ordering::Relaxed) & reader as u8 != 0
    }

    /// Somebody was written.
    #[inline]
    pub(crate) fn write(self, seat: Seat) {
        self.0[seat.at()].store(WRITTEN, Ordering::Relaxed);
    }
}

impl<T> Seated<T> {
    /// Who sits where.
    pub(crate) fn seating(&self) -> &Arc<Seating> {
        &self.seats.seating
    }

    /// The marks of who was written.
    #[inline]
    pub(crate) fn marks(&self) -> Marks<'_> {
        Marks(&self.written)
    }

    /// A reader has taken note of somebody. Nobody writes meanwhile.
    #[inline]
    pub(crate) fn note(&self, seat: Seat, reader: Reader) {
        let written = &self.written[seat.at()];
        written.store(
            written.load(Ordering::Relaxed) & !(reader as u8),
            Ordering::Relaxed,
        );
    }

    /// As [`Seats::fetch`].
    #[inline(always)]
    pub(crate) fn fetch(&self, seat: Seat) {
        self.seats.fetch(seat);
    }

    /// As [`Seats::fetch`], only the first line.
    #[inline(always)]
    pub(crate) fn fetch_first(&self, seat: Seat) {
        fetch_first(&self[seat]);
    }

    /// Somebody's state, to change what no reader looks at.
    pub(crate) fn quietly(&mut self, id: usize) -> &mut T {
        &mut self.seats.items[self.seats.seating.of[id].at()]
    }
}

impl<T> Seats<T> {
    /// Asks the processor for somebody's state, which will soon be read.
    #[inline(always)]
    pub(crate) fn fetch(&self, seat: Seat) {
        fetch(&self[seat]);
    }
}

impl<T> Index<Seat> for Seats<T> {
    type Output = T;

    #[inline]
    fn index(&self, seat: Seat) -> &T {
        &self.items[seat.at()]
    }
}

impl<T> Index<usize> for Seats<T> {
    type Output = T;

    #[inline]
    fn index(&self, id: usize) -> &T {
        &self.items[self.seating.of[id].at()]
    }
}

impl<T> Index<Seat> for Seated<T> {
    type Output = T;

    #[inline]
    fn index(&self, seat: Seat) -> &T {
        &self.seats[seat]
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
        let seat = self.seats.seating.of[id].at();
        *self.written[seat].get_mut() = WRITTEN;
        &mut self.seats.items[seat]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_found_wherever_they_sit() {
        let mut seating = Seating::by_id(10);
        let mut people = Seated::all(0_u32, &seating);
        for id in 0..10 {
            people[id] = 100 + id as u32;
        }
        for order in [&[7, 3, 9][..], &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], &[], &[5]] {
            seating = seating.ordered(order);
            people.reseat(&seating);
            for id in 0..10 {
                assert_eq!(people[id], 100 + id as u32);
                assert_eq!(people[seating.of(id as u32)], 100 + id as u32);
            }
            let ids = seating.ids.iter().copied();
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
        let mut seating = Seating::by_id(3);
        let mut people = Seated::all(0_u32, &seating);
        let note = |people: &Seated<u32>, id| people.note(people.seating().of(id), Reader::Grid);
        let is_new = |people: &Seated<u32>, id, reader| {
            let seat = people.seating().of(id);
            people.marks().is_written(seat, reader)
        };
        note(&people, 1);
        for order in [[2, 1, 0], [1, 2, 0]] {
            seating = seating.ordered(&order);
            people.reseat(&seating);
            assert!(!is_new(&people, 1, Reader::Grid));
            assert!(is_new(&people, 1, Reader::Intents));
            assert!(is_new(&people, 0, Reader::Grid) && is_new(&people, 2, Reader::Grid));
        }
        *people.quietly(1) += 1;
        assert!(!is_new(&people, 1, Reader::Grid));
        people[1] += 1;
        assert!(is_new(&people, 1, Reader::Grid));
        note(&people, 1);
        let (_, marks) = people.apart();
        marks.write(seating.of(1));
        assert!(is_new(&people, 1, Reader::Grid));
        assert_eq!(people[1], 2);
    }
}
