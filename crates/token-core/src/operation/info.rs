//! What is known about an operation before it is called.

use http::Method;

/// What is known about an operation before it is called.
#[derive(Debug)]
pub struct OperationInfo {
    /// The `operationId`.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path template: `/v3/refresh-token/{refreshTokenID}`, with the query that every request has.
    pub path: &'static str,
    /// What the operation accepts as a response, for the header `Accept`.
    pub accept: &'static str,
    /// Servers of this operation alone, one for each of the API's; empty: the API's own.
    pub servers: &'static [&'static str],
    /// Alternatives of credentials by name; all of one alternative are needed. Empty: none is.
    pub security: &'static [&'static [&'static str]],
    /// Whether repeating the request may do harm.
    pub idempotency: Idempotency,
    /// Whether the request carries a secret besides its credentials.
    pub secret_request: bool,
    /// Whether a successful response carries a secret.
    pub secret_response: bool,
}

impl OperationInfo {
    /// Returns whether the request may be repeated without doing more than it did the first time.
    pub fn is_idempotent(&self) -> bool {
        self.idempotency != Idempotency::NonIdempotent
    }
}

/// What a repeated request may do, in the words of RFC 9110 section 9.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idempotency {
    /// It changes nothing.
    Safe,
    /// Once or many times, the effect is the same.
    Idempotent,
    /// Each time may have an effect of its own.
    NonIdempotent,
}
