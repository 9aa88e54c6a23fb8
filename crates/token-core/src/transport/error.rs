//! Why there is no response, and whether the server may have seen the request.

use std::{borrow::Cow, fmt};

use crate::{
    error::{box_error::BoxError, cause::Cause, text::Line},
    redact::secrets::Masks,
};

/// Whether a request may have reached the server: what decides if it may be repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sent {
    /// Nothing reached the server, or the server says that it processed nothing.
    No,
    /// Something left it; what the server made of it is unknown.
    Maybe,
    /// The server began to respond.
    Yes,
}

/// What kind of fault kept a response away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The host has no address.
    Dns,
    /// No connection came about.
    Connect,
    /// The connection is not trusted, or the other side does not speak TLS.
    Tls,
    /// It took too long.
    Timeout,
    /// The server closed the connection before it responded.
    Closed,
    /// The response body broke off or was malformed.
    Body,
    /// The response body is longer than the limit.
    TooLarge,
    /// The server responded with a redirect, which is never followed.
    Redirect,
    /// A proxy wants credentials, or other ones than it got: 407, or their refusal by a SOCKS proxy.
    ///
    /// It is not retried, because proxies lock accounts, too.
    ProxyAuthentication,
    /// Anything else, such as a response that is not HTTP.
    Other,
}

impl TransportErrorKind {
    /// Returns the fault's name, as logs and metrics have it: `name_resolution_error`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dns => "name_resolution_error",
            Self::Connect => "connection_error",
            Self::Tls => "tls_error",
            Self::Timeout => "timeout",
            Self::Closed => "connection_closed",
            Self::Body => "body_error",
            Self::TooLarge => "body_too_large",
            Self::Redirect => "redirect",
            Self::ProxyAuthentication => "proxy_authentication_required",
            Self::Other => "_OTHER",
        }
    }

    /// Returns what happened, and how to fix it if that is known.
    pub(crate) fn describe(self) -> &'static str {
        match self {
            Self::Dns => "the host name does not resolve",
            Self::Connect => "no connection to the server",
            Self::Tls => {
                "TLS failed; check the host name, the clock, and the certificates that this machine trusts"
            }
            Self::Timeout => "the server did not respond in time",
            Self::Closed => "the server closed the connection without a response",
            Self::Body => "the response broke off",
            Self::TooLarge => "the response body is longer than the limit",
            Self::Redirect => "the server redirects, which is not followed",
            Self::ProxyAuthentication => {
                "the proxy responds with 407 Proxy Authentication Required; check its user and password"
            }
            Self::Other => "the exchange failed",
        }
    }
}

/// Why a [`Transport`](super::Transport) brought no response.
#[derive(Debug)]
#[non_exhaustive]
pub struct TransportError {
    /// What kind of fault it was.
    pub kind: TransportErrorKind,
    /// Whether the server may have seen the request.
    pub sent: Sent,
    pub(crate) cause: Option<Cause>,
    /// What happened, if there is more to say than the kind does.
    message: Option<Line>,
}

impl TransportError {
    /// Creates the error without a cause.
    pub fn new(kind: TransportErrorKind, sent: Sent) -> Self {
        Self {
            kind,
            sent,
            cause: None,
            message: None,
        }
    }

    /// Sets a line that says more than the kind does; it must hold neither a secret nor a URL with a query.
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub(crate) fn with_message(mut self, message: String) -> Self {
        self.message = Some(Line::new(message));
        self
    }

    /// Returns what happened.
    pub(crate) fn message(&self) -> Cow<'static, str> {
        match &self.message {
            Some(message) => message.as_str().to_owned().into(),
            None => self.kind.describe().into(),
        }
    }

    /// Attaches the cause.
    ///
    /// Its text is printed as one line, and the secrets of the request are masked in it; it must not hold others.
    pub fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.cause = Some(Cause::of(source.into()));
        self
    }

    /// Returns the cause as a value, for `downcast_ref`; [`source`](std::error::Error::source) holds its text.
    pub fn cause(&self) -> Option<&(dyn std::error::Error + Send + Sync + 'static)> {
        self.cause.as_ref().map(Cause::error)
    }

    /// Masks the secrets of the request.
    pub(crate) fn masked(mut self, masks: &Masks) -> Self {
        self.cause = self.cause.map(|cause| cause.masked(masks));
        self
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_ref().map(|cause| cause as _)
    }
}
