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
    // `bound` says whether the least value itself is allowed: `from`, `above`.
    let too_small = |name: &'static str, value: f64, bound: &'static str, least: f64| {
        Problem::error("distribution-not-positive", format!("{place}.{name}"))
            .with("name", name)
            .with("value", Tidy(value).beside(least))
            .with("bound", bound)
            .with("least", Tidy(least))
    };
    let negative = |name: &'static str, value: f64| too_small(name, value, "from", 0.0);
    let not_positive = |name: &'static str, value: f64| too_small(name, value, "above", 0.0);
    let outside = |name: &'static str, value: f64, min: f64, max: f64| {
        let missed = if value < min { min } else { max };
        Problem::error("distribution-outside-cut", format!("{place}.{name}"))
            .with("name", name)
            .with("value", Tidy(value).beside(missed))
            .with("min", Tidy(min))
            .with("max", Tidy(max))
    };
    match *distribution {
        Distribution::Constant(_) => None,
        Distribution::Uniform(low, high) => (low > high).then(|| range(low, high)),
        Distribution::Normal { mean, sd, min, max } => {
            if sd < 0.0 {
                Some(negative("sd", sd))
            } else if min >= max {
                Some(range(min, max))
            } else {
                (mean < min || mean > max).then(|| outside("mean", mean, min, max))
            }
        }
        Distribution::LogNormal { mean, sd } => (mean <= 0.0)
            .then(|| not_positive("mean", mean))
            .or_else(|| (sd < 0.0).then(|| negative("sd", sd))),
        Distribution::Exponential { mean } => (mean <= 0.0).then(|| not_positive("mean", mean)),
        Distribution::Gamma { shape, scale } | Distribution::Weibull { shape, scale } => {
            // Far outside this range the samplers' numbers are no longer
            // exact, and no time or speed looks like that.
            let least = 1e-3;
            (shape < least)
                .then(|| too_small("shape", shape, "from", least))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::text::Language;

    #[test]
    fn the_least_value_of_a_parameter_is_told() {
        let said = |distribution: Distribution| {
            malformed("x", &distribution).map(|problem| problem.message(Language::English))
        };
        let gamma = Distribution::Gamma {
            shape: 0.0005,
            scale: 1.0,
        };
        let sentence = "shape is 5e-4; it must be 0.001 or more.";
        assert_eq!(said(gamma).as_deref(), Some(sentence));
        let spread = Distribution::LogNormal {
            mean: 1.0,
            sd: -1.0,
        };
        let sentence = "sd is -1; it must be 0 or more.";
        assert_eq!(said(spread).as_deref(), Some(sentence));
        let sentence = "mean is 0; it must be more than 0.";
        let never = Distribution::Exponential { mean: 0.0 };
        assert_eq!(said(never).as_deref(), Some(sentence));
    }
}
