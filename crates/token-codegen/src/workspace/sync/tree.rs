//! Files and directorys on the disk.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Returns every file below a directory; an empty list if the directory does not exist.
pub(super) fn files_below(directory: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for (path, is_directory) in entries(directory)? {
        if is_directory {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

/// Removes the directorys below a directory in which there is nothing.
pub(super) fn remove_empty_below(directory: &Path) -> Result<()> {
    for (path, is_directory) in entries(directory)? {
        if is_directory {
            remove_empty_below(&path)?;
            if entries(&path)?.is_empty() {
                fs::remove_dir(&path)
                    .with_context(|| format!("cannot remove {}", path.display()))?;
            }
        }
    }
    Ok(())
}

/// Writes a file as a whole: half of it is never read, and a crash leaves the old one.
pub(super) fn replace(path: &Path, text: &str) -> io::Result<()> {
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory)?;
    }
    let mut name = path.file_name().map(OsString::from).unwrap_or_default();
    name.push(".new");
    let temporary = path.with_file_name(name);
    fs::write(&temporary, text)?;
    fs::rename(&temporary, path)
}

/// Returns what is in a directory, and whether it is a directory itself; a link is none.
fn entries(directory: &Path) -> Result<Vec<(PathBuf, bool)>> {
    let context = || format!("cannot read {}", directory.display());
    if !directory.exists() {
        return Ok(Vec::new());
    }
    let mut entries = Vec::new();
    for entry in fs::read_dir(directory).with_context(context)? {
        let entry = entry.with_context(context)?;
        entries.push((
            entry.path(),
            entry.file_type().with_context(context)?.is_dir(),
        ));
    }
    Ok(entries)
}
