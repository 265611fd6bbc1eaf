//! The folder of a run: its name, its documents, replacing it safely.

use std::fs;
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::files::{remove_if_there, unfinished, write_whole};
use super::{Names, RecordError};
use crate::model::{Parameters, Scenario, Time};

/// The file that says which run a folder holds.
pub const RUN_FILE: &str = "run.json";
/// The scenario as it was read.
pub const SCENARIO_FILE: &str = "scenario.ron";
/// Orders given from outside, if there were any.
pub const ORDERS_FILE: &str = "orders.ron";
/// Everyone who may appear.
pub const AGENTS_FILE: &str = "agents.parquet";
/// The numbers of the run.
pub const METRICS_FILE: &str = "metrics.json";
/// The report.
pub const REPORT_FILE: &str = "report.html";
/// The folders that hold parts.
pub const PART_FOLDERS: [&str; 3] = ["trajectories", "events", "series"];

/// Longest name of a folder without its number [bytes]; file systems allow
/// 255.
const NAME_LIMIT: usize = 120;

/// How far a run has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It goes on, or was killed.
    Running,
    /// It came to its end.
    Complete,
    /// It was interrupted; what was done is kept.
    Interrupted,
    /// Writing failed; finished parts are kept.
    Failed,
}

/// `run.json`: which run a folder holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunInfo {
    /// Version of Muster.
    pub version: String,
    /// Revision of the engine: runs of one revision give the same bytes.
    pub engine_revision: u32,
    /// Name of the scenario.
    pub scenario: String,
    /// BLAKE3 of the scenario's text, in hexadecimal.
    pub scenario_hash: String,
    /// Plan.
    pub plan: Option<String>,
    /// Seed.
    pub seed: u64,
    /// Model.
    pub model: String,
    /// Time step \[s\].
    pub dt_s: f64,
    /// Time between frames \[s\].
    pub frame_dt_s: f64,
    /// How far the run has come.
    pub status: Status,
    /// Time of day at which the run starts.
    pub from: Time,
    /// Longest simulated time asked for \[s\]; none: to the scenario's end.
    pub until_s: Option<f64>,
    /// Simulated time when it was closed \[s\]; none until then.
    #[serde(default)]
    pub ran_s: Option<f64>,
    /// BLAKE3 of `orders.ron`, in hexadecimal; none if no orders were given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub orders_hash: Option<String>,
    /// Parts of the recording; none until it is closed, 0 without recording.
    #[serde(default)]
    pub parts: Option<u32>,
    /// Parameters of the models.
    pub parameters: Parameters,
    /// What the indices and ids of the recording stand for.
    pub names: Names,
}

impl RunInfo {
    /// What can be said of a run from its scenario; plan, seed, start and the
    /// rest are as the scenario's own `run` section has them and can be set
    /// afterwards. `text` is the scenario as it was read.
    #[must_use]
    pub fn of(scenario: &Scenario, text: &str, engine_revision: u32) -> Self {
        let first = scenario.plans.first().map(|plan| plan.id.clone());
        Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            engine_revision,
            scenario: scenario.name.clone(),
            scenario_hash: blake3::hash(text.as_bytes()).to_hex().to_string(),
            plan: scenario.run.plan.clone().or(first),
            seed: scenario.run.seed,
            model: scenario.parameters.model.key().to_owned(),
            dt_s: scenario.run.dt_s,
            frame_dt_s: scenario.run.frame_dt_s,
            status: Status::Running,
            from: scenario.run.start,
            until_s: None,
            ran_s: None,
            orders_hash: None,
            parts: None,
            parameters: scenario.parameters,
            names: Names::of(scenario),
        }
    }
}

/// What to do if a named folder exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// Refuse it.
    Refuse,
    /// Replace it if it is the folder of a run.
    Replace,
}

/// Where a run's folder goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A new folder named `NAME-PLAN-SEED` in this one; with `-2`, `-3`, … if
    /// taken.
    Under(PathBuf),
    /// This folder.
    At(PathBuf, Existing),
}

/// A run's folder, open for writing.
#[derive(Clone, Debug)]
pub struct RunFolder {
    path: PathBuf,
    info: RunInfo,
}

impl RunFolder {
    /// Creates the folder, with `run.json` and `scenario.ron` in it. Folders
    /// above it are created as needed.
    ///
    /// # Errors
    /// [`RecordError::Taken`] and [`RecordError::NotOurs`] if a named folder
    /// exists and may not be replaced, [`RecordError::Write`] if the disk
    /// refuses.
    pub fn create(
        destination: &Destination,
        info: RunInfo,
        scenario_text: &str,
    ) -> Result<Self, RecordError> {
        let path = match destination {
            Destination::Under(parent) => {
                let name = folder_name(&info.scenario, info.plan.as_deref(), info.seed);
                create_numbered(parent, &name)?
            }
            Destination::At(path, existing) => {
                claim(path, *existing)?;
                path.clone()
            }
        };
        let mut folder = Self { path, info };
        folder.write_info()?;
        let written = folder.write_text(SCENARIO_FILE, scenario_text);
        if written.is_err() {
            folder.set_failed();
        }
        written.map(|()| folder)
    }

    /// The folder of a run that is there, to write its results again.
    #[must_use]
    pub fn reopen(path: &Path, info: RunInfo) -> Self {
        Self {
            path: path.to_owned(),
            info,
        }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Which run it holds.
    #[must_use]
    pub fn info(&self) -> &RunInfo {
        &self.info
    }

    /// Says how far the run has come, in `run.json`.
    ///
    /// # Errors
    /// [`RecordError::Write`] if the disk refuses.
    pub fn set_status(&mut self, status: Status) -> Result<(), RecordError> {
        self.info.status = status;
        self.write_info()
    }

    /// Says in `run.json` that writing failed, as far as the disk allows: where
    /// nothing new can be written (it is full, or the folder read-only) the
    /// word in the file that is there is replaced, which needs no room.
    pub fn set_failed(&mut self) {
        if self.set_status(Status::Failed).is_err() {
            // There is nobody left to tell if even this is refused: the
            // failure that led here is told already.
            overwrite_running(&self.path.join(RUN_FILE)).ok();
        }
    }

    /// Notes how long the run went on \[s, simulated\]; it is written with the
    /// status.
    pub fn set_ran(&mut self, ran_s: f64) {
        self.info.ran_s = Some(ran_s);
    }

    pub(super) fn set_parts(&mut self, parts: u32) {
        self.info.parts = Some(parts);
    }

    /// Writes `metrics.json`.
    ///
    /// # Errors
    /// [`RecordError::Write`] if the disk refuses.
    pub fn write_metrics(&self, json: &str) -> Result<(), RecordError> {
        self.write_text(METRICS_FILE, json)
    }

    /// Writes `report.html`.
    ///
    /// # Errors
    /// [`RecordError::Write`] if the disk refuses.
    pub fn write_report(&self, html: &str) -> Result<(), RecordError> {
        self.write_text(REPORT_FILE, html)
    }

    /// Writes `orders.ron`, and notes in `run.json` which orders they are.
    ///
    /// # Errors
    /// [`RecordError::Write`] if the disk refuses.
    pub fn write_orders(&mut self, ron: &str) -> Result<(), RecordError> {
        self.write_text(ORDERS_FILE, ron)?;
        self.info.orders_hash = Some(blake3::hash(ron.as_bytes()).to_hex().to_string());
        self.write_info()
    }

    fn write_info(&self) -> Result<(), RecordError> {
        let path = self.path.join(RUN_FILE);
        let mut json =
            serde_json::to_string_pretty(&self.info).map_err(|error| RecordError::Table {
                path: path.clone(),
                message: error.to_string(),
            })?;
        json.push('\n');
        write_whole(&path, json.as_bytes())
    }

    fn write_text(&self, name: &str, text: &str) -> Result<(), RecordError> {
        write_whole(&self.path.join(name), text.as_bytes())
    }
}

/// Replaces `"running"` in a `run.json` by `"failed"` and a space.
fn overwrite_running(path: &Path) -> io::Result<()> {
    let (running, failed) = (b"\"status\": \"running\"", b"\"status\": \"failed\" ");
    let text = fs::read(path)?;
    let Some(at) = text.windows(running.len()).position(|part| part == running) else {
        return Ok(());
    };
    let mut file = fs::OpenOptions::new().write(true).open(path)?;
    file.seek(SeekFrom::Start(at as u64))?;
    file.write_all(failed)?;
    file.sync_all()
}

/// The name of a run's folder: scenario, plan and seed, with whatever file
/// systems mind replaced by `-`. Letters and digits of every script stay.
#[must_use]
pub fn folder_name(scenario: &str, plan: Option<&str>, seed: u64) -> String {
    let tail = match plan {
        Some(plan) => format!("-{}-{seed}", safe(plan, NAME_LIMIT / 3)),
        None => format!("-{seed}"),
    };
    safe(scenario, NAME_LIMIT - tail.len()) + &tail
}

/// `text` with runs of anything but letters, digits, `_` and `.` replaced by a
/// single `-`, no `-` or `.` at its ends, at most `limit` bytes long, `run` if
/// nothing is left.
fn safe(text: &str, limit: usize) -> String {
    let mut name = String::new();
    for c in text.chars() {
        let c = if c.is_alphanumeric() || c == '_' || c == '.' {
            c
        } else {
            '-'
        };
        if c == '-' && (name.is_empty() || name.ends_with('-')) {
            continue;
        }
        if name.len() + c.len_utf8() > limit {
            break;
        }
        name.push(c);
    }
    let name = name.trim_matches(['-', '.']);
    if name.is_empty() {
        "run".to_owned()
    } else {
        name.to_owned()
    }
}

/// Creates the first folder of `NAME`, `NAME-2`, `NAME-3`, … that is not
/// there. Creating decides, so that two runs never take the same one.
fn create_numbered(parent: &Path, name: &str) -> Result<PathBuf, RecordError> {
    fs::create_dir_all(parent).map_err(|error| RecordError::write(parent, error))?;
    let mut path = parent.join(name);
    for number in 2_u32.. {
        match fs::create_dir(&path) {
            Ok(()) => break,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                path = parent.join(format!("{name}-{number}"));
            }
            Err(error) => return Err(RecordError::write(&path, error)),
        }
    }
    Ok(path)
}

/// Creates a named folder, or empties one of ours if that was asked for.
fn claim(path: &Path, existing: Existing) -> Result<(), RecordError> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(|error| RecordError::write(parent, error))?;
    }
    match fs::create_dir(path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            Err(RecordError::write(path, error))
        }
        Err(_) if existing == Existing::Refuse => Err(RecordError::Taken {
            path: path.to_owned(),
        }),
        Err(_) if !is_run_folder(path) => Err(RecordError::NotOurs {
            path: path.to_owned(),
        }),
        Err(_) => clear(path),
    }
}

/// Whether a folder holds a `run.json` of Muster, of this version or another.
#[must_use]
pub fn is_run_folder(path: &Path) -> bool {
    let Ok(text) = fs::read_to_string(path.join(RUN_FILE)) else {
        return false;
    };
    serde_json::from_str::<serde_json::Value>(&text).is_ok_and(|value| {
        ["version", "engine_revision", "scenario_hash", "status"]
            .iter()
            .all(|key| value.get(key).is_some())
    })
}

/// Removes what a run wrote and nothing else: whatever somebody put beside it
/// stays. `run.json` stays too, until it is replaced, so that a folder whose
/// replacing was cut short is still ours.
fn clear(path: &Path) -> Result<(), RecordError> {
    let remove = |file: PathBuf| {
        for file in [unfinished(&file), file] {
            remove_if_there(&file).map_err(|error| RecordError::write(&file, error))?;
        }
        Ok(())
    };
    for name in PART_FOLDERS {
        let folder = path.join(name);
        for part in part_files(&folder)? {
            remove(part)?;
        }
        // Fails if it is not there, or if somebody else's files are in it.
        fs::remove_dir(&folder).ok();
    }
    for name in [
        REPORT_FILE,
        METRICS_FILE,
        AGENTS_FILE,
        ORDERS_FILE,
        SCENARIO_FILE,
    ] {
        remove(path.join(name))?;
    }
    Ok(())
}

/// The files `part-NNNN.parquet` that a folder holds, finished or not, by
/// their finished names, in order of number; none if it is not there.
fn part_files(folder: &Path) -> Result<Vec<PathBuf>, RecordError> {
    let mut numbers = part_numbers(folder, |name| {
        part_number(name).or_else(|| part_number(name.strip_suffix(".tmp")?))
    })?;
    numbers.dedup();
    Ok(numbers.into_iter().map(|n| part_path(folder, n)).collect())
}

/// The numbers of the finished parts in a folder, in order.
pub(super) fn finished_parts(folder: &Path) -> Result<Vec<u32>, RecordError> {
    part_numbers(folder, part_number)
}

fn part_numbers(
    folder: &Path,
    number: impl Fn(&str) -> Option<u32>,
) -> Result<Vec<u32>, RecordError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(RecordError::read(folder, error)),
    };
    let mut numbers = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| RecordError::read(folder, error))?;
        numbers.extend(entry.file_name().to_str().and_then(&number));
    }
    numbers.sort_unstable();
    Ok(numbers)
}

/// Where part `number` stands in one of the [`PART_FOLDERS`].
pub(super) fn part_path(folder: &Path, number: u32) -> PathBuf {
    folder.join(format!("part-{number:04}.parquet"))
}

fn part_number(name: &str) -> Option<u32> {
    let digits = name.strip_prefix("part-")?.strip_suffix(".parquet")?;
    let number = digits.parse().ok()?;
    // Only the name we would have written: no sign, no other leading zeros.
    (format!("{number:04}") == digits).then_some(number)
}
