//! New content in place of the old, all of it or nothing.

use std::{
    fs,
    io::{ErrorKind, Write},
    path::Path,
};

use super::{
    access,
    lock::{Lock, beside},
    problem::Problem,
};
use crate::BoxError;

/// Puts `content` in place of what is at `path`; it survives a loss of power once this has returned.
pub(super) fn replace(path: &Path, lock: &Lock, content: &[u8]) -> Result<(), BoxError> {
    let fresh = beside(path, ".tmp");
    lock.check()?;
    match fs::remove_file(&fresh) {
        // A process died here; whatever it wrote, nobody has read it.
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(Problem::io(&fresh, "is in the way")(error)),
    }
    let mut file = access::create(&fresh).map_err(Problem::io(&fresh, "cannot be created"))?;
    let written = file
        .write_all(content)
        .and_then(|()| file.sync_all())
        .map_err(Problem::io(&fresh, "cannot be written"));
    drop(file);
    let replaced = written.and_then(|()| {
        // Once more: without the lock, the file at this path may be another one by now.
        lock.check()?;
        fs::rename(&fresh, path).map_err(Problem::io(path, "cannot be replaced"))
    });
    if replaced.is_err() && lock.check().is_ok() {
        // What is left of a full disk; the error that is returned says more than one from here.
        let _ = fs::remove_file(&fresh);
    }
    replaced?;
    flush_folder(path)
}

/// Flushes the folder's entry as well, without which a loss of power may bring the old file back.
#[cfg(unix)]
fn flush_folder(path: &Path) -> Result<(), BoxError> {
    let folder = path.parent().unwrap_or(path);
    fs::File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(Problem::io(folder, "cannot be flushed"))
}

/// Elsewhere a folder cannot be opened as a file, and its entries are the system's business.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "it is fallible on Unix")]
fn flush_folder(_path: &Path) -> Result<(), BoxError> {
    Ok(())
}
