//! The model checker in place of Tokio: every interleaving of tasks is its choice, and no time passes.

use std::time::Duration;

use tokio::time::Instant;

pub(crate) use shuttle::sync::{RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::TokenError;

/// Returns the time by the monotonic clock.
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// Returns nothing: the model always runs tasks.
#[expect(
    clippy::unnecessary_wraps,
    reason = "it stands for a check that can fail"
)]
pub(crate) fn check() -> Result<(), TokenError> {
    Ok(())
}

/// Runs `task` beside the caller.
pub(crate) fn spawn(task: impl Future<Output = ()> + Send + 'static) {
    drop(shuttle::future::spawn(task));
}

/// Runs `future` to its end: in the model no time passes.
pub(crate) async fn timeout<F: Future>(_limit: Duration, future: F) -> Option<F::Output> {
    Some(future.await)
}

/// Lets the others run.
pub(crate) async fn sleep(_wait: Duration) {
    shuttle::future::yield_now().await;
}
