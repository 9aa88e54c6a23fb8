//! A Redis server that is reached by TLS: its own, or else that of a proxy in front of it.

use std::{fs, net::Ipv4Addr, sync::Arc};

use rustls::{
    RootCertStore, ServerConfig,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    server::WebPkiClientVerifier,
};
use tempfile::TempDir;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use super::{
    RedisServer,
    certificates::{Authority, Identity},
    redis_server::PASSWORD,
};

/// A server, and the port at which it speaks TLS.
pub(crate) struct TlsServer {
    _server: RedisServer,
    _files: TempDir,
    port: u16,
    /// Whether TLS is the server's own.
    pub(crate) is_native: bool,
}

impl TlsServer {
    /// Starts a server with a certificate for `host`; with `clients`, it demands one of that authority.
    pub(crate) async fn start(
        authority: &Authority,
        host: &str,
        clients: Option<&Authority>,
    ) -> Self {
        let shown = authority.issue(host);
        let trusted = clients.unwrap_or(authority).pem();
        let files = tempfile::tempdir().unwrap();
        let file = |name: &str, text: &str| {
            let path = files.path().join(name);
            fs::write(&path, text).unwrap();
            path.display().to_string()
        };
        let settings = format!(
            "port 0\ntls-cert-file {}\ntls-key-file {}\ntls-ca-cert-file {}\ntls-auth-clients {}\n",
            file("certificate.pem", &shown.certificate),
            file("key.pem", &shown.key),
            file("authority.pem", &trusted),
            if clients.is_some() { "yes" } else { "no" },
        );
        // The port may be taken by another test, but hardly three times.
        for _ in 0..3 {
            if let Some(server) = RedisServer::try_start(&["--tls-port"], &settings).await {
                return Self {
                    port: server.port(),
                    _server: server,
                    _files: files,
                    is_native: true,
                };
            }
        }
        let server = RedisServer::start().await;
        Self {
            port: terminate(&shown, clients.map(|_| &*trusted), server.port()).await,
            _server: server,
            _files: files,
            is_native: false,
        }
    }

    pub(crate) fn url(&self, host: &str) -> String {
        format!("rediss://:{PASSWORD}@{host}:{}/0", self.port)
    }
}

/// Starts a proxy that speaks TLS, as people run one before a server that was built without it; returns its port.
async fn terminate(shown: &Identity, clients: Option<&str>, server: u16) -> u16 {
    let provider = Arc::new(ring::default_provider());
    let verifier = match clients {
        None => WebPkiClientVerifier::no_client_auth(),
        Some(pem) => {
            let mut roots = RootCertStore::empty();
            roots.add(certificate(pem)).unwrap();
            WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider))
                .build()
                .unwrap()
        }
    };
    let key = PrivateKeyDer::from_pem_slice(shown.key.as_bytes()).unwrap();
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_client_cert_verifier(verifier)
        .with_single_cert(vec![certificate(&shown.certificate)], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                // A client that does not trust us ends the connection, which is what some tests want.
                if let Ok(mut client) = acceptor.accept(client).await {
                    let mut server = TcpStream::connect((Ipv4Addr::LOCALHOST, server)).await?;
                    tokio::io::copy_bidirectional(&mut client, &mut server).await?;
                }
                std::io::Result::Ok(())
            });
        }
    });
    port
}

fn certificate(pem: &str) -> CertificateDer<'static> {
    CertificateDer::from_pem_slice(pem.as_bytes()).unwrap()
}
