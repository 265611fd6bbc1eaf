//! What is wrong with a study, what would be run, and how long it would take.

use super::*;

#[test]
fn what_is_wrong_with_a_study_is_told_at_its_place() {
    let wrong = |from: &str, to: &str, code: &str, word: &str| {
        let study = STUDY.replace(from, to);
        assert_ne!(study, STUDY, "{from}");
        let at = hall(&study);
        let output = out_of(muster(at.path()).args(["batch", "halls.study.ron", "--json"]));
        let failure = document(&output);
        assert_eq!(exit_of(&output), 1, "{failure}");
        let first = &failure["problems"][0];
        assert_eq!(first["code"], code, "{failure}");
        assert!(first["line"].as_u64() > Some(0), "{failure}");
        let told = format!("{} {}", first["message"], first["help"]);
        assert!(told.contains(word), "{told}");
    };
    wrong(
        "inside_person_s",
        "inside_persn_s",
        "study-unknown-metric",
        "inside_person_s",
    );
    wrong("factor: 3", "factor: 3, by: 2", "unknown-field", "by");
    wrong("12,", "0,", "number-out-of-range", "100000");
    wrong(
        "[(id: \"few\"), ",
        "[], x: [(id: \"few\"), ",
        "unknown-field",
        "x",
    );
    wrong(
        "(id: \"csx\"), ",
        "(id: \"csx\", edits: [ScaleVisitors(factor: 2)]), ",
        "study-edits-collide",
        "many/csx",
    );
    wrong(
        "SetModel(Csm)",
        "SetGateState(gate: \"g\", state: Held)",
        "study-edit-fails",
        "g",
    );
    wrong(
        "SetModel(Csm)",
        "SetParameter(path: \"run.dt_s\", value: 9)",
        "study-variant-has-errors",
        "9",
    );
    wrong(
        "replications: 12,",
        "replications: 12, baseline: \"few/csmm\",",
        "study-unknown-baseline",
        "few/csm",
    );
    wrong(
        "replications: 12,",
        "replications: 12, windows: [(id: \"w\", from: 999999)],",
        "number-out-of-range",
        "172800",
    );
    wrong(
        "replications: 12,",
        "replications: 205, precision: (half_width: Relative(0.1), least: 200),",
        "study-too-few-replications",
        "210",
    );
    wrong(
        "replications: 12,",
        "replications: 12, windows: [(id: \"w\", plan: \"leve\")],",
        "study-unknown-plan",
        "leave",
    );
    wrong("limit: AtMost(12)", "limit: 12", "wrong-type", "AtLeast");
    wrong("AtMost(12)", "AtMost(inf)", "number-not-finite", "number");
    wrong(
        "replications: 12,",
        "replications: 4, selection: (indifference: 1),",
        "study-too-few-replications",
        "5",
    );
    wrong(
        "objectives: [\n        (metric: \"evacuation.all_clear_s\", limit: AtMost(12)),",
        "selection: (indifference: 1, limits: (accepted: 0.1, refused: 0.5)), objectives: [\n        (metric: \"evacuation.all_clear_s\"),",
        "study-no-limits",
        "AtMost(600)",
    );
    for (nulls, code, word) in [
        (
            "limits: (accepted: 0.5, refused: 0.5)",
            "number-out-of-range",
            "0.55",
        ),
        (
            "nulls: (accepted: 0.1, refused: 0.5)",
            "study-nulls-count-as",
            "null_as",
        ),
        (
            "null_as: 1e6, nulls: (accepted: 0.5, refused: 0.5)",
            "number-out-of-range",
            "0.55",
        ),
    ] {
        wrong(
            "replications: 12,",
            &format!("replications: 12, selection: (indifference: 1, {nulls}),"),
            code,
            word,
        );
    }
    wrong(
        "(id: \"csx\"), ",
        "(id: \"csx\", edits: [SetParameter(path: \"visitors.present[0].count\", value: 9)]), ",
        "study-edits-collide",
        "many/csx",
    );
    wrong(
        "SetModel(Csm)",
        "SetParameter(path: \"run.dt_s\", value: 0.025), SetRun((end: \"00:01\"))",
        "study-edits-collide",
        "factors[1].levels[1].edits[0]",
    );
    let levels: String = (0..100).map(|n| format!("(id: \"n{n}\"), ")).collect();
    let factors: String = (0..3)
        .map(|n| format!("(id: \"f{n}\", levels: [{levels}]), "))
        .collect();
    wrong(
        "factors: [",
        &format!("factors: [{factors}"),
        "study-too-many-variants",
        "4000000",
    );
    wrong(
        "replications: 12,",
        "replications: 99999,",
        "study-too-many-runs",
        "399996",
    );
    wrong(
        "(id: \"csx\"), ",
        "], ), (id: \"none\", levels: [",
        "study-factor-without-levels",
        "no levels",
    );
    wrong(
        "replications: 12,",
        "replications: 12, precision: (half_width: Relative(20)),",
        "number-out-of-range",
        "20",
    );
    // Wrong use.
    let at = hall(STUDY);
    for (arguments, exit, code) in [
        (
            &["batch", "halls.study.ron", "--block", "4/4"][..],
            2,
            "bad-value",
        ),
        (
            &["batch", "halls.study.ron", "--block", "0/4", "--merge"],
            2,
            "bad-usage",
        ),
        (&["batch", "nothing.study.ron"], 3, "no-such-file"),
        (
            &["batch", "halls.study.ron", "--out", "."],
            2,
            "folder-not-a-study",
        ),
        (&["compare", "."], 3, "not-comparable"),
    ] {
        assert_fails(at.path(), arguments, exit, code);
    }
}

#[test]
fn levels_that_collide_are_told_once() {
    let third =
        "(id: \"speed\", levels: [(id: \"a\"), (id: \"b\", edits: [SetRules(GreenGuide)])]),";
    let study = STUDY
        .replace(
            "SetModel(Csm)",
            "SetParameter(path: \"visitors.present[0].count\", value: 9)",
        )
        .replace(
            "    ],\n    replications",
            &format!("        {third}\n    ],\n    replications"),
        );
    assert!(study.contains(third), "{study}");
    let at = hall(&study);
    let failure = document(&out_of(muster(at.path()).args([
        "batch",
        "halls.study.ron",
        "--json",
    ])));
    // Two of the eight variants have both.
    let problems = failure["problems"].as_array().expect("a list");
    assert_eq!(problems.len(), 1, "{failure}");
    assert_eq!(problems[0]["place"], "factors[1].levels[1].edits[0]");
    let message = problems[0]["message"].as_str().expect("a sentence");
    assert!(
        message.contains("factors[0].levels[1].edits[0]"),
        "{message}"
    );
}

#[test]
fn a_run_hangs_on_what_the_edits_say_of_it() {
    let run = r#"SetRun((start: "00:00:10", end: "00:01", seed: 1, dt_s: 0.025))"#;
    let at = hall(&STUDY.replace("[SetModel(Csm)]", &format!("[SetModel(Csm), {run}]")));
    let output = batch(at.path(), &["--dry-run", "--json"]);
    let matrix = document(&output);
    let first = |variant: usize| matrix["variants"][variant]["first"][0].clone();
    assert_eq!(
        (&first(0)["model"], &first(0)["from_s"]),
        (&"csx".into(), &0.0.into())
    );
    assert_eq!(
        (&first(1)["model"], &first(1)["from_s"]),
        (&"csm".into(), &10.0.into())
    );
    assert_eq!(first(1)["dt_s"], 0.025);
    assert_eq!(first(1)["plan"], "leave");
}

#[test]
fn a_dry_run_names_variants_and_runs_and_writes_nothing() {
    let at = hall(STUDY);
    let output = batch(at.path(), &["--dry-run", "--json"]);
    let matrix = document(&output);
    assert_eq!(matrix["runs"], 48, "{matrix}");
    assert_eq!(matrix["variants"][3]["id"], "many/csm");
    assert!(!at.path().join("studies").exists());
}

#[test]
fn a_dry_run_estimates_the_time_from_a_probe_and_then_from_what_runs_took() {
    let at = hall(STUDY);
    let dry = || {
        let arguments = ["batch", "halls.study.ron", "--dry-run", "--json", "--out"];
        document(&out_of(muster(at.path()).args(arguments).arg("whole")))
    };
    let before = dry();
    assert_eq!(
        (&before["missing"], &before["estimate_from_runs"]),
        (&48.into(), &0.into())
    );
    assert!(before["estimate_s"].as_f64() > Some(0.0), "{before}");
    assert!(!at.path().join("whole").exists());
    let output = batch(at.path(), &["--out", "whole", "--block", "0/2"]);
    assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
    let half = dry();
    assert_eq!(
        (&half["missing"], &half["estimate_from_runs"]),
        (&24.into(), &24.into())
    );
    assert!(half["estimate_s"].as_f64() > Some(0.0), "{half}");
    undisturbed(at.path());
    let after = dry();
    assert_eq!(
        (&after["missing"], &after["estimate_s"]),
        (&0.into(), &0.0.into())
    );
    let quiet = document(&batch(at.path(), &["--dry-run", "--json"]));
    assert!(
        quiet["estimate_s"].is_null(),
        "nothing is simulated: {quiet}"
    );
    let arguments = ["batch", "halls.study.ron", "--dry-run"];
    let said = text(&out_of(muster(at.path()).args(arguments)).stdout);
    assert!(
        said.contains("Estimate: about") && said.contains("48 runs"),
        "{said}"
    );
    // What may end sooner has what it runs in any case, and says it while it runs.
    let selection = "replications: 12, selection: (indifference: 1),";
    let at = hall(&STUDY.replace("replications: 12,", selection));
    let said = text(&out_of(muster(at.path()).args(arguments)).stdout);
    assert!(said.contains("Of these 20 are run in any case"), "{said}");
    let dry = document(&batch(
        at.path(),
        &["--dry-run", "--json", "--out", "whole"],
    ));
    assert!(
        dry["missing_in_any_case"].is_null(),
        "nothing is simulated: {dry}"
    );
}

#[test]
fn shipped_studies_have_no_errors() {
    let folder = scenario("");
    let mut count = 0;
    for entry in fs::read_dir(&folder).expect("it is there") {
        let path = entry.expect("it can be read").path();
        if path.to_string_lossy().ends_with(".study.ron") {
            let at = new_folder();
            let output = out_of(
                muster(at.path())
                    .arg("batch")
                    .arg(&path)
                    .args(["--dry-run", "--quiet"]),
            );
            assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
            count += 1;
        }
    }
    assert_eq!(count, 6);
}

/// A room that nothing leads to.
#[test]
fn what_is_wrong_with_the_ground_of_a_variant_is_told_before_it_runs() {
    let study = STUDY.replace(
        "SetModel(Csm)",
        "Put(Place((id: \"cellar\", polygon: [(20, 0), (24, 0), (24, 4), (20, 4)])))",
    );
    let at = hall(&study);
    let dry = |arguments: &[&str]| {
        let arguments = [&["batch", "halls.study.ron", "--dry-run"], arguments].concat();
        let output = out_of(muster(at.path()).args(arguments));
        assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
        text(&output.stderr)
    };
    let said = dry(&[]);
    assert!(
        said.contains("The variant few/csm") && said.contains("cellar"),
        "{said}"
    );
    // The other variant with that room stands on the same ground: told once.
    assert!(!said.contains("many/csm"), "{said}");
    assert!(!dry(&["--quiet"]).contains("cellar"));
}
