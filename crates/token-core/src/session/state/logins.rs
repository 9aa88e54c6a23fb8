//! What a session knows of logins: the one that it has sent, and whose record is in the store.

use super::State;
use crate::{
    session::login::{Login, LoginId},
    store::record::RefusalProof,
};

impl State {
    /// Notes the login that is about to be sent, or that is known to be refused.
    pub(in crate::session) fn sending(&mut self, login: Option<Login>) {
        self.sent = login;
    }

    /// Notes whose record is in the store, where it is another login's; returns whether that is news.
    pub(in crate::session) fn note_owner(&mut self, other: Option<LoginId>) -> bool {
        let is_news = other.is_some() && other != self.conflict;
        self.conflict = other;
        is_news
    }

    /// Returns the logins that this session has sent last.
    pub(in crate::session) fn logins(&self) -> impl Iterator<Item = &Login> {
        let minted = self.minted.as_ref().and_then(|(_, login)| login.as_ref());
        [self.sent.as_ref(), minted].into_iter().flatten()
    }

    /// Returns whether this session has sent that login.
    pub(in crate::session) fn had_login(&self, id: &LoginId) -> bool {
        self.logins().any(|login| login.id() == *id)
    }

    /// Notes whether a proof is of a login, which takes long to find out.
    pub(in crate::session) fn proved(&mut self, proof: &RefusalProof, login: &Login, is_of: bool) {
        self.proved = Some((proof.clone(), login.clone(), is_of));
    }

    /// Returns whether a proof is of a login, as far as that is known.
    pub(in crate::session) fn is_proved(
        &self,
        proof: &RefusalProof,
        login: &Login,
    ) -> Option<bool> {
        let (known, of, is_of) = self.proved.as_ref()?;
        (known.0 == proof.0 && of == login).then_some(*is_of)
    }

    pub(in crate::session) fn conflict(&self) -> Option<&LoginId> {
        self.conflict.as_ref()
    }
}
