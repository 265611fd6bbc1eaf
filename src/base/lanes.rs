//! Single precision, eight numbers at a time, with the same bits on every
//! machine: only operations that IEEE 754 defines exactly, and sums in one
//! order, whatever registers there are.
//!
//! Which instructions do it is chosen when a run starts: functions are written
//! once, for any [`Simd`], and [`dispatch`] calls the version for the
//! [`Level`] of the machine. For that they have to be inlined always.

use fearless_simd::i32x8;
use fearless_simd::prelude::*;

pub use fearless_simd::{Level, Simd, dispatch, f32x8 as Lanes, mask32x8 as Mask};

/// How many numbers there are in [`Lanes`].
pub const LANES: usize = 8;

/// The same number in every lane; what is read in double precision is rounded.
#[must_use]
#[inline(always)]
pub fn all<S: Simd>(simd: S, x: f64) -> Lanes<S> {
    Lanes::splat(simd, x as f32)
}

/// The eight numbers from a place on, of three columns that are so long.
#[must_use]
#[inline(always)]
pub fn eight<S: Simd>(simd: S, columns: &[Vec<f32>; 3], first: usize) -> [Lanes<S>; 3] {
    let [a, b, c] = columns;
    [
        lanes(simd, a, first),
        lanes(simd, b, first),
        lanes(simd, c, first),
    ]
}

/// The eight numbers of a column from a place on, which must be there.
#[inline(always)]
fn lanes<S: Simd>(simd: S, column: &[f32], first: usize) -> Lanes<S> {
    Lanes::from_slice(simd, &column[first..first + LANES])
}

/// The numbers where a mask is set, elsewhere 0.
#[must_use]
#[inline(always)]
pub fn only<S: Simd>(mask: Mask<S>, lanes: Lanes<S>) -> Lanes<S> {
    mask.select(lanes, Lanes::splat(lanes.token(), 0.0))
}

/// The sum over the lanes, halves first.
#[must_use]
#[inline(always)]
pub fn sum<S: Simd>(lanes: Lanes<S>) -> f64 {
    let [a, b, c, d, e, f, g, h] = <[f32; LANES]>::from(lanes);
    f64::from(((a + e) + (c + g)) + ((b + f) + (d + h)))
}

/// The least of the lanes.
#[must_use]
#[inline(always)]
pub fn least<S: Simd>(lanes: Lanes<S>) -> f64 {
    let [a, b, c, d, e, f, g, h] = <[f32; LANES]>::from(lanes);
    f64::from(((a.min(e)).min(c.min(g))).min((b.min(f)).min(d.min(h))))
}

/// e to the power of `x` for `x` in −80 … 0, relative error below 1e-5; below
/// −80 it is e⁻⁸⁰.
///
/// As [`super::math::exp_fast`]: the range is halved to |r| ≤ ln2/2 and the
/// Taylor polynomial of degree 6 taken there.
#[must_use]
#[inline(always)]
pub fn exp<S: Simd>(x: Lanes<S>) -> Lanes<S> {
    let simd = x.token();
    // Adding 1.5 · 2²³ leaves the nearest whole number in the lowest bits.
    let shift = all(simd, 12_582_912.0);
    let x = x.max(all(simd, -80.0));
    let k = x * all(simd, std::f64::consts::LOG2_E) + shift;
    let r = x - (k - shift) * all(simd, std::f64::consts::LN_2);
    let mut p = all(simd, 1.0 / 720.0);
    for factor in [1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0] {
        p = all(simd, factor) + r * p;
    }
    let exponent = (k.bitcast::<i32x8<S>>() + i32x8::splat(simd, 127)) << 23;
    p * exponent.bitcast::<Lanes<S>>()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The exponential, which is the same whatever instructions there are.
    fn exp_of(x: f32) -> f32 {
        let at = |level: Level| dispatch!(level, simd => exp(Lanes::splat(simd, x))[3]);
        let plain = at(Level::baseline());
        assert_eq!(plain.to_bits(), at(Level::new()).to_bits());
        plain
    }

    #[test]
    fn the_exponential_is_close_over_its_whole_range() {
        for i in 0..10_000 {
            let x = -0.008 * i as f32;
            let ours = exp_of(x);
            let relative = (f64::from(ours) / crate::base::math::exp(f64::from(x)) - 1.0).abs();
            assert!(relative < 1e-5, "exp({x}) off by {relative}");
        }
        assert_eq!(exp_of(0.0), 1.0);
        assert!(exp_of(-1e6) < 1e-34);
    }

    #[test]
    fn a_sum_has_one_order() {
        let numbers = [1e8, 1.0, -1e8, 2.0, 3.0, 4.0, 5.0, 6.0];
        let (a, b) = ((1e8_f32 + 3.0) + (-1e8 + 5.0), (1.0 + 4.0) + (2.0 + 6.0));
        for level in [Level::baseline(), Level::new()] {
            let of = dispatch!(level, simd => {
                let lanes = Lanes::from_slice(simd, &numbers);
                (sum(lanes), least(lanes))
            });
            assert_eq!(of, (f64::from(a + b), -1e8));
        }
    }
}
