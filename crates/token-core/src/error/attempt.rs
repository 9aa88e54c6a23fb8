//! One try of a call, as the error and the trace show it.

use std::time::Duration;

use http::StatusCode;

use crate::transport::error::{Sent, TransportErrorKind};

/// One try of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// The status of the response; `None` if none came.
    pub status: Option<StatusCode>,
    /// The fault that kept a response away; `None` if a response came.
    pub fault: Option<TransportErrorKind>,
    /// Whether the server may have seen the request.
    pub sent: Sent,
    /// How long it took.
    pub took: Duration,
    /// How long the call had waited before it; zero for the first attempt and for the replay after a 401.
    pub waited: Duration,
    /// Whether the server says that it did nothing and when to come back.
    pub(crate) refused: bool,
}

impl Attempt {
    /// Returns whether the server may have acted without saying so.
    pub(crate) fn is_ambiguous(&self) -> bool {
        match self.status {
            Some(status) => status.is_server_error() && !self.refused,
            None => self.sent != Sent::No,
        }
    }
}
