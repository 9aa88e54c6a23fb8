//! Why a source of tokens failed, and what that says of the credentials.

use std::{fmt, time::Duration};

use http::StatusCode;

use crate::{
    error::{
        Error,
        box_error::BoxError,
        cause::{Cause, Facts},
        documented::DocumentedError,
        kind::ErrorKind,
    },
    redact::secrets::Masks,
    transport::error::TransportErrorKind,
};

/// Why a [`TokenSource`](super::TokenSource) failed.
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
    pub(crate) class: FailureClass,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) cause: Cause,
}

/// What a failure says of the credentials and of the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FailureClass {
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
            class: FailureClass::Passing,
            retry_after: None,
            cause: Cause::of(cause.into()),
        }
    }

    /// Creates the error for credentials, or a token, that the server does not accept.
    pub fn refused(cause: impl Into<BoxError>) -> Self {
        Self {
            class: FailureClass::Unauthorized,
            ..Self::new(cause)
        }
    }

    /// Creates the error for a request that the server rejects as it is, and for a response that cannot be read.
    ///
    /// It is tried again after pauses that double up to 15 minutes.
    pub fn declined(cause: impl Into<BoxError>) -> Self {
        Self {
            class: FailureClass::Declined,
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
        let class = match (error.kind(), error.status()) {
            // A proxy that wants other credentials counts its refusals, as a server does.
            (
                ErrorKind::Decode | ErrorKind::Transport(TransportErrorKind::ProxyAuthentication),
                _,
            ) => FailureClass::Declined,
            (_, Some(status)) => failure_class(status, says_something(&error)),
            (_, None) => FailureClass::Passing,
        };
        let retry_after = error.retry_after();
        Self {
            class,
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

pub(crate) fn failure_class(status: StatusCode, is_documented: bool) -> FailureClass {
    match status.as_u16() {
        401 => FailureClass::Unauthorized,
        403 if is_documented => FailureClass::Refused,
        403 => FailureClass::Forbidden,
        408 | 425 | 429 => FailureClass::Passing,
        100..=499 => FailureClass::Declined,
        _ => FailureClass::Passing,
    }
}
