//! What the response to a login holds: the token and its times, by their places.

mod json;
mod time;

use std::time::Duration;

use http::{HeaderMap, header};
use serde_json::value::RawValue;
use zeroize::Zeroizing;

use super::{lifetime::Times, token};
use crate::{credential::secret::Secret, error::decode_error::DecodeError};

/// Where the response to a login holds the token and its times, as JSON Pointers (RFC 6901).
///
/// Nothing else in the response matters: a member that is missing, of another type, or not even valid text
/// never keeps a token from being used.
/// A byte order mark is skipped, and of several members with one name the last one counts.
///
/// ```
/// use std::time::Duration;
/// use token_core::{http::StatusCode, session::{Minted, TokenPointers}, transport::Response};
///
/// const POINTERS: TokenPointers = TokenPointers::new("/data/access_token")
///     .expires("/data/expires_at")
///     .issued("/data/issued_at")
///     .life(Duration::from_secs(48 * 60 * 60));
///
/// let body = r#"{"data": {"access_token": "example", "expires_at": 1795500000, "issued_at": "1795327200"}}"#;
/// let minted = Minted::read(&Response::new(StatusCode::OK, body), &POINTERS)?;
/// # Ok::<(), token_core::session::SourceError>(())
/// ```
///
/// # Times
///
/// A point in time is text (RFC 3339, also without an offset, which means UTC; an HTTP date; `/Date(…)/`) or a
/// number, also in quotes or with a fraction: seconds since the Unix epoch, or milliseconds from 10¹¹ on, which
/// as seconds would be the year 5138 (and so on by thousands, down to nanoseconds).
/// `expires_in` is a number of seconds, also in quotes or with a fraction.
/// A time that is missing, `null` or not readable counts as not given.
///
/// # The life of a token
///
/// The first row that applies decides; *declared* is [`life`](Self::life), and `Age` is what caches add to a
/// response that they repeat, in seconds (RFC 9111); not given or not a number, it is 0.
///
/// | the response has | the life from now on |
/// |---|---|
/// | `expires_in` | `expires_in` − `Age` |
/// | `expires` and a possible `issued` | `expires` − `issued` − `Age`; `Date` is not used |
/// | `expires` and `Date` | `expires` − `Date` − `Age` |
/// | `expires`, and the clock of this machine is before it | `expires` − this clock |
/// | none of it | *declared* − `Age` |
/// | none of it, and nothing is declared | 15 minutes − `Age` |
///
/// - Nothing exceeds *declared* − `Age`.
/// - An `issued` is possible if it is after the Unix epoch and before `expires`, and if the time between them is
///   not longer than *declared*.
///   One that is zero, later than `expires` or years ago says nothing, and the next row applies.
///   One in the future is possible: both times are of the same clock.
/// - A `Date` within the first year of the Unix epoch is of a clock that was never set, and says nothing.
///   Of several, the latest counts.
/// - [`default_life`](crate::session::SessionSettings::default_life), where the program sets it, takes the place of
///   *declared* and of the 15 minutes in the last two rows; *declared* stays the limit.
/// - The life counts from before the request was sent.
///   A token that had ended when it came is an error.
#[derive(Debug, Clone, Copy)]
#[must_use]
pub struct TokenPointers {
    token: &'static str,
    expires: Option<&'static str>,
    expires_in: Option<&'static str>,
    issued: Option<&'static str>,
    life: Option<Duration>,
}

impl TokenPointers {
    /// Creates the pointers for a response that holds the token at `token`, a string.
    pub const fn new(token: &'static str) -> Self {
        Self {
            token,
            expires: None,
            expires_in: None,
            issued: None,
            life: None,
        }
    }

    /// Sets where the response says when the token ends: a point in time.
    pub const fn expires(mut self, pointer: &'static str) -> Self {
        self.expires = Some(pointer);
        self
    }

    /// Sets where the response says how many seconds the token lives.
    pub const fn expires_in(mut self, pointer: &'static str) -> Self {
        self.expires_in = Some(pointer);
        self
    }

    /// Sets where the response says when the token was issued: a point in time, by the clock of `expires`.
    pub const fn issued(mut self, pointer: &'static str) -> Self {
        self.issued = Some(pointer);
        self
    }

    /// Sets the longest life of a token that was just minted, which is also the life where the response says nothing.
    pub const fn life(mut self, life: Duration) -> Self {
        self.life = Some(life);
        self
    }

    /// Reads a body: the token, and what the response says about its times.
    pub(crate) fn read(
        &self,
        body: &[u8],
        headers: &HeaderMap,
    ) -> Result<(Secret, Times), DecodeError> {
        // A name in Latin-1 beside the token does no harm.
        let lossy;
        let text = if let Ok(text) = std::str::from_utf8(body) {
            text
        } else {
            lossy = Zeroizing::new(String::from_utf8_lossy(body).into_owned());
            lossy.as_str()
        };
        let text = text.trim_start_matches(|c: char| c == '\u{feff}' || c.is_whitespace());
        let text = text.trim_end();
        let json: &RawValue =
            serde_json::from_str(text).map_err(|error| not_json(text, &error, headers))?;
        let at = |pointer: Option<&str>| pointer.and_then(|pointer| json::find(json, pointer));
        let token = self.token(json::find(json, self.token))?;
        let times = Times {
            expires: at(self.expires).and_then(time::instant),
            expires_in: at(self.expires_in).and_then(time::seconds),
            issued: at(self.issued).and_then(time::instant),
            greatest: self.life,
        };
        Ok((token, times))
    }

    /// Returns the token, which must be fit for a header.
    fn token(&self, found: Option<&RawValue>) -> Result<Secret, DecodeError> {
        let kind = match found.map(RawValue::get) {
            None => "nothing",
            Some("null") => "null",
            Some(json) => match json.as_bytes().first() {
                Some(b'"') => return self.checked(json),
                Some(b'{') => "an object",
                Some(b'[') => "an array",
                Some(b't' | b'f') => "a boolean",
                _ => "a number",
            },
        };
        Err(self.no_token(kind))
    }

    fn checked(&self, json: &str) -> Result<Secret, DecodeError> {
        let token: Secret = serde_json::from_str(json)
            .map_err(|_quotes_it| self.no_token("a string that is not valid text"))?;
        match token::problem(&token) {
            None => Ok(token),
            Some(_) if token.expose().trim().is_empty() => Err(self.no_token("an empty string")),
            Some(_) => Err(self.no_token("a string with characters that a header cannot carry")),
        }
    }

    fn no_token(&self, found: &str) -> DecodeError {
        DecodeError::at(self.token, &format!("expected the token, found {found}"))
    }
}

/// Returns why a body is not JSON, without quoting it.
fn not_json(text: &str, error: &serde_json::Error, headers: &HeaderMap) -> DecodeError {
    let media_type = headers.get(header::CONTENT_TYPE);
    let media_type = media_type
        .and_then(|value| value.to_str().ok()?.split(';').next())
        .map(str::trim)
        .filter(|text| is_media_type(text));
    let media_type = media_type.map_or_else(
        || "without a Content-Type".to_owned(),
        |name| format!("of the Content-Type {name}"),
    );
    if text.is_empty() {
        return DecodeError::at(".", &format!("the body, {media_type}, is empty"));
    }
    let problem = if error.is_eof() {
        "ends too early"
    } else {
        "is not JSON"
    };
    DecodeError::at(".", &format!("the body, {media_type}, {problem}")).cut_off(error.is_eof())
}

/// Returns whether a text can be shown as a media type.
fn is_media_type(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || ".+-".contains(c);
    text.len() <= 64
        && text
            .split_once('/')
            .is_some_and(|(kind, name)| kind.chars().chain(name.chars()).all(is_plain))
}

#[cfg(test)]
mod tests;
