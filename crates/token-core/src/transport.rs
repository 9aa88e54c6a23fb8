//! How requests reach a server: the trait to implement for logging, recording or another HTTP library.
//!
//! A client sends each attempt of a call through its [`Transport`]: a [`Request`] goes in, and a [`Response`] or a
//! [`TransportError`] comes out.
//! `ReqwestTransport` is the default; middleware wraps it, or any other transport:
//!
//! ```
//! use token_core::{
//!     async_trait,
//!     http::HeaderValue,
//!     transport::{Request, Response, Transport, TransportError},
//! };
//!
//! struct Traced<T>(T);
//!
//! #[async_trait]
//! impl<T: Transport> Transport for Traced<T> {
//!     async fn send(&self, mut request: Request) -> Result<Response, TransportError> {
//!         request.headers.insert("x-trace-id", HeaderValue::from_static("4bf92f35"));
//!         self.0.send(request).await
//!     }
//! }
//! ```

pub(crate) mod body;
pub(crate) mod error;
pub(crate) mod request;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub(crate) mod reqwest;
pub(crate) mod response;
pub(crate) mod seam;

#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub use self::reqwest::{ReqwestTransport, ReqwestTransportBuilder};
pub use body::{Body, BodyChunks};
pub use error::{Sent, TransportError, TransportErrorKind};
pub use request::Request;
pub use response::Response;
pub use seam::Transport;
