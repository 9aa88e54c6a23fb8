//! What a fault of reqwest means: its kind, and whether the server may have seen the request.

use std::{error::Error as StdError, io};

use crate::{Sent, TransportError, TransportErrorKind};

/// Classifies `error`; `reached` says how far the exchange had come.
pub(super) fn classify(error: reqwest::Error, reached: Sent) -> TransportError {
    // The URL may hold a query, and it is printed with the error.
    let error = error.without_url();
    let (kind, sent) = if reached == Sent::Yes {
        (body_fault(&error), Sent::Yes)
    } else {
        head_fault(&error)
    };
    TransportError::new(kind, sent).with_source(error)
}

fn head_fault(error: &reqwest::Error) -> (TransportErrorKind, Sent) {
    // Connecting comes before timing out: a timeout while connecting is both.
    if error.is_connect() {
        (connect_fault(error), Sent::No)
    } else if error.is_timeout() {
        (TransportErrorKind::Timeout, Sent::Maybe)
    } else if error.is_builder() {
        (TransportErrorKind::Other, Sent::No)
    } else if is_unstarted(error) {
        (TransportErrorKind::Closed, Sent::No)
    } else if is_closed(error) {
        (TransportErrorKind::Closed, Sent::Maybe)
    } else if is_tls(error) {
        // TLS 1.3 ends the client's handshake before the server has looked at the client's certificate.
        (TransportErrorKind::Tls, Sent::Maybe)
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

/// Returns whether the connection broke before any of the request was written to it.
fn is_unstarted(error: &reqwest::Error) -> bool {
    // reqwest hides the type of hyper-util; its text is the only trace of a request that was handed back.
    causes(error).any(|cause| cause.to_string() == "client error (Canceled)")
}

fn is_closed(error: &reqwest::Error) -> bool {
    // The same holds for hyper's type, where a connection closed in the head.
    let closed = "connection closed before message completed";
    is_broken(error) || causes(error).any(|cause| cause.to_string().contains(closed))
}

/// Returns whether TCP failed, or ended where more was to come.
fn is_broken(error: &reqwest::Error) -> bool {
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof};
    causes(error)
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|error| {
            matches!(
                error.kind(),
                BrokenPipe | ConnectionAborted | ConnectionReset | UnexpectedEof
            )
        })
}

fn is_tls(error: &reqwest::Error) -> bool {
    is_rustls(error) || is_native_tls(error)
}

#[cfg(feature = "rustls")]
fn is_rustls(error: &reqwest::Error) -> bool {
    causes(error).any(|cause| {
        cause.is::<rustls::Error>() || cause.is::<rustls::pki_types::InvalidDnsNameError>()
    })
}

#[cfg(not(feature = "rustls"))]
fn is_rustls(_error: &reqwest::Error) -> bool {
    false
}

#[cfg(feature = "native-tls")]
fn is_native_tls(error: &reqwest::Error) -> bool {
    // A handshake that TCP broke off is an error of native-tls, too.
    !is_broken(error) && causes(error).any(<dyn StdError>::is::<native_tls::Error>)
}

#[cfg(not(feature = "native-tls"))]
fn is_native_tls(_error: &reqwest::Error) -> bool {
    false
}

/// Returns the causes of `error`, those inside an [`io::Error`] included, which its `source` skips.
fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn StdError + 'static)> {
    std::iter::successors(
        error.source(),
        |&cause: &&(dyn StdError + 'static)| match cause
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref)
        {
            Some(inner) => Some(inner as &(dyn StdError + 'static)),
            None => cause.source(),
        },
    )
}
