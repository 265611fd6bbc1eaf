//! Who passes a line when, and how many a second.

use crate::base::Segment;

use crate::verify::take::Take;

/// Share of those passing whose flow is measured: the middle, so that
/// neither the beginning, before the jam has formed, nor the end counts.
pub const MIDDLE: f64 = 0.6;

/// Somebody passes a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crossing {
    /// Who.
    pub id: u32,
    /// When, between two frames by proportion \[s\].
    pub t_s: f64,
    /// Whether from the line's left side to its right, seen from a to b.
    pub to_right: bool,
}

/// All passages of a line, in order of time, then of person. Somebody who
/// goes to and fro passes each time; see [`first_passages`].
#[must_use]
pub fn crossings(take: &Take, line: Segment) -> Vec<Crossing> {
    let mut found = Vec::new();
    for pair in take.moments.windows(2) {
        let (before, after) = (&pair[0], &pair[1]);
        for spot in &before.people {
            let Some(next) = after.spot(spot.id) else {
                continue;
            };
            let (from, to) = (spot.p(), spot.p() + take.way(spot, next));
            let track = Segment::new(from, to);
            // From the line itself counts as from its left, so that whoever
            // stops on it is counted once.
            let (side_a, side_b) = (line.side(from), line.side(to));
            let to_right = side_a >= 0.0 && side_b < 0.0;
            let to_left = side_a < 0.0 && side_b >= 0.0;
            if !(to_right || to_left) {
                continue;
            }
            if let Some(share) = track.crossing(line) {
                found.push(Crossing {
                    id: spot.id,
                    t_s: before.t_s + share * (after.t_s - before.t_s),
                    to_right,
                });
            }
        }
    }
    found.sort_by(|a, b| a.t_s.total_cmp(&b.t_s).then(a.id.cmp(&b.id)));
    found
}

/// The first passage of each person, in order of time.
#[must_use]
pub fn first_passages(take: &Take, line: Segment) -> Vec<Crossing> {
    let mut seen = vec![false; take.roster.len()];
    let all = crossings(take, line).into_iter();
    all.filter(|crossing| !std::mem::replace(&mut seen[crossing.id as usize], true))
        .collect()
}

/// Flow [1/s] from the passages of a line: the middle 60 % of those passing
/// over the time they took. None for fewer than five passages, or if they
/// are all at once.
#[must_use]
pub fn middle_flow_per_s(passages: &[Crossing]) -> Option<f64> {
    let n = passages.len();
    if n < 5 {
        return None;
    }
    let skipped = ((1.0 - MIDDLE) / 2.0 * n as f64).round() as usize;
    let (first, last) = (skipped, n - 1 - skipped);
    let took_s = passages[last].t_s - passages[first].t_s;
    (took_s > 0.0).then(|| (last - first) as f64 / took_s)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Vec2;
    use crate::verify::take::testing::{take, walk};

    #[test]
    fn people_who_pass_every_half_second_flow_at_two_a_second() {
        // Twenty people in a row, 0.75 m apart at 1.5 m/s, pass x = 10.
        let people = (0..20).map(|i| walk(-0.75 * f64::from(i), 1.0, 1.5, 0.0));
        let take = take(people.collect(), 0.1, 40.0);
        let line = Segment::new(Vec2::new(10.0, 0.0), Vec2::new(10.0, 2.0));
        let passages = first_passages(&take, line);
        assert_eq!(passages.len(), 20);
        // Seen from (10, 0) to (10, 2) the walkers go from left to right.
        assert!(passages.iter().all(|p| p.to_right));
        for (i, passage) in passages.iter().enumerate() {
            let due_s = (10.0 + 0.75 * i as f64) / 1.5;
            // Positions are in whole millimetres.
            assert!((passage.t_s - due_s).abs() < 2e-3, "{passage:?} {due_s}");
        }
        let flow = middle_flow_per_s(&passages).expect("twenty passed");
        assert!((flow - 2.0).abs() < 0.002, "{flow}");
    }

    #[test]
    fn a_line_counts_only_where_it_is_and_too_few_give_no_flow() {
        let take = take(vec![walk(0.0, 1.0, 1.5, 0.0)], 0.1, 10.0);
        let beside = Segment::new(Vec2::new(5.0, 2.0), Vec2::new(5.0, 4.0));
        assert!(crossings(&take, beside).is_empty());
        let across = Segment::new(Vec2::new(5.0, 2.0), Vec2::new(5.0, 0.0));
        let passed = crossings(&take, across);
        assert_eq!(passed.len(), 1);
        assert!(!passed[0].to_right);
        assert_eq!(middle_flow_per_s(&passed), None);
    }
}
