//! How long the machine was suspended, which the monotonic clock does not count on Linux and macOS.
//!
//! The wall clock is cheap to read, and says when to look more closely.
//! Then the boot clock decides, which counts suspension and is never set; where there is none, a wall clock that
//! went ahead of the monotonic one counts as a suspension, because a token should rather be taken for too old than too
//! young.

mod clocks;
mod watch;

#[cfg(test)]
pub(crate) use clocks::fake;

use std::time::Duration;

use tokio::time::Instant;

/// Returns for how long the machine was suspended since this was first asked; it only grows.
///
/// `now` is the time by the monotonic clock.
pub(super) fn so_far(now: Instant) -> Duration {
    clocks::with(|watch, clocks| watch.so_far(clocks.trigger(now), || clocks.read(now)))
}
