//! One table as a Parquet file, a part of the recording a row group.

use std::path::Path;
use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, Int8Array, RecordBatch, StringArray, UInt32Array};
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use super::table::{Who, state};
use super::{Ended, Stretch, Taken, Tell, each_frame, target};
use crate::record::{RecordError, Recording};

/// Rows gathered before they are written.
const ROWS: usize = 1 << 20;

/// Writes the table. Its columns are those of the CSV.
pub(super) fn write(
    recording: &Recording,
    stretch: Stretch,
    path: &Path,
    tell: Tell<'_>,
) -> Result<Ended, RecordError> {
    let failed = |error: ParquetError| RecordError::table(path, error.to_string());
    let schema = schema();
    let properties = WriterProperties::builder()
        .set_created_by("muster".to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .build();
    let file = target::create(path)?;
    let mut writer =
        ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties)).map_err(failed)?;
    let who = Who::of(recording);
    let mut columns = Columns::default();
    let ended = each_frame(recording, stretch, tell, |taken| {
        let rows = columns.take(taken, &who);
        if columns.frame.len() >= ROWS {
            let batch = columns.batch(&schema).map_err(failed)?;
            writer.write(&batch).map_err(failed)?;
        }
        Ok(rows)
    })?;
    let batch = columns.batch(&schema).map_err(failed)?;
    writer.write(&batch).map_err(failed)?;
    writer.close().map_err(failed)?;
    Ok(ended)
}

fn schema() -> Arc<Schema> {
    let field = |name: &str, kind| Field::new(name, kind, false);
    Arc::new(Schema::new(vec![
        field("frame", DataType::UInt32),
        field("t_s", DataType::Float64),
        field("id", DataType::UInt32),
        field("role", DataType::Utf8),
        field("x_m", DataType::Float64),
        field("y_m", DataType::Float64),
        field("sheet", DataType::Int8),
        field("place", DataType::Utf8),
        field("state", DataType::Utf8),
    ]))
}

/// Rows on their way to the file.
#[derive(Default)]
struct Columns<'a> {
    frame: Vec<u32>,
    t_s: Vec<f64>,
    id: Vec<u32>,
    role: Vec<&'a str>,
    x_m: Vec<f64>,
    y_m: Vec<f64>,
    sheet: Vec<i8>,
    place: Vec<&'a str>,
    state: Vec<&'static str>,
}

impl<'a> Columns<'a> {
    fn take(&mut self, taken: &Taken<'_>, who: &Who<'a>) -> u64 {
        let frame = &taken.frame;
        let before = self.frame.len();
        for row in taken.rows() {
            self.frame.push(taken.number);
            self.t_s.push(frame.t_ms as f64 / 1e3);
            self.id.push(frame.id[row]);
            self.role.push(who.role(frame.id[row]));
            self.x_m.push(f64::from(frame.x_mm[row]) / 1e3);
            self.y_m.push(f64::from(frame.y_mm[row]) / 1e3);
            self.sheet.push(frame.sheet[row]);
            self.place.push(who.place(frame.cell[row]));
            self.state.push(state(frame.state[row]));
        }
        (self.frame.len() - before) as u64
    }

    /// The rows gathered so far, taken out.
    fn batch(&mut self, schema: &Arc<Schema>) -> Result<RecordBatch, ParquetError> {
        let taken = std::mem::take(self);
        let columns: Vec<ArrayRef> = vec![
            Arc::new(UInt32Array::from(taken.frame)),
            Arc::new(Float64Array::from(taken.t_s)),
            Arc::new(UInt32Array::from(taken.id)),
            Arc::new(StringArray::from_iter_values(taken.role)),
            Arc::new(Float64Array::from(taken.x_m)),
            Arc::new(Float64Array::from(taken.y_m)),
            Arc::new(Int8Array::from(taken.sheet)),
            Arc::new(StringArray::from_iter_values(taken.place)),
            Arc::new(StringArray::from_iter_values(taken.state)),
        ];
        Ok(RecordBatch::try_new(Arc::clone(schema), columns)?)
    }
}
