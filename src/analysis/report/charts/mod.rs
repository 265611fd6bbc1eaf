//! Charts as SVG: the people-inside curve, bars of clearing times and small
//! lines for tables.

mod bars;
mod course;
mod curve;
mod spark;

pub(super) use bars::{Bar, bars};
pub(super) use course::course;
pub(super) use curve::{Callout, Curve, Mark, people_inside};
pub(super) use spark::spark;

use super::palette::Rgb;

/// A colour of the palette for plotters.
fn plot_colour(colour: Rgb) -> plotters::style::RGBColor {
    plotters::style::RGBColor(colour.0, colour.1, colour.2)
}

/// The least of some round steps that divides `span` into at most `pieces`;
/// the largest step if none does.
fn step(span: f64, pieces: f64, round: &[f64]) -> f64 {
    round
        .iter()
        .copied()
        .find(|step| span / step <= pieces)
        .or_else(|| round.last().copied())
        .unwrap_or(1.0)
}
