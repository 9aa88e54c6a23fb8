//! Reading bodies: text, and JSON with errors that say where and never quote what.

pub(crate) mod found;
mod integer;
mod key;
pub(crate) mod place;
pub(crate) mod reader;
pub(crate) mod wrong_type;

use serde::de::DeserializeOwned;
use serde_json::error::Category;

use self::{place::Track, reader::JsonReader};
use crate::error::decode_error::DecodeError;

/// Returns the text of a body.
pub(crate) fn text(body: &[u8]) -> Result<String, DecodeError> {
    let text = std::str::from_utf8(without_mark(body));
    text.map(str::to_owned)
        .map_err(|_| DecodeError::of_body("the body is not valid UTF-8"))
}

/// Reads the JSON of a body.
pub(crate) fn json<T: DeserializeOwned>(body: &[u8]) -> Result<T, DecodeError> {
    let body = without_mark(body);
    if is_empty(body) {
        return Err(DecodeError::of_body("the body is empty").cut_off(true));
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

/// Returns the error for JSON that `serde_json` cannot read, which knows the place, and `track`, which knows the path.
pub(crate) fn describe(track: &Track<'_>, error: &serde_json::Error) -> DecodeError {
    let (path, problem) = match error.classify() {
        // The names on the way there may be of any kind; those of a value of a wrong type are documented, or keys of
        // a map.
        Category::Eof => (".", "the body ends too early".to_owned()),
        Category::Syntax => (".", "not JSON".to_owned()),
        Category::Io | Category::Data => (track.path(), problem(track, error)),
    };
    DecodeError::at(path, &problem)
        .in_line(error.line(), error.column())
        .cut_off(error.is_eof())
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
