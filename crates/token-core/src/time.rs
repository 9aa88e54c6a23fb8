//! Deadlines.

use std::time::Duration;

use tokio::time::Instant;

/// What an endless timeout comes to: later than any call ends, and within the range of a clock.
pub(crate) const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// Returns the instant that is `timeout` away, or a year where it is more than that.
pub(crate) fn deadline(timeout: Duration) -> Instant {
    after(Instant::now(), timeout)
}

/// Returns the instant that is `wait` after `start`, or a year where it is more than that.
pub(crate) fn after(start: Instant, wait: Duration) -> Instant {
    start + wait.min(LONGEST)
}
