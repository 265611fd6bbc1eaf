//! `muster verify` as its users meet it.

use super::*;

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
