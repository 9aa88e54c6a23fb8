//! The one seam between a client and the network.

use std::sync::Arc;

use async_trait::async_trait;

use super::{error::TransportError, request::Request, response::Response};

/// Sends requests.
///
/// Clients use `ReqwestTransport` by default, which needs the feature `rustls` or `native-tls`.
/// Wrap it to log, to record or to add headers; replace it to test, or to use another HTTP library.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Transport: Send + Sync + 'static {
    /// Sends `request` once and reads the response to its end, whatever its status.
    ///
    /// An implementation does not follow redirects, does not repeat anything, and keeps to
    /// `request.timeout` and `request.max_body`; a client drops the future 50 ms after the timeout.
    ///
    /// # Errors
    ///
    /// A fault of the network, with whether the server may have seen the request.
    async fn send(&self, request: Request) -> Result<Response, TransportError>;
}

/// A transport that is shared, so that a test may look at it afterwards.
#[async_trait]
impl<T: Transport + ?Sized> Transport for Arc<T> {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        T::send(self, request).await
    }
}
