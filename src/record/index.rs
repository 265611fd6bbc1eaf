//! Which parts of a recording can be read, and which frames stand in which.
//!
//! Opening looks at the small files (`series/` names the frames with their
//! times) and at the ends of the large ones, where Parquet says what is in
//! them: a file that was cut off has none. What is in the middle of a file is
//! read only when it is wanted.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::folder::{PART_FOLDERS, finished_parts, part_path};
use super::part::FrameMark;
use super::{RecordError, columns};

/// A part of a recording that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartSpan {
    /// Its number.
    pub number: u32,
    /// Its frames, as places in the list of all frames that can be read.
    pub frames: Range<usize>,
    pub(super) marks: Arc<[FrameMark]>,
}

/// Parts that should be there and cannot be read. All others can be used.
#[derive(Clone, Debug)]
pub struct Trouble {
    /// Number of the first of them.
    pub first: u32,
    /// Number of the last of them.
    pub last: u32,
    /// The file that is missing or cannot be read.
    pub path: PathBuf,
    /// What is wrong with it; nothing if it is not there.
    pub error: Option<RecordError>,
}

/// What a folder holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    /// Parts that can be read, in order.
    pub parts: Vec<PartSpan>,
    /// All their frames.
    pub marks: Vec<FrameMark>,
    /// What is missing between them, or broken.
    pub troubles: Vec<Trouble>,
    /// How many parts can be read from the first on without a gap.
    pub unbroken: u32,
    /// Whether files of parts beyond those lie about.
    pub beyond: bool,
}

impl Index {
    /// Looks through a run's folder. `expected` is how many parts the run had
    /// written when it was closed, if it was.
    pub(super) fn of(root: &Path, expected: Option<u32>) -> Result<Self, RecordError> {
        let mut numbers = BTreeSet::new();
        for folder in PART_FOLDERS {
            numbers.extend(finished_parts(&root.join(folder))?);
        }
        let numbers: Vec<u32> = numbers.into_iter().collect();
        let looked: Vec<Looked> = numbers.par_iter().map(|&n| look(root, n)).collect();
        let mut index = Self::default();
        let last_whole = looked.iter().rposition(Result::is_ok);
        let mut next = 0;
        for (at, (&number, looked)) in numbers.iter().zip(looked).enumerate() {
            if number > next {
                index.missing(root, next, number - 1);
            }
            next = number.saturating_add(1);
            match looked.and_then(|marks| index.follows(root, number, marks)) {
                Ok(marks) => index.take(number, marks),
                Err(trouble) => {
                    // A run that was killed leaves a last part without all its
                    // files; that is its missing tail and no damage.
                    let tail = trouble.error.is_none()
                        && expected.is_none()
                        && last_whole.is_none_or(|last| at > last);
                    index.beyond = true;
                    if !tail {
                        index.troubles.push(trouble);
                    }
                }
            }
        }
        if let Some(expected) = expected.filter(|expected| *expected > next) {
            index.missing(root, next, expected - 1);
        }
        let whole = (0..).zip(&index.parts);
        index.unbroken = whole.take_while(|(n, part)| *n == part.number).count() as u32;
        index.beyond |= index.parts.len() > index.unbroken as usize;
        Ok(index)
    }

    /// The part in which a frame stands, and which of its frames that is.
    pub(super) fn place(&self, frame: usize) -> Option<(usize, usize)> {
        let part = self.parts.partition_point(|part| part.frames.end <= frame);
        let span = self.parts.get(part)?;
        Some((part, frame.checked_sub(span.frames.start)?))
    }

    fn missing(&mut self, root: &Path, first: u32, last: u32) {
        self.troubles.push(Trouble {
            first,
            last,
            path: part_path(&root.join(PART_FOLDERS[0]), first),
            error: None,
        });
    }

    /// Whether a part's frames come after those before it.
    fn follows(&self, root: &Path, number: u32, marks: Vec<FrameMark>) -> Looked {
        let rises = |a: &FrameMark, b: &FrameMark| a.number < b.number && a.t_ms < b.t_ms;
        let next = |a: &FrameMark, b: &FrameMark| a.number + 1 == b.number && rises(a, b);
        let joins = match (self.marks.last(), marks.first()) {
            (Some(before), Some(after)) => rises(before, after),
            _ => true,
        };
        if joins && marks.is_sorted_by(next) {
            return Ok(marks);
        }
        let path = part_path(&root.join(PART_FOLDERS[2]), number);
        let message = "its frames do not follow those of the part before";
        Err(broken(
            number,
            &path,
            RecordError::malformed(&path, message),
        ))
    }

    fn take(&mut self, number: u32, marks: Vec<FrameMark>) {
        let start = self.marks.len();
        self.marks.extend_from_slice(&marks);
        self.parts.push(PartSpan {
            number,
            frames: start..self.marks.len(),
            marks: marks.into(),
        });
    }
}

/// The frames of a part, or why it cannot be read. Boxing the error would
/// help nobody: there are as many as parts.
type Looked = Result<Vec<FrameMark>, Trouble>;

/// Looks whether the three files of a part are there and whole.
fn look(root: &Path, number: u32) -> Looked {
    let paths = PART_FOLDERS.map(|folder| part_path(&root.join(folder), number));
    for path in &paths {
        if !path.exists() {
            return Err(Trouble {
                first: number,
                last: number,
                path: path.clone(),
                error: None,
            });
        }
    }
    let [trajectories, events, series] = &paths;
    for path in [trajectories, events] {
        columns::look(path).map_err(|error| broken(number, path, error))?;
    }
    columns::marks(series).map_err(|error| broken(number, series, error))
}

fn broken(number: u32, path: &Path, error: RecordError) -> Trouble {
    Trouble {
        first: number,
        last: number,
        path: path.to_owned(),
        error: Some(error),
    }
}
