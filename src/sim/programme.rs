//! What the programme is to a group: which item it is at, and in which place.
//!
//! From one item to the next as few people change place as its shares allow:
//! who is where the next item wants as many or more stays, elsewhere only those
//! too many go (assumption: nobody leaves the place of the ceremony to watch it
//! from another). In the words of probability the two draws are coupled
//! maximally (Thorisson, "Coupling, Stationarity, and Regeneration", 2000).

use crate::base::random::{Purpose, Stream};
use crate::model::Scenario;
use crate::model::visitors::ProgrammeItem;
use crate::world::{CellIndex, World};

/// The place a group goes to in an item of the programme.
pub(crate) fn place_in(world: &World, seed: u64, leader: u32, item: usize) -> Option<CellIndex> {
    let items = world.scenario.visitors.programme.get(..=item)?;
    let mut at: Option<&str> = None;
    for (index, now) in items.iter().enumerate() {
        let part = 1 + index as u64;
        let mut stream = Stream::with_part(seed, Purpose::Programme, leader.into(), part);
        let before = index.checked_sub(1).map(|before| &items[before]).zip(at);
        at = next_place(before, now, &mut stream);
    }
    world.cell_named(at?)
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
    let programme = &scenario.visitors.programme;
    let spread = scenario.parameters.wayfinding.punctuality_s;
    let mut current = (!programme.is_empty()).then_some(0)?;
    for (index, item) in programme.iter().enumerate().skip(1) {
        let mut stream = Stream::with_part(
            seed,
            Purpose::Programme,
            u64::from(leader),
            1_000_000 + index as u64,
        );
        if time_s >= item.start.seconds() + stream.uniform(-spread, spread) {
            current = index;
        }
    }
    Some(current)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    /// Shares of three places in two items.
    fn world(before: [f64; 3], after: [f64; 3]) -> World {
        let places = |shares: [f64; 3]| {
            let [a, b, c] = shares;
            format!(
                "(place: \"a\", share: {a}), (place: \"b\", share: {b}), (place: \"c\", share: {c})"
            )
        };
        let (before, after) = (places(before), places(after));
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
                    (id: "second", start: "09:00", end: "10:00", places: [{after}]),
                ],
            ),
            run: (start: "08:00", end: 10),
            )"#
        ));
        World::compile(Arc::new(scenario)).expect("the venue is sound")
    }

    #[test]
    fn each_item_has_its_shares_and_as_few_change_place_as_they_allow() {
        const GROUPS: u32 = 40_000;
        let (before, after) = ([0.5, 0.3, 0.2], [0.2, 0.35, 0.45]);
        let world = world(before, after);
        let mut counts = [[0_u32; 3]; 3];
        for leader in 0..GROUPS {
            let [from, to] =
                [0, 1].map(|item| place_in(&world, 7, leader, item).expect("it is named").at());
            counts[from][to] += 1;
        }
        // Four standard deviations of a share of so many.
        let close = |count: u32, expected: f64| {
            let share = f64::from(count) / f64::from(GROUPS);
            let sd = (expected * (1.0 - expected) / f64::from(GROUPS)).sqrt();
            assert!((share - expected).abs() <= 4.0 * sd, "{share} {expected}");
        };
        for place in 0..3 {
            close(counts[place].iter().sum(), before[place]);
            close(counts.iter().map(|to| to[place]).sum(), after[place]);
        }
        // Nobody leaves a place that is to hold more, nobody goes where fewer are.
        assert_eq!((counts[1][0], counts[1][2]), (0, 0));
        assert_eq!((counts[2][0], counts[2][1]), (0, 0));
        close(counts[0][1], 0.05);
        close(counts[0][2], 0.25);
    }

    #[test]
    fn nobody_changes_place_if_the_shares_stay() {
        let shares = [0.5, 0.3, 0.2];
        let world = world(shares, shares);
        for leader in 0..1_000 {
            let [from, to] = [0, 1].map(|item| place_in(&world, 7, leader, item));
            assert_eq!(from, to);
        }
    }
}
