//! Where a value is: for people by line and column, for programs by JSON pointer.

use std::fmt;
use std::sync::Arc;

use super::pointer::JsonPointer;

/// The place of one value, or of a mapping's key.
#[derive(Clone, PartialEq, Eq)]
pub struct Location {
    /// The document's path, as a reader of the diagnostic knows it.
    pub file: Arc<str>,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// The address of the value; that of the value under it for a key.
    pub pointer: JsonPointer,
}

impl Location {
    /// Returns the place at a line and a column, both from 1.
    ///
    /// Documents are small enough for both; in a larger one the place would be the last that there is a number for.
    pub fn new(file: Arc<str>, line: usize, column: usize, pointer: JsonPointer) -> Self {
        let narrow = |count| u32::try_from(count).unwrap_or(u32::MAX);
        Self {
            file,
            line: narrow(line),
            column: narrow(column),
            pointer,
        }
    }
}

/// Prints the place for people; the alternate form adds the address.
impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)?;
        if f.alternate() {
            write!(f, " ({})", self.pointer)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:#}")
    }
}
