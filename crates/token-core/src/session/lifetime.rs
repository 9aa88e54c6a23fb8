//! How long a token lives, by what its response says.

use std::time::{Duration, SystemTime};

use chrono::TimeDelta;
use http::{HeaderMap, header};

use super::source::error::SourceError;
use crate::{model::datetime::DateTime, retry::after::http_date};

/// What a response says about the times of its token.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Times {
    /// When the token ends.
    pub(super) expires: Option<DateTime>,
    /// How many seconds it lives.
    pub(super) expires_in: Option<f64>,
    /// When it was issued.
    pub(super) issued: Option<DateTime>,
    /// The life that the document declares, which nothing exceeds.
    pub(super) greatest: Option<Duration>,
}

/// How long a token lives from now on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Life {
    /// By the response; `None` if it says nothing.
    pub(super) said: Option<Duration>,
    /// The life that the document declares.
    pub(super) greatest: Option<Duration>,
    /// How long ago the response was generated: by its `Age`.
    pub(super) age: Duration,
}

/// The token had ended when it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Over;

impl Times {
    /// Decides; [`TokenPointers`](super::TokenPointers) holds the table.
    pub(super) fn life(&self, headers: &HeaderMap) -> Result<Life, Over> {
        let age = age(headers);
        let said = match (self.expires_in, self.expires) {
            (Some(seconds), _) => Some(after_age(from_seconds(seconds), age)?),
            (None, Some(expires)) => self.until(expires, age, headers)?,
            (None, None) => None,
        };
        let longest = self.greatest.map(|life| life.saturating_sub(age));
        Ok(Life {
            said: said.map(|life| longest.map_or(life, |longest| life.min(longest))),
            greatest: self.greatest,
            age,
        })
    }

    /// Returns how long it is from now to `expires`; `None` if no clock is known.
    fn until(
        &self,
        expires: DateTime,
        age: Duration,
        headers: &HeaderMap,
    ) -> Result<Option<Duration>, Over> {
        if let Some(life) = self.since_issued(expires) {
            return after_age(Ok(life), age).map(Some);
        }
        if let Some(date) = date(headers) {
            return after_age((expires - date).to_std().map_err(|_| Over), age).map(Some);
        }
        // By the clock of this machine, which is more likely to be wrong than the server.
        let now = DateTime::from(SystemTime::now());
        Ok((expires - now).to_std().ok().filter(|life| !life.is_zero()))
    }

    /// Returns the life between the server's own two times, if that is a possible one.
    fn since_issued(&self, expires: DateTime) -> Option<Duration> {
        let issued = self
            .issued
            .filter(|issued| *issued > DateTime::UNIX_EPOCH)?;
        let life = (expires - issued).to_std().ok()?;
        let is_possible = !life.is_zero() && self.greatest.is_none_or(|most| life <= most);
        is_possible.then_some(life)
    }
}

impl Life {
    /// Returns the life, which is that of `default` where the response says nothing.
    ///
    /// Without a `default` it is the one that the document declares, or 15 minutes.
    pub(super) fn or(&self, default: Option<Duration>) -> Duration {
        const UNKNOWN: Duration = Duration::from_secs(15 * 60);
        self.said.unwrap_or_else(|| {
            let whole = default.or(self.greatest).unwrap_or(UNKNOWN);
            let whole = self.greatest.map_or(whole, |greatest| whole.min(greatest));
            whole.saturating_sub(self.age)
        })
    }
}

/// Returns what is left of a life when the response is this old.
fn after_age(life: Result<Duration, Over>, age: Duration) -> Result<Duration, Over> {
    life?.checked_sub(age).ok_or(Over)
}

/// Returns a number of seconds; more than a clock counts are as good as no end.
fn from_seconds(seconds: f64) -> Result<Duration, Over> {
    if seconds < 0.0 {
        return Err(Over);
    }
    Ok(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX))
}

/// Returns when the response was generated: the latest `Date`, where a proxy has added one.
///
/// A clock that was never set, which starts at the Unix epoch, says nothing.
fn date(headers: &HeaderMap) -> Option<DateTime> {
    let dates = headers.get_all(header::DATE).iter();
    let seconds = dates.filter_map(|date| http_date(date.to_str().ok()?));
    let latest = seconds.max().filter(|seconds| *seconds > 365 * 24 * 3600)?;
    chrono::DateTime::from_timestamp(latest, 0)
}

/// Returns for how long caches have held the response, by RFC 9111 section 5.1.
///
/// Of several values the first one counts, and one that is not a number is ignored.
fn age(headers: &HeaderMap) -> Duration {
    let first = headers.get(header::AGE);
    let text = first.and_then(|age| age.to_str().ok()).unwrap_or_default();
    let digits = text.split(',').next().unwrap_or_default().trim();
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Duration::ZERO;
    }
    // One that overflows is as old as can be.
    Duration::from_secs(digits.parse().unwrap_or(u64::MAX))
}

/// Returns a number of seconds since the Unix epoch as a point in time.
pub(super) fn from_unix(seconds: i64) -> DateTime {
    // A time beyond the calendar is as good as the end of the calendar.
    chrono::DateTime::from_timestamp(seconds, 0).unwrap_or(if seconds < 0 {
        DateTime::MIN_UTC
    } else {
        DateTime::MAX_UTC - TimeDelta::seconds(1)
    })
}

/// Returns the error for a token that is of no use.
pub(super) fn is_over() -> SourceError {
    SourceError::declined(OVER)
}

/// What the server did.
pub(crate) const OVER: &str = "the server sent a token that had expired already";

#[cfg(test)]
mod tests;
