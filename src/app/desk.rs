//! Orders of a live run: checked when they come, taken at its next step, kept in its
//! folder once they are taken.

use std::path::PathBuf;
use std::sync::mpsc::Sender;

use super::work::{Found, Message, SharedWorld};
use crate::cli::folder;
use crate::cli::say::Say;
use crate::model::orders::{DeskOrder, Given, Orders};
use crate::model::{Problem, Severity, check, file};
use crate::record::{RunFolder, RunInfo};
use crate::sim::Simulation;
use crate::world::check as world_check;

/// The desk of a run that goes on.
pub(crate) struct Desk<'a> {
    pub(crate) world: SharedWorld,
    /// Which run, and where it is kept.
    pub(crate) info: RunInfo,
    pub(crate) path: PathBuf,
    pub(crate) say: Say,
    pub(crate) tell: &'a Sender<Found>,
    /// All that were given, taken or not.
    given: Vec<Given>,
    /// How many are in the folder.
    kept: usize,
}

impl<'a> Desk<'a> {
    /// A desk without orders.
    pub(crate) fn new(
        (world, info, path): (SharedWorld, RunInfo, PathBuf),
        say: Say,
        tell: &'a Sender<Found>,
    ) -> Self {
        Self {
            world,
            info,
            path,
            say,
            tell,
            given: Vec::new(),
            kept: 0,
        }
    }

    /// Gives an order to the run, or says what is wrong with it.
    pub(crate) fn give(&mut self, simulation: &mut Simulation, order: DeskOrder) {
        let steps = simulation.desk_steps();
        let t_s = steps.stamp(simulation.steps() + 1);
        let mut orders = Orders::new(self.given.clone());
        orders.orders.push(Given {
            t_s,
            order: order.clone(),
        });
        let mut problems = check::of_orders(&self.world.scenario, &orders, steps);
        problems.extend(world_check::of_orders(&self.world, &orders));
        if let Some(problem) = problems.iter().find(|it| it.severity == Severity::Error) {
            self.refuse(message_of(problem, self.say));
            return;
        }
        self.given.push(simulation.give_order(order));
    }

    /// Keeps the orders that the last step has taken.
    pub(crate) fn keep(&mut self, simulation: &Simulation) {
        let taken = simulation.orders_taken();
        if taken.len() == self.kept {
            return;
        }
        self.kept = taken.len();
        let text = file::write_orders(&Orders::new(taken.to_vec()));
        let mut kept = RunFolder::reopen(&self.path, self.info.clone());
        if let Err(error) = kept.write_orders(&text) {
            self.refuse(folder::failure(&error, self.say).into());
        }
    }

    fn refuse(&self, message: Message) {
        // Nobody listens any more: the run finds out by its wishes.
        self.tell.send(Found::Refused(message)).ok();
    }
}

fn message_of(problem: &Problem, say: Say) -> Message {
    Message {
        text: problem.message(say.language()),
        help: problem.help(say.language()),
        is_error: true,
    }
}
