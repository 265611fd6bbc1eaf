//! Who has to get where by hand: people of each place by the exits that the
//! plan gives their zone.

use crate::base::Vec2;
use crate::model::{Action, Plan};
use crate::sim::{instruction, phase_for};
use crate::world::{CellIndex, World};

/// Distance between the points at which a place's phases are looked up \[m\].
const STEP_M: f64 = 2.0;

/// People who have to leave.
#[derive(Clone, Debug, Default)]
pub(super) struct Demand {
    /// For each exit that a plan names: people of each cell sent to it.
    pub(super) to_exit: Vec<(usize, Vec<(CellIndex, f64)>)>,
    /// People of each cell who take the exit they find best.
    pub(super) free: Vec<(CellIndex, f64)>,
}

impl Demand {
    /// Shares out the people in each cell. Those on paths are left out: they
    /// may be past every cut already.
    pub(super) fn of(world: &World, plan: Option<&Plan>, people: &[u32]) -> Self {
        let mut demand = Self::default();
        for (index, (cell, count)) in world.cells.iter().zip(people).enumerate() {
            if cell.is_path || *count == 0 {
                continue;
            }
            let index = CellIndex(index as u16);
            let leaving =
                f64::from(*count) * plan.map_or(1.0, |plan| leaving_share(world, plan, index));
            if leaving <= 0.0 {
                continue;
            }
            let zone = cell
                .zone
                .map(|zone| &world.scenario.venue.zones[zone.at()].id);
            let route = plan.and_then(|plan| plan.routes.iter().find(|r| Some(&r.zone) == zone));
            let Some(route) = route.filter(|route| !route.exits.is_empty()) else {
                demand.free.push((index, leaving));
                continue;
            };
            for (exit, share) in &route.exits {
                if let Some(exit) = world.exit_named(exit) {
                    demand.send(exit.at(), index, leaving * share);
                }
            }
        }
        demand
    }

    fn send(&mut self, exit: usize, cell: CellIndex, people: f64) {
        match self.to_exit.iter_mut().find(|(known, _)| *known == exit) {
            Some((_, cells)) => cells.push((cell, people)),
            None => self.to_exit.push((exit, vec![(cell, people)])),
        }
    }

    /// People of each cell who have to use some of the named exits (by their
    /// place in [`Self::to_exit`]), added up.
    pub(super) fn together(&self, exits: &[usize]) -> Vec<(CellIndex, f64)> {
        let mut sum: Vec<(CellIndex, f64)> = Vec::new();
        let sent = exits.iter().flat_map(|at| &self.to_exit[*at].1);
        for (cell, people) in sent {
            match sum.iter_mut().find(|(known, _)| known == cell) {
                Some((_, total)) => *total += people,
                None => sum.push((*cell, *people)),
            }
        }
        sum
    }

    /// Everyone.
    pub(super) fn all(&self) -> Vec<(CellIndex, f64)> {
        let every: Vec<usize> = (0..self.to_exit.len()).collect();
        let mut sum = self.together(&every);
        sum.extend(self.free.iter().copied());
        sum
    }
}

/// Share of a place's ground whose people the plan tells to leave.
fn leaving_share(world: &World, plan: &Plan, index: CellIndex) -> f64 {
    let cell = &world.cells[index.at()];
    let (mut all, mut leave) = (0_u32, 0_u32);
    let size = cell.bounds.size();
    let (columns, rows) = ((size.x / STEP_M) as u32 + 1, (size.y / STEP_M) as u32 + 1);
    for row in 0..rows {
        for column in 0..columns {
            let p =
                cell.bounds.min + Vec2::new(f64::from(column) + 0.5, f64::from(row) + 0.5) * STEP_M;
            if !cell.contains(p) {
                continue;
            }
            all += 1;
            let phase = phase_for(world, plan, index, p);
            let action = phase.map(|phase| instruction(plan, phase).1);
            leave += u32::from(action == Some(Action::Leave));
        }
    }
    if all == 0 {
        1.0
    } else {
        f64::from(leave) / f64::from(all)
    }
}
