//! Fields that will be wanted together are computed together, side by side:
//! one takes about a second in a large venue, and who asks first would wait
//! for each in turn. What is not foreseen here is computed when it is wanted.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::Mobility;
use crate::world::{CellIndex, Goal};

use super::Simulation;

impl Simulation {
    /// The ways to the places of the programme, for those who walked them
    /// before the start.
    pub(super) fn prepare_programme(&mut self) {
        let world = Arc::clone(&self.world);
        let programme = world.scenario.visitors.programme.iter();
        let places: BTreeSet<CellIndex> = programme
            .flat_map(|item| &item.places)
            .filter_map(|share| world.cell_named(&share.place))
            .collect();
        let goals: Vec<Goal> = places.into_iter().map(Goal::Cell).collect();
        let wanted = self.for_everybody(&goals);
        self.ways.prepare(&wanted);
    }

    /// The ways people are on when the alarm changes which are open and, where
    /// the plan gives no routes, those to every exit.
    pub(super) fn prepare_alarm(&mut self, routed: bool) {
        let mut wanted = self.ways_in_use();
        if !routed {
            let exits: Vec<Goal> = self.ways.usable_exits().map(Goal::Exit).collect();
            wanted.extend(self.for_everybody(&exits));
        }
        self.ways.prepare(&wanted);
    }

    /// The ways people are on when a gate changes which are open.
    pub(super) fn prepare_gate(&mut self) {
        let wanted = self.ways_in_use();
        self.ways.prepare(&wanted);
    }

    /// The ways people are on.
    fn ways_in_use(&self) -> Vec<(Goal, Mobility, Option<CellIndex>)> {
        let mut ways = BTreeSet::new();
        for &id in &self.active {
            let mind = &self.minds[id as usize];
            let goal = mind.goal();
            ways.extend(goal.map(|goal| (goal, self.mobility(id), mind.avoid)));
        }
        ways.into_iter().collect()
    }

    /// Goals for each mobility class that visitors have.
    fn for_everybody(&self, goals: &[Goal]) -> Vec<(Goal, Mobility, Option<CellIndex>)> {
        let mut wanted = Vec::new();
        for mobility in [Mobility::Feet, Mobility::Wheels] {
            let mut visitors = self.population.visitors.iter();
            if visitors.any(|visitor| visitor.mobility == mobility) {
                wanted.extend(goals.iter().map(|&goal| (goal, mobility, None)));
            }
        }
        wanted
    }
}
