//! How the transport is set up.

use std::{fmt, sync::Arc, time::Duration};

use tokio::sync::Semaphore;

use super::{ReqwestTransport, tls};
use crate::{Error, Secret};

/// Settings of a [`ReqwestTransport`].
#[derive(Clone)]
pub struct ReqwestTransportBuilder {
    connect_timeout: Duration,
    proxy: Proxy,
    tls: tls::Settings,
    max_concurrent: Option<usize>,
}

/// Where requests go first.
#[derive(Clone)]
enum Proxy {
    /// Where the environment says.
    Environment,
    /// Nowhere.
    None,
    /// There; the URL may hold credentials.
    At(Secret),
}

impl Default for ReqwestTransportBuilder {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(5),
            proxy: Proxy::Environment,
            tls: tls::Settings::default(),
            max_concurrent: None,
        }
    }
}

impl ReqwestTransportBuilder {
    /// Sets how long name resolution, connecting and the TLS handshake may take together.
    ///
    /// The default is 5 s; keep it below the attempt's timeout, or a stalled connection is not told
    /// from a stalled answer.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sends everything through the proxy at `url`, whatever the environment says.
    ///
    /// The URL may hold credentials (`http://user:password@proxy:3128`); it is never printed.
    pub fn proxy(mut self, url: impl Into<Secret>) -> Self {
        self.proxy = Proxy::At(url.into());
        self
    }

    /// Uses no proxy, whatever the environment says.
    pub fn no_proxy(mut self) -> Self {
        self.proxy = Proxy::None;
        self
    }

    /// Trusts the certificates in `pem`, besides those of the system.
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.tls.roots.push(pem.into());
        self
    }

    /// Proves itself with the certificate chain in `certificates_pem`, and its key (PKCS #8) in `key_pem`.
    pub fn client_identity(
        mut self,
        certificates_pem: impl Into<Vec<u8>>,
        key_pem: impl Into<Secret>,
    ) -> Self {
        self.tls.identity = Some((certificates_pem.into(), key_pem.into()));
        self
    }

    /// Sets how many exchanges may be under way at one time; there is no limit by default.
    ///
    /// Those beyond it wait for their turn, at most until their attempt's timeout.
    pub fn max_concurrent(mut self, exchanges: usize) -> Self {
        self.max_concurrent = Some(exchanges);
        self
    }

    /// Returns the transport.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) for a proxy URL or a PEM text that cannot be read, and
    /// when TLS cannot be set up, for example because the machine has no certificate store.
    pub fn build(self) -> Result<ReqwestTransport, Error> {
        let tls = self.tls.load()?;
        let common = || {
            let builder = reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .referer(false)
                .retry(reqwest::retry::never())
                .no_gzip()
                .no_brotli()
                .no_zstd()
                .no_deflate()
                .no_hickory_dns()
                .connect_timeout(self.connect_timeout)
                // Shorter than the idle timeouts of common servers, so that a call rarely meets a closed connection.
                .pool_idle_timeout(Duration::from_secs(20));
            tls.clone().apply(builder)
        };
        let (client, loopback) = match &self.proxy {
            Proxy::Environment => (finish(common())?, finish(common().no_proxy())?),
            Proxy::None => twice(finish(common().no_proxy())?),
            Proxy::At(url) => twice(finish(common().proxy(explicit(url)?))?),
        };
        let slots = self
            .max_concurrent
            .map(|exchanges| Arc::new(Semaphore::new(exchanges.clamp(1, Semaphore::MAX_PERMITS))));
        Ok(ReqwestTransport {
            client,
            loopback,
            slots,
        })
    }
}

impl fmt::Debug for ReqwestTransportBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransportBuilder")
            .field("connect_timeout", &self.connect_timeout)
            .field("max_concurrent", &self.max_concurrent)
            .finish_non_exhaustive()
    }
}

fn finish(builder: reqwest::ClientBuilder) -> Result<reqwest::Client, Error> {
    builder.build().map_err(|error| {
        Error::config("the HTTP client cannot be set up").with_source(error.without_url())
    })
}

fn twice(client: reqwest::Client) -> (reqwest::Client, reqwest::Client) {
    (client.clone(), client)
}

fn explicit(url: &Secret) -> Result<reqwest::Proxy, Error> {
    // The cause may quote the URL, so that it is left out.
    reqwest::Proxy::all(url.expose()).map_err(|_| {
        Error::config("the proxy is not a URL such as `http://user:password@proxy:3128`")
    })
}
