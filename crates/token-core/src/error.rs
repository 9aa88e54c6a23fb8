//! Why a call failed: one type for all of it.
//!
//! [`Error`] is what every call returns; its [`kind`](Error::kind) is an [`ErrorKind`], and what the API documents for
//! the operation is a value of its own ([`documented`](Error::documented)).
//! [`InvalidArgument`] and [`DecodeError`] are what the two directions of an operation fail with.
//!
//! ```
//! use token_core::{Error, error::ErrorKind};
//!
//! fn advice(error: &Error) -> &'static str {
//!     match error.kind() {
//!         ErrorKind::Config => "fix the settings",
//!         _ if error.is_throttled() => "come back later",
//!         _ => "see the log",
//!     }
//! }
//! ```

pub(crate) mod attempt;
pub(crate) mod box_error;
pub(crate) mod cause;
mod create;
pub(crate) mod decode_error;
pub(crate) mod documented;
pub(crate) mod invalid_argument;
pub(crate) mod kind;
mod predicates;
mod print;
mod recognize;
pub(crate) mod text;

use std::{convert::Infallible, error::Error as StdError, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode};

pub use attempt::Attempt;
pub use box_error::BoxError;
pub(crate) use cause::{Cause, Facts};
pub use decode_error::DecodeError;
pub use documented::DocumentedError;
pub use invalid_argument::InvalidArgument;
pub use kind::ErrorKind;
pub(crate) use text::Line;

use crate::{
    operation::info::OperationInfo,
    retry::after::retry_after,
    session::error::TokenError,
    transport::{error::Sent, response::Response},
};

/// Why a call failed; the size of a pointer.
///
/// `E` holds the errors that the API documents for the operation; see [`documented`](Self::documented).
/// What came from the server is all there: status, headers and raw body.
///
/// # Text
///
/// `Display` is one line of at most 400 characters that says why: `createUserToken: no access token: getAccessToken:
/// HTTP 401 Unauthorized`.
/// Texts of a server, a file or another library are quoted shortened, with control characters escaped and the secrets
/// of the request masked; neither `Display` nor `Debug` prints a body, a secret or a query.
///
/// # Causes
///
/// What `Display` has said already is not part of the chain of [`source`](StdError::source), so that a chain that is
/// printed (`{:#}` of anyhow) repeats nothing.
/// All errors of this crate follow that rule.
/// The chain holds texts only; [`cause`](Self::cause) returns the value for `downcast_ref`, and
/// [`token_error`](Self::token_error) the one of a login that failed.
///
/// # Logins that failed
///
/// An error of the kind [`Credential`](ErrorKind::Credential) has [`status`](Self::status),
/// [`retry_after`](Self::retry_after), [`is_timeout`](Self::is_timeout) and [`is_throttled`](Self::is_throttled) of the
/// login's failure.
/// The rest is about the call itself: [`sent`](Self::sent), [`attempts`](Self::attempts), and also
/// [`headers`](Self::headers), [`raw_body`](Self::raw_body) and [`request_id`](Self::request_id), because a login's
/// response holds secrets; the login's own are those of the [`cause`](TokenError::cause) of its error.
pub struct Error<E = Infallible>(Box<Inner<E>>);

struct Inner<E> {
    kind: ErrorKind,
    operation: Option<&'static OperationInfo>,
    message: Line,
    documented: Option<E>,
    response: Option<Response>,
    attempts: Vec<Attempt>,
    exhausted: bool,
    cause: Option<Cause>,
    /// What is known of the login that kept the call from having a credential.
    login: Option<Facts>,
}

impl<E> Error<E> {
    /// Returns what kind of failure it was.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns the error that the API documents, if the response is one.
    pub fn documented(&self) -> Option<&E> {
        self.0.documented.as_ref()
    }

    /// Returns the error that the API documents, by value.
    pub fn into_documented(self) -> Option<E> {
        self.0.documented
    }

    /// Returns the operation that was called; `None` while a client is set up.
    pub fn operation(&self) -> Option<&'static OperationInfo> {
        self.0.operation
    }

    /// Returns the error of the login, if that is why there is no credential.
    pub fn token_error(&self) -> Option<&TokenError> {
        self.cause()?.downcast_ref()
    }

    /// Returns the cause as a value, for `downcast_ref`.
    ///
    /// It is a [`TokenError`], a [`DecodeError`], an [`InvalidArgument`], or
    /// an error of the transport or of a credential of your own.
    /// The text of another library's error is not cleaned here; the one that this error prints is.
    pub fn cause(&self) -> Option<&(dyn StdError + Send + Sync + 'static)> {
        self.0.cause.as_ref().map(Cause::error)
    }

    /// Returns the status of the response, if one came; of the login's response, if the login failed.
    pub fn status(&self) -> Option<StatusCode> {
        match &self.0.response {
            Some(response) => Some(response.status),
            None => self.0.login.and_then(|login| login.status),
        }
    }

    /// Returns the headers of the response, if one came.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.response.as_ref().map(|response| &response.headers)
    }

    /// Returns the body of the response as it came, if one came; it may hold a secret.
    pub fn raw_body(&self) -> Option<&Bytes> {
        self.0.response.as_ref().map(|response| &response.body)
    }

    /// Returns the server's name for the call, from `X-Request-Id` and its like.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id_header()?.to_str().ok()
    }

    /// Returns the same, unless it quotes a secret.
    fn printable_request_id(&self) -> Option<&str> {
        let id = self.request_id_header()?;
        id.to_str().ok().filter(|_| !id.is_sensitive())
    }

    fn request_id_header(&self) -> Option<&HeaderValue> {
        let headers = self.headers()?;
        ["x-request-id", "request-id", "x-correlation-id"]
            .iter()
            .find_map(|name| headers.get(*name))
    }

    /// Returns every try of the call, in order; empty when nothing was tried.
    pub fn attempts(&self) -> &[Attempt] {
        &self.0.attempts
    }

    /// Returns whether the server may have seen the request, over all attempts.
    pub fn sent(&self) -> Sent {
        let answered = self.0.response.as_ref().map(|_| Sent::Yes);
        let attempts = self.0.attempts.iter().map(|attempt| attempt.sent);
        attempts.chain(answered).max().unwrap_or(Sent::No)
    }

    /// Returns how long the server, or that of the login, asks to wait before the next call.
    pub fn retry_after(&self) -> Option<Duration> {
        match self.headers() {
            Some(headers) => retry_after(headers),
            None => self.0.login.and_then(|login| login.retry_after),
        }
    }

    /// Returns the error without its documented type, to keep errors of several operations in one place.
    pub fn into_untyped(self) -> Error {
        self.retype()
    }

    /// Returns the error for another operation type, without what was documented for this one.
    pub(crate) fn retype<F>(self) -> Error<F> {
        let Inner {
            kind,
            operation,
            message,
            response,
            attempts,
            exhausted,
            cause,
            login,
            ..
        } = *self.0;
        Error(Box::new(Inner {
            kind,
            operation,
            message,
            documented: None,
            response,
            attempts,
            exhausted,
            cause,
            login,
        }))
    }
}

impl<E> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let cause = self.0.cause.as_ref()?;
        match self.0.kind {
            // The only causes that the line does not name.
            ErrorKind::Transport(_) => Some(cause),
            _ => cause.next(),
        }
    }
}
