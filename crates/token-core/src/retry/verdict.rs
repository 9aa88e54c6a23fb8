//! What to do after an attempt: by what was sent, the status, and whether the operation is idempotent.

use std::time::Duration;

use http::StatusCode;

use super::throttling::is_throttling;
use crate::{
    operation::info::OperationInfo,
    transport::error::{Sent, TransportErrorKind},
};

/// What to do after an attempt that did not succeed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Return the failure.
    Stop,
    /// Try again.
    Retry,
    /// Try again; the server is overloaded and says so.
    Throttled,
}

/// How an attempt ended.
#[derive(Debug, Clone, Copy)]
pub(crate) enum AttemptResult {
    /// A response came, with or without a `Retry-After`.
    Status(StatusCode, Option<Duration>),
    /// A fault kept it away.
    Fault(TransportErrorKind, Sent),
}

/// Returns what to do about an attempt of `operation` that ended so.
pub(crate) fn verdict(operation: &OperationInfo, ending: AttemptResult) -> Verdict {
    match ending {
        AttemptResult::Status(status, after) => by_status(operation, status, after),
        AttemptResult::Fault(kind, sent) => by_fault(operation, kind, sent),
    }
}

fn by_status(operation: &OperationInfo, status: StatusCode, after: Option<Duration>) -> Verdict {
    match status.as_u16() {
        _ if is_throttling(status, after) => Verdict::Throttled,
        408 | 425 | 500 | 502 | 503 | 504 if operation.is_idempotent() => Verdict::Retry,
        _ => Verdict::Stop,
    }
}

fn by_fault(operation: &OperationInfo, kind: TransportErrorKind, sent: Sent) -> Verdict {
    use TransportErrorKind::{Body, Closed, Connect, Dns, Timeout};
    let passing = matches!(kind, Dns | Connect | Timeout | Closed | Body);
    if passing && (sent == Sent::No || operation.is_idempotent()) {
        Verdict::Retry
    } else {
        Verdict::Stop
    }
}
