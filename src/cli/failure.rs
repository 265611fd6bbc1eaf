//! How a command ends when it does not end well.

use super::problems::ProblemLine;

/// Exit codes of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done; a plan that leaves people inside says so, and is done.
    Done = 0,
    /// The input has errors.
    Invalid = 1,
    /// Wrong usage.
    Usage = 2,
    /// Reading or writing failed.
    Files = 3,
    /// Interrupted, with what was done kept.
    Interrupted = 130,
}

impl Exit {
    /// The number the shell sees.
    #[must_use]
    pub fn code(self) -> u8 {
        self as u8
    }
}

/// A command that failed: one sentence on what is wrong and one on what to
/// do, in the language asked for, and a code that never changes.
#[derive(Debug, PartialEq)]
pub struct Failure {
    /// How the program ends.
    pub exit: Exit,
    /// Stable name of the kind of failure.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// Shown to people before the sentences: the overview of commands, or
    /// the problems of a scenario with their lines.
    pub detail: Option<String>,
    /// The problems of a scenario, for programs.
    pub problems: Vec<ProblemLine>,
}

impl Failure {
    /// Wrong usage.
    #[must_use]
    pub fn usage(code: &'static str, message: String, help: String) -> Self {
        Self::new(Exit::Usage, code, message, help)
    }

    /// Reading or writing failed.
    #[must_use]
    pub fn files(code: &'static str, message: String, help: String) -> Self {
        Self::new(Exit::Files, code, message, help)
    }

    /// The input has errors.
    #[must_use]
    pub fn invalid(code: &'static str, message: String, help: String) -> Self {
        Self::new(Exit::Invalid, code, message, help)
    }

    fn new(exit: Exit, code: &'static str, message: String, help: String) -> Self {
        Self {
            exit,
            code,
            message,
            help,
            detail: None,
            problems: Vec::new(),
        }
    }

    /// The same failure with another word on what to do.
    #[must_use]
    pub fn with_help(self, help: String) -> Self {
        Self { help, ..self }
    }

    /// The same failure with something for people to look at first.
    #[must_use]
    pub fn with_detail(self, detail: String) -> Self {
        Self {
            detail: Some(detail),
            ..self
        }
    }

    /// The same failure with the problems it comes from.
    #[must_use]
    pub fn with_problems(self, problems: Vec<ProblemLine>) -> Self {
        Self { problems, ..self }
    }

    /// The document of the JSON contract: an `error`, and the `problems` it
    /// comes from if there are any.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        let mut document = serde_json::json!({ "error": self.error() });
        if !self.problems.is_empty() {
            document["problems"] = serde_json::json!(self.problems);
        }
        document
    }

    /// The `error` object of the JSON contract.
    #[must_use]
    pub fn error(&self) -> serde_json::Value {
        serde_json::json!({ "code": self.code, "message": self.message, "help": self.help })
    }
}
