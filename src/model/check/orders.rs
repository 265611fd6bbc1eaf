//! Orders given during a run: that they name what is there, at times the run has.

use std::collections::BTreeMap;

use super::context::{Checker, Tidy, Wanted, short};
use super::{ids, incidents, without_ignored};
use crate::model::limits::{self, Range};
use crate::model::orders::{DeskOrder, Destination, FORMAT, Orders, Steps};
use crate::model::{Problem, Scenario};

/// All problems of orders in a run of a scenario that can be seen without compiling
/// it, in the order of the document.
#[must_use]
pub fn of_orders(scenario: &Scenario, orders: &Orders, steps: Steps) -> Vec<Problem> {
    let mut checker = Checker::new(scenario);
    if orders.format != FORMAT {
        let problem = Problem::error("unknown-format", "format")
            .with("found", orders.format)
            .with("known", FORMAT);
        checker.report(problem);
    }
    if checker.list("orders", orders.orders.len(), limits::ORDERS) {
        let mut latest_s = 0.0;
        // Ids of incidents that orders bring about, and the order that does.
        let mut added: BTreeMap<&str, usize> = BTreeMap::new();
        for (i, given) in orders.orders.iter().enumerate() {
            check_time(
                &mut checker,
                &format!("orders[{i}].t_s"),
                given.t_s,
                &mut latest_s,
                steps,
            );
            let path = format!("orders[{i}].order");
            check_order(&mut checker, &path, &given.order, &added);
            if let DeskOrder::Incident { id, .. } = &given.order {
                check_id(&mut checker, &format!("{path}.id"), id, &added);
                added.entry(id).or_insert(i);
            }
        }
    }
    without_ignored(scenario, checker.into_problems())
}

fn check_time(checker: &mut Checker, place: &str, t_s: f64, latest_s: &mut f64, steps: Steps) {
    if !t_s.is_finite() {
        checker.number(place, t_s, Range::new(0.0, steps.until_s));
        return;
    }
    if t_s < 0.0 || t_s > steps.until_s {
        let problem = Problem::error("order-outside-run", place)
            .with("time", Tidy(t_s))
            .with("end", Tidy(steps.until_s));
        checker.report(problem);
    } else if !steps.is_whole(t_s) {
        let near = steps.stamp(steps.tick(t_s));
        let problem = Problem::error("order-between-steps", place)
            .with("time", t_s)
            .with("step", Tidy(steps.dt_s))
            .with("near", near);
        checker.report(problem);
    }
    if t_s < *latest_s {
        let problem = Problem::error("orders-out-of-order", place)
            .with("time", Tidy(t_s))
            .with("latest", Tidy(*latest_s));
        checker.report(problem);
    }
    *latest_s = f64::max(*latest_s, t_s);
}

fn check_order(
    checker: &mut Checker,
    path: &str,
    order: &DeskOrder,
    added: &BTreeMap<&str, usize>,
) {
    match order {
        DeskOrder::Gate { gate, .. } => {
            checker.reference(format_args!("{path}.gate"), gate, Wanted::Gate);
        }
        DeskOrder::Send { unit, to } => {
            checker.reference(format_args!("{path}.unit"), unit, Wanted::Unit);
            check_destination(checker, &format!("{path}.to"), to, added);
        }
        DeskOrder::Evacuate { plan: Some(plan) } => {
            checker.reference(format_args!("{path}.plan"), plan, Wanted::Plan);
        }
        DeskOrder::Evacuate { plan: None } => {
            if checker.scenario.plans.is_empty() {
                checker.report(Problem::error("order-without-plan", path));
            }
        }
        DeskOrder::Incident {
            kind,
            cell,
            position,
            ..
        } => {
            incidents::check_kind(checker, &format!("{path}.kind"), kind);
            checker.reference(format_args!("{path}.cell"), cell, Wanted::Cell);
            checker.point(format_args!("{path}.position"), *position);
        }
    }
}

fn check_destination(
    checker: &mut Checker,
    path: &str,
    to: &Destination,
    added: &BTreeMap<&str, usize>,
) {
    match to {
        Destination::Place(cell) => {
            checker.reference(format_args!("{path}[0]"), cell, Wanted::Cell);
        }
        Destination::Point { cell, position } => {
            checker.reference(format_args!("{path}.cell"), cell, Wanted::Cell);
            checker.point(format_args!("{path}.position"), *position);
        }
        Destination::Incident(id) => {
            if !added.contains_key(id.as_str()) {
                checker.reference(format_args!("{path}[0]"), id, Wanted::Incident);
            }
        }
    }
}

/// The id of an incident that an order brings about.
fn check_id(checker: &mut Checker, place: &str, id: &str, added: &BTreeMap<&str, usize>) {
    if id.is_empty() {
        checker.report(Problem::error("empty-id", place));
        return;
    }
    if !ids::is_sound(id) {
        let problem = Problem::error("odd-id", place)
            .with("id", short(id))
            .with("limit", limits::ID_LENGTH);
        checker.report(problem);
    }
    let first = match (checker.thing(id), added.get(id)) {
        (Some(thing), _) => thing.path(),
        (None, Some(order)) => format!("orders[{order}]"),
        (None, None) => return,
    };
    let problem = Problem::error("duplicate-id", place)
        .with("id", short(id))
        .with("first", first);
    checker.report(problem);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::text::Language;
    use crate::model::orders::Given;

    fn scenario() -> Scenario {
        let text = include_str!("../../../scenarios/quickstart.ron");
        crate::model::file::parse(text, "quickstart")
            .expect("it is sound")
            .scenario
    }

    fn problems(scenario: &Scenario, orders: &str) -> Vec<(&'static str, String)> {
        let options = ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
        let orders: Vec<Given> = options.from_str(orders).expect("it is RON");
        let steps = Steps {
            dt_s: 0.05,
            until_s: 100.0,
        };
        let problems = of_orders(scenario, &Orders::new(orders), steps);
        for problem in &problems {
            for language in Language::ALL {
                for sentence in [problem.message(language), problem.help(language)] {
                    assert!(
                        !sentence.contains(['⟦', '{']),
                        "{}: {sentence}",
                        problem.code
                    );
                }
            }
        }
        problems.into_iter().map(|it| (it.code, it.place)).collect()
    }

    #[test]
    fn every_problem_is_found_where_it_stands() {
        let scenario = scenario();
        let gate = &scenario.venue.gates[0].id;
        let cell = &scenario.venue.places[0].id;
        let found = problems(
            &scenario,
            &format!(
                r#"[(t_s: 10, order: Gate(gate: "{gate}", state: Held)),
                (t_s: 5, order: Gate(gate: "{gate}x", state: Open)),
                (t_s: 10.02, order: Send(unit: "nobody", to: Place("{cell}"))),
                (t_s: 101, order: Send(unit: "nobody", to: Incident("nothing"))),
                (t_s: 102, order: Evacuate(plan: "{gate}")),
                (t_s: 103, order: Incident(id: "{cell}", kind: Fall, cell: "nowhere", position: (1e9, 0))),
                (t_s: 104, order: Incident(id: "new", kind: SuspiciousObject(radius_m: -1), cell: "{cell}", position: (0, 0))),
                (t_s: 104, order: Incident(id: "new", kind: Fall, cell: "{cell}", position: (0, 0))),
                (t_s: 104, order: Send(unit: "nobody", to: Incident("new")))]"#
            ),
        );
        let expected = [
            ("orders-out-of-order", "orders[1].t_s"),
            ("unknown-reference", "orders[1].order.gate"),
            ("order-between-steps", "orders[2].t_s"),
            ("unknown-reference", "orders[2].order.unit"),
            ("order-outside-run", "orders[3].t_s"),
            ("unknown-reference", "orders[3].order.unit"),
            ("unknown-reference", "orders[3].order.to[0]"),
            ("order-outside-run", "orders[4].t_s"),
            ("wrong-reference", "orders[4].order.plan"),
            ("order-outside-run", "orders[5].t_s"),
            ("unknown-reference", "orders[5].order.cell"),
            ("number-out-of-range", "orders[5].order.position[0]"),
            ("duplicate-id", "orders[5].order.id"),
            ("order-outside-run", "orders[6].t_s"),
            ("number-out-of-range", "orders[6].order.kind.radius_m"),
            ("order-outside-run", "orders[7].t_s"),
            ("duplicate-id", "orders[7].order.id"),
            ("order-outside-run", "orders[8].t_s"),
            ("unknown-reference", "orders[8].order.unit"),
        ]
        .map(|(code, place)| (code, place.to_owned()));
        assert_eq!(found, expected);
    }

    #[test]
    fn the_example_of_the_documentation_is_sound() {
        let page = include_str!("../../../docs/orders.md");
        let example = page
            .split("```ron")
            .nth(1)
            .and_then(|rest| rest.split("```").next());
        let options = ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
        let orders: Orders = options
            .from_str(example.expect("the page has one"))
            .expect("it is RON");
        let steps = Steps {
            dt_s: 0.05,
            until_s: 1_800.0,
        };
        assert_eq!(of_orders(&scenario(), &orders, steps), []);
    }

    #[test]
    fn an_evacuation_needs_a_plan_and_a_list_has_an_end() {
        let mut scenario = scenario();
        scenario.plans.clear();
        scenario.run.plan = None;
        let found = problems(&scenario, "[(t_s: 0, order: Evacuate())]");
        assert_eq!(
            found,
            [("order-without-plan", "orders[0].order".to_owned())]
        );
        let many = "(t_s: 0, order: Evacuate()),".repeat(limits::ORDERS + 1);
        let found = problems(&scenario, &format!("[{many}]"));
        assert_eq!(found, [("list-too-long", "orders".to_owned())]);
    }
}
