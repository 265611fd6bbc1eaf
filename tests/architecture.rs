//! The walls of the house, held by reading the source: which room names
//! which, who touches files and the clock, and whether ARCHITECTURE.md and
//! the catalogue of texts still speak of what is there.
#![expect(clippy::panic, reason = "helpers of tests panic with what they found")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each room with those it may name; itself always.
const ROOMS: [(&str, &[&str]); 10] = [
    ("base", &[]),
    ("model", &["base"]),
    ("world", &["base", "model"]),
    ("sim", &["base", "model", "world"]),
    ("record", &["base", "model", "world", "sim"]),
    ("analysis", &["base", "model", "world", "sim"]),
    ("verify", &["base", "model", "world", "sim", "analysis"]),
    (
        "batch",
        &["base", "model", "world", "sim", "record", "analysis"],
    ),
    (
        "cli",
        &[
            "base", "model", "world", "sim", "record", "analysis", "batch", "verify", "app",
        ],
    ),
    (
        "app",
        &[
            "base", "model", "world", "sim", "record", "analysis", "batch", "verify", "cli",
        ],
    ),
];

/// The only sources that touch files or the clock, by the start of their path.
const TOUCH_FILES_OR_CLOCK: [&str; 6] = [
    "src/model/file",
    "src/record/",
    "src/batch/",
    "src/analysis/report",
    "src/cli/",
    "src/app/",
];

/// Longest file, its tests left out. A file past 400 lines asks to be two
/// rooms; past this it must be.
const MAX_LINES: usize = 600;

/// A source file without its comments, texts and tests.
struct Source {
    /// Path from the root of the package, with forward slashes.
    path: String,
    /// What is left of it.
    code: String,
    /// Lines before its tests.
    lines: usize,
    /// The texts in it, in order.
    texts: Vec<String>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All files under a folder, sorted.
fn files_under(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root().join(&folder)).expect("the folder is there") {
            let entry = entry.expect("the folder can be read");
            let path = folder.join(entry.file_name());
            if entry.path().is_dir() {
                folders.push(path);
            } else {
                found.push(path.to_str().expect("names are text").replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

/// The sources of the crate, without those that are only tests.
fn sources() -> Vec<Source> {
    let files: Vec<(String, String)> = files_under("src")
        .into_iter()
        .filter(|path| path.ends_with(".rs"))
        .map(|path| (path.clone(), read(&path)))
        .collect();
    let tests: Vec<String> = files
        .iter()
        .flat_map(|(path, whole)| test_modules(path, whole))
        .collect();
    let is_test = |path: &str| {
        let module = path.strip_suffix(".rs").unwrap_or(path);
        tests
            .iter()
            .any(|test| module == test || module.starts_with(&format!("{test}/")))
    };
    files
        .into_iter()
        .filter(|(path, _)| !is_test(path))
        .map(|(path, whole)| {
            let without_tests = before_tests(&whole);
            let (code, texts) = strip(without_tests);
            Source {
                lines: without_tests.lines().count(),
                path,
                code,
                texts,
            }
        })
        .collect()
}

/// Modules of tests with a file of their own, as `src/room/name`.
fn test_modules(path: &str, whole: &str) -> Vec<String> {
    let folder = match path.strip_suffix("/mod.rs") {
        Some(folder) => folder,
        None => path.strip_suffix(".rs").unwrap_or(path),
    };
    let lines: Vec<&str> = whole.lines().map(str::trim).collect();
    lines
        .windows(2)
        .filter(|pair| pair[0] == "#[cfg(test)]" && pair[1].ends_with(';'))
        .filter_map(|pair| pair[1].split_once("mod "))
        .map(|(_, name)| format!("{folder}/{}", name.trim_end_matches(';')))
        .collect()
}

/// The part before the module of tests, which comes last by our habit.
fn before_tests(whole: &str) -> &str {
    let mark = "\n#[cfg(test)]\nmod ";
    let mut tests = whole.match_indices(mark).map(|(at, _)| at);
    let inline = tests.find(|at| {
        let line = whole[at + mark.len()..].lines().next();
        line.is_some_and(|line| line.ends_with('{'))
    });
    inline.map_or(whole, |at| &whole[..=at])
}

/// Takes comments and texts out of Rust code; gives the texts apart.
fn strip(source: &str) -> (String, Vec<String>) {
    let (mut code, mut texts) = (String::new(), Vec::new());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        if rest.starts_with("//") {
            rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
        } else if rest.starts_with("/*") {
            rest = rest.find("*/").map_or("", |end| &rest[end + 2..]);
        } else if let Some((text, after)) = raw_text(rest, &code).or_else(|| plain_text(rest)) {
            code.push_str("\"\"");
            texts.push(text.to_owned());
            rest = after;
        } else if let Some(after) = character(rest) {
            code.push('_');
            rest = after;
        } else {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    (code, texts)
}

fn plain_text(rest: &str) -> Option<(&str, &str)> {
    let body = rest.strip_prefix('"')?;
    let mut escaped = false;
    let end = body.find(|c| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    })?;
    Some((&body[..end], &body[end + 1..]))
}

fn raw_text<'a>(rest: &'a str, before: &str) -> Option<(&'a str, &'a str)> {
    if before.ends_with(|c: char| c.is_alphanumeric() || c == '_') && !before.ends_with('b') {
        return None;
    }
    let body = rest.strip_prefix('r')?;
    let hashes = body.len() - body.trim_start_matches('#').len();
    let body = body[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let at = body.find(&end)?;
    Some((&body[..at], &body[at + end.len()..]))
}

/// Past a character such as `'x'` or `'\n'`; none for a lifetime.
fn character(rest: &str) -> Option<&str> {
    let body = rest.strip_prefix('\'')?;
    let mut characters = body.char_indices();
    let (_, first) = characters.next()?;
    if first == '\\' {
        characters.next();
        let (at, _) = characters.find(|(_, c)| *c == '\'')?;
        return Some(&body[at + 1..]);
    }
    let (at, second) = characters.next()?;
    (second == '\'').then(|| &body[at + 1..])
}

/// The room a source belongs to; none for the crate's own two files.
fn room_of(path: &str) -> Option<&str> {
    let inside = path.strip_prefix("src/")?;
    inside.split_once('/').map(|(room, _)| room)
}

/// First names of all paths that begin with `start`, such as `model` in
/// `crate::model::Time` and in `crate::{base, model::Time}`.
fn names_after(code: &str, start: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, _) in code.match_indices(start) {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
            continue;
        }
        let rest = &code[at + start.len()..];
        if let Some(group) = rest.strip_prefix('{') {
            names.extend(group_names(group));
        } else {
            names.insert(name_at(rest));
        }
    }
    names.remove("");
    names
}

fn name_at(rest: &str) -> String {
    rest.trim_start()
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

/// The names at the top of a group `{a::b, c::{d, e}}`, after its bracket.
fn group_names(group: &str) -> Vec<String> {
    let (mut names, mut depth, mut item) = (Vec::new(), 0, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' | ',' if depth == 0 => {
                names.push(name_at(&group[item..at]));
                item = at + 1;
                if c == '}' {
                    break;
                }
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    names
}

/// Whether a word stands in code as a whole word.
fn has_word(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(at, _)| {
        let inside = |c: char| c.is_alphanumeric() || c == '_';
        !code[..at].ends_with(inside) && !code[at + word.len()..].starts_with(inside)
    })
}

#[test]
fn each_room_names_only_those_below() {
    let allowed: BTreeMap<&str, &[&str]> = ROOMS.into_iter().collect();
    for source in sources() {
        let Some(room) = room_of(&source.path) else {
            continue;
        };
        let below = allowed
            .get(room)
            .unwrap_or_else(|| panic!("{}: a new room wants a line in ROOMS here", source.path));
        for name in names_after(&source.code, "crate::") {
            let fine = name == room || below.contains(&name.as_str());
            assert!(fine, "{}: {room} must not name {name}", source.path);
        }
        // A path of `super`s must not climb out of its room unseen.
        let depth =
            source.path.matches('/').count() - usize::from(source.path.ends_with("/mod.rs"));
        let climb = "super::".repeat(depth);
        assert!(
            !source.code.contains(&climb),
            "{}: name other rooms by crate::, not by {climb}",
            source.path
        );
    }
}

#[test]
fn every_room_is_a_module_of_the_crate() {
    let rooms: BTreeSet<&str> = ROOMS.into_iter().map(|(room, _)| room).collect();
    let crate_root = strip(&read("src/lib.rs")).0;
    let modules: BTreeSet<String> = names_after(&crate_root, "pub mod ");
    let modules: BTreeSet<&str> = modules.iter().map(String::as_str).collect();
    assert_eq!(modules, rooms);
}

#[test]
fn only_few_touch_files_and_the_clock() {
    for source in sources() {
        if TOUCH_FILES_OR_CLOCK
            .iter()
            .any(|start| source.path.starts_with(start))
        {
            continue;
        }
        for wrong in [
            "std::fs",
            "fs::",
            "std::env",
            "std::net",
            "std::process::Command",
            "Instant::now",
            "SystemTime",
            "File::open",
            "File::create",
            "stdin",
            "stdout",
            "stderr",
        ] {
            assert!(
                !source.code.contains(wrong),
                "{} touches {wrong}; that belongs to {TOUCH_FILES_OR_CLOCK:?}",
                source.path
            );
        }
    }
}

#[test]
fn only_the_application_names_bevy_and_egui() {
    let mut features = 0;
    for source in sources() {
        features += source.code.matches("feature = \"\"").count();
        if source.path.starts_with("src/app/") {
            continue;
        }
        for wrong in ["bevy", "egui", "wgpu", "winit"] {
            assert!(
                !has_word(&source.code, wrong),
                "{} names {wrong}",
                source.path
            );
        }
    }
    assert!(
        features <= 2,
        "{features} places depend on a feature; two may"
    );
}

#[test]
fn the_engine_uses_only_mathematics_with_the_same_bits_everywhere() {
    for source in sources() {
        let engine = ["src/sim/", "src/world/", "src/model/", "src/base/"];
        if source.path == "src/base/math.rs" || !engine.iter().any(|r| source.path.starts_with(r)) {
            continue;
        }
        for wrong in [
            ".exp()",
            ".ln()",
            ".log10()",
            ".sin()",
            ".cos()",
            ".tan()",
            ".atan2(",
            ".hypot(",
            ".powf(",
            ".powi(",
            ".mul_add(",
            ".acos()",
            ".asin()",
            ".atan()",
            ".cbrt()",
            ".sinh()",
            ".cosh()",
            ".tanh()",
            ".log2()",
            ".log(",
            ".exp2()",
            ".ln_1p()",
            ".exp_m1()",
            ".sin_cos()",
            "HashMap",
            "HashSet",
            "thread_rng",
            "RandomState",
        ] {
            assert!(
                !source.code.contains(wrong),
                "{} uses {wrong}; the bits or the order would depend on the machine",
                source.path
            );
        }
    }
}

#[test]
fn no_file_is_too_long() {
    for source in sources() {
        assert!(
            source.lines <= MAX_LINES,
            "{} has {} lines before its tests; above {MAX_LINES} it is two rooms",
            source.path,
            source.lines
        );
    }
}

/// The words in backticks of a Markdown page.
fn quoted(page: &str) -> Vec<&str> {
    page.split('`').skip(1).step_by(2).collect()
}

#[test]
fn the_architecture_page_speaks_of_what_is_there() {
    let page = read("ARCHITECTURE.md");
    let starts = [
        "src/",
        "tests/",
        "assets/",
        "scenarios/",
        "benches/",
        ".ci/",
    ];
    for path in quoted(&page) {
        let is_path = starts.iter().any(|start| path.starts_with(start));
        if is_path && !path.contains(['*', '{', '<', ' ']) {
            assert!(root().join(path).exists(), "ARCHITECTURE.md names {path}");
        }
    }
    for (room, _) in ROOMS {
        let folder = format!("src/{room}/");
        assert!(
            page.contains(&folder),
            "ARCHITECTURE.md is silent on {folder}"
        );
    }
}

#[test]
fn every_dependency_has_its_reason() {
    let page = read("ARCHITECTURE.md");
    let manifest = read("Cargo.toml");
    let mut in_dependencies = false;
    let mut seen = 0;
    for line in manifest.lines() {
        if line.starts_with('[') {
            in_dependencies = line.ends_with("dependencies]");
        } else if let (true, Some((name, _))) = (in_dependencies, line.split_once(" = ")) {
            seen += 1;
            let quoted = format!("`{name}`");
            assert!(
                page.contains(&quoted),
                "ARCHITECTURE.md gives no reason for {name}"
            );
        }
    }
    assert!(seen > 10, "the manifest was not read");
}

#[test]
fn every_text_of_the_command_line_exists_and_is_used() {
    // That both languages have the same keys is held beside the catalogue.
    let catalogue = read("assets/locales/en/cli.ftl");
    let keys: BTreeSet<&str> = catalogue
        .lines()
        .filter(|line| line.starts_with("cli-"))
        .filter_map(|line| line.split_once(" =").map(|(key, _)| key))
        .collect();
    let sources = sources();
    let texts = sources
        .iter()
        .filter(|source| source.path.starts_with("src/cli/"))
        .flat_map(|source| &source.texts);
    let is_key = |text: &&String| {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        text.starts_with("cli-") && text.chars().all(plain)
    };
    let used: BTreeSet<&str> = texts.filter(is_key).map(String::as_str).collect();
    let missing: Vec<_> = used.difference(&keys).collect();
    assert!(missing.is_empty(), "cli.ftl lacks {missing:?}");
    // Keys of the help are made from the names of commands and options.
    let idle: Vec<_> = keys
        .difference(&used)
        .filter(|key| !key.starts_with("cli-help-"))
        .collect();
    assert!(idle.is_empty(), "nobody says {idle:?}");
}

#[test]
fn the_reading_of_sources_is_not_fooled() {
    let (code, texts) =
        strip("let a = \"crate::x // \\\" \"; // crate::y\nlet b = '\"'; r#\"c\"#;");
    assert_eq!(code, "let a = \"\"; \nlet b = _; \"\";");
    assert_eq!(texts, ["crate::x // \\\" ", "c"]);
    let names = names_after(
        "use crate::{base::text, model::{self, Time}}; crate::sim::x",
        "crate::",
    );
    assert_eq!(
        names.into_iter().collect::<Vec<_>>(),
        ["base", "model", "sim"]
    );
    assert!(has_word("use bevy::x", "bevy") && !has_word("bevys", "bevy"));
}
