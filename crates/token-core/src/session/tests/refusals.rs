//! Tokens that a server responds to with 401.

use tokio::time::{Instant, advance, sleep};

use super::reports::{OPERATION, told};
use super::support::{
    DAY, Source, millis,
    play::{fails, good},
    secs,
};
use crate::{
    credential::Credential,
    session::{event::SessionEvent, settings::SessionSettings, token::Generation},
    store::memory::MemoryStore,
};

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_replaced_by_one_mint() {
    let source = Source::of([]);
    let session = source.session();
    let first = session.token().await.unwrap();
    advance(secs(5)).await;
    // Fifty callers had it.
    for _ in 0..50 {
        assert!(session.refused(first.generation()));
    }
    let started = Instant::now();
    let second = session.token().await.unwrap();
    assert_eq!(
        (first.generation(), second.generation()),
        (Generation(1), Generation(2))
    );
    assert_eq!(source.mints(), 2);
    assert!(started.elapsed() < secs(1));
}

#[tokio::test(start_paused = true)]
async fn a_token_that_is_refused_at_once_waits_for_the_floor_and_then_is_replaced() {
    let source = Source::of([]);
    let session = source.session();
    let first = session.token().await.unwrap();
    let started = Instant::now();
    assert!(session.rejected(first.generation()).await);
    assert_eq!(started.elapsed().as_secs(), 5);
    assert_eq!(session.token().await.unwrap().generation(), Generation(2));
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

/// One endpoint responds with 401 to every token, and is called each second; all others are called in between.
#[tokio::test(start_paused = true)]
async fn row_30_an_endpoint_that_always_refuses_harms_no_other_call_and_forces_few_mints() {
    let source = Source::of([]);
    let session = source.session();
    let day = Instant::now() + DAY / 2;
    while Instant::now() < day {
        let token = session.token().await.unwrap();
        session.rejected(token.generation()).await;
        for _ in 0..4 {
            let asked = Instant::now();
            session.token().await.unwrap();
            assert!(asked.elapsed().is_zero());
        }
        sleep(secs(1)).await;
    }
    let gaps = source.gaps();
    assert_eq!(gaps[..8], [5, 5, 10, 20, 40, 80, 160, 300]);
    // Half a day in intervals of five minutes, the calls in which the endpoint waits included.
    assert!((145..=155).contains(&source.mints()), "{}", source.mints());
}

#[tokio::test(start_paused = true)]
async fn a_forced_mint_that_hangs_keeps_no_call_from_the_token_that_there_is() {
    let source = Source::of([good(), good().after(DAY)]);
    let session = source.session();
    let first = session.token().await.unwrap();
    advance(secs(5)).await;
    let refuser = tokio::spawn({
        let session = session.clone();
        async move { session.rejected(Generation(1)).await }
    });
    sleep(secs(1)).await;
    let base = url::Url::parse("https://api.example").unwrap();
    let mut request = crate::transport::request::RequestBuilder::new(&OPERATION)
        .build(&base)
        .unwrap();
    let started = Instant::now();
    let used = session.apply(&mut request).await.unwrap();
    assert_eq!((used, started.elapsed()), (Generation(1), secs(0)));
    // Others may be about to repeat a request: they wait for a moment.
    let token = session.token().await.unwrap();
    assert_eq!(token.expose(), first.expose());
    assert_eq!(started.elapsed(), secs(10));
    assert!(!refuser.await.unwrap());
}

#[tokio::test(start_paused = true)]
async fn tokens_that_are_revoked_for_good_are_replaced_after_the_interval() {
    let source = Source::of([]);
    let session = source.session();
    for generation in 1..=4 {
        advance(secs(60)).await;
        assert_eq!(
            session.token().await.unwrap().generation(),
            Generation(generation)
        );
        assert!(session.rejected(Generation(generation)).await);
    }
}

#[tokio::test(start_paused = true)]
async fn a_forced_token_that_was_good_for_long_starts_the_intervals_anew() {
    let source = Source::of([]);
    let session = source.session();
    session.token().await.unwrap();
    for generation in 1..=9 {
        advance(secs(15 * 60)).await;
        assert!(session.rejected(Generation(generation)).await);
    }
    // The interval is that after the first one, and not after the ninth.
    assert!(!session.rejected(Generation(10)).await);
    advance(secs(5)).await;
    assert!(session.rejected(Generation(10)).await);
}

#[tokio::test(start_paused = true)]
async fn the_intervals_are_those_of_all_who_share_a_store() {
    let source = Source::of([]);
    let store = MemoryStore::new();
    let session = || source.session_with(SessionSettings::default().store(store.clone()));
    let first = session();
    first.token().await.unwrap();
    for (generation, interval) in [(1, 6), (2, 6), (3, 11), (4, 21)] {
        advance(secs(interval)).await;
        assert!(first.rejected(Generation(generation)).await);
    }
    // The fifth one was the fourth in a row.
    let second = session();
    second.token().await.unwrap();
    advance(secs(39)).await;
    assert!(!second.rejected(Generation(5)).await);
    advance(secs(1)).await;
    assert!(second.rejected(Generation(5)).await);
    // The other one hears of it although it may not force one.
    assert!(first.rejected(Generation(5)).await);
    assert_eq!(source.mints(), 6);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_in_a_pause_leaves_the_token_in_service() {
    let source = Source::of([good(), fails()]);
    let session = source.session();
    let first = session.token().await.unwrap();
    advance(secs(5)).await;
    assert!(session.refused(first.generation()));
    assert_eq!(session.token().await.unwrap().expose(), first.expose());
    assert_eq!(source.mints(), 2);
    assert!(!session.refused(first.generation()));
    assert_eq!(session.token().await.unwrap().expose(), first.expose());
    assert_eq!(source.mints(), 2);
    // After the pause the next refusal forces the mint again.
    advance(secs(1)).await;
    assert!(session.rejected(first.generation()).await);
    assert_eq!(session.token().await.unwrap().generation(), Generation(2));
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
async fn a_token_that_is_refused_while_it_is_renewed_is_still_replaced() {
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
async fn invalidate_has_the_next_call_mint() {
    let source = Source::of([]);
    let session = source.session();
    let events = session.subscribe();
    session.invalidate();
    session.token().await.unwrap();
    session.invalidate();
    let started = Instant::now();
    assert_eq!(session.token().await.unwrap().generation(), Generation(2));
    assert_eq!(started.elapsed().as_secs(), 5);
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
async fn invalidate_again_and_again_mints_once_in_5_s() {
    let source = Source::of([]);
    let session = source.session();
    let started = Instant::now();
    for _ in 0..100 {
        assert!(session.token().await.is_ok());
        session.invalidate();
        advance(millis(100)).await;
    }
    assert!(source.gaps().iter().all(|gap| *gap >= 5));
    assert_eq!(source.mints() as u64, 1 + started.elapsed().as_secs() / 5);
}
