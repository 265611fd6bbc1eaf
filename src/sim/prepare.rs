//! Fields that will be wanted together are computed together, side by side:
//! one takes about a second in a large venue, and who asks first would wait
//! for each in turn. What is not foreseen here is computed when it is wanted.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::Mobility;
use crate::world::{CellIndex, Goal};

use super::Simulation;
use super::mind::Activity;

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
        let heading: BTreeSet<(CellIndex, usize)> = self
            .active
            .iter()
            .filter_map(|&id| match self.minds[id as usize].activity {
                Activity::Heading(place) => Some((place, self.mobility(id) as usize)),
                _ => None,
            })
            .collect();
        let mut wanted: Vec<_> = heading
            .into_iter()
            .map(|(place, mobility)| {
                let mobility = [Mobility::Feet, Mobility::Wheels][mobility];
                (Goal::Cell(place), mobility, None)
            })
            .collect();
        if !routed {
            let exits: Vec<Goal> = self.ways.usable_exits().map(Goal::Exit).collect();
            wanted.extend(self.for_everybody(&exits));
        }
        self.ways.prepare(&wanted);
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
