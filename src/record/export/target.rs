//! Where an export goes: whole and under its name, or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use crate::record::files::{remove_if_there, sync_folder_of, unfinished};
use crate::record::{Existing, RecordError};

/// What an export is on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file.
    File,
    /// A folder of pictures.
    Pictures,
}

/// Looks whether an export may go somewhere. A file is replaced only by a
/// file, a folder only if there are nothing but pictures of an export in it.
///
/// # Errors
/// [`RecordError::Taken`] if something is there and may not be replaced,
/// [`RecordError::NotOurs`] if it may not be replaced by this.
pub fn claim(path: &Path, kind: Kind, existing: Existing) -> Result<(), RecordError> {
    let Ok(about) = fs::metadata(path) else {
        return Ok(());
    };
    let path = path.to_owned();
    if existing == Existing::Refuse {
        return Err(RecordError::Taken { path });
    }
    let ours = match kind {
        Kind::File => about.is_file(),
        Kind::Pictures => about.is_dir() && only_pictures(&path),
    };
    ours.then_some(()).ok_or(RecordError::NotOurs { path })
}

/// Whether a folder holds nothing but what an export of pictures leaves.
fn only_pictures(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else {
        return false;
    };
    entries.flatten().all(|entry| {
        let name = entry.file_name();
        name.to_str().is_some_and(is_picture)
    })
}

fn is_picture(name: &str) -> bool {
    let digits = name
        .strip_prefix("frame-")
        .and_then(|rest| rest.strip_suffix(".png"));
    digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// An export that is being written under another name. Unless it is finished,
/// nothing is left of it.
#[derive(Debug)]
pub(super) struct Unfinished {
    path: PathBuf,
    temporary: PathBuf,
    finished: bool,
}

impl Unfinished {
    /// A file. Folders above it are created as needed.
    pub(super) fn file(path: &Path) -> Result<Self, RecordError> {
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|error| RecordError::write(parent, error))?;
        }
        let target = Self {
            path: path.to_owned(),
            temporary: unfinished(path),
            finished: false,
        };
        target
            .remove()
            .map_err(|error| RecordError::write(path, error))?;
        Ok(target)
    }

    /// A folder.
    pub(super) fn folder(path: &Path) -> Result<Self, RecordError> {
        let target = Self::file(path)?;
        fs::create_dir(&target.temporary)
            .map_err(|error| RecordError::write(&target.temporary, error))?;
        Ok(target)
    }

    /// Where it is written until it is finished.
    pub(super) fn place(&self) -> &Path {
        &self.temporary
    }

    /// Waits for the disk and gives it its name.
    pub(super) fn finish(mut self) -> Result<(), RecordError> {
        let renamed = (|| {
            File::open(&self.temporary)?.sync_all()?;
            if self.path.is_dir() {
                fs::remove_dir_all(&self.path)?;
            }
            fs::rename(&self.temporary, &self.path)
        })();
        renamed.map_err(|error| RecordError::write(&self.path, error))?;
        self.finished = true;
        sync_folder_of(&self.path);
        Ok(())
    }

    fn remove(&self) -> io::Result<()> {
        if self.temporary.is_dir() {
            fs::remove_dir_all(&self.temporary)
        } else {
            remove_if_there(&self.temporary)
        }
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.finished {
            // Whatever led here is told already.
            self.remove().ok();
        }
    }
}

/// A new file to write text or bytes to.
pub(super) fn create(path: &Path) -> Result<BufWriter<File>, RecordError> {
    let file = File::create(path).map_err(|error| RecordError::write(path, error))?;
    Ok(BufWriter::with_capacity(1 << 20, file))
}
