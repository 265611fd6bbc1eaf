//! Single precision, eight numbers at a time, with the same bits on every
//! machine: only operations that IEEE 754 defines exactly, and sums in one
//! order, whatever registers there are.

use bytemuck::cast;
use wide::i32x8;

pub use wide::f32x8 as Lanes;

/// How many numbers there are in [`Lanes`].
pub const LANES: usize = 8;

/// The same number in every lane; what is read in double precision is rounded.
#[must_use]
#[inline]
pub fn all(x: f64) -> Lanes {
    Lanes::splat(x as f32)
}

/// The eight numbers from a place on, of three columns that are so long.
#[must_use]
#[inline]
pub fn eight(columns: &[Vec<f32>; 3], first: usize) -> [Lanes; 3] {
    let lanes = |column: &Vec<f32>| {
        let eight = column[first..].first_chunk::<LANES>();
        Lanes::new(*eight.unwrap_or(&[0.0; LANES]))
    };
    let [a, b, c] = columns;
    [lanes(a), lanes(b), lanes(c)]
}

/// The sum over the lanes, halves first.
#[must_use]
#[inline]
pub fn sum(lanes: Lanes) -> f64 {
    let [a, b, c, d, e, f, g, h] = lanes.to_array();
    f64::from(((a + e) + (c + g)) + ((b + f) + (d + h)))
}

/// The least of the lanes.
#[must_use]
#[inline]
pub fn least(lanes: Lanes) -> f64 {
    f64::from(lanes.to_array().into_iter().fold(f32::INFINITY, f32::min))
}

/// e to the power of `x` for `x` in −80 … 0, relative error below 1e-5; below
/// −80 it is e⁻⁸⁰.
///
/// As [`super::math::exp_fast`]: the range is halved to |r| ≤ ln2/2 and the
/// Taylor polynomial of degree 6 taken there.
#[must_use]
#[inline]
pub fn exp(x: Lanes) -> Lanes {
    // Adding 1.5 · 2²³ leaves the nearest whole number in the lowest bits.
    let shift = all(12_582_912.0);
    let x = x.fast_max(all(-80.0));
    let k = x * all(std::f64::consts::LOG2_E) + shift;
    let r = x - (k - shift) * all(std::f64::consts::LN_2);
    let term = |rest: Lanes, factor: f64| all(factor) + r * rest;
    let p = all(1.0 / 720.0);
    let p = term(p, 1.0 / 120.0);
    let p = term(p, 1.0 / 24.0);
    let p = term(p, 1.0 / 6.0);
    let p = term(term(term(p, 0.5), 1.0), 1.0);
    let exponent: i32x8 = (cast::<Lanes, i32x8>(k) + i32x8::splat(127)) << 23;
    p * cast::<i32x8, Lanes>(exponent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_is_close_over_its_whole_range() {
        for i in 0..10_000 {
            let x = -0.008 * i as f32;
            let ours = exp(Lanes::splat(x)).to_array()[3];
            let relative = (f64::from(ours) / crate::base::math::exp(f64::from(x)) - 1.0).abs();
            assert!(relative < 1e-5, "exp({x}) off by {relative}");
        }
        assert_eq!(exp(Lanes::splat(0.0)).to_array()[0], 1.0);
        assert!(exp(Lanes::splat(-1e6)).to_array()[0] < 1e-34);
    }

    #[test]
    fn a_sum_has_one_order() {
        let lanes = Lanes::new([1e8, 1.0, -1e8, 2.0, 3.0, 4.0, 5.0, 6.0]);
        let (a, b) = ((1e8_f32 + 3.0) + (-1e8 + 5.0), (1.0 + 4.0) + (2.0 + 6.0));
        assert_eq!(sum(lanes), f64::from(a + b));
        assert_eq!(least(lanes), -1e8);
    }
}
