//! TLS on the way to a server: the same library, the same trust and the same settings as for HTTP.

use std::io;

use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};

use crate::{credential::secret::Secret, error::box_error::BoxError};

/// What TLS is to trust and to prove, besides what the system trusts.
#[derive(Clone, Default)]
pub(super) struct Trust {
    /// PEM texts of certificates.
    pub(super) roots: Vec<Vec<u8>>,
    /// A PEM text of certificates, and the key of the first one.
    pub(super) identity: Option<(Vec<u8>, Secret)>,
}

/// A connection that may be encrypted.
pub(super) trait Stream: AsyncRead + AsyncWrite + Unpin + Send + 'static {}
impl<S: AsyncRead + AsyncWrite + Unpin + Send + 'static> Stream for S {}

/// rustls, ready to connect.
#[cfg(feature = "rustls")]
#[derive(Clone)]
pub(super) struct Tls(tokio_rustls::TlsConnector);

#[cfg(feature = "rustls")]
impl Tls {
    pub(super) fn load(trust: &Trust) -> Result<Self, BoxError> {
        let settings = crate::transport::reqwest::tls::Settings {
            roots: trust.roots.clone(),
            identity: trust.identity.clone(),
        };
        let config = settings.load()?.config();
        Ok(Self(std::sync::Arc::new(config).into()))
    }

    /// Does the handshake with the server that calls itself `host`.
    pub(super) async fn connect(&self, host: &str, stream: TcpStream) -> io::Result<impl Stream> {
        let name = rustls::pki_types::ServerName::try_from(host.to_owned())
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))?;
        self.0.connect(name, stream).await
    }
}

/// The system's library, ready to connect.
#[cfg(all(feature = "native-tls", not(feature = "rustls")))]
#[derive(Clone)]
pub(super) struct Tls(tokio_native_tls::TlsConnector);

#[cfg(all(feature = "native-tls", not(feature = "rustls")))]
impl Tls {
    pub(super) fn load(trust: &Trust) -> Result<Self, BoxError> {
        use native_tls::{Certificate, Identity, TlsConnector};

        let mut builder = TlsConnector::builder();
        for pem in &trust.roots {
            let certificates = Certificate::stack_from_pem(pem).unwrap_or_default();
            if certificates.is_empty() {
                return Err("the root certificates hold no certificate in PEM".into());
            }
            for certificate in certificates {
                builder.add_root_certificate(certificate);
            }
        }
        if let Some((pem, key)) = &trust.identity {
            let identity = Identity::from_pkcs8(pem, key.expose().as_bytes()).map_err(
                |_quotes| "the client identity is not certificates and a PKCS #8 key in PEM",
            )?;
            builder.identity(identity);
        }
        Ok(Self(builder.build()?.into()))
    }

    /// Does the handshake with the server that calls itself `host`.
    pub(super) async fn connect(&self, host: &str, stream: TcpStream) -> io::Result<impl Stream> {
        let connected = self.0.connect(host, stream).await;
        connected.map_err(io::Error::other)
    }
}

/// Without a TLS library there is no encrypted connection, and `rediss://` is refused before it comes here.
#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
#[derive(Clone)]
pub(super) struct Tls(std::convert::Infallible);

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
impl Tls {
    pub(super) fn load(_trust: &Trust) -> Result<Self, BoxError> {
        Err("TLS needs the feature `rustls` or `native-tls` of token-core".into())
    }

    #[expect(clippy::unused_async, reason = "the other libraries wait here")]
    pub(super) async fn connect(&self, _host: &str, _stream: TcpStream) -> io::Result<TcpStream> {
        match self.0 {}
    }
}
