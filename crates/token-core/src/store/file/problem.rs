//! What keeps a file from being used.

use std::{fmt, io, path::Path};

use crate::error::{box_error::BoxError, text::Line};

/// A failure with the file that it is about; it never holds the file's content.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Problem(Line);

impl Problem {
    pub(super) fn boxed(path: &Path, what: impl fmt::Display) -> BoxError {
        Box::new(Self(Line::new(format!("{}: {what}", path.display()))))
    }

    /// Returns what makes an error of the system one that names the file.
    pub(super) fn io(path: &Path, what: &'static str) -> impl FnOnce(io::Error) -> BoxError {
        move |cause| Self::boxed(path, format_args!("{what}: {cause}"))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Problem({:?})", self.0)
    }
}

impl std::error::Error for Problem {}
