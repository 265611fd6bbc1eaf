//! One objective of all variants: means, intervals, limits, differences to the
//! baseline.

use super::{Difference, Found, Share};
use crate::analysis::statistics::{
    self as statistics, Bootstrap, Bound, Comparison, Confidence, Statistic, compare, differences,
    holm,
};
use crate::batch::progression::limit as as_bound;
use crate::model::study::Limit;

/// Differences whose corrected p-value is below this are called real.
pub(super) const SIGNIFICANT: f64 = 0.05;
/// The share of replications that a P95 is at least as bad as.
pub(super) const P95: f64 = 0.95;
/// From this skewness on Student's interval of a mean leans, and one by the bootstrap
/// stands beside it.
const SKEWED: f64 = 1.0;
/// Fewest runs from which a bootstrap is worth its name.
const BOOTSTRAP_FROM: usize = 10;
/// With more runs than this a mean is normal enough.
const BOOTSTRAP_TO: usize = 1_000;
/// Resamples of a bootstrap.
const RESAMPLES: usize = 2_000;

/// An objective, and what of it is asked.
pub(super) struct Asked<'a> {
    /// By variant the values by replication.
    pub(super) values: &'a [Vec<Option<f64>>],
    /// Whether each variant has such a metric at all.
    pub(super) has: &'a [bool],
    /// Which way is better.
    pub(super) side: statistics::Better,
    /// The bound.
    pub(super) limit: Option<Limit>,
    /// With which variant the others are compared.
    pub(super) baseline: usize,
    /// The study's seed.
    pub(super) seed: u64,
    /// Which objective it is, from 0.
    pub(super) index: usize,
}

impl Asked<'_> {
    /// The interval of a mean by the bootstrap (BCa), where the values are skewed; none
    /// where they are not, or too few. `which` tells the intervals of an objective
    /// apart.
    fn bootstrap(&self, values: &[Option<f64>], which: usize) -> Option<[f64; 2]> {
        let usual = (BOOTSTRAP_FROM..=BOOTSTRAP_TO).contains(&values.len());
        if !usual || statistics::skewness(values)?.abs() < SKEWED {
            return None;
        }
        let numbers: Option<Vec<f64>> = values.iter().copied().collect();
        let bootstrap = Bootstrap {
            resamples: RESAMPLES,
            seed: self.seed,
            entity: (self.index * 2 * self.values.len() + which) as u64,
        };
        let interval = bootstrap.interval(&numbers?, Statistic::Mean, Confidence::PERCENT_95);
        interval.ok().map(|interval| [interval.low, interval.high])
    }
}

/// One objective of all variants.
pub(super) fn column(asked: &Asked<'_>) -> Vec<Found> {
    let &Asked {
        values,
        has,
        side,
        limit,
        baseline,
        ..
    } = asked;
    let confidence = Confidence::PERCENT_95;
    let compared: Vec<Option<Comparison>> = (values.iter().enumerate())
        .map(|(variant, own)| {
            let comparable = variant != baseline && has[variant] && has[baseline];
            comparable.then(|| compare(own, &values[baseline], side, confidence))
        })
        .collect();
    (values.iter().zip(&compared).enumerate())
        .map(|(variant, (own, compared))| {
            let summary = statistics::summarise(own, side, confidence);
            let p95 = statistics::percentile(own, P95, side, confidence);
            let broken = limit
                .filter(|_| has[variant])
                .and_then(|limit| statistics::limit_broken(own, as_bound(limit), confidence));
            Found {
                runs: summary.runs,
                nulls: summary.nulls.map_or(0, |nulls| nulls.hits),
                mean: summary.mean.map(|mean| mean.mean),
                sd: summary.mean.map(|mean| mean.sd),
                half_width: summary.mean.map(|mean| mean.half_width),
                median: summary.median,
                best: summary.best,
                worst: summary.worst,
                p95: p95.as_ref().and_then(|p95| p95.value),
                p95_worse_end: p95.as_ref().and_then(|p95| number(p95.worse_end)),
                p95_better_end: p95.as_ref().and_then(|p95| number(p95.better_end)),
                broken: broken.map(|broken| Share {
                    hits: broken.hits,
                    of: broken.of,
                    low: broken.wilson.low,
                    high: broken.wilson.high,
                }),
                skewness: statistics::skewness(own),
                bootstrap: asked.bootstrap(own, variant),
                absent: !has[variant],
                difference: compared.as_ref().map(|compared| Difference {
                    bootstrap: differences(own, &values[baseline]).ok().and_then(|pairs| {
                        let pairs: Vec<Option<f64>> = pairs.into_iter().map(Some).collect();
                        asked.bootstrap(&pairs, values.len() + variant)
                    }),
                    ..difference(compared, side)
                }),
            }
        })
        .collect()
}

/// The number at an end of an interval, if one is there.
fn number(bound: Bound) -> Option<f64> {
    match bound {
        Bound::Value(value) => Some(value),
        Bound::Null | Bound::Open => None,
    }
}

/// Corrects all p-values of the study together, by Holm: there is one chance in twenty
/// of a difference said to be real that is none, on the whole page.
pub(super) fn correct(columns: &mut [Vec<Found>]) {
    let mut all: Vec<&mut Difference> = (columns.iter_mut().flatten())
        .filter_map(|found| found.difference.as_mut())
        .collect();
    let p_values: Vec<f64> = all.iter().map(|difference| difference.p_value).collect();
    for (difference, p_holm) in all.iter_mut().zip(holm(&p_values)) {
        difference.p_holm = p_holm;
        difference.significant = p_holm < SIGNIFICANT;
    }
}

fn difference(compared: &Comparison, side: statistics::Better) -> Difference {
    let mean = compared.difference.as_ref().map(|d| d.estimate.mean);
    let sign = &compared.sign;
    let by_mean = mean.filter(|mean| *mean != 0.0).map(|mean| match side {
        statistics::Better::Smaller => mean < 0.0,
        statistics::Better::Larger => mean > 0.0,
    });
    let by_sign = (sign.wins != sign.losses).then_some(sign.wins > sign.losses);
    Difference {
        mean,
        half_width: compared.difference.as_ref().map(|d| d.estimate.half_width),
        correlation: compared.difference.as_ref().and_then(|d| d.correlation),
        wins: sign.wins,
        losses: sign.losses,
        ties: sign.ties,
        p_value: compared.judged_p(),
        // Corrected with all others.
        p_holm: 1.0,
        significant: false,
        bootstrap: None,
        is_better: match mean {
            Some(_) => by_mean,
            None => by_sign,
        },
    }
}
