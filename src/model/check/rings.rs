//! Plans that follow each other in a ring, by their escalation or by rules.

use super::context::Checker;
use crate::model::kind::Kind;
use crate::model::plan::Plan;
use crate::model::problem::Problem;
use crate::model::rule::RuleOrder;

/// A plan that takes over from another: its index, and the place that says so.
type Successor = (usize, String);

pub(super) fn check(checker: &mut Checker) {
    let plans = &checker.scenario.plans;
    let next: Vec<Vec<Successor>> = (plans.iter().enumerate())
        .map(|(i, plan)| successors(checker, i, plan))
        .collect();
    for (from, to, place) in rings(&next) {
        let problem = Problem::error("escalation-ring", place)
            .with("id", &plans[from].id)
            .with("plan", &plans[to].id);
        checker.report(problem);
    }
}

/// The first plan of each ring, the one that follows it there, and the place that
/// says so.
fn rings(next: &[Vec<Successor>]) -> Vec<(usize, usize, String)> {
    // From each plan everything that follows is walked through, depth first: who
    // comes to a plan on the way there has found a ring, who comes to one that
    // has been walked through has not.
    let mut seen = vec![false; next.len()];
    let mut on_way: Vec<Option<&Successor>> = vec![None; next.len()];
    let mut rings = Vec::new();
    for start in 0..next.len() {
        if seen[start] {
            continue;
        }
        seen[start] = true;
        // The plans on the way, each with how many of its successors are done.
        let mut way: Vec<(usize, usize)> = vec![(start, 0)];
        while let Some((i, done)) = way.last_mut() {
            let Some(step) = next[*i].get(*done) else {
                on_way[*i] = None;
                way.pop();
                continue;
            };
            *done += 1;
            on_way[*i] = Some(step);
            let to = step.0;
            if let Some((then, place)) = on_way[to] {
                rings.push((to, *then, place.clone()));
            } else if !seen[to] {
                seen[to] = true;
                way.push((to, 0));
            }
        }
    }
    // Two ways round are told once where they begin alike.
    rings.sort();
    rings.dedup();
    rings
}

fn successors(checker: &Checker, i: usize, plan: &Plan) -> Vec<Successor> {
    let mut found = Vec::new();
    if let Some(escalation) = &plan.escalation
        && let Some(to) = checker.find(Kind::Plan, &escalation.plan)
    {
        found.push((to, format!("plans[{i}].escalation.plan")));
    }
    for (k, rule) in plan.rules.iter().enumerate() {
        for (n, order) in rule.orders.iter().enumerate() {
            if let RuleOrder::Escalate(id) = order
                && let Some(to) = checker.find(Kind::Plan, id)
            {
                found.push((to, format!("plans[{i}].rules[{k}].orders[{n}][0]")));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plans(edges: &[(usize, usize)], count: usize) -> Vec<Vec<Successor>> {
        let mut next = vec![Vec::new(); count];
        for &(from, to) in edges {
            next[from].push((to, format!("{from} to {to}")));
        }
        next
    }

    #[test]
    fn rings_are_found_where_they_begin_and_branches_that_meet_are_none() {
        let found = |edges: &[(usize, usize)]| -> Vec<String> {
            let rings = rings(&plans(edges, 5));
            rings.into_iter().map(|(_, _, place)| place).collect()
        };
        assert_eq!(found(&[(0, 1), (1, 0)]), ["0 to 1"]);
        assert_eq!(found(&[(2, 2)]), ["2 to 2"]);
        assert_eq!(found(&[(0, 1), (1, 2), (2, 3), (3, 1)]), ["1 to 2"]);
        // Two ways to one plan.
        assert!(found(&[(0, 1), (0, 2), (1, 3), (2, 3), (3, 4)]).is_empty());
        // The same step back by two rules.
        assert_eq!(found(&[(0, 1), (1, 0), (1, 0)]), ["0 to 1"]);
    }
}
