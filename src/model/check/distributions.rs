//! Distributions: parameters that make one, values within the limits of the
//! field they stand in.

use super::context::{Checker, Tidy};
use crate::model::Distribution;
use crate::model::limits::Range;
use crate::model::problem::Problem;

/// What of a distribution must lie within the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// The mean: single values may lie beyond, times for example.
    Mean,
    /// Every value; a distribution without a greatest value is refused.
    Values,
}

impl Checker<'_> {
    /// Reports what is wrong with a distribution whose values, or whose mean,
    /// must lie in `range`.
    pub(super) fn distribution(
        &mut self,
        place: &str,
        distribution: &Distribution,
        range: Range,
        bound: Bound,
    ) {
        if !self.has_finite_parameters(place, distribution) {
            return;
        }
        if let Some(problem) = malformed(place, distribution) {
            self.report(problem);
            return;
        }
        match (*distribution, bound) {
            (Distribution::Constant(value), _) => {
                self.number(place, value, range);
            }
            (Distribution::Uniform(min, max), _) => {
                let _ = self.number(format_args!("{place}[0]"), min, range)
                    && self.number(format_args!("{place}[1]"), max, range);
            }
            (
                Distribution::Normal { min, max, .. } | Distribution::Triangular { min, max, .. },
                _,
            ) => {
                let _ = self.number(format_args!("{place}.min"), min, range)
                    && self.number(format_args!("{place}.max"), max, range);
            }
            (_, Bound::Values) => {
                let problem = Problem::error("distribution-unbounded", place)
                    .with("min", Tidy(range.min))
                    .with("max", Tidy(range.max));
                self.report(problem);
            }
            (_, Bound::Mean) => {
                self.number(place, distribution.mean(), range);
            }
        }
    }

    fn has_finite_parameters(&mut self, place: &str, distribution: &Distribution) -> bool {
        let mut finite = true;
        for (name, value) in parameters(distribution) {
            if !value.is_finite() {
                let at = format!("{place}{name}");
                self.report(Problem::error("number-not-finite", at));
                finite = false;
            }
        }
        finite
    }
}

/// The parameters with the rest of their paths.
fn parameters(distribution: &Distribution) -> Vec<(&'static str, f64)> {
    match *distribution {
        Distribution::Constant(value) => vec![("[0]", value)],
        Distribution::Uniform(low, high) => vec![("[0]", low), ("[1]", high)],
        Distribution::Normal { mean, sd, min, max } => {
            vec![(".mean", mean), (".sd", sd), (".min", min), (".max", max)]
        }
        Distribution::LogNormal { mean, sd } => vec![(".mean", mean), (".sd", sd)],
        Distribution::Exponential { mean } => vec![(".mean", mean)],
        Distribution::Gamma { shape, scale } | Distribution::Weibull { shape, scale } => {
            vec![(".shape", shape), (".scale", scale)]
        }
        Distribution::Triangular { min, mode, max } => {
            vec![(".min", min), (".mode", mode), (".max", max)]
        }
    }
}

/// Parameters that make no distribution.
fn malformed(place: &str, distribution: &Distribution) -> Option<Problem> {
    let range = |min: f64, max: f64| {
        Problem::error("distribution-range", place)
            .with("min", Tidy(min))
            .with("max", Tidy(max))
    };
    let not_positive = |name: &'static str, value: f64| {
        Problem::error("distribution-not-positive", format!("{place}.{name}"))
            .with("name", name)
            .with("value", Tidy(value))
    };
    let outside = |name: &'static str, value: f64, min: f64, max: f64| {
        Problem::error("distribution-outside-cut", format!("{place}.{name}"))
            .with("name", name)
            .with("value", Tidy(value))
            .with("min", Tidy(min))
            .with("max", Tidy(max))
    };
    match *distribution {
        Distribution::Constant(_) => None,
        Distribution::Uniform(low, high) => (low > high).then(|| range(low, high)),
        Distribution::Normal { mean, sd, min, max } => {
            if sd < 0.0 {
                Some(not_positive("sd", sd))
            } else if min >= max {
                Some(range(min, max))
            } else {
                (mean < min || mean > max).then(|| outside("mean", mean, min, max))
            }
        }
        Distribution::LogNormal { mean, sd } => (mean <= 0.0)
            .then(|| not_positive("mean", mean))
            .or_else(|| (sd < 0.0).then(|| not_positive("sd", sd))),
        Distribution::Exponential { mean } => (mean <= 0.0).then(|| not_positive("mean", mean)),
        Distribution::Gamma { shape, scale } | Distribution::Weibull { shape, scale } => {
            // Far outside this range the samplers' numbers are no longer
            // exact, and no time or speed looks like that.
            let tiny = 1e-3;
            (shape < tiny)
                .then(|| not_positive("shape", shape))
                .or_else(|| (scale <= 0.0).then(|| not_positive("scale", scale)))
        }
        Distribution::Triangular { min, mode, max } => {
            if min >= max {
                Some(range(min, max))
            } else {
                (mode < min || mode > max).then(|| outside("mode", mode, min, max))
            }
        }
    }
}
