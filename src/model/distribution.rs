//! Probability distributions a scenario may name.

use serde::{Deserialize, Serialize};

use crate::base::random::Stream;

/// A distribution of a number; the unit is that of the field it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Distribution {
    /// Always this value.
    Constant(f64),
    /// Uniform between two values.
    Uniform(f64, f64),
    /// Normal with mean and standard deviation, cut to `min` … `max` by
    /// drawing again.
    Normal {
        /// Mean before the cut.
        mean: f64,
        /// Standard deviation before the cut.
        sd: f64,
        /// Least value.
        min: f64,
        /// Greatest value.
        max: f64,
    },
    /// Lognormal, given by mean and standard deviation of the value itself.
    LogNormal {
        /// Mean of the value.
        mean: f64,
        /// Standard deviation of the value.
        sd: f64,
    },
    /// Exponential with the given mean.
    Exponential {
        /// Mean.
        mean: f64,
    },
    /// Gamma with shape and scale; the mean is their product.
    Gamma {
        /// Shape k.
        shape: f64,
        /// Scale θ.
        scale: f64,
    },
    /// Weibull with shape and scale.
    Weibull {
        /// Shape k.
        shape: f64,
        /// Scale λ.
        scale: f64,
    },
    /// Triangular between `min` and `max` with its peak at `mode`.
    Triangular {
        /// Least value.
        min: f64,
        /// Most likely value.
        mode: f64,
        /// Greatest value.
        max: f64,
    },
}

impl Distribution {
    /// Draws one value.
    pub fn sample(&self, stream: &mut Stream) -> f64 {
        use crate::base::math;
        match *self {
            Self::Constant(value) => value,
            Self::Uniform(low, high) => stream.uniform(low, high),
            Self::Normal { mean, sd, min, max } => {
                // A cut far from the mean is refused by the checks; the bound
                // keeps a document that was never checked from hanging us.
                for _ in 0..1000 {
                    let value = mean + sd * stream.normal();
                    if (min..=max).contains(&value) {
                        return value;
                    }
                }
                mean.max(min).min(max)
            }
            Self::LogNormal { mean, sd } => {
                let variance = math::ln(1.0 + (sd / mean) * (sd / mean));
                let mu = math::ln(mean) - 0.5 * variance;
                math::exp(mu + variance.sqrt() * stream.normal())
            }
            Self::Exponential { mean } => stream.exponential(mean),
            Self::Gamma { shape, scale } => stream.gamma(shape, scale),
            Self::Weibull { shape, scale } => {
                scale * math::pow(-math::ln(1.0 - stream.unit()), 1.0 / shape)
            }
            Self::Triangular { min, mode, max } => {
                let u = stream.unit();
                let width = max - min;
                if width <= 0.0 {
                    min
                } else if u * width < mode - min {
                    min + (u * width * (mode - min)).sqrt()
                } else {
                    max - ((1.0 - u) * width * (max - mode)).sqrt()
                }
            }
        }
    }

    /// The mean, exactly; for a cut normal the mean before the cut.
    #[must_use]
    pub fn mean(&self) -> f64 {
        use crate::base::math;
        match *self {
            Self::Constant(value) => value,
            Self::Uniform(low, high) => 0.5 * (low + high),
            Self::Normal { mean, .. }
            | Self::LogNormal { mean, .. }
            | Self::Exponential { mean } => mean,
            Self::Gamma { shape, scale } => shape * scale,
            Self::Weibull { shape, scale } => scale * math::exp(math::ln_gamma(1.0 + 1.0 / shape)),
            Self::Triangular { min, mode, max } => (min + mode + max) / 3.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::random::Purpose;

    #[test]
    fn samples_have_the_stated_mean() {
        let cases = [
            Distribution::Constant(2.0),
            Distribution::Uniform(1.0, 3.0),
            Distribution::Normal {
                mean: 1.34,
                sd: 0.26,
                min: 0.6,
                max: 2.08,
            },
            Distribution::LogNormal { mean: 5.0, sd: 3.0 },
            Distribution::Exponential { mean: 4.0 },
            Distribution::Gamma {
                shape: 2.0,
                scale: 1.5,
            },
            Distribution::Weibull {
                shape: 1.5,
                scale: 2.0,
            },
            Distribution::Triangular {
                min: 0.0,
                mode: 1.0,
                max: 4.0,
            },
        ];
        for distribution in cases {
            let mut stream = Stream::new(1, Purpose::Service, 0);
            let n = 200_000;
            let sum: f64 = (0..n).map(|_| distribution.sample(&mut stream)).sum();
            let mean = sum / f64::from(n);
            let expected = distribution.mean();
            assert!(
                (mean / expected - 1.0).abs() < 0.01,
                "{distribution:?}: {mean} for {expected}"
            );
        }
    }
}
