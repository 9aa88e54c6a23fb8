//! One attempt of a call: a request, and its response.

use super::{
    end::ExchangeEnd,
    error_type::{CANCELLED, ErrorType},
};
use crate::{
    error::attempt::Attempt,
    meter, trace,
    transport::{error::Sent, request::Request},
};

/// Watches an attempt; one that is dropped before its end counts as cancelled.
#[must_use]
pub(crate) struct ExchangeProbe {
    span: trace::Exchange,
    meter: meter::Exchange,
    ended: bool,
}

impl ExchangeProbe {
    pub(crate) fn begin(request: &Request) -> Self {
        Self {
            span: trace::Exchange::begin(request),
            meter: meter::Exchange::begin(request),
            ended: false,
        }
    }

    /// Runs the exchange in its span.
    pub(crate) fn run<F: Future>(&self, exchange: F) -> impl Future<Output = F::Output> + use<F> {
        self.span.run(exchange)
    }

    /// Notes how the attempt ended, and ends its span.
    pub(crate) fn end(mut self, attempt: &Attempt) {
        self.note(&ExchangeEnd {
            status: attempt.status,
            error: ErrorType::of_attempt(attempt),
            sent: attempt.sent,
            took: Some(attempt.took),
        });
    }

    fn note(&mut self, end: &ExchangeEnd) {
        self.ended = true;
        self.span.end(end);
        self.meter.end(end);
    }
}

/// Notes which HTTP the server speaks, in the attempt that is under way.
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub(crate) fn protocol(version: http::Version) {
    trace::protocol(version);
}

impl Drop for ExchangeProbe {
    fn drop(&mut self) {
        if !self.ended {
            self.note(&ExchangeEnd {
                status: None,
                error: Some(CANCELLED),
                sent: Sent::Maybe,
                took: None,
            });
        }
    }
}
