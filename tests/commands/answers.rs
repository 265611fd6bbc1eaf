//! What studies and comparisons say: that it is true of what was asked, and said
//! where it matters.

use super::studies::{HALL, STUDY, batch, hall, results, undisturbed};
use super::*;

fn report(at: &TempDir, study: &str) -> String {
    fs::write(at.path().join("halls.study.ron"), study).expect("it can be written");
    let [_, _, report] = undisturbed(at.path());
    // As it is read: without its marks and breaks.
    let text = String::from_utf8(report).expect("it is text");
    text.replace("&#x2f;", "/")
}

#[test]
fn what_is_not_varied_is_told_and_what_is_varied_is_not() {
    let quick = STUDY.replace("replications: 12,", "replications: 3, recordings: false,");
    let at = hall(&quick);
    // Three times as many people are other people.
    let varied = report(&at, &quick);
    assert!(varied.contains("Not varied in this study: pre-movement times"));
    assert!(varied.contains("run by run with the same seed"));
    assert!(!varied.contains("The same visitors come under every variant"));
    let one_by_one = r#"variants: [
        (id: "few"), (id: "many", edits: [ScaleVisitors(factor: 3)]),
        (id: "slow", edits: [Put(Profile((id: "adult", share: 1, pre_movement: Uniform(0, 50))))]),
    ],"#;
    let factors =
        &quick[quick.find("factors:").expect("there")..quick.find("replications").expect("there")];
    let others = quick.replace(factors, one_by_one);
    let varied = report(&at, &others);
    assert!(
        varied.contains("Not varied in this study: the time a check takes"),
        "{varied}"
    );
    let same = r#"variants: [(id: "csx"), (id: "csm", edits: [SetModel(Csm)])],"#;
    let same = report(&at, &quick.replace(factors, same));
    assert!(same.contains("Not varied in this study: attendance, pre-movement times"));
    assert!(same.contains("run by run with the same visitors"));
    assert!(same.contains("The same visitors come under every variant"));
}

#[test]
fn a_baseline_that_breaks_a_limit_and_a_mean_that_is_not_known_are_told() {
    let factors =
        &STUDY[STUDY.find("factors:").expect("there")..STUDY.find("replications").expect("there")];
    let one_by_one = r#"variants: [
        (id: "few"), (id: "many", edits: [ScaleVisitors(factor: 3)]),
    ],"#;
    let study = STUDY
        .replace(factors, one_by_one)
        .replace(
            "replications: 12,",
            "replications: 6, recordings: false, baseline: \"many\",",
        )
        .replace("AtMost(12)", "AtMost(9)");
    let at = hall(&study);
    let said = report(&at, &study);
    let findings = document(&out_of(
        muster(at.path()).args(["compare", "whole", "--json"]),
    ));
    let broken =
        |variant: usize| findings["variants"][variant]["objectives"][0]["broken"]["hits"].as_u64();
    assert!(broken(1) > Some(0) && broken(0) == Some(0), "{findings}");
    assert!(
        said.contains("which does not keep every limit in every run"),
        "{said}"
    );
    // How many come is nothing to choose: as a factor the few are no answer.
    let study = STUDY
        .replace(
            "replications: 12,",
            "replications: 6, recordings: false, baseline: \"many/csx\",",
        )
        .replace("ScaleVisitors(factor: 3)", "ScaleVisitors(factor: 12)")
        .replace("AtMost(12)", "AtMost(9)");
    let said = report(&at, &study);
    assert!(
        said.contains("With people many no variant keeps every limit in every run"),
        "{said}"
    );
    let expected = study.replace("baseline: \"many/csx\",", "baseline: \"few/csx\",");
    let said = report(&at, &expected);
    assert!(
        said.contains("The answer is for people few only: with people many"),
        "{said}"
    );
    // A budget that ends a study before its means are known.
    let study = STUDY.replace(
        "replications: 12,",
        "replications: 40, recordings: false, budget: Runs(20), precision: (half_width: Relative(0.001)),",
    );
    let said = report(&at, &study);
    assert!(said.contains("Some mean is not known as well as the study asks for"));
    let page = text(&out_of(muster(at.path()).args(["compare", "whole"])).stdout);
    assert!(page.contains("Some mean is not known"), "{page}");
    let findings = document(&out_of(
        muster(at.path()).args(["compare", "whole", "--json"]),
    ));
    assert_eq!(findings["is_precise"], false);
    // It has come to its end, whatever it could still have run.
    let dry = batch(at.path(), &["--out", "whole", "--dry-run", "--json"]);
    let dry = document(&dry);
    assert_eq!(
        (&dry["runs"], &dry["missing"]),
        (&20.into(), &0.into()),
        "{dry}"
    );
}

#[test]
fn of_two_sets_of_rules_the_slower_is_the_headline() {
    let study = STUDY
        .replace("SetModel(Csm)", "SetRules(GreenGuide)")
        .replace("ScaleVisitors(factor: 3)", "ScaleVisitors(factor: 12)")
        .replace("replications: 12,", "replications: 6, recordings: false,")
        .replace(", limit: AtMost(12)", "");
    let at = hall(&study);
    fs::write(
        at.path().join("hall.ron"),
        HALL.replace("line: ((0, 2), (0, 3))", "line: ((0, 2), (0, 2.8))"),
    )
    .expect("it can be written");
    let said = report(&at, &study);
    let findings = document(&out_of(
        muster(at.path()).args(["compare", "whole", "--json"]),
    ));
    let mean = |variant: usize| findings["variants"][variant]["objectives"][0]["mean"].as_f64();
    // Few people meet no cap: with many the Green Guide is slower.
    assert!(mean(3) > mean(2), "{findings}");
    assert!(said.contains("Of the sets of rules the one under which a variant does worst counts"));
    let few = if mean(1) >= mean(0) { "csm" } else { "csx" };
    let answer = said.split("class=\"answer").nth(1).expect("an answer");
    let answer = answer
        .split("</p>")
        .next()
        .expect("a sentence")
        .to_lowercase();
    assert!(answer.contains("few") && answer.contains(few), "{answer}");
}

#[test]
fn a_null_that_is_not_the_worst_is_told_with_its_run() {
    let study = STUDY.replace(
        "replications: 12,",
        "replications: 12, selection: (indifference: 1, null_as: 0),",
    );
    let at = hall(&study);
    let arguments = ["batch", "halls.study.ron", "--out", "whole"];
    let failure = assert_fails(at.path(), &arguments, 1, "study-statistics");
    let message = failure["error"]["message"].to_string();
    assert!(
        message.contains("few/csx") && message.contains("seed 1"),
        "{message}"
    );
    let output = batch(at.path(), &["--out", "whole", "--lang", "zh"]);
    let chinese = text(&output.stderr);
    assert!(
        chinese.contains("种子 1") && !chinese.contains("counts"),
        "{chinese}"
    );
}

#[test]
fn blocks_merge_to_the_same_bytes_whatever_ends_the_study() {
    for rule in [
        "precision: (half_width: Relative(0.08)),",
        "selection: (indifference: 0.5),",
    ] {
        let study = STUDY.replace(
            "replications: 12,",
            &format!("replications: 30, recordings: false, {rule}"),
        );
        let at = hall(&study);
        let whole = undisturbed(at.path());
        for block in ["1/2", "0/2"] {
            let output = batch(at.path(), &["--out", "cut", "--block", block]);
            assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
        }
        let output = batch(at.path(), &["--out", "cut", "--merge"]);
        assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
        assert_eq!(results(&at.path().join("cut")), whole, "{rule}");
    }
}

/// Few people are out first, but are not the ten that must come.
#[test]
fn a_selection_may_be_among_those_only_that_keep_their_limits() {
    let limited = |least: u32| {
        STUDY
            .replace(
                "replications: 12,",
                "replications: 30, recordings: false,
                selection: (indifference: 0.5, limits: (accepted: 0.05, refused: 0.7)),",
            )
            .replace(", limit: AtMost(12)", "")
            .replace(
                "(metric: \"evacuation.inside_person_s\"),",
                &format!("(metric: \"people.planned\", better: Larger, limit: AtLeast({least})),"),
            )
    };
    let at = hall(&limited(10));
    let said = report(&at, &limited(10));
    let findings = document(&out_of(
        muster(at.path()).args(["compare", "whole", "--json"]),
    ));
    assert_eq!(findings["end"], "selected");
    let selection = &findings["selection"];
    let best = selection["best"].as_str().expect("a name");
    assert!(best.starts_with("many/"), "{selection}");
    let keeps = |variant: usize| selection["keeps_limits"][variant].as_bool();
    let of_best = if best.ends_with("csx") { 2 } else { 3 };
    assert_eq!(
        [keeps(0), keeps(1), keeps(of_best)],
        [Some(false), Some(false), Some(true)]
    );
    assert_eq!(selection["standings"][0], "limits");
    // Three runs show that the few will not do; they go with the first stage.
    assert_eq!(selection["replications"][0], 5);
    assert!(
        said.contains(
            "it breaks a limit in fewer than 70 % of runs, and none that breaks one in 5 %"
        ),
        "{said}"
    );
    assert!(said.contains("and 2 refused"), "{said}");
    // The other that is accepted is named if its whole interval is within δ.
    let other = 5 - of_best;
    assert_eq!(
        said.contains("One other is at most"),
        selection["standings"][other] == "within" && keeps(other) == Some(true),
        "{selection} {said}"
    );
    let page = text(&out_of(muster(at.path()).args(["compare", "whole"])).stdout);
    assert!(page.contains("Refused: few/csx, few/csm"), "{page}");
    // The same bytes whoever ran them.
    let whole = results(&at.path().join("whole"));
    for block in ["1/2", "0/2"] {
        batch(at.path(), &["--out", "cut", "--block", block]);
    }
    let output = batch(at.path(), &["--out", "cut", "--merge"]);
    assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
    assert_eq!(results(&at.path().join("cut")), whole);

    let said = report(&at, &limited(100));
    assert!(said.contains("None of the 4 variants will do"), "{said}");
    assert!(
        said.contains("4 were refused because limits are broken in too many runs, 0 because"),
        "{said}"
    );
    let page = text(&out_of(muster(at.path()).args(["compare", "whole"])).stdout);
    assert!(page.contains("No variant will do"), "{page}");
}

/// Nobody is out when the runs end.
#[test]
fn a_selection_that_refuses_all_for_runs_without_a_number_says_so() {
    let study = STUDY.replace(
        "replications: 12,",
        "replications: 30, recordings: false,
        selection: (indifference: 1, null_as: 1000, nulls: (accepted: 0.05, refused: 0.5)),",
    );
    let at = hall(&study);
    let short = HALL.replace("end: \"00:01\"", "end: \"00:00:01\"");
    fs::write(at.path().join("hall.ron"), short).expect("it can be written");
    let said = report(&at, &study);
    assert!(
        said.contains("None of the 4 variants will do")
            && said
                .contains("0 were refused because limits are broken in too many runs, 4 because")
            && !said.contains("{$"),
        "{said}"
    );
    assert!(
        said.contains("it takes 8 replications to call a difference real"),
        "{said}"
    );
}

#[test]
fn two_runs_stand_beside_each_other_with_what_they_are() {
    let at = hall(STUDY);
    for (seed, out) in [("1", "one"), ("2", "two")] {
        let arguments = ["run", "hall.ron", "--seed", seed, "--out", out, "--quiet"];
        let output = out_of(muster(at.path()).args(arguments));
        assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
    }
    let page = text(&out_of(muster(at.path()).args(["compare", "one", "two"])).stdout);
    for word in [
        "plan",
        "leave",
        "seed",
        "complete",
        "people.planned",
        "evacuation.all_clear_s",
    ] {
        assert!(page.contains(word), "{page}");
    }
    let both = document(&out_of(
        muster(at.path()).args(["compare", "one", "two", "--json"]),
    ));
    assert_eq!(both["runs"][1]["seed"], 2, "{both}");
    assert_eq!(both["runs"][0]["metrics"]["people.planned"], 6.0, "{both}");
    // A run and a study are no pair.
    undisturbed(at.path());
    for pair in [["whole", "one"], ["one", "whole"]] {
        let arguments = ["compare", pair[0], pair[1]];
        let failure = assert_fails(at.path(), &arguments, 3, "not-comparable");
        let message = failure["error"]["message"].to_string();
        assert!(message.contains("cannot be set beside"), "{message}");
    }
}

#[test]
fn a_study_without_objectives_asks_how_long_people_are_inside() {
    let from = STUDY.find("    objectives").expect("there");
    let study = format!("{})", &STUDY[..from]).replace("replications: 12,", "replications: 3,");
    let at = hall(&study);
    let findings: Value = serde_json::from_slice(&undisturbed(at.path())[1]).expect("it is JSON");
    assert_eq!(
        findings["objectives"][0]["metric"],
        "evacuation.inside_person_s"
    );
    assert_eq!(findings["objectives"][0]["better"], "Smaller");
}

#[test]
fn a_scenario_for_a_study_and_a_study_for_a_scenario_are_told() {
    let at = hall(STUDY);
    for (command, file, word) in [
        ("batch", "hall.ron", "muster run"),
        ("check", "halls.study.ron", "muster batch"),
        ("run", "halls.study.ron", "muster batch"),
    ] {
        let output = out_of(muster(at.path()).args([command, file]));
        assert_eq!(exit_of(&output), 1, "{command}");
        let said = text(&output.stdout) + &text(&output.stderr);
        assert!(said.contains(word), "{said}");
    }
}

#[test]
fn a_best_that_is_worse_than_a_baseline_that_breaks_a_limit_is_not_called_better() {
    let from = STUDY.find("    factors").expect("there");
    let study = |baseline: &str, better: &str| {
        format!(
            r#"{}    variants: [(id: "few"), (id: "many", edits: [ScaleVisitors(factor: 8)])],
            baseline: "{baseline}", replications: 6, recordings: false,
            objectives: [
                (metric: "evacuation.inside_person_s", better: {better}),
                (metric: "people.entered", limit: AtMost(10)),
            ])"#,
            &STUDY[..from]
        )
    };
    let at = hall(STUDY);
    let said = report(&at, &study("many", "Larger"));
    let answer = said.split("class=\"answer").nth(1).expect("an answer");
    assert!(
        answer.contains("worse than the baseline") && answer.contains("does not keep every limit"),
        "{answer}"
    );
    assert!(!answer.starts_with(" good"), "{answer}");
    let said = report(&at, &study("few", "Smaller"));
    let words = "only the baseline few keeps every limit in every run";
    assert!(said.contains(words), "{said}");
    // What all variants have in common is not varied.
    let alike = study("few", "Smaller").replace(
        "(id: \"few\"),",
        "(id: \"few\", edits: [ScaleVisitors(factor: 8)]),",
    );
    let said = report(&at, &alike);
    assert!(said.contains("The same visitors come under every variant"));
}
