//! Transcendental functions whose bits do not depend on the machine.
//!
//! The standard library's `exp`, `sin`, … call whatever the platform links;
//! two x86-64 machines may differ in the last bit, and a crowd amplifies that
//! to another outcome. Everything that reaches a trajectory goes through this
//! module: the functions of `libm` (correct to under one unit in the last
//! place, the same Rust code everywhere), and [`exp_fast`], our own.
//! `sqrt`, `floor` and the four operations are exact by IEEE 754 and may be
//! used directly; [`floor`] here gives the same numbers sooner.

/// e to the power of `x`.
#[must_use]
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// Natural logarithm.
#[must_use]
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// Sine of an angle in radians.
#[must_use]
pub fn sin(x: f64) -> f64 {
    libm::sin(x)
}

/// Cosine of an angle in radians.
#[must_use]
pub fn cos(x: f64) -> f64 {
    libm::cos(x)
}

/// Angle of the vector (x, y) in radians, −π to π.
#[must_use]
pub fn atan2(y: f64, x: f64) -> f64 {
    libm::atan2(y, x)
}

/// `x` to the power of `y`.
#[must_use]
pub fn pow(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}

/// Logarithm of the gamma function, for the sampler of gamma distributions.
#[must_use]
pub fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// The largest whole number not above `x`, for |x| < 2⁶³.
///
/// Where the instruction set of the build has no rounding, the standard
/// library's `floor` is a call into the platform's library; fields are looked
/// up several times a person and step.
#[must_use]
#[inline]
pub fn floor(x: f64) -> f64 {
    let towards_zero = x as i64 as f64;
    if towards_zero > x {
        towards_zero - 1.0
    } else {
        towards_zero
    }
}

/// As [`floor`], as a whole number, for |x| < 2³¹; beyond it is some number as far off.
#[must_use]
#[inline]
pub fn floor_i32(x: f64) -> i32 {
    let towards_zero = x as i32;
    towards_zero.saturating_sub(i32::from(f64::from(towards_zero) > x))
}

/// e to the power of `x` for `x` in −40 … 0, relative error below 1e-7; 0
/// below −40 and 1 above 0.
///
/// The locomotion calls this some ten times a person and step. It halves the
/// argument's range to |r| ≤ ln2/2 and uses the Taylor polynomial of degree 6
/// there; only additions and multiplications, hence the same bits everywhere.
#[must_use]
#[inline]
pub fn exp_fast(x: f64) -> f64 {
    if x >= 0.0 {
        return 1.0;
    }
    if x < -40.0 {
        return 0.0;
    }
    let k = (x * std::f64::consts::LOG2_E - 0.5) as i64;
    let r = x - k as f64 * std::f64::consts::LN_2;
    let p = 1.0
        + r * (1.0
            + r * (0.5
                + r * (1.0 / 6.0 + r * (1.0 / 24.0 + r * (1.0 / 120.0 + r * (1.0 / 720.0))))));
    p * f64::from_bits(((1023 + k) as u64) << 52)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floor_is_the_standard_librarys() {
        for i in -4_000..4_000 {
            let x = f64::from(i) * 0.25;
            assert_eq!(floor(x), x.floor(), "{x}");
        }
        assert_eq!(floor(-1e-300), -1.0);
        assert_eq!(floor(1e15 + 0.5), 1e15);
        for x in [0.0, 0.5, -0.5, 3.0, -3.0, 2e9, -2e9, -1e-300] {
            assert_eq!(f64::from(floor_i32(x)), floor(x));
        }
        assert_eq!(floor_i32(1e15), i32::MAX);
        assert_eq!(floor_i32(-1e15), i32::MIN);
    }

    #[test]
    fn fast_exponential_is_close_over_its_whole_range() {
        for i in 0..40_000 {
            let x = -f64::from(i) * 1e-3;
            let relative = (exp_fast(x) / exp(x) - 1.0).abs();
            assert!(relative < 2e-7, "exp({x}) off by {relative}");
        }
        assert_eq!(exp_fast(-41.0), 0.0);
        assert_eq!(exp_fast(0.5), 1.0);
    }
}
