//! What an operator sees of calls and sessions: spans and events, and metrics.
//!
//! The rest of the crate calls these types alone; with neither feature on they do nothing.

mod call;
mod end;
mod error_type;
mod exchange;
mod session;

pub(crate) use call::{CallProbe, budget_refused, retrying};
pub(crate) use end::{CallEnd, ExchangeEnd};
pub(crate) use error_type::ErrorType;
pub(crate) use exchange::ExchangeProbe;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub(crate) use exchange::protocol;
pub(crate) use session::SessionProbe;

/// Returns the host of a URL as an address: that of IPv6 without the brackets around it.
#[cfg(any(feature = "metrics", feature = "tracing"))]
pub(crate) fn host(url: &url::Url) -> Option<&str> {
    let host = url.host_str()?;
    let inner = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    Some(inner.unwrap_or(host))
}
