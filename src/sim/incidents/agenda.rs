//! When and where incidents happen: as the script has it, or drawn at a rate.

use crate::base::Vec2;
use crate::base::random::{Purpose, Stream};
use crate::model::{IncidentKind, Occurrence, Scenario};
use crate::world::{CellIndex, Spot};

use super::super::Simulation;
use super::super::mind::{Activity, Alarm};
use super::super::people::Origin;

/// A scripted incident befalls whoever is nearest, up to so far \[m\].
const BEFALLS_WITHIN_M: f64 = 20.0;

/// An incident still to come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Due {
    /// When [s from the start].
    pub(crate) at_s: f64,
    /// Index in the document.
    pub(crate) index: u32,
    /// The how-manieth of its kind drawn.
    pub(crate) number: u32,
}

/// Incidents still to come, soonest last. Those before the start are left out.
/// Drawn ones come as a Poisson process: as many as the rate says on average. When
/// visitors have not come in or have left who are due by then, as many fewer happen as there are fewer of
/// them.
pub(crate) fn agenda(scenario: &Scenario, seed: u64, start_s: f64, visitors: usize) -> Vec<Due> {
    let mut due: Vec<Due> = Vec::new();
    for (index, incident) in scenario.incidents.iter().enumerate() {
        let index = index as u32;
        match &incident.occurrence {
            Occurrence::Scripted { at, .. } => due.push(Due {
                at_s: at.seconds() - start_s,
                index,
                number: 0,
            }),
            Occurrence::Drawn {
                per_1000_visitors,
                from,
                until,
                ..
            } => {
                let expected = per_1000_visitors * visitors as f64 / 1000.0;
                let span_s = until.seconds() - from.seconds();
                if expected <= 0.0 || span_s <= 0.0 {
                    continue;
                }
                let mut stream = Stream::new(seed, Purpose::Incident, index.into());
                let mut at_s = from.seconds() - start_s;
                for number in 0.. {
                    at_s += stream.exponential(span_s / expected);
                    if at_s > until.seconds() - start_s {
                        break;
                    }
                    due.push(Due {
                        at_s,
                        index,
                        number,
                    });
                }
            }
        }
    }
    due.retain(|due| due.at_s >= 0.0);
    due.sort_by(|a, b| b.at_s.total_cmp(&a.at_s).then(b.index.cmp(&a.index)));
    due
}

impl Simulation {
    /// Where an incident happens, and whom it befalls; none if it would befall
    /// somebody and nobody is there.
    pub(super) fn scene(
        &self,
        due: &Due,
        occurrence: &Occurrence,
        kind: &IncidentKind,
    ) -> Option<(Spot, Option<u32>)> {
        match occurrence {
            Occurrence::Scripted { cell, position, .. } => {
                let spot = Spot::new(self.world.cell_named(cell)?, (*position).into());
                Some(self.scene_at(spot, kind))
            }
            Occurrence::Drawn { cells, .. } => {
                let mut stream = Stream::with_part(
                    self.seed,
                    Purpose::Incident,
                    due.index.into(),
                    u64::from(due.number) + 1,
                );
                let named: Vec<CellIndex> =
                    (cells.iter().filter_map(|id| self.world.cell_named(id))).collect();
                let may_be = |cell: CellIndex| named.is_empty() || named.contains(&cell);
                // Whom it would befall may have gone home.
                let inside = f64::from(self.entered - self.left);
                if stream.unit() * self.should_have_come() > inside {
                    return None;
                }
                if befalls(kind) {
                    let well: Vec<u32> = (self.active.iter().copied())
                        .filter(|&id| {
                            self.may_befall(id, kind) && may_be(self.bodies[id as usize].cell)
                        })
                        .collect();
                    let patient = *well.get(stream.below(well.len()))?;
                    return Some((self.whereabouts(patient), Some(patient)));
                }
                let cells: Vec<CellIndex> = (0..self.world.cells.len() as u16)
                    .map(CellIndex)
                    .filter(|&cell| may_be(cell))
                    .collect();
                let cell = *cells.get(stream.below(cells.len()))?;
                let at = self.world.cell(cell).random_spot(&mut stream, None)?;
                Some((Spot::new(cell, at), None))
            }
        }
    }

    /// Where an incident happens that is said to happen at a spot, and whom it befalls:
    /// if nobody is near, somebody who is not simulated.
    pub(super) fn scene_at(&self, spot: Spot, kind: &IncidentKind) -> (Spot, Option<u32>) {
        let patient = befalls(kind)
            .then(|| self.nearest_well(spot, kind))
            .flatten();
        (patient.map_or(spot, |id| self.whereabouts(id)), patient)
    }

    /// How many visitors are due by now, under every plan.
    fn should_have_come(&self) -> f64 {
        let time_s = self.start_s + self.t_s();
        let visitors = self.population.visitors.iter();
        let due = visitors.filter(|visitor| match visitor.origin {
            Origin::Present { .. } => true,
            Origin::Arrives { at_s, .. } => at_s <= time_s,
        });
        due.count() as f64
    }

    /// Whether somebody is a visitor whom no incident has befallen.
    pub(in super::super) fn is_well(&self, id: u32) -> bool {
        let taken = matches!(
            self.minds[id as usize].activity,
            Activity::Lying | Activity::Lost | Activity::Brought(_)
        );
        self.is_visitor(id) && !taken
    }

    /// Whether an incident of a kind may befall somebody: who leaves with all others
    /// is not lost.
    fn may_befall(&self, id: u32, kind: &IncidentKind) -> bool {
        let mind = &self.minds[id as usize];
        let leaves = mind.must_leave && mind.alarm == Alarm::Acting;
        self.is_well(id) && !(leaves && *kind == IncidentKind::LostPerson)
    }

    /// The visitor nearest to a spot in its cell whom it may befall.
    fn nearest_well(&self, spot: Spot, kind: &IncidentKind) -> Option<u32> {
        let mut best: Option<(f64, u32)> = None;
        for &id in &self.active {
            let body = &self.bodies[id as usize];
            if !self.may_befall(id, kind) || body.cell != spot.cell {
                continue;
            }
            let distance = Vec2::distance(body.position, spot.at);
            if distance <= BEFALLS_WITHIN_M && best.is_none_or(|(least, _)| distance < least) {
                best = Some((distance, id));
            }
        }
        best.map(|(_, id)| id)
    }
}

/// Whether an incident of a kind befalls somebody.
fn befalls(kind: &IncidentKind) -> bool {
    matches!(
        kind,
        IncidentKind::Medical { .. } | IncidentKind::Fall | IncidentKind::LostPerson
    )
}
