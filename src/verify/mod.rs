//! Published test cases and experiments: what is run, what is measured, what
//! must hold.
//!
//! A [`Case`] names a suite, and a function that runs scenarios in a [`Lab`]
//! and gives an [`Outcome`]: readings, each with its verdict, and what is
//! drawn. Its title, criterion, source and way of measuring are texts of the
//! catalogue under `case-ID`. Scenarios are files under
//! `scenarios/verification`, embedded, so that the installed program needs no
//! files; a case may change them (width, numbers of people, time step).
//!
//! Nothing here touches files or the clock: the command line writes what
//! [`page`] gives.

pub mod lab;
pub mod measure;
pub mod outcome;
pub mod page;
pub mod sample;
pub mod specimen;
pub mod suites;
pub mod take;
#[cfg(test)]
mod tests;
pub mod verdict;

pub use lab::{Enough, Lab, LabError, Seen};
pub use outcome::{Outcome, Picture, Plot, Reading, Said, Series};
pub use sample::Sample;
pub use take::{Moment, Spot, Take};
pub use verdict::{Ending, Tally, Verdict};

use crate::base::text::{self, Language};

/// Where a case was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Suite {
    /// The guideline of RiMEA.
    Rimea,
    /// IMO MSC.1/Circ.1533.
    Imo,
    /// NIST Technical Note 1822.
    Nist,
    /// ISO 20414.
    Iso,
    /// Experiments with people.
    Experiments,
}

impl Suite {
    /// All suites, in the order in which they are run.
    pub const ALL: [Self; 5] = [
        Self::Rimea,
        Self::Imo,
        Self::Nist,
        Self::Iso,
        Self::Experiments,
    ];

    /// The name of the suite on the command line and in results.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Rimea => "rimea",
            Self::Imo => "imo",
            Self::Nist => "nist",
            Self::Iso => "iso",
            Self::Experiments => "experiments",
        }
    }

    /// The suite of a name; none if there is no such suite.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|suite| suite.key() == key)
    }

    /// Its cases, in order.
    fn cases(self) -> &'static [Case] {
        match self {
            Self::Rimea => suites::rimea::CASES,
            Self::Imo => suites::imo::CASES,
            Self::Nist => suites::nist::CASES,
            Self::Iso => suites::iso::CASES,
            Self::Experiments => suites::experiments::CASES,
        }
    }
}

/// How much it takes to run a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// A few seconds: part of `cargo test`.
    Quick,
    /// More: only by the command, and in CI.
    Long,
}

/// What a case's verdict is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// The command fails if it does.
    Gates,
    /// It shows what the program does; there is no right or wrong, and it is
    /// not counted as passed.
    Documents,
}

/// One published case.
#[derive(Clone, Copy)]
pub struct Case {
    /// Stable name, such as `rimea-09`.
    pub id: &'static str,
    /// Where it was published.
    pub suite: Suite,
    /// Whether it gates.
    pub weight: Weight,
    /// How much it takes.
    pub effort: Effort,
    /// Runs it and judges it.
    pub measure: fn(&Lab<'_>) -> Result<Outcome, LabError>,
}

impl Case {
    /// A text of the case: its title, or one of its attributes. A dot in an id
    /// is a hyphen in the catalogue.
    fn text(&self, language: Language, attribute: &str) -> String {
        let key = format!("case-{}{attribute}", self.id.replace('.', "-"));
        text::text(language, &key)
    }

    /// What it is.
    #[must_use]
    pub fn title(&self, language: Language) -> String {
        self.text(language, "")
    }

    /// What must hold, with its threshold.
    #[must_use]
    pub fn criterion(&self, language: Language) -> String {
        self.text(language, ".criterion")
    }

    /// Where criterion and setup come from.
    #[must_use]
    pub fn source(&self, language: Language) -> String {
        self.text(language, ".source")
    }

    /// Where, when and on whom it is measured.
    #[must_use]
    pub fn measuring(&self, language: Language) -> String {
        self.text(language, ".measuring")
    }
}

/// Cases that any model of walking should hold: one person at the speed
/// assigned on the level, up and down stairs, setting out in time, corners, and
/// exits by the plan. All take a moment.
pub const BASIC: [&str; 9] = [
    "rimea-01", "rimea-02", "rimea-03", "rimea-05", "rimea-06", "rimea-10", "imo-01", "imo-02",
    "imo-03",
];

/// All cases, suite by suite.
pub fn cases() -> impl Iterator<Item = &'static Case> {
    Suite::ALL.into_iter().flat_map(Suite::cases)
}

/// The case of an id; none if there is no such case.
#[must_use]
pub fn case(id: &str) -> Option<&'static Case> {
    cases().find(|case| case.id == id)
}
