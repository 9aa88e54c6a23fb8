//! JSON in, with errors that say where and never quote what.

use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::{error::text::Line, redact::secrets::Masks};

/// The longest path, and the longest description of a problem, in characters.
const LONGEST: usize = 120;

/// Why a body could not be read: the place in it, and what was wrong there.
///
/// The messages of `serde_json` quote the value, which may be a token; this one does not.
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

    /// Sets whether the body ends before its JSON does.
    pub(crate) fn cut_off(self, cut_off: bool) -> Self {
        Self { cut_off, ..self }
    }

    fn of_body(problem: &str) -> Self {
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

pub(crate) fn text(body: &[u8]) -> Result<String, DecodeError> {
    let text = std::str::from_utf8(body);
    text.map(str::to_owned)
        .map_err(|_| DecodeError::of_body("the body is not valid UTF-8"))
}

pub(crate) fn json<T: DeserializeOwned>(body: &[u8]) -> Result<T, DecodeError> {
    if body.trim_ascii().is_empty() {
        return Err(DecodeError {
            cut_off: true,
            ..DecodeError::of_body("the body is empty")
        });
    }
    let mut reader = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut reader)
        .map_err(|error| describe(&error.path().to_string(), error.inner()))?;
    reader.end().map_err(|error| describe(".", &error))?;
    Ok(value)
}

pub(crate) fn describe(path: &str, error: &serde_json::Error) -> DecodeError {
    let (path, problem) = match error.classify() {
        // The names on the way there may be of any kind; those of a value of a wrong type are documented, or keys of
        // a map.
        Category::Eof => (".", "the body ends too early".to_owned()),
        Category::Syntax => (".", "not JSON".to_owned()),
        Category::Io | Category::Data => {
            let words = missing_field(error).or_else(|| our_words(error));
            let words = words.unwrap_or_else(|| "not of the documented type".to_owned());
            (path, words)
        }
    };
    DecodeError {
        path: Text::new(path),
        problem: Text::new(&problem),
        line: error.line(),
        column: error.column(),
        cut_off: error.is_eof(),
    }
}

/// Returns the one message that names only what the document says: the field that is missing.
fn missing_field(error: &serde_json::Error) -> Option<String> {
    let message = error.to_string();
    let (name, _) = message.strip_prefix("missing field `")?.split_once('`')?;
    Some(format!("the field `{name}` is missing"))
}

/// What the messages of this crate begin with, and no message of `serde` or `serde_json` does.
const OURS: &str = "token-core: ";

/// Returns the message for an error that quotes nothing of the value, so that it may be shown.
pub(crate) fn own(message: &str) -> String {
    format!("{OURS}{message}")
}

/// Returns a message of this crate, which names only what the document says.
fn our_words(error: &serde_json::Error) -> Option<String> {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = message.strip_suffix(&place).unwrap_or(&message);
    message.strip_prefix(OURS).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::json;

    #[test]
    fn says_where_and_never_what() {
        let error = json::<BTreeMap<String, i32>>(br#"{"a": "CANARY"}"#).unwrap_err();
        assert_eq!(
            error.to_string(),
            "at `a`: not of the documented type (line 1, column 14)"
        );
        let error = json::<BTreeMap<String, i32>>(br#"{"a": 1"#).unwrap_err();
        assert!(error.is_cut_off());
        assert!(json::<i32>(b"1 2").is_err());
    }
}
