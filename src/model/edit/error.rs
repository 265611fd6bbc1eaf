//! Why an edit cannot be carried out.

use crate::base::text::Language;
use crate::model::kind::{Kind, things};
use crate::model::nearest::nearest;
use crate::model::problem::Problem;
use crate::model::scenario::Scenario;

/// Why an edit cannot be carried out, with sentences from the catalogue.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{}", .0.message(Language::English))]
pub struct EditError(Box<Problem>);

impl EditError {
    /// What is wrong: its code begins with `edit-`, its place is the path of
    /// the document the edit was about, or empty.
    #[must_use]
    pub fn problem(&self) -> &Problem {
        &self.0
    }

    pub(super) fn new(problem: Problem) -> Self {
        Self(Box::new(problem))
    }

    /// There is no such thing.
    pub(super) fn unknown(scenario: &Scenario, kind: Kind, id: &str) -> Self {
        let all = things(scenario);
        let known = all.iter().filter(|(thing, _)| thing.kind == kind);
        Self::unknown_among(kind.key(), id, known.map(|(_, id)| *id))
    }

    /// There is nothing of this id at all.
    pub(super) fn unknown_anywhere(scenario: &Scenario, id: &str) -> Self {
        let all = things(scenario);
        Self::unknown_among("thing", id, all.iter().map(|(_, id)| *id))
    }

    fn unknown_among<'n>(kind: &str, id: &str, known: impl Iterator<Item = &'n str>) -> Self {
        let near = nearest(id, known);
        Self::new(
            Problem::error("edit-unknown", "")
                .with("kind", kind)
                .with("id", id)
                .with("hint", if near.is_empty() { "none" } else { "near" })
                .with("near", near.join(", ")),
        )
    }

    pub(super) fn taken(kind: Kind, id: &str) -> Self {
        Self::new(
            Problem::error("edit-id-taken", "")
                .with("id", id)
                .with("kind", kind.key()),
        )
    }

    pub(super) fn empty_id() -> Self {
        Self::new(Problem::error("edit-empty-id", ""))
    }
}
