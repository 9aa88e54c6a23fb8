//! The result of a refresh.

use tokio::time::Instant;

use super::{
    Shared,
    error::TokenError,
    event::SessionEvent,
    source::TokenSource,
    state::{entry::Entry, refresh_at},
    token::{Generation, Token},
};
use crate::store::record::StoredToken;
use crate::time::after;

/// How a refresh ended well.
#[derive(Debug)]
pub(super) enum RefreshOutcome {
    /// There is a token, new or renewed.
    Served(ServedToken),
    /// Another session is refreshing, and the current token, of this generation, was still good.
    Busy(Generation),
    /// There is no news, and nothing was sent.
    Nothing,
}

/// A token to take into service.
#[derive(Debug)]
pub(super) struct ServedToken {
    pub(super) entry: Entry,
    pub(super) event: SessionEvent,
    /// Why the store does not know it.
    pub(super) unsaved: Option<TokenError>,
}

impl ServedToken {
    /// Makes the entry for a token of the store, as it is at `now`.
    pub(super) fn new<S: TokenSource>(
        shared: &Shared<S>,
        stored: &StoredToken,
        generation: Generation,
        now: Instant,
        event: SessionEvent,
    ) -> Result<Self, TokenError> {
        let expires_at = after(now, stored.remaining);
        let token = Token::new(stored.token.clone(), generation, expires_at)
            .map_err(|error| TokenError::useless(error.to_string()))?;
        let window = shared.settings.window(stored.life);
        Ok(Self {
            entry: Entry {
                token,
                renewals: stored.renewals,
                life: stored.life,
                refresh_at: refresh_at(expires_at, window, fastrand::f64()),
                expires_at,
                forced: stored.forced_in_a_row.max(u32::from(stored.forced)),
                minted_at: now.checked_sub(stored.age),
            },
            event,
            unsaved: None,
        })
    }

    /// Notes why the store does not know of it, if something kept it; what went wrong first says more.
    pub(super) fn unless(mut self, saved: Result<(), TokenError>) -> Self {
        if let Err(error) = saved {
            self.unsaved.get_or_insert(error);
        }
        self
    }
}
