//! The span of an attempt.

use tracing::{Instrument, Span, debug, field::Empty, info_span};

use super::{CALL, end, number};
use crate::{
    observe::{end::ExchangeEnd, error_type::ErrorType, host},
    transport::request::Request,
};

/// Notes in the span of the attempt, which is the current one, which HTTP the server speaks: `1.1`, `2`.
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub(crate) fn protocol(version: http::Version) {
    let version = match version {
        http::Version::HTTP_10 => "1.0",
        http::Version::HTTP_11 => "1.1",
        http::Version::HTTP_2 => "2",
        _ => return,
    };
    Span::current().record("network.protocol.version", version);
}

/// The span of an attempt: one request, and its response.
pub(crate) struct Exchange(Span);

impl Exchange {
    pub(crate) fn begin(request: &Request) -> Self {
        let operation = request.operation;
        let resends = request.attempt.saturating_sub(1);
        Self(info_span!(
            target: CALL,
            "attempt",
            // The template rather than the path, which holds arguments.
            otel.name = %format_args!("{} {}", operation.method, operation.path),
            otel.kind = "client",
            otel.status_code = Empty,
            http.request.method = operation.method.as_str(),
            http.request.resend_count = (resends > 0).then_some(i64::from(resends)),
            url.template = operation.path,
            server.address = host(&request.url),
            server.port = request.url.port_or_known_default().map(i64::from),
            http.response.status_code = Empty,
            network.protocol.version = Empty,
            error.type = Empty,
        ))
    }

    pub(crate) fn run<F: Future>(&self, exchange: F) -> impl Future<Output = F::Output> + use<F> {
        exchange.instrument(self.0.clone())
    }

    pub(crate) fn end(&self, outcome: &ExchangeEnd) {
        let ExchangeEnd {
            status,
            error,
            sent,
            took,
        } = *outcome;
        end(&self.0, status, error);
        debug!(
        target: CALL,
        parent: &self.0,
        {
        http.response.status_code = status.map(number),
        error.type = error.as_ref().map(ErrorType::as_str),
        token_core.sent = ?sent,
        token_core.took = took.map(tracing::field::debug),
        },
        "attempt ended"
        );
    }
}
