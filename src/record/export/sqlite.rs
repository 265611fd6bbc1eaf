//! JuPedSim's SQLite file, schema version 2, as its own writer makes it.

use std::path::Path;

use rusqlite::{Connection, params};

use super::ground::Ground;
use super::{Ended, Stretch, Tell, each_frame, frame_rate};
use crate::base::Vec2;
use crate::record::{RecordError, Recording};

/// Tables and index as JuPedSim 1.2 and later make them.
const SCHEMA: &str = "
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    CREATE TABLE trajectory_data (
        frame INTEGER NOT NULL,
        id INTEGER NOT NULL,
        pos_x REAL NOT NULL,
        pos_y REAL NOT NULL,
        ori_x REAL NOT NULL,
        ori_y REAL NOT NULL);
    CREATE TABLE metadata(key TEXT NOT NULL UNIQUE, value TEXT NOT NULL);
    CREATE TABLE geometry(hash INTEGER NOT NULL, wkt TEXT NOT NULL);
    CREATE TABLE frame_data(frame INTEGER NOT NULL, geometry_hash INTEGER NOT NULL);
";

/// After the rows: quicker than keeping it up to date, and the same.
const INDEX: &str = "
    CREATE INDEX frame_id_idx ON trajectory_data(frame, id);
    CREATE UNIQUE INDEX geometry_hash ON geometry(hash);
";

/// Shortest step that turns somebody \[m\]: who shuffles keeps their heading.
const TURNS_M: f64 = 0.02;

/// Writes the file.
pub(super) fn write(
    recording: &Recording,
    ground: Option<&Ground>,
    stretch: Stretch,
    path: &Path,
    tell: Tell<'_>,
) -> Result<Ended, RecordError> {
    let failed = |error: rusqlite::Error| RecordError::table(path, error.to_string());
    let mut database = Connection::open(path).map_err(failed)?;
    database.execute_batch(SCHEMA).map_err(failed)?;
    let transaction = database.transaction().map_err(failed)?;
    let (wkt, bounds) = ground.map_or_else(Ground::none, |ground| ground.outline(stretch.sheet));
    let hash = hash(&wkt);
    let mut metadata = vec![
        ("version", "2".to_owned()),
        ("fps", frame_rate(recording, stretch).to_string()),
    ];
    let corners = [bounds.min.x, bounds.max.x, bounds.min.y, bounds.max.y];
    for (key, value) in ["xmin", "xmax", "ymin", "ymax"].into_iter().zip(corners) {
        metadata.push((key, value.to_string()));
    }
    for (key, value) in metadata {
        let sql = "INSERT INTO metadata VALUES (?1, ?2)";
        transaction
            .execute(sql, params![key, value])
            .map_err(failed)?;
    }
    let sql = "INSERT INTO geometry VALUES (?1, ?2)";
    transaction
        .execute(sql, params![hash, wkt])
        .map_err(failed)?;
    let ended = {
        let sql = "INSERT INTO trajectory_data VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let mut row_in = transaction.prepare(sql).map_err(failed)?;
        let sql = "INSERT INTO frame_data VALUES (?1, ?2)";
        let mut frame_in = transaction.prepare(sql).map_err(failed)?;
        let mut headings = Headings::new(recording.roster().people.len());
        each_frame(recording, stretch, tell, |taken| {
            let frame = &taken.frame;
            let number = taken.number;
            let mut rows = 0;
            for row in taken.rows() {
                let id = frame.id[row];
                let at = Vec2::new(
                    f64::from(frame.x_mm[row]) / 1e3,
                    f64::from(frame.y_mm[row]) / 1e3,
                );
                let heading = headings.of(id, at);
                let values = params![number, id, at.x, at.y, heading.x, heading.y];
                row_in.execute(values).map_err(failed)?;
                rows += 1;
            }
            frame_in.execute(params![number, hash]).map_err(failed)?;
            Ok(rows)
        })?
    };
    transaction.commit().map_err(failed)?;
    if let Ended::Whole(_) = ended {
        database.execute_batch(INDEX).map_err(failed)?;
    }
    database.close().map_err(|(_, error)| failed(error))?;
    Ok(ended)
}

/// A number for a geometry, the same on every machine.
fn hash(wkt: &str) -> i64 {
    let mut first = [0; 8];
    first.copy_from_slice(&blake3::hash(wkt.as_bytes()).as_bytes()[..8]);
    i64::from_le_bytes(first)
}

/// Where everybody heads: the direction of their last step. Recordings hold no
/// headings of their own; who has not moved yet has none, (0, 0).
struct Headings {
    known: Vec<Option<(Vec2, Vec2)>>,
}

impl Headings {
    fn new(people: usize) -> Self {
        Self {
            known: vec![None; people],
        }
    }

    fn of(&mut self, id: u32, at: Vec2) -> Vec2 {
        let Some(known) = self.known.get_mut(id as usize) else {
            return Vec2::ZERO;
        };
        let (from, heading) = known.unwrap_or((at, Vec2::ZERO));
        let step = at - from;
        let turned = step.length() >= TURNS_M;
        let heading = if turned { step.normalized() } else { heading };
        *known = Some((if turned { at } else { from }, heading));
        heading
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_head_where_they_last_went() {
        let mut headings = Headings::new(1);
        let mut of = |x, y| headings.of(0, Vec2::new(x, y));
        assert_eq!(of(1.0, 1.0), Vec2::ZERO);
        assert_eq!(of(1.0, 3.0), Vec2::new(0.0, 1.0));
        assert_eq!(of(1.01, 3.0), Vec2::new(0.0, 1.0));
        assert_eq!(of(0.0, 3.0), Vec2::new(-1.0, 0.0));
        assert_eq!(headings.of(7, Vec2::ZERO), Vec2::ZERO, "not in the roster");
    }
}
