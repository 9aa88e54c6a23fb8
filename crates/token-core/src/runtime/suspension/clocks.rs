//! The clocks of the machine; tests have their own.

use tokio::time::Instant;

use super::watch::{Reading, Trigger, Watch};

#[cfg(test)]
pub(crate) mod fake;
#[cfg(not(test))]
mod machine;

#[cfg(test)]
pub(super) use fake::with;
#[cfg(not(test))]
pub(super) use machine::with;

/// Where the time comes from.
pub(super) trait Clocks {
    /// Reads the clocks that cost next to nothing.
    fn trigger(&self, now: Instant) -> Trigger;

    /// Reads all clocks.
    fn read(&self, now: Instant) -> Reading;
}
