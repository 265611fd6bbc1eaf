//! How long a study may take: from what finished runs took, else from a short probe.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::matrix::Matrix;
use super::runner::{now, specification};
use super::store::Store;
use crate::model::study::Budget;
use crate::model::{Study, Time};
use crate::sim::{Progress, RunSpec, Simulation};
use crate::world::World;

/// How long each part of a probe simulates at most: its first second, and what follows.
const PROBE: Duration = Duration::from_secs(3);
/// How much of a run counts as setting up: in it ways are found that are then kept
/// \[s\].
const WARM_UP_S: f64 = 1.0;

/// How long the runs that are not there yet may take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Runs that are not there, at most.
    pub missing: u64,
    /// How long they take, on all threads together \[s\].
    pub seconds: f64,
    /// Those among them that are run in any case.
    pub missing_in_any_case: u64,
    /// How long these take \[s\].
    pub seconds_in_any_case: f64,
    /// What it stands on.
    pub from: Ground,
}

/// What an estimate stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// So many finished runs of this study.
    Runs(u64),
    /// The beginning and the middle of a run of each window, simulated just now and the
    /// slower of both drawn out to its full length.
    Probe,
}

/// Estimates what is left of a study; `store` is none if it has no folder yet. None if
/// no run of a window is there, and none may be probed or can be.
#[must_use]
pub fn estimate(
    study: &Study,
    matrix: &Matrix,
    store: Option<&Store>,
    threads: usize,
    may_probe: bool,
) -> Option<Estimate> {
    // A budget pays for so many whole replications.
    let replications = match study.budget {
        Some(Budget::Runs(paid)) => {
            let each = (matrix.variants.len() * matrix.windows.len()).max(1) as u64;
            u32::try_from(paid / each).map_or(study.replications, |n| n.min(study.replications))
        }
        Some(Budget::Minutes(_)) | None => study.replications,
    };
    let in_any_case = study.replications_in_any_case().min(replications);
    let (mut missing, mut known, mut seconds) = (0, 0, 0.0);
    let (mut surely_missing, mut surely_seconds) = (0, 0.0);
    let mut from = Ground::Runs(0);
    for window in 0..matrix.windows.len() {
        let (mut left, mut there, mut took_s) = (0_u64, 0_u64, 0.0);
        let mut surely_left = 0_u64;
        for replication in 0..replications {
            let seed = study.seed.wrapping_add(u64::from(replication));
            for variant in 0..matrix.variants.len() {
                let key = matrix.key(variant, window, seed);
                match store.and_then(|store| store.wall_s(&key)) {
                    Some(wall_s) => {
                        there += 1;
                        took_s += wall_s;
                    }
                    None => {
                        left += 1;
                        surely_left += u64::from(replication < in_any_case);
                    }
                }
            }
        }
        missing += left;
        surely_missing += surely_left;
        known += there;
        if left == 0 {
            continue;
        }
        let each_s = match there {
            0 => {
                from = Ground::Probe;
                may_probe.then_some(())?;
                probe(matrix, window, study.seed)?
            }
            there => took_s / there as f64,
        };
        seconds += each_s * left as f64;
        surely_seconds += each_s * surely_left as f64;
    }
    let from = match from {
        Ground::Runs(_) => Ground::Runs(known),
        Ground::Probe => Ground::Probe,
    };
    Some(Estimate {
        missing,
        seconds: seconds / threads.max(1) as f64,
        missing_in_any_case: surely_missing,
        seconds_in_any_case: surely_seconds / threads.max(1) as f64,
        from,
    })
}

/// How long a run of the baseline takes on one thread \[s\]: as if all of it went on like
/// its first seconds, or like those in its middle if they take longer, since a beginning
/// with nobody there says little of what comes.
fn probe(matrix: &Matrix, window: usize, seed: u64) -> Option<f64> {
    let scenario = matrix.scenario_of(matrix.baseline).ok()?;
    let length_s = scenario.run.end.seconds();
    let world = Arc::new(World::compile(Arc::new(scenario)).ok()?);
    let key = matrix.key(matrix.baseline, window, seed);
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .ok()?;
    let most_s = key.until_s.unwrap_or(length_s - key.from_s);
    let whole = specification(&key);
    let middle = RunSpec {
        from: Some(Time(key.from_s + 0.5 * most_s)),
        until_s: Some(0.5 * most_s),
        ..whole.clone()
    };
    pool.install(|| {
        let began = begin(&world, &whole, most_s)?;
        if began.is_over {
            return Some(began.setting_up_s + began.took_s);
        }
        let goes_on = begin(&world, &middle, most_s)?;
        Some(began.drawn_out(&goes_on, most_s))
    })
}

/// How the first seconds of a run went.
struct Beginning {
    setting_up_s: f64,
    /// How long what came then took \[s\].
    took_s: f64,
    /// How much was simulated in it \[s\].
    simulated_s: f64,
    is_over: bool,
    /// Whether there was an alarm at once.
    is_alarmed: bool,
}

impl Beginning {
    /// Seconds for a simulated second.
    fn rate(&self) -> f64 {
        match self.simulated_s > 0.0 {
            true => self.took_s / self.simulated_s,
            false => 0.0,
        }
    }

    /// How long a run of so long takes that begins like this and goes on from its middle
    /// like that \[s\]. A run that starts after an alarm has everybody leave at once, as
    /// no run does that starts before it: such a middle counts for nothing.
    fn drawn_out(&self, middle: &Self, most_s: f64) -> f64 {
        let rate = match middle.is_alarmed && !self.is_alarmed {
            true => self.rate(),
            false => self.rate().max(middle.rate()),
        };
        self.setting_up_s + rate * (most_s - WARM_UP_S).max(0.0)
    }
}

/// Simulates the first second of a run and what follows, each for [`PROBE`] at most.
fn begin(world: &Arc<World>, run: &RunSpec, most_s: f64) -> Option<Beginning> {
    let began: Instant = now();
    let mut simulation = Simulation::new(Arc::clone(world), run).ok()?;
    simulation.start(&mut []);
    // Setting up is no part of what is drawn out.
    let warm = simulate(&mut simulation, WARM_UP_S);
    let (setting_up_s, began) = (began.elapsed().as_secs_f64(), now());
    let is_alarmed = simulation.is_alarmed();
    let reached = simulate(&mut simulation, most_s);
    Some(Beginning {
        setting_up_s,
        took_s: began.elapsed().as_secs_f64(),
        simulated_s: reached.t_s - warm.t_s,
        is_over: reached.finished,
        is_alarmed,
    })
}

/// Simulates up to a time, for [`PROBE`] at most.
fn simulate(simulation: &mut Simulation, until_s: f64) -> Progress {
    let began: Instant = now();
    let mut progress = simulation.progress();
    while !progress.finished && progress.t_s < until_s && began.elapsed() < PROBE {
        progress = simulation.step(&mut []);
    }
    progress
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beginning(setting_up_s: f64, rate: f64, is_alarmed: bool) -> Beginning {
        Beginning {
            setting_up_s,
            took_s: 20.0 * rate,
            simulated_s: 20.0,
            is_over: false,
            is_alarmed,
        }
    }

    #[test]
    fn a_run_goes_on_like_the_slower_of_its_beginning_and_its_middle() {
        let (slow, fast) = (beginning(4.0, 0.5, false), beginning(7.0, 0.125, false));
        assert_eq!(fast.drawn_out(&slow, 101.0), 7.0 + 0.5 * 100.0);
        assert_eq!(slow.drawn_out(&fast, 101.0), 4.0 + 0.5 * 100.0);
    }

    #[test]
    fn a_middle_after_an_alarm_says_nothing_of_a_run_that_begins_before_it() {
        let (calm, fleeing) = (beginning(4.0, 0.25, false), beginning(4.0, 2.0, true));
        assert_eq!(calm.drawn_out(&fleeing, 101.0), 4.0 + 0.25 * 100.0);
        let alarmed = beginning(4.0, 1.0, true);
        assert_eq!(alarmed.drawn_out(&fleeing, 101.0), 4.0 + 2.0 * 100.0);
    }
}
