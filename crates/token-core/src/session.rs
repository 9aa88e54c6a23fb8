//! A token that is simply always valid.

mod adopt;
mod close;
mod error;
mod event;
mod flight;
mod lasting;
mod lifetime;
mod login;
mod mint;
mod minted;
#[cfg(all(test, shuttle))]
mod model;
mod pointers;
mod refresh;
mod runtime;
mod served;
mod settings;
mod snapshot;
mod source;
mod state;
mod store;
#[cfg(all(test, not(shuttle)))]
mod tests;
mod token;

use std::{
    fmt,
    sync::{Arc, PoisonError},
};

use async_trait::async_trait;
use http::header;

pub use close::Closing;
pub use error::{TokenError, TokenErrorKind};
pub use event::{SessionEvent, SessionEvents};
pub(crate) use lifetime::{OVER, Over, Times};
pub use login::{Login, LoginId};
pub use minted::Minted;
pub use pointers::TokenPointers;
pub use settings::SessionSettings;
pub use snapshot::{SessionPhase, SessionSnapshot};
pub use source::{Renewal, SourceError, TokenSource};
#[cfg(feature = "redis")]
pub use store::RedisStore;
pub use store::{
    FileStore, Lease, MemoryStore, Record, RefusalProof, StoredRefusal, StoredToken, TokenStore,
};
pub use token::{Generation, Token};

use crate::{BoxError, Credential, Request};
use event::Bulletin;
use flight::Waiting;
use runtime::{RwLock, RwLockReadGuard, RwLockWriteGuard};
use state::{Look, State};

/// Keeps a token valid: mints it when it is first asked for, and refreshes it before it ends.
///
/// Clones share the token, and so do clients that take a clone as their credential.
///
/// - Any number of callers share one refresh, which runs in a task of its own: a caller that goes away
///   loses nothing.
/// - A token that is about to end is still served while it is refreshed.
///   Nothing is sent while nobody asks.
/// - A failed refresh answers all who wait for it, and starts a pause of 1 s, which doubles up to 30 s.
///   A live token is served all the same.
/// - Credentials that the server refuses are not sent again; see [`invalidate`](Self::invalidate).
/// - A token that a server refuses is dropped, and at most one in 5 s is minted for that reason.
///
/// It needs a Tokio runtime, and holds no lock while it waits.
pub struct TokenSession<S: TokenSource>(Arc<Shared<S>>);

/// How often a caller starts a refresh that gets lost; one that cannot be started would be lost for ever.
const MOST_STARTS: u32 = 16;

/// What the clones of a session share.
struct Shared<S: TokenSource> {
    source: S,
    settings: SessionSettings,
    inner: RwLock<Inner>,
    bulletin: Bulletin,
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
            bulletin: Bulletin::new(settings.name_for(&source)),
            source,
            settings,
            inner: RwLock::new(Inner::default()),
        }))
    }

    /// Returns a token that is valid now.
    ///
    /// With a live token at hand it neither waits nor allocates.
    ///
    /// # Errors
    ///
    /// Why there is none; see [`TokenErrorKind`].
    pub async fn token(&self) -> Result<Token, TokenError> {
        let mut deadline = None;
        for _ in 0..MOST_STARTS {
            let waiting = match self.0.look() {
                Look::Fresh(token) => return Ok(token),
                Look::Failed(error) => return Err(error),
                Look::Stale(token) => {
                    // The token is still good, so that whatever keeps it from being refreshed can wait.
                    let _ = self.0.join();
                    return Ok(token);
                }
                Look::Missing => match self.0.join()? {
                    Some(waiting) => waiting,
                    None => continue,
                },
            };
            // One for all refreshes that this caller waits for: the first may help nobody.
            let deadline = *deadline.get_or_insert_with(|| self.0.patience());
            match self.0.outcome(waiting, deadline).await {
                // A server has refused it since, as others who waited have told.
                Some(Ok(token)) if self.0.is_refused(&token) => {}
                Some(outcome) => return outcome,
                None => {}
            }
        }
        Err(TokenError::lost())
    }

    /// Drops the token of `generation` because a server answered 401 to it, and returns whether to try again.
    ///
    /// A late answer to an old token does not harm the new one: then it is worth trying again at once.
    /// Clients call this by themselves; it is for programs that use the token elsewhere.
    /// A 403 is no reason to call it: the server knows the token, and does not allow the call.
    pub fn refused(&self, generation: Generation) -> bool {
        let refusal = self.0.write().state.refuse(generation, runtime::now());
        if refusal.dropped {
            self.0.bulletin.tell(SessionEvent::Refused(generation));
        }
        refusal.replay
    }

    /// Drops the token at hand, so that the next call mints one, and has refused credentials tried once more.
    ///
    /// Neither happens sooner than 5 s after the last time.
    pub fn invalidate(&self) {
        let mut inner = self.0.write();
        inner.state.retry_credentials();
        let now = runtime::now();
        let served = inner
            .state
            .live(now)
            .filter(|_| inner.state.may_force(now))
            .map(|entry| entry.token.generation());
        drop(inner);
        if let Some(generation) = served {
            self.refused(generation);
        }
    }

    /// Returns the events of the session from now on.
    pub fn subscribe(&self) -> SessionEvents {
        self.0.bulletin.subscribe()
    }

    /// Returns where the tokens come from.
    pub fn source(&self) -> &S {
        &self.0.source
    }
}

impl<S: TokenSource> Shared<S> {
    fn look(&self) -> Look {
        self.read().state.look(runtime::now())
    }

    fn is_refused(&self, token: &Token) -> bool {
        self.read().state.is_refused(token.generation())
    }

    // Nothing panics while it holds the lock, so that a poisoned one is as good as any.
    fn read(&self) -> RwLockReadGuard<'_, Inner> {
        self.inner.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Inner> {
        self.inner.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// As a credential, a session sends its token in `Authorization: Bearer`.
#[async_trait]
impl<S: TokenSource> Credential for TokenSession<S> {
    async fn apply(&self, request: &mut Request) -> Result<Generation, BoxError> {
        let token = self.token().await?;
        let bearer = token.bearer().clone();
        request.headers.insert(header::AUTHORIZATION, bearer);
        Ok(token.generation())
    }

    async fn rejected(&self, generation: Generation) -> bool {
        self.refused(generation)
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
