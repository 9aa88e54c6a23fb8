//! Which TLS library the transport uses.

use crate::Error;

/// Sets up rustls with the ring provider and the system's certificates.
///
/// The provider is handed over rather than installed, because a library must not choose for the process.
#[cfg(feature = "rustls")]
pub(super) fn configure(builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, Error> {
    use std::sync::Arc;

    use rustls_platform_verifier::BuilderVerifierExt;

    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(BuilderVerifierExt::with_platform_verifier)
        .map_err(|error| Error::config("TLS cannot be set up").with_source(error))?
        .with_no_client_auth();
    Ok(builder.tls_backend_preconfigured(config))
}

/// Leaves TLS to the system's library.
#[cfg(not(feature = "rustls"))]
pub(super) fn configure(builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, Error> {
    Ok(builder.tls_backend_native())
}
