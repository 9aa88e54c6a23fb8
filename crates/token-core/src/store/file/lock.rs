//! The lock beside the file.

use std::{
    ffi::OsString,
    fs::{File, OpenOptions, TryLockError},
    io::ErrorKind,
    path::{Path, PathBuf},
};

use super::{Files, problem::Problem};
use crate::error::box_error::BoxError;

/// The lock, held until it is dropped.
///
/// It belongs to the open file, which a process that was forked meanwhile has as well: it is given back by name, and
/// not by closing the file.
#[derive(Debug)]
pub(super) struct Lock {
    /// The process that took it; a copy of this in a forked one gives nothing back.
    process: u32,
    path: PathBuf,
    file: File,
}

impl Lock {
    /// Takes the lock of the store at `store`; `None` if another process has it.
    pub(super) fn take(store: &Files) -> Result<Option<Self>, BoxError> {
        let path = beside(&store.path, ".lock");
        let lock = Self {
            process: std::process::id(),
            file: open(&path, store)?,
            path,
        };
        match lock.file.try_lock() {
            // Deleted between opening and locking: another one may be locked at the same path.
            Ok(()) if !lock.is_in_place() => Ok(None),
            Ok(()) => Ok(Some(lock)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => {
                Err(Problem::io(&lock.path, "cannot be locked")(error))
            }
        }
    }

    /// Returns the open file once more, as a forked process has it.
    #[cfg(test)]
    pub(super) fn descriptor(&self) -> std::io::Result<File> {
        self.file.try_clone()
    }

    /// Fails when the lock file was deleted, so that another process may have the lock as well.
    pub(super) fn check(&self) -> Result<(), BoxError> {
        if self.is_in_place() {
            return Ok(());
        }
        let what =
            "was deleted while it was locked, so that the lease is lost; leave this file alone";
        Err(Problem::boxed(&self.path, what))
    }

    #[cfg(unix)]
    fn is_in_place(&self) -> bool {
        use std::os::unix::fs::MetadataExt;

        let ours = self.file.metadata();
        let there = std::fs::symlink_metadata(&self.path);
        matches!((ours, there), (Ok(ours), Ok(there)) if (ours.dev(), ours.ino()) == (there.dev(), there.ino()))
    }

    /// Where there are no inodes, a file that is open cannot be deleted either.
    #[cfg(not(unix))]
    fn is_in_place(&self) -> bool {
        self.path.exists()
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if self.process == std::process::id() {
            // Should it fail, closing the file does the same where no other process has it.
            let _ = self.file.unlock();
        }
    }
}

/// Opens the lock file, and creates it the first time.
fn open(path: &Path, store: &Files) -> Result<File, BoxError> {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    loop {
        if let Some(file) = store.access.open(path, &options)? {
            return Ok(file);
        }
        match store.access.create_lock(path, &store.path) {
            Ok(file) => return Ok(file),
            // Another process was faster.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(Problem::io(path, "cannot be created")(error)),
        }
    }
}

/// Returns the path of a file that belongs to the store.
pub(super) fn beside(store: &Path, suffix: &str) -> PathBuf {
    let mut path = OsString::from(store);
    path.push(suffix);
    path.into()
}
