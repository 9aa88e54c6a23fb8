//! Where the tokens of a session come from.

pub(crate) mod error;
pub(crate) mod renewal;

use std::fmt;

use async_trait::async_trait;

pub use error::SourceError;
#[cfg(all(test, not(shuttle)))]
pub(crate) use error::failure_class;
pub use renewal::Renewal;

use super::{login::Login, minted::Minted};
use crate::credential::secret::Secret;

/// Gets, renews and revokes the tokens of a [`TokenSession`](crate::session::TokenSession).
///
/// Generated crates implement it by the lifecycle that their document declares; implement it yourself for
/// a token that comes from elsewhere.
/// The session decides when each method is called, and never calls two at a time.
#[async_trait]
pub trait TokenSource: fmt::Debug + Send + Sync + 'static {
    /// Returns the login that the next [`mint`](Self::mint) sends; `None`, the default, if the source cannot tell.
    ///
    /// The session reads it again before each mint, and while credentials are refused.
    ///
    /// # Errors
    ///
    /// Credentials that cannot be read.
    async fn login(&self) -> Result<Option<Login>, SourceError> {
        Ok(None)
    }

    /// Returns what the session is called in logs and metrics, unless its settings
    /// [say otherwise](crate::session::SessionSettings::name); `custom` by default, and the crate's name in generated crates.
    fn name(&self) -> &'static str {
        "custom"
    }

    /// Gets a new token.
    ///
    /// # Errors
    ///
    /// [`SourceError::refused`] when the credentials are wrong, so that the session does not send them
    /// again; any other error starts a pause, which doubles with each further one.
    async fn mint(&self) -> Result<Minted, SourceError>;

    /// Returns how a token is renewed; `None`, the default, where each one is used until it ends.
    fn renewal(&self) -> Option<Renewal> {
        None
    }

    /// Renews `token`; the session counts the renewal before it calls this.
    ///
    /// # Errors
    ///
    /// [`SourceError::refused`] when the server will not renew this token, so that the session mints a
    /// new one; any other error leaves the token as it was.
    async fn renew(&self, token: &Secret) -> Result<(), SourceError> {
        let _ = token;
        Err(SourceError::new("this source cannot renew a token"))
    }

    /// Returns whether [`revoke`](Self::revoke) does anything; `false` by default.
    fn can_revoke(&self) -> bool {
        false
    }

    /// Revokes `token`.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from being revoked.
    async fn revoke(&self, token: &Secret) -> Result<(), SourceError> {
        let _ = token;
        Err(SourceError::new("this source cannot revoke a token"))
    }
}
