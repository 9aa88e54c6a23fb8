//! A token that is valid for as long as a caller needs it, and one before the first call.

use std::time::Duration;

use super::{
    MOST_STARTS, TokenSession, error::TokenError, source::TokenSource, state::valid_for::Lasting,
    token::Token,
};
use crate::runtime;

impl<S: TokenSource> TokenSession<S> {
    /// Returns a token that is valid for at least `duration` from now on, as for a job that cannot change tokens.
    ///
    /// A token with less left is refreshed first, and the caller waits for it: renewed where that reaches
    /// `duration`, also several times, or replaced by a new one.
    /// The token that is served stays in service if that fails.
    ///
    /// It never causes one login after another: a new token is left alone for 300 s or a fifth of its life,
    /// whichever is less, and for the whole fifth if the next one would be too short as well.
    /// So the longest `duration` that can always be obtained is the life of a new token less 300 s, or four fifths of it.
    ///
    /// # Errors
    ///
    /// [`TokenErrorKind::ShortLived`](crate::session::TokenErrorKind::ShortLived) if there is a token, and neither it nor
    /// a new one lives that long; [`token`](Self::token) returns it.
    /// Otherwise as for [`token`](Self::token), also while a live token with less left is served.
    pub async fn token_valid_for(&self, duration: Duration) -> Result<Token, TokenError> {
        let renewal = self.0.source.renewal();
        let deadline = self.0.patience();
        for _ in 0..MOST_STARTS {
            let found =
                self.0
                    .read()
                    .state
                    .lasting(duration, renewal, &self.0.settings, runtime::now());
            if let Lasting::Enough(token) = found? {
                return Ok(token);
            }
            self.0.write().state.hasten(runtime::now());
            let Some(waiting) = self.0.join()? else {
                continue;
            };
            if let Some(Err(error)) = self.0.outcome(waiting, deadline).await {
                return Err(error);
            }
        }
        Err(TokenError::lost())
    }

    /// Obtains the token at the start of a program, so that no call has to wait for it.
    ///
    /// A login that cannot work is then an error at the start.
    /// A token that is live already, as one from a store, is kept, and nothing is sent.
    ///
    /// # Errors
    ///
    /// As for [`token`](Self::token).
    pub async fn warm_up(&self) -> Result<(), TokenError> {
        self.token().await.map(drop)
    }
}
