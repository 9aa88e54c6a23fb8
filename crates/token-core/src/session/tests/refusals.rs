//! Tokens that a server answers 401 to.

use tokio::time::{advance, sleep};

use super::reports::told;
use super::support::{DAY, Source, fails, good, millis, secs};
use crate::{Generation, SessionEvent, TokenErrorKind};

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_dropped_and_one_minted() {
    let source = Source::of([]);
    let session = source.session();
    let first = session.token().await.unwrap();
    // Fifty callers had it.
    for _ in 0..50 {
        assert!(session.refused(first.generation()));
    }
    let second = session.token().await.unwrap();
    assert_eq!(
        (first.generation(), second.generation()),
        (Generation(1), Generation(2))
    );
    assert_eq!(source.mints(), 2);
}

#[tokio::test(start_paused = true)]
async fn row_31_a_late_refusal_does_not_harm_the_next_token() {
    let source = Source::of([]);
    let session = source.session();
    let first = session.token().await.unwrap();
    session.refused(first.generation());
    let second = session.token().await.unwrap();
    assert!(session.refused(first.generation()));
    assert!(session.refused(Generation(0)));
    assert!(session.refused(Generation(u64::MAX)));
    assert_eq!(
        session.token().await.unwrap().generation(),
        second.generation()
    );
    assert_eq!(source.mints(), 2);
}

#[tokio::test(start_paused = true)]
async fn row_30_a_server_that_refuses_for_ever_gets_one_mint_in_5_s() {
    let source = Source::of([]);
    let session = source.session();
    let mut refusals = 0;
    for _ in 0..600 {
        match session.token().await {
            Ok(token) => {
                refusals += 1;
                let again = session.refused(token.generation());
                assert_eq!(again, refusals == 1);
            }
            Err(error) => assert_eq!(error.kind(), TokenErrorKind::TokenRefused),
        }
        sleep(millis(100)).await;
    }
    // The first two in the first moment, and one in each 5 s of the minute after that.
    assert!((12..=13).contains(&source.mints()), "{}", source.mints());
    assert!(source.gaps()[1..].iter().all(|gap| *gap >= 5));
}

#[tokio::test(start_paused = true)]
async fn a_refusal_in_a_pause_is_not_worth_a_repetition() {
    let source = Source::of([good(), fails()]);
    let session = source.session();
    let first = session.token().await.unwrap();
    assert!(session.refused(first.generation()));
    session.token().await.unwrap_err();
    assert!(!session.refused(first.generation()));
}

#[tokio::test(start_paused = true)]
async fn a_late_refusal_after_the_next_token_has_ended_too_does_not_promise_another() {
    let source = Source::of([good(), good(), fails()]);
    let session = source.session();
    let first = session.token().await.unwrap();
    session.refused(first.generation());
    session.token().await.unwrap();
    advance(DAY).await;
    session.token().await.unwrap_err();
    assert!(!session.refused(first.generation()));
}

#[tokio::test(start_paused = true)]
async fn a_token_that_is_refused_while_it_is_renewed_does_not_come_back() {
    let source = Source::of([good(), good().after(secs(5))]).renews();
    let session = source.session();
    let first = session.token().await.unwrap();
    advance(DAY - secs(100)).await;
    session.token().await.unwrap();
    sleep(secs(1)).await;
    session.refused(first.generation());
    let second = session.token().await.unwrap();
    assert_eq!(second.generation(), Generation(2));
    assert_eq!(source.mints(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_forced_mint_that_fails_is_tried_again_after_the_pause() {
    let source = Source::of([good(), fails(), good()]);
    let session = source.session();
    let first = session.token().await.unwrap();
    session.refused(first.generation());
    session.token().await.unwrap_err();
    advance(secs(1)).await;
    assert_eq!(session.token().await.unwrap().generation(), Generation(2));
}

#[tokio::test(start_paused = true)]
async fn invalidate_has_the_next_call_mint() {
    let source = Source::of([]);
    let session = source.session();
    let events = session.subscribe();
    session.invalidate();
    session.token().await.unwrap();
    session.invalidate();
    assert_eq!(session.token().await.unwrap().generation(), Generation(2));
    assert_eq!(
        told(session, events).await,
        [
            SessionEvent::Minted(Generation(1)),
            SessionEvent::Refused(Generation(1)),
            SessionEvent::Minted(Generation(2))
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn invalidate_again_and_again_mints_once_in_5_s_and_keeps_nobody_waiting() {
    let source = Source::of([]);
    let session = source.session();
    for _ in 0..100 {
        assert!(session.token().await.is_ok());
        session.invalidate();
        advance(millis(100)).await;
    }
    // Two at the start, and one after 5 s; the one at 10 s is not asked for any more.
    assert_eq!(source.mints(), 3);
}
