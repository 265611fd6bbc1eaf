//! Bookmarks and notes on a run, kept in `review.ron` beside its recording.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// The file in a run's folder.
const REVIEW_FILE: &str = "review.ron";

/// Where pictures of bookmarks go, in a run's folder.
const PICTURES: &str = "review";

/// A moment worth coming back to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bookmark {
    /// When, from the start of the run \[ms\].
    pub t_ms: i64,
    /// What the map's middle was \[m\].
    pub at: (f64, f64),
    /// How much of the map was seen: metres from its left to its right edge.
    pub across_m: f64,
    /// What there is to say.
    #[serde(default)]
    pub note: String,
    /// File of its picture, beside this one.
    #[serde(default)]
    pub picture: Option<String>,
}

/// What was noted on a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Review {
    /// Version of the file.
    format: u32,
    /// In order of time.
    pub bookmarks: Vec<Bookmark>,
    /// Where it is kept; nowhere if the run has no folder.
    #[serde(skip)]
    folder: Option<PathBuf>,
}

impl Review {
    /// Reads the notes on a run; none yet if there is no file.
    ///
    /// # Errors
    /// If there is a file that cannot be read; what is in it is then not
    /// written over.
    pub fn of(folder: &Path) -> io::Result<Self> {
        let mut review = match fs::read_to_string(folder.join(REVIEW_FILE)) {
            Ok(text) => ron::from_str(&text)
                .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.to_string()))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::default(),
            Err(error) => return Err(error),
        };
        review.format = 1;
        review.folder = Some(folder.to_owned());
        Ok(review)
    }

    /// Adds a bookmark; gives its place in the list.
    ///
    /// # Errors
    /// If the file cannot be written; the bookmark is kept in memory.
    pub fn add(&mut self, bookmark: Bookmark) -> io::Result<usize> {
        let at = self
            .bookmarks
            .partition_point(|other| other.t_ms <= bookmark.t_ms);
        self.bookmarks.insert(at, bookmark);
        self.save().map(|()| at)
    }

    /// Changes a bookmark.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn note(&mut self, at: usize, note: String) -> io::Result<()> {
        if let Some(bookmark) = self.bookmarks.get_mut(at) {
            bookmark.note = note;
        }
        self.save()
    }

    /// Takes a bookmark away, its picture too.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn remove(&mut self, at: usize) -> io::Result<()> {
        if at < self.bookmarks.len() {
            let gone = self.bookmarks.remove(at);
            if let (Some(folder), Some(picture)) = (&self.folder, gone.picture) {
                // A picture that stays behind does no harm.
                fs::remove_file(folder.join(picture)).ok();
            }
        }
        self.save()
    }

    /// Where a picture of a moment of the run goes, of a kind (`png`, `svg`),
    /// and what `review.ron` shall call it; none if the run has no folder.
    #[must_use]
    pub fn picture_file(&self, t_ms: i64, kind: &str) -> Option<(PathBuf, String)> {
        let folder = self.folder.as_ref()?;
        let name = (0..1_000)
            .map(|n| format!("{PICTURES}/{t_ms}-{n}.{kind}"))
            .find(|name| !folder.join(name).exists())?;
        fs::create_dir_all(folder.join(PICTURES)).ok()?;
        Some((folder.join(&name), name))
    }

    /// Keeps the notes somewhere from now on.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn keep_in(&mut self, folder: &Path) -> io::Result<()> {
        self.folder = Some(folder.to_owned());
        if self.bookmarks.is_empty() {
            return Ok(());
        }
        self.save()
    }

    /// Writes to a new file and renames it, so that a full disk loses nothing.
    fn save(&mut self) -> io::Result<()> {
        let Some(folder) = &self.folder else {
            return Ok(());
        };
        self.format = 1;
        let pretty = ron::ser::PrettyConfig::default();
        let text = ron::ser::to_string_pretty(self, pretty).map_err(io::Error::other)?;
        let new = folder.join(format!("{REVIEW_FILE}.new"));
        fs::write(&new, text + "\n")?;
        fs::rename(new, folder.join(REVIEW_FILE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(t_ms: i64) -> Bookmark {
        Bookmark {
            t_ms,
            at: (1.0, 2.0),
            across_m: 50.0,
            note: String::new(),
            picture: None,
        }
    }

    #[test]
    fn bookmarks_come_back_in_order_of_time() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut review = Review::of(folder.path()).expect("none yet");
        assert!(review.bookmarks.is_empty());
        review.add(at(500)).expect("written");
        assert_eq!(review.add(at(100)).expect("written"), 0);
        review.note(0, "门口 crowd".to_owned()).expect("written");
        let again = Review::of(folder.path()).expect("read");
        assert_eq!(again, review);
        assert_eq!(again.bookmarks[0].note, "门口 crowd");
        review.remove(0).expect("written");
        review.remove(9).expect("nothing to take away");
        let again = Review::of(folder.path()).expect("read");
        assert_eq!(again.bookmarks, [at(500)]);
    }

    #[test]
    fn notes_that_cannot_be_read_are_an_error_and_stay() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join(REVIEW_FILE);
        fs::write(&file, "not a review").expect("written");
        assert!(Review::of(folder.path()).is_err());
        assert_eq!(
            fs::read_to_string(file).expect("still there"),
            "not a review"
        );
    }
}
