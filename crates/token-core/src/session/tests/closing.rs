//! The end of a session.

use std::time::Duration;

use tokio::time::{Instant, advance, sleep, timeout};

use super::reports::told;
use super::support::{
    Asked::{Mint, Revoke},
    DAY, Source, millis,
    play::{fails, good, says},
    secs,
};
use crate::{
    session::{
        close::Closing, error::kind::TokenErrorKind, event::SessionEvent,
        settings::SessionSettings, snapshot::SessionPhase, token::Generation,
    },
    store::memory::MemoryStore,
};

#[tokio::test(start_paused = true)]
async fn a_closed_session_has_no_token() {
    let source = Source::of([]).revokes();
    let session = source.session();
    session.token().await.unwrap();
    assert!(matches!(
        session.close().await,
        Closing::Revoked(Generation(1))
    ));
    let error = session.token().await.unwrap_err();
    assert_eq!(error.kind(), TokenErrorKind::Closed);
    assert_eq!(session.snapshot().phase, SessionPhase::Closed);
    assert!(!session.refused(Generation(1)));
    session.invalidate();
    assert!(matches!(session.close().await, Closing::NothingToRevoke));
    assert_eq!(source.asked(), [Mint, Revoke]);
}

#[tokio::test(start_paused = true)]
async fn without_a_token_there_is_nothing_to_revoke() {
    let source = Source::of([]).revokes();
    assert!(matches!(
        source.session().close().await,
        Closing::NothingToRevoke
    ));
    let session = source.session();
    session.token().await.unwrap();
    advance(DAY).await;
    assert!(matches!(session.close().await, Closing::NothingToRevoke));
    assert_eq!(source.asked(), [Mint]);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_cannot_be_revoked() {
    let session = Source::of([]).session();
    session.token().await.unwrap();
    assert!(matches!(session.close().await, Closing::NotRevocable));
    assert!(session.token().await.is_err());
}

#[tokio::test(start_paused = true)]
async fn a_shared_token_is_left_to_the_others() {
    let source = Source::of([]).revokes();
    let store = MemoryStore::new();
    let shared = || SessionSettings::default().store(store.clone());
    let [one, other] = [(); 2].map(|()| source.session_with(shared()));
    one.token().await.unwrap();
    other.token().await.unwrap();
    assert!(matches!(one.close().await, Closing::LeftToOthers));
    assert!(other.token().await.is_ok());
    // Unless one of them says so.
    assert_eq!(other.revoke().await.unwrap(), Some(Generation(1)));
    assert_eq!(source.asked(), [Mint, Revoke]);
    let third = source.session_with(shared());
    assert_eq!(third.token().await.unwrap().generation(), Generation(2));
}

#[tokio::test(start_paused = true)]
async fn a_revocation_that_fails_is_reported() {
    for (play, says) in [
        (
            fails(),
            "the token could not be revoked: the server is down",
        ),
        (says(500), "the token could not be revoked: HTTP 500"),
    ] {
        let session = Source::of([good(), play]).revokes().session();
        session.token().await.unwrap();
        match session.close().await {
            Closing::Failed(error) => assert_eq!(error.to_string(), says),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_refresh_that_is_under_way_is_waited_for() {
    let source = Source::of([good().after(secs(3))]).revokes();
    let session = source.session();
    assert!(timeout(millis(1), session.token()).await.is_err());
    assert!(matches!(
        session.close().await,
        Closing::Revoked(Generation(1))
    ));
    assert_eq!(source.asked(), [Mint, Revoke]);
}

#[tokio::test(start_paused = true)]
async fn closing_takes_no_longer_than_it_may() {
    let endless = good().after(DAY);
    for script in [vec![endless.clone()], vec![good(), endless]] {
        let session = Source::of(script).revokes().session();
        let _ = timeout(millis(1), session.token()).await;
        let started = Instant::now();
        match session.close_within(secs(2)).await {
            Closing::Failed(error) => assert_eq!(error.kind(), TokenErrorKind::Timeout),
            other => panic!("{other:?}"),
        }
        assert_eq!(started.elapsed().as_secs(), 2);
        assert!(session.token().await.is_err());
    }
    let session = Source::of([]).session();
    session.close_within(Duration::MAX).await;
}

#[tokio::test(start_paused = true)]
async fn callers_that_wait_while_it_closes_get_an_error() {
    let source = Source::of([good().after(secs(1)), good().after(secs(1))]);
    let session = source.session();
    let waiting = tokio::spawn({
        let session = session.clone();
        async move { session.token().await }
    });
    sleep(millis(10)).await;
    session.close().await;
    let _ = waiting.await.unwrap();
    assert_eq!(source.mints(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_session_that_revokes_goes_on() {
    let source = Source::of([]).revokes();
    let session = source.session();
    let events = session.subscribe();
    assert_eq!(session.revoke().await.unwrap(), None);
    session.token().await.unwrap();
    assert_eq!(session.revoke().await.unwrap(), Some(Generation(1)));
    assert_eq!(session.token().await.unwrap().generation(), Generation(2));
    assert_eq!(
        told(session, events).await,
        [
            SessionEvent::Minted(Generation(1)),
            SessionEvent::Revoked(Generation(1)),
            SessionEvent::Minted(Generation(2))
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_token_that_is_revoked_while_it_is_renewed_does_not_come_back() {
    let source = Source::of([good(), good().after(secs(5))])
        .renews()
        .revokes();
    let session = source.session();
    session.token().await.unwrap();
    advance(DAY - secs(100)).await;
    session.token().await.unwrap();
    sleep(secs(1)).await;
    assert_eq!(session.revoke().await.unwrap(), Some(Generation(1)));
    assert_eq!(session.token().await.unwrap().generation(), Generation(2));
}
