//! Ways round corners.

use crate::base::Segment;
use crate::sim::EventKind;
use crate::verify::{Lab, LabError, Outcome, Said, Sample, Take};

use super::{Shot, all_out_s, exceeds};

/// Seeds of the twenty people at the corner.
const RUNS: usize = 5;
/// Seeds of the three corridors of RiMEA 15.
const LONG_RUNS: usize = 4;

/// How often somebody's way from one frame to the next goes through a wall.
/// The engine checks positions itself; this looks at what was recorded.
fn walls_crossed(take: &Take) -> usize {
    let walls: Vec<Segment> = take
        .world
        .cells
        .iter()
        .flat_map(|cell| cell.walls().iter().map(|wall| wall.segment))
        .collect();
    let mut crossed = 0;
    for pair in take.moments.windows(2) {
        for spot in &pair[0].people {
            let Some(next) = pair[1].spot(spot.id) else {
                continue;
            };
            let way = Segment::new(spot.p(), next.p());
            crossed += walls
                .iter()
                .filter(|wall| way.crossing(**wall).is_some())
                .count();
        }
    }
    crossed
}

/// RiMEA 6, IMO 6, NIST 2.3 and ISO 4: twenty people go round a corner,
/// nobody through a wall, and all get out.
pub(in crate::verify) fn nobody_through_walls(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    lab.once("corner", || {
        let shot = Shot::of(lab);
        let runs = lab.replicate(&lab.scenario("rimea-06")?, RUNS, |take| {
            shot.keep(take, &[]);
            Ok((take.count(EventKind::Left), walls_crossed(take)))
        })?;
        let left: usize = runs.iter().map(|run| run.0).sum();
        let crossed: usize = runs.iter().map(|run| run.1).sum();
        let all = 20 * runs.len();
        let mut outcome = Outcome::of(runs.len());
        let said = Said::new("case-left-of")
            .with("left", left)
            .with("all", all);
        outcome.judge(said, left == all);
        // Somebody inside a wall ends a run as a broken promise.
        let said = Said::new("case-walls-crossed").with("crossed", crossed);
        outcome.judge(said, crossed == 0);
        shot.hang(&mut outcome);
        Ok(outcome)
    })
}

/// RiMEA 15: the way round the corner takes at least as long as the short
/// straight one and at most as long as the long one.
pub(in crate::verify) fn between_two_lengths(lab: &Lab<'_>) -> Result<Outcome, LabError> {
    let shot = Shot::of(lab);
    let times = |name: &str| -> Result<Sample, LabError> {
        let scenario = lab.scenario(name)?;
        let values = lab.replicate(&scenario, LONG_RUNS, |take| {
            if name == "rimea-15-corner" {
                shot.keep(take, &[]);
            }
            all_out_s(take)
        })?;
        Ok(Sample::new(values))
    };
    let short = times("rimea-15-short")?;
    let corner = times("rimea-15-corner")?;
    let long = times("rimea-15-long")?;
    let mut outcome = Outcome::of(3 * short.runs());
    let said = Said::new("case-corner-times")
        .number("short", short.mean(), 1)
        .number("corner", corner.mean(), 1)
        .number("long", long.mean(), 1);
    let ordered = !exceeds(&short, &corner) && !exceeds(&corner, &long);
    let in_order = short.mean() <= corner.mean() && corner.mean() <= long.mean();
    outcome.judge(said, ordered && in_order);
    shot.hang(&mut outcome);
    Ok(outcome)
}
