//! What servers refuse: tokens, and credentials.

use std::time::Duration;

use tokio::time::Instant;

use super::{Failure, State};
use crate::session::{Generation, TokenError, TokenErrorKind, settings::FORCED_INTERVAL};

/// What a refused token leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::session) struct Refusal {
    /// Whether the token was the one that is served, and is dropped.
    pub(in crate::session) dropped: bool,
    /// Whether another one may be had, so that the request is worth repeating.
    pub(in crate::session) replay: bool,
}

impl State {
    /// A server refused a token: drops it, unless another one is served already.
    pub(in crate::session) fn refuse(&mut self, generation: Generation, now: Instant) -> Refusal {
        let served = self.entry.as_ref().map(|entry| entry.token.generation());
        if served != Some(generation) {
            let replay = !self.closed && (self.live(now).is_some() || self.pausing(now).is_none());
            return Refusal {
                dropped: false,
                replay,
            };
        }
        self.drop_token(generation);
        if let Some(wait) = self.force_wait(now)
            && self.pausing(now).is_none()
        {
            self.failure = Some(Failure {
                error: TokenError::refused_anew(wait),
                since: now,
                until: Some(now + wait),
            });
        }
        self.force = true;
        Refusal {
            dropped: true,
            replay: !self.closed && self.pausing(now).is_none(),
        }
    }

    /// Drops a token for good.
    pub(in crate::session) fn drop_token(&mut self, generation: Generation) {
        // Numbers only grow, so that none of those before comes back either.
        self.refused = self.refused.max(Some(generation));
        self.entry
            .take_if(|entry| entry.token.generation() == generation);
    }

    /// Returns whether the token must not come back.
    pub(in crate::session) fn is_refused(&self, generation: Generation) -> bool {
        self.refused >= Some(generation)
    }

    /// Returns whether a refused token may force a mint now.
    pub(in crate::session) fn may_force(&self, now: Instant) -> bool {
        self.force_wait(now).is_none()
    }

    fn force_wait(&self, now: Instant) -> Option<Duration> {
        self.forced_at
            .map(|at| (at + FORCED_INTERVAL).saturating_duration_since(now))
            .filter(|wait| !wait.is_zero())
    }

    /// Has refused credentials tried once more, though not within moments of the last time.
    pub(in crate::session) fn retry_credentials(&mut self) {
        let refused =
            |failure: &&mut Failure| failure.error.kind() == TokenErrorKind::CredentialsRefused;
        if let Some(failure) = self.failure.as_mut().filter(refused) {
            failure.until = Some(failure.since + FORCED_INTERVAL);
            self.retry_credentials = true;
        }
    }
}
