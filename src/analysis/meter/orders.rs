//! Orders that came from the desk, as they were taken.

use crate::analysis::metrics::GivenFigures;
use crate::model::GateState;
use crate::sim::{Event, EventKind, Ordered};
use crate::world::World;

use super::incidents::place;
use super::seconds;

/// Orders so far, each with the unit it sends, if it does.
#[derive(Default)]
pub(super) struct DeskMeter {
    orders: Vec<(Event, Option<u32>)>,
}

impl DeskMeter {
    /// Something happens; `unit` is that of the subject, if they are of staff.
    pub(super) fn event(&mut self, event: &Event, unit: Option<u32>) {
        if event.kind == EventKind::Ordered {
            self.orders.push((*event, unit));
        }
    }

    pub(super) fn figures(&self, world: &World) -> Vec<GivenFigures> {
        let scenario = &world.scenario;
        let figures = |(event, unit): &(Event, Option<u32>)| {
            let ordered = Ordered::of(event.value);
            let plan = match ordered {
                Ordered::Evacuation(plan) => scenario.plans.get(plan),
                _ => None,
            };
            let unit = unit.and_then(|unit| scenario.staff.units.get(unit as usize));
            GivenFigures {
                t_s: seconds(event.t_ms),
                order: key(ordered).to_owned(),
                place: place(world, event.site),
                unit: unit.map(|unit| unit.id.clone()),
                plan: plan.map(|plan| plan.id.clone()),
            }
        };
        self.orders.iter().map(figures).collect()
    }
}

/// The name of an order in `metrics.json`.
fn key(ordered: Ordered) -> &'static str {
    match ordered {
        Ordered::Gate(GateState::Open) => "gate_open",
        Ordered::Gate(GateState::Held) => "gate_held",
        Ordered::Gate(GateState::Closed) => "gate_closed",
        Ordered::Sent => "unit_sent",
        Ordered::Incident => "incident",
        Ordered::Evacuation(_) => "evacuation",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{room, world};
    use crate::sim::Site;
    use crate::world::CellIndex;

    #[test]
    fn orders_are_told_with_what_they_are_about() {
        let hall = room("hall", (0.0, 0.0, 10.0, 10.0), &[]);
        let world = world(&format!(
            "venue: (places: [{hall}],
                exits: [(id: \"door\", cell: \"hall\", line: ((0.0, 4.0), (0.0, 6.0)))]),
            staff: (units: [(id: \"medics\", role: Medic, count: 1,
                station: At(cell: \"hall\", position: (5, 5)))]),
            plans: [(id: \"day\"), (id: \"out\")]"
        ));
        let mut meter = DeskMeter::default();
        let mut tell = |t_ms, ordered: Ordered, site, unit| {
            let event = Event {
                t_ms,
                kind: EventKind::Ordered,
                subject: None,
                site,
                value: ordered.value(),
            };
            meter.event(&event, unit);
        };
        tell(1_000, Ordered::Sent, Site::Cell(CellIndex(0)), Some(0));
        tell(2_050, Ordered::Evacuation(1), Site::None, None);
        let figures = meter.figures(&world);
        let told: Vec<_> = figures
            .iter()
            .map(|it| {
                (
                    it.t_s,
                    it.order.as_str(),
                    it.place.as_deref(),
                    it.unit.as_deref(),
                    it.plan.as_deref(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                (1.0, "unit_sent", Some("hall"), Some("medics"), None),
                (2.05, "evacuation", None, None, Some("out")),
            ]
        );
    }
}
