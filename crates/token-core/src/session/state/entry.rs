//! The token that a session serves.

use std::time::Duration;

use tokio::time::Instant;

use crate::session::token::Token;

/// A token and its times.
#[derive(Debug, Clone)]
pub(in crate::session) struct Entry {
    pub(in crate::session) token: Token,
    pub(in crate::session) renewals: u32,
    /// How long the token lived when it was minted or last renewed.
    pub(in crate::session) life: Duration,
    pub(in crate::session) refresh_at: Instant,
    pub(in crate::session) expires_at: Instant,
    /// How many forced mints in a row led to it.
    pub(in crate::session) forced: u32,
    /// When it was minted; `None` if that is longer ago than the clock can tell.
    pub(in crate::session) minted_at: Option<Instant>,
}
