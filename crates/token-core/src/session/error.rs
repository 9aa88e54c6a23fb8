//! Why a session has no token.

mod class;

use std::{borrow::Cow, error::Error as StdError, fmt, sync::Arc, time::Duration};

use http::StatusCode;

use super::{SourceError, source::Verdict};
use crate::{
    BoxError,
    error::{Cause, Facts, Line},
};
use class::PauseClass;

/// Why a [`TokenSession`](crate::TokenSession) has no token; cheap to clone, because all who wait get the same.
///
/// It prints its cause in its one line: `no token could be minted: getAccessToken: HTTP 503 Service Unavailable`.
/// As a value it is the [`cause`](Self::cause): of a generated crate an [`Error`](crate::Error) of the operation that
/// failed.
#[derive(Clone)]
pub struct TokenError(Arc<Parts>);

struct Parts {
    kind: TokenErrorKind,
    /// What went wrong, with the cause.
    line: Line,
    retry_after: Option<Duration>,
    /// How long the session waits before it tries again, where the rule of doubling does not say so.
    pause: Option<Duration>,
    class: PauseClass,
    cause: Option<Cause>,
}

/// What kind of failure it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenErrorKind {
    /// The server refused the credentials.
    ///
    /// They are not sent again, because accounts are locked for it.
    /// Other credentials of the source are sent at once, and
    /// [`TokenSession::invalidate`](crate::TokenSession::invalidate) has the same ones tried once more.
    CredentialsRefused,
    /// The refresh failed; the session tries again after a pause.
    Failed,
    /// The refresh took longer than its timeout; the session tries again after a pause.
    Timeout,
    /// The store could not be used; the session tries again after a pause.
    Store,
    /// The session was closed.
    Closed,
    /// There is no Tokio runtime to refresh in.
    NoRuntime,
    /// There is a token, and neither it nor a new one is valid for as long as was asked for;
    /// see [`TokenSession::token_valid_for`](crate::TokenSession::token_valid_for).
    ShortLived,
}

impl TokenErrorKind {
    /// Returns the kind's name, as logs and metrics have it: `credentials_refused`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CredentialsRefused => "credentials_refused",
            Self::Failed => "failed",
            Self::Timeout => "timeout",
            Self::Store => "store",
            Self::Closed => "closed",
            Self::NoRuntime => "no_runtime",
            Self::ShortLived => "short_lived",
        }
    }
}

impl TokenError {
    pub(super) fn new(kind: TokenErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        Self::build(kind, message.into(), PauseClass::Passing, None, None)
    }

    /// Creates the error for a failure that holds for a known time.
    pub(super) fn lasting(kind: TokenErrorKind, message: &'static str, pause: Duration) -> Self {
        Self(Arc::new(Parts {
            kind,
            line: Line::new(message),
            retry_after: None,
            pause: Some(pause),
            class: PauseClass::Passing,
            cause: None,
        }))
    }

    /// Creates the error for a token that must wait, as another one was minted just before; it holds for `pause`.
    pub(super) fn too_soon(pause: Duration) -> Self {
        let message = "the last token was minted less than 5 s ago, and the next one has to wait";
        Self::lasting(TokenErrorKind::Failed, message, pause)
    }

    /// Creates the error for a time that the server has asked another session to wait.
    pub(super) fn asked_to_wait(wait: Duration) -> Self {
        let message = "the server has asked to wait before the next login";
        let kind = TokenErrorKind::Failed;
        Self::build(
            kind,
            Cow::Borrowed(message),
            PauseClass::Passing,
            Some(wait),
            None,
        )
        .holding(wait)
    }

    /// Creates the error for a token of no use, which is as good as none.
    pub(super) fn useless(message: impl Into<Cow<'static, str>>) -> Self {
        let kind = TokenErrorKind::Failed;
        Self::build(kind, message.into(), PauseClass::Declined, None, None)
    }

    fn holding(mut self, pause: Duration) -> Self {
        if let Some(parts) = Arc::get_mut(&mut self.0) {
            parts.pause = Some(pause);
        }
        self
    }

    fn build(
        kind: TokenErrorKind,
        message: Cow<'static, str>,
        class: PauseClass,
        retry_after: Option<Duration>,
        cause: Option<Cause>,
    ) -> Self {
        let line = match &cause {
            Some(cause) => Line::new(format!("{message}: {cause}")),
            None => Line::new(message),
        };
        Self(Arc::new(Parts {
            kind,
            line,
            retry_after,
            pause: None,
            class,
            cause,
        }))
    }

    pub(super) fn closed() -> Self {
        Self::new(TokenErrorKind::Closed, "the session is closed")
    }

    /// Creates the error for refreshes that are lost as soon as they are started.
    pub(super) fn lost() -> Self {
        let message =
            "the refresh is lost each time that it is started; the Tokio runtime is shutting down";
        Self::new(TokenErrorKind::NoRuntime, message)
    }

    pub(super) fn slow(limit: Duration) -> Self {
        let message = format!("the refresh took longer than {limit:?}");
        Self::new(TokenErrorKind::Timeout, message)
    }

    pub(super) fn store(cause: BoxError) -> Self {
        let message = Cow::Borrowed("the token store could not be used");
        let kind = TokenErrorKind::Store;
        let cause = Some(Cause::of(cause));
        Self::build(kind, message, PauseClass::Passing, None, cause)
    }

    /// Creates the error for a mint with a login of which a part is a password, or may be.
    pub(super) fn of_mint(error: SourceError, has_password: bool) -> Self {
        let class = match error.verdict {
            Verdict::Unauthorized => PauseClass::Refused,
            Verdict::Refused if has_password => PauseClass::Refused,
            Verdict::Refused | Verdict::Forbidden => PauseClass::Forbidden,
            Verdict::Declined => PauseClass::Declined,
            Verdict::Passing => PauseClass::Passing,
        };
        let (kind, message) = if class == PauseClass::Refused {
            (
                TokenErrorKind::CredentialsRefused,
                "the server refused the credentials, and they are not sent again",
            )
        } else {
            (TokenErrorKind::Failed, "no token could be minted")
        };
        Self::of_source(kind, message, class, error)
    }

    pub(super) fn of_renewal(error: SourceError) -> Self {
        Self::of_source(
            TokenErrorKind::Failed,
            "the token could not be renewed",
            PauseClass::Passing,
            error,
        )
    }

    pub(super) fn of_revocation(error: SourceError) -> Self {
        Self::of_source(
            TokenErrorKind::Failed,
            "the token could not be revoked",
            PauseClass::Passing,
            error,
        )
    }

    fn of_source(
        kind: TokenErrorKind,
        message: &'static str,
        class: PauseClass,
        error: SourceError,
    ) -> Self {
        let message = Cow::Borrowed(message);
        Self::build(kind, message, class, error.retry_after, Some(error.cause))
    }

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

    /// Returns how long the server asked to wait.
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
    /// [`Error`](crate::Error) of the operation that failed.
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

    /// Returns why there is no token, for the line of an error that has said so already: the cause of a failed mint,
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
