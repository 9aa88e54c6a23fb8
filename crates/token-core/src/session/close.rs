//! The end of a session, and of its token.

use std::time::Duration;

use super::{
    TokenSession,
    adopt::own,
    error::{TokenError, kind::TokenErrorKind},
    event::SessionEvent,
    source::TokenSource,
    token::{Generation, Token},
};
use crate::runtime;
use crate::store::record::Record;

/// How long [`TokenSession::close`] takes at most.
const CLOSING: Duration = Duration::from_secs(5);

/// The wait for a lease that another session has.
const TURN: Duration = Duration::from_millis(50);

/// The outcome of closing a session.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Closing {
    /// The token was revoked.
    Revoked(Generation),
    /// There was no token.
    NothingToRevoke,
    /// The API has no operation that revokes a token; it ends by itself.
    NotRevocable,
    /// The token is shared, and was left to the other sessions; [`TokenSession::revoke`] does not spare it.
    LeftToOthers,
    /// The token may still be valid, or be left in the store: the error says which, and it is not retried.
    Failed(TokenError),
}

impl<S: TokenSource> TokenSession<S> {
    /// Closes the session for all its clones, and revokes its token; it takes 5 s at most.
    ///
    /// From now on [`token`](Self::token) fails.
    /// A refresh that is under way is waited for, so that its token is revoked too.
    pub async fn close(&self) -> Closing {
        self.close_within(CLOSING).await
    }

    /// Does the same as [`close`](Self::close), and takes no longer than `limit`.
    pub async fn close_within(&self, limit: Duration) -> Closing {
        if self.0.write().state.close() {
            self.0.events.report(SessionEvent::Closed);
        }
        let closing = async {
            self.landed().await;
            match self.served() {
                None => Closing::NothingToRevoke,
                Some(_) if !self.0.source.can_revoke() => Closing::NotRevocable,
                Some(_) if self.0.settings.store.is_shared() => Closing::LeftToOthers,
                Some(_) => match self.revoke().await {
                    Ok(Some(generation)) => Closing::Revoked(generation),
                    Ok(None) => Closing::NothingToRevoke,
                    Err(error) => Closing::Failed(error),
                },
            }
        };
        runtime::timeout(limit, closing).await.unwrap_or_else(|| {
            Closing::Failed(TokenError::new(
                TokenErrorKind::Timeout,
                format!("closing took longer than {limit:?}"),
            ))
        })
    }

    /// Revokes the current token for all sessions, those that share it included; returns which it was.
    ///
    /// The session stays open, and mints another one when it is asked for it.
    /// The store has the `refresh_timeout` to forget the token, and the request to revoke it follows.
    ///
    /// # Errors
    ///
    /// What kept it from being revoked; it is not served any more either way.
    /// One of the kind [`Store`](TokenErrorKind::Store) means that it was revoked, and that other sessions
    /// may still find it in the store.
    pub async fn revoke(&self) -> Result<Option<Generation>, TokenError> {
        let Some((generation, token)) = self.served() else {
            return Ok(None);
        };
        self.0.write().state.drop_token(generation);
        let limit = self.0.settings.refresh_timeout;
        let forgotten = runtime::timeout(limit, self.forget(generation)).await;
        // A store that fails is not a reason to leave the token valid.
        self.0
            .source
            .revoke(token.secret())
            .await
            .map_err(|error| self.0.masked(error, None, Some(token.secret())))
            .map_err(TokenError::of_revocation)?;
        self.0.events.report(SessionEvent::Revoked(generation));
        match forgotten {
            Some(Ok(())) => Ok(Some(generation)),
            Some(Err(error)) => Err(error),
            None => Err(TokenError::new(
                TokenErrorKind::Store,
                format!(
                    "the token is revoked, and another session kept the store busy for {limit:?}"
                ),
            )),
        }
    }

    fn served(&self) -> Option<(Generation, Token)> {
        let inner = self.0.read();
        let entry = inner.state.live(runtime::now())?;
        Some((entry.token.generation(), entry.token.clone()))
    }

    /// Waits until no refresh is under way.
    async fn landed(&self) {
        let under_way = self.0.read().under_way();
        if let Some(mut waiting) = under_way {
            // However it ends, it has ended.
            let _ = waiting.wait_for(Option::is_some).await;
        }
    }

    /// Takes the token out of the store, so that no session adopts it.
    async fn forget(&self, generation: Generation) -> Result<(), TokenError> {
        // What cannot be read has no part in a revocation.
        let login = self.0.source.login().await.unwrap_or_default();
        let login = login.as_ref();
        let mut lease = loop {
            match self.0.take_lease(login).await? {
                Some(lease) => break lease,
                None => runtime::sleep(TURN).await,
            }
        };
        if let Some(record) = own(&self.0, self.0.load(login).await?, login)
            && record.generation == generation.0
            && record.token.is_some()
        {
            let record = Record {
                token: None,
                ..record
            };
            self.0.save(&mut *lease, &record, login).await?;
        }
        self.0.release(lease, login).await
    }
}
