//! A runtime that a test starts where it needs one of its own.

use tokio::runtime::Builder;

/// Runs a future to its end on a runtime of this thread, which ends with it.
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(future)
}
