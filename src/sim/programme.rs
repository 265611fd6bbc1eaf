//! What the programme is to a group: which item it is at, and in which place.
//!
//! From one item to the next as few people change place as its shares allow:
//! who is where the next item wants as many or more stays, elsewhere only those
//! too many go (assumption: nobody leaves the place of the ceremony to watch it
//! from another). In the words of probability the two draws are coupled
//! maximally (Thorisson, "Coupling, Stationarity, and Regeneration", 2000).
//!
//! Places with a time to dwell are gone round within an item: when it is over
//! another of them is drawn, with its share over its mean time, so that the
//! shares of those bound for each hold at any time (a semi-Markov process in its
//! stationary state, but for the first stay, of which a uniform share is left). The
//! way to a place counts as part of the stay.

use crate::base::random::{Purpose, Stream};
use crate::model::Scenario;
use crate::model::visitors::{PlaceShare, ProgrammeItem};
use crate::world::{CellIndex, World};

/// Where a group is to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stay {
    pub(crate) place: CellIndex,
    /// The how-manieth place it is in the item, from 0.
    pub(crate) number: u16,
    /// Until what time of day if the item does not end before \[s\].
    pub(crate) until_s: f64,
}

/// Where a group is to be at a time of day, in the item it is then at.
pub(crate) fn stay_at(world: &World, seed: u64, leader: u32, time_s: f64) -> Option<Stay> {
    let scenario = &world.scenario;
    let item = item_at(scenario, seed, leader, time_s)?;
    let items = scenario.visitors.programme.get(..=item)?;
    let mut at: Option<&str> = None;
    let (mut number, mut until_s) = (0, f64::INFINITY);
    for (index, now) in items.iter().enumerate() {
        let part = 1 + index as u64;
        let mut stream = Stream::with_part(seed, Purpose::Programme, leader.into(), part);
        let before = index.checked_sub(1).map(|before| &items[before]).zip(at);
        let first = next_place(before, now, &mut stream)?;
        let begins_s = begins_s(scenario, seed, leader, index);
        let looked_at_s = match index == item {
            true => time_s,
            false => self::begins_s(scenario, seed, leader, index + 1),
        };
        let round = go_round(now, first, (begins_s, looked_at_s), || {
            Stream::with_part(seed, Purpose::Programme, leader.into(), GOING_ROUND + part)
        });
        (at, number, until_s) = (Some(round.0), round.1, round.2);
    }
    Some(Stay {
        place: world.cell_named(at?)?,
        number,
        until_s,
    })
}

/// No stay is shorter, whatever is drawn \[s\]: time goes on.
const LEAST_STAY_S: f64 = 1.0;
/// Parts of the programme's stream for dwelling begin here.
const GOING_ROUND: u64 = 2_000_000;

/// The place of a group in an item at a time, its number there and until when,
/// if it began at `first`.
fn go_round<'a>(
    item: &'a ProgrammeItem,
    first: &'a str,
    (begins_s, time_s): (f64, f64),
    stream: impl FnOnce() -> Stream,
) -> (&'a str, u16, f64) {
    let dwell_of = |place: &str| {
        let named = item.places.iter().filter(|there| there.place == place);
        named.filter_map(|there| there.dwell).next()
    };
    let Some(dwell) = dwell_of(first) else {
        return (first, 0, f64::INFINITY);
    };
    let weight = |there: &PlaceShare| there.dwell.map_or(0.0, |dwell| there.share / dwell.mean());
    let mut stream = stream();
    let (mut at, mut number) = (first, 0_u16);
    let mut until_s = begins_s + stream.unit() * dwell.sample(&mut stream);
    while until_s <= time_s && number < u16::MAX {
        let next = stream.pick(item.places.iter().map(weight));
        let Some((there, dwell)) = item.places.get(next).and_then(|t| Some((t, t.dwell?))) else {
            break;
        };
        at = &there.place;
        number += 1;
        until_s += dwell.sample(&mut stream).max(LEAST_STAY_S);
    }
    (at, number, until_s)
}

/// The place in an item of a group that was at one in the item before.
fn next_place<'a>(
    before: Option<(&ProgrammeItem, &'a str)>,
    now: &'a ProgrammeItem,
    stream: &mut Stream,
) -> Option<&'a str> {
    let share_before = |place: &str| before.map_or(0.0, |(item, _)| share(item, place));
    // A place that is named twice counts once.
    let more = now.places.iter().enumerate().map(|(number, there)| {
        let first = now
            .places
            .iter()
            .position(|other| other.place == there.place);
        let more = share(now, &there.place) - share_before(&there.place);
        if first == Some(number) {
            more.max(0.0)
        } else {
            0.0
        }
    });
    if let Some((_, at)) = before {
        let stays = stream.unit() * share_before(at) < share(now, at);
        if stays || more.clone().sum::<f64>() <= 0.0 {
            return Some(at);
        }
    }
    let place = now.places.get(stream.pick(more))?;
    Some(&place.place)
}

/// The share of people an item has in a place.
fn share(item: &ProgrammeItem, place: &str) -> f64 {
    let there = item.places.iter().filter(|there| there.place == place);
    there.map(|there| there.share).sum()
}

/// The item of the programme a group is at, or on its way to, at a time of
/// day: the last one whose start, less or more a personal delay, has come;
/// the first one before that. None without a programme.
pub(crate) fn item_at(scenario: &Scenario, seed: u64, leader: u32, time_s: f64) -> Option<usize> {
    let count = scenario.visitors.programme.len();
    let spread = scenario.parameters.wayfinding.punctuality_s;
    let begun = (1..count).rfind(|&index| {
        // Most of the day it is too late or too early for any delay to matter.
        let start_s = scenario.visitors.programme[index].start.seconds();
        let matters = || time_s >= begins_s(scenario, seed, leader, index);
        time_s >= start_s + spread || time_s >= start_s - spread && matters()
    });
    (count > 0).then(|| begun.unwrap_or(0))
}

/// When an item begins for a group: all but the first with a personal delay;
/// time of day \[s\].
fn begins_s(scenario: &Scenario, seed: u64, leader: u32, index: usize) -> f64 {
    let start_s = scenario.visitors.programme[index].start.seconds();
    if index == 0 {
        return start_s;
    }
    let spread = scenario.parameters.wayfinding.punctuality_s;
    let part = 1_000_000 + index as u64;
    let mut stream = Stream::with_part(seed, Purpose::Programme, leader.into(), part);
    start_s + stream.uniform(-spread, spread)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    const GROUPS: u32 = 40_000;

    /// Shares, with more behind a comma, of three places in two items, from
    /// eight and from nine.
    fn world(items: [[&str; 3]; 2]) -> World {
        let [before, after] = items.map(|shares| {
            let places = ["a", "b", "c"].into_iter().zip(shares);
            let text = places.map(|(id, share)| format!("(place: \"{id}\", share: {share})"));
            text.collect::<Vec<_>>().join(", ")
        });
        let scenario = crate::sim::tests::scenario(&format!(
            r#"(format: 1, name: "programme",
            venue: (places: [
                (id: "a", polygon: [(0, 0), (10, 0), (10, 10), (0, 10)]),
                (id: "b", polygon: [(10, 0), (20, 0), (20, 10), (10, 10)]),
                (id: "c", polygon: [(20, 0), (30, 0), (30, 10), (20, 10)]),
            ]),
            visitors: (
                profiles: [(id: "adult", share: 1)],
                programme: [
                    (id: "first", start: "08:00", end: "09:00", places: [{before}]),
                    (id: "second", start: "09:00", end: "16:00", places: [{after}]),
                ],
            ),
            run: (start: "08:00", end: 10),
            )"#
        ));
        World::compile(Arc::new(scenario)).expect("the venue is sound")
    }

    /// Where a group is at an hour of the day.
    fn at(world: &World, leader: u32, hour: f64) -> Stay {
        stay_at(world, 7, leader, 3600.0 * hour).expect("there is a programme")
    }

    /// Checks a count of groups within four standard deviations of their share.
    fn close(count: u32, expected: f64) {
        let share = f64::from(count) / f64::from(GROUPS);
        let sd = (expected * (1.0 - expected) / f64::from(GROUPS)).sqrt();
        assert!((share - expected).abs() <= 4.0 * sd, "{share} {expected}");
    }

    #[test]
    fn each_item_has_its_shares_and_as_few_change_place_as_they_allow() {
        let world = world([["0.5", "0.3", "0.2"], ["0.2", "0.35", "0.45"]]);
        let mut counts = [[0_u32; 3]; 3];
        for leader in 0..GROUPS {
            let [from, to] = [8.5, 9.5].map(|hour| at(&world, leader, hour).place.at());
            counts[from][to] += 1;
        }
        for (place, (before, after)) in [(0.5, 0.2), (0.3, 0.35), (0.2, 0.45)].iter().enumerate() {
            close(counts[place].iter().sum(), *before);
            close(counts.iter().map(|to| to[place]).sum(), *after);
        }
        // Nobody leaves a place that is to hold more, nobody goes where fewer are.
        assert_eq!((counts[1][0], counts[1][2]), (0, 0));
        assert_eq!((counts[2][0], counts[2][1]), (0, 0));
        close(counts[0][1], 0.05);
        close(counts[0][2], 0.25);
    }

    #[test]
    fn nobody_changes_place_if_the_shares_stay() {
        let world = world([["0.5", "0.3", "0.2"]; 2]);
        for leader in 0..1_000 {
            assert_eq!(at(&world, leader, 8.5).place, at(&world, leader, 9.5).place);
        }
    }

    #[test]
    fn who_dwells_goes_round_and_the_shares_hold_at_any_time() {
        let shares = [
            "0.5",
            "0.3, dwell: LogNormal(mean: 600, sd: 300)",
            "0.2, dwell: Constant(1200)",
        ];
        let world = world([["1.0", "0.0", "0.0"], shares]);
        let (mut rounds, mut stays) = (0.0, 0.0);
        for hour in [9.5, 10.0, 12.0, 15.0] {
            let mut counts = [0_u32; 3];
            for leader in 0..GROUPS {
                let stay = at(&world, leader, hour);
                counts[stay.place.at()] += 1;
                assert!(stay.until_s > 3600.0 * hour);
                if stay.place.at() == 0 {
                    assert_eq!((stay.number, stay.until_s), (0, f64::INFINITY));
                } else if hour == 15.0 {
                    rounds += 1.0;
                    stays += f64::from(stay.number);
                }
            }
            // The first stays are not quite in the stationary state.
            for (count, share) in counts.into_iter().zip([0.5, 0.3, 0.2]) {
                let there = f64::from(count) / f64::from(GROUPS);
                assert!((there - share).abs() < 0.015, "{there} {share} at {hour}");
            }
        }
        // Mean time of a stay: 0.5 / (0.3 / 600 + 0.2 / 1200) = 750 s; six
        // hours are 28.8 of them.
        let mean: f64 = stays / rounds;
        assert!((mean - 28.8).abs() < 1.0, "{mean}");
    }
}
