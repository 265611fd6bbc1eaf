//! Reading and writing the document.
//!
//! [`read`] and [`parse`] turn RON into a [`Document`]: the scenario together
//! with the text it came from and the place of every value in it. Of syntax
//! and type errors the first is reported; problems of meaning are found by
//! [`Document::check`]. [`read_study`] and [`read_orders`] do the same for studies
//! and for orders. [`write()`] gives the canonical text, [`hash`] its
//! fingerprint. Neither panics on any input, and memory is bounded by
//! [`limits`].

mod error;
mod orders;
mod scan;
mod spans;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::de::DeserializeOwned;

pub use error::ReadError;
pub use orders::{OrdersDocument, read_orders, write_orders};
pub use spans::{ScanError, ScanErrorKind, SpanIndex, TextPlace};

use super::check;
use super::limits;
use super::problem::Problem;
use super::scenario::{FORMAT, Scenario};
use super::study::{self, Study};

/// A scenario and the text it was read from.
#[derive(Clone, Debug)]
pub struct Document {
    /// What the text says.
    pub scenario: Scenario,
    /// Where each value stands in it.
    pub spans: SpanIndex,
    /// What the text is called: its path, as it was given.
    pub source_name: String,
    /// The text itself.
    pub text: String,
}

impl Document {
    /// All problems of the scenario that can be seen without compiling it,
    /// each with its line and column, in the order of the file.
    #[must_use]
    pub fn check(&self) -> Vec<Problem> {
        let mut problems = check::find(&self.scenario);
        self.locate(&mut problems);
        problems
    }

    /// Gives each problem the line and column of its place, and sorts them by
    /// these; at one place errors stand before warnings.
    pub fn locate(&self, problems: &mut [Problem]) {
        locate(&self.spans, problems);
    }
}

fn locate(spans: &SpanIndex, problems: &mut [Problem]) {
    for problem in problems.iter_mut() {
        if let Some(place) = spans.place(&problem.place) {
            problem.line = Some(place.line);
            problem.column = Some(place.column);
        }
    }
    problems.sort_by(|a, b| {
        (a.line, a.column, a.severity, a.code).cmp(&(b.line, b.column, b.severity, b.code))
    });
}

/// A study and the text it was read from.
#[derive(Clone, Debug)]
pub struct StudyDocument {
    /// What the text says.
    pub study: Study,
    /// Where each value stands in it.
    pub spans: SpanIndex,
    /// What the text is called: its path, as it was given.
    pub source_name: String,
    /// The text itself.
    pub text: String,
}

impl StudyDocument {
    /// Gives each problem the line and column of its place.
    pub fn locate(&self, problems: &mut [Problem]) {
        locate(&self.spans, problems);
    }
}

/// A document of a kind, and the text it was read from.
struct Found<T> {
    value: T,
    spans: SpanIndex,
    source_name: String,
    text: String,
}

/// Reads a document that has had one format so far, `known`.
fn read_as<T: DeserializeOwned>(path: &Path, known: u32) -> Result<Found<T>, ReadError> {
    let (text, source_name) = read_text(path)?;
    let text = without_mark(text);
    let spans = SpanIndex::scan(&text).map_err(error::of_scan)?;
    if let Some(format) = stated_format(&spans, &text)
        && format != known
    {
        let problem = unknown_format(format, known);
        return Err(ReadError::from(problem).located(&spans));
    }
    let value = understood(&text, &spans)?;
    Ok(Found {
        value,
        spans,
        source_name,
        text,
    })
}

/// What a text says.
fn understood<T: DeserializeOwned>(text: &str, spans: &SpanIndex) -> Result<T, ReadError> {
    let read = |text: &str| notation().from_str::<T>(text);
    let error_of = |other: &str| read(other).err().map(|error| error.code);
    read(text).map_err(|error| error::of_ron(&error, spans, text, &error_of))
}

/// Reads a study from a file.
///
/// # Errors
/// As [`read`].
pub fn read_study(path: impl AsRef<Path>) -> Result<StudyDocument, ReadError> {
    let read = read_as(path.as_ref(), study::FORMAT)?;
    Ok(StudyDocument {
        study: read.value,
        spans: read.spans,
        source_name: read.source_name,
        text: read.text,
    })
}

/// Reads a scenario from a file.
///
/// # Errors
/// [`ReadError::Io`] if there is no such file, it is a folder or it cannot be
/// read; [`ReadError::Document`] if it is larger than
/// [`limits::FILE_BYTES`], not UTF-8, or not a scenario.
pub fn read(path: impl AsRef<Path>) -> Result<Document, ReadError> {
    let (text, name) = read_text(path.as_ref())?;
    document(text, name)
}

/// The text of a file and what it is called.
fn read_text(path: &Path) -> Result<(String, String), ReadError> {
    let name = path.display().to_string();
    let unreadable = |error: std::io::Error| ReadError::from_io(&name, &error);
    let file = File::open(path).map_err(unreadable)?;
    if file.metadata().map_err(unreadable)?.is_dir() {
        return Err(ReadError::is_a_folder(&name));
    }
    let mut bytes = Vec::new();
    // One byte more than is allowed tells a file that is too large, also one
    // that never ends.
    file.take(limits::FILE_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if bytes.len() as u64 > limits::FILE_BYTES {
        return Err(error::too_large());
    }
    let text = String::from_utf8(bytes).map_err(|broken| {
        let valid = broken.utf8_error().valid_up_to();
        error::not_utf8(broken.as_bytes(), valid)
    })?;
    Ok((text, name))
}

/// The text without the mark that some editors begin a file with.
fn without_mark(text: String) -> String {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

/// Reads a scenario from a text; `name` is what messages call it.
///
/// # Errors
/// [`ReadError::Document`] with the first syntax or type error.
pub fn parse(text: &str, name: &str) -> Result<Document, ReadError> {
    if text.len() as u64 > limits::FILE_BYTES {
        return Err(error::too_large());
    }
    document(text.to_owned(), name.to_owned())
}

fn document(text: String, source_name: String) -> Result<Document, ReadError> {
    let text = without_mark(text);
    let spans = SpanIndex::scan(&text).map_err(error::of_scan)?;
    let scenario = match stated_format(&spans, &text) {
        Some(FORMAT) | None => understood(&text, &spans)?,
        Some(other) => upgrade(&text, other).map_err(|error| error.located(&spans))?,
    };
    Ok(Document {
        scenario,
        spans,
        source_name,
        text,
    })
}

/// The format a text says it has; none if it says nothing that is a number.
fn stated_format(spans: &SpanIndex, text: &str) -> Option<u32> {
    let stated = spans.source("format", text)?;
    match stated.parse::<u128>() {
        // Newer than anything: one error for every number too large.
        Ok(format) => Some(u32::try_from(format).unwrap_or(u32::MAX)),
        Err(_) => None,
    }
}

/// Reads a text of another format. Formats before [`FORMAT`] are brought up
/// one step at a time, each step a function from the old text to the next
/// format's; format 1 is the first there is, so there are no steps yet.
fn upgrade(_text: &str, format: u32) -> Result<Scenario, ReadError> {
    Err(unknown_format(format, FORMAT).into())
}

fn unknown_format(format: u32, known: u32) -> Problem {
    let code = if format > known {
        "newer-format"
    } else {
        "unknown-format"
    };
    Problem::error(code, "format")
        .with("found", format)
        .with("known", known)
}

/// How our documents are noted: RON, with `Some(…)` left out.
fn notation() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// The canonical text of a scenario: every field written, one line a thing.
/// Reading it gives the same scenario.
#[must_use]
pub fn write(scenario: &Scenario) -> String {
    let layout = PrettyConfig::new()
        .depth_limit(3)
        .new_line("\n")
        .indentor("    ");
    notation()
        .to_string_pretty(scenario, layout)
        .expect("a scenario is plain data, nested far less deeply than RON allows")
}

/// The fingerprint of a scenario: BLAKE3 of its canonical text, in
/// hexadecimal digits. Comments and layout of the file do not change it.
#[must_use]
pub fn hash(scenario: &Scenario) -> String {
    blake3::hash(write(scenario).as_bytes())
        .to_hex()
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::text::Language;

    /// Code, line, column and place of the error of a text.
    fn error(text: &str) -> (&'static str, u32, u32, String) {
        let problem = match parse(text, "test") {
            Ok(_) => panic!("this was read: {text}"),
            Err(error) => error.problem().clone(),
        };
        for language in Language::ALL {
            for sentence in [problem.message(language), problem.help(language)] {
                assert!(
                    !sentence.contains(['⟦', '{']),
                    "{}: {sentence}",
                    problem.code
                );
            }
        }
        (
            problem.code,
            problem.line.unwrap_or(0),
            problem.column.unwrap_or(0),
            problem.place,
        )
    }

    /// The code and place of the error of a scenario whose second line is
    /// given; a caret stands before what the error must point at.
    fn second_line(marked: &str) -> (&'static str, String) {
        let line = marked.replace('^', "");
        let (code, at, column, place) = error(&format!("(format: 1, name: \"x\",\n{line})"));
        let caret = marked.chars().position(|c| c == '^').unwrap() as u32 + 1;
        assert_eq!((at, column), (2, caret), "{marked}");
        (code, place)
    }

    #[test]
    fn unknown_names_are_reported_where_they_stand() {
        let found = second_line("venue: (^placs: [])");
        assert_eq!(found, ("unknown-field", "venue".into()));
        let found = second_line("visitors: (profiles: [(id: \"a\", share: 1, mobility: ^Wheel)])");
        assert_eq!(
            found,
            ("unknown-variant", "visitors.profiles[0].mobility".into())
        );
        let found = error("(format: 1, nam: \"x\")");
        assert_eq!(found, ("unknown-field", 1, 13, String::new()));
    }

    #[test]
    fn missing_and_doubled_fields_are_reported_at_their_thing() {
        let place = || "venue.places[0]".to_owned();
        let found = second_line("venue: (places: [^(id: \"a\")])");
        assert_eq!(found, ("missing-field", place()));
        let found = second_line("venue: (places: [(id: \"a\", ^id: \"b\")])");
        assert_eq!(found, ("duplicate-field", place()));
    }

    #[test]
    fn values_of_the_wrong_type_are_reported_at_the_value() {
        for (line, place) in [
            ("venue: ^[]", "venue"),
            ("run: (plan: ^5)", "run.plan"),
            ("run: (seed: ^1.5)", "run.seed"),
            ("run: (dt_s:^\"a\")", "run.dt_s"),
            ("run: (start: ^true)", "run.start"),
            ("venue: (places: [(id: ^5)])", "venue.places[0].id"),
            (
                "venue: (places: [(id: \"a\", polygon: [(0, 0), (1, ^\"b\")])])",
                "venue.places[0].polygon[1][1]",
            ),
            (
                "visitors: (profiles: [(id: \"a\", share: 1, free_speed: ^1.5)])",
                "visitors.profiles[0].free_speed",
            ),
            (
                "visitors: (profiles: [(id: \"a\", share: 1, free_speed: ^Constant)])",
                "visitors.profiles[0].free_speed",
            ),
        ] {
            assert_eq!(second_line(line), ("wrong-type", place.into()), "{line}");
        }
        let line = "visitors: (profiles: [(id: \"a\", share: 1, free_speed: 1.5)])";
        let told = parse(&format!("(format: 1, name: \"x\",\n{line})"), "x");
        let help = told
            .expect_err("a number")
            .problem()
            .help(Language::English);
        assert!(help.contains("Constant, Uniform, Normal"), "{help}");
        let found = second_line("run: (seed: ^-1)");
        assert_eq!(found, ("integer-out-of-range", "run.seed".into()));
        let found = second_line("run: (start: ^\"25:99\")");
        assert_eq!(found, ("not-a-time", "run.start".into()));
        let found = second_line("venue: (places: [(id: \"a\", polygon: [(0, 0, ^0)])])");
        assert_eq!(found.0, "too-many-entries");
        let found =
            second_line("visitors: (profiles: [(id: \"a\", share: 1, free_speed: ^Uniform(1))])");
        assert_eq!(found.0, "wrong-length");
    }

    #[test]
    fn missing_values_are_reported_where_they_should_stand() {
        for (line, place) in [
            ("run: (seed: ^, dt_s: 0.05)", "run.seed"),
            ("run: (dt_s:^)", "run.dt_s"),
            ("run: (start: /* noon */ ^, dt_s: 0.05)", "run.start"),
            ("venue: ^, run: ()", "venue"),
            ("venue: (places: [(id: ^)])", "venue.places[0].id"),
            (
                "venue: (paths: [(id: \"a\", surface: ^, width: 3)])",
                "venue.paths[0].surface",
            ),
            (
                "visitors: (profiles: [(id: \"a\", share: 1, free_speed: Constant(^))])",
                "visitors.profiles[0].free_speed",
            ),
        ] {
            assert_eq!(second_line(line), ("value-missing", place.into()), "{line}");
        }
        for (line, place) in [
            ("run: (seed: 1,^, dt_s: 0.05)", "run"),
            ("run: (seed: 1, /* and */ ^, dt_s: 0.05)", "run"),
            ("venue: (places: [^, (id: \"a\")])", "venue.places"),
            (
                "venue: (places: [(id: \"a\", polygon: [(0, 0), (1,^, 1)])])",
                "venue.places[0].polygon[1]",
            ),
        ] {
            assert_eq!(
                second_line(line),
                ("comma-too-many", place.into()),
                "{line}"
            );
        }
    }

    #[test]
    fn what_follows_half_a_value_is_no_value_of_its_own() {
        for (line, place) in [
            (
                "venue: (places: [(id: \"a\", z: ^3m)])",
                "venue.places[0].z",
            ),
            (
                "visitors: (profiles: [(id: \"a\", share: ^80%)])",
                "visitors.profiles[0].share",
            ),
            (
                "visitors: (present: [(place: \"a\", count: ^60i8)])",
                "visitors.present[0].count",
            ),
        ] {
            assert_eq!(second_line(line), ("wrong-type", place.into()), "{line}");
        }
        let surface = || "venue.paths[0].surface".to_owned();
        let found = second_line("venue: (paths: [(id: \"a\", surface: Slope^())])");
        assert_eq!(found, ("brackets-unwanted", surface()));
        let found = second_line("venue: (paths: [(id: \"a\", surface: ^Stairs , width: 3)])");
        assert_eq!(found, ("wrong-type", surface()));
        let found = second_line("run: (seed: 1 ^dt_s: 0.05)");
        assert_eq!(found.0, "comma-missing");
        let found = error("#![enable(no_such)]\n(format: 1, name: \"x\")");
        assert_eq!(found, ("syntax", 1, 11, String::new()));
    }

    #[test]
    fn broken_brackets_and_texts_are_reported_where_they_begin() {
        assert_eq!(error("(format: 1,\n name: \"x\"").0, "bracket-not-closed");
        let found = error("(format: 1,\n venue: (places: [),\n name: \"x\")");
        assert_eq!((found.0, found.1, found.2), ("bracket-mismatched", 2, 19));
        assert_eq!(error("(format: 1, name: \"x\"))").0, "bracket-not-opened");
        let found = error("(format: 1,\n name: \"x)");
        assert_eq!((found.0, found.1, found.2), ("text-not-closed", 2, 8));
        assert_eq!(error("(format: 1, /* name").0, "comment-not-closed");
        let deep = format!("(format: 1, name: {}", "[".repeat(100_000));
        assert_eq!(error(&deep).0, "nesting-too-deep");
        assert_eq!(error("").0, "wrong-type");
        assert_eq!(error("(format: 1, name: \"x\")\n foo").0, "text-after-end");
        assert_eq!(error("(format: 1, name: \"x\" run: ())").0, "comma-missing");
        assert_eq!(error("(format: 1, name \"x\")").0, "colon-missing");
        assert_eq!(error("(format: 1, name: \"\\q\")").0, "unknown-escape");
    }

    #[test]
    fn formats_are_named_before_anything_else() {
        let found = error("(format: 2, name: \"x\", later: 4)");
        assert_eq!(found, ("newer-format", 1, 10, "format".into()));
        assert_eq!(
            error("(format: 99999999999, name: \"x\")").0,
            "newer-format"
        );
        assert_eq!(error("(format: 0, name: \"x\")").0, "unknown-format");
    }

    #[test]
    fn files_that_cannot_be_read_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let code = |error: ReadError| match error {
            ReadError::Io(problem) => (true, problem.code),
            ReadError::Document(problem) => (false, problem.code),
        };
        let missing = read(folder.path().join("no.ron")).unwrap_err();
        assert_eq!(code(missing), (true, "no-such-file"));
        let is_folder = read(folder.path()).unwrap_err();
        assert_eq!(code(is_folder), (true, "file-is-a-folder"));
        let latin = folder.path().join("latin.ron");
        std::fs::write(&latin, b"(format: 1,\n name: \"Caf\xe9\")").unwrap();
        let error = read(&latin).unwrap_err();
        assert_eq!(
            (error.problem().line, error.problem().column),
            (Some(2), Some(12))
        );
        assert_eq!(code(error), (false, "not-utf8"));
        let endless = read("/dev/zero").unwrap_err();
        assert_eq!(code(endless), (false, "file-too-large"));
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        let document = parse("\u{feff}(format: 1, name: \"x\")", "test").unwrap();
        assert_eq!(document.scenario.name, "x");
    }
}
