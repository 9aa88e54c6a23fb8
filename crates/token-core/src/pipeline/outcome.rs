//! What comes of an attempt, and of a call.

use http::StatusCode;

use super::Used;
use crate::{
    error::attempt::Attempt,
    transport::{error::TransportError, response::Response},
};

/// How a call ended.
pub(crate) struct CallOutcome {
    pub(crate) result: Result<Response, TransportError>,
    /// Every attempt, the one that decided included.
    pub(crate) attempts: Vec<Attempt>,
    /// Whether another attempt was due, and the retry budget refused it.
    pub(crate) exhausted: bool,
    /// Whether a DELETE found that an earlier attempt, whose response was lost, had done its work.
    pub(crate) already_gone: bool,
}

/// The outcome of one attempt.
pub(super) struct AttemptOutcome<'a> {
    pub(super) result: Result<Response, TransportError>,
    /// The credentials that it went out with.
    pub(super) used: Vec<Used<'a>>,
}

impl AttemptOutcome<'_> {
    pub(super) fn is_success(&self) -> bool {
        self.has(|status| status.is_success())
    }

    pub(super) fn is_unauthorized(&self) -> bool {
        self.has(|status| status == StatusCode::UNAUTHORIZED)
    }

    fn has(&self, what: impl FnOnce(StatusCode) -> bool) -> bool {
        self.result
            .as_ref()
            .is_ok_and(|response| what(response.status))
    }
}
