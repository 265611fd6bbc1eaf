//! The catalogue of texts: every sentence a person reads, in English and
//! Chinese.
//!
//! The texts are Fluent files under `assets/locales/LANGUAGE/`, embedded in
//! the program; both languages have the same keys with the same values to
//! fill in (a test holds it). A key is `message` or `message.attribute`, such
//! as `problem-duplicate-id.help`. What to say is decided elsewhere.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// A language people read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Chinese, in simplified characters.
    Chinese,
}

impl Language {
    /// All languages.
    pub const ALL: [Self; 2] = [Self::English, Self::Chinese];

    /// The language's code on the command line: `en` or `zh`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh",
        }
    }

    /// The language of a code; none if there is no catalogue for it.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.key().eq_ignore_ascii_case(key))
    }

    /// The files of its catalogue, each with its name.
    fn files(self) -> [(&'static str, &'static str); 8] {
        macro_rules! files {
            ($language:literal) => {
                [
                    (
                        "problems",
                        include_str!(concat!("../../assets/locales/", $language, "/problems.ftl")),
                    ),
                    (
                        "report",
                        include_str!(concat!("../../assets/locales/", $language, "/report.ftl")),
                    ),
                    (
                        "coverage",
                        include_str!(concat!("../../assets/locales/", $language, "/coverage.ftl")),
                    ),
                    (
                        "cli",
                        include_str!(concat!("../../assets/locales/", $language, "/cli.ftl")),
                    ),
                    (
                        "study",
                        include_str!(concat!("../../assets/locales/", $language, "/study.ftl")),
                    ),
                    (
                        "verify",
                        include_str!(concat!("../../assets/locales/", $language, "/verify.ftl")),
                    ),
                    (
                        "cases",
                        include_str!(concat!("../../assets/locales/", $language, "/cases.ftl")),
                    ),
                    (
                        "app",
                        include_str!(concat!("../../assets/locales/", $language, "/app.ftl")),
                    ),
                ]
            };
        }
        match self {
            Self::English => files!("en"),
            Self::Chinese => files!("zh"),
        }
    }
}

type Bundle = FluentBundle<FluentResource>;

static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| load(Language::English));
static CHINESE: LazyLock<Bundle> = LazyLock::new(|| load(Language::Chinese));

fn bundle(language: Language) -> &'static Bundle {
    match language {
        Language::English => &ENGLISH,
        Language::Chinese => &CHINESE,
    }
}

/// Reads the files of a language. A file with an entry that cannot be read
/// still gives its other entries; the tests of this module find the one lost.
fn load(language: Language) -> Bundle {
    let identifier = LanguageIdentifier::from_bytes(language.key().as_bytes())
        .expect("the codes of our languages are well formed");
    let mut bundle = Bundle::new_concurrent(vec![identifier]);
    // The marks that isolate right-to-left text would stand in files and
    // tables as invisible characters.
    bundle.set_use_isolating(false);
    for (_, source) in language.files() {
        let resource = match FluentResource::try_new(source.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// Whether the catalogue has a text under `key`.
#[must_use]
pub fn has(key: &str) -> bool {
    fill(Language::English, key, &[]).is_some()
}

/// The text under `key`; the key in double brackets if there is none, so that
/// a gap is seen and never stops the program.
#[must_use]
pub fn text(language: Language, key: &str) -> String {
    text_with(language, key, &[])
}

/// The text under `key` with its values filled in. A value that is a whole
/// number counts as one, so that a text may choose its plural by it.
#[must_use]
pub fn text_with(language: Language, key: &str, values: &[(&str, String)]) -> String {
    fill(language, key, values).unwrap_or_else(|| format!("⟦{key}⟧"))
}

fn fill(language: Language, key: &str, values: &[(&str, String)]) -> Option<String> {
    let bundle = bundle(language);
    let (id, attribute) = match key.split_once('.') {
        Some((id, attribute)) => (id, Some(attribute)),
        None => (key, None),
    };
    let message = bundle.get_message(id)?;
    let pattern = match attribute {
        Some(attribute) => message.get_attribute(attribute)?.value(),
        None => message.value()?,
    };
    let mut arguments = FluentArgs::new();
    for (name, value) in values {
        arguments.set(*name, argument(value));
    }
    // A value that was not given is written as its name in braces: visible.
    let mut unfilled = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&arguments), &mut unfilled);
    Some(text.into_owned())
}

fn argument(value: &str) -> FluentValue<'_> {
    match value.parse::<i32>() {
        Ok(number) if number.to_string() == value => FluentValue::from(number),
        _ => FluentValue::from(value),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// Key → the values its text asks for, read from the files by their
    /// shape: a message begins a line, an attribute is indented and begins
    /// with a dot, everything else continues the one before.
    fn keys(language: Language) -> BTreeMap<String, BTreeSet<String>> {
        let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (file, source) in language.files() {
            let (mut message, mut key) = (String::new(), String::new());
            for line in source.lines().filter(|line| !line.starts_with('#')) {
                let name = line.split('=').next().unwrap_or_default().trim();
                let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
                if !line.starts_with([' ', '}']) && line.contains('=') {
                    message = name.to_owned();
                    key.clone_from(&message);
                } else if name.starts_with('.') && name.chars().all(plain) {
                    key = format!("{message}{name}");
                } else if !line.trim().is_empty() && key.is_empty() {
                    panic!("{file}: a line that belongs to nothing: {line}");
                }
                if key.is_empty() {
                    continue;
                }
                if key == message || name.starts_with('.') {
                    let fresh = line.contains('=') && (name == message || name.starts_with('.'));
                    assert!(
                        !(fresh && keys.contains_key(&key)),
                        "{file}: {key} stands there twice"
                    );
                }
                let values = keys.entry(key.clone()).or_default();
                for part in line.split('$').skip(1) {
                    let end = part
                        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'))
                        .unwrap_or(part.len());
                    values.insert(part[..end].to_owned());
                }
            }
        }
        keys
    }

    #[test]
    fn every_file_can_be_read_whole() {
        for language in Language::ALL {
            for (file, source) in language.files() {
                if let Err((_, errors)) = FluentResource::try_new(source.to_owned()) {
                    panic!("{}/{file}.ftl: {errors:?}", language.key());
                }
            }
        }
    }

    #[test]
    fn both_languages_have_the_same_keys_and_values() {
        let english = keys(Language::English);
        let chinese = keys(Language::Chinese);
        assert!(!english.is_empty());
        for (key, values) in &english {
            assert_eq!(Some(values), chinese.get(key), "{key} differs in Chinese");
            assert!(
                has(key) || fill(Language::English, &format!("{key}.help"), &[]).is_some(),
                "{key} was read by this test but not by the catalogue"
            );
        }
        for key in chinese.keys() {
            assert!(english.contains_key(key), "{key} is only in Chinese");
        }
    }

    #[test]
    fn texts_are_filled_without_invisible_marks() {
        let id = [("id", "gate-1".to_owned()), ("first", "x".to_owned())];
        for language in Language::ALL {
            let text = text_with(language, "problem-duplicate-id", &id);
            assert!(text.contains("gate-1"), "{text}");
            assert!(!text.contains(['\u{2068}', '\u{2069}']), "{text}");
        }
        assert_eq!(text(Language::English, "no-such-key"), "⟦no-such-key⟧");
        assert!(!has("no-such-key"));
    }

    #[test]
    fn languages_are_found_by_their_code() {
        assert_eq!(Language::from_key("zh"), Some(Language::Chinese));
        assert_eq!(Language::from_key("EN"), Some(Language::English));
        assert_eq!(Language::from_key("fr"), None);
    }
}
