//! Single precision, eight numbers at a time or sixteen, with the same bits on every
//! machine: only operations that IEEE 754 defines exactly, and sums in one
//! order, whatever registers there are.
//!
//! Sums are those of eight lanes, to which eight numbers are added after eight.
//! Where there are registers of sixteen ([`is_wide`]) the first two eights are taken at
//! once and then put together, which is the same sum.
//!
//! Which instructions do it is chosen when a run starts: functions are written
//! once, for any [`Simd`], and [`dispatch`] calls the version for the
//! [`Level`] of the machine. For that they have to be inlined always.

use fearless_simd::prelude::*;

pub use fearless_simd::{Level, Simd, dispatch, f32x8 as Lanes, f32x16 as WideLanes};

/// How many numbers there are in [`Lanes`].
pub const LANES: usize = 8;

/// How many numbers there are in [`WideLanes`].
pub const WIDE: usize = 2 * LANES;

/// [`Lanes`] or [`WideLanes`].
pub trait Singles<S: Simd>: SimdFloat<S, Element = f32, Bits: SimdInt<S, Element = u32>> {
    /// Eight lanes; the upper half, if there is one, put together with the lower.
    fn folded(self, put: impl Fn(Lanes<S>, Lanes<S>) -> Lanes<S>) -> Lanes<S>;
}

impl<S: Simd> Singles<S> for Lanes<S> {
    #[inline(always)]
    fn folded(self, _: impl Fn(Lanes<S>, Lanes<S>) -> Lanes<S>) -> Lanes<S> {
        self
    }
}

impl<S: Simd> Singles<S> for WideLanes<S> {
    #[inline(always)]
    fn folded(self, put: impl Fn(Lanes<S>, Lanes<S>) -> Lanes<S>) -> Lanes<S> {
        let (low, high) = self.split();
        put(low, high)
    }
}

/// Whether the machine has registers for [`WideLanes`].
#[must_use]
#[inline(always)]
pub fn is_wide<S: Simd>(simd: S) -> bool {
    #[cfg(target_arch = "x86_64")]
    return simd.level().as_avx512().is_some();
    #[cfg(not(target_arch = "x86_64"))]
    return false;
}

/// The same number in every lane; what is read in double precision is rounded.
#[must_use]
#[inline(always)]
pub fn all<S: Simd, F: Singles<S>>(simd: S, x: f64) -> F {
    F::splat(simd, x as f32)
}

/// The numbers from a place on, of three columns that are so long.
#[must_use]
#[inline(always)]
pub fn three<S: Simd, F: Singles<S>>(simd: S, columns: &[Vec<f32>; 3], first: usize) -> [F; 3] {
    let [a, b, c] = columns;
    [
        lanes(simd, a, first),
        lanes(simd, b, first),
        lanes(simd, c, first),
    ]
}

/// Whether there is an instruction that moves chosen lanes together, or a table for
/// it: [`SimdBase::compress`] costs more than going through them one by one elsewhere.
#[must_use]
#[inline(always)]
pub fn compacts<S: Simd>(simd: S) -> bool {
    #[cfg(target_arch = "x86_64")]
    return simd.level().as_avx2().is_some();
    #[cfg(not(target_arch = "x86_64"))]
    return false;
}

/// The numbers of a column from a place on, which must be there.
#[must_use]
#[inline(always)]
pub fn lanes<S: Simd, F: Singles<S>>(simd: S, column: &[f32], first: usize) -> F {
    F::from_slice(simd, &column[first..first + F::LEN])
}

/// The numbers where a mask is set, elsewhere 0.
#[must_use]
#[inline(always)]
pub fn only<S: Simd, F: Singles<S>>(mask: F::Mask, lanes: F) -> F {
    mask.select(lanes, F::splat(lanes.token(), 0.0))
}

/// The sum over the lanes, halves first.
#[must_use]
#[inline(always)]
pub fn sum<S: Simd>(lanes: Lanes<S>) -> f64 {
    let (low, high) = lanes.split();
    let [a, b, c, d] = <[f32; LANES / 2]>::from(low + high);
    f64::from((a + c) + (b + d))
}

/// The least of the lanes.
#[must_use]
#[inline(always)]
pub fn least<S: Simd>(lanes: Lanes<S>) -> f64 {
    let (low, high) = lanes.split();
    let [a, b, c, d] = <[f32; LANES / 2]>::from(low.min(high));
    f64::from(a.min(c).min(b.min(d)))
}

/// e to the power of `x` for `x` in −80 … 0, relative error below 1e-5; below
/// −80 it is e⁻⁸⁰.
///
/// As [`super::math::exp_fast`]: the range is halved to |r| ≤ ln2/2 and the
/// Taylor polynomial of degree 6 taken there.
#[must_use]
#[inline(always)]
pub fn exp<S: Simd, F: Singles<S>>(x: F) -> F {
    let simd = x.token();
    // Adding 1.5 · 2²³ leaves the nearest whole number in the lowest bits.
    let shift: F = all(simd, 12_582_912.0);
    let x = x.max(all::<S, F>(simd, -80.0));
    let k = x * all::<S, F>(simd, std::f64::consts::LOG2_E) + shift;
    let r = x - (k - shift) * all::<S, F>(simd, std::f64::consts::LN_2);
    let mut p: F = all(simd, 1.0 / 720.0);
    for factor in [1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0] {
        p = all::<S, F>(simd, factor) + r * p;
    }
    let exponent = (k.to_bits() + F::Bits::splat(simd, 127)) << 23;
    p * F::from_bits(exponent)
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

    #[test]
    fn sixteen_at_once_are_the_same_sum_as_eight_after_eight() {
        let numbers: Vec<f32> = (1..=16).map(|n| 1e7 / (n * n) as f32).collect();
        for level in [Level::baseline(), Level::new()] {
            dispatch!(level, simd => {
                let eight = |first: usize| Lanes::from_slice(simd, &numbers[first..first + LANES]);
                let after = all::<_, Lanes<_>>(simd, 0.0) + eight(0) + eight(LANES);
                let at_once = all::<_, WideLanes<_>>(simd, 0.0) + WideLanes::from_slice(simd, &numbers);
                let at_once = at_once.folded(|low, high| low + high);
                assert_eq!(<[f32; LANES]>::from(at_once), <[f32; LANES]>::from(after));
                let nearest = exp(-WideLanes::from_slice(simd, &numbers) * 1e-6);
                let nearest = nearest.folded(|low, high| low.min(high));
                assert_eq!(least(nearest), least(exp(eight(0) * -1e-6)));
            });
        }
    }
}
