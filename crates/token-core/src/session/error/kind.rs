//! The kinds of failures of a session.

/// What kind of failure it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenErrorKind {
    /// The server refused the credentials.
    ///
    /// They are not sent again, because accounts are locked for it.
    /// Other credentials of the source are sent at once, and
    /// [`TokenSession::invalidate`](crate::session::TokenSession::invalidate) has the same ones tried once more.
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
    /// see [`TokenSession::token_valid_for`](crate::session::TokenSession::token_valid_for).
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
