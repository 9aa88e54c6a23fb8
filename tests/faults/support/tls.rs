//! Certificates, good and bad, of an authority that each test makes for itself.

use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, date_time_ymd,
};
use tokio_rustls::rustls::{
    RootCertStore, ServerConfig,
    crypto::ring,
    pki_types::PrivateKeyDer,
    server::{WebPkiClientVerifier, danger::ClientCertVerifier},
};

/// A certificate authority.
pub(crate) struct Authority(CertifiedIssuer<'static, KeyPair>);

/// What kind of certificate a server shows.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Shows {
    Good,
    Expired,
    AnotherHost,
}

/// A client's certificate and key, in PEM.
pub(crate) struct Identity {
    pub(crate) certificate: String,
    pub(crate) key: String,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        // A name of its own, or else a client takes one authority for another.
        params.distinguished_name.push(
            DnType::CommonName,
            format!("fault suite {}", fastrand::u64(..)),
        );
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    /// Returns the authority's own certificate, for a client to trust.
    pub(crate) fn pem(&self) -> String {
        self.0.pem()
    }

    /// Returns a server that any client may talk to.
    pub(crate) fn server(&self, shows: Shows) -> Arc<ServerConfig> {
        self.configure(shows, WebPkiClientVerifier::no_client_auth())
    }

    /// Returns a server that wants a certificate of the client, too.
    pub(crate) fn server_for_identified_clients(&self) -> Arc<ServerConfig> {
        let mut roots = RootCertStore::empty();
        roots.add(self.0.der().clone()).unwrap();
        let provider = Arc::new(ring::default_provider());
        let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider)
            .build()
            .unwrap();
        self.configure(Shows::Good, verifier)
    }

    /// Issues a client's certificate.
    pub(crate) fn identity(&self) -> Identity {
        let mut params = CertificateParams::new(vec!["client".to_owned()]).unwrap();
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.0).unwrap().pem();
        Identity {
            certificate,
            key: key.serialize_pem(),
        }
    }

    fn configure(&self, shows: Shows, clients: Arc<dyn ClientCertVerifier>) -> Arc<ServerConfig> {
        let host = if matches!(shows, Shows::AnotherHost) {
            "other.example"
        } else {
            "127.0.0.1"
        };
        let mut params = CertificateParams::new(vec![host.to_owned()]).unwrap();
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        if matches!(shows, Shows::Expired) {
            params.not_before = date_time_ymd(2020, 1, 1);
            params.not_after = date_time_ymd(2020, 2, 1);
        }
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.0).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_client_cert_verifier(clients)
            .with_single_cert(
                vec![certificate.der().clone()],
                PrivateKeyDer::Pkcs8(key.serialize_der().into()),
            );
        Arc::new(config.unwrap())
    }
}
