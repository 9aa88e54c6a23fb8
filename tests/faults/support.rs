//! What every test of the suite stands on.

pub(crate) mod calls;
pub(crate) mod canary;
pub(crate) mod capture;
pub(crate) mod child;
pub(crate) mod faults;
#[cfg(feature = "http2")]
pub(crate) mod http2;
pub(crate) mod play;
pub(crate) mod proxied;
pub(crate) mod received;
pub(crate) mod runtime;
pub(crate) mod scene;
pub(crate) mod seen;
pub(crate) mod server;
#[cfg(feature = "socks")]
pub(crate) mod socks;
pub(crate) mod sources;
pub(crate) mod tls;
