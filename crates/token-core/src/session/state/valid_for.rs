//! Whether the token that is served lasts for as long as a caller needs it.

use std::time::Duration;

use tokio::time::Instant;

use super::{State, entry::Entry};
use crate::session::{
    error::{TokenError, kind::TokenErrorKind},
    settings::{AHEAD_FRACTION, SessionSettings},
    source::renewal::Renewal,
    token::Token,
};

/// What a caller finds that needs a token for some time.
#[derive(Debug)]
pub(in crate::session) enum Lasting {
    /// A token that lasts.
    Enough(Token),
    /// None, and a refresh may help.
    Refresh,
}

impl State {
    /// Returns the token if it is valid for `duration` from now on, or why there is none.
    pub(in crate::session) fn lasting(
        &self,
        duration: Duration,
        renewal: Option<Renewal>,
        settings: &SessionSettings,
        now: Instant,
    ) -> Result<Lasting, TokenError> {
        if self.closed {
            return Err(TokenError::closed());
        }
        let live = self.live(now);
        if let Some(entry) = live.filter(|entry| entry.left(now) >= duration) {
            return Ok(Lasting::Enough(entry.token.clone()));
        }
        if let Some(failure) = self.pausing(now)
            && (live.is_some() || !self.may_recheck(failure, now))
        {
            return Err(failure.error.clone());
        }
        match live {
            Some(entry) if !entry.is_worth_a_refresh(duration, renewal, settings, now) => {
                Err(short_lived(duration, entry.life))
            }
            _ => Ok(Lasting::Refresh),
        }
    }

    /// Has the token refreshed at once, by the next caller, who waits for it.
    pub(in crate::session) fn hasten(&mut self, now: Instant) {
        self.hastened_at = Some(now);
        if let Some(entry) = &mut self.entry {
            entry.refresh_at = entry.refresh_at.min(now);
        }
    }
}

impl Entry {
    fn left(&self, now: Instant) -> Duration {
        self.expires_at.saturating_duration_since(now)
    }

    /// Returns whether a refresh may bring a token that lasts for `duration`, and is not one of many.
    fn is_worth_a_refresh(
        &self,
        duration: Duration,
        renewal: Option<Renewal>,
        settings: &SessionSettings,
        now: Instant,
    ) -> bool {
        let left = self.left(now);
        let renewed = renewal.map_or(left, |Renewal { limit, extends }| {
            left.saturating_add(extends.saturating_mul(limit.saturating_sub(self.renewals)))
        });
        let renews = renewed > left && renewed >= duration;
        if renews && self.renewals > 0 {
            // One renewal after another; they are counted, and a refused one leads to a new token, which is too young.
            return true;
        }
        let least_age = if renews || duration <= self.life {
            settings.window(self.life)
        } else {
            self.life.mul_f64(AHEAD_FRACTION)
        };
        self.life.saturating_sub(left) >= least_age
    }
}

fn short_lived(duration: Duration, life: Duration) -> TokenError {
    let message = format!(
        "a token that is valid for {} s was needed, and a new one lives {} s",
        duration.as_secs(),
        life.as_secs()
    );
    TokenError::new(TokenErrorKind::ShortLived, message)
}
