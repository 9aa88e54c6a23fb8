//! New content in place of the old, all of it or nothing.

use std::{
    fs,
    io::{self, ErrorKind, Write},
    path::Path,
};

use super::{
    Files,
    lock::{Lock, beside},
    problem::Problem,
};
use crate::error::box_error::BoxError;

/// Puts `content` in place of what is there; it survives a loss of power once this has returned.
///
/// Where the file system cannot flush a directory, as some network and FUSE file systems, it is the old or the new
/// content that survives.
pub(super) fn replace(store: &Files, lock: &Lock, content: &[u8]) -> Result<(), BoxError> {
    let path = &*store.path;
    let fresh = beside(path, ".tmp");
    lock.check()?;
    match fs::remove_file(&fresh) {
        // A process died here; what it wrote was not read.
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(Problem::io(&fresh, "is in the way")(error)),
    }
    let mut file = store
        .access
        .create_content(&fresh, path)
        .map_err(Problem::io(&fresh, "cannot be created"))?;
    let written = file
        .write_all(content)
        .and_then(|()| flush(&file))
        .map_err(Problem::io(&fresh, "cannot be written"));
    drop(file);
    let replaced = written.and_then(|()| {
        // Once more: without the lock, the file at this path may be another one by now.
        lock.check()?;
        fs::rename(&fresh, path).map_err(|error| Problem::io(path, reason(&error))(error))
    });
    if replaced.is_err() && lock.check().is_ok() {
        // What is left of a full disk; the error that is returned says more than one from here.
        let _ = fs::remove_file(&fresh);
    }
    replaced?;
    flush_directory(path)
}

/// Returns why a file cannot be replaced.
pub(super) fn reason(error: &io::Error) -> &'static str {
    if error.kind() == ErrorKind::ResourceBusy {
        "cannot be replaced, because it is mounted by itself, as into a container; mount its directory instead"
    } else {
        "cannot be replaced"
    }
}

/// Flushes what is open, where the file system can do that.
fn flush(file: &fs::File) -> io::Result<()> {
    file.sync_all().or_else(tolerate)
}

/// Lets pass that something cannot be flushed at all; a disk that fails, or is full, is another matter.
pub(super) fn tolerate(error: io::Error) -> io::Result<()> {
    /// `EBADF`, of file systems that have nothing to flush; std has no name for it.
    const BAD_DESCRIPTOR: i32 = 9;
    match error.kind() {
        ErrorKind::InvalidInput
        | ErrorKind::Unsupported
        | ErrorKind::ReadOnlyFilesystem
        | ErrorKind::PermissionDenied
        | ErrorKind::IsADirectory => Ok(()),
        _ if cfg!(unix) && error.raw_os_error() == Some(BAD_DESCRIPTOR) => Ok(()),
        _ => Err(error),
    }
}

/// Flushes the directory's entry as well, without which a loss of power may bring the old file back.
#[cfg(unix)]
pub(super) fn flush_directory(path: &Path) -> Result<(), BoxError> {
    let directory = path.parent().unwrap_or(path);
    fs::File::open(directory)
        .and_then(|directory| flush(&directory))
        .or_else(tolerate)
        .map_err(Problem::io(directory, "cannot be flushed"))
}

/// Elsewhere a directory cannot be opened as a file, and its entries are the system's business.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "it is fallible on Unix")]
pub(super) fn flush_directory(_path: &Path) -> Result<(), BoxError> {
    Ok(())
}
