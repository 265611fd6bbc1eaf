//! Documents from outside: broken ones are refused at the right line, random
//! ones never bring the program down, sound ones survive being written.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests, outside test functions"
)]

use std::collections::BTreeSet;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

use muster::base::text::Language;
use muster::model::file::{self, ReadError};
use muster::model::{Problem, Severity, check};
use muster::sim::{RunSpec, Simulation};
use muster::world::{World, capacity};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn files_in(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(root().join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "ron"))
        .filter(|path| !path.to_string_lossy().ends_with(".study.ron"))
        .collect();
    files.sort();
    files
}

/// Everything `muster check` finds in a text, in its order.
fn problems_of(text: &str) -> Vec<Problem> {
    let document = match file::parse(text, "test") {
        Ok(document) => document,
        Err(ReadError::Document(problem) | ReadError::Io(problem)) => return vec![*problem],
    };
    let mut problems = document.check();
    if problems.iter().all(|p| p.severity != Severity::Error) {
        match World::compile(Arc::new(document.scenario.clone())) {
            Ok(world) => {
                let table = capacity::table(&world);
                let found = muster::world::check::check(&world, &table);
                problems.extend(check::without_ignored(&document.scenario, found));
            }
            Err(found) => problems.extend(found),
        }
        document.locate(&mut problems);
    }
    problems
}

/// `code @ line, …` or `nothing`, as the first line of a broken file says.
fn in_short(problems: &[Problem]) -> String {
    if problems.is_empty() {
        return "nothing".into();
    }
    let all: Vec<String> = problems
        .iter()
        .map(|p| format!("{} @ {}", p.code, p.line.unwrap_or(0)))
        .collect();
    all.join(", ")
}

#[test]
fn broken_scenarios_give_exactly_their_codes_at_their_lines() {
    let files = files_in("tests/broken");
    assert!(files.len() > 40, "only {} broken files", files.len());
    let mut wrong = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        let first = text.lines().next().unwrap();
        let expected = first.strip_prefix("// expect: ").unwrap();
        let problems = problems_of(&text);
        let found = in_short(&problems);
        if found != expected {
            let name = path.file_name().unwrap().to_string_lossy();
            wrong.push(format!("{name}\n  expected {expected}\n  found    {found}"));
        }
        for problem in &problems {
            sentences_are_whole(problem);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Both languages have both sentences, with every value filled in.
fn sentences_are_whole(problem: &Problem) {
    for language in Language::ALL {
        for text in [problem.message(language), problem.help(language)] {
            let gap = text.contains("⟦") || text.contains("{$") || text.contains("{ $");
            assert!(!gap && !text.is_empty(), "{}: {text}", problem.code);
        }
    }
}

/// The files of source that make problems of a scenario.
fn sources() -> Vec<PathBuf> {
    let mut sources = Vec::new();
    let mut folders = vec![root().join("src/model"), root().join("src/world")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                sources.push(path);
            }
        }
    }
    sources
}

#[test]
fn every_warning_can_be_set_aside_and_nothing_else() {
    let mut codes = BTreeSet::new();
    for path in sources() {
        let text = std::fs::read_to_string(&path).unwrap();
        for rest in text.split("Problem::warning(").skip(1) {
            let code = rest.trim_start().strip_prefix('"');
            let code = code.and_then(|rest| rest.split('"').next());
            let code = code.unwrap_or_else(|| panic!("a code that is no text: {}", path.display()));
            codes.insert(code.to_owned());
        }
    }
    let known: BTreeSet<String> = check::WARNINGS.map(String::from).into();
    assert_eq!(codes, known);
}

#[test]
fn every_code_in_the_sources_has_its_sentences() {
    let mut codes = 0;
    for path in sources() {
        let text = std::fs::read_to_string(&path).unwrap();
        for maker in ["Problem::error(", "Problem::warning("] {
            for rest in text.split(maker).skip(1) {
                let Some(rest) = rest.trim_start().strip_prefix('"') else {
                    continue;
                };
                let code = rest.split('"').next().unwrap();
                codes += 1;
                let known = check::is_code(code);
                assert!(known, "{code} in {} has no sentences", path.display());
            }
        }
    }
    assert!(codes > 80, "only {codes} codes found");
}

#[test]
fn shipped_scenarios_have_no_errors_and_survive_being_written() {
    let mut files = files_in("scenarios");
    files.extend(files_in("scenarios/verification"));
    files.extend(files_in("scenarios/bench"));
    assert!(files.len() >= 16);
    for path in files {
        let document = file::read(&path).unwrap();
        let errors: Vec<String> = document
            .check()
            .into_iter()
            .filter(|problem| problem.severity == Severity::Error)
            .map(|p| format!("{} {}", in_short(std::slice::from_ref(&p)), p.place))
            .collect();
        assert!(errors.is_empty(), "{}: {errors:?}", path.display());
        let text = file::write(&document.scenario);
        let again = file::parse(&text, "written").unwrap();
        assert_eq!(again.scenario, document.scenario, "{}", path.display());
        assert_eq!(file::write(&again.scenario), text);
        assert_eq!(file::hash(&again.scenario), file::hash(&document.scenario));
    }
}

/// A small generator of its own, so that the mutations stay the same
/// whatever happens to ours.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
}

/// Names, numbers, texts, signs and stretches of space.
fn tokens(text: &str) -> Vec<&str> {
    let class = |c: char| match c {
        c if c.is_whitespace() => 0,
        c if c.is_alphanumeric() || "_.-+".contains(c) => 1,
        _ => 2,
    };
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = match class(first) {
            2 => first.len_utf8(),
            kind => rest.find(|c| class(c) != kind).unwrap_or(rest.len()),
        };
        tokens.push(&rest[..end]);
        rest = &rest[end..];
    }
    tokens
}

const EXTREMES: [&str; 20] = [
    "0",
    "-1",
    "1",
    "-0.0",
    "inf",
    "-inf",
    "NaN",
    "1e308",
    "-1e308",
    "1e-308",
    "4294967295",
    "4294967296",
    "18446744073709551615",
    "99999999999999999999999999",
    "0.5",
    "1e5",
    "100000",
    "60000",
    "\"24:00\"",
    "()",
];

/// One random change to a text.
fn mutated(text: &str, dice: &mut Dice) -> Vec<u8> {
    let kind = dice.below(10);
    if kind == 0 {
        let mut bytes = text.as_bytes().to_vec();
        for _ in 0..=dice.below(4) {
            let at = dice.below(bytes.len());
            bytes[at] ^= 1 << dice.below(8);
        }
        return bytes;
    }
    let mut parts: Vec<String> = tokens(text).into_iter().map(Into::into).collect();
    let (a, b) = (dice.below(parts.len()), dice.below(parts.len()));
    match kind {
        1 => drop(parts.remove(a)),
        2 => parts.insert(a, parts[a].clone()),
        3 => parts.swap(a, b),
        4 => parts.truncate(a),
        5 => {
            let part = parts[a.min(b)..a.max(b)].to_vec();
            parts.splice(a..a, part);
        }
        6 => {
            let bracket = ["(", ")", "[", "]", "{", "}", "\"", ",", ":", "/*", "Some("];
            parts.insert(
                a,
                bracket[dice.below(bracket.len())].repeat(1 + dice.below(200)),
            );
        }
        _ => {
            // Numbers are where a document that can still be read goes wrong.
            let numbers: Vec<usize> = (0..parts.len())
                .filter(|i| parts[*i].parse::<f64>().is_ok())
                .collect();
            for _ in 0..=dice.below(3) {
                let at = numbers[dice.below(numbers.len())];
                parts[at] = EXTREMES[dice.below(EXTREMES.len())].into();
            }
        }
    }
    parts.concat().into_bytes()
}

/// What `check` does with bytes that came from anywhere.
fn digest(bytes: Vec<u8>, scratch: &Path) -> bool {
    let problems = match String::from_utf8(bytes) {
        Ok(text) => problems_of(&text),
        Err(broken) => {
            std::fs::write(scratch, broken.as_bytes()).unwrap();
            let error = file::read(scratch).unwrap_err();
            vec![error.problem().clone()]
        }
    };
    for problem in &problems {
        sentences_are_whole(problem);
    }
    problems.iter().all(|p| p.severity != Severity::Error)
}

/// Lets a sound scenario run for a second, unless it is a large one.
fn runs_for_a_second(text: &str) {
    let scenario = file::parse(text, "test").unwrap().scenario;
    let present = scenario.visitors.present.iter().map(|crowd| crowd.count);
    let arrivals = scenario.visitors.arrivals.iter().map(|stream| stream.count);
    if present.chain(arrivals).map(u64::from).sum::<u64>() > 2_000 {
        return;
    }
    let world = World::compile(Arc::new(scenario)).unwrap();
    let Ok(mut simulation) = Simulation::new(Arc::new(world), &RunSpec::default()) else {
        return;
    };
    let steps = 20;
    for _ in 0..steps {
        simulation.step(&mut []);
        assert_eq!(simulation.verify(), Ok(()));
    }
}

#[test]
fn random_mutations_never_panic_hang_or_eat_memory() {
    const MUTATIONS: u64 = 10_000;
    // Of those that are sound, one in so many is run.
    const STEPPED: u64 = 5;
    let text = std::fs::read_to_string(root().join("scenarios/quickstart.ron")).unwrap();
    let (sender, receiver) = mpsc::channel();
    let worker = std::thread::spawn(move || {
        let folder = tempfile::tempdir().unwrap();
        let scratch = folder.path().join("mutation.ron");
        for number in 0..MUTATIONS {
            let bytes = mutated(&text, &mut Dice(number));
            let outcome = catch_unwind(|| {
                let is_sound = digest(bytes.clone(), &scratch);
                if is_sound && number % STEPPED == 0 {
                    runs_for_a_second(std::str::from_utf8(&bytes).unwrap());
                }
                is_sound
            });
            if sender.send((number, outcome.ok())).is_err() {
                return;
            }
        }
    });
    let mut sound = 0;
    for expected in 0..MUTATIONS {
        let Ok((number, outcome)) = receiver.recv_timeout(Duration::from_secs(20)) else {
            panic!("mutation {expected} took more than 20 s");
        };
        match outcome {
            Some(is_sound) => sound += u64::from(is_sound),
            None => panic!("mutation {number} panicked"),
        }
    }
    worker.join().unwrap();
    // Some changes do no harm, most do: the mutations reach both ways.
    assert!(sound > MUTATIONS / 100, "only {sound} could be run");
    assert!(sound < MUTATIONS / 2, "{sound} could be run");
    let peak = peak_memory_kib();
    assert!(peak < 1024 * 1024, "{} MiB at the most", peak / 1024);
}

/// Most memory this process has used [KiB].
fn peak_memory_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().nth(1));
    number.unwrap().parse().unwrap()
}

#[test]
fn large_files_are_refused_or_read_within_their_means() {
    // As many values as are read, in the cheapest notation; one list of them
    // is longer than any may be.
    let texts = "\"\",".repeat(999_000);
    let text = format!("(format: 1, name: \"x\", assumptions: [{texts}])");
    let problems = problems_of(&text);
    assert!(!problems.is_empty());
    let texts = "\"\",".repeat(1_100_000);
    let text = format!("(format: 1, name: \"x\", assumptions: [{texts}])");
    assert_eq!(problems_of(&text)[0].code, "too-many-values");
    let text = format!("(format: 1, name: \"{}\")", "x".repeat(64 << 20));
    assert_eq!(problems_of(&text)[0].code, "file-too-large");
    let comments = "/*".repeat(1 << 20);
    assert_eq!(problems_of(&comments)[0].code, "comment-not-closed");
}

#[test]
fn the_rules_of_the_format_page_are_read_and_check_clean() {
    let page = std::fs::read_to_string(root().join("docs/scenario-format.md")).unwrap();
    let block = page.split("```ron\nrules: ").nth(1).unwrap();
    let block = block.split("```").next().unwrap();
    let rules: Vec<muster::model::Rule> = ron::Options::default()
        .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
        .from_str(block)
        .unwrap();
    assert_eq!(rules.len(), 3);
    let mut scenario = file::read(root().join("scenarios/jianshan.ron"))
        .unwrap()
        .scenario;
    let before = check::check(&scenario);
    let day = scenario.plans.iter_mut().find(|plan| plan.id == "D");
    day.unwrap().rules = rules;
    assert_eq!(in_short(&check::check(&scenario)), in_short(&before));
    assert_eq!(
        file::parse(&file::write(&scenario), "written")
            .unwrap()
            .scenario,
        scenario
    );
}

#[test]
fn every_parameter_of_behaviour_stands_in_the_table_with_its_default() {
    let page = std::fs::read_to_string(root().join("docs/behaviour.md")).unwrap();
    let all = serde_json::to_value(muster::model::Parameters::default()).unwrap();
    for part in ["staff", "command", "response", "wayfinding", "groups"] {
        let heading = format!("`parameters.{part}`");
        let section = page.split("\n## ").find(|s| s.contains(&heading));
        let section = section.unwrap_or_else(|| panic!("no section for {part}"));
        for (name, default) in all[part].as_object().unwrap() {
            let row = format!("| `{name}` | ");
            let row = section.split(&row).nth(1);
            let row = row.unwrap_or_else(|| panic!("{part}.{name} is not in its table"));
            let cell = row.split(" |").next().unwrap();
            let first = cell.split(' ').next().unwrap();
            let stated = match default {
                serde_json::Value::Number(number) => first.parse::<f64>().ok() == number.as_f64(),
                serde_json::Value::Bool(is) => first == is.to_string(),
                // A distribution: its mean is named.
                other => {
                    let mean = other["LogNormal"]["mean"].as_f64().unwrap();
                    cell.replace(',', "").contains(&format!("mean {mean} s"))
                }
            };
            assert!(stated, "{part}.{name}: {cell} for {default}");
        }
    }
}
