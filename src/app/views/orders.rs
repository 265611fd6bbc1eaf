//! Orders from the desk in words.

use super::events::{shown, state_key};
use crate::app::document::Run;
use crate::cli::say::Say;
use crate::sim::{Event, Ordered};

/// What was ordered, without the place it is about.
pub(crate) fn ordered(run: &Run, event: &Event, say: Say) -> String {
    let scenario = &run.ground.world.scenario;
    match Ordered::of(event.value) {
        Ordered::Gate(state) => say.text(state_key(state)),
        Ordered::Sent => {
            let member = event
                .subject
                .and_then(|id| run.roster.people.get(id as usize));
            let unit = member.and_then(|member| member.unit);
            let unit = unit.and_then(|unit| scenario.staff.units.get(unit as usize));
            let name = unit.map_or_else(String::new, |unit| shown(&unit.name, &unit.id));
            say.fill("app-ordered-sent", &[("unit", name)])
        }
        Ordered::Incident => say.text("app-ordered-incident"),
        Ordered::Evacuation(plan) => {
            let plan = scenario.plans.get(plan);
            let name = plan.map_or_else(String::new, |plan| shown(&plan.name, &plan.id));
            say.fill("app-ordered-evacuation", &[("plan", name)])
        }
    }
}
