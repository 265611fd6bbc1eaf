//! The report of a run: one HTML file that opens offline, prints on A4 and
//! needs no script.
//!
//! In: a [`ReportInput`], plain data that whoever ran or read the run fills.
//! Out: the page as a string, the same bytes for the same input. Who writes
//! it where is somebody else's business; so is the clock: a date stands in
//! the report only if the caller passes one.
//!
//! The answer comes first, in two sentences; then the map with the densest
//! moment, the people-inside curve, gates, crowding, capacities beside a hand
//! calculation, what did not go well, what was assumed, and what the model
//! does not know. English and Chinese come from one template.

mod assumed;
mod behaviour;
mod capacity;
mod charts;
mod coverage;
mod drawing;
mod figures;
mod hand;
mod incidents;
mod input;
mod legend;
mod limits;
mod map;
mod orders;
pub(crate) mod page;
pub mod palette;
pub mod picture;
mod plan;
mod rules;
pub(crate) mod run;
pub(crate) mod sections;
mod tables;
pub(crate) mod tell;
mod troubles;
pub(crate) mod words;

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod lives;
#[cfg(test)]
mod tests;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde::Serialize;
use thiserror::Error;

pub(crate) use drawing::name_of;
pub use input::{
    About, Body, CellShape, DensityPoint, Dot, ExitShape, Gap, GateChange, GateShape, HandCheck,
    Marked, Moment, ReportInput, RunFacts, VenueDrawing, WayOut,
};
pub use map::{ArrowShape, Key, Overlaid, Sign};

use crate::base::text::{self, Language};
use crate::model::Time;

/// The template, in both languages' service.
const TEMPLATE: &str = include_str!("../../../assets/report.html");
/// What templates share: pieces, and the style sheet.
const SHARED: [(&str, &str); 2] = [
    (
        "report-parts.html",
        include_str!("../../../assets/report-parts.html"),
    ),
    (
        "report-style.html",
        include_str!("../../../assets/report-style.html"),
    ),
];

/// Why a report could not be made.
#[derive(Debug, Error)]
pub enum ReportError {
    /// The template and the page do not fit together.
    #[error("the report's template could not be filled: {0}")]
    Template(#[from] minijinja::Error),
    /// The plotting library refused a chart.
    #[error("a chart of the report could not be drawn: {0}")]
    Chart(String),
}

/// Makes the report of a run.
///
/// # Errors
/// If the template or a chart fails, which no input should bring about.
pub fn render(input: &ReportInput, language: Language) -> Result<String, ReportError> {
    let page = sections::page(input, language)?;
    fill(TEMPLATE, &page, language)
}

/// A quantity over the time of day as a drawing (SVG, a page of its own), from
/// (time since the start of the run \[s\], value) in order of time.
///
/// # Errors
/// If the chart fails, which no input should bring about.
pub fn course(
    points: &[(f64, f64)],
    title: &str,
    start: Time,
    language: Language,
) -> Result<String, ReportError> {
    charts::course(points, title, &words::Words { language, start })
}

/// Fills a template that looks like the report: with its pieces, its style sheet and
/// its texts.
///
/// # Errors
/// If the template and the page do not fit together.
pub(crate) fn fill(
    template: &str,
    page: &impl Serialize,
    language: Language,
) -> Result<String, ReportError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build()?;
    environment.set_syntax(syntax);
    environment.add_function("t", move |key: String| text::text(language, &key));
    for (name, source) in SHARED {
        environment.add_template(name, source)?;
    }
    environment.add_template("page.html", template)?;
    let template = environment.get_template("page.html")?;
    Ok(template.render(Serde(page))?)
}
