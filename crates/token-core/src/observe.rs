//! What an operator sees of calls and sessions: spans and events, and metrics.
//!
//! The rest of the crate calls these types alone; with neither feature on they do nothing.

pub(crate) mod call;
pub(crate) mod end;
pub(crate) mod error_type;
pub(crate) mod exchange;
pub(crate) mod session;

pub(crate) use call::{budget_refused, retrying};
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub(crate) use exchange::protocol;

/// Returns the host of a URL as an address: that of IPv6 without the brackets around it.
#[cfg(any(feature = "metrics", feature = "tracing"))]
pub(crate) fn host(url: &url::Url) -> Option<&str> {
    let host = url.host_str()?;
    let inner = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    Some(inner.unwrap_or(host))
}
