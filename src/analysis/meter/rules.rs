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
        let first = plans
            .iter()
            .position(|plan| Some(plan.id.as_str()) == first);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{room, world};
    use crate::sim::Site;

    #[test]
    fn rules_of_every_plan_in_force_are_told_with_their_first_times() {
        let hall = room("hall", (0.0, 0.0, 10.0, 10.0), &[]);
        let rule = |id: &str| format!("(id: {id:?}, when: Inside(at_least: 1))");
        let (hold, free, up) = (rule("hold"), rule("free"), rule("up"));
        let world = world(&format!(
            "venue: (places: [{hall}],
                exits: [(id: \"door\", cell: \"hall\", line: ((0.0, 4.0), (0.0, 6.0)))]),
            plans: [(id: \"other\", rules: [{up}]), (id: \"day\", rules: [{hold}, {free}])]"
        ));
        let mut meter = RuleMeter::default();
        for (t_ms, kind, value) in [
            (10_000, EventKind::RuleMet, 0.0),
            (15_000, EventKind::RuleDecided, 0.0),
            (40_000, EventKind::RuleMet, 0.0),
            (44_000, EventKind::RuleDecided, 0.0),
            (50_000, EventKind::Escalated, 0.0),
            (60_000, EventKind::RuleMet, 0.0),
        ] {
            meter.event(&Event {
                t_ms,
                kind,
                subject: None,
                site: Site::None,
                value,
            });
        }
        let told = |plan: &str, id: &str, met_s, decided_s, times| RuleFigures {
            plan: plan.to_owned(),
            id: id.to_owned(),
            met_s,
            decided_s,
            times,
        };
        let expected = [
            told("day", "hold", Some(10.0), Some(15.0), 2),
            told("day", "free", None, None, 0),
            told("other", "up", Some(60.0), None, 0),
        ];
        assert_eq!(meter.figures(&world, Some("day")), expected);
        assert_eq!(RuleMeter::default().figures(&world, None), []);
    }
}
