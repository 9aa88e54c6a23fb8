//! How the transport is set up.

use std::{fmt, sync::Arc, time::Duration};

use tokio::sync::Semaphore;

use super::{
    ReqwestTransport, Route,
    proxy::{self, Proxy},
    tls,
};
use crate::{credential::secret::Secret, error::Error, settings::DEFAULT_CONNECT_TIMEOUT};

/// Settings of a [`ReqwestTransport`].
#[derive(Clone)]
pub struct ReqwestTransportBuilder {
    connect_timeout: Duration,
    proxy: Proxy,
    tls: tls::Settings,
    max_concurrent: Option<usize>,
}

impl Default for ReqwestTransportBuilder {
    fn default() -> Self {
        Self {
            connect_timeout: DEFAULT_CONNECT_TIMEOUT,
            proxy: Proxy::Environment,
            tls: tls::Settings::default(),
            max_concurrent: None,
        }
    }
}

impl ReqwestTransportBuilder {
    /// Sets how long name resolution, connecting and the TLS handshake may take together.
    ///
    /// The default is 5 s; keep it below the attempt's timeout, or a stalled connection cannot be distinguished
    /// from a stalled response.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sends everything through the proxy at `url`, whatever the environment says.
    ///
    /// The URL may hold credentials (`http://user:password@proxy:3128`); errors name its host and port alone.
    /// The schemes are `http` and `https`, and with the feature `socks` also `socks5`, where this machine
    /// resolves the names of servers, and `socks5h`, where the proxy does.
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

    /// Authenticates with the client certificate chain in `certificates_pem` and its key (PKCS #8) in `key_pem`.
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
    /// [`ErrorKind::Config`](crate::error::ErrorKind::Config) for a proxy URL or a PEM text that cannot be read, for a
    /// proxy whose scheme is not supported, also where they come from the environment, and when TLS cannot be
    /// set up, for example because the machine has no certificate store.
    pub fn build(self) -> Result<ReqwestTransport, Error> {
        let tls = self.tls.load()?;
        let common = || {
            let builder = reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .referer(false)
                .retry(reqwest::retry::never())
                // Another crate of the program may have enabled these in reqwest.
                .no_gzip()
                .no_brotli()
                .no_zstd()
                .no_deflate()
                .no_hickory_dns()
                .connect_timeout(self.connect_timeout)
                // Shorter than the idle timeouts of common servers, so that a call rarely meets a closed connection.
                .pool_idle_timeout(Duration::from_secs(20));
            let builder = tls.clone().apply(builder);
            if cfg!(feature = "http2") {
                builder
            } else {
                // Another crate of the program may have enabled HTTP/2 in reqwest.
                builder.http1_only()
            }
        };
        let direct = || finish(common().no_proxy()).map(Route::direct);
        let (route, loopback) = match &self.proxy {
            Proxy::Environment => {
                let proxy = proxy::of_environment()?;
                (Route::new(finish(common())?, proxy), direct()?)
            }
            Proxy::None => twice(direct()?),
            Proxy::At(url) => {
                let (proxy, address) = proxy::explicit(url)?;
                twice(Route::new(finish(common().proxy(proxy))?, Some(address)))
            }
        };
        let slots = self
            .max_concurrent
            .map(|exchanges| Arc::new(Semaphore::new(exchanges.clamp(1, Semaphore::MAX_PERMITS))));
        Ok(ReqwestTransport {
            route,
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

fn twice(route: Route) -> (Route, Route) {
    (route.clone(), route)
}
