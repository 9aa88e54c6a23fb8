//! The transport that a client has when none is set.

use std::{sync::Arc, time::Duration};

#[cfg(any(feature = "rustls", feature = "native-tls"))]
use crate::settings::DEFAULT_CONNECT_TIMEOUT;
use crate::{error::Error, transport::seam::Transport};

#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub(super) fn by_default(
    attempt: Duration,
    connect: Option<Duration>,
) -> Result<Arc<dyn Transport>, Error> {
    let connect = match connect {
        Some(connect) if connect >= attempt => {
            return Err(Error::config(format!(
                "`.connect_timeout(…)` ({connect:?}) must be below the attempt timeout ({attempt:?})"
            )));
        }
        Some(connect) => connect,
        None => DEFAULT_CONNECT_TIMEOUT.min(attempt / 2),
    };
    Ok(Arc::new(
        crate::transport::reqwest::ReqwestTransport::builder()
            .connect_timeout(connect)
            .build()?,
    ))
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
pub(super) fn by_default(
    _attempt: Duration,
    _connect: Option<Duration>,
) -> Result<Arc<dyn Transport>, Error> {
    Err(Error::config(
        "no transport; enable the feature `rustls` or `native-tls`, or set one with `.transport(…)`",
    ))
}
