//! The report of a study: one HTML file that looks like the report of a run, for those
//! who must decide.
//!
//! In: what was found, the scenario, and which runs are kept with their recording. Out:
//! the page as a string, the same bytes for the same input. The answer comes first, in
//! two sentences; then the table, the effects with their intervals, staff against
//! outcome, curves, zones, what binds, and how sure all that is.

mod charts;
mod page;
mod plots;
mod sections;
mod speak;
mod staffing;
mod tables;
mod tell;

use super::findings::Findings;
use crate::analysis::report::{self, ReportError};
use crate::base::text::Language;
use crate::model::Scenario;

/// The template, in both languages' service.
const TEMPLATE: &str = include_str!("../../../assets/study.html");

/// What the report is made from.
pub struct StudyReport<'a> {
    /// What was found.
    pub findings: &'a Findings,
    /// The scenario that the variants change.
    pub scenario: &'a Scenario,
    /// Whether a run, by its name, is kept with its recording.
    pub is_recorded: &'a dyn Fn(&str) -> bool,
}

/// Makes the report of a study.
///
/// # Errors
/// If the template fails, which no input should bring about.
pub fn render(input: &StudyReport<'_>, language: Language) -> Result<String, ReportError> {
    let page = sections::page(input, language);
    report::fill(TEMPLATE, &page, language)
}
