//! From files in memory to the tree: first the differences, then all of them at once, or none.

mod features;
mod tree;

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use similar::TextDiff;

use crate::fileset::FileSet;
use crate::format;

/// The directory of a crate in which nothing but generated files may be.
const OWNED: &str = "src/generated";

/// The manifest of a crate, which is generated or written by people.
const MANIFEST: &str = "Cargo.toml";

/// How one file differs from what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drift {
    /// The file, from the crate's directory.
    pub path: PathBuf,
    /// The difference.
    pub kind: DriftKind,
}

/// The differences there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DriftKind {
    /// The file is not there.
    Missing,
    /// The file holds something else.
    Changed {
        /// From what it holds to what it should hold.
        diff: String,
    },
    /// The file was generated once and is no longer.
    Stale,
    /// The file is where a generated one belongs, and does not say that it is one.
    Foreign,
    /// The file was not generated, and is where only generated ones may.
    Added,
    /// The manifest, which people write, does not declare features that modules need.
    Lacking {
        /// What to add below `[features]`.
        lines: Vec<String>,
    },
}

impl DriftKind {
    /// Returns whether only people can fix it, because it may be theirs.
    pub fn is_blocking(&self) -> bool {
        matches!(self, Self::Foreign | Self::Added | Self::Lacking { .. })
    }
}

/// Returns how the crate in `directory` differs from `files`, by path.
///
/// # Errors
///
/// A file or directory that cannot be read.
pub fn audit(directory: &Path, files: &FileSet) -> Result<Vec<Drift>> {
    let mut drifts = Vec::new();
    for (path, text) in files.iter() {
        if let Some(kind) = compare(&path.below(directory), text)? {
            drifts.push(Drift {
                path: path.below(Path::new("")),
                kind,
            });
        }
    }
    let wanted: BTreeSet<PathBuf> = files
        .iter()
        .map(|(path, _)| path.below(directory))
        .collect();
    for path in tree::files_below(&directory.join(OWNED))? {
        if !wanted.contains(&path) {
            let kind = if is_ours(&read(&path)?) {
                DriftKind::Stale
            } else {
                DriftKind::Added
            };
            let path = path.strip_prefix(directory).unwrap_or(&path).to_owned();
            drifts.push(Drift { path, kind });
        }
    }
    if files.get(MANIFEST).is_none() {
        let manifest = fs::read_to_string(directory.join(MANIFEST));
        let lines = features::missing(files, &manifest.unwrap_or_default())?;
        if !lines.is_empty() {
            drifts.push(Drift {
                path: PathBuf::from(MANIFEST),
                kind: DriftKind::Lacking { lines },
            });
        }
    }
    drifts.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(drifts)
}

/// Resolves the differences: writes what is missing or changed, and removes what is stale.
///
/// # Errors
///
/// A file that cannot be written or removed.
pub fn apply(directory: &Path, files: &FileSet, drifts: &[Drift]) -> Result<()> {
    for drift in drifts {
        let path = directory.join(&drift.path);
        match drift.kind {
            DriftKind::Missing | DriftKind::Changed { .. } => {
                let text = drift
                    .path
                    .to_str()
                    .and_then(|path| files.get(path))
                    .unwrap_or_default();
                tree::replace(&path, text)
                    .with_context(|| format!("cannot write {}", path.display()))?;
            }
            DriftKind::Stale => {
                fs::remove_file(&path)
                    .with_context(|| format!("cannot remove {}", path.display()))?;
            }
            DriftKind::Foreign | DriftKind::Added | DriftKind::Lacking { .. } => {}
        }
    }
    tree::remove_empty_below(&directory.join(OWNED))
}

fn compare(path: &Path, text: &str) -> Result<Option<DriftKind>> {
    let found = match fs::read(path) {
        Ok(found) => found,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Some(DriftKind::Missing)),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    if found == text.as_bytes() {
        return Ok(None);
    }
    if !is_ours(&found) {
        return Ok(Some(DriftKind::Foreign));
    }
    let found = String::from_utf8_lossy(&found);
    let diff = TextDiff::from_lines(found.as_ref(), text);
    let diff = diff
        .unified_diff()
        .header("in the tree", "generated")
        .to_string();
    Ok(Some(DriftKind::Changed { diff }))
}

fn is_ours(content: &[u8]) -> bool {
    let first = content
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    format::is_generated(&String::from_utf8_lossy(first))
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}
