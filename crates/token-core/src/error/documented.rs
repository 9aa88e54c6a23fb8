//! The errors that an API documents.

use std::convert::Infallible;

use crate::transport::response::Response;

/// The error bodies that an API documents for an operation; generated crates implement it.
pub trait DocumentedError: Sized + Send + Sync + 'static {
    /// Reads the documented error from `response`.
    ///
    /// A documented status with an empty body is still its variant, which then holds `None`, or a model whose members
    /// are all `None`.
    /// Returns `None` for a status that is not documented, and for a body that is there and not as documented, such as
    /// the HTML page of a proxy: the error then has its status and its raw body.
    fn decode(response: &Response) -> Option<Self>;

    /// Returns what went wrong, for programs, where the body says it.
    fn code(&self) -> Option<&str> {
        None
    }

    /// Returns what went wrong, for people, where the body says it.
    fn message(&self) -> Option<&str> {
        None
    }
}

/// No error is documented.
impl DocumentedError for Infallible {
    fn decode(_response: &Response) -> Option<Self> {
        None
    }
}
