//! The transport that clients use by themselves: reqwest, with safe settings.

use std::{fmt, time::Duration};

use async_trait::async_trait;
use bytes::BytesMut;
use tokio::time::{Instant, timeout_at};

use super::{Sent, Transport, TransportError, TransportErrorKind, fault, tls};
use crate::{Error, Request, Response};

/// Sends requests by reqwest over HTTP/1.1.
///
/// Redirects are not followed, because they would carry secret headers to another host.
/// No `Referer` is sent, nothing is decompressed, and reqwest's own retries are off.
/// A proxy is taken from `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`.
#[derive(Clone)]
pub struct ReqwestTransport(reqwest::Client);

impl ReqwestTransport {
    /// Starts a transport with the defaults.
    pub fn builder() -> ReqwestTransportBuilder {
        ReqwestTransportBuilder::default()
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
        let mut outgoing = reqwest::Request::new(method, url);
        *outgoing.headers_mut() = headers;
        *outgoing.body_mut() = body.map(Into::into);
        let late = |sent| move |_| TransportError::new(TransportErrorKind::Timeout, sent);
        let response = timeout_at(deadline, self.0.execute(outgoing))
            .await
            .map_err(late(Sent::Maybe))?
            .map_err(|error| fault::classify(error, Sent::Maybe))?;
        timeout_at(deadline, read(response, max_body))
            .await
            .map_err(late(Sent::Yes))?
    }
}

#[async_trait]
impl Transport for ReqwestTransport {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        let deadline = Instant::now() + request.timeout;
        self.exchange(request, deadline).await
    }
}

impl fmt::Debug for ReqwestTransport {
    // The client's own `Debug` may print a proxy's credentials.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransport").finish_non_exhaustive()
    }
}

/// Reads the body as it comes, so that a body without end costs no more than the limit.
async fn read(
    mut response: reqwest::Response,
    max_body: usize,
) -> Result<Response, TransportError> {
    let too_large = || TransportError::new(TransportErrorKind::TooLarge, Sent::Yes);
    let announced = response.content_length().map(usize::try_from);
    if announced
        .is_some_and(|length| length.is_err() || length.is_ok_and(|length| length > max_body))
    {
        return Err(too_large());
    }
    let status = response.status();
    let headers = std::mem::take(response.headers_mut());
    let mut next = async || {
        response
            .chunk()
            .await
            .map_err(|error| fault::classify(error, Sent::Yes))
    };
    let Some(first) = next().await? else {
        return Ok(Response {
            status,
            headers,
            body: bytes::Bytes::new(),
        });
    };
    if first.len() > max_body {
        return Err(too_large());
    }
    let Some(second) = next().await? else {
        // The usual case: one chunk, taken as it is.
        return Ok(Response {
            status,
            headers,
            body: first,
        });
    };
    let mut body = BytesMut::from(first);
    let mut chunk = Some(second);
    while let Some(bytes) = chunk {
        if body.len() + bytes.len() > max_body {
            return Err(too_large());
        }
        body.extend_from_slice(&bytes);
        chunk = next().await?;
    }
    Ok(Response {
        status,
        headers,
        body: body.freeze(),
    })
}

/// Settings of a [`ReqwestTransport`].
#[derive(Debug, Clone)]
pub struct ReqwestTransportBuilder {
    connect_timeout: Duration,
}

impl Default for ReqwestTransportBuilder {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(5),
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

    /// Returns the transport.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) when TLS cannot be set up, for example because
    /// the machine has no certificate store.
    pub fn build(self) -> Result<ReqwestTransport, Error> {
        let builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .retry(reqwest::retry::never())
            .connect_timeout(self.connect_timeout)
            // Shorter than the idle timeouts of common servers, so that a call rarely meets a closed connection.
            .pool_idle_timeout(Duration::from_secs(20));
        let client = tls::configure(builder)?.build().map_err(|error| {
            Error::config("the HTTP client cannot be set up").with_source(error.without_url())
        })?;
        Ok(ReqwestTransport(client))
    }
}
