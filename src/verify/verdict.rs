//! A case with what came of it.

use crate::base::text::Language;

use super::{Case, Lab, LabError, Outcome, Weight};

/// What came of a case.
pub struct Verdict {
    /// The case.
    pub case: &'static Case,
    /// Its outcome, or why there is none.
    pub result: Result<Outcome, LabError>,
}

/// How a case ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It holds.
    Passed,
    /// It does not, or could not be measured.
    Failed,
    /// It has no right or wrong, and documents.
    Documented,
}

/// How many cases ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those that hold.
    pub passed: usize,
    /// Those that do not.
    pub failed: usize,
    /// Those that document.
    pub documented: usize,
}

impl Verdict {
    /// Runs and judges a case.
    #[must_use]
    pub fn of(case: &'static Case, lab: &Lab<'_>) -> Self {
        Self {
            case,
            result: (case.measure)(lab),
        }
    }

    /// How it ended. A case that documents fails only if it cannot be
    /// measured, by a broken promise of the engine, say.
    #[must_use]
    pub fn ending(&self) -> Ending {
        match (&self.result, self.case.weight) {
            (Err(_), _) => Ending::Failed,
            (Ok(_), Weight::Documents) => Ending::Documented,
            (Ok(outcome), Weight::Gates) if outcome.passed() => Ending::Passed,
            (Ok(_), Weight::Gates) => Ending::Failed,
        }
    }

    /// Whether somebody asked to stop in the middle of it.
    #[must_use]
    pub fn is_interrupted(&self) -> bool {
        matches!(self.result, Err(LabError::Interrupted))
    }

    /// Runs it took.
    #[must_use]
    pub fn runs(&self) -> usize {
        self.result.as_ref().map_or(0, |outcome| outcome.runs)
    }

    /// What was measured, or why nothing was.
    #[must_use]
    pub fn measured(&self, language: Language) -> String {
        match &self.result {
            Ok(outcome) => outcome.measured(language),
            Err(error) => error.message(language),
        }
    }
}

impl Tally {
    /// Counts verdicts.
    #[must_use]
    pub fn of(verdicts: &[Verdict]) -> Self {
        let mut tally = Self::default();
        for verdict in verdicts {
            match verdict.ending() {
                Ending::Passed => tally.passed += 1,
                Ending::Failed => tally.failed += 1,
                Ending::Documented => tally.documented += 1,
            }
        }
        tally
    }
}
