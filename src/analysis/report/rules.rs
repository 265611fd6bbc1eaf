//! The rules of the plan that was run, in sentences.

use super::assumed::distribution;
use super::drawing::shown;
use super::page::Pair;
use super::plan::Teller;
use super::words::{count, decimal};
use crate::model::{Condition, Distribution, Level, Plan, Rule, RuleOrder};

/// Every rule with its condition, its orders and what became of it.
pub(super) fn rules(teller: &Teller, plan: &Plan) -> Vec<Pair> {
    let told = |rule: &Rule| {
        let name = teller.words.name(shown(&rule.name, &rule.id));
        let label = teller.words.with("report-plan-rule", &[("name", name)]);
        Pair::new(label, self::rule(teller, plan, rule))
    };
    plan.rules.iter().map(told).collect()
}

fn rule(teller: &Teller, plan: &Plan, rule: &Rule) -> String {
    let words = teller.words;
    let mut parts = vec![condition(teller, &rule.when)];
    if let Some(before) = &rule.after {
        let named = plan.rules.iter().find(|other| other.id == *before);
        let name = named.map_or(before.as_str(), |rule| shown(&rule.name, &rule.id));
        let name = words.name(name);
        parts.push(words.with("report-rule-after", &[("name", name)]));
    }
    if rule.repeat {
        parts.push(words.t("report-rule-repeat"));
    }
    if rule.delay_s != Distribution::Constant(0.0) {
        let delay = distribution(words, &rule.delay_s);
        parts.push(words.with("report-rule-delay", &[("t", delay)]));
    }
    let mut orders: Vec<String> = rule.orders.iter().map(|o| order(teller, o)).collect();
    if orders.is_empty() {
        orders.push(words.t("report-rule-no-orders"));
    }
    let args = [
        ("when", words.list(&parts)),
        ("orders", words.list(&orders)),
        ("outcome", outcome(teller, plan, rule)),
    ];
    words.with("report-rule", &args)
}

fn condition(teller: &Teller, condition: &Condition) -> String {
    let words = teller.words;
    let (how, value) = match condition.level() {
        Some(Level::Below(value)) => ("below", value),
        Some(Level::AtLeast(value)) => ("least", value),
        None => ("least", 0.0),
    };
    let people = count(value as u64);
    let (key, name, value) = match condition {
        Condition::Density { cell, .. } => ("density", teller.name(cell), decimal(value, 1)),
        Condition::Occupancy { place, .. } => {
            let percent = decimal(value * 100.0, 0);
            ("occupancy", teller.name(place), percent)
        }
        Condition::Queue { gate, .. } => ("queue", teller.name(gate), people),
        Condition::Inside { .. } => ("inside", String::new(), people),
        Condition::Incident(sort) => {
            let kind = format!("report-incident-{}", sort.key().replace('_', "-"));
            let args = [("kind", words.t(&kind))];
            return words.with("report-rule-when-incident", &args);
        }
        Condition::At(time) => {
            return words.with("report-rule-when-at", &[("at", time.to_string())]);
        }
    };
    let args = [("how", how.to_owned()), ("name", name), ("value", value)];
    words.with(&format!("report-rule-when-{key}"), &args)
}

fn order(teller: &Teller, order: &RuleOrder) -> String {
    let words = teller.words;
    match order {
        RuleOrder::First(order) => teller.order(order),
        RuleOrder::Escalate(id) => words.with("report-rule-escalate", &[("plan", id.clone())]),
        RuleOrder::Gate { after_s, .. } => {
            let when = if *after_s > 0.0 {
                words.with("report-rule-later", &[("t", words.duration(*after_s))])
            } else {
                words.t("report-rule-at-once")
            };
            let order = order.for_gate();
            order.map_or_else(String::new, |order| teller.gate(&order, when))
        }
    }
}

/// What became of a rule in this run.
fn outcome(teller: &Teller, plan: &Plan, rule: &Rule) -> String {
    let (words, metrics) = (teller.words, &teller.input.metrics);
    let mut figures = metrics.rules.iter();
    let figures = figures.find(|figures| figures.plan == plan.id && figures.id == rule.id);
    let Some(met_s) = figures.and_then(|figures| figures.met_s) else {
        return words.t("report-rule-never");
    };
    let met = words.clock(met_s);
    match figures.and_then(|figures| Some((figures.decided_s?, figures.times))) {
        None => words.with("report-rule-met", &[("met", met)]),
        Some((decided_s, times)) => {
            let decided = words.clock(decided_s);
            let (key, n) = if times > 1 {
                ("report-rule-times", times.to_string())
            } else {
                ("report-rule-decided", String::new())
            };
            words.with(key, &[("met", met), ("decided", decided), ("n", n)])
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::analysis::metrics::RuleFigures;
    use crate::analysis::report::fixture::day;
    use crate::analysis::report::{ReportInput, render};
    use crate::base::text::Language;
    use crate::model::Rule;

    /// An ordinary day with rules of every kind, one of which was met.
    fn ruled() -> ReportInput {
        let rules: Vec<Rule> = ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
            .from_str(
                r#"[
                (id: "hold", name: "Full lawn", when: Occupancy(place: "lawn", at_least: 0.9),
                    delay_s: Constant(60), repeat: true,
                    orders: [Gate(gate: "main-gate", state: Held, after_s: 30)]),
                (id: "free", after: "hold", when: Density(cell: "lawn", below: 0.5),
                    orders: [Gate(gate: "main-gate", state: Open)]),
                (id: "line", when: Queue(gate: "main-gate", at_least: 300)),
                (id: "inside", when: Inside(at_least: 9000), orders: [First(StopIngress)]),
                (id: "crush", when: Incident(CrushWarning), orders: [Escalate("E")]),
                (id: "noon", when: At("12:00"), orders: [First(TurnBack)]),
            ]"#,
            )
            .unwrap();
        let mut input = day();
        let mut scenario = (*input.scenario).clone();
        let plan = scenario.plans.iter_mut().find(|plan| plan.id == "D");
        plan.unwrap().rules = rules;
        input.scenario = Arc::new(scenario);
        let figures = |id: &str, decided_s, times| RuleFigures {
            plan: "D".to_owned(),
            id: id.to_owned(),
            met_s: Some(600.0),
            decided_s,
            times,
        };
        input.metrics.rules = vec![
            figures("hold", Some(660.0), 3),
            figures("free", Some(660.0), 1),
            figures("line", None, 0),
        ];
        input
    }

    #[test]
    fn every_rule_is_told_in_words_with_what_became_of_it() {
        let input = ruled();
        let [english, chinese] = Language::ALL.map(|language| render(&input, language).unwrap());
        for said in [
            "Rule Full lawn",
            "is at 90 % of its capacity or above, each time anew, time to decide 60 s: ",
            "Met at 10:40:00, decided at 10:41:00, and 3 times in all.",
            "falls below 0.5 ",
            ", once Full lawn has been decided: ",
            "300 people or more stand in line",
            "nothing is ordered. Met at 10:40:00, not decided before the end.",
            "when 9,000 visitors or more are inside: nobody comes in any more. Never met",
            "becomes known: crush warning: plan E takes over",
            "at 12:00: ",
        ] {
            assert!(english.contains(said), "{said}");
        }
        assert!(chinese.contains("共 3 次"));
        for page in [&english, &chinese] {
            assert!(!page.contains('⟦') && !page.contains("{$") && !page.contains("{ $"));
        }
    }
}
