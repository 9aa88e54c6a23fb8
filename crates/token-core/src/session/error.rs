//! Why a session has no token.

mod class;
mod create;
pub(crate) mod kind;

use std::{error::Error as StdError, fmt, sync::Arc, time::Duration};

use http::StatusCode;

use crate::error::{
    cause::{Cause, Facts},
    text::Line,
};
use class::PauseClass;
pub use kind::TokenErrorKind;

/// Why a [`TokenSession`](crate::session::TokenSession) has no token; cheap to clone, because all who wait get the same.
///
/// It prints its cause in its one line: `no token could be minted: getAccessToken: HTTP 503 Service Unavailable`.
/// As a value it is the [`cause`](Self::cause): of a generated crate an [`Error`](crate::error::Error) of the operation that
/// failed.
#[derive(Clone)]
pub struct TokenError(Arc<TokenErrorParts>);

struct TokenErrorParts {
    kind: TokenErrorKind,
    /// What went wrong, with the cause.
    line: Line,
    retry_after: Option<Duration>,
    /// How long the session waits before it tries again, where the rule of doubling does not say so.
    pause: Option<Duration>,
    class: PauseClass,
    cause: Option<Cause>,
}

impl TokenError {
    /// Returns what kind of failure it was.
    pub fn kind(&self) -> TokenErrorKind {
        self.0.kind
    }

    /// Returns how long the session waits, where the rule of doubling does not say so.
    pub(super) fn pause(&self) -> Option<Duration> {
        self.0.pause
    }

    /// Returns how long the pauses become; `None` where time alone does not end them.
    pub(super) fn longest_pause(&self) -> Option<Duration> {
        self.0.class.longest()
    }

    /// Returns how long the server asked to wait; `None` if it did not.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Returns the status of the response that the failed call got, if one came.
    pub fn status(&self) -> Option<StatusCode> {
        self.facts().status
    }

    /// Returns whether the refresh, or the call in it that failed, took too long.
    pub fn is_timeout(&self) -> bool {
        self.facts().timed_out
    }

    /// Returns whether the server is rate-limited or overloaded: 429, or 503 with a `Retry-After`.
    pub fn is_throttled(&self) -> bool {
        self.facts().is_throttled()
    }

    /// Returns the cause as a value, for `downcast_ref`; for a session of a generated client it is an
    /// [`Error`](crate::error::Error) of the operation that failed.
    ///
    /// The text of another library's error is not cleaned here; the one that this error prints is.
    pub fn cause(&self) -> Option<&(dyn StdError + Send + Sync + 'static)> {
        self.0.cause.as_ref().map(Cause::error)
    }

    /// Returns what is known of the call that failed.
    pub(crate) fn facts(&self) -> Facts {
        let facts = self.0.cause.as_ref().map(Cause::facts).unwrap_or_default();
        Facts {
            retry_after: self.0.retry_after.or(facts.retry_after),
            timed_out: facts.timed_out || self.0.kind == TokenErrorKind::Timeout,
            ..facts
        }
    }

    /// Returns why no token could be obtained, for the line of an error that has said so already: the cause of a failed mint,
    /// else all of it.
    pub(crate) fn reason(&self) -> String {
        match (&self.0.cause, self.0.kind) {
            (Some(cause), kind) if kind != TokenErrorKind::Store => cause.to_string(),
            _ => self.to_string(),
        }
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.line.fmt(f)
    }
}

impl fmt::Debug for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TokenError({:?}: {self})", self.0.kind)
    }
}

impl StdError for TokenError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.cause.as_ref()?.next()
    }
}
