//! Many jobs on as many cores as there are.

use std::panic;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Builder};

use anyhow::{Context, Result};

/// As much as the main thread has: types that nest are walked by recursion.
const STACK: usize = 8 << 20;

/// Returns how many jobs can run at once.
pub(super) fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Returns what `job` makes of each item, in the order of the items.
///
/// # Errors
///
/// A machine that gives no thread.
pub(super) fn map<T: Sync, R: Send>(items: &[T], job: impl Fn(&T) -> R + Sync) -> Result<Vec<R>> {
    let workers = cores().min(items.len());
    if workers < 2 {
        return Ok(items.iter().map(job).collect());
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else {
                return done;
            };
            done.push((index, job(item)));
        }
    };
    let mut done = thread::scope(|scope| {
        let start = |_| Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        let workers: Vec<_> = (0..workers).map(start).collect();
        let mut done = Vec::new();
        for worker in workers {
            match worker.context("no thread for the formatter")?.join() {
                Ok(some) => done.extend(some),
                Err(panic) => panic::resume_unwind(panic),
            }
        }
        anyhow::Ok(done)
    })?;
    done.sort_by_key(|(index, _)| *index);
    Ok(done.into_iter().map(|(_, result)| result).collect())
}
