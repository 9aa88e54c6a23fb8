//! The success of a call, with what its response says beside the value.

use std::fmt;

use http::{HeaderMap, StatusCode};

use crate::redact;

/// A successful response.
#[derive(Clone)]
#[non_exhaustive]
pub struct Reply<T> {
    /// What it holds.
    pub value: T,
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// How many attempts it took.
    pub attempts: u32,
    /// Whether a DELETE found nothing to remove, after an earlier attempt whose response was lost.
    ///
    /// The status is then 404 or 410, and the call succeeds because the earlier attempt did.
    pub already_gone: bool,
}

impl<T> Reply<T> {
    pub(crate) fn new(value: T, status: StatusCode, headers: HeaderMap) -> Self {
        Self {
            value,
            status,
            headers,
            attempts: 1,
            already_gone: false,
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for Reply<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("value", &self.value)
            .field("status", &self.status)
            .field("headers", &redact::Headers(&self.headers))
            .field("attempts", &self.attempts)
            .field("already_gone", &self.already_gone)
            .finish()
    }
}
