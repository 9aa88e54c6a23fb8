//! Why a call failed: one type for all of it.

mod attempt;
mod create;
mod documented;
mod print;

use std::{borrow::Cow, convert::Infallible, error::Error as StdError, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode};

pub use attempt::Attempt;
pub use documented::DocumentedError;

use crate::{
    OperationInfo, Response, Sent, TransportErrorKind,
    retry::{is_throttling, retry_after},
};

/// Any error, as a cause.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// Why a call failed; one word wide.
///
/// `E` holds the errors that the API documents for the operation; see [`documented`](Self::documented).
/// What came from the server is all there: status, headers and raw body.
/// `Display` is one line; neither it nor `Debug` prints a body, a secret or a query.
pub struct Error<E = Infallible>(Box<Inner<E>>);

struct Inner<E> {
    kind: ErrorKind,
    operation: Option<&'static OperationInfo>,
    message: Cow<'static, str>,
    documented: Option<E>,
    response: Option<Response>,
    attempts: Vec<Attempt>,
    exhausted: bool,
    source: Option<BoxError>,
}

/// What kind of failure it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client is set up wrongly.
    Config,
    /// An argument cannot travel; nothing was sent.
    InvalidArgument,
    /// There is no valid credential; the operation was not called, or not called again.
    Credential,
    /// The network failed.
    Transport(TransportErrorKind),
    /// The server responded with a status that is neither a success nor a redirect, documented or not.
    ///
    /// That is any status of 400 and above, and also 101, 300 and 304, which leave a client without a result.
    Api,
    /// The server accepted, and its answer is not what the API documents.
    ///
    /// A body that ends too early counts here where the operation is not idempotent, so that what came of
    /// it is not lost; for all others it is a fault of the network.
    Decode,
}

impl<E> Error<E> {
    /// Returns what kind of failure it was.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns the error that the API documents, if the answer is one.
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

    /// Returns the status of the answer, if one came.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.response.as_ref().map(|response| response.status)
    }

    /// Returns the headers of the answer, if one came.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.response.as_ref().map(|response| &response.headers)
    }

    /// Returns the body of the answer as it came, if one came; it may hold a secret.
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

    /// Returns how long the server asks to wait before the next call.
    pub fn retry_after(&self) -> Option<Duration> {
        self.headers().and_then(retry_after)
    }

    /// Returns whether the last attempt, or the call as a whole, took too long.
    pub fn is_timeout(&self) -> bool {
        self.fault() == Some(TransportErrorKind::Timeout)
    }

    /// Returns whether no connection to the server came about, so that nothing was sent.
    pub fn is_connect(&self) -> bool {
        self.fault().is_some() && !self.0.attempts.is_empty() && self.sent() == Sent::No
    }

    /// Returns whether the server refused because it is asked too much: 429, or 503 with a `Retry-After`.
    pub fn is_throttled(&self) -> bool {
        self.status()
            .is_some_and(|status| is_throttling(status, self.retry_after()))
    }

    /// Returns whether the call would have been retried, but the client's
    /// [`RetryBudget`](crate::RetryBudget) was spent.
    ///
    /// Everything else in the error, its [`kind`](Self::kind) included, is that of the last attempt.
    pub fn is_budget_exhausted(&self) -> bool {
        self.0.exhausted
    }

    /// Returns the fault that kept the last response away.
    pub fn fault(&self) -> Option<TransportErrorKind> {
        match self.0.kind {
            ErrorKind::Transport(kind) => Some(kind),
            _ => None,
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
            source,
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
            source,
        }))
    }

    /// Creates an error of the kind [`ErrorKind::Config`].
    pub fn config(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Config, None, message)
    }
}

impl<E> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
