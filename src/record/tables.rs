//! The tables of a recording: their columns and how they are packed.
//!
//! | File | Columns |
//! |---|---|
//! | `agents.parquet` | id u32, kind, role, unit, profile, group u32, entrance, arrives_ms i64 |
//! | `trajectories/` | frame u32, id u32, x_mm i32, y_mm i32, sheet i8, state u8, cell u16 |
//! | `events/` | t_ms i64, kind, subject, place, detail, frame u32 |
//! | `series/` | t_ms i64, kind, place, value f64, frame u32 |
//!
//! Columns without a type are texts; role, unit, profile, group, entrance,
//! subject and place are null where there is none. `cell` is an index into
//! `names.cells` of `run.json`. Rows of the trajectories stand in order of
//! person, then frame; events and series in the order in which they happened,
//! `frame` being the number of the frame that closed next after them. `series`
//! also holds a row of kind `frame` for every frame, with its number as value
//! and its time, so that a frame with nobody inside is known too.
//!
//! `subject` is the id of a person in digits, or, where nobody in particular
//! is meant, the id of the gate or incident. `detail` is the event's number,
//! written so that reading it gives the same bits.
//!
//! Packing: zstd over `DELTA_BINARY_PACKED` for times, ids and positions,
//! dictionaries for the rest. Measured on random walkers in parts of a minute
//! (two frames a second): 3.4 bytes a person and frame for those who walk
//! steadily, 3.8 for those who change speed and heading all the time; people
//! who stand cost next to nothing. In order of frames it would be 5.
//! `BYTE_STREAM_SPLIT` for positions would be 2.8, but many programs do not
//! read it for whole numbers.

use std::sync::Arc;

use arrow_array::{
    ArrayRef, Float64Array, Int8Array, Int32Array, Int64Array, RecordBatch, StringArray,
    UInt8Array, UInt16Array, UInt32Array,
};
use arrow_schema::{Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::metadata::SortingColumn;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesBuilder};
use parquet::schema::types::ColumnPath;

use super::Names;
use super::part::{Part, Rows};
use crate::sim::{Event, EventKind, Person, PersonKind, Site};

/// Kind of the rows of `series` that name the frames.
pub const FRAME_KIND: &str = "frame";

/// What the files give as their maker: no version, so that the bytes of a
/// recording depend on the run alone.
const MAKER: &str = "muster";

/// Rows of a page. Large, because zstd sees one page at a time; a page of
/// positions is then some 2 MB before packing.
const PAGE_ROWS: usize = 1 << 20;

/// Compression level of zstd: packed deltas hardly shrink at any level, and
/// level 9 takes three times as long for two in a hundred bytes.
const ZSTD_LEVEL: i32 = 1;

/// The people as `agents.parquet`.
pub(super) fn agents(people: &[Person], names: &Names) -> Result<Vec<u8>, ParquetError> {
    let unit = |person: &Person| {
        let (unit, role) = names.units.get(person.unit? as usize)?;
        Some((unit.as_str(), role.as_str()))
    };
    let ids = 0..u32::try_from(people.len()).map_err(|_| too_many("people"))?;
    let kinds = people.iter().map(|person| person_kind(person.kind));
    let roles = people.iter().map(|person| unit(person).map(|unit| unit.1));
    let units = people.iter().map(|person| unit(person).map(|unit| unit.0));
    let profiles = people
        .iter()
        .map(|person| names.profiles.get(person.profile? as usize));
    let entrances = people
        .iter()
        .map(|person| names.place(Site::Exit(person.entrance?)));
    let arrivals = people.iter().map(|person| person.arrives_ms);
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("id", Arc::new(UInt32Array::from_iter_values(ids))),
        ("kind", Arc::new(StringArray::from_iter_values(kinds))),
        ("role", Arc::new(StringArray::from_iter(roles))),
        ("unit", Arc::new(StringArray::from_iter(units))),
        ("profile", Arc::new(StringArray::from_iter(profiles))),
        (
            "group",
            Arc::new(UInt32Array::from_iter(people.iter().map(|p| p.group))),
        ),
        ("entrance", Arc::new(StringArray::from_iter(entrances))),
        (
            "arrives_ms",
            Arc::new(Int64Array::from_iter_values(arrivals)),
        ),
    ];
    pack(columns, delta(packing(), &["id", "arrives_ms"]).build())
}

/// The trajectories of a part.
pub(super) fn trajectories(rows: Rows) -> Result<Vec<u8>, ParquetError> {
    let rows = rows.by_person();
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("frame", Arc::new(UInt32Array::from(rows.frame))),
        ("id", Arc::new(UInt32Array::from(rows.id))),
        ("x_mm", Arc::new(Int32Array::from(rows.x_mm))),
        ("y_mm", Arc::new(Int32Array::from(rows.y_mm))),
        ("sheet", Arc::new(Int8Array::from(rows.sheet))),
        ("state", Arc::new(UInt8Array::from(rows.state))),
        ("cell", Arc::new(UInt16Array::from(rows.cell))),
    ];
    let order = [1, 0].map(|column_idx| SortingColumn {
        column_idx,
        descending: false,
        nulls_first: false,
    });
    let properties = delta(packing(), &["id", "x_mm", "y_mm"])
        .set_sorting_columns(Some(order.to_vec()))
        .build();
    pack(columns, properties)
}

/// The events of a part.
pub(super) fn events(events: &[(u32, Event)], names: &Names) -> Result<Vec<u8>, ParquetError> {
    let happened = || events.iter().map(|(_, event)| event);
    let times = happened().map(|event| event.t_ms);
    let kinds = happened().map(|event| event.kind.key());
    let subjects = happened().map(|event| subject(event, names));
    let places = happened().map(|event| names.place(event.site));
    let details = happened().map(|event| event.value.to_string());
    let frames = events.iter().map(|(frame, _)| *frame);
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("t_ms", Arc::new(Int64Array::from_iter_values(times))),
        ("kind", Arc::new(StringArray::from_iter_values(kinds))),
        ("subject", Arc::new(StringArray::from_iter(subjects))),
        ("place", Arc::new(StringArray::from_iter(places))),
        ("detail", Arc::new(StringArray::from_iter_values(details))),
        ("frame", Arc::new(UInt32Array::from_iter_values(frames))),
    ];
    pack(columns, delta(packing(), &["t_ms", "frame"]).build())
}

/// The series of a part: its samples, and a row a frame. Both stand in order
/// of frame, the samples before the row of the frame.
pub(super) fn series(part: &Part, names: &Names) -> Result<Vec<u8>, ParquetError> {
    let mut rows: Vec<(i64, &str, Option<&str>, f64, u32)> = Vec::new();
    let mut samples = part.samples.iter().peekable();
    let mut sampled_until = |rows: &mut Vec<_>, last: u32| {
        while let Some((frame, sample)) = samples.next_if(|(frame, _)| *frame <= last) {
            let place = names.place(sample.site);
            rows.push((sample.t_ms, sample.kind.key(), place, sample.value, *frame));
        }
    };
    for mark in &part.frames {
        sampled_until(&mut rows, mark.number);
        let value = f64::from(mark.number);
        rows.push((mark.t_ms, FRAME_KIND, None, value, mark.number));
    }
    sampled_until(&mut rows, u32::MAX);
    let columns: Vec<(&str, ArrayRef)> = vec![
        (
            "t_ms",
            Arc::new(Int64Array::from_iter_values(rows.iter().map(|r| r.0))),
        ),
        (
            "kind",
            Arc::new(StringArray::from_iter_values(rows.iter().map(|r| r.1))),
        ),
        (
            "place",
            Arc::new(StringArray::from_iter(rows.iter().map(|r| r.2))),
        ),
        (
            "value",
            Arc::new(Float64Array::from_iter_values(rows.iter().map(|r| r.3))),
        ),
        (
            "frame",
            Arc::new(UInt32Array::from_iter_values(rows.iter().map(|r| r.4))),
        ),
    ];
    pack(columns, delta(packing(), &["t_ms", "frame"]).build())
}

/// The name of a kind of person in recordings.
pub(super) fn person_kind(kind: PersonKind) -> &'static str {
    match kind {
        PersonKind::Visitor => "visitor",
        PersonKind::Staff => "staff",
    }
}

/// Whom or what an event befell.
fn subject(event: &Event, names: &Names) -> Option<String> {
    match event.subject {
        Some(person) => Some(person.to_string()),
        None => thing(event, names).map(str::to_owned),
    }
}

/// The gate or incident an event without a person speaks of. An id of digits
/// alone would be taken for a person and is left out.
pub(super) fn thing<'a>(event: &Event, names: &'a Names) -> Option<&'a str> {
    let id = match event.kind {
        EventKind::GateChanged => names.place(event.site)?,
        // Indices of a list are whole and small; the cast cuts nothing off.
        EventKind::IncidentStarted => names.incidents.get(event.value as usize)?.as_str(),
        _ => return None,
    };
    (!id.bytes().all(|byte| byte.is_ascii_digit())).then_some(id)
}

/// What all tables have in common.
fn packing() -> WriterPropertiesBuilder {
    let zstd = ZstdLevel::try_new(ZSTD_LEVEL).unwrap_or_default();
    WriterProperties::builder()
        .set_created_by(MAKER.to_owned())
        .set_compression(Compression::ZSTD(zstd))
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_offset_index_disabled(true)
        .set_max_row_group_row_count(None)
        .set_data_page_row_count_limit(PAGE_ROWS)
        .set_data_page_size_limit(PAGE_ROWS * 8)
}

/// Columns whose neighbours differ little.
fn delta(mut packing: WriterPropertiesBuilder, columns: &[&str]) -> WriterPropertiesBuilder {
    for column in columns {
        let column = ColumnPath::from(*column);
        packing = packing
            .set_column_dictionary_enabled(column.clone(), false)
            .set_column_encoding(column, Encoding::DELTA_BINARY_PACKED);
    }
    packing
}

/// A table as the bytes of a Parquet file, one row group, no Arrow schema in
/// it (the columns say all there is).
fn pack(
    columns: Vec<(&str, ArrayRef)>,
    properties: WriterProperties,
) -> Result<Vec<u8>, ParquetError> {
    let nullable = [
        "role", "unit", "profile", "group", "entrance", "subject", "place",
    ];
    let fields: Vec<Field> = columns
        .iter()
        .map(|(name, column)| {
            Field::new(*name, column.data_type().clone(), nullable.contains(name))
        })
        .collect();
    let schema = Arc::new(Schema::new(fields));
    let columns = columns.into_iter().map(|(_, column)| column).collect();
    let batch = RecordBatch::try_new(Arc::clone(&schema), columns)?;
    let options = ArrowWriterOptions::new()
        .with_properties(properties)
        .with_skip_arrow_metadata(true)
        .with_schema_root(MAKER.to_owned());
    let mut writer = ArrowWriter::try_new_with_options(Vec::new(), schema, options)?;
    writer.write(&batch)?;
    writer.into_inner()
}

fn too_many(what: &str) -> ParquetError {
    ParquetError::General(format!("too many {what} for a recording"))
}
