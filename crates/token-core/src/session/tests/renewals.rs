//! Tokens that are renewed.

use tokio::time::{advance, sleep};

use super::support::{
    Asked::{Mint, Renew},
    DAY, Source, millis,
    play::{fails, good, panics, says},
    secs,
};
use crate::session::{
    TokenSession, error::kind::TokenErrorKind, event::SessionEvent, token::Generation,
};

/// Goes to the last moments of the token, and has it refreshed.
async fn refresh(session: &TokenSession<Source>) {
    let left = session.snapshot().expires_in.unwrap();
    advance(left - secs(100)).await;
    session.token().await.unwrap();
    sleep(millis(1)).await;
}

#[tokio::test(start_paused = true)]
async fn row_35_seven_renewals_and_a_mint() {
    let source = Source::of([]).renews();
    let session = source.session();
    let first = session.token().await.unwrap();
    for renewal in 1..=7 {
        refresh(&session).await;
        let token = session.token().await.unwrap();
        assert_eq!(token.generation(), Generation(1));
        assert_eq!(token.expose(), first.expose());
        let snapshot = session.snapshot();
        assert_eq!(snapshot.renewals, renewal);
        // A day on top of what was left.
        let left = snapshot.expires_in.unwrap();
        assert!(left > DAY + secs(99) && left <= DAY + secs(100), "{left:?}");
    }
    refresh(&session).await;
    assert_eq!(session.token().await.unwrap().generation(), Generation(2));
    assert_eq!(session.snapshot().renewals, 0);
    assert_eq!((source.mints(), source.count(Renew)), (2, 7));
}

#[tokio::test(start_paused = true)]
async fn row_35_a_renewal_that_is_lost_counts() {
    let source = Source::of([good()]).renews();
    let session = source.session();
    session.token().await.unwrap();
    for _ in 0..7 {
        source.then(fails());
    }
    let left = session.snapshot().expires_in.unwrap();
    advance(left - secs(200)).await;
    for _ in 0..150 {
        assert!(session.token().await.is_ok());
        sleep(secs(1)).await;
    }
    assert_eq!(source.count(Renew), 7);
    assert_eq!(source.mints(), 2);
}

#[tokio::test(start_paused = true)]
async fn row_35_a_renewal_that_is_cut_off_counts() {
    for lost in [good().after(DAY), panics()] {
        let source = Source::of([good(), lost]).renews();
        let session = source.session();
        session.token().await.unwrap();
        let left = session.snapshot().expires_in.unwrap();
        advance(left - secs(100)).await;
        session.token().await.unwrap();
        sleep(secs(40)).await;
        session.token().await.unwrap();
        sleep(millis(1)).await;
        assert_eq!(session.snapshot().renewals, 2);
    }
}

#[tokio::test(start_paused = true)]
async fn row_35_a_server_that_fails_leaves_the_token() {
    for status in [408, 425, 429, 500, 502, 503] {
        let source = Source::of([good(), says(status)]).renews();
        let session = source.session();
        session.token().await.unwrap();
        refresh(&session).await;
        let failure = session.snapshot().last_failure.unwrap();
        assert_eq!(failure.kind(), TokenErrorKind::Failed);
        assert_eq!(session.token().await.unwrap().generation(), Generation(1));
        assert_eq!(source.asked(), [Mint, Renew]);
    }
}

#[tokio::test(start_paused = true)]
async fn row_35_a_renewal_that_is_refused_leads_to_a_mint() {
    for status in [400, 401, 403, 404, 409, 422] {
        let source = Source::of([good(), says(status), good().after(secs(5))]).renews();
        let session = source.session();
        session.token().await.unwrap();
        refresh(&session).await;
        // The server knows nothing of the token after a 401; else it is served while the next one comes.
        let served = session.snapshot().generation;
        assert_eq!(served, (status != 401).then_some(Generation(1)), "{status}");
        assert_eq!(
            session.token().await.unwrap().generation(),
            Generation(if status == 401 { 2 } else { 1 })
        );
        sleep(secs(6)).await;
        assert_eq!(session.token().await.unwrap().generation(), Generation(2));
        assert_eq!(source.asked(), [Mint, Renew, Mint]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_that_has_ended_is_not_renewed() {
    let source = Source::of([]).renews();
    let session = source.session();
    session.token().await.unwrap();
    advance(DAY).await;
    session.token().await.unwrap();
    assert_eq!(source.asked(), [Mint, Mint]);
}

#[tokio::test(start_paused = true)]
async fn a_renewal_reports_its_number() {
    let source = Source::of([]).renews();
    let session = source.session();
    session.token().await.unwrap();
    let mut events = session.subscribe();
    refresh(&session).await;
    refresh(&session).await;
    for number in [1, 2] {
        let event = events.next().await;
        assert_eq!(event, Some(SessionEvent::Renewed(Generation(1), number)));
    }
}
