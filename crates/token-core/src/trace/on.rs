//! The feature `tracing` is on.

mod call;
mod exchange;
mod session;

pub(crate) use call::{Call, budget_refused, retrying};
pub(crate) use exchange::Exchange;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub(crate) use exchange::protocol;
pub(crate) use session::{refresh, refreshed, session_event, session_failed};

use tracing::Span;

use crate::observe::error_type::ErrorType;

/// The target of what happens in calls.
const CALL: &str = "token_core::call";

/// The target of what happens to the tokens of sessions.
const SESSION: &str = "token_core::session";

/// Returns a status as OpenTelemetry's integers are: `tracing-opentelemetry` would turn an unsigned one into text.
fn number(status: http::StatusCode) -> i64 {
    i64::from(status.as_u16())
}

/// Marks a span as failed.
fn fail(span: &Span, error: &str) {
    span.record("error.type", error);
    span.record("otel.status_code", "ERROR");
}

/// Notes the status and the error that a span ended with.
fn end(span: &Span, status: Option<http::StatusCode>, error: Option<ErrorType>) {
    if let Some(status) = status {
        span.record("http.response.status_code", number(status));
    }
    if let Some(error) = error {
        fail(span, error.as_str());
    }
}
