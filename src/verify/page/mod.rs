//! The pages of a verification: one HTML file, the page of the
//! documentation in Markdown, and each diagram as SVG. Texts only; the command
//! line writes them.

mod html;
mod markdown;
mod picture;
mod plot;

pub use html::html;
pub use markdown::markdown;

use crate::analysis::report::ReportError;
use crate::base::text::{self, Language};
use crate::model::{Locomotion, Parameters};

use super::verdict::{Ending, Tally, Verdict};
use super::{Case, Plot};

/// Folder of the diagrams beside the page of the documentation.
pub const PLOTS: &str = "verification";

/// Everything the pages tell of.
pub struct Results<'a> {
    /// What came of each case, in order.
    pub verdicts: &'a [Verdict],
    /// What came of the basic cases with each of the other models; nothing if
    /// they were not run.
    pub others: &'a [(Locomotion, Vec<Verdict>)],
    /// Parameters of all cases but for what a case changes.
    pub parameters: &'a Parameters,
    /// Muster's version.
    pub version: &'a str,
    /// Runs the command line asked for wherever a case would choose; none if
    /// the cases chose.
    pub runs: Option<usize>,
}

impl Results<'_> {
    fn tally(&self) -> Tally {
        Tally::of(self.verdicts)
    }
}

/// Diagrams as (name of the file, SVG).
///
/// # Errors
/// If the plotting library fails.
pub fn plots(
    results: &Results<'_>,
    language: Language,
) -> Result<Vec<(String, String)>, ReportError> {
    let all = results
        .verdicts
        .iter()
        .filter_map(|v| v.result.as_ref().ok());
    all.flat_map(|outcome| &outcome.plots)
        .map(|plot| Ok((file_of(plot), plot::svg(plot, language)?)))
        .collect()
}

fn file_of(plot: &Plot) -> String {
    format!("{}.svg", plot.name)
}

/// How a case ended, in a word.
fn word(ending: Ending, language: Language) -> String {
    text::text(language, ending_key(ending))
}

/// The key of that word.
#[must_use]
pub fn ending_key(ending: Ending) -> &'static str {
    match ending {
        Ending::Passed => "verify-passed",
        Ending::Failed => "verify-failed",
        Ending::Documented => "verify-documented",
    }
}

/// A row of what the other models do: the case, and how it ended with each and
/// what was measured.
struct OthersRow<'a> {
    case: &'static Case,
    endings: Vec<(Ending, &'a Verdict)>,
}

/// The rows of what the other models do, case by case.
fn others<'a>(results: &Results<'a>) -> Vec<OthersRow<'a>> {
    let Some((_, first)) = results.others.first() else {
        return Vec::new();
    };
    let row = |(at, verdict): (usize, &Verdict)| OthersRow {
        case: verdict.case,
        endings: results
            .others
            .iter()
            .filter_map(|(_, verdicts)| verdicts.get(at))
            .map(|verdict| (verdict.ending(), verdict))
            .collect(),
    };
    first.iter().enumerate().map(row).collect()
}

/// Why a case fails, if somebody has written it down.
fn why(case: &Case, language: Language) -> Option<String> {
    let key = format!("case-{}.why", case.id);
    text::has(&key).then(|| text::text(language, &key))
}

/// All parameters as (name in the scenario, value), in the order of their
/// names.
fn parameters(parameters: &Parameters) -> Vec<(String, String)> {
    fn flatten(name: &str, value: &serde_json::Value, out: &mut Vec<(String, String)>) {
        match value {
            serde_json::Value::Object(fields) => {
                for (field, value) in fields {
                    let dot = if name.is_empty() { "" } else { "." };
                    flatten(&format!("{name}{dot}{field}"), value, out);
                }
            }
            serde_json::Value::String(text) => out.push((name.to_owned(), text.clone())),
            other => out.push((name.to_owned(), other.to_string())),
        }
    }
    let mut out = Vec::new();
    // Parameters are plain numbers and names, which JSON can hold.
    if let Ok(value) = serde_json::to_value(parameters) {
        flatten("", &value, &mut out);
    }
    out
}

/// A text for XML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
