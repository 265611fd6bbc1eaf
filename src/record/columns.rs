//! Tables of a recording back into values.

use std::fs::File;
use std::path::Path;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Float64Type, Int8Type, Int32Type, Int64Type, UInt8Type, UInt16Type,
    UInt32Type,
};
use arrow_array::{Array, PrimitiveArray, RecordBatch, StringArray};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

use super::names::index_of;
use super::part::{FrameMark, Rows};
use super::tables::{FRAME_KIND, person_kind, thing};
use super::{Names, RecordError};
use crate::sim::{Event, EventKind, Person, PersonKind, Roster, Sample, SampleKind, Site};
use crate::world::ExitIndex;

/// Rows decoded at a time.
const BATCH_ROWS: usize = 1 << 16;

/// A table that is being read.
struct Table<'a> {
    path: &'a Path,
    batches: ParquetRecordBatchReader,
}

/// Some rows of a table.
struct Batch<'a> {
    path: &'a Path,
    rows: RecordBatch,
}

impl<'a> Table<'a> {
    fn open(path: &'a Path) -> Result<Self, RecordError> {
        Self::begin(path, builder(path)?)
    }

    /// The same with some of its columns only.
    fn open_columns(path: &'a Path, names: &[&str]) -> Result<Self, RecordError> {
        let builder = builder(path)?;
        let mask = ProjectionMask::columns(builder.parquet_schema(), names.iter().copied());
        Self::begin(path, builder.with_projection(mask))
    }

    fn begin(
        path: &'a Path,
        builder: ParquetRecordBatchReaderBuilder<File>,
    ) -> Result<Self, RecordError> {
        let batches = builder
            .with_batch_size(BATCH_ROWS)
            .build()
            .map_err(|error| RecordError::malformed(path, error.to_string()))?;
        Ok(Self { path, batches })
    }
}

/// Opens a file and reads what its end says of it.
fn builder(path: &Path) -> Result<ParquetRecordBatchReaderBuilder<File>, RecordError> {
    let file = File::open(path).map_err(|error| RecordError::read(path, error))?;
    ParquetRecordBatchReaderBuilder::try_new(file)
        .map_err(|error| RecordError::malformed(path, error.to_string()))
}

/// Looks whether a table is whole, as far as its end tells.
pub(super) fn look(path: &Path) -> Result<(), RecordError> {
    builder(path).map(|_| ())
}

impl<'a> Iterator for Table<'a> {
    type Item = Result<Batch<'a>, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        let path = self.path;
        let rows = self.batches.next()?;
        Some(
            rows.map(|rows| Batch { path, rows })
                .map_err(|error| RecordError::malformed(path, error.to_string())),
        )
    }
}

impl Batch<'_> {
    fn len(&self) -> usize {
        self.rows.num_rows()
    }

    fn wrong(&self, message: impl Into<String>) -> RecordError {
        RecordError::malformed(self.path, message)
    }

    /// A column of numbers; nulls are possible.
    fn numbers<T: ArrowPrimitiveType>(
        &self,
        name: &str,
    ) -> Result<&PrimitiveArray<T>, RecordError> {
        self.rows
            .column_by_name(name)
            .and_then(|column| column.as_primitive_opt())
            .ok_or_else(|| self.wrong(format!("it lacks the column {name} of {}", T::DATA_TYPE)))
    }

    /// A column of numbers without nulls.
    fn all<T: ArrowPrimitiveType>(&self, name: &str) -> Result<&[T::Native], RecordError> {
        let column = self.numbers::<T>(name)?;
        if column.null_count() > 0 {
            return Err(self.wrong(format!("its column {name} has gaps")));
        }
        Ok(column.values())
    }

    /// A column of texts.
    fn texts(&self, name: &str) -> Result<&StringArray, RecordError> {
        self.rows
            .column_by_name(name)
            .and_then(|column| column.as_string_opt())
            .ok_or_else(|| self.wrong(format!("it lacks the column {name} of texts")))
    }
}

/// The text in a row; none for null.
fn text(column: &StringArray, row: usize) -> Option<&str> {
    column.is_valid(row).then(|| column.value(row))
}

/// `agents.parquet`.
pub(super) fn roster(path: &Path, names: &Names) -> Result<Roster, RecordError> {
    let units = index_of(names.units.iter().map(|(unit, _)| unit.as_str()));
    let profiles = index_of(names.profiles.iter().map(String::as_str));
    let exits = index_of(names.exits.iter().map(String::as_str));
    let mut people = Vec::new();
    for batch in Table::open(path)? {
        let batch = batch?;
        let known = |index: &std::collections::BTreeMap<&str, u32>, id: Option<&str>| {
            id.map(|id| {
                let found = index.get(id).copied();
                found.ok_or_else(|| batch.wrong(format!("it names {id}, which run.json lacks")))
            })
            .transpose()
        };
        let ids = batch.all::<UInt32Type>("id")?;
        let kinds = batch.texts("kind")?;
        let unit = batch.texts("unit")?;
        let profile = batch.texts("profile")?;
        let group = batch.numbers::<UInt32Type>("group")?;
        let entrance = batch.texts("entrance")?;
        let arrives_ms = batch.all::<Int64Type>("arrives_ms")?;
        for row in 0..batch.len() {
            if ids[row] as usize != people.len() {
                return Err(batch.wrong("its people are not numbered in order"));
            }
            let kind = [PersonKind::Visitor, PersonKind::Staff]
                .into_iter()
                .find(|kind| person_kind(*kind) == kinds.value(row))
                .ok_or_else(|| batch.wrong("it has people of an unknown kind"))?;
            people.push(Person {
                kind,
                unit: known(&units, text(unit, row))?,
                profile: known(&profiles, text(profile, row))?,
                group: group.is_valid(row).then(|| group.value(row)),
                entrance: known(&exits, text(entrance, row))?.map(|exit| ExitIndex(exit as u16)),
                arrives_ms: arrives_ms[row],
            });
        }
    }
    Ok(Roster { people })
}

/// The trajectories of a part, as they stand in the file. Half of the columns
/// are decoded beside the other half.
pub(super) fn rows(path: &Path) -> Result<Rows, RecordError> {
    let (places, states) = rayon::join(
        || -> Result<_, RecordError> {
            let (mut x_mm, mut y_mm, mut id) = (Vec::new(), Vec::new(), Vec::new());
            for batch in Table::open_columns(path, &["x_mm", "y_mm", "id"])? {
                let batch = batch?;
                x_mm.extend_from_slice(batch.all::<Int32Type>("x_mm")?);
                y_mm.extend_from_slice(batch.all::<Int32Type>("y_mm")?);
                id.extend_from_slice(batch.all::<UInt32Type>("id")?);
            }
            Ok((x_mm, y_mm, id))
        },
        || -> Result<_, RecordError> {
            let mut rows = Rows::default();
            for batch in Table::open_columns(path, &["frame", "sheet", "state", "cell"])? {
                let batch = batch?;
                rows.frame
                    .extend_from_slice(batch.all::<UInt32Type>("frame")?);
                rows.sheet
                    .extend_from_slice(batch.all::<Int8Type>("sheet")?);
                rows.state
                    .extend_from_slice(batch.all::<UInt8Type>("state")?);
                rows.cell
                    .extend_from_slice(batch.all::<UInt16Type>("cell")?);
            }
            Ok(rows)
        },
    );
    let (x_mm, y_mm, id) = places?;
    let rows = states?;
    if id.len() != rows.len() {
        return Err(RecordError::malformed(path, "its columns differ in length"));
    }
    Ok(Rows {
        x_mm,
        y_mm,
        id,
        ..rows
    })
}

/// The events of a part, each with the frame that closed after it.
pub(super) fn events(path: &Path, names: &Names) -> Result<Vec<(u32, Event)>, RecordError> {
    let sites = names.sites();
    let mut events = Vec::new();
    for batch in Table::open(path)? {
        let batch = batch?;
        let t_ms = batch.all::<Int64Type>("t_ms")?;
        let kinds = batch.texts("kind")?;
        let subjects = batch.texts("subject")?;
        let places = batch.texts("place")?;
        let details = batch.texts("detail")?;
        let frames = batch.all::<UInt32Type>("frame")?;
        for row in 0..batch.len() {
            let kind = EventKind::ALL
                .into_iter()
                .find(|kind| kind.key() == kinds.value(row));
            let site = site(&sites, text(places, row));
            let value = details.value(row).parse();
            let (Some(kind), Some(site), Ok(value)) = (kind, site, value) else {
                return Err(batch.wrong(format!("its event in row {row} is not known")));
            };
            let mut event = Event {
                t_ms: t_ms[row],
                kind,
                subject: None,
                site,
                value,
            };
            if let Some(subject) = text(subjects, row)
                && thing(&event, names) != Some(subject)
            {
                let person = subject.parse().map_err(|_| {
                    batch.wrong(format!("it speaks of {subject}, which run.json lacks"))
                })?;
                event.subject = Some(person);
            }
            events.push((frames[row], event));
        }
    }
    Ok(events)
}

/// The frames of a part: the rows of its series that name them.
pub(super) fn marks(path: &Path) -> Result<Vec<FrameMark>, RecordError> {
    let mut marks = Vec::new();
    for batch in Table::open_columns(path, &["t_ms", "kind", "frame"])? {
        let batch = batch?;
        let t_ms = batch.all::<Int64Type>("t_ms")?;
        let frames = batch.all::<UInt32Type>("frame")?;
        let kinds = batch.texts("kind")?;
        let rows = (0..batch.len()).filter(|row| kinds.value(*row) == FRAME_KIND);
        marks.extend(rows.map(|row| FrameMark {
            number: frames[row],
            t_ms: t_ms[row],
        }));
    }
    Ok(marks)
}

/// What the series of a part hold: its frames, and its samples, each with the
/// frame that closed after it.
type Series = (Vec<FrameMark>, Vec<(u32, Sample)>);

/// The series of a part.
pub(super) fn series(path: &Path, names: &Names) -> Result<Series, RecordError> {
    let sites = names.sites();
    let mut marks = Vec::new();
    let mut samples = Vec::new();
    for batch in Table::open(path)? {
        let batch = batch?;
        let t_ms = batch.all::<Int64Type>("t_ms")?;
        let kinds = batch.texts("kind")?;
        let places = batch.texts("place")?;
        let values = batch.all::<Float64Type>("value")?;
        let frames = batch.all::<UInt32Type>("frame")?;
        for row in 0..batch.len() {
            let key = kinds.value(row);
            if key == FRAME_KIND {
                marks.push(FrameMark {
                    number: frames[row],
                    t_ms: t_ms[row],
                });
                continue;
            }
            let kind = SampleKind::ALL.into_iter().find(|kind| kind.key() == key);
            let site = site(&sites, text(places, row));
            let (Some(kind), Some(site)) = (kind, site) else {
                return Err(batch.wrong(format!("its sample in row {row} is not known")));
            };
            let sample = Sample {
                t_ms: t_ms[row],
                kind,
                site,
                value: values[row],
            };
            samples.push((frames[row], sample));
        }
    }
    Ok((marks, samples))
}

/// The site of an id; nowhere without one, none if it is not known.
fn site(sites: &std::collections::BTreeMap<&str, Site>, id: Option<&str>) -> Option<Site> {
    id.map_or(Some(Site::None), |id| sites.get(id).copied())
}
