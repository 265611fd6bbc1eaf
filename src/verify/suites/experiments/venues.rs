//! Fifty venues drawn at random: nobody inside a wall (the lab looks at that
//! after every step), nobody stuck, hardly any overlap.

use rayon::prelude::*;

use super::drawn_venue;
use crate::sim::EventKind;
use crate::verify::{Lab, LabError, Outcome, Picture, Said, Take};

/// Venues.
const VENUES: u64 = 50;
/// Seeds of each.
const SEEDS: usize = 3;
/// Largest share of person-seconds spent deeper than 20 % of a body in
/// somebody else.
const OVERLAP: f64 = 0.001;

/// What one run gives.
#[derive(Clone, Copy, Debug, Default)]
struct Ride {
    stuck: usize,
    /// Who stood a minute on one spot in a crowd that got on.
    waits: usize,
    left_behind: u32,
    /// Person-seconds in deep overlap: both of each pair, once a second.
    deep_s: f64,
    /// Person-seconds in all.
    all_s: f64,
}

fn ride(take: &Take) -> Ride {
    let pairs: f64 = take.happened(EventKind::Overlaps).map(|e| e.value).sum();
    let people: usize = take.moments.iter().map(|moment| moment.people.len()).sum();
    Ride {
        stuck: take.stuck(),
        waits: take.people_of(EventKind::CrowdWait),
        left_behind: take.inside,
        deep_s: 2.0 * pairs,
        all_s: people as f64 * take.frame_dt_s,
    }
}

pub(super) fn venues(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    let venues = lab.runs.map_or(VENUES, |runs| runs as u64);
    let frame = lab.scenario("exp-venues")?;
    let rides: Vec<Result<Vec<Ride>, LabError>> = (0..venues)
        .into_par_iter()
        .map(|number| {
            let scenario = drawn_venue::draw(&frame, number);
            let world = lab.compile(&scenario)?;
            (1..=SEEDS as u64)
                .map(|seed| Ok(ride(&lab.run_in(&world, seed)?)))
                .collect()
        })
        .collect();
    let mut all = Vec::new();
    let mut worst: Option<(u64, usize)> = None;
    for (number, rides) in rides.into_iter().enumerate() {
        for ride in rides? {
            let troubled = ride.stuck + ride.left_behind as usize;
            if troubled > worst.map_or(0, |(_, most)| most) {
                worst = Some((number as u64, troubled));
            }
            all.push(ride);
        }
    }
    let mut outcome = Outcome::of(all.len());
    let stuck: usize = all.iter().map(|ride| ride.stuck).sum();
    let behind: u32 = all.iter().map(|ride| ride.left_behind).sum();
    let said = Said::new("exp-venues-reads-stuck")
        .with("stuck", stuck)
        .with("behind", behind);
    outcome.judge(said, stuck == 0 && behind == 0);
    let waits: usize = all.iter().map(|ride| ride.waits).sum();
    outcome.note(Said::new("exp-venues-reads-waits").with("n", waits));
    let deep: f64 = all.iter().map(|ride| ride.deep_s).sum();
    let whole: f64 = all.iter().map(|ride| ride.all_s).sum();
    let said = Said::new("exp-venues-reads-overlap").number("share", 100.0 * deep / whole, 4);
    outcome.judge(said, deep / whole < OVERLAP);
    if let Some((number, troubled)) = worst {
        let said = Said::new("exp-venues-reads-worst")
            .with("venue", number)
            .with("n", troubled);
        outcome.note(said);
    }
    if lab.draws {
        let number = worst.map_or(0, |(number, _)| number);
        let take = lab.run(&drawn_venue::draw(&frame, number), 1)?;
        let caption = Said::new("exp-venues-picture").with("venue", number);
        outcome.pictures.push(Picture::of(&take).captioned(caption));
    }
    Ok(outcome)
}
