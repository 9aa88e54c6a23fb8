//! Why a body could not be read: the place and the types, and never the value.

use std::fmt;

use crate::{error::text::Line, redact::secrets::Masks};

/// The longest path, and the longest description of a problem, in characters.
const LONGEST: usize = 120;

/// Why a body could not be read: the place in it, and what was wrong there.
///
/// The messages of `serde_json` quote the value, which may be a token; this one names the type that was expected and the
/// type of JSON that was found, and nothing of the value: ``at `items[3].id`: expected an integer, found a string``.
/// The names in a path may come from the body: the secrets of the request are masked in them, control characters are
/// escaped, and a long path is cut off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError {
    path: Text,
    problem: Text,
    line: usize,
    column: usize,
    cut_off: bool,
}

/// A text that may hold names of the body: as it is printed, and as it came, until the secrets in it are masked.
#[derive(Clone, PartialEq, Eq)]
struct Text {
    line: Line,
    raw: Box<str>,
}

impl Text {
    fn new(text: &str) -> Self {
        Self {
            line: Line::within(LONGEST, text.to_owned()),
            raw: text.chars().take(4096).collect(),
        }
    }

    fn masked(&self, masks: &Masks) -> Self {
        Self::new(&masks.apply(&self.raw))
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.line.fmt(f)
    }
}

impl DecodeError {
    /// Returns the path of the value: `data.expires_at`; `.` for the whole body; of a header, its name.
    ///
    /// A body that is not JSON, or ends too early, has no path: its line and column say where.
    pub fn path(&self) -> &str {
        self.path.line.as_str()
    }

    /// Masks the secrets of the request.
    pub(crate) fn masked(&self, masks: &Masks) -> Self {
        Self {
            path: self.path.masked(masks),
            problem: self.problem.masked(masks),
            ..*self
        }
    }

    /// Creates the error for a success whose status the API does not document.
    pub fn undocumented_status() -> Self {
        Self::of_body("the API documents no success of this status")
    }

    /// Creates the error for a header that is there and cannot be read.
    pub(crate) fn of_header(name: &str) -> Self {
        Self {
            path: Text::new(name),
            line: 0,
            ..Self::of_body("the header is not of the documented type")
        }
    }

    /// Creates the error for a value that is at this place, or should be.
    pub(crate) fn at(path: &str, problem: &str) -> Self {
        Self {
            path: Text::new(path),
            problem: Text::new(problem),
            line: 0,
            column: 0,
            cut_off: false,
        }
    }

    /// Sets where in the body the value is, counted from 1.
    pub(crate) fn in_line(self, line: usize, column: usize) -> Self {
        Self {
            line,
            column,
            ..self
        }
    }

    /// Sets whether the body ends before its JSON does.
    pub(crate) fn cut_off(self, cut_off: bool) -> Self {
        Self { cut_off, ..self }
    }

    /// Creates the error for a body as a whole.
    pub(crate) fn of_body(problem: &str) -> Self {
        Self {
            path: Text::new("."),
            problem: Text::new(problem),
            line: 1,
            column: 0,
            cut_off: false,
        }
    }

    /// Returns the path as it came, and what was wrong there, for a text that is masked as a whole.
    pub(crate) fn parts(&self) -> (&str, &str) {
        (&self.path.raw, &self.problem.raw)
    }

    /// Returns whether the body ends before its JSON does.
    pub fn is_cut_off(&self) -> bool {
        self.cut_off
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            problem,
            line,
            column,
            ..
        } = self;
        write!(f, "at `{}`: {}", path.line, problem.line)?;
        // A value that is read in several ways has no single place where it is wrong.
        if *line > 0 {
            write!(f, " (line {line}, column {column})")?;
        }
        Ok(())
    }
}

impl std::error::Error for DecodeError {}
