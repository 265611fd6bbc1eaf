//! Reading and writing the document.
//!
//! [`read`] and [`parse`] turn RON into a [`Document`]: the scenario together
//! with the text it came from and the place of every value in it. Of syntax
//! and type errors the first is reported; problems of meaning are found by
//! [`Document::check`]. [`write()`] gives the canonical text, [`hash`] its
//! fingerprint. Neither panics on any input, and memory is bounded by
//! [`limits`].

mod error;
mod scan;
mod spans;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use ron::extensions::Extensions;
use ron::ser::PrettyConfig;

pub use error::ReadError;
pub use spans::{ScanError, ScanErrorKind, SpanIndex, TextPlace};

use super::check;
use super::limits;
use super::problem::Problem;
use super::scenario::{FORMAT, Scenario};

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
        for problem in problems.iter_mut() {
            if let Some(place) = self.spans.place(&problem.place) {
                problem.line = Some(place.line);
                problem.column = Some(place.column);
            }
        }
        problems.sort_by(|a, b| {
            (a.line, a.column, a.severity, a.code).cmp(&(b.line, b.column, b.severity, b.code))
        });
    }
}

/// Reads a scenario from a file.
///
/// # Errors
/// [`ReadError::Io`] if there is no such file, it is a folder or it cannot be
/// read; [`ReadError::Document`] if it is larger than
/// [`limits::FILE_BYTES`], not UTF-8, or not a scenario.
pub fn read(path: impl AsRef<Path>) -> Result<Document, ReadError> {
    let path = path.as_ref();
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
    document(text, name)
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
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    let spans = SpanIndex::scan(&text).map_err(error::of_scan)?;
    let scenario = match stated_format(&spans, &text) {
        Some(FORMAT) | None => notation()
            .from_str::<Scenario>(&text)
            .map_err(|error| error::of_ron(&error, &spans, &text))?,
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
    let code = if format > FORMAT {
        "newer-format"
    } else {
        "unknown-format"
    };
    Err(Problem::error(code, "format")
        .with("found", format)
        .with("known", FORMAT)
        .into())
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

    #[test]
    fn explore() {
        for t in [
            "(format: 1, name: \"x\",\n venue: (placs: []))",
            "(format: 1, name: \"x\",\n venue: (places: [(id: \"a\", polygon: [(0,0),(1,0,3)])]))",
            "(format: 1, name: \"x\",\n venue: (places: [(id: \"a\", polygn: [(0,0),(1,0)])]))",
            "(format: 1, name: \"x\",\n venue: (places: [(id: \"a\", \npolygon: [(0,0),(1,\"a\")])]))",
            "(format: 1, name: \"x\",\n venue: (places: [(id: \"a\", polygon: [(0,0),(1,2)], capacity: -5)]))",
            "(format: 1, name: \"x\",\n venue: (places: [(id: \"a\", polygon: [(0,0),(1,2)], capacity: 5000000000)]))",
            "(format: 1, name: \"x\",\n venue: (places: [(id: \"a\", polygon: [(0,0),(1,2)], capacity: 5.5)]))",
            "(format: 1, name: \"x\",\n venue: (places: [(id: \"a\", \n\n polygon: [(0,0) (1,2)], capacity: 5.5)]))",
            "(format: 1, name: \"x\",\n venue: (places: [(id: \"a\")]))",
            "(format: 1, name: \"x\",\n venue: (places: [(id: \"a\", id: \"b\")]))",
            "(format: 1, name: \"x\",\n venue: (places: [(id: 5, id: \"b\")]))",
            "(format: 1, name: \"x\",\n run: (start: \"25:99\"))",
            "(format: 1, name: \"x\",\n run: (start: true))",
            "(format: 1, name: \"x\",\n run: (seed: 1.5))",
            "(format: 1, name: \"x\",\n run: (plan: 5))",
            "(format: 1, name: \"x\",\n run: (dt_s: \"a\"))",
            "(format: 1, name: \"x\",\n venue: [])",
            "(format: 1, name: \"x\",\n venue: (paths: [(id: \"a\", width: 2, line: [], vehicles: 1, surface: Stais(riser: 2))]))",
            "(format: 1, name: \"x\",\n venue: (paths: [(id: \"a\", width: 2, line: [], surface: Stairs(risr: 2))]))",
            "(format: 1, name: \"x\",\n venue: (paths: [(id: \"a\", width: 2, line: [], surface: Stairs(riser: 2))]))",
            "(format: 1, name: \"x\",\n venue: (paths: [(id: \"a\", width: 2, line: [], surface: \"Stairs\")]))",
            "(format: 1, name: \"x\",\n venue: (paths: [(id: \"a\", width: 2, line: [], vehicles: 1)]))",
            "(format: 1, name: \"x\",\n venue: (paths: [(id: \"a\", width: 2, line: 5)]))",
            "(format: 1, name: \"x\",\n visitors: (profiles: [(id: \"a\", share: 2, free_speed: Normal(mean: 1, sd:2))]))",
            "(format: 1, name: \"x\",\n visitors: (profiles: [(id: \"a\", share: 2, free_speed: 1.5)]))",
            "(format: 1, name: \"x\",\n visitors: (profiles: [(id: \"a\", share: 2, free_speed: Constant)]))",
            "(format: 1, name: \"x\",\n visitors: (profiles: [(id: \"a\", share: 2, free_speed: Uniform(1))]))",
            "(format: 1, name: \"x\",\n visitors: (arrivals: [(id: \"a\", count: 2, curve: Cumulative([(\"10:00\", 0), (\"1a:00\", 1)]))]))",
            "(format: 1, name: \"x\",\n visitors: (profiles: [(id: \"a\", share: 2, mobility: Wheel)]))",
            "(format: 1, nam: \"x\")",
            "(format: 1, name: \"x\")\n foo",
            "(format: 1, name: \"x\" venue: ())",
            "(format: 1, name \"x\")",
            "(format: 2, name: \"x\", bla: 4)",
            "(format: 1, name: \"x\\q\")",
            "(format: 1, name: x)",
            "(format: 1, name: \"x\", \n@)",
            "",
            "5",
            "[]",
            "(format: 1,\n name: \"x\"",
            "(format: 1, name: \"x\"]",
            "\"abc",
            "/* abc",
        ] {
            match parse(t, "t") {
                Ok(_) => println!("OK {t}"),
                Err(e) => {
                    let p = e.problem();
                    let raw = notation().from_str::<Scenario>(t).err();
                    println!(
                        "{t}\n   {} {:?}:{:?} [{}] {:?}\n   {raw:?}",
                        p.code, p.line, p.column, p.place, p.values
                    );
                    let _ = p.message(Language::English);
                }
            }
        }
    }
}
