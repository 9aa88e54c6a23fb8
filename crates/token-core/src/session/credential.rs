//! A session as a credential: its token in requests, and what follows when a server refuses it.

use async_trait::async_trait;
use http::header;

use super::{
    MOST_STARTS, TokenSession,
    event::SessionEvent,
    flight::is_late,
    source::TokenSource,
    state::{Lookup, forced::Refusal},
    token::Generation,
};
use crate::runtime;
use crate::{credential::Credential, error::box_error::BoxError, transport::request::Request};

impl<S: TokenSource> TokenSession<S> {
    /// Notes that a server responded with 401 to the token of `generation`, and returns whether to try again.
    ///
    /// If it is the one that is served, the next call of [`token`](Self::token) has another one minted, and waits for
    /// it up to 10 s; the token stays in service until there is another one, because a 401 may be about the call and
    /// not about the token.
    /// A new token that is refused as well stays in service, and `false` is returned: the next one is forced 5 s later
    /// at the earliest, an interval that doubles up to 5 minutes while it does not help.
    /// A late response to an old token does not harm the new one: then it is worth trying again at once.
    ///
    /// Clients call this by themselves; it is for programs that use the token elsewhere.
    /// A 403 is not a reason to call it: the server knows the token, and does not allow the call.
    pub fn refused(&self, generation: Generation) -> bool {
        self.refuse(generation) != Refusal::Stays
    }

    fn refuse(&self, generation: Generation) -> Refusal {
        let (refusal, is_first) = self.0.write().state.refuse(generation, runtime::now());
        if is_first {
            self.0.events.report(SessionEvent::Refused(generation));
        }
        refusal
    }

    /// Waits for another token than the one that was refused, and returns whether there is one.
    async fn replaced(&self, generation: Generation) -> bool {
        let deadline = self.0.patience();
        match self.refuse(generation) {
            Refusal::Another => return true,
            Refusal::Stays => {
                if let Some(waiting) = self.0.join_look(generation) {
                    self.0.outcome(waiting, deadline).await;
                }
            }
            Refusal::Forced => {
                for _ in 0..MOST_STARTS {
                    let Lookup::Doubted(_) = self.0.look() else {
                        break;
                    };
                    let Ok(Some(waiting)) = self.0.join() else {
                        continue;
                    };
                    if self.0.outcome(waiting, deadline).await.is_some_and(is_late) {
                        return false;
                    }
                }
            }
        }
        let inner = self.0.read();
        let live = inner.state.live(runtime::now());
        live.is_some_and(|entry| entry.token.generation() != generation)
    }

    /// Drops the current token, so that the next call mints one, and has refused credentials tried once more.
    ///
    /// A token that replaced a refused or invalidated one less than 5 s ago is kept, and refused credentials are sent
    /// 5 s after their refusal at the earliest.
    /// The next mint starts at least 5 s after the last one.
    pub fn invalidate(&self) {
        let dropped = {
            let mut inner = self.0.write();
            inner.state.retry_credentials();
            inner.state.invalidate(runtime::now())
        };
        if let Some(generation) = dropped {
            self.0.events.report(SessionEvent::Refused(generation));
        }
    }
}

/// As a credential, a session sends its token in `Authorization: Bearer`.
#[async_trait]
impl<S: TokenSource> Credential for TokenSession<S> {
    async fn apply(&self, request: &mut Request) -> Result<Generation, BoxError> {
        // A token that a server responded to with 401 once is good for the others until there is another one.
        let token = self.obtain(false).await?;
        let bearer = token.bearer().clone();
        request.headers.insert(header::AUTHORIZATION, bearer);
        Ok(token.generation())
    }

    async fn rejected(&self, generation: Generation) -> bool {
        self.replaced(generation).await
    }
}
