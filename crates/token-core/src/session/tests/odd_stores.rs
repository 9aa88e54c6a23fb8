//! A store that fails, and one that takes its time.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use tokio::time::sleep;

use super::support::{Source, millis, play::good, secs};
use crate::{
    error::box_error::BoxError,
    session::{login::Login, settings::SessionSettings},
    store::{Lease, TokenStore, memory::MemoryStore, record::Record},
};

/// A store that fails where a test says so.
#[derive(Debug, Clone, Default)]
pub(super) struct Faulty {
    store: MemoryStore,
    pub(super) load: Arc<AtomicBool>,
    pub(super) lease: Arc<AtomicBool>,
    pub(super) save: Arc<AtomicBool>,
    pub(super) release: Arc<AtomicBool>,
    /// Whether it has been emptied, until the next save.
    pub(super) forgets: Arc<AtomicBool>,
    /// How long it takes to save.
    pub(super) dawdles: Duration,
}

fn check(fails: &AtomicBool) -> Result<(), BoxError> {
    if fails.load(Ordering::SeqCst) {
        Err("the disk is full".into())
    } else {
        Ok(())
    }
}

#[async_trait]
impl TokenStore for Faulty {
    async fn load(&self, login: Option<&Login>) -> Result<Option<Record>, BoxError> {
        check(&self.load)?;
        if self.forgets.load(Ordering::SeqCst) {
            return Ok(None);
        }
        self.store.load(login).await
    }

    async fn lease(&self, duration: Duration) -> Result<Option<Box<dyn Lease>>, BoxError> {
        check(&self.lease)?;
        let lease = self.store.lease(duration).await?;
        Ok(lease.map(|lease| -> Box<dyn Lease> {
            Box::new(FaultyLease {
                lease,
                store: self.clone(),
            })
        }))
    }
}

#[derive(Debug)]
struct FaultyLease {
    lease: Box<dyn Lease>,
    store: Faulty,
}

#[async_trait]
impl Lease for FaultyLease {
    async fn save(&mut self, record: &Record, login: Option<&Login>) -> Result<(), BoxError> {
        check(&self.store.save)?;
        self.store.forgets.store(false, Ordering::SeqCst);
        sleep(self.store.dawdles).await;
        self.lease.save(record, login).await
    }

    async fn release(self: Box<Self>) -> Result<(), BoxError> {
        check(&self.store.release)?;
        self.lease.release().await
    }
}

/// A store that takes its time.
#[derive(Debug, Clone)]
pub(super) struct Slow(pub(super) MemoryStore);

#[async_trait]
impl TokenStore for Slow {
    async fn load(&self, login: Option<&Login>) -> Result<Option<Record>, BoxError> {
        sleep(millis(10)).await;
        self.0.load(login).await
    }

    async fn lease(&self, duration: Duration) -> Result<Option<Box<dyn Lease>>, BoxError> {
        sleep(millis(10)).await;
        self.0.lease(duration).await
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_is_not_thrown_away_because_the_store_is_slow() {
    let source = Source::of([good().after(secs(10))]);
    let store = Faulty {
        dawdles: secs(10),
        ..Faulty::default()
    };
    let settings = SessionSettings::default().store(store);
    // The request has half of the 30 s, and what comes after it the rest.
    let session = source.session_with(settings);
    session.token().await.unwrap();
    assert_eq!(source.mints(), 1);
}
