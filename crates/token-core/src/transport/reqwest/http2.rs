//! What an error of HTTP/2 means for one request: whether the server may have processed it.

use h2::Reason;

use crate::transport::error::{Sent, TransportErrorKind};

/// Returns the kind of `error`, and whether the server may have processed the request.
pub(super) fn classify(error: &h2::Error) -> (TransportErrorKind, Sent) {
    if error.is_io() {
        (TransportErrorKind::Closed, Sent::Maybe)
    } else if !error.is_remote() {
        // The server breaks the protocol.
        (TransportErrorKind::Other, Sent::Maybe)
    } else if is_unprocessed(error) {
        (TransportErrorKind::Closed, Sent::No)
    } else {
        (TransportErrorKind::Closed, Sent::Maybe)
    }
}

/// Returns whether the server says that it did not process the request, RFC 9113, section 8.7.
///
/// A GOAWAY is the error of those streams alone that are above its last one, and of requests that found the
/// connection going away; the others end with the connection, as they would without a GOAWAY.
fn is_unprocessed(error: &h2::Error) -> bool {
    let refused = error.is_reset() && error.reason() == Some(Reason::REFUSED_STREAM);
    refused || error.is_go_away()
}
