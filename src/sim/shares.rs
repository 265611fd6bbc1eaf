//! Sharing people out over options at the least total cost.

use std::collections::BTreeSet;

/// Cost of an option that is none for somebody; above any other.
pub(crate) const NO_WAY: i64 = 1_000_000;

/// Whole numbers in proportion to `shares` that add up to `count`, by the
/// largest remainders; of equal ones the first.
pub(crate) fn quotas(shares: &[f64], count: usize) -> Vec<usize> {
    let total: f64 = shares.iter().sum();
    if total <= 0.0 {
        return vec![0; shares.len()];
    }
    let exact: Vec<f64> = shares
        .iter()
        .map(|share| share / total * count as f64)
        .collect();
    let mut quotas: Vec<usize> = exact.iter().map(|e| e.floor() as usize).collect();
    let mut order: Vec<usize> = (0..shares.len()).collect();
    let remainder = |i: usize| exact[i] - exact[i].floor();
    order.sort_by(|&a, &b| remainder(b).total_cmp(&remainder(a)).then(a.cmp(&b)));
    let missing = count - quotas.iter().sum::<usize>().min(count);
    for &i in order.iter().cycle().take(missing) {
        quotas[i] += 1;
    }
    quotas
}

/// Gives everybody an option such that option `o` is taken by `quotas[o]`
/// people and the sum of costs is the least possible; among equally good ways
/// of doing so those with low keys move first. `costs[p][o]` is what option
/// `o` costs person `p`; the quotas add up to the number of people.
///
/// Everybody begins with what is cheapest for them; then, one by one, the
/// people for whom a change costs least move over from an option that has too
/// many, along the cheapest chain of options (successive shortest paths; Ahuja,
/// Magnanti and Orlin 1993, section 9.7).
pub(crate) fn share_out(costs: &[Vec<i64>], keys: &[u64], quotas: &[usize]) -> Vec<usize> {
    let options = quotas.len();
    let mut taken = vec![0_usize; options];
    let mut choice: Vec<usize> = Vec::with_capacity(costs.len());
    // For each pair of options, who could change from one to the other, by
    // what that would cost.
    let mut changes = vec![BTreeSet::<(i64, u64, usize)>::new(); options * options];
    for (person, cost) in costs.iter().enumerate() {
        let cheapest = (0..options).min_by_key(|&o| (cost[o], o)).unwrap_or(0);
        choice.push(cheapest);
        taken[cheapest] += 1;
        for to in (0..options).filter(|&to| to != cheapest) {
            changes[cheapest * options + to].insert((
                cost[to] - cost[cheapest],
                keys[person],
                person,
            ));
        }
    }
    while let Some(chain) = cheapest_chain(&changes, &taken, quotas) {
        for pair in chain.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            let Some(&(_, key, person)) = changes[from * options + to].first() else {
                return choice;
            };
            for other in 0..options {
                let gain = |at: usize| costs[person][other] - costs[person][at];
                if other != from {
                    changes[from * options + other].remove(&(gain(from), key, person));
                }
                if other != to {
                    changes[to * options + other].insert((gain(to), key, person));
                }
            }
            choice[person] = to;
        }
        taken[chain[0]] -= 1;
        taken[chain[chain.len() - 1]] += 1;
    }
    choice
}

/// The options along which moving one person each costs least, from one that
/// has too many to one that has too few; none if every quota is met.
fn cheapest_chain(
    changes: &[BTreeSet<(i64, u64, usize)>],
    taken: &[usize],
    quotas: &[usize],
) -> Option<Vec<usize>> {
    let options = quotas.len();
    let mut cost: Vec<Option<i64>> = (0..options)
        .map(|o| (taken[o] > quotas[o]).then_some(0))
        .collect();
    let mut before: Vec<Option<usize>> = vec![None; options];
    // Bellman and Ford: some changes gain something.
    for _ in 0..options {
        for from in 0..options {
            let Some(so_far) = cost[from] else { continue };
            for to in 0..options {
                let Some(&(change, ..)) = changes[from * options + to].first() else {
                    continue;
                };
                if cost[to].is_none_or(|known| so_far + change < known) {
                    cost[to] = Some(so_far + change);
                    before[to] = Some(from);
                }
            }
        }
    }
    let end = (0..options)
        .filter(|&o| taken[o] < quotas[o])
        .filter_map(|o| cost[o].map(|c| (c, o)))
        .min()?
        .1;
    let mut chain = vec![end];
    while let Some(from) = before[chain[chain.len() - 1]] {
        chain.push(from);
    }
    chain.reverse();
    Some(chain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::random::{Purpose, Stream};

    #[test]
    fn quotas_add_up_and_keep_to_the_shares() {
        assert_eq!(quotas(&[0.45, 0.35, 0.2], 10), [5, 3, 2]);
        assert_eq!(quotas(&[1.0, 1.0, 1.0], 10), [4, 3, 3]);
        assert_eq!(quotas(&[0.0, 0.0], 3), [0, 0]);
        for count in 0..50 {
            assert_eq!(
                quotas(&[0.13, 0.29, 0.58], count).iter().sum::<usize>(),
                count
            );
        }
    }

    #[test]
    fn people_on_a_line_go_to_the_end_that_is_theirs() {
        let costs: Vec<Vec<i64>> = (0..10).map(|p| vec![p * 5, (9 - p) * 5]).collect();
        let choice = share_out(&costs, &[0; 10], &[3, 7]);
        assert_eq!(choice, [0, 0, 0, 1, 1, 1, 1, 1, 1, 1]);
    }

    #[test]
    fn no_other_sharing_costs_less() {
        // Seven people, three options: all sharings are tried.
        let mut stream = Stream::new(1, Purpose::ExitShare, 0);
        for _ in 0..200 {
            let costs: Vec<Vec<i64>> = (0..7)
                .map(|_| (0..3).map(|_| stream.below(12) as i64).collect())
                .collect();
            let keys: Vec<u64> = (0..7).map(|_| stream.below(1000) as u64).collect();
            let quotas = [3, 2, 2];
            let cost =
                |choice: &[usize]| -> i64 { choice.iter().zip(&costs).map(|(&o, c)| c[o]).sum() };
            let found = share_out(&costs, &keys, &quotas);
            for (option, quota) in quotas.iter().enumerate() {
                assert_eq!(found.iter().filter(|&&o| o == option).count(), *quota);
            }
            let least = (0..3_usize.pow(7))
                .map(|code| -> Vec<usize> { (0..7).map(|p| code / 3_usize.pow(p) % 3).collect() })
                .filter(|choice| {
                    (0..3).all(|o| choice.iter().filter(|&&c| c == o).count() == quotas[o])
                })
                .map(|choice| cost(&choice))
                .min();
            assert_eq!(Some(cost(&found)), least);
        }
    }
}
