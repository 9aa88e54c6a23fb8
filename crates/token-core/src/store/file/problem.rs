//! What keeps a file from being used.

use std::{fmt, io, path::Path};

use crate::error::BoxError;

/// A failure with the file that it is about; it never holds what stands in the file.
#[derive(Debug)]
pub(super) struct Problem {
    path: Box<Path>,
    what: String,
    cause: Option<io::Error>,
}

impl Problem {
    pub(super) fn boxed(path: &Path, what: impl Into<String>) -> BoxError {
        Box::new(Self {
            path: path.into(),
            what: what.into(),
            cause: None,
        })
    }

    /// Returns what makes an error of the system one that names the file.
    pub(super) fn io(path: &Path, what: &'static str) -> impl FnOnce(io::Error) -> BoxError {
        move |cause| {
            Box::new(Self {
                path: path.into(),
                what: what.to_owned(),
                cause: Some(cause),
            })
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.what)?;
        match &self.cause {
            Some(cause) => write!(f, ": {cause}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Problem {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let cause: &(dyn std::error::Error + 'static) = self.cause.as_ref()?;
        Some(cause)
    }
}
