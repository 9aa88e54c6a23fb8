//! One refresh for any number of callers.

use std::task::Poll;

use tokio::{
    task::JoinSet,
    time::{advance, sleep, timeout},
};

use super::support::{
    DAY, Source, millis,
    play::{fails, good, lives, panics},
    secs,
};
use crate::{
    credential::Credential,
    session::{TokenSession, error::kind::TokenErrorKind, settings::SessionSettings, token::Token},
};

/// Asks for the token from many tasks at once.
async fn many(session: &TokenSession<Source>, count: usize) -> Vec<Result<Token, String>> {
    let mut callers = JoinSet::new();
    for _ in 0..count {
        let session = session.clone();
        callers.spawn(async move { session.token().await.map_err(|error| error.to_string()) });
    }
    callers.join_all().await
}

#[tokio::test(start_paused = true)]
async fn many_callers_share_one_mint() {
    let source = Source::of([good().after(millis(20))]);
    let tokens = many(&source.session(), 1_000).await;
    assert!(tokens.iter().all(|token| {
        token
            .as_ref()
            .is_ok_and(|token| token.expose() == "CANARY-token-1")
    }));
    assert_eq!(source.mints(), 1);
}

#[tokio::test(start_paused = true)]
async fn one_failure_is_returned_to_all_that_wait() {
    let source = Source::of([fails().after(millis(20))]);
    let errors = many(&source.session(), 1_000).await;
    assert!(errors.iter().all(|error| {
        error.as_ref().err().map(String::as_str)
            == Some("no token could be minted: the server is down")
    }));
    assert_eq!(source.mints(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_panic_is_an_error_for_all_and_passes() {
    let source = Source::of([panics().after(millis(20))]);
    let session = source.session();
    let errors = many(&session, 100).await;
    assert!(errors.iter().all(|error| {
        error.as_ref().err().map(String::as_str) == Some("the token source panicked")
    }));
    assert_eq!(
        session.token().await.unwrap_err().kind(),
        TokenErrorKind::Failed
    );
    advance(secs(1)).await;
    assert!(session.token().await.is_ok());
    assert_eq!(source.mints(), 2);
}

#[tokio::test(start_paused = true)]
async fn callers_that_leave_lose_nothing() {
    let source = Source::of([good().after(millis(20))]);
    let session = source.session();
    for _ in 0..50 {
        assert!(timeout(millis(0), session.token()).await.is_err());
    }
    sleep(millis(30)).await;
    assert_eq!(session.token().await.unwrap().expose(), "CANARY-token-1");
    assert_eq!(source.mints(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_token_is_minted_although_all_clones_are_gone() {
    let source = Source::of([good().after(millis(20))]);
    let session = source.session();
    assert!(timeout(millis(1), session.token()).await.is_err());
    drop(session);
    sleep(millis(30)).await;
    assert_eq!(source.mints(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_hit_does_not_wait() {
    let session = Source::of([]).session();
    session.token().await.unwrap();
    let mut hit = std::pin::pin!(session.token());
    let polled = std::future::poll_fn(|context| Poll::Ready(hit.as_mut().poll(context))).await;
    assert!(polled.is_ready());
}

#[tokio::test(start_paused = true)]
async fn a_live_token_is_served_while_it_is_refreshed() {
    let source = Source::of([good(), good().after(secs(2))]);
    let session = source.session();
    session.token().await.unwrap();
    advance(DAY - secs(100)).await;
    for _ in 0..10 {
        assert_eq!(session.token().await.unwrap().expose(), "CANARY-token-1");
    }
    assert!(session.snapshot().is_refreshing);
    sleep(secs(3)).await;
    assert_eq!(session.token().await.unwrap().expose(), "CANARY-token-2");
    assert_eq!(source.mints(), 2);
}

#[tokio::test(start_paused = true)]
async fn an_idle_session_sends_nothing() {
    let source = Source::of([]);
    let session = source.session();
    sleep(DAY).await;
    assert_eq!(source.mints(), 0);
    session.token().await.unwrap();
    sleep(DAY * 30).await;
    assert_eq!(source.mints(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_refresh_has_an_end() {
    let source = Source::of([good().after(DAY)]);
    let session = source.session_with(SessionSettings::default().refresh_timeout(secs(7)));
    let started = tokio::time::Instant::now();
    let error = session.token().await.unwrap_err();
    assert_eq!(error.kind(), TokenErrorKind::Timeout);
    assert_eq!(error.to_string(), "the refresh took longer than 7s");
    assert_eq!(started.elapsed().as_secs(), 7);
    advance(secs(1)).await;
    assert!(session.token().await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn timeouts_at_their_limits_do_no_harm() {
    for timeout in [std::time::Duration::ZERO, std::time::Duration::MAX] {
        let source = Source::of([good(), lives(DAY).after(millis(1))]);
        let settings = SessionSettings::default().refresh_timeout(timeout);
        // Nothing takes any time here, and what is ready in no time is in time.
        assert!(source.session_with(settings).token().await.is_ok());
    }
}

#[test]
fn without_a_runtime_there_is_an_error() {
    let session = Source::of([]).session();
    let mut token = std::pin::pin!(session.token());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match token.as_mut().poll(&mut context) {
        Poll::Ready(Err(error)) => assert_eq!(error.kind(), TokenErrorKind::NoRuntime),
        other => panic!("{other:?}"),
    }
    assert!(!session.snapshot().is_refreshing);
}

/// Every public future can be awaited in a task that moves between threads.
#[test]
fn all_futures_are_send() {
    fn is_send<T: Send>(_: T) {}
    // What is not called here is still checked, for any request.
    fn applies(session: &TokenSession<Source>, request: &mut crate::transport::request::Request) {
        is_send(session.apply(request));
    }
    let _ = applies;
    let session = Source::of([]).session();
    is_send(session.token());
    is_send(session.close());
    is_send(session.close_within(DAY));
    is_send(session.revoke());
    is_send(session.rejected(crate::session::Generation(1)));
    is_send(session.subscribe().next());
}
