//! What a fault of reqwest means: its kind, and whether the server may have seen the request.

use std::{error::Error as StdError, io};

use super::{Sent, TransportError, TransportErrorKind};

/// Classifies `error`; `reached` says how far the exchange had come.
pub(super) fn classify(error: reqwest::Error, reached: Sent) -> TransportError {
    // The URL may hold a query, and it is printed with the error.
    let error = error.without_url();
    let (kind, sent) = if reached == Sent::Yes {
        (body_fault(&error), Sent::Yes)
    } else {
        head_fault(&error)
    };
    TransportError {
        kind,
        sent,
        source: Some(error.into()),
    }
}

fn head_fault(error: &reqwest::Error) -> (TransportErrorKind, Sent) {
    // Connecting comes before timing out: a timeout while connecting is both.
    if error.is_connect() {
        (connect_fault(error), Sent::No)
    } else if error.is_timeout() {
        (TransportErrorKind::Timeout, Sent::Maybe)
    } else if error.is_builder() {
        (TransportErrorKind::Other, Sent::No)
    } else if is_closed(error) {
        (TransportErrorKind::Closed, Sent::Maybe)
    } else {
        (TransportErrorKind::Other, Sent::Maybe)
    }
}

fn connect_fault(error: &reqwest::Error) -> TransportErrorKind {
    if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_dns() {
        TransportErrorKind::Dns
    } else if is_tls(error) {
        TransportErrorKind::Tls
    } else {
        TransportErrorKind::Connect
    }
}

fn body_fault(error: &reqwest::Error) -> TransportErrorKind {
    if error.is_timeout() {
        TransportErrorKind::Timeout
    } else {
        TransportErrorKind::Body
    }
}

fn is_closed(error: &reqwest::Error) -> bool {
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof};
    causes(error).any(|cause| {
        // reqwest hides hyper's type; its text is the only trace of a connection closed in the head.
        cause
            .to_string()
            .contains("connection closed before message completed")
            || cause.downcast_ref::<io::Error>().is_some_and(|error| {
                matches!(
                    error.kind(),
                    BrokenPipe | ConnectionAborted | ConnectionReset | UnexpectedEof
                )
            })
    })
}

#[cfg(feature = "rustls")]
fn is_tls(error: &reqwest::Error) -> bool {
    causes(error).any(|cause| {
        cause.is::<rustls::Error>()
            || cause
                .downcast_ref::<io::Error>()
                .and_then(io::Error::get_ref)
                .is_some_and(<dyn StdError + Send + Sync>::is::<rustls::Error>)
    })
}

#[cfg(not(feature = "rustls"))]
fn is_tls(error: &reqwest::Error) -> bool {
    // native-tls's error type is not in reach without depending on it; an io error means that TCP failed.
    !causes(error).any(|cause| cause.is::<io::Error>())
}

fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn StdError + 'static)> {
    std::iter::successors(error.source(), |&cause: &&(dyn StdError + 'static)| {
        cause.source()
    })
}
