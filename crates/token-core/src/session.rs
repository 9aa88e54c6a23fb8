//! Sessions: a token that is always valid.
//!
//! A [`TokenSession`] gets its tokens from a [`TokenSource`]; [`SessionSettings`] set when it refreshes them, and the
//! store by which sessions share them.
//! [`SessionEvent`] and [`SessionSnapshot`] show what it does, and a [`TokenError`] says why no token could be obtained.
//!
//! ```
//! use std::time::Duration;
//! use token_core::{session::SessionSettings, store::MemoryStore};
//!
//! let settings = SessionSettings::default()
//!     .refresh_ahead(Duration::from_secs(600))
//!     .store(MemoryStore::new());
//! ```

mod adopt;
mod close;
mod credential;
pub(crate) mod error;
pub(crate) mod event;
mod event_sender;
mod flight;
pub(crate) mod lifetime;
pub(crate) mod login;
mod masked_store;
mod mint;
pub(crate) mod minted;
#[cfg(all(test, shuttle))]
mod model_check;
pub(crate) mod pointers;
mod recheck;
mod refresh;
mod refresh_outcome;
mod refusal_proof;
pub(crate) mod settings;
mod snapshot;
pub(crate) mod source;
mod state;
#[cfg(all(test, not(shuttle)))]
mod tests;
pub(crate) mod token;
mod token_valid_for;

use std::{
    fmt,
    sync::{Arc, PoisonError},
    time::Duration,
};

pub use close::Closing;
pub use error::{TokenError, TokenErrorKind};
pub use event::SessionEvent;
pub use event_sender::SessionEvents;
pub use login::{Login, LoginId};
pub use minted::Minted;
pub use pointers::TokenPointers;
pub use settings::SessionSettings;
pub use snapshot::{SessionPhase, SessionSnapshot};
pub use source::{Renewal, SourceError, TokenSource};
pub use token::{Generation, Token};

use crate::runtime::{self, RwLock, RwLockReadGuard, RwLockWriteGuard};
use crate::time::after;
use event_sender::EventSender;
use flight::{Waiting, is_late};
use state::{Lookup, State};

/// Keeps a token valid: mints it when it is first asked for, and refreshes it before it ends.
///
/// Clones share the token, and so do clients that take a clone as their credential.
///
/// - Any number of callers share one refresh, which runs in a task of its own: a caller that goes away
///   loses nothing.
/// - A token that is about to end is still served while it is refreshed.
///   Nothing is sent while no caller asks.
/// - Two mints that succeed are 5 s apart at least, of all sessions that share a store; a caller waits for what is left.
/// - A failed refresh is reported to all who wait for it, and starts a pause of 1 s, which doubles with each further one: up
///   to 30 s where it may pass, to 5 minutes where a firewall responds with 403, and to 15 minutes where the request is
///   wrong or the response cannot be read.
///   A `Retry-After` is never undercut.
///   A live token is still served.
/// - A login that the server refuses is not sent again, unless the source has another one; see
///   [`invalidate`](Self::invalidate).
/// - During a pause, a token that another session has put into the store is taken, and another login of the source is
///   sent at once.
/// - A token that a server responded to with 401 is replaced, and stays in service until then; forced mints that do not
///   help are 5 s apart, doubling up to 5 minutes.
/// - The token of another [`Login`] in the store is never served.
///
/// It needs a Tokio runtime, and holds no lock while it waits.
pub struct TokenSession<S: TokenSource>(Arc<Shared<S>>);

/// How often a caller starts a refresh that gets lost; one that cannot be started would be lost again and again.
const MOST_STARTS: u32 = 16;

/// How long a caller waits for the next token while the current one may still be good.
const FORCED_PATIENCE: Duration = Duration::from_secs(10);

/// What the clones of a session share.
struct Shared<S: TokenSource> {
    source: S,
    settings: SessionSettings,
    inner: RwLock<Inner>,
    events: EventSender,
}

/// What changes.
#[derive(Debug, Default)]
struct Inner {
    state: State,
    flight: Option<Waiting>,
}

impl Inner {
    /// Returns where to wait for the refresh that is under way; one whose runtime died is not.
    fn under_way(&self) -> Option<Waiting> {
        let flight = self.flight.as_ref();
        flight
            .filter(|flight| flight.has_changed().is_ok())
            .cloned()
    }
}

impl<S: TokenSource> TokenSession<S> {
    /// Creates a session without a token; nothing is sent before the first one is asked for.
    pub fn new(source: S, settings: SessionSettings) -> Self {
        Self(Arc::new(Shared {
            events: EventSender::new(settings.name_for(&source)),
            source,
            settings,
            inner: RwLock::new(Inner::default()),
        }))
    }

    /// Returns a token that is valid now.
    ///
    /// With a live token it neither waits nor allocates.
    ///
    /// # Errors
    ///
    /// Why there is none; see [`TokenErrorKind`].
    pub async fn token(&self) -> Result<Token, TokenError> {
        self.obtain(true).await
    }

    /// Returns a token; with `waits`, one that is about to be replaced because a server responded with 401 is waited for.
    async fn obtain(&self, waits: bool) -> Result<Token, TokenError> {
        let mut deadline = None;
        for _ in 0..MOST_STARTS {
            let waiting = match self.0.look() {
                Lookup::Fresh(token) => return Ok(token),
                Lookup::Failed(error) => return Err(error),
                Lookup::Stale(token) => {
                    // The token is still good, so that whatever keeps it from being refreshed can wait.
                    let _ = self.0.join();
                    return Ok(token);
                }
                Lookup::Doubted(token) => match self.0.join() {
                    Ok(Some(waiting)) if waits => {
                        let limit = after(runtime::now(), FORCED_PATIENCE);
                        let deadline = *deadline.get_or_insert(limit);
                        if self.0.outcome(waiting, deadline).await.is_some_and(is_late) {
                            return Ok(token);
                        }
                        continue;
                    }
                    Ok(None) => continue,
                    _ => return Ok(token),
                },
                Lookup::Recheck(error) => match self.0.join() {
                    Ok(Some(waiting)) => waiting,
                    Ok(None) => continue,
                    Err(_) => return Err(error),
                },
                Lookup::Missing => match self.0.join()? {
                    Some(waiting) => waiting,
                    None => continue,
                },
            };
            // One for all refreshes that this caller waits for: the first may help no caller.
            let deadline = *deadline.get_or_insert_with(|| self.0.patience());
            match self.0.outcome(waiting, deadline).await {
                // It was dropped since, as other callers have reported.
                Some(Ok(token)) if self.0.is_dropped(&token) => {}
                Some(outcome) => return outcome,
                None => {}
            }
        }
        Err(TokenError::lost())
    }

    /// Returns the events of the session from now on.
    pub fn subscribe(&self) -> SessionEvents {
        self.0.events.subscribe()
    }

    /// Returns where the tokens come from.
    pub fn source(&self) -> &S {
        &self.0.source
    }
}

impl<S: TokenSource> Shared<S> {
    fn look(&self) -> Lookup {
        self.read().state.look(runtime::now())
    }

    fn is_dropped(&self, token: &Token) -> bool {
        self.read().state.is_dropped(token.generation())
    }

    // Nothing panics while it holds the lock, so that a poisoned one is as good as any.
    fn read(&self) -> RwLockReadGuard<'_, Inner> {
        self.inner.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Inner> {
        self.inner.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<S: TokenSource> Clone for TokenSession<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<S: TokenSource> fmt::Debug for TokenSession<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let snapshot = self.snapshot();
        f.debug_struct("TokenSession")
            .field("phase", &snapshot.phase)
            .field("generation", &snapshot.generation)
            .finish_non_exhaustive()
    }
}
