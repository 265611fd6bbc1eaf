//! Problems of a scenario, as values.

use std::fmt;

use crate::base::text::{self, Language};

/// The values that are words of the catalogue (`word-…`), not names or
/// numbers from the document.
const WORDS: [&str; 7] = ["wanted", "kind", "role", "power", "which", "given", "end"];

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The scenario cannot be run.
    Error,
    /// It can be run; somebody should look at it.
    Warning,
}

impl Severity {
    /// The name of the severity in JSON.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// Something wrong with a scenario. Its sentences are in the catalogue of
/// texts under `problem-CODE` and `problem-CODE.help`, filled with `values`.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// Stable name of the kind of problem, such as `duplicate-id`.
    pub code: &'static str,
    /// Path of the value in the document, such as `venue.gates[2].line`;
    /// empty for the document as a whole.
    pub place: String,
    /// Line in the file, from 1; none if the document did not come from one.
    pub line: Option<u32>,
    /// Column in the file, in characters from 1.
    pub column: Option<u32>,
    /// What the sentences of the catalogue are filled with.
    pub values: Vec<(&'static str, String)>,
    /// The problem of another document that this one comes from: a study's variant
    /// may have errors. Its sentences are the values `reason` and `help`.
    pub inner: Option<Box<Problem>>,
}

impl Problem {
    /// An error at a path of the document.
    #[must_use]
    pub fn error(code: &'static str, place: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, place.into())
    }

    /// A warning at a path of the document.
    #[must_use]
    pub fn warning(code: &'static str, place: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, place.into())
    }

    fn new(severity: Severity, code: &'static str, place: String) -> Self {
        Self {
            severity,
            code,
            place,
            line: None,
            column: None,
            values: Vec::new(),
            inner: None,
        }
    }

    /// The same problem with one more value for its sentences.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.values.push((name, value.to_string()));
        self
    }

    /// The same problem, coming from one of another document.
    #[must_use]
    pub fn with_inner(mut self, inner: Self) -> Self {
        self.inner = Some(Box::new(inner));
        self
    }

    /// The same problem at a line and column of a file, both from 1.
    #[must_use]
    pub fn at(mut self, line: u32, column: u32) -> Self {
        self.line = Some(line);
        self.column = Some(column);
        self
    }

    /// What is wrong, in a sentence.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        self.fill(language, &format!("problem-{}", self.code))
    }

    /// What to do about it, in a sentence or two.
    #[must_use]
    pub fn help(&self, language: Language) -> String {
        self.fill(language, &format!("problem-{}.help", self.code))
    }

    fn fill(&self, language: Language, key: &str) -> String {
        let mut values: Vec<(&str, String)> = self
            .values
            .iter()
            .map(|(name, value)| {
                let word = format!("word-{value}");
                let is_word = WORDS.contains(name) && text::has(&word);
                let value = if is_word {
                    text::text(language, &word)
                } else {
                    value.clone()
                };
                (*name, value)
            })
            .collect();
        if let Some(inner) = &self.inner {
            values.push(("reason", inner.message(language)));
            values.push(("help", inner.help(language)));
        }
        text::text_with(language, key, &values)
    }
}
