//! A response, read to its end.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::{
    decode,
    error::decode_error::DecodeError,
    redact::{self, secrets::Masks},
};

/// What a [`Transport`](crate::transport::Transport) brings back, whatever the status.
///
/// Its `Debug` holds neither the body nor the value of a header that is not allow-listed.
#[derive(Clone)]
#[non_exhaustive]
pub struct Response {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The whole body.
    pub body: Bytes,
    /// The secrets of the request, which the errors made of the response must not print.
    pub(crate) masks: Masks,
}

impl Response {
    /// Creates a response without headers, for tests and for transports of your own.
    pub fn new(status: StatusCode, body: impl Into<Bytes>) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            body: body.into(),
            masks: Masks::default(),
        }
    }

    /// Marks the headers that quote a secret of the request as sensitive, and returns these secrets.
    pub(crate) fn take_masks(&mut self) -> Masks {
        self.masks.mark(&mut self.headers);
        std::mem::take(&mut self.masks)
    }

    /// Returns the body, read as JSON; a byte order mark in front of it is skipped.
    ///
    /// # Errors
    ///
    /// A body that is not JSON, or not what `T` wants.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        decode::json(&self.body)
    }

    /// Returns the body, read as JSON, or `None` where there is none.
    ///
    /// # Errors
    ///
    /// A body that is there and is not JSON, or not what `T` wants.
    pub fn json_or_nothing<T: DeserializeOwned>(&self) -> Result<Option<T>, DecodeError> {
        if decode::is_empty(&self.body) {
            Ok(None)
        } else {
            self.json().map(Some)
        }
    }

    /// Returns the body, read as JSON, or the JSON `empty` in place of a body that is empty or blank.
    ///
    /// Documented errors are read by it, because servers and proxies leave their bodies out.
    ///
    /// # Errors
    ///
    /// A body that is there and is not JSON, or not what `T` wants.
    pub fn json_or<T: DeserializeOwned>(&self, empty: &str) -> Result<T, DecodeError> {
        if decode::is_empty(&self.body) {
            decode::json(empty.as_bytes())
        } else {
            self.json()
        }
    }

    /// Returns the body as text, without a byte order mark in front of it.
    ///
    /// # Errors
    ///
    /// A body that is not UTF-8.
    pub fn text(&self) -> Result<String, DecodeError> {
        decode::text(&self.body)
    }

    /// Returns the body as it came; it is shared, not copied.
    pub fn bytes(&self) -> Bytes {
        self.body.clone()
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &redact::Headers(&self.headers))
            .field("body", &redact::Body(&self.body))
            .finish_non_exhaustive()
    }
}
