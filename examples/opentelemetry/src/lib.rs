//! A client whose traces go to an OpenTelemetry collector, and whose requests carry `traceparent`.
//!
//! The collector and the API are stubs on this machine; a program of yours needs [`exporter`], [`subscriber`] and
//! [`Propagating`].

mod collector;
mod propagation;

use opentelemetry::trace::TracerProvider;
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig};
use opentelemetry_sdk::trace::SdkTracerProvider;
use squadcast_tokens::{Client, ListUserTokens, token_core::transport::ReqwestTransport};
use token_sandbox::{Operation, Sandbox, StatusCode, seed};
use tracing::Subscriber;
use tracing_subscriber::{layer::SubscriberExt, registry::Registry};

pub use collector::{Collector, Span};
pub use propagation::Propagating;

type Result<T = (), E = Box<dyn std::error::Error>> = std::result::Result<T, E>;

/// What a run brought about.
#[derive(Debug)]
pub struct Outcome {
    /// The spans that the collector received.
    pub exported: Vec<Span>,
    /// The `traceparent` of each request that the API received.
    pub received: Vec<String>,
}

/// Lists tokens while the API fails once, and exports the traces of it.
///
/// # Errors
///
/// Whatever goes wrong on the way.
pub fn run() -> Result<Outcome> {
    let collector = Collector::start()?;
    let provider = exporter(&collector.endpoint())?;
    let guard = tracing::subscriber::set_default(subscriber(&provider));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let received = runtime.block_on(calls())?;
    // The refresh in the background may still hold a span.
    drop(runtime);
    drop(guard);
    // Sends what has not been sent yet.
    provider.shutdown()?;
    Ok(Outcome {
        exported: collector.spans(),
        received,
    })
}

/// Returns a provider that exports in batches to `endpoint`, `http://…/v1/traces`.
///
/// # Errors
///
/// An exporter that cannot be set up.
pub fn exporter(endpoint: &str) -> Result<SdkTracerProvider> {
    // An error says that the program has chosen a provider of cryptography already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let exporter = SpanExporter::builder()
        .with_http()
        .with_protocol(Protocol::HttpJson)
        .with_endpoint(endpoint)
        .build()?;
    let provider = SdkTracerProvider::builder().with_batch_exporter(exporter);
    Ok(provider.build())
}

/// Returns a subscriber whose spans go to `provider`; a program installs it with `init()`.
pub fn subscriber(provider: &SdkTracerProvider) -> impl Subscriber + Send + Sync {
    // Only what the client traces: its own transport logs as well.
    let filter =
        tracing_subscriber::filter::Targets::new().with_target("token_core", tracing::Level::DEBUG);
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("example"));
    Registry::default().with(tracing_subscriber::Layer::with_filter(layer, filter))
}

async fn calls() -> Result<Vec<String>> {
    let sandbox = Sandbox::start().await?;
    let client = Client::builder()
        .base_url(sandbox.url())
        .refresh_token(seed::REFRESH_TOKEN)
        .transport(Propagating(ReqwestTransport::builder().build()?))
        .build()?;
    sandbox.fail_next_of(Operation::ListUserTokens, 1, StatusCode::BAD_GATEWAY);
    client.list_user_tokens(ListUserTokens::new()).await?;
    let received = sandbox.received();
    let header = |name| {
        received
            .iter()
            .filter_map(move |request| request.headers.get(name))
    };
    let texts = header("traceparent").map(|value| Ok(value.to_str()?.to_owned()));
    texts.collect()
}
