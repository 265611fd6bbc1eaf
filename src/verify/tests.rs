//! What holds for all cases, and the quick ones themselves.

use std::collections::BTreeSet;

use super::page::{Results, html, markdown};
use super::verdict::{Ending, Verdict};
use super::{BASIC, Effort, Lab, Suite, case, cases, suites};
use crate::base::text::Language;
use crate::model::{Locomotion, Parameters};

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

/// What the other models are known to fail among the basic cases.
const FAILED: [(Locomotion, &[&str]); 3] = [
    (Locomotion::Csm, &[]),
    // A stair takes 10.4 s for 10.
    (Locomotion::Avm, &["imo-03"]),
    // They take half a second to come to their speed.
    (Locomotion::Sfm, &["imo-01", "imo-02", "imo-03"]),
];

#[test]
fn the_other_models_hold_the_basic_cases_but_those_that_are_known() {
    let mut others = Vec::new();
    for (model, failed) in FAILED {
        let mut lab = Lab::default();
        lab.model = Some(model);
        let basic = BASIC.map(|id| case(id).expect("it is a case"));
        let verdicts: Vec<Verdict> = basic.map(|case| Verdict::of(case, &lab)).into();
        for verdict in &verdicts {
            let expected = if failed.contains(&verdict.case.id) {
                Ending::Failed
            } else {
                Ending::Passed
            };
            let measured = verdict.measured(Language::English);
            let name = (model, verdict.case.id);
            assert_eq!(verdict.ending(), expected, "{name:?}: {measured}");
        }
        others.push((model, verdicts));
    }
    let results = Results {
        verdicts: &[],
        others: &others,
        parameters: &Parameters::default(),
        version: "0",
        runs: None,
    };
    let page = markdown(&results, Language::English);
    let row = page.lines().find(|line| line.starts_with("| `imo-01`"));
    let row = row.expect("the case has a row");
    assert_eq!(row.matches("passed").count(), 2, "{row}");
    assert_eq!(row.matches("**failed**").count(), 1, "{row}");
    let html = html(&results, Language::Chinese).expect("the template fits");
    for (model, _) in FAILED {
        assert!(html.contains(&format!("<code>{}</code>", model.key())));
    }
}
