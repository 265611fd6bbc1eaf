//! What can go wrong while reading, as a [`Problem`] with a plain sentence,
//! its place in the file and what to do.

use std::io;

use ron::error::{Error as RonError, SpannedError};

use super::spans::{ScanError, ScanErrorKind, SpanIndex, TextPlace};
use crate::base::text::Language;
use crate::model::limits;
use crate::model::nearest::nearest;
use crate::model::problem::Problem;

/// Why a scenario could not be read.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ReadError {
    /// The file could not be read.
    #[error("{}", .0.message(Language::English))]
    Io(Box<Problem>),
    /// The file is not a scenario.
    #[error("{}", .0.message(Language::English))]
    Document(Box<Problem>),
}

impl ReadError {
    /// What is wrong, with its code, its place in the file and its sentences.
    #[must_use]
    pub fn problem(&self) -> &Problem {
        match self {
            Self::Io(problem) | Self::Document(problem) => problem,
        }
    }

    pub(super) fn from_io(name: &str, error: &io::Error) -> Self {
        let code = match error.kind() {
            io::ErrorKind::NotFound => "no-such-file",
            io::ErrorKind::IsADirectory => return Self::is_a_folder(name),
            io::ErrorKind::PermissionDenied => "file-not-permitted",
            _ => "file-not-readable",
        };
        let problem = Problem::error(code, "")
            .with("file", name)
            .with("reason", error);
        Self::Io(Box::new(problem))
    }

    pub(super) fn is_a_folder(name: &str) -> Self {
        Self::Io(Box::new(
            Problem::error("file-is-a-folder", "").with("file", name),
        ))
    }

    /// The same error with the place its path has in the text.
    pub(super) fn located(self, spans: &SpanIndex) -> Self {
        match self {
            Self::Document(problem) => match spans.place(&problem.place) {
                Some(at) => Self::from(problem.at(at.line, at.column)),
                None => Self::Document(problem),
            },
            other => other,
        }
    }
}

impl From<Problem> for ReadError {
    fn from(problem: Problem) -> Self {
        Self::Document(Box::new(problem))
    }
}

pub(super) fn too_large() -> ReadError {
    Problem::error("file-too-large", "")
        .with("limit", limits::FILE_BYTES / (1024 * 1024))
        .into()
}

pub(super) fn not_utf8(bytes: &[u8], valid: usize) -> ReadError {
    let line = bytes[..valid].iter().filter(|byte| **byte == b'\n').count() as u32 + 1;
    let begin = bytes[..valid]
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |n| n + 1);
    let column = String::from_utf8_lossy(&bytes[begin..valid])
        .chars()
        .count() as u32
        + 1;
    Problem::error("not-utf8", "").at(line, column).into()
}

pub(super) fn of_scan(error: ScanError) -> ReadError {
    let problem = match error.kind {
        ScanErrorKind::BracketNotClosed(open) => {
            Problem::error("bracket-not-closed", "").with("open", open)
        }
        ScanErrorKind::BracketMismatched {
            found,
            wanted: Some(wanted),
            opened_line,
        } => Problem::error("bracket-mismatched", "")
            .with("found", found)
            .with("wanted", wanted)
            .with("opened", opened_line),
        ScanErrorKind::BracketMismatched { found, .. } => {
            Problem::error("bracket-not-opened", "").with("found", found)
        }
        ScanErrorKind::TextNotClosed => Problem::error("text-not-closed", ""),
        ScanErrorKind::CommentNotClosed => Problem::error("comment-not-closed", ""),
        ScanErrorKind::TooDeep => {
            Problem::error("nesting-too-deep", "").with("limit", limits::NESTING)
        }
        ScanErrorKind::TooManyValues => {
            Problem::error("too-many-values", "").with("limit", limits::VALUES)
        }
    };
    problem.at(error.place.line, error.place.column).into()
}

/// The library's error, as a sentence of ours.
///
/// The library reports where it stood: at a value it could not take, or just
/// after it, before the comma or bracket that follows. `error_of` is what is wrong with
/// another text when it is read as the same.
pub(super) fn of_ron(
    error: &SpannedError,
    spans: &SpanIndex,
    text: &str,
    error_of: &dyn Fn(&str) -> Option<RonError>,
) -> ReadError {
    let begun = place(error.span.start.line, error.span.start.col);
    let reached = place(error.span.end.line, error.span.end.col);
    let stood = if character_at(text, begun).is_none_or(char::is_whitespace) {
        // It had yet to skip the space before the value.
        reached
    } else {
        begun
    };
    let path = spans.path_at(stood);
    let (mut problem, at) = match &error.code {
        _ if spans.stray_comma == Some(stood) => (Problem::error("comma-too-many", path), stood),
        RonError::NoSuchStructField {
            expected, found, ..
        } => (named("unknown-field", found, expected), stood),
        RonError::NoSuchEnumVariant {
            expected, found, ..
        } => (named("unknown-variant", found, expected), stood),
        RonError::DuplicateStructField { field, .. } => {
            let problem = Problem::error("duplicate-field", path);
            (problem.with("field", field), stood)
        }
        RonError::MissingStructField { field, .. } => {
            let at = spans.place(&path).unwrap_or(stood);
            let problem = Problem::error("missing-field", path);
            (problem.with("field", field), at)
        }
        RonError::ExpectedComma => no_comma(path, stood, spans, text),
        RonError::ExpectedMapColon => (Problem::error("colon-missing", path), stood),
        RonError::TrailingCharacters => (Problem::error("text-after-end", ""), reached),
        code => {
            let before = TextPlace {
                column: begun.column.saturating_sub(1).max(1),
                ..begun
            };
            at_value(code, [before, stood], spans, text)
        }
    };
    if problem.place.is_empty() {
        problem.place = spans.path_at(at);
    }
    if problem.code == "wrong-type" {
        let known = names_at(&problem.place, spans, text, error_of);
        let hint = if known.is_empty() { "none" } else { "names" };
        problem = problem.with("hint", hint).with("known", known.join(", "));
    }
    let source = excerpt(spans, &problem.place, text);
    problem.with("source", source).at(at.line, at.column).into()
}

/// The names that could stand at a path, where a name is wanted there. The library
/// tells them only of a name it does not know, so it is asked about one.
fn names_at(
    path: &str,
    spans: &SpanIndex,
    text: &str,
    error_of: &dyn Fn(&str) -> Option<RonError>,
) -> &'static [&'static str] {
    const NOBODYS_NAME: &str = "Nobodys_name";
    let Some(value) = spans.bytes(path).filter(|value| !value.is_empty()) else {
        return &[];
    };
    let (before, behind) = (&text[..value.start], &text[value.end..]);
    match error_of(&format!("{before}{NOBODYS_NAME}{behind}")) {
        Some(RonError::NoSuchEnumVariant {
            expected, found, ..
        }) if found == NOBODYS_NAME => expected,
        _ => &[],
    }
}

/// What stands where a comma should: another value, or more of a value of
/// which the library has read the beginning.
fn no_comma(path: String, stood: TextPlace, spans: &SpanIndex, text: &str) -> (Problem, TextPlace) {
    let begin = spans.place(&path).unwrap_or(stood);
    let next = character_at(text, stood);
    if begin < stood && next == Some('(') {
        return (Problem::error("brackets-unwanted", path), stood);
    }
    let source = spans.source(&path, text).unwrap_or_default();
    let is_number = source.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c));
    if begin >= stood || !is_number {
        return (Problem::error("comma-missing", path), stood);
    }
    // A number read as a whole one ends before its decimal point; any other
    // before what belongs to no number, such as a unit.
    let is_whole = next == Some('.') && !source.contains("..");
    let wanted = if is_whole { "integer" } else { "number" };
    let problem = Problem::error("wrong-type", path).with("wanted", wanted);
    (problem, begin)
}

/// An error at a value, or at what follows it, and where to show it: the
/// library stood at the second of two places, the first is the one before.
fn at_value(
    code: &RonError,
    [before, stood]: [TextPlace; 2],
    spans: &SpanIndex,
    text: &str,
) -> (Problem, TextPlace) {
    let path = spans.path_at(stood);
    let has_ended = matches!(character_at(text, stood), Some(',' | ')' | ']' | '}'))
        && !matches!(code, RonError::ExpectedDifferentLength { .. });
    if has_ended && spans.is_missing(&path) {
        // Only a time is read as whatever stands there, so that the library
        // does not say what it misses.
        let wanted = wanted(code).unwrap_or("time");
        let problem = Problem::error("value-missing", path).with("wanted", wanted);
        return (problem, stood);
    }
    let path = if has_ended {
        spans.path_at(before)
    } else {
        path
    };
    // What stands before the first value belongs to none.
    let begin = spans.place(&path).filter(|begin| *begin <= stood);
    (of_value(code, &path), begin.unwrap_or(stood))
}

/// What should stand where the library found something else, by the name the
/// catalogue has for it.
fn wanted(code: &RonError) -> Option<&'static str> {
    match code {
        RonError::ExpectedBoolean => Some("boolean"),
        RonError::ExpectedInteger | RonError::InvalidIntegerDigit { .. } => Some("integer"),
        RonError::ExpectedFloat | RonError::FloatUnderscore | RonError::UnderscoreAtBeginning => {
            Some("number")
        }
        RonError::ExpectedString | RonError::ExpectedStringEnd => Some("text"),
        RonError::ExpectedArray => Some("list"),
        RonError::ExpectedIdentifier
        | RonError::SuggestRawIdentifier(_)
        | RonError::InvalidIdentifier(_) => Some("name"),
        RonError::ExpectedStructLike
        | RonError::ExpectedNamedStructLike(_)
        | RonError::ExpectedDifferentStructName { .. } => Some("fields"),
        RonError::InvalidValueForType { expected, .. } => wanted_type(expected),
        _ => None,
    }
}

/// The same for a type as the libraries describe it.
fn wanted_type(expected: &str) -> Option<&'static str> {
    match expected {
        "a boolean" => Some("boolean"),
        "a string" => Some("text"),
        "f64" => Some("number"),
        "u8" | "u32" | "u64" | "i32" | "i64" => Some("integer"),
        "a sequence" => Some("list"),
        // Numbers that name a type themselves: 60i8, 1f32.
        other if other.ends_with("signed integer") => Some("integer"),
        other if other.ends_with("floating point number") => Some("number"),
        other if other.starts_with("a time of day") => Some("time"),
        other if other.starts_with("a tuple") => Some("tuple"),
        _ => None,
    }
}

/// An error about a value, by what should stand there.
fn of_value(code: &RonError, path: &str) -> Problem {
    if let Some(wanted) = wanted(code) {
        return Problem::error("wrong-type", path).with("wanted", wanted);
    }
    match code {
        RonError::IntegerOutOfBounds => Problem::error("integer-out-of-range", path),
        RonError::InvalidEscape(_) => Problem::error("unknown-escape", path),
        RonError::ExpectedDifferentLength { expected, found } => {
            let digits = |c: char| !c.is_ascii_digit();
            let wanted = expected.split(digits).rfind(|n| !n.is_empty());
            Problem::error("wrong-length", path)
                .with("wanted", wanted.unwrap_or("?"))
                .with("found", found)
        }
        RonError::Message(message) => match message.split_once("\" is not a time of day") {
            Some((time, _)) => {
                Problem::error("not-a-time", path).with("found", time.trim_start_matches('"'))
            }
            None => Problem::error("syntax", path).with("reason", message),
        },
        RonError::ExpectedStructLikeEnd | RonError::ExpectedArrayEnd => {
            Problem::error("too-many-entries", path)
        }
        RonError::Eof => Problem::error("unexpected-end", ""),
        other => Problem::error("syntax", path).with("reason", other),
    }
}

fn character_at(text: &str, place: TextPlace) -> Option<char> {
    let line = text.split('\n').nth(place.line as usize - 1)?;
    line.chars().nth(place.column as usize - 1)
}

/// Fields by which a study is known that was given for a scenario.
const OF_STUDIES: [&str; 6] = [
    "question",
    "scenario",
    "factors",
    "variants",
    "replications",
    "objectives",
];

/// Fields by which a scenario is known that was given for a study.
const OF_SCENARIOS: [&str; 6] = ["description", "geo", "venue", "visitors", "plans", "run"];

/// An unknown name with those it may have meant.
fn named(code: &'static str, found: &str, expected: &'static [&'static str]) -> Problem {
    let near = nearest(found, expected.iter().copied());
    let hint = match near.is_empty() {
        _ if expected.contains(&"venue") && OF_STUDIES.contains(&found) => "study",
        _ if expected.contains(&"replications") && OF_SCENARIOS.contains(&found) => "scenario",
        true => "none",
        false => "near",
    };
    Problem::error(code, "")
        .with("found", found)
        .with("hint", hint)
        .with("near", near.join(", "))
        .with("known", expected.join(", "))
}

/// The beginning of the value at a path, on one line.
fn excerpt(spans: &SpanIndex, path: &str, text: &str) -> String {
    let source = spans.source(path, text).unwrap_or_default();
    let line = source.lines().next().unwrap_or_default();
    match line.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

fn place(line: usize, column: usize) -> TextPlace {
    let fit = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).max(1);
    TextPlace {
        line: fit(line),
        column: fit(column),
    }
}
