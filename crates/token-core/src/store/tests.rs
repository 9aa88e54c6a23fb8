//! What a session makes of a store that others use as well.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU32, Ordering},
};

use tokio::time::{Instant, sleep};

use super::*;
use crate::{
    credential::secret::Secret,
    session::{
        TokenSession,
        error::kind::TokenErrorKind,
        minted::Minted,
        settings::SessionSettings,
        source::{TokenSource, error::SourceError},
    },
};

/// A store whose lease ends by the clock alone, as that of a server does.
#[derive(Debug, Clone, Default)]
struct TimedStore(Arc<Mutex<(Option<Record>, Option<Instant>)>>);

#[derive(Debug)]
struct TimedLease(TimedStore);

#[async_trait]
impl TokenStore for TimedStore {
    async fn load(&self, _login: Option<&Login>) -> Result<Option<Record>, BoxError> {
        Ok(self.0.lock().unwrap().0.clone())
    }

    async fn lease(&self, duration: Duration) -> Result<Option<Box<dyn Lease>>, BoxError> {
        let until = &mut self.0.lock().unwrap().1;
        let now = Instant::now();
        if until.is_some_and(|until| now < until) {
            return Ok(None);
        }
        *until = Some(now + duration);
        Ok(Some(Box::new(TimedLease(self.clone()))))
    }
}

#[async_trait]
impl Lease for TimedLease {
    async fn save(&mut self, record: &Record, _login: Option<&Login>) -> Result<(), BoxError> {
        self.0.0.lock().unwrap().0 = Some(record.clone());
        Ok(())
    }

    async fn release(self: Box<Self>) -> Result<(), BoxError> {
        self.0.0.lock().unwrap().1 = None;
        Ok(())
    }
}

#[derive(Debug, Default)]
struct Source {
    mints: AtomicU32,
    takes: Duration,
    revocations: AtomicU32,
}

#[async_trait]
impl TokenSource for Source {
    async fn mint(&self) -> Result<Minted, SourceError> {
        self.mints.fetch_add(1, Ordering::Relaxed);
        sleep(self.takes).await;
        Ok(Minted::new("a-token").lives(Duration::from_secs(3600)))
    }

    fn can_revoke(&self) -> bool {
        true
    }

    async fn revoke(&self, _token: &Secret) -> Result<(), SourceError> {
        self.revocations.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}

fn session(store: &TimedStore, takes: Duration) -> TokenSession<Source> {
    let source = Source {
        takes,
        ..Source::default()
    };
    TokenSession::new(source, SessionSettings::default().store(store.clone()))
}

#[tokio::test(start_paused = true)]
async fn who_waits_for_a_process_that_died_takes_over_in_the_same_call() {
    let store = TimedStore::default();
    // A session like any other takes the lease for as long as it does, and dies.
    let duration = SessionSettings::default().store(store.clone()).lease();
    drop(store.lease(duration).await.unwrap().unwrap());
    let waiting = session(&store, Duration::from_secs(1));
    waiting.token().await.unwrap();
    assert_eq!(waiting.source().mints.load(Ordering::Relaxed), 1);
}

#[tokio::test(start_paused = true)]
async fn a_refresh_that_takes_long_ends_before_its_lease_does() {
    let store = TimedStore::default();
    let started = Instant::now();
    let slow = session(&store, Duration::from_secs(3600));
    slow.token().await.unwrap_err();
    assert!(started.elapsed() <= Duration::from_secs(16));
    // It has given the lease back.
    assert!(store.lease(Duration::ZERO).await.unwrap().is_some());
}

#[tokio::test(start_paused = true)]
async fn a_token_is_revoked_although_the_lease_is_taken() {
    let store = TimedStore::default();
    let session = session(&store, Duration::ZERO);
    session.token().await.unwrap();
    let day = Duration::from_secs(24 * 3600);
    let _sat_on = store.lease(day).await.unwrap().unwrap();
    let started = Instant::now();
    let error = session.revoke().await.unwrap_err();
    assert_eq!(error.kind(), TokenErrorKind::Store, "{error}");
    assert!(started.elapsed() < Duration::from_secs(60));
    assert_eq!(session.source().revocations.load(Ordering::Relaxed), 1);
}
