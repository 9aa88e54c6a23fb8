//! What happens to the tokens of a session.

use std::sync::Arc;

use tokio::sync::broadcast::{self, error::RecvError};

use super::{Generation, TokenError, TokenErrorKind};
use crate::observe::SessionProbe;

/// How many events a subscriber may be behind.
const BACKLOG: usize = 64;

/// A change in the state of a [`TokenSession`](crate::session::TokenSession); it never holds a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SessionEvent {
    /// A token was minted.
    Minted(Generation),
    /// A token was taken from the store, where another session had put it.
    Adopted(Generation),
    /// The token was renewed, and this often by now.
    Renewed(Generation, u32),
    /// A call was answered 401 with the token, for the first time, or the program invalidated it.
    Refused(Generation),
    /// The store holds the record of another login, which is not served and will be overwritten.
    ///
    /// Two logins that share a store take it from each other: give each a store of its own.
    StoreConflict,
    /// A refresh failed.
    Failed(TokenErrorKind),
    /// The token was revoked.
    Revoked(Generation),
    /// The session was closed.
    Closed,
    /// So many events came faster than they were read, and are lost.
    Missed(u64),
}

/// The events of a session from the subscription on.
#[derive(Debug)]
pub struct SessionEvents(broadcast::Receiver<SessionEvent>);

impl SessionEvents {
    /// Returns the next event, and `None` when the session is gone.
    ///
    /// It is safe to cancel: no event is lost by it.
    pub async fn next(&mut self) -> Option<SessionEvent> {
        match self.0.recv().await {
            Ok(event) => Some(event),
            Err(RecvError::Lagged(count)) => Some(SessionEvent::Missed(count)),
            Err(RecvError::Closed) => None,
        }
    }
}

/// Where a session reports its events: to subscribers, to the log, and to the metrics.
#[derive(Debug)]
pub(super) struct Bulletin {
    sender: broadcast::Sender<SessionEvent>,
    pub(super) probe: SessionProbe,
}

impl Bulletin {
    /// Creates it for the session of this name.
    pub(super) fn new(name: Arc<str>) -> Self {
        Self {
            sender: broadcast::Sender::new(BACKLOG),
            probe: SessionProbe::new(name),
        }
    }

    /// Reports an event; a failure has its reason, for [`tell_failure`](Self::tell_failure).
    pub(super) fn tell(&self, event: SessionEvent) {
        self.probe.event(event);
        self.send(event);
    }

    /// Reports a failure and its reason.
    pub(super) fn tell_failure(&self, error: &TokenError) {
        self.probe.failed(error);
        self.send(SessionEvent::Failed(error.kind()));
    }

    fn send(&self, event: SessionEvent) {
        // An error says only that nobody listens.
        let _ = self.sender.send(event);
    }

    pub(super) fn subscribe(&self) -> SessionEvents {
        SessionEvents(self.sender.subscribe())
    }
}
