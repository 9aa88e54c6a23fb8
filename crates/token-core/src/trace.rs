//! Spans for `tracing`: a call and its attempts, with allow-listed fields.

#[cfg(not(feature = "tracing"))]
pub(crate) use off::{attempt, call};
#[cfg(feature = "tracing")]
pub(crate) use on::{attempt, call};

#[cfg(feature = "tracing")]
mod on {
    use tracing::{Instrument, debug_span};

    use crate::OperationInfo;

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
}

#[cfg(not(feature = "tracing"))]
mod off {
    use crate::OperationInfo;

    /// Runs a call.
    pub(crate) fn call<F: Future>(_operation: &OperationInfo, future: F) -> F {
        future
    }

    /// Runs an attempt.
    pub(crate) fn attempt<F: Future>(_operation: &OperationInfo, future: F) -> F {
        future
    }
}
