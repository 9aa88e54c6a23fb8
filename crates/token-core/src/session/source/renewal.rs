//! How a token is renewed.

use std::time::Duration;

/// How a token is renewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Renewal {
    /// How often one token may be renewed.
    pub limit: u32,
    /// How much a renewal adds to the expiry that the token has.
    pub extends: Duration,
}

impl Renewal {
    /// Creates the rule: at most `limit` renewals of one token, of which each adds `extends` to its expiry.
    pub fn new(limit: u32, extends: Duration) -> Self {
        Self { limit, extends }
    }
}
