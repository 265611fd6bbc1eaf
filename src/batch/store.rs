//! The store: a folder a run, named by the hash of everything the run hangs on.
//!
//! A run is written beside its place and renamed into it, so that it is there
//! whole or not at all, whoever is killed and however many machines write into one
//! folder. Whatever cannot be read again counts as not there.

use std::fs;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::analysis::metrics::Metrics;
use crate::record::RecordError;

use super::tables::RUNS_FILE;

/// The study as it was read.
pub const STUDY_FILE: &str = "study.ron";
/// The scenario as it was read.
pub const SCENARIO_FILE: &str = "scenario.ron";
/// What the study says.
pub const FINDINGS_FILE: &str = "variants.json";
/// The report.
pub const REPORT_FILE: &str = "report.html";
/// Folder of the runs that are kept with their recording.
pub const RECORDINGS: &str = "recordings";
/// Folder of the runs.
const RUNS: &str = "runs";
/// What a run hangs on.
const RUN_FILE: &str = "run.json";
/// Its numbers.
const METRICS_FILE: &str = "metrics.json";
/// What it cost, which is no result.
const COST_FILE: &str = "performance.json";
/// Hexadecimal digits of a run's name: 128 bits.
const DIGITS: usize = 32;

/// Everything the bytes of a run hang on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunKey {
    /// BLAKE3 of the canonical scenario, changes included.
    pub scenario_hash: String,
    /// Plan.
    pub plan: Option<String>,
    /// Seed.
    pub seed: u64,
    /// Model.
    pub model: String,
    /// Time step \[s\].
    pub dt_s: f64,
    /// Time of day at which the run starts \[s\].
    pub from_s: f64,
    /// Its length at most \[s\]; none: to the scenario's end.
    pub until_s: Option<f64>,
    /// BLAKE3 of the canonical orders given during the run; none if there are none, as
    /// in every study so far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub orders_hash: Option<String>,
    /// Revision of the engine.
    pub engine_revision: u32,
    /// Revision of how metrics are computed.
    pub metrics_revision: u32,
}

impl RunKey {
    /// The text of `run.json`.
    fn text(&self) -> String {
        let mut text =
            serde_json::to_string_pretty(self).expect("plain numbers and texts become JSON");
        text.push('\n');
        text
    }

    /// The name of the run.
    #[must_use]
    pub fn name(&self) -> String {
        let text = serde_json::to_string(self).expect("plain numbers and texts become JSON");
        let hash = blake3::hash(text.as_bytes()).to_hex();
        hash.as_str()[..DIGITS].to_owned()
    }
}

/// The folder of a study.
#[derive(Clone, Debug)]
pub struct Store {
    root: PathBuf,
}

impl Store {
    /// Opens a folder, and makes it if it is not there.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn open(root: &Path) -> Result<Self, RecordError> {
        let runs = root.join(RUNS);
        fs::create_dir_all(&runs).map_err(|error| cannot_write(&runs, error))?;
        Ok(Self {
            root: root.to_owned(),
        })
    }

    /// The store of a folder in which there are runs; none if there is nothing.
    #[must_use]
    pub fn existing(root: &Path) -> Option<Self> {
        root.join(RUNS).is_dir().then(|| Self {
            root: root.to_owned(),
        })
    }

    /// Whether a folder may hold a study: it is not there, or nothing is in it that no
    /// study puts there.
    #[must_use]
    pub fn may_be(root: &Path) -> bool {
        let files = [
            STUDY_FILE,
            SCENARIO_FILE,
            FINDINGS_FILE,
            RUNS_FILE,
            REPORT_FILE,
        ];
        let folders = [RUNS, RECORDINGS];
        fs::read_dir(root).map_or(true, |entries| {
            entries.flatten().all(|entry| {
                let name = entry.file_name().to_string_lossy().into_owned();
                files.contains(&&*name) || folders.contains(&&*name) || name.starts_with('.')
            })
        })
    }

    /// Takes away what another study, or this one before a change, has found.
    ///
    /// # Errors
    /// If it cannot be removed.
    pub fn forget_findings(&self) -> Result<(), RecordError> {
        for name in [FINDINGS_FILE, RUNS_FILE, REPORT_FILE] {
            let path = self.root.join(name);
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(cannot_write(&path, error));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Puts a file into the folder, whole or not at all, whoever else writes there at
    /// the same time.
    ///
    /// # Errors
    /// If it cannot be written; what was there then stays.
    pub fn put(&self, name: &str, bytes: &[u8]) -> Result<(), RecordError> {
        let place = self.root.join(name);
        let beside = self.root.join(aside(name));
        let written = write_synced(&beside, bytes).and_then(|()| fs::rename(&beside, &place));
        if written.is_err() {
            fs::remove_file(&beside).ok();
        }
        written.map_err(|error| cannot_write(&place, error))
    }

    pub(super) fn folder(&self, key: &RunKey) -> PathBuf {
        self.root.join(RUNS).join(key.name())
    }

    /// The metrics of a run; none if it is not there, or not whole.
    #[must_use]
    pub fn load(&self, key: &RunKey) -> Option<Value> {
        serde_json::to_value(self.metrics(key)?).ok()
    }

    /// The same, not yet taken apart.
    #[must_use]
    pub fn metrics(&self, key: &RunKey) -> Option<Metrics> {
        let folder = self.folder(key);
        // Equal names of different runs do not happen; if they did, it would show.
        if fs::read_to_string(folder.join(RUN_FILE)).ok()? != key.text() {
            return None;
        }
        let text = fs::read_to_string(folder.join(METRICS_FILE)).ok()?;
        Metrics::from_json(&text).ok()
    }

    /// Why a run that was there cannot be read: its folder has vanished, the disk
    /// refuses, or what is in it is not whole.
    #[must_use]
    pub fn lost(&self, key: &RunKey) -> RecordError {
        let folder = self.folder(key);
        for name in [RUN_FILE, METRICS_FILE] {
            let path = folder.join(name);
            if let Err(error) = fs::read(&path) {
                return RecordError::Read {
                    path,
                    source: Arc::new(error),
                };
            }
        }
        RecordError::Malformed {
            path: folder,
            message: "the run is not whole".to_owned(),
        }
    }

    /// How long a run took on the machine that ran it \[s\]; none if it is not there.
    #[must_use]
    pub fn wall_s(&self, key: &RunKey) -> Option<f64> {
        let text = fs::read_to_string(self.folder(key).join(COST_FILE)).ok()?;
        let cost: Cost = serde_json::from_str(&text).ok()?;
        Some(cost.wall_s)
    }

    /// Keeps a run, and apart from it how long it took \[s\]. If somebody else has
    /// meanwhile, theirs stays: it has the same bytes.
    ///
    /// # Errors
    /// If it cannot be written; nothing of it is then left.
    pub fn save(&self, key: &RunKey, metrics: &Metrics, wall_s: f64) -> Result<(), RecordError> {
        let place = self.folder(key);
        let beside = self.root.join(RUNS).join(aside(&key.name()));
        let written = write_run(&beside, key, metrics, wall_s).and_then(|()| {
            match fs::rename(&beside, &place) {
                Ok(()) => Ok(()),
                Err(_) if self.load(key).is_some() => fs::remove_dir_all(&beside),
                // What is there is not whole, as after a power cut: it makes room.
                Err(_) => {
                    let bad = self.root.join(RUNS).join(aside(&key.name()));
                    fs::rename(&place, &bad)?;
                    fs::rename(&beside, &place)
                }
            }
        });
        if written.is_err() {
            fs::remove_dir_all(&beside).ok();
        }
        written.map_err(|error| cannot_write(&place, error))
    }
}

/// A name beside the one that something gets when it is whole, which nobody else
/// takes: not another thread, process or machine.
#[must_use]
pub fn aside(name: &str) -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    // Keyed by the system's random numbers, anew in each process.
    let chance = RandomState::new().build_hasher().finish();
    format!(".{name}.{}.{number}.{chance:016x}", std::process::id())
}

fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// What a run cost.
#[derive(Serialize, Deserialize)]
struct Cost {
    wall_s: f64,
}

/// The text of a run's numbers, what it cost left out.
#[must_use]
pub fn numbers_text(metrics: &Metrics) -> String {
    let kept = Metrics {
        performance: None,
        ..metrics.clone()
    };
    kept.to_json()
}

fn write_run(folder: &Path, key: &RunKey, metrics: &Metrics, wall_s: f64) -> io::Result<()> {
    fs::create_dir(folder)?;
    fs::write(folder.join(RUN_FILE), key.text())?;
    fs::write(folder.join(METRICS_FILE), numbers_text(metrics))?;
    let cost = serde_json::to_string(&Cost { wall_s })?;
    fs::write(folder.join(COST_FILE), cost + "\n")
}

/// A file or folder could not be written.
#[must_use]
pub fn cannot_write(path: &Path, error: io::Error) -> RecordError {
    RecordError::Write {
        path: path.to_owned(),
        source: Arc::new(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_that_has_vanished_is_a_file_that_cannot_be_read() {
        let at = tempfile::tempdir().expect("a folder");
        let store = Store::open(&at.path().join("study")).expect("it can be made");
        let key = RunKey {
            scenario_hash: "s".to_owned(),
            plan: None,
            seed: 1,
            model: "csx".to_owned(),
            dt_s: 0.1,
            from_s: 0.0,
            until_s: None,
            orders_hash: None,
            engine_revision: 1,
            metrics_revision: 1,
        };
        let is_read = |error: &RecordError| matches!(error, RecordError::Read { .. });
        assert!(is_read(&store.lost(&key)));
        let folder = store.folder(&key);
        fs::create_dir(&folder).expect("it can be made");
        fs::write(folder.join(RUN_FILE), key.text()).expect("it can be written");
        assert!(is_read(&store.lost(&key)), "its numbers are not there");
        // All of it is there, and is no run: that is another matter.
        fs::write(folder.join(METRICS_FILE), "{").expect("it can be written");
        assert!(matches!(store.lost(&key), RecordError::Malformed { .. }));
        fs::rename(store.root(), at.path().join("elsewhere")).expect("it can be moved");
        assert!(is_read(&store.lost(&key)));
    }
}
