//! A request on its way from an operation to a transport.

pub(crate) mod builder;
pub(crate) mod encode;
mod node;
mod path;
mod style;

use std::{fmt, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, header};
use url::Url;
use zeroize::Zeroizing;

pub use builder::RequestBuilder;
pub use style::Style;

use crate::{
    credential::secret::Secret, error::invalid_argument::InvalidArgument,
    operation::info::OperationInfo, redact, transport::body::Body,
};

/// What goes to a [`Transport`](crate::transport::Transport).
///
/// Its `Debug` holds neither the body nor the value of a header that is not allow-listed.
#[derive(Clone)]
#[non_exhaustive]
pub struct Request {
    /// The operation that is called.
    pub operation: &'static OperationInfo,
    /// The method.
    pub method: Method,
    /// The absolute URL.
    pub url: Url,
    /// The headers; those that carry a secret are marked sensitive.
    pub headers: HeaderMap,
    /// The body.
    pub body: Option<Body>,
    /// What the request carries as a secret outside of its sensitive headers, in the query for instance.
    pub(crate) secrets: Vec<Secret>,
    /// Which attempt of the call this is, counted from 1.
    pub attempt: u32,
    /// How long this attempt may take, from connecting to the last byte of the response.
    pub timeout: Duration,
    /// How many bytes of a response body are read at most.
    pub max_body: usize,
}

impl Request {
    /// Remembers a secret that the request carries outside of its sensitive headers, in the query for instance.
    ///
    /// It is masked in whatever the server says.
    pub fn keep_secret(&mut self, secret: &str) {
        self.secrets.push(secret.into());
    }

    /// Adds a cookie, `name=value`, to the header that holds those so far.
    ///
    /// # Errors
    ///
    /// A name that no cookie may have.
    pub(crate) fn add_cookie(&mut self, pair: &str) -> Result<(), InvalidArgument> {
        let first = self.headers.get(header::COOKIE);
        let first = first.and_then(|cookies| cookies.to_str().ok());
        let cookies = Zeroizing::new(match first {
            Some(first) => format!("{first}; {pair}"),
            None => pair.to_owned(),
        });
        let mut value = HeaderValue::from_str(&cookies)
            .map_err(|_| InvalidArgument::new("cookie", "has a name that no cookie may have"))?;
        value.set_sensitive(true);
        self.headers.insert(header::COOKIE, value);
        Ok(())
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("operation", &self.operation.id)
            .field("method", &self.method)
            .field("origin", &self.url.origin().ascii_serialization())
            // The template, because a path argument may be a secret.
            .field("path", &self.operation.path)
            .field("headers", &redact::Headers(&self.headers))
            .field("body", &self.body)
            .field("attempt", &self.attempt)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

/// Returns the header value for `prefix` and `secret`: marked sensitive, and wiped by its last owner.
///
/// A header could carry letters outside of ASCII, but servers disagree on what they are.
pub(crate) fn secret_header(prefix: &str, secret: &Secret) -> Option<HeaderValue> {
    let text = secret.expose();
    // HTTP drops spaces at the ends, so that the server would check another secret than was meant.
    if !text.is_ascii() || text != text.trim() {
        return None;
    }
    let mut buffer = Zeroizing::new(Vec::with_capacity(prefix.len() + secret.expose().len()));
    buffer.extend_from_slice(prefix.as_bytes());
    buffer.extend_from_slice(secret.expose().as_bytes());
    let mut value = HeaderValue::from_maybe_shared(Bytes::from_owner(buffer)).ok()?;
    value.set_sensitive(true);
    Some(value)
}
