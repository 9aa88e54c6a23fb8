//! Which TLS library the transport uses, and what it trusts.

use crate::{credential::secret::Secret, error::Error};

/// What TLS is to trust and to prove.
#[derive(Clone, Default)]
pub(crate) struct Settings {
    /// PEM texts of certificates to trust besides the system's.
    pub(crate) roots: Vec<Vec<u8>>,
    /// A PEM text of certificates, and the key of the first one.
    pub(crate) identity: Option<(Vec<u8>, Secret)>,
}

/// rustls with the ring provider and the system's certificates.
#[cfg(feature = "rustls")]
#[derive(Clone)]
pub(crate) struct Loaded(rustls::ClientConfig);

#[cfg(feature = "rustls")]
impl Loaded {
    /// Sets up TLS; the provider is handed over rather than installed, because a library must not choose
    /// for the process.
    pub(super) fn apply(self, builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
        let mut config = self.0;
        // With settings of our own, reqwest offers no protocols by itself, whatever features it has.
        if cfg!(feature = "http2") {
            config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        }
        builder.tls_backend_preconfigured(config)
    }

    /// Returns what was set up, for the store that speaks TLS without reqwest.
    #[cfg(feature = "redis")]
    pub(crate) fn config(self) -> rustls::ClientConfig {
        self.0
    }
}

#[cfg(feature = "rustls")]
impl Settings {
    /// Reads what is to be trusted and proved.
    pub(crate) fn load(self) -> Result<Loaded, Error> {
        use std::sync::Arc;

        use rustls::pki_types::{PrivateKeyDer, pem::PemObject};
        use rustls_platform_verifier::Verifier;

        let failed = |error| Error::config("TLS cannot be set up").with_source(error);
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut roots = Vec::new();
        for pem in &self.roots {
            roots.extend(certificates(pem, "root certificates")?);
        }
        let verifier =
            Verifier::new_with_extra_roots(roots, Arc::clone(&provider)).map_err(failed)?;
        let config = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(failed)?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier));
        let config = match self.identity {
            None => config.with_no_client_auth(),
            Some((pem, key)) => {
                let key = PrivateKeyDer::from_pem_slice(key.expose().as_bytes())
                    .map_err(|_| Error::config("the client identity's key is not PEM"))?;
                config
                    .with_client_auth_cert(certificates(&pem, "client identity")?, key)
                    .map_err(failed)?
            }
        };
        Ok(Loaded(config))
    }
}

#[cfg(feature = "rustls")]
fn certificates(
    pem: &[u8],
    what: &str,
) -> Result<Vec<rustls::pki_types::CertificateDer<'static>>, Error> {
    use rustls::pki_types::{CertificateDer, pem::PemObject};

    let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    match certificates {
        Ok(certificates) if !certificates.is_empty() => Ok(certificates),
        _ => Err(Error::config(format!(
            "the {what} hold no certificate in PEM"
        ))),
    }
}

/// The system's library.
#[cfg(not(feature = "rustls"))]
#[derive(Clone)]
pub(super) struct Loaded {
    roots: Vec<reqwest::Certificate>,
    identity: Option<reqwest::Identity>,
}

#[cfg(not(feature = "rustls"))]
impl Loaded {
    /// Sets up TLS.
    pub(super) fn apply(self, builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
        let mut builder = builder.tls_backend_native();
        if !self.roots.is_empty() {
            builder = builder.tls_certs_merge(self.roots);
        }
        match self.identity {
            Some(identity) => builder.identity(identity),
            None => builder,
        }
    }
}

#[cfg(not(feature = "rustls"))]
impl Settings {
    /// Reads what is to be trusted and proved.
    pub(super) fn load(self) -> Result<Loaded, Error> {
        let mut roots = Vec::new();
        for pem in &self.roots {
            let bundle = reqwest::Certificate::from_pem_bundle(pem)
                .ok()
                .filter(|bundle| !bundle.is_empty());
            roots.extend(bundle.ok_or_else(|| {
                Error::config("the root certificates hold no certificate in PEM")
            })?);
        }
        let identity = self.identity.map(|(pem, key)| {
            reqwest::Identity::from_pkcs8_pem(&pem, key.expose().as_bytes()).map_err(|_| {
                Error::config("the client identity is not certificates and a PKCS #8 key in PEM")
            })
        });
        Ok(Loaded {
            roots,
            identity: identity.transpose()?,
        })
    }
}
