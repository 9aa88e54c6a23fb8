//! What the sandbox remembers of each request.

use std::fmt;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, Method};

use crate::operation::Operation;

/// A request as it came in.
///
/// Its `Debug` shows neither header values nor the query nor the body, for those hold secrets.
#[derive(Clone)]
pub struct Received {
    /// The operation that was called; none if the method and path name no operation.
    pub operation: Option<Operation>,
    /// The method.
    pub method: Method,
    /// The path as it was sent, with its percent-escapes.
    pub path: String,
    /// The query as it was sent, without the question mark.
    pub query: Option<String>,
    /// The headers; their names are in lower case, whatever was sent.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl fmt::Debug for Received {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<_> = self.headers.keys().map(HeaderName::as_str).collect();
        formatter
            .debug_struct("Received")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("path", &self.path)
            .field("headers", &headers)
            .field("body_length", &self.body.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn debug_shows_no_secret() {
        let mut headers = HeaderMap::new();
        headers.insert("api-key", HeaderValue::from_static("canary"));
        let received = Received {
            operation: Some(Operation::IssueToken),
            method: Method::POST,
            path: "/public/v6/usertoken/issue".to_owned(),
            query: Some("token=canary".to_owned()),
            headers,
            body: Bytes::from_static(b"canary"),
        };
        let shown = format!("{received:?}");
        assert!(!shown.contains("canary"), "{shown}");
        assert!(shown.contains("api-key"), "{shown}");
        assert!(shown.contains("body_length: 6"), "{shown}");
    }
}
