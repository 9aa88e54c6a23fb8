//! Spans and events for `tracing`: a call and its attempts, with allow-listed fields.

#[cfg(not(feature = "tracing"))]
pub(crate) use off::{attempt, attempted, call, retrying};
#[cfg(feature = "tracing")]
pub(crate) use on::{attempt, attempted, call, retrying};

#[cfg(feature = "tracing")]
mod on {
    use std::time::Duration;

    use tracing::{Instrument, debug, debug_span};

    use crate::{Attempt, OperationInfo};

    /// Runs a call in its span.
    pub(crate) fn call<F: Future>(
        operation: &OperationInfo,
        future: F,
    ) -> impl Future<Output = F::Output> + use<F> {
        future.instrument(debug_span!("call", operation = operation.id))
    }

    /// Runs an attempt in its span.
    pub(crate) fn attempt<F: Future>(
        operation: &OperationInfo,
        future: F,
    ) -> impl Future<Output = F::Output> + use<F> {
        // The template rather than the path, which holds arguments.
        future.instrument(debug_span!("attempt", method = %operation.method, path = operation.path))
    }

    /// Notes how an attempt ended.
    pub(crate) fn attempted(attempt: &Attempt) {
        let status = attempt.status.map(|status| status.as_u16());
        debug!(status, fault = ?attempt.fault, sent = ?attempt.sent, took = ?attempt.took, "attempted");
    }

    /// Notes a wait before another attempt.
    pub(crate) fn retrying(wait: Duration) {
        debug!(?wait, "retrying");
    }
}

#[cfg(not(feature = "tracing"))]
mod off {
    use std::time::Duration;

    use crate::{Attempt, OperationInfo};

    /// Runs a call.
    pub(crate) fn call<F: Future>(_operation: &OperationInfo, future: F) -> F {
        future
    }

    /// Runs an attempt.
    pub(crate) fn attempt<F: Future>(_operation: &OperationInfo, future: F) -> F {
        future
    }

    /// Notes how an attempt ended.
    pub(crate) fn attempted(_attempt: &Attempt) {}

    /// Notes a wait before another attempt.
    pub(crate) fn retrying(_wait: Duration) {}
}
