//! The floor between two mints that succeed, and lives that are over when they arrive.

use std::{sync::atomic::Ordering, time::Duration};

use tokio::time::{Instant, advance, sleep};

use super::{
    odd_stores::Faulty,
    support::{
        DAY, Source, millis,
        play::{fails, good, lives},
        secs,
    },
};
use crate::{
    session::{
        TokenSession, error::kind::TokenErrorKind, settings::SessionSettings,
        snapshot::SessionPhase,
    },
    store::memory::MemoryStore,
};

/// Asks each 100 ms for so long; returns how often there was a token.
async fn ask(session: &TokenSession<Source>, time: Duration) -> usize {
    let until = Instant::now() + time;
    let mut tokens = 0;
    while Instant::now() < until {
        tokens += usize::from(session.token().await.is_ok());
        sleep(millis(100)).await;
    }
    tokens
}

#[tokio::test(start_paused = true)]
async fn row_33_a_life_that_is_over_when_it_arrives_is_a_failure() {
    let source = Source::of([]).life(Duration::ZERO);
    let session = source.session();
    assert_eq!(ask(&session, secs(3_600)).await, 0);
    assert_eq!(
        source.gaps(),
        [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]
    );
    let failure = session.snapshot().last_failure.unwrap();
    assert_eq!(failure.kind(), TokenErrorKind::Failed);
    assert_eq!(
        failure.to_string(),
        "no token could be minted: the server sent one that had expired already"
    );
}

#[tokio::test(start_paused = true)]
async fn a_life_that_is_shorter_than_its_request_took_is_a_failure() {
    let source = Source::of((0..9).map(|_| lives(secs(2)).after(secs(2))));
    let session = source.session();
    let error = session.token().await.unwrap_err();
    assert_eq!(error.kind(), TokenErrorKind::Failed);
    assert_eq!(session.snapshot().phase, SessionPhase::Cooling);
    ask(&session, secs(200)).await;
    // The request takes 2 s of each.
    assert_eq!(source.gaps()[..7], [3, 4, 6, 10, 18, 32, 32]);
}

#[tokio::test(start_paused = true)]
async fn a_short_token_is_served_for_its_life_and_the_next_one_waits_for_the_floor() {
    let source = Source::of([]).life(secs(2));
    let session = source.session();
    let started = Instant::now();
    session.token().await.unwrap();
    advance(millis(1_900)).await;
    session.token().await.unwrap();
    assert_eq!(source.mints(), 1);
    advance(millis(100)).await;
    session.token().await.unwrap();
    assert_eq!(started.elapsed().as_secs(), 5);
    assert!(ask(&session, secs(600)).await > 0);
    assert!(source.gaps().iter().all(|gap| *gap >= 5));
    assert!(source.mints() >= 115, "{}", source.mints());
}

#[tokio::test(start_paused = true)]
async fn sessions_that_share_a_store_share_the_floor() {
    let source = Source::of([]).life(secs(1));
    let store = MemoryStore::new();
    let session = || source.session_with(SessionSettings::default().store(store.clone()));
    let sessions: Vec<_> = (0..4).map(|_| session()).collect();
    for _ in 0..300 {
        for session in &sessions {
            session.token().await.unwrap();
            advance(millis(250)).await;
        }
        // Another process starts, and knows nothing but what the store does.
        session().token().await.unwrap();
    }
    assert!(source.gaps().iter().all(|gap| *gap >= 5));
}

#[tokio::test(start_paused = true)]
async fn the_floor_outlives_a_revocation() {
    let source = Source::of([]).revokes();
    let store = MemoryStore::new();
    let session = || source.session_with(SessionSettings::default().store(store.clone()));
    let first = session();
    first.token().await.unwrap();
    first.revoke().await.unwrap();
    let started = Instant::now();
    session().token().await.unwrap();
    assert!(started.elapsed() >= secs(5), "{:?}", started.elapsed());
}

#[tokio::test(start_paused = true)]
async fn the_floor_holds_when_the_store_was_emptied() {
    let source = Source::of([]).life(secs(1));
    let store = Faulty::default();
    let session = source.session_with(SessionSettings::default().store(store.clone()));
    for _ in 0..10 {
        store.forgets.store(true, Ordering::SeqCst);
        session.token().await.unwrap();
        advance(secs(1)).await;
    }
    assert_eq!(source.gaps(), [5; 9]);
}

#[tokio::test(start_paused = true)]
async fn a_floor_that_does_not_fit_into_a_refresh_is_an_error_that_says_so() {
    let source = Source::of([]).life(secs(1));
    let settings = SessionSettings::default().refresh_timeout(secs(3));
    let session = source.session_with(settings);
    session.token().await.unwrap();
    advance(secs(1)).await;
    let error = session.token().await.unwrap_err();
    assert_eq!(error.kind(), TokenErrorKind::Failed);
    assert!(error.to_string().contains("less than 5 s ago"), "{error}");
    advance(secs(4)).await;
    session.token().await.unwrap();
    assert_eq!(source.gaps(), [5]);
}

#[tokio::test(start_paused = true)]
async fn a_floor_keeps_no_session_from_closing() {
    let source = Source::of([]).life(secs(1));
    let session = source.session();
    session.token().await.unwrap();
    advance(secs(1)).await;
    let waiting = tokio::spawn({
        let session = session.clone();
        async move { session.token().await }
    });
    sleep(millis(10)).await;
    let started = Instant::now();
    session.close().await;
    assert!(started.elapsed() < secs(1));
    let error = waiting.await.unwrap().unwrap_err();
    assert_eq!(error.kind(), TokenErrorKind::Closed);
    assert_eq!(source.mints(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_tried_again_within_the_floor() {
    let source = Source::of([fails(), good()]);
    let session = source.session();
    session.token().await.unwrap_err();
    advance(secs(1)).await;
    session.token().await.unwrap();
    assert_eq!(source.gaps(), [1]);
}

#[tokio::test(start_paused = true)]
async fn credentials_that_were_just_changed_do_not_wait_for_the_floor() {
    let source = Source::of([]).life(DAY).logs_in("ada", "old");
    let session = source.session();
    session.token().await.unwrap();
    source.log_in("ada", "new");
    session.invalidate();
    let started = Instant::now();
    session.token().await.unwrap();
    assert!(started.elapsed() < secs(1));
    assert_eq!(source.mints(), 2);
}
