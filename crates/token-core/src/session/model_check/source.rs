//! A source that lets all other tasks run in the middle of each request.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use async_trait::async_trait;
use shuttle::future::yield_now;

use crate::{
    credential::secret::Secret,
    session::{
        minted::Minted,
        source::{TokenSource, error::SourceError},
    },
};

/// The source; what it counts is invisible to the checker, and adds no orders of its own.
#[derive(Debug, Clone, Default)]
pub(super) struct Model(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    fails: bool,
    mints: AtomicUsize,
    in_flight: AtomicUsize,
    revoked: AtomicUsize,
}

impl Model {
    /// Creates one whose every mint fails.
    pub(super) fn failing() -> Self {
        Self(Arc::new(Counts {
            fails: true,
            ..Counts::default()
        }))
    }

    pub(super) fn mints(&self) -> usize {
        self.0.mints.load(Ordering::SeqCst)
    }

    pub(super) fn revoked(&self) -> usize {
        self.0.revoked.load(Ordering::SeqCst)
    }
}

/// A request that is in flight.
struct Request<'a>(&'a Counts);

impl<'a> Request<'a> {
    fn send(counts: &'a Counts) -> Self {
        let before = counts.in_flight.fetch_add(1, Ordering::SeqCst);
        assert_eq!(before, 0, "two requests are in flight");
        Self(counts)
    }
}

impl Drop for Request<'_> {
    fn drop(&mut self) {
        self.0.in_flight.fetch_sub(1, Ordering::SeqCst);
    }
}

#[async_trait]
impl TokenSource for Model {
    async fn mint(&self) -> Result<Minted, SourceError> {
        let _request = Request::send(&self.0);
        let number = self.0.mints.fetch_add(1, Ordering::SeqCst) + 1;
        yield_now().await;
        if self.0.fails {
            return Err(SourceError::new(format!("failure {number}")));
        }
        Ok(Minted::new(format!("token-{number}")))
    }

    fn can_revoke(&self) -> bool {
        true
    }

    async fn revoke(&self, _token: &Secret) -> Result<(), SourceError> {
        yield_now().await;
        self.0.revoked.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
}
