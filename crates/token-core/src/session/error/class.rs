//! How long a session waits after a failure, by its cause.

use std::time::Duration;

/// How long the pauses after a failure become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PauseClass {
    /// It may pass: 30 s.
    Passing,
    /// Something on the way, as a firewall, does not let the request pass: 5 minutes.
    Forbidden,
    /// The request is wrong, or what comes back cannot be read: 15 minutes.
    Declined,
    /// The login is refused: until the program says so, or there is another login.
    Refused,
}

impl PauseClass {
    /// Returns the longest pause; `None` where time alone does not end it.
    pub(super) fn longest(self) -> Option<Duration> {
        match self {
            Self::Passing => Some(Duration::from_secs(30)),
            Self::Forbidden => Some(Duration::from_secs(5 * 60)),
            Self::Declined => Some(Duration::from_secs(15 * 60)),
            Self::Refused => None,
        }
    }
}
