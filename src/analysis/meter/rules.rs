//! When rules of plans were met and decided.

use crate::analysis::metrics::RuleFigures;
use crate::sim::{Event, EventKind};
use crate::world::World;

use super::seconds;

/// Rules so far: those of the plan in force are told of by their number.
#[derive(Default)]
pub(super) struct RuleMeter {
    /// The plan in force, once another has taken over.
    plan: Option<usize>,
    /// Plans that took over, in order.
    others: Vec<usize>,
    rules: Vec<Told>,
}

/// What was told of a rule.
struct Told {
    /// The plan; none for the one the run began with.
    plan: Option<usize>,
    rule: usize,
    met_ms: i64,
    decided_ms: Option<i64>,
    times: u32,
}

impl RuleMeter {
    pub(super) fn event(&mut self, event: &Event) {
        let number = event.value as usize;
        match event.kind {
            EventKind::Escalated => {
                self.plan = Some(number);
                self.others.push(number);
            }
            EventKind::RuleMet if self.told(number).is_none() => {
                let plan = self.plan;
                self.rules.push(Told {
                    plan,
                    rule: number,
                    met_ms: event.t_ms,
                    decided_ms: None,
                    times: 0,
                });
            }
            EventKind::RuleDecided => {
                if let Some(told) = self.told(number) {
                    told.decided_ms.get_or_insert(event.t_ms);
                    told.times += 1;
                }
            }
            _ => {}
        }
    }

    fn told(&mut self, rule: usize) -> Option<&mut Told> {
        let plan = self.plan;
        let mut rules = self.rules.iter_mut();
        rules.find(|told| told.plan == plan && told.rule == rule)
    }

    /// The rules of all plans that were in force; `first` is the plan the run began
    /// with.
    pub(super) fn figures(&self, world: &World, first: Option<&str>) -> Vec<RuleFigures> {
        let plans = &world.scenario.plans;
        let first = plans.iter().position(|plan| Some(plan.id.as_str()) == first);
        let mut figures = Vec::new();
        let others = self.others.iter().map(|&other| (Some(other), Some(other)));
        for (key, plan) in std::iter::once((None, first)).chain(others) {
            let Some(plan) = plan.and_then(|plan| plans.get(plan)) else {
                continue;
            };
            for (number, rule) in plan.rules.iter().enumerate() {
                let mut all = self.rules.iter();
                let told = all.find(|told| told.plan == key && told.rule == number);
                figures.push(RuleFigures {
                    plan: plan.id.clone(),
                    id: rule.id.clone(),
                    met_s: told.map(|told| seconds(told.met_ms)),
                    decided_s: told.and_then(|told| told.decided_ms).map(seconds),
                    times: told.map_or(0, |told| told.times),
                });
            }
        }
        figures
    }
}
