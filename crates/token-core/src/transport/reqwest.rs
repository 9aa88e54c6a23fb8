//! The transport that clients use by themselves: reqwest, with safe settings.

mod body;
mod builder;
mod fault;
#[cfg(feature = "http2")]
mod http2;
mod outgoing;
mod proxy;
pub(crate) mod tls;

use std::{fmt, sync::Arc};

use async_trait::async_trait;
use http::{Method, StatusCode};
use tokio::{
    sync::Semaphore,
    time::{Instant, timeout_at},
};

pub use builder::ReqwestTransportBuilder;

use super::{
    error::{Sent, TransportError, TransportErrorKind},
    seam::Transport,
};
use crate::{
    observe,
    time::deadline,
    transport::{request::Request, response::Response},
};

/// Sends requests by reqwest, over HTTP/1.1, or with the feature `http2` over HTTP/2 where a server offers it.
///
/// Redirects are not followed, because they would carry secret headers to another host.
/// No `Referer` is sent, nothing is decompressed, no cookies are kept, and reqwest's own retries are off, also
/// where another crate of the program enables these features of reqwest.
/// A proxy is taken from `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`, unless one is set.
/// A variable that is not the URL of a proxy is an error of [`build`](ReqwestTransportBuilder::build), because
/// requests would otherwise bypass the proxy.
/// `HTTP_PROXY` is not used: plain HTTP is for servers on this machine, which a proxy elsewhere does not reach,
/// but which it would be shown the credentials for.
///
/// Pooled connections belong to the tokio runtime that opened them.
/// A client that goes on in a second runtime opens new ones.
#[derive(Clone)]
pub struct ReqwestTransport {
    route: Route,
    /// Carries what is not encrypted: it goes to this machine alone, and not through the environment's proxy.
    loopback: Route,
    /// Bounds the exchanges at one time, where that was asked for.
    slots: Option<Arc<Semaphore>>,
}

/// A client, and the proxy that its requests go through, as far as it is known.
#[derive(Clone)]
struct Route {
    client: reqwest::Client,
    proxy: Option<Arc<proxy::Address>>,
}

impl Route {
    fn new(client: reqwest::Client, proxy: Option<proxy::Address>) -> Self {
        let proxy = proxy.map(Arc::new);
        Self { client, proxy }
    }

    fn direct(client: reqwest::Client) -> Self {
        Self::new(client, None)
    }

    /// Returns the error where it is the proxy, and not the server, that responds to a request in the clear.
    fn refusal(&self, response: &reqwest::Response) -> Option<TransportError> {
        let proxy = self.proxy.as_ref().filter(|proxy| proxy.is_http)?;
        let is_refused = response.status() == StatusCode::PROXY_AUTHENTICATION_REQUIRED
            && response.url().scheme() == "http";
        is_refused.then(|| fault::unauthenticated(Some(proxy)))
    }
}

impl ReqwestTransport {
    /// Starts a transport with the defaults.
    pub fn builder() -> ReqwestTransportBuilder {
        ReqwestTransportBuilder::default()
    }

    /// Takes a reqwest client of your own, with all of its settings.
    ///
    /// Build it with `redirect(Policy::none())`: only you can keep it from carrying an API key to another host.
    /// Give it a connect timeout below the attempt's, or a stalled connection counts as a request that may
    /// have arrived.
    pub fn from_client(client: reqwest::Client) -> Self {
        let route = Route::direct(client);
        Self {
            loopback: route.clone(),
            route,
            slots: None,
        }
    }

    async fn exchange(
        &self,
        request: Request,
        deadline: Instant,
    ) -> Result<Response, TransportError> {
        let Request {
            method,
            url,
            headers,
            body,
            max_body,
            ..
        } = request;
        let route = match url.scheme() {
            "http" => &self.loopback,
            _ => &self.route,
        };
        let has_body = method != Method::HEAD;
        let mut exchange = reqwest::Request::new(method, url);
        *exchange.headers_mut() = headers;
        *exchange.body_mut() = body.map(outgoing::body);
        let response = timeout_at(deadline, route.client.execute(exchange))
            .await
            .map_err(|_elapsed| TransportError::new(TransportErrorKind::Timeout, Sent::Maybe))?
            .map_err(|error| fault::of_request(error, route.proxy.as_deref()))?;
        observe::protocol(response.version());
        if let Some(refusal) = route.refusal(&response) {
            return Err(refusal);
        }
        timeout_at(deadline, body::read(response, max_body, has_body))
            .await
            .map_err(|_elapsed| TransportError::new(TransportErrorKind::Timeout, Sent::Yes))?
    }
}

#[async_trait]
impl Transport for ReqwestTransport {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        let deadline = deadline(request.timeout);
        let Some(slots) = &self.slots else {
            return self.exchange(request, deadline).await;
        };
        match timeout_at(deadline, slots.acquire()).await {
            Ok(_slot) => self.exchange(request, deadline).await,
            Err(_elapsed) => Err(TransportError::new(TransportErrorKind::Timeout, Sent::No)),
        }
    }
}

impl fmt::Debug for ReqwestTransport {
    // The client's own `Debug` may print a proxy's credentials.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransport").finish_non_exhaustive()
    }
}
