//! What the runs of a variant have in common beside its objectives: the evacuation
//! curve as a band over replications, clearing times by zone, and which gates and
//! places bind. Of one variant and window at a time, so that memory does not grow with
//! their number.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::runner::{Job, Runner};
use crate::analysis::metrics::Metrics;
use crate::analysis::statistics::{self, Better, CurveCriterion, convergence, quantile};
use crate::record::RecordError;

/// Share of the replications below a band's lower line, and above its upper one.
const TAIL: f64 = 0.05;
/// Most points of a band.
const POINTS: usize = 120;
/// Time between two points of a run's curve \[s\].
const CURVE_STEP_S: f64 = 10.0;

/// A window of the day as the runs of a variant showed it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WindowSeen {
    /// The window.
    pub window: String,
    /// Runs.
    pub runs: usize,
    /// Runs in which somebody who had to leave was left inside.
    pub incomplete: usize,
    /// Runs whose answer is withheld, because the model does not hold for their crowd.
    pub withheld: usize,
    /// Time of day at which the runs start \[s\].
    pub start_s: f64,
    /// People inside over time; none without an alarm, or if every run is withheld.
    pub curve: Option<Band>,
    /// Zones, in the order of the document; empty without an alarm.
    pub zones: Vec<ZoneSeen>,
    /// Gates at which people queued, the most often worst first.
    pub gates: Vec<GateSeen>,
    /// Places that were the densest of a run, the most often densest first.
    pub places: Vec<PlaceSeen>,
}

/// People inside over time, of all runs of a variant that are not withheld. A run that
/// is over stays at its last value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Band {
    /// Runs.
    pub runs: usize,
    /// Median of the alarm, from the start of the run \[s\].
    pub alarm_s: f64,
    /// Time between two points, the first at the start of the run \[s\].
    pub step_s: f64,
    /// The value below which one run in twenty is (of fewer than twenty the least).
    pub low: Vec<f64>,
    /// The median run.
    pub median: Vec<f64>,
    /// The value above which one run in twenty is (of fewer than twenty the greatest).
    pub high: Vec<f64>,
    /// After how many runs the mean curve had settled; none if it has not. It takes
    /// twelve at least.
    pub settled_after: Option<usize>,
    /// By how much the last run moved the mean curve: Euclidean relative difference;
    /// none of one run.
    pub last_change: Option<f64>,
}

/// A zone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ZoneSeen {
    /// Id.
    pub id: String,
    /// Runs in which it was not cleared, those that are withheld among them.
    pub nulls: usize,
    /// Median of its clearing time, from the alarm \[s\]; none if that is a null.
    pub median_s: Option<f64>,
    /// P95 of its clearing time \[s\]; none if that is a null.
    pub p95_s: Option<f64>,
    /// Runs in which it was the last to be cleared.
    pub last: usize,
}

/// A gate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GateSeen {
    /// Id.
    pub id: String,
    /// Runs in which its queue was the longest of all gates.
    pub worst: usize,
    /// Median of its longest queue.
    pub max_queue: Option<f64>,
    /// Median of the P95 of its waits \[s\].
    pub p95_wait_s: Option<f64>,
}

/// A place or path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaceSeen {
    /// Id.
    pub id: String,
    /// Runs in which it was the densest.
    pub worst: usize,
    /// Median of the greatest density in those runs [1/m²].
    pub density_per_m2: Option<f64>,
}

/// Looks at all runs that count: by variant and window.
///
/// # Errors
/// If a run cannot be read again.
pub fn observe(runner: &Runner<'_>, runs: &[Job]) -> Result<Vec<Vec<WindowSeen>>, RecordError> {
    let matrix = runner.matrix;
    let mut jobs: BTreeMap<(usize, usize), Vec<Job>> = BTreeMap::new();
    for job in runs {
        jobs.entry((job.variant, job.window))
            .or_default()
            .push(*job);
    }
    let windows = matrix.windows.iter().enumerate();
    let of = |variant: usize| {
        let windows = windows.clone().map(|(index, window)| {
            let mut seen = Gathered::default();
            for &job in jobs.get(&(variant, index)).map_or(&[][..], Vec::as_slice) {
                seen.take(&runner.metrics_of(job)?);
            }
            let start_s = matrix.key(variant, index, runner.seed).from_s;
            Ok(seen.finish(window.id.clone(), start_s))
        });
        windows.collect::<Result<Vec<_>, RecordError>>()
    };
    (0..matrix.variants.len()).map(of).collect()
}

/// What is kept of each run until all were looked at.
#[derive(Default)]
struct Gathered {
    runs: usize,
    incomplete: usize,
    withheld: usize,
    alarms: Vec<Option<f64>>,
    curves: Vec<Vec<u32>>,
    zones: Vec<(String, Vec<Option<f64>>, usize)>,
    gates: BTreeMap<String, GateRuns>,
    places: BTreeMap<String, Vec<Option<f64>>>,
}

#[derive(Default)]
struct GateRuns {
    worst: usize,
    queues: Vec<Option<f64>>,
    waits: Vec<Option<f64>>,
}

impl Gathered {
    fn take(&mut self, metrics: &Metrics) {
        self.runs += 1;
        self.incomplete +=
            usize::from(metrics.outcome == crate::analysis::metrics::Outcome::Incomplete);
        let withheld = metrics.integrity.implausible;
        self.withheld += usize::from(withheld);
        if let Some(evacuation) = &metrics.evacuation {
            if !withheld {
                self.alarms.push(Some(evacuation.alarm_s));
                // With how many were inside at its end: the last point may be older.
                let points = evacuation.curve.iter().map(|point| point.1);
                let end = std::iter::once(metrics.people.inside);
                self.curves.push(points.chain(end).collect());
            }
            if self.zones.is_empty() {
                let zones = evacuation.zones.iter();
                self.zones = zones.map(|z| (z.id.clone(), Vec::new(), 0)).collect();
            }
            let time = |at: usize| {
                let cleared = evacuation.zones.get(at).and_then(|zone| zone.all_clear_s);
                cleared.filter(|_| !withheld)
            };
            // A zone that never was clear is later than any that was.
            let late = |at: usize| time(at).unwrap_or(f64::INFINITY);
            let last = (0..self.zones.len()).max_by(|&a, &b| late(a).total_cmp(&late(b)));
            for (at, (_, times, lasts)) in self.zones.iter_mut().enumerate() {
                times.push(time(at));
                *lasts += usize::from(last == Some(at));
            }
        }
        self.take_gates(metrics);
        if let Some(place) = &metrics.crowding.place {
            let densities = self.places.entry(place.clone()).or_default();
            densities.push(metrics.crowding.max_density_per_m2);
        }
    }

    fn take_gates(&mut self, metrics: &Metrics) {
        let queued = || metrics.gates.iter().filter(|g| g.max_queue > Some(0));
        // The first of several in the order of the document.
        let worst = queued().rev().max_by_key(|gate| gate.max_queue);
        for gate in queued() {
            let runs = self.gates.entry(gate.id.clone()).or_default();
            runs.worst += usize::from(worst.is_some_and(|worst| worst.id == gate.id));
            runs.queues.push(gate.max_queue.map(f64::from));
            runs.waits.push(gate.p95_wait_s);
        }
    }

    fn finish(self, window: String, start_s: f64) -> WindowSeen {
        let runs = self.runs;
        // A run without a queue there had one of nobody.
        let padded = |mut values: Vec<Option<f64>>| {
            values.resize(runs, Some(0.0));
            median(&values)
        };
        let mut gates: Vec<GateSeen> = (self.gates.into_iter())
            .map(|(id, gate)| GateSeen {
                id,
                worst: gate.worst,
                max_queue: padded(gate.queues),
                p95_wait_s: padded(gate.waits),
            })
            .collect();
        gates.sort_by_key(|gate| Reverse(gate.worst));
        let mut places: Vec<PlaceSeen> = (self.places.into_iter())
            .map(|(id, densities)| PlaceSeen {
                id,
                worst: densities.len(),
                density_per_m2: median(&densities),
            })
            .collect();
        places.sort_by_key(|place| Reverse(place.worst));
        WindowSeen {
            window,
            runs,
            incomplete: self.incomplete,
            withheld: self.withheld,
            start_s,
            curve: band(&self.curves, &self.alarms),
            zones: (self.zones.into_iter())
                .map(|(id, times, last)| ZoneSeen {
                    id,
                    nulls: times.iter().filter(|time| time.is_none()).count(),
                    median_s: median(&times),
                    p95_s: quantile(&times, 0.95, Better::Smaller),
                    last,
                })
                .collect(),
            gates,
            places,
        }
    }
}

fn median(values: &[Option<f64>]) -> Option<f64> {
    statistics::median(values, Better::Smaller)
}

/// Curves of one step of time each as a band.
fn band(curves: &[Vec<u32>], alarms: &[Option<f64>]) -> Option<Band> {
    let longest = curves.iter().map(Vec::len).max().filter(|most| *most > 1)?;
    let every = (longest - 1).div_ceil(POINTS - 1);
    // The last point is not left out, so that the end shows.
    let points = (longest - 1).div_ceil(every) + 1;
    let thinned: Vec<Vec<f64>> = (curves.iter())
        .map(|curve| {
            let last = curve.last().copied().unwrap_or(0);
            let at = |point: usize| curve.get(point * every).copied().unwrap_or(last);
            (0..points).map(|point| f64::from(at(point))).collect()
        })
        .collect();
    let rank = |share: f64| {
        let rank = (share * thinned.len() as f64 - 1e-9).ceil().max(1.0) as usize;
        rank.min(thinned.len()) - 1
    };
    let (low, middle, high) = (rank(TAIL), rank(0.5), rank(1.0 - TAIL));
    let mut lines = [Vec::new(), Vec::new(), Vec::new()];
    for point in 0..points {
        let mut column: Vec<f64> = thinned.iter().map(|curve| curve[point]).collect();
        column.sort_by(f64::total_cmp);
        for (line, rank) in lines.iter_mut().zip([low, middle, high]) {
            line.push(column[rank]);
        }
    }
    let settled = convergence(&thinned, CurveCriterion::default()).ok();
    let [low, median_line, high] = lines;
    Some(Band {
        runs: curves.len(),
        alarm_s: median(alarms).unwrap_or(0.0),
        step_s: CURVE_STEP_S * every as f64,
        low,
        median: median_line,
        high,
        settled_after: settled.as_ref().and_then(|found| found.converged_at),
        last_change: (settled.as_ref())
            .and_then(|found| found.steps.last())
            .map(|step| step.measures.erd),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_is_the_spread_of_the_runs_at_each_time() {
        let curves = [vec![10, 6, 2, 0], vec![10, 8, 4, 2, 0], vec![10, 7, 1, 0]];
        let band = band(&curves, &[Some(20.0), Some(40.0), Some(30.0)]).expect("three curves");
        assert_eq!((band.runs, band.alarm_s, band.step_s), (3, 30.0, 10.0));
        assert_eq!(band.low, [10.0, 6.0, 1.0, 0.0, 0.0]);
        assert_eq!(band.median, [10.0, 7.0, 2.0, 0.0, 0.0]);
        assert_eq!(band.high, [10.0, 8.0, 4.0, 2.0, 0.0]);
        assert_eq!(band.settled_after, None, "it takes twelve");
        assert!(super::band(&[], &[]).is_none());
    }

    #[test]
    fn a_long_curve_is_thinned_to_its_end() {
        let curve: Vec<u32> = (0..=1000).rev().collect();
        let band = band(&[curve.clone(), curve], &[Some(0.0); 2]).expect("curves");
        assert!(band.median.len() <= POINTS + 1);
        assert_eq!(band.median.first(), Some(&1000.0));
        assert_eq!(band.median.last(), Some(&0.0));
        assert_eq!(band.last_change, Some(0.0));
    }
}
