//! When a study ends, and what it then says.

use super::*;

#[test]
fn precision_and_selection_stop_by_the_order_of_replications() {
    for rule in [
        "precision: (half_width: Relative(0.08)),",
        "selection: (indifference: 0.5),",
    ] {
        let study = STUDY
            .replace("replications: 12,", &format!("replications: 60, {rule}"))
            .replace("SetModel(Csm)", "SetModel(Sfm)");
        let at = hall(&study);
        let whole = undisturbed(at.path());
        let findings: Value = serde_json::from_slice(&whole[1]).expect("it is JSON");
        let taken = findings["replications"].as_u64().expect("a number");
        assert!((5..60).contains(&taken), "{rule} {taken}");
        let output = batch(at.path(), &["--out", "three", "--threads", "3"]);
        assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
        assert_eq!(results(&at.path().join("three")), whole, "{rule}");
        if rule.starts_with("selection") {
            assert_eq!(findings["end"], "selected");
            let best = findings["selection"]["best"].as_str().expect("a name");
            assert!(best.starts_with("few/"), "{findings}");
            let dropped = findings["selection"]["replications"].as_array();
            let dropped = dropped.expect("a list").iter().filter_map(Value::as_u64);
            assert!(dropped.min() < Some(taken));
        }
    }
}

/// The findings of a study.
fn findings(results: &[Vec<u8>; 3]) -> Value {
    serde_json::from_slice(&results[1]).expect("it is JSON")
}

#[test]
fn the_report_answers_and_links_to_runs_that_were_made_again() {
    let at = hall(STUDY);
    // Long enough for a curve with a point every ten seconds.
    let slow = HALL.replace("Uniform(0, 5)", "Uniform(0, 40)");
    fs::write(at.path().join("hall.ron"), slow).expect("it can be written");
    let whole = undisturbed(at.path());
    let findings = findings(&whole);
    let report = text(&whole[2]);
    let root = at.path().join("whole");
    let recordings = || fs::read_dir(root.join("recordings")).map_or(0, Iterator::count);
    let mut links = 0;
    for variant in findings["variants"].as_array().expect("a list") {
        let ranks: Vec<&Value> = (variant["kept"].as_array().expect("a list").iter())
            .map(|kept| &kept["rank"])
            .collect();
        assert_eq!(ranks, ["worst", "median", "best"], "{variant}");
        let value = |at: usize| variant["kept"][at]["value"].as_f64();
        assert!(value(2) <= value(1) && value(1) <= value(0), "{variant}");
        assert_eq!(value(2), variant["objectives"][0]["best"].as_f64());
        for kept in variant["kept"].as_array().expect("a list") {
            let run = kept["run"].as_str().expect("a name");
            let own = |folder: &str, file: &str| fs::read(root.join(folder).join(run).join(file));
            let metrics = own("recordings", "metrics.json").expect("it was recorded");
            assert_eq!(
                metrics,
                own("runs", "metrics.json").expect("it ran"),
                "{run}"
            );
            for file in ["report.html", "scenario.ron", "agents.parquet"] {
                assert!(own("recordings", file).is_ok(), "{run} {file}");
            }
            let link = format!("href=\"recordings/{run}/report.html\"");
            assert!(report.contains(&link), "{run}");
            links += 1;
        }
        let curve = &variant["windows"][0]["curve"];
        let points = |line: &str| curve[line].as_array().map(Vec::len);
        assert!(
            points("median") > Some(2) && points("low") == points("high"),
            "{curve}"
        );
    }
    // The answer comes before the table, and nothing is without a text.
    assert!(
        report.find("class=\"answer") < report.find("<table"),
        "the answer comes first"
    );
    assert!(!report.contains('⟦'), "a text is missing");
    // On a telephone a table is moved sideways, not the page.
    let tables = |what: &str| report.matches(what).count();
    assert_eq!(
        tables("<table"),
        tables("<div class=\"scroll\">\n<table"),
        "a table without a frame to move it in"
    );
    // Pairs are of the same visitors, and that they go together is told.
    let pair = &findings["variants"][1]["objectives"][1]["difference"];
    assert!(pair["correlation"].is_f64(), "{pair}");
    // Effects of the grid: of the number of people a real one.
    let effects = &findings["effects"][1]["factors"][0];
    assert_eq!(
        (&effects["factor"], &effects["reference"]),
        (&"people".into(), &"few".into())
    );
    let many = &effects["levels"][1];
    assert_eq!(
        (&many["significant"], &many["is_better"]),
        (&true.into(), &false.into())
    );
    assert_eq!(findings["factors"][0]["kind"], "visitors");
    assert_eq!(findings["factors"][0]["levels"][1]["amount"], 3.0);

    // One that is gone is made again, and one by one the folder stays the same.
    assert_eq!(recordings(), links);
    let gone = findings["variants"][2]["kept"][0]["run"]
        .as_str()
        .expect("a name");
    fs::remove_dir_all(root.join("recordings").join(gone)).expect("it can be removed");
    assert_eq!(undisturbed(at.path()), whole);
    assert_eq!(recordings(), links);
    // In Chinese.
    let output = batch(at.path(), &["--out", "whole", "--merge", "--lang", "zh"]);
    assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
    let chinese = fs::read_to_string(root.join("report.html")).expect("it is there");
    assert!(chinese.contains("研究报告") && !chinese.contains('⟦'));
}

#[test]
fn a_run_that_comes_out_otherwise_when_made_again_is_told_loudly() {
    let at = hall(STUDY);
    let output = batch(at.path(), &["--out", "whole", "--no-recordings"]);
    assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
    let root = at.path().join("whole");
    assert!(!root.join("recordings").exists());
    let findings: Value = document(&out_of(
        muster(at.path()).args(["compare", "whole", "--json"]),
    ));
    let run = findings["variants"][0]["kept"][0]["run"]
        .as_str()
        .expect("a name");
    let file = root.join("runs").join(run).join("metrics.json");
    let metrics = fs::read_to_string(&file).expect("it ran");
    let forged = metrics.replacen("\"wall_corrections\": 0", "\"wall_corrections\": 7", 1);
    assert_ne!(forged, metrics);
    fs::write(&file, forged).expect("it can be written");
    let arguments = ["batch", "halls.study.ron", "--out", "whole"];
    assert_fails(at.path(), &arguments, 3, "run-not-repeatable");
    // What was found stays, but nothing stands for that run.
    assert!(root.join("variants.json").exists());
    assert!(!root.join("recordings").join(run).exists());
    let left_out = hall(&STUDY.replace("replications: 12,", "replications: 3, recordings: false,"));
    undisturbed(left_out.path());
    assert!(!left_out.path().join("whole/recordings").exists());
}

#[test]
fn a_budget_of_runs_ends_a_study_at_whole_replications() {
    let budget = |budget: &str| {
        hall(&STUDY.replace(
            "replications: 12,",
            &format!("replications: 12, budget: {budget},"),
        ))
    };
    // 4 variants: 22 runs pay for five replications.
    let at = budget("Runs(22)");
    let whole = undisturbed(at.path());
    let found = findings(&whole);
    assert_eq!(
        (&found["replications"], &found["runs"]),
        (&5.into(), &20.into())
    );
    assert_eq!(found["end"], "budget");
    let output = batch(at.path(), &["--out", "three", "--threads", "3"]);
    assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
    assert_eq!(results(&at.path().join("three")), whole);
    let enough = findings(&undisturbed(budget("Runs(48)").path()));
    assert_eq!(
        (&enough["end"], &enough["replications"]),
        (&"all".into(), &12.into())
    );
    let at = budget("Runs(3)");
    let failure = document(&batch(at.path(), &["--json"]));
    assert_eq!(
        failure["problems"][0]["code"], "study-budget-too-small",
        "{failure}"
    );
    // Of time: what it says of itself, and that finished runs stay.
    let at = budget("Minutes(60)");
    assert_eq!(findings(&undisturbed(at.path()))["end"], "all");
    let at = budget("Minutes(1e-9)");
    assert_fails(at.path(), &["batch", "halls.study.ron"], 1, "study-no-time");
    let at = hall(&STUDY.replace(
        "replications: 12,",
        "replications: 9000, budget: Minutes(0.03),",
    ));
    let output = batch(at.path(), &["--out", "late", "--no-recordings"]);
    assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
    let found = findings(&results(&at.path().join("late")));
    assert_eq!(found["end"], "time", "{found}");
    assert!(text(&output.stdout).contains("depends on the machine"));
    let taken = found["replications"].as_u64().expect("a number");
    assert!((1..9000).contains(&taken), "{taken}");
    assert_eq!(found["runs"], 4 * taken);
}

#[test]
fn a_metric_that_only_one_variant_has_is_no_number_of_the_others() {
    let study = r#"(format: 1, name: "zones", scenario: "hall.ron", replications: 8,
        variants: [(id: "plain"), (id: "zoned", edits: [Put(Zone((id: "new", cells: ["hall"])))])],
        objectives: [(metric: "evacuation.inside_person_s"),
            (metric: "evacuation.zones[new].all_clear_s", limit: AtMost(60))])"#;
    let at = hall(study);
    let found = findings(&undisturbed(at.path()));
    let of = |variant: usize| &found["variants"][variant]["objectives"][1];
    assert_eq!(
        (&of(0)["absent"], &of(1)["absent"]),
        (&true.into(), &false.into())
    );
    assert_eq!(of(0)["nulls"], 8);
    assert!(of(0)["best"].is_null() && of(1)["best"].is_f64(), "{found}");
    assert!(of(0)["broken"].is_null() && of(1)["difference"].is_null());
    let page = text(&out_of(muster(at.path()).args(["compare", "whole"])).stdout);
    assert!(page.contains("not there"), "{page}");
}

/// Names of all fields of a document.
fn fields(value: &Value, into: &mut std::collections::BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                into.insert(key.clone());
                fields(value, into);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| fields(value, into)),
        _ => {}
    }
}

#[test]
fn every_field_of_what_was_found_is_documented() {
    let study = STUDY.replace(
        "replications: 12,",
        "replications: 5, recordings: false, selection: (indifference: 1),",
    );
    let at = hall(&study);
    let mut names = std::collections::BTreeSet::new();
    fields(&findings(&undisturbed(at.path())), &mut names);
    let dry = batch(at.path(), &["--dry-run", "--json"]);
    let mut dry = document(&dry);
    // What a run hangs on is told in run.json's own place.
    for variant in dry["variants"].as_array_mut().expect("a list") {
        variant["first"] = Value::Null;
    }
    fields(&dry, &mut names);
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/studies.md");
    let docs = fs::read_to_string(docs).expect("it is there");
    let is_told = |name: &String| {
        docs.contains(&format!("`{name}`"))
            || docs.contains(&format!("`{name}[]`"))
            || docs.contains(&format!(".{name}`"))
            || docs.contains(&format!("\"{name}\""))
    };
    let missing: Vec<&String> = names.iter().filter(|name| !is_told(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn findings_whose_lists_do_not_fit_and_runs_that_are_none_are_told() {
    let at = hall(&STUDY.replace("replications: 12,", "replications: 2, recordings: false,"));
    undisturbed(at.path());
    let file = at.path().join("whole/variants.json");
    let text = fs::read_to_string(&file).expect("it is there");
    let mut found: Value = serde_json::from_str(&text).expect("it is JSON");
    found["variants"][1]["objectives"] = serde_json::json!([]);
    fs::write(&file, found.to_string()).expect("it can be written");
    assert_fails(at.path(), &["compare", "whole"], 3, "not-comparable");
    for name in ["one", "two"] {
        let folder = at.path().join(name);
        fs::create_dir(&folder).expect("it can be made");
        fs::write(folder.join("metrics.json"), "{}").expect("it can be written");
    }
    assert_fails(at.path(), &["compare", "one", "two"], 3, "not-comparable");
}
