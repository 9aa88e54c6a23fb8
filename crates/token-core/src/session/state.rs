//! What a session knows, and how that changes: no clock, no lock, no request.

pub(crate) mod context;
pub(crate) mod entry;
pub(crate) mod forced;
mod logins;
mod pause;
pub(crate) mod valid_for;

use std::time::Duration;

use tokio::time::Instant;

pub(super) use context::RefreshContext;
pub(super) use entry::Entry;

use super::{
    error::{TokenError, kind::TokenErrorKind},
    login::{Login, LoginId},
    settings::CONTENTION_DELAY,
    snapshot::SessionPhase,
    token::{Generation, Token},
};
use crate::{credential::secret::Secret, store::record::RefusalProof};
use forced::Forced;
use pause::Failure;

/// What a session knows.
#[derive(Debug, Default)]
pub(super) struct State {
    entry: Option<Entry>,
    failure: Option<Failure>,
    /// How many refreshes failed in a row.
    failures: u32,
    /// How many changed logins were sent in a row without success.
    corrections: u32,
    /// The last token that must not come back, from wherever; nor does any before it.
    dropped: Option<Generation>,
    /// The number of the last token.
    last: u64,
    /// The mint that a refused token forces.
    force: Option<Forced>,
    /// The last token that a server responded to with 401, and how old it was then.
    refused: Option<(Generation, Duration)>,
    retry_credentials: bool,
    /// When a caller began to wait for a refresh although the token is live.
    hastened_at: Option<Instant>,
    /// The login that was sent last.
    sent: Option<Login>,
    /// When a mint succeeded last, and with which login.
    minted: Option<(Instant, Option<Login>)>,
    /// From when on the store may be looked into again during a pause.
    store_recheck_at: Option<Instant>,
    /// Until when the store is not checked for changes, because that took too long.
    unglanced_until: Option<Instant>,
    /// The last proof of a refusal that was compared, with which login, and whether it was of it.
    proved: Option<(RefusalProof, Login, bool)>,
    /// The other login that the record in the store belongs to.
    conflict: Option<LoginId>,
    closed: bool,
}

/// What a caller finds.
#[derive(Debug)]
pub(super) enum Lookup {
    /// A token to take.
    Fresh(Token),
    /// A token to take, and to refresh.
    Stale(Token),
    /// A token that a server responded to with 401: the next one is to be waited for, and this one is still served.
    Doubted(Token),
    /// No token, and none can be obtained now.
    Failed(TokenError),
    /// The same, and it is time to see whether the store or the source has changed.
    Recheck(TokenError),
    /// No token: it must be minted.
    Missing,
}

impl State {
    pub(super) fn look(&self, now: Instant) -> Lookup {
        if self.closed {
            return Lookup::Failed(TokenError::closed());
        }
        match (self.live(now), self.pausing(now)) {
            (Some(entry), None) if self.is_doubted(entry) => Lookup::Doubted(entry.token.clone()),
            (Some(entry), None) if entry.refresh_at <= now => Lookup::Stale(entry.token.clone()),
            (Some(entry), _) => Lookup::Fresh(entry.token.clone()),
            (None, Some(failure)) if self.may_recheck(failure, now) => {
                Lookup::Recheck(failure.error.clone())
            }
            (None, Some(failure)) => Lookup::Failed(failure.error.clone()),
            (None, None) => Lookup::Missing,
        }
    }

    /// Starts a refresh.
    pub(super) fn begin(&mut self, now: Instant) -> RefreshContext {
        RefreshContext {
            started: now,
            only_looks: false,
            held: self.live(now).cloned(),
            dropped: self.dropped,
            force: self.force,
            retry_credentials: self.retry_credentials,
            hastened: self.hastened_at.is_some(),
            last: self.last,
            minted: self.minted.clone(),
            pause: self.pause(now),
        }
    }

    /// Starts a look into the store for a token after the one that was refused, unless there was one moments ago.
    pub(super) fn begin_look(
        &mut self,
        refused: Generation,
        now: Instant,
    ) -> Option<RefreshContext> {
        if self.closed || self.store_recheck_at.is_some_and(|at| now < at) {
            return None;
        }
        Some(RefreshContext {
            only_looks: true,
            force: Some(Forced::none_after(refused)),
            ..self.begin(now)
        })
    }

    /// Takes a token into service; `false` if it was dropped in the meantime.
    pub(super) fn serve(&mut self, entry: Entry) -> bool {
        let generation = entry.token.generation();
        if self.is_dropped(generation) {
            return false;
        }
        self.last = self.last.max(generation.0);
        self.entry = Some(entry);
        self.failure = None;
        self.failures = 0;
        self.corrections = 0;
        self.force.take_if(|force| force.generation < generation);
        self.retry_credentials = false;
        self.hastened_at = None;
        true
    }

    /// Notes that a mint has just succeeded.
    pub(super) fn minted(&mut self, now: Instant) {
        self.minted = Some((now, self.sent.clone()));
    }

    /// Leaves the refresh to another process for a moment.
    pub(super) fn leave_to_others(&mut self, now: Instant) {
        if let Some(entry) = &mut self.entry {
            entry.refresh_at = now + CONTENTION_DELAY;
        }
    }

    /// Closes the session; `false` if it was closed before.
    pub(super) fn close(&mut self) -> bool {
        !std::mem::replace(&mut self.closed, true)
    }

    pub(super) fn is_closed(&self) -> bool {
        self.closed
    }

    /// Returns the token that is served.
    pub(super) fn live(&self, now: Instant) -> Option<&Entry> {
        self.entry.as_ref().filter(|entry| now < entry.expires_at)
    }

    /// Returns the last token, whether or not it is still served.
    pub(super) fn held_token(&self) -> Option<&Secret> {
        self.entry.as_ref().map(|entry| entry.token.secret())
    }

    /// Drops a token for good.
    pub(super) fn drop_token(&mut self, generation: Generation) {
        // Numbers only grow, so that none of those before comes back either.
        self.dropped = self.dropped.max(Some(generation));
        self.entry
            .take_if(|entry| entry.token.generation() == generation);
    }

    /// Returns whether the token must not come back.
    pub(super) fn is_dropped(&self, generation: Generation) -> bool {
        self.dropped >= Some(generation)
    }

    pub(super) fn phase(&self, now: Instant) -> SessionPhase {
        match self.look(now) {
            _ if self.closed => SessionPhase::Closed,
            Lookup::Fresh(_) => SessionPhase::Live,
            Lookup::Stale(_) | Lookup::Doubted(_) => SessionPhase::Stale,
            Lookup::Missing => SessionPhase::Empty,
            Lookup::Failed(error) | Lookup::Recheck(error)
                if error.kind() == TokenErrorKind::CredentialsRefused =>
            {
                SessionPhase::Refused
            }
            Lookup::Failed(_) | Lookup::Recheck(_) => SessionPhase::Cooling,
        }
    }
}

/// Returns when to refresh a token that ends at `expires_at`, given the shortest window and a random number.
pub(super) fn refresh_at(expires_at: Instant, window: Duration, fraction: f64) -> Instant {
    let ahead = window.mul_f64(1.0 + super::settings::AHEAD_JITTER * fraction);
    expires_at.checked_sub(ahead).unwrap_or(expires_at)
}
