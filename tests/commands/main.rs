//! The program as its users meet it: exit codes, what stands on which
//! stream, what is left on the disk when something goes wrong.
#![cfg(unix)]
#![expect(
    clippy::panic,
    clippy::disallowed_methods,
    reason = "helpers of tests panic with what they found, and look at the clock to lose patience"
)]

mod answers;
mod disk;
mod export;
mod jianshan;
mod orders;
mod runs;
mod studies;
mod usage;
mod verification;

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
fn assert_fails(at: &Path, arguments: &[&str], exit: i32, code: &str) -> Value {
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
    failure
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
