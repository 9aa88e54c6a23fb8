//! What follows a mint that fails.

use tokio::time::{advance, sleep};

use super::support::{
    DAY, Source, millis,
    play::{fails, fails_for, good, says},
    secs,
};
use crate::session::{error::kind::TokenErrorKind, snapshot::SessionPhase};

#[tokio::test(start_paused = true)]
async fn the_pause_doubles_up_to_30_s() {
    let source = Source::of((0..9).map(|_| fails()));
    let session = source.session();
    while session.token().await.is_err() {
        assert_eq!(session.snapshot().phase, SessionPhase::Cooling);
        sleep(millis(100)).await;
    }
    assert_eq!(source.gaps(), [1, 2, 4, 8, 16, 30, 30, 30, 30]);
    assert!(session.snapshot().last_failure.is_none());
}

#[tokio::test(start_paused = true)]
async fn a_success_starts_the_pauses_anew() {
    let source = Source::of([fails(), fails(), good(), fails(), good()]);
    let session = source.session();
    for _ in 0..60 {
        let _ = session.token().await;
        sleep(millis(100)).await;
    }
    advance(secs(5)).await;
    session.invalidate();
    for _ in 0..60 {
        let _ = session.token().await;
        sleep(millis(100)).await;
    }
    let gaps = source.gaps();
    assert_eq!((gaps.len(), gaps[0], gaps[1], gaps[3]), (4, 1, 2, 1));
}

#[tokio::test(start_paused = true)]
async fn all_of_a_pause_gets_the_same_error() {
    let source = Source::of([fails()]);
    let session = source.session();
    let first = session.token().await.unwrap_err();
    for _ in 0..100 {
        let error = session.token().await.unwrap_err();
        assert_eq!(error.to_string(), first.to_string());
    }
    assert_eq!(source.mints(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_retry_after_is_never_undercut() {
    let year = 365 * 24 * 3_600;
    for (wish, wait) in [
        (0, 1),
        (1, 1),
        (7, 7),
        (60, 60),
        (61, 61),
        (3_600, 3_600),
        (86_400, 86_400),
        (u64::MAX, year),
    ] {
        let source = Source::of([fails_for(secs(wish))]);
        let session = source.session();
        let error = session.token().await.unwrap_err();
        assert_eq!(error.retry_after(), Some(secs(wish)));
        advance(secs(wait) - millis(1)).await;
        assert!(session.token().await.is_err());
        assert_eq!(source.mints(), 1, "{wish}");
        advance(millis(1)).await;
        assert!(session.token().await.is_ok(), "{wish}");
    }
}

#[tokio::test(start_paused = true)]
async fn wrong_credentials_are_not_sent_again_until_the_program_says_so() {
    for status in [401, 403] {
        let source = Source::of([says(status)]);
        let session = source.session();
        for _ in 0..100 {
            let error = session.token().await.unwrap_err();
            assert_eq!(error.kind(), TokenErrorKind::CredentialsRefused);
            advance(DAY).await;
        }
        assert_eq!(session.snapshot().phase, SessionPhase::Refused);
        assert_eq!(source.mints(), 1);
        session.invalidate();
        assert!(session.token().await.is_ok());
        assert_eq!(source.mints(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn wrong_credentials_are_not_sent_twice_in_5_s() {
    let source = Source::of([says(401), says(401), says(401)]);
    let session = source.session();
    for round in 1..=3 {
        for _ in 0..49 {
            session.invalidate();
            let error = session.token().await.unwrap_err();
            assert_eq!(error.kind(), TokenErrorKind::CredentialsRefused);
            advance(millis(100)).await;
        }
        assert_eq!(source.mints(), round);
        advance(millis(100)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn credentials_are_tried_again_until_the_server_has_said_what_it_thinks_of_them() {
    let source = Source::of([says(401), fails(), says(503), good()]);
    let session = source.session();
    session.token().await.unwrap_err();
    advance(secs(5)).await;
    // The account is fixed, and the server fails once.
    session.invalidate();
    let error = session.token().await.unwrap_err();
    assert_eq!(error.kind(), TokenErrorKind::Failed);
    advance(secs(2)).await;
    let error = session.token().await.unwrap_err();
    assert_eq!(error.kind(), TokenErrorKind::Failed, "{error}");
    assert_eq!(source.mints(), 3);
    advance(secs(4)).await;
    assert!(session.token().await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn credentials_refused_ahead_of_the_end_leave_the_token_until_it_ends() {
    let source = Source::of([good(), says(401)]);
    let session = source.session();
    session.token().await.unwrap();
    advance(DAY - secs(100)).await;
    for _ in 0..99 {
        assert!(session.token().await.is_ok());
        sleep(secs(1)).await;
    }
    sleep(secs(2)).await;
    let error = session.token().await.unwrap_err();
    assert_eq!(error.kind(), TokenErrorKind::CredentialsRefused);
    assert_eq!(source.mints(), 2);
}

#[tokio::test(start_paused = true)]
async fn other_refusals_of_a_mint_pass() {
    for status in [400, 404, 408, 422, 425, 429, 500, 503] {
        let source = Source::of([says(status)]);
        let session = source.session();
        let error = session.token().await.unwrap_err();
        assert_eq!(error.kind(), TokenErrorKind::Failed);
        advance(secs(1)).await;
        assert!(session.token().await.is_ok());
    }
}
