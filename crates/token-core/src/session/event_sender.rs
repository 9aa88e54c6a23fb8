//! Where a session reports its events, and where a program reads them.

use std::sync::Arc;

use tokio::sync::broadcast::{self, error::RecvError};

use super::{error::TokenError, event::SessionEvent};
use crate::observe::session::SessionProbe;

/// How many events a subscriber may be behind.
const BACKLOG: usize = 64;

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
pub(super) struct EventSender {
    sender: broadcast::Sender<SessionEvent>,
    pub(super) probe: SessionProbe,
}

impl EventSender {
    /// Creates it for the session of this name.
    pub(super) fn new(name: Arc<str>) -> Self {
        Self {
            sender: broadcast::Sender::new(BACKLOG),
            probe: SessionProbe::new(name),
        }
    }

    /// Reports an event; a failure has its reason, for [`report_failure`](Self::report_failure).
    pub(super) fn report(&self, event: SessionEvent) {
        self.probe.event(event);
        self.send(event);
    }

    /// Reports a failure and its reason.
    pub(super) fn report_failure(&self, error: &TokenError) {
        self.probe.failed(error);
        self.send(SessionEvent::Failed(error.kind()));
    }

    fn send(&self, event: SessionEvent) {
        // Sending fails only without a subscriber.
        let _ = self.sender.send(event);
    }

    pub(super) fn subscribe(&self) -> SessionEvents {
        SessionEvents(self.sender.subscribe())
    }
}
