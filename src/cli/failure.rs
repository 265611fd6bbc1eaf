//! How a command ends when it does not end well.

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
    /// Shown to people instead of the sentences: the overview of commands.
    pub overview: Option<String>,
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
            overview: None,
        }
    }

    /// The same failure with another word on what to do.
    #[must_use]
    pub fn with_help(self, help: String) -> Self {
        Self { help, ..self }
    }

    /// The same failure, shown to people as an overview of the commands.
    #[must_use]
    pub fn with_overview(self, overview: String) -> Self {
        Self {
            overview: Some(overview),
            ..self
        }
    }

    /// The `error` object of the JSON contract.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        serde_json::json!({ "code": self.code, "message": self.message, "help": self.help })
    }
}
