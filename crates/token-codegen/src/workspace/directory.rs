//! Reading from the disk: documents, and the files beside them.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::source::{Files, MAX_BYTES};

/// The directory of a document, and all below it.
#[derive(Debug, Clone)]
pub struct Directory(PathBuf);

impl Directory {
    /// Returns the directory of a document.
    pub fn of(document: &Path) -> Self {
        let directory = document.parent().unwrap_or(Path::new(""));
        let is_here = directory.as_os_str().is_empty();
        Self(if is_here {
            PathBuf::from(".")
        } else {
            directory.to_owned()
        })
    }
}

impl Files for Directory {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let said = |error: std::io::Error| match error.kind() {
            std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
            _ => error.to_string(),
        };
        let directory = fs::canonicalize(&self.0).map_err(said)?;
        // A link may lead out of the directory.
        let path = fs::canonicalize(directory.join(path)).map_err(said)?;
        if !path.starts_with(&directory) {
            return Err("it is outside of the document's directory".to_owned());
        }
        if !path.is_file() {
            return Err("it is not a file".to_owned());
        }
        read(&path).map_err(|error| error.to_string())
    }
}

/// Returns the bytes of a file; one byte more than a document may have is enough to see that it is too large.
///
/// # Errors
///
/// A file that cannot be read.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    let context = || format!("cannot read {}", path.display());
    let file = fs::File::open(path).with_context(context)?;
    let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    file.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .with_context(context)?;
    Ok(bytes)
}
