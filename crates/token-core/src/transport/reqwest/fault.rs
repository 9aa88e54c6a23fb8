//! What a fault of reqwest means: its kind, and whether the server may have seen the request.

use std::{error::Error as StdError, io};

use super::proxy::Address;
use crate::transport::error::{Sent, TransportError, TransportErrorKind};

/// Classifies `error`, which came before the head of a response, of a request that went through `proxy`.
pub(super) fn of_request(error: reqwest::Error, proxy: Option<&Address>) -> TransportError {
    // The URL may hold a query, and it is printed with the error.
    let error = error.without_url();
    if is_unauthenticated(&error) {
        return unauthenticated(proxy).with_source(error);
    }
    let (kind, sent) = head_fault(&error);
    let fault = TransportError::new(kind, sent);
    let fault = match proxy {
        Some(proxy) if kind == TransportErrorKind::Connect => {
            let line = format!(
                "no connection to the server through the proxy {}",
                proxy.host
            );
            fault.with_message(line)
        }
        _ => fault,
    };
    fault.with_source(error)
}

/// Classifies `error`, which came after the head of a response.
pub(super) fn of_body(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    let kind = if error.is_timeout() {
        TransportErrorKind::Timeout
    } else {
        TransportErrorKind::Body
    };
    TransportError::new(kind, Sent::Yes).with_source(error)
}

/// Creates the error for credentials that `proxy` does not accept; it passed nothing on to the server.
pub(super) fn unauthenticated(proxy: Option<&Address>) -> TransportError {
    let fault = TransportError::new(TransportErrorKind::ProxyAuthentication, Sent::No);
    let Some(Address { host, is_http }) = proxy else {
        return fault;
    };
    fault.with_message(if *is_http {
        format!(
            "the proxy {host} responds with 407 Proxy Authentication Required; check its user and password"
        )
    } else {
        format!("the SOCKS proxy {host} does not accept the user and the password, or the lack of them")
    })
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
    } else if let Some(fault) = http2_fault(error) {
        fault
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

/// Returns whether a proxy wants credentials, or other ones: by 407 to a CONNECT, or in the words of SOCKS 5.
fn is_unauthenticated(error: &reqwest::Error) -> bool {
    // reqwest hides the types of hyper-util here, too.
    const TEXTS: [&str; 4] = [
        "tunnel error: proxy authorization required",
        "SOCKS error: credentials not accepted",
        "SOCKS error: server does not support user/pass authentication",
        "SOCKS error: server implements authentication incorrectly",
    ];
    error.is_connect() && causes(error).any(|cause| TEXTS.contains(&&*cause.to_string()))
}

#[cfg(feature = "http2")]
fn http2_fault(error: &reqwest::Error) -> Option<(TransportErrorKind, Sent)> {
    causes(error)
        .find_map(<dyn StdError>::downcast_ref)
        .map(super::http2::classify)
}

#[cfg(not(feature = "http2"))]
fn http2_fault(_error: &reqwest::Error) -> Option<(TransportErrorKind, Sent)> {
    None
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
