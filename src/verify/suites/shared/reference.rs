//! The fundamental diagram at any density, between the bins of experiments.

use crate::verify::suites::experiments::reference::{CORRIDOR, RING, sfpe, weidmann};

/// Density from which differences are told in m/s rather than in per cent
/// [1/m²], with both tolerances.
const DENSE_PER_M2: f64 = 3.0;
const SHARE: f64 = 0.1;
const DENSE_M_S: f64 = 0.08;

/// A range of speeds widened by 10 % below 3 /m² and by 0.08 m/s from there
/// on [m/s].
pub(super) fn widened(density: f64, low: f64, high: f64) -> (f64, f64) {
    if density < DENSE_PER_M2 {
        ((1.0 - SHARE) * low, (1.0 + SHARE) * high)
    } else {
        ((low - DENSE_M_S).max(0.0), high + DENSE_M_S)
    }
}

/// The value of a curve at `x`, straight between its points; none outside.
pub(super) fn between(points: &[(f64, f64)], x: f64) -> Option<f64> {
    points.windows(2).find_map(|pair| {
        let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
        (x0..=x1)
            .contains(&x)
            .then(|| y0 + (y1 - y0) * (x - x0) / (x1 - x0))
    })
}

/// Lowest and highest speed at a density [1/m²] that the open corridor, the
/// closed ring (each where it was measured), Weidmann or SFPE gives, widened
/// as above because the experiments differ among themselves [m/s]. Beyond
/// Weidmann's 5.4 /m² nobody walks by any of them.
pub(super) fn envelope(density: f64) -> (f64, f64) {
    let measured = [&CORRIDOR[..], &RING[..]].into_iter();
    let measured = measured.filter_map(|points| between(points, density));
    let all = measured.chain([weidmann(density).max(0.0), sfpe(density)]);
    let (low, high) = all.fold((f64::INFINITY, 0.0_f64), |(low, high), v| {
        (low.min(v), high.max(v))
    });
    widened(density, low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_envelope_between_bins_by_hand() {
        // Corridor 1.49 and 1.20 at 0.25 and 1.25, ring 1.11 and 0.70: at 1
        // /m² 1.2725 and 0.8025, with Weidmann 1.058 and SFPE 1.028 between.
        let (low, high) = envelope(1.0);
        assert!((low - 0.9 * 0.8025).abs() < 1e-9 && (high - 1.1 * 1.2725).abs() < 1e-9);
        // At 4 /m² Weidmann's 0.156 is the highest, SFPE stands still.
        let (low, high) = envelope(4.0);
        assert!(low == 0.0 && (high - 0.236).abs() < 1e-3, "{low} {high}");
        assert_eq!(envelope(6.0), (0.0, 0.08));
    }
}
