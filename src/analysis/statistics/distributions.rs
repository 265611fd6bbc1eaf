//! Quantiles and probabilities of the distributions that statistics need.
//!
//! All are statrs's. Its quantiles are good to three to nine digits, so two of
//! Newton's steps follow on its own probabilities and densities. It calls the
//! platform's logarithm and exponential, whose last bits differ between
//! machines; what comes out is therefore rounded to [`DIGITS`], far more than
//! any statement needs, so that a study merged elsewhere has the same bytes.

use statrs::distribution::{
    Beta, Binomial, Continuous, ContinuousCDF, DiscreteCDF, Normal, StudentsT as Student,
};

/// Significant digits that are kept.
const DIGITS: usize = 11;

/// Rounds to [`DIGITS`].
fn rounded(value: f64) -> f64 {
    let text = format!("{value:.*e}", DIGITS - 1);
    text.parse().unwrap_or(value)
}

/// A probability moved off 0 and 1, where quantiles are infinite.
fn open(probability: f64) -> f64 {
    probability.clamp(1e-15, 1.0 - 1e-15)
}

/// Quantile of a distribution; probabilities above a half are reached from the
/// upper side, where they are small and keep their digits.
fn quantile_of(
    distribution: &(impl ContinuousCDF<f64, f64> + Continuous<f64, f64>),
    probability: f64,
) -> f64 {
    let probability = open(probability);
    let mut quantile = distribution.inverse_cdf(probability);
    for _ in 0..2 {
        let short = if probability > 0.5 {
            distribution.sf(quantile) - (1.0 - probability)
        } else {
            probability - distribution.cdf(quantile)
        };
        let next = quantile + short / distribution.pdf(quantile);
        if !next.is_finite() || next < distribution.min() || next > distribution.max() {
            break;
        }
        quantile = next;
    }
    rounded(quantile)
}

/// Quantile of Student's t; infinite for 0 degrees of freedom, because then
/// nothing is known of the spread.
pub(super) fn student_quantile(freedom: usize, probability: f64) -> f64 {
    match Student::new(0.0, 1.0, freedom as f64) {
        Ok(student) => quantile_of(&student, probability),
        Err(_) => f64::INFINITY,
    }
}

/// Probability that Student's t lies further from 0 than `t`, on both sides.
pub(super) fn student_beyond(freedom: usize, t: f64) -> f64 {
    match Student::new(0.0, 1.0, freedom as f64) {
        Ok(student) if t.is_finite() => rounded((2.0 * student.sf(t.abs())).min(1.0)),
        Ok(_) => 0.0,
        Err(_) => 1.0,
    }
}

/// Quantile of the standard normal distribution.
pub(super) fn normal_quantile(probability: f64) -> f64 {
    quantile_of(&Normal::standard(), probability)
}

/// Probability that a standard normal is at most `z`.
pub(super) fn normal_cdf(z: f64) -> f64 {
    rounded(Normal::standard().cdf(z))
}

/// Quantile of the beta distribution; none if a shape is not positive.
pub(super) fn beta_quantile(a: f64, b: f64, probability: f64) -> Option<f64> {
    let beta = Beta::new(a, b).ok()?;
    Some(quantile_of(&beta, probability))
}

/// Probability of at most `most` successes in `of` trials; 1 if the chance is
/// not a probability.
pub(super) fn binomial_at_most(most: u64, of: u64, chance: f64) -> f64 {
    match Binomial::new(chance, of) {
        Ok(_) if most >= of => 1.0,
        Ok(binomial) => rounded(binomial.cdf(most)),
        Err(_) => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What quantiles are for: the probability beyond them, from one replication
    /// more than the least to a million.
    #[test]
    fn quantiles_have_their_probability() {
        for freedom in [1, 2, 5, 9, 49, 999, 4_999, 99_999, 999_999] {
            for upper in [0.9, 0.975, 0.9995, 0.999_995] {
                let beyond = student_beyond(freedom, student_quantile(freedom, upper));
                let relative = beyond / (2.0 * (1.0 - upper)) - 1.0;
                assert!(relative.abs() < 1e-8, "{freedom} {upper}: {relative}");
            }
        }
    }

    /// Tables: t to ten places from its closed forms for 1, 2 and 4 degrees of
    /// freedom, else from the NIST/SEMATECH handbook, to three.
    #[test]
    fn quantiles_are_those_of_the_tables() {
        let near = |a: f64, b: f64, tolerance: f64| (a - b).abs() < tolerance;
        assert!(near(student_quantile(1, 0.975), 12.706_204_736_2, 1e-8));
        assert!(near(student_quantile(2, 0.975), 4.302_652_729_9, 1e-8));
        assert!(near(student_quantile(4, 0.975), 2.776_445_105_2, 1e-8));
        for (freedom, t) in [(10, 2.228), (30, 2.042), (100, 1.984)] {
            assert!(near(student_quantile(freedom, 0.975), t, 5e-4), "{freedom}");
        }
        assert!(near(student_quantile(9, 0.025), -2.262, 5e-4));
        // z + (z³ + z)/4ν, to the first order in 1/ν.
        assert!(near(
            student_quantile(1_000_000, 0.975),
            1.959_966_356_8,
            1e-9
        ));
        assert_eq!(student_quantile(0, 0.975), f64::INFINITY);
        assert!(near(student_beyond(2, 4.302_652_729_9), 0.05, 1e-9));
        assert!(near(normal_quantile(0.975), 1.959_963_984_5, 1e-9));
        assert!(near(normal_cdf(1.959_963_984_5), 0.975, 1e-10));
        // The distribution of the smallest of n uniforms: 1 − (1 − p)^(1/n).
        let smallest = beta_quantile(1.0, 3.0, 0.488).expect("positive shapes");
        assert!(near(smallest, 0.2, 1e-9), "{smallest}");
        assert!(near(binomial_at_most(2, 5, 0.5), 0.5, 1e-10));
        assert_eq!(binomial_at_most(5, 5, 0.5), 1.0);
    }
}
