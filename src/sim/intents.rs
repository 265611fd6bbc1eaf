//! Who has something to decide in a step, and which exit everybody makes for.
//!
//! Most have nothing to decide. Whoever may is found in parallel, from what only
//! their own decisions change. Of who had nothing, and whom nothing that time alone
//! brings can make decide, that is noted, and holds until they are written.

use std::sync::atomic::{AtomicU32, Ordering};

use rayon::prelude::*;

use crate::base::parallel::CHUNK;

use super::decide::QUEUE_LOOK_S;
use super::leavers::NO_EXIT;
use super::mind::{Activity, Alarm, Mind};
use super::seats::{Reader, Seat};
use super::turns::Turns;
use super::{Simulation, steps_in};

/// What is noted of everybody, by seat.
pub(super) struct Intents(Vec<AtomicU32>);

/// What is noted of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Note {
    /// Nothing: who they are and where must be looked at.
    Ask,
    /// They stay, or are on the way to a place; holds until body or mind are
    /// written.
    Stays,
    /// They leave by an exit, or by none yet ([`NO_EXIT`]); holds until the mind is
    /// written.
    Leaves(u16),
}

impl Note {
    /// Which of two is told by the bits above an exit's.
    const STAYS: u32 = 1 << 16;

    fn bits(self) -> u32 {
        match self {
            Self::Ask => u32::MAX,
            Self::Stays => Self::STAYS,
            Self::Leaves(exit) => u32::from(exit),
        }
    }

    fn of(bits: u32) -> Self {
        match bits {
            u32::MAX => Self::Ask,
            Self::STAYS => Self::Stays,
            exit => Self::Leaves(exit as u16),
        }
    }
}

impl Intents {
    /// Nothing noted of so many people.
    pub(super) fn new(people: usize) -> Self {
        let nothing = || AtomicU32::new(Note::Ask.bits());
        Self(std::iter::repeat_with(nothing).take(people).collect())
    }

    /// Everybody takes a new seat, who sits on each coming from where that says.
    pub(super) fn reseat(&mut self, from: &[Seat]) {
        let moved = from.iter().map(|&seat| self.get(seat).bits());
        self.0 = moved.map(AtomicU32::new).collect();
    }

    fn get(&self, seat: Seat) -> Note {
        Note::of(self.0[seat.at()].load(Ordering::Relaxed))
    }

    fn set(&self, seat: Seat, note: Note) {
        self.0[seat.at()].store(note.bits(), Ordering::Relaxed);
    }
}

impl Simulation {
    /// Notes of everybody inside for which exit they make and whether they may have
    /// something to decide.
    pub(super) fn note_intents(&mut self) {
        let reconsider_s = self.world.scenario.parameters.wayfinding.reconsider_s;
        let turns = Turns::of(self.tick, steps_in(reconsider_s, self.dt));
        let queue_turns = Turns::of(self.tick, steps_in(QUEUE_LOOK_S, self.dt));
        let checking = self.is_checking();
        let mut is_due = std::mem::take(&mut self.is_due);
        let mut leavers = std::mem::take(&mut self.grid.leavers);
        is_due.resize(self.grid.id.len(), false);
        let leaving = leavers.room(self.grid.id.len());
        (&self.grid.id, &self.grid.seat, leaving, &mut is_due)
            .into_par_iter()
            .with_min_len(CHUNK)
            .for_each(|(&id, &seat, leaving, is_due)| {
                let looks_round = turns.has(id);
                let looks = looks_round || checking && queue_turns.has(id);
                let (exit, is_wanted) = match self.noted(seat) {
                    // Whose line it is they look for on the way only.
                    Note::Stays => (NO_EXIT, looks_round),
                    Note::Leaves(exit) => (exit, looks),
                    Note::Ask => {
                        let (exit, decides) = self.ask(id, seat);
                        (exit, looks || decides)
                    }
                };
                (*leaving, *is_due) = (exit, is_wanted && self.is_visitor(id));
            });
        leavers.sum_up(self.world.exits.len());
        self.grid.leavers = leavers;
        self.is_due = is_due;
    }

    /// What is noted of somebody and still holds.
    fn noted(&self, seat: Seat) -> Note {
        let note = self.intents.get(seat);
        let (bodies, minds) = (self.bodies.marks(), self.minds.marks());
        let holds = match note {
            Note::Ask => true,
            Note::Stays => {
                !bodies.is_written(seat, Reader::Intents)
                    && !minds.is_written(seat, Reader::Intents)
            }
            Note::Leaves(_) => !minds.is_written(seat, Reader::Intents),
        };
        if holds { note } else { Note::Ask }
    }

    /// The exit somebody makes for, and whether they have something to decide; notes
    /// it where it holds.
    fn ask(&self, id: u32, seat: Seat) -> (u16, bool) {
        let mind = &self.minds[seat];
        let leaves = mind.activity == Activity::Leaving;
        let exit = mind.exit.filter(|_| leaves).map_or(NO_EXIT, |exit| exit.0);
        let decides = self.has_to_decide(id, mind);
        let waits = !matches!(mind.alarm, Alarm::None | Alarm::Acting)
            || mind.activity == Activity::Settling;
        let note = match (decides || waits, leaves) {
            (true, _) => Note::Ask,
            (false, true) => Note::Leaves(exit),
            (false, false) => Note::Stays,
        };
        self.intents.set(seat, note);
        self.bodies.note(seat, Reader::Intents);
        self.minds.note(seat, Reader::Intents);
        (exit, decides)
    }

    /// Whether a gate checks people inside.
    pub(super) fn is_checking(&self) -> bool {
        let mut queues = self.queues.iter();
        queues.any(|queue| !queue.outside && queue.checks())
    }

    /// Whether a visitor may have something to decide that cannot wait for
    /// their next look round: the alarm, having lost the way, having come to
    /// where they were heading for, moving up in a line.
    fn has_to_decide(&self, id: u32, mind: &Mind) -> bool {
        let alarm = match mind.alarm {
            Alarm::Told(at) | Alarm::Starts(at) | Alarm::Unheard(_, at) => self.is_time(at),
            Alarm::None | Alarm::Acting => false,
        };
        let arrives = match mind.activity {
            Activity::Heading(place) => self.bodies[id as usize].cell == place,
            Activity::Settling => self.has_reached_spot(id) || self.cannot_reach_spot(id),
            Activity::Staying => self.is_pushed_off(id),
            _ => false,
        };
        alarm || arrives || mind.queue.is_some() || self.has_lost_way(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_read_as_it_was_written() {
        let notes = [0, 7, NO_EXIT].map(Note::Leaves);
        for note in [Note::Ask, Note::Stays].into_iter().chain(notes) {
            assert_eq!(Note::of(note.bits()), note);
        }
    }
}
