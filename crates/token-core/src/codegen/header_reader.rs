//! Headers of responses, read by the types that an API documents.

use std::fmt;

use http::HeaderMap;
use serde_json::Value;
use serde_with::DeserializeAs;

use crate::{
    decode::{place::Track, reader::JsonReader},
    error::decode_error::DecodeError,
    redact,
};

/// Reads the values of headers; generated code names them and their types.
///
/// A header that is not there is `None`, and one that comes several times is one list, as RFC 9110 section 5.3 says.
/// Values are read by adapters of `serde_with`.
///
/// ```
/// use serde_with::Same;
/// use token_core::{codegen::HeaderReader, http::HeaderMap};
///
/// let mut headers = HeaderMap::new();
/// headers.insert("x-rate-limit", "60".parse()?);
/// headers.insert("x-tags", "a, b".parse()?);
///
/// let reader = HeaderReader::new(&headers);
/// assert_eq!(reader.json::<u32, Same>("X-Rate-Limit")?, Some(60));
/// assert_eq!(reader.texts::<String, Same>("X-Tags")?.unwrap(), ["a", "b"]);
/// assert_eq!(reader.text::<String, Same>("X-Next")?, None);
///
/// let error = reader.json::<u32, Same>("X-Tags").unwrap_err();
/// assert_eq!(error.to_string(), "at `X-Tags`: the header is not of the documented type");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
pub struct HeaderReader<'a>(&'a HeaderMap);

impl<'a> HeaderReader<'a> {
    /// Reads these headers.
    pub fn new(headers: &'a HeaderMap) -> Self {
        Self(headers)
    }

    /// Returns the value of a header that is a text.
    ///
    /// # Errors
    ///
    /// A value that is not a valid `T`; the error names the header and not the value.
    pub fn text<T, A>(&self, name: &'static str) -> Result<Option<T>, DecodeError>
    where
        A: for<'de> DeserializeAs<'de, T>,
    {
        self.value(name, |value| A::deserialize_as(text(value)).ok())
    }

    /// Returns the value of a header that is written as JSON is: a number, or `true` or `false`.
    ///
    /// # Errors
    ///
    /// As [`text`](Self::text).
    pub fn json<T, A>(&self, name: &'static str) -> Result<Option<T>, DecodeError>
    where
        A: for<'de> DeserializeAs<'de, T>,
    {
        self.value(name, json::<T, A>)
    }

    /// Returns the values of a header that lists texts, separated by commas.
    ///
    /// # Errors
    ///
    /// As [`text`](Self::text).
    pub fn texts<T, A>(&self, name: &'static str) -> Result<Option<Vec<T>>, DecodeError>
    where
        A: for<'de> DeserializeAs<'de, T>,
    {
        self.value(name, |value| {
            let items = items(value).map(|item| A::deserialize_as(text(item)).ok());
            items.collect()
        })
    }

    /// Returns the values of a header that lists numbers, or `true` and `false`, separated by commas.
    ///
    /// # Errors
    ///
    /// As [`text`](Self::text).
    pub fn jsons<T, A>(&self, name: &'static str) -> Result<Option<Vec<T>>, DecodeError>
    where
        A: for<'de> DeserializeAs<'de, T>,
    {
        self.value(name, |value| items(value).map(json::<T, A>).collect())
    }

    fn value<T>(
        self,
        name: &'static str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, DecodeError> {
        let lines = self.0.get_all(name).into_iter();
        let lines = lines.map(|line| std::str::from_utf8(line.as_bytes()));
        let lines = lines
            .collect::<Result<Vec<_>, _>>()
            .map_err(|_| DecodeError::of_header(name))?;
        if lines.is_empty() {
            return Ok(None);
        }
        read(lines.join(", ").trim())
            .map(Some)
            .ok_or_else(|| DecodeError::of_header(name))
    }
}

fn text(value: &str) -> Value {
    Value::from(value)
}

fn json<T, A: for<'de> DeserializeAs<'de, T>>(value: &str) -> Option<T> {
    let track = Track::new(value.as_bytes());
    let mut reader = serde_json::Deserializer::from_str(value);
    let read = A::deserialize_as(JsonReader::new(&mut reader, &track)).ok()?;
    reader.end().ok().map(|()| read)
}

fn items(value: &str) -> impl Iterator<Item = &str> {
    let items = value.split(',').map(str::trim);
    items.filter(|item| !item.is_empty())
}

/// Shows the values that are allow-listed.
impl fmt::Debug for HeaderReader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        redact::Headers(self.0).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};
    use serde_with::Same;

    use super::HeaderReader;
    use crate::{
        codegen::LenientDateTime,
        credential::Secret,
        model::{DateTime, Number},
    };

    #[test]
    fn every_type_is_read_and_no_value_is_quoted() {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("count", " 7 "),
            ("spelled", "6.0e1"),
            ("exact", "123456789012345678901234567890.10"),
            ("flag", "true"),
            ("list", "1, 2,3"),
            ("list", "4"),
            ("reset", "2026-11-22T07:08:09Z"),
            ("token", "CANARY"),
            ("quoted", "\"a\""),
        ] {
            headers.append(name, HeaderValue::from_static(value));
        }
        headers.insert("bytes", HeaderValue::from_bytes(b"\xff").unwrap());
        let reader = HeaderReader::new(&headers);
        assert_eq!(reader.json::<i64, Same>("Count"), Ok(Some(7)));
        assert_eq!(reader.json::<u32, Same>("spelled"), Ok(Some(60)));
        let exact = reader.json::<Number, Same>("exact").unwrap().unwrap();
        assert_eq!(exact.to_string(), "123456789012345678901234567890.10");
        assert_eq!(reader.json::<bool, Same>("flag"), Ok(Some(true)));
        assert_eq!(reader.jsons::<u8, Same>("list"), Ok(Some(vec![1, 2, 3, 4])));
        assert_eq!(
            reader.text::<String, Same>("quoted"),
            Ok(Some("\"a\"".to_owned()))
        );
        let reset = reader.text::<DateTime, LenientDateTime>("reset").unwrap();
        assert_eq!(reset.unwrap().to_rfc3339(), "2026-11-22T07:08:09+00:00");
        let token = reader.text::<Secret, Same>("token").unwrap().unwrap();
        assert_eq!(token.expose(), "CANARY");
        assert_eq!(reader.text::<String, Same>("none"), Ok(None));
        for name in ["token", "quoted", "list", "bytes"] {
            let error = reader.json::<i64, Same>(name).unwrap_err();
            assert_eq!(error.path(), name);
            assert!(!format!("{error} {error:?} {reader:?}").contains("CANARY"));
        }
    }
}
