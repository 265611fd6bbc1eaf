//! `runs.parquet`: a row a run, with everything it measured.
//!
//! Columns: variant, window, replication u32, seed u64, run (its folder's name),
//! outcome, and every number of `metrics.json` by its path, null where a run has
//! none; nothing of what it cost. Rows stand by replication, variant and window.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, RecordBatch, StringArray, UInt32Array, UInt64Array};
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use serde_json::Value;

use crate::record::RecordError;

use super::metric;
use super::runner::{Job, Runner};
use super::store::{self, aside};

/// The file.
pub const RUNS_FILE: &str = "runs.parquet";
/// Rows of a group: so many runs are in memory at a time.
const GROUP: usize = 1_000;

/// Writes the table of some runs, whole or not at all.
///
/// # Errors
/// If a run cannot be read again, or the table not be written.
pub fn write(runner: &Runner<'_>, runs: &[Job]) -> Result<(), RecordError> {
    let place = runner.store.root().join(RUNS_FILE);
    let beside = place.with_file_name(aside(RUNS_FILE));
    let written = write_to(&beside, runner, runs).and_then(|()| {
        std::fs::rename(&beside, &place).map_err(|error| store::cannot_write(&place, error))
    });
    if written.is_err() {
        std::fs::remove_file(&beside).ok();
    }
    written
}

fn load(runner: &Runner<'_>, job: Job) -> Result<Value, RecordError> {
    let key = runner.key(job);
    let metrics = runner.store.load(&key);
    metrics.ok_or_else(|| runner.store.lost(&key))
}

fn write_to(path: &Path, runner: &Runner<'_>, runs: &[Job]) -> Result<(), RecordError> {
    // Which numbers there are depends on the runs: incidents may be drawn.
    let mut names = BTreeSet::new();
    for &job in runs {
        let numbers = metric::numbers(&load(runner, job)?);
        names.extend(numbers.into_iter().map(|(name, _)| name));
    }
    let schema = Arc::new(schema(&names));
    let file = File::create(path).map_err(|error| store::cannot_write(path, error))?;
    let table = |message: String| RecordError::Table {
        path: path.to_owned(),
        message,
    };
    let properties = WriterProperties::builder()
        .set_created_by("muster".to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .build();
    let mut writer = ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties))
        .map_err(|error| table(error.to_string()))?;
    for group in runs.chunks(GROUP) {
        let columns = columns(runner, group, &names)?;
        let batch = RecordBatch::try_new(Arc::clone(&schema), columns);
        let batch = batch.map_err(|error| table(error.to_string()))?;
        writer
            .write(&batch)
            .and_then(|()| writer.flush())
            .map_err(|error| table(error.to_string()))?;
    }
    let file = writer
        .into_inner()
        .map_err(|error| table(error.to_string()))?;
    file.sync_all()
        .map_err(|error| store::cannot_write(path, error))
}

fn schema(names: &BTreeSet<String>) -> Schema {
    let mut fields = vec![
        Field::new("variant", DataType::Utf8, false),
        Field::new("window", DataType::Utf8, false),
        Field::new("replication", DataType::UInt32, false),
        Field::new("seed", DataType::UInt64, false),
        Field::new("run", DataType::Utf8, false),
        Field::new("outcome", DataType::Utf8, false),
    ];
    let number = |name: &String| Field::new(name, DataType::Float64, true);
    fields.extend(names.iter().map(number));
    Schema::new(fields)
}

fn columns(
    runner: &Runner<'_>,
    group: &[Job],
    names: &BTreeSet<String>,
) -> Result<Vec<ArrayRef>, RecordError> {
    let matrix = runner.matrix;
    let mut numbers: Vec<Vec<Option<f64>>> = vec![Vec::with_capacity(group.len()); names.len()];
    let mut outcomes = Vec::with_capacity(group.len());
    for &job in group {
        let metrics = load(runner, job)?;
        outcomes.push(metrics["outcome"].as_str().unwrap_or_default().to_owned());
        let own: std::collections::BTreeMap<String, Option<f64>> =
            metric::numbers(&metrics).into_iter().collect();
        for (column, name) in numbers.iter_mut().zip(names) {
            column.push(own.get(name).copied().flatten());
        }
    }
    let jobs = || group.iter();
    let variants = jobs().map(|job| matrix.variants[job.variant].id.as_str());
    let windows = jobs().map(|job| matrix.windows[job.window].id.as_str());
    let replications = jobs().map(|job| job.replication);
    let seeds = jobs().map(|job| runner.key(*job).seed);
    let runs = jobs().map(|job| runner.key(*job).name());
    let mut columns: Vec<ArrayRef> = vec![
        Arc::new(StringArray::from_iter_values(variants)),
        Arc::new(StringArray::from_iter_values(windows)),
        Arc::new(UInt32Array::from_iter_values(replications)),
        Arc::new(UInt64Array::from_iter_values(seeds)),
        Arc::new(StringArray::from_iter_values(runs)),
        Arc::new(StringArray::from_iter_values(outcomes)),
    ];
    for column in numbers {
        columns.push(Arc::new(Float64Array::from(column)));
    }
    Ok(columns)
}
