//! The span of a call, and what is decided between its attempts.

use std::time::Duration;

use tracing::{Instrument, Span, debug, field::Empty, info_span, warn};

use super::{CALL, end, number};
use crate::{
    codegen::api_info::ApiInfo,
    observe::{end::CallEnd, error_type::ErrorType},
    operation::info::OperationInfo,
};

/// The span of a call.
pub(crate) struct Call(Span);

impl Call {
    pub(crate) fn begin(api: &ApiInfo, operation: &OperationInfo) -> Self {
        Self(info_span!(
            target: CALL,
            "call",
            otel.name = operation.id,
            otel.kind = "internal",
            otel.status_code = Empty,
            token_core.api = api.crate_name,
            token_core.operation = operation.id,
            token_core.attempts = Empty,
            http.response.status_code = Empty,
            error.type = Empty,
        ))
    }

    pub(crate) fn run<F: Future>(&self, call: F) -> impl Future<Output = F::Output> + use<F> {
        call.instrument(self.0.clone())
    }

    pub(crate) fn end(&self, outcome: &CallEnd) {
        let CallEnd {
            status,
            error,
            attempts,
        } = *outcome;
        let attempts = attempts.map(|attempts| i64::try_from(attempts).unwrap_or(i64::MAX));
        if let Some(attempts) = attempts {
            self.0.record("token_core.attempts", attempts);
        }
        end(&self.0, status, error);
        debug!(
        target: CALL,
        parent: &self.0,
        {
        http.response.status_code = status.map(number),
        error.type = error.as_ref().map(ErrorType::as_str),
        token_core.attempts = attempts,
        },
        "call ended"
        );
    }
}

/// Reports a wait before another attempt.
pub(crate) fn retrying(operation: &OperationInfo, error: Option<ErrorType>, wait: Duration) {
    warn!(
    target: CALL,
    {
    token_core.operation = operation.id,
    error.type = error.as_ref().map(ErrorType::as_str),
    token_core.wait = ?wait,
    },
    "attempt failed, retrying"
    );
}

/// Reports a retry that the budget of all calls refused.
pub(crate) fn budget_refused(operation: &OperationInfo) {
    warn!(
    target: CALL,
    {
    token_core.operation = operation.id,
    },
    "retry budget spent, not retrying"
    );
}
