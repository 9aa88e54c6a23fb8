//! The files beside a document: where references to other files lead.

use std::fmt;

/// Reads files; the generator itself never touches a disk while it works on a document.
pub trait Files: fmt::Debug {
    /// Returns the bytes of a file; the path is below the document's directory, has `/` between its parts, and no `..`.
    ///
    /// # Errors
    ///
    /// Why the file cannot be obtained, as words that go on after "it".
    fn read(&self, path: &str) -> Result<Vec<u8>, String>;
}

/// No file at all: the document has no other files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoFiles;

impl Files for NoFiles {
    fn read(&self, _: &str) -> Result<Vec<u8>, String> {
        Err("it is in another file, and files beside the document are not read here".to_owned())
    }
}
