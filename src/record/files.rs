//! Writing a file so that it is there whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::RecordError;

/// Ending of a file that is still being written.
const UNFINISHED: &str = ".tmp";

/// The name under which `path` is written before it is renamed into place.
pub(super) fn unfinished(path: &Path) -> PathBuf {
    let mut name = path.file_name().map_or_else(OsString::new, OsString::from);
    name.push(UNFINISHED);
    path.with_file_name(name)
}

/// Writes `bytes` to a temporary name beside `path`, waits until the disk has
/// them and renames the file into place. A file that was there is replaced; if
/// anything fails it stays as it was and nothing else is left behind.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), RecordError> {
    let written = write_synced(path, bytes);
    if written.is_err() {
        remove_if_there(&unfinished(path)).ok();
    }
    written.map_err(|error| RecordError::write(path, error))
}

fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let temporary = unfinished(path);
    let mut file = File::create(&temporary)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&temporary, path)?;
    sync_folder_of(path);
    Ok(())
}

/// Asks the disk to keep the renaming too. Not every system can; without it a
/// power cut, though not a killed program, may undo the renaming.
pub(super) fn sync_folder_of(path: &Path) {
    if let Some(folder) = path.parent()
        && let Ok(folder) = File::open(folder)
    {
        folder.sync_all().ok();
    }
}

/// Removes a file; that it is not there is no error.
pub(super) fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
