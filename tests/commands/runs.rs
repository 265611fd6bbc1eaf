//! What a run leaves on the disk, ended, killed or interrupted.

use super::*;

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
