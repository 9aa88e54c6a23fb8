//! A store within one process.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::Instant,
};

use super::{Lease, TokenStore, record::Record};
use crate::{error::box_error::BoxError, runtime, session::login::Login};

/// Keeps a token in memory; clones share it.
///
/// It is what a session has when nothing else is set.
#[derive(Debug, Clone)]
pub struct MemoryStore {
    slot: Arc<Mutex<Option<(Instant, Record)>>>,
    turn: Arc<Semaphore>,
    shared: bool,
}

impl MemoryStore {
    /// Creates an empty store, to be shared by several sessions of this process.
    pub fn new() -> Self {
        Self {
            shared: true,
            ..Self::private()
        }
    }

    /// Creates the store of one session alone.
    pub(crate) fn private() -> Self {
        Self {
            slot: Arc::default(),
            turn: Arc::new(Semaphore::new(1)),
            shared: false,
        }
    }
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self::new()
    }
}

#[async_trait]
impl TokenStore for MemoryStore {
    async fn load(&self, _login: Option<&Login>) -> Result<Option<Record>, BoxError> {
        let slot = self.slot.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(slot.as_ref().map(|(saved, record)| {
            record
                .clone()
                .after(runtime::now().saturating_duration_since(*saved))
        }))
    }

    async fn lease(&self, _duration: Duration) -> Result<Option<Box<dyn Lease>>, BoxError> {
        let permit = Arc::clone(&self.turn).try_acquire_owned();
        Ok(permit.ok().map(|permit| -> Box<dyn Lease> {
            Box::new(Turn {
                slot: Arc::clone(&self.slot),
                _permit: permit,
            })
        }))
    }

    fn is_shared(&self) -> bool {
        self.shared
    }
}

/// The lease; dropping the permit gives it back.
#[derive(Debug)]
struct Turn {
    slot: Arc<Mutex<Option<(Instant, Record)>>>,
    _permit: OwnedSemaphorePermit,
}

#[async_trait]
impl Lease for Turn {
    async fn save(&mut self, record: &Record, _login: Option<&Login>) -> Result<(), BoxError> {
        let mut slot = self.slot.lock().unwrap_or_else(PoisonError::into_inner);
        *slot = Some((runtime::now(), record.clone()));
        Ok(())
    }

    async fn release(self: Box<Self>) -> Result<(), BoxError> {
        Ok(())
    }
}
