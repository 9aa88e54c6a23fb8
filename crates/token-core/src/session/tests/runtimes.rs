//! Runtimes that come and go.

use std::{sync::mpsc, thread, time::Duration};

use tokio::runtime::{Builder, Runtime};

use super::support::{DAY, Source, millis, play::good};
use crate::session::{error::kind::TokenErrorKind, settings::SessionSettings};

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// Runs `test` in a thread of its own, so that one that hangs fails.
fn within(limit: Duration, test: impl FnOnce() + Send + 'static) {
    let (done, finished) = mpsc::channel();
    let running = thread::spawn(move || {
        test();
        let _ = done.send(());
    });
    let outcome = finished.recv_timeout(limit);
    assert_ne!(outcome, Err(mpsc::RecvTimeoutError::Timeout), "it hangs");
    running.join().unwrap();
}

#[test]
fn row_29_a_runtime_that_dies_in_mid_flight() {
    within(Duration::from_secs(30), || {
        let source = Source::of([good().after(DAY)]);
        let session = source.session();
        let first = runtime();
        first.block_on(async {
            let started = tokio::time::timeout(millis(10), session.token()).await;
            assert!(started.is_err());
        });
        drop(first);
        assert!(!session.snapshot().is_refreshing);
        let token = runtime().block_on(session.token()).unwrap();
        assert_eq!(token.expose(), "CANARY-token-2");
        assert_eq!(source.mints(), 2);
    });
}

#[test]
fn row_29_one_who_waits_in_another_runtime_starts_again() {
    within(Duration::from_secs(30), || {
        let source = Source::of([good().after(DAY)]);
        let session = source.session();
        let first = runtime();
        let waiting = session.clone();
        first.block_on(async {
            let _ = tokio::time::timeout(millis(10), session.token()).await;
        });
        let second = thread::spawn(move || runtime().block_on(waiting.token()));
        thread::sleep(millis(50));
        drop(first);
        let token = second.join().unwrap().unwrap();
        assert_eq!(token.expose(), "CANARY-token-2");
    });
}

#[test]
fn a_runtime_that_is_over_is_an_error_and_no_endless_loop() {
    within(Duration::from_secs(30), || {
        let session = Source::of([]).session();
        let over = runtime();
        let handle = over.handle().clone();
        drop(over);
        let error = handle.block_on(session.token()).unwrap_err();
        assert_eq!(error.kind(), TokenErrorKind::NoRuntime);
        // A runtime that lives goes on.
        assert!(runtime().block_on(session.token()).is_ok());
    });
}

#[test]
fn a_runtime_that_is_parked_in_mid_flight_blocks_no_caller_forever() {
    within(Duration::from_secs(30), || {
        let source = Source::of([good().after(millis(10))]);
        let settings = SessionSettings::default().refresh_timeout(millis(100));
        let session = source.session_with(settings);
        let parked = runtime();
        parked.block_on(async {
            assert!(
                tokio::time::timeout(millis(1), session.token())
                    .await
                    .is_err()
            );
        });
        // `parked` still exists, and is no longer driven.
        let error = runtime().block_on(session.token()).unwrap_err();
        assert_eq!(error.kind(), TokenErrorKind::Timeout);
        drop(parked);
        assert!(runtime().block_on(session.token()).is_ok());
    });
}
