//! The trace of an attempt in its request, so that the server's spans continue it.

use opentelemetry::propagation::{Injector, TextMapPropagator};
use opentelemetry_sdk::propagation::TraceContextPropagator;
use squadcast_tokens::token_core::{
    async_trait,
    http::{HeaderMap, HeaderName, HeaderValue},
    transport::{Request, Response, Transport, TransportError},
};
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt;

/// A transport that adds the header `traceparent` for the span of the attempt.
#[derive(Debug, Clone)]
pub struct Propagating<T>(pub T);

#[async_trait]
impl<T: Transport> Transport for Propagating<T> {
    async fn send(&self, mut request: Request) -> Result<Response, TransportError> {
        // A transport runs in the span of its attempt.
        let context = Span::current().context();
        TraceContextPropagator::new().inject_context(&context, &mut Headers(&mut request.headers));
        self.0.send(request).await
    }
}

struct Headers<'a>(&'a mut HeaderMap);

impl Injector for Headers<'_> {
    fn set(&mut self, key: &str, value: String) {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(key), HeaderValue::try_from(value)) {
            self.0.insert(name, value);
        }
    }
}
