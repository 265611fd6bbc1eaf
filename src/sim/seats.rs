//! Everybody's state by id, kept in memory in the order in which they stand.
//!
//! A step looks at people bucket by bucket. If their state lay in the order of
//! ids, each of them would be fetched from somewhere else in memory, and a step
//! would spend most of its time waiting for that. So once in a while everybody
//! takes a new seat; nothing that is computed depends on who sits where.

use std::ops::{Index, IndexMut};

use rayon::prelude::*;

/// What is kept of each person, found by id.
pub(crate) struct Seated<T> {
    /// Seat of each, by id.
    seats: Vec<u32>,
    /// Who sits on each seat.
    ids: Vec<u32>,
    items: Vec<T>,
    /// Room for the next order.
    next: (Vec<u32>, Vec<u32>, Vec<T>),
}

impl<T: Copy + Send + Sync> Seated<T> {
    /// The same for so many people.
    pub(crate) fn all(item: T, people: usize) -> Self {
        let ids: Vec<u32> = (0..people as u32).collect();
        Self {
            seats: ids.clone(),
            ids,
            items: vec![item; people],
            next: Default::default(),
        }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }

    /// Seats those who are named in their order, and all others behind them.
    pub(crate) fn reseat(&mut self, order: &[u32]) {
        const NOWHERE: u32 = u32::MAX;
        let (seats, ids, items) = &mut self.next;
        seats.clear();
        seats.resize(self.seats.len(), NOWHERE);
        ids.clear();
        let named = order.iter().copied();
        for id in named.chain(self.ids.iter().copied()) {
            let seat = &mut seats[id as usize];
            if *seat == NOWHERE {
                *seat = ids.len() as u32;
                ids.push(id);
            }
        }
        let (old, seat_of) = (&self.items, &self.seats);
        (ids.par_iter())
            .map(|&id| old[seat_of[id as usize] as usize])
            .collect_into_vec(items);
        std::mem::swap(&mut self.seats, seats);
        std::mem::swap(&mut self.ids, ids);
        std::mem::swap(&mut self.items, items);
    }

    /// Everybody, in no order that means anything.
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, T> {
        self.items.iter()
    }

    /// Everybody with their id, in no order that means anything.
    pub(crate) fn par_iter_mut(&mut self) -> impl IndexedParallelIterator<Item = (u32, &mut T)> {
        let ids = self.ids.par_iter().copied();
        ids.zip(self.items.par_iter_mut())
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
            people
                .par_iter_mut()
                .for_each(|(id, item)| assert_eq!(*item, 100 + id));
        }
        assert_eq!(people.len(), 10);
    }
}
