//! What happens to the tokens of a session.

use tokio::sync::broadcast::{self, error::RecvError};

use super::{Generation, TokenErrorKind};

/// How many events a subscriber may be behind.
const BACKLOG: usize = 64;

/// A change in the state of a [`TokenSession`](crate::TokenSession); it never holds a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SessionEvent {
    /// A token was minted.
    Minted(Generation),
    /// A token was taken from the store, where another session had put it.
    Adopted(Generation),
    /// The token was renewed, and this often by now.
    Renewed(Generation, u32),
    /// A server refused the token, or the program invalidated it.
    Refused(Generation),
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

/// Where a session tells its events.
#[derive(Debug)]
pub(super) struct Bulletin(broadcast::Sender<SessionEvent>);

impl Bulletin {
    pub(super) fn new() -> Self {
        Self(broadcast::Sender::new(BACKLOG))
    }

    pub(super) fn tell(&self, event: SessionEvent) {
        // An error says only that nobody listens.
        let _ = self.0.send(event);
    }

    pub(super) fn subscribe(&self) -> SessionEvents {
        SessionEvents(self.0.subscribe())
    }
}
