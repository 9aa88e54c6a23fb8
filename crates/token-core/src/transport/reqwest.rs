//! The transport that clients use by themselves: reqwest, with safe settings.

mod body;
mod builder;
mod fault;
mod outgoing;
pub(crate) mod tls;

use std::{fmt, sync::Arc};

use async_trait::async_trait;
use tokio::{
    sync::Semaphore,
    time::{Instant, timeout_at},
};

pub use builder::ReqwestTransportBuilder;

use super::{Sent, Transport, TransportError, TransportErrorKind};
use crate::{Request, Response, time::deadline};

/// Sends requests by reqwest over HTTP/1.1.
///
/// Redirects are not followed, because they would carry secret headers to another host.
/// No `Referer` is sent, nothing is decompressed, and reqwest's own retries are off.
/// A proxy is taken from `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`, unless one is set.
/// `HTTP_PROXY` is not: plain HTTP is for servers on this machine, which a proxy elsewhere does not reach,
/// but which it would be shown the credentials for.
///
/// Pooled connections belong to the tokio runtime that opened them.
/// A client that goes on in a second runtime opens new ones.
#[derive(Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    /// Carries what is not encrypted: it goes to this machine alone, and not through the environment's proxy.
    loopback: reqwest::Client,
    /// Bounds the exchanges at one time, where that was asked for.
    slots: Option<Arc<Semaphore>>,
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
        Self {
            loopback: client.clone(),
            client,
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
        let client = match url.scheme() {
            "http" => &self.loopback,
            _ => &self.client,
        };
        let mut exchange = reqwest::Request::new(method, url);
        *exchange.headers_mut() = headers;
        *exchange.body_mut() = body.map(outgoing::body);
        let response = timeout_at(deadline, client.execute(exchange))
            .await
            .map_err(|_elapsed| TransportError::new(TransportErrorKind::Timeout, Sent::Maybe))?
            .map_err(|error| fault::classify(error, Sent::Maybe))?;
        timeout_at(deadline, body::read(response, max_body))
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
