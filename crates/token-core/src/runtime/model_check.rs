//! The model checker in place of Tokio: every interleaving of tasks is its choice, and time passes only while a task waits.

use std::{cell::Cell, future::poll_fn, sync::LazyLock, task::Poll, time::Duration};

use tokio::time::Instant;

pub(crate) use shuttle::sync::{RwLock, RwLockReadGuard, RwLockWriteGuard};

thread_local! {
    /// How much time has passed; it passes only while a task waits.
    static PASSED: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

/// Returns the time of the model; all tasks of a run share a thread, and runs on end share the clock.
pub(crate) fn now() -> Instant {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    *START + PASSED.get()
}

/// Has time pass.
pub(crate) fn pass(time: Duration) {
    PASSED.set(PASSED.get() + time);
}

/// Returns whether a task can be spawned; the model always runs tasks.
pub(crate) fn is_present() -> bool {
    true
}

thread_local! {
    /// Whether the next task that is polled is dropped instead; all tasks of a run share a thread.
    static LOST: Cell<bool> = const { Cell::new(false) };
}

/// Says whether the next refresh that gets its turn is dropped, as when its runtime ends.
pub(crate) fn lose_next(lose: bool) {
    LOST.set(lose);
}

/// Runs `task` beside the caller.
pub(crate) fn spawn(task: impl Future<Output = ()> + Send + 'static) {
    let mut task = Some(Box::pin(task));
    drop(shuttle::future::spawn(poll_fn(move |context| {
        if LOST.take() {
            task = None;
        }
        match &mut task {
            Some(task) => task.as_mut().poll(context),
            None => Poll::Ready(()),
        }
    })));
}

/// Runs `future` to its end: in the model it has all the time.
pub(crate) async fn timeout<F: Future>(_limit: Duration, future: F) -> Option<F::Output> {
    Some(future.await)
}

/// Lets the others run, and time pass.
pub(crate) async fn sleep(wait: Duration) {
    pass(wait);
    shuttle::future::yield_now().await;
}
