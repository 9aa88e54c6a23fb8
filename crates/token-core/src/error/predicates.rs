//! What kind of failure it was: questions that hold for a call and for the login that failed before it.

use super::{Error, cause::Facts, kind::ErrorKind};
use crate::transport::error::{Sent, TransportErrorKind};

impl<E> Error<E> {
    /// Returns whether the last attempt, the login, or the call as a whole took too long.
    pub fn is_timeout(&self) -> bool {
        self.facts().timed_out
    }

    /// Returns whether an attempt failed before the server processed anything: no connection, a refused HTTP/2 stream, or
    /// a proxy that refused the credentials.
    pub fn is_connect(&self) -> bool {
        self.fault().is_some() && !self.0.attempts.is_empty() && self.sent() == Sent::No
    }

    /// Returns whether the server refused because it is rate-limited or overloaded: 429, or 503 with a `Retry-After`.
    ///
    /// The server of the login counts as well.
    pub fn is_throttled(&self) -> bool {
        self.facts().is_throttled()
    }

    /// Returns what is known of the call, or of the login that failed before it.
    pub(crate) fn facts(&self) -> Facts {
        let login_was_late = self.0.login.is_some_and(|login| login.timed_out);
        Facts {
            status: self.status(),
            retry_after: self.retry_after(),
            timed_out: login_was_late || self.fault() == Some(TransportErrorKind::Timeout),
        }
    }

    /// Returns whether the call would have been retried, but the client's
    /// [`RetryBudget`](crate::retry::RetryBudget) was spent.
    ///
    /// Everything else in the error, its [`kind`](Self::kind) included, is that of the last attempt.
    pub fn is_budget_exhausted(&self) -> bool {
        self.0.exhausted
    }

    /// Returns the fault that kept the last response away; `None` for errors of any other kind.
    pub fn fault(&self) -> Option<TransportErrorKind> {
        match self.0.kind {
            ErrorKind::Transport(kind) => Some(kind),
            _ => None,
        }
    }
}
