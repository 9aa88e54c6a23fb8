//! What follows a refresh that failed: a pause, and what ends it early.

use std::time::Duration;

use tokio::time::Instant;

use super::{State, context::Pause};
use crate::{
    session::{
        error::{TokenError, kind::TokenErrorKind},
        settings::{
            FIRST_PAUSE, FORCED_INTERVAL, FREE_CORRECTIONS, GLANCE_INTERVAL, GLANCE_PAUSE,
            LONGEST_CORRECTION,
        },
    },
    time::after,
};

#[derive(Debug)]
pub(super) struct Failure {
    pub(super) error: TokenError,
    since: Instant,
    /// When a refresh may be tried again; `None` when only the program or another login can say so.
    until: Option<Instant>,
    /// Until when the server asked to wait.
    asked: Instant,
}

impl State {
    /// Notes a refresh that failed, and starts the pause.
    pub(in crate::session) fn fail(&mut self, error: TokenError, now: Instant) {
        if error.kind() == TokenErrorKind::CredentialsRefused {
            // Any other failure leaves it open what the server says of them.
            self.retry_credentials = false;
        }
        self.hastened_at = None;
        // The next 401 forces another one, unless the current token serves its purpose.
        self.force = None;
        let asked = after(now, error.retry_after().unwrap_or_default());
        let until = match (error.pause(), error.longest_pause()) {
            (Some(pause), _) => Some(after(now, pause).max(asked)),
            (None, None) => None,
            (None, Some(longest)) => {
                self.failures = self.failures.saturating_add(1);
                Some(after(now, doubled(self.failures).min(longest)).max(asked))
            }
        };
        self.failure = Some(Failure {
            error,
            since: now,
            until,
            asked,
        });
    }

    /// Notes a failure that leaves every caller with a token.
    pub(in crate::session) fn note(&mut self, error: TokenError, now: Instant) {
        self.failure = Some(Failure {
            error,
            since: now,
            until: Some(now),
            asked: now,
        });
    }

    pub(in crate::session) fn last_failure(&self) -> Option<&TokenError> {
        self.failure.as_ref().map(|failure| &failure.error)
    }

    /// Returns the error that callers without a token get now.
    pub(in crate::session) fn standing(&self, now: Instant) -> Option<TokenError> {
        let failure = self.pausing(now).filter(|_| self.live(now).is_none());
        failure.map(|failure| failure.error.clone())
    }

    /// Returns the failure that keeps a refresh from being tried.
    pub(super) fn pausing(&self, now: Instant) -> Option<&Failure> {
        self.failure
            .as_ref()
            .filter(|failure| failure.until.is_none_or(|until| now < until))
    }

    /// Returns whether to see what has changed during a pause.
    pub(super) fn may_recheck(&self, failure: &Failure, now: Instant) -> bool {
        // A store that cannot be used has nothing to show.
        failure.error.kind() != TokenErrorKind::Store
            && self.unglanced_until.is_none_or(|until| until <= now)
    }

    /// Returns whether to look into the store now, and notes it.
    pub(in crate::session) fn may_look_into_store(&mut self, now: Instant) -> bool {
        let may = self.store_recheck_at.is_none_or(|at| at <= now);
        if may {
            self.store_recheck_at = Some(now + GLANCE_INTERVAL);
        }
        may
    }

    /// Leaves the store alone for a while, because it could not be read.
    pub(in crate::session) fn recheck_failed(&mut self, now: Instant) {
        self.store_recheck_at = Some(now + GLANCE_PAUSE);
    }

    /// Has callers find the failure at once for a while.
    pub(in crate::session) fn recheck_took_long(&mut self, now: Instant) {
        self.unglanced_until = Some(now + GLANCE_PAUSE);
    }

    /// Returns the pause that there is, for a refresh that may end it early.
    pub(super) fn pause(&self, now: Instant) -> Option<Pause> {
        let failure = self.pausing(now)?;
        let corrections = self.corrections.saturating_sub(FREE_CORRECTIONS);
        let paced = match corrections {
            0 => Duration::ZERO,
            more => doubled(more).clamp(FORCED_INTERVAL, LONGEST_CORRECTION),
        };
        Some(Pause {
            sent: self.sent.clone(),
            // What the server asks for holds for any login.
            may_correct: now >= failure.asked.max(after(failure.since, paced)),
        })
    }

    /// Notes that another login is sent although a pause is not over.
    pub(in crate::session) fn correcting(&mut self) {
        self.corrections = self.corrections.saturating_add(1);
        self.retry_credentials = false;
    }

    /// Has refused credentials tried once more, though not within moments of the last time.
    pub(in crate::session) fn retry_credentials(&mut self) {
        let refused =
            |failure: &&mut Failure| failure.error.kind() == TokenErrorKind::CredentialsRefused;
        if let Some(failure) = self.failure.as_mut().filter(refused) {
            failure.until = Some((failure.since + FORCED_INTERVAL).max(failure.asked));
            self.retry_credentials = true;
        }
    }
}

/// Returns the pause after so many failures in a row.
fn doubled(failures: u32) -> Duration {
    let factor = 1_u32.checked_shl(failures.saturating_sub(1));
    FIRST_PAUSE.saturating_mul(factor.unwrap_or(u32::MAX))
}
