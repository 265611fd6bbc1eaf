//! Whether the promises hold where the truth is known: many studies of
//! numbers drawn from known distributions.

use crate::base::random::{Purpose, Stream};

use super::*;

pub(super) const SURE: Confidence = Confidence::PERCENT_95;
const TRIALS: u64 = 2_000;

/// The share of trials in which something holds; each has its own stream.
pub(super) fn share(trials: u64, part: u64, mut holds: impl FnMut(&mut Stream) -> bool) -> f64 {
    let held = (0..trials).filter(|trial| {
        let mut stream = Stream::with_part(1, Purpose::Jitter, *trial, part);
        holds(&mut stream)
    });
    held.count() as f64 / trials as f64
}

/// Whether an interval that promises 95 % covers 93 to 97 %.
fn check(what: &str, covered: f64) {
    println!("{what}: {covered}");
    assert!((0.93..=0.97).contains(&covered), "{what} covers {covered}");
}

fn draw(runs: usize, mut value: impl FnMut() -> f64) -> Vec<f64> {
    (0..runs).map(|_| value()).collect()
}

fn some(values: &[f64]) -> Vec<Option<f64>> {
    values.iter().copied().map(Some).collect()
}

#[test]
fn the_t_interval_covers_the_mean() {
    for (part, runs) in [(1, 5), (2, 30)] {
        let covered = share(TRIALS, part, |stream| {
            let values = some(&draw(runs, || 100.0 + 15.0 * stream.normal()));
            let found = summarise(&values, Better::Smaller, SURE);
            found
                .mean
                .is_some_and(|mean| mean.interval().contains(100.0))
        });
        check(&format!("t of {runs}"), covered);
    }
}

#[test]
fn the_paired_interval_covers_the_difference_and_knows_the_correlation() {
    let mut correlations = 0.0;
    let mut reductions = 0.0;
    let covered = share(TRIALS, 3, |stream| {
        // Var 100 shared, 25 each their own: correlation 0.8 = reduction.
        let shared = draw(20, || 10.0 * stream.normal());
        let baseline: Vec<f64> = shared
            .iter()
            .map(|s| 600.0 + s + 5.0 * stream.normal())
            .collect();
        let variant: Vec<f64> = shared
            .iter()
            .map(|s| 597.0 + s + 5.0 * stream.normal())
            .collect();
        let found = compare(&some(&variant), &some(&baseline), Better::Smaller, SURE);
        let found = found.difference.expect("no nulls");
        correlations += found.correlation.expect("both vary");
        reductions += found.variance_reduction.expect("both vary");
        found.estimate.interval().contains(-3.0)
    });
    check("paired", covered);
    assert!((correlations / TRIALS as f64 - 0.8).abs() < 0.02);
    assert!((reductions / TRIALS as f64 - 0.8).abs() < 0.03);
}

#[test]
fn wilson_covers_on_average_and_clopper_pearson_always() {
    let mut exact = 0.0;
    let covered = share(TRIALS, 4, |stream| {
        let chance = stream.uniform(0.02, 0.98);
        let values = draw(60, || stream.unit());
        let limit = Limit::AtMost(1.0 - chance);
        let found = limit_broken(&some(&values), limit, SURE).expect("sixty");
        exact += f64::from(u8::from(found.clopper_pearson.contains(chance)));
        found.wilson.contains(chance)
    });
    check("Wilson", covered);
    println!("Clopper-Pearson: {}", exact / TRIALS as f64);
    assert!(exact / TRIALS as f64 >= 0.945);
}

#[test]
fn the_interval_of_p95_covers_it_whatever_the_distribution() {
    for (part, runs) in [(5, 200), (6, 500)] {
        // Exponential: the true P95 is −ln 0.05.
        let covered = share(TRIALS, part, |stream| {
            let values = some(&draw(runs, || stream.exponential(1.0)));
            let found = percentile(&values, 0.95, Better::Smaller, SURE).expect("values");
            let (Bound::Value(low), Bound::Value(high)) = (found.better_end, found.worse_end)
            else {
                panic!("{runs} replications bound a P95");
            };
            (low..=high).contains(&2.995_732_273_6)
        });
        check(&format!("P95 of {runs}"), covered);
    }
}

#[test]
fn the_bootstrap_covers_the_mean_of_a_skewed_metric() {
    let mut entity = 0;
    let mut of_t = 0.0;
    let covered = share(TRIALS, 7, |stream| {
        entity += 1;
        let values = draw(50, || stream.exponential(10.0));
        let bootstrap = Bootstrap {
            resamples: 500,
            seed: 1,
            entity,
        };
        let t = MeanEstimate::of(&values, SURE).expect("fifty").interval();
        of_t += f64::from(u8::from(t.contains(10.0)));
        let interval = bootstrap.interval(&values, Statistic::Mean, SURE);
        interval.expect("fifty values").contains(10.0)
    });
    println!("t of the same: {}", of_t / TRIALS as f64);
    check("bootstrap", covered);
}

#[test]
fn the_bootstrap_covers_the_median_of_a_skewed_metric() {
    let mut entity = 0;
    let covered = share(TRIALS, 14, |stream| {
        entity += 1;
        let values = draw(40, || stream.exponential(10.0));
        let bootstrap = Bootstrap {
            resamples: 400,
            seed: 2,
            entity,
        };
        let interval = bootstrap.interval(&values, Statistic::Median, SURE);
        interval.expect("forty values").contains(6.931_471_805_6)
    });
    check("bootstrap of the median", covered);
}

#[test]
fn the_sign_test_and_holm_keep_their_level() {
    let mut false_alarms = 0.0;
    let all_kept = share(TRIALS, 8, |stream| {
        let mut p_values = Vec::new();
        let baseline = some(&draw(25, || stream.normal()));
        for _ in 0..4 {
            // Equal variants, a tenth of whose runs are nulls.
            let mut value = || Some(stream.normal()).filter(|_| stream.unit() > 0.1);
            let variant: Vec<Option<f64>> = (0..25).map(|_| value()).collect();
            let mirrored: Vec<Option<f64>> = (0..25).map(|_| value()).collect();
            let sign = compare(&variant, &mirrored, Better::Smaller, SURE).sign;
            false_alarms += f64::from(u8::from(sign.p_value <= 0.05));
            let fresh = some(&draw(25, || stream.normal()));
            p_values.push(compare(&fresh, &baseline, Better::Smaller, SURE).p_value());
        }
        holm(&p_values).iter().all(|p| *p > 0.05)
    });
    let sign = false_alarms / (4.0 * TRIALS as f64);
    println!("Holm keeps {all_kept}, sign test alarms {sign}");
    assert!(all_kept >= 0.945 && sign <= 0.055);
}

#[test]
fn stopping_meets_its_target_and_still_covers() {
    let mut runs_used = 0;
    let covered = share(TRIALS, 9, |stream| {
        let rule = PrecisionRule::new(Target::Relative(0.05));
        let mut precision = Precision::new(rule).expect("a valid rule");
        let mut values = Vec::new();
        let runs = loop {
            match precision.decision() {
                Decision::Enough { runs, .. } => break runs,
                Decision::More { .. } => {
                    let value = 100.0 + 15.0 * stream.normal();
                    values.push(value);
                    precision.take(Some(value));
                }
                Decision::NoMean { .. } => panic!("there are no nulls"),
            }
        };
        assert_eq!(runs, values.len());
        runs_used += runs;
        let found = MeanEstimate::of(&values, SURE).expect("several");
        assert!(found.half_width <= 0.05 * found.mean.abs() * (1.0 + 1e-9));
        found.interval().contains(100.0)
    });
    println!("runs per study: {}", runs_used as f64 / TRIALS as f64);
    check("stopped", covered);
}

#[test]
fn what_is_recommended_is_about_what_it_takes() {
    // sd 15, half-width 2: (1.96·15/2)² ≈ 216, with t and look-ahead 229.
    let mut stream = Stream::new(1, Purpose::Jitter, 0);
    let mut precision = Precision::new(PrecisionRule::new(Target::Absolute(2.0))).expect("valid");
    for _ in 0..100 {
        precision.take(Some(100.0 + 15.0 * stream.normal()));
    }
    let Decision::More { recommended } = precision.decision() else {
        panic!("a hundred are not enough");
    };
    assert!((85..=180).contains(&recommended), "{recommended}");
}

/// One selection among variants of these means, sharing noise; what it found
/// and what dropping none would have taken.
fn select(means: &[f64], own_sd: f64, stream: &mut Stream) -> (Selected, usize) {
    let rule = SelectionRule {
        better: Better::Smaller,
        indifference: 1.0,
        confidence: SURE,
        first_stage: 10,
        null_as: None,
        null_shares: None,
        limit_shares: None,
    };
    let mut selection = Selection::new(means.len(), rule).expect("a valid rule");
    while !selection.is_decided() {
        let shared = 5.0 * stream.normal();
        let values: Vec<Option<f64>> = means
            .iter()
            .map(|mean| Some(mean + shared + own_sd * stream.normal()))
            .collect();
        selection.take(&values).expect("numbers");
    }
    let full = selection.full_factorial_replications().expect("decided");
    (selection.selected().expect("decided"), full * means.len())
}

/// The hardest case: all others exactly δ worse than the best, which is last.
#[test]
fn the_best_is_selected() {
    let means = [51.0, 51.0, 51.0, 51.0, 50.0];
    let (mut spent, mut full) = (0, 0);
    let right = share(1_000, 10, |stream| {
        let (found, without_dropping) = select(&means, 2.0, stream);
        spent += found.runs;
        full += without_dropping;
        found.best == 4
    });
    println!("KN: {right}, {spent} runs against {full}");
    assert!(right >= 0.95, "the best was selected in {right} of trials");
    assert!(spent < full);
}

/// Spread out as staffings are: most are dropped early.
#[test]
fn losers_are_dropped_early() {
    let means = [50.0, 51.5, 53.0, 55.0, 58.0, 62.0, 67.0, 73.0, 80.0, 88.0];
    let (mut spent, mut full) = (0, 0);
    let mut surely_wrong = 0;
    let right = share(300, 11, |stream| {
        let (found, without_dropping) = select(&means, 3.0, stream);
        spent += found.runs;
        full += without_dropping;
        surely_wrong += usize::from(!found.not_worse().contains(&0));
        found.best == 0
    });
    println!("KN of ten: {right}, {spent} runs against {full}");
    assert!(right >= 0.95 && 2 * spent < full);
    assert_eq!(surely_wrong, 0);
}

/// Means closer than δ: whatever is found is at most δ worse than the best.
#[test]
fn what_is_selected_among_near_ones_is_near() {
    let means = [50.4, 50.0, 50.2, 53.0];
    let near = share(500, 12, |stream| {
        let (found, _) = select(&means, 2.0, stream);
        means[found.best] <= 51.0
    });
    println!("KN near: {near}");
    assert!(near >= 0.95);
}

/// A variant that looks best by its numbers, but has none in six of ten runs,
/// beside four as in the hardest case: it is soon dropped for its nulls, and the
/// best of the others is found as surely.
#[test]
fn the_best_is_selected_beside_one_with_many_nulls() {
    let means = [51.0, 51.0, 50.0, 51.0, 40.0];
    let rule = SelectionRule {
        better: Better::Smaller,
        indifference: 1.0,
        confidence: SURE,
        first_stage: 10,
        null_as: Some(1_000.0),
        null_shares: Some(Shares {
            accepted: 0.05,
            refused: 0.5,
        }),
        limit_shares: None,
    };
    let mut worst = 0;
    let right = share(1_000, 14, |stream| {
        let mut selection = Selection::new(means.len(), rule).expect("a valid rule");
        while !selection.is_decided() {
            let shared = 5.0 * stream.normal();
            let mut values: Vec<Option<f64>> = means
                .iter()
                .map(|mean| Some(mean + shared + 2.0 * stream.normal()))
                .collect();
            if stream.unit() < 0.6 {
                values[4] = None;
            }
            selection.take(&values).expect("numbers");
        }
        let found = selection.selected().expect("decided");
        worst = worst.max(found.gaps[4].replications);
        found.best == 2
    });
    println!("KN beside nulls: {right}, at most {worst} runs of the one with nulls");
    assert!(right >= 0.95 && worst < 100);
}

/// Looked at after every one of 500 runs, of which one in twenty is a null.
#[test]
fn who_has_the_accepted_share_of_nulls_is_seldom_dropped_for_it() {
    let shares = Shares {
        accepted: 0.05,
        refused: 0.5,
    };
    let rule = SelectionRule {
        better: Better::Smaller,
        // So small that nothing is decided within.
        indifference: 1e-6,
        confidence: SURE,
        first_stage: 2,
        null_as: Some(0.0),
        null_shares: Some(shares),
        limit_shares: None,
    };
    let dropped = share(TRIALS, 15, |stream| {
        let mut selection = Selection::new(3, rule).expect("a valid rule");
        (0..500).any(|_| {
            // Numbers that vary by themselves as much as a null does.
            let number = |stream: &mut Stream| Some(-stream.unit());
            let value = (stream.unit() >= 0.05).then(|| -stream.unit());
            let others = [number(stream), number(stream)];
            selection
                .take(&[others[0], value, others[1]])
                .expect("numbers");
            let so_far = selection.so_far();
            so_far.is_some_and(|found| found.gaps[1].standing == Standing::Nulls)
        })
    });
    println!("dropped for nulls: {dropped}");
    assert!(dropped <= 0.005, "{dropped}");
}

#[test]
fn effects_of_a_grid_are_covered() {
    // 3 × 2 with an interaction of 2 at the last of both.
    let truth = |i: usize, j: usize| {
        5.0 * i as f64 + 3.0 * j as f64 + if (i, j) == (2, 1) { 2.0 } else { 0.0 }
    };
    let mut interaction = 0.0;
    let covered = share(TRIALS, 13, |stream| {
        let shared = draw(12, || 6.0 * stream.normal());
        let mut cells = Vec::new();
        for (i, j) in (0..3).flat_map(|i| (0..2).map(move |j| (i, j))) {
            let values = shared
                .iter()
                .map(|s| Some(truth(i, j) + s + 2.0 * stream.normal()));
            cells.push(values.collect());
        }
        let found = effects(&[3, 2], &cells, SURE).expect("a full grid");
        // By hand: 2 − 2/2 − 2/3 + 2/6 = 2/3.
        let last = found.interactions.last().expect("six").effect;
        interaction += f64::from(u8::from(last.interval().contains(2.0 / 3.0)));
        let step = found.factors[0].levels[2].step.expect("third");
        step.interval().contains(6.0)
    });
    check("main effect", covered);
    check("interaction", interaction / TRIALS as f64);
}

/// A curve with noise settles; the criterion sees it.
#[test]
fn a_mean_curve_converges() {
    let mut stream = Stream::new(1, Purpose::Jitter, 99);
    let curves: Vec<Vec<f64>> = (0..60)
        .map(|_| {
            let capacity = 10.0 + stream.normal();
            let start = 6.0 + 3.0 * stream.unit();
            let out = |step: u32| (capacity * (f64::from(step) - start)).clamp(0.0, 300.0);
            (0..60).map(out).collect()
        })
        .collect();
    let found = convergence(&curves, CurveCriterion::default()).expect("curves");
    let at = found.converged_at.expect("sixty are enough");
    assert!((12..40).contains(&at), "{at}");
    let last = found.steps.last().expect("steps");
    assert!(
        last.measures.erd < 0.005 && last.measures.sc > 0.999,
        "{last:?}"
    );
}
