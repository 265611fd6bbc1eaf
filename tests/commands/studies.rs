//! Studies: the same bytes whoever is killed and however they are cut, and plain
//! words for what is wrong with them.

mod findings;
mod input;

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
    // Nor does a merge make a folder.
    assert_fails(
        at.path(),
        &["batch", "halls.study.ron", "--merge", "--out", "gone"],
        1,
        "study-incomplete",
    );
    assert!(!root.exists());
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
