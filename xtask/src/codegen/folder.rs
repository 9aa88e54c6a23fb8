//! Reading from the disk: documents, and the files beside them.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::source::{Files, MAX_BYTES};

/// The folder of a document, and all below it.
#[derive(Debug, Clone)]
pub struct Folder(PathBuf);

impl Folder {
    /// Returns the folder of a document.
    pub fn of(document: &Path) -> Self {
        let folder = document.parent().unwrap_or(Path::new(""));
        let is_here = folder.as_os_str().is_empty();
        Self(if is_here {
            PathBuf::from(".")
        } else {
            folder.to_owned()
        })
    }
}

impl Files for Folder {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let said = |error: std::io::Error| match error.kind() {
            std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
            _ => error.to_string(),
        };
        let folder = fs::canonicalize(&self.0).map_err(said)?;
        // A link may lead out of the folder.
        let path = fs::canonicalize(folder.join(path)).map_err(said)?;
        if !path.starts_with(&folder) {
            return Err("it is outside of the document's folder".to_owned());
        }
        if !path.is_file() {
            return Err("it is no file".to_owned());
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
