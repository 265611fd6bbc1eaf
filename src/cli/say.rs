//! The catalogue of texts, in the language a command was asked for.

use crate::base::text::{self, Language};

/// Speaks one language.
#[derive(Clone, Copy, Debug)]
pub struct Say {
    language: Language,
}

impl Say {
    /// Speaks `language`.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self { language }
    }

    /// The language spoken.
    #[must_use]
    pub fn language(self) -> Language {
        self.language
    }

    /// The text under a key.
    #[must_use]
    pub fn text(self, key: &str) -> String {
        text::text(self.language, key)
    }

    /// The text under a key, filled with values.
    #[must_use]
    pub fn fill(self, key: &str, values: &[(&str, String)]) -> String {
        text::text_with(self.language, key, values)
    }
}
