//! How long a token lives, when the server says only when it ends.

use std::time::{Duration, SystemTime};

use chrono::TimeDelta;
use http::{HeaderMap, header};

use super::SourceError;
use crate::{DateTime, retry::http_date};

/// Returns how long it is from the answer's `Date` to `expires`.
///
/// `None` means that nobody can tell: the server sent no `Date`, and by the clock here the token is over.
/// Then the clock is more likely to be wrong than the server.
pub(super) fn until(
    expires: DateTime,
    headers: &HeaderMap,
) -> Result<Option<Duration>, SourceError> {
    let date = headers
        .get(header::DATE)
        .and_then(|date| http_date(date.to_str().ok()?))
        .and_then(|seconds| chrono::DateTime::from_timestamp(seconds, 0));
    match date {
        Some(date) => match (expires - date).to_std() {
            Ok(life) => Ok(Some(life)),
            Err(_negative) => Err(is_over()),
        },
        None => Ok((expires - DateTime::from(SystemTime::now()))
            .to_std()
            .ok()
            .filter(|life| !life.is_zero())),
    }
}

/// Returns the same for Unix seconds.
pub(super) fn until_unix(
    seconds: i64,
    headers: &HeaderMap,
) -> Result<Option<Duration>, SourceError> {
    // A time beyond the calendar is as good as the end of the calendar.
    let expires = chrono::DateTime::from_timestamp(seconds, 0).unwrap_or(if seconds < 0 {
        DateTime::MIN_UTC
    } else {
        DateTime::MAX_UTC - TimeDelta::seconds(1)
    });
    until(expires, headers)
}

/// Returns the error for a token that is of no use.
pub(super) fn is_over() -> SourceError {
    SourceError::new("the server sent a token that had expired already")
}
