//! The kinds of failures.

use crate::transport::error::TransportErrorKind;

/// What kind of failure it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client is set up wrongly.
    Config,
    /// An argument cannot be encoded; nothing was sent.
    InvalidArgument,
    /// There is no valid credential; the operation was not called, or not called again.
    Credential,
    /// The network failed.
    Transport(TransportErrorKind),
    /// The server responded with a status that is neither a success nor a redirect, documented or not.
    ///
    /// That is any status of 400 and above, and also 101, 300 and 304, which leave a client without a result.
    Api,
    /// The server accepted, and its response is not what the API documents.
    ///
    /// A body that ends too early counts here where the operation is not idempotent, so that the outcome of
    /// it is not lost; for all others it is a fault of the network.
    Decode,
}
