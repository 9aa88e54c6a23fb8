//! Where the tokens of a session come from.

mod renewal;

use std::{fmt, time::Duration};

use async_trait::async_trait;
use http::StatusCode;

pub use renewal::Renewal;

use super::{Login, Minted};
use crate::{
    credential::Secret,
    error::{BoxError, Cause, DocumentedError, Error, ErrorKind, Facts},
    redact::Masks,
    transport::TransportErrorKind,
};

/// Gets, renews and revokes the tokens of a [`TokenSession`](crate::session::TokenSession).
///
/// Generated crates implement it by the lifecycle that their document declares; implement it yourself for
/// a token that comes from elsewhere.
/// The session decides when each method is called, and never calls two at a time.
#[async_trait]
pub trait TokenSource: fmt::Debug + Send + Sync + 'static {
    /// Returns the login that the next [`mint`](Self::mint) sends; `None`, the default, if the source cannot tell.
    ///
    /// The session reads it again before each mint, and while credentials are refused.
    ///
    /// # Errors
    ///
    /// Credentials that cannot be read.
    async fn login(&self) -> Result<Option<Login>, SourceError> {
        Ok(None)
    }

    /// Returns what the session is called in logs and metrics, unless its settings
    /// [say otherwise](crate::session::SessionSettings::name); `custom` by default, and the crate's name in generated crates.
    fn name(&self) -> &'static str {
        "custom"
    }

    /// Gets a new token.
    ///
    /// # Errors
    ///
    /// [`SourceError::refused`] when the credentials are wrong, so that the session does not send them
    /// again; any other error starts a pause, which doubles with each further one.
    async fn mint(&self) -> Result<Minted, SourceError>;

    /// Returns how a token is renewed; `None`, the default, where each one is used until it ends.
    fn renewal(&self) -> Option<Renewal> {
        None
    }

    /// Renews `token`; the session counts the renewal before it calls this.
    ///
    /// # Errors
    ///
    /// [`SourceError::refused`] when the server will not renew this token, so that the session mints a
    /// new one; any other error leaves the token as it was.
    async fn renew(&self, token: &Secret) -> Result<(), SourceError> {
        let _ = token;
        Err(SourceError::new("this source cannot renew a token"))
    }

    /// Returns whether [`revoke`](Self::revoke) does anything; `false` by default.
    fn can_revoke(&self) -> bool {
        false
    }

    /// Revokes `token`.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from being revoked.
    async fn revoke(&self, token: &Secret) -> Result<(), SourceError> {
        let _ = token;
        Err(SourceError::new("this source cannot revoke a token"))
    }
}

/// Why a [`TokenSource`] failed.
///
/// Every [`Error`] of a call turns into one: use `?` or `into()`, so that the session knows its status.
/// It prints its cause as one line.
/// - 401 means [refused](Self::refused), and so does a 403 to a login with a password whose body is the error that
///   the API documents.
/// - Any other 403 comes from something on the way, as a firewall: pauses double up to 5 minutes.
/// - Any other 4XX than 408, 425 and 429, a redirect, and a response that cannot be read, are
///   [declined](Self::declined).
/// - All the rest may pass: pauses double up to 30 s.
///
/// A `Retry-After` of the server is kept to, however long it is.
#[derive(Debug)]
pub struct SourceError {
    pub(crate) verdict: Verdict,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) cause: Cause,
}

/// What a failure says of the credentials and of the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Nothing: it may pass.
    Passing,
    /// The server does not know who asks, or the token is dead.
    Unauthorized,
    /// The API itself says, in an error that it documents, that this login or call is not allowed.
    Refused,
    /// Something does not let the request pass, and it may not be the API that says so.
    Forbidden,
    /// The server says no to just this request.
    Declined,
}

impl SourceError {
    /// Creates the error for a failure that may pass.
    pub fn new(cause: impl Into<BoxError>) -> Self {
        Self {
            verdict: Verdict::Passing,
            retry_after: None,
            cause: Cause::of(cause.into()),
        }
    }

    /// Creates the error for credentials, or a token, that the server does not accept.
    pub fn refused(cause: impl Into<BoxError>) -> Self {
        Self {
            verdict: Verdict::Unauthorized,
            ..Self::new(cause)
        }
    }

    /// Creates the error for a request that the server rejects as it is, and for a response that cannot be read.
    ///
    /// It is tried again after pauses that double up to 15 minutes.
    pub fn declined(cause: impl Into<BoxError>) -> Self {
        Self {
            verdict: Verdict::Declined,
            ..Self::new(cause)
        }
    }

    /// Sets how long the server asks to wait before the next try.
    pub fn retry_after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(wait);
        self
    }

    /// Masks secrets in its text.
    pub(crate) fn masked(self, masks: &Masks) -> Self {
        Self {
            cause: self.cause.masked(masks),
            ..self
        }
    }

    /// Returns the cause as a value, for `downcast_ref`.
    pub fn cause(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
        self.cause.error()
    }

    /// Returns what is known of the call that failed.
    pub(crate) fn facts(&self) -> Facts {
        let facts = self.cause.facts();
        Facts {
            retry_after: self.retry_after.or(facts.retry_after),
            ..facts
        }
    }
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.cause, f)
    }
}

impl std::error::Error for SourceError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.next()
    }
}

impl<E: DocumentedError> From<Error<E>> for SourceError {
    fn from(error: Error<E>) -> Self {
        let verdict = match (error.kind(), error.status()) {
            // A proxy that wants other credentials counts its refusals, as a server does.
            (
                ErrorKind::Decode | ErrorKind::Transport(TransportErrorKind::ProxyAuthentication),
                _,
            ) => Verdict::Declined,
            (_, Some(status)) => verdict(status, says_something(&error)),
            (_, None) => Verdict::Passing,
        };
        let retry_after = error.retry_after();
        Self {
            verdict,
            retry_after,
            cause: Cause::of_call(error),
        }
    }
}

/// Returns whether the body is the error that the API documents, and says something as such.
///
/// Where all members are optional, any JSON of a firewall reads as one that says nothing.
fn says_something<E: DocumentedError>(error: &Error<E>) -> bool {
    let texts = error.documented().map(|said| [said.code(), said.message()]);
    texts
        .into_iter()
        .flatten()
        .flatten()
        .any(|text| !text.trim().is_empty())
}

pub(super) fn verdict(status: StatusCode, is_documented: bool) -> Verdict {
    match status.as_u16() {
        401 => Verdict::Unauthorized,
        403 if is_documented => Verdict::Refused,
        403 => Verdict::Forbidden,
        408 | 425 | 429 => Verdict::Passing,
        100..=499 => Verdict::Declined,
        _ => Verdict::Passing,
    }
}
