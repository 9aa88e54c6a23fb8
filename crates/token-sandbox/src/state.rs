//! Everything that the sandbox knows, behind one lock.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::clock::Clock;
use crate::faults::Faults;
use crate::mindbody::{Mindbody, Staff};
use crate::received::Received;
use crate::seed;
use crate::squadcast::Squadcast;

/// The state of both APIs, and of the sandbox itself.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) clock: Clock,
    pub(crate) faults: Faults,
    pub(crate) received: Vec<Received>,
    pub(crate) squadcast: Squadcast,
    pub(crate) mindbody: Mindbody,
}

impl State {
    /// Returns the default state: what a new sandbox knows before a test adds to it.
    pub(crate) fn seeded() -> Self {
        let mut state = Self::default();
        let refresh_token = seed::REFRESH_TOKEN.to_owned();
        state.squadcast.add_user(seed::USER_ID, refresh_token);
        state.mindbody.add_api_key(seed::API_KEY);
        state.mindbody.add_site(seed::SITE_ID);
        let staff = Staff::new(seed::USERNAME, seed::PASSWORD);
        state.mindbody.add_staff(staff);
        state
    }
}

/// The one state that the server's handlers and the [`Sandbox`](crate::Sandbox) share.
#[derive(Clone)]
pub(crate) struct SharedState(Arc<Mutex<State>>);

impl SharedState {
    pub(crate) fn new(state: State) -> Self {
        Self(Arc::new(Mutex::new(state)))
    }

    /// Locks the state, also after a handler has panicked while it held the lock.
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
