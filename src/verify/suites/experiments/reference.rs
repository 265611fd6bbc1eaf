//! What was measured elsewhere (REFERENCE, section 2).

use crate::base::math;
use crate::verify::{Said, Series};

/// Mean specific flow through short bottlenecks [1/m/s], with the range of
/// single widths or runs: Kretz 2006, Seyfried 2009, the entrance experiments
/// of 2006, Nagai 2006, Müller 1981, AO 2009, Daamen 2010.
pub(super) const NECKS: [(f64, f64, f64); 7] = [
    (1.87, 1.69, 2.25),
    (1.85, 1.61, 1.97),
    (1.87, 1.77, 2.05),
    (2.07, 1.94, 2.17),
    (2.36, 2.12, 2.52),
    (2.30, 2.17, 2.42),
    (2.36, 2.07, 2.77),
];

/// Mean speed [m/s] over density [1/m²] in an open corridor, one direction.
pub(in crate::verify::suites) const CORRIDOR: [(f64, f64); 5] = [
    (0.25, 1.49),
    (1.25, 1.20),
    (1.75, 1.04),
    (2.25, 0.53),
    (3.25, 0.22),
];

/// Mean speed [m/s] over density [1/m²] in a closed ring 1.8 m wide.
pub(in crate::verify::suites) const RING: [(f64, f64); 5] = [
    (0.25, 1.11),
    (1.25, 0.70),
    (2.25, 0.42),
    (3.25, 0.23),
    (4.25, 0.06),
];

/// Densities at which at least one of the experiments says something [1/m²].
pub(super) const BINS: [f64; 6] = [0.25, 1.25, 1.75, 2.25, 3.25, 4.25];

/// Single file: speed [m/s] over density [1/m] (MOVEMENT).
pub(super) const SINGLE_FILE: [(f64, f64); 4] =
    [(0.62, 0.93), (1.12, 0.54), (1.62, 0.25), (2.12, 0.10)];

/// RiMEA 16, single file: density [1/m] with the 10th, 50th and 90th
/// percentile of speed [m/s].
pub(super) const SINGLE_FILE_BAND: [(f64, f64, f64, f64); 8] = [
    (0.10, 0.96, 1.19, 1.48),
    (0.50, 0.71, 1.09, 1.39),
    (0.90, 0.45, 0.75, 1.10),
    (1.10, 0.32, 0.52, 0.84),
    (1.50, 0.11, 0.27, 0.49),
    (1.90, 0.05, 0.16, 0.31),
    (2.50, 0.02, 0.10, 0.22),
    (3.10, 0.02, 0.08, 0.19),
];

/// Speed at a density [1/m²] by Weidmann 1993 [m/s].
pub(in crate::verify::suites) fn weidmann(density: f64) -> f64 {
    1.34 * (1.0 - math::exp(-1.913 * (1.0 / density - 1.0 / 5.4)))
}

/// Speed on the level at a density [1/m²] by the SFPE Handbook [m/s].
pub(in crate::verify::suites) fn sfpe(density: f64) -> f64 {
    (1.40 * (1.0 - 0.266 * density)).max(0.0)
}

/// Lowest and highest speed at one of [`BINS`] that an experiment, Weidmann
/// or SFPE gives, widened by 10 % below 3 /m² and by 0.08 m/s above, because
/// the experiments differ among themselves [m/s].
pub(super) fn envelope(density: f64) -> (f64, f64) {
    let experiments = CORRIDOR.iter().chain(&RING);
    let here = experiments
        .filter(|point| point.0 == density)
        .map(|point| point.1);
    let all = here.chain([weidmann(density), sfpe(density)]);
    let (low, high) = all.fold((f64::INFINITY, 0.0_f64), |(low, high), v| {
        (low.min(v), high.max(v))
    });
    if density < 3.0 {
        (0.9 * low, 1.1 * high)
    } else {
        ((low - 0.08).max(0.0), high + 0.08)
    }
}

/// What stands behind a result in a plot of speed over density.
pub(super) fn diagram() -> Vec<Series> {
    let curve = |speed: fn(f64) -> f64, until: f64| -> Vec<(f64, f64)> {
        let steps = (until / 0.05).round() as u32;
        let densities = (4..=steps).map(|step| f64::from(step) * 0.05);
        densities.map(|density| (density, speed(density))).collect()
    };
    let band = BINS.map(|density| {
        let (low, high) = envelope(density);
        (density, low, high)
    });
    vec![
        Series::Band(Said::new("exp-series-envelope"), band.to_vec()),
        Series::Curve(Said::new("exp-series-weidmann"), curve(weidmann, 5.4)),
        Series::Curve(Said::new("exp-series-sfpe"), curve(sfpe, 3.75)),
        Series::Reference(Said::new("exp-series-corridor"), CORRIDOR.to_vec()),
        Series::Reference(Said::new("exp-series-ring"), RING.to_vec()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weidmann_is_as_tabulated() {
        for (density, speed) in [
            (0.5, 1.298),
            (1.0, 1.058),
            (1.75, 0.700),
            (2.0, 0.606),
            (3.0, 0.331),
            (4.0, 0.156),
            (5.0, 0.037),
        ] {
            assert!((weidmann(density) - speed).abs() < 0.0006, "{density}");
        }
    }

    #[test]
    fn the_envelope_by_hand() {
        // Ring 0.70 and corridor 1.20 are the extremes at 1.25 /m².
        let (low, high) = envelope(1.25);
        assert!((low - 0.63).abs() < 1e-9 && (high - 1.32).abs() < 1e-9);
        // SFPE 1.4 (1 − 0.266 · 3.25) = 0.18965 and Weidmann 0.27995 at 3.25.
        let (low, high) = envelope(3.25);
        assert!(
            (low - 0.1097).abs() < 1e-4 && (high - 0.35995).abs() < 1e-4,
            "{low} {high}"
        );
        assert_eq!(envelope(4.25).0, 0.0);
    }
}
