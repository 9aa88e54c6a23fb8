//! What a session knows, and how that changes: no clock, no lock, no request.

mod lasting;
mod refusal;

use std::time::Duration;

use tokio::time::Instant;

pub(super) use lasting::Lasting;

use super::{
    Generation, SessionPhase, Token, TokenError, TokenErrorKind,
    settings::{BUSY_PAUSE, FIRST_PAUSE, LONGEST_PAUSE, LONGEST_WISH},
};

/// What a session knows.
#[derive(Debug, Default)]
pub(super) struct State {
    entry: Option<Entry>,
    failure: Option<Failure>,
    /// How many refreshes failed in a row.
    failures: u32,
    /// The last token that must not come back, from wherever; nor does any before it.
    refused: Option<Generation>,
    /// The number of the last token.
    last: u64,
    /// When a refused token last forced a mint.
    forced_at: Option<Instant>,
    force: bool,
    retry_credentials: bool,
    /// When a caller began to wait for a refresh although the token is live.
    hastened_at: Option<Instant>,
    closed: bool,
}

/// A token and its times.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) token: Token,
    pub(super) renewals: u32,
    /// How long the token lived when it was minted or last renewed.
    pub(super) life: Duration,
    pub(super) refresh_at: Instant,
    pub(super) expires_at: Instant,
}

#[derive(Debug)]
struct Failure {
    error: TokenError,
    since: Instant,
    /// When a refresh may be tried again; `None` when only the program can say so.
    until: Option<Instant>,
}

/// What a caller finds.
#[derive(Debug)]
pub(super) enum Look {
    /// A token to take.
    Fresh(Token),
    /// A token to take, and to refresh.
    Stale(Token),
    /// No token, and none to be had now.
    Failed(TokenError),
    /// No token: it must be minted.
    Missing,
}

/// What a refresh has to heed.
#[derive(Debug, Clone)]
pub(super) struct Duty {
    /// The token that is served meanwhile.
    pub(super) held: Option<Entry>,
    /// The token that must not come back.
    pub(super) refused: Option<Generation>,
    /// Whether a refused token is the reason for it.
    pub(super) force: bool,
    /// Whether the program wants refused credentials tried again.
    pub(super) retry_credentials: bool,
    /// Whether it waits for another session that refreshes, although a token is served.
    pub(super) hastened: bool,
    /// The number of the last token.
    pub(super) last: u64,
}

impl State {
    pub(super) fn look(&self, now: Instant) -> Look {
        if self.closed {
            return Look::Failed(TokenError::closed());
        }
        match (self.live(now), self.pausing(now)) {
            (Some(entry), None) if entry.refresh_at <= now => Look::Stale(entry.token.clone()),
            (Some(entry), _) => Look::Fresh(entry.token.clone()),
            (None, Some(failure)) => Look::Failed(failure.error.clone()),
            (None, None) => Look::Missing,
        }
    }

    /// Starts a refresh.
    pub(super) fn begin(&mut self, now: Instant) -> Duty {
        Duty {
            held: self.live(now).cloned(),
            refused: self.refused,
            force: self.force,
            retry_credentials: self.retry_credentials,
            hastened: self.hastened_at.is_some(),
            last: self.last,
        }
    }

    /// Notes that a mint is about to leave because a token was refused.
    pub(super) fn forcing(&mut self, now: Instant) {
        self.forced_at = Some(now);
    }

    /// Takes a token into service; `false` if it was refused in the meantime.
    pub(super) fn serve(&mut self, entry: Entry) -> bool {
        let generation = entry.token.generation();
        if self.is_refused(generation) {
            return false;
        }
        self.last = self.last.max(generation.0);
        self.entry = Some(entry);
        self.failure = None;
        self.failures = 0;
        self.force = false;
        self.retry_credentials = false;
        self.hastened_at = None;
        true
    }

    /// Leaves the refresh to another process for a moment.
    pub(super) fn leave_to_others(&mut self, now: Instant) {
        if let Some(entry) = &mut self.entry {
            entry.refresh_at = now + BUSY_PAUSE;
        }
    }

    /// Notes a refresh that failed, and starts the pause.
    pub(super) fn fail(&mut self, error: TokenError, now: Instant) {
        self.failures = self.failures.saturating_add(1);
        self.hastened_at = None;
        if error.kind() == TokenErrorKind::CredentialsRefused {
            // Any other failure leaves it open what the server says of them.
            self.retry_credentials = false;
        }
        let doubled =
            FIRST_PAUSE.saturating_mul(1_u32.checked_shl(self.failures - 1).unwrap_or(u32::MAX));
        let wish = error.retry_after().unwrap_or_default().min(LONGEST_WISH);
        let until = match (error.pause(), error.kind()) {
            (Some(pause), _) => Some(now + pause),
            (None, TokenErrorKind::CredentialsRefused) => None,
            (None, _) => Some(now + doubled.min(LONGEST_PAUSE).max(wish)),
        };
        self.failure = Some(Failure {
            error,
            since: now,
            until,
        });
    }

    /// Closes the session; `false` if it was closed before.
    pub(super) fn close(&mut self) -> bool {
        !std::mem::replace(&mut self.closed, true)
    }

    /// Returns the token that is served.
    pub(super) fn live(&self, now: Instant) -> Option<&Entry> {
        self.entry.as_ref().filter(|entry| now < entry.expires_at)
    }

    pub(super) fn last_failure(&self) -> Option<&TokenError> {
        self.failure.as_ref().map(|failure| &failure.error)
    }

    /// Notes a failure that keeps nobody from a token.
    pub(super) fn note(&mut self, error: TokenError, now: Instant) {
        self.failure = Some(Failure {
            error,
            since: now,
            until: Some(now),
        });
    }

    pub(super) fn phase(&self, now: Instant) -> SessionPhase {
        match self.look(now) {
            _ if self.closed => SessionPhase::Closed,
            Look::Fresh(_) => SessionPhase::Live,
            Look::Stale(_) => SessionPhase::Stale,
            Look::Missing => SessionPhase::Empty,
            Look::Failed(error) if error.kind() == TokenErrorKind::CredentialsRefused => {
                SessionPhase::Refused
            }
            Look::Failed(_) => SessionPhase::Cooling,
        }
    }

    /// Returns the failure that keeps a refresh from being tried.
    fn pausing(&self, now: Instant) -> Option<&Failure> {
        self.failure
            .as_ref()
            .filter(|failure| failure.until.is_none_or(|until| now < until))
    }
}

/// Returns when to refresh a token that ends at `expires_at`, given the shortest window and a random number.
pub(super) fn refresh_at(expires_at: Instant, window: Duration, fraction: f64) -> Instant {
    let ahead = window.mul_f64(1.0 + super::settings::AHEAD_JITTER * fraction);
    expires_at.checked_sub(ahead).unwrap_or(expires_at)
}
