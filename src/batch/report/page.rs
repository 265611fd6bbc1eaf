//! What the template fills in: plain texts, tables and drawings.

use serde::Serialize;

use crate::analysis::report::page::{Answer, Drawing, Figure, Pair, Table};

/// The whole page.
#[derive(Serialize)]
pub(super) struct Page {
    /// The language's code for the browser.
    pub(super) lang: &'static str,
    /// Name of the study.
    pub(super) study: String,
    /// What it shall answer; empty if it does not say.
    pub(super) question: String,
    /// Colours of the style sheet, as name and value.
    pub(super) colours: Vec<(&'static str, String)>,
    /// The study's name as a style sheet's string, for the foot of pages.
    pub(super) running: String,
    /// Colour of the foot of pages.
    pub(super) muted: String,
    /// Title block.
    pub(super) block: Vec<Pair>,
    /// The answer.
    pub(super) answer: Answer,
    /// What must be known beside the answer.
    pub(super) cautions: Vec<String>,
    /// Key figures.
    pub(super) figures: Vec<Figure>,
    /// The variants by the objective that decides.
    pub(super) results: Table,
    /// What the columns of the table mean.
    pub(super) reading: String,
    /// Dots with intervals, an objective each.
    pub(super) effects: Vec<Titled>,
    /// What was not drawn.
    pub(super) effects_note: String,
    /// Staff against outcome.
    pub(super) staffing: Vec<Drawing>,
    /// What they say, in sentences.
    pub(super) staffing_says: Vec<String>,
    /// Main effects.
    pub(super) factors: Option<Table>,
    /// Why there are none; empty if there are, or no factors.
    pub(super) factors_missing: String,
    /// Interactions.
    pub(super) interactions: Option<Table>,
    /// In a sentence what they say.
    pub(super) interactions_say: String,
    /// Sensitivity to what was assumed.
    pub(super) sensitivity: Vec<Titled>,
    /// What it says, or that nothing of it was varied.
    pub(super) sensitivity_says: Vec<String>,
    /// Curves, a window each.
    pub(super) curves: Vec<Titled>,
    /// Clearing times by zone, a window each.
    pub(super) zones: Vec<TitledTable>,
    /// Gates and places that bind.
    pub(super) binding: Option<Table>,
    /// Limits, in how many runs they were broken.
    pub(super) limits: Option<Table>,
    /// Unit of what decides, for the runs to look at.
    pub(super) kept_unit: String,
    /// Runs to look at.
    pub(super) kept: Vec<Kept>,
    /// Whether some of them are recorded.
    pub(super) is_recorded: bool,
    /// Every number of every objective.
    pub(super) numbers: Vec<TitledTable>,
    /// How it was found.
    pub(super) method: Vec<String>,
    /// What the planner assumed.
    pub(super) assumptions: Vec<String>,
    /// What the model does not know.
    pub(super) bounds: Vec<String>,
    /// The last line.
    pub(super) imprint: String,
}

/// A drawing with a heading.
#[derive(Serialize)]
pub(super) struct Titled {
    /// The heading; empty for none.
    pub(super) title: String,
    /// The drawing.
    pub(super) drawing: Drawing,
}

/// A table with a heading.
#[derive(Serialize)]
pub(super) struct TitledTable {
    /// The heading.
    pub(super) title: String,
    /// The table.
    pub(super) table: Table,
}

/// The runs of a variant that stand for it.
#[derive(Serialize)]
pub(super) struct Kept {
    /// The variant.
    pub(super) variant: String,
    /// Its runs.
    pub(super) runs: Vec<KeptLink>,
}

/// A run to look at.
#[derive(Serialize)]
pub(super) struct KeptLink {
    /// Worst, median or best.
    pub(super) rank: String,
    /// Its number.
    pub(super) value: String,
    /// Its seed.
    pub(super) seed: String,
    /// Where its report is, from the study's folder; empty if it is not recorded. Made
    /// of hexadecimal digits, so that the template puts it in as it stands.
    pub(super) href: String,
}
