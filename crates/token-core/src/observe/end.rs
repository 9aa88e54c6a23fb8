//! How calls and their attempts end, as spans and metrics have it.

use std::time::Duration;

use http::StatusCode;

use super::error_type::ErrorType;
use crate::transport::error::Sent;

/// How a call ended.
pub(crate) struct CallEnd {
    pub(crate) status: Option<StatusCode>,
    pub(crate) error: Option<ErrorType>,
    /// `None` if that is unknown, because the call was dropped.
    pub(crate) attempts: Option<usize>,
}

/// How an attempt ended.
pub(crate) struct ExchangeEnd {
    pub(crate) status: Option<StatusCode>,
    pub(crate) error: Option<ErrorType>,
    pub(crate) sent: Sent,
    pub(crate) took: Option<Duration>,
}
