//! The files of a crate in memory, before anything touches the disk.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail, ensure};

/// The path of a file below a directory that it cannot leave: `src/generated/client.rs`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RelPath(String);

impl RelPath {
    /// Returns the path.
    ///
    /// # Errors
    ///
    /// A path that is absolute, or that has a part which is empty, `.` or `..`.
    pub fn new(path: impl Into<String>) -> Result<Self> {
        let path = path.into();
        let is_plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':']);
        ensure!(
            path.split('/').all(is_plain),
            "`{path}` is not a plain path below a directory"
        );
        Ok(Self(path))
    }

    /// Returns the path with `/` between its parts.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns where the file is when the directory is `directory`.
    pub fn below(&self, directory: &Path) -> PathBuf {
        directory.join(&self.0)
    }
}

impl fmt::Display for RelPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Files with their text, in the order of their paths.
///
/// The key is the path in lower case, because paths that differ only in case are one file on many disks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileSet(BTreeMap<String, (RelPath, String)>);

impl FileSet {
    /// Adds a file.
    ///
    /// # Errors
    ///
    /// A path that leads elsewhere, or that is there already.
    pub fn insert(&mut self, path: impl Into<String>, text: String) -> Result<()> {
        let path = RelPath::new(path)?;
        match self.0.entry(path.as_str().to_lowercase()) {
            Entry::Occupied(other) => bail!("`{path}` and `{}` are the same file", other.get().0),
            Entry::Vacant(place) => place.insert((path, text)),
        };
        Ok(())
    }

    /// Returns the text of a file.
    pub fn get(&self, path: &str) -> Option<&str> {
        let (found, text) = self.0.get(&path.to_lowercase())?;
        (found.as_str() == path).then_some(text)
    }

    /// Returns the files.
    pub fn iter(&self) -> impl Iterator<Item = (&RelPath, &str)> {
        self.0.values().map(|(path, text)| (path, text.as_str()))
    }

    /// Returns how many files there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::{FileSet, RelPath};

    #[test]
    fn a_path_stays_below_its_directory() {
        assert!(RelPath::new("src/generated/r.rs").is_ok());
        for path in [
            "",
            "/etc/passwd",
            "../x",
            "a/../../x",
            "a//b",
            "./a",
            "a\\..\\b",
            "C:/x",
        ] {
            assert!(RelPath::new(path).is_err(), "{path}");
        }
    }

    #[test]
    fn a_file_is_there_once() {
        let mut files = FileSet::default();
        files.insert("a/b.rs", String::new()).unwrap();
        let error = files.insert("a/B.rs", String::new()).unwrap_err();
        assert_eq!(error.to_string(), "`a/B.rs` and `a/b.rs` are the same file");
    }
}
