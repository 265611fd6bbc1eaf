//! The program as its users meet it: exit codes, what stands on which
//! stream, what is left on the disk when something goes wrong.
#![cfg(unix)]
#![expect(
    clippy::panic,
    clippy::disallowed_methods,
    reason = "helpers of tests panic with what they found, and look at the clock to lose patience"
)]

#[path = "commands/jianshan.rs"]
mod jianshan;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::Value;
use tempfile::TempDir;

/// Longest a test waits for something the program should do soon.
const PATIENCE: Duration = Duration::from_secs(120);

fn scenario(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("scenarios")
        .join(name)
}

fn quickstart() -> PathBuf {
    scenario("quickstart.ron")
}

/// The program, in a folder of its own and in English.
fn muster(at: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
    command
        .current_dir(at)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", "C")
        .stdin(Stdio::null());
    command
}

fn out_of(command: &mut Command) -> Output {
    command.output().expect("the program starts")
}

fn exit_of(output: &Output) -> i32 {
    output.status.code().expect("the program was not killed")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the program writes UTF-8")
}

/// The one JSON document on stdout; anything beside it fails the test.
fn document(output: &Output) -> Value {
    let stdout = text(&output.stdout);
    serde_json::from_str(&stdout).unwrap_or_else(|error| panic!("{error} in stdout:\n{stdout}"))
}

/// Checks the contract of a failure in both its forms.
fn assert_fails(at: &Path, arguments: &[&str], exit: i32, code: &str) {
    let output = out_of(muster(at).args(arguments).arg("--json"));
    let failure = document(&output);
    assert_eq!(exit_of(&output), exit, "{arguments:?}: {failure}");
    assert_eq!(failure["error"]["code"], code, "{arguments:?}: {failure}");
    for key in ["message", "help"] {
        let sentence = failure["error"][key].as_str().unwrap_or_default();
        let complete = sentence.ends_with(['.', '?', '!', '…', ')']) && !sentence.contains('⟦');
        assert!(complete, "{arguments:?}: {key} is \"{sentence}\"");
    }
    let output = out_of(muster(at).args(arguments));
    assert_eq!(exit_of(&output), exit, "{arguments:?}");
    let shown = text(&output.stderr);
    assert!(shown.contains("error: "), "{arguments:?} shows {shown}");
    assert!(output.stdout.is_empty(), "{arguments:?} writes to stdout");
}

fn new_folder() -> TempDir {
    tempfile::tempdir().expect("a scratch folder can be made")
}

fn status_of(folder: &Path) -> Value {
    let text = fs::read_to_string(folder.join("run.json")).expect("run.json is there");
    let run: Value = serde_json::from_str(&text).expect("run.json is JSON");
    run["status"].clone()
}

/// Opens every finished part under a folder and counts their rows.
fn rows_in_parts(folder: &Path) -> usize {
    let mut rows = 0;
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        if path.extension().is_some_and(|ending| ending == "parquet") {
            let file = File::open(&path).expect("the part opens");
            let reader = ParquetRecordBatchReaderBuilder::try_new(file)
                .and_then(ParquetRecordBatchReaderBuilder::build)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            rows += reader
                .map(|batch| batch.expect("the part is whole").num_rows())
                .sum::<usize>();
        }
    }
    rows
}

/// The command of a long run.
fn long_run(at: &Path, folder: &Path) -> Command {
    let mut command = muster(at);
    command
        .args(["run", "--quiet", "--json", "--plan", "D", "--from", "07:30"])
        .arg("--out")
        .arg(folder)
        .arg(scenario("jianshan.ron"));
    command
}

/// Starts a long run and waits until its first part is there.
fn start_long_run(command: &mut Command, folder: &Path) -> Child {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let part = folder.join("trajectories/part-0000.parquet");
    let begun = Instant::now();
    while !part.exists() {
        let ended = child.try_wait().expect("the program can be asked");
        assert!(ended.is_none(), "the run ended before its first part");
        assert!(begun.elapsed() < PATIENCE, "no part in {PATIENCE:?}");
        sleep(Duration::from_millis(20));
    }
    child
}

fn send(signal: &str, child: &Child) {
    let sent = Command::new("kill")
        .args([signal, &child.id().to_string()])
        .status()
        .expect("kill is there");
    assert!(sent.success());
}

#[test]
fn the_model_on_the_command_line_overrides_the_file_and_is_named() {
    let at = new_folder();
    let quickstart = quickstart();
    for model in ["csx", "csm", "avm", "sfm"] {
        let output = out_of(
            muster(at.path())
                .args(["run", "--json", "--quiet", "--until", "5", "--out", model])
                .args(["--model", model])
                .arg(&quickstart),
        );
        assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
        assert_eq!(document(&output)["model"], model);
        let run = fs::read_to_string(at.path().join(model).join("run.json"));
        let run: Value = serde_json::from_str(&run.expect("run.json is there")).expect("JSON");
        assert_eq!(run["model"], model);
        let report = fs::read_to_string(at.path().join(model).join("report.html"));
        let named = report
            .expect("the report is there")
            .contains(&format!("{model}: "));
        assert!(named, "the report does not name {model}");
    }
}

#[test]
fn each_model_refuses_a_time_step_that_is_too_long_for_it() {
    let at = new_folder();
    let whole = fs::read_to_string(quickstart()).expect("the quickstart is there");
    let coarse = whole.replace("run: (", "run: (dt_s: 0.1, ");
    assert_ne!(coarse, whole);
    fs::write(at.path().join("coarse.ron"), coarse).expect("the scenario is written");
    let run = |model: &str| {
        let arguments = ["run", "coarse.ron", "--json", "--no-record", "--until", "1"];
        out_of(muster(at.path()).args(arguments).args(["--model", model]))
    };
    assert_eq!(exit_of(&run("csx")), 0);
    for (model, most) in [("csm", "0.07"), ("avm", "0.07"), ("sfm", "0.051")] {
        let output = run(model);
        assert_eq!(exit_of(&output), 1, "{model}");
        let problem = &document(&output)["problems"][0];
        assert_eq!(problem["code"], "time-step-too-long", "{problem}");
        let message = problem["message"].as_str().unwrap_or_default();
        for part in [model, "0.1 s", most] {
            assert!(message.contains(part), "{message} does not name {part}");
        }
    }
}

#[test]
fn wrong_usage_ends_with_2_and_says_what_to_do() {
    let at = new_folder();
    let quickstart = quickstart();
    let file = quickstart.to_str().expect("the path is text");
    assert_fails(at.path(), &[], 2, "bad-usage");
    assert_fails(at.path(), &["run"], 2, "bad-usage");
    assert_fails(at.path(), &["run", file, "--sed", "1"], 2, "bad-usage");
    assert_fails(at.path(), &["rum", file], 2, "unknown-command");
    assert_fails(at.path(), &["run", file, "--seed", "x"], 2, "bad-value");
    assert_fails(at.path(), &["run", file, "--model", "csz"], 2, "bad-value");
    assert_fails(
        at.path(),
        &["run", file, "--orders", "o.ron"],
        2,
        "not-in-this-version",
    );
    assert_fails(at.path(), &["verify", "x"], 2, "bad-usage");
    for later in ["cover", "batch", "compare", "report", "export", "app"] {
        assert_fails(at.path(), &[later, "x"], 2, "not-in-this-version");
    }
    assert!(
        !at.path().join("runs").exists(),
        "wrong usage made a folder"
    );
}

#[test]
fn a_run_that_would_end_before_it_starts_is_wrong_usage() {
    let at = new_folder();
    let quickstart = quickstart();
    let file = quickstart.to_str().expect("the path is text");
    assert_fails(
        at.path(),
        &["run", file, "--from", "23:30"],
        2,
        "cannot-start",
    );
    assert!(!at.path().join("runs").exists(), "it made a folder");
}

/// Every `--option` in a text.
fn options_in(text: &str) -> BTreeSet<String> {
    text.match_indices("--")
        .map(|(at, _)| {
            let rest = &text[at + 2..];
            let end = rest.find(|c: char| !(c.is_ascii_lowercase() || c == '-'));
            rest[..end.unwrap_or(rest.len())].to_owned()
        })
        .filter(|name| !name.is_empty() && !name.starts_with('-'))
        .collect()
}

#[test]
fn the_readme_and_the_help_know_the_same_options() {
    let at = new_folder();
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let mut told = options_in(&fs::read_to_string(readme).expect("there is a README"));
    assert!(
        told.remove("release"),
        "the first command is a release build"
    );
    told.insert("help".to_owned());
    let mut known = BTreeSet::new();
    for command in ["run", "verify"] {
        let help = out_of(muster(at.path()).args([command, "--help"]));
        known.extend(options_in(&text(&help.stdout)));
    }
    assert_eq!(known, told);
}

#[test]
fn an_unknown_plan_is_answered_with_the_nearest_names() {
    let at = new_folder();
    let jianshan = scenario("jianshan.ron");
    let file = jianshan.to_str().expect("the path is text");
    assert_fails(at.path(), &["run", file, "--plan", "BB"], 2, "unknown-plan");
    let output = out_of(muster(at.path()).args(["run", file, "--plan", "BB"]));
    let shown = text(&output.stderr);
    assert!(shown.contains("Did you mean B"), "{shown}");
}

#[test]
fn help_and_version_are_results() {
    let at = new_folder();
    for arguments in [
        &["--help"][..],
        &["run", "--help"],
        &["help", "check"],
        &["-V"],
    ] {
        let output = out_of(muster(at.path()).args(arguments));
        assert_eq!(exit_of(&output), 0, "{arguments:?}");
        assert!(text(&output.stdout).contains("muster"), "{arguments:?}");
        assert!(output.stderr.is_empty(), "{arguments:?}");
    }
    let output = out_of(muster(at.path()).args(["--help", "--lang", "zh"]));
    assert!(text(&output.stdout).contains("用法"));
}

#[test]
fn what_cannot_be_read_ends_with_3() {
    let at = new_folder();
    for command in ["check", "run"] {
        assert_fails(at.path(), &[command, "missing.ron"], 3, "no-such-file");
        assert_fails(at.path(), &[command, "."], 3, "file-is-a-folder");
    }
}

#[test]
fn errors_in_a_scenario_end_with_1_at_their_line() {
    let at = new_folder();
    let whole = fs::read_to_string(quickstart()).expect("quickstart is there");
    // Of syntax: a bracket too few on the last line.
    let cut = whole
        .trim_end()
        .strip_suffix(')')
        .expect("it ends in a bracket");
    fs::write(at.path().join("cut.ron"), cut).expect("a file can be written");
    // Of meaning: a time step that nobody can mean.
    let wrong = whole.replace("seed: 1,", "dt_s: -1.0,");
    let line = 1 + wrong
        .lines()
        .position(|line| line.contains("dt_s: -1.0"))
        .expect("quickstart has a seed");
    fs::write(at.path().join("wrong.ron"), &wrong).expect("a file can be written");
    assert_fails(at.path(), &["run", "cut.ron"], 1, "scenario-has-errors");
    assert_fails(at.path(), &["run", "wrong.ron"], 1, "scenario-has-errors");
    assert!(
        !at.path().join("runs").exists(),
        "a broken scenario made a folder"
    );

    let output = out_of(muster(at.path()).args(["check", "cut.ron", "--json"]));
    let checked = document(&output);
    assert_eq!(exit_of(&output), 1);
    assert_eq!(checked["errors"], 1, "{checked}");
    assert!(checked["problems"][0]["line"].is_u64(), "{checked}");
    assert_eq!(checked["capacity"], serde_json::json!([]));

    let output = out_of(muster(at.path()).args(["check", "wrong.ron", "--json"]));
    let checked = document(&output);
    assert_eq!(exit_of(&output), 1);
    assert_eq!(checked["error"]["code"], "scenario-has-errors");
    assert_eq!(checked["errors"], 1, "{checked}");
    let first = checked["problems"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|p| p["severity"] == "error");
    let first = first.expect("there is an error");
    assert_eq!(first["line"], line, "{first}");
    assert_eq!(first["place"], "run.dt_s", "{first}");
    for key in ["code", "column", "message", "help"] {
        assert!(!first[key].is_null(), "{first}");
    }
    assert!(checked["capacity"].is_array());

    let output = out_of(muster(at.path()).args(["check", "wrong.ron"]));
    let shown = text(&output.stdout);
    assert!(shown.contains(&format!("wrong.ron:{line}:")), "{shown}");
    assert!(shown.contains("dt_s: -1.0"), "{shown}");
}

#[test]
fn check_of_a_good_scenario_has_no_errors_and_a_capacity_table() {
    let at = new_folder();
    for name in ["quickstart.ron", "jianshan.ron"] {
        let output = out_of(
            muster(at.path())
                .arg("check")
                .arg(scenario(name))
                .arg("--json"),
        );
        let checked = document(&output);
        assert_eq!(exit_of(&output), 0, "{name}: {checked}");
        assert_eq!(checked["errors"], 0, "{name}");
        assert_eq!(checked["error"], Value::Null, "{name}");
        let capacity = checked["capacity"].as_array().expect("a list");
        assert!(!capacity.is_empty(), "{name}");
        let output = out_of(muster(at.path()).arg("check").arg(scenario(name)));
        assert_eq!(exit_of(&output), 0);
        assert!(text(&output.stdout).contains("Capacit"), "{name}");
    }
}

#[test]
fn a_run_leaves_a_folder_and_prints_its_metrics() {
    let at = new_folder();
    let output = out_of(muster(at.path()).args(["run", "--json"]).arg(quickstart()));
    assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
    let metrics = document(&output);
    assert_eq!(metrics["schema"], 1);
    let people = &metrics["people"];
    let count = |key: &str| {
        people[key]
            .as_u64()
            .unwrap_or_else(|| panic!("{key} in {people}"))
    };
    assert_eq!(count("entered"), count("left") + count("inside"));
    assert!(count("entered") > 0);
    assert!(metrics["performance"]["agent_steps"].as_u64() > Some(0));

    let runs: Vec<_> = fs::read_dir(at.path().join("runs"))
        .expect("the folder of runs is there")
        .map(|entry| entry.expect("it can be read").path())
        .collect();
    assert_eq!(runs.len(), 1, "{runs:?}");
    let folder = &runs[0];
    for name in [
        "run.json",
        "scenario.ron",
        "agents.parquet",
        "metrics.json",
        "report.html",
    ] {
        assert!(folder.join(name).is_file(), "{name} is missing");
    }
    assert_eq!(status_of(folder), "complete");
    let written = fs::read_to_string(folder.join("metrics.json")).expect("it is there");
    let written: Value = serde_json::from_str(&written).expect("it is JSON");
    assert_eq!(written, metrics);
    for kind in ["trajectories", "events", "series"] {
        assert!(rows_in_parts(&folder.join(kind)) > 0, "{kind} is empty");
    }
    let report = fs::read_to_string(folder.join("report.html")).expect("it is there");
    for outside in ["src=\"http", "href=\"http", "url(http", "@import"] {
        assert!(!report.contains(outside), "the report needs {outside}");
    }

    // The next one stands beside it, and says where on the terminal.
    let output = out_of(muster(at.path()).arg("run").arg(quickstart()));
    assert_eq!(exit_of(&output), 0);
    let summary = text(&output.stdout);
    let name = folder
        .file_name()
        .and_then(|name| name.to_str())
        .expect("text");
    assert!(
        summary.contains(&format!("runs/{name}-2/report.html")),
        "{summary}"
    );
    assert!(
        summary.lines().count() <= 40,
        "the summary does not fit:\n{summary}"
    );
}

#[test]
fn without_recording_there_is_no_folder_unless_one_is_named() {
    let at = new_folder();
    let line = ["run", "--json", "--no-record", "--quiet", "--until", "30"];
    let output = out_of(muster(at.path()).args(line).arg(quickstart()));
    assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
    assert_eq!(document(&output)["schema"], 1);
    assert!(output.stderr.is_empty(), "quiet is quiet");
    assert_eq!(fs::read_dir(at.path()).expect("it is there").count(), 0);

    let output = out_of(
        muster(at.path())
            .args(line)
            .args(["--out", "named"])
            .arg(quickstart()),
    );
    assert_eq!(exit_of(&output), 0);
    let named = at.path().join("named");
    assert!(named.join("metrics.json").is_file());
    assert!(!named.join("trajectories").exists());
}

#[test]
fn a_named_folder_is_replaced_only_by_force_and_only_if_it_is_a_run() {
    let at = new_folder();
    let quickstart = quickstart();
    let file = quickstart.to_str().expect("the path is text");
    let line = ["run", file, "--out", "named", "--until", "20"];
    assert_eq!(exit_of(&out_of(muster(at.path()).args(line))), 0);
    assert_fails(at.path(), &line, 2, "folder-exists");
    let again = out_of(muster(at.path()).args(line).arg("--force"));
    assert_eq!(exit_of(&again), 0, "{}", text(&again.stderr));

    let precious = at.path().join("photos/holiday.jpg");
    fs::create_dir(at.path().join("photos")).expect("a folder can be made");
    fs::write(&precious, "x").expect("a file can be written");
    let line = ["run", file, "--out", "photos", "--force"];
    assert_fails(at.path(), &line, 2, "folder-not-a-run");
    assert!(precious.is_file(), "force took what was not ours");
}

#[test]
fn a_folder_that_cannot_be_written_ends_with_3() {
    let at = new_folder();
    let quickstart = quickstart();
    let file = quickstart.to_str().expect("the path is text");
    // A file where a folder should be: refused for root, too.
    fs::write(at.path().join("taken"), "x").expect("a file can be written");
    assert_fails(
        at.path(),
        &["run", file, "--out", "taken/run"],
        3,
        "write-failed",
    );
    fs::write(at.path().join("runs"), "x").expect("a file can be written");
    assert_fails(at.path(), &["run", file], 3, "write-failed");
    // A result that nobody can take.
    let full = File::options().write(true).open("/dev/full");
    if let Ok(full) = full {
        let output = out_of(muster(at.path()).args(["check", file]).stdout(full));
        assert_eq!(exit_of(&output), 3);
        assert!(text(&output.stderr).contains("the disk is full"));
    }
}

#[test]
fn a_killed_run_keeps_its_finished_parts_and_is_replaced_by_force() {
    let at = new_folder();
    let folder = at.path().join("run");
    // Long enough to be killed on the way, short enough to be run again.
    let until = ["--until", "600"];
    let mut child = start_long_run(long_run(at.path(), &folder).args(until), &folder);
    child.kill().expect("it can be killed");
    child.wait().expect("it can be waited for");
    assert_eq!(status_of(&folder), "running");
    assert!(rows_in_parts(&folder.join("trajectories")) > 0);
    rows_in_parts(&folder.join("events"));
    rows_in_parts(&folder.join("series"));

    let again = out_of(long_run(at.path(), &folder).args(until).arg("--force"));
    assert_eq!(exit_of(&again), 0, "{}", text(&again.stderr));
    assert_eq!(status_of(&folder), "complete");
}

#[test]
fn ctrl_c_keeps_what_is_done_and_ends_with_130() {
    let at = new_folder();
    let folder = at.path().join("run");
    let child = start_long_run(&mut long_run(at.path(), &folder), &folder);
    send("-INT", &child);
    let output = child.wait_with_output().expect("it can be waited for");
    assert_eq!(exit_of(&output), 130, "{}", text(&output.stderr));
    assert_eq!(status_of(&folder), "interrupted");
    assert_eq!(document(&output)["outcome"], "incomplete");
    assert!(rows_in_parts(&folder.join("trajectories")) > 0);
    assert!(folder.join("metrics.json").is_file());
    assert!(folder.join("report.html").is_file());
    let unfinished = fs::read_dir(folder.join("trajectories"))
        .expect("it is there")
        .filter(|entry| {
            let name = entry.as_ref().expect("it can be read").file_name();
            !name.to_string_lossy().ends_with(".parquet")
        });
    assert_eq!(unfinished.count(), 0, "something unfinished was left");
}

#[test]
fn verify_prints_its_document_and_ends_by_its_verdict() {
    let at = new_folder();
    let case = ["verify", "--case", "exp-neck", "--runs", "1"];
    let output = out_of(
        muster(at.path())
            .args(case)
            .args(["--json", "--out", "done"]),
    );
    let document = document(&output);
    let keys = |value: &Value| -> Vec<String> {
        let fields = value.as_object().expect("an object").keys();
        fields.cloned().collect()
    };
    if document["failed"] == 0 {
        assert_eq!(keys(&document), ["cases", "failed", "passed"]);
    } else {
        assert_eq!(keys(&document), ["cases", "error", "failed", "passed"]);
        assert_eq!(document["error"]["code"], "verification-failed");
    }
    let cases = document["cases"].as_array().expect("a list");
    assert_eq!(cases.len(), 1);
    let expected = [
        "criterion",
        "id",
        "measured",
        "passed",
        "runs",
        "source",
        "suite",
    ];
    assert_eq!(keys(&cases[0]), expected);
    assert_eq!(cases[0]["id"], "exp-neck");
    assert_eq!(cases[0]["suite"], "experiments");
    // Four widths, one run each.
    assert_eq!(cases[0]["runs"], 4);
    let passed = cases[0]["passed"].as_bool().expect("it gates");
    assert_eq!(document["passed"], u64::from(passed));
    assert_eq!(document["failed"], u64::from(!passed));
    assert_eq!(exit_of(&output), i32::from(!passed));
    let done = at.path().join("done");
    for file in [
        "report.html",
        "verification.md",
        "results.json",
        "verification/exp-neck-flow.svg",
        "measuring/neck.csv",
        "measuring/neck.json",
    ] {
        assert!(done.join(file).is_file(), "{file} is missing");
    }
    let page = fs::read_to_string(done.join("report.html")).expect("it is text");
    assert!(
        !page.contains('⟦') && page.contains("<svg"),
        "the page has gaps"
    );
    // One file that opens offline: nothing is fetched.
    assert!(!page.contains("src=") && !page.contains("<link"));
}

#[test]
fn verify_on_a_terminal_fits_a_hundred_columns() {
    let at = new_folder();
    let output = out_of(muster(at.path()).args(["verify", "--case", "exp-neck", "--runs", "1"]));
    let shown = text(&output.stdout);
    assert!(shown.contains("exp-neck"), "{shown}");
    for line in shown.lines() {
        assert!(line.chars().count() <= 100, "{line}");
    }
    // Progress is told on the other stream.
    assert!(text(&output.stderr).contains("exp-neck"));
}

#[test]
fn verify_knows_its_cases() {
    let at = new_folder();
    assert_fails(
        at.path(),
        &["verify", "--case", "exp-nek"],
        2,
        "unknown-case",
    );
    assert_fails(at.path(), &["verify", "--case", "zzz"], 2, "unknown-case");
    let other = ["verify", "--suite", "imo", "--case", "exp-neck"];
    assert_fails(at.path(), &other, 2, "unknown-case");
    let file = at.path().join("file");
    fs::write(&file, "").expect("it can be written");
    let inside = file.join("folder");
    let inside = inside.to_str().expect("it is text");
    let arguments = ["verify", "--case", "exp-neck", "--out", inside];
    assert_fails(at.path(), &arguments, 3, "write-failed");
}

#[test]
fn ctrl_c_ends_a_verification_with_130() {
    let at = new_folder();
    let mut child = muster(at.path())
        .args(["verify", "--case", "exp-venues", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // Long enough to be in the middle of runs that take minutes.
    sleep(Duration::from_secs(2));
    assert_eq!(child.try_wait().expect("it can be asked"), None);
    send("-INT", &child);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(exit_of(&output), 130);
    assert_eq!(document(&output)["cases"], Value::Array(Vec::new()));
}

/// Flags of `unshare` with which this machine permits a small disk of one's
/// own, mounted on a folder; none if it permits none, which `MUSTER_CI` does
/// not accept.
fn small_disk(folder: &Path) -> Option<&'static str> {
    let required = std::env::var_os("MUSTER_CI").is_some();
    fs::create_dir(folder).expect("a folder can be made");
    // As an ordinary user in a user namespace, else as root.
    let permitted = ["-Urm", "-m"].into_iter().find(|flags| {
        Command::new("unshare")
            .args([flags, "sh", "-c", "mount -t tmpfs tmpfs \"$0\""])
            .arg(folder)
            .output()
            .is_ok_and(|output| output.status.success())
    });
    assert!(
        permitted.is_some() || !required,
        "MUSTER_CI needs unshare and mount"
    );
    permitted
}

/// Runs quickstart into a folder on a disk of so many KiB; gives the output
/// and, after the program ended, the text of `run.json`.
fn run_on_disk(kib: u32, options: &[&str]) -> Option<(Output, String)> {
    let at = new_folder();
    let small = at.path().join("small");
    let flags = small_disk(&small)?;
    let kept = at.path().join("run.json");
    // The disk is gone with the namespace, so its document is copied out.
    let script = format!(
        "mount -t tmpfs -o size={kib}k tmpfs \"$0\" || exit 99; kept=$1; shift; \"$@\"; code=$?; \
         cp \"$0/run/run.json\" \"$kept\"; exit $code"
    );
    let output = Command::new("unshare")
        .args([flags, "sh", "-c", &script])
        .arg(&small)
        .arg(&kept)
        .arg(env!("CARGO_BIN_EXE_muster"))
        .args(["run", "--json", "--quiet", "--out"])
        .arg(small.join("run"))
        .args(options)
        .arg(quickstart())
        .env("LANG", "C")
        .env_remove("LC_ALL")
        .output()
        .expect("unshare starts");
    let run = fs::read_to_string(kept).expect("run.json is there");
    Some((output, run))
}

fn assert_disk_was_full(output: &Output, run: &str) {
    let failure = document(output);
    assert_eq!(exit_of(output), 3, "{failure} {}", text(&output.stderr));
    let message = failure["error"]["message"].as_str().unwrap_or_default();
    assert!(message.contains("the disk is full"), "{failure}");
    let run: Value = serde_json::from_str(run).expect("run.json is JSON");
    assert_eq!(run["status"], "failed");
}

#[test]
fn a_full_disk_ends_with_3_and_a_sentence() {
    // Room for the first parts of quickstart's recording, not for all.
    match run_on_disk(96, &[]) {
        Some((output, run)) => assert_disk_was_full(&output, &run),
        None => eprintln!("skipped: this machine permits no small disk of one's own"),
    }
}

#[test]
fn a_disk_too_full_for_the_report_leaves_a_failed_run() {
    // Room for the scenario and the metrics, not for the report.
    match run_on_disk(64, &["--no-record", "--until", "20"]) {
        Some((output, run)) => assert_disk_was_full(&output, &run),
        None => eprintln!("skipped: this machine permits no small disk of one's own"),
    }
}

#[test]
fn a_report_that_cannot_be_written_leaves_a_failed_run() {
    let at = new_folder();
    // No file may be longer than 32 KiB; the report is, and little else. The
    // signal that would end the program is ignored.
    let script = "trap '' XFSZ; ulimit -f 64; exec \"$0\" \"$@\"";
    let output = Command::new("sh")
        .args(["-c", script])
        .arg(env!("CARGO_BIN_EXE_muster"))
        .args(["run", "--json", "--quiet", "--no-record", "--until", "20"])
        .args(["--out", "run"])
        .arg(quickstart())
        .current_dir(at.path())
        .env("LANG", "C")
        .env_remove("LC_ALL")
        .output()
        .expect("a shell starts");
    let failure = document(&output);
    assert_eq!(exit_of(&output), 3, "{failure} {}", text(&output.stderr));
    assert_eq!(failure["error"]["code"], "write-failed", "{failure}");
    let folder = at.path().join("run");
    assert_eq!(status_of(&folder), "failed");
    assert!(folder.join("metrics.json").is_file());
    assert!(!folder.join("report.html").exists());
}

/// Every file of a folder with its bytes, `performance` taken out of the
/// metrics.
fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let mut bytes = fs::read(&path).expect("the file can be read");
            if path.ends_with("metrics.json") {
                let mut metrics: Value = serde_json::from_slice(&bytes).expect("it is JSON");
                metrics["performance"] = Value::Null;
                bytes = metrics.to_string().into_bytes();
            }
            let name = path
                .strip_prefix(folder)
                .expect("it lies inside")
                .to_owned();
            found.push((name, bytes));
        }
    }
    found.sort();
    found
}

#[test]
fn one_two_and_three_threads_leave_the_same_bytes() {
    let at = new_folder();
    let folders: Vec<PathBuf> = ["1", "2", "3", "3"]
        .into_iter()
        .enumerate()
        .map(|(index, threads)| {
            let folder = at.path().join(format!("run-{index}"));
            let output = out_of(
                muster(at.path())
                    .args(["run", "--quiet", "--threads", threads, "--out"])
                    .arg(&folder)
                    .arg(quickstart()),
            );
            assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
            folder
        })
        .collect();
    let first = contents(&folders[0]);
    assert!(first.len() > 5);
    for folder in &folders[1..] {
        for ((name, bytes), (other_name, other)) in first.iter().zip(contents(folder)) {
            assert_eq!(*name, other_name);
            assert!(
                *bytes == other,
                "{} differs in {}",
                name.display(),
                folder.display()
            );
        }
        assert_eq!(first.len(), contents(folder).len());
    }
}
