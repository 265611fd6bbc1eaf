//! Which exits people will choose, found side by side before they decide one after
//! another.
//!
//! To choose an exit somebody looks at those who leave, at exits in sight and at
//! the ways there: all of it is as it was when the step began, but for their own
//! mind, which may change until it is their turn. What was foreseen holds if what
//! they know of exits has not changed since; else they look again.

use rayon::prelude::*;

use crate::world::{CellIndex, ExitIndex};

use super::Simulation;
use super::mind::{Activity, Mind};

/// People who choose at a time, at least: less is not worth another thread.
const TOGETHER: usize = 16;

/// What people will choose.
#[derive(Default)]
pub(super) struct Foresight {
    /// Whose turn it is, ascending by id, and what they will choose if it is known.
    found: Vec<(u32, Option<Choice>)>,
    /// Room to count how many make for each exit, for one after another.
    others: Vec<u32>,
}

/// An exit that is best by what somebody knows.
#[derive(Clone, Copy)]
struct Choice {
    known: Known,
    exit: Option<ExitIndex>,
}

/// What of a mind a choice hangs on.
#[derive(Clone, Copy, PartialEq)]
struct Known {
    exit: Option<ExitIndex>,
    given_up: Option<ExitIndex>,
    avoid: Option<CellIndex>,
    knows_exits: bool,
}

impl Known {
    fn of(mind: &Mind) -> Self {
        Self {
            exit: mind.exit,
            given_up: mind.given_up,
            avoid: mind.avoid,
            knows_exits: mind.knows_exits,
        }
    }
}

impl Simulation {
    /// Looks ahead at what those will choose who are due in this step and look round
    /// every so many steps. Best in the order in which they stand: neighbours look at
    /// the same people.
    pub(super) fn foresee_exits(&mut self, due: &[u32], period: u64) {
        let mut foresight = std::mem::take(&mut self.foresight);
        foresight.found.clear();
        let looks = due.iter().copied().filter(|&id| {
            let turn = self.tick + u64::from(id);
            turn.is_multiple_of(period) && self.minds[id as usize].activity == Activity::Leaving
        });
        foresight.found.extend(looks.map(|id| (id, None)));
        let exits = self.world.exits.len().max(1);
        (foresight.others).resize(foresight.found.len() * exits, 0);
        (
            &mut foresight.found,
            foresight.others.par_chunks_exact_mut(exits),
        )
            .into_par_iter()
            .with_min_len(TOGETHER)
            .for_each(|((id, found), others)| {
                let id = *id;
                let chooses = !self.is_told_exit(id) && self.group_exit(id).is_none();
                *found = chooses.then_some(()).and_then(|()| {
                    let known = Known::of(&self.minds[id as usize]);
                    let exit = self.find_exit(id, others).ok()?;
                    Some(Choice { known, exit })
                });
            });
        foresight.found.sort_unstable_by_key(|(id, _)| *id);
        self.foresight = foresight;
    }

    /// Which exit somebody finds best, if that was foreseen and still holds.
    pub(super) fn foreseen_exit(&self, id: u32) -> Option<Option<ExitIndex>> {
        let found = &self.foresight.found;
        let at = found.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        let choice = found[at].1?;
        (choice.known == Known::of(&self.minds[id as usize])).then_some(choice.exit)
    }

    /// What was foreseen holds no longer than a step.
    pub(super) fn forget_foresight(&mut self) {
        self.foresight.found.clear();
    }
}
