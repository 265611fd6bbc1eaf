//! A recording gives back what was recorded, in the same bytes every time,
//! and survives what happens to disks and programs.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::files::unfinished;
use super::folder::{PART_FOLDERS, is_run_folder, part_path};
use super::reader::read_info;
use super::testing::{Seen, info, walk};
use super::*;
use crate::sim::Observer;

const SCENARIO: &str = "(format: 1, name: \"trial\")\n";

fn at(path: &Path, existing: Existing) -> Destination {
    Destination::At(path.to_owned(), existing)
}

/// A finished recording of 60 people in 150 frames, in parts of 20 s.
fn recorded(root: &Path) -> RunFolder {
    let folder = RunFolder::create(&at(root, Existing::Refuse), info(), SCENARIO).unwrap();
    let mut recorder = Recorder::with_limits(folder, short()).unwrap();
    walk(60, 150, &mut recorder);
    let mut folder = recorder.finish().unwrap();
    folder.set_status(Status::Complete).unwrap();
    folder
}

fn short() -> Limits {
    Limits {
        span_ms: 20_000,
        ..Limits::default()
    }
}

/// All files below a folder, in order.
fn files(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<_> = fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

fn live() -> Seen {
    let mut seen = Seen::default();
    walk(60, 150, &mut seen);
    seen
}

#[test]
fn a_replay_shows_what_the_run_showed() {
    let temporary = TempDir::new().unwrap();
    let root = temporary.path().join("run");
    recorded(&root);
    let recording = Recording::open(&root).unwrap();
    assert_eq!(recording.info().names, info().names);
    assert_eq!(recording.info().parts, Some(4));
    assert_eq!(recording.scenario_text().unwrap(), SCENARIO);
    let mut seen = Seen::default();
    let replayed = recording.replay(&mut seen).unwrap();
    assert_eq!(
        replayed,
        Replayed {
            frames: 150,
            tail_missing: false
        }
    );
    let live = live();
    assert_eq!(seen.people, live.people);
    for (at, (seen, live)) in seen.calls.iter().zip(&live.calls).enumerate() {
        assert_eq!(seen, live, "call {at}");
    }
    assert_eq!(seen.calls.len(), live.calls.len());
}

#[test]
fn the_same_run_gives_the_same_bytes_and_no_version() {
    let temporary = TempDir::new().unwrap();
    let [first, second] = ["first", "second"].map(|name| temporary.path().join(name));
    recorded(&first);
    recorded(&second);
    let names = |root: &Path| -> Vec<PathBuf> {
        let relative = |path: PathBuf| path.strip_prefix(root).unwrap().to_owned();
        files(root).into_iter().map(relative).collect()
    };
    assert_eq!(names(&first), names(&second));
    assert_eq!(names(&first).len(), 3 + 3 * 4);
    for name in names(&first) {
        let bytes = fs::read(first.join(&name)).unwrap();
        assert_eq!(bytes, fs::read(second.join(&name)).unwrap(), "{name:?}");
        if name.extension().is_some_and(|e| e == "parquet") {
            for word in ["parquet-rs", "arrow", "ARROW", "60."] {
                let found = bytes.windows(word.len()).any(|w| w == word.as_bytes());
                assert!(!found, "{name:?} holds {word}");
            }
        }
    }
}

#[test]
fn a_killed_run_keeps_its_finished_parts() {
    let temporary = TempDir::new().unwrap();
    let root = temporary.path().join("run");
    let folder = RunFolder::create(&at(&root, Existing::Refuse), info(), SCENARIO).unwrap();
    let mut recorder = Recorder::with_limits(folder, short()).unwrap();
    walk(60, 150, &mut recorder);
    // The part that is filling is lost with the program.
    drop(recorder);
    // So is one whose trajectories were not whole.
    let lost = part_path(&root.join("trajectories"), 2);
    fs::rename(&lost, unfinished(&lost)).unwrap();

    let recording = Recording::open(&root).unwrap();
    assert_eq!(recording.info().status, Status::Running);
    assert_eq!(recording.parts(), 2);
    assert!(recording.tail_missing());
    let mut seen = Seen::default();
    recording.replay(&mut seen).unwrap();
    let live = live();
    assert_eq!(seen.calls, live.calls[..seen.calls.len()]);
    assert_eq!(recording.part(0).unwrap().len(), 41);
    assert_eq!(recording.part(1).unwrap().len(), 40);

    let refused = RunFolder::create(&at(&root, Existing::Refuse), info(), SCENARIO);
    assert!(matches!(refused, Err(RecordError::Taken { .. })));
    let folder = RunFolder::create(&at(&root, Existing::Replace), info(), SCENARIO).unwrap();
    assert_eq!(files(&root).len(), 2, "only run.json and scenario.ron");
    let recorder = Recorder::new(folder).unwrap();
    let mut folder = recorder.finish().unwrap();
    folder.set_status(Status::Complete).unwrap();
}

#[test]
fn a_part_in_the_middle_that_is_gone_is_said() {
    let temporary = TempDir::new().unwrap();
    let root = temporary.path().join("run");
    recorded(&root);
    fs::remove_file(part_path(&root.join("events"), 1)).unwrap();
    let recording = Recording::open(&root).unwrap();
    assert_eq!((recording.parts(), recording.tail_missing()), (1, true));
}

#[test]
fn parts_end_after_their_time_or_rows() {
    let temporary = TempDir::new().unwrap();
    let root = temporary.path().join("run");
    let folder = RunFolder::create(&at(&root, Existing::Refuse), info(), SCENARIO).unwrap();
    let limits = Limits {
        span_ms: 3_600_000,
        rows: 600,
    };
    let mut recorder = Recorder::with_limits(folder, limits).unwrap();
    walk(60, 25, &mut recorder);
    recorder.finish().unwrap();
    let recording = Recording::open(&root).unwrap();
    let frames: Vec<usize> = (0..recording.parts())
        .map(|part| recording.part(part).unwrap().len())
        .collect();
    assert_eq!(frames, [11, 10, 4]);
}

/// The bytes a person and frame costs in an hour of 1,500 people of whom three
/// in four walk.
#[test]
fn a_walking_person_costs_less_than_four_bytes_a_frame() {
    let temporary = TempDir::new().unwrap();
    let root = temporary.path().join("run");
    let folder = RunFolder::create(&at(&root, Existing::Refuse), info(), SCENARIO).unwrap();
    let mut recorder = Recorder::new(folder).unwrap();
    let (people, frames) = (1500, 360);
    walk(people, frames, &mut recorder);
    recorder.finish().unwrap();
    let bytes: u64 = files(&root.join("trajectories"))
        .iter()
        .map(|path| path.metadata().unwrap().len())
        .sum();
    let rows = f64::from(people * 3 / 4 * frames);
    let each = bytes as f64 / rows;
    println!("{each:.2} bytes a walking person and frame");
    assert!(each < 4.0, "{each}");
}

/// Blocks the place where a part would be written with a link to a device that
/// is always full.
#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told_and_finished_parts_stay() {
    let temporary = TempDir::new().unwrap();
    let root = temporary.path().join("run");
    let folder = RunFolder::create(&at(&root, Existing::Refuse), info(), SCENARIO).unwrap();
    let mut recorder = Recorder::with_limits(folder, short()).unwrap();
    let blocked = part_path(&root.join("trajectories"), 1);
    std::os::unix::fs::symlink("/dev/full", unfinished(&blocked)).unwrap();
    walk(60, 150, &mut recorder);
    let error = recorder.finish().unwrap_err();
    assert!(matches!(error, RecordError::Write { .. }), "{error:?}");
    assert!(!error.is_usage());
    assert!(error.to_string().ends_with("the disk is full"), "{error}");
    assert_eq!(read_info(&root).unwrap().status, Status::Failed);
    let recording = Recording::open(&root).unwrap();
    assert_eq!((recording.parts(), recording.tail_missing()), (1, true));
    assert!(!unfinished(&blocked).exists());
}

#[test]
fn a_failure_can_be_seen_while_the_run_goes_on() {
    let temporary = TempDir::new().unwrap();
    let root = temporary.path().join("run");
    let folder = RunFolder::create(&at(&root, Existing::Refuse), info(), SCENARIO).unwrap();
    let mut recorder = Recorder::with_limits(folder, short()).unwrap();
    fs::remove_dir_all(root.join("series")).unwrap();
    walk(60, 100, &mut recorder);
    while recorder.failed().is_none() {
        std::thread::yield_now();
    }
    recorder.start(&crate::sim::Roster::default());
    assert!(recorder.finish().is_err());
}

#[test]
fn unfit_places_for_a_folder_are_refused() {
    let temporary = TempDir::new().unwrap();
    let file = temporary.path().join("file");
    fs::write(&file, "x").unwrap();
    let inside = RunFolder::create(&at(&file.join("run"), Existing::Refuse), info(), SCENARIO);
    assert!(matches!(inside, Err(RecordError::Write { .. })));
    let error = RunFolder::create(&at(&file, Existing::Replace), info(), SCENARIO).unwrap_err();
    assert!(matches!(error, RecordError::NotOurs { .. }));
    assert!(error.is_usage());
    assert_eq!(fs::read_to_string(&file).unwrap(), "x");
}

#[test]
fn replacing_spares_what_is_not_ours() {
    let temporary = TempDir::new().unwrap();
    let foreign = temporary.path().join("foreign");
    fs::create_dir(&foreign).unwrap();
    fs::write(foreign.join("run.json"), "{\"name\": \"somebody else's\"}").unwrap();
    assert!(!is_run_folder(&foreign));
    let refused = RunFolder::create(&at(&foreign, Existing::Replace), info(), SCENARIO);
    assert!(matches!(refused, Err(RecordError::NotOurs { .. })));
    assert_eq!(files(&foreign).len(), 1);

    let ours = temporary.path().join("ours");
    let folder = recorded(&ours);
    folder.write_metrics("{}").unwrap();
    folder.write_report("<p>").unwrap();
    let kept = [ours.join("notes.txt"), ours.join("events/mine.csv")];
    for path in &kept {
        fs::write(path, "keep").unwrap();
    }
    RunFolder::create(&at(&ours, Existing::Replace), info(), SCENARIO).unwrap();
    let left = files(&ours);
    assert!(kept.iter().all(|path| left.contains(path)), "{left:?}");
    assert_eq!(left.len(), 4, "{left:?}");
}

#[test]
fn folders_are_named_after_their_run_and_numbered() {
    let temporary = TempDir::new().unwrap();
    let under = Destination::Under(temporary.path().join("runs"));
    let names: Vec<String> = (0..3)
        .map(|_| {
            let folder = RunFolder::create(&under, info(), SCENARIO).unwrap();
            let name = folder.path().file_name().unwrap();
            name.to_str().unwrap().to_owned()
        })
        .collect();
    let first = "尖山-ceremony-trial-B-7";
    assert_eq!(names, [first, &format!("{first}-2"), &format!("{first}-3")]);
}

#[test]
fn names_of_folders_are_safe() {
    use super::folder::folder_name;
    assert_eq!(folder_name("../../etc", None, 1), "etc-1");
    assert_eq!(folder_name("a:b*c?\n\"", Some("x/y"), 2), "a-b-c-x-y-2");
    assert_eq!(folder_name("", Some("..."), 3), "run-run-3");
    let long = folder_name(&"山".repeat(500), Some(&"p".repeat(500)), u64::MAX);
    assert!(long.len() <= 120, "{}", long.len());
    for part in PART_FOLDERS {
        assert!(!part.is_empty());
    }
}

#[test]
fn a_failure_is_told_even_where_nothing_new_can_be_written() {
    let scratch = TempDir::new().unwrap();
    let root = scratch.path().join("run");
    let mut folder = RunFolder::create(&at(&root, Existing::Refuse), info(), SCENARIO).unwrap();
    // A folder stands where the new run.json would be written.
    fs::create_dir(unfinished(&root.join("run.json"))).unwrap();
    assert!(folder.set_status(Status::Failed).is_err());
    folder.set_failed();
    assert_eq!(read_info(&root).unwrap().status, Status::Failed);
}
