//! The handle of a running sandbox.

mod faults;

use std::fmt;
use std::io;
use std::net::Ipv4Addr;
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::net::{TcpListener, ToSocketAddrs};
use tokio::sync::oneshot;

use crate::connection::{Connection, Connections};
use crate::mindbody::MindbodyAccount;
use crate::operation::Operation;
use crate::received::Received;
use crate::server;
use crate::squadcast::SquadcastAccount;
use crate::state::{SharedState, State};

/// Both APIs, served on one origin by a background task until this handle is dropped.
pub struct Sandbox {
    url: String,
    state: SharedState,
    /// The server stops when the other end sees this one gone.
    _stop: oneshot::Sender<()>,
}

impl Sandbox {
    /// Starts a sandbox with the default state ([`seed`](crate::seed)) on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// Fails if no port can be bound.
    pub async fn start() -> io::Result<Self> {
        Self::bind((Ipv4Addr::LOCALHOST, 0)).await
    }

    /// Starts a sandbox with the default state at the given address.
    ///
    /// # Errors
    /// Fails if the address cannot be bound.
    pub async fn bind(address: impl ToSocketAddrs) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let state = SharedState::new(State::seeded());
        let (stop, stopped) = oneshot::channel();
        let service =
            server::router(state.clone()).into_make_service_with_connect_info::<Connection>();
        let serving = axum::serve(Connections(listener), service).with_graceful_shutdown(async {
            // Nothing is ever sent: the wait ends when the sender is dropped.
            let _dropped = stopped.await;
        });
        tokio::spawn(serving.into_future());
        Ok(Self {
            url,
            state,
            _stop: stop,
        })
    }

    /// Returns the base URL of both APIs, without a trailing slash.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the Squadcast organization, to add to it.
    pub fn squadcast(&self) -> SquadcastAccount<'_> {
        SquadcastAccount::new(&self.state)
    }

    /// Returns the Mindbody account, to add to it.
    pub fn mindbody(&self) -> MindbodyAccount<'_> {
        MindbodyAccount::new(&self.state)
    }

    /// Returns the sandbox's time, which every `Date` header and every expiry follows.
    pub fn now(&self) -> DateTime<Utc> {
        self.state.lock().clock.now()
    }

    /// Moves the sandbox's clock forward; it ticks on from there.
    pub fn advance(&self, by: Duration) {
        self.state.lock().clock.advance(by);
    }

    /// Sets the sandbox's clock, forward or back; it ticks on from there.
    pub fn set_now(&self, now: DateTime<Utc>) {
        self.state.lock().clock.set(now);
    }

    /// Returns every request since the start or the last [`clear_received`](Self::clear_received).
    ///
    /// One whose body broke off, or is longer than 1 MiB, is not among them.
    pub fn received(&self) -> Vec<Received> {
        self.state.lock().received.clone()
    }

    /// Returns how many of the [`received`](Self::received) requests call the operation.
    pub fn count(&self, operation: Operation) -> usize {
        let state = self.state.lock();
        let received = state.received.iter();
        received
            .filter(|request| request.operation == Some(operation))
            .count()
    }

    /// Forgets the requests received so far.
    pub fn clear_received(&self) {
        self.state.lock().received.clear();
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Sandbox")
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}
