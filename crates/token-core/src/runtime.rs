//! What a session needs of its runtime; the model checker puts its own in place.

#[cfg(not(shuttle))]
mod suspension;

#[cfg(not(shuttle))]
mod tokio_runtime {
    use std::time::Duration;

    use tokio::{runtime::Handle, time};

    use super::suspension;

    pub(crate) use std::sync::{RwLock, RwLockReadGuard, RwLockWriteGuard};

    /// Returns the time by the monotonic clock, to which the time is added that the machine was suspended.
    pub(crate) fn now() -> time::Instant {
        let now = time::Instant::now();
        now + suspension::so_far(now)
    }

    /// Returns whether a task can be spawned.
    pub(crate) fn is_present() -> bool {
        Handle::try_current().is_ok()
    }

    /// Runs `task` beside the caller.
    pub(crate) fn spawn(task: impl Future<Output = ()> + Send + 'static) {
        // The task reports its outcome by itself, and is not ended early.
        drop(tokio::spawn(task));
    }

    /// Runs `future` no longer than `limit`.
    pub(crate) async fn timeout<F: Future>(limit: Duration, future: F) -> Option<F::Output> {
        time::timeout_at(crate::time::deadline(limit), future)
            .await
            .ok()
    }

    /// Waits.
    pub(crate) async fn sleep(wait: Duration) {
        time::sleep(wait).await;
    }
}

#[cfg(not(shuttle))]
pub(crate) use tokio_runtime::*;

#[cfg(all(test, not(shuttle)))]
pub(crate) use suspension::fake;

#[cfg(shuttle)]
mod model_check;
#[cfg(shuttle)]
pub(crate) use model_check::*;
