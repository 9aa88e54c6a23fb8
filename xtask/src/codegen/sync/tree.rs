//! Files and folders on the disk.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Returns every file below a folder; none when there is no folder.
pub(super) fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for (path, is_folder) in entries(folder)? {
        if is_folder {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

/// Removes the folders below a folder in which there is nothing.
pub(super) fn remove_empty_below(folder: &Path) -> Result<()> {
    for (path, is_folder) in entries(folder)? {
        if is_folder {
            remove_empty_below(&path)?;
            if entries(&path)?.is_empty() {
                fs::remove_dir(&path)
                    .with_context(|| format!("cannot remove {}", path.display()))?;
            }
        }
    }
    Ok(())
}

/// Writes a file as a whole: nobody ever reads half of it, and a crash leaves the old one.
pub(super) fn replace(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut name = path.file_name().map(OsString::from).unwrap_or_default();
    name.push(".new");
    let temporary = path.with_file_name(name);
    fs::write(&temporary, text)?;
    fs::rename(&temporary, path)
}

/// Returns what stands in a folder, and whether it is a folder itself; a link is none.
fn entries(folder: &Path) -> Result<Vec<(PathBuf, bool)>> {
    let context = || format!("cannot read {}", folder.display());
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).with_context(context)? {
        let entry = entry.with_context(context)?;
        entries.push((
            entry.path(),
            entry.file_type().with_context(context)?.is_dir(),
        ));
    }
    Ok(entries)
}
