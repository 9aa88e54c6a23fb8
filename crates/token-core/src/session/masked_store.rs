//! The store and the source, as a session uses them: the secrets that it knows are masked in what their errors say.

use super::{
    Shared,
    error::TokenError,
    login::Login,
    source::{TokenSource, error::SourceError},
};
use crate::{
    credential::secret::Secret,
    redact::secrets::Masks,
    store::{Lease, record::Record},
};

impl<S: TokenSource> Shared<S> {
    /// Reads what the store holds.
    pub(super) async fn load(&self, login: Option<&Login>) -> Result<Option<Record>, TokenError> {
        let loaded = self.settings.store.load(login).await;
        loaded.map_err(|error| TokenError::store(error, &self.masks(login, None)))
    }

    /// Takes the lease of the store, if it is free.
    pub(super) async fn take_lease(
        &self,
        login: Option<&Login>,
    ) -> Result<Option<Box<dyn Lease>>, TokenError> {
        let taken = self.settings.store.lease(self.settings.lease()).await;
        taken.map_err(|error| TokenError::store(error, &self.masks(login, None)))
    }

    /// Puts a record into the store.
    pub(super) async fn save(
        &self,
        lease: &mut dyn Lease,
        record: &Record,
        login: Option<&Login>,
    ) -> Result<(), TokenError> {
        let saved = lease.save(record, login).await;
        saved.map_err(|error| {
            let token = record.token.as_ref().map(|stored| &stored.token);
            TokenError::store(error, &self.masks(login, token))
        })
    }

    /// Gives the lease back.
    pub(super) async fn release(
        &self,
        lease: Box<dyn Lease>,
        login: Option<&Login>,
    ) -> Result<(), TokenError> {
        let released = lease.release().await;
        released.map_err(|error| TokenError::store(error, &self.masks(login, None)))
    }

    /// Masks what an error of the source says, which was sent this login or this token.
    pub(super) fn masked(
        &self,
        error: SourceError,
        login: Option<&Login>,
        token: Option<&Secret>,
    ) -> SourceError {
        error.masked(&self.masks(login, token))
    }

    /// Returns the secrets that the session knows, this login and this token included.
    fn masks(&self, login: Option<&Login>, token: Option<&Secret>) -> Masks {
        let inner = self.read();
        let logins = inner.state.logins().chain(login);
        let secrets = logins.flat_map(Login::secrets);
        let tokens = inner.state.held_token().into_iter().chain(token);
        Masks::of_secrets(secrets.chain(tokens).cloned().collect())
    }
}
