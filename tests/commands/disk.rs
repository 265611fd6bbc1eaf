//! Runs on a disk that is full, or that cannot be written.

use super::*;

/// Flags of `unshare` with which this machine permits a small disk of one's
/// own, mounted on a folder; none if it permits none, which `MUSTER_CI` does
/// not accept.
pub(super) fn small_disk(folder: &Path) -> Option<&'static str> {
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
