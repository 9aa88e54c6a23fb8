//! Everything that the sandbox knows, behind one lock.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::clock::Clock;
use crate::mindbody::Mindbody;
use crate::orders::Orders;
use crate::received::Received;
use crate::squadcast::Squadcast;

/// The state of both APIs, and of the sandbox itself.
#[derive(Default)]
pub(crate) struct World {
    pub(crate) clock: Clock,
    pub(crate) orders: Orders,
    pub(crate) received: Vec<Received>,
    pub(crate) squadcast: Squadcast,
    pub(crate) mindbody: Mindbody,
}

/// The one world that the server's handlers and the [`Sandbox`](crate::Sandbox) share.
#[derive(Clone)]
pub(crate) struct SharedWorld(Arc<Mutex<World>>);

impl SharedWorld {
    pub(crate) fn new(world: World) -> Self {
        Self(Arc::new(Mutex::new(world)))
    }

    /// Locks the world; a handler that panicked does not take the sandbox away from the others.
    pub(crate) fn lock(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
