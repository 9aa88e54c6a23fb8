//! What a health check wants to know of a session.

use std::time::Duration;

use super::{
    TokenSession, error::TokenError, login::LoginId, source::TokenSource, token::Generation,
};
use crate::runtime;

/// The state of a [`TokenSession`](crate::session::TokenSession) at one moment; it never holds a secret.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SessionSnapshot {
    /// What a call of `token()` would find.
    pub phase: SessionPhase,
    /// The token that is served; `None` without a live token.
    pub generation: Option<Generation>,
    /// How much of its life is left; `None` without a live token.
    pub expires_in: Option<Duration>,
    /// How often it was renewed; 0 without a live token.
    pub renewals: u32,
    /// Whether a refresh is under way.
    pub is_refreshing: bool,
    /// Why the last refresh failed; `None` after one that did not.
    pub last_failure: Option<TokenError>,
    /// The other login whose record was in the store at the last look; such a record is never served.
    pub store_conflict: Option<LoginId>,
}

/// What a call of [`TokenSession::token`](crate::session::TokenSession::token) would find.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SessionPhase {
    /// No token: the next call waits for a mint.
    Empty,
    /// A live token.
    Live,
    /// A live token that the next call refreshes.
    Stale,
    /// No token, and a pause after a failure: calls get that failure.
    Cooling,
    /// No token, because the server refused the credentials: calls get that failure.
    Refused,
    /// The session is closed.
    Closed,
}

impl<S: TokenSource> TokenSession<S> {
    /// Returns the state of the session, as for a health check.
    pub fn snapshot(&self) -> SessionSnapshot {
        let now = runtime::now();
        let inner = self.0.read();
        let live = inner.state.live(now);
        SessionSnapshot {
            phase: inner.state.phase(now),
            generation: live.map(|entry| entry.token.generation()),
            expires_in: live.map(|entry| entry.expires_at.saturating_duration_since(now)),
            renewals: live.map_or(0, |entry| entry.renewals),
            is_refreshing: inner.under_way().is_some(),
            last_failure: inner.state.last_failure().cloned(),
            store_conflict: inner.state.conflict().cloned(),
        }
    }
}
