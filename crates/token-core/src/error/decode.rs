//! JSON in, with errors that say where and never quote what.

pub(crate) mod found;
mod integer;
mod key;
pub(crate) mod place;
pub(crate) mod reader;
pub(crate) mod wrong_type;

use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::error::Category;

use self::{place::Track, reader::JsonReader};
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
    let text = std::str::from_utf8(without_mark(body));
    text.map(str::to_owned)
        .map_err(|_| DecodeError::of_body("the body is not valid UTF-8"))
}

pub(crate) fn json<T: DeserializeOwned>(body: &[u8]) -> Result<T, DecodeError> {
    let body = without_mark(body);
    if is_empty(body) {
        return Err(DecodeError {
            cut_off: true,
            ..DecodeError::of_body("the body is empty")
        });
    }
    let track = Track::new(body);
    let mut reader = serde_json::Deserializer::from_slice(body);
    let value = T::deserialize(JsonReader::new(&mut reader, &track))
        .map_err(|error| describe(&track, &error))?;
    reader.end().map_err(|error| describe(&track, &error))?;
    Ok(value)
}

/// Returns whether there is nothing but blanks in a body, with or without a byte order mark in front.
pub(crate) fn is_empty(body: &[u8]) -> bool {
    without_mark(body).trim_ascii().is_empty()
}

/// Returns a body without the byte order mark that some servers write in front of it, as RFC 8259 section 8.1 allows.
fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body)
}

pub(crate) fn describe(track: &Track<'_>, error: &serde_json::Error) -> DecodeError {
    let (path, problem) = match error.classify() {
        // The names on the way there may be of any kind; those of a value of a wrong type are documented, or keys of
        // a map.
        Category::Eof => (".", "the body ends too early".to_owned()),
        Category::Syntax => (".", "not JSON".to_owned()),
        Category::Io | Category::Data => (track.path(), problem(track, error)),
    };
    DecodeError {
        path: Text::new(path),
        problem: Text::new(&problem),
        line: error.line(),
        column: error.column(),
        cut_off: error.is_eof(),
    }
}

/// Returns what is wrong with a value, in words that quote nothing of it.
fn problem(track: &Track<'_>, error: &serde_json::Error) -> String {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = message.strip_suffix(&place).unwrap_or(&message);
    missing_field(message)
        .or_else(|| message.strip_prefix(OURS).map(str::to_owned))
        .or_else(|| wrong_type::words(message, track.last()))
        .unwrap_or_else(|| "not of the documented type".to_owned())
}

/// Returns the one message of `serde` that names only what the document says: the field that is missing.
fn missing_field(message: &str) -> Option<String> {
    let (name, _) = message.strip_prefix("missing field `")?.split_once('`')?;
    Some(format!("the field `{name}` is missing"))
}

/// What the messages of this crate begin with, and no message of `serde` or `serde_json` does.
const OURS: &str = "token-core: ";

/// Returns the message for an error that quotes nothing of the value, so that it may be shown.
pub(crate) fn own(message: &str) -> String {
    format!("{OURS}{message}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{json, text};

    #[test]
    fn says_where_and_which_type_and_never_what() {
        let error = json::<BTreeMap<String, i32>>(br#"{"a": "CANARY"}"#).unwrap_err();
        assert_eq!(
            error.to_string(),
            "at `a`: expected a 32-bit integer, found a string (line 1, column 14)"
        );
        let error = json::<BTreeMap<String, Vec<Option<i64>>>>(
            b"\xef\xbb\xbf{\n\"a\": [1, null,\n {\"CANARY\": 1}]}",
        );
        assert_eq!(
            error.unwrap_err().to_string(),
            "at `a[2]`: expected an integer, found an object (line 3, column 14)"
        );
        let error = json::<BTreeMap<u8, bool>>(br#"{"1": "CANARY"}"#).unwrap_err();
        assert_eq!(
            error.to_string(),
            "at `?`: expected a boolean, found a string (line 1, column 14)"
        );
        let error = json::<BTreeMap<String, i32>>(br#"{"a": 1"#).unwrap_err();
        assert!(error.is_cut_off());
        assert!(json::<i32>(b"1 2").is_err());
    }

    #[test]
    fn integers_are_read_in_every_spelling() {
        assert_eq!(
            json::<Vec<Option<i64>>>(b"[1, -0, 3.0e7, 9007199254740993.0, null]"),
            Ok(vec![
                Some(1),
                Some(0),
                Some(30_000_000),
                Some(9_007_199_254_740_993),
                None
            ])
        );
        assert_eq!(json::<u8>(b" 1E2 "), Ok(100));
        assert_eq!(
            json::<BTreeMap<u8, i16>>(br#"{"7": -1.0}"#),
            Ok([(7, -1)].into())
        );
        for (body, found) in [
            ("1.5", "a number with a fraction"),
            ("1e400", "a number out of range"),
            ("9223372036854775808", "a number out of range"),
            ("\"1\"", "a string"),
        ] {
            let error = json::<i64>(body.as_bytes()).unwrap_err();
            let column = body.len();
            assert_eq!(
                error.to_string(),
                format!("at `.`: expected an integer, found {found} (line 1, column {column})")
            );
        }
    }

    #[test]
    fn a_byte_order_mark_is_skipped() {
        assert_eq!(json::<u8>(b"\xef\xbb\xbf 1"), Ok(1));
        assert_eq!(text(b"\xef\xbb\xbfa").unwrap(), "a");
        assert!(json::<u8>(b"\xef\xbb\xbf").unwrap_err().is_cut_off());
        assert!(json::<u8>(b"\xef\xbb\xbf\xef\xbb\xbf1").is_err());
    }
}
