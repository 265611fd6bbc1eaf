//! What holds for all cases, and the quick ones themselves.

use std::collections::BTreeSet;

use super::verdict::{Ending, Verdict};
use super::{Effort, Lab, Suite, cases, suites};
use crate::base::text::Language;

#[test]
fn every_case_says_what_it_is_in_both_languages() {
    let mut ids = BTreeSet::new();
    for case in cases() {
        assert!(ids.insert(case.id), "{} stands there twice", case.id);
        let prefix = match case.suite {
            Suite::Experiments => "exp",
            other => other.key(),
        };
        assert!(case.id.starts_with(&format!("{prefix}-")), "{}", case.id);
        for language in Language::ALL {
            for text in [
                case.title(language),
                case.criterion(language),
                case.source(language),
                case.measuring(language),
            ] {
                assert!(!text.contains(['⟦', '{']), "{}: {text}", case.id);
            }
        }
    }
    assert!(!ids.is_empty());
}

#[test]
fn every_scenario_file_is_embedded_and_sound() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/verification");
    let lab = Lab::default();
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        let name = path.file_stem().and_then(|stem| stem.to_str());
        let name = name.expect("names are text");
        assert!(suites::file(name).is_some(), "no suite names {name}");
        let scenario = lab
            .scenario(name)
            .unwrap_or_else(|error| panic!("{error:?}"));
        if let Err(error) = lab.compile(&scenario) {
            panic!("{name}: {error:?}");
        }
        seen += 1;
    }
    assert!(seen > 5, "only {seen} files");
}

/// The quick subset; the whole suite is `muster verify`.
#[test]
fn quick_cases_hold() {
    let mut wrong = Vec::new();
    for case in cases().filter(|case| case.effort == Effort::Quick) {
        let lab = Lab::default();
        let verdict = Verdict::of(case, &lab);
        if verdict.ending() == Ending::Failed {
            let measured = verdict.measured(Language::English);
            wrong.push(format!("{}: {measured}", case.id));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
