//! Which responses say that the server is overloaded.

use std::time::Duration;

use http::StatusCode;

/// Returns whether the server refused before it acted, because it is rate-limited or overloaded.
pub(crate) fn is_throttling(status: StatusCode, after: Option<Duration>) -> bool {
    status == StatusCode::TOO_MANY_REQUESTS
        || (status == StatusCode::SERVICE_UNAVAILABLE && after.is_some())
}
