//! Studies: the same bytes whoever is killed and however they are cut, and plain
//! words for what is wrong with them.

use super::*;

/// A hall that six people leave in seconds.
pub(super) const HALL: &str = r#"(
    format: 1,
    name: "hall",
    venue: (
        places: [(id: "hall", polygon: [(0, 0), (8, 0), (8, 6), (0, 6)])],
        exits: [
            (id: "west", cell: "hall", line: ((0, 2), (0, 3))),
            (id: "east", cell: "hall", line: ((8, 2), (8, 3))),
        ],
        zones: [(id: "all", cells: ["hall"])],
    ),
    visitors: (
        profiles: [(id: "adult", share: 1, pre_movement: Uniform(0, 5))],
        present: [(place: "hall", count: 6)],
    ),
    plans: [(id: "leave", trigger: At("00:00"))],
    run: (end: "00:01"),
)"#;

pub(super) const STUDY: &str = r#"(
    format: 1,
    name: "halls",
    scenario: "hall.ron",
    factors: [
        (id: "people", levels: [(id: "few"), (id: "many", edits: [ScaleVisitors(factor: 3)])]),
        (id: "model", levels: [(id: "csx"), (id: "csm", edits: [SetModel(Csm)])]),
    ],
    replications: 12,
    objectives: [
        (metric: "evacuation.all_clear_s", limit: AtMost(12)),
        (metric: "evacuation.inside_person_s"),
    ],
)"#;

/// A folder with the hall and a study of it.
pub(super) fn hall(study: &str) -> TempDir {
    let at = new_folder();
    fs::write(at.path().join("hall.ron"), HALL).expect("it can be written");
    fs::write(at.path().join("halls.study.ron"), study).expect("it can be written");
    at
}

pub(super) fn batch(at: &Path, arguments: &[&str]) -> Output {
    out_of(
        muster(at)
            .args(["batch", "halls.study.ron", "--quiet"])
            .args(arguments),
    )
}

/// What a study leaves: the table, the findings and the report.
pub(super) fn results(folder: &Path) -> [Vec<u8>; 3] {
    ["runs.parquet", "variants.json", "report.html"]
        .map(|name| fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}")))
}

/// The results of a study that nobody disturbed, on one thread.
pub(super) fn undisturbed(at: &Path) -> [Vec<u8>; 3] {
    let output = batch(at, &["--out", "whole", "--threads", "1"]);
    assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
    results(&at.join("whole"))
}

#[test]
fn a_study_says_the_same_on_any_number_of_threads_and_again() {
    let at = hall(STUDY);
    let whole = undisturbed(at.path());
    for threads in ["2", "3"] {
        let output = batch(at.path(), &["--out", threads, "--threads", threads]);
        assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
        assert_eq!(results(&at.path().join(threads)), whole);
    }
    // The same command runs nothing again, and says the same.
    let runs = |folder: &Path| contents(&folder.join("runs")).len();
    let before = runs(&at.path().join("whole"));
    // run.json, metrics.json and performance.json each.
    assert_eq!(before, 3 * 4 * 12);
    assert_eq!(undisturbed(at.path()), whole);
    assert_eq!(runs(&at.path().join("whole")), before);
    // And `compare` says what `batch` said.
    let said = out_of(muster(at.path()).args(["compare", "whole", "--json"]));
    let findings: Value = serde_json::from_slice(&whole[1]).expect("it is JSON");
    assert_eq!(document(&said), findings);
    let page = text(&out_of(muster(at.path()).args(["compare", "whole"])).stdout);
    for word in ["few/csx", "many/csm", "baseline", "evacuation.all_clear_s"] {
        assert!(page.contains(word), "{page}");
    }
    let longest = page.lines().map(|line| line.chars().count()).max();
    assert!(longest < Some(200), "{page}");
}

#[test]
fn another_scenario_makes_new_runs_and_leaves_the_old_alone() {
    let at = hall(STUDY);
    undisturbed(at.path());
    let old = contents(&at.path().join("whole/runs"));
    let other = HALL.replace("count: 6", "count: 7");
    fs::write(at.path().join("hall.ron"), other).expect("it can be written");
    undisturbed(at.path());
    let new = contents(&at.path().join("whole/runs"));
    assert_eq!(new.len(), 2 * old.len());
    assert!(old.iter().all(|file| new.contains(file)));
}

#[test]
fn blocks_in_any_order_merge_to_the_same_bytes() {
    let at = hall(STUDY);
    let whole = undisturbed(at.path());
    let merge = || batch(at.path(), &["--out", "cut", "--merge"]);
    for (number, block) in ["3/4", "0/4", "2/4", "1/4"].into_iter().enumerate() {
        assert_eq!(exit_of(&merge()), 1, "after {number} blocks");
        if number == 0 {
            let arguments = ["batch", "halls.study.ron", "--out", "cut", "--merge"];
            assert_fails(at.path(), &arguments, 1, "study-incomplete");
        }
        // Each twice: what is there is not run again.
        for _ in 0..2 {
            let output = batch(at.path(), &["--out", "cut", "--block", block]);
            assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
        }
        assert!(!at.path().join("cut/runs.parquet").exists());
    }
    assert_eq!(exit_of(&merge()), 0);
    assert_eq!(results(&at.path().join("cut")), whole);
    // Two at a time.
    let two: Vec<Child> = ["0/2", "1/2"]
        .into_iter()
        .map(|block| {
            muster(at.path())
                .args(["batch", "halls.study.ron", "--quiet", "--out", "two"])
                .args(["--block", block])
                .stdout(Stdio::null())
                .spawn()
                .expect("the program starts")
        })
        .collect();
    for mut child in two {
        assert!(child.wait().expect("it ends").success());
    }
    let output = batch(at.path(), &["--out", "two", "--merge"]);
    assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
    assert_eq!(results(&at.path().join("two")), whole);
}

#[test]
fn killed_at_any_moment_the_same_command_goes_on_to_the_same_bytes() {
    const RUNS: usize = 4 * 150;
    let at = hall(&STUDY.replace("replications: 12", "replications: 150"));
    let whole = undisturbed(at.path());
    let mut moment = 7_u64;
    let mut in_the_midst = 0;
    for _ in 0..20 {
        // A fixed sequence of moments, short beside the time of all runs.
        moment = (moment * 53) % 101;
        let mut child = muster(at.path())
            .args(["batch", "halls.study.ron", "--quiet", "--out", "killed"])
            .args(["--threads", "1"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        sleep(Duration::from_millis(moment));
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        let there = fs::read_dir(at.path().join("killed/runs")).map_or(0, Iterator::count);
        in_the_midst += usize::from(there > 0 && there < RUNS);
    }
    assert!(
        in_the_midst >= 4,
        "{in_the_midst} kills hit a study at work"
    );
    let output = batch(at.path(), &["--out", "killed"]);
    assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
    assert_eq!(results(&at.path().join("killed")), whole);
}

#[test]
fn ctrl_c_keeps_what_is_finished_and_the_same_command_goes_on() {
    let at = hall(&STUDY.replace("replications: 12", "replications: 400"));
    let runs = at.path().join("stopped/runs");
    let mut child = muster(at.path())
        .args(["batch", "halls.study.ron", "--quiet", "--out", "stopped"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let begun = Instant::now();
    while fs::read_dir(&runs).map_or(0, Iterator::count) < 20 {
        assert!(begun.elapsed() < PATIENCE);
        sleep(Duration::from_millis(1));
    }
    send("-INT", &child);
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    let kept = fs::read_dir(&runs).map_or(0, Iterator::count);
    assert!((20..1600).contains(&kept), "{kept}");
    // Nothing half done is left beside them, and nothing was found yet.
    for run in fs::read_dir(&runs).expect("it is there") {
        let run = run.expect("it can be read").path();
        assert!(run.join("metrics.json").exists(), "{}", run.display());
    }
    assert!(!at.path().join("stopped/variants.json").exists());
    let output = batch(at.path(), &["--out", "stopped"]);
    assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
}

#[test]
fn equal_variants_are_run_once_and_the_same_block_may_run_twice_at_once() {
    let equal = r#"(format: 1, name: "equal", scenario: "hall.ron", replications: 40,
        variants: [(id: "a"), (id: "b"), (id: "c")],
        objectives: [(metric: "evacuation.all_clear_s")])"#;
    let at = hall(equal);
    let whole = undisturbed(at.path());
    let runs = at.path().join("whole/runs");
    assert_eq!(fs::read_dir(runs).map_or(0, Iterator::count), 40);
    let both: Vec<Child> = (0..2)
        .map(|_| {
            muster(at.path())
                .args(["batch", "halls.study.ron", "--quiet", "--out", "twice"])
                .args(["--block", "0/1", "--threads", "3"])
                .stdout(Stdio::null())
                .spawn()
                .expect("the program starts")
        })
        .collect();
    for mut child in both {
        assert!(child.wait().expect("it ends").success());
    }
    let output = batch(at.path(), &["--out", "twice", "--merge"]);
    assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
    assert_eq!(results(&at.path().join("twice")), whole);
}

#[test]
fn a_full_disk_ends_a_study_with_3_and_leaves_nothing_half_done() {
    let at = hall(STUDY);
    let small = at.path().join("small");
    let Some(flags) = disk::small_disk(&small) else {
        eprintln!("skipped: this machine permits no small disk of one's own");
        return;
    };
    let script = "mount -t tmpfs -o size=96k tmpfs \"$0\" || exit 99; \"$@\"; code=$?; \
         for run in \"$0\"/runs/*; do test -s \"$run/metrics.json\" || code=98; done; exit $code";
    let output = Command::new("unshare")
        .args([flags, "sh", "-c", script])
        .arg(&small)
        .arg(env!("CARGO_BIN_EXE_muster"))
        .args(["batch", "--json", "--quiet", "halls.study.ron", "--out"])
        .arg(&small)
        .current_dir(at.path())
        .env("LANG", "C")
        .env_remove("LC_ALL")
        .output()
        .expect("unshare starts");
    let failure = document(&output);
    assert_eq!(exit_of(&output), 3, "{failure} {}", text(&output.stderr));
    let message = failure["error"]["message"].as_str().unwrap_or_default();
    assert!(message.contains("the disk is full"), "{failure}");
}

#[test]
fn what_was_found_stays_until_another_study_in_the_folder_has_found_something() {
    let at = hall(STUDY);
    let before = undisturbed(at.path());
    let kept = || fs::read_to_string(at.path().join("whole/study.ron")).expect("it is there");
    let longer = STUDY.replace("replications: 12", "replications: 13");
    fs::write(at.path().join("halls.study.ron"), &longer).expect("it can be written");
    // Runs are missing: nothing new is known, and nothing is lost.
    let output = batch(at.path(), &["--out", "whole", "--merge"]);
    assert_eq!(exit_of(&output), 1);
    assert_eq!(results(&at.path().join("whole")), before);
    assert_eq!(kept(), STUDY);
    assert_ne!(undisturbed(at.path()), before);
    assert_eq!(kept(), longer);
}

#[test]
fn a_run_that_is_not_whole_is_run_again() {
    let at = hall(STUDY);
    let whole = undisturbed(at.path());
    let runs = at.path().join("whole/runs");
    let spoilt = fs::read_dir(&runs).expect("it is there").take(3);
    for (number, run) in spoilt.enumerate() {
        let metrics = run.expect("it can be read").path().join("metrics.json");
        match number {
            0 => fs::remove_file(metrics).expect("it can be removed"),
            1 => fs::write(metrics, "").expect("it can be written"),
            _ => fs::write(metrics, "{\"schema\": 1").expect("it can be written"),
        }
    }
    assert_eq!(undisturbed(at.path()), whole);
}

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

#[test]
fn a_folder_that_vanishes_ends_a_study_with_3() {
    let at = hall(&STUDY.replace("replications: 12", "replications: 2000"));
    let root = at.path().join("gone");
    let mut child = muster(at.path())
        .args([
            "batch",
            "halls.study.ron",
            "--quiet",
            "--json",
            "--out",
            "gone",
        ])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let begun = Instant::now();
    while fs::read_dir(root.join("runs")).map_or(0, Iterator::count) < 20 {
        assert!(begun.elapsed() < PATIENCE);
        sleep(Duration::from_millis(1));
    }
    fs::rename(&root, at.path().join("elsewhere")).expect("it can be moved");
    assert_eq!(child.wait().expect("it ends").code(), Some(3));
    assert!(!root.exists(), "it was not made again");
    // What was moved is whole: the same command goes on from there.
    for run in fs::read_dir(at.path().join("elsewhere/runs")).expect("it is there") {
        let run = run.expect("it can be read");
        let is_whole = !run.file_name().to_string_lossy().starts_with('.');
        assert!(!is_whole || run.path().join("metrics.json").exists());
    }
}

/// Peak memory [kB] and time of a study of so many runs on one thread, and the time of
/// its runs alone.
#[cfg(target_os = "linux")]
fn cost_of(replications: u32) -> (u64, Duration, Duration) {
    let study = format!(
        r#"(format: 1, name: "many", scenario: "hall.ron", replications: {replications},
        variants: [(id: "a")], objectives: [(metric: "evacuation.all_clear_s")])"#
    );
    let at = hall(&study);
    let begun = Instant::now();
    let mut child = muster(at.path())
        .args(["batch", "halls.study.ron", "--quiet", "--out", "many"])
        .args(["--threads", "1", "--no-recordings"])
        .stdout(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut peak = 0;
    while child.try_wait().expect("it can be asked").is_none() {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id()));
        let status = status.unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmHWM:"));
        let kib = line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok());
        peak = peak.max(kib.unwrap_or(0));
        sleep(Duration::from_millis(5));
    }
    let whole = begun.elapsed();
    let mut alone = 0.0;
    for run in fs::read_dir(at.path().join("many/runs")).expect("it is there") {
        let cost = run.expect("it can be read").path().join("performance.json");
        let cost: Value =
            serde_json::from_slice(&fs::read(cost).expect("it is there")).expect("it is JSON");
        alone += cost["wall_s"].as_f64().expect("a number");
    }
    (peak, whole, Duration::from_secs_f64(alone))
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "half a minute and more"]
fn ci_ten_thousand_runs_take_no_more_memory_and_little_time_beside_the_runs() {
    let (few_kb, ..) = cost_of(1_000);
    let (many_kb, whole, alone) = cost_of(10_000);
    let each = whole.saturating_sub(alone) / 10_000;
    eprintln!("peak {few_kb} kB of 1,000 runs, {many_kb} kB of 10,000; {each:?} a run beside it");
    assert!(many_kb < few_kb + 24_000, "{few_kb} kB, {many_kb} kB");
    assert!(each < Duration::from_millis(2), "{each:?}");
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
