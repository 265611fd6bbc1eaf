//! What an overlay paints where: one place for the map and for drawings.

use super::command::Overlay;
use super::theme;
use crate::analysis::report::palette::{self, Paint, Rgb};

/// How much of the ground a square of density hides.
const ALPHA: u8 = 200;
/// The same of pressure, and at most of a difference.
const PRESSURE_ALPHA: u8 = 230;
const DIFFERENCE_ALPHA: f32 = 235.0;

/// The pressure at the end of its scale [1/s²]: the crush of 2006 had more
/// (Helbing, Johansson, Al-Abideen 2007); from half of it on stop-and-go waves
/// turn into turbulence.
pub(crate) const MOST_PER_S2: f64 = 0.04;

/// The limits between the steps of an overlay that has steps [1/m²].
pub(crate) fn limits(overlay: Overlay) -> Option<&'static [f64; 5]> {
    match overlay {
        Overlay::Density | Overlay::MaxDensity => Some(&palette::DENSITY_LIMITS),
        Overlay::Fruin => Some(&theme::FRUIN_LIMITS),
        Overlay::None | Overlay::Pressure | Overlay::Flow | Overlay::Difference => None,
    }
}

/// Whether an overlay paints the ground wherever people are.
pub(crate) fn covers(overlay: Overlay) -> bool {
    limits(overlay).is_some()
}

/// The paints of the six steps.
pub(crate) fn steps() -> [Paint; 6] {
    palette::DENSITY.map(|colour| Paint {
        colour,
        alpha: ALPHA,
    })
}

/// The step of a density [1/m²]; none where nobody is.
pub(crate) fn step(per_m2: f32, limits: &[f64; 5]) -> Option<usize> {
    (per_m2 > 0.0).then(|| theme::step(f64::from(per_m2), limits))
}

/// The paint of a crowd pressure [1/s²].
pub(crate) fn pressure(per_s2: f64) -> Paint {
    Paint {
        colour: theme::scale(per_s2 / MOST_PER_S2),
        alpha: PRESSURE_ALPHA,
    }
}

/// More in A is orange, more in B blue; little of either [1/m²] nothing.
pub(crate) fn difference(by: f32) -> Option<Paint> {
    const MORE: Rgb = Rgb(230, 130, 20);
    const LESS: Rgb = Rgb(40, 120, 220);
    let strength = ((by.abs() - 0.15) / 2.0).clamp(0.0, 1.0);
    let alpha = (strength * DIFFERENCE_ALPHA) as u8;
    let colour = if by > 0.0 { MORE } else { LESS };
    (alpha > 0).then_some(Paint { colour, alpha })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_paints_nothing_and_a_crowd_its_step() {
        let colour = |overlay, per_m2: f32| {
            let step = step(per_m2, limits(overlay)?)?;
            Some(steps()[step].colour)
        };
        assert_eq!(colour(Overlay::Density, 0.0), None);
        assert_eq!(colour(Overlay::Density, 0.9), Some(palette::DENSITY[0]));
        assert_eq!(colour(Overlay::Fruin, 0.9), Some(palette::DENSITY[3]));
        assert_eq!(colour(Overlay::MaxDensity, 5.1), Some(palette::DENSITY[5]));
        assert_eq!(colour(Overlay::Flow, 5.1), None);
    }

    #[test]
    fn a_difference_has_a_sign_and_little_of_it_is_nothing() {
        assert_eq!(difference(0.1), None);
        assert_eq!(difference(-0.1), None);
        let (more, less) = (difference(1.15), difference(-1.15));
        let alpha = |paint: Option<Paint>| paint.map(|paint| paint.alpha);
        assert_eq!((alpha(more), alpha(less)), (Some(117), Some(117)));
        assert_ne!(more, less);
    }
}
