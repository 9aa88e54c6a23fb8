//! How a session behaves.

use std::{sync::Arc, time::Duration};

use super::source::TokenSource;
use crate::error::Error;
use crate::store::TokenStore;
use crate::store::memory::MemoryStore;

/// How a [`TokenSession`](crate::session::TokenSession) behaves; the defaults suit most programs.
///
/// One value and its clones may set up sessions of several accounts: only a [`store`](Self::store) is shared.
#[derive(Debug)]
#[must_use]
pub struct SessionSettings {
    pub(super) refresh_ahead: Duration,
    pub(super) default_life: Option<Duration>,
    pub(super) refresh_timeout: Duration,
    pub(super) store: Arc<dyn TokenStore>,
    pub(super) name: Option<Arc<str>>,
    /// Whether the store is the one that every session has for itself.
    has_own_store: bool,
}

/// The largest part of a token's life that is given up to refresh ahead, before the jitter.
pub(super) const AHEAD_FRACTION: f64 = 0.2;

/// How much the window of refreshing ahead varies, so that many processes do not refresh at once.
pub(super) const AHEAD_JITTER: f64 = 0.5;

/// The pause after the first failure; it doubles with each further one, whatever their causes.
pub(super) const FIRST_PAUSE: Duration = Duration::from_secs(1);

/// How long it is at least from one mint that succeeded to the next, in all sessions that share a store.
pub(super) const MINT_FLOOR: Duration = Duration::from_secs(5);

/// How much longer the session waits, because a store counts the age of a mint up to this much too high.
pub(super) const FLOOR_SLACK: Duration = Duration::from_millis(50);

/// How long no token is forced after a forced one; it doubles with each further one that is refused too.
pub(super) const FORCED_INTERVAL: Duration = Duration::from_secs(5);

/// The longest that this interval becomes.
pub(super) const LONGEST_FORCED_INTERVAL: Duration = Duration::from_secs(5 * 60);

/// How old a forced token must be when it is first refused so that the intervals start anew.
pub(super) const FORCED_HELPED: Duration = Duration::from_secs(15 * 60);

/// How long refused credentials of an unknown login keep other processes from trying the same.
pub(crate) const REFUSAL_HOLDS: Duration = Duration::from_secs(5 * 60);

/// How long a proven refusal of a login keeps other processes, and those started later, from sending it.
pub(crate) const PROVEN_REFUSAL_HOLDS: Duration = Duration::from_secs(60 * 60);

/// How long it is at least from one look into the store, while there is no token, to the next.
pub(super) const GLANCE_INTERVAL: Duration = Duration::from_millis(100);

/// How long such a look may take.
pub(super) const GLANCE_LIMIT: Duration = Duration::from_secs(2);

/// How long it is to the next one after one that took longer or failed.
pub(super) const GLANCE_PAUSE: Duration = Duration::from_secs(5);

/// How many changes of the login in a row are sent at once; further ones wait as long as after failures.
pub(super) const FREE_CORRECTIONS: u32 = 3;

/// The longest that a further one waits.
pub(super) const LONGEST_CORRECTION: Duration = Duration::from_secs(15 * 60);

/// How long a session with a live token leaves a refresh to another process before it looks again.
pub(super) const CONTENTION_DELAY: Duration = Duration::from_secs(1);

impl Default for SessionSettings {
    fn default() -> Self {
        Self {
            refresh_ahead: Duration::from_secs(300),
            default_life: None,
            refresh_timeout: Duration::from_secs(30),
            store: Arc::new(MemoryStore::private()),
            name: None,
            has_own_store: true,
        }
    }
}

impl Clone for SessionSettings {
    fn clone(&self) -> Self {
        let store: Arc<dyn TokenStore> = if self.has_own_store {
            // Otherwise one account would be served the token of another.
            Arc::new(MemoryStore::private())
        } else {
            Arc::clone(&self.store)
        };
        let name = self.name.clone();
        Self {
            store,
            name,
            ..*self
        }
    }
}

impl SessionSettings {
    /// Sets how long before its end a token is refreshed, while it is still served; 300 s by default.
    ///
    /// It is limited to a fifth of the token's life; up to half as much again is then added at random.
    pub fn refresh_ahead(mut self, ahead: Duration) -> Self {
        self.refresh_ahead = ahead;
        self
    }

    /// Sets how long a token lives if the server does not say so.
    ///
    /// By default it is the life that the API's document declares, or 15 minutes without one.
    /// It never exceeds what the document declares.
    pub fn default_life(mut self, life: Duration) -> Self {
        self.default_life = Some(life);
        self
    }

    /// Sets how long a refresh may take with everything in it; 30 s by default.
    ///
    /// With a store that is shared, half of it is for the request, and half for another process that may be at it:
    /// one that died can keep others waiting for that long.
    pub fn refresh_timeout(mut self, timeout: Duration) -> Self {
        self.refresh_timeout = timeout;
        self
    }

    /// Shares the token with other sessions; by default a session has its own.
    pub fn store(mut self, store: impl TokenStore) -> Self {
        self.store = Arc::new(store);
        self.has_own_store = false;
        self
    }

    /// Sets what the session is called in logs and metrics; by default the API's crate.
    ///
    /// It distinguishes sessions of one API, and must not hold a secret.
    pub fn name(mut self, name: impl Into<Arc<str>>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Returns what the session of this source is called.
    pub(super) fn name_for(&self, source: &impl TokenSource) -> Arc<str> {
        let name = self.name.clone();
        name.unwrap_or_else(|| Arc::from(source.name()))
    }

    /// Refuses settings with which no session could serve a token; generated builders call it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::error::ErrorKind::Config) for a `refresh_timeout` or a `default_life` of zero.
    pub fn check(&self) -> Result<(), Error> {
        for (setter, value) in [
            ("refresh_timeout", Some(self.refresh_timeout)),
            ("default_life", self.default_life),
        ] {
            if value.is_some_and(|value| value.is_zero()) {
                return Err(Error::config(format!(
                    "`.session_settings(…)`: `.{setter}(…)` is zero, so that no token could be served"
                )));
            }
        }
        Ok(())
    }

    /// Returns how long a refresh may take once no other session refreshes.
    pub(crate) fn lease(&self) -> Duration {
        if self.store.is_shared() {
            self.refresh_timeout / 2
        } else {
            self.refresh_timeout
        }
    }

    /// Returns how long before its end a token of this life is refreshed, at the latest.
    pub(super) fn window(&self, life: Duration) -> Duration {
        self.refresh_ahead.min(life.mul_f64(AHEAD_FRACTION))
    }
}
