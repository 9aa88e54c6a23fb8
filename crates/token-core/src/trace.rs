//! Spans and events for `tracing`, by the OpenTelemetry conventions for HTTP clients.
//!
//! The fields are an allow-list: `url.full`, headers and bodies are never recorded, since they may hold secrets.

#[cfg(not(feature = "tracing"))]
mod off;
#[cfg(feature = "tracing")]
mod on;

#[cfg(not(feature = "tracing"))]
pub(crate) use off::*;
#[cfg(feature = "tracing")]
pub(crate) use on::*;
