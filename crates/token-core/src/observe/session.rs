//! A session, its events and its refreshes.

use std::{sync::Arc, time::Duration};

use crate::{
    meter,
    session::{error::TokenError, event::SessionEvent},
    trace,
};

/// Reports what happens to the tokens of a session, under the session's name.
#[derive(Debug)]
pub(crate) struct SessionProbe(Arc<str>);

impl SessionProbe {
    pub(crate) fn new(name: Arc<str>) -> Self {
        meter::describe();
        Self(name)
    }

    /// Notes an event; a failure comes with its reason, by [`failed`](Self::failed).
    pub(crate) fn event(&self, event: SessionEvent) {
        trace::session_event(&self.0, event);
        meter::session_event(&self.0, event);
    }

    /// Notes why a refresh failed, or why its token could not be saved.
    pub(crate) fn failed(&self, error: &TokenError) {
        trace::session_failed(&self.0, error);
        meter::session_failed(&self.0, error);
    }

    /// Notes how much longer the token that is served from now on lives.
    pub(crate) fn serves(&self, life: Duration) {
        meter::expires_in(&self.0, life);
    }

    /// Runs a refresh in a span of its own, which is linked to the caller's.
    pub(crate) fn refresh<F: Future>(
        &self,
        refresh: F,
    ) -> impl Future<Output = F::Output> + use<F> {
        trace::refresh(&self.0, refresh)
    }

    /// Notes how a refresh ended, inside of its span.
    pub(crate) fn refreshed(&self, took: Duration, error: Option<&TokenError>) {
        trace::refreshed(error);
        meter::refreshed(&self.0, took, error);
    }

    /// Notes how long a refresh waited for the store's lease.
    pub(crate) fn leased(&self, waited: Duration) {
        meter::leased(&self.0, waited);
    }
}
